"""A form that is a grammar file and nothing else is read like those built in."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gongkai
from gongkai import form_page, grammar
from gongkai.cells import squeeze
from gongkai.checks.dates import notice_of_the_form
from gongkai.equations import Equation
from gongkai.testing import layouts, pages, reports
from tests.property.difference import difference, obeys
from tests.unit import official

FORM = "annual_2027"
SAME_PROCESS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)

PAGE = """云山县水务局2027年政府信息公开工作年度报告

二、主动公开政府信息情况
第二十条第（一）项
信息内容 | 本年制发件数 | 本年修订件数 | 本年废止件数 | 现行有效件数 |
规章 | 1 | 2 | 3 | 4 |
行政规范性文件 | 5 | 6 | 7 | 8 |
第二十条第（五）项
信息内容 | 本年处理决定数量 |
行政许可 | 9 |
第二十条第（六）项
信息内容 | 本年处理决定数量 |
行政处罚 | 10 |
行政检查 | 11 |
行政执法合计 | 21 |

三、收到和处理政府信息公开申请情况
自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
5.属于机关内部事务的信息 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |
9.属于尚未发布的统计数据 | 7 | 8 | 9 | 10 | 11 | 12 | 57 |
"""


@pytest.fixture(autouse=True)
def installed(plug_in: Callable[..., None]) -> None:
    plug_in("next_year/forms_of_2027")


def test_the_form_is_known_after_those_built_in() -> None:
    assert gongkai.forms() == (*official.ALL_FORMS, FORM)


def test_a_form_that_is_installed_is_looked_at_again_where_it_is_written(tmp_path: Path) -> None:
    """Its author changes a file of which the installed package holds a copy."""
    file = tmp_path / f"{FORM}.lark"
    text = grammar.path(FORM).read_text("utf-8")
    file.write_text(text, "utf-8")
    assert len(grammar.check(file).rows) == len(grammar.form(FORM).rows)
    file.write_text(text.replace("行政检查", "行政检查和督察"), "utf-8")
    assert "行政检查和督察" in str(grammar.check(file))
    file = tmp_path / "annual_2021.lark"
    file.write_text(text, "utf-8")
    with pytest.raises(gongkai.FormError, match="there is a form annual_2021 already"):
        grammar.check(file)


def test_a_page_of_the_form_is_known_by_its_labels() -> None:
    result = gongkai.parse(PAGE)
    assert result.report.form == FORM
    assert {one.code for one in result.diagnostics} <= {"GK309", "GK204"}


def test_what_the_sheet_changed_is_read() -> None:
    report = gongkai.parse(PAGE).report
    assert report["proactive.inspections.decisions"].value == 11
    assert report["proactive.rules.revised"].value == 2
    assert report["requests.outcomes.refused.internal_affairs.total"].label == "5.属于机关内部事务的信息"
    assert report["requests.outcomes.refused.unpublished_statistics.other"].value == 12
    assert "proactive.compulsion.decisions" not in {entry.key for entry in report.entries()}


def test_attributes_lead_to_every_number_that_a_key_does() -> None:
    report = gongkai.parse(PAGE).report
    assert len(report.entries()) == 210
    for entry in report.entries():
        found: object = report
        for name in entry.key.split("."):
            found = getattr(found, name)
        assert found == entry.value


def test_a_record_says_its_own_rows_beside_the_typed_ones() -> None:
    refused = gongkai.parse(PAGE).report.requests.outcomes.refused
    assert [name for name, _ in refused.more] == ["unpublished_statistics"]
    assert "unpublished_statistics=Record(natural_person=7, " in repr(refused)
    with pytest.raises(AttributeError, match="nonsense"):
        refused.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_a_report_of_the_form_survives_pickling_and_its_dict() -> None:
    report = gongkai.parse(PAGE).report
    assert pickle.loads(pickle.dumps(report)) == report
    assert pickle.loads(pickle.dumps(report.requests)) == report.requests
    assert gongkai.Report.from_dict(report.to_dict()) == report


def test_a_sum_that_the_form_states_is_one_of_its_equations() -> None:
    key = "proactive.{}.decisions".format
    assert Equation((key("penalties"), key("inspections")), (key("enforcement"),)) in set(grammar.equations(FORM))


def test_a_new_row_counts_in_the_total_of_its_group() -> None:
    (found,) = (one for one in grammar.equations(FORM) if one.right == ("requests.outcomes.total.total",) and len(one.left) > 6)
    assert "requests.outcomes.refused.unpublished_statistics.total" in found.left


def test_a_number_that_lost_its_place_follows_from_a_sum_that_the_form_states() -> None:
    entry = gongkai.parse(PAGE.replace("行政检查 | 11 |", "行政检查 | 1 1 |")).report["proactive.inspections.decisions"]
    assert (entry.value, entry.status) == (11, "inferred")


@pytest.mark.parametrize(("cited", "found"), [("2026〕99", []), ("2021〕30", ["GK525"]), ("2019〕60", ["GK525"]), ("2025〕1", [])])
def test_the_notice_that_the_form_states_is_the_one_that_its_reports_cite(cited: str, found: list[str]) -> None:
    report = gongkai.parse(f"一、总体情况\n根据国办公开办函〔{cited}号编制。\n{PAGE}").report
    assert report.form == FORM
    assert [one.code for one in gongkai.check(report, checks=[notice_of_the_form])] == found


def test_the_sheet_is_shown_in_html() -> None:
    shown = form_page.fragment(gongkai.parse(PAGE).report)
    assert "行政检查" in shown
    assert "9.属于尚未发布的统计数据" in shown
    assert "行政强制" not in shown


@pytest.mark.parametrize("kind", gongkai.document_formats())
def test_the_form_is_filled_in_as_a_file(kind: str) -> None:
    report = gongkai.parse(PAGE).report
    again = gongkai.read(gongkai.render_document(report, kind)).report
    assert difference(report, evolve(again, places=())) == []


@SAME_PROCESS
@given(st.data())
def test_a_report_is_read_as_it_was_written_in_every_layout(data: st.DataObject) -> None:
    written, _, text = data.draw(pages(FORM, data.draw(layouts().filter(lambda name: name != "one_line"))))
    assert difference(written, gongkai.parse(text).report) == []


@SAME_PROCESS
@given(reports(FORM, consistent=True))
def test_a_consistent_report_obeys_the_sums_of_the_form(report: gongkai.Report) -> None:
    assert obeys(report)
    assert squeeze(gongkai.render(report, "pipe"))


@pytest.mark.parametrize("form", official.FORMS)
def test_a_page_of_another_form_is_read_as_before(form: str, plug_in: Callable[..., None]) -> None:
    page = official.page(form, official.numbered(form))
    with_it = gongkai.parse(page)
    plug_in()
    assert gongkai.forms() == official.ALL_FORMS
    assert gongkai.parse(page) == with_it
    assert with_it.report.form == form
