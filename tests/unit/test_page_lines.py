from __future__ import annotations

import pickle
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import gongkai
from gongkai import Cell, Page, Paragraph, Status, Table, grammar
from gongkai.cells import Span
from gongkai.lines import Scanner
from gongkai.page_lines import page_lines
from gongkai.places import last_before
from tests.unit import official
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, finding, said

HEAD = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
ROWS = [[row.label, *cells_of(row.item)] for row in SHEET]
NEW, CARRIED, GRANTED = ITEMS[0], ITEMS[1], "requests.outcomes.granted"
COLUMNS = tuple(entry.column for entry in gongkai.parse(HEADING).report.entries() if entry.item == NEW)
TWO_REFUSED = ("requests.outcomes.refused.state_secret", "requests.outcomes.refused.forbidden_by_law")
NEW_LABEL = SHEET[0].label


def table(rows: Sequence[Sequence[str]], **place: int) -> Table:
    """A table without merged cells."""
    return Table(tuple(Cell(text, at, column) for at, row in enumerate(rows, 1) for column, text in enumerate(row, 1)), **place)


def read(*blocks: Table | Paragraph) -> gongkai.Result:
    return gongkai.parse_page(Page((Paragraph(HEADING), *blocks)))


def changed(item: str, cells: Sequence[Cell]) -> Table:
    """Table 3, one row of which has other cells. Their rows and columns count from 1 at the row's first number."""
    at = 2 + ITEMS.index(item)
    kept = [cell for cell in table([HEAD, *ROWS]).cells if cell.row != at or cell.column == 1]
    moved = [Cell(cell.text, at, cell.column + 1, cell.rows, cell.columns) for cell in cells]
    return Table((*kept, *moved))


def test_a_table_of_cells_gives_the_numbers_and_the_tree_that_its_text_gives() -> None:
    result = read(table([HEAD, *ROWS]))
    for item in ITEMS:
        assert said(result, item) == cells_of(item), item
    lines = ["\t".join(row) for row in [HEAD, *ROWS]]
    assert result.tree == gongkai.parse("\n".join([HEADING, *lines])).tree


def test_a_span_names_table_row_column_page_and_box_and_its_offsets_count_in_the_text() -> None:
    cells = table([HEAD, *ROWS], page=4).cells
    boxed = tuple(Cell(cell.text, cell.row, cell.column, page=5 if cell.row > 9 else None, box=(1.0, 2.0, 3.0, 4.5)) for cell in cells)
    result = read(table([["字体：大"]]), Table(boxed, page=4))
    for at, item in enumerate(ITEMS):
        for column in range(7):
            entry = result.report.entries()[[one.item for one in result.report.entries()].index(item) + column]
            assert entry.span is not None
            assert (entry.span.table, entry.span.row, entry.span.column) == (2, at + 2, column + 2)
            assert entry.span.page == (5 if at + 2 > 9 else 4)
            assert entry.span.box == (1.0, 2.0, 3.0, 4.5)
            assert result.text[entry.span.start : entry.span.end] == entry.raw == cells_of(item)[column]


def test_a_diagnostic_names_the_place_of_the_cell() -> None:
    result = read(table([HEAD, *ROWS[:3], ["（一）于以公开办", "1", "2", "3"], *ROWS[3:]]))
    span = finding(result, "GK201").span
    assert span is not None
    assert (span.table, span.row, span.column) == (1, 5, 1)


def test_places_of_cells_survive_json() -> None:
    report = gongkai.parse_page(Page((Paragraph(HEADING, page=1), Table(table([HEAD, *ROWS]).cells, page=2)))).report
    again = gongkai.Report.from_dict(report.to_dict())
    assert again == report
    assert again.to_dict() == report.to_dict()
    assert [entry.span for entry in again.entries()] == [entry.span for entry in report.entries()]


def test_an_empty_cell_of_a_table_is_blank_and_a_row_that_ends_early_is_not_settled() -> None:
    blank = read(changed(GRANTED, [Cell(text, 1, at) for at, text in enumerate(("3", "", "", "", "", "", "3"), 1)]))
    assert said(blank, GRANTED) == ["3", "", "", "", "", "", "3"]
    short = read(changed(GRANTED, [Cell(text, 1, at) for at, text in enumerate(("3", "0", "0"), 1)]))
    assert said(short, GRANTED) == ["?"] * 7
    assert codes(short)


