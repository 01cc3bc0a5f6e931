from __future__ import annotations

import pytest

import gongkai
from tests.unit import official
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, requests, said

GRANTED, PARTLY = "requests.outcomes.granted", "requests.outcomes.partly_granted"
ROWS = [[row.label, *cells_of(row.item)] for row in SHEET]
HEAD = [official.CORNER, *official.APPLICANT_TITLES]
BLANK = ["3", "", "", "", "", "", "3"]
WITH_BLANKS = [[row.label, *(BLANK if row.item == GRANTED else cells_of(row.item))] for row in SHEET]

each_style = pytest.mark.parametrize("style", official.STYLES)


def read(table: str) -> gongkai.Result:
    return gongkai.parse(f"{HEADING}\n{table}\n")


def all_as_printed(result: gongkai.Result, *, but: tuple[str, ...] = ()) -> None:
    for item in ITEMS:
        if item not in but:
            assert said(result, item) == cells_of(item), item
    assert codes(result) == []


@each_style
def test_the_head_may_be_printed_again_within_the_table(style: str) -> None:
    all_as_printed(read(official.table(style, [HEAD, *ROWS[:9], HEAD, *ROWS[9:]])))


@each_style
def test_titles_cut_in_two_are_no_rows(style: str) -> None:
    cut = [official.CORNER, "自然人", "商业", "企业", "科研", "机构", "社会公", "益组织", "法律服务机构", "其他", "总计"]
    all_as_printed(read(official.table(style, [cut, *ROWS])))


@each_style
def test_a_page_number_between_rows_changes_nothing(style: str) -> None:
    for number in ("- 4 -", "— 5 —", "-2-", "第 3 页"):
        all_as_printed(read(official.table(style, ROWS[:9]) + f"\n{number}\n" + official.table(style, ROWS[9:])))


@each_style
def test_a_table_may_change_its_layout_half_way(style: str) -> None:
    for other in ("grid", "words", "tabs"):
        all_as_printed(read(official.table(style, ROWS[:9]) + "\n\n" + official.table(other, ROWS[9:])))


@pytest.mark.parametrize("rule", ["|---|---|---|---|---|---|---|---|", "| :---: | --- | --- | --- | --- | --- | --- | ---: |"])
def test_the_rule_under_a_markdown_head_is_no_row(rule: str) -> None:
    all_as_printed(read("\n".join([official.table("bordered", [HEAD]), rule, official.table("bordered", ROWS)])))


@pytest.mark.parametrize(
    "head",
    ["| 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 数据7 | 数据8 |", "| 列A | 列B | 列C | 列D | 列E | 列F | 列G | 列H |", "| | | | | | | | |"],
)
def test_a_markdown_head_that_somebody_made_up_is_passed_over(head: str) -> None:
    result = read("\n".join([head, "|---|---|---|---|---|---|---|---|", official.table("bordered", ROWS)]))
    all_as_printed(result)
    assert [section.text for section in result.report.sections if section.number == 3] == [""]


def test_a_row_may_be_a_markdown_table_of_its_own() -> None:
    rule = "|---|---|---|---|---|---|---|---|"
    all_as_printed(read("\n\n".join(f"{official.table('bordered', [row])}\n{rule}" for row in ROWS)))


def test_cells_that_follow_their_pipe_are_read_as_those_before_it() -> None:
    all_as_printed(read("\n".join("|\n" + " | ".join(row) + " |" for row in ROWS)))


def test_a_pipe_alone_on_its_line_ends_a_cell() -> None:
    all_as_printed(read("\n".join("\n|\n".join(row) for row in ROWS)))


@pytest.mark.parametrize("merged", ["", "|", "|||"])
def test_pipes_for_merged_places_are_no_cells(merged: str) -> None:
    all_as_printed(read("\n".join(f"{row[0]} |{merged} " + " | ".join(row[1:]) + " |" for row in ROWS)))
    all_as_printed(read("\n".join("\n".join(f"{cell} |" for cell in row) + f"\n{merged}" for row in ROWS)))


@pytest.mark.parametrize(("style", "rest"), [("words", "5 61"), ("words", "5 61 7 8 9 10 11 12"), ("columns", "5 61")])
def test_a_row_with_more_or_fewer_numbers_right_below_it_may_go_on_there(style: str, rest: str) -> None:
    result = read("\n".join([official.table(style, ROWS[:9]), rest, official.table(style, ROWS[9:])]))
    assert said(result, ITEMS[8]) == ["?"] * 7
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != ITEMS[8])


