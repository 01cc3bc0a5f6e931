"""A report whose rows may have lost cells -> the report with what its form's sums leave no choice about, marked inferred.

Each row that is not settled says which numbers are printed in it. All ways in which they may stand in its columns are tried against
all sums of the table at once; an entry that is the same in every way that is left gets its value. What is printed is never changed, and
a table whose printed numbers break a sum proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from attrs import evolve, mutable

from gongkai.cells import Place, Reading, Status, Unplaced
from gongkai.equations import Equations, Table
from gongkai.records import Report
from gongkai.ways import Way, count, free, joined, merged, ways_of

_MOST_SUMS = 20_000
"""How many sums of half of the rows are kept. A table that has more is settled by its bounds alone."""
_MOST_PASSES = 30
"""How often all sums are gone through. Bounds that still creep closer to each other after that prove nothing."""
_REPORTED, _UNSETTLED, _MISSING = Status.REPORTED, Status.UNSETTLED, Status.MISSING  # to look one up in its class takes seven times as long
_ZEROS = 3
"""So many printed zeros, and no blank cell, say that an office prints its zeros."""


def settle(report: Report, equations: Equations, unsure: Collection[str] = ()) -> Report:
    """The report with what follows from the sums, its status ``inferred``; the same report where nothing does.

    ``unsure`` names the tables (``requests``) in which numbers stand that belong to no row: there no sum over rows is believed.
    """
    printed = report.cells
    cells = list(printed)
    made: dict[tuple[int, str | None], Reading] = {}  # most of a row are 0
    for table in equations.tables(report.keys):
        readings = {at: printed[at][0] for at in table.cells}
        if any(reading.status is _UNSETTLED for reading in readings.values()):
            for at, value in _Table(readings, table, table.name in unsure).settle():
                said = (value, readings[at].raw)
                if said not in made:
                    made[said] = Reading(value, Status.INFERRED, None, said[1])
                cells[at] = Place(made[said], *printed[at][1:])
    return evolve(report, cells=tuple(cells)) if made else report


@mutable
class Block:
    """Cells that are settled together: columns that follow each other, and the ways in which their numbers may stand."""

    cells: tuple[int, ...]
    """Their places in the report."""
    ways: tuple[Way, ...]
    unplaced: Unplaced | None = None
    """What is printed in their row; None where each cell stands for itself."""
    printed: bool = False
    """Whether what is printed for them is known to be theirs, and may be counts; nothing is inferred where not."""


def _blocks(readings: dict[int, Reading]) -> Iterator[Block]:
    """The cells that no printed number settles: those of one row together, and each other one alone."""
    cells: list[int] = []
    unplaced: Unplaced | None = None
    for at, reading in readings.items():
        own = reading.unplaced if reading.unplaced is not None and reading.unplaced.readings else None
        if unplaced is not None and own is not unplaced:
            yield _block(cells, unplaced)
            cells = []
        unplaced = own
        if own is not None:
            cells.append(at)
        elif reading.status is _UNSETTLED or reading.status is _MISSING:
            yield Block((at,), (_ANY,), printed=reading.unplaced is None)
    if unplaced is not None:
        yield _block(cells, unplaced)


_ANY = free(1)


def _block(cells: Sequence[int], unplaced: Unplaced) -> Block:
    ways = _ways(unplaced.readings, len(cells))
    return Block(tuple(cells), ways or (free(len(cells)),), unplaced, bool(ways))


@lru_cache(4096)
def _ways(readings: tuple[Reading, ...], size: int) -> tuple[Way, ...]:
    """The ways of a row's numbers, remembered."""
    return tuple(ways_of(readings, size))


Columns = tuple[tuple[int, int], ...]
"""Columns of a block, each with its sign in a sum."""


class _Sum:
    """An equation with what is known in it added up: ``known`` and the columns of some blocks are zero together."""

    def __init__(self, known: int, columns: dict[int, Columns]) -> None:
        self.known = known
        self.columns = columns
        """By the block's number."""

    def is_exact(self, blocks: Sequence[Block]) -> bool:
        """Whether each way of each block adds one number."""
        return all(
            way.lows[column] == way.highs[column] for number, columns in self.columns.items() for way in blocks[number].ways for column, _ in columns
        )

    def value(self, block: int, way: Way) -> int:
        """What a way of a block adds, where that is one number."""
        return sum([sign * way.lows[column] for column, sign in self.columns.get(block, ())])

    def bound(self, blocks: Sequence[Block]) -> bool:
        """Narrow each way by what all the others leave for it; False where a block has none left."""
        spans = {number: [_span(way, columns) for way in blocks[number].ways] for number, columns in self.columns.items()}
        lows = {number: min([span[0] for span in own]) for number, own in spans.items()}
        highs = {number: max([span[1] for span in own]) for number, own in spans.items()}
        low, high = self.known + sum(lows.values()), self.known + sum(highs.values())
        for number, columns in self.columns.items():
            ways = _narrowed_all(blocks[number].ways, columns, (low - lows[number], high - highs[number]))
            if not ways:
                return False
            blocks[number].ways = ways
        return True


