"""A sheet of another shape, as a plug-in: units and codes in cells of their own, and two columns of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gongkai
from gongkai import grammar
from gongkai.testing import layouts, pages
from tests.property.difference import difference
from tests.unit import official

FORM = "shanghai_2008"
ROWS = [
    ("指标名称", "单位", "代码", "统计数", "历年累计数"),
    ("主动公开政府信息数", "条", "1101", "523", "2210"),
    ("其中：以纸质方式公开的信息数", "条", "1102", "23", "210"),
    ("其中：以电子方式公开的信息数", "条", "1103", "500", "2000"),
    ("收到政府信息公开申请总数", "件", "1201", "12", "40"),
    ("对申请的答复总数", "件", "1202", "11", "38"),
    ("其中：同意公开答复数", "件", "1203", "10", "30"),
    ("其中：不同意公开答复数", "件", "1204", "1", "8"),
    ("依申请提供信息收取的费用", "元", "1301", "120", "1,400"),
]
STYLES = {
    "pipes": (" | ", " |"),
    "tabs": ("\t", ""),
    "words": (" ", ""),
    "columns": ("    ", ""),
    "cells": ("\n", ""),
    "cells in pipes": (" |\n", " |"),
}


def page(style: str, rows: Sequence[Sequence[str]] = ROWS) -> str:
    between, end = STYLES[style]
    table = "\n".join(between.join(row) + end for row in rows)
    return f"云山区2009年政府信息公开工作年度报告\n\n一、概述\n全年工作平稳。\n附：政府信息公开情况统计指标\n{table}\n"


@pytest.fixture(autouse=True)
def installed(plug_in: Callable[..., None]) -> None:
    plug_in("shanghai/statistics_of_shanghai")


@pytest.mark.parametrize("style", STYLES)
def test_every_number_is_read_with_its_unit(style: str) -> None:
    result = gongkai.parse(page(style))
    report = result.report
    assert (report.form, report.agency, report.year) == (FORM, "云山区", 2009)
    assert result.diagnostics == ()
    expected = [(raw, given) for _, unit, *cells in ROWS[1:] for raw, given in zip(cells, (None, unit, unit), strict=True)]
    assert [(entry.raw, entry.unit) for entry in report.entries()] == expected


@pytest.mark.parametrize("style", STYLES)
def test_rows_that_the_page_lacks_or_adds_do_no_harm(style: str) -> None:
    rows = [*ROWS[:3], ("其中：以口头方式公开的信息数", "条", "1109", "77", "99"), *ROWS[5:]]
    report = gongkai.parse(page(style, rows)).report
    printed = {cell for row in ROWS for cell in row}
    for entry in report.entries():
        assert entry.value is None or entry.raw in printed
        assert entry.value not in (77, 99, 1109)
    assert report["statistics.online.value"].value is None
    assert report["statistics.answered.cumulative"].value == 38


def test_no_sum_speaks_of_the_codes() -> None:
    sums = list(grammar.equations(FORM))
    assert len(sums) == 4
    assert not any(key.endswith(".code") for one in sums for key in (*one.left, *one.right))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.data())
def test_a_report_is_read_as_it_was_written_in_every_layout(data: st.DataObject) -> None:
    written, _, text = data.draw(pages(FORM, data.draw(layouts().filter(lambda name: name != "one_line"))))
    assert difference(written, gongkai.parse(text).report) == []


@pytest.mark.parametrize("form", official.FORMS)
def test_the_annual_form_is_read_as_before(form: str, plug_in: Callable[..., None]) -> None:
    texts = [official.page(form, official.numbered(form)), official.page(form, {}), "全年工作平稳。"]
    with_it = [gongkai.parse(text) for text in texts]
    plug_in()
    assert [gongkai.parse(text) for text in texts] == with_it