def test_a_label_that_spans_rows_leaves_empty_places_that_are_no_cells() -> None:
    rows = [[Cell("三、本年度办理结果", 1, 1, rows=3), Cell("（一）予以公开", 1, 2)], [Cell("（二）部分公开", 2, 2)], [Cell("（七）总计", 3, 2)]]
    cells = [*(cell for row in rows for cell in row), *(Cell(str(at), row, at + 2) for row in (1, 2, 3) for at in range(1, 8))]
    result = read(Table(tuple(cells)))
    for item in (GRANTED, "requests.outcomes.partly_granted", "requests.outcomes.total"):
        assert said(result, item) == [str(at) for at in range(1, 8)]


@pytest.mark.parametrize("columns", [2, 3, 7])
def test_a_number_that_spans_columns_is_the_number_of_none_of_them(columns: int) -> None:
    cells = [Cell("5", 1, 1, columns=columns), *(Cell("0", 1, at) for at in range(columns + 1, 8))]
    result = read(changed(GRANTED, cells))
    assert said(result, GRANTED) == ["?"] * columns + ["0"] * (7 - columns)
    assert "GK307" in codes(result)


def test_a_number_that_spans_columns_does_not_move_its_row_to_the_left() -> None:
    cells = [Cell(text, 1, at) for at, text in enumerate(("", "5", "6", "12"), 1)]
    wide = [*cells, Cell("7", 1, 5, columns=2), Cell("2", 1, 7), Cell("29", 1, 8)]
    rows = {2 + ITEMS.index(item): changed(item, wide) for item in TWO_REFUSED}
    others = [cell for cell in table([HEAD, *ROWS]).cells if cell.row not in rows]
    result = read(Table((*others, *(cell for row, one in rows.items() for cell in one.cells if cell.row == row))))
    assert [said(result, item) for item in TWO_REFUSED] == [["?"] * 7] * 2


def test_a_head_that_does_not_stand_over_the_cells_is_not_believed_against_the_whole_one_before_it() -> None:
    swapped = [*HEAD[:3], HEAD[4], HEAD[3], *HEAD[5:]]
    result = read(table([swapped, *ROWS[:4], ["", *HEAD], *ROWS[4:]]))
    assert {mark for item in ITEMS for mark in said(result, item)} == {"?"}
    assert said(read(table([HEAD, *ROWS[:4], ["", *HEAD], *ROWS[4:]])), ITEMS[-1]) == cells_of(ITEMS[-1])


def test_a_number_that_spans_rows_is_the_number_of_none_of_them() -> None:
    whole = table([HEAD, *ROWS]).cells
    at = 2 + ITEMS.index(CARRIED)
    cells = [Cell(cell.text, cell.row, cell.column, rows=2) if (cell.row, cell.column) == (at - 1, 4) else cell for cell in whole]
    result = read(Table(tuple(cell for cell in cells if (cell.row, cell.column) != (at, 4))))
    for item in (NEW, CARRIED):
        assert said(result, item) == [*cells_of(item)[:2], "?", *cells_of(item)[3:]]


def test_a_number_that_spans_the_one_column_of_its_row_is_read() -> None:
    head = [Cell("信息内容", 1, 1), Cell("本年处理决定数量", 1, 2, columns=3)]
    cells = [*head, Cell("行政许可", 2, 1), Cell("8", 2, 2, columns=3), Cell("规章", 3, 1), *(Cell("1", 3, at) for at in (2, 3, 4))]
    assert said(read(Table(tuple(cells))), "proactive.licensing") == ["8"]


def test_an_empty_row_below_a_number_that_spans_two_changes_nothing() -> None:
    cells = [Cell(cell.text, 2 * cell.row, cell.column, rows=2) for cell in table([HEAD, *ROWS]).cells]
    result = read(Table(tuple(cells)))
    for item in ITEMS:
        assert said(result, item) == cells_of(item), item