class _Summand(NamedTuple):
    """A sum as the unsettled cells of a table leave it."""

    left: tuple[int, ...]
    """The places of its settled cells that count."""
    right: tuple[int, ...]
    """The places of those that are taken off."""
    columns: dict[int, Columns]
    over_rows: bool


@lru_cache(256)
def _summands(table: Table, blocks: tuple[tuple[int, ...], ...]) -> tuple[_Summand, ...]:
    """The sums of a table in which these cells are not settled. Reports of one office mostly lose the same ones."""
    at = {cell: (number, column) for number, cells in enumerate(blocks) for column, cell in enumerate(cells)}
    summands = []
    for one in table.sums:
        columns: dict[int, Columns] = {}
        for cell, sign in one.terms:
            if cell in at:
                number, column = at[cell]
                columns[number] = (*columns.get(number, ()), (column, sign))
        left, right = (tuple([cell for cell, own in one.terms if own == sign and cell not in at]) for sign in (1, -1))
        summands.append(_Summand(left, right, columns, one.over_rows))
    return tuple(summands)


class _Table:
    """One table, its unsettled cells as blocks, and the sums in which they stand."""

    def __init__(self, readings: dict[int, Reading], table: Table, unsure: bool) -> None:
        self.readings = readings
        self.blocks = list(_blocks(readings))
        self.sums: list[_Sum] = []
        self.broken = False
        counts = {cell: count(reading) for cell, reading in readings.items()}
        for left, right, columns, over_rows in _summands(table, tuple([block.cells for block in self.blocks])):
            plus, minus = [counts[cell] for cell in left], [counts[cell] for cell in right]
            if None in plus or None in minus:
                continue  # a cell that is empty, or no count: the rule is not assessable
            known = sum(plus) - sum(minus)  # type: ignore[arg-type]
            if not columns:
                self.broken = self.broken or known != 0
            elif not (unsure and over_rows):
                self.sums.append(_Sum(known, columns))

    def settle(self) -> list[tuple[int, int]]:
        """The cells that the sums settle, and their numbers."""
        summed = {(number, column) for one in self.sums for number, columns in one.columns.items() for column, _ in columns}
        if self.broken or not summed or not self.narrow():
            return []
        zeros = self.zeros()
        found: list[tuple[int, int]] = []
        for number, block in enumerate(self.blocks):
            if not block.printed:
                continue
            first, *others = block.ways
            for column, (cell, low, high, printed) in enumerate(zip(block.cells, first.lows, first.highs, first.printed, strict=True)):
                if low != high or (number, column) not in summed:
                    continue
                if others and any(way.lows[column] != low or way.highs[column] != low for way in others):
                    continue
                if block.unplaced is None:
                    sure = joined(self.readings[cell].raw or "") == low
                else:  # where it is not printed, it may as well be blank
                    sure = (printed and all(way.printed[column] for way in others)) or (not block.unplaced.blanks and (low > 0 or zeros))
                if sure:
                    found.append((cell, low))
        return found

    def zeros(self) -> bool:
        """Whether the office prints its zeros in this table."""
        statuses = {reading.status for reading in self.readings.values()}
        rows = {id(reading.unplaced): reading.unplaced for reading in self.readings.values() if reading.unplaced is not None}
        if any(row.blanks for row in rows.values()):
            return False
        statuses.update(reading.status for row in rows.values() for reading in row.readings)
        zeros = sum(1 for reading in self.readings.values() if reading.status is _REPORTED and reading.value == 0)
        return zeros >= _ZEROS and Status.BLANK not in statuses and Status.NOT_APPLICABLE not in statuses

    def narrow(self) -> bool:
        """Drop the ways that no sum allows, until none is left to drop. False where a row has no way left: the page contradicts itself."""
        own: dict[int, list[tuple[int, Columns]]] = {}
        for one in self.sums:
            if len(one.columns) == 1:
                for number, columns in one.columns.items():
                    own.setdefault(number, []).append((one.known, columns))
        for number, block in enumerate(self.blocks):
            block.ways = _alone(block.ways, tuple(own.get(number, ())))
            if not block.ways:
                return False
        fixed = {number: block.ways[0].lows for number, block in enumerate(self.blocks) if len(block.ways) == 1 and block.ways[0].exact}
        sums: list[_Sum] = []
        for one in self.sums:
            known = one.known
            rest: dict[int, Columns] = {}
            for number, columns in one.columns.items():
                if number in fixed:
                    lows = fixed[number]
                    known += sum([sign * lows[column] for column, sign in columns])
                else:
                    rest[number] = columns
            if rest:
                sums.append(_Sum(known, rest))
            elif known:
                return False
        return _narrow(self.blocks, sums)


