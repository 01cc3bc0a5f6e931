"""Reports in a longer text are found, and read with the offsets of the whole."""

from __future__ import annotations

import pickle
import threading

import pytest

import gongkai
from gongkai import boundaries
from tests.unit import official
from tests.unit.test_statistics import table

FORM = "annual_2021"
ORGANS = [f"{place}{organ}" for place in ("云山县", "青石市", "临溪区", "白沙镇") for organ in ("水务局", "教育局", "统计局", "住房局", "林业局")]


def page(organ: str, year: int = 2023) -> str:
    printed = official.page(FORM, official.numbered(FORM))
    first = printed.splitlines()[0]
    return printed.replace(first, f"{organ}{year}年政府信息公开工作年度报告", 1)


def test_each_report_of_a_yearbook_is_found_and_read_with_its_offsets() -> None:
    pages = [page(organ, year) for organ in ORGANS for year in (2022, 2023)]
    foreword = "云山年鉴\n目录\n" + "\n".join(f"{organ}2022年政府信息公开工作年度报告" for organ in ORGANS) + "\n前言\n本书收录各单位报告。\n"
    text = foreword + "\n".join(pages)
    spans = list(gongkai.find(text))
    assert len(spans) == 40
    for span, own in zip(spans, pages, strict=True):
        assert text[span.start : span.end].strip() == own.strip()
        result = gongkai.parse(text, span)
        alone = gongkai.parse(own)
        assert result.report == alone.report
        assert result.text == text
        assert [one.code for one in result.diagnostics] == [one.code for one in alone.diagnostics]
        for entry in result.report.entries():
            assert entry.span is not None
            assert text[entry.span.start : entry.span.end] == entry.raw
        assert all(one.span is None or one.span.start >= span.start for one in result.diagnostics)
        assert all(section.span is not None and span.start <= section.span.start <= span.end for section in result.report.sections)


def test_a_report_in_a_mail_begins_with_its_title() -> None:
    own = page("云山县水务局")
    text = f"各位同事：\n附上报告，请查收。\n祝好\n\n{own}"
    (span,) = gongkai.find(text)
    assert text[span.start : span.end] == own


@pytest.mark.parametrize(
    "text",
    ["", "\n", "全年工作平稳。", "目录\n云山县水务局2023年政府信息公开工作年度报告\n青石市教育局2023年政府信息公开工作年度报告\n", "一、总体情况"],
)
def test_where_there_is_no_report_none_is_found(text: str) -> None:
    assert list(gongkai.find(text)) == []


def test_of_a_line_with_too_many_cells_the_first_ones_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = "重复申请|属于国家秘密|信访举报投诉类申请|"
    assert list(gongkai.find("|" * 30 + labels)) == [gongkai.Span(0, 30 + len(labels))]
    monkeypatch.setattr(boundaries, "MOST_CELLS", 20)
    assert list(gongkai.find("|" * 30 + labels)) == []
    assert list(gongkai.find(("|" * 9 + labels + "\n") * 3)) == [gongkai.Span(0, 3 * (10 + len(labels)))]


def test_a_span_of_the_whole_changes_nothing() -> None:
    text = page("云山县水务局")
    assert gongkai.parse(text, gongkai.Span(0, len(text))) == gongkai.parse(text)


def test_threads_read_as_one_does_and_results_survive_pickling() -> None:
    pages = [page(organ, year) for organ in ORGANS[:8] for year in (2022, 2023)] + [official.page("annual_2019", official.numbered("annual_2019"))]
    expected = [gongkai.parse(one) for one in pages]
    found: dict[int, list[gongkai.Result]] = {}

    def work(number: int) -> None:
        found[number] = [gongkai.parse(one) for one in pages[number % 3 :] + pages[: number % 3]]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    for number, results in found.items():
        assert results == expected[number % 3 :] + expected[: number % 3]
    for result in expected:
        again = pickle.loads(pickle.dumps(result))
        assert again == result
        assert again.tree == result.tree
        assert again.report.to_dict() == result.report.to_dict()


# ---------------------------------------------------------------- forms of several names in one text

STATISTICS = "statistics_2014"


def sheet(organ: str, year: int = 2016) -> str:
    """The statistics alone, the year below the title."""
    return f"{organ}政府信息公开情况统计表\n（{year}年度）\n{table('pipes')}"


