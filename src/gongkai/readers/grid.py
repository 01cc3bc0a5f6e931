"""The rows and cells of a table, as a document gives them -> a grid, or the blocks of what is only laid out as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby, zip_longest
from typing import NamedTuple

from gongkai.errors import ReadError
from gongkai.page import Cell, Table, cell_of

_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
"""What the HTML standard lets a cell span."""
_MOST_PLACES = 4
"""In how many places of tables a row is remembered."""
_LONGEST_CELL = 300
"""The longest label with all that offices explain in brackets has about half of it."""
_NUMBER = re.compile(r"[ \t\n\f\r]*\+?(\d{1,9})\d*", re.ASCII)


class Line(NamedTuple):
    """A paragraph, and whether all of it is in links."""

    text: str
    linked: bool = False


Block = Line | Table


class Given(NamedTuple):
    """A cell as the document gives it."""

    rows: int
    """How many rows it says that it spans; 0 for all that follow."""
    columns: int
    blocks: Sequence[Block]
    text: str
    """What it says."""
    content: bool
    """Whether it holds a part of the page: a table, or more text than a cell of a form does."""


class Row:
    """A row as the document gives it, when all of it is known."""

    __slots__ = ("_placed", "cells", "columns", "content", "depth", "even")

    def __init__(self, cells: Sequence[Given], depth: int) -> None:
        self.cells = cells
        self.depth = depth
        """How many elements are open in the innermost of its cells."""
        self.columns = sum([cell.columns for cell in cells])
        """How many columns they span."""
        self.content = any(cell.content for cell in cells)
        """Whether one of them holds a part of the page."""
        self.even = all(cell.rows == 1 for cell in cells)
        """Whether none reaches into the rows below."""
        self._placed: dict[tuple[int, int], Sequence[Cell]] = {}

    def placed(self, number: int, column: int) -> Sequence[Cell]:
        """Its cells where it is the row of a number and none is in their way from a column on: a row stands in few places, on whatever page."""
        cells = self._placed.get((number, column))
        if cells is None:
            begun = accumulate([cell.columns for cell in self.cells], initial=column)
            cells = [cell_of((text, number, begin, 1, over, None, None)) for (_, over, _, text, _), begin in zip(self.cells, begun, strict=False)]
            if len(self._placed) < _MOST_PLACES:
                self._placed[number, column] = cells
        return cells


def given(attributes: Mapping[str, str | None], blocks: Sequence[Block]) -> Given:
    """A cell with the spans that its attributes say."""
    rows, columns = _spans(attributes) if attributes else (1, 1)
    return Given(rows, columns, blocks, _text(blocks), bool(blocks) and _is_content(blocks))


class Grid:
    """A table that is being read."""

    def __init__(self) -> None:
        self.groups: list[tuple[str, list[list[Given] | Row]]] = []
        self.open = False
        """Whether a group of rows has begun."""
        self.row: list[Given] | None = None
        """The row that was begun last; None where another must begin before a cell does."""
        self.attributes: Mapping[str, str | None] = {}
        """Those of the cell that was begun last."""
        self.caption: list[Block] = []
        self.places = 0
        """How many places its cells take up."""

    def begin_group(self, tag: str) -> None:
        """A group of rows begins: thead, tbody or tfoot."""
        self.groups.append((tag, []))
        self.open = True
        self.row = None

    def end_group(self) -> None:
        """It ends; what follows without another is in a group of its own."""
        self.open = False
        self.row = None

    def begin_row(self) -> list[Given]:
        """A row begins."""
        row: list[Given] = []
        self.put_row(row)
        self.row = row
        return row

    def put_row(self, row: list[Given] | Row) -> None:
        """A row, the cells of which follow unless they are known."""
        if not self.open:
            self.begin_group("tbody")
        self.row = None
        self.groups[-1][1].append(row)

    def begin_cell(self, attributes: Mapping[str, str | None]) -> None:
        """A cell begins, with the spans that its attributes say."""
        if self.row is None:
            self.begin_row()
        self.attributes = attributes

    def end_cell(self, blocks: Sequence[Block]) -> None:
        """The cell ends, and these are its blocks."""
        self.put(given(self.attributes, blocks))

    def put(self, cell: Given) -> None:
        """A cell that has ended."""
        (self.begin_row() if self.row is None else self.row).append(cell)

    def blocks(self, most: int) -> list[Block]:
        """Its caption, and the table; or the blocks of its cells, one after the other, where it only lays them out."""
        cells = self._placed(most)
        rows = [row for _, rows in self._in_order() for row in rows]
        found = list(self.caption)
        laid_out = {number for number, row in enumerate(rows, 1) if _has_content(row)}
        if not laid_out and len(cells) != 1:
            return [*found, _table(cells, None)] if cells else found
        all_given = [one for row in rows for one in _cells_of(row)]
        if len(cells) == 1:
            return [*found, *all_given[0].blocks]
        runs = [list(run) for _, run in groupby(zip(cells, all_given, strict=True), key=lambda pair: pair[0].row in laid_out)]
        for run, following in zip_longest(runs, runs[1:]):
            if run[0][0].row in laid_out or len(run) == 1:
                found.extend(block for _, one in run for block in one.blocks)
            else:
                found.append(_table([cell for cell, _ in run], following[0][0].row if following else None))
        return found

    def _in_order(self) -> list[tuple[str, list[list[Given] | Row]]]:
        """The groups of rows in the order in which they are shown."""
        return sorted(self.groups, key=lambda group: group[0] == "tfoot")

    def _placed(self, most: int) -> list[Cell]:
        """The cells with their places, as the HTML standard has it; but a cell that would reach into another ends before it."""
        found: list[Cell] = []
        first, places = 1, self.places
        for _, rows in self._in_order():
            covered: list[int] = []
            for at, row in enumerate(rows):
                number = first + at
                taken = [last > at for last in covered]
                column = sum(taken)
                free = False not in taken[:column]
                if not free:
                    column = 0
                elif isinstance(row, Row) and row.even:
                    places += row.columns
                    if places > most:
                        raise ReadError("GK422")
                    found += row.placed(number, column + 1)
                    continue
                for rowspan, colspan, _, text, _ in _cells_of(row):
                    down, over = 1, colspan if free else 1
                    if rowspan != 1:
                        down = min(rowspan or len(rows), len(rows) - at)
                    if not free:
                        while column < len(covered) and covered[column] > at:
                            column += 1
                        while over < colspan and not (column + over < len(covered) and covered[column + over] > at):
                            over += 1
                    places += down * over
                    if places > most:
                        raise ReadError("GK422")
                    if down > 1:  # what one in this row alone takes up is free again in the next
                        covered.extend([0] * (column + over - len(covered)))
                        covered[column : column + over] = [at + down] * over
                    found.append(cell_of((text, number, column + 1, down, over, None, None)))
                    column += over
            first += len(rows)
        self.places = places
        return found


def _cells_of(row: list[Given] | Row) -> Sequence[Given]:
    return row.cells if isinstance(row, Row) else row


def _has_content(row: list[Given] | Row) -> bool:
    """Whether a cell of a row holds a part of the page."""
    return row.content if isinstance(row, Row) else any(cell.content for cell in row)


def _spans(attributes: Mapping[str, str | None]) -> tuple[int, int]:
    """How many rows and columns a cell says that it spans."""
    rows = _number(attributes.get("rowspan"), 1)
    return min(rows, _MOST_ROWS), min(max(_number(attributes.get("colspan"), 1), 1), _MOST_COLUMNS)


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


def _table(cells: Sequence[Cell], end: int | None) -> Table:
    """A run of rows as a table, whose rows count from its first. ``end`` is the row behind it, where it is a part of a larger one."""
    above = cells[0].row - 1
    if above == 0 and end is None:
        return Table(tuple(cells))
    return Table(tuple([cell._replace(row=cell.row - above, rows=cell.rows if end is None else min(cell.rows, end - cell.row)) for cell in cells]))


def _text(blocks: Sequence[Block]) -> str:
    """What a cell says."""
    if not blocks:
        return ""
    if len(blocks) == 1 and isinstance(blocks[0], Line) and "\n" not in blocks[0].text:
        return blocks[0].text
    return "\n".join(line for block in blocks if isinstance(block, Line) for line in block.text.split("\n") if line.strip())
