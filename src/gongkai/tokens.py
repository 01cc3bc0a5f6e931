"""A page whose rows are settled -> Lark tokens, named by the terminals of its form's grammar."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from lark import Token

from gongkai.align import Found
from gongkai.cells import MISSING, Place, Reading, squeeze, written
from gongkai.diagnostics import Diagnostic
from gongkai.form import Form, Row
from gongkai.lines import Line
from gongkai.narrative import read_front, without_page_foot
from gongkai.rows import Settler
from gongkai.tables import Visit
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

    places: tuple[Place, ...]
    form: Form | None = None
    """The form that it was read for."""

    def __new__(cls, type_: str, places: tuple[Place, ...]) -> Cells:
        self = _token(cls, type_, written(places), places[0].start, places[-1].end)
        self.places = places
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Cells, (self.type, self.places)

    def __deepcopy__(self, memo: dict[int, Any]) -> Cells:
        return self


class Prose(Token):
    """A stretch of text in one token. As a string, the text without white space, which is the same in every layout."""

    paragraphs: tuple[tuple[str, int, int], ...]
    """Each paragraph as printed, and its offsets."""
    form: Form | None = None
    """The form that it was read for."""

    def __new__(cls, type_: str, paragraphs: tuple[tuple[str, int, int], ...]) -> Prose:
        value = squeeze("".join([paragraph[0] for paragraph in paragraphs]))
        self = _token(cls, type_, value, paragraphs[0][1], paragraphs[-1][2])
        self.paragraphs = paragraphs
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
    page = read_visits(text, raws, lines, vocabulary, number, begin)
    settler = Settler(text, form, page, unnamed)
    settler.settle()
    maker = _Maker(text, form, settler)
    for visit in page.visits:
        maker.visit(visit, visit is page.visits[-1])
    return Tokens(maker.made, settler.diagnostics, maker.published, maker.unsettled, settler.unsure)


class _Maker:
    def __init__(self, text: str, form: Form, settler: Settler) -> None:
        self.text = text
        self.form = form
        self.settler = settler
        self.made: list[Token] = []
        self.published: date | None = None
        self.unsettled = False

    def visit(self, visit: Visit, last: bool) -> None:
        if visit.heading is not None:
            start, end = visit.heading.start, visit.heading.end
            printed = squeeze(self.text[start:end]).strip("*#")
            self.made.append(_token(Token, visit.heading.word.terminal, printed, start, end))
        for part in self.ordered(visit.parts):
            row, word = part.row, part.word
            if row is None:
                if word is not None and word.group is not None:
                    self.made.append(_token(Token, word.terminal, word.text, part.start, part.end))
            elif id(part) not in self.settler.dropped and part.settled is not None:
                if row.terminal is not None and word is not None:
                    self.made.append(_token(Token, word.terminal, word.text, part.start, part.end))
                elif part.settled[0].reading is MISSING:
                    continue
                cells = Cells(row.cells, self.with_unit(row, part))
                cells.form = self.form
                self.made.append(cells)
                if "?" in cells:
                    self.unsettled = True
                    self.settler.illegible(part)
        paragraphs = [(self.text[start:end], start, end) for start, end in visit.paragraphs]
        if not visit.section:
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
        made = Prose(type_, paragraphs)
        made.form = self.form
        self.made.append(made)

    def ordered(self, parts: list[Found]) -> list[Found]:
        """The parts of a section, each group's label before the rows that stand under it.

        A label that spans its rows is printed in the middle of them, or comes in pieces that are complete only after some of them.
        """
        places: list[tuple[int, int, int]] = []
        first: dict[str, int] = {}
        groups: set[str] = set()
        moved = False
        for at, part in enumerate(parts):
            word = part.word
            inside = part.row.openers if part.row is not None else word.group.openers if word is not None and word.group is not None else ()
            for opener in inside:
                first.setdefault(opener, at)
            if part.row is None and word is not None and word.group is not None:
                moved = moved or word.terminal in groups or word.terminal in first
                if word.terminal in groups and not part.cells:
                    continue
                groups.add(word.terminal)
                places.append((first.get(word.terminal, at), len(inside) - len(parts), at))
            else:
                places.append((at, 0, at))
        if not moved:
            return parts
        places.sort()
        return [parts[at] for _, _, at in places]

    def with_unit(self, row: Row, found: Found) -> tuple[Place, ...]:
        """The cells of a row, those that have a unit with the one that the head over them names, or the cell before them."""
        places = found.settled or ()
        if found.unit is None:
            return places
        given = list(places)
        for at in row.units:
            reading = given[at].reading
            if reading.value is not None and reading.unit is None:
                given[at] = given[at]._replace(reading=Reading(reading.value, reading.status, found.unit, reading.raw))
        return tuple(given)
