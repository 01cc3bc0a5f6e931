"""Two faults of a Word file at once: whatever is read stands in it, in its row and under its title.

Where spans are written out as cells or left out, or a table goes on in another, that is a fault already, and may hide another, as in any text: there,
one at a time is tried.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai.records import Report
from tests.faulty_pages import FAULTS
from tests.printed_word import SPANNED, STYLES, UNSPANNED
from tests.property.faulty import MOVED, any_report, faulty, some_faults, wrong
from tests.word_faults import WORD_FAULTS, FaultyWord

KINDS = FAULTS | WORD_FAULTS
ALONE = {name: fault for name, fault in KINDS.items() if name not in MOVED and name != "number_under_another"}
"""Nobody sees that cells have moved where the titles are left behind, and a cell that goes on in another table does not."""


def read(report: Report, style: str, faults: Iterable[str], seed: int) -> list[str]:
    """What is read wrong. What Word says of a row or a cell comes last, for other faults would move it to other cells."""
    page = faulty(FaultyWord, report, [KINDS[fault] for fault in sorted(faults, key=WORD_FAULTS.__contains__)], seed)
    return wrong(report, page, gongkai.read(page.word(STYLES[style])))


@given(any_report(), st.sampled_from(list(SPANNED)), some_faults(KINDS), st.integers(0, 2**16))
def test_no_two_faults_of_a_word_file_yield_a_wrong_number(report: Report, style: str, faults: list[str], seed: int) -> None:
    assert read(report, style, faults, seed) == []


@given(any_report(), st.sampled_from(list(UNSPANNED)), some_faults(ALONE, 1), st.integers(0, 2**16))
def test_no_fault_of_a_word_file_without_spans_or_in_two_tables_yields_a_wrong_number(
    report: Report, style: str, faults: list[str], seed: int
) -> None:
    assert read(report, style, faults, seed) == []