def test_lines_within_a_label_are_one_label_and_lines_within_a_number_are_no_number() -> None:
    rows = [[row[0][:3] + "\n" + row[0][3:], *row[1:]] for row in ROWS]
    rows[2][3] = "1\n2"
    result = read(table([HEAD, *rows]))
    assert said(result, ITEMS[2])[2] == "?"
    assert said(result, ITEMS[3]) == cells_of(ITEMS[3])


def test_a_cell_that_holds_a_page_of_text_is_read_line_by_line() -> None:
    text = "\n".join([HEADING, *("\t".join(row) for row in [HEAD, *ROWS])])
    assert gongkai.parse_page(Page((table([[text]]),))).tree == gongkai.parse(text).tree


cells = st.builds(
    Cell,
    st.sampled_from(["", "0", "5", "1\n2", "—", "自然人", "总计", "规章", "（一）予以公开", "三、本年度办理结果", "字" * 70, "\n", "\t"]),
    *[st.one_of(st.integers(1, 12), st.sampled_from([10**6, 10**12]))] * 4,
)


@given(st.lists(st.one_of(st.builds(Paragraph, st.text()), st.builds(Table, st.lists(cells, max_size=30).map(tuple))), max_size=4).map(tuple))
def test_any_page_is_read(blocks: tuple[Table | Paragraph, ...]) -> None:
    result = gongkai.parse_page(Page(blocks))
    for entry in result.report.entries():
        if entry.status is Status.REPORTED:
            assert entry.span is not None
            assert result.text[entry.span.start : entry.span.end] == entry.raw


common_cells = st.builds(
    Cell,
    st.sampled_from(["", "0", "7", "/", "自然人", "总计", "二、上年结转政府信息公开申请数量", "（一）予以公开", "没有", "甲\n乙", "1\t2"]),
    st.integers(1, 4),
    st.integers(1, 5),
    st.sampled_from([1, 1, 1, 2, 3]),
    st.sampled_from([1, 1, 1, 2, 3]),
    st.sampled_from([None, None, 9]),
)


@example([[Cell(over, 1, 1, rows=2), Cell("0", 1, 2), Cell("0", 2, 2)] for over in ("自然人", "7")])
@given(st.lists(st.lists(common_cells, max_size=12), min_size=2, max_size=5))
def test_a_row_is_the_same_after_others_of_the_same_texts(tables: list[list[Cell]]) -> None:
    scanner = Scanner(grammar.scanner().vocabulary)
    pages = [Page((Table(tuple(cells), page=at),)) for at, cells in enumerate(tables)]
    again = [page_lines(page, scanner) for page in (*pages, *pages)]
    for at, page in enumerate(pages):
        scanner.forget()
        anew = page_lines(page, scanner)
        assert again[at] == again[at + len(pages)] == anew


def test_the_rows_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.lines.MEMORY", 3)
    scanner = Scanner(grammar.scanner().vocabulary)
    page = Page((table([["自然人", str(at)] for at in range(7)]),))
    before = page_lines(page, scanner)
    assert 0 < len(scanner.rows) <= 3
    assert page_lines(page, scanner) == before
    page_lines(Page((table([["自然人", "长" * 500]]),)), scanner)
    assert not any("长" in row.raw for row in scanner.rows.values())


def test_a_number_that_spans_the_columns_of_its_title_is_that_title_s() -> None:
    head = [Cell("信息内容", 1, 1), Cell("上一年项目数量", 1, 2), Cell("本年增/减", 1, 3, columns=2)]
    row = [Cell("行政事业性收费", 2, 1), Cell("5", 2, 2), Cell("减7", 2, 3, columns=2)]
    other = [Cell("信息内容", 3, 1), Cell("上一年项目数量", 3, 2), Cell("本年增/减", 3, 3), Cell("处理决定数量", 3, 4)]
    last = [Cell("行政许可", 4, 1), Cell("1", 4, 2), Cell("2", 4, 3), Cell("3", 4, 4)]
    result = gongkai.parse_page(Page((Paragraph(official.HEADINGS["proactive"]), Table((*head, *row, *other, *last)))))
    assert said(result, "proactive.fees") == ["5", "-7"]
    assert said(result, "proactive.licensing") == ["1", "2", "3"]


