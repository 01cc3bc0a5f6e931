from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai.cells import Status
from tests.unit import official

WORDS = sorted(
    {*official.HEADINGS.values(), *(row.label for row in official.rows("annual_2021")), *official.APPLICANT_TITLES, "规章", "/", "无", "0", "12"}
)


def codes(result: gongkai.Result) -> list[str]:
    return [one.code for one in result.diagnostics]


# ---------------------------------------------------------------- the form


@pytest.mark.parametrize("form", official.FORMS)
@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2025])
@pytest.mark.parametrize("notice", ["国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"])
def test_the_labels_decide_the_form_and_never_the_year_or_the_notice_cited(form: str, year: int, notice: str) -> None:
    page = official.page(form, official.numbered(form)).replace("2023", str(year)).replace("全年工作平稳。", f"根据{notice}编制。")
    result = gongkai.parse(page)
    assert (result.report.form, result.report.year) == (form, year)
    assert result.diagnostics == ()


@pytest.mark.parametrize("label", ["本年新制作数量", "上一年项目数量", "第二十条第（九）项", "其他对外管理服务事项", "采购总金额"])
def test_a_label_of_the_earlier_form_alone_is_enough_to_know_it(label: str) -> None:
    table = official.table("grid", [["一、本年新收政府信息公开申请数量", *["0"] * 7]])
    page = f"{official.HEADINGS['proactive']}\n{label}\n{official.HEADINGS['requests']}\n{table}\n"
    assert gongkai.parse(page).report.form == "annual_2019"


@pytest.mark.parametrize("label", ["本年制发件数", "本年处理决定数量", "本年收费金额（单位：万元）", "3.其他"])
def test_a_label_of_the_later_form_alone_is_enough_to_know_it(label: str) -> None:
    table = official.table("grid", [["一、本年新收政府信息公开申请数量", *["0"] * 7]])
    page = f"{official.HEADINGS['proactive']}\n{label}\n{official.HEADINGS['requests']}\n{table}\n"
    assert gongkai.parse(page).report.form == "annual_2021"


def test_a_page_that_fits_both_forms_alike_is_read_and_says_so() -> None:
    table = official.table("grid", [["一、本年新收政府信息公开申请数量", *"1234567"]])
    result = gongkai.parse(f"{official.HEADINGS['requests']}\n{table}\n")
    assert "GK102" in codes(result)
    assert result.report.requests.new.total == 7


def test_numbers_whose_columns_are_not_named_are_not_named_by_a_guess_at_the_form() -> None:
    # 规章 has three numbers on both sheets, of which the head alone says what they count; table 3 is the same on both.
    rows = official.table("grid", [["规章", "1", "2", "3"], ["规范性文件", "4", "5", "6"]])
    table = official.table("grid", [["一、本年新收政府信息公开申请数量", *"1234567"]])
    report = gongkai.parse(f"{official.HEADINGS['proactive']}\n{rows}\n{official.HEADINGS['requests']}\n{table}\n").report
    assert {entry.value for entry in report.entries() if entry.item.startswith("proactive.")} == {None}
    assert report.requests.new.total == 7


@pytest.mark.parametrize("form", official.FORMS)
def test_labels_of_the_other_form_are_a_note(form: str) -> None:
    (other,) = (one for one in official.FORMS if one != form)
    column = next(iter(official.TITLES[other].values()))
    page = official.page(form, official.numbered(form)).replace("信息内容 |", f"信息内容 | {column} |", 1)
    result = gongkai.parse(page)
    assert result.report.form == form
    assert "GK103" in codes(result)


# ---------------------------------------------------------------- the document


@pytest.mark.parametrize("rest", ["|" * 300_000, "0\t" * 200_000, "7 " * 210_000, "7\n" * 200_000, "\n" * 250_000])
def test_what_is_behind_more_cells_than_any_report_has_is_not_read_and_said(rest: str) -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    before, result = gongkai.parse(page), gongkai.parse(f"{page}\n{rest}\n{page}")
    assert [(one.key, one.value) for one in result.report.entries()] == [(one.key, one.value) for one in before.report.entries()]
    assert "GK110" in codes(result)
    (span,) = (one.span for one in result.diagnostics if one.code == "GK110")
    assert span is not None
    assert len(page) <= span.start < span.end == 2 * len(page) + len(rest) + 2


