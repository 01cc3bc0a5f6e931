"""The statistics form of 2014: one column of values, each with its unit; in a report or alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import grammar
from gongkai.form import Row
from gongkai.rendering import layouts
from gongkai.testing import pages, reports
from tests.property.difference import difference, obeys, wrong

FORM = "statistics_2014"
STYLES = {
    "pipes": (" | ", " |"),
    "tabs": ("\t", ""),
    "words": (" ", ""),
    "columns": ("     ", ""),
    "cells": ("\n", ""),
    "cells in pipes": (" |\n", " |"),
}
REPORT = """云山县水务局2016年政府信息公开工作年度报告

一、概述
本局把公开作为重点。
二、主动公开政府信息情况
全年主动公开信息999条。
三、依申请公开办理情况
全年未收到申请。
附表：政府信息公开情况统计表
"""
ALONE = "云山县水务局政府信息公开情况统计表\n（2016年度）\n"
CHANNELS = "（二）通过不同渠道和方式公开政府信息的情况"


def unit_of(row: Row) -> str:
    return "万元" if row.entries[0].column == "amount" else "件"


def table(style: str, without: frozenset[str] = frozenset(), units: bool = True) -> str:
    """The sheet with the numbers 1, 2, 3 … in its rows."""
    between, end = STYLES[style]
    lines: list[list[str]] = [["统计指标", *["单位"] * units, "统计数"]]
    form = grammar.form(FORM)
    for section in form.sections:
        lines.append([section.heading])
        for number, row in enumerate(form.rows, 1):
            if row.section == section.path and row.path not in without:
                if row.path == "disclosure.in_gazette":
                    lines.append([CHANNELS])
                lines.append([row.label or "", *[unit_of(row)] * units, str(number)])
    return "\n".join(between.join(line) + end for line in lines) + "\n"


def test_the_sheet_has_the_rows_of_the_notice() -> None:
    form = grammar.form(FORM)
    assert len(form.rows) == 58
    assert [section.heading[0] for section in form.sections] == list("一二三八九")


@pytest.mark.parametrize("front", [REPORT, ALONE])
@pytest.mark.parametrize("style", STYLES)
def test_every_number_is_read_with_its_unit_in_a_report_and_alone(style: str, front: str) -> None:
    result = gongkai.parse(front + table(style))
    report = result.report
    assert (report.form, report.agency, report.year) == (FORM, "云山县水务局", 2016)
    rows = grammar.form(FORM).rows
    assert [(entry.value, entry.unit) for entry in report.entries()] == [(number, unit_of(row)) for number, row in enumerate(rows, 1)]
    assert result.ok
    assert [one.code for one in result.diagnostics] == []


@pytest.mark.parametrize("style", STYLES)
def test_a_sheet_without_units_is_read_too(style: str) -> None:
    report = gongkai.parse(ALONE + table(style, units=False)).report
    assert [entry.value for entry in report.entries()] == list(range(1, 59))
    assert {entry.unit for entry in report.entries()} == {None}


@pytest.mark.parametrize("style", STYLES)
def test_rows_that_the_page_lacks_or_adds_do_no_harm(style: str) -> None:
    between, end = STYLES[style]
    added = between.join(("（五）政府信息公开咨询接待数", "人次", "7777")) + end
    lost = frozenset({"disclosure.on_weibo", "on_request.extended", "institutions.full_time"})
    page = ALONE + table(style, lost).replace("八、机构建设", f"{added}\n八、机构建设")
    report = gongkai.parse(page).report
    for number, entry in enumerate(report.entries(), 1):
        if entry.item in lost:
            assert entry.value is None or entry.status == "inferred"
        else:
            assert entry.value in (number, None)
    assert sum(entry.value is not None for entry in report.entries()) >= 50


@pytest.mark.parametrize("style", STYLES)
def test_rows_with_one_label_are_told_apart_where_all_are_there(style: str) -> None:
    rows = {row.path: number for number, row in enumerate(grammar.form(FORM).rows, 1)}
    for name in ("corrected", "other"):
        both = [f"on_request.{of}_{name}" for of in ("reconsiderations", "lawsuits")]
        whole = gongkai.parse(ALONE + table(style)).report
        assert [whole[f"{path}.count"].value for path in both] == [rows[path] for path in both]
        for lost in both:
            part = gongkai.parse(ALONE + table(style, frozenset({lost}))).report
            assert all(part[f"{path}.count"].value is None for path in both)


def test_a_cell_that_lost_its_place_follows_from_the_sums() -> None:
    page = (
        ALONE
        + "三、依申请公开情况\n（二）申请办结数 | 件 | 35 |\n1.按时办结数 | 件 | 20 |\n2.延期办结数 | 件 | 1 5 |\n（三）申请答复数 | 件 | 35 |\n"
    )
    entry = gongkai.parse(page).report["on_request.extended.count"]
    assert (entry.value, entry.status) == (15, "inferred")


def test_attributes_lead_to_the_numbers() -> None:
    report = gongkai.parse(ALONE + table("pipes")).report
    assert report.on_request.fees.amount == report["on_request.fees.amount"].value  # type: ignore[attr-defined]


@given(reports(FORM, consistent=True))
def test_a_consistent_report_obeys_the_sums(report: gongkai.Report) -> None:
    assert obeys(report)


@pytest.mark.parametrize("layout", ["pipe", "tab_rows", "markdown", "pipe_alone", "tab_lines", "pipe_lines", "blank_lines"])
@given(data=st.data())
def test_a_whole_sheet_is_read_as_it_was_written(layout: str, data: st.DataObject) -> None:
    written, _, text = data.draw(pages(FORM, layout, missing=False))
    assert difference(written, gongkai.parse(text).report) == []


@pytest.mark.parametrize("layout", layouts())
@given(data=st.data())
def test_no_layout_gives_a_wrong_number(layout: str, data: st.DataObject) -> None:
    written, _, text = data.draw(pages(FORM, layout))
    assert wrong(written, gongkai.parse(text).report) == []
