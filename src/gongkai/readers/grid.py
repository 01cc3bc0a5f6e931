"""The rows and cells of a table, as a document gives them -> a grid, or the blocks of what is only laid out as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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


class _Given(NamedTuple):
    """A cell as the document gives it."""

    rows: int
    columns: int
    blocks: Sequence[Block]


class _Placed(NamedTuple):
    """A cell with its place in the grid; rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: Sequence[Block]

    @property
    def text(self) -> str:
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Line) and "\n" not in self.blocks[0].text:
            return self.blocks[0].text
        return "\n".join(line for block in self.blocks if isinstance(block, Line) for line in block.text.split("\n") if line.strip())


class Grid:
    """A table that is being read."""

    def __init__(self) -> None:
        self.groups: list[tuple[str, list[list[_Given]]]] = []
        self.open = False
        """Whether a group of rows has begun."""
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
        self.groups[-1][1].append([])

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
        self.groups[-1][1][-1].append(_Given(*self.spans, blocks))

    def blocks(self, most: int) -> list[Block]:
        """Its caption, and the table; or the blocks of its cells, one after the other, where it only lays them out."""
        cells = list(self._placed(most))
        found = list(self.caption)
        if len(cells) == 1:
            return [*found, *cells[0].blocks]
        laid_out = {cell.row for cell in cells if _is_content(cell)}
        runs = [list(run) for _, run in groupby(cells, key=lambda cell: cell.row in laid_out)]
        for run, following in zip_longest(runs, runs[1:]):
            if run[0].row in laid_out or len(run) == 1:
                found.extend(block for cell in run for block in cell.blocks)
            else:
                found.append(_table(run, following[0].row if following else None))
        return found

    def _placed(self, most: int) -> Iterator[_Placed]:
        """The cells with their places, as the HTML standard has it; but a cell that would reach into another ends before it."""
        first = 0
        for _, rows in sorted(self.groups, key=lambda group: group[0] == "tfoot"):
            covered: list[int] = []
            for at, given in enumerate(rows):
                column = 0
                for cell in given:
                    while column < len(covered) and covered[column] > at:
                        column += 1
                    down = min(cell.rows or len(rows), len(rows) - at) if cell.rows != 1 else 1
                    over = 1
                    while over < cell.columns and not (column + over < len(covered) and covered[column + over] > at):
                        over += 1
                    self.places += down * over
                    if self.places > most:
                        raise ReadError("the tables of the page have too many cells; take the report out of it, or give other limits")
                    covered.extend([0] * (column + over - len(covered)))
                    covered[column : column + over] = [at + down] * over
                    yield _Placed(first + at, column, down, over, cell.blocks)
                    column += over
            first += len(rows)


def _number(text: str | None, default: int) -> int:
    match = _NUMBER.match(text) if text else None
    return int(match[1]) if match else default


def _is_content(cell: _Placed) -> bool:
    """Whether a cell holds a part of the page: a table, or more text than a cell of a form does."""
    length = 0
    for block in cell.blocks:
        if not isinstance(block, Line):
            return True
        length += len(block.text)
    return length > _LONGEST_CELL


def _table(cells: Sequence[_Placed], end: int | None) -> Table:
    """A run of rows as a table, whose rows count from its first. ``end`` is the row behind it, where it is a part of a larger one."""
    top = cells[0].row
    return Table(
        tuple(
            Cell(cell.text, cell.row - top + 1, cell.column + 1, cell.rows if end is None else min(cell.rows, end - cell.row), cell.columns)
            for cell in cells
        )
    )
