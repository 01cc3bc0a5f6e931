"""Text -> Lark tokens, named by whatever grammar is loaded.

A label is a token, the cells of a row are one, a section's text is one. What stands in the head of a table is printed in too many
broken ways to be worth a token: it helps to find the columns, and is dropped.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from lark import Token

from lark.common import LexerConf
from lark.grammar import Rule, Terminal
from lark.lexer import Lexer, LexerState, LineCounter, PatternStr, TerminalDef

from gongkai.align import Found, Verdict, align
from gongkai.cells import MISSING, UNSETTLED, Place, Reading, Status, fold, squeeze
from gongkai.diagnostics import Diagnostic
from gongkai.forms import Form, Group, Role, Row, Symbol, describe, plain
from gongkai.narrative import read_front, without_page_foot
from gongkai.tables import Page, Visit, lines_of, read_page
from gongkai.vocabulary import Line, Vocabulary


class Cells(Token):
    """The cells of a row in one token. As a string, its readings in canonical form: ``3||0|/|?``."""

    places: tuple[Place, ...]

    def __new__(cls, type_: str, places: tuple[Place, ...]) -> Cells:
        value = "|".join([place.reading.canonical for place in places])
        self = super().__new__(cls, type_, value, places[0].start, end_pos=places[-1].end)
        assert isinstance(self, Cells)
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

    def __new__(cls, type_: str, paragraphs: tuple[tuple[str, int, int], ...]) -> Prose:
        value = squeeze("".join([paragraph[0] for paragraph in paragraphs]))
        self = super().__new__(cls, type_, value, paragraphs[0][1], end_pos=paragraphs[-1][2])
        assert isinstance(self, Prose)
        self.paragraphs = paragraphs
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Prose, (self.type, self.paragraphs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Prose:
        return self


class Tokens:
    """A text as tokens of one form, and what was found wrong on the way."""

    __slots__ = ("diagnostics", "form", "published", "text", "tokens")

    def __init__(self, text: str, form: Form, tokens: list[Token], diagnostics: list[Diagnostic], published: date | None) -> None:
        self.text = text
        self.form = form
        self.tokens = tokens
        self.diagnostics = diagnostics
        self.published = published
        """The day that the page around the report names as that of its publication."""

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


def scan(text: str, vocabulary: Vocabulary) -> tuple[list[str], list[Line]]:
    """The lines of a text, as they are and as their cells."""
    raws = lines_of(text)
    known = vocabulary.lines
    return raws, [known.get(raw) or vocabulary.line(raw) for raw in raws]


def tokenize(text: str, raws: Sequence[str], lines: Sequence[Line], vocabulary: Vocabulary, number: int) -> Tokens:
    """The tokens of a text that is known to be the vocabulary's form ``number``."""
    page = read_page(text, raws, lines, vocabulary, number)
    return _Maker(text, vocabulary.forms[number], page).tokens()


