from __future__ import annotations

import re

import pytest

import gongkai
from tests.unit import official
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, finding, requests, said

BY_PLACE = ("grid", "bordered", "tabs", "columns")
"""A row a line, and a cell's place in it shows."""
IN_LINES = ("list", "block", "alone", "lines")
"""A cell a line."""
LOOSE = ("lines", "words")
"""Empty cells leave no trace."""

EMPTY = [""] * 7
LOST = ["?"] * 7
MISSING = ["_"] * 7
PARTLY, GRANTED, STATE_SECRET = "requests.outcomes.partly_granted", "requests.outcomes.granted", "requests.outcomes.refused.state_secret"
LAST = ("requests.outcomes.total", "requests.carried_out")

each_style = pytest.mark.parametrize("style", official.STYLES)


def others(*items: str) -> list[str]:
    return [item for item in ITEMS if item not in items]


def as_printed(result: gongkai.Result, *, but: tuple[str, ...] = ()) -> None:
    """All rows say what is printed, except those named."""
    for item in others(*but):
        assert said(result, item) == cells_of(item), item


@each_style
def test_rows_with_as_many_numbers_as_columns_are_read_in_every_layout(style: str) -> None:
    result = requests(style)
    as_printed(result)
    assert codes(result) == []


@pytest.mark.parametrize("style", official.SHOW_BLANKS)
@pytest.mark.parametrize("cells", [["3", "", "", "", "", "", "3"], ["", "3", "", "", "", "", "3"], ["", "", "", "", "", "", "4"]])
def test_an_empty_cell_is_blank_and_the_others_keep_their_columns(style: str, cells: list[str]) -> None:
    result = requests(style, {GRANTED: cells})
    assert said(result, GRANTED) == cells
    as_printed(result, but=(GRANTED,))
    assert codes(result) == []


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
def test_a_row_without_its_total_is_read_where_its_places_are_counted(style: str) -> None:
    cells = ["5", "6", "", "", "", "", ""]
    assert said(requests(style, {GRANTED: cells}), GRANTED) == cells


def test_a_row_without_its_total_is_doubted_where_its_places_are_only_measured() -> None:
    # A line that lost cells moves to the left, and what is left of it then stands in line with other columns.
    result = requests("columns", {GRANTED: ["5", "6", "", "", "", "", ""]})
    assert said(result, GRANTED) == LOST
    as_printed(result, but=(GRANTED,))


@pytest.mark.parametrize("style", [style for style in official.SHOW_BLANKS if style != "columns"])
def test_a_row_of_empty_cells_is_blank_and_not_missing(style: str) -> None:
    result = requests(style, {GRANTED: EMPTY})
    assert said(result, GRANTED) == EMPTY
    assert codes(result) == []


@pytest.mark.parametrize("style", [*LOOSE, "alone", "columns"])
def test_a_row_without_a_trace_of_cells_is_missing_and_not_blank(style: str) -> None:
    result = requests(style, {GRANTED: []})
    assert said(result, GRANTED) == MISSING
    assert "GK308" in codes(result)


@pytest.mark.parametrize("style", official.STYLES)
def test_a_stroke_is_not_a_blank(style: str) -> None:
    result = requests(style, {GRANTED: ["/", "0", "—", "无", "不适用", "N/A", "0"]})
    assert said(result, GRANTED) == ["/", "0", "/", "/", "/", "/", "0"]


@pytest.mark.parametrize("style", LOOSE)
@pytest.mark.parametrize("cells", [["3", "3"], ["3"], ["1", "1", "2", "0", "0", "4"]])
def test_too_few_numbers_say_nothing_where_the_layout_shows_no_places(style: str, cells: list[str]) -> None:
    result = requests(style, {GRANTED: cells})
    assert said(result, GRANTED) == LOST
    assert not result.ok
    as_printed(result, but=(GRANTED,))


