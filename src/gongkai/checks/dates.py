"""A report -> what does not fit its year: the period, the day of publication, the form, the notice that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from gongkai import grammar
from gongkai.checks.findings import finding, place_in
from gongkai.checks.levels import is_department
from gongkai.checks.rule import REGULATIONS, rule
from gongkai.diagnostics import Diagnostic
from gongkai.form import Notice
from gongkai.records import Report, Section

_DEPARTMENTS = (1, 31)
_GOVERNMENTS = (3, 31)
"""Month and day by which the report is published, in the year after. Where the name leaves a doubt, the later one."""

_SOURCE_OF_DATES = f"{REGULATIONS} 第四十九条、第五十条"


@rule("GK521", source=f"{_SOURCE_OF_DATES}: 上一年度")
def whole_year(report: Report) -> Iterator[Diagnostic]:
    """The numbers are about the year of the report, from 1 January to 31 December."""
    if report.period is not None and report.year is not None and report.period != (date(report.year, 1, 1), date(report.year, 12, 31)):
        first, last = report.period
        yield finding("GK521", report, found=f"{first} – {last}", expected=f"{report.year}-01-01 – {report.year}-12-31")


@rule("GK522", source=_SOURCE_OF_DATES)
def published_after_the_year(report: Report) -> Iterator[Diagnostic]:
    """A report is published when its year is over."""
    if report.published is not None and report.year is not None and report.published < date(report.year, 12, 31):
        yield finding("GK522", report, found=report.published, year=report.year)


@rule("GK523", source=f"{_SOURCE_OF_DATES}: 31 January for departments, 31 March for governments")
def published_in_time(report: Report) -> Iterator[Diagnostic]:
    """A department publishes its report by 31 January, a government by 31 March."""
    if report.published is not None and report.year is not None:
        last = date(report.year + 1, *(_DEPARTMENTS if report.agency is not None and is_department(report.agency) else _GOVERNMENTS))
        if report.published > last:
            yield finding("GK523", report, found=report.published, expected=last, days=(report.published - last).days)


@rule("GK524", source="国办公开办函〔2019〕60号 for 2019 and 2020, 国办公开办函〔2021〕30号 from 2021 on")
def form_of_the_year(report: Report) -> Iterator[Diagnostic]:
    """A report is written on the form that is in force for its year."""
    if report.year is None:
        return
    own = _first_year(report.form)
    years = _family(report.form, grammar.forms())
    if own is None:
        return
    due = years.get(max((first for first in years if first <= report.year), default=own), report.form)
    if due != report.form or report.year < own:
        yield finding("GK524", report, year=report.year, form=report.form, expected=due if due != report.form else f"< {own}")


@lru_cache(64)
def _family(form: str, forms: tuple[str, ...]) -> Mapping[int, str]:
    """The forms that follow each other, of which this is one, by their first year: annual_2019, annual_2021."""
    stem = form.rpartition("_")[0]
    return {first: name for name in forms if (first := _first_year(name)) is not None and name.rpartition("_")[0] == stem}


def _first_year(form: str) -> int | None:
    """The first year in force, which is in a form's name."""
    year = form.rpartition("_")[2]
    return int(year) if year.isdigit() else None


@rule("GK525", source="the notices that prescribe the forms")
def notice_of_the_form(report: Report) -> Iterator[Diagnostic]:
    """The notice that the text cites is the one that prescribes the form."""
    own = grammar.form(report.form).notices
    if not own:
        return
    known, spelt = _notices(report.form, grammar.forms())
    cited: list[tuple[Section, re.Match[str], Notice]] = []
    for section in (*((report.preamble,) if report.preamble is not None else ()), *report.sections[:1]):
        for match in spelt.finditer(section.text):
            notice = Notice(match["issuer"], int(match["year"]), int(match["number"]))
            cited += [(section, match, notice)] if notice in known else []
    if cited and all(notice not in own for *_, notice in cited):
        section, match, _ = cited[0]
        span = place_in(report, section, match.start(), match.end())
        yield finding("GK525", report, spans=[span], found=match[0], form=report.form, expected="、".join(map(str, own)))


@lru_cache(64)
def _notices(form: str, forms: tuple[str, ...]) -> tuple[frozenset[Notice], re.Pattern[str]]:
    """The notices that the forms of a family state, and how one of them is cited, with any brackets about its year, or none."""
    known = frozenset(notice for name in {form, *_family(form, forms).values()} for notice in grammar.form(name).notices)
    issuers = "|".join(sorted({re.escape(notice.issuer) for notice in known}))
    return known, re.compile(rf"(?P<issuer>{issuers})\s*[〔【\[(（﹝]?\s*(?P<year>20\d\d)\s*[〕】\])）﹞]?\s*第?\s*(?P<number>\d{{1,3}})\s*号")


CHECKS = (whole_year, published_after_the_year, published_in_time, form_of_the_year, notice_of_the_form)
