"""A sheet -> what is on it: tables with the text of their cells, and lines of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from attrs import frozen

from gongkai.readers.drawn import UNKNOWN, Char, Sheet
from gongkai.readers.ruled import Cell, Grid, Spend, grids
from gongkai.readers.ruled import Line as Stroke
from gongkai.readers.written import Line, lines, said


@frozen
class Block:
    """A table on one sheet."""

    grid: Grid
    texts: tuple[str, ...]
    """What its cells say, in their order."""


@frozen
class Leaf:
    """What is on one sheet."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    """From top to bottom, without those of tables."""
    tables: tuple[Block, ...]

    @property
    def items(self) -> list[Line | Block]:
        """All of it, from top to bottom."""
        return sorted([*self.lines, *self.tables], key=lambda item: item.grid.ys[0] if isinstance(item, Block) else (item.top + item.bottom) / 2)


def leaf(sheet: Sheet, number: int, spend: Spend) -> Leaf:
    """The tables and the lines of a sheet."""
    loose: list[Stroke] = []
    found = grids(sheet, spend, loose)
    if loose:
        _strike(sheet.chars, loose, spend)
    outside, inside = _shared_out(sheet.chars, found)
    text = lines(outside)
    if found and (broken := _broken(found, text, spend)):
        found = [grid for grid in found if not any(grid is one for one in broken)]
        outside, inside = _shared_out(sheet.chars, found)
        text = lines(outside)
    tables = []
    for grid, cells in zip(found, inside, strict=True):
        texts = [said(cells[at]) if at in cells else "" for at in range(len(grid.cells))]
        crowded = [grid.cells[at] for at, text in enumerate(texts) if " " in text and _is_crowded(cells[at])]
        tables.append(Block(grid, tuple(_doubted(grid, texts, crowded) if crowded else texts)))
    return Leaf(number, sheet.width, sheet.height, tuple(text), tuple(tables))


def _shared_out(drawn: Sequence[Char], found: Sequence[Grid]) -> tuple[Sequence[Char], list[dict[int, list[Char]]]]:
    """The characters that stand in no grid; and those of each grid, by the number of their cell."""
    if not found:
        return drawn, []
    outside: list[Char] = []
    inside: list[dict[int, list[Char]]] = [{} for _ in found]
    pairs = [*zip(found, inside, strict=True)]
    left = right = top = bottom = 0.0
    own: list[Char] = []
    within: Grid | None = None
    for one in _numbers(drawn):
        if isinstance(one, Char):
            _, x0, above, x1, below, _ = one
        else:
            _, x0, above, _, below, _ = one[0]
            x1 = one[-1].x1
        x, y = (x0 + x1) / 2, (above + below) / 2
        if within is None or not (left <= x < right and top <= y < bottom):  # nearly all stand in the cell that the one before stands in
            for grid, cells in pairs:
                place = grid.at(x, y)
                if place is not None:
                    (row, column, rows, columns), xs, ys = grid.cells[place], grid.xs, grid.ys
                    left, top, right, bottom = xs[column], ys[row], xs[column + columns], ys[row + rows]
                    within, own = grid, cells.setdefault(place, [])
                    break
            else:
                outside += [one] if isinstance(one, Char) else one
                continue
        if isinstance(one, Char):
            own.append(one)
        elif left <= x0 and x1 < right:
            own += one
        else:
            own += _cut(one, within, y)
    return outside, inside


def _broken(found: Sequence[Grid], outside: Sequence[Line], spend: Spend) -> list[Grid]:
    """The grids that are pieces of a table whose other rules are lost: numbers stand beside them, line by line, or another grid does.

    What is left of such a table is read like one without rules.
    """
    broken = []
    spend(len(found) * (len(found) + len(outside)))
    for grid in found:
        top, bottom = grid.ys[0], grid.ys[-1]
        beside = any(other.ys[0] + _BESIDE < bottom and top + _BESIDE < other.ys[-1] and _apart(grid, other) for other in found)
        numbers = [line for line in outside if top < line.chars[0].base < bottom and any(char.text in _DIGITS for char in line.chars)]
        if beside or len(numbers) > _NUMBERED or (numbers and len(grid.ys) - 1 <= 2 * len(numbers)):
            broken.append(grid)
    return broken


def _apart(grid: Grid, other: Grid) -> bool:
    return grid.xs[-1] <= other.xs[0] or other.xs[-1] <= grid.xs[0]


def _is_crowded(chars: Sequence[Char]) -> bool:
    """Whether numbers stand in a cell as if in columns of their own."""
    return any(line.cuts and all(word.text.isdecimal() for word in line.words) for line in lines(chars))


def _doubted(grid: Grid, texts: Sequence[str], crowded: Sequence[Cell]) -> list[str]:
    """What cells say where a border is lacking between two columns: 71 308 is two numbers, and a 17 below it, in the same cell, may be either's."""
    taken = {column for cell in crowded for column in range(cell.column, cell.column + cell.columns)}
    return [
        f"{text}{UNKNOWN}" if text.isdecimal() and not taken.isdisjoint(range(cell.column, cell.column + cell.columns)) else text
        for cell, text in zip(grid.cells, texts, strict=True)
    ]


