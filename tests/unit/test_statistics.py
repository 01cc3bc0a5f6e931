"""The statistics form of 2014: one column of values, each with its unit; in a report or alone."""

from __future__ import annotations

import json

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


REASONS = (
    "涉及国家秘密",
    "涉及商业秘密",
    "涉及个人隐私",
    "危及国家安全、公共安全、经济安全和社会稳定",
    "不是《条例》所指政府信息",
    "法律法规规定的其他情形",
)


@pytest.mark.parametrize("among", ["", "其中：", "其中：\n"])
@pytest.mark.parametrize("style", STYLES)
def test_the_reasons_of_a_refusal_may_be_numbered(style: str, among: str) -> None:
    sheet = table(style)
    for number, reason in enumerate(REASONS, 1):
        assert f"\n{reason}" in sheet
        sheet = sheet.replace(f"\n{reason}", f"\n{among if number == 1 else ''}{number}.{reason}")
    result = gongkai.parse(ALONE + sheet)
    assert [entry.value for entry in result.report.entries()] == list(range(1, 59))
    assert result.ok


def wrapped(sheet: str, parts: int) -> str:
    """The same sheet, one cell a line, from narrow cells: what has more than a few characters stands on several lines."""

    def cut(line: str) -> str:
        step = -(-len(line) // parts)
        return "\n".join(line[at : at + step] for at in range(0, len(line), step))

    return "".join(f"{cut(line) if len(line) > 5 else line}\n" for line in sheet.splitlines())


@pytest.mark.parametrize("front", [REPORT, ALONE])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("parts", [2, 3])
def test_a_sheet_whose_every_label_is_cut_in_lines_is_read_whole(parts: int, between: str, front: str) -> None:
    result = gongkai.parse(front + wrapped(table("cells"), parts).replace("\n", between))
    assert result.report.form == FORM
    assert [entry.value for entry in result.report.entries()] == list(range(1, 59))
    assert [one.code for one in result.diagnostics] == []


def test_lines_that_make_up_a_label_are_no_text_of_the_page() -> None:
    result = gongkai.parse(REPORT + wrapped(table("cells"), 2))
    assert "一、主动" not in "".join(str(token) for token in result.tokens if token.type == "TEXT")
    apart = gongkai.parse(f"{ALONE}一、主动\n以下为公开情况\n公开情况\n12\n")
    assert [one.code for one in apart.diagnostics] == ["GK101"]


def test_the_end_of_a_label_that_is_another_rows_label_is_its_end_behind_its_beginning() -> None:
    for style in ("cells", "words"):
        result = gongkai.parse(ALONE + table(style).replace("4.不同意公开答复数", "4.不\n同意公开答复数"))
        assert [entry.value for entry in result.report.entries()] == list(range(1, 59))
        assert [one.code for one in result.diagnostics] == []


@pytest.mark.parametrize("empty", ["", "\t\n\n\n"])
def test_cells_that_end_in_a_tab_and_the_end_of_their_line_are_read(empty: str) -> None:
    # As a browser copies cells that hold paragraphs.
    lines = table("cells").splitlines()
    sheet = "".join(line + ("\n\n" if line.isdigit() or line == "统计数" else f"\t\n{empty if line[1:2] == '、' else ''}") for line in lines)
    result = gongkai.parse(ALONE + sheet)
    assert [entry.value for entry in result.report.entries()] == list(range(1, 59))
    assert result.ok


@pytest.mark.parametrize("units", [True, False])
def test_no_cell_of_an_indented_json_list_is_taken_for_empty(units: bool) -> None:
    lines = [line.split(" | ") for line in table("pipes", units=units).replace(" |\n", "\n").splitlines()]
    for sheet in (json.dumps(lines, ensure_ascii=False, indent=2), json.dumps([[*line, ""] for line in lines], ensure_ascii=False, indent=2)):
        result = gongkai.parse(ALONE + sheet)
        assert result.report.form == FORM
        assert {entry.status for entry in result.report.entries()} <= {"reported", "unsettled", "missing"}
        for number, entry in enumerate(result.report.entries(), 1):
            assert entry.value in (number, None)
            assert entry.value == number or any(entry.item in key for one in result.diagnostics for key in one.entries)


@pytest.mark.parametrize("parts", [1, 2])
def test_a_unit_and_its_number_may_share_the_line_behind_the_label(parts: int) -> None:
    sheet = wrapped(table("cells"), parts).replace("单位\n统计数", "单位 统计数")
    for unit in ("件", "万元"):
        sheet = sheet.replace(f"\n{unit}\n", f"\n{unit} ")
    report = gongkai.parse(ALONE + sheet).report
    rows = grammar.form(FORM).rows
    assert [(entry.value, entry.unit) for entry in report.entries()] == [(number, unit_of(row)) for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize("cell", ["1 5", "未统计", "/", "36元"])
def test_what_stands_behind_a_unit_is_read_as_in_a_cell_of_its_own(cell: str) -> None:
    alone, shared = (gongkai.parse(ALONE + table("cells").replace("件\n36\n", f"件{between}{cell}\n")).report for between in "\n ")
    assert list(alone.entries()) != list(gongkai.parse(ALONE + table("cells")).report.entries())
    assert [(one.value, one.unit, one.status) for one in alone.entries()] == [(one.value, one.unit, one.status) for one in shared.entries()]


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
