from __future__ import annotations

import pytest

import gongkai
from gongkai.cells import Span
from tests.unit import official

HEADINGS = official.HEADINGS


def parsed(text: str) -> gongkai.Report:
    return gongkai.parse(text).report


@pytest.mark.parametrize("form", official.FORMS)
def test_every_number_of_a_sheet_comes_to_its_own_key(form: str) -> None:
    cells = official.numbered(form)
    found = parsed(official.page(form, cells))
    assert {entry.key: str(entry.value) for entry in found.entries()} == cells


@pytest.mark.parametrize("form", official.FORMS)
def test_what_is_blank_on_a_sheet_is_blank_in_its_report(form: str) -> None:
    cells = {key: ("" if at % 3 else "0") for at, key in enumerate(official.keys(form))}
    for item in (row.item for row in official.rows(form)):
        cells[f"{item}.total"] = "0"
    found = parsed(official.page(form, cells))
    assert {entry.key: entry.raw for entry in found.entries()} == {key: cells[key] for key in official.keys(form)}


def test_the_sections_are_those_on_the_page_in_the_order_of_the_form() -> None:
    found = parsed(official.page("annual_2021", official.numbered("annual_2021")))
    assert [(section.number, section.heading) for section in found.sections] == list(enumerate(HEADINGS.values(), 1))
    assert [section.text for section in found.sections] == ["全年工作平稳。", "", "", "", "公开不够及时。", "没有其他事项。"]


def test_sections_in_another_order_are_put_in_that_of_the_form() -> None:
    found = parsed(f"{HEADINGS['problems']}\n公开不够及时。\n{HEADINGS['overview']}\n全年工作平稳。\n")
    assert [(section.number, section.text) for section in found.sections] == [(1, "全年工作平稳。"), (5, "公开不够及时。")]


@pytest.mark.parametrize("heading", ["七、其他需要报告的事项", "其他需要报告的事项", "六、其他需要汇报的事项", "六、 其他需要报告的事项"])
def test_a_heading_is_kept_as_printed_and_numbered_by_the_form(heading: str) -> None:
    (section,) = parsed(f"{heading}\n没有其他事项。\n").sections
    assert (section.number, section.heading) == (6, heading.replace(" ", ""))


def test_a_section_without_its_heading_has_the_official_one() -> None:
    rows = official.table("grid", [[row.label, *["0"] * 7] for row in official.REQUESTS["annual_2021"]])
    (section,) = parsed(rows).sections
    assert (section.number, section.heading) == (3, HEADINGS["requests"])


def test_a_heading_that_comes_only_behind_some_rows_of_its_section_is_kept_as_printed() -> None:
    rows = [official.table("grid", [[row.label, *["0"] * 7]]) for row in official.REQUESTS["annual_2021"]]
    heading = "三、行政机关收到和处理政府信息公开申请情况"
    text = "\n".join([rows[0], HEADINGS["disputes"], heading, *rows[1:]])
    assert [section.heading for section in parsed(text).sections] == [heading, HEADINGS["disputes"]]


def test_a_section_spans_its_heading_and_its_text() -> None:
    text = f"{official.TITLE}\n\n{HEADINGS['overview']}\n\n（一）主动公开\n全年发布10条。\n\n{HEADINGS['problems']}\n公开不够及时。\n"
    overview, problems = parsed(text).sections
    assert overview.span == Span(text.index("一、"), text.index("10条。") + 4)
    assert problems.span == Span(text.index("五、"), text.index("及时。") + 3)
    (part,) = overview.subsections
    assert part.span is not None
    assert text[part.span.start : part.span.end] == part.text == "全年发布10条。"


def test_the_text_of_a_part_includes_that_of_its_own_parts() -> None:
    (section,) = parsed(f"{HEADINGS['overview']}\n（一）主动公开\n发布情况如下。\n1.网站\n5条。\n2.公众号\n3条。\n").sections
    (part,) = section.subsections
    assert part.text == "发布情况如下。\n网站\n5条。\n公众号\n3条。"
    assert [inner.text for inner in part.subsections] == ["5条。", "3条。"]
    assert section.text == "（一）主动公开\n发布情况如下。\n1.网站\n5条。\n2.公众号\n3条。"


def test_the_text_behind_a_heading_belongs_to_its_section() -> None:
    (section,) = parsed(f"{HEADINGS['other_matters']}：本年度未收取信息处理费。\n").sections
    assert (section.heading, section.text) == (HEADINGS["other_matters"], "本年度未收取信息处理费。")


def test_a_section_that_the_page_comes_back_to_is_one_section() -> None:
    found = parsed(f"{HEADINGS['overview']}\n一月平稳。\n{HEADINGS['problems']}\n不够及时。\n{HEADINGS['overview']}\n二月平稳。\n")
    assert [(section.number, section.text) for section in found.sections] == [(1, "一月平稳。\n二月平稳。"), (5, "不够及时。")]


@pytest.mark.parametrize("form", official.FORMS)
def test_a_tree_names_each_row_by_the_last_word_of_its_key(form: str) -> None:
    tree = gongkai.parse(official.page(form, official.numbered(form))).tree
    rows = {str(row.data) for row in tree.iter_subtrees()}
    assert tree.data == "report"
    assert {part for row in official.rows(form) if row.label for part in row.item.split(".")} <= rows
    assert not any("__" in name for name in rows)


def test_a_tree_is_equal_for_equal_content_in_another_layout() -> None:
    cells = official.numbered("annual_2021")
    rows = official.requests(official.REQUESTS["annual_2021"], cells)[1:]
    pages = {style: f"{HEADINGS['requests']}\n{official.table(style, rows)}\n" for style in ("grid", "tabs", "words", "lines")}
    trees = {style: gongkai.parse(page).tree for style, page in pages.items()}
    assert all(tree == trees["grid"] for tree in trees.values())
    assert gongkai.parse(pages["grid"].replace("1010", "2010")).tree != trees["grid"]
