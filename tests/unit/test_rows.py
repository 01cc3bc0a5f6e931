from __future__ import annotations

import pytest

import gongkai
from gongkai.testing import reconciled
from tests.unit import official
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, finding, said

GRANTED, PARTLY = "requests.outcomes.granted", "requests.outcomes.partly_granted"
UNDIVIDED, TOTAL = "requests.outcomes.other.undivided", "requests.outcomes.total"
DIVIDED = tuple(f"requests.outcomes.other.{name}" for name in ("uncorrected", "unpaid", "rest"))
REFUSED = tuple(item for item in ITEMS if ".refused." in item)
ROWS = {row.item: [row.label, *cells_of(row.item)] for row in SHEET}
LOST, MISSING = ["?"] * 7, ["_"] * 7
SEVEN = ["8", "0", "1", "0", "0", "0", "9"]


def read(rows: list[list[str]], style: str = "grid", before: str = "") -> gongkai.Result:
    return gongkai.parse(f"{before}{HEADING}\n{official.table(style, rows)}\n")


def table(changed: dict[str, list[list[str]]]) -> list[list[str]]:
    """All rows of table 3, some of them in other words: none, one or several in place of each."""
    return [row for item in ITEMS for row in changed.get(item, [ROWS[item]])]


# ---------------------------------------------------------------- a row printed twice


def test_a_row_printed_twice_alike_is_read_once() -> None:
    result = read(table({GRANTED: [ROWS[GRANTED], ROWS[GRANTED]]}))
    assert said(result, GRANTED) == cells_of(GRANTED)
    assert codes(result, notes=True).count("GK306") == 1
    assert result.ok


def test_of_a_row_printed_twice_only_what_agrees_is_taken() -> None:
    one, two = ["1", "2", "3", "4", "5", "6", "21"], ["1", "2", "3", "4", "5", "7", "22"]
    result = read(table({GRANTED: [[ROWS[GRANTED][0], *one], [ROWS[GRANTED][0], *two]]}))
    assert said(result, GRANTED) == ["1", "2", "3", "4", "5", "?", "?"]
    assert [result.report[f"{GRANTED}.{column}"].raw for column in ("other", "total")] == ["6 7", "21 22"]
    assert codes(result) == ["GK305"]
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != GRANTED)


@pytest.mark.parametrize("other", ["/", "", "0"])
def test_a_number_and_no_number_do_not_agree(other: str) -> None:
    one, two = ["1", "0", "0", "0", "0", "2", "3"], ["1", "0", "0", "0", "0", other, "3"]
    result = read(table({GRANTED: [[ROWS[GRANTED][0], *one], [ROWS[GRANTED][0], *two]]}))
    assert said(result, GRANTED) == ["1", "0", "0", "0", "0", "?", "3"]
    assert not result.ok


def test_a_number_printed_otherwise_agrees() -> None:
    one, two = ["1", "0", "0", "0", "0", "1,002", "1,003"], ["１", "0", "0", "0", "0", "1002", "1003（其中新收1000件）"]
    result = read(table({GRANTED: [[ROWS[GRANTED][0], *one], [ROWS[GRANTED][0], *two]]}))
    assert said(result, GRANTED) == ["1", "0", "0", "0", "0", "1002", "1003"]
    assert result.ok


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("style", ["grid", "words"])
def test_a_label_repeated_without_cells_takes_nothing_from_the_row(style: str, order: tuple[int, int]) -> None:
    copies = [ROWS[GRANTED], [ROWS[GRANTED][0]]]
    result = read(table({GRANTED: [copies[at] for at in order]}), style)
    assert all(said(result, item) == cells_of(item) for item in ITEMS)
    assert result.ok


def other(cells: dict[str, str]) -> dict[str, str]:
    return {key: str(int(cell) + 5000) for key, cell in cells.items()}


def test_of_two_reports_that_cannot_be_told_apart_neither_gives_a_table_that_is_printed_once() -> None:
    cells = official.numbered("annual_2021")
    first = "\n".join(
        f"{official.HEADINGS[name]}\n{official.table('grid', rows)}"
        for name, rows in (("proactive", official.proactive("annual_2021", cells)), ("disputes", official.disputes(cells)))
    )
    result = gongkai.parse(f"{first}\n{official.page('annual_2021', other(cells))}")
    assert {entry.value for entry in result.report.entries()} == {None}
    assert "GK310" in codes(result)


