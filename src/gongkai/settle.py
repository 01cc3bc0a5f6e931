"""A report whose rows may have lost cells -> the report with what its form's sums leave no choice about, marked inferred.

Each row that is not settled says which numbers are printed in it. All ways in which they may stand in its columns are tried against
all sums of the table at once; an entry that is the same in every way that is left gets its value. What is printed is never changed, and
a table whose printed numbers break a sum proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise

from attrs import evolve, frozen, mutable

from gongkai.cells import Place, Reading, Status, Unplaced
from gongkai.equations import Equation
from gongkai.records import Report

_ENDLESS = 10**18
"""More than any number that is printed, and than any sum of them."""
_MOST_WAYS = 3_000
"""How many ways of standing in a row's columns are looked at."""
_MOST_SUMS = 20_000
"""How many sums of half of the rows are kept. A table that has more is settled by its bounds alone."""
_MOST_PASSES = 30
"""How often all sums are gone through. Bounds that still creep closer to each other after that prove nothing."""
_ZEROS = 3
"""So many printed zeros, and no blank cell, say that an office prints its zeros."""


@frozen
class Way:
    """One way in which a row's numbers may stand in its columns: between which bounds each column's number lies."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    printed: tuple[bool, ...]
    """Whether the column has one of the printed numbers."""


@mutable
class Block:
    """Entries that are settled together: columns that follow each other, and the ways in which their numbers may stand."""

    keys: tuple[str, ...]
    ways: list[Way]
    printed: bool = False
    """Whether anything is printed for them; nothing is inferred where not."""
    blanks: bool = False
    """Whether a column without a number may be blank for all that the layout shows."""


def settle(report: Report, equations: Iterable[Equation], unsure: Collection[str] = ()) -> tuple[Report, tuple[str, ...]]:
    """The report with what follows from the sums, and the keys of the entries that were inferred, in the form's order.

    ``unsure`` names the tables (``requests``) in which numbers stand that belong to no row: there no sum over rows is believed.
    """
    places = {str(key): place for key, place in zip(report.keys, report.cells, strict=True)}
    inferred: dict[str, Reading] = {}
    tables: dict[str, list[Equation]] = {}
    for equation in equations:
        tables.setdefault(_table(equation.right[0]), []).append(equation)
    for table, sums in tables.items():
        own = {key: place for key, place in places.items() if _table(key) == table}
        if any(place.reading.status is Status.UNSETTLED for place in own.values()):
            inferred |= _Table(own, sums, table in unsure).settle()
    if not inferred:
        return report, ()
    cells = tuple(
        place._replace(reading=inferred[name]) if (name := str(key)) in inferred else place
        for key, place in zip(report.keys, report.cells, strict=True)
    )
    return evolve(report, cells=cells), tuple(str(key) for key in report.keys if str(key) in inferred)


def _table(key: str) -> str:
    return key.partition(".")[0]


class _Table:
    """One table, its unsettled entries as blocks, and the sums in which they stand."""

    def __init__(self, places: Mapping[str, Place], equations: Iterable[Equation], unsure: bool) -> None:
        self.places = places
        self.blocks = list(_blocks(places))
        at = {key: (number, column) for number, block in enumerate(self.blocks) for column, key in enumerate(block.keys)}
        self.sums: list[_Sum] = []
        self.broken = False
        printed = {key for key, place in places.items() if place.reading.status is not Status.MISSING}
        for equation in equations:
            operands = list(equation.operands(printed))
            if any(key not in places or not (key in at or _is_count(places[key].reading)) for key, _ in operands):
                continue  # a cell that is empty, or no count: the rule is not assessable
            if unsure and len({key.rpartition(".")[2] for key, _ in operands}) == 1:
                continue  # a sum over rows, and a number on the page belongs to none of them
            known = sum(sign * int(places[key].reading.value or 0) for key, sign in operands if key not in at)
            terms = [(*at[key], sign) for key, sign in operands if key in at]
            if terms:
                self.sums.append(_Sum(known, terms))
            elif known:
                self.broken = True

    def settle(self) -> dict[str, Reading]:
        """The readings that follow from the sums, by key."""
        if self.broken or not self.sums or not self.narrow():
            return {}
        statuses = [place.reading for place in self.places.values()]
        zeros = sum(1 for reading in statuses if reading.status is Status.REPORTED and reading.value == 0) >= _ZEROS and not any(
            reading.status in (Status.BLANK, Status.NOT_APPLICABLE) for reading in statuses
        )
        found: dict[str, Reading] = {}
        summed = {(block, column) for one in self.sums for block, column, _ in one.terms}
        for number, block in enumerate(self.blocks):
            for column, key in enumerate(block.keys if block.printed else ()):
                values = {(way.lows[column], way.highs[column]) for way in block.ways}
                low, high = next(iter(values))
                if len(values) > 1 or low != high or (number, column) not in summed:
                    continue
                reading = self.places[key].reading
                if reading.unplaced is None:
                    if _joined(reading.raw or "") != low:
                        continue  # not what its digits say
                elif (block.blanks or not (low or zeros)) and not all(way.printed[column] for way in block.ways):
                    continue  # it may as well be blank
                found[key] = Reading(low, Status.INFERRED, None, reading.raw)
        return found

    def narrow(self) -> bool:
        """Drop the ways that no sum allows, until none is left to drop. False where a row has no way left: the page contradicts itself."""
        changed = set(range(len(self.blocks)))
        for _ in range(_MOST_PASSES):
            before = [block.ways for block in self.blocks]
            asked = [one for one in self.sums if not changed.isdisjoint(one.columns)]
            if not all(one.bound(self.blocks) for one in asked):
                return False
            exact = [one for one in self.sums if one.is_exact(self.blocks)]
            if not all(_match(self.blocks, sums) for sums in (*([one] for one in exact if one in asked), exact)):
                return False
            changed = {number for number, block in enumerate(self.blocks) if block.ways != before[number]}
            if not changed:
                break
        return True


class _Sum:
    """An equation with what is known in it added up: ``known`` and the terms (block, column, sign) are zero together."""

    def __init__(self, known: int, terms: Sequence[tuple[int, int, int]]) -> None:
        self.known = known
        self.terms = terms
        self.columns: dict[int, list[tuple[int, int]]] = {}
        """For each block its columns in the sum, with their signs."""
        for block, column, sign in terms:
            self.columns.setdefault(block, []).append((column, sign))

    def is_exact(self, blocks: Sequence[Block]) -> bool:
        """Whether each way of each block adds one number."""
        return all(way.lows[column] == way.highs[column] for block, column, _ in self.terms for way in blocks[block].ways)

    def value(self, block: int, way: Way) -> int:
        """What a way of a block adds, where that is one number."""
        return sum(sign * way.lows[column] for column, sign in self.columns.get(block, ()))

    def bound(self, blocks: Sequence[Block]) -> bool:
        """Narrow each way by what all the others leave for it; False where a block has none left."""
        spans = {number: [_span(way, columns) for way in blocks[number].ways] for number, columns in self.columns.items()}
        low = self.known + sum(min(span[0] for span in spans[number]) for number in spans)
        high = self.known + sum(max(span[1] for span in spans[number]) for number in spans)
        for number, columns in self.columns.items():
            others = (low - min(span[0] for span in spans[number]), high - max(span[1] for span in spans[number]))
            ways = [narrowed for way in blocks[number].ways if (narrowed := _narrowed(way, columns, others)) is not None]
            if not ways:
                return False
            blocks[number].ways = ways
        return True


def _span(way: Way, columns: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The least and the most that columns add."""
    low = high = 0
    for column, sign in columns:
        low += way.lows[column] if sign > 0 else -way.highs[column]
        high += way.highs[column] if sign > 0 else -way.lows[column]
    return low, high


