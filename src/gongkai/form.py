"""The rules of a compiled grammar -> what the form holds: its sections, groups, rows and columns, in the order of the sheet.

Nothing here knows Lark's classes: a rule is its name and its alternatives, a symbol its name and whether it is a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from attrs import evolve, field, frozen

from gongkai.cells import fold
from gongkai.complaints import say
from gongkai.errors import FormError

TOTAL = "total"
"""The column that holds the total of the others before it."""
AMOUNT = "amount"
"""The column that holds an amount of money; all others hold counts."""
CHANGE = "change"
"""The one column whose numbers may be negative."""

_CELLS = re.compile(r"CELLS_(\d+)")
CODE = "code"
"""The column that numbers the rows. No sum speaks of it."""
_UNIT = "UNIT"
"""The title over the cells that name the unit of those behind them. It is no column: what stands in it is a word."""
_SUM, _EQUALS = "SUM", "EQUALS"
"""The terminals with which a form states that rows add up to the same."""
_PART, _OF = "PART", "OF"
"""Those with which it states that each of some rows is a part of another, and so at most that one."""
_NOTICE = "NOTICE"
"""That with which it states what prescribes it."""
_NUMBERED = re.compile(r"(?P<issuer>\D+)〔(?P<year>\d{4})〕(?P<number>\d+)号")


class Role(Enum):
    """What a printed label is to the reader of a page."""

    SECTION = "section"
    GROUP = "group"
    ROW = "row"
    MARKER = "marker"
    """Printed in the head of a table, naming no column: an article, a corner cell."""
    COLUMN = "column"


SECTION, GROUP, ROW, MARKER, COLUMN = Role
"""The roles by themselves. To look one up in its class takes ten times as long, and that is done for every cell."""


@frozen
class Symbol:
    """One symbol of a rule: a rule's name, or a terminal's with what it prints."""

    name: str
    text: str | None = None
    """What the terminal prints; None for a rule, for a pattern, and for a terminal that only the lexer makes."""
    pattern: str | None = None
    """The regular expression of a terminal that is one."""
    terminal: bool = False
    kept: bool = True
    """Whether the tree keeps the terminal: in the head of a table those are the columns."""


@frozen
class Heading:
    """A cell in the head of a table: its title and, below it, either more of them or one column."""

    title: str
    column: str | None
    children: tuple[Heading, ...] = ()

    def titles(self) -> Iterator[str]:
        """The title and those below it."""
        yield self.title
        for child in self.children:
            yield from child.titles()

    def leaves(self) -> Iterator[Heading]:
        """The columns below this heading, from left to right."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


class Key(NamedTuple):
    """The name of one entry, and the label over or before it."""

    item: str
    column: str
    label: str

    def __str__(self) -> str:
        return f"{self.item}.{self.column}"


@frozen(eq=False)
class Row:
    """A row of the form: where its cells go. Each is one object, known by its identity."""

    path: str
    """The rules that lead to it, ``requests.outcomes.refused.state_secret``; for a row without a label, its section's."""
    label: str | None
    """The label as the sheet prints it; None for a table whose only row has none."""
    terminal: str | None
    """The terminal of the label."""
    entries: tuple[Key, ...]
    """The key of each cell from left to right."""
    cells: str
    """The terminal that carries the cells."""
    openers: tuple[str, ...]
    """The terminals that open the rules it stands in, the outermost first."""
    section: str
    head: tuple[Heading, ...] = ()
    """The head of its columns."""
    titles: tuple[str, ...] = field(init=False)
    """The titles of its columns."""
    headings: frozenset[str] = field(init=False)
    """Those, and the titles that stand over several of them."""
    with_unit: tuple[int, ...] = ()
    """Which of its cells have their unit in a cell before them."""
    optional: bool = False
    """Whether it is an alternative to a whole group of rows: an entry only where the page prints it."""

    keys: tuple[str, ...] = field(init=False)
    """The same, as text."""
    size: int = field(init=False)
    """How many cells the row has."""
    units: tuple[int, ...] = field(init=False)
    """Which of them have a unit that may stand outside of them: an amount of money, and those with a cell for it."""

    @titles.default
    def _column_titles(self) -> tuple[str, ...]:
        return tuple(leaf.title for heading in self.head for leaf in heading.leaves())

    @headings.default
    def _all_titles(self) -> frozenset[str]:
        return frozenset(title for heading in self.head for title in heading.titles())

    @keys.default
    def _write_keys(self) -> tuple[str, ...]:
        return tuple(map(str, self.entries))

    @size.default
    def _count(self) -> int:
        return len(self.entries)

    @units.default
    def _find_units(self) -> tuple[int, ...]:
        return tuple(at for at, key in enumerate(self.entries) if key.column == AMOUNT or at in self.with_unit)


