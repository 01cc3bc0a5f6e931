from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import gongkai
from gongkai import grammar
from gongkai.cells import MISSING, Place, Reading, Status
from gongkai.records import Report
from gongkai.testing import reports
from tests.property.difference import difference

each_kind = pytest.mark.parametrize("kind", gongkai.document_formats())
few = settings(max_examples=8)  # a Word file takes a few tenths of a second
FORMS = grammar.forms()
WITH_TWINS = {form for form in FORMS if any(word.twins for word in grammar.form(form).words.values())}
"""Those that print one label over two rows: where one of them is missing, no page says which."""
DOUBTS = (Reading(None, Status.UNSETTLED, None, "7"), Reading(7, Status.INFERRED, None, None), Reading(None, Status.MISSING, None, None))


def read(report: Report, kind: str) -> Report:
    return evolve(gongkai.read(gongkai.render_document(report, kind)).report, places=())


@each_kind
@few
@given(report=st.sampled_from(FORMS).flatmap(lambda form: reports(form, missing=form not in WITH_TWINS)))
def test_what_is_read_from_a_filled_in_form_is_the_report(kind: str, report: Report) -> None:
    assert difference(report, read(report, kind)) == []


@each_kind
@few
@given(data=st.data())
def test_a_cell_in_doubt_is_neither_filled_in_nor_blank_and_the_others_are_as_they_were(kind: str, data: st.DataObject) -> None:
    report = data.draw(reports(data.draw(st.sampled_from(FORMS)), missing=False))
    printed = [
        at for at, cell in enumerate(report.cells) if cell.reading is not MISSING
    ]  # of （六）其他处理 and its rows a sheet prints one or the other
    doubts = data.draw(st.dictionaries(st.sampled_from(printed), st.sampled_from(DOUBTS), min_size=1, max_size=9))
    doubtful = evolve(report, cells=tuple(Place(doubts[at], -1, -1) if at in doubts else cell for at, cell in enumerate(report.cells)))
    found = read(doubtful, kind).entries()
    form = grammar.form(report.form)
    twins = {one.path for word in form.words.values() if word.twins for one in (word.row, *(twin.row for twin in word.twins)) if one is not None}
    together = {key for row in form.rows if row.label is None or row.path in twins for key in row.keys}
    for at, (before, after) in enumerate(zip(doubtful.entries(), found, strict=True)):
        if at in doubts:
            assert after.value is None
            assert after.status in (Status.UNSETTLED, Status.MISSING)
        elif after != before:  # what is no number leaves the reader in doubt about all of a row without a label, and about rows of one label
            assert after.key in together
            assert after.value is None
            assert after.status in (Status.UNSETTLED, Status.MISSING)
