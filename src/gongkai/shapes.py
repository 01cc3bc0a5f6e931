"""A page of the same shape as an earlier one -> what stands on it, without reading it anew.

Offices fill in the same sheet, and publish it by the same software: most pages differ from some page before them in their numbers and
in what they say, and in nothing else. Where the cells of such a page stand does not depend on which numbers they hold. So how a page
was read is remembered by its shape: for each cell of each row, the line and the piece of it that the cell was.

The shape is all that is on the page, but for two things: which number it is that stands in a cell in plain digits, and what a line of
prose says that is no cell of a table and comes near no label. Wherever reading a page does look at one of these (do the numbers of a row
add up to its last one; is this number the one that its label lost), and wherever there is anything to say about it, nothing is remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from gongkai.cells import Place
from gongkai.lines import BARE, PROSE, TEXT, Line, Piece
from gongkai.stretches import Part, Stretch
from gongkai.vocabulary import Vocabulary

_MOST = 256
_MOST_SEEN = 4096
_SAYING = (PROSE, TEXT)
_RUN = re.compile(f"[{BARE}{PROSE}{TEXT}]{{2,}}")


class Page:
    """The lines of a page, those that make up its shape, and between them the runs of prose."""

    def __init__(self, raws: Sequence[str], lines: Sequence[Line], begin: int) -> None:
        self.raws = raws
        self.lines = lines
        self.begin = begin
        self.marks = [line[5] for line in lines]

    @cached_property
    def shape(self) -> str:
        """What pages have in common that are read in one way; nothing where a line's shape is not known."""
        return _RUN.sub(_prose, "".join(self.marks)) if "" not in self.marks else ""

    @cached_property
    def places(self) -> tuple[list[tuple[tuple[Piece, ...], int]], list[list[tuple[int, int]]]]:
        """The pieces of each line that makes up the shape, with the offset of the line; and the paragraphs of each run of prose."""
        offsets = list(accumulate([len(raw) + 1 for raw in self.raws], initial=self.begin))
        kept = [(line[1], offset) for line, offset in zip(self.lines, offsets, strict=False) if line[5] > TEXT]
        runs: list[list[tuple[int, int]]] = []
        before = -1
        starts = [offset for _, offset in kept]
        for at, shape in enumerate(self.marks):
            if shape in _SAYING:
                offset = offsets[at]
                if (last := bisect_left(starts, offset)) != before:  # lines that are no prose stand between
                    before = last
                    runs.append([])
                pieces = self.lines[at][1]
                if pieces:
                    runs[-1].append((offset + pieces[0][1], offset + pieces[0][2]))
                else:
                    raw = self.raws[at]
                    body = raw.strip()
                    start = offset + raw.index(body)
                    runs[-1].append((start, start + len(body)))
        return kept, runs


def _prose(run: re.Match[str]) -> str:
    """However many paragraphs follow each other: the last of them, and whether there are lines without ink among them."""
    marks = run[0]
    return marks.rstrip(BARE)[-1:] + (BARE if BARE in marks else "")


_At = tuple[int, int]
"""A line of those that make up the shape, and a piece of it."""


class _Row(NamedTuple):
    part: Part
    """But for where it stands."""
    label: tuple[_At, _At] | None
    """The pieces in which its label begins and ends; None where it has none."""
    cells: tuple[tuple[int, int, int, int], ...]
    """For each cell its line and piece, and the columns that it was found to take up."""


class _Recipe(NamedTuple):
    """What stands in a stretch, by the lines and pieces of a page."""

    section: str
    heading: tuple[str, _At, _At] | None
    rows: tuple[_Row, ...]
    paragraphs: tuple[tuple[_At, _At] | int, ...]
    """A run of prose is its number."""


_Key = tuple[Vocabulary, int, frozenset[str], str]
_known: dict[_Key, tuple[_Recipe, ...] | None] = {}
"""None where pages of a shape are not all read in one way."""
_seen: set[_Key] = set()
_new = tuple.__new__  # a named tuple's own constructor takes twice the time


def forget() -> None:
    """Remember no shape any more: for tests and measurements."""
    _known.clear()
    _seen.clear()


def recall(page: Page, vocabulary: Vocabulary, number: int, unnamed: frozenset[str]) -> list[Stretch] | None:
    """What stands on a page, if one of its shape was read as the vocabulary's form ``number`` before, and remembered."""
    recipes = _known.get((vocabulary, number, unnamed, page.shape))
    return [_stretch(recipe, page) for recipe in recipes] if recipes else None