@pytest.mark.parametrize("order", [(2, 1), (1, 2)])
def test_a_row_is_not_read_by_the_titles_that_the_same_row_had_on_another_page(order: tuple[int, int]) -> None:
    scanner = Scanner(grammar.scanner().vocabulary)
    row = [Cell("行政事业性收费", 2, 1), Cell("减7", 2, 2, columns=2)]
    below = [Cell("行政许可", 3, 1), Cell("1", 3, 2), Cell("1", 3, 3)]
    merged = {}
    for columns in order:
        head = [Cell("信息内容", 1, 1), Cell("本年增/减", 1, 2, columns=columns), *([Cell("其他", 1, 3)] if columns == 1 else [])]
        merged[columns] = page_lines(Page((Table((*head, *row, *below)),)), scanner).lines[2].pieces[1].right > 0
    assert merged == {2: False, 1: True}


def test_where_cells_stand_is_the_same_after_pickling() -> None:
    places = read(table([HEAD, *ROWS], page=4)).report.places
    again = pickle.loads(pickle.dumps(places))
    assert again == places
    assert len({*places}) == len(places) > 100


def test_the_last_place_before_an_offset_is_found_without_working_out_all() -> None:
    def places() -> Sequence[Span]:
        return page_lines(Page((Paragraph("一\n\n二", 1), table([HEAD, *ROWS], page=4), Paragraph("三", 5))), grammar.scanner()).places

    spans = tuple(places())
    assert places()
    assert not page_lines(Page((Paragraph("一"),)), grammar.scanner()).places
    for offset in range(-1, spans[-1].end + 2):
        before = [span for span in spans if span.start <= offset]
        assert last_before(places(), offset) == last_before(spans, offset) == (before[-1] if before else None)


def test_a_number_that_spans_more_than_its_title_is_the_number_of_none() -> None:
    head = [Cell("", 1, 1), *(Cell(text, 1, at) for at, text in enumerate(HEAD[1:], 2))]
    cells = [Cell(NEW_LABEL, 2, 1), *(Cell(str(at), 2, at + 1) for at in range(1, 6)), Cell("6", 2, 7, columns=2)]
    assert "6" not in said(read(Table((*head, *cells))), NEW)


def headed(row: Sequence[Cell], *, behind: str = "") -> gongkai.Result:
    """Table 3 with an empty column behind its titles, or one with numbers, and one row of other cells. Their columns count from the first title's."""
    at = 2 + ITEMS.index(GRANTED)
    whole = [[*HEAD, ""], *([*one, behind] for one in ROWS)]
    kept = [cell for cell in table(whole).cells if cell.row != at or cell.column == 1]
    return read(Table((*kept, *(Cell(cell.text, at, cell.column + 1, 1, cell.columns) for cell in row))))


def across(texts: Sequence[str], start: int = 1) -> list[Cell]:
    return [Cell(text, 1, at) for at, text in enumerate(texts, start)]


def assert_doubted(result: gongkai.Result, *items: str) -> None:
    """The page does not say in which columns the numbers of these rows stand, nor that all have one; and each row is said to be so."""
    told = {key for one in result.diagnostics if one.code == "GK303" for key in one.entries}
    own = [(str(key), place.reading) for key, place in zip(result.report.keys, result.report.cells, strict=True) if key.item in items]
    assert own
    for key, reading in own:
        assert reading.status is Status.UNSETTLED
        assert reading.unplaced is not None
        assert reading.unplaced.blanks
        assert key in told


def test_numbers_that_do_not_stand_under_their_titles_are_not_settled() -> None:
    assert said(headed(across(["1", "2", "3", "4", "5", "6", "7", ""])), GRANTED) == list("1234567")
    assert_doubted(headed(across(["", "2", "3", "4", "5", "6", "7", "8"])), GRANTED)


def test_rows_that_take_up_one_column_more_than_most_are_not_settled() -> None:
    whole = [HEAD, *ROWS]
    items = (GRANTED, "requests.outcomes.partly_granted")
    for item in items:
        at = 1 + ITEMS.index(item)
        whole[at] = [whole[at][0], "9", *whole[at][1:7], ""]
    assert_doubted(read(table(whole)), *items)


