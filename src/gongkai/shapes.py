"""A page of the same shape as an earlier one -> what stands on it, without reading it anew.

Offices fill in the same sheet, and publish it by the same software: most pages differ from some page before them in their numbers and
in what they say, and in nothing else. Where the cells of such a page stand does not depend on which numbers they hold. So how a page
was read is remembered by its shape: for each cell of each row, the line and the piece of it that the cell was.

The shape is all that is on the page, but for two things: which number it is that stands in a cell in plain digits, and what a line of
prose says that is no cell of a table and comes near no label. Wherever reading a page does look at one of these (do the numbers of a row
add up to its last one; is this number the one that its label lost), nothing is remembered.

Of a page about which there is something to say, that much is remembered which comes before its rows are aligned: what it was read as. For what
is said of it has numbers in it, and whether it is said may depend on them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, compress
from typing import Any, Generic, NamedTuple, TypeVar

from gongkai.align import Found
from gongkai.cells import Place
from gongkai.diagnostics import Diagnostic
from gongkai.form import Word
from gongkai.lines import BARE, PROSE, TEXT, Line, Piece
from gongkai.stretches import Part, Stretch
from gongkai.tables import Opening, Visit
from gongkai.visits import Visits
from gongkai.vocabulary import Vocabulary

_MOST = 256
_MOST_SEEN = 4096
_SAYING = (PROSE, TEXT)
_RUN = re.compile(f"[{BARE}{PROSE}{TEXT}]{{2,}}")


class Places(NamedTuple):
    """Where everything on a page stands, by the numbers of the lines that make up its shape."""

    pieces: list[tuple[Piece, ...]]
    """Of each of those lines."""
    starts: list[int]
    """The offset of each of those lines."""
    runs: list[list[tuple[int, int]]]
    """The paragraphs of each run of prose."""

    def cells(self, cells: _Cells) -> list[Place]:
        """The cells at these places."""
        pieces, starts, _ = self
        return [
            _new(Place, ((piece := pieces[line][at])[0], (offset := starts[line]) + piece[1], offset + piece[2], column, right))
            for line, at, column, right in cells
        ]

    def extent(self, first: _At, last: _At) -> tuple[int, int]:
        """From where one piece begins to where another ends."""
        pieces, starts, _ = self
        line, at = first
        end_line, end_at = last
        return starts[line] + pieces[line][at][1], starts[end_line] + pieces[end_line][end_at][2]

    def offset(self, spot: _Spot) -> int:
        """The offset of a spot."""
        if spot is None:
            return 0
        line, at, which = spot
        piece = self.pieces[line][at]
        return self.starts[line] + (piece.start if which == _START else piece.end)

    def paragraphs(self, paragraphs: _Paragraphs) -> list[tuple[int, int]]:
        """The offsets of these paragraphs."""
        found: list[tuple[int, int]] = []
        for one in paragraphs:
            if isinstance(one, tuple):
                found.append(self.extent(*one))
            else:
                found += self.runs[one]
        return found


class Page:
    """The lines of a page: those that make up its shape, and between them the runs of prose."""

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
    def places(self) -> Places:
        """Where everything stands."""
        offsets = list(accumulate([len(raw) + 1 for raw in self.raws], initial=self.begin))
        inked = [mark > TEXT for mark in self.marks]
        starts = list(compress(offsets, inked))
        runs: list[list[tuple[int, int]]] = []
        before = -1
        for at in [at for at, mark in enumerate(self.marks) if mark in _SAYING]:
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
        return Places([line[1] for line in compress(self.lines, inked)], starts, runs)


def _prose(run: re.Match[str]) -> str:
    """However many paragraphs follow each other: the last of them, and whether there are lines without ink among them."""
    marks = run[0]
    return marks.rstrip(BARE)[-1:] + (BARE if BARE in marks else "")


_At = tuple[int, int]
"""A line of those that make up the shape, and a piece of it."""


_Cells = tuple[tuple[int, int, int, int], ...]
"""For each cell its line and piece, and the columns that it was found to take up."""
_Paragraphs = tuple[tuple[_At, _At] | int, ...]
"""The pieces in which each begins and ends; a run of prose is its number."""


class _Row(NamedTuple):
    part: Part
    """But for where it stands."""
    label: tuple[_At, _At] | None
    """The pieces in which its label begins and ends; None where it has none."""
    cells: _Cells


class _Recipe(NamedTuple):
    """What stands in a stretch, by the lines and pieces of a page."""

    section: str
    heading: tuple[str, _At, _At] | None
    rows: tuple[_Row, ...]
    paragraphs: _Paragraphs


_Spot = tuple[int, int, int] | None
"""A line, a piece of it, and whether its beginning or its end; None for the beginning of the text."""


class _Opened(NamedTuple):
    """What a label opened, or the want of one."""

    what: dict[str, Any]
    """But for where it stands, and its cells."""
    start: _Spot
    end: _Spot
    cells: _Cells


class _VisitRecipe(NamedTuple):
    """What stands in a visit, by the lines and pieces of a page."""

    section: str
    heading: tuple[Word, _At, _At] | None
    parts: tuple[_Opened, ...]
    awaited: int | None
    """Which of the parts it is."""
    paragraphs: _Paragraphs
    numbers_in_text: bool


class _VisitsRecipe(NamedTuple):
    """What a page was read as, and each thing said of it that names but the place where it stands."""

    visits: tuple[_VisitRecipe, ...]
    diagnostics: tuple[tuple[str, _At, _At], ...]


_Key = tuple[Vocabulary, int, frozenset[str], str]
_Kept = TypeVar("_Kept")


class _Memory(Generic[_Kept]):
    """What is remembered of some pages, by their shapes. Most shapes come but once."""

    def __init__(self) -> None:
        self.known: dict[_Key, _Kept | None] = {}
        """None where pages of a shape are not all read in one way."""
        self.seen: set[_Key] = set()

    def forget(self) -> None:
        self.known.clear()
        self.seen.clear()

    def expect(self, key: _Key) -> bool:
        """Whether a page of the shape has come before; it has from now on."""
        if key in self.seen:
            return True
        if len(self.seen) >= _MOST_SEEN:
            self.seen.clear()
        self.seen.add(key)
        return False

    def keep(self, key: _Key, recipe: _Kept | None) -> None:
        if len(self.known) >= _MOST:
            self.known.clear()
        self.known[key] = recipe


_whole: _Memory[tuple[_Recipe, ...]] = _Memory()
_begun: _Memory[_VisitsRecipe] = _Memory()
_new = tuple.__new__  # a named tuple's own constructor takes twice the time
_START, _END = range(2)
_ELSEWHERE = ("start", "end", "cells")


def forget() -> None:
    """Remember no shape any more: for tests and measurements."""
    _whole.forget()
    _begun.forget()


def recall(page: Page, vocabulary: Vocabulary, number: int, unnamed: frozenset[str]) -> list[Stretch] | None:
    """What stands on a page, if one of its shape was read as the vocabulary's form ``number`` before, and remembered."""
    recipes = _whole.known.get((vocabulary, number, unnamed, page.shape))
    return [_stretch(recipe, page) for recipe in recipes] if recipes else None


