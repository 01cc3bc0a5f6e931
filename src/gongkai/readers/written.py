"""Characters with their places -> lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from attrs import evolve, frozen

from gongkai.readers.drawn import Char

_LEVEL = 2.5
"""How far apart, in points, the base lines of two characters on one line are at most."""
_SAME = 1.0
"""A character this near, in points, to the same one is no other: bold type is drawn twice, a little aside."""
_SPACE = 0.17
"""A gap between two words, in ems. Less than the narrowest space, for 2 0 is not 20."""
_COLUMN = 1.4
"""A gap between two columns, in ems."""


@frozen
class Line:
    """Characters that stand on one line, from left to right."""

    chars: tuple[Char, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    """How wide an ideograph on it is."""

    @property
    def text(self) -> str:
        """What it says."""
        return _text(self.chars, self.em)

    @cached_property
    def words(self) -> tuple[Line, ...]:
        """The parts of it that stand in columns of their own."""
        found: list[list[Char]] = [[self.chars[0]]]
        for before, char in pairwise(self.chars):
            if char.x0 - before.x1 > _COLUMN * self.em:
                found.append([])
            found[-1].append(char)
        return (self,) if len(found) == 1 else tuple(evolve(_line(word), em=self.em) for word in found)


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines that characters stand on, from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=_base):
        if rows and char.base - rows[-1][0].base <= _LEVEL:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_line(row) for row in rows]


_base, _left = attrgetter("base"), attrgetter("x0")


def _line(row: list[Char]) -> Line:
    row.sort(key=_left)
    kept = row[:1]
    for char in row[1:]:
        if char.text != kept[-1].text or char.x0 - kept[-1].x0 > _SAME:
            kept.append(char)
    top, right, bottom = min([char.top for char in kept]), max([char.x1 for char in kept]), max([char.bottom for char in kept])
    em = max([2 * (char.x1 - char.x0) if char.text.isascii() else char.x1 - char.x0 for char in kept])
    return Line(tuple(kept), kept[0].x0, top, right, bottom, em)


def _text(chars: Sequence[Char], em: float) -> str:
    parts = [chars[0].text]
    for before, char in pairwise(chars):
        if char.x0 - before.x1 > _SPACE * em:
            parts.append(" ")
        parts.append(char.text)
    return "".join(parts)
