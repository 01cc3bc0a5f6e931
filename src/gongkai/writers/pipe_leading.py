"""A line with nothing but a pipe before each row, which then reads ``a | b | c |``; a merged place looks like a blank cell.

Shows blank cells.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import fields, page

SHOWS_BLANKS = True
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table)


def _table(table: Table) -> str:
    return "\n".join(f"|\n{' | '.join(row)} |" for row in fields(table))