def test_a_table_of_two_years_takes_nothing_from_the_others() -> None:
    cells = official.numbered("annual_2021")
    again = official.table("grid", official.disputes(other(cells)))
    result = gongkai.parse(f"{official.page('annual_2021', cells)}\n{official.HEADINGS['disputes']}\n{again}\n")
    assert all(said(result, row.item) == [cells[key] for key in row.keys] for row in SHEET)


def test_two_reports_in_one_text_give_no_number_in_which_they_differ() -> None:
    one = official.numbered("annual_2021")
    two = {key: str(int(cell) + 5000) for key, cell in one.items()}
    result = gongkai.parse(official.page("annual_2021", one) + official.page("annual_2021", two))
    assert not result.ok
    assert {entry.value for entry in result.report.entries()} == {None}


# ---------------------------------------------------------------- numbers under a group's label


def test_numbers_under_a_group_label_are_none_of_its_rows() -> None:
    changed: dict[str, list[list[str]]] = {item: [] for item in REFUSED}
    changed[REFUSED[0]] = [["（三）不予公开"], *[SEVEN] * 8]
    result = read(table(changed), "words")
    assert [said(result, item) for item in REFUSED] == [LOST] * 8
    found = finding(result, "GK207")
    assert found.details["count"] == "56"
    assert set(found.entries) == {f"{item}.{column}" for item in REFUSED for column in official.APPLICANTS}
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item not in REFUSED)


@pytest.mark.parametrize("style", ["words", "lines"])
def test_numbers_under_a_group_label_are_not_inferred_where_the_titles_stand_in_another_order(style: str) -> None:
    keys = [key for row in SHEET for key in row.keys]
    numbers = reconciled({key: 100 + 7 * at for at, key in enumerate(keys)}, "annual_2021")
    rows = [[row.label, *(str(numbers[key]) for key in row.keys)] for row in SHEET if row.item not in REFUSED]
    at = next(at for at, row in enumerate(rows) if row[0] == ROWS["requests.outcomes.unavailable.not_held"][0])
    lost = [str(numbers[key]) for row in SHEET if row.item in REFUSED for key in row.keys]
    titles = list(official.APPLICANT_TITLES)
    for head, status in ((titles, gongkai.Status.INFERRED), ([titles[1], titles[0], *titles[2:]], gongkai.Status.UNSETTLED)):
        result = read([[official.CORNER, *head], *rows[:at], ["（三）不予公开", *lost], *rows[at:]], style)
        assert {entry.status for entry in result.report.entries() if entry.item in REFUSED} == {status}


@pytest.mark.parametrize("style", ["grid", "words"])
def test_numbers_beside_a_group_label_spoil_none_of_the_rows_that_have_theirs(style: str) -> None:
    result = read(table({REFUSED[0]: [["（三）不予公开", *SEVEN], ROWS[REFUSED[0]]]}), style)
    assert all(said(result, item) == cells_of(item) for item in ITEMS)
    assert codes(result) == ["GK207"]


# ---------------------------------------------------------------- 其他处理, one row or three


def test_other_outcomes_in_one_row_are_an_entry_and_the_three_are_then_missing() -> None:
    changed: dict[str, list[list[str]]] = {item: [] for item in DIVIDED}
    changed[DIVIDED[0]] = [["（六）其他处理", *SEVEN]]
    cells = official.numbered("annual_2021")
    before = f"{official.HEADINGS['proactive']}\n{official.table('grid', official.proactive('annual_2021', cells))}\n"
    result = read(table(changed), before=before)
    assert result.report.form == "annual_2021"
    assert said(result, UNDIVIDED) == SEVEN
    assert [said(result, item) for item in DIVIDED] == [MISSING] * 3
    assert len(result.report.entries()) == 207
    assert codes(result) == []
    lacking = {key for one in result.diagnostics if one.code == "GK309" for key in one.entries}
    assert lacking == {key for row in official.DISPUTES for key in row.keys}


def test_other_outcomes_in_three_rows_leave_no_entry_for_the_one() -> None:
    result = read(table({DIVIDED[0]: [["（六）其他处理"], ROWS[DIVIDED[0]]]}))
    assert UNDIVIDED not in {entry.item for entry in result.report.entries()}
    assert [said(result, item) for item in DIVIDED] == [cells_of(item) for item in DIVIDED]
    assert len(result.report.entries()) == 200
    with pytest.raises(KeyError):
        result.report[f"{UNDIVIDED}.total"]


