"""Whatever happens to a page: what is read is printed, and what is lost is said.

Layouts that do not show empty cells lose them by themselves. A second loss in the same row may then make it look whole: 3 and a blank, of
which the 3 was cut in two. So where numbers may be lost, such layouts are tried with reports that leave no cell empty.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cells import Place
from gongkai.parser import parse
from gongkai.records import Report
from gongkai.rendering import layouts, render, shows_blanks
from gongkai.testing import DAMAGES, LOSSLESS, LOSSY, Damage, damage, pages, reports
from tests.property.difference import difference, lost_in_silence, obeys, wrong
from tests.property.numbered import numbered

each_layout = pytest.mark.parametrize("layout", layouts())
each_kind = pytest.mark.parametrize("kind", DAMAGES)


@st.composite
def any_reports(draw: st.DrawFn, layout: str, kinds: tuple[str, ...]) -> Report:
    blanks = shows_blanks(layout) or all(kind in LOSSLESS for kind in kinds)
    return draw(st.one_of(reports(blanks=blanks), reports(consistent=True), numbered()))


ADD = frozenset(
    ("page_numbers_in_rows bare_page_numbers notes thousands_apart number_cut number_wrapped row_wrapped heads_repeated group_label_cut").split()
)
TAKE = frozenset(
    (
        "column_lost cells_lost cells_glued blank_cells_lost rows_lost lines_lost half_a_table_lost repeated_lines_lost "
        "labels_lost labels_of_a_group_lost label_glued"
    ).split()
)
UNTITLE = frozenset(("lines_lost half_a_table_lost repeated_lines_lost characters_lost characters_doubled characters_swapped").split())


def two_kinds() -> st.SearchStrategy[Damage]:
    """Two kinds of damage, of which not one adds a number to a row and the other takes one away.

    Both may happen in one row, which then has as many numbers as before: where lines have no borders between cells, nobody can see that.
    Nor can anybody see where a second report begins that has lost its headings, the order of columns that have lost their titles, or that of rows that have
    lost their labels.
    """
    return damage(most=2).filter(lambda happens: not _hidden(set(happens.kinds)))


def _hidden(kinds: set[str]) -> bool:
    return bool(
        (kinds & ADD and kinds & TAKE)
        or ("columns_swapped" in kinds and kinds & UNTITLE)
        or {"rows_out_of_order", "labels_of_a_group_lost"} <= kinds
        or ("another_report" in kinds and kinds & (LOSSY.keys() - {"another_report"}))
    )


def assert_honest(report: Report, layout: str, happens: Damage) -> None:
    result = parse(happens(render(report, layout)))
    assert wrong(report, result.report, consistent=obeys(report)) == []
    assert lost_in_silence(report, result) == []


@each_kind
@given(st.data(), st.sampled_from(layouts()), st.integers(0, 2**16))
def test_no_kind_of_damage_yields_a_wrong_number_or_loses_one_in_silence(kind: str, data: st.DataObject, layout: str, seed: int) -> None:
    assert_honest(data.draw(any_reports(layout, (kind,))), layout, Damage((kind,), seed))


@each_layout
@given(st.data(), two_kinds())
def test_no_two_kinds_of_damage_yield_a_wrong_number_or_lose_one_in_silence(layout: str, data: st.DataObject, happens: Damage) -> None:
    assert_honest(data.draw(any_reports(layout, happens.kinds)), layout, happens)


@each_layout
@given(st.data(), damage(*LOSSLESS))
def test_damage_that_leaves_the_numbers_never_yields_a_wrong_one(layout: str, data: st.DataObject, happens: Damage) -> None:
    page = data.draw(pages(layout=layout, blanks=True, missing=True))
    assert wrong(page.report, parse(happens(page.text)).report) == []


@given(numbered(), st.sampled_from(layouts()), st.integers(0, 2**16))
def test_a_table_of_contents_before_the_report_takes_no_number_away(report: Report, layout: str, seed: int) -> None:
    text = render(report, layout)
    before, after = parse(text).report, parse(Damage(("table_of_contents",), seed)(text)).report
    assert difference(evolve(before, cells=_readings(before)), evolve(before, keys=after.keys, cells=_readings(after))) == []


def _readings(report: Report) -> tuple[Place, ...]:
    """The cells of a report, wherever they stand on its page."""
    return tuple(Place(cell.reading, -1, -1) for cell in report.cells)
