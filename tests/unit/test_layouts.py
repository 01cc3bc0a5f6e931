from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib import import_module

import pytest

from gongkai import grammar
from gongkai.cells import BLANK, MISSING, UNSETTLED, Place, Reading, Status, squeeze
from gongkai.errors import GongkaiError
from gongkai.parser import parse
from gongkai.records import Report, Section
from gongkai.rendering import layouts, render, shows_blanks
from gongkai.sheet import Paragraph, Part, Table, sheet_of
from gongkai.values import read_value
from tests.unit import official

TITLE = "云山县水务局2024年政府信息公开工作年度报告"

PICTURES = {
    "blank_lines": "信息内容\n\n本年制发件数\n\n本年废止件数\n\n现行有效件数\n\n规章\n\n1\n\n/\n\n第二十条第（六）项\n\n信息内容\n\n本年处理决定数量\n\n行政处罚\n\n25",
    "columns": """\
                 第二十条第（一）项
信息内容   本年制发件数   本年废止件数   现行有效件数
规章            1                             /
                 第二十条第（六）项
信息内容                本年处理决定数量
行政处罚                       25""",
    "layout_mode": """\
                                   第二十条第（一）项
          信息内容               本年制发件数        本年废止件数        现行有效件数
规章                                  1                                       /
                                   第二十条第（六）项
          信息内容                                 本年处理决定数量
行政处罚                                                  25""",
    "lines": "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n/\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n25",
    "markdown": """\
| 第二十条第（一）项 |  |  |  |
|---|---|---|---|
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 1 |  | / |
| 第二十条第（六）项 |  |  |  |
| 信息内容 | 本年处理决定数量 |  |  |
| 行政处罚 | 25 |  |  |""",
    "markdown_rows": """\
| 项目 | 数据1 | 数据2 | 数据3 |
|---|---|---|---|
| 规章 | 1 |  | / |

| 项目 | 数据1 | 数据2 | 数据3 |
|---|---|---|---|
| 第二十条第（六）项 |  |  |  |""",
    "one_line": " 信息内容 本年制发件数 本年废止件数 现行有效件数 规章 1 / 第二十条第（六）项 信息内容 本年处理决定数量 行政处罚 25 五、",
    "pipe": """\
第二十条第（一）项 ||||
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
规章 | 1 | | / |
第二十条第（六）项 ||||
信息内容 | 本年处理决定数量 |||
行政处罚 | 25 |||""",
    "pipe_alone": "规章\n|\n1\n|\n|\n/\n|\n第二十条第（六）项\n|\n信息内容\n|\n本年处理决定数量\n|\n行政处罚\n|\n25\n|",
    "pipe_leading": """\
|
规章 | 1 |  | / |
|
第二十条第（六）项 |  |  |  |
|
信息内容 | 本年处理决定数量 |  |  |
|
行政处罚 | 25 |  |  |""",
    "pipe_lines": "规章 |\n1 |\n|\n/ |\n第二十条第（六）项 |\n|||\n信息内容 |\n本年处理决定数量 |\n||\n行政处罚 |\n25 |\n||",
    "pipe_padded": """\
| 第二十条第（一）项 |  |  |  |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 1 |  | / |
| 第二十条第（六）项 |  |  |  |""",
    "reading_order": "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章 1 /\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚 25",
    "spaces": "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 1 /\n第二十条第（六）项\n信息内容 本年处理决定数量\n行政处罚 25",
    "tab_lines": "\t规章\n\t1\n\t\n\t/\n\n\t第二十条第（六）项\n\t\n\t\n\t\n\n\t信息内容\n\t本年处理决定数量\n\t\n\t\n\n\t行政处罚\n\t25\n\t\n\t",
    "tab_rows": "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t\t/\n第二十条第（六）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政处罚\t25\t\t",
}


