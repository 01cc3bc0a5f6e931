"""One cell a line, and nothing between them.

Does not show blank cells: of a row with one, no number is known by its place.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import inked, page

SHOWS_BLANKS = False
KEEPS_ROWS = False


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table, "\n")


def _table(table: Table) -> str:
    return "\n".join(cell.text for row in inked(table) for cell in row)