@lru_cache(4096)
def _alone(ways: tuple[Way, ...], own: tuple[tuple[int, Columns], ...]) -> tuple[Way, ...]:
    """The ways of a row that its own sums allow; none where they allow none."""
    block = Block((), ways)
    return merged(block.ways) if _narrow([block], [_Sum(known, {0: columns}) for known, columns in own]) else ()


def _narrow(blocks: Sequence[Block], sums: Sequence[_Sum]) -> bool:
    changed = set(range(len(blocks)))
    for _ in range(_MOST_PASSES):
        before = [block.ways for block in blocks]
        asked = [one for one in sums if not changed.isdisjoint(one.columns)]
        if not all(one.bound(blocks) for one in asked):
            return False
        exact = [one for one in sums if one.is_exact(blocks)]
        alone = [[one] for one in exact if one in asked]
        if not all(_match(blocks, some) for some in [*alone, exact]):
            return False
        changed = {number for number, block in enumerate(blocks) if block.ways != before[number]}
        if not changed:
            break
    return True


def _span(way: Way, columns: Columns) -> tuple[int, int]:
    """The least and the most that columns add."""
    low = high = 0
    for column, sign in columns:
        if sign > 0:
            low += way.lows[column]
            high += way.highs[column]
        else:
            low -= way.highs[column]
            high -= way.lows[column]
    return low, high


def _narrowed_all(ways: Iterable[Way], columns: Columns, others: tuple[int, int]) -> tuple[Way, ...]:
    return tuple([narrowed for way in ways if (narrowed := _narrowed(way, columns, others)) is not None])


def _narrowed(way: Way, columns: Columns, others: tuple[int, int]) -> Way | None:
    """A way within the bounds that the other blocks leave; None where it is outside."""
    low, high = _span(way, columns)
    if low + others[0] > 0 or high + others[1] < 0:
        return None
    if all(way.lows[column] == way.highs[column] for column, _ in columns):
        return way
    lows, highs = list(way.lows), list(way.highs)
    for column, sign in columns:
        own = (lows[column], highs[column]) if sign > 0 else (-highs[column], -lows[column])
        least = -(others[1] + high - own[1])
        most = -(others[0] + low - own[0])
        if sign > 0:
            lows[column], highs[column] = max(lows[column], least), min(highs[column], most)
        else:
            lows[column], highs[column] = max(lows[column], -most), min(highs[column], -least)
        if lows[column] > highs[column]:
            return None
    return Way(tuple(lows), tuple(highs), way.printed)


def _match(blocks: Sequence[Block], sums: Sequence[_Sum]) -> bool:
    """Drop the ways that stand in no solution of these sums taken together; False where there is none.

    The blocks are cut into two halves, and each half's sums are listed, as numbers whose digits are the sums one by one: a sum of one half
    that no sum of the other one makes zero is no solution. Where a half has too many, nothing is dropped.
    """
    target = -_digits([one.known for one in sums])
    involved = {number for one in sums for number in one.columns}
    values = {number: [_digits([one.value(number, way) for one in sums]) for way in blocks[number].ways] for number in involved}
    order = sorted(involved, key=lambda number: len(set(values[number])))
    halves = (order[::2], order[1::2])
    if any(math.prod([len(set(values[number])) for number in half]) > _MOST_SUMS for half in halves):
        return True
    layers = [_layers([values[number] for number in half]) for half in halves]
    matched = {total for total in layers[0][-1] if target - total in layers[1][-1]}
    if not matched:
        return False
    for half, layer, goals in zip(halves, layers, (matched, {target - total for total in matched}), strict=True):
        left = goals
        for at in range(len(half) - 1, -1, -1):
            number = half[at]
            kept = {value for value in values[number] if any(total - value in layer[at] for total in left)}
            blocks[number].ways = tuple([way for way, value in zip(blocks[number].ways, values[number], strict=True) if value in kept])
            left = {total - value for total in left for value in kept if total - value in layer[at]}
    return True


def _layers(values: Sequence[Sequence[int]]) -> list[set[int]]:
    """The sums of the first blocks, of the first two, and so on; begins with the sum of none."""
    layers = [{0}]
    for one in values:
        layers.append({total + value for total in layers[-1] for value in set(one)})
    return layers


def _digits(values: Iterable[int]) -> int:
    """Several sums in one number; sums of such numbers are the sums of each, because none is longer than its place."""
    number = 0
    for value in values:
        number = (number << 72) + value
    return number