@pytest.mark.parametrize("style", [style for style in official.STYLES if style not in {"columns", "alone"}])
def test_one_short_row_is_never_filled_up(style: str) -> None:
    result = requests(style, {GRANTED: ["9", "8", "7", "6", "5", "4"]})
    assert said(result, GRANTED) == LOST
    assert not result.ok
    as_printed(result, but=(GRANTED,))


@each_style
def test_too_many_numbers_say_nothing(style: str) -> None:
    result = requests(style, {GRANTED: [*cells_of(GRANTED), "5"]})
    assert said(result, GRANTED) == LOST
    assert "GK302" in codes(result)
    as_printed(result, but=(GRANTED,))


@each_style
def test_a_number_cut_in_two_spoils_no_other_cell_by_a_shift(style: str) -> None:
    result = requests(style, {GRANTED: ["2 0", "1", "2", "0", "0", "3", "26"]})
    for found, right in zip(said(result, GRANTED), ["?", "1", "2", "0", "0", "3", "26"], strict=True):
        assert found in ("?", right)
    assert not result.ok


@pytest.mark.parametrize("style", [*LOOSE, "columns"])
def test_a_page_number_inside_a_row_is_passed_over(style: str) -> None:
    cells = cells_of(GRANTED)
    page_number = {"lines": ["- 4 -"], "words": ["- 4 -"], "columns": []}[style]
    result = requests(style, {GRANTED: [*cells[:3], *page_number, *cells[3:]]})
    as_printed(result)
    assert codes(result) == []


@pytest.mark.parametrize(
    ("style", "among"), [*((style, [text]) for style in LOOSE for text in ("- 1000 -", "- 4")), ("words", ["- 999 —"]), ("words", ["— 4 -"])]
)
def test_what_is_no_page_number_inside_a_row_is_not_passed_over(style: str, among: list[str]) -> None:
    cells = cells_of(GRANTED)
    result = requests(style, {GRANTED: [*cells[:3], *among, *cells[3:]]})
    assert said(result, GRANTED) == LOST
    assert codes(result)


@pytest.mark.parametrize("style", LOOSE)
def test_the_highest_page_number_inside_a_row_is_passed_over(style: str) -> None:
    cells = cells_of(GRANTED)
    as_printed(requests(style, {GRANTED: [*cells[:3], "- 999 -", *cells[3:]]}))


@pytest.mark.parametrize(
    ("one", "three", "is_number"), [("10", "20", True), ("20", "20", True), ("20", "10", False), ("10", "999", True), ("10", "1000", False)]
)
def test_where_a_row_may_have_two_page_numbers_neither_is_passed_over(one: str, three: str, *, is_number: bool) -> None:
    cells = [one, "/", three, "0", "0", "5", "35"]
    result = requests("words", {GRANTED: [*cells[:4], "- 4 -", *cells[4:]]})
    assert said(result, GRANTED) == (LOST if is_number else cells)


def test_one_stroke_through_a_row_stands_for_all_its_cells_where_the_layout_shows_no_places() -> None:
    result = requests("words", {GRANTED: ["/"]})
    assert said(result, GRANTED) == ["/"] * 7
    as_printed(result, but=(GRANTED,))


@pytest.mark.parametrize("style", LOOSE)
@pytest.mark.parametrize("other", [["/", "/", "/", "/", "/", "/", "/"], ["3", "/", "/", "/", "/", "/", "3"]])
def test_one_stroke_is_what_is_left_of_a_row_where_other_rows_have_one_in_each_cell(style: str, other: list[str]) -> None:
    result = requests(style, {GRANTED: ["/"], PARTLY: other})
    assert [said(result, item) for item in (GRANTED, PARTLY)] == [LOST, other]


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
def test_one_stroke_in_a_cell_is_that_cell_where_the_layout_shows_places(style: str) -> None:
    result = requests(style, {GRANTED: ["", "", "/", "", "", "", ""]})
    assert said(result, GRANTED) == ["", "", "/", "", "", "", ""]