@pytest.mark.parametrize("empty_line", ["\n", "\n\n", ""])
def test_cells_behind_tabs_are_read_with_and_without_lines_between_the_rows(empty_line: str) -> None:
    blocks = ["".join(f"\t{cell}\n" for cell in row) for row in WITH_BLANKS]
    result = read(empty_line.join(blocks))
    assert said(result, GRANTED) == BLANK
    all_as_printed(result, but=(GRANTED,))


@pytest.mark.parametrize("empty_line", ["\n", ""])
@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        (["1 2", "", "", "", "", "", ""], ["?", "", "", "", "", "", ""]),
        (["1 2", "3 4", "", "", "", "", ""], ["?", "?", "", "", "", "", ""]),
        (["", "1 2", "3 4", "", "", "", "9"], ["", "?", "?", "", "", "", "9"]),
    ],
)
def test_a_number_cut_by_a_space_behind_its_tab_is_one_cell(cells: list[str], read_as: list[str], empty_line: str) -> None:
    blocks = [
        "".join(f"\t{cell}\n" for cell in (row[0], *cells)) if row[0] == official.label_of(GRANTED) else "".join(f"\t{cell}\n" for cell in row)
        for row in ROWS
    ]
    result = read(empty_line.join(blocks))
    assert said(result, GRANTED) == read_as
    assert [said(result, item) for item in ITEMS if item != GRANTED] == [cells_of(item) for item in ITEMS if item != GRANTED]


@pytest.mark.parametrize("at", [1, 3, 7])
def test_the_number_of_a_page_between_cells_behind_tabs_is_no_cell(at: int) -> None:
    row = ROWS[9]
    block = "".join(f"\t{cell}\n" for cell in row[:at]) + "5 / 20\n" + "".join(f"\t{cell}\n" for cell in row[at:])
    result = read(official.table("block", ROWS[:9]) + f"\n{block}\n" + official.table("block", ROWS[10:]))
    assert said(result, ITEMS[9]) == ["?"] * 7
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != ITEMS[9])


def test_numbers_behind_one_tab_are_the_cells_of_a_row_where_no_cell_has_a_line_to_itself() -> None:
    all_as_printed(read("".join(f"\t{row[0]}\n\t{' '.join(row[1:])}\n" for row in ROWS)))


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \n", "\r\n", "\r\n\r\n", "\r"])
def test_a_cell_a_line_is_read_with_and_without_lines_between(between: str) -> None:
    all_as_printed(gongkai.parse(between.join([HEADING, *(cell for row in ROWS for cell in row)])))


@pytest.mark.parametrize("space", [" ", "\xa0", "\u3000", "  "])
def test_everything_on_one_line_is_read(space: str) -> None:
    all_as_printed(gongkai.parse(space.join([HEADING, *(cell for row in [HEAD, *ROWS] for cell in row)])))


@pytest.mark.parametrize("form", official.FORMS)
@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "words", "columns", "lines", "block", "alone"])
def test_tables_without_any_heading_are_read(form: str, style: str) -> None:
    cells = official.numbered(form)
    tables = [official.proactive(form, cells), official.requests(official.REQUESTS[form], cells), official.disputes(cells)]
    if style not in ("grid", "bordered", "tabs"):
        tables = [[[cell for cell in row if cell] for row in table] for table in tables]
    result = gongkai.parse("\n\n".join(official.table(style, table) for table in tables))
    assert result.report.form == form
    assert {entry.key: str(entry.value) for entry in result.report.entries()} == cells
    assert codes(result) == []


@pytest.mark.parametrize(
    "line",
    ["规章", "总计", "其他", "行政许可 5件 行政处罚 3件", "自然人", "行政复议 2", "予以公开 2", "部分公开 2", "规章 0 0 0", "其他\t3", "规章：3件"],
)
@pytest.mark.parametrize("heading", [official.HEADINGS["overview"], official.HEADINGS["problems"], official.HEADINGS["other_matters"]])
def test_a_weak_label_in_a_section_without_a_table_is_text(heading: str, line: str) -> None:
    result = gongkai.parse(f"{heading}\n各项工作平稳。\n{line}\n没有其他情况。\n")
    assert {entry.status.value for entry in result.report.entries()} == {"missing"}
    (section,) = result.report.sections
    assert section.text.split("\n") == ["各项工作平稳。", line, "没有其他情况。"]


