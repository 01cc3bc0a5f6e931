"""Two reports of one organ, of a year and of the next one -> what does not go over from one to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gongkai.cells import fold, squeeze
from gongkai.checks.findings import Number, Term, added, finding, is_doubtful, name_of, names_of, number, positions, signed
from gongkai.checks.rule import FORM, rule
from gongkai.diagnostics import Diagnostic
from gongkai.records import Report


class Between(NamedTuple):
    """Numbers of one year that are those of the year before, with what came and went. A star stands for the rest of the key, or for its row."""

    code: str
    now: str
    """The key in the later report."""
    before: tuple[tuple[str, int], ...]
    """Keys in the earlier report, with their signs, that it is the sum of."""
    since: tuple[tuple[str, int], ...] = ()
    """Keys in the later report that are added to those."""


RULES = (
    Between("GK541", "requests.carried_in.*", (("requests.carried_out.*", 1),)),
    Between("GK542", "proactive.*.in_force", (("proactive.*.in_force", 1),), (("proactive.*.issued", 1), ("proactive.*.repealed", -1))),
    Between("GK543", "proactive.*.previous_items", (("proactive.*.previous_items", 1), ("proactive.*.change", 1))),
)


class _Case(NamedTuple):
    """A rule for one key: the key, and the keys and signs that it is the sum of, each with the report that has it."""

    rule: Between
    key: str
    terms: tuple[tuple[Report, str, int], ...]


@rule("GK544", source="the titles of both reports")
def comparable(earlier: Report, later: Report) -> Iterator[Diagnostic]:
    """Two reports are compared if they are one organ's, of years that follow each other."""
    follows = earlier.year is not None and later.year is not None and earlier.year + 1 == later.year
    if not follows or not _same_organ(earlier.agency, later.agency):
        yield finding("GK544", later, found=", ".join(f"{one.agency or '?'} {one.year or '?'}" for one in (earlier, later)))


def _same_organ(one: str | None, two: str | None) -> bool:
    """Whether two names may be one organ's: 临溪区水务局 is 青石市临溪区水务局."""
    if one is None or two is None:
        return True
    first, second = fold(one), fold(two)
    return first.endswith(second) or second.endswith(first)


def _cases(earlier: Report, later: Report) -> Iterator[_Case]:
    for one in RULES:
        pattern = re.compile(re.escape(one.now).replace(r"\*", "(.+)"))
        for key in positions(later):
            match = pattern.fullmatch(key)
            if match is not None:
                terms = [(earlier, name.replace("*", match[1]), sign) for name, sign in one.before]
                terms += [(later, name.replace("*", match[1]), sign) for name, sign in one.since]
                if all(name in positions(report) for report, name, _ in terms):
                    yield _Case(one, key, tuple(terms))


def _expected(case: _Case) -> Number | None:
    total: Number = 0
    for report, key, sign in case.terms:
        value = number(report, key)
        if value is None:
            return None
        total += sign * value
    return total


@rule("GK541", source=f"{FORM}: 二、上年结转 is 四、结转下年度继续办理 of the year before")
def carried_over(earlier: Report, later: Report) -> Iterator[Diagnostic]:
    """In every column, the requests carried in are those that the year before carried out."""
    yield from _check(earlier, later, "GK541")


@rule("GK542", source="国办公开办函〔2021〕30号: 现行有效件数, 本年制发件数, 本年废止件数")
def still_in_force(earlier: Report, later: Report) -> Iterator[Diagnostic]:
    """The documents in force are those of the year before, with those issued and without those repealed."""
    yield from _check(earlier, later, "GK542")


@rule("GK543", source="国办公开办函〔2019〕60号: 上一年项目数量, 本年增/减")
def items_of_the_year_before(earlier: Report, later: Report) -> Iterator[Diagnostic]:
    """The items of the year before are as many as that year's report has, with its change."""
    yield from _check(earlier, later, "GK543")


@rule("GK545", source=FORM)
def doubtful_years(earlier: Report, later: Report) -> Iterator[Diagnostic]:
    """A rule between years that fails over a number that was inferred says that the reading is in doubt."""
    yield from _check(earlier, later, "GK545")


def _check(earlier: Report, later: Report, code: str) -> Iterator[Diagnostic]:
    for case in _cases(earlier, later):
        printed, expected = number(later, case.key), _expected(case)
        if printed is None or expected is None or printed == expected:
            continue
        doubtful = [
            name_of(report, key) for report, key in ((later, case.key), *((report, key) for report, key, _ in case.terms)) if is_doubtful(report, key)
        ]
        if code != ("GK545" if doubtful else case.rule.code):
            continue
        value_of = [(f"{report.year} {name_of(report, key)}", sign * (number(report, key) or 0)) for report, key, sign in case.terms]
        details: dict[str, Any] = {
            "where": name_of(later, case.key),
            "year": later.year,
            "found": printed,
            "parts": added(Term(*one) for one in value_of),
            "expected": expected,
            "difference": signed(printed - expected),
        }
        if doubtful:
            details |= {"rule": case.rule.code, "doubtful": ", ".join(doubtful)}
        keys = [case.key, *(key for report, key, _ in case.terms if report is later)]
        yield finding(code, later, keys, show=case.key, **details)


def unassessable(earlier: Report, later: Report) -> Iterator[Diagnostic]:
    """The rules between years that cannot be assessed because a cell is empty, each kind once."""
    cases = list(_cases(earlier, later))
    for one in RULES:
        own = [case for case in cases if case.rule is one]
        found = [case for case in own if number(later, case.key) is None or _expected(case) is None]
        if found:
            keys = [case.key for case in found]
            yield finding("GK507", later, keys, rule=one.code, count=len(found), size=len(own), empty=names_of(later, keys))


# ---------------------------------------------------------------- the text

SHARE = 0.8
"""From this share of sentences on, the text is last year's."""
_LEAST = 5
_SHORTEST = 12
_END = re.compile("[。！？；\n]")


@rule("GK563", source=f"the report is one of the year before it: {FORM}")
def same_text(earlier: Report, later: Report) -> Iterator[Diagnostic]:
    """The text is this year's, and not that of the year before with other numbers in it."""
    sentences = _sentences(later)
    known = set(_sentences(earlier))
    same = [one for one in sentences if one in known]
    if len(sentences) >= _LEAST and len(same) >= SHARE * len(sentences):
        yield finding("GK563", later, count=len(same), size=len(sentences), share=f"{len(same) / len(sentences):.0%}")


def _sentences(report: Report) -> Sequence[str]:
    """The sentences of the sections' text, without their numbers; short ones say nothing."""
    parts = [re.sub(r"\d+", "#", squeeze(one)) for section in report.sections for one in _END.split(section.text)]
    return [part for part in parts if len(part) >= _SHORTEST]


CHECKS = (carried_over, still_in_force, items_of_the_year_before, doubtful_years, same_text)
