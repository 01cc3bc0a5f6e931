"""A page's text -> where its cells, rows, heads and headings stand, for whoever wants to do damage to them.

Made for pages that ``gongkai.render`` wrote, in any layout: no cell of theirs holds a space. On a page that is damaged already, fewer
of its rows are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from random import Random
from typing import NamedTuple

from gongkai import grammar
from gongkai.cells import BLANK, fold, width
from gongkai.form import Role
from gongkai.values import read_value


class Ink(NamedTuple):
    """A cell in which something is printed."""

    start: int
    end: int
    role: Role | None
    """What it is, where it is a label of some form."""
    value: bool
    """Whether it is a number, or says that there is none."""


class PrintedRow(NamedTuple):
    """A row, or what is left of one: its label and the numbers behind it."""

    label: Ink | None
    """None where the label stands in pieces, or the row has none."""
    values: tuple[Ink, ...]
    table: int
    """The number of its table on the page."""
    start: int
    end: int
    """From where to where it goes on the page, with what belongs to nothing but it."""


Edit = tuple[int, int, str]
"""A stretch of the text, and what stands there afterwards."""

_INK = re.compile(r"[^\s|]+")
_BARE = re.compile(r"[ \t|]+(?:\n|$)")
_MARKED = re.compile(r"\*\*([^*]+)\*\*")


def inks(text: str) -> list[Ink]:
    """All that is printed, word by word; a word between the asterisks of Markdown is what stands there, and goes from the first to the last of them."""
    known = roles()
    found = []
    for match in _INK.finditer(text):
        said = match.group()
        said = marked[1] if (marked := _MARKED.fullmatch(said)) is not None else said
        value = read_value(said) if len(said) < 40 else None
        is_value = value is not None and value is not BLANK
        found.append(Ink(match.start(), match.end(), None if is_value else known.get(fold(said)), is_value))
    return found


@cache
def roles() -> dict[str, Role]:
    """The labels of all forms, folded, and what each is."""
    return {key: word.role for name in grammar.forms() for key, word in grammar.form(name).words.items()}


def rows(text: str) -> list[PrintedRow]:
    """The rows of all tables. A row without a label is one that stands under the head of a table, or whose label stands in pieces."""
    found: list[PrintedRow] = []
    label: Ink | None = None
    values: list[Ink] = []
    table, open_, begun = 0, False, False
    every = inks(text)
    for ink in [*every, Ink(len(text), len(text), Role.SECTION, False)]:
        if ink.value:
            if open_ or label is not None:
                values.append(ink)
            continue
        if values:
            found.append(_row(text, every, label, values, table))
            begun = True
        if ink.role is Role.SECTION and begun:
            table, begun = table + 1, False
        label = ink if ink.role in (Role.ROW, Role.GROUP) else None
        values = []
        open_ = ink.role in (Role.COLUMN, Role.MARKER) or (open_ and ink.role is None and ink.end - ink.start < 40)
    return found


def labelled(text: str) -> list[tuple[Ink, PrintedRow]]:
    """The rows that have a label, each with it."""
    return [(row.label, row) for row in rows(text) if row.label is not None]


def _row(text: str, every: list[Ink], label: Ink | None, values: list[Ink], table: int) -> PrintedRow:
    first = label if label is not None else values[0]
    begin = text.rfind("\n", 0, first.start) + 1
    end = text.find("\n", values[-1].end)
    end = len(text) if end < 0 else end + 1
    before = [ink for ink in every if begin <= ink.start < first.start and ink.role is not Role.GROUP]
    after = [ink for ink in every if values[-1].end <= ink.start < end]
    if before or after:  # it shares its line with others
        end = values[-1].end
        return PrintedRow(label, tuple(values), table, first.start, end + text.startswith(" ", end))
    while (bare := _BARE.match(text, end)) is not None and end < len(text):
        end = bare.end()
    if text[:begin].endswith("\n|\n") and "\n" not in text[first.start : values[-1].end]:
        begin -= 2
    return PrintedRow(label, tuple(values), table, begin, end)


def labels(text: str, *wanted: Role) -> list[Ink]:
    """The labels of these kinds."""
    return [ink for ink in inks(text) if ink.role in wanted]


def tables(text: str) -> list[tuple[int, int]]:
    """From where to where each table goes: its head, and its rows up to the last one's end."""
    found: dict[int, tuple[int, int]] = {}
    every = rows(text)
    heads = [ink for ink in inks(text) if ink.role in (Role.COLUMN, Role.MARKER)]
    before = 0
    for number in sorted({row.table for row in every}):
        own = [row for row in every if row.table == number]
        head = next((ink.start for ink in heads if before <= ink.start < own[0].start), own[0].start)
        begin = text.rfind("\n", 0, head) + 1
        found[number] = (begin if _in_lines(text) else head, own[-1].end)
        before = own[-1].end
    return list(found.values())


def _in_lines(text: str) -> bool:
    """Whether the page has lines; without, its words follow each other on one."""
    return text.count("\n") > 3


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with stretches replaced that do not overlap. In columns of spaces what follows keeps its place if there is room."""
    for start, end, new in sorted(edits, reverse=True):
        behind = text[end:]
        gap = len(behind) - len(behind.lstrip(" "))
        grown = width(new) - width(text[start:end])
        if gap > 1 and "\n" not in new:
            behind = " " * max(gap - grown, 2) + behind[gap:]
        text = text[:start] + new + behind
    return text


def places(text: str) -> list[int]:
    """Where a line may be put in: the beginnings of the lines of tables; of the words, where the page is one line.

    Not before a pipe that is alone on its line and ends a cell: a line put in or lost there is a cell that gets or loses its number.
    """
    spans = tables(text)
    if _in_lines(text):
        starts = [match.end() for match in re.finditer("\n" if re.search(r"\|.*\|", text) else r"\n(?!\|\n)", text)]
        return [at for at in starts if any(begin < at <= end for begin, end in spans) and at < len(text)]
    return [ink.start for ink in inks(text) if any(begin < ink.start < end for begin, end in spans)]


def put_in(text: str, at: int, line: str) -> str:
    """The text with a line put in at one of its places."""
    return text[:at] + line + ("\n" if _in_lines(text) else " ") + text[at:]


def some(found: list[Ink], random: Random, most: int = 3) -> list[Ink]:
    """Up to so many of them."""
    return random.sample(found, min(len(found), random.randint(1, most)))
