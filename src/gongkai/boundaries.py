"""The lines of a text -> where in it one report ends and another begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from gongkai import grammar
from gongkai.cells import Span, simplified
from gongkai.diagnostics import Diagnostic
from gongkai.lines import MOST_CELLS, Scanner
from gongkai.narrative import LONGEST_TITLE, read_title
from gongkai.vocabulary import Label, Vocabulary

Named = frozenset[tuple[str, int]]
"""The organ and year that a title names, by each form's way of writing one; nothing where it is no title."""
Titles = Mapping[int, Named]
"""The numbers of the lines that are titles, in their order, and what they name."""
Labels = Sequence[Sequence[Label]]
"""Those on each line of a text."""

ANOTHER = "GK107"
"""What is said where another report begins. Nothing behind that is missed."""
_REPORT = 3
_ROWS = 2
"""So many rows come again in another report: one may be printed on both sides of a page break."""
ENOUGH = 12
"""A page that has so many of a form's rows is a page of that form, or of another year's, with a title or without; a table of contents may name a few."""
_SENTENCE = frozenset("，。；")
_YEAR_BELOW = re.compile(r"\s{0,20}[（(]\s?[\d０-９]{4}\s?年?度?\s?[）)]\s{0,20}")

_PRINTED_AT = re.compile(r"\s*\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?\s+", re.ASCII)
"""The day and hour that a browser prints before the title at the head of each sheet: they are no part of the organ's name."""
_AROUND_CELL = r"[\s|｜,;\"'\[\]^*>!+-]*"
_ONE_CELL = re.compile(rf"{_AROUND_CELL}([^|｜\t,;\"'^]+?){_AROUND_CELL}")
"""A row of one cell, and the signs around it: | 某局2023年报告 |, "某局2023年报告","",""."""
_FIRST_CELL = re.compile(rf"{_AROUND_CELL}([^|｜\t,;\"'^]+)[|｜\t]")
"""The first cell of a page on one line."""
_HEADED = re.compile(r"[|｜\t].*[一二三四五六]、")
"""What such a line has behind its title, though it is short: a page without tables."""


def find(text: str) -> Iterator[Span]:
    """The spans of the reports in a longer text: a yearbook, a crawl dump, a mail. Each can be given to ``parse`` with the text.

    A report goes from its title up to the next one's. Reports are told apart as in ``parse``: by a title with another organ or year, behind which
    a heading or a row comes again, or those of a form of another name begin. What has not three headings or rows of a form is none. The time grows
    with the length of the text. Of a line with more than 200,000 cells, only those are looked at.
    """
    found = [one for scanner in (grammar.scanner(), *grammar.other_scanners()) for one in _found(text, scanner)]
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: one.start):
        last = kept[-1] if kept else None
        if last is not None and one.start < last.end:
            if one.start == last.start or not one.named or one.named & last.named:
                continue  # the same report, as the scanner of another form sees it: an annex of statistics, say
            kept[-1] = last._replace(end=one.start)
        kept.append(one)
    yield from (Span(one.start, min(one.end, len(text))) for one in kept)


class _Found(NamedTuple):
    """A report in a longer text, as the labels of the forms of one name show it."""

    start: int
    end: int
    named: Named
    """By the title that it begins with; nothing where it begins without one."""


def _found(text: str, scanner: Scanner) -> Iterator[_Found]:
    raws, labels = scanner.labels(text, MOST_CELLS)
    offsets = [0, *accumulate(len(raw) + 1 for raw in raws)]
    titles = titles_of(raws, scanner.vocabulary)
    end = 0
    for first in [at for at, own in enumerate(labels) if own and any(label.once for label in own)]:
        if first < end:
            continue
        begin = max([at for at in range(end, first) if at in titles], default=first)  # those before it are a table of contents
        named = titles.get(begin, frozenset())
        end = end_of_first(titles, labels, begin)
        if len({label for line in labels[first:end] for label in line if label.once}) >= _REPORT:
            yield _Found(offsets[begin], offsets[end], named)


def titles_of(raws: Sequence[str], vocabulary: Vocabulary) -> Titles:
    """The lines that are titles."""
    return {at: named for at, raw in enumerate(raws) if "公" in raw and (named := _named_by(raws, at, vocabulary))}