def test_words_of_the_table_in_a_sentence_of_its_section_are_text() -> None:
    sentence = "本年度法人或其他组织 3 次来访，自然人 2 次，总计 5 次。"
    result = gongkai.parse(f"{HEADING}\n{sentence}\n{official.table('grid', ROWS)}\n")
    all_as_printed(result)
    assert result.report.sections[0].text == sentence


@each_style
def test_notes_and_captions_between_and_after_rows_are_text(style: str) -> None:
    notes = ["注：以上数据由办公室按季度汇总，逐项核对。", "图1 本年度受理情况（按来源）。"]
    result = read("\n".join([official.table(style, ROWS[:9]), *notes, official.table(style, ROWS[9:])]))
    assert result.report.sections[0].text.split("\n") == notes
    unsettled = {entry.item for entry in result.report.entries() if entry.status is gongkai.Status.UNSETTLED}
    assert unsettled == set()


@each_style
def test_an_entry_says_where_its_cell_stands(style: str) -> None:
    text = f"{HEADING}\n{official.table(style, [HEAD, *WITH_BLANKS] if style in official.SHOW_BLANKS else ROWS)}\n"
    entries = [entry for entry in gongkai.parse(text).report.entries() if entry.raw]
    assert len(entries) >= 7 * (len(ROWS) - 1)
    starts = []
    for entry in entries:
        assert entry.span is not None
        assert text[entry.span.start : entry.span.end] == entry.raw
        starts.append(entry.span.start)
    assert starts == sorted(set(starts))


def test_the_layouts_that_show_blanks_read_them_alike() -> None:
    found = {style: said(requests(style, {GRANTED: BLANK, PARTLY: ["", "", "", "", "", "", "7"]}), GRANTED) for style in official.SHOW_BLANKS}
    assert set(map(tuple, found.values())) == {tuple(BLANK)}


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "words"])
def test_a_label_alone_on_its_line_takes_the_row_of_cells_under_it(style: str) -> None:
    all_as_printed(read("\n".join(f"{row[0]}\n{official.table(style, [row[1:]])}" for row in ROWS)))


@pytest.mark.parametrize("merged", ["", "||", "|||||"])
def test_pipes_for_merged_places_of_a_head_are_no_cells_of_the_row_without_a_label(merged: str) -> None:
    cells = ["", "", "1", "", "1", *[""] * 10]
    titles = "\n".join(f"{title} |" for title in ("行政复议", "行政诉讼", *official.RESULT_TITLES * 3))
    result = gongkai.parse("\n".join((official.HEADINGS["disputes"], titles, merged, official.table("list", [cells]))))
    assert [cell for row in official.DISPUTES for cell in said(result, row.item)] == cells


@pytest.mark.parametrize("style", ["lines", "list", "alone"])
@pytest.mark.parametrize("at", [1, 4, 7])
def test_the_titles_may_be_printed_again_within_a_row(style: str, at: int) -> None:
    row = [*ROWS[9][:at], *official.APPLICANT_TITLES, *ROWS[9][at:]]
    all_as_printed(read(official.table(style, [*ROWS[:9], row, *ROWS[10:]])))


def test_a_sentence_between_rows_with_words_of_the_table_in_it_is_text() -> None:
    sentence = "其中自然人 3 件已按期答复。"
    for style in ("words", "grid", "columns"):
        result = read("\n".join([official.table(style, ROWS[:9]), sentence, official.table(style, ROWS[9:])]))
        all_as_printed(result)
        assert result.report.sections[0].text == sentence


BREADCRUMBS = "首页 | 政务公开 | 年报"


@pytest.mark.parametrize("count", [13, 14])
def test_pipes_elsewhere_on_the_page_move_no_cell(count: int) -> None:
    # The pipes that border this table's rows are not those of the line above it, which has none.
    cells = [str(number) for number in range(1, count + 1)]
    table = official.table("bordered", [*official.disputes({})[:3], cells])
    result = gongkai.parse(f"{BREADCRUMBS}\n{official.HEADINGS['disputes']}\n{table}\n")
    assert {entry.value for entry in result.report.entries()} == {None}
    assert not result.ok