def _narrowed(way: Way, columns: Sequence[tuple[int, int]], others: tuple[int, int]) -> Way | None:
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
    open_blocks = [number for number, block in enumerate(blocks) if len(block.ways) > 1]
    wide = {number for number in open_blocks if any(number in one.columns for one in sums)}
    if not wide:
        return all(
            one.known + sum(one.value(number, blocks[number].ways[0]) for number in one.columns) == 0
            for one in sums
            if all(len(blocks[number].ways) == 1 for number in one.columns)
        )
    fixed = [sum(one.value(number, blocks[number].ways[0]) for number in one.columns if number not in wide) + one.known for one in sums]
    target = -_digits(fixed)
    values = {number: [_digits([one.value(number, way) for one in sums]) for way in blocks[number].ways] for number in wide}
    order = sorted(wide, key=lambda number: len(set(values[number])))
    halves = (order[::2], order[1::2])
    if any(math.prod(len(set(values[number])) for number in half) > _MOST_SUMS for half in halves):
        return True
    layers = [_layers([values[number] for number in half]) for half in halves]
    ends = [layer[-1] for layer in layers]
    matched = {total for total in ends[0] if target - total in ends[1]}
    if not matched:
        return False
    for half, layer, goals in zip(halves, layers, (matched, {target - total for total in matched}), strict=True):
        left = goals
        for at in range(len(half) - 1, -1, -1):
            number = half[at]
            kept = [value for value in set(values[number]) if any(total - value in layer[at] for total in left)]
            blocks[number].ways = [way for way, value in zip(blocks[number].ways, values[number], strict=True) if value in kept]
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


