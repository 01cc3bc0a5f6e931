"""Two faults of a web page at once: whatever is read stands on it, in its row and under its title.

Tried are the styles that say which places are merged. Where a page is text, or spans are written out as cells, one fault may hide another, as in
any text: see test_damage_never_yields_a_wrong_number.py.
"""

from __future__ import annotations

from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import BLANK, Place, Reading, Status
from gongkai.parser import parse_page
from gongkai.readers.html import read_with
from gongkai.records import Entry, Report
from gongkai.sheet import sheet_of
from gongkai.testing import reconciled, reports
from tests.html_faults import FAULTS, FaultyPage
from tests.printed_html import STYLES
from tests.property.difference import obeys
from tests.property.numbered import numbered

SPANNED = [style for style in STYLES if style not in ("table_a_row", "preformatted")]
ZERO = Reading(0, Status.REPORTED, None, "0")
UNTITLED = frozenset(("column_lost", "head_row_lost", "rows_in_a_table"))
MOVED = frozenset(("columns_swapped", "empty_cell_put_in", "unknown_column"))
"""Nobody can see that cells have moved that have lost their titles."""


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


@given(
    st.one_of(numbered(), numbered(blanks=True), reports(consistent=True), sparse()),
    st.sampled_from(SPANNED),
    st.lists(st.sampled_from(list(FAULTS)), min_size=1, max_size=2).filter(lambda faults: UNTITLED.isdisjoint(faults) or MOVED.isdisjoint(faults)),
    st.integers(0, 2**16),
)
def test_no_two_faults_of_a_web_page_yield_a_wrong_number(report: Report, style: str, faults: list[str], seed: int) -> None:
    form = grammar.form(report.form)
    page = FaultyPage(sheet_of(report, form))
    random = Random(seed)
    for fault in faults:
        FAULTS[fault](page, random)
    titles = {str(key): title for row in form.rows for key, title in zip(row.entries, row.titles, strict=True)}
    blanks_filled = [place if place.reading is not BLANK else Place(ZERO, -1, -1) for place in report.cells]
    consistent = obeys(evolve(report, cells=tuple(blanks_filled)))
    result = parse_page(read_with("lexbor", page.html(STYLES[style]).encode()))
    printed = {entry.key: entry for entry in report.entries()}
    wrong = [
        f"{entry.key}: {entry.status.value} {entry.raw!r}"
        for entry in result.report.entries()
        if entry.value is not None
        and (consistent or entry.status is not Status.INFERRED)
        and not right(printed[entry.key], entry)
        and not page.says(entry, titles[entry.key])
    ]
    assert wrong == []