def test_numbers_beside_the_label_of_the_three_are_not_taken_for_the_one() -> None:
    result = read(table({DIVIDED[0]: [["（六）其他处理", *SEVEN], ROWS[DIVIDED[0]]]}))
    assert UNDIVIDED not in {entry.item for entry in result.report.entries()}
    assert [said(result, item) for item in DIVIDED] == [cells_of(item) for item in DIVIDED]
    assert "GK207" in codes(result)


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
@pytest.mark.parametrize("first", [SEVEN, [""] * 7])
def test_rows_of_the_three_that_lost_their_labels_are_said_to_be_lost(first: list[str], style: str) -> None:
    rows: list[list[list[str]]] = [[["（六）其他处理", *first]], [["", *cells_of(DIVIDED[1])]], [["", *cells_of(DIVIDED[2])]]]
    result = read(table(dict(zip(DIVIDED, rows, strict=True))), style)
    assert UNDIVIDED not in {entry.item for entry in result.report.entries()}
    named = {key for one in result.diagnostics for key in one.entries}
    for item in DIVIDED:
        assert set(said(result, item)) <= {"?", "_"}
        assert named.issuperset(entry.key for entry in result.report.entries() if entry.item == item)


def test_a_piece_of_a_label_above_hides_no_rows_that_lost_theirs() -> None:
    rows: list[list[list[str]]] = [[["（六）其他处理", *SEVEN]], [["", *cells_of(DIVIDED[1])]], [["", *cells_of(DIVIDED[2])]]]
    result = read(
        table(
            {
                "requests.outcomes.unavailable.not_held": [["（四）"], ROWS["requests.outcomes.unavailable.not_held"]],
                **dict(zip(DIVIDED, rows, strict=True)),
            }
        )
    )
    assert "GK205" in codes(result)
    assert UNDIVIDED not in {entry.item for entry in result.report.entries()}


def test_where_other_outcomes_are_not_printed_the_three_are_missing() -> None:
    result = read(table({item: [] for item in DIVIDED}))
    assert [said(result, item) for item in DIVIDED] == [MISSING] * 3
    assert UNDIVIDED not in {entry.item for entry in result.report.entries()}


def test_other_outcomes_are_one_row_of_the_earlier_form_and_always_an_entry() -> None:
    cells = official.numbered("annual_2019")
    without = {key: cell for key, cell in cells.items() if not key.startswith(UNDIVIDED)}
    for printed, expected in ((cells, [cells[key] for key in official.UNDIVIDED.keys]), (without, [""] * 7)):
        result = gongkai.parse(official.page("annual_2019", printed))
        assert said(result, UNDIVIDED) == expected
        assert len(result.report.entries()) == 198


# ---------------------------------------------------------------- the rest of a row behind a note


NOTES = ("说明：以上数字截至年末。", "单位：件")


def with_note(style: str, cells: list[str], rest: str, between: str) -> gongkai.Result:
    """Table 3, in which one row's cells are followed by something, and that by the rest of the row."""
    at = ITEMS.index(GRANTED)
    before = official.table(style, [*(ROWS[item] for item in ITEMS[:at]), [ROWS[GRANTED][0], *cells]])
    after = official.table(style, [ROWS[item] for item in ITEMS[at + 1 :]])
    return gongkai.parse(f"{HEADING}\n{before}\n{between}\n{rest}\n{after}\n")


@pytest.mark.parametrize("style", official.STYLES)
@pytest.mark.parametrize("note", NOTES)
def test_a_number_behind_a_note_may_be_the_rest_of_the_last_one_above_it(style: str, note: str) -> None:
    result = with_note(style, ["8", "0", "1", "0", "0", "0", "10"], official.table(style, [["9"]]), note)
    assert said(result, GRANTED) == LOST
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != GRANTED)


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "words", "columns"])
def test_a_number_between_empty_lines_is_no_rest_of_a_row_on_one_line(style: str) -> None:
    result = with_note(style, SEVEN, "\n4\n", NOTES[0])
    assert said(result, GRANTED) == SEVEN
    assert "GK210" in codes(result, notes=True)