@pytest.mark.parametrize(
    ("cells", "whole"),
    [
        (["1", "2", "NaN", "3", "4", "5", "6", "21"], False),
        (["1", "NaN", "2", "3", "4", "NaN", "5", "6", "21"], False),
        (["1", "2", "3", "4", "5", "6", "21", "NaN"], True),
        (["NaN", "1", "2", "3", "4", "5", "6", "21"], True),
        (["NaN", "1", "2", "3", "4", "5", "21", "21"], False),
        (["1", "2", "3", "4", "5", "21", "21", "NaN"], True),
        (["NaN", "1", "NaN", "2", "3", "4", "5", "6", "21"], False),
    ],
)
def test_one_printed_blank_too_many_is_a_place_of_the_label_only_before_the_numbers_or_behind_them(cells: list[str], *, whole: bool) -> None:
    result = requests("words", {GRANTED: cells})
    assert said(result, GRANTED) == ([cell for cell in cells if cell != "NaN"] if whole else LOST)


# ---------------------------------------------------------------- a lost column


def without(cells: list[str], column: int) -> list[str]:
    return cells[:column] + cells[column + 1 :]


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "block", "list"])
@pytest.mark.parametrize("column", [1, 3, 5])
@pytest.mark.parametrize("first", ["requests.outcomes.not_processed.petitions", "requests.outcomes.total"])
def test_of_rows_that_lost_a_column_the_first_and_the_last_cell_are_kept(style: str, column: int, first: str) -> None:
    lost = ITEMS[ITEMS.index(first) :]
    result = requests(style, {item: without(cells_of(item), column) for item in lost})
    for item in lost:
        cells = cells_of(item)
        assert said(result, item) == [cells[0], "?", "?", "?", "?", "?", cells[-1]]
    as_printed(result, but=lost)
    assert codes(result) == ["GK304"]
    assert finding(result, "GK304").entries == tuple(key for row in official.REQUESTS["annual_2021"] if row.item in lost for key in row.keys[1:-1])


@pytest.mark.parametrize(("before", "behind"), [(1, 0), (0, 1)])
@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "block", "list"])
def test_of_rows_that_lost_a_column_the_one_with_an_empty_place_for_its_first_cell_or_its_last_keeps_none(
    style: str, before: int, behind: int
) -> None:
    changed = {item: without(cells_of(item), 1) for item in LAST}
    changed[LAST[0]] = [*[""] * (2 * before), *changed[LAST[0]], *[""] * (2 * behind)]
    result = requests(style, changed)
    first, *_, last = cells_of(LAST[1])
    assert [said(result, item) for item in LAST] == [LOST, [first, "?", "?", "?", "?", "?", last]]
    assert codes(result) == ["GK303", "GK304"]


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "block", "list"])
def test_rows_that_lost_a_column_keep_both_ends_where_an_empty_place_stands_behind_all_rows(style: str) -> None:
    changed = {item: [*(without(cells_of(item), 1) if item in LAST else cells_of(item)), ""] for item in ITEMS}
    result = requests(style, changed)
    for item in LAST:
        first, *_, last = cells_of(item)
        assert said(result, item) == [first, "?", "?", "?", "?", "?", last]
    as_printed(result, but=LAST)


def test_of_lines_that_lost_a_column_only_those_keep_their_first_number_that_have_it_under_the_others() -> None:
    def line(row: official.Row, left: int) -> str:
        cells = cells_of(row.item)
        label = row.label + " " * (left - sum(2 if char > "~" else 1 for char in row.label))
        return label + "".join(cell.ljust(8) for cell in (without(cells, 1) if row.item in LAST else cells))

    for left, first in ((92, "24"), (104, "?")):
        result = gongkai.parse("\n".join([HEADING, *(line(row, left if row.item == LAST[0] else 92) for row in official.REQUESTS["annual_2021"])]))
        assert said(result, LAST[0])[0] == first
        assert said(result, LAST[1])[0] == cells_of(LAST[1])[0]


