"""Characters with their places -> lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

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
            least = _NUMBERS if before.text.isdecimal() and char.text.isdecimal() else _COLUMN
            if char.x0 - before.x1 > least * self.em:
                found.append([])
            found[-1].append(char)
        return (self,) if len(found) == 1 else tuple([_set(word, self.em) for word in found])


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines that characters stand on, from top to bottom."""
    return [_line(row) for row in _rows(chars)]


def said(chars: Iterable[Char]) -> str:
    """What the lines say that characters stand on."""
    return "\n".join([_text(kept, _em(kept)) for kept in map(_kept, _rows(chars))])


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters line by line."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=_base):
        if rows and char.base - rows[-1][0].base <= _LEVEL:
            rows[-1].append(char)
        else:
            rows.append([char])
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


_base, _left = attrgetter("base"), attrgetter("x0")


def _line(row: list[Char]) -> Line:
    kept = _kept(row)
    return _set(kept, _em(kept))


def _set(chars: Sequence[Char], em: float) -> Line:
    _, lefts, tops, rights, bottoms, _ = zip(*chars, strict=True)
    return Line(tuple(chars), lefts[0], min(tops), max(rights), max(bottoms), em)


def _kept(row: list[Char]) -> list[Char]:
    """The characters of a line from left to right, each once."""
    uneven = not -_STEP <= row[-1].base - row[0].base <= _STEP
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