def remember(page: Page, vocabulary: Vocabulary, number: int, unnamed: frozenset[str], stretches: Sequence[Stretch]) -> None:
    """Remember how a page was read, when its shape comes for the second time: most shapes come but once."""
    key = (vocabulary, number, unnamed, page.shape)
    if not page.shape or key in _known:
        return
    if key not in _seen:
        if len(_seen) >= _MOST_SEEN:
            _seen.clear()
        _seen.add(key)
        return
    recipes = _recipes(page, stretches)
    if len(_known) >= _MOST:
        _known.clear()
    _known[key] = recipes


def _stretch(recipe: _Recipe, page: Page) -> Stretch:
    kept, runs = page.places
    parts: list[Part] = []
    for part, label, cells in recipe.rows:
        places = tuple(
            [
                _new(Place, ((piece := (found := kept[line])[0][at])[0], found[1] + piece[1], found[1] + piece[2], column, right))
                for line, at, column, right in cells
            ]
        )
        start, end = _extent(kept, *label) if label is not None else (0, 0)
        parts.append(_new(Part, (part[0], part[1], start, end, part[4], places, part[6], part[7], None)))
    paragraphs: list[tuple[int, int]] = []
    for one in recipe.paragraphs:
        if isinstance(one, tuple):
            paragraphs.append(_extent(kept, *one))
        else:
            paragraphs += runs[one]
    heading: tuple[str, int, int] | None = None
    if recipe.heading is not None:
        terminal, first, last = recipe.heading
        heading = (terminal, *_extent(kept, first, last))
    return Stretch(recipe.section, heading, parts, paragraphs)


def _extent(kept: Sequence[tuple[Sequence[Piece], int]], first: _At, last: _At) -> tuple[int, int]:
    pieces, offset = kept[first[0]]
    start = offset + pieces[first[1]][1]
    pieces, offset = kept[last[0]]
    return start, offset + pieces[last[1]][2]


def _recipes(page: Page, stretches: Sequence[Stretch]) -> tuple[_Recipe, ...] | None:
    """How a page was read; None where that cannot be said by its lines and pieces."""
    try:
        recipes = _Recorder(page).recipes(stretches)
    except KeyError:  # a place that is no piece of a line
        return None
    read = [stretch._replace(parts=[part._replace(found=None) for part in stretch.parts]) for stretch in stretches]
    return recipes if [_stretch(recipe, page) for recipe in recipes] == read else None


class _Recorder:
    def __init__(self, page: Page) -> None:
        kept, runs = page.places
        self.starts: dict[int, _At] = {}
        self.ends: dict[int, _At] = {}
        self.cells: dict[tuple[int, int], _At] = {}
        for line, (pieces, offset) in enumerate(kept):
            for at, piece in enumerate(pieces):
                self.starts.setdefault(offset + piece.start, (line, at))
                self.ends[offset + piece.end] = (line, at)
                self.cells[offset + piece.start, offset + piece.end] = (line, at)
        self.runs = {run[0]: number for number, run in enumerate(runs)}
        self.lengths = [len(run) for run in runs]

    def recipes(self, stretches: Sequence[Stretch]) -> tuple[_Recipe, ...]:
        return tuple([self.recipe(stretch) for stretch in stretches])

    def recipe(self, stretch: Stretch) -> _Recipe:
        heading = stretch.heading
        return _Recipe(
            stretch.section,
            (heading[0], *self.extent(heading[1], heading[2])) if heading is not None else None,
            tuple([self.row(part) for part in stretch.parts]),
            tuple(self.paragraphs(stretch.paragraphs)),
        )

    def extent(self, start: int, end: int) -> tuple[_At, _At]:
        return self.starts[start], self.ends[end]

    def row(self, part: Part) -> _Row:
        cells = tuple([(*self.cells[place.start, place.end], place.column, place.right) for place in part.places])
        return _Row(
            part._replace(places=(), found=None),
            self.extent(part.start, part.end) if part.terminal is not None else None,
            cells,
        )

    def paragraphs(self, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[_At, _At] | int]:
        at = 0
        while at < len(paragraphs):
            run = self.runs.get(paragraphs[at])
            if run is None:
                yield self.extent(*paragraphs[at])
                at += 1
            else:
                yield run
                at += self.lengths[run]
