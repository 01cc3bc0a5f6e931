"""Lines on a sheet -> grids: the places of tables, and which of them make one cell.

Where lines cross there is a table. A place whose borders are lacking is one cell with its neighbour; the sides of a table need not be
drawn. A grid of a single column is none: that is a frame, or the shade behind a paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from attrs import frozen

from gongkai.readers.drawn import Box, Sheet

NEAR = 3.5
"""Lines no farther apart are one: double borders, a border drawn once by each of two cells, a space between cells."""
BEYOND = 8.0
"""Lines that reach farther than this beyond the last one across show a side that is not drawn."""


class Cell(NamedTuple):
    """One cell of a grid. Rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int


@frozen
class Grid:
    """The places of a table."""

    xs: tuple[float, ...]
    """Where each column begins, and where the last one ends."""
    ys: tuple[float, ...]
    """Where each row begins, and where the last one ends."""
    cells: tuple[Cell, ...]
    places: tuple[int, ...]
    """Row by row, the number of the cell that each place is part of."""
    open_above: bool
    """Whether no line is drawn over the first row."""
    open_below: bool

    def at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point."""
        xs, ys = self.xs, self.ys
        if not (xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]):
            return None
        return self.places[(bisect_right(ys, y) - 1) * (len(xs) - 1) + bisect_right(xs, x) - 1]


_new = tuple.__new__  # a named tuple's own constructor takes twice the time

Spend = Callable[[int], None]
"""Told of each piece of work; raises when there was too much of it."""


Line = tuple[float, float, float]
"""Where it stands, where it begins and where it ends."""


def grids(sheet: Sheet, spend: Spend, loose: list[Line] | None = None) -> list[Grid]:
    """The grids of a sheet from top to bottom: those of lines, and those of painted areas where there are no lines.

    The level lines that are the border of no cell, because they cross one other at most, are put into the list of ``loose`` ones.
    """
    found = _grids(sheet.level, sheet.upright, spend, loose)
    bare = [area for area in sheet.areas if not any(grid.at((area.x0 + area.x1) / 2, (area.top + area.bottom) / 2) is not None for grid in found)]
    if len(bare) > 1:
        level = [Box(area.x0, y, area.x1, y) for area in bare for y in (area.top, area.bottom)]
        upright = [Box(x, area.top, x, area.bottom) for area in bare for x in (area.x0, area.x1)]
        found += [grid for grid in _grids(level, upright, spend) if not any(_overlap(grid, other) for other in found)]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _overlap(grid: Grid, other: Grid) -> bool:
    return grid.xs[0] < other.xs[-1] and other.xs[0] < grid.xs[-1] and grid.ys[0] < other.ys[-1] and other.ys[0] < grid.ys[-1]


def _grids(level: Sequence[Box], upright: Sequence[Box], spend: Spend, loose: list[Line] | None = None) -> list[Grid]:
    across = _joined([((box.top + box.bottom) / 2, box.x0, box.x1) for box in level])
    down = _joined([((box.x0 + box.x1) / 2, box.top, box.bottom) for box in upright])
    return [grid for rows, columns in _crossing(across, down, spend, loose) if (grid := _grid(rows, columns, spend)) is not None]


_reach = itemgetter(1, 2)


def _joined(lines: Iterable[Line]) -> list[Line]:
    """The lines without those that are drawn twice or in pieces."""
    joined: list[Line] = []
    near: list[Line] = []
    for line in [*sorted(lines), None]:
        if near and (line is None or line[0] - near[0][0] > NEAR):
            at = sum([line[0] for line in near]) / len(near)
            begin = end = None
            for _, start, stop in sorted(near, key=_reach):
                if begin is None or end is None or start - end > NEAR:
                    if begin is not None and end is not None:
                        joined.append((at, begin, end))
                    begin, end = start, stop
                else:
                    end = max(end, stop)
            if begin is not None and end is not None:
                joined.append((at, begin, end))
            near = []
        if line is not None:
            near.append(line)
    return joined


def _crossing(across: Sequence[Line], down: Sequence[Line], spend: Spend, loose: list[Line] | None) -> list[tuple[list[Line], list[Line]]]:
    """The lines that cross each other, in groups: those from left to right, and those from top to bottom.

    A line that crosses none, but stands beside a group from its top to its bottom, is the side of a cell that is open above and below: of a
    group's label that begins on the sheet before and goes on on the next.
    """
    parents = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = one = parents[parents[one]]
        return one

    places = [x for x, _, _ in down]
    for at, (y, x0, x1) in enumerate(across):
        first, behind = bisect_left(places, x0 - NEAR), bisect_right(places, x1 + NEAR)
        spend(behind - first)
        crossed, own = 0, root(at)
        for other in range(first, behind):
            _, top, bottom = down[other]
            if top - NEAR <= y <= bottom + NEAR:
                parents[root(len(across) + other)] = own
                crossed += 1
        if crossed < 2 and loose is not None:
            loose.append(across[at])
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for number, line in enumerate([*across, *down]):
        groups.setdefault(root(number), ([], []))[number >= len(across)].append(line)
    found = [(rows, columns) for rows, columns in groups.values() if rows and columns]
    alone = [columns[0] for rows, columns in groups.values() if not rows]
    spend(len(found) * len(alone))
    for _, columns in found:
        top, bottom = min(top for _, top, _ in columns), max(bottom for _, _, bottom in columns)
        columns += [line for line in alone if abs(line[1] - top) <= BEYOND >= abs(line[2] - bottom)]
    return found


def _grid(across: Sequence[Line], down: Sequence[Line], spend: Spend) -> Grid | None:
    xs, ys = sorted({x for x, _, _ in down}), sorted({y for y, _, _ in across})
    left, right = min(x0 for _, x0, _ in across), max(x1 for _, _, x1 in across)
    top, bottom = min(y0 for _, y0, _ in down), max(y1 for _, _, y1 in down)
    above, below = ys[0] - top > BEYOND, bottom - ys[-1] > BEYOND
    xs = [left] * (xs[0] - left > BEYOND) + xs + [right] * (right - xs[-1] > BEYOND)
    ys = [top] * above + ys + [bottom] * below
    if len(xs) < 3 or len(ys) < 2:
        return None
    wide, high = len(xs) - 1, len(ys) - 1
    spend(wide * high)
    ceilings = _walls(across, ys, xs, wide, spend)
    walls = _walls(down, xs, ys, high, spend)
    cells: list[Cell] = []
    places = [-1] * (wide * high)
    for row in range(high):
        for column in range(wide):
            if places[row * wide + column] < 0:
                if walls[column + 1][row] and ceilings[row + 1][column]:  # as most have
                    places[row * wide + column] = len(cells)
                    cells.append(_new(Cell, (row, column, 1, 1)))
                    continue
                cell = _cell(row, column, ceilings, walls, places, wide, high)
                for at in range(row, row + cell.rows):
                    places[at * wide + column : at * wide + column + cell.columns] = [len(cells)] * cell.columns
                cells.append(cell)
    if len({cell.column for cell in cells}) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(places), above, below)


def _walls(lines: Sequence[Line], at: Sequence[float], along: Sequence[float], size: int, spend: Spend) -> list[list[bool]]:
    """For each place where lines may stand, which of the stretches along it have one."""
    walls = [[False] * size for _ in at]
    middles = [(one + following) / 2 for one, following in pairwise(along)]
    numbers = {place: number for number, place in enumerate(at)}
    for place, begin, end in lines:
        first, behind = bisect_left(middles, begin), bisect_right(middles, end)
        spend(behind - first)
        walls[numbers[place]][first:behind] = [True] * (behind - first)
    return walls


def _cell(row: int, column: int, ceilings: list[list[bool]], walls: list[list[bool]], places: list[int], wide: int, high: int) -> Cell:
    """The largest cell that begins at a place: first to the right, then down, as far as no line is in its way."""
    right = column + 1
    while right < wide and not walls[right][row] and places[row * wide + right] < 0:
        right += 1
    below = row + 1
    while below < high and not any(ceilings[below][column:right]) and not any(walls[at][below] for at in range(column + 1, right)):
        below += 1
    return Cell(row, column, below - row, right - column)