def report(rows: Mapping[str, Sequence[Reading]], sections: Sequence[Section] = (), form: str = "annual_2021") -> Report:
    """A report that has these rows alone; a row goes by the last part of its path."""
    shape = grammar.form(form)
    chosen = {row: rows.get(row.path.rpartition(".")[2], ()) for row in shape.rows}
    said = [
        (key, reading)
        for row, readings in chosen.items()
        if readings or not row.optional
        for key, reading in zip(row.entries, readings or [MISSING] * row.size, strict=True)
    ]
    cells = tuple(Place(reading, -1, -1) for _, reading in said)
    return Report(form, TITLE, "云山县水务局", 2024, None, None, tuple(sections), tuple(key for key, _ in said), cells)


def read(*cells: str) -> list[Reading]:
    return [reading for cell in cells if (reading := read_value(cell)) is not None]


TABLE_2 = {row.path.rpartition(".")[2]: read("0") * row.size for row in grammar.form("annual_2021").rows if row.section == "proactive"}
"""Where a row has several lines, the numbers before a row that is missing are in doubt: so none is."""


def tables(written: Report) -> list[Table]:
    return [block for block in sheet_of(written, grammar.form(written.form)).blocks if isinstance(block, Table)]


def printed(written: Report) -> list[str]:
    return [cell.text for table in tables(written) for cell, _, _ in table.places() if cell.part is Part.VALUE]


# ---------------------------------------------------------------- layouts


def test_every_layout_has_its_picture() -> None:
    assert set(PICTURES) == set(layouts())


@pytest.mark.parametrize("layout", layouts())
def test_a_layout_looks_like_its_picture(layout: str) -> None:
    text = render(report({"rules": read("1", "", "/"), "penalties": read("25")}, [Section(5, "五、存在问题和改进措施", "")]), layout)
    assert PICTURES[layout] in text


@pytest.mark.parametrize("layout", layouts())
def test_a_layout_says_in_words_what_its_constant_says(layout: str) -> None:
    words = " ".join((import_module(f"gongkai.writers.{layout}").__doc__ or "").split())
    assert ("Shows blank cells" in words) == shows_blanks(layout)
    assert ("Does not show blank cells" in words) == (not shows_blanks(layout))


def test_a_pdf_in_reading_order_has_the_numbers_before_between_and_after_the_lines_of_a_label() -> None:
    rows = {row.path.rpartition(".")[2]: read(*str(at % 10) * 7) for at, row in enumerate(grammar.form("annual_2021").rows[6:-1]) if not row.optional}
    lines = render(report(rows), "reading_order").split("\n")
    for found in (
        ["（二）部分公开（区分处理的，只计", "这一情形，不计其他情形）", "3 3 3 3 3 3 3"],
        ["5.要求行政机关确认或重新出具已获", "9 9 9 9 9 9 9", "取信息"],
        ["1.申请人无正当理由逾期不补正、行", "政机关不再处理其政府信息公开申请 1 1 1 1 1 1 1"],
        ["2 2 2 2 2 2 2", "2.申请人逾期未按收费通知要求缴纳", "费用、行政机关不再处理其政府信息", "公开申请"],
    ):
        at = lines.index(found[1]) - 1
        assert lines[at : at + len(found)] == found
    group = lines.index("三、")
    assert lines[group : group + 8] == ["三、", "本", "年", "度", "办", "理", "结", "果"]


def test_layout_mode_sets_labels_in_pieces_from_top_to_bottom() -> None:
    seven = read(*"0000003")
    names = ("granted", "partly_granted", "state_secret", "internal_affairs", "not_held", "petitions", "repeated", "rest", "carried_out")
    picture = """\
          （一）予以公开                           0     0     0     0     0     0     3
          （二）部分公开（区分处理的，只计这一情   0     0     0     0     0     0     3
          形，不计其他情形）
          （三）不  1.属于国家秘密                 0     0     0     0     0     0     3
三、本年  予公开    5.属于三类内部事务信息         0     0     0     0     0     0     3
度办理结  （四）无  1.本机关不掌握相关政府信息     0     0     0     0     0     0     3
果        法提供
          （五）不  1.信访举报投诉类申请           0     0     0     0     0     0     3
          予处理    2.重复申请                     0     0     0     0     0     0     3
          （六）其  3.其他                         0     0     0     0     0     0     3
          他处理
四、结转下年度继续办理                             0     0     0     0     0     0     3
"""
    assert picture in render(report(dict.fromkeys(names, seven)), "layout_mode")