@pytest.mark.parametrize("total", ["3", "26", "49"])
def test_no_column_is_lost_where_a_last_cell_is_less_than_the_others_together(total: str) -> None:
    changed = {item: without(cells_of(item), 1) for item in LAST}
    assert changed[LAST[0]] == ["24", "2", "0", "0", "24", "51"]
    changed[LAST[0]][-1] = total
    result = requests("grid", changed)
    assert [said(result, item) for item in LAST] == [LOST, LOST]
    assert codes(result) == ["GK303"]


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "block", "list"])
def test_of_rows_that_lost_a_column_the_one_whose_last_numbers_ran_together_keeps_none(style: str) -> None:
    changed = {item: without(cells_of(item), 1) for item in LAST}
    cells = cells_of(LAST[0])
    assert int(cells[5]) + sum(map(int, cells[:5])) == int(cells[6])
    changed[LAST[0]] = [*cells[:5], cells[5] + cells[6]]
    result = requests(style, changed)
    first, *_, last = cells_of(LAST[1])
    assert [said(result, item) for item in LAST] == [LOST, [first, "?", "?", "?", "?", "?", last]]
    assert codes(result) == ["GK303", "GK304"]


@pytest.mark.parametrize("cell", ["/", "5%", "2 0"])
@pytest.mark.parametrize("place", [0, 2, -1])
def test_no_column_is_lost_where_a_cell_says_no_number(cell: str, place: int) -> None:
    changed = {item: without(cells_of(item), 1) for item in LAST}
    changed[LAST[0]][place] = cell
    result = requests("grid", changed)
    assert [said(result, item) for item in LAST] == [LOST, LOST]


def test_no_column_is_lost_where_a_later_row_has_them_all() -> None:
    lost = ITEMS[-4:-1]
    result = requests("grid", {item: without(cells_of(item), 1) for item in lost})
    assert [said(result, item) for item in lost] == [LOST] * 3
    as_printed(result, but=lost)
    assert codes(result) == ["GK303"]


def test_no_column_is_lost_where_no_row_before_has_them_all() -> None:
    result = requests("grid", {item: without(cells_of(item), 1) for item in ITEMS})
    assert [said(result, item) for item in ITEMS] == [LOST] * len(ITEMS)


@pytest.mark.parametrize("style", LOOSE)
def test_no_column_is_lost_where_the_layout_shows_no_places(style: str) -> None:
    result = requests(style, {item: without(cells_of(item), 1) for item in LAST})
    assert [said(result, item) for item in LAST] == [LOST, LOST]
    assert "GK304" not in codes(result)


def test_rows_that_lost_their_last_column_have_no_total() -> None:
    result = requests("grid", {item: without(cells_of(item), 6) for item in LAST})
    assert [said(result, item) for item in LAST] == [LOST, LOST]


# ---------------------------------------------------------------- columns of spaces


def at_position(result_of: str, cells: list[str], move: int) -> gongkai.Result:
    """Table 3 in columns of spaces, with what stands behind one label moved to the left or to the right."""
    rows = [[row.label, *(cells if row.item == result_of else cells_of(row.item))] for row in official.REQUESTS["annual_2021"]]
    lines = [official.columns(row) for row in rows]
    at = ITEMS.index(result_of)
    label = rows[at][0]
    behind = lines[at][len(label) :]
    lines[at] = label + (" " * move + behind if move > 0 else behind[-move:])
    return gongkai.parse("\n".join([official.HEADINGS["requests"], *lines]))


@pytest.mark.parametrize("move", [8, -8, 4, -4])
def test_a_cell_between_two_columns_belongs_to_neither(move: int) -> None:
    cells = ["3", "", "", "", "", "", "3"]
    assert said(at_position(GRANTED, cells, 0), GRANTED) == cells
    result = at_position(GRANTED, cells, move)
    assert said(result, GRANTED) == LOST
    as_printed(result, but=(GRANTED,))