@each_style
def test_a_page_reads_alike_with_pipes_and_tabs_around_its_tables(style: str) -> None:
    table = official.table(style, [HEAD, *WITH_BLANKS] if style in official.SHOW_BLANKS else ROWS)
    alone = gongkai.parse(f"{HEADING}\n{table}\n").report
    for line in (BREADCRUMBS, "首页\t政务公开\t年报", "| 无障碍 |", "打印 | 关闭 |"):
        around = gongkai.parse(f"{line}\n{HEADING}\n{table}\n\n{official.HEADINGS['problems']}\n不够及时。\n{line}\n").report
        assert [(entry.key, entry.value, entry.status) for entry in around.entries()] == [
            (entry.key, entry.value, entry.status) for entry in alone.entries()
        ]


@pytest.mark.parametrize("style", ["grid", "bordered"])
def test_a_number_cut_by_the_end_of_its_line_is_not_taken_for_its_first_half(style: str) -> None:
    table = official.table(style, [*ROWS[:3], [ROWS[3][0], "100", "20", "0", "0", "0", "0", "120"], *ROWS[4:]])
    result = read(table.replace("| 120 |", "| 1\n20 |"))
    assert said(result, PARTLY)[-1] == "?"
    assert not result.ok


def test_a_label_twice_on_one_line_is_no_cell_of_its_row() -> None:
    label = "1.信访举报投诉类申请"
    result = gongkai.parse(f"{label} {label} ")
    assert all(entry.value is None for entry in result.report.entries())


def copied(rows: list[list[str]], sign: str) -> str:
    """A table as a browser copies it whose cells hold paragraphs."""
    return "\n".join(sign.join(row) for row in rows)


@pytest.mark.parametrize("sign", ["\n\t\n", "\n\n\t\n\n"])
@pytest.mark.parametrize("form", official.FORMS)
def test_a_tab_alone_between_the_lines_of_two_cells_is_no_cell(form: str, sign: str) -> None:
    cells = official.numbered(form)
    proactive, requests_ = official.proactive(form, cells), official.requests(official.REQUESTS[form], cells)
    page = f"二、主动公开政府信息情况\n{copied(proactive, sign)}\n{HEADING}\n{copied(requests_, sign)}\n"
    entries = {f"{entry.item}.{entry.column}": entry for entry in gongkai.parse(page).report.entries()}
    for key, cell in cells.items():
        if not key.startswith("disputes"):
            assert str(entries[key].value) == cell, key


@pytest.mark.parametrize("dropped", ["", "\n", "\n\n"])
def test_no_row_is_blank_of_which_nothing_but_tabs_between_its_cells_is_left(dropped: str) -> None:
    row = next(row for row in ROWS if row[0] == "（一）予以公开")
    without = [[row[0], *[dropped] * 7] if one is row else one for one in ROWS]
    result = read(copied(without, "\n\t\n"))
    assert set(said(result, GRANTED)) <= {"_", "?"}
    assert codes(result) == ["GK308"]
    for item in ITEMS:
        if item != GRANTED:
            assert said(result, item) == cells_of(item), item


def test_a_tab_alone_is_an_empty_cell_where_cells_stand_behind_tabs() -> None:
    lines = [[row[0], *(f"\t{cell}" for cell in row[1:]), ""] for row in WITH_BLANKS]
    result = read("\n".join("\n".join(line) for line in lines) + "\n\n7\n")
    assert said(result, GRANTED) == BLANK


@pytest.mark.parametrize("fence", ["|===", "|====", " |===  "])
def test_the_end_of_a_table_in_asciidoc_is_no_cell_and_ends_the_last_one(fence: str) -> None:
    def cells(rows: list[list[str]]) -> str:
        return "\n\n".join("\n".join(f"| {cell}" for cell in row) for row in rows)

    last = SHEET[-1].item
    for printed, expected in (
        (ROWS[-1], cells_of(last)),
        (ROWS[-1][:-1], ["?"] * 7),
        ([ROWS[-1][0], "1", "", "2", "", "3", "4", ""], ["1", "", "2", "", "3", "4", ""]),
    ):
        result = read(f'[cols="10*"]\n{fence}\n{cells([HEAD, *ROWS[:-1], printed])}\n\n{fence}\n')
        assert said(result, last) == expected
        assert said(result, GRANTED) == cells_of(GRANTED)


@pytest.mark.parametrize("cell", ["21", "零", "/", "—"])
@pytest.mark.parametrize("between", ["", '    "",\n'])
def test_no_row_of_an_indented_list_is_blank_below_which_its_number_stands(between: str, cell: str) -> None:
    head = '  "信息内容",\n  "本年处理决定数量"\n'
    result = gongkai.parse(f'二、主动公开政府信息情况\n{head}  "行政许可",\n{between}  "{cell}",\n{between}  "行政处罚",\n  "",\n')
    assert result.report["proactive.licensing.decisions"].raw == f'"{cell}"'
    assert result.report["proactive.licensing.decisions"].status in ("reported", "not_applicable")