def test_rows_that_do_not_stand_under_their_titles_are_read_where_they_have_moved_as_one_and_doubted_where_some_are_shorter() -> None:
    head = [HEAD[0], "", *HEAD[1:]]
    assert all(said(read(table([head, *ROWS])), item) == cells_of(item) for item in ITEMS)
    apart = [[row[0], "", *row[1:]] if at == 3 else row for at, row in enumerate(ROWS)]  # as where a label's span is wrong
    assert all(said(read(table([HEAD, *apart])), item) == cells_of(item) for item in ITEMS if item != ITEMS[3])
    # A column of no title that all rows but some have all their cells behind: of those an empty cell is lost, and they look whole.
    numbered = [[row[0], str(4001 + at), *row[1:]] for at, row in enumerate(ROWS)]
    at = ITEMS.index(GRANTED)
    numbered[at] = [*numbered[at][:6], *numbered[at][7:]]
    assert said(read(table([head, *numbered])), GRANTED) == ["?"] * 7


def test_a_number_beside_an_empty_cell_is_not_settled_where_other_rows_have_two_numbers_under_a_title() -> None:
    cells = [Cell("信息内容", 1, 1), Cell("本年处理决定数量", 1, 2, columns=2)]
    for row, printed in enumerate((["行政许可", "5", "6"], ["行政处罚", "7", "8"], ["行政强制", "9", ""]), 2):
        cells += [Cell(text, row, at) for at, text in enumerate(printed, 1)]
    result = gongkai.parse_page(Page((Paragraph(official.HEADINGS["proactive"]), Table(tuple(cells)))))
    assert_doubted(result, "proactive.compulsion")


@pytest.mark.parametrize("at", range(1, 16))
def test_a_column_in_which_nothing_stands_takes_no_number_away(at: int) -> None:
    titles = [Cell(title, 1, 1 + place + (place >= at), columns=1 + (place == at - 1)) for place, title in enumerate(official.RESULT_TITLES * 3)]
    numbers = [Cell(str(10 + place), 2, 1 + place + (place >= at)) for place in range(15)]
    result = gongkai.parse_page(Page((Paragraph(official.HEADINGS["disputes"]), Table((*titles, *numbers, Cell("", 2, 1 + at))))))
    assert [entry.value for entry in result.report.entries() if entry.item.startswith("disputes.")] == list(range(10, 25))


def test_an_empty_column_between_the_numbers_of_a_row_moves_none_of_them() -> None:
    whole = [[*row[:4], "", *row[4:]] for row in [HEAD, *ROWS]]
    whole[1 + ITEMS.index(GRANTED)][2:9] = ["", "4", "", "", "8", "", ""]
    result = read(table(whole))
    assert said(result, GRANTED) == [whole[1 + ITEMS.index(GRANTED)][1], "", "4", "", "8", "", ""]


def test_a_label_that_reaches_over_the_first_column_leaves_no_blank_cell_there() -> None:
    at = 2 + ITEMS.index(GRANTED)
    cells = [cell for cell in table([HEAD, *ROWS]).cells if cell.row != at]
    row = [Cell(ROWS[at - 2][0], at, 1, columns=2), *(Cell(text, at, column) for column, text in enumerate(["3", "", "4", "5", "", "12"], 3))]
    assert said(read(Table((*cells, *row))), GRANTED) == ["?"] * 7


def test_the_same_titles_twice_side_by_side_are_two_years() -> None:
    for row in (["1", "2", "3", "4", "5", "6", "7", *[""] * 7], [*[""] * 7, "1", "2", "3", "4", "5", "6", "7"]):
        result = read(table([[*HEAD, *HEAD[1:]], [NEW_LABEL, *row]]))
        assert said(result, NEW) == ["?"] * 7


def test_numbers_of_several_rows_run_together_in_one_cell_leave_no_blank_cell_below() -> None:
    at = 2 + ITEMS.index(NEW)
    cells = [cell for cell in table([HEAD, *ROWS]).cells if cell.column == 1 or cell.row not in (at, at + 1)]
    run = [Cell(f"12345678987654321{column}", at, column, rows=2) for column in range(2, 9)]
    result = read(Table((*cells, *run)))
    assert said(result, NEW) == said(result, CARRIED) == ["?"] * 7


