"""What stands on a page, said by its lines and the pieces of each, so that another page of the same shape can be filled in: see shapes.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gongkai.cells import Place
from gongkai.diagnostics import Diagnostic
from gongkai.form import Word
from gongkai.found import Found
from gongkai.lines import Piece
from gongkai.stretches import Part, Stretch
from gongkai.tables import Opening, Visit
from gongkai.visits import Visits

_new = tuple.__new__  # a named tuple's own constructor takes twice the time
_ELSEWHERE = ("start", "end", "cells")
"""What of a row differs from page to page."""

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


class _Stretched(NamedTuple):
    """What stands in a stretch, by the lines and pieces of a page."""

    section: str
    heading: tuple[str, _At, _At] | None
    rows: tuple[_Row, ...]
    paragraphs: _Paragraphs


Recipe = tuple[_Stretched, ...]
"""What stands on a page."""
_Spot = tuple[int, int, bool] | None
"""A line, a piece of it, and whether it is that one's end, or its beginning; None where nothing is on the page."""


class _Opened(NamedTuple):
    """What a label opened, or the want of one."""

    what: dict[str, Any]
    """But for where it stands, and its cells."""
    start: _Spot
    end: _Spot
    cells: _Cells


class _Visited(NamedTuple):
    """What stands in a visit, by the lines and pieces of a page."""

    section: str
    heading: tuple[Word, _At, _At] | None
    parts: tuple[_Opened, ...]
    awaited: int | None
    """Which of the parts it is."""
    paragraphs: _Paragraphs
    numbers_in_text: bool


class VisitsRecipe(NamedTuple):
    """What a page was read as, its rows not yet aligned, and what is said of it that names no more than what stands in a place."""

    visits: tuple[_Visited, ...]
    diagnostics: tuple[tuple[str, _At, _At], ...]


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
        line, at, end = spot
        piece = self.pieces[line][at]
        return self.starts[line] + (piece.end if end else piece.start)

    def paragraphs(self, paragraphs: _Paragraphs) -> list[tuple[int, int]]:
        """The offsets of these paragraphs."""
        found: list[tuple[int, int]] = []
        for one in paragraphs:
            if isinstance(one, tuple):
                found.append(self.extent(*one))
            else:
                found += self.runs[one]
        return found


def stretches_by(recipe: Recipe, places: Places) -> list[Stretch]:
    """What stands on a page."""
    return [_stretch(one, places) for one in recipe]


def recipe_of(stretches: Sequence[Stretch], places: Places) -> Recipe | None:
    """What stands on a page; None where that cannot be said by its lines and pieces."""
    recorder = _Recorder(places)
    try:
        recipe = tuple([recorder.stretch(stretch) for stretch in stretches])
    except KeyError:  # a place that is no piece of a line
        return None
    read = [stretch._replace(parts=[part._replace(found=None) for part in stretch.parts]) for stretch in stretches]
    return recipe if stretches_by(recipe, places) == read else None


def recipe_of_visits(visits: Visits, places: Places, text: str) -> VisitsRecipe | None:
    """What a page was read as; None where that cannot be said by its lines and pieces."""
    try:
        recipe = _Recorder(places).visits(visits)
    except (KeyError, ValueError):  # a place that is no piece of a line, or a row that waits for cells and is not among the parts
        return None
    made = visits_by(recipe, places, text, visits.begins)
    same = made.diagnostics == visits.diagnostics and all(_told(one) == _told(other) for one, other in zip(made.visits, visits.visits, strict=True))
    return recipe if same else None


def _told(visit: Visit) -> tuple[object, ...]:
    """All that a visit says."""
    awaited = vars(visit.awaited) if visit.awaited is not None else None
    return visit.section, visit.heading, [vars(part) for part in visit.parts], awaited, visit.paragraphs, visit.numbers_in_text


def _stretch(recipe: _Stretched, places: Places) -> Stretch:
    parts: list[Part] = []
    for part, label, cells in recipe.rows:
        start, end = places.extent(*label) if label is not None else (0, 0)
        parts.append(_new(Part, (part[0], part[1], start, end, part[4], tuple(places.cells(cells)), part[6], part[7], None)))
    heading: tuple[str, int, int] | None = None
    if recipe.heading is not None:
        terminal, first, last = recipe.heading
        heading = (terminal, *places.extent(first, last))
    return Stretch(recipe.section, heading, parts, places.paragraphs(recipe.paragraphs))


def visits_by(recipe: VisitsRecipe, places: Places, text: str, begin: int) -> Visits:
    """What a page was read as; ``text`` is the text that it is in, and ``begin`` where in that it begins."""
    diagnostics: list[Diagnostic] = []
    for code, first, last in recipe.diagnostics:
        start, end = places.extent(first, last)
        diagnostics.append(Diagnostic.of(code, start, end, found=text[start:end]))
    return Visits([_visit(one, places) for one in recipe.visits], diagnostics, begins=begin)


def _visit(recipe: _Visited, places: Places) -> Visit:
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


class _Recorder:
    def __init__(self, places: Places) -> None:
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

    def stretch(self, stretch: Stretch) -> _Stretched:
        heading = stretch.heading
        return _Stretched(
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

    def visits(self, visits: Visits) -> VisitsRecipe:
        diagnostics = tuple([(one.code, *self.extent(one.span.start, one.span.end)) for one in visits.diagnostics if one.span is not None])
        return VisitsRecipe(tuple([self.visit(visit) for visit in visits.visits]), diagnostics)

    def visit(self, visit: Visit) -> _Visited:
        heading = visit.heading
        return _Visited(
            visit.section,
            (heading.word, *self.extent(heading.start, heading.end)) if heading is not None else None,
            tuple([self.opened(part, heading, part is visit.awaited) for part in visit.parts]),
            visit.parts.index(visit.awaited) if visit.awaited is not None else None,
            tuple(self.paragraphs(visit.paragraphs)),
            visit.numbers_in_text,
        )

    def opened(self, found: Found, heading: Opening | None, awaited: bool) -> _Opened:
        """What is awaited stands where its heading ends, or nowhere; cells without a label stand where the first of them begins."""
        what = {name: value for name, value in vars(found).items() if name not in _ELSEWHERE}
        cells = self.cells_of(found.cells)
        if awaited and heading is None:
            return _Opened(what, None, None, cells)
        stray = found.start == found.end and not awaited
        return _Opened(what, self.spot(found.start, awaited), self.spot(found.end, not stray), cells)

    def spot(self, offset: int, end: bool) -> _Spot:
        return (*(self.ends if end else self.starts)[offset], end)

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
