"""Files -> what was found in each: by reading it, by the checks, beside the report of the year before, and beside its subordinates'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain

from attrs import field, frozen

from gongkai.cells import fold
from gongkai.checks import check, check_sum, check_years, kept
from gongkai.checks.years import comparable
from gongkai.diagnostics import Diagnostic, Language, Severity
from gongkai.inputs import Input, take
from gongkai.parser import Result
from gongkai.records import Report


class State(StrEnum):
    """What is to be said of a file in one word."""

    CLEAN = "clean"
    """There are at most notes."""
    DOUBTFUL = "doubtful"
    """There are warnings, and no errors."""
    ERRORS = "errors"
    """There are findings of severity error."""
    UNREADABLE = "unreadable"
    """It could not be read, or is no report."""
    PASSED_OVER = "passed_over"
    """It lies in a folder that was named, and is of no kind that is read."""


@frozen
class Checked:
    """A file, and what was found in it."""

    name: str
    result: Result | None = None
    found: tuple[Diagnostic, ...] = ()
    """Of reading and of checking together, in the order of the page; those about the whole of it first."""
    fault: str | None = None
    """Why it could not be read, in one line."""
    plain: bool = False
    """Whether it is text, so that offsets and lines count in the file itself."""

    @property
    def state(self) -> State:
        """What is to be said of it in one word."""
        if self.result is None:
            return State.PASSED_OVER if self.fault is None else State.UNREADABLE
        severities = {one.severity for one in self.found}
        if Severity.ERROR in severities:
            return State.ERRORS
        return State.DOUBTFUL if Severity.WARNING in severities else State.CLEAN


@frozen
class Checker:
    """How files are to be checked."""

    ignore: tuple[str, ...] = ()
    """Codes, and beginnings of codes, that are left out."""
    previous: Sequence[Report] | None = None
    """Reports of the year before; None where nobody asked for them."""
    unassessable: bool = False
    lang: Language | None = None
    """The language in which it is told that a file is no report."""
    _reports: list[Report] = field(factory=list, init=False, eq=False)

    def files(self, inputs: Iterable[Input], superior: Input | None = None) -> Iterator[Checked]:
        """What is wrong with each file, one after the other, and last with the report of the superior that adds them up."""
        for one in inputs:
            checked = self.file(one)
            if superior is not None and checked.result is not None:
                self._reports.append(checked.result.report)
            yield checked
        if superior is not None:
            yield self.file(superior, self._reports)

    def file(self, given: Input, subordinates: Sequence[Report] = ()) -> Checked:
        """What is wrong with one file. Raises CheckError where a plug-in is broken."""
        taken = take(given, self.lang)
        if taken.result is None:
            return Checked(given.name, fault=taken.fault)
        report = taken.result.report
        found = chain(
            taken.result.diagnostics,
            check(report, unassessable=self.unassessable),
            self._between_years(report),
            check_sum(report, subordinates) if subordinates else (),
        )
        own = sorted(dict.fromkeys(kept(found, self.ignore)), key=_place)
        return Checked(given.name, taken.result, tuple(own), plain=taken.plain)

    def _between_years(self, report: Report) -> list[Diagnostic]:
        """What does not go over from the one report, among those of the year before, that is the same organ's."""
        if not self.previous:
            return []
        if len(self.previous) == 1:
            return check_years(self.previous[0], report, unassessable=self.unassessable)
        found = [one for one in self.previous if not list(comparable(one, report))]
        if len(found) > 1:
            name = fold(report.agency or "")
            found = [one for one in found if fold(one.agency or "") == name]
        if len(found) != 1:
            return [Diagnostic.of("GK544", found=f"?, {report.agency or '?'} {report.year or '?'}")]
        return check_years(found[0], report, unassessable=self.unassessable)


def _place(found: Diagnostic) -> int:
    return found.span.start if found.span is not None else -1