def test_a_label_behind_numbers_takes_none_of_those_that_follow() -> None:
    whole = [HEAD, *ROWS]
    whole[3] = ["总计", "11", "12", whole[3][0], "1", "2", "3", "4", "5", "6", "7"]
    assert said(read(table(whole)), GRANTED) == ["?"] * 7


def test_titles_that_have_moved_move_no_number() -> None:
    leaves = official.RESULT_TITLES * 3
    titles = [Cell(title, 1, 1 + place + (place > 4)) for place, title in enumerate(leaves)]
    numbers = [Cell("" if place == 9 else str(10 + place), 2, 1 + place) for place in range(15)]
    result = gongkai.parse_page(Page((Paragraph(official.HEADINGS["disputes"]), Table((*titles, *numbers, Cell("", 2, 16))))))
    read_as = [entry.value for entry in result.report.entries() if entry.item.startswith("disputes.")]
    assert all(value in (None, 10 + place) for place, value in enumerate(read_as))


@pytest.mark.parametrize("cells", [[Cell("5", 4, 3)], [Cell("", 4, 1), Cell("5", 4, 3)], [Cell("", 4, 1), Cell("5", 4, 2), Cell("", 4, 3)]])
def test_a_number_under_a_row_may_be_the_rest_of_one_of_its(cells: list[Cell]) -> None:
    result = read(Table((*table([HEAD, *ROWS[:2]]).cells, *cells)))
    assert said(result, CARRIED) == ["?"] * 7
    assert said(result, NEW) == cells_of(NEW)


def test_a_number_under_the_one_number_of_a_row_may_be_the_rest_of_it() -> None:
    cells = table([["信息内容", "本年处理决定数量"], ["行政许可", "20"], ["", "3"], ["行政处罚", "7"]]).cells
    result = gongkai.parse_page(Page((Paragraph(official.HEADINGS["proactive"]), Table(cells))))
    assert said(result, "proactive.licensing") == ["?"]
    assert said(result, "proactive.penalties") == ["7"]


def test_no_number_is_inferred_from_a_row_that_has_a_cell_too_many() -> None:
    titles = [Cell(title, 1, 1 + place) for place, title in enumerate(official.RESULT_TITLES * 3)]
    numbers = ["5", "12", "", "2", "19", "", "1", "5", "5", "11", "1", "", "", "403", "1", "2"]  # the 403 is no number of the form's
    result = gongkai.parse_page(
        Page((Paragraph(official.HEADINGS["disputes"]), Table((*titles, *(Cell(text, 2, at) for at, text in enumerate(numbers, 1))))))
    )
    assert {entry.status for entry in result.report.entries() if entry.item.startswith("disputes.")} == {Status.UNSETTLED}


def test_a_row_is_not_settled_by_titles_of_two_lines_that_do_not_stand_in_the_form_s_order() -> None:
    lines = ({"自然人": 2, "总计": 8}, {"商业企业": 4, "科研机构": 5, "社会公益组织": 6, "法律服务机构": 7, "其他": 9})
    head = [Cell(title, row, column) for row, line in enumerate(lines, 1) for title, column in line.items()]
    row = [Cell(text, 3, at) for at, text in enumerate([NEW_LABEL, "1", "", "2", "3", "4", "5", "15", "6"], 1)]
    whole = [Cell(text, at, 1 + column) for at, one in enumerate(ROWS[1:4], 4) for column, text in enumerate(one)]
    assert said(read(Table((*head, *row, *whole))), NEW) == ["?"] * 7


def test_a_place_that_a_label_reaches_over_is_no_blank_cell_where_no_title_is_known_either() -> None:
    at = 1 + ITEMS.index(GRANTED)
    cells = [cell for cell in table(ROWS).cells if cell.row != at]
    row = [Cell(ROWS[at - 1][0], at, 1, columns=2), *(Cell(text, at, column) for column, text in enumerate(["3", "2", "4", "5", "1", "15"], 3))]
    assert said(read(Table((*cells, *row))), GRANTED) == ["?"] * 7