@pytest.mark.parametrize("stroke", ["-", "无。", "---"])
def test_a_stroke_behind_a_note_is_no_half_of_a_number(stroke: str) -> None:
    result = with_note("grid", SEVEN, stroke, NOTES[0])
    assert all(said(result, item) == (SEVEN if item == GRANTED else cells_of(item)) for item in ITEMS)


@pytest.mark.parametrize("style", ["words", "columns"])
def test_of_a_row_in_two_lines_with_a_note_between_nothing_is_inferred(style: str) -> None:
    result = with_note(style, ["8", "0", "1", "0"], "0 0 9", NOTES[0])
    assert said(result, GRANTED) == LOST


def test_of_a_row_without_a_label_that_goes_on_in_the_next_line_nothing_is_inferred() -> None:
    numbers = ["50", "42", "42", "18", "152", "20", "44", "45", "62", "171", "54", "53", "19", "396"]
    printed = [*official.disputes({})[:3], numbers]
    result = gongkai.parse(f"{official.HEADINGS['disputes']}\n{official.table('columns', [['', *row] for row in printed])}\n77 599\n")
    assert {entry.status for entry in result.report.entries() if entry.item.startswith("disputes")} == {gongkai.Status.UNSETTLED}


# ---------------------------------------------------------------- numbers wrapped within their columns

CUT = ["6734", "9657", "9730", "9362", "9399", "7924", "52808"]
REST = ["1", "5", "2", "0", "1", "4", "3"]


@pytest.mark.parametrize("style", ["words", "columns", "grid", "bordered", "tabs"])
@pytest.mark.parametrize(
    ("cells", "rest"),
    [
        (CUT, REST),
        (["11", "11", "11", "11", "11", "11", "66"], ["1"] * 6 + ["6"]),  # both lines add up, and so do the numbers that they may be
        (["67", "1", "2", "3", "4", "5", "999"], REST),  # the report's own sum is wrong
    ],
)
def test_as_many_numbers_below_a_row_as_it_has_may_be_the_other_halves_of_its(style: str, cells: list[str], rest: list[str]) -> None:
    result = read(table({GRANTED: [[ROWS[GRANTED][0], *cells], ["", *rest]]}), style)
    assert said(result, GRANTED) == LOST
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != GRANTED)


@pytest.mark.parametrize(("second", "halves"), [(True, REST), (True, ["1", "3"]), (False, CUT), (False, ["1", "3"])])
def test_numbers_beside_a_piece_of_a_groups_label_may_be_halves_of_those_beside_another(second: bool, halves: list[str]) -> None:
    lines = [["三、本年度办", ROWS[GRANTED][0], *CUT], ["理结果", *halves]]
    if not second:
        lines = [["三、本", *halves], ["年度办", ROWS[GRANTED][0], *CUT], ["理结果"]]
    result = read([*table({GRANTED: [["   ".join(line)] for line in lines]})], "words")
    assert said(result, GRANTED) == LOST
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != GRANTED)


def test_cells_in_columns_beside_two_pieces_of_their_label_may_be_halves_of_numbers() -> None:
    lines = ["（一）予以   7        448444   5        19664    101782", "公开                 7                          27"]
    result = read(table({GRANTED: [[line] for line in lines]}), "words")
    assert said(result, GRANTED) == LOST
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != GRANTED)


@pytest.mark.parametrize("style", ["words", "columns", "grid", "bordered", "tabs"])
@pytest.mark.parametrize(
    ("cells", "rest"),
    [
        (["8", "0", "1", "1", "1", "1", "12"], ["5"] * 7),  # 05 is no number
        (["8", "/", "1", "1", "1", "1", "99"], ["5"] * 7),
        (["1", "2", "3", "4", "5", "6", "99"], ["/", "2", "3", "4", "5", "6", "20"]),
        (["1", "2", "3", "4", "5", "6", "21"], ["7", "7", "7", "7", "7", "7", "42"]),  # 17 and the others are not 2142
    ],
)
def test_numbers_that_are_no_halves_of_a_row_are_those_of_one_that_lost_its_label(style: str, cells: list[str], rest: list[str]) -> None:
    result = read(table({GRANTED: [[ROWS[GRANTED][0], *cells], ["", *rest]]}), style)
    assert said(result, GRANTED) == cells
    assert "GK206" in codes(result)


# ---------------------------------------------------------------- what is not on the page


