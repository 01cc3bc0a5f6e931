"""What stands for an entry where people read it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.cells import Status
from gongkai.records import Entry
from gongkai.signs import SIGNS, shown


def entry(value: int | Decimal | None, status: Status, unit: str | None = None) -> Entry:
    return Entry("annual_2021", "proactive.fees", "amount", "行政事业性收费", value, unit, status, None, None)


def test_each_status_without_a_number_has_a_sign_of_its_own() -> None:
    without = [status for status in Status if status not in (Status.REPORTED, Status.INFERRED)]
    assert [shown(entry(None, status)) for status in without] == [SIGNS[status] for status in without]
    assert len(set(SIGNS.values())) == len(without) == len(SIGNS)


@pytest.mark.parametrize(("status", "said"), [(Status.REPORTED, "3.250万元"), (Status.INFERRED, "[3.250万元]")])
def test_a_number_has_all_its_digits_and_its_unit(status: Status, said: str) -> None:
    assert shown(entry(Decimal("3.250"), status, "万元")) == said
