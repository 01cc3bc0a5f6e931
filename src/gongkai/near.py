"""A folded text that is no label -> the one label that it comes near, or those that it cannot be told from.

Of what may have happened to a label, a character lost, one doubled, and two neighbours swapped count 1 each; a character added
within it counts 2, and a wrong one is one lost and one added. docs/decisions/0008-near-labels.md has the reasons.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_ADDED = 2
_WRONG_NUMBER = 2
_MARGIN = 2
"""By so much must a text come nearer to the label that it is taken for than to any other."""
_FARTHEST = 3
_REACH = _FARTHEST + _MARGIN - 1
"""A label farther away is not even a rival."""
_LEAST = 2
"""So many characters of a label must be left."""


def bound(length: int, title: bool = False) -> int:
    """How far a text may be from a label of so many characters; ``title``: from a title in the head of a table.

    Where they are few, each says something: a label that lacks two of them, or has another one, is as likely another row's. There are
    fewer titles that an office may add, and none is believed but in its place among the others.
    """
    return 1 if length < (5 if title else 8) else 2 if length < 16 else _FARTHEST


def distance(label: str, text: str, reach: int = _REACH) -> int:
    """What must have happened to the label for it to become the text; ``reach`` + 1 where that is more than ``reach``."""
    if not -reach <= len(text) - len(label) <= reach:
        return reach + 1
    costs = [1 if char in (before, after) else _ADDED for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False)]
    for end in (0, -1) if text else ():
        if costs[end] == _ADDED:
            costs[end] = reach + 1  # what stands before or behind a label is not its own: another word, or a cell
    row = [0]
    for cost in costs:
        row.append(row[-1] + cost)
    rows = [row]
    for at, char in enumerate(label):
        above, row = row, [at + 1]
        for place, printed in enumerate(text):
            least = min(above[place + 1] + 1, row[-1] + costs[place])
            if printed == char:
                least = min(least, above[place])
            elif place and text[place - 1] == char:
                if at and label[at - 1] == printed:
                    least = min(least, rows[at - 1][place - 1] + 1)
                elif at > 1 and label[at - 2] == printed:  # swapped when one between them had been lost
                    least = min(least, rows[at - 2][place - 1] + 2)
            row.append(least)
        if min(row) > reach:
            return reach + 1  # a swap counts no less than the loss of what it passes over, so it cannot be less again
        rows.append(row)
    return min(row[-1], reach + 1)


class Printed(NamedTuple):
    """A label, or what may be one, folded: the number it begins with apart from its words."""

    kind: str
    """The kind of the number; empty where there is none."""
    number: str
    words: str
    title: bool = False
    """Whether it is a title in the head of a table."""


class _Entry(NamedTuple, Generic[T]):
    """A label as one of the texts that another is compared with: its words, or its number and its words."""

    text: str
    letters: int
    """Its characters as a set of bits."""
    printed: Printed
    whole: bool
    """Whether the number is in the text."""
    says: T
    means: Hashable


class Nearest(Generic[T]):
    """Labels, of which the nearest is looked for. Those that mean the same are no rivals: two spellings, one row in two forms."""

    def __init__(self, labels: Iterable[tuple[Printed, T, Hashable]]) -> None:
        self._bits: dict[str, int] = {}
        self._entries: list[_Entry[T]] = []
        for printed, says, means in labels:
            self._learn(printed.number + printed.words, printed, True, says, means)
            if printed.kind:
                self._learn(printed.words, printed, False, says, means)
        self._longest = max((len(entry.text) for entry in self._entries), default=0)

    def _learn(self, text: str, printed: Printed, whole: bool, says: T, means: Hashable) -> None:
        for char in text:
            self._bits.setdefault(char, len(self._bits))
        self._entries.append(_Entry(text, self._letters(text)[0], printed, whole, says, means))

    def _letters(self, text: str) -> tuple[int, int]:
        """The characters of a text that labels have, as a set of bits, and how many others it has."""
        letters = others = 0
        for char in text:
            bit = self._bits.get(char)
            if bit is None:
                others += 1
            else:
                letters |= 1 << bit
        return letters, others

    def find(self, text: Printed) -> tuple[T, ...]:
        """The one label that a text comes near, several that it cannot be told from, the nearest first, or none."""
        kind, number, words, _ = text
        key = number + words
        if len(words) < _LEAST or len(key) > self._longest + _FARTHEST:
            return ()
        digits = "".join([char for char in words if char.isdigit()])
        if digits and (kind or not words.startswith(digits)):
            return ()  # a number of a cell, which must not be lost
        letters, others = self._letters(key)
        if _ADDED * others > _REACH:  # doubled ones aside, which no label has
            return ()
        near: dict[Hashable, tuple[int, bool, T]] = {}
        for entry in self._entries:
            if (entry.letters & ~letters).bit_count() > _REACH or _ADDED * (letters & ~entry.letters).bit_count() > _REACH + _ADDED:
                continue
            far = self._compare(entry, text, key, digits)
            if far <= _REACH and (entry.means not in near or far < near[entry.means][0]):
                near[entry.means] = (far, far <= bound(len(entry.printed.words), entry.printed.title), entry.says)
        ranked = sorted(near.values(), key=lambda found: found[0])
        rivals = [found for found in ranked if found[0] < ranked[0][0] + _MARGIN]
        return tuple(says for _, _, says in rivals) if any(within for _, within, _ in rivals) else ()

    def _compare(self, entry: _Entry[T], text: Printed, key: str, digits: str) -> int:
        """How far a label is from a text."""
        own = entry.printed
        if entry.whole:
            if (digits and digits != own.number) or len(key) - len(own.number) < _LEAST:
                return _REACH + 1
            return distance(entry.text, key)
        if text.kind == own.kind:  # with its own number it is nearer as a whole
            return distance(entry.text, text.words, _REACH - _WRONG_NUMBER) + _WRONG_NUMBER
        return _REACH + 1 if text.kind or digits else distance(entry.text, key)