ORGANISATIONS = "法人或其他组织"
FOURS = ["2", "0", "0", "0", "0", "0", "2"]


def filled(printed: list[list[str]]) -> str:
    """Rows of pipes as programs print them that fill each merged place with what stands there."""
    return official.table("bordered", printed)


@pytest.mark.parametrize("lower", [[], [[official.CORNER, *official.APPLICANT_TITLES]]])
def test_equal_numbers_side_by_side_are_all_numbers_under_a_title_that_stands_over_several_columns(lower: list[list[str]]) -> None:
    upper = [official.CORNER, "自然人", *[ORGANISATIONS] * 5, "总计"]
    rows = [[label, *(FOURS if label == official.label_of(GRANTED) else cells)] for label, *cells in ROWS]
    result = read(filled([upper, *lower, *rows]))
    assert said(result, GRANTED) == FOURS
    assert codes(result) == []


def test_a_corner_that_reaches_over_numbers_makes_none_of_them_a_copy() -> None:
    upper = [*[official.CORNER] * 3, *official.APPLICANT_TITLES]
    rows = [[label, *(FOURS if label == official.label_of(GRANTED) else cells)] for label, *cells in ROWS]
    assert said(read(filled([upper, *rows])), GRANTED) == FOURS


def test_a_title_printed_over_a_number_and_its_copies_makes_one_number_of_them_in_rows_of_its_own_alone() -> None:
    # The head over the rules is lost, or they stand below others: 3, 3 and 3 are three numbers of theirs.
    title = official.TITLES["annual_2021"]["decisions"]
    table = filled([["信息内容", title, title, title], ["行政许可", "5", "5", "5"], ["行政规范性文件", "3", "3", "3"], ["行政处罚", "7", "7", "7"]])
    result = gongkai.parse(f"{official.HEADINGS['proactive']}\n{table}\n")
    assert [said(result, f"proactive.{item}") for item in ("licensing", "normative_documents", "penalties")] == [["5"], ["3", "3", "3"], ["7"]]


def test_numbers_under_a_title_that_is_printed_twice_are_no_copies_where_the_row_has_no_cell_too_many() -> None:
    # The last title is lost, and the one before it stands in its place as well.
    issued, repealed = (official.TITLES["annual_2021"][column] for column in ("issued", "repealed"))
    table = filled([["信息内容", issued, repealed, repealed], ["规章", "3", "5", "5"], ["行政规范性文件", "4", "6", "6"]])
    result = gongkai.parse(f"{official.HEADINGS['proactive']}\n{table}\n")
    assert "" not in said(result, "proactive.rules")


