"""Reports -> what is wrong with them: sums, dates, text against tables, years, superiors and subordinates.

Each rule is a generator whose docstring is the rule; ``CHECKS`` has those of one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from gongkai import plugins
from gongkai.checks import dates, narrative, organs, plausible, quality, sums, years
from gongkai.checks.rule import RULES, Check, Rule, rule
from gongkai.complaints import say
from gongkai.diagnostics import Diagnostic
from gongkai.errors import CheckError
from gongkai.records import Report

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["CHECKS", "RULES", "Check", "Rule", "check", "check_sum", "check_years", "kept", "plugged", "rule"]

CHECKS: tuple[Check, ...] = (*sums.CHECKS, *plausible.CHECKS, *dates.CHECKS, *narrative.CHECKS, *quality.CHECKS)
"""The checks of one report that are built in."""


def check(report: Report, *, ignore: Iterable[str] = (), unassessable: bool = False, checks: Sequence[Check] | None = None) -> list[Diagnostic]:
    """What is wrong with a report by itself, in the order of the page.

    ``ignore``: codes, or beginnings of codes (``GK56``), that are left out. ``unassessable``: also say which sums cannot be assessed
    because a cell in them is empty. ``checks``: these instead of those built in and those of plug-ins. Raises CheckError where a
    plug-in is broken.
    """
    asked = tuple(checks) if checks is not None else (*CHECKS, *plugged())
    found = [one for function in asked for one in function(report)]
    if unassessable:
        found += sums.unassessable(report)
    return _sorted(kept(found, ignore))


def check_years(earlier: Report, later: Report, *, ignore: Iterable[str] = (), unassessable: bool = False) -> list[Diagnostic]:
    """What does not go over from an organ's report to that of the next year. Entries and spans are those of the later one.

    Reports that are not of one organ, or not of years that follow each other, are not compared: GK544 says so.
    """
    found = list(years.comparable(earlier, later))
    if not found:
        found = [one for function in years.CHECKS for one in function(earlier, later)]
        if unassessable:
            found += years.unassessable(earlier, later)
    return _sorted(kept(found, ignore))


def check_sum(superior: Report, subordinates: Iterable[Report], *, ignore: Iterable[str] = ()) -> list[Diagnostic]:
    """What a superior's report has that is not the sum of these. First which of them lack numbers, or have doubtful ones, and which.

    ``subordinates`` is gone through once, and no report is kept. Entries and spans are the superior's; ``shares`` of a finding says
    who contributes what.
    """
    return list(kept(organs.sums_of_subordinates(superior, subordinates), ignore))


def kept(found: Iterable[Diagnostic], ignore: Iterable[str]) -> Iterator[Diagnostic]:
    """The findings whose codes begin with none of these."""
    beginnings = tuple(ignore.split(",")) if isinstance(ignore, str) else tuple(ignore)
    beginnings = tuple(one.strip() for one in beginnings if one.strip())
    return (one for one in found if not one.code.startswith(beginnings))


def _sorted(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """In the order of the page, and always the same, whatever the order of the checks."""
    return sorted(found, key=lambda one: (one.span.start if one.span is not None else -1, one.code, one.entries, sorted(one.details.items())))


@cache
def plugged() -> tuple[Check, ...]:
    """The checks of other packages. Raises CheckError, which names the one that cannot be had."""
    return tuple(map(_plugged, plugins.check_entries()))


def _plugged(entry: EntryPoint) -> Check:
    name = f"the check {entry.name!r} ({entry.value})"
    try:
        function = entry.load()
    except Exception as error:
        raise CheckError(say("check_load", name=name, found=f"{type(error).__name__}: {error}")) from error
    if not callable(function):
        raise CheckError(say("check_kind", name=name, found=repr(function)))

    def guarded(report: Report) -> Iterator[Diagnostic]:
        try:
            found = list(function(report))
        except Exception as error:
            raise CheckError(say("check_fails", name=name, found=f"{type(error).__name__}: {error}")) from error
        for one in found:
            if not isinstance(one, Diagnostic):
                raise CheckError(say("check_gives", name=name, found=repr(one)))
            yield one

    return guarded