def test_a_table_within_a_table_has_places_of_its_own() -> None:
    row = [ROWS[3][0], "", "1", "2", "3", "4", "", "5"]
    behind = table([*(row[:-1] for row in ROWS[4:6]), [*row, ""], *(row[:-1] for row in ROWS[6:8])])
    assert said(read(table([[*HEAD, ""], *([*row, ""] for row in ROWS[:3])]), behind), ITEMS[3]) == ["?"] * 7


def test_a_head_that_is_printed_again_in_part_does_not_set_right_what_the_whole_one_said() -> None:
    swapped = [*HEAD[:2], HEAD[3], HEAD[2], *HEAD[4:]]
    part = ["", "自然人", *[""] * 5, "总计"]
    for again in ([part], [part, ROWS[4], part]):
        result = read(table([swapped, *ROWS[:2], *again, *ROWS[2:4]]))
        assert said(result, NEW) == said(result, GRANTED) == ["?"] * 7
    assert said(read(table([swapped, *ROWS[:2], HEAD, *ROWS[2:4]])), GRANTED) == cells_of(GRANTED)
    assert said(read(table([HEAD, *ROWS[:2], part, *ROWS[2:4]])), GRANTED) == cells_of(GRANTED)


def test_a_label_that_reaches_down_between_the_cells_of_a_row_is_none_of_them() -> None:
    at = 2 + ITEMS.index(GRANTED)
    cells = [cell for cell in table([HEAD[:1], *([row[0], "", *row[1:]] for row in ROWS)]).cells if cell.row not in (at - 1, at)]
    above = [
        Cell(ROWS[at - 3][0], at - 1, 1),
        Cell("（三）不予公开", at - 1, 5, rows=2),
        *(Cell("1", at - 1, column) for column in (2, 3, 4, 6, 7, 8, 9)),
    ]
    row = [
        Cell(ROWS[at - 2][0], at, 1),
        *(Cell(text, at, column) for text, column in zip(("", "", "4", "", "5", "6", "15"), (2, 3, 4, 6, 7, 8, 9), strict=True)),
    ]
    assert said(read(Table((*cells, *above, *row))), GRANTED) == ["?"] * 7


def test_a_number_more_than_most_rows_have_is_not_that_of_a_title_that_is_lost() -> None:
    short = [HEAD[:-1], *(row[:-1] for row in ROWS)]
    at = 1 + ITEMS.index(GRANTED)
    short[at] = [ROWS[at - 1][0], "1", "2", "3", "4", "5", "6", "7"]
    assert said(read(table(short)), GRANTED) == ["?"] * 7
    assert said(read(table([[*HEAD[:-1], ""], *ROWS])), GRANTED) == cells_of(GRANTED)


def test_a_row_of_many_empty_cells_is_not_remembered() -> None:
    scanner = Scanner(grammar.scanner().vocabulary)
    wide = Table(tuple(Cell("重复申请" if column == 1 else "", row, column) for row in range(1, 4) for column in range(1, 3000)))
    page_lines(Page((wide,)), scanner)
    assert scanner.rows == {}


def test_a_row_with_a_number_too_many_is_said_though_titles_stand_over_it() -> None:
    result = read(table([HEAD, *([*row, "7"] if row[0] == official.label_of(GRANTED) else row for row in ROWS)]))
    assert said(result, GRANTED) == ["?"] * 7
    assert finding(result, "GK302").entries == tuple(f"{GRANTED}.{column}" for column in COLUMNS)
    assert said(result, CARRIED) == cells_of(CARRIED)


def test_a_row_that_lacks_a_place_is_said_where_only_other_rows_have_titles() -> None:
    """The titles stand over the second table alone."""
    first = [row[:-1] if row[0] == official.label_of(CARRIED) else row for row in ROWS[:4]]
    result = read(table(first), table([HEAD, *ROWS[4:]]))
    assert said(result, CARRIED) == ["?"] * 7
    assert f"{CARRIED}.total" in [key for one in result.diagnostics if one.code == "GK303" for key in one.entries]
    assert said(result, ITEMS[-1]) == cells_of(ITEMS[-1])
