from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import grammar
from gongkai.records import Report
from gongkai.testing import reports
from tests.property.test_checks_find_every_changed_number import with_values

FORM = "statistics_2014"
PARTS = [(part, whole) for one in grammar.form(FORM).portions for part, whole in zip(one.part.keys, one.whole.keys, strict=True)]


def of_parts(report: Report) -> list[tuple[str, ...]]:
    return [one.entries for one in gongkai.check(report) if one.code == "GK516"]


@given(reports(FORM, consistent=True), st.data())
def test_a_part_is_at_most_its_whole_and_what_is_more_is_found_in_each_and_no_other(report: Report, data: st.DataObject) -> None:
    assert len(PARTS) == 3
    assert of_parts(report) == []
    places = {str(key): at for at, key in enumerate(report.keys)}
    chosen = data.draw(st.lists(st.sampled_from(PARTS), min_size=1, unique=True))
    more = {part: int(report[whole].value or 0) + data.draw(st.integers(1, 99)) for part, whole in chosen}
    changed = with_values(report, {places[part]: value for part, value in more.items()})
    assert sorted(of_parts(changed)) == sorted(chosen)
    equal = with_values(report, {places[part]: int(report[whole].value or 0) for part, whole in chosen})
    assert of_parts(equal) == []


@given(reports(FORM))
def test_a_part_or_a_whole_without_a_number_breaks_no_rule(report: Report) -> None:
    empty = {entry.key for entry in report.entries() if entry.value is None}
    assert all(empty.isdisjoint(keys) for keys in of_parts(report))
