"""Lines whose fields do not say by themselves which cell is lost: an empty one behind the last, a number in the field of its label."""

from __future__ import annotations

import re

import pytest

import gongkai
from gongkai.cells import Status
from tests.unit import official

HEADS = {
    "merged places left out": [
        "行政复议\t行政诉讼\t",
        "\t".join([*official.RESULT_TITLES, "未经复议直接起诉", "复议后起诉", ""]),
        "\t".join([*official.RESULT_TITLES * 2, ""]),
    ],
    "one line of titles": ["\t".join([*official.RESULT_TITLES * 3, ""])],
    "none": [],
}
NUMBERS = [str(number) for number in range(10, 25)]


def read(*lines: str) -> gongkai.Result:
    return gongkai.parse("\n".join((official.TITLE, *lines)) + "\n")


def statuses(result: gongkai.Result, item: str) -> set[Status]:
    return {entry.status for entry in result.report.entries() if entry.item.startswith(item)}


def values(result: gongkai.Result, item: str) -> list[object]:
    return [entry.value for entry in result.report.entries() if entry.item == item]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("lost", [0, 4, 7, 14])
def test_a_row_of_disputes_that_lost_a_cell_is_not_made_whole_by_the_field_behind_it(head: str, lost: int) -> None:
    row = "\t".join([*NUMBERS[:lost], *NUMBERS[lost + 1 :], ""])
    assert statuses(read("四、政府信息公开行政复议、行政诉讼情况", *HEADS[head], row), "disputes") == {Status.UNSETTLED}


@pytest.mark.parametrize("cells", [["", *NUMBERS[1:]], [*NUMBERS[:14], ""], [*NUMBERS[:5], "", *NUMBERS[6:14], ""]])
def test_an_empty_last_cell_is_one_where_the_titles_have_no_field_behind_them(cells: list[str]) -> None:
    head = [line.rstrip("\t") for line in HEADS["merged places left out"]]
    result = read("四、政府信息公开行政复议、行政诉讼情况", *head, "\t".join(cells))
    assert [entry.raw or "" for entry in result.report.entries() if entry.item.startswith("disputes")] == cells


@pytest.mark.parametrize("row", ["规章\t2\t3\t", "规章\t\t\t", "规章\t\t3\t"])
def test_a_row_of_fewer_fields_than_its_head_has_no_cell_in_the_last(row: str) -> None:
    result = read("二、主动公开政府信息情况", "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\t", row, "行政规范性文件\t5\t6\t7\t")
    assert statuses(result, "proactive.rules") in ({Status.UNSETTLED}, {Status.MISSING})
    assert values(result, "proactive.normative_documents") == [5, 6, 7]


LOST = {
    "requests.new": ["", "18", "20", "", "14", "16", "2"],
    "requests.carried_in": ["31", "32", "", "33", "", "34", "35"],
    "requests.outcomes.granted": ["", "", "22", "", "20", "24", ""],
    "requests.carried_out": ["41", "42", "43", "", "44", "", "45"],
}


def beside(first: str, colon: str, sign: str, end: str) -> gongkai.Result:
    """Four rows with their first cell in the field of their label: two have lost it, two have the one given."""
    rows = {item: [first if cells[0] else "", *cells[1:]] for item, cells in LOST.items()}
    lines = [f"{official.label_of(item)}{colon}{sign.join(cells)}{end if cells[0] else sign}" for item, cells in rows.items()]
    return read("三、收到和处理政府信息公开申请情况", *lines)


@pytest.mark.parametrize("first", ["31", "/", "无", "—", "○", "约31", "**31**"])
@pytest.mark.parametrize("colon", ["", "：", ": "])
@pytest.mark.parametrize("sign", ["；", "\t", ","])
@pytest.mark.parametrize("ended", [True, False])
def test_where_numbers_stand_in_the_field_of_their_label_an_empty_first_cell_moves_no_other(first: str, colon: str, sign: str, ended: bool) -> None:
    result = beside(first, colon, sign, sign if ended else "")
    assert statuses(result, "requests.new") == statuses(result, "requests.outcomes.granted") == {Status.UNSETTLED}


@pytest.mark.parametrize("colon", ["：", ": ", "：** "])
@pytest.mark.parametrize("sign", ["；", "\t", ","])
def test_behind_a_colon_the_first_number_may_be_lost_from_every_row(colon: str, sign: str) -> None:
    result = beside("", colon, sign, sign)
    assert [statuses(result, item) for item in LOST] == [{Status.UNSETTLED}] * len(LOST)


def test_what_may_be_a_zero_behind_a_label_is_a_first_cell_though_that_row_ends_in_a_number() -> None:
    head = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
    result = read("二、主动公开政府信息情况", head, "规章\t2\t3\t", "行政规范性文件○\t5\t6\t7")
    assert statuses(result, "proactive.rules") == {Status.UNSETTLED}
    assert values(result, "proactive.normative_documents") == [5, 6, 7]


