"""``a | b | c |``, a row a line; a place that is merged into another leaves its pipe alone: ``规章 | 1 | | 3 |``, ``行政许可 | 5 |||``.

Shows blank cells.
"""

from __future__ import annotations

from gongkai.sheet import Cell, Sheet, Table
from gongkai.writers._common import page

SHOWS_BLANKS = True
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table)


def _table(table: Table) -> str:
    return "\n".join("".join(map(_place, row)).strip() for row in table.grid())


def _place(cell: Cell | None) -> str:
    return "|" if cell is None else f" {cell.text} |" if cell.text else " |"