def test_an_unknown_layout_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(GongkaiError, match="blank_lines, columns"):
        render(report({}), "interpretive dance")
    with pytest.raises(ValueError, match="no layout"):
        shows_blanks("_common")


def test_an_empty_report_has_an_empty_page() -> None:
    empty = Report("annual_2021", None, None, None, None, None, (), (), ())
    assert {render(empty, layout) for layout in layouts()} == {""}


# ---------------------------------------------------------------- the sheet


def test_spans_are_those_of_the_official_sheet() -> None:
    full = report(dict.fromkeys(("new", "granted", "state_secret", "internal_affairs", "carried_out"), read(*"0123456")))
    (table,) = tables(full)
    spans = {cell.text[:4]: (cell.columns, cell.rows) for cell, _, _ in table.places() if cell.part is not Part.VALUE}
    assert table.width == 10
    assert spans == {
        "（本列数": (3, 3),
        "申请人情": (7, 1),
        "自然人": (1, 2),
        "法人或其": (5, 1),
        "总计": (1, 2),
        "商业企业": (1, 1),
        "科研机构": (1, 1),
        "社会公益": (1, 1),
        "法律服务": (1, 1),
        "其他": (1, 1),
        "一、本年": (3, 1),
        "三、本年": (1, 3),
        "（一）予": (2, 1),
        "（三）不": (1, 2),
        "1.属于": (1, 1),
        "5.属于": (1, 1),
        "四、结转": (3, 1),
    }


def test_the_head_of_the_table_without_row_labels_has_three_rows() -> None:
    (table,) = tables(report({"disputes": read(*["0"] * 15)}))
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [(5, 1), (10, 1)],
        [(1, 2)] * 5 + [(5, 1), (5, 1)],
        [(1, 1)] * 10,
        [(1, 1)] * 15,
    ]


@pytest.mark.parametrize("form", official.FORMS)
def test_every_grid_is_full_and_no_two_cells_meet(form: str) -> None:
    rows = {row.path.rpartition(".")[2]: [BLANK] * row.size for row in grammar.form(form).rows if not row.optional}
    for table in tables(report(rows, form=form)):
        places = [(row + down, column + over) for cell, row, column in table.places() for down in range(cell.rows) for over in range(cell.columns)]
        assert sorted(places) == [(row, column) for row in range(len(table.rows)) for column in range(table.width)]


def test_rows_groups_tables_and_heads_without_a_cell_are_not_printed() -> None:
    text = render(report({"penalties": read("3"), "granted": [BLANK] * 7}))
    assert [line.partition(" |")[0] for line in text.split("\n") if "|" in line] == [
        "第二十条第（六）项",
        "信息内容",
        "行政处罚",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "||| 自然人",
        "|||| 商业企业",
        "三、本年度办理结果",
    ]


def test_a_row_that_stands_for_its_group_is_printed_without_the_group() -> None:
    text = render(report({"undivided": read(*"0000001")}))
    assert text.count("（六）其他处理") == 1
    assert "（六）其他处理 || 0 |" in text


