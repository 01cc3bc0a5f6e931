"""A report -> flaws of its text and its sheet that no sum shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve

from gongkai import grammar
from gongkai.cells import Span, Status
from gongkai.checks.facts import facts_of
from gongkai.checks.findings import finding, place_in
from gongkai.checks.narrative import keys_of
from gongkai.checks.rule import FORM, REGULATIONS, rule
from gongkai.diagnostics import Diagnostic
from gongkai.records import Report, Section, located

_WANTED = {"problems": "GK561", "other_matters": "GK562"}
"""The sections that must say something, each with the code of its being empty."""
_MISTYPED = re.compile(r"20\d\d(?:\d年|(?:1[0-2]|[1-9])月[0-3]?\d日)")
_NUMERAL = re.compile(r"\s*第?\s*([一二三四五六七八九])\s*[、.．,，]")
_NUMBERED = re.compile(r"^(?:[*#（(﹙]|[^\S\n])*[一二三四五六七八九十\d]", re.MULTILINE)
"""What a numbered part begins with, among others."""
_NUMERALS = "一二三四五六七八九"


@rule("GK561", "GK562", source=f"{REGULATIONS} 第五十条, {FORM}")
def sections_that_say_something(report: Report) -> Iterator[Diagnostic]:
    """Sections 五 and 六 say something, 无 at the least."""
    printed = {section.number: section for section in report.sections}
    for section in grammar.form(report.form).sections:
        own = printed.get(section.number)
        if section.path in _WANTED and (own is None or not own.text or own.text.isspace()):
            yield finding(_WANTED[section.path], report, spans=[own.span if own is not None else None], expected=section.heading)


@rule("GK564", source="the year that the title names")
def years_of_the_text(report: Report) -> Iterator[Diagnostic]:
    """The text gives no year that is none, as 20203年, and tells the year of the report when it gives the numbers of its tables."""
    for section in _told(report):
        for match in _MISTYPED.finditer(section.text):
            if not section.text[match.start() - 1 : match.start()].isdigit():
                span = place_in(report, section, match.start(), match.end())
                yield finding("GK564", report, spans=[span], found=match[0], expected=report.year or "?")
    claims = [claim for claim in report.claims if report.year is not None]
    for claim in claims:
        elsewhere = claim.year not in (None, report.year) and claim.value and _is_counted(report, claim.value, claim.readings)
        if elsewhere and not any(other.what == claim.what and other.year in (None, report.year) for other in claims):
            yield finding("GK564", report, spans=[claim.span], found=f"{claim.year}年…{claim.text}", expected=report.year)


def _told(report: Report) -> Iterator[Section]:
    """The preamble and the sections, but for those that are nothing but a table."""
    if report.preamble is not None:
        yield report.preamble
    yield from (section for section in report.sections if section.text)


def _is_counted(report: Report, value: int, readings: tuple[tuple[str, ...], ...]) -> bool:
    """Whether this report's tables have the number, one that is not zero."""
    totals = [[report[key].value for key in keys_of(report, reading)] for reading in readings]
    return any(values and None not in values and sum(one for one in values if one is not None) == value for values in totals)


@rule("GK565", source=FORM)
def numbers_of_headings(report: Report) -> Iterator[Diagnostic]:
    """The six headings are numbered 一 to 六, as on the form."""
    for section in report.sections:
        match = _NUMERAL.match(section.heading)
        if match is not None and section.number is not None and _NUMERALS.index(match[1]) + 1 != section.number:
            expected = _NUMERALS[section.number - 1]
            yield finding("GK565", report, spans=[section.span], found=section.heading, expected=expected)


@rule("GK566", source="the numbers before it")
def numbers_of_subsections(report: Report) -> Iterator[Diagnostic]:
    """The parts of a section are numbered from one on, none left out and none twice."""
    waiting = [section for section in report.sections if len(_NUMBERED.findall(section.text)) > 1]
    for section in waiting:
        waiting.extend(section.subsections)
        numbers = [part.number for part in section.subsections if part.number is not None]
        if len(numbers) > 1 and numbers[0] == 1 and numbers != list(range(1, len(numbers) + 1)) and _rises(numbers):
            printed = " ".join(map(str, numbers))
            spans = [part.span for part in section.subsections]
            yield finding(
                "GK566", report, spans=spans, where=section.heading, found=printed, expected=" ".join(str(at + 1) for at in range(len(numbers)))
            )


def _rises(numbers: list[int]) -> bool:
    """Whether it is one list: where the numbers fall, another one begins."""
    return all(one <= two for one, two in pairwise(numbers))


@rule("GK567", source=f"{FORM}: a cell without a number is filled in with 0")
def blanks(report: Report) -> Iterator[Diagnostic]:
    """No cell of a table is left empty: the form wants 0. The finding points at the stretch in which the empty cells of a table stand."""
    facts = facts_of(report)
    if Status.BLANK not in facts.statuses or all(number is None for number in facts.numbers):
        return  # of an empty form GK104 says so
    headings = {section.path: section.heading for section in grammar.form(report.form).sections}
    empty: dict[str, list[int]] = {}
    for at in [at for at, cell in enumerate(report.cells) if cell.reading.status is Status.BLANK]:
        empty.setdefault(report.keys[at].item.partition(".")[0], []).append(at)
    for table, places in empty.items():
        starts = [report.cells[at].start for at in places if report.cells[at].start >= 0]
        span = located(Span(min(starts), max(report.cells[at].end for at in places)), report.places) if starts else None
        made = finding("GK567", report, spans=[span], where=headings.get(table, table), count=len(places))
        yield evolve(made, entries=tuple(str(report.keys[at]) for at in places))


CHECKS = (sections_that_say_something, years_of_the_text, numbers_of_headings, numbers_of_subsections, blanks)