def annexed(organ: str, title: str) -> str:
    """A report with the statistics at its end, under a title of their own."""
    return page(organ) + f"{organ}{title}\n{table('pipes')}"


@pytest.mark.parametrize("order", ["as", "sa", "asa", "sas", "aass", "ssaa", "ss", "asasas"])
@pytest.mark.parametrize("foreword", ["", "contents"])
def test_reports_of_both_kinds_of_form_in_one_text_are_each_found_and_read(order: str, foreword: str) -> None:
    organs = ORGANS[: len(order)]
    pages = [page(organ) if kind == "a" else sheet(organ) for kind, organ in zip(order, organs, strict=True)]
    text = ("目录\n" + "\n".join(one.splitlines()[0] for one in pages) + "\n前言\n" if foreword else "") + "\n".join(pages)
    spans = list(gongkai.find(text))
    assert [text[span.start : span.end].strip() for span in spans] == [one.strip() for one in pages]
    for span, own in zip(spans, pages, strict=True):
        result = gongkai.parse(text, span)
        assert result.report == gongkai.parse(own).report
        assert result.ok
    assert [gongkai.parse(text, span).report.form for span in spans] == [FORM if kind == "a" else STATISTICS for kind in order]


@pytest.mark.parametrize("title", ["2023年政府信息公开情况统计表", "政府信息公开情况统计表\n（2023年度）", "政府信息公开情况统计表"])
def test_the_statistics_of_the_same_organ_and_year_are_no_report_of_their_own(title: str) -> None:
    text = annexed("云山县水务局", title)
    (span,) = gongkai.find(text + "\n")
    assert text[span.start : span.end].strip() == text.strip()


def test_a_second_sheet_with_its_year_below_its_title_is_said_to_be_another_report() -> None:
    text = sheet("云山县水务局") + sheet("青石市教育局")
    assert "GK107" in [one.code for one in gongkai.parse(text).diagnostics]
    assert "GK107" not in [one.code for one in gongkai.parse(sheet("云山县水务局")).diagnostics]


def test_a_report_without_a_title_ends_where_another_begins_with_one() -> None:
    untitled = page("云山县水务局").split("\n", 1)[1].replace("本年制发件数", "本年新制作数量")
    text = f"{untitled}\n{page('青石市教育局')}"
    assert [text[span.start : span.end].strip() for span in gongkai.find(text)] == [untitled.strip(), page("青石市教育局").strip()]
    assert "GK107" in [one.code for one in gongkai.parse(text).diagnostics]


@pytest.mark.parametrize("again", [[], ["二、主动公开政府信息情况"]])
@pytest.mark.parametrize(
    "contents", [[], ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]]
)
def test_a_title_at_the_head_of_each_sheet_ends_no_report_where_a_row_is_printed_again(again: list[str], contents: list[str]) -> None:
    title, *lines = page("云山县水务局").splitlines()
    breaks = [next(at for at, line in enumerate(lines) if label in line) for label in ("行政规范性文件", "属于行政查询事项")]
    sheets = [lines[: breaks[0] + 1], [title, *again, *lines[breaks[0] : breaks[1] + 1]], [title, *lines[breaks[1] :]]]
    alone = gongkai.parse("\n".join(lines))
    result = gongkai.parse("\n".join([*contents, *[line for sheet in sheets for line in sheet]]))
    assert [entry.value for entry in result.report.entries()] == [entry.value for entry in alone.report.entries()]
    codes = [one.code for one in result.diagnostics]
    assert "GK107" not in codes
    assert codes.count("GK306") == len(breaks)