def test_two_cells_over_one_column_belong_to_neither() -> None:
    wide = {item: ["1", "1", "0", "0", "0", "0", "1000000"] for item in ITEMS[:2]}
    rows = {**wide, GRANTED: ["", "", "", "", "", "", "3   4"]}
    result = requests("columns", rows)
    assert said(result, GRANTED) == LOST
    assert said(result, ITEMS[0]) == wide[ITEMS[0]]


@pytest.mark.parametrize(
    "rows",
    [
        # two spaces set all cells apart, and 规章 has an empty one
        ["行政许可  0  0  388", "规章    946  0"],
        # a program took an ideograph for as wide as a letter, and the longest label moved its own cells
        ["其他对外管理服务事项 0       0       224", "规章                 0       59"],
    ],
)
def test_one_row_whose_cells_may_have_been_set_by_other_widths_shows_no_columns(rows: list[str]) -> None:
    result = gongkai.parse("\n".join([official.HEADINGS["proactive"], "信息内容       上一年项目数量 本年增/减   处理决定数量", *rows]) + "\n")
    assert said(result, "proactive.rules") == ["?", "?", "?"]
    assert "?" not in said(result, "proactive.licensing" if rows[0].startswith("行政许可") else "proactive.other_services")
    assert "GK303" in codes(result) or "GK301" in codes(result)


def test_one_row_under_its_titles_shows_the_columns_though_it_has_the_longest_label() -> None:
    lines = [
        "信息内容       本年制发件数  本年废止件数  现行有效件数",
        "规章           1                           3",
        "行政规范性文件 4             5             6",
    ]
    result = gongkai.parse("\n".join([official.HEADINGS["proactive"], *lines]) + "\n")
    assert said(result, "proactive.rules") == ["1", "", "3"]
    assert codes(result) == []


# ---------------------------------------------------------------- the head


def test_the_head_shows_where_the_columns_begin_where_no_row_is_full() -> None:
    head = ["", "", "", *official.APPLICANT_TITLES]
    cells = {GRANTED: ["3", "", "", "", "", "", "3"], PARTLY: ["", "4", "", "", "", "", "4"]}
    rows = [head, *([official.label_of(item), "", "", *row] for item, row in cells.items())]
    for style in ("grid", "tabs"):
        result = gongkai.parse(f"{official.HEADINGS['requests']}\n{official.table(style, rows)}\n")
        assert {item: said(result, item) for item in cells} == cells


# ---------------------------------------------------------------- rows lost


@pytest.mark.parametrize("style", [style for style in official.STYLES if style not in IN_LINES])
def test_rows_lost_cast_no_doubt_on_the_rest_where_a_row_is_a_line(style: str) -> None:
    lost = (PARTLY, STATE_SECRET)
    result = requests(style, lost=lost)
    as_printed(result, but=lost)
    assert [said(result, item) for item in lost] == [MISSING, MISSING]
    assert codes(result) == []


@pytest.mark.parametrize("style", IN_LINES)
def test_the_row_before_a_gap_is_doubted_where_lines_may_be_lost_within_it(style: str) -> None:
    result = requests(style, lost=(PARTLY, STATE_SECRET))
    assert said(result, GRANTED) == LOST
    assert finding(result, "GK310").entries == official.REQUESTS["annual_2021"][2].keys
    as_printed(result, but=(GRANTED, PARTLY, STATE_SECRET))


@pytest.mark.parametrize("style", ["list", "block"])
def test_the_row_before_a_gap_is_not_blank_where_the_empty_cells_may_be_those_of_another(style: str) -> None:
    assert said(requests(style, {GRANTED: EMPTY}), GRANTED) == EMPTY
    result = requests(style, {GRANTED: EMPTY}, lost=(PARTLY, STATE_SECRET))
    assert said(result, GRANTED) == LOST
    assert finding(result, "GK310").entries == official.REQUESTS["annual_2021"][2].keys


@pytest.mark.parametrize("style", IN_LINES)
def test_the_last_row_of_a_table_cut_off_is_doubted_where_lines_may_be_lost_within_it(style: str) -> None:
    at = ITEMS.index(PARTLY)
    result = requests(style, lost=ITEMS[at + 1 :])
    assert said(result, PARTLY) == LOST
    assert "GK310" in codes(result)
    as_printed(result, but=ITEMS[at:])


