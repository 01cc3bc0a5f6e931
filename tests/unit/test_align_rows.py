"""Rows by themselves, drawn place by place; test_align.py has them on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from gongkai import grammar
from gongkai.align import align
from gongkai.cells import BLANK, MISSING, Place, Reading, Status, Unplaced
from gongkai.form import ROW, Word
from gongkai.found import GRID, LIST, LOOSE, PAGE, Found, Style, Verdict, unplaced
from gongkai.values import read_value
from tests.unit.reading import MARKS

GRANTED, PARTLY, REFUSED = "requests.outcomes.granted", "requests.outcomes.partly_granted", "requests.outcomes.refused.state_secret"
RULES, DOCUMENTS, LICENSING = "proactive.rules", "proactive.normative_documents", "proactive.licensing"
FEES, PROCUREMENT = "proactive.fees", "proactive.procurement"
"""Of the form of 2019: three cells each, and two each."""


def reading(text: str) -> Reading:
    found = read_value(text)
    assert found is not None
    return found


def row(cells: str, item: str = GRANTED, style: Style = GRID, *, lead: int = 1, head: int | None = None) -> Found:
    """A row in whose places, one a character, stand a number of one digit, or nothing, which is a dot; in a page, each where it stands."""
    line = next(one for one in grammar.form("annual_2019").rows if one.path == item)
    found = Found(Word(line.label or "", ROW, line.terminal or "", line.section, line), 0, 0, style, lead)
    found.head = head
    if style in (PAGE, LOOSE):
        places = ((match[0], *match.span()) for match in re.finditer(r"[^ ]+", cells))
        found.cells = [Place(reading(text), start, end, start, end) for text, start, end in places]
    else:
        found.cells = [Place(BLANK if cell == "." else reading(cell), at, at + 1, lead + at) for at, cell in enumerate(cells)]
    return found


class _NoFollowers(dict[str, frozenset[str]]):
    """Of rows by themselves none is known to follow another."""

    def __missing__(self, path: str) -> frozenset[str]:
        return frozenset()


def aligned(*rows: Found, followers: Mapping[str, frozenset[str]] = _NoFollowers()) -> list[str]:
    """What the rows of one table say, written as in ``row``; ``?`` for unsettled, ``_`` for missing."""
    align(rows, followers)
    return ["".join(_marks(found)) for found in rows]


def _marks(found: Found) -> Iterator[str]:
    assert found.settled is not None
    for place in found.settled:
        yield "." if place.reading is BLANK else MARKS[place.reading.status.value] if place.reading.value is None else str(place.reading.value)


def may_be_blank(*rows: Found) -> bool:
    """Whether the last of these rows, which is not settled, may have blank cells."""
    align(rows, _NoFollowers())
    assert rows[-1].settled is not None
    known = rows[-1].settled[1].reading.unplaced
    assert known is not None
    return known.blanks


def own_numbers(*rows: Found) -> str:
    """The numbers that the last of these rows, which is not settled, has for certain."""
    align(rows, _NoFollowers())
    assert rows[-1].settled is not None
    known = rows[-1].settled[1].reading.unplaced
    assert known is not None
    return "".join(one.raw or "" for one in known.readings)


UNSETTLED = "?" * 7
by_place = pytest.mark.parametrize("style", [GRID, LIST])


@by_place
def test_an_empty_row_that_takes_up_less_places_than_all_others_is_missing(style: Style) -> None:
    wide, narrow = "." * 9, "." * 7
    assert aligned(*(row(cells, style=style) for cells in (wide, narrow, wide, wide))) == [narrow, "_" * 7, narrow, narrow]
    assert aligned(*(row(cells, style=style) for cells in (wide, narrow, wide, narrow, wide))) == [narrow] * 5
    assert aligned(row(narrow, style=style), row("1234567..", style=style)) == [narrow, "1234567"]
    assert aligned(row("1234567..", style=style), row(narrow, style=style)) == ["1234567", narrow]
    assert aligned(row("1234567..", style=style), row(f"{narrow}.", style=style)) == ["1234567", "_" * 7]


def test_a_missing_cell_has_no_place_on_the_page_and_a_doubtful_one_that_of_its_label() -> None:
    missing, doubtful = row(""), row("")
    missing.start, missing.end = doubtful.start, doubtful.end = 5, 8
    doubtful.doubtful = True
    align([missing, doubtful], _NoFollowers())
    assert missing.settled == (Place(MISSING, -1, -1),) * 7
    assert doubtful.settled is not None
    assert {(place.start, place.end) for place in doubtful.settled} == {(5, 8)}


def test_cells_that_are_not_placed_keep_what_is_printed() -> None:
    cells = row("12").cells
    assert {place.reading.unplaced for place in unplaced(cells, 3)} == {Unplaced((cells[0].reading, cells[1].reading), blanks=False)}
    assert [place.reading.raw for place in unplaced(cells, 3)] == ["1 2"] * 3


def test_rows_begin_where_rows_of_other_lengths_do() -> None:
    short = ("..7.", FEES), ("..8.", PROCUREMENT)
    assert aligned(row("..123", RULES), row("..456", DOCUMENTS), *(row(*one) for one in short)) == ["123", "456", "7.", "8."]
    assert aligned(row("..123", RULES), row(".456", DOCUMENTS), *(row(*one) for one in short))[2:] == ["??", "??"]
    assert aligned(row(".....123", RULES), *(row(*one) for one in short))[1:] == ["??", "??"]
    assert aligned(*(row(*one) for one in short)) == ["??", "??"]


def test_where_no_row_is_full_a_row_printed_at_both_ends_is_as_long_as_it_looks() -> None:
    assert aligned(row("1.....7"), row("2.....8"), row("...3......")) == ["1.....7", "2.....8", UNSETTLED]
    assert aligned(row("1......"), row(".....78"), row("...3......")) == [UNSETTLED] * 3
    assert aligned(row("1......"), row(".....78")) == ["1......", ".....78"]  # no row has a merged place


def test_where_no_row_is_full_a_row_with_more_fields_than_its_head_is_not_settled() -> None:
    rows = [row("1.....7"), row("2.....8"), row("...3......")]
    rows[0].lacks = -1
    assert aligned(*rows) == [UNSETTLED, "2.....8", UNSETTLED]


@pytest.mark.parametrize("style", [GRID, LIST])
def test_a_row_that_has_no_neighbour_of_its_length_is_not_settled(style: Style) -> None:
    assert aligned(row("1.....7", style=style)) == [UNSETTLED]
    assert aligned(row("123", RULES, style), row("7.", FEES, style)) == ["123", "??"]
    assert aligned(row("..1234567", style=style), row("..3.......", style=style), row("..4.......", style=style))[1:] == [UNSETTLED] * 2


def test_two_rows_of_five_that_take_up_as_many_places_have_lost_none_and_two_of_six_may_have() -> None:
    rows = "1234567.", "3.......", "1234567", "1234567..", "1234567...", "1234567...."
    assert aligned(*map(row, rows[:5]))[1] == "3......"
    assert aligned(*map(row, rows))[1] == UNSETTLED


def test_in_a_list_two_rows_of_five_may_have_no_place_but_those_of_their_cells() -> None:
    rows = ("1234567", 1), ("3.....7", 3), ("1234567.", 1), ("1234567...", 1), ("1234567....", 1), ("1234567.....", 1)
    assert aligned(*(row(cells, style=LIST, lead=lead) for cells, lead in rows[:5]))[1] == "3.....7"
    assert aligned(*(row(cells, style=LIST, lead=lead) for cells, lead in rows))[1] == UNSETTLED


@by_place
def test_the_one_full_row_that_takes_up_more_places_than_three_others_is_doubted(style: Style) -> None:
    full, long = "1234567", "1234567."
    assert aligned(*(row(cells, style=style) for cells in (full, long, full))) == [full, UNSETTLED, full]
    assert aligned(*(row(cells, style=style) for cells in (full, long))) == [full, full]
    assert aligned(*(row(cells, style=style) for cells in (full, long, full, long))) == [full] * 4
    assert aligned(*(row(cells, style=style) for cells in (long, full, long))) == [full] * 3


def test_in_a_list_the_one_row_with_more_empty_cells_before_it_is_doubted() -> None:
    rows = ".1234567", "1234567.", "1234567."
    assert aligned(*(row(cells, style=LIST) for cells in rows))[0] == UNSETTLED
    assert aligned(*(row(cells) for cells in rows))[0] == "1234567"
    counted = [row(cells, style=LIST) for cells in rows]
    for one in counted:
        one.width = 9  # fields of one line
    assert aligned(*counted)[0] == "1234567"


def test_a_row_is_not_longer_by_the_label_of_its_group() -> None:
    assert aligned(row("1234567."), row("1234567."), row("1234567.", lead=2)) == ["1234567"] * 3


def test_a_row_is_doubted_if_what_stands_behind_it_may_not_follow_it_and_lines_may_be_lost() -> None:
    followers = {GRANTED: frozenset({PARTLY}), PARTLY: frozenset({REFUSED}), REFUSED: frozenset[str]()}

    def rows(*items: str, whole: bool = False) -> list[str]:
        made = [row("1 2 3 4 5 6 7", item, LOOSE) for item in items]
        made[0].whole = whole
        return ["sure" if said == "1234567" else said for said in aligned(*made, followers=followers)]

    assert rows(GRANTED, PARTLY, REFUSED) == ["sure"] * 3
    assert rows(GRANTED, REFUSED) == [UNSETTLED, "sure"]
    assert rows(GRANTED, REFUSED, whole=True) == ["sure", "sure"]
    assert rows(GRANTED, PARTLY, GRANTED, REFUSED, whole=True) == ["sure", UNSETTLED, UNSETTLED, "sure"]
    assert rows(GRANTED) == [UNSETTLED]


def test_in_a_grid_a_row_begins_in_the_field_in_which_the_others_do() -> None:
    full = row("..1234567"), row(".1234567", lead=2)
    assert aligned(*full, row("..3......")) == ["1234567", "1234567", "3......"]
    assert aligned(row("..1234567"), row(".3......", lead=2), row("..4......")) == ["1234567", "3......", "4......"]


def test_in_a_list_a_row_begins_behind_as_many_empty_cells_as_the_others() -> None:
    assert aligned(row("..1234567", style=LIST), row("..3......", style=LIST)) == ["1234567", "3......"]
    assert aligned(row("..1234567", style=LIST), row(".3......", style=LIST, lead=2), row("..4......", style=LIST))[1:] == [UNSETTLED, "4......"]
    several = [row(cells, style=LIST) for cells in ("..1234567", "..1234567.", "..3......", "..3.......")]
    assert aligned(*several)[2:] == ["3......", UNSETTLED]
    assert aligned(*(row(cells, style=LIST) for cells in ("..1234567.", "..1234567.", "..3.......")))[2] == "3......"


def test_where_rows_begin_in_two_places_a_row_is_settled_if_it_fits_in_one() -> None:
    full = "..1234567.", "...1234567"
    assert aligned(*map(row, full), row("...3......")) == ["1234567", "1234567", UNSETTLED]
    assert aligned(*map(row, full), row("...3.....7")) == ["1234567", "1234567", "3.....7"]
    assert aligned(row("..1234567."), row("..1234567", lead=2), row("...3.....7"))[2] == UNSETTLED


def test_a_row_whose_field_and_whose_empty_cells_do_not_agree_is_not_settled() -> None:
    assert aligned(row("..1234567"), row("..1234567."), row("..4......"), row("..3......", lead=2))[2:] == ["4......", UNSETTLED]


def test_no_row_begins_behind_its_first_number() -> None:
    assert aligned(row(".1234567"), row("3......."))[1] == UNSETTLED


def test_a_row_begins_under_the_head_if_it_has_as_many_places_from_there() -> None:
    assert aligned(row("...3.....", head=3)) == [".3....."]
    assert aligned(row("...3.....", head=4)) == [UNSETTLED]


def test_of_rows_without_a_total_none_has_lost_a_column() -> None:
    assert aligned(row("123", RULES), row("12", DOCUMENTS), row("11", LICENSING)) == ["123", "???", "???"]


def test_no_column_is_lost_from_one_row_alone_nor_behind_a_row_that_is_not_settled() -> None:
    assert aligned(row("1234567"), row("100009")) == ["1234567", UNSETTLED]
    assert aligned(row("1234567"), row("100009"), row("121419"))[1:] == ["1?????9"] * 2
    assert aligned(row("1234567"), row("1.234567"), row("100009"), row("121419"))[1:] == [UNSETTLED] * 3
    assert aligned(row("1234567"), row(""), row("100009"), row("121419"))[1:] == ["_" * 7, *["1?????9"] * 2]


def test_in_a_grid_without_other_places_a_row_is_not_longer_by_the_label_of_its_group() -> None:
    def table(last: str, *others: str) -> str:
        rows = [row(cells) for cells in ("1234567", "1.3.5.7", *others)]
        rows += [row("12345..", lead=2), row(last, lead=2)]
        for found in rows:
            found.width = found.lead + len(found.cells)
        return aligned(*rows)[-1]

    assert table("1...5.6") == "1...5.6"
    assert table("..3..56") == "..3..56"
    assert table("12345.", "1234567") == UNSETTLED
    assert table("1...5.6", "123456") == UNSETTLED  # a place is lost somewhere
    assert table("1...5.6", "1234567.") == UNSETTLED


def test_in_a_list_the_labels_of_groups_make_no_row_longer() -> None:
    rows = [row(cells, style=LIST, lead=lead) for lead, cells in ((1, "1234567"), (2, "1234567"), (3, "3.....7"))]
    assert aligned(*rows) == ["1234567", "1234567", "3.....7"]


def test_a_row_is_taken_for_moved_by_the_sum_of_its_numbers_alone_and_only_where_it_has_a_total() -> None:
    assert aligned(row("1234567"), row("200013."), row("200014."))[1:] == [UNSETTLED, "200014."]
    assert aligned(row("123", RULES), row("11.", DOCUMENTS)) == ["123", "11."]
    assert aligned(row("1234567"), row("2//013."), row("200014."))[1:] == [UNSETTLED, "200014."]


@by_place
def test_rows_without_a_total_are_taken_for_moved_if_the_last_number_of_each_may_be_it(style: Style) -> None:
    """A column was lost, and each row made good by an empty cell behind: 3 of 1 1 . . . 3 is the total, whatever the lost one was."""
    full = row("1234567", style=style)
    assert aligned(full, row("110003.", style=style))[1:] == ["110003."]
    assert aligned(full, row("110003.", style=style), row("210009.", style=style), row("//////.", style=style))[1:] == [UNSETTLED] * 3
    assert aligned(full, row("110003.", style=style), row("210001.", style=style))[1:] == ["110003.", "210001."]


@pytest.mark.parametrize("cells", [".123456", "123456."])
def test_a_row_with_an_empty_place_at_an_end_is_doubted_behind_rows_that_lack_one(cells: str) -> None:
    full = ["1234567", "1234567"]
    assert aligned(*map(row, full), row(cells))[-1] == cells
    assert aligned(*map(row, full), row("123456"), row(cells))[-1] == cells
    assert aligned(*map(row, full), row("123456"), row("123456"), row(cells))[-1] == UNSETTLED
    assert aligned(*map(row, full), row(cells), row("123456"), row("123456"))[2] == cells


@pytest.mark.parametrize(
    ("full", "cells", "blank"),
    [
        ([], "123456", False),
        ([], ".123456", True),
        ([], "123456.", True),
        ([], "123.456", True),
        (["1234567"], ".12345", True),
        (["1234567"], "12345.", True),
        (["..1234567", "1234567"], "..123456", False),
        (["..1234567", "1234567"], "...12345", True),
        (["1234567..", "1234567"], "123456..", False),
    ],
)
@by_place
def test_an_empty_place_that_no_settled_row_has_may_be_a_blank_cell(style: Style, full: list[str], cells: str, blank: bool) -> None:
    rows = [row(one, style=style, lead=0) for one in full]
    assert may_be_blank(*rows, row(cells, style=style, lead=0)) is blank


def test_where_the_layout_shows_no_places_any_cell_may_be_blank() -> None:
    assert may_be_blank(row("1 2 3 4 5 6 7", style=LOOSE), row("1 2 3 4 5 6", style=LOOSE))


def test_in_a_grid_the_places_before_a_row_are_counted_from_the_edge() -> None:
    assert not may_be_blank(row(".1234567", lead=2), row("..123456"))
    assert may_be_blank(row(".1234567", lead=2, style=LIST), row("..123456", style=LIST))


@pytest.mark.parametrize("style", [GRID, LIST])
def test_between_the_first_and_the_last_cell_of_a_row_that_lost_a_column_no_cell_is_blank(style: Style) -> None:
    assert not may_be_blank(row("1000001", style=style), row("100012", style=style), row("100001", style=style))
    assert may_be_blank(row("1000001.", style=style), row("100012", style=style), row("1000.01", style=style))


def test_of_a_row_that_lost_a_column_all_cells_between_the_first_and_the_last_are_kept() -> None:
    rows = [row(cells) for cells in ("1234567", "100009", "121419")]
    align(rows, _NoFollowers())
    assert rows[2].settled is not None
    assert [place.reading.raw for place in rows[2].settled] == ["1", *["2 1 4 1"] * 5, "9"]


def test_a_row_with_other_cells_behind_its_own_has_those_in_the_fields_of_its_titles() -> None:
    rows = [row(cells, RULES, head=head) for cells, head in (("12399", 1), ("9.2399", 2), ("12", 1), ("123", None), ("", None))]
    for one in rows:
        one.exact = True
    verdicts = {rows.index(found): verdict for found, verdict in align(rows, _NoFollowers())}
    assert aligned(*rows) == ["123", ".23", "???", "???", "___"]
    assert verdicts == {2: Verdict.SHIFTED, 3: Verdict.MISHEADED, 4: Verdict.MISSING}


@pytest.mark.parametrize("raw", ["-", "—"])
def test_a_page_number_behind_a_row_is_passed_over(raw: str) -> None:
    assert aligned(row(f"1 2 3 4 5 6 7 {raw} 4 {raw}", style=LOOSE)) == ["1234567"]
    assert aligned(row(f"{raw} 4 {raw} 1 2 3 4 5 6 7", style=LOOSE)) == ["1234567"]
    assert aligned(row(f"1 2 3 4 5 6 7 {raw} 4 5", style=LOOSE)) == [UNSETTLED]


@pytest.mark.parametrize(
    "cells",
    ["- 2 — 4 — 3 4 5 6 7", "1 2 3 4 — 6 - 4 - 7", "1 2 3 - 4 — 4 5 6 7", "- 4 - 4 - 1 2 3 4 5", "1 - 2 - 5 10 / 20 6 7", "1 2 - 4465 - 5 6 7 8 9"],
)
def test_where_a_dash_may_be_a_cell_that_does_not_apply_no_page_number_is_passed_over(cells: str) -> None:
    assert aligned(row(cells, style=LOOSE)) == [UNSETTLED]


def test_where_the_rows_of_a_list_begin_behind_merged_places_is_told_by_those_whose_labels_stand_as_deep() -> None:
    # Behind 一、 two merged places come before the first cell; behind 1., which stands in a group's column, they are those of the row below it.
    top = row("..1234567", "requests.new", LIST)
    assert aligned(top, row("...3..3..", REFUSED, LIST)) == ["1234567", UNSETTLED]
    assert aligned(row("1234567..", "requests.new", LIST), row("...3..3..", REFUSED, LIST)) == ["1234567", "...3..3"]
    assert aligned(top, row("..3......", "requests.carried_in", LIST)) == ["1234567", "3......"]


def test_a_text_behind_a_row_in_a_list_is_not_counted_as_its_last_cell() -> None:
    # It may be the line below the table, and a cell of the row's lost.
    rows = [row("1234567", item, LIST) for item in (GRANTED, PARTLY, REFUSED)]
    rows[-1].cells[-1] = rows[-1].cells[-1]._replace(reading=Reading(None, Status.UNSETTLED, None, "办件一览"))
    rows[-1].strange = True
    assert aligned(*rows) == ["1234567", "1234567", UNSETTLED]


# ---------------------------------------------------------------- positions


def on_page(*lines: str, right: int = 0) -> str:
    """What the last of these lines of three numbers says."""
    rows = [row(line, item, PAGE) for line, item in zip(lines, (RULES, DOCUMENTS, LICENSING), strict=False)]
    rows[-1].right = right
    return aligned(*rows)[-1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("    2", ".2."),  # on the left
        ("           2", ".2."),  # on the right
        ("       22", ".[22]."),  # in the middle, and about it
        ("       2", ".2."),
        ("        2", ".2."),
        ("      2", "???"),
        ("      22", "???"),
        ("        22", "???"),
        ("         2", "???"),
        ("    2      2", "???"),
        ("            2", "???"),
        ("   2", "???"),
        ("    00", "???"),  # no number
    ],
)
def test_a_cell_is_in_a_column_if_it_is_in_line_with_its_cells(line: str, said: str) -> None:
    assert on_page("1   20000000  3", line) == said.replace("[22]", "22")


def test_a_row_whose_cells_two_spaces_set_apart_shows_no_empty_ones() -> None:
    full = "          3  1  1"
    assert on_page(full, "          3   ", right=8) == UNSETTLED[:3]
    assert on_page(full, "         33  1", right=7) == UNSETTLED[:3]
    assert on_page(full, "          3     1", right=8) == "3.1"
    assert on_page(full, "          3  1", right=4) == "31."


def test_a_row_that_stands_in_the_columns_is_doubted_where_more_rows_stand_beside_them() -> None:
    items = [f"proactive.{name}" for name in ("rules", "licensing", "penalties", "compulsion")]

    def page(*lines: str) -> list[str]:
        return aligned(*(row(line, item, PAGE) for line, item in zip(["1     2     3", *lines], items, strict=False)))[1:]

    assert page("      2", "   2") == [".2.", "???"]
    assert page("      2", "   2", "         2") == ["???"] * 3
    assert page("      2", "   2", "            2") == [".2.", "???", "..2"]


def test_a_cell_that_ends_where_the_next_column_begins_is_not_over_it() -> None:
    full = "1   2222  3", "1   22  33"
    assert on_page(*full, "    2222") == ".2222."
    assert on_page(*full, "        33") == "..33"


def test_a_label_that_reaches_into_the_columns_may_have_moved_the_cells() -> None:
    assert on_page("  1  2  3", "     2", right=2) == ".2."
    assert on_page("  1  2  3", "     2", right=3) == "???"


def test_a_blank_cell_between_columns_of_spaces_has_no_place_on_the_page() -> None:
    rows = [row("1  2  3", RULES, PAGE), row("   2  3", DOCUMENTS, PAGE)]
    align(rows, _NoFollowers())
    assert rows[1].settled is not None
    assert rows[1].settled[0] == Place(BLANK, -1, -1)


def test_a_row_that_takes_up_more_places_than_the_others_may_have_a_number_cut_in_two() -> None:
    full = row("..1234567"), row("..7654321")
    assert own_numbers(*full, row("..1.34.6")) == "1346"
    assert own_numbers(*full, row("..1.34.67.")) == ""
    assert own_numbers(full[0], row("1.34.6", lead=5)) == "1346"
    assert own_numbers(row("1234567", lead=3), row("7654321", lead=3), row("1.34.67.", lead=2)) == ""
    assert own_numbers(*full, row("1.34.6", lead=5)) == ""


def test_where_rows_have_a_length_in_common_the_place_of_the_head_alone_settles_none_of_another() -> None:
    rows = "1.....", "2.....", "3......"
    assert aligned(*(row(cells, head=1) for cells in rows))[2] == UNSETTLED
    assert aligned(row(rows[0], head=1), row(rows[2], head=1))[1] == rows[2]


def test_a_row_of_a_table_of_cells_takes_up_as_many_places_as_most_of_its_rows() -> None:
    rows = [row(cells) for cells in ("1234567.", "2345678.", "3......", "4......", "5.......")]
    for found in rows[2:]:
        found.table = 2
    assert aligned(*rows)[4] == UNSETTLED
    rows = [row(cells) for cells in ("1234567.", "2345678.", "3.......")]
    assert aligned(*rows)[2] == "3......"
