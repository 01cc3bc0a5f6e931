"""Columns of spaces on a page as wide as it takes, as ``pdftotext -layout`` sets them; a wide character counts two columns.

Does not show blank cells but by their position, which says nothing in a table where no row is full.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.cells import width
from gongkai.sheet import Part, Sheet, Table
from gongkai.writers._common import page, set_line

SHOWS_BLANKS = False
KEEPS_ROWS = True
_GAP = 3


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, lambda table: "\n".join(_lines(table)))


def _lines(table: Table) -> Iterator[str]:
    lefts = _lefts(table)
    lines: list[list[tuple[int, str]]] = [[] for _ in table.rows]
    for cell, row, column in table.places():
        room = lefts[column + cell.columns] - _GAP - lefts[column]
        if cell.text:
            inset = 0 if cell.part in (Part.LABEL, Part.GROUP) else (room - width(cell.word)) // 2
            lines[row].append((lefts[column] + inset, cell.word))
    yield from map(set_line, lines)


def _lefts(table: Table) -> list[int]:
    """Where each column begins, and where one after the last would."""
    lefts = [0] * (table.width + 1)
    ends = sorted((column + cell.columns, column, width(cell.word)) for cell, _, column in table.places())
    for end, column, wide in ends:
        lack = lefts[column] + wide + _GAP - lefts[end]
        if lack > 0:
            lefts[end:] = [left + lack for left in lefts[end:]]
    return lefts
