"""A sheet -> what is on it: tables with the text of their cells, and lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    for char, (x, y) in _standing(sheet.chars, found):
        for grid, cells in zip(found, inside, strict=True):
            place = grid.at(x, y)
            if place is not None:
                cells.setdefault(place, []).append(char)
                break
        else:
            outside.append(char)
    tables = []
    for grid, cells in zip(found, inside, strict=True):
        texts = ["\n".join([line.text for line in lines(cells[at])]) if at in cells else "" for at in range(len(grid.cells))]
        tables.append(Block(grid, tuple(texts)))
    return Leaf(number, sheet.width, sheet.height, tuple(lines(outside)), tuple(tables))


_DIGITS = frozenset("0123456789.,")


def _standing(chars: Sequence[Char], found: Sequence[Grid]) -> Iterator[tuple[Char, tuple[float, float]]]:
    """The characters, each with the point that says which cell it stands in: its middle, or for a digit that of its number.

    A number too long for its cell reaches over the cell's borders; its digits are not the neighbours'. Where a border runs between two
    digits that touch, and through none, there may be one number or two: they are set apart by a space.
    """
    for char in _numbers(chars):
        if isinstance(char, Char):
            yield char, ((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2)
            continue
        number = char
        point = (number[0].x0 + number[-1].x1) / 2, (number[0].top + number[0].bottom) / 2
        for grid in found if len(number) > 1 else ():
            if grid.at(number[0].x0, point[1]) != grid.at(number[-1].x1, point[1]):
                number = _cut(number, grid, point[1])
        for digit in number:
            yield digit, point


def _numbers(chars: Sequence[Char]) -> Iterator[Char | list[Char]]:
    """The characters; the digits of a number, drawn one after the other, together."""
    number: list[Char] = []
    for char in chars:
        digit = char.text in _DIGITS
        if number and not (digit and abs(char.x0 - number[-1].x1) < 1 and abs(char.base - number[-1].base) < 1):
            yield number
            number = []
        if digit:
            number.append(char)
        else:
            yield char
    if number:
        yield number


def _cut(number: Sequence[Char], grid: Grid, y: float) -> list[Char]:
    """The digits of a number that stands in two cells, set apart where a border runs between them."""
    cut = [number[0]]
    for before, digit in pairwise(number):
        inset = 0.2 * (digit.x1 - digit.x0)
        whole = grid.at(before.x0 + inset, y) == grid.at(before.x1 - inset, y) and grid.at(digit.x0 + inset, y) == grid.at(digit.x1 - inset, y)
        apart = whole and grid.at(before.x1 - inset, y) != grid.at(digit.x0 + inset, y)
        cut.append(digit._replace(text=f" {digit.text}") if apart else digit)
    return cut