def remember(page: Page, vocabulary: Vocabulary, number: int, unnamed: frozenset[str], stretches: Sequence[Stretch]) -> None:
    """Remember how a page was read, when its shape comes for the second time."""
    key = (vocabulary, number, unnamed, page.shape)
    if page.shape and key not in _whole.known and _whole.expect(key):
        _whole.keep(key, _recipes(page, stretches))


def recall_visits(page: Page, vocabulary: Vocabulary, number: int, unnamed: frozenset[str], text: str) -> Visits | None:
    """What a page was read as, its rows not yet aligned, if that of one of its shape is remembered."""
    recipe = _begun.known.get((vocabulary, number, unnamed, page.shape))
    return _visits(recipe, page, text) if recipe is not None else None


def remember_visits(page: Page, vocabulary: Vocabulary, number: int, unnamed: frozenset[str], text: str, visits: Visits) -> None:
    """Remember what a page was read as, if one of its shape could not be remembered as a whole: see ``expect``."""
    key = (vocabulary, number, unnamed, page.shape)
    if key in _begun.seen and key not in _begun.known:
        _begun.keep(key, _visits_recipe(page, text, visits))


def expect(page: Page, vocabulary: Vocabulary, number: int, unnamed: frozenset[str]) -> None:
    """Let the next page of this shape be remembered as far as it is read in one way: this one cannot be as a whole."""
    if page.shape:
        _begun.expect((vocabulary, number, unnamed, page.shape))


def _stretch(recipe: _Recipe, page: Page) -> Stretch:
    places = page.places
    parts: list[Part] = []
    for part, label, cells in recipe.rows:
        start, end = places.extent(*label) if label is not None else (0, 0)
        parts.append(_new(Part, (part[0], part[1], start, end, part[4], tuple(places.cells(cells)), part[6], part[7], None)))
    heading: tuple[str, int, int] | None = None
    if recipe.heading is not None:
        terminal, first, last = recipe.heading
        heading = (terminal, *places.extent(first, last))
    return Stretch(recipe.section, heading, parts, places.paragraphs(recipe.paragraphs))