def test_a_row_that_is_not_on_the_page_is_missing_and_named() -> None:
    result = read(table({GRANTED: [], TOTAL: []}))
    assert [said(result, item) for item in (GRANTED, TOTAL)] == [MISSING] * 2
    lacking = {
        key for one in result.diagnostics if one.code == "GK309" and any(key.startswith("requests") for key in one.entries) for key in one.entries
    }
    assert lacking == {f"{item}.{column}" for item in (GRANTED, TOTAL) for column in official.APPLICANTS}


@pytest.mark.parametrize("form", official.FORMS)
def test_nothing_is_missing_from_a_whole_sheet(form: str) -> None:
    result = gongkai.parse(official.page(form, official.numbered(form)))
    assert result.diagnostics == ()


# ---------------------------------------------------------------- cells that say no number


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
@pytest.mark.parametrize("cell", ["详见附件", "5%", "约20件", "2 0", "1" * 20, "见上", "1/2"])
def test_a_remark_in_place_of_a_number_spoils_no_cell_but_its_own(style: str, cell: str) -> None:
    result = read(table({GRANTED: [[ROWS[GRANTED][0], "1", cell, "3", "0", "0", "0", "9"]]}), style)
    assert said(result, GRANTED) == ["1", "?", "3", "0", "0", "0", "9"]
    found = finding(result, "GK307")
    assert found.details["found"] == cell
    assert found.entries == (f"{GRANTED}.business",)
    assert result.report[f"{GRANTED}.business"].raw == cell


@pytest.mark.parametrize("cell", ["其他主动公开文件", "9.属于内部管理台账", "详见附件"])
def test_where_each_cell_has_a_line_a_text_among_them_may_be_the_label_of_another_row(cell: str) -> None:
    result = read(table({GRANTED: [[ROWS[GRANTED][0], "1", "2", "3", "0", cell, "0", "9"]]}), "block")
    assert said(result, GRANTED) == LOST
    assert all(said(result, item) == cells_of(item) for item in ITEMS if item != GRANTED)


@pytest.mark.parametrize("cell", ["5%", "1/2"])
def test_where_each_cell_has_a_line_what_begins_like_a_number_is_no_label(cell: str) -> None:
    result = read(table({GRANTED: [[ROWS[GRANTED][0], "1", "2", "3", "0", cell, "0", "9"]]}), "block")
    assert said(result, GRANTED) == ["1", "2", "3", "0", "?", "0", "9"]


FULL = "0\t0\t0\t0\t0\t0\t0"


def page(*rows: str, heading: str = HEADING) -> gongkai.Result:
    return gongkai.parse("\n".join([heading, *rows, ""]))


def test_a_row_that_is_printed_twice_and_is_short_both_times_is_compared_as_printed() -> None:
    twice = page("（一）予以公开\t3\t0\t1\t0\t0\t5", "（一）予以公开\t3\t0\t2\t0\t0\t6", f"（二）部分公开\t{FULL}")
    assert "GK305" in codes(twice)
    assert said(twice, "requests.outcomes.granted") == ["?"] * 7
    again = page("（一）予以公开\t3\t0\t1\t0\t0\t5", "（一）予以公开\t3\t0\t1\t0\t0\t5", f"（二）部分公开\t{FULL}")
    assert "GK306" in codes(again, notes=True)


@pytest.mark.parametrize("line", ["撤销申请 1 0 0 0 0 0 1 件", "行政奖励 9 行政强制 2 行政处罚 1"])
def test_a_line_of_words_with_a_rows_label_or_numbers_in_it_is_not_lost_in_silence(line: str) -> None:
    assert "GK201" in codes(page("一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1", line, "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0"))


