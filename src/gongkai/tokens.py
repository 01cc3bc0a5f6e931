"""A page whose rows are settled -> Lark tokens, named by the terminals of its form's grammar."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from lark import Token

from gongkai import shapes
from gongkai.cells import Place, squeeze, written
from gongkai.diagnostics import Diagnostic
from gongkai.form import Form
from gongkai.found import Found
from gongkai.lines import Line
from gongkai.narrative import read_front, without_page_foot
from gongkai.rows import Settler
from gongkai.shapes import Page
from gongkai.stretches import Stretch, stretches_of
from gongkai.visits import read_visits
from gongkai.vocabulary import Vocabulary

_Kind = TypeVar("_Kind", bound=Token)


def _token(kind: type[_Kind], type_: str, value: str, start: int, end: int) -> _Kind:
    """A token. Lark's own constructor takes three times as long, over older spellings of its arguments."""
    token = str.__new__(kind, value)
    token.type = type_
    token.value = value
    token.start_pos = start
    token.end_pos = end
    token.line = token.column = token.end_line = token.end_column = None
    return token


class Cells(Token):
    """The cells of a row in one token. As a string, its readings in canonical form: ``3||0|/|?``."""

    __slots__ = ("form", "places")
    places: tuple[Place, ...]
    form: Form | None
    """The form that it was read for."""

    def __new__(cls, type_: str, places: tuple[Place, ...], form: Form | None = None) -> Cells:
        self = _token(cls, type_, written(places), places[0][1], places[-1][2])
        self.places = places
        self.form = form
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Cells, (self.type, self.places)

    def __deepcopy__(self, memo: dict[int, Any]) -> Cells:
        return self


class Prose(Token):
    """A stretch of text in one token. As a string, the text without white space, which is the same in every layout."""

    __slots__ = ("form", "paragraphs")
    paragraphs: tuple[tuple[str, int, int], ...]
    """Each paragraph as printed, and its offsets."""
    form: Form | None
    """The form that it was read for."""

    def __new__(cls, type_: str, paragraphs: tuple[tuple[str, int, int], ...], form: Form | None = None) -> Prose:
        value = squeeze("".join([paragraph[0] for paragraph in paragraphs]))
        self = _token(cls, type_, value, paragraphs[0][1], paragraphs[-1][2])
        self.paragraphs = paragraphs
        self.form = form
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Prose, (self.type, self.paragraphs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Prose:
        return self


class Tokens:
    """A text as tokens of one form, and what was found wrong on the way."""

    __slots__ = ("diagnostics", "published", "tokens", "unsettled", "unsure")

    def __init__(
        self, tokens: list[Token], diagnostics: list[Diagnostic], published: date | None, unsettled: bool = False, unsure: Collection[str] = ()
    ) -> None:
        self.tokens = tokens
        self.diagnostics = diagnostics
        self.published = published
        """The day that the page around the report names as that of its publication."""
        self.unsettled = unsettled
        """Whether there are cells that are not settled."""
        self.unsure = unsure
        """The sections in which numbers stand that belong to no row."""

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


def tokenize(
    text: str,
    raws: Sequence[str],
    lines: Sequence[Line],
    vocabulary: Vocabulary,
    number: int,
    unnamed: frozenset[str] = frozenset(),
    begin: int = 0,
) -> Tokens:
    """The tokens of a text that is known to be the vocabulary's form ``number``; ``lines`` are its ``raws``, scanned.

    ``unnamed`` has the paths of the rows whose columns are not known, because more than one form may be the page's.
    ``begin`` is the offset in the text at which the first line begins.
    """
    form = vocabulary.forms[number]
    page = Page(text, raws, lines, begin, vocabulary, number, unnamed)
    known = shapes.recall(page)
    if known is not None:
        maker = _Maker(text, form)
        maker.make(known)
        return Tokens(maker.made, [], maker.published)
    visits = shapes.recall_visits(page)
    if visits is None:
        visits = read_visits(text, raws, lines, vocabulary, number, begin)
        if not visits.peculiar:
            shapes.remember_visits(page, visits)
    settler = Settler(text, form, visits, unnamed)
    settler.settle()
    stretches = stretches_of(visits.visits, settler)
    maker = _Maker(text, form)
    maker.make(stretches)
    for found in maker.unsettled:
        settler.illegible(found)
    if settler.diagnostics or settler.dropped or settler.added:
        shapes.expect(page)
    elif not visits.peculiar:
        shapes.remember(page, stretches)
    return Tokens(maker.made, settler.diagnostics, maker.published, bool(maker.unsettled), settler.unsure)


class _Maker:
    def __init__(self, text: str, form: Form) -> None:
        self.text = text
        self.form = form
        self.made: list[Token] = []
        self.published: date | None = None
        self.unsettled: list[Found] = []
        """The rows that have cells which are not settled."""

    def make(self, stretches: Sequence[Stretch]) -> None:
        for stretch in stretches:
            self.stretch(stretch, stretch is stretches[-1])

    def stretch(self, stretch: Stretch, last: bool) -> None:
        made = self.made
        if stretch.heading is not None:
            terminal, start, end = stretch.heading
            made.append(_token(Token, terminal, squeeze(self.text[start:end]).strip("*#"), start, end))
        for part in stretch.parts:
            if part.terminal is not None:
                made.append(_token(Token, part.terminal, part.text, part.start, part.end))
            if part.cells is not None:
                cells = Cells(part.cells, part.with_unit(), self.form)
                made.append(cells)
                if "?" in cells and part.found is not None:
                    self.unsettled.append(part.found)
        paragraphs = [(self.text[start:end], start, end) for start, end in stretch.paragraphs]
        if not stretch.section:
            front = read_front(paragraphs, self.form.title)
            self.published = front.published
            if front.title is not None:
                self.prose(self.form.title_terminal, front.title)
            paragraphs = front.preamble
        elif last:
            paragraphs = without_page_foot(paragraphs)
        if paragraphs:
            self.prose(self.form.text_terminal, tuple(paragraphs))

    def prose(self, type_: str, paragraphs: tuple[tuple[str, int, int], ...]) -> None:
        self.made.append(Prose(type_, paragraphs, self.form))
