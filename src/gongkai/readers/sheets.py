"""A sheet -> what is on it: tables with the text of their cells, and lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from gongkai.readers.drawn import Char, Sheet
from gongkai.readers.ruled import Grid, Spend, grids
from gongkai.readers.written import Line, lines


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
    found = grids(sheet, spend)
    outside: list[Char] = []
    inside: list[dict[int, list[Char]]] = [{} for _ in found]
    left = right = top = bottom = 0.0
    grid: Grid | None = None
    own: list[Char] = []
    for chars in _numbers(sheet.chars) if found else ():
        first, last = chars[0], chars[-1]
        x, y = (first.x0 + last.x1) / 2, (first.top + first.bottom) / 2
        if grid is None or not (left <= x < right and top <= y < bottom):  # nearly all stand in the cell that the one before stands in
            for grid, cells in zip(found, inside, strict=True):
                place = grid.at(x, y)
                if place is not None:
                    left, top, right, bottom = grid.sides(grid.cells[place])
                    own = cells.setdefault(place, [])
                    break
            else:
                outside += chars
                continue
        own += chars if len(chars) == 1 else _cut(chars, grid, y)
    tables = []
    for grid, cells in zip(found, inside, strict=True):
        texts = [_said(cells[at]) if at in cells else "" for at in range(len(grid.cells))]
        tables.append(Block(grid, tuple(texts)))
    return Leaf(number, sheet.width, sheet.height, tuple(lines(outside if found else sheet.chars)), tuple(tables))


def _said(chars: Sequence[Char]) -> str:
    """What stands in a cell."""
    return chars[0].text if len(chars) == 1 else "\n".join([line.text for line in lines(chars)])


_DIGITS = frozenset("0123456789.,")


def _numbers(chars: Sequence[Char]) -> list[list[Char]]:
    """The characters one by one; but the digits of a number, drawn one after the other, together.

    A number that is too long for its cell reaches over the cell's borders. Its digits are not the neighbours'.
    """
    found: list[list[Char]] = []
    before: Char | None = None
    for char in chars:
        if char.text not in _DIGITS:
            found.append([char])
            before = None
            continue
        if before is not None and abs(char.x0 - before.x1) < 1 and abs(char.base - before.base) < 1:
            found[-1].append(char)
        else:
            found.append([char])
        before = char
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