# ---------------------------------------------------------------- the ways of standing in a row


def _blocks(places: Mapping[str, Place]) -> Iterator[Block]:
    """The entries that no printed number settles: those of one row together, and each other one alone."""
    keys: list[str] = []
    unplaced: Unplaced | None = None
    for key, place in places.items():
        reading = place.reading
        own = reading.unplaced if reading.unplaced is not None and reading.unplaced.readings else None
        if unplaced is not None and own is not unplaced:
            yield _block(keys, unplaced)
            keys = []
        unplaced = own
        if own is not None:
            keys.append(key)
        elif reading.status in (Status.UNSETTLED, Status.MISSING):
            yield Block((key,), [_FREE], printed=bool(reading.raw) and reading.unplaced is None)
    if unplaced is not None:
        yield _block(keys, unplaced)


_FREE = Way((0,), (_ENDLESS,), (False,))


def _block(keys: Sequence[str], unplaced: Unplaced) -> Block:
    size = len(keys)
    ways = list(ways_of(unplaced.readings, size)) if all(map(_is_count, unplaced.readings)) else []
    if ways:
        return Block(tuple(keys), ways, printed=True, blanks=not unplaced.shows_blanks)
    return Block(tuple(keys), [Way((0,) * size, (_ENDLESS,) * size, (False,) * size)])


def _is_count(reading: Reading) -> bool:
    """Whether a reading says a count: a whole number that is not negative."""
    value = reading.value
    return reading.status is Status.REPORTED and value is not None and value >= 0 and value == int(value) and not isinstance(value, Decimal)


def ways_of(readings: Sequence[Reading], size: int) -> Iterator[Way]:
    """The ways in which numbers may stand in so many columns, in their order; nothing where there are too many.

    As many as there are columns stand as they are. One more was cut in two, or belongs to nothing. Where there are
    fewer, cells were lost, or numbers were glued into one.
    """
    texts = [reading.raw or "" for reading in readings]
    values = [int(reading.value or 0) for reading in readings]
    rows = list(islice(_rows(texts, values, size), _MOST_WAYS + 1))
    if len(rows) > _MOST_WAYS or sum(math.comb(size, len(row)) for row in rows) > _MOST_WAYS:
        return
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], None] = {}
    for row in rows:
        for columns in combinations(range(size), len(row)):
            found.setdefault((tuple(row), columns))
    for row, columns in found:
        numbers = dict(zip(columns, row, strict=True))
        lows = tuple(numbers.get(at, 0) for at in range(size))
        highs = tuple(numbers.get(at, _ENDLESS) for at in range(size))
        yield Way(lows, highs, tuple(at in numbers for at in range(size)))


def _rows(texts: Sequence[str], values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """What the printed numbers may have been before they were cut or glued: no more numbers than columns."""
    count = len(texts)
    if count == size:
        yield values
    elif count in (size + 1, size + 2):
        yield from _joined_to(texts, values, size)
        if count == size + 1:
            yield from ([*values[:at], *values[at + 1 :]] for at in range(count))
    elif count < size:
        yield values
        yield from (row for row in _split_to(texts, values, size) if len(row) > count)


def _joined_to(texts: Sequence[str], values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The rows of ``size`` numbers that are left when numbers next to each other are one that was cut."""
    count = len(texts)
    for cuts in combinations(range(1, count), size - 1) if size else ():
        bounds = (0, *cuts, count)
        row = [values[first] if end == first + 1 else _joined("".join(texts[first:end])) for first, end in pairwise(bounds)]
        if None not in row:
            yield [number for number in row if number is not None]


def _joined(text: str) -> int | None:
    """The number that digits are, the spaces between them left out; None where there is something else, or it begins with a zero."""
    digits = "".join(text.split())
    return int(digits) if digits.isascii() and digits.isdecimal() and digits[0] != "0" and len(digits) <= 15 else None


def _split_to(texts: Sequence[str], values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The rows of up to ``size`` numbers when some of those printed are several that were glued."""
    if not texts:
        yield []
        return
    for parts in _parts(texts[0], values[0], size - len(texts) + 1):
        for rest in _split_to(texts[1:], values[1:], size - len(parts)):
            yield [*parts, *rest]


def _parts(text: str, value: int, most: int) -> Iterator[list[int]]:
    """A printed number as it is, and as up to so many numbers without a space between them."""
    if not (text.isascii() and text.isdecimal()):
        yield [value]
        return
    if text == "0" or text[0] != "0":
        yield [value]
    for end in range(1, len(text)):
        if most > 1 and (end == 1 or text[0] != "0"):
            for rest in _parts(text[end:], int(text[end:]), most - 1):
                yield [int(text[:end]), *rest]
