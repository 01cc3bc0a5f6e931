"""Tables of AsciiDoc: a pipe begins each cell and ends the one before it, and the row below an empty line begins with a pipe of its own."""

from __future__ import annotations

import pytest

import gongkai
from tests.unit import official
from tests.unit.reading import HEADING, SHEET, cells_of, said

ITEMS = tuple(row.item for row in official.DISPUTES)
ITEM, LAST = "requests.outcomes.total", "requests.carried_out"
LABELS = {row.item: row.label for row in SHEET}
SPANS = [("3+^.^", "^.^"), ("h", ""), ("", "^.^"), ("", "")]
"""What stands before the pipe of a label, and before that of a number."""


def read(span: str, align: str, *rows: tuple[str, list[str]]) -> gongkai.Result:
    lines = [f"{span}|{LABELS[item]}\n" + "".join(f"{align}|{cell}\n" for cell in cells) for item, cells in rows]
    return gongkai.parse(f"{HEADING}\n|===\n" + "\n".join(lines) + "\n|===\n")


@pytest.mark.parametrize(("span", "align"), SPANS)
def test_the_fence_of_a_table_is_no_cell_of_its_last_row(span: str, align: str) -> None:
    short = ["3", "", "1", "2", "0", "9"]
    full = cells_of(ITEM)
    for cells in (short, [cell or "5" for cell in short]):
        result = read(span, align, (ITEM, full), (LAST, cells))
        assert said(result, ITEM) == full
        assert "" not in said(result, LAST)
        assert not result.ok


@pytest.mark.parametrize(("span", "align"), SPANS)
def test_the_pipe_behind_a_label_is_no_cell_of_its_row(span: str, align: str) -> None:
    cells = ["140", "191", "13", "15", "192", "43"]
    result = read(span, align, (ITEM, cells), (LAST, cells))
    assert "" not in said(result, ITEM) + said(result, LAST)
    assert not result.ok


@pytest.mark.parametrize(("span", "align"), SPANS)
def test_whole_rows_are_read(span: str, align: str) -> None:
    result = read(span, align, (ITEM, cells_of(ITEM)), (LAST, cells_of(LAST)))
    assert said(result, ITEM) == cells_of(ITEM)
    assert said(result, LAST) == cells_of(LAST)


@pytest.mark.parametrize("cells", ["| |0 |3 |0 | |0 |0 |0 |7 |0 |0 |0 | | |", "|1 |0 |3 |0 | |0 |0 |0 |7 |0 |0 |0 |5 |6 |"])
def test_where_rows_begin_with_spans_a_pipe_at_the_beginning_of_a_row_ends_no_cell(cells: str) -> None:
    titles = " ".join(f"|{title}" for title in official.RESULT_TITLES * 3)
    head = f"|行政许可 |3\n.2+|自然人 5+|法人或其他组织 .2+|总计\n{titles}"
    result = gongkai.parse(f"{head}\n{cells}\n|===\n")
    printed = [cell for item in ITEMS for cell in said(result, item)]
    assert printed in (cells.replace(" ", "")[1:].split("|"), ["?"] * 15)


def test_where_rows_begin_with_spans_a_whole_row_is_read() -> None:
    titles = " ".join(f"|{title}" for title in official.RESULT_TITLES * 3)
    cells = [str(number) for number in range(10, 25)]
    result = gongkai.parse(
        f"四、政府信息公开行政复议、行政诉讼情况\n|===\n.2+|自然人 5+|法人或其他组织\n{titles}\n{''.join(f'|{one} ' for one in cells)}\n|===\n"
    )
    assert [cell for item in ITEMS for cell in said(result, item)] == cells
