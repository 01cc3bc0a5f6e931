"""The numbers printed in a row -> the ways in which they may stand in its columns."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, islice, pairwise

from attrs import frozen

from gongkai.cells import Reading, Status, simplified, squeeze

ENDLESS = 10**18
"""More than any number that is printed, and than any sum of them."""
_REPORTED = Status.REPORTED  # to look it up in its class takes seven times as long
_MOST = 3_000
"""How many ways of standing in a row's columns are looked at."""


@frozen(cache_hash=True)
class Way:
    """One way in which a row's numbers may stand in its columns: between which bounds each column's number lies."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    printed: tuple[bool, ...]
    """Whether the column has one of the printed numbers."""

    @property
    def exact(self) -> bool:
        """Whether it says each number."""
        return self.lows == self.highs


def free(size: int) -> Way:
    """Any numbers at all."""
    return Way((0,) * size, (ENDLESS,) * size, (False,) * size)


def merged(ways: Iterable[Way]) -> tuple[Way, ...]:
    """The ways, those that say the same numbers as one. It has a printed number where all of them have."""
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[bool, ...]] = {}
    for way in ways:
        bounds = (way.lows, way.highs)
        before = found.get(bounds)
        found[bounds] = way.printed if before is None else tuple(one and other for one, other in zip(before, way.printed, strict=True))
    return tuple(Way(*bounds, printed) for bounds, printed in found.items())


def ways_of(readings: Sequence[Reading], size: int) -> Iterator[Way]:
    """The ways in which numbers may stand in so many columns, in their order; none where one is no count, or there are too many ways.

    As many as there are columns stand as they are. Where there are one or two more, numbers were cut in two, or the one more belongs to
    nothing. Where there are fewer, cells were lost, or numbers were glued into one.
    """
    values = [count(reading) for reading in readings]
    # A unit, a comma or a note may be that of the second of two numbers that were glued: 331045件 may have been 33 and 1045件, 273,813 27 and 3,813.
    texts = [simplified(reading.raw or "") if value is None else str(value) for reading, value in zip(readings, values, strict=True)]
    if any(value is None and not _is_glued(text) for text, value in zip(texts, values, strict=True)):
        return
    rows = list(islice(_rows(texts, values, size), _MOST + 1))
    if sum([math.comb(size, len(row)) for row in rows]) > _MOST:
        return
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], None] = {}
    for row in rows:
        for columns in combinations(range(size), len(row)):
            found.setdefault((tuple(row), columns))
    for row, columns in found:
        numbers = dict(zip(columns, row, strict=True))
        lows = tuple(numbers.get(at, 0) for at in range(size))
        highs = tuple(numbers.get(at, ENDLESS) for at in range(size))
        yield Way(lows, highs, tuple(at in numbers for at in range(size)))


def count(reading: Reading) -> int | None:
    """The count that a reading says: a whole number that is not negative."""
    value = reading.value
    return int(value) if reading.status is _REPORTED and value is not None and value >= 0 and not isinstance(value, Decimal) else None


def _is_glued(text: str) -> bool:
    """Whether digits begin with a zero: no number does, but two that ran together may."""
    return text.isascii() and text.isdecimal() and text[0] == "0"


Numbers = Sequence[int | None]
"""Numbers as printed; None for digits that are several."""


def _rows(texts: Sequence[str], values: Numbers, size: int) -> Iterator[Sequence[int]]:
    """What the printed numbers may have been before they were cut or glued: no more numbers than columns."""
    number = len(texts)
    rows: Iterable[Numbers] = ()
    if number <= size:
        rows = _split_to(texts, values, size)
    elif number == size + 1:
        rows = chain(_joined_to(texts, values, size), ([*values[:at], *values[at + 1 :]] for at in range(number)))
    elif number == size + 2:
        rows = _joined_to(texts, values, size)
    for row in rows:
        known = [value for value in row if value is not None]
        if len(known) == len(row):
            yield known


def _joined_to(texts: Sequence[str], values: Numbers, size: int) -> Iterator[Numbers]:
    """The rows of ``size`` numbers that are left when numbers next to each other are one that was cut."""
    for cuts in combinations(range(1, len(texts)), size - 1):
        bounds = (0, *cuts, len(texts))
        yield [values[first] if end == first + 1 else joined("".join(texts[first:end])) for first, end in pairwise(bounds)]


def joined(text: str) -> int | None:
    """The number that digits are, the spaces between them left out; None where there is something else, or it begins with a zero."""
    digits = squeeze(simplified(text))
    return int(digits) if digits.isascii() and digits.isdecimal() and digits[0] != "0" and len(digits) <= 15 else None


def _split_to(texts: Sequence[str], values: Numbers, size: int) -> Iterator[Numbers]:
    """The rows of up to ``size`` numbers when some of those printed are several that were glued."""
    if not texts:
        yield []
        return
    for parts in _parts(texts[0], values[0], size - len(texts) + 1):
        for rest in _split_to(texts[1:], values[1:], size - len(parts)):
            yield [*parts, *rest]


def _parts(text: str, value: int | None, most: int) -> Iterator[list[int | None]]:
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