@frozen
class Group:
    """A label that stands over several rows."""

    path: str
    label: str
    openers: tuple[str, ...]
    section: str
    rows: tuple[Row, ...] = ()
    keys: tuple[str, ...] = field(init=False)
    """The keys of all cells of its rows, but for those of an optional one."""

    @keys.default
    def _write_keys(self) -> tuple[str, ...]:
        return tuple(key for row in self.rows if not row.optional for key in row.keys)


@frozen
class Head:
    """The head of a table, or of a part of it: markers that span the sheet, then the columns."""

    markers: tuple[str, ...]
    columns: tuple[Heading, ...]


@frozen
class Section:
    """A section of the sheet: its official heading and its parts in order; no parts for a narrative."""

    path: str
    heading: str
    terminal: str
    number: int
    parts: tuple[Head | Row | Group, ...] = ()


@frozen
class Balance:
    """Rows that add up, column by column, to the same as others."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]


@frozen
class Portion:
    """A row of which each number is part of the number of another row in the same column (其中): at most that one."""

    part: Row
    whole: Row


@frozen
class Notice:
    """An official document that prescribes a form: 国办公开办函〔2021〕30号."""

    issuer: str
    """The abbreviation of the office and of the kind of document, 国办公开办函."""
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.issuer}〔{self.year}〕{self.number}号"


@frozen
class Word:
    """One printed label of one form."""

    text: str
    role: Role
    terminal: str
    section: str
    row: Row | None = None
    group: Group | None = None
    column: str | None = None
    twins: tuple[Word, ...] = ()
    """The words of the other rows with the same label, in the order of the sheet."""


@frozen
class Form:
    """A form as its grammar spells it."""

    name: str
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    words: Mapping[str, Word] = field(eq=False, repr=False)
    """Folded label -> what it is."""
    title: re.Pattern[str] | None = field(default=None, eq=False, repr=False)
    """What a title looks like, without white space; its group ``agency`` and those that end in ``year`` say what it names."""
    title_terminal: str = "TITLE"
    text_terminal: str = "TEXT"
    alternatives: tuple[tuple[Row, Group], ...] = ()
    """The rows that may stand for a whole group of rows, each with that group."""
    balances: tuple[Balance, ...] = field(default=(), repr=False)
    """The sums over rows that the form states."""
    portions: tuple[Portion, ...] = field(default=(), repr=False)
    """The rows that the form states to be parts of others."""
    notices: tuple[Notice, ...] = field(default=(), repr=False)
    """What prescribes it, where it states that; what the form states from which it takes its rules over does not count."""
    unit_titles: frozenset[str] = field(default=frozenset(), repr=False)
    """The titles, folded, over cells that name units; empty where it has no such cells."""
    titles: frozenset[str] = field(init=False, eq=False, repr=False)
    """The titles in the heads of its tables."""
    first_columns: frozenset[tuple[str, str]] = field(init=False, eq=False, repr=False)
    """The sections and columns with which rows begin."""
    inner_titles: frozenset[str] = field(init=False, eq=False, repr=False)
    """In tables of several parts, what stands in their heads behind the first title of each, which names the part."""
    followers: Mapping[str, frozenset[str]] = field(factory=dict, eq=False, repr=False)
    """Each row's path -> those of the rows that may come next on a page that lacks none."""

    @property
    def every_word(self) -> Iterator[Word]:
        """Its labels, those that stand for several rows once for each."""
        for word in self.words.values():
            yield word
            yield from word.twins

    @titles.default
    def _all_titles(self) -> frozenset[str]:
        return frozenset(title for row in self.rows for title in row.headings)

    @first_columns.default
    def _first(self) -> frozenset[tuple[str, str]]:
        return frozenset((row.section, row.entries[0].column) for row in self.rows)

    @inner_titles.default
    def _behind_first(self) -> frozenset[str]:
        inner: set[str] = set()
        for section in self.sections:
            heads = [part for part in section.parts if isinstance(part, Head)]
            for head in heads if len(heads) > 1 else ():
                titles = [*head.markers, *[leaf.title for heading in head.columns for leaf in heading.leaves()]]
                inner.update(titles[1:])
        return frozenset(inner)


