from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

import gongkai
from gongkai.testing import reports
from tests.unit import official

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["NaN", "1E+999999", "3.0", "blank", "2024-02-30", "20240101", "２"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["form", "span", "start", "end", "box", "text", "x"]), inner, max_size=4)
    ),
    max_leaves=6,
)
DATA = gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report.to_dict()


def read(data: Any) -> gongkai.Report | None:
    """The report, or None for a ValueError; any other error is the test's."""
    try:
        return gongkai.Report.from_dict(data)
    except ValueError:
        return None


@given(ANYTHING)
@example(None)
@example([])
@example("")
@example({})
def test_anything_is_a_value_error(data: Any) -> None:
    assert read(data) is None


@given(reports(), st.data())
def test_a_report_with_one_thing_changed_is_a_value_error_or_another_report(report: gongkai.Report, data: st.DataObject) -> None:
    changed = copy.deepcopy(report.to_dict())
    inner: Any = changed
    while True:
        at = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        if not inner[at] or not isinstance(inner[at], dict | list) or data.draw(st.booleans()):
            break
        inner = inner[at]
    if isinstance(inner, dict) and data.draw(st.booleans()):
        del inner[at]
        assert read(changed) is None
        return
    inner[at] = data.draw(ANYTHING)
    found = read(changed)
    if found is not None:
        assert plain(found.to_dict()) == plain(changed)


def plain(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True)


@given(st.sampled_from([True, 1.0, "1", "3.10", [], {}]))
def test_a_count_is_an_int_and_nothing_like_it(value: Any) -> None:
    entries = [{**entry, "value": value} if entry["column"] == "issued" else entry for entry in DATA["entries"]]
    found = read({**DATA, "entries": entries})
    assert (
        found is None
        or found["proactive.rules.issued"].value == gongkai.Report.from_dict({**DATA, "entries": entries})["proactive.rules.issued"].value
    )
    assert (found is None) == (value != "3.10")


def test_an_entry_that_stands_there_twice_is_a_value_error() -> None:
    assert read({**DATA, "entries": [*DATA["entries"], DATA["entries"][0]]}) is None


def test_sections_within_sections_without_end_are_a_value_error() -> None:
    section: dict[str, Any] = {**DATA["sections"][0], "subsections": []}
    for _ in range(5_000):
        section = {**section, "subsections": [section]}
    assert read({**DATA, "sections": [section]}) is None


def test_other_keys_are_passed_by() -> None:
    assert read({"file": "a.txt", **DATA, "diagnostics": []}) == gongkai.Report.from_dict(DATA)
