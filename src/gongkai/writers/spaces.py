"""Rows of cells with one space between them: ``规章 0 0 0``.

Does not show blank cells: of a row with one, no number is known by its place.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import inked, page

SHOWS_BLANKS = False
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table)


def _table(table: Table) -> str:
    return "\n".join(" ".join(cell.word for cell in row) for row in inked(table))
