"""Two faults of a PDF at once: whatever is read stands on it, in its row and under its title, where it can be seen.

A report takes some tenths of a second to be drawn and read: the small budget tries few.
"""

from __future__ import annotations

from random import Random

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import BLANK, Place, Status
from gongkai.parser import parse_page
from gongkai.readers.limits import DEFAULT
from gongkai.readers.pdf import read_here
from gongkai.records import Report
from gongkai.sheet import sheet_of
from gongkai.testing import reports
from tests import faulty_pages
from tests.pdf_faults import FAULTS, FaultyFile, Setting
from tests.property.difference import obeys
from tests.property.faulty import MOVED, UNTITLED, ZERO, right, sparse
from tests.property.numbered import numbered

UNRULED = UNTITLED | {"columns_on_the_next_page", "rules_lost", "rules_painted", "rules_with_gaps"}
"""Where rules are lost, titles may be."""
SHIFTED = MOVED | {"span_wrong"}


def may_meet(faults: list[str]) -> bool:
    """Whether what is printed can still be told: not where cells have moved whose titles are lost, or those of another table are over them."""
    joined = "tables_joined" in faults and any(one in faulty_pages.FAULTS for one in faults if one != "tables_joined")
    return not joined and (UNRULED.isdisjoint(faults) or SHIFTED.isdisjoint(faults))


@settings(max_examples=max(settings().max_examples // 4, 8), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(numbered(), numbered(blanks=True), reports(consistent=True), sparse()).filter(lambda report: report.form != "statistics_2014"),
    st.lists(st.sampled_from(list(FAULTS)), min_size=1, max_size=2).filter(may_meet),
    st.integers(0, 2**16),
)
def test_no_two_faults_of_a_pdf_yield_a_wrong_number(report: Report, faults: list[str], seed: int) -> None:
    form = grammar.form(report.form)
    file = FaultyFile(sheet_of(report, form), Setting())
    random = Random(seed)
    for fault in faults:
        FAULTS[fault](file, random)
    titles = {str(key): title for row in form.rows for key, title in zip(row.entries, row.titles, strict=True)}
    blanks_filled = [place if place.reading is not BLANK else Place(ZERO, -1, -1) for place in report.cells]
    consistent = obeys(evolve(report, cells=tuple(blanks_filled)))
    result = parse_page(read_here(file.pdf(), DEFAULT))
    printed = {entry.key: entry for entry in report.entries()}
    wrong = [
        f"{entry.key}: {entry.status.value} {entry.raw!r}"
        for entry in result.report.entries()
        if entry.value is not None
        and (consistent or entry.status is not Status.INFERRED)
        and (
            (entry.key in file.unsaid and entry.status is Status.REPORTED)
            or not (right(printed[entry.key], entry) or file.says(entry, titles[entry.key]))
        )
    ]
    assert wrong == []