def end_of_first(titles: Titles, labels: Labels, first: int = 0) -> int:
    """The number of the line at which another report begins than the one in line ``first`` and those behind it, or of all lines.

    Such a line is a title with another organ or year than those before the first heading, and behind it a heading or a row comes again
    that has been before it. A page that lists other reports, or prints its title at the head of each sheet, is one report. Where no title
    stands before the first heading, what comes first may be a table of contents, and any title that of each sheet, with a row printed again
    below it. Then there must be a dozen rows before the title, and behind it a heading that comes before the last one in a page of rows, or
    two rows that nothing else looks like.
    """
    named: Named = frozenset()
    seen: dict[Label, int] = {}
    begin: int | None = None
    again: set[Label] = set()
    latest = 0
    tabled = False
    for at in range(first, len(labels)):
        found = titles.get(at)
        if found and not seen:
            named |= found
        elif found and not found & named and (named or rows_of(seen) >= ENOUGH):
            begin = at
            again.clear()
        if own := labels[at]:
            if begin is not None:
                if named and not seen.keys().isdisjoint(own):
                    return begin
                again.update([label for label in own if _tells(label) and label in seen])
                if len(again) >= _ROWS or (tabled and any(label.section and seen.get(label, latest) < latest for label in own)):
                    return begin
            for label in own:
                if label.once:
                    place = seen.setdefault(label, len(seen))
                    latest = place if label.section else latest
                    tabled = tabled or _tells(label)
    return len(labels)


def rows_of(labels: Iterable[Label]) -> int:
    """How many rows of a form these labels of a page name."""
    return len({label for label in labels if label.once and not label.section})


def _tells(label: Label) -> bool:
    """Whether it is a row's, and nothing else looks like it."""
    return label.strong and not label.section


def strangers(titles: Titles, raws: Sequence[str], labels: Labels, begin: int = 0) -> list[Diagnostic]:
    """What there is to say about a title of another report, before the last heading or row, or on one line with it, where none comes again behind it.

    Two reports, the first without its tables or the second without its headings, look like this; so does a page with links to others.
    """
    labelled = [at for at, own in enumerate(labels) if own]
    within = [at for at in titles if labelled and at <= labelled[-1]]
    own = max([at for at in within if at <= labelled[0]], default=within[0] if within else None)
    other = next((at for at in within if own is not None and not titles[at] & titles[own]), None)
    if own is None or other is None:
        return []
    start, end, found = _title_at(raws, other, begin)
    return [Diagnostic.of("GK109", start, end, found=found, expected=_title_at(raws, own)[2])]


def another(raws: Sequence[str], at: int, begin: int = 0) -> list[Diagnostic]:
    """What there is to say about another report that begins with a line; ``begin`` is the offset of the first one."""
    start, end, title = _title_at(raws, at, begin)
    return [Diagnostic.of(ANOTHER, start, end, found=title)]


def _named_by(raws: Sequence[str], at: int, vocabulary: Vocabulary) -> Named:
    """What the title that a line is names; its year may stand in brackets on the next line."""
    found = _named(_beginning(raws[at]), vocabulary)
    if not found and at + 1 < len(raws) and _YEAR_BELOW.fullmatch(raws[at + 1]):
        found = _named(_beginning(raws[at].rstrip() + raws[at + 1].strip()), vocabulary)
    return found


def _beginning(raw: str) -> str:
    """A line that is short enough for a title, or the beginning of one that is not: more than any title has."""
    return raw if len(raw) <= LONGEST_TITLE else raw.lstrip()[: 2 * LONGEST_TITLE]


def _titles_in(line: str) -> list[str]:
    """What of a line may be a title: its only cell, or of a line that has headings behind it the first one; all of it; or its first word."""
    printed = _PRINTED_AT.match(line)
    line = line[printed.end() :] if printed is not None else line
    cell = _FIRST_CELL.match(line) if len(line) > LONGEST_TITLE or _HEADED.search(line) else _ONE_CELL.fullmatch(line)
    found = [*([cell[1].rstrip()] if cell is not None else []), line.strip(), *line.split(None, 1)[:1]]
    return [text for text in dict.fromkeys(found) if len(text) <= LONGEST_TITLE and _SENTENCE.isdisjoint(text)]


@lru_cache(1024)
def _named(line: str, vocabulary: Vocabulary) -> Named:
    """What the title that a line begins with names."""
    titles = {form.title.pattern: form.title for form in vocabulary.forms if form.title is not None}
    named = [read_title(simplified(text), title) for text in _titles_in(line) for title in titles.values()]
    return frozenset([(organ, year) for organ, year in named if organ and year])


def _title_at(raws: Sequence[str], at: int, begin: int = 0) -> tuple[int, int, str]:
    """The title that a line begins with, and its offsets."""
    start = begin + sum(len(raw) + 1 for raw in raws[:at])
    title = _titles_in(_beginning(raws[at]))[0]
    start += raws[at].index(title)
    return start, start + len(title), title
