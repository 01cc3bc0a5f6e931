"""Columns of spaces on a page of usual width: labels cut into lines, the number beside their middle, and labels of groups from top to bottom.

Does not show blank cells but by their position, which says nothing in a table where no row is full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.cells import width
from gongkai.sheet import Cell, Part, Sheet, Table
from gongkai.writers._common import page, set_line, wrap

SHOWS_BLANKS = False
KEEPS_ROWS = False
_PAGE, _LABEL, _GROUP, _GAP = 96, 28, 8, 2


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, lambda table: "\n".join(_lines(table)))


def _lines(table: Table) -> Iterator[str]:
    lefts = _lefts(table)
    rooms = {(row, column): lefts[column + cell.columns] - lefts[column] - _GAP for cell, row, column in table.places()}
    texts = {(row, column): [cell.word] if cell.part is Part.VALUE else wrap(cell.text, rooms[row, column]) for cell, row, column in table.places()}
    heights = _heights(table, texts)
    tops = [sum(heights[:row]) for row in range(len(heights))]
    lines: list[list[tuple[int, str]]] = [[] for _ in range(sum(heights))]
    for cell, row, column in table.places():
        text = texts[row, column]
        top = tops[row] + (sum(heights[row : row + cell.rows]) - len(text)) // 2
        for at, line in enumerate(text):
            if line:
                inset = 0 if cell.part in (Part.LABEL, Part.GROUP) else (rooms[row, column] - width(line)) // 2
                lines[top + at].append((lefts[column] + inset, line))
    yield from map(set_line, lines)


def _heights(table: Table, texts: Mapping[tuple[int, int], list[str]]) -> list[int]:
    """How many lines each row takes: the last row of a cell that reaches over several gives it what it lacks."""
    heights = [1] * len(table.rows)
    for cell, row, column in sorted(table.places(), key=lambda place: place[0].rows):
        lack = len(texts[row, column]) - sum(heights[row : row + cell.rows])
        heights[row + cell.rows - 1] += max(lack, 0)
    return heights


def _lefts(table: Table) -> list[int]:
    """Where each column begins, and where one after the last would."""
    labels = max((column + cell.columns for cell, _, column in table.places() if cell.part is Part.LABEL), default=0)
    room = (_PAGE - _LABEL * bool(labels) - _GROUP * labels) // (table.width - labels) - _GAP
    wide = [_LABEL if column == labels - 1 else 0 if column < labels else max(room, 4) for column in range(table.width)]
    for cell, _, column in table.places():
        if cell.part is Part.GROUP:
            wide[column] = max(wide[column], _group(cell))
        elif cell.part is Part.VALUE and cell.columns == 1:
            wide[column] = max(wide[column], width(cell.word))
    return [sum(wide[:column]) + _GAP * column for column in range(table.width + 1)]


def _group(cell: Cell) -> int:
    """The room for a group's label: one character where it has a line for each."""
    return 2 if cell.rows >= len(cell.text) else _GROUP