_DIGITS = frozenset("0123456789.,０１２３４５６７８９．，")
_BESIDE = 8.0
"""How much of a height, in points, two grids share that stand side by side."""
_NUMBERED = 2
"""So many lines of numbers may stand beside a grid of many rows, and be none of its: the number of a page that was turned, say."""
_STRUCK = (0.12, 0.6)
"""How far above the base line, in heights, a line goes through a digit, and not under it or over it."""


def _strike(chars: list[Char], strokes: Sequence[Stroke], spend: Spend) -> None:
    """Make unknown the digits that a line is drawn through: who struck out a number does not say it any more."""
    strokes = sorted(strokes)
    places = [y for y, _, _ in strokes]
    for at, char in enumerate(chars):
        if char.text in _DIGITS:
            high, x = char.bottom - char.top, (char.x0 + char.x1) / 2
            first, behind = (bisect_left(places, char.base - share * high) for share in _STRUCK[::-1])
            spend(behind - first)
            if any(x0 <= x <= x1 for _, x0, x1 in strokes[first:behind]):
                chars[at] = char._replace(text=UNKNOWN)


def _numbers(chars: Sequence[Char]) -> list[Char | list[Char]]:
    """The characters one by one; but the digits of a number, drawn one after the other, together.

    A number that is too long for its cell reaches over the cell's borders. Its digits are not the neighbours'.
    """
    found: list[Char | list[Char]] = []
    number: list[Char] = []
    end, height, ascii_too = inf, 0.0, False
    for char in chars:
        text, x0, _, x1, _, base = char
        if text not in _DIGITS:
            found.append(char)
            end = inf
            continue
        if abs(x0 - end) < 1 and abs(base - height) < 1 and text.isascii() is ascii_too:
            number.append(char)
        else:
            number = [char]
            found.append(number)
        end, height, ascii_too = x1, base, text.isascii()
    return found


def _cut(number: Sequence[Char], grid: Grid, y: float) -> list[Char]:
    """The digits of a number. Where a border runs between two that touch, and through none, they may be two numbers: they are set apart."""
    if grid.at(number[0].x0, y) == grid.at(number[-1].x1, y):
        return [*number]
    cut = [number[0]]
    for before, digit in pairwise(number):
        inset = 0.2 * (digit.x1 - digit.x0)
        whole = grid.at(before.x0 + inset, y) == grid.at(before.x1 - inset, y) and grid.at(digit.x0 + inset, y) == grid.at(digit.x1 - inset, y)
        apart = whole and grid.at(before.x1 - inset, y) != grid.at(digit.x0 + inset, y)
        cut.append(digit._replace(text=f" {digit.text}") if apart else digit)
    return cut
