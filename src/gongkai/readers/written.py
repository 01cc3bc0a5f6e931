"""Characters with their places -> lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from attrs import field, frozen

from gongkai.cells import width
from gongkai.readers.drawn import Char

_SAME = 0.12
"""A character this near to the same one is no other: bold type is drawn twice, a little aside. In heights of the character."""
_SPACE = 0.15
"""A gap between two words. Less than the narrowest space, for 2 0 is not 20. In heights."""
_COLUMN = 1.2
"""A gap between two columns. In heights."""


@frozen
class Line:
    """Characters that stand on one line, from left to right."""

    chars: tuple[Char, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    spread: bool = field(init=False)
    """Whether there are columns on it."""

    @spread.default
    def _spread(self) -> bool:
        return any(char.x0 - before.x1 > _COLUMN * min(_height(before), _height(char)) for before, char in pairwise(self.chars))

    @property
    def text(self) -> str:
        """What it says."""
        return _text(self.chars)

    @property
    def em(self) -> float:
        """How wide its widest character is; engines differ in how high characters are."""
        return max(char.x1 - char.x0 for char in self.chars)

    def set(self, left: float, half: float) -> str:
        """What it says, with its words in columns. ``left`` is where the first column begins, and ``half`` the width of each."""
        words: list[list[Char]] = []
        for char in self.chars:
            if words and char.x0 - words[-1][-1].x1 <= _COLUMN * min(_height(words[-1][-1]), _height(char)):
                words[-1].append(char)
            else:
                words.append([char])
        text, wide = "", 0
        for word in words:
            column = round((word[0].x0 - left) / half)
            said = " " * max(column - wide, 2 if text else 0) + _text(word)
            text, wide = text + said, wide + width(said)
        return text


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines that characters stand on, from top to bottom."""
    rows: list[list[Char]] = []
    middle = lowest = 0.0
    for char in sorted(chars, key=_middle):
        here, height = char.top + char.bottom, char.bottom - char.top
        if rows and here - middle <= min(lowest, height):
            rows[-1].append(char)
            lowest = min(lowest, height)
        else:
            rows.append([char])
            middle, lowest = here, height
    return [_line(row) for row in rows]


def _middle(char: Char) -> float:
    return char.top + char.bottom


def _height(char: Char) -> float:
    return char.bottom - char.top


def _line(row: list[Char]) -> Line:
    row.sort(key=_left)
    kept: list[Char] = []
    for char in row:
        again = kept and kept[-1].text == char.text and char.x0 - kept[-1].x0 <= _SAME * _height(char)
        if not again:
            kept.append(char)
    return Line(tuple(kept), kept[0].x0, min(char.top for char in kept), max(char.x1 for char in kept), max(char.bottom for char in kept))


def _left(char: Char) -> float:
    return char.x0


def _text(chars: Iterable[Char]) -> str:
    parts: list[str] = []
    before: Char | None = None
    for char in chars:
        if before is not None and char.x0 - before.x1 > _SPACE * min(_height(before), _height(char)):
            parts.append(" ")
        parts.append(char.text)
        before = char
    return "".join(parts)
