"""Reports on pages with faults, and what is wrong with what was read there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import TypeVar

from attrs import evolve
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import BLANK, Place, Reading, Status
from gongkai.parser import Result
from gongkai.records import Entry, Report
from gongkai.sheet import sheet_of
from gongkai.testing import reconciled, reports
from tests.faulty_pages import FAULTS, Fault, FaultyPage
from tests.property.difference import obeys
from tests.property.numbered import numbered

ZERO = Reading(0, Status.REPORTED, None, "0")
UNTITLED = frozenset(("column_lost", "head_row_lost", "rows_in_a_table"))
MOVED = frozenset(("columns_swapped", "empty_cell_put_in", "unknown_column"))
"""Nobody can see that cells have moved that have lost their titles."""


_Page = TypeVar("_Page", bound=FaultyPage)


@st.composite
def sparse(draw: st.DrawFn) -> Report:
    """A report of small numbers that obey its sums, and perhaps of blank cells for zeros."""
    report = draw(reports(consistent=True, missing=False))
    size = len(report.keys)
    drawn = draw(st.lists(st.sampled_from((0, 0, 0, 1, 2, 5, 12)), min_size=size, max_size=size))
    numbers = reconciled(dict(zip(map(str, report.keys), drawn, strict=True)), report.form)
    printed = draw(st.sampled_from((ZERO, BLANK)))
    readings = [Reading(numbers[str(key)], Status.REPORTED, None, str(numbers[str(key)])) if numbers[str(key)] else printed for key in report.keys]
    return evolve(report, cells=tuple(Place(reading, -1, -1) for reading in readings))


def right(printed: Entry, read: Entry) -> bool:
    """Whether an entry says the number that is printed; a blank cell may be inferred to be a zero."""
    return read.value == printed.value or (read.status is Status.INFERRED and printed.status is Status.BLANK and read.value == 0)


def any_report() -> st.SearchStrategy[Report]:
    """Reports that tell cells apart, and such as have sums and blanks."""
    return st.one_of(numbered(), numbered(blanks=True), reports(consistent=True), sparse())


def some_faults(kinds: Mapping[str, Fault] = FAULTS, most: int = 2) -> st.SearchStrategy[list[str]]:
    """The names of faults that may come together."""
    names = st.lists(st.sampled_from(list(kinds)), min_size=1, max_size=most)
    return names.filter(lambda faults: UNTITLED.isdisjoint(faults) or MOVED.isdisjoint(faults))


def faulty(kind: type[_Page], report: Report, faults: Iterable[Fault], seed: int) -> _Page:
    """A report's page with these faults."""
    page = kind(sheet_of(report, grammar.form(report.form)))
    random = Random(seed)
    for fault in faults:
        fault(page, random)
    return page


def wrong(report: Report, page: FaultyPage, result: Result) -> list[str]:
    """The numbers that were read and do not stand on the page in their row and under their title."""
    titles = {str(key): title for row in grammar.form(report.form).rows for key, title in zip(row.entries, row.titles, strict=True)}
    blanks_filled = [place if place.reading is not BLANK else Place(ZERO, -1, -1) for place in report.cells]
    consistent = obeys(evolve(report, cells=tuple(blanks_filled)))
    printed = {entry.key: entry for entry in report.entries()}
    return [
        f"{entry.key}: {entry.status.value} {entry.raw!r}"
        for entry in result.report.entries()
        if entry.value is not None
        and (consistent or entry.status is not Status.INFERRED)
        and not (right(printed[entry.key], entry) and (entry.status is Status.INFERRED or entry.key not in page.gone))
        and not page.says(entry, titles[entry.key])
    ]
