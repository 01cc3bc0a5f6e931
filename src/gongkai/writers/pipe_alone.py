"""One cell a line, and after each a line with nothing but the pipe that ends it; merged places leave nothing behind.

Shows blank cells: a pipe that ends no text ends an empty cell.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import page

SHOWS_BLANKS = True
KEEPS_ROWS = False


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table)


def _table(table: Table) -> str:
    return "\n".join(f"{cell.text}\n|" if cell.text else "|" for row in table.rows for cell in row)
