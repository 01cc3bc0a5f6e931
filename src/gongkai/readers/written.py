"""Characters with their places -> lines of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter, sub
from typing import NamedTuple

from attrs import frozen

from gongkai.readers.drawn import UNKNOWN, Char

_LEVEL = 2.5
"""How far apart, in points, the base lines of two characters on one line are at most."""
_SAME = 1.0
"""A character this near, in points, to the same one is no other: bold type is drawn twice, a little aside."""
_SPACE = 0.17
"""A gap between two words, in ems. Less than the narrowest space, for 2 0 is not 20."""
_OVER = 0.15
"""How far two characters reach into each other, in ems, where both cannot be read: a digit is half an em wide."""
_STEP = 0.9
"""Digits of one number stand at one height. One this much higher, in points, is the mark of a note, or another number's."""
_RAISED = 0.7
"""How far above the base line, in heights, the mark of a note stands at most."""
_COLUMN = 1.4
"""A gap between two columns, in ems."""
_NUMBERS = 0.75
"""The same between two numbers: more than the spaces of a sentence, and of a number that is cut in two, less than an ideographic one."""


class Word(NamedTuple):
    """A part of a line that stands in a column of its own."""

    x0: float
    text: str


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
    cuts: tuple[int, ...]
    """Which of its characters begin a column of their own, but for the first."""

    @property
    def text(self) -> str:
        """What it says."""
        return _text(self.chars, self.em)

    @property
    def words(self) -> list[Word]:
        """The parts of it that stand in columns of their own."""
        ends = pairwise((0, *self.cuts, len(self.chars)))
        return [Word(self.chars[first].x0, _text(self.chars[first:behind], self.em)) for first, behind in ends]


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines that characters stand on, from top to bottom."""
    return [_line(row) for row in _rows(chars)]


def said(chars: Sequence[Char]) -> str:
    """What the lines say that characters stand on."""
    return _plain(chars) or "\n".join([_text(kept, _em(kept)) for kept in map(_kept, _rows(chars))])


def _plain(chars: Sequence[Char]) -> str:
    """What characters say that stand at one height, one behind the other and next to each other, as those of nearly all cells do; else nothing.

    Whether two are next to each other is asked by the first one's width, for an em is no less.
    """
    text, left, _, right, _, height = chars[0]
    over, space = -_OVER * (right - left), _SPACE * (right - left)
    said = text
    for text, x0, _, x1, _, base in chars[1:]:
        if base != height or x0 - left <= _SAME or not over <= x0 - right <= space:
            return ""
        said += text
        left, right = x0, x1
    return said


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters line by line."""
    chars = sorted(chars, key=_base)
    bases = [*map(_base, chars)]
    rows: list[list[Char]] = []
    behind = 0
    while behind < len(chars):
        first = behind
        behind = bisect_right(bases, _LEVEL, first, key=bases[first].__rsub__)
        rows.append(chars[first:behind])
    if len(rows) > 1:
        for above, row in pairwise(rows):
            if row[0].base - above[-1].base < _RAISED * (row[0].bottom - row[0].top):
                _bring_down(above, row)
    return [row for row in rows if row]


def _bring_down(above: list[Char], row: list[Char]) -> None:
    """Put digits that stand raised beside a number on its line: they refer to a note, or are its own, and are no numbers of a line of their own."""
    sides = {round(x) + aside for char in row if char.text.isdecimal() for x in (char.x0, char.x1) for aside in (-1, 0, 1)}
    marks = [char for char in above if char.text.isdecimal() and (round(char.x0) in sides or round(char.x1) in sides)]
    if marks:
        row += marks
        moved = {id(char) for char in marks}
        above[:] = [char for char in above if id(char) not in moved]


_left, _base = map(itemgetter, map(Char._fields.index, ("x0", "base")))


def _line(row: list[Char]) -> Line:
    chars = _kept(row)
    em = _em(chars)
    texts, lefts, tops, rights, bottoms, _ = zip(*chars, strict=True)
    wide, least = _COLUMN * em, _NUMBERS * em
    gaps = enumerate(map(sub, lefts[1:], rights), 1)
    cuts = [at for at, gap in gaps if gap > least and (gap > wide or (texts[at - 1].isdecimal() and texts[at].isdecimal()))]
    return Line(tuple(chars), lefts[0], min(tops), max(rights), max(bottoms), em, tuple(cuts))


def _kept(row: list[Char]) -> list[Char]:
    """The characters of a line from left to right, each once."""
    uneven = not -_STEP <= row[-1].base - row[0].base <= _STEP
    lefts = [*map(_left, row)]
    if min(map(sub, lefts[1:], lefts), default=1 + _SAME) > _SAME:
        return _apart(row) if uneven else row  # as nearly always: they come in their order
    row.sort(key=_left)
    kept = row[:1]
    for char in row[1:]:
        if char.text != kept[-1].text or char.x0 - kept[-1].x0 > _SAME:
            kept.append(char)
    return _apart(kept) if uneven else kept


def _em(chars: Sequence[Char]) -> float:
    return max([2 * (x1 - x0) if text.isascii() else x1 - x0 for text, x0, _, x1, _, _ in chars])


def _apart(chars: Sequence[Char]) -> list[Char]:
    """The characters of a line, and digits that do not stand at the height of the digit before them set apart."""
    return [
        char._replace(text=f" {char.text}") if abs(char.base - before.base) > _STEP and char.text.isdecimal() and before.text.isdecimal() else char
        for before, char in pairwise([chars[0], *chars])
    ]


def _text(chars: Sequence[Char], em: float) -> str:
    parts = [chars[0].text]
    space, over = _SPACE * em, -_OVER * em
    before, _, _, end, _, _ = chars[0]
    for text, x0, _, x1, _, _ in chars[1:]:
        gap = x0 - end
        if gap > space:
            parts.append(" ")
        elif gap < over and (text.isdecimal() or before.isdecimal()):
            parts.append(UNKNOWN)  # 12 and 7 over each other are not 172
        parts.append(text)
        before, end = text, x1
    return "".join(parts)
