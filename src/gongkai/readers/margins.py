"""Leaves -> the leaves without what stands in their margins: page numbers, and the lines that each sheet repeats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from attrs import evolve

from gongkai.readers.sheets import Leaf
from gongkai.readers.written import Line

_MARGIN = 0.12
"""How much of a sheet, above and below, is margin where lines repeat."""
_OUTSIDE = 2
"""How many lines stand there at most."""
_STEADY = 3.0
"""How many points one of them moves up and down from sheet to sheet."""
_DASH = "[-—–―−﹣~·•.\\s]*"
_NUMBER = re.compile(rf"{_DASH}第?\s*(\d{{1,3}})\s*页?(?:\s*[/,，]?\s*共?\s*\d{{1,3}}\s*页?)?{_DASH}")
_DIGITS = re.compile(r"\d+")


def without_margins(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves without page numbers and repeated lines. Of a line above the text the first is kept: it may be the report's title."""
    above, below = [_above(leaf) for leaf in leaves], [_below(leaf) for leaf in leaves]
    dropped = _page_numbers(leaves, above) | _page_numbers(leaves, below)
    above = [[line for line in margin if line.bottom <= leaf.height * _MARGIN] for leaf, margin in zip(leaves, above, strict=True)]
    below = [[line for line in margin if line.top >= leaf.height * (1 - _MARGIN)] for leaf, margin in zip(leaves, below, strict=True)]
    dropped |= _repeated(above, keep=1) | _repeated(below, keep=0)
    return [evolve(leaf, lines=tuple(line for line in leaf.lines if id(line) not in dropped)) for leaf in leaves]


def _above(leaf: Leaf) -> list[Line]:
    first = min((block.grid.ys[0] for block in leaf.tables), default=leaf.height)
    return [line for line in leaf.lines[:_OUTSIDE] if line.bottom <= first]


def _below(leaf: Leaf) -> list[Line]:
    last = max((block.grid.ys[-1] for block in leaf.tables), default=0.0)
    return [line for line in leaf.lines[-_OUTSIDE:] if line.top >= last]


def _page_numbers(leaves: Sequence[Leaf], margins: Sequence[Sequence[Line]]) -> set[int]:
    """The lines that count the sheets. A number that does not go up with them, at one height, is one of the report's."""
    counts: dict[int, list[Line]] = {}
    for leaf, margin in zip(leaves, margins, strict=True):
        for line in margin:
            found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", line.text))
            if found:
                counts.setdefault(int(found[1]) - leaf.number, []).append(line)
    numbers: set[int] = set()
    for counted in counts.values():
        steady = [line for line in counted if abs(line.bottom - counted[0].bottom) <= _STEADY]
        if len(steady) > 1:
            numbers.update(map(id, steady))
    return numbers


def _repeated(margins: Sequence[Sequence[Line]], keep: int) -> set[int]:
    """The lines that come again in the same place, whatever numbers are in them, but for the first few of each."""
    same: dict[str, list[Line]] = {}
    for margin in margins:
        for line in margin:
            said = _DIGITS.sub("#", "".join(line.text.split()))
            if any(char.isalpha() for char in said):
                same.setdefault(said, []).append(line)
    return {
        id(line)
        for again in same.values()
        if len(again) > 1 and all(abs(line.bottom - again[0].bottom) <= _STEADY for line in again)
        for line in again[keep:]
    }