def _visits(recipe: _VisitsRecipe, page: Page, text: str) -> Visits:
    places = page.places
    diagnostics: list[Diagnostic] = []
    for code, first, last in recipe.diagnostics:
        start, end = places.extent(first, last)
        diagnostics.append(Diagnostic.of(code, start, end, found=text[start:end]))
    return Visits([_visit(one, page) for one in recipe.visits], diagnostics)


def _visit(recipe: _VisitRecipe, page: Page) -> Visit:
    places = page.places
    heading = Opening(recipe.heading[0], *places.extent(recipe.heading[1], recipe.heading[2])) if recipe.heading is not None else None
    visit = Visit(recipe.section, heading)
    for what, start, end, cells in recipe.parts:
        found = Found.__new__(Found)
        found.__dict__.update(what, start=places.offset(start), end=places.offset(end), cells=places.cells(cells))
        visit.parts.append(found)
    if recipe.awaited is not None:
        visit.awaited = visit.parts[recipe.awaited]
    visit.paragraphs = places.paragraphs(recipe.paragraphs)
    visit.numbers_in_text = recipe.numbers_in_text
    return visit


def _recipes(page: Page, stretches: Sequence[Stretch]) -> tuple[_Recipe, ...] | None:
    """How a page was read; None where that cannot be said by its lines and pieces."""
    try:
        recipes = _Recorder(page).recipes(stretches)
    except KeyError:  # a place that is no piece of a line
        return None
    read = [stretch._replace(parts=[part._replace(found=None) for part in stretch.parts]) for stretch in stretches]
    return recipes if [_stretch(recipe, page) for recipe in recipes] == read else None


def _visits_recipe(page: Page, text: str, visits: Visits) -> _VisitsRecipe | None:
    """What a page was read as; None where that cannot be said by its lines and pieces."""
    try:
        recipe = _Recorder(page).visits(visits)
    except (KeyError, ValueError):  # a place that is no piece of a line, or a row that waits for cells and is not among the parts
        return None
    made = _visits(recipe, page, text)
    same = made.diagnostics == visits.diagnostics and all(_told(one) == _told(other) for one, other in zip(made.visits, visits.visits, strict=True))
    return recipe if same else None


def _told(visit: Visit) -> tuple[object, ...]:
    """All that a visit says."""
    awaited = vars(visit.awaited) if visit.awaited is not None else None
    return visit.section, visit.heading, [vars(part) for part in visit.parts], awaited, visit.paragraphs, visit.numbers_in_text


class _Recorder:
    def __init__(self, page: Page) -> None:
        places = page.places
        self.starts: dict[int, _At] = {}
        self.ends: dict[int, _At] = {}
        self.cells: dict[tuple[int, int], _At] = {}
        for line, (pieces, offset) in enumerate(zip(places.pieces, places.starts, strict=True)):
            for at, piece in enumerate(pieces):
                self.starts.setdefault(offset + piece.start, (line, at))
                self.ends[offset + piece.end] = (line, at)
                self.cells[offset + piece.start, offset + piece.end] = (line, at)
        self.runs = {run[0]: number for number, run in enumerate(places.runs)}
        self.lengths = [len(run) for run in places.runs]

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
        return _Row(
            part._replace(places=(), found=None),
            self.extent(part.start, part.end) if part.terminal is not None else None,
            self.cells_of(part.places),
        )

    def cells_of(self, places: Sequence[Place]) -> _Cells:
        return tuple([(*self.cells[place.start, place.end], place.column, place.right) for place in places])

    def visits(self, visits: Visits) -> _VisitsRecipe:
        diagnostics = tuple([(one.code, *self.extent(one.span.start, one.span.end)) for one in visits.diagnostics if one.span is not None])
        return _VisitsRecipe(tuple([self.visit(visit) for visit in visits.visits]), diagnostics)

    def visit(self, visit: Visit) -> _VisitRecipe:
        heading = visit.heading
        return _VisitRecipe(
            visit.section,
            (heading.word, *self.extent(heading.start, heading.end)) if heading is not None else None,
            tuple([self.opened(part) for part in visit.parts]),
            visit.parts.index(visit.awaited) if visit.awaited is not None else None,
            tuple(self.paragraphs(visit.paragraphs)),
            visit.numbers_in_text,
        )

    def opened(self, found: Found) -> _Opened:
        what = {name: value for name, value in vars(found).items() if name not in _ELSEWHERE}
        return _Opened(what, self.spot(found.start), self.spot(found.end), self.cells_of(found.cells))

    def spot(self, offset: int) -> _Spot:
        if offset in self.starts:
            return *self.starts[offset], _START
        return (*self.ends[offset], _END) if offset else None

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