@pytest.mark.parametrize("style", IN_LINES)
def test_lines_lost_from_within_one_row_to_within_another_give_no_number_to_the_first(style: str) -> None:
    # 予以公开 with the last five numbers of the row two below it: it has seven, and none of them may be its own.
    mixed = [*cells_of(GRANTED)[:2], *cells_of(STATE_SECRET)[2:]]
    result = requests(style, {GRANTED: mixed}, lost=(PARTLY, STATE_SECRET))
    assert said(result, GRANTED) == LOST


@pytest.mark.parametrize("style", [style for style in IN_LINES if style != "block"])
def test_the_last_row_of_a_table_is_doubted_where_the_next_table_has_lost_its_beginning(style: str) -> None:
    # 行政事业性收费 has one cell, and what stands behind its label may be the last one of a row of table 3 that is lost.
    cells = official.numbered("annual_2021")
    before = official.table(style, [[cell for cell in row if cell] for row in official.proactive("annual_2021", cells)])
    rows = [[row.label, *cells_of(row.item)] for row in official.REQUESTS["annual_2021"]]
    whole, rest = official.table(style, rows), official.table(style, rows[4:])
    read_whole = gongkai.parse(f"{official.HEADINGS['proactive']}\n{before}\n{whole}\n")
    assert said(read_whole, "proactive.fees") == [f"{cells['proactive.fees.amount']}万元"]
    read_rest = gongkai.parse(f"{official.HEADINGS['proactive']}\n{before}\n{rest}\n")
    assert said(read_rest, "proactive.fees") == ["?"]
    assert not read_rest.ok


def test_a_row_that_takes_up_more_lines_than_all_others_is_doubted() -> None:
    # Seven numbers and an empty cell: one of its neighbours' cells may have got in between.
    cells = cells_of(GRANTED)
    result = requests("list", {GRANTED: [*cells[:3], "", *cells[3:]]})
    assert said(result, GRANTED) == LOST
    assert codes(result) == ["GK303"]
    as_printed(result, but=(GRANTED,))


# ---------------------------------------------------------------- the row without a label

DISPUTES = [str(number) for number in range(1, 16)]


def disputes(*lines: str) -> gongkai.Result:
    return gongkai.parse("\n".join((official.HEADINGS["disputes"], *lines, official.HEADINGS["problems"], "公开不够及时。")))


def dispute_cells(result: gongkai.Result) -> list[str]:
    return [cell for row in official.DISPUTES for cell in said(result, row.item)]


@each_style
def test_the_row_without_a_label_is_read_in_every_layout(style: str) -> None:
    head = [] if style in (*IN_LINES, *LOOSE) else official.disputes({})[:3]
    result = disputes(official.table(style, [*head, DISPUTES]))
    assert dispute_cells(result) == DISPUTES
    assert codes(result) == []


def test_rows_that_lack_a_place_are_doubted_though_they_begin_where_the_others_do() -> None:
    page = "二、主动公开政府信息情况\n本年制发件数 本年处理决定数量\n规章 | 96 | 75 ||\n行政规范性文件 | 1 | 3 ||\n行政许可 | 144 ||||\n行政处罚 | 12 ||||\n"
    result = gongkai.parse(page)
    assert said(result, "proactive.rules") == said(result, "proactive.normative_documents") == ["?"] * 3
    assert said(result, "proactive.penalties") == ["12"]


def test_a_list_does_not_show_where_a_row_with_empty_cells_begins_if_others_begin_in_several_places() -> None:
    rows = [["", *"887", "", "", *"81", ""], [*"1854261", "", ""], ["", *"1917471", ""], ["", *"8946440", "", ""]]
    table = official.table("list", [[row.label, *cells] for row, cells in zip(SHEET, rows, strict=False)])
    result = gongkai.parse(f"{HEADING}\n{table}\n")
    assert [said(result, row.item) for row in SHEET[:3]] == [LOST, list("1854261"), list("1917471")]