@pytest.mark.parametrize(
    "printed",
    ["11/22/26, 6:51 PM ", "22/11/2026, 18:51    ", "2026/11/22 18:51 ", "2026/11/22 下午6:51\t", "2026-11-22 06:51:09 ", "2026年11月22日 18:51 "],
)
def test_the_hour_that_a_browser_prints_before_a_title_is_no_part_of_the_organs_name(printed: str) -> None:
    title, *lines = page("云山县水务局").splitlines()
    begun = next(at for at, line in enumerate(lines) if "属于行政查询事项" in line)
    alone = gongkai.parse("\n".join([title, *lines]))

    def printed_with(head: str) -> str:
        return "\n".join([f"{printed}{title}", title, *lines[:begun], f"{printed}{head}", "https://example.org/ 1/2", *lines[begun:]])

    result = gongkai.parse(printed_with(title))
    assert [entry.value for entry in result.report.entries()] == [entry.value for entry in alone.report.entries()]
    assert result.report.agency == "云山县水务局"
    assert {"GK107", "GK109"}.isdisjoint(one.code for one in result.diagnostics)
    assert next(iter(gongkai.find(printed_with(title)))).end == len(printed_with(title))
    other = gongkai.parse(printed_with(title.replace("云山县", "青石县")))
    assert not {"GK107", "GK109"}.isdisjoint(one.code for one in other.diagnostics)


@pytest.mark.parametrize("rows", [[], ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"], ["1.属于国家秘密"]])
def test_a_table_of_contents_before_the_title_is_no_report_of_its_own(rows: list[str]) -> None:
    text = page("云山县水务局")
    contents = [*rows, *(section.heading for section in gongkai.parse(text).report.sections)]
    result = gongkai.parse("\n".join([*contents, text]))
    assert "GK107" not in [one.code for one in result.diagnostics]
    read = [entry.value for entry in gongkai.parse(text).report.entries()]
    assert [entry.value for entry in result.report.entries() if entry.value is not None][-20:] == [value for value in read if value is not None][-20:]


def test_a_report_without_a_title_ends_before_another_without_headings() -> None:
    rows = [line for line in page("青石市教育局").splitlines() if not line.startswith(("一、", "二、", "三、", "四、", "五、", "六、"))]
    untitled = page("云山县水务局").split("\n", 1)[1]
    assert "GK107" in [one.code for one in gongkai.parse("\n".join([untitled, *rows])).diagnostics]


@pytest.mark.parametrize("before", ["一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况", "行政许可\n行政处罚\n行政强制"])
def test_a_table_of_contents_or_links_before_the_title_are_no_report(before: str) -> None:
    own = page("云山县水务局")
    read, alone = gongkai.parse(f"{before}\n{own}"), gongkai.parse(own)
    assert [entry.value for entry in read.report.entries()] == [entry.value for entry in alone.report.entries()]
    assert "GK107" not in [one.code for one in read.diagnostics]


@pytest.mark.parametrize(
    "printed",
    [
        "| {} |",
        "{},,,",
        '"{}","",""',
        "['{}', '', ''],",
        "^ {} ^",
        "{}|2022年1月16日|一、总体情况|印发提示21份。" + "|" * 200,
        "{}| 一、总体情况| 印发提示21份。",
    ],
)
@pytest.mark.parametrize("organ", ["云山县水务局", "云山县住房、城乡建设局"])
def test_a_title_may_stand_in_a_cell(printed: str, organ: str) -> None:
    """The second report is none of the first one's, and is named without the signs around its cell."""
    titles = [f"{organ}{year}年政府信息公开工作年度报告" for year in (2020, 2021)]
    rows = ["二、主动公开政府信息情况", "规章 | 3 | 4 | 10 |", "三、收到和处理政府信息公开申请情况"]
    result = gongkai.parse("\n".join([printed.format(titles[0]), *rows[::2], printed.format(titles[1]), *rows]))
    assert result.report.year == 2020
    assert not any(entry.status == "reported" for entry in result.report.entries())
    (said,) = (diagnostic for diagnostic in result.diagnostics if diagnostic.code == "GK107")
    assert said.details["found"] == titles[1]


@pytest.mark.parametrize("said", ["{},已按要求公布.", "{};共六页", "'{}'已公布", '"{}","2023-01-15"', "| {} | 2023-01-15 |"])
def test_what_names_another_report_in_a_sentence_or_beside_another_cell_is_no_title(said: str) -> None:
    titles = [f"云山县水务局{year}年政府信息公开工作年度报告" for year in (2023, 2022)]
    contents = ["目录", "一、总体情况", "三、收到和处理政府信息公开申请情况", "", "一、总体情况"]
    rows = ["三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"]
    result = gongkai.parse("\n".join([titles[0], *contents, said.format(titles[1]), *rows]))
    assert result.report.requests.new.total == 1
    assert "GK107" not in {diagnostic.code for diagnostic in result.diagnostics}
