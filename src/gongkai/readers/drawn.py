"""What an engine takes off the pages of a PDF: characters and painted lines, each with its place.

An engine is a module with ``sheets(data, limits)``, which yields the pages one by one, and raises ReadError alone. All else (tables, lines
of text, what goes on over a page) is found by the same code for every engine. Places are in points from the upper left corner of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from math import isfinite
from typing import NamedTuple

from attrs import field, frozen

THIN = 3.0
"""A filled rectangle up to this many points across is a line: word processors draw borders so."""
STRAIGHT = 0.5
"""How far a line may lean and still be level or upright."""
FARTHEST = 1e6
"""No page is as large: what stands farther off is nowhere on it."""
UNKNOWN = "\ufffd"
"""A character that the file draws, but does not say which it is."""
BLANK = " "
"""A character that nothing is to be seen of."""
_STEP = 3.0
"""How far apart, in points, digits may be that the page's edge has a part in: they are doubted together."""
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


class Box(NamedTuple):
    """A place on the page: a line where it is thin, the outline of an area where it is not."""

    x0: float
    top: float
    x1: float
    bottom: float


class Char(NamedTuple):
    """A character that is not white space, and the place that it takes up in its line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """Where its base line is: what characters of one line share, in any type and at any size. Engines differ in how high characters are."""


_new = tuple.__new__
"""Makes a tuple with names in half the time; there are thousands on a page."""


@frozen
class Sheet:
    """A page."""

    width: float
    height: float
    chars: list[Char] = field(factory=list)
    """In the order in which the file draws them."""
    level: list[Box] = field(factory=list)
    """Lines from left to right."""
    upright: list[Box] = field(factory=list)
    """Lines from top to bottom."""
    areas: list[Box] = field(factory=list)
    """Painted rectangles that are not thin."""
    pictures: list[Box] = field(factory=list)

    @property
    def is_scanned(self) -> bool:
        """Whether there is no text on it, and a picture on a fifth of it: that is no empty page, nor one with a seal alone."""
        large = [box for box in self.pictures if 5 * (box.x1 - box.x0) * (box.bottom - box.top) >= self.width * self.height]
        return bool(large) and not self.chars

    def write(
        self,
        texts: Sequence[str],
        x0s: Sequence[float],
        tops: Sequence[float],
        x1s: Sequence[float],
        bottoms: Sequence[float],
        bases: Sequence[float],
    ) -> None:
        """Put characters on the page, but for those of which there is nothing to be seen there."""
        drawn = map(_new, repeat(Char), zip(texts, x0s, tops, x1s, bottoms, bases, strict=True))
        if _lie(x0s, x1s, self.width) and _lie(tops, bottoms, self.height) and all(text == _shown(text) != "" for text in set(texts)):
            self.chars.extend(drawn)  # as nearly always
            return
        wide, high = 2 * self.width, 2 * self.height
        first = len(self.chars)
        cut: list[Char] = []
        add = self.chars.append
        for char in drawn:
            text, x0, top, x1, bottom, _ = char
            if 0 <= x0 + x1 <= wide and 0 <= top + bottom <= high and x1 - x0 < FARTHEST > bottom - top:
                if shown := _shown(text):
                    add(char if shown == text else char._replace(text=shown))
            elif text.isdecimal():
                cut.append(char)
        if cut:
            self.chars[first:] = _whole(self.chars[first:], cut)

    def fill_in(self, text: str, box: Box) -> None:
        """Put what stands in a field of a form, or in a note on the page, in its place."""
        wide = min((box.x1 - box.x0) / max(len(text), 1), (box.bottom - box.top) / 2)
        left = (box.x0 + box.x1 - wide * len(text)) / 2
        size = len(text)
        x0s, x1s = [left + at * wide for at in range(size)], [left + (at + 1) * wide for at in range(size)]
        self.write(text, x0s, [box.top] * size, x1s, [box.bottom] * size, [box.bottom] * size)

    def paint(self, points: Sequence[tuple[float, float]], closed: bool, stroke: bool, fill: bool) -> None:
        """Put the path through these points on the page."""
        if len(points) < 2:
            return
        for x, y in points:
            if not -FARTHEST < x < FARTHEST > y > -FARTHEST:
                return
        if fill and len(points) > 2:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self.fill(Box(min(xs), min(ys), max(xs), max(ys)), len(points) <= 5)
        if stroke:
            for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]] if closed else points[1:], strict=False):
                if abs(y1 - y0) <= STRAIGHT < abs(x1 - x0):
                    self.level.append(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
                elif abs(x1 - x0) <= STRAIGHT < abs(y1 - y0):
                    self.upright.append(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def fill(self, box: Box, simple: bool) -> None:
        """Fill what reaches as far as this box; it is all of it where it is simple, and has no corners but four."""
        if not (-FARTHEST < box.x0 <= box.x1 < FARTHEST and -FARTHEST < box.top <= box.bottom < FARTHEST):
            return
        if box.bottom - box.top <= THIN < box.x1 - box.x0:
            self.level.append(box)
        elif box.x1 - box.x0 <= THIN < box.bottom - box.top:
            self.upright.append(box)
        elif simple and box.x1 - box.x0 > THIN < box.bottom - box.top:
            self.areas.append(box)

    @property
    def ink(self) -> int:
        """How much is on the page."""
        return len(self.chars) + len(self.level) + len(self.upright) + len(self.areas) + len(self.pictures)


def _lie(begins: Sequence[float], ends: Sequence[float], size: float) -> bool:
    """Whether all that begins and ends there lies on a page of that size, and nothing has a place that is no number."""
    inside = not begins or (min(begins) >= 0 <= min(ends) and max(begins) <= size >= max(ends))
    return inside and size < FARTHEST and isfinite(sum(begins) + sum(ends))


def _shown(text: str) -> str:
    """What is to be seen of a character."""
    return text if text.isalnum() else text.translate(_UNSEEN).strip()


def _whole(chars: Sequence[Char], cut: Sequence[Char]) -> list[Char]:
    """The characters, but for the digits next to those that the page's edge cuts off: they are no number any more."""
    lost = {place for char in cut for place in _places(char)}
    whole = [*chars]
    for order in (range(len(whole)), range(len(whole) - 1, -1, -1)):
        for at in order:
            if whole[at].text.isdecimal() and not lost.isdisjoint(_places(whole[at])):
                lost.update(_places(whole[at]))
                whole[at] = whole[at]._replace(text=UNKNOWN)
    return whole


def _places(char: Char) -> list[tuple[int, int]]:
    """Where a character begins and ends, roughly: what touches it, or is a mark that is raised beside it, has one of them, too."""
    height = round(char.base / _STEP)
    return [(round(x / _STEP) + aside, height + up) for x in (char.x0, char.x1) for aside in (0, 1) for up in (0, 1)]