def test_a_table_without_its_section_stands_under_the_official_heading() -> None:
    blocks = sheet_of(report({"rules": read(*"123")}), grammar.form("annual_2021")).blocks
    assert [block for block in blocks if isinstance(block, Paragraph)] == [Paragraph(TITLE, 1), Paragraph("二、主动公开政府信息情况", 2)]


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (BLANK, ""),
        (UNSETTLED, ""),
        (Reading(5, Status.INFERRED), ""),
        (Reading(None, Status.NOT_APPLICABLE), "/"),
        (Reading(None, Status.NOT_APPLICABLE, None, "不适用"), "不适用"),
        (Reading(1234, Status.REPORTED, None, "1,234"), "1,234"),
        (Reading(22, Status.REPORTED, None, "22（其中修订16件）"), "22（其中修订16件）"),
        (Reading(22, Status.REPORTED, "件", "22"), "22件"),
        (Reading(22, Status.REPORTED, None, "二十二"), "22"),
        (Reading(-4, Status.REPORTED, None, "减4"), "减4"),
    ],
)
def test_a_cell_prints_what_was_read_in_it(reading: Reading, text: str) -> None:
    assert printed(report({"rules": [*read("0"), reading, BLANK]})) == ["0", text, ""]


@pytest.mark.parametrize(
    ("form", "row", "amount", "line"),
    [
        (
            "annual_2021",
            "fees",
            Reading(Decimal("2.50"), Status.REPORTED, "万元", "2.50"),
            "本年收费金额（单位：万元） ||| 行政事业性收费 | 2.50 |||",
        ),
        ("annual_2021", "fees", Reading(Decimal("2.5"), Status.REPORTED, "万元"), "本年收费金额（单位：万元） ||| 行政事业性收费 | 2.5 |||"),
        ("annual_2021", "fees", Reading(25000, Status.REPORTED, "元", "25000"), "本年收费金额（单位：万元） ||| 行政事业性收费 | 25000元 |||"),
        ("annual_2021", "fees", Reading(Decimal("1E+2"), Status.REPORTED, None, "100"), "本年收费金额 ||| 行政事业性收费 | 100 |||"),
        ("annual_2019", "procurement", Reading(25000, Status.REPORTED, "元", "25000"), "采购总金额 || 政府集中采购 | 3 | 25000元 ||"),
        ("annual_2019", "procurement", Reading(25000, Status.REPORTED, None, "25000"), "采购总金额 || 政府集中采购 | 3 | 25000 ||"),
    ],
)
def test_an_amount_keeps_its_unit(form: str, row: str, amount: Reading, line: str) -> None:
    cells = [amount] if form == "annual_2021" else [*read("3"), amount]
    written = report({row: cells}, form=form)
    text = render(written)
    assert line in text.replace("\n", " ")
    found = [cell.reading for cell in parse(text).report.cells if cell.reading.value is not None][-1]
    assert (found.value, found.unit) == (amount.value, amount.unit)


@pytest.mark.parametrize("layout", layouts())
@pytest.mark.parametrize("raw", ["22（其中|修订16件）", "增\t22", "22（其\n中）"])
def test_a_cell_that_would_break_its_layout_is_printed_in_canonical_form(layout: str, raw: str) -> None:
    reading = read_value(raw)
    assert reading is not None
    text = render(report(TABLE_2 | {"rules": [reading] * 3}), layout)
    assert raw not in text
    assert parse(text).report["proactive.rules.in_force"].value == 22


@pytest.mark.parametrize("layout", layouts())
def test_a_cell_with_a_space_in_it_is_one_cell(layout: str) -> None:
    found = parse(render(report(TABLE_2 | {"rules": read("增 320", "22 件", "1")}), layout)).report
    assert (found.proactive.rules.issued, found.proactive.rules.repealed, found.proactive.rules.in_force) == (320, 22, 1)


@pytest.mark.parametrize("layout", layouts())
def test_what_stands_before_the_first_section_is_printed_in_every_layout(layout: str) -> None:
    before = "本报告根据《条例》编制，统计期限为2023年1月1日至2023年12月31日。\n如有疑问，请与本机关联系。"
    page = official.page("annual_2021", official.numbered("annual_2021"))
    written = parse(page.replace("\n", f"\n{before}\n", 1)).report
    assert written.preamble is not None
    assert written.preamble.text == before
    again = parse(render(written, layout)).report
    assert again.preamble is not None
    assert squeeze(again.preamble.text) == squeeze(before)
    assert again.entries() == written.entries()
    assert again.period == written.period
