"""Lists of JSON, printed with a value a line."""

from __future__ import annotations

import json

import pytest

import gongkai
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, said


@pytest.mark.parametrize("indent", [1, 4])
def test_lists_with_a_value_a_line_are_read(indent: int) -> None:
    rows = [[row.label, *cells_of(row.item)] for row in SHEET]
    result = gongkai.parse(f"{HEADING}\n{json.dumps(rows, ensure_ascii=False, indent=indent)}\n")
    assert all(said(result, item) == cells_of(item) for item in ITEMS)
    assert codes(result) == []


@pytest.mark.parametrize("indent", [0, 1, 4, "\t"])
@pytest.mark.parametrize("item", ["licensing", "fees"])
@pytest.mark.parametrize("cell", ["41", 41, "135万 元", "12%", "1,135 元"])
@pytest.mark.parametrize("behind", [[], ["", ""], [None, None]])
def test_the_comma_behind_a_label_that_has_its_line_to_itself_is_no_blank_cell(
    indent: int | str, item: str, cell: str | int, behind: list[str | None]
) -> None:
    label = {"licensing": "行政许可", "fees": "行政事业性收费"}[item]
    rows = json.dumps([["规章", "1", "2", "3"], [label, cell, *behind]], ensure_ascii=False, indent=indent)
    result = gongkai.parse(f"二、主动公开政府信息情况\n{rows}\n")
    (entry,) = [entry for entry in result.report.entries() if entry.item == f"proactive.{item}"]
    assert entry.status is not gongkai.Status.BLANK
    assert entry.value in (None, 41)
    assert not result.ok
