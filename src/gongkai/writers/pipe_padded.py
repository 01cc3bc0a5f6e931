"""``| a | b |``, a row a line between pipes, each cell with a space on both sides; a merged place looks like a blank cell.

Shows blank cells.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import between_pipes, fields, page

SHOWS_BLANKS = True
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table)


def _table(table: Table) -> str:
    return "\n".join(map(between_pipes, fields(table)))