@cache
def is_cells(terminal: str) -> bool:
    """Whether a terminal stands for the cells of a row."""
    return _CELLS.fullmatch(plain(terminal)) is not None


def plain(name: str) -> str:
    """A rule's or terminal's own name, without what an ``%import`` put before it."""
    return name.rpartition("__")[2] or name


def describe(name: str, start: str, rules: Mapping[str, list[tuple[Symbol, ...]]]) -> Form:
    """The form that a grammar spells.

    ``rules`` maps each rule's name to its alternatives; ``start`` is the rule of the whole sheet. Raises FormError, which names the rule,
    where the grammar is none of a form: a row without columns, or with another number of them than its cells token carries; a name or a
    label that stands for two things.
    """
    return _Describer(name, rules).form(start)


def _two_things(one: Word, other: Word) -> FormError:
    paths = [(word.row or word.group) for word in (one, other)]
    names = [found.path for found in paths if found is not None]
    return FormError(
        say("form_two_things", label=other.text, paths=say("form_and_for").join(names)),
        say("form_two_things_remedy"),
        rule=names[-1].rpartition(".")[2],
    )


def _states_nothing(rule: str, divider: str, why: str) -> FormError:
    """What is wrong with a rule that should state something of rows: a sum, or that some are parts of another."""
    if divider == _EQUALS:
        return FormError(say("form_sum", rule=plain(rule), why=why), say("form_sum_remedy"), rule=rule)
    return FormError(say("form_part", rule=plain(rule), why=why), say("form_part_remedy"), rule=rule)