@pytest.mark.parametrize("line", ["（八）撤销 1 0 0 0 0 0 1 （注）", "行政检查：1 0 0 0 0 0 1。", "注：另有主动撤销1件计入总计。"])
def test_numbers_in_a_text_between_the_rows_leave_no_sum_over_rows_to_believe(line: str) -> None:
    sheet = official.REQUESTS["annual_2021"]
    cells = {"requests.outcomes.granted": "0\t0\t0\t0\t0", "requests.outcomes.total": "3\t0\t0\t0\t0\t0\t3", "requests.new": "3\t0\t0\t0\t0\t0\t3"}
    rows = [f"{row.label}\t{cells.get(row.item, FULL)}" for row in sheet]
    inferred = [entry.value for entry in page(*rows).report.entries() if entry.item == "requests.outcomes.granted" and entry.value is not None]
    assert 3 in inferred  # as the sums of the columns say
    rows.insert(-2, line)
    granted = [entry for entry in page(*rows).report.entries() if entry.item == "requests.outcomes.granted"]
    assert [entry.value for entry in granted if entry.value is not None] == []


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ("0\t0\t0\t0\t0", 0),  # places are lost, and no row of the table is blank anywhere
        ("\t0\t0\t0\t0\t0", None),  # the first may be blank
        ("0\t0\t0\t0\t0\t", None),  # the last
        ("0\t0\t\t0\t0\t0", None),  # one between
    ],
)
def test_a_zero_is_not_inferred_in_a_row_with_empty_places_that_the_others_do_not_have(cells: str, value: int | None) -> None:
    rows = [f"{row.label}\t{cells if row.item == GRANTED else FULL}" for row in SHEET]
    granted = [entry for entry in page(*rows).report.entries() if entry.item == GRANTED]
    assert {entry.value for entry in granted} == {value}
    assert {entry.status.value for entry in granted} == {"inferred" if value == 0 else "unsettled"}


def test_empty_places_that_settled_rows_have_too_are_no_blank_cells() -> None:
    five = "0\t0\t0\t0\t0"
    rows = [f"{row.label}\t\t{five if row.item == GRANTED else FULL}\t" for row in SHEET]
    granted = [entry for entry in page(*rows).report.entries() if entry.item == GRANTED]
    assert {entry.status.value for entry in granted} == {"inferred"}


# ---------------------------------------------------------------- negative counts


@pytest.mark.parametrize(
    ("cell", "read_as"), [("-5", "-5"), ("减 5", "-5"), ("－5", "-5"), ("- 5", "?"), ("  - 5", "?"), ("－ 5", "?"), ("− 5", "?")]
)
@pytest.mark.parametrize("before", ["", "2024-1-1\n"])
def test_a_stroke_and_a_space_may_be_the_mark_of_a_list_whatever_else_the_page_says(cell: str, read_as: str, before: str) -> None:
    result = read(table({GRANTED: [[ROWS[GRANTED][0], cell, *cells_of(GRANTED)[1:]]]}), "lines", before)
    assert said(result, GRANTED) == [read_as, *cells_of(GRANTED)[1:]]
    if read_as == "?":
        assert result.report[f"{GRANTED}.natural_person"].raw == cell.strip()
        assert finding(result, "GK307").details["found"] == cell.strip()


# ---------------------------------------------------------------- a heading with the number of its page


@pytest.mark.parametrize("number", ["5", "12", "- 5 -"])
def test_the_number_behind_a_heading_in_a_table_of_contents_is_no_cell_of_its_table(number: str) -> None:
    heading = "四、政府信息公开行政复议、行政诉讼情况"
    page = official.page("annual_2021", official.numbered("annual_2021"))
    result = gongkai.parse(f"{heading} {number}\n{page}")
    told = finding(result, "GK210")
    assert told.span is not None
    assert (told.span.start, told.span.end) == (len(heading) + 1, len(heading) + 1 + len(number))
    assert told.details["found"] == number
    assert [cell.reading for cell in result.report.cells] == [cell.reading for cell in gongkai.parse(page).report.cells]


@pytest.mark.parametrize("said_before", ["[2023-01-17 10:44]", "52.", "某事项"])
def test_a_group_as_one_row_is_doubted_before_rows_without_a_known_label(said_before: str) -> None:
    """（六）其他处理 may be the group, the labels of whose rows are lost: what stands before them is none of the page's."""
    numbers = "  1  2  3  4  5  6  21"
    rows = [f"{row.label}  {'  '.join(cells_of(row.item))}" for row in SHEET if ".other." not in row.item]
    rows.insert(-2, f"（六）其他处理{numbers}")
    undivided = "requests.outcomes.other.undivided"
    assert said(gongkai.parse("\n".join([HEADING, *rows])), undivided) == numbers.split()
    rows.insert(-2, f"{said_before}{numbers}")
    result = gongkai.parse("\n".join([HEADING, *rows]))
    assert said(result, undivided) == ["?"] * 7
    assert "GK310" in codes(result)
