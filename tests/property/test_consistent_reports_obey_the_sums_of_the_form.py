from __future__ import annotations

from hypothesis import given

from gongkai.records import Report
from gongkai.testing import reports


@given(reports(consistent=True))
def test_consistent_reports_obey_the_sums_of_the_form(report: Report) -> None:
    value = {entry.key: entry.value or 0 for entry in report.entries()}
    assert all(entry.value is not None and entry.value >= 0 for entry in report.entries())
    outcomes = {key.rpartition(".")[0] for key in value if key.startswith("requests.outcomes.")} - {"requests.outcomes.total"}
    for column in (entry.column for entry in report.entries() if entry.item == "requests.new"):
        new, old, total, left = (value[f"requests.{row}.{column}"] for row in ("new", "carried_in", "outcomes.total", "carried_out"))
        assert new + old == total + left
        assert total == sum(value[f"{item}.{column}"] for item in outcomes)
    for entry in report.entries():
        if entry.column == "total":
            assert entry.value == sum(other.value or 0 for other in report.entries() if other.item == entry.item and other.column != "total")
