"""The rows and cells of a table, as a document gives them -> a grid, or the blocks of what is only laid out as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby, zip_longest
from typing import NamedTuple

from gongkai.errors import ReadError
from gongkai.page import Cell, Table

_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
"""What the HTML standard lets a cell span."""
_LONGEST_CELL = 300
"""The longest label with all that offices explain in brackets has about half of it."""
_NUMBER = re.compile(r"[ \t\n\f\r]*\+?(\d{1,9})\d*", re.ASCII)


class Line(NamedTuple):
    """A paragraph, and whether all of it is in links."""

    text: str
    linked: bool = False


Block = Line | Table


_Given = tuple[int, int, Sequence[Block]]
"""A cell as the document gives it: how many rows and columns it says that it spans, and what is in it."""


class _Placed(NamedTuple):
    """A cell with its place in the grid; rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: Sequence[Block]


_placed, _cell = partial(tuple.__new__, _Placed), partial(tuple.__new__, Cell)  # a page has hundreds: the classes take twice as long


class Grid:
    """A table that is being read."""

    def __init__(self) -> None:
        self.groups: list[tuple[str, list[list[_Given]]]] = []
        self.open = False
        """Whether a group of rows has begun."""
        self.row: list[_Given] = []
        """The row that was begun last."""
        self.spans = (1, 1)
        self.caption: list[Block] = []
        self.places = 0
        """How many places its cells take up."""

    def begin_group(self, tag: str) -> None:
        """A group of rows begins: thead, tbody or tfoot."""
        self.groups.append((tag, []))
        self.open = True

    def end_group(self) -> None:
        """It ends; what follows without another is in a group of its own."""
        self.open = False

    def begin_row(self) -> None:
        """A row begins."""
        if not self.open:
            self.begin_group("tbody")
        self.row = []
        self.groups[-1][1].append(self.row)

    def begin_cell(self, attributes: Mapping[str, str | None]) -> None:
        """A cell begins, with the spans that its attributes say."""
        if not self.open or not self.groups[-1][1]:
            self.begin_row()
        if not attributes:
            self.spans = (1, 1)
            return
        rows = _number(attributes.get("rowspan"), 1)
        self.spans = min(rows, _MOST_ROWS), min(max(_number(attributes.get("colspan"), 1), 1), _MOST_COLUMNS)

    def end_cell(self, blocks: Sequence[Block]) -> None:
        """The cell ends, and these are its blocks."""
        self.row.append((*self.spans, blocks))

    def blocks(self, most: int) -> list[Block]:
        """Its caption, and the table; or the blocks of its cells, one after the other, where it only lays them out."""
        cells = self._placed(most)
        found = list(self.caption)
        if len(cells) == 1:
            return [*found, *cells[0].blocks]
        laid_out = {cell.row for cell in cells if cell.blocks and _is_content(cell.blocks)}
        if not laid_out:
            return [*found, _table(cells, None)] if cells else found
        runs = [list(run) for _, run in groupby(cells, key=lambda cell: cell.row in laid_out)]
        for run, following in zip_longest(runs, runs[1:]):
            if run[0].row in laid_out or len(run) == 1:
                found.extend(block for cell in run for block in cell.blocks)
            else:
                found.append(_table(run, following[0].row if following else None))
        return found

    def _placed(self, most: int) -> list[_Placed]:
        """The cells with their places, as the HTML standard has it; but a cell that would reach into another ends before it."""
        found: list[_Placed] = []
        first = 0
        for _, rows in sorted(self.groups, key=lambda group: group[0] == "tfoot"):
            covered: list[int] = []
            for at, given in enumerate(rows):
                column = 0
                for rowspan, colspan, blocks in given:
                    while column < len(covered) and covered[column] > at:
                        column += 1
                    down = min(rowspan or len(rows), len(rows) - at) if rowspan != 1 else 1
                    over = 1
                    while over < colspan and not (column + over < len(covered) and covered[column + over] > at):
                        over += 1
                    self.places += down * over
                    if self.places > most:
                        raise ReadError("the tables of the page have too many cells; take the report out of it, or give other limits")
                    if down > 1:  # what one in this row alone takes up is free again in the next
                        covered.extend([0] * (column + over - len(covered)))
                        covered[column : column + over] = [at + down] * over
                    found.append(_placed((first + at, column, down, over, blocks)))
                    column += over
            first += len(rows)
        return found


def _number(text: str | None, default: int) -> int:
    match = _NUMBER.match(text) if text else None
    return int(match[1]) if match else default


def _is_content(blocks: Sequence[Block]) -> bool:
    """Whether a cell holds a part of the page: a table, or more text than a cell of a form does."""
    length = 0
    for block in blocks:
        if not isinstance(block, Line):
            return True
        length += len(block.text)
    return length > _LONGEST_CELL


def _table(cells: Sequence[_Placed], end: int | None) -> Table:
    """A run of rows as a table, whose rows count from its first. ``end`` is the row behind it, where it is a part of a larger one."""
    before = cells[0].row - 1
    return Table(
        tuple(
            [
                _cell((_text(blocks), row - before, column + 1, rows if end is None else min(rows, end - row), columns, None, None))
                for row, column, rows, columns, blocks in cells
            ]
        )
    )


def _text(blocks: Sequence[Block]) -> str:
    """What a cell says."""
    if not blocks:
        return ""
    if len(blocks) == 1 and isinstance(blocks[0], Line) and "\n" not in blocks[0].text:
        return blocks[0].text
    return "\n".join(line for block in blocks if isinstance(block, Line) for line in block.text.split("\n") if line.strip())