def test_a_row_of_another_name_does_not_say_that_the_first_number_is_in_the_field_of_its_label() -> None:
    head = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
    result = read("二、主动公开政府信息情况", head, "规章制度\t7\t8\t9", "规章\t1\t2\t", "行政规范性文件：\t4\t5\t6")
    assert values(result, "proactive.rules") == [1, 2, None]
    assert statuses(result, "proactive.rules") == {Status.REPORTED, Status.BLANK}
    assert values(result, "proactive.normative_documents") == [4, 5, 6]


def test_one_number_in_the_field_of_its_label_moves_none_of_another_row() -> None:
    result = read(
        "二、主动公开政府信息情况", "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |", "规章1 | 2 | 3 |", "行政规范性文件 | | 5 | 6 |"
    )
    assert values(result, "proactive.normative_documents") == [None, 5, 6]
    assert statuses(result, "proactive.rules") == {Status.MISSING}


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("规章： 122　　106；行政规范性文件： 　　149", "proactive.rules"),
        ("行政处罚:；；；；行政强制:14；199；73；", "proactive.penalties"),
        ("行政事业性收费：，，60；政府集中采购：，97", "proactive.fees"),
        (
            "行政许可： 上一年项目数量：  本年增/减：  处理决定数量： 64；其他对外管理服务事项： 上一年项目数量： 96 本年增/减： 58 处理决定数量： 147",
            "proactive.licensing",
        ),
    ],
)
def test_a_row_has_no_number_of_another_whose_label_cannot_be_told_from_a_number(line: str, item: str) -> None:
    head = "信息内容 上一年项目数量 本年增/减 处理决定数量"
    own = "行政规范性文件： 5 6 7"
    result = read("二、主动公开政府信息情况", own, head, line)
    assert statuses(result, item) == {Status.UNSETTLED}
    assert values(result, "proactive.normative_documents") == [5, 6, 7]


def test_a_remark_that_names_a_row_is_no_row() -> None:
    result = read(
        "二、主动公开政府信息情况",
        "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
        "| 规章 | 见行政许可 | 2 | 3 |",
        "| 行政规范性文件 | 4 | 5 | 6 |",
    )
    assert values(result, "proactive.rules") == [None, 2, 3]


def test_a_merged_cell_that_is_printed_twice_is_not_also_the_empty_one_before_it() -> None:
    # As a data frame is printed: 政府集中采购 has two cells, the first of them empty, the second over two columns.
    lines = [
        "           0          1     2     3",
        "0       信息内容   采购项目数量  采购总金额  采购总金额",
        "1     政府集中采购        NaN    32    32",
    ]
    result = read("二、主动公开政府信息情况", "行政规范性文件  5  6  7", *lines)
    assert statuses(result, "proactive.procurement") == {Status.UNSETTLED}
    assert values(result, "proactive.normative_documents") == [5, 6, 7]


def test_the_number_of_a_line_of_titles_is_no_cell_of_the_row_above() -> None:
    lines = [
        "9   行政处罚                72",
        "10  行政强制",
        "11  第二十条第（八）项",
        "12  信息内容     本年收费金额（单位：万元）",
        "13  行政事业性收费   5",
    ]
    result = read("二、主动公开政府信息情况", "信息内容  本年处理决定数量", *lines)
    assert values(result, "proactive.compulsion") == [None]


def test_the_rows_of_a_data_frame_that_is_printed_with_its_index_are_held_against_its_head() -> None:
    head = [
        ",0,1,2,3",
        "0,第二十条第（一）项,第二十条第（一）项,第二十条第（一）项,第二十条第（一）项",
        "1,信息内容,本年制发件数,本年废止件数,现行有效件数",
    ]
    result = read("二、主动公开政府信息情况", *head, "2,规章,1,,", "3,行政规范性文件,,5,6")
    assert values(result, "proactive.rules") == [1, None, None]
    assert statuses(result, "proactive.rules") == {Status.REPORTED, Status.BLANK}
    assert values(result, "proactive.normative_documents") == [None, 5, 6]


def test_a_text_on_its_own_line_is_no_cell_of_a_line_of_columns() -> None:
    label = official.label_of("requests.outcomes.partly_granted")
    lines = [
        f"{label[:22]}     10   78   129   144   73   188",
        label[22:],
        "幸运转盘",
        "1.属于国家秘密                   16   18   62   146   163   128",
        "2.其他法律行政法规禁止公开        1    2    3     4     5     6     21",
    ]
    result = read("三、收到和处理政府信息公开申请情况", *lines)
    assert Status.UNSETTLED in statuses(result, "requests.outcomes.partly_granted")
    assert Status.REPORTED not in statuses(result, "requests.outcomes.partly_granted")
    assert values(result, "requests.outcomes.refused.forbidden_by_law") == [1, 2, 3, 4, 5, 6, 21]


def test_the_number_of_a_page_among_the_cells_of_a_row_makes_up_for_no_empty_one() -> None:
    lines = ["| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |", "| 规章 | | 2 | －10－ | 3 |", "| 行政规范性文件 | 4 | 5 | 6 |"]
    result = read("二、主动公开政府信息情况", *lines)
    assert statuses(result, "proactive.rules") == {Status.UNSETTLED}
    assert values(result, "proactive.normative_documents") == [4, 5, 6]