OTHER_ORDERS = {
    "the total first": [*official.disputes({})[:2], ["总计", "结果维持", "结果纠正", "其他结果", "尚未审结"] * 3],
    "the total between": [*official.disputes({})[:2], ["结果维持", "总计", "结果纠正", "其他结果", "尚未审结"] * 3],
    "two results": [*official.disputes({})[:2], ["结果纠正", "结果维持", "其他结果", "尚未审结", "总计"] * 3],
    "litigation first": [
        ["行政诉讼", *[""] * 9, "行政复议", *[""] * 4],
        ["未经复议直接起诉", "", "", "", "", "复议后起诉", *[""] * 9],
        [*official.RESULT_TITLES * 3],
    ],
    "after reconsideration first": [
        official.disputes({})[0],
        ["", "", "", "", "", "复议后起诉", "", "", "", "", "未经复议直接起诉", *[""] * 4],
        [*official.RESULT_TITLES * 3],
    ],
}


@each_style
@pytest.mark.parametrize("head", OTHER_ORDERS.values(), ids=OTHER_ORDERS)
@pytest.mark.parametrize("headed", [True, False], ids=["with its heading", "without"])
def test_the_row_without_a_label_is_not_read_under_titles_in_another_order(style: str, head: list[list[str]], headed: bool) -> None:
    table = official.table(style, [*head, DISPUTES])
    result = disputes(table) if headed else requests(style, after=f"\n{table}\n{official.HEADINGS['problems']}\n")
    assert dispute_cells(result) == ["?"] * 15
    assert "GK311" in codes(result)


@each_style
@pytest.mark.parametrize("lost", ["", "行政诉讼", "结果维持", "总计"])
def test_a_head_that_is_printed_twice_or_in_part_is_in_order(style: str, lost: str) -> None:
    head = official.table(style, official.disputes({})[:3])
    row = official.table(style, [DISPUTES])
    assert dispute_cells(disputes(head, head.replace(lost, "") if style in ("grid", "tabs") else head, row)) == DISPUTES


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
def test_empty_cells_of_the_row_without_a_label_are_blank_in_their_place(style: str) -> None:
    cells = ["", "", "1", "", "1", *[""] * 10]
    result = disputes(official.table(style, [*official.disputes({})[:3], cells]))
    assert dispute_cells(result) == cells


@pytest.mark.parametrize("word", ["无", "无。", "/", "—"])
def test_a_word_in_place_of_the_table_fills_none_of_its_cells(word: str) -> None:
    result = disputes(word)
    assert dispute_cells(result) == ["_"] * 15


@pytest.mark.parametrize("style", LOOSE)
@pytest.mark.parametrize("count", [5, 14, 16])
def test_another_number_of_cells_than_fifteen_gives_none(style: str, count: int) -> None:
    result = disputes(official.table(style, [[*official.RESULT_TITLES * 3], [str(number) for number in range(count)]]))
    assert dispute_cells(result) == ["?"] * 15
    assert not result.ok


@pytest.mark.parametrize("style", ["tabs", "grid"])
def test_a_cell_that_is_printed_blank_is_not_inferred(style: str) -> None:
    result = requests(style, {"requests.new": ["3", "1", "", "1", "0", "5"]})
    entries = [entry for entry in result.report.entries() if entry.item == "requests.new"]
    assert all(entry.value is None or entry.value in (3, 1, 0, 5) for entry in entries)
    assert entries[2].value is None


def test_a_row_that_was_made_as_long_as_the_others_by_an_empty_cell_is_doubted() -> None:
    padded = requests("grid", {"requests.new": ["3", "0", "1", "0", "0", "4", ""]})
    assert "4" not in said(padded, "requests.new")[5]
    assert "GK303" in codes(padded)
    without_a_total = requests("grid", {"requests.new": ["3", "0", "1", "0", "0", "9", ""]})
    assert said(without_a_total, "requests.new") == ["3", "0", "1", "0", "0", "9", ""]