class _Describer:
    def __init__(self, name: str, rules: Mapping[str, list[tuple[Symbol, ...]]]) -> None:
        self.name = name
        self.rules = rules
        self.rows: list[Row] = []
        self.words: dict[str, Word] = {}
        self.rows_of: dict[str, list[Row]] = {}
        """The rows that a rule stands for, or that stand below it."""
        self.unit_titles: set[str] = set()
        self.balances: dict[str, None] = {}
        """The rules that state sums."""
        self.portions: dict[str, None] = {}
        """Those that state that rows are parts of others."""
        self.notices: list[Notice] = []
        self.heads: set[tuple[str, str]] = set()
        """The rules of columns that were learnt, with the sections in which."""

    def members(self, rule: str) -> list[Symbol]:
        """The symbols of a rule in the order of the sheet, repetitions unfolded, each once."""
        found: dict[str, Symbol] = {}
        for alternative in self.rules[rule]:
            for symbol in alternative:
                if symbol.name.startswith("__") and not symbol.terminal:
                    found.update((inner.name, inner) for inner in self.members_of_helper(symbol.name) if inner.name not in found)
                elif symbol.name not in found:
                    found[symbol.name] = symbol
        return list(found.values())

    def members_of_helper(self, rule: str) -> list[Symbol]:
        inner = [symbol for alternative in self.rules[rule] for symbol in alternative if symbol.name != rule]
        return [
            member
            for symbol in inner
            for member in (self.members_of_helper(symbol.name) if symbol.name.startswith("__") and not symbol.terminal else [symbol])
        ]

    def cells(self, symbol: Symbol) -> tuple[str, int] | None:
        """The cells token that a rule stands for, and how many cells it carries."""
        if symbol.terminal:
            return None
        for alternative in self.rules[symbol.name]:
            if len(alternative) == 1 and alternative[0].terminal and (match := _CELLS.fullmatch(plain(alternative[0].name))):
                return alternative[0].name, int(match[1])
        return None

    def spellings(self, symbol: Symbol) -> list[Symbol]:
        """The labels that a symbol stands for: itself, or each alternative of a rule of nothing but labels."""
        if symbol.terminal:
            return [symbol] if symbol.text is not None else []
        alternatives = self.rules[symbol.name]
        if symbol.name.startswith("_") and all(len(one) == 1 and one[0].text is not None for one in alternatives):
            return [one[0] for one in alternatives]
        return []

    def headings(self, rule: str, path: str, label: str) -> tuple[list[Heading], list[Key]]:
        """The head of a table as its rule spells it, and the key of each column."""
        heads: list[Heading] = []
        keys: list[Key] = []
        title: str | None = None
        for symbol in self.members(rule):
            if symbol.terminal and (symbol.text is None or plain(symbol.name) == _UNIT):
                continue
            if symbol.terminal and symbol.kept:
                column = plain(symbol.name).lower()
                heads.append(Heading(symbol.text or "", column))
                keys.append(Key(path, column, label))
            elif symbol.terminal:
                title = symbol.text
            else:
                below = path if symbol.name.startswith("_") else f"{path}.{plain(symbol.name)}"
                inner, inner_keys = self.headings(symbol.name, below, title or label)
                heads.extend(inner)
                keys.extend(inner_keys)
        return ([Heading(title, None, tuple(heads))] if title else heads), keys

    def learn(self, symbol: Symbol, word: Word) -> None:
        key = fold(symbol.text or "")
        known = self.words.get(key)
        if known is None:
            self.words[key] = word
        elif known.role in (Role.ROW, Role.GROUP) and word.role in (Role.ROW, Role.GROUP):
            if known.row and word.row and known.row != word.row and word.terminal not in {one.terminal for one in (known, *known.twins)}:
                self.words[key] = evolve(known, twins=(*known.twins, word))
                return
            # One label, either a row or the group of the rows that it was split into.
            if (known.row and word.row and known.row != word.row) or (known.group and word.group and known.group != word.group):
                raise _two_things(known, word)
            both = (known.row or word.row, known.group or word.group)
            self.words[key] = Word(known.text, Role.ROW, known.terminal, known.section, *both)

    def learn_head(self, heads: Iterable[Heading], section: str) -> None:
        for head in heads:
            role = Role.MARKER if head.column is None else Role.COLUMN
            self.learn(Symbol(head.title, head.title, terminal=True), Word(head.title, role, "", section, column=head.column))
            self.learn_head(head.children, section)

    def row(self, path: str, label: Symbol | None, colset: Symbol, openers: tuple[str, ...], section: str, optional: bool = False) -> Row:
        cells = self.cells(colset)
        assert cells is not None
        heads, keys = self.headings(colset.name, path, label.text or "" if label else "")
        if len(keys) != cells[1]:
            name, count = plain(colset.name), len(keys)
            raise FormError(
                say("form_columns", rule=name, count=count, cells=plain(cells[0]), expected=cells[1]),
                say("form_columns_remedy", rule=name, count=count),
                rule=colset.name,
            )
        with_unit = self.with_unit(colset.name)
        terminal = label.name if label else None
        row = Row(path, label.text if label else None, terminal, tuple(keys), cells[0], openers, section, tuple(heads), with_unit, optional)
        self.rows.append(row)
        if (colset.name, section) not in self.heads:
            self.heads.add((colset.name, section))
            self.learn_head(heads, section)
        return row

    def with_unit(self, rule: str) -> tuple[int, ...]:
        """Which columns of a rule stand behind the title of a cell for their unit."""
        members = [symbol for symbol in self.members(rule) if symbol.text is not None]
        at = next((at for at, symbol in enumerate(members) if plain(symbol.name) == _UNIT), None)
        if at is None:
            return ()
        self.unit_titles.add(fold(members[at].text or ""))
        return tuple(range(at, len(members) - 1))

    def part(self, symbol: Symbol, path: str, openers: tuple[str, ...], section: str, optional: bool = False) -> Iterator[Head | Row | Group]:
        if symbol.terminal:
            return
        if self.cells(symbol):
            yield self.row(path, None, symbol, openers, section)
            return
        members = self.members(symbol.name)
        colset = next((member for member in members if self.cells(member)), None)
        if symbol.name.startswith("_"):
            if colset is not None:  # the head of a table
                heads, _ = self.headings(colset.name, path, "")
                markers = [member.text for member in members if member.text is not None]
                for marker in markers:
                    self.learn(Symbol(marker, marker, terminal=True), Word(marker, Role.MARKER, "", section))
                yield Head(tuple(markers), tuple(heads))
            elif members and plain(members[0].name) == _SUM:
                self.balances[symbol.name] = None
            elif members and plain(members[0].name) == _PART:
                self.portions[symbol.name] = None
            return
        below = f"{path}.{plain(symbol.name)}"
        labels = [spelling for member in members for spelling in self.spellings(member)]
        if colset is not None:
            if not labels:
                raise FormError(say("form_no_label", row=below), say("form_no_label_remedy"), rule=symbol.name)
            row = self.row(below, labels[0], colset, openers, section, optional)
            self.rows_of.setdefault(symbol.name, []).append(row)
            for label in labels:
                self.learn(label, Word(label.text or "", Role.ROW, label.name, section, row))
            yield row
            return
        parts: list[Head | Row | Group] = []
        inside = (*openers, labels[0].name) if labels else openers
        first = len(self.rows)
        for member in members:
            alternative = bool(labels) and (member,) in self.rules[symbol.name]  # to the label and what stands after it
            parts.extend(self.part(member, below, openers if alternative else inside, section, alternative))
        self.rows_of.setdefault(symbol.name, []).extend(self.rows[first:])
        if labels and first == len(self.rows):
            uncounted = next((member.name for member in members if member.name.startswith("_") and not member.terminal), symbol.name)
            raise FormError(say("form_no_count", rule=plain(symbol.name), label=labels[0].text), say("form_no_count_remedy"), rule=uncounted)
        if labels:
            rows = tuple(part for part in parts if isinstance(part, Row) and part.openers == inside)
            group = Group(below, labels[0].text or "", openers, section, rows)
            for label in labels:
                self.learn(label, Word(label.text or "", Role.GROUP, label.name, section, None, group))
            yield group
        yield from parts

    def followers(self, alternatives: Iterable[tuple[Row, Group]]) -> Iterator[tuple[str, frozenset[str]]]:
        groups = {row.path: len(group.rows) for row, group in alternatives}
        for at, row in enumerate(self.rows):
            following = self.rows[at + 1 + groups.get(row.path, 0) :]
            near = following[: 2 if following and following[0].optional else 1]
            yield row.path, frozenset(one.path for one in near)

    def notices_of(self, symbol: Symbol) -> Iterator[Notice]:
        """The notices that a rule states: ``_notice: NOTICE "国办公开办函〔2021〕30号"``. One that comes along with an import is another form's."""
        texts = [member.text or plain(member.name) for member in self.members(symbol.name)[1:]]
        for text in texts or [say("form_nothing")]:
            numbered = _NUMBERED.fullmatch(text)
            if numbered is None:
                raise FormError(say("form_notice", rule=plain(symbol.name), found=text), say("form_notice_remedy"), rule=symbol.name)
            if plain(symbol.name) == symbol.name:
                yield Notice(numbered["issuer"], int(numbered["year"]), int(numbered["number"]))

    def stated(self) -> Iterator[Balance]:
        """The sums over rows that rules state: ``_balance: SUM new carried_in EQUALS total carried_out``."""
        for rule in self.balances:
            for left, right in self.sides(rule, _EQUALS):
                yield Balance(left, right)

    def parts_of_others(self) -> Iterator[Portion]:
        """The rows that rules state to be parts of others: ``_by_leaders_part: PART by_leaders OF conferences``."""
        order: TopologicalSorter[str] = TopologicalSorter()
        for rule in self.portions:
            for parts, wholes in self.sides(rule, _OF):
                order.add(wholes[0].path, *(part.path for part in parts))
                yield from (Portion(part, wholes[0]) for part in parts)
        try:
            order.prepare()
        except CycleError as error:
            names = " ".join(sorted({path.rpartition(".")[2] for path in error.args[1]}))
            raise _states_nothing(rule, _OF, say("form_each_other", found=names)) from error

    def sides(self, rule: str, divider: str) -> Iterator[tuple[tuple[Row, ...], tuple[Row, ...]]]:
        """The rows on both sides of the divider in each alternative of a rule that states something of rows; one of which others are parts is alone."""
        for alternative in self.rules[rule]:
            names = [plain(symbol.name) for symbol in alternative]
            at = names.index(divider) if names.count(divider) == 1 else 0
            left, right = (
                tuple(row for symbol in side for row in self.rows_of.get(symbol.name, ())) for side in (alternative[1:at], alternative[at + 1 :])
            )
            unknown = [name for name, symbol in zip(names, alternative, strict=True) if not symbol.terminal and symbol.name not in self.rows_of]
            columns = {(row.section, *(key.column for key in row.entries)) for row in (*left, *right)}
            both = [row.path.rpartition(".")[2] for row in left if row in right]
            wholes = divider == _OF and len(right) > 1
            if unknown or both or not left or not right or len(columns) > 1 or wholes:
                why = say("form_no_row", found=" ".join(unknown)) if unknown else say("form_other_columns")
                why = say("form_wholes", count=len(right)) if wholes and left else why
                why = say("form_both_sides", found=both[0]) if both else why
                raise _states_nothing(rule, divider, why)
            yield left, right

    def check(self) -> None:
        """Raises FormError where the sheet has no row, or a key is that of two numbers."""
        if not self.rows:
            raise FormError(say("form_no_rows"), say("form_no_rows_remedy"))
        seen: dict[str, Row] = {}
        for row in self.rows:
            for key in row.keys:
                if key in seen:
                    raise FormError(say("form_key_twice", key=key), say("form_key_twice_remedy"), rule=row.path.rpartition(".")[2])
                seen[key] = row
        for row in self.rows:
            for key in row.keys:
                parts = key.split(".")
                above = next((name for end in range(1, len(parts)) if (name := ".".join(parts[:end])) in seen), None)
                if above is not None:
                    raise FormError(say("form_key_below", above=above, key=key), say("form_name_remedy"), rule=row.path.rpartition(".")[2])

    def form(self, start: str) -> Form:
        sections: list[Section] = []
        title: re.Pattern[str] | None = None
        names = {"TEXT": "TEXT", "TITLE": "TITLE"}
        for symbol in self.members(start):
            if symbol.terminal:
                continue
            members = self.members(symbol.name)
            if members and plain(members[0].name) == _NOTICE:
                self.notices += self.notices_of(symbol)
                continue
            for member in members:
                if member.terminal and plain(member.name) in names:
                    names[plain(member.name)] = member.name
            headings = next((found for member in members if (found := self.spellings(member))), [])
            if not headings:
                if members and members[0].pattern is not None:
                    title = re.compile(members[0].pattern)
                continue
            path = plain(symbol.name)
            parts = [part for member in members for part in self.part(member, path, (headings[0].name,), path)]
            for heading in headings:
                self.learn(heading, Word(heading.text or "", Role.SECTION, heading.name, path))
            sections.append(Section(path, headings[0].text or "", headings[0].name, len(sections) + 1, tuple(parts)))
        self.check()
        alternatives = tuple((word.row, word.group) for word in self.words.values() if word.row is not None and word.group is not None)
        return Form(
            self.name,
            tuple(sections),
            tuple(self.rows),
            self.words,
            title,
            names["TITLE"],
            names["TEXT"],
            alternatives,
            tuple(self.stated()),
            tuple(self.parts_of_others()),
            tuple(self.notices),
            frozenset(self.unit_titles),
            dict(self.followers(alternatives)),
        )
