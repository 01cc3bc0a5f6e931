"""One cell a line behind a tab, and an empty line after each row; a merged place is a tab alone, like a blank cell.

Shows blank cells.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import fields, page

SHOWS_BLANKS = True
KEEPS_ROWS = False


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table)


def _table(table: Table) -> str:
    return "\n\n".join("\n".join(f"\t{text}" for text in row) for row in fields(table))