class _Maker:
    def __init__(self, text: str, form: Form, page: Page) -> None:
        self.text = text
        self.form = form
        self.page = page
        self.diagnostics = page.diagnostics
        self.made: list[Token] = []
        self.present: set[str] = set()
        self.published: date | None = None

    def tokens(self) -> Tokens:
        rows: dict[str, list[Found]] = {}
        others: list[Found] = []
        for visit in self.page.visits:
            for part in visit.parts:
                if part.row is not None:
                    rows.setdefault(part.row.section, []).append(part)
                else:
                    others.append(part)
        self.settle_groups(rows)
        for section, found_rows in rows.items():
            self.report(align(found_rows, self.form.followers, self.page.heads.get(section)))
        dropped = self.merge(rows)
        for found in others:
            self.stray(found)
        self.absent(rows)
        self.present = {found.row.path for found_rows in rows.values() for found in found_rows if found.row is not None}
        for visit in self.page.visits:
            self.visit(visit, dropped, visit is self.page.visits[-1])
        return Tokens(self.text, self.form, self.made, self.diagnostics, self.published)

    # ---------------------------------------------------------------- rows

    def settle_groups(self, rows: dict[str, list[Found]]) -> None:
        """A label that is a row or the group of the rows it was split into: it is the group where one of those is on the page."""
        for found_rows in rows.values():
            present = {found.row.path for found in found_rows if found.row is not None}
            for found in list(found_rows):
                group = found.word.group if found.word is not None else None
                if group is not None and any(row.path in present for row in group.rows):
                    found.row = None
                    found_rows.remove(found)
                    if found.ink:
                        self.group_numbers(found, group)
                        for one in found_rows:
                            if one.row in group.rows and not one.ink:
                                one.doubtful = True

    def merge(self, rows: dict[str, list[Found]]) -> set[int]:
        """A row that is printed twice: kept once, and its numbers only where both agree."""
        dropped: set[int] = set()
        for found_rows in rows.values():
            first: dict[str, Found] = {}
            for found in found_rows:
                assert found.row is not None and found.settled is not None
                before = first.setdefault(found.row.path, found)
                if before is found:
                    continue
                assert before.settled is not None
                dropped.add(id(found))
                one, two = before.settled, found.settled
                if all(place.reading.status is Status.MISSING for place in two):
                    continue
                if all(place.reading.status is Status.MISSING for place in one):
                    before.settled = two
                elif [place.reading.canonical for place in one] == [place.reading.canonical for place in two]:
                    self.diagnose("GK306", found, label=self.name(found))
                else:
                    before.settled = tuple(
                        a if a.reading.canonical == b.reading.canonical else Place(UNSETTLED, a.start, a.end) for a, b in zip(one, two, strict=True)
                    )
                    self.diagnose("GK305", found, label=self.name(found), found=self.printed(found))
        return dropped

    def absent(self, rows: dict[str, list[Found]]) -> None:
        """The rows of the form that are not on the page, section by section."""
        if not rows:
            return
        present = {found.row.path for found_rows in rows.values() for found in found_rows if found.row is not None}
        for row, group in self.form.alternatives:
            present.update([one.path for one in group.rows] if row.path in present else [row.path])
        absent = [row for row in self.form.rows if row.path not in present and not row.optional]
        for section in self.form.sections if absent else ():
            lacking = [row for row in absent if row.section == section.path]
            if lacking:
                keys = tuple(str(key) for row in lacking for key in row.entries)
                names = " ".join(row.label or section.heading for row in lacking)
                self.diagnostics.append(Diagnostic.of("GK309", entries=keys, count=len(lacking), expected=names))

    # ---------------------------------------------------------------- findings

    def printed(self, found: Found) -> str:
        return " ".join(self.text[place.start : place.end] for place in found.ink)

    def diagnose(self, code: str, where: Found, **details: object) -> None:
        keys = tuple(map(str, where.row.entries)) if where.row is not None else ()
        end = max([where.end, *(place.end for place in where.ink)])
        self.diagnostics.append(Diagnostic.of(code, where.start, end, keys, **details))

    def report(self, verdicts: Sequence[tuple[Found, Verdict]]) -> None:
        """What could not be settled in one table: rows without cells and rows that lost a column in one finding each."""
        for verdict, code in ((Verdict.MISSING, "GK308"), (Verdict.LOST_COLUMN, "GK304")):
            rows = [found for found, why in verdicts if why is verdict]
            if rows:
                keys = tuple(
                    str(key)
                    for found in rows
                    if found.row is not None and found.settled is not None
                    for key, place in zip(found.row.entries, found.settled, strict=True)
                    if place.reading.value is None
                )
                end = max([rows[-1].end, *(place.end for place in rows[-1].ink)])
                names = " ".join(self.name(found) for found in rows)
                details = {"label": self.name(rows[0]), "rows": len(rows), "size": rows[0].size, "count": len(rows[0].ink), "found": names}
                self.diagnostics.append(Diagnostic.of(code, rows[0].start, end, keys, **details))
        for found, verdict in verdicts:
            code = {Verdict.FEWER: "GK301", Verdict.MORE: "GK302", Verdict.SHIFTED: "GK303", Verdict.DOUBTFUL: "GK310"}.get(verdict, "")
            if code:
                self.diagnose(code, found, label=self.name(found), size=found.size, count=len(found.ink), found=self.printed(found))

    def name(self, found: Found) -> str:
        """A row's label; for a table whose one row has none, its section's heading."""
        row = found.row
        assert row is not None
        return row.label or next(section.heading for section in self.form.sections if section.path == row.section)

    def stray(self, found: Found) -> None:
        """Cells that belong to no row."""
        ink = found.ink
        if found.word is not None and found.word.role is Role.GROUP:
            if ink and found.word.group is not None:
                self.group_numbers(found, found.word.group)
        elif found.word is not None:
            self.diagnose("GK202", found, found=self.text[found.start : found.end], other=self.other_form(found), form=self.form.name, expected=self.expected(found))
        elif not ink:
            if found.end > found.start and found.bare:
                self.diagnose("GK205", found, found=self.text[found.start : found.end], expected=self.expected(found))
        elif found.end == found.start and len(ink) == 1 and ink[0].reading.unit is None and isinstance(ink[0].reading.value, int):
            self.diagnose("GK210", found, found=self.printed(found))
        elif found.end > found.start:
            self.diagnose("GK201", found, found=self.text[found.start : found.end], count=len(ink), expected=self.expected(found))
        else:
            self.diagnose("GK206", found, found=self.printed(found), count=len(ink))

    def group_numbers(self, found: Found, group: Group) -> None:
        """Numbers under a group's label: those of its rows, which have lost theirs."""
        keys = tuple(str(key) for row in group.rows for key in row.entries)
        ink = found.ink
        names = " ".join(row.label or "" for row in group.rows)
        details = {"found": self.text[found.start : found.end], "count": len(ink), "expected": names}
        self.diagnostics.append(Diagnostic.of("GK207", found.start, ink[-1].end, keys, **details))

    def other_form(self, found: Found) -> str:
        return "another form" if found.word is None else found.word.section

    def expected(self, found: Found) -> str:
        """The row of the form that comes nearest to what was found, or else its first rows."""
        return _nearest(fold(self.text[found.start : found.end])[:_SHORT], tuple(row.label for row in self.form.rows if row.label))

    # ---------------------------------------------------------------- tokens

    def visit(self, visit: Visit, dropped: set[int], last: bool) -> None:
        if visit.heading is not None:
            start, end = visit.heading.start, visit.heading.end
            printed = squeeze(self.text[start:end]).strip("*#")
            self.made.append(Token(visit.heading.word.terminal, printed, start, end_pos=end))
        for part in self.ordered(visit.parts):
            row, word = part.row, part.word
            if row is None:
                if word is not None and word.group is not None:
                    self.made.append(Token(word.terminal, word.text, part.start, end_pos=part.end))
                    if part.ink:
                        self.unsettled(word.group, part.ink)
            elif id(part) not in dropped and part.settled is not None:
                if row.terminal is not None and word is not None:
                    self.made.append(Token(word.terminal, word.text, part.start, end_pos=part.end))
                elif part.settled[0].reading is MISSING:
                    continue
                self.made.append(Cells(row.cells, self.with_unit(row, part.settled)))
        paragraphs = [(self.text[start:end], start, end) for start, end in visit.paragraphs]
        if not visit.section:
            front = read_front(paragraphs, self.form.title)
            self.published = front.published
            if front.title is not None:
                self.made.append(Prose(self.form.titles, front.title))
            paragraphs = front.preamble
        elif last:
            paragraphs = without_page_foot(paragraphs)
        if paragraphs:
            self.made.append(Prose(self.form.prose, tuple(paragraphs)))

    def ordered(self, parts: list[Found]) -> list[Found]:
        """The parts of a section, each group's label before the rows that stand under it.

        A label that spans its rows is printed in the middle of them, or comes in pieces that are complete only after some of them.
        """
        places: list[tuple[int, int, int]] = []
        first: dict[str, int] = {}
        groups: set[str] = set()
        for at, part in enumerate(parts):
            word = part.word
            inside = part.row.openers if part.row is not None else word.group.openers if word is not None and word.group is not None else ()
            for opener in inside:
                first.setdefault(opener, at)
            if part.row is None and word is not None and word.group is not None:
                if word.terminal in groups and not part.cells:
                    continue
                groups.add(word.terminal)
                places.append((first.get(word.terminal, at), len(inside) - len(parts), at))
            else:
                places.append((at, 0, at))
        places.sort()
        return [parts[at] for _, _, at in places]

    def unsettled(self, group: Group, ink: Sequence[Place]) -> None:
        """The rows whose numbers stand under their group's label, unless they are on the page elsewhere."""
        for row in group.rows:
            if row.path not in self.present and row.terminal is not None:
                self.made.append(Token(row.terminal, "", ink[0].start, end_pos=ink[0].start))
                self.made.append(Cells(row.cells, (Place(UNSETTLED, ink[0].start, ink[-1].end),) * row.size))

    def with_unit(self, row: Row, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """The cells of a row, an amount with the unit that the head of its column prints."""
        at = row.amount
        if at is None or not self.page.units:
            return places
        title = [leaf for head in row.head for leaf in head.leaves()][at].title
        unit = self.page.units.get(title)
        reading = places[at].reading
        if unit is None or reading.value is None or reading.unit is not None:
            return places
        place = places[at]._replace(reading=Reading(reading.value, reading.status, unit, reading.raw))
        return (*places[:at], place, *places[at + 1 :])


@lru_cache(1000)
def _nearest(printed: str, labels: tuple[str, ...]) -> str:
    """The label that a folded text comes nearest to; the first ones where it is far from all."""
    folded = {fold(label): label for label in labels}
    near = difflib.get_close_matches(printed, folded, 1, 0.5)
    return folded[near[0]] if near else " ".join(labels[:3]) + " …"


class CellLexer(Lexer):
    """The lexer for every grammar of this form, and for every grammar that imports one: ``Lark(…, lexer=gongkai.CellLexer)``.

    It takes its labels from the grammar's own terminals. Text that is no part of a form is left out.
    """

    __future_interface__ = 2

    def __init__(self, lexer_conf: LexerConf) -> None:
        self.terminals = lexer_conf.terminals
        self._vocabulary: Vocabulary | None = None

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        """The tokens of a text, or those made beforehand; called again after an error, it goes on where it stopped."""
        progress = lexer_state.line_ctr
        if not isinstance(progress, _Progress):
            source: Any = lexer_state.text
            if not isinstance(source, Tokens):
                source = self.tokens(str(getattr(source, "text", source)), parser_state)
            progress = lexer_state.line_ctr = _Progress(iter(source))
        return progress.tokens

    def tokens(self, text: str, parser_state: Any) -> Tokens:
        """The tokens of a text, for the parser whose state is given."""
        vocabulary = self._vocabulary
        if vocabulary is None:
            rules = [rule for rule in parser_state.parse_conf.callbacks if isinstance(rule, Rule)]
            starts = {name: alternatives for name, alternatives in symbols(rules, self.terminals).items()}
            start = next(name for name in starts if plain(name) == START)
            vocabulary = self._vocabulary = Vocabulary([describe(start, start, starts)])
        raws, lines = scan(text, vocabulary)
        return tokenize(text, raws, lines, vocabulary, 0)


class _Progress(LineCounter):
    """How far the tokens of a text have been taken."""

    __slots__ = ("tokens",)

    def __init__(self, tokens: Iterator[Token]) -> None:
        super().__init__("\n")  # type: ignore[no-untyped-call]
        self.tokens = tokens


START = "report"
"""The rule of the whole sheet, in every grammar of a form."""

_SHORT = 60


def symbols(rules: Iterable[Rule], terminals: Iterable[TerminalDef]) -> dict[str, list[tuple[Symbol, ...]]]:
    """Lark's compiled rules as forms.py reads them."""
    patterns = {terminal.name: terminal.pattern for terminal in terminals}
    found: dict[str, list[tuple[Symbol, ...]]] = {}
    for rule in rules:
        found.setdefault(str(rule.origin.name), []).append(tuple(_symbol(part, patterns) for part in rule.expansion))
    return found


def _symbol(part: Any, patterns: dict[str, Any]) -> Symbol:
    name = str(part.name)
    if not isinstance(part, Terminal):
        return Symbol(name)
    pattern = patterns.get(name)
    if isinstance(pattern, PatternStr):
        return Symbol(name, pattern.value, terminal=True, kept=not part.filter_out)
    return Symbol(name, pattern=None if pattern is None else pattern.value, terminal=True, kept=not part.filter_out)