def test_a_span_begins_before_it_ends_though_cells_stand_before_their_label() -> None:
    text = (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\xa0规范性文件\n0 0 0 0 0 0 0\n无\n\n\n\n\n\n\xa0规范性文件\n1\xa0规范性文件\n"
        "1\t2.重复申请\t一、总体情况   \xa0规范性文件\n0 0 0 0 0 0 0\n无\n\n0 0 0 0 0 0 0\n0 0 0 0 0 0 0\n\n\n\n\n\n\n\t\t\n\n"
    )
    spans = [entry.span for entry in gongkai.parse(text).report.entries() if entry.span is not None]
    assert spans
    assert all(span.start <= span.end for span in spans)


def test_the_last_row_of_a_table_may_lack_the_merged_places_behind_the_others() -> None:
    rows = "".join(
        f"{row.label} |\n" + "|\n" * 7 + "||\n" * (row is not official.REQUESTS["annual_2021"][-1]) for row in official.REQUESTS["annual_2021"]
    )
    report = gongkai.parse(f"三、收到和处理政府信息公开申请情况\n{rows}四、政府信息公开行政复议、行政诉讼情况\n").report
    last = [entry.status.value for entry in report.entries() if entry.item == "requests.carried_out"]
    assert last == ["blank"] * 7


@pytest.mark.parametrize(("row", "read_as"), [("\t\t4\t5\t", "???"), ("\t4\t5\t6\t", "???"), ("\t4\t5\t6", "456"), ("\t\t\t\t", "...")])
def test_a_row_is_not_settled_if_the_titles_over_it_do_not_stand_side_by_side(row: str, read_as: str) -> None:
    head = "信息内容\t本年制发件数\t\t本年废止件数\t现行有效件数"
    result = gongkai.parse(f"{official.HEADINGS['proactive']}\n{head}\n规章{row}\n")
    assert "".join(one or "." for one in said(result, "proactive.rules")) == read_as


def test_a_cell_a_line_a_row_of_another_size_begins_where_the_others_do() -> None:
    """Two rows have two cells, all others three, and the place of a merged cell is a pipe like that of a blank one."""
    page = gongkai.render(gongkai.parse(official.page("annual_2019", official.numbered("annual_2019"))).report, "pipe_lines")
    page = re.sub(r"(?<=行政事业性收费 \|\n)\S+ \|\n\S+ \|\n", "7 |\n|\n", page)
    page, count = re.subn(r"(?<=政府集中采购 \|\n)\S+ \|\n\S+ \|\n", "|\n|\n", page)
    assert count == 1
    result = gongkai.parse(page)
    assert said(result, "proactive.fees") == ["7", ""]
    assert said(result, "proactive.procurement") == ["", ""]


def test_a_row_that_lost_its_only_cell_is_not_blank_though_another_row_lost_one_too() -> None:
    head = "第二十条第（{}）项 |  |  |  |\n信息内容 | {} |\n"
    documents = f"{head.format('一', '本年制发件数 | 本年废止件数 | 现行有效件数')}规章 | 1 | 2 | 3 |\n行政规范性文件 | 4 | 5 |\n"
    licensing = f"{head.format('五', '本年处理决定数量 |  | ')}行政许可 |  |  |\n"
    others = f"{head.format('六', '本年处理决定数量 |  | ')}行政处罚 | 7 |  |  |\n行政强制 | 8 |  |  |\n"
    fees = f"{head.format('八', '本年收费金额（单位：万元） |  | ')}行政事业性收费 | 9 |  |  |\n"
    result = gongkai.parse(f"{official.HEADINGS['proactive']}\n{documents}{licensing}{others}{fees}")
    assert result.report["proactive.licensing.decisions"].status == "missing"
    assert "GK308" in codes(result)
    assert said(result, "proactive.penalties") == ["7"]
