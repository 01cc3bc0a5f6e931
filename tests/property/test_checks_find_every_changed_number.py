from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import checks
from gongkai.cells import Place, Reading, Status
from gongkai.diagnostics import Diagnostic, Severity
from gongkai.records import Report
from gongkai.testing import reports

_SUMMED = ("requests.", "disputes.")


def with_values(report: Report, values: Mapping[int, int]) -> Report:
    """The report with other numbers printed in some places."""
    cells = list(report.cells)
    for at, value in values.items():
        cells[at] = Place(Reading(value, Status.REPORTED, cells[at].reading.unit, str(value)), *cells[at][1:])
    return evolve(report, cells=tuple(cells))


def errors(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.severity is Severity.ERROR]


def summed(report: Report) -> list[int]:
    """The places of the cells of tables 3 and 4."""
    found = [at for at, key in enumerate(report.keys) if key.item.startswith(_SUMMED)]
    return [at for at in found if report.cells[at].reading.value is not None]


@given(reports(consistent=True))
def test_a_consistent_report_has_no_finding_of_severity_error(report: Report) -> None:
    assert errors(gongkai.check(report)) == []


@given(reports(consistent=True), st.data())
def test_a_changed_number_breaks_a_rule_and_is_among_the_culprits(report: Report, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(summed(report)))
    value = report.cells[at].reading.value
    assert isinstance(value, int)
    changed = data.draw(st.integers(0, 10**6).filter(lambda number: number != value))
    key = str(report.keys[at])
    found = gongkai.check(with_values(report, {at: changed}))
    broken = errors(found)
    assert broken
    assert all(key in one.entries and key in one.culprits for one in broken)
    for one in found:
        if one.code == "GK506":
            assert key in one.entries
            assert f"{changed} → {value}" in one.details["found"] or one.details["found"].endswith("…")


@given(reports(consistent=True), st.data())
def test_a_number_below_zero_is_found_wherever_it_stands(report: Report, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(summed(report)))
    found = gongkai.check(with_values(report, {at: data.draw(st.integers(-1000, -1))}))
    assert any(one.code == "GK512" and one.entries == (str(report.keys[at]),) for one in found)
    assert any(str(report.keys[at]) in one.culprits for one in errors(found))


@given(reports(), st.data())
def test_the_order_of_the_checks_does_not_matter(report: Report, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.sampled_from(range(len(report.cells))), max_size=3))
    report = with_values(report, dict.fromkeys(places, 7))
    order = data.draw(st.permutations(checks.CHECKS))
    assert gongkai.check(report, checks=order) == gongkai.check(report, checks=checks.CHECKS)


@given(reports())
def test_an_empty_operand_breaks_no_rule(report: Report) -> None:
    empty = {entry.key for entry in report.entries() if entry.value is None}
    for one in gongkai.check(report):
        if one.code in ("GK501", "GK502", "GK503", "GK504"):
            assert empty.isdisjoint(one.entries)


@given(reports(consistent=True), st.integers(1, 6), st.integers(0, 2**16))
def test_the_parts_into_which_a_report_is_split_add_up_to_it(report: Report, count: int, seed: int) -> None:
    random = Random(seed)
    values: list[dict[int, int]] = [{} for _ in range(count)]
    for at, cell in enumerate(report.cells):
        left = int(cell.reading.value or 0)
        for part in values[:-1]:
            part[at] = random.randint(0, left)
            left -= part[at]
        values[-1][at] = left
    parts = [with_values(report, part) for part in values]
    assert gongkai.check_sum(report, iter(parts)) == []
    changed = random.choice(summed(report))
    value = values[0][changed]
    found = gongkai.check_sum(report, [with_values(parts[0], {changed: value + 1}), *parts[1:]])
    assert [(one.code, one.entries) for one in found] == [("GK551", (str(report.keys[changed]),))]
