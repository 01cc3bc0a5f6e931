from __future__ import annotations

from hypothesis import given

from gongkai.cells import Status
from gongkai.parser import parse
from gongkai.testing import Damage, Printed, damage, pages

SAID = (Status.REPORTED, Status.BLANK, Status.NOT_APPLICABLE)


@given(pages(), damage())
def test_damage_never_yields_a_wrong_number(page: Printed, damage: Damage) -> None:
    written = {entry.key: (entry.value, entry.status) for entry in page.report.entries()}
    read = parse(damage(page.text)).report
    assert [entry for entry in read.entries() if entry.status in SAID and written.get(entry.key) != (entry.value, entry.status)] == []