OVER = ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9]
UNDER = ["", "", "", "", "", *official.RESULT_TITLES, *official.RESULT_TITLES]
BETWEEN = [*official.RESULT_TITLES, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
FIFTEEN = ["1", "2", "3", "4", "10"] * 3


def disputes(*lines: str) -> gongkai.Result:
    return gongkai.parse("\n".join((official.HEADINGS["disputes"], *lines)))


def results(result: gongkai.Result) -> list[str]:
    return [cell for row in official.DISPUTES for cell in said(result, row.item)]


@pytest.mark.parametrize("first", [[""] * 15, [str(number) for number in range(15)]])
def test_what_programs_print_over_a_table_whose_head_they_do_not_know_is_no_row_of_it(first: list[str]) -> None:
    head = [filled([first]), "|" + "---|" * 15, filled([OVER, BETWEEN, UNDER])]
    assert results(disputes(*head, filled([FIFTEEN]))) == FIFTEEN
    assert set(results(disputes(*head, filled([[*FIFTEEN[:14], "暂无"]])))) == {"?"}


def test_the_numbers_of_the_columns_of_a_table_of_commas_are_no_row_of_it() -> None:
    counted = ",".join(str(number) for number in range(15))
    assert results(disputes(counted, *(",".join(row) for row in (OVER, BETWEEN, UNDER, FIFTEEN)))) == FIFTEEN


@pytest.mark.parametrize("first", [[""] * 15, [str(number) for number in range(15)]])
def test_what_programs_print_over_a_table_is_no_row_where_the_rest_of_the_table_is_lost(first: list[str]) -> None:
    rest = f"\n{official.HEADINGS['problems']}\n不够及时。"
    for line in (f"{filled([first])}\n{'|' + '---|' * 15}", ",".join(first)):
        assert set(results(disputes(line + rest))) == {"_"}


def test_numbers_that_do_not_count_the_columns_are_a_row() -> None:
    # 0, 1, 2 may be the numbers of a row whose label is lost, and so may any above a head that is printed again.
    result = disputes(filled([OVER, BETWEEN, UNDER, FIFTEEN]), filled([["0", "1", "2", "4", *FIFTEEN[4:]]]), filled([OVER, BETWEEN, UNDER]))
    assert not result.ok


@pytest.mark.parametrize("more", [0, 1, 3])
def test_empty_fields_beside_a_heading_are_no_cells_of_its_row(more: int) -> None:
    padding = [""] * more
    heading = [official.HEADINGS["disputes"], *[""] * 14, *padding]
    table = "\n".join(",".join([*row, *padding]) for row in (heading, [*official.RESULT_TITLES * 3], FIFTEEN))
    assert results(gongkai.parse(table)) == FIFTEEN
    alone = gongkai.parse(f"{','.join(heading)}\n{official.HEADINGS['problems']}\n不够及时。")
    assert set(results(alone)) == {"_"}


def test_a_row_of_empty_cells_is_doubted_where_numbers_without_a_label_follow_it() -> None:
    lines = ["\n|\n".join(row) + "\n|" for row in (OVER, [*BETWEEN[:2], "其他的结果吗", *BETWEEN[3:]], UNDER, FIFTEEN)]
    assert set(results(disputes(*lines))) == {"?"}


@pytest.mark.parametrize("space", ["\u3000", "\xa0", "\xa0\xa0", "\u3000\u3000"])
def test_any_space_sets_the_numbers_of_a_row_without_a_label_apart(space: str) -> None:
    lines = [space.join(filter(None, row)) for row in (OVER, BETWEEN, UNDER, FIFTEEN)]
    assert results(disputes(lines[0], lines[1], space.join(official.RESULT_TITLES * 3), lines[3])) == FIFTEEN


@pytest.mark.parametrize("style", ["bordered", "grid", "tabs", "list", "alone"])
@pytest.mark.parametrize("numeral", ["三", "一二", "二〇"])
@pytest.mark.parametrize("at", [1, 2, 13])
def test_a_numeral_among_the_cells_of_the_row_without_a_label_casts_doubt_on_it(style: str, numeral: str, at: int) -> None:
    cells = [*FIFTEEN[:at], numeral, *FIFTEEN[at + 1 :]]
    result = disputes(official.table(style, [OVER, BETWEEN, UNDER, cells]))
    assert not result.ok
    assert all(one in (cell, "?") for one, cell in zip(results(result), FIFTEEN, strict=True))


@each_style
@pytest.mark.parametrize("at", range(7))
def test_a_numeral_that_may_be_a_group_s_moves_no_number(style: str, at: int) -> None:
    for item in (GRANTED, PARTLY, "requests.outcomes.total"):
        rows = [[label, *([*cells[:at], "三", *cells[at + 1 :]] if label == official.label_of(item) else cells)] for label, *cells in ROWS]
        result = read(official.table(style, [HEAD, *rows]))
        kept = [*cells_of(item)[:at], "?", *cells_of(item)[at + 1 :]]
        assert all(one in (cell, "?") for one, cell in zip(said(result, item), kept, strict=True))
        if style in ("grid", "bordered", "tabs"):
            assert said(result, item) == kept
        for other in ITEMS:
            assert other == item or all(one in (cell, "?") for one, cell in zip(said(result, other), cells_of(other), strict=True))


@each_style
@pytest.mark.parametrize("mark", ["①", "⑵", "²", "†"])
def test_the_mark_of_a_note_behind_a_label_or_a_title_is_no_part_of_it(style: str, mark: str) -> None:
    head = [official.CORNER, *official.APPLICANT_TITLES[:2], official.APPLICANT_TITLES[2] + mark, *official.APPLICANT_TITLES[3:]]
    rows = [[label + mark if label == official.label_of(GRANTED) else label, *cells] for label, *cells in ROWS]
    all_as_printed(read(official.table(style, [head, *rows])))


@pytest.mark.parametrize("remark", ["", "已答复"])
def test_a_column_for_remarks_beside_a_head_of_several_lines_is_none_of_the_form_s(remark: str) -> None:
    titles = official.APPLICANT_TITLES
    head = [
        [official.CORNER, "申请人情况", *[""] * 6, "备注"],
        ["", titles[0], ORGANISATIONS, "", "", "", "", titles[6], ""],
        ["", "", *titles[1:6], "", ""],
    ]
    rows = [[*row, remark if row[0] == official.label_of(GRANTED) else ""] for row in WITH_BLANKS]
    result = read(official.table("tabs", [*head, *rows]))
    assert all(said(result, item) == (BLANK if item == GRANTED else cells_of(item)) for item in ITEMS)


@pytest.mark.parametrize("cells", ["条\t条", "条 | 条 |", "条 条", "单位\t条", "条,条,条"])
def test_a_row_of_units_alone_has_no_cell(cells: str) -> None:
    result = gongkai.parse(f"制发规范性文件总数\t件\n{cells}\n")
    assert all(entry.value is None for entry in result.report.entries())


THOUSANDS = [[row[0], *(f"{3 + at},{456 + int(cell)},00{int(cell) % 7}" for at, cell in enumerate(row[1:]))] for row in ROWS]


@pytest.mark.parametrize("style", ["words", "columns", "lines", "tabs", "grid", "block", "alone"])
@pytest.mark.parametrize("comma", [",", "，"])
def test_numbers_with_commas_are_read_like_those_without(style: str, comma: str) -> None:
    assert all(row[1:] != before[1:] for row, before in zip(THOUSANDS, ROWS, strict=True))
    printed = [[row[0], *(cell.replace(",", comma) for cell in row[1:])] for row in THOUSANDS]
    result = read(official.table(style, printed))
    assert codes(result) == []
    for item, row in zip(ITEMS, THOUSANDS, strict=True):
        assert said(result, item) == [cell.replace(",", "") for cell in row[1:]]


@pytest.mark.parametrize("row", ["100,200,300", "1,234,567", "100,200,300,400"])
def test_a_line_that_may_be_one_number_or_a_row_of_them_gives_none_to_a_row_of_several(row: str) -> None:
    result = read(f"信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,1,2,3\n行政规范性文件\n{row}\n信息内容,本年处理决定数量\n行政许可,5\n")
    assert said(result, "proactive.rules") == ["1", "2", "3"]
    assert said(result, "proactive.normative_documents") == ["?"] * 3
    assert said(result, "proactive.licensing") == ["5"]


def test_numbers_of_three_digits_with_commas_between_them_are_a_row() -> None:
    row = [str(number) for number in (100, 200, 300, 400, 500, 600, 2100)]
    result = read("\n".join(",".join([label, *row]) for label, *_ in ROWS))
    assert all(said(result, item) == row for item in ITEMS)


CHANGE = "信息内容 上一年项目数量 本年增/减\n行政事业性收费{}\n政府集中采购 8 919.4073\n"


@pytest.mark.parametrize("sign", ["减", "减少"])
@pytest.mark.parametrize("cells", [" 51 {} 60", "\n51 {} 60", "\n51\n{}\n60", "\n51\n\n{}\n\n60", "\n51 {}\n60", "\n51\n{} 60", "\n  51\n  {}\n  60"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_number_keeps_the_sign_that_stands_apart_from_it(sign: str, cells: str, end: str) -> None:
    result = gongkai.parse(f"{HEADING}\n{CHANGE.format(cells.format(sign))}".replace("\n", end))
    assert said(result, "proactive.fees") == ["51", "-60"]
    assert said(result, "proactive.procurement") == ["8", "919.4073"]


@pytest.mark.parametrize(
    "cells", ["   51   减   60", "\n51   减   60", "\n51   减\n     60", "\n51\n减", "   减   60", "\n51 |\n减 |\n60 |", "\n\t51\n\t减\n\t60"]
)
def test_a_number_near_a_sign_that_may_be_its_own_is_doubted(cells: str) -> None:
    result = read(CHANGE.format(cells))
    assert said(result, "proactive.fees") == ["?", "?"]


DISPUTES = ["36", "2", "1", "1", "40", "1", "0", "0", "0", "1", "0", "2", "0", "0", "2"]


def disputes_of(line: str, before: str = "") -> list[str]:
    result = gongkai.parse(f"{official.HEADINGS['disputes']}\n{before}{line}\n")
    return [str(entry.value) if entry.value is not None else "?" for entry in result.report.entries() if entry.item.startswith("disputes")]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–"])
@pytest.mark.parametrize("between", [" | ", " "])
def test_the_mark_of_a_list_is_no_sign_and_no_cell_of_the_row_without_a_label(mark: str, between: str) -> None:
    titles = f"{mark} {between.join(official.RESULT_TITLES * 3)}\n"
    assert disputes_of(f"{mark} {between.join(DISPUTES)}", titles) == DISPUTES


def test_a_count_that_is_negative_by_what_may_be_the_mark_of_a_list_is_doubted() -> None:
    assert disputes_of(f"- {' | '.join(DISPUTES)}") == ["?", *DISPUTES[1:]]
    assert disputes_of(f"| - {' | '.join(DISPUTES)} |") == ["-36", *DISPUTES[1:]]
    assert disputes_of(f"-{' | '.join(DISPUTES)}") == ["-36", *DISPUTES[1:]]


def test_a_list_whose_items_are_cells_has_no_negative_counts() -> None:
    table = "".join(f"- {row[0]}\n" + "".join(f"  - {cell}\n" for cell in row[1:]) for row in ROWS)
    all_as_printed(read(table))


def test_a_change_that_is_negative_keeps_its_sign_alone_on_its_line() -> None:
    result = read(CHANGE.format("\n51\n- 60"))
    assert said(result, "proactive.fees") == ["51", "-60"]


@pytest.mark.parametrize("style", ["words", "grid", "tabs", "columns"])
def test_strokes_that_are_escaped_are_read_as_those_that_are_not(style: str) -> None:
    table = official.table(
        style, [["信息内容", "上一年项目数量", "本年增/减"], ["其他对外管理服务事项", "1", "2", "3"], ["行政事业性收费", "-", "-34"]]
    )
    assert said(read(table), "proactive.fees") == ["/", "-34"]
    assert said(read(table.replace("-", "\\-")), "proactive.fees") == ["/", "-34"]


def test_where_rows_have_borders_a_damaged_label_may_have_lost_its_own() -> None:
    rows = [f"| {' | '.join(row)} |" for row in ROWS]
    item = "requests.outcomes.not_processed.publications"
    damaged = [row.replace("| 3.要求提供公开出版物 |", "3.要求提供公开出物 |", 1) for row in rows]
    assert damaged != rows
    result = read("\n".join(damaged))
    assert said(result, item) == cells_of(item)


RESULTS = [str(number) for number in range(101, 116)]


def counted(head: list[str], row: list[str], sign: str) -> list[str]:
    """The row of table 4, the line of its titles above it, each behind its number."""
    lines = [[*head, *official.RESULT_TITLES * 3], row]
    drawn = ["  ".join(cell.ljust(8 - sum(char > "~" for char in cell)) for cell in line) if sign == "  " else sign.join(line) for line in lines]
    entries = [entry for row in official.DISPUTES for entry in disputes(*drawn).report.entries() if entry.item == row.item]
    return ["?" if entry.value is None and entry.raw else str(entry.value or "") for entry in entries]


@pytest.mark.parametrize("sign", ["|", "\t", ","])
@pytest.mark.parametrize("blank", [None, 0, 7])
def test_the_number_that_counts_the_row_without_a_label_is_none_of_its_cells(sign: str, blank: int | None) -> None:
    cells = ["" if at == blank else cell for at, cell in enumerate(RESULTS)]
    assert counted(["2"], ["3", *cells], sign) == cells


@pytest.mark.parametrize("sign", ["|", "\t", ","])
@pytest.mark.parametrize("head", ["", "2"])
def test_a_number_before_the_row_without_a_label_that_does_not_follow_on_its_head_s_lets_the_row_be_doubted(sign: str, head: str) -> None:
    cells = ["" if at == 7 else cell for at, cell in enumerate(RESULTS)]
    assert counted([head], ["0", *cells], sign) == ["?"] * 15


@pytest.mark.parametrize("gap", ["  ", " "])
def test_under_a_title_that_a_line_has_twice_no_number_is_known_where_empty_cells_do_not_show(gap: str) -> None:
    lines = [["信息内容", "采购项目数量", "采购总金额", "采购总金额"], ["政府集中采购", "2536", "2536"]]
    result = gongkai.parse("\n".join([official.HEADINGS["proactive"], *(gap.join(line) for line in lines)]))
    assert said(result, "proactive.procurement") == ["?", "?"]
    assert codes(result) == ["GK311"]