def test_numbers_below_a_row_that_lacks_some_do_not_complete_it_where_its_label_was_cut() -> None:
    label = official.label_of("requests.outcomes.other.uncorrected")
    lines = ["（七）总计 7 7 7 7 7 7 42", label[:20], f"{label[20:]} 1 25", "5 12 12 12 41", official.label_of("requests.outcomes.other.unpaid")]
    result = read("三、收到和处理政府信息公开申请情况", *lines)
    assert statuses(result, "requests.outcomes.other.uncorrected") == {Status.UNSETTLED}


@pytest.mark.parametrize("label", ["行政规范性文件", "行政许可"])
@pytest.mark.parametrize("behind", ["", "信息内容 |\n"])
def test_a_cell_a_line_the_merged_places_of_a_lost_title_are_no_blank_row(label: str, behind: str) -> None:
    """From a row's first number up to the title of the next part all lines are lost, and the places that the title covers are left."""
    page = gongkai.render(gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report, "pipe_lines")
    page, count = re.subn(rf"(?<=\n{label} \|\n).*?\n(?=\|\|\|\n信息内容)", "", page, count=1, flags=re.DOTALL)
    assert count == 1
    result = gongkai.parse(page.replace("|||\n信息内容 |\n", f"|||\n{behind}"))
    item = {"行政规范性文件": "proactive.normative_documents", "行政许可": "proactive.licensing"}[label]
    assert statuses(result, item) == {Status.UNSETTLED}
    assert any(str(diagnostic.entries).count(item) for diagnostic in result.diagnostics)


@pytest.mark.parametrize("lost", [("行政处罚",), ("行政处罚", "行政强制"), ("行政许可", "行政处罚", "行政强制")])
def test_a_pipe_alone_before_each_row_is_no_cell_of_the_row_above(lost: tuple[str, ...]) -> None:
    page = gongkai.render(gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report, "pipe_leading")
    for label in lost:
        page, count = re.subn(rf"(?<=\n{label} \|).*", "", page)
        assert count == 1
    result = gongkai.parse(page)
    item = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "compulsion"}
    assert [entry.item for entry in result.report.entries() if entry.status is Status.MISSING] == [f"proactive.{item[label]}" for label in lost]
    assert sum(entry.status is Status.REPORTED for entry in result.report.entries()) == len(result.report.cells) - len(lost)


@pytest.mark.parametrize("lost", [("行政许可", "行政强制"), ("行政许可", "行政处罚", "行政强制")])
@pytest.mark.parametrize("layout", ["pipe_lines", "pipe", "tab_rows"])
def test_rows_that_lost_their_only_cell_are_not_blank_where_the_places_behind_it_are_as_many_as_in_others(layout: str, lost: tuple[str, ...]) -> None:
    page = gongkai.render(gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report, layout)
    for label in lost:
        page, count = re.subn(rf"(?<=\n{label})(\s*[|\t]\s*)\d+ ?[|\t]\n?", r"\1", page)
        assert count == 1
    result = gongkai.parse(page)
    item = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "compulsion"}
    for label in lost:
        assert statuses(result, f"proactive.{item[label]}") <= {Status.MISSING, Status.UNSETTLED}


def test_all_rows_of_a_page_may_begin_with_the_empty_place_of_a_group_and_have_no_border() -> None:
    """Page numbers set apart the rows of one group from all others; one of these has lost a cell, and has as many places as the rows of that group."""
    page = gongkai.render(gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report, "pipe_leading")
    page = page.replace(" | （三）不予公开", "- 2 -\n | （三）不予公开", 1).replace("四、结转下年度", "- 3 -\n四、结转下年度", 1)
    page, count = re.subn(r"(?<=\n二、上年结转政府信息公开申请数量)(.*?\d+ \|.*?)(\d+) \| (\d+)", r"\1\2\3", page)
    assert count == 1
    assert statuses(gongkai.parse(page), "requests.carried_in") <= {Status.INFERRED, Status.UNSETTLED}


def test_a_number_between_the_label_of_one_row_and_that_of_another_completes_neither_if_the_other_lacks_it() -> None:
    first, other = (official.label_of(f"requests.outcomes.other.{item}") for item in ("uncorrected", "unpaid"))
    lines = [first[:16], "1 2 3 4 5 6", first[16:], "21", other[:16], other[16:], "3.其他 0 0 0 0 0 0 0"]
    result = read("三、收到和处理政府信息公开申请情况", "（五）不予处理", *lines)
    assert statuses(result, "requests.outcomes.other.uncorrected") == {Status.UNSETTLED}
    lines[-1:] = ["7 8 9 1 2 3 30", "3.其他 0 0 0 0 0 0 0"]
    assert values(read("三、收到和处理政府信息公开申请情况", "（五）不予处理", *lines), "requests.outcomes.other.uncorrected") == [
        1,
        2,
        3,
        4,
        5,
        6,
        21,
    ]
