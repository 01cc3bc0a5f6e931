"""The whole page on one line, with one space between cells and between paragraphs.

Does not show blank cells, nor where a paragraph ends: of a row with a blank, no number is known by its place, and the text of a section is
one paragraph.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import inked, page

SHOWS_BLANKS = False
KEEPS_ROWS = False


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table, " ")


def _table(table: Table) -> str:
    return " ".join(cell.word for row in inked(table) for cell in row)