@pytest.mark.parametrize("sign", ["|", "\t", " "])
def test_no_number_is_cut_in_two_where_a_long_line_ends(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = sign.join(["一、本年新收政府信息公开申请数量", "111", "222", "333", "444", "555", "666", "2331"])
    text = f"{official.HEADINGS['requests']}\n{row}{sign}{sign.join('9' * 200)}"
    for most in range(1, len(row)):
        monkeypatch.setattr("gongkai.parser.MOST_CELLS", most)
        result = gongkai.parse(text)
        values = [entry.value for entry in result.report.entries() if entry.status is Status.REPORTED]
        assert set(values) <= {111, 222, 333, 444, 555, 666, 2331}, most
        assert "GK110" in codes(result)


def test_nothing_is_missed_behind_the_beginning_of_another_report() -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    other = page.replace("2023", "2022")
    assert codes(gongkai.parse(f"{page}\n{other}\n{'7 ' * 210_000}")) == ["GK107"]


def test_a_report_in_a_long_text_is_read_as_it_is_alone() -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    before = "甲。" * 150_000 + "\n"
    result = gongkai.parse(f"{before}{page}\n{before}", gongkai.Span(len(before), len(before) + len(page)))
    assert result.report == gongkai.parse(page).report
    assert codes(result) == codes(gongkai.parse(page))


def test_a_long_text_with_few_cells_is_read_to_its_end() -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    result = gongkai.parse(f"{'全年工作平稳。' * 50_000}\n{page}")
    assert result.report.requests.new.total is not None
    assert "GK110" not in codes(result)


@pytest.mark.parametrize("text", ["", "\n", "全年工作平稳。", "1 2 3", "||||", "\ufeff", "\x00", "<html></html>"])
def test_what_is_no_report_is_an_error_and_all_its_entries_are_missing(text: str) -> None:
    result = gongkai.parse(text)
    assert "GK101" in codes(result)
    assert not result.ok
    assert {entry.status for entry in result.report.entries()} == {Status.MISSING}
    assert result.report.sections == ()


def test_headings_without_tables_are_a_warning() -> None:
    result = gongkai.parse("\n".join(f"{heading}\n平稳。" for heading in official.HEADINGS.values()))
    assert "GK105" in codes(result)
    assert result.ok
    assert len(result.report.sections) == 6


@pytest.mark.parametrize("form", official.FORMS)
def test_an_empty_form_is_a_warning_and_holds_no_zero(form: str) -> None:
    result = gongkai.parse(official.page(form, {}))
    assert "GK104" in codes(result)
    assert {entry.value for entry in result.report.entries()} == {None}
    assert {entry.status for entry in result.report.entries()} == {Status.BLANK}


def test_a_report_without_a_title_is_read_all_the_same() -> None:
    cells = official.numbered("annual_2021")
    result = gongkai.parse(official.page("annual_2021", cells).removeprefix(official.TITLE))
    assert codes(result) == ["GK106"]
    assert {entry.key: str(entry.value) for entry in result.report.entries()} == cells


# ---------------------------------------------------------------- the result


def test_findings_stand_in_the_order_of_the_page_those_about_the_whole_first() -> None:
    page = official.page("annual_2021", official.numbered("annual_2021")).removeprefix(official.TITLE)
    page = page.replace("（一）予以公开 | 1024 |", "（一）予以公开 |").replace("规章 | 1000 |", "规章 |").replace("（三）不予公开 |\n", "")
    found = gongkai.parse(page).diagnostics
    places = [one.span.start if one.span is not None else -1 for one in found]
    assert len({place for place in places if place >= 0}) >= 3
    assert places[0] == -1
    assert places == sorted(places)


def test_a_result_is_ok_without_errors_whatever_else_was_found() -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    warned = gongkai.parse(page.removeprefix(official.TITLE))
    failed = gongkai.parse(page.replace("| 1024 |", "| 10 24 |"))
    assert (warned.ok, bool(warned.diagnostics)) == (True, True)
    assert failed.ok is False
    with pytest.raises(gongkai.ReportError):
        failed.unwrap()


def test_a_result_is_frozen() -> None:
    result = gongkai.parse("")
    for field in attrs.fields(gongkai.Result):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(result, field.name, None)


def test_a_page_read_again_gives_the_same() -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    first = gongkai.parse(page)
    gongkai.parse(official.page("annual_2019", official.numbered("annual_2019")))
    again = gongkai.parse(page)
    assert (first.report, first.diagnostics, first.tree) == (again.report, again.diagnostics, again.tree)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_do_not_matter(end: str) -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    assert gongkai.parse(page.replace("\n", end)).report == gongkai.parse(page).report


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "\n", " | ", "\t", "  ", "\n\n", "|", ""])), max_size=60))
def test_no_number_is_read_that_is_not_printed(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    result = gongkai.parse(text)
    for entry in result.report.entries():
        if entry.value is not None:
            assert entry.span is not None
            assert text[entry.span.start : entry.span.end] == entry.raw == str(entry.value)
    starts = [entry.span.start for entry in result.report.entries() if entry.value is not None and entry.span is not None]
    assert len(starts) == len(set(starts))


def test_a_label_that_may_be_the_rest_of_another_forms_tells_no_forms_apart() -> None:
    # 处理决定数量 is the older form's, and what is left of the younger one's 本年处理决定数量.
    result = gongkai.parse("二、主动公开政府信息情况\n信息内容\t处理决定数量\n行政许可\t5\n规章\t1\t2\t3\n")
    assert "GK102" in [one.code for one in result.diagnostics]
    assert {entry.status.value for entry in result.report.entries() if entry.item == "proactive.rules"} == {"unsettled"}
    sure = gongkai.parse("二、主动公开政府信息情况\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t5\t0\t7\n")
    assert sure.report.form == "annual_2019"
    assert "GK102" not in [one.code for one in sure.diagnostics]


def test_a_page_whose_numbers_are_all_inferred_has_numbers() -> None:
    result = gongkai.parse("四、政府信息公开行政复议、行政诉讼情况\n1 0 0 0 1 0 0 2 0 2 0 0 0 1 1 7\n")
    assert "GK104" not in [one.code for one in result.diagnostics]
    assert {entry.status.value for entry in result.report.entries() if entry.item.startswith("disputes")} == {"inferred"}


def test_another_report_is_named_by_its_whole_title() -> None:
    first = "甲县水务局2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    second = first.replace("甲县水务局2022", "丙县 丁局 2022")
    (found,) = (one for one in gongkai.parse(first + second).diagnostics if one.code == "GK107")
    assert found.details["found"] == "丙县 丁局 2022年政府信息公开工作年度报告"


WITHOUT_TABLES = {
    "its title alone": "甲县水务局2021年政府信息公开工作年度报告",
    "its year below its title": "甲县水务局政府信息公开工作年度报告\n（2021年度）",
    "an attachment": "甲县水务局2021年政府信息公开工作年度报告\n报告全文见附件。",
    "its first section": f"甲县水务局2021年政府信息公开工作年度报告\n{official.HEADINGS['overview']}\n工作平稳。",
}


@pytest.mark.parametrize("first", WITHOUT_TABLES.values(), ids=WITHOUT_TABLES)
def test_a_report_without_tables_before_one_with_them_is_said_and_does_not_give_it_its_name(first: str) -> None:
    second = f"丙县教育局2023年政府信息公开工作年度报告\n{official.HEADINGS['requests']}\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    result = gongkai.parse(f"{first}\n{second}")
    (found,) = (one for one in result.diagnostics if one.code == "GK109")
    assert {found.details["found"], found.details["expected"]} == {page.partition("\n")[0] for page in (first, second)}
    assert found.span is not None
    assert result.text[found.span.start : found.span.end] == found.details["found"]
    if official.HEADINGS["overview"] not in first:
        assert (result.report.agency, result.report.year) == ("丙县教育局", 2023)
    on_one_line = second.strip().replace("\n", " | ").replace("\t", " | ")
    assert "GK109" in {one.code for one in gongkai.parse(f"{first}\n{on_one_line}\n").diagnostics}


def test_a_title_that_comes_again_and_links_behind_the_report_are_no_other_reports() -> None:
    body = f"{official.HEADINGS['requests']}\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    title = "丙县教育局2023年政府信息公开工作年度报告"
    for page in (f"{title}\n{title}\n{body}", f"{title}\n{body}{title}\n", f"{title}\n{body}丙县教育局2022年政府信息公开工作年度报告\n"):
        result = gongkai.parse(page)
        assert not {"GK107", "GK109"} & {one.code for one in result.diagnostics}
        assert result.report.year == 2023


@pytest.mark.parametrize(
    "title",
    [
        "丙县教育局2023年上半年政府信息公开工作报告",
        "2023年上半年丙县教育局政府信息公开工作年度报告",
        "丙县教育局2023年政府信息公开半年报",
        "丙县教育局2023年政府信息公开工作半年度报告",
        "丙县教育局2023年第三季度政府信息公开工作报告",
        "丙县教育局二〇二三年前三季度政府信息公开工作报告",
        "丙县教育局2023年1月至9月政府信息公开工作报告",
        "丙县教育局 2023年 1－6月份 政府信息公开工作报告",
        "丙县教育局2023年政府信息公开工作年中报告",
        "丙县教育局2023年政府信息公开工作报告（上半年）",
    ],
)
def test_a_report_on_a_part_of_a_year_is_said_to_be_that_and_names_its_organ(title: str) -> None:
    result = gongkai.parse(f"{title}\n{official.HEADINGS['overview']}\n平稳。\n")
    assert [one.details["found"] for one in result.diagnostics if one.code == "GK108"] == [title]
    assert (result.report.agency, result.report.year) == ("丙县教育局", 2023)


@pytest.mark.parametrize(
    "title",
    ["2023年中共丙县县委办公室政府信息公开工作年度报告", "丙县教育局2023年1月至12月政府信息公开工作报告"],
)
def test_a_report_on_a_whole_year_is_not(title: str) -> None:
    assert "GK108" not in [one.code for one in gongkai.parse(f"{title}\n{official.HEADINGS['overview']}\n平稳。\n").diagnostics]
