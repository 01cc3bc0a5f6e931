"""Rows on one line, with the sign between cells between rows, too."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from tests.unit import official
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, said

GRANTED, PARTLY, STATE_SECRET = "requests.outcomes.granted", "requests.outcomes.partly_granted", "requests.outcomes.refused.state_secret"
NOT_HELD, NEEDS_CREATION = "requests.outcomes.unavailable.not_held", "requests.outcomes.unavailable.needs_creation"
UNDIVIDED = "requests.outcomes.other.undivided"
STILL_UNCLEAR = "requests.outcomes.unavailable.still_unclear"
ENDS = [("|", ""), ("|", "|"), (" | ", "|"), (" | ", "| |"), ("|", "||"), ("\t", ""), ("\t", "\t"), ("\t", "\t\t\t")]
"""What stands between cells, and what more behind the last of a row."""

each_end = pytest.mark.parametrize(("sign", "end"), ENDS)


def read(changed: Mapping[str, Sequence[str]], sign: str, end: str, *, merged: bool = False) -> gongkai.Result:
    """Table 3 on one line; ``merged``: with the places over which labels reach, those of a group over the first of two columns."""
    rows = []
    for row in SHEET:
        single = row.item.count(".") < 3
        labels = [row.label, ""] if single and merged else [row.label] if single or not merged else [official.GROUPS.get(row.item, ""), row.label]
        rows.append([*labels, *changed.get(row.item, cells_of(row.item))])
    return gongkai.parse(f"{HEADING}\n{sign.join(sign.join(row) + end for row in rows)}\n")


def all_as_printed(result: gongkai.Result, changed: Mapping[str, Sequence[str]]) -> None:
    for item in ITEMS:
        assert said(result, item) == list(changed.get(item, cells_of(item))), item
    assert codes(result) == []


@pytest.mark.parametrize("sign", ["|", " | ", "\t"])
@pytest.mark.parametrize("cells", [["3", "", "", "", "", "", "3"], ["3", "", "", "", "", "", ""]])
@pytest.mark.parametrize("item", [PARTLY, STATE_SECRET, NOT_HELD])
def test_empty_cells_of_a_row_on_one_line_are_blank(sign: str, cells: list[str], item: str) -> None:
    all_as_printed(read({item: cells}, sign, ""), {item: cells})


def in_three_fields(cells: Mapping[str, Sequence[str]], sign: str, end: str) -> gongkai.Result:
    """Table 3 on one line, each label in the field that it has on the sheet, with the places over which it reaches."""
    rows = []
    for item, own in cells.items():
        label, group = official.label_of(item) if item != UNDIVIDED else "（六）其他处理", official.GROUPS.get(item, "")
        if item.count(".") < 2:
            rows.append([label, "", "", *own])
        elif item.count(".") < 3 or item == UNDIVIDED:
            rows.append([group, label, "", *own])
        else:
            rows.append(["", group, label, *own])
    return gongkai.parse(f"{HEADING}\n{sign.join(sign.join(row) + end for row in rows)}\n")


def items_of(*, undivided: bool) -> list[str]:
    """The rows of table 3; ``undivided``: （六）其他处理 as one of them."""
    items = [item for item in ITEMS if not (undivided and item.startswith("requests.outcomes.other."))]
    return [*items[:-2], UNDIVIDED, *items[-2:]] if undivided else items


def numbers_of(items: Sequence[str]) -> dict[str, list[str]]:
    return {item: [str(7 * at + cell + 1) for cell in range(7)] for at, item in enumerate(items)}


@each_end
@pytest.mark.parametrize("undivided", [False, True])
@given(data=st.data())
def test_empty_cells_among_merged_places_are_blank_or_doubtful(sign: str, end: str, data: st.DataObject, *, undivided: bool) -> None:
    cells = numbers_of(items_of(undivided=undivided))
    for item, own in cells.items():
        shown = data.draw(st.one_of(st.just([True] * 7), st.lists(st.booleans(), min_size=7, max_size=7)))
        cells[item] = [cell if is_shown else "" for cell, is_shown in zip(own, shown, strict=True)]
    result = in_three_fields(cells, sign, end)
    for item, own in cells.items():
        assert all(cell in ("?", "_", printed) for cell, printed in zip(said(result, item), own, strict=True)), (item, own, said(result, item))


@each_end
@pytest.mark.parametrize("undivided", [False, True])
@pytest.mark.parametrize("empty", [{0}, {6}, {0, 6}, {0, 1, 2, 4, 5, 6}, set(range(7))])
def test_where_rows_of_its_kind_have_all_numbers_an_empty_cell_among_merged_places_is_blank(
    sign: str, end: str, empty: set[int], *, undivided: bool
) -> None:
    items = items_of(undivided=undivided)
    cells = numbers_of(items)
    for item in (GRANTED, STATE_SECRET, NOT_HELD):
        cells[item] = ["" if at in empty else cell for at, cell in enumerate(cells[item])]
    result = in_three_fields(cells, sign, end)
    assert {item: said(result, item) for item in items} == cells


@each_end
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("lost", [1, 3, 5])
@pytest.mark.parametrize("full", [1, 2, 5, 20, 22])
def test_a_row_on_one_line_that_lost_a_cell_is_not_made_whole_by_the_sign_that_ends_it(
    sign: str, end: str, lost: int, full: int, *, merged: bool
) -> None:
    """The first rows have all cells, the others have lost one."""
    changed = {item: cells_of(item)[:lost] + cells_of(item)[lost + 1 :] for item in ITEMS[full:]}
    result = read(changed, sign, end, merged=merged)
    for item in ITEMS[full:]:
        assert all(cell in ("?", printed) for cell, printed in zip(said(result, item), cells_of(item), strict=True)), item
    assert codes(result)
    assert said(result, ITEMS[0]) == cells_of(ITEMS[0])


@pytest.mark.parametrize("sign", ["|", " | ", "\t"])
@pytest.mark.parametrize("lost", range(1, 7))
def test_one_full_row_of_the_line_shows_that_an_empty_cell_ends_the_others(sign: str, lost: int) -> None:
    rows = [[official.label_of(item), *cells_of(item)] for item in (NOT_HELD, NEEDS_CREATION, STILL_UNCLEAR)]
    del rows[1][lost], rows[2][lost]
    result = gongkai.parse(f"{sign.join([*rows[0], '', *rows[1], '', '（五）不予处理', *rows[2], '', 'x'])}\n")
    assert said(result, NOT_HELD) == cells_of(NOT_HELD)
    for item in (NEEDS_CREATION, STILL_UNCLEAR):
        assert "" not in said(result, item)
        assert {"GK303", "GK310"} & set(codes(result))


@pytest.mark.parametrize("lost", range(1, 7))
def test_a_full_row_of_another_table_of_the_line_shows_it_too(lost: int) -> None:
    row = [official.label_of(GRANTED), *cells_of(GRANTED)]
    del row[lost]
    last = [official.label_of(PARTLY), *cells_of(PARTLY)]
    result = gongkai.parse(" | ".join(["规章", "1", "2", "3", "", *row, "", *last]) + "\n")
    assert said(result, GRANTED) == ["?"] * 7


def as_tuples(rows: Sequence[Sequence[str]]) -> str:
    return repr([tuple(row) for row in rows])


@pytest.mark.parametrize("write", [repr, as_tuples, lambda rows: json.dumps(rows, ensure_ascii=False, separators=(",", ":"))])
def test_lists_of_lists_on_one_line_are_read_and_rows_that_lost_a_cell_are_doubted(write: Callable[[Sequence[Sequence[str]]], str]) -> None:
    rows = [["", "", official.label_of(item), *cells_of(item)] for item in ITEMS]
    all_as_printed(gongkai.parse(f"{HEADING}\n{write(rows)}\n"), {})
    short = gongkai.parse(f"{HEADING}\n{write([row[:4] + row[5:] for row in rows])}\n")
    assert not {"", "1", "2"} & {cell for item in ITEMS for cell in said(short, item)[1:3]}
    assert "GK303" in codes(short)


@pytest.mark.parametrize("stroke", [" / ", " ／ "])
def test_strokes_between_all_cells_of_a_line_are_no_cells(stroke: str) -> None:
    rows = {item: cells_of(item) for item in ITEMS}
    all_as_printed(gongkai.parse(HEADING + stroke + stroke.join(stroke.join([official.label_of(item), *rows[item]]) for item in ITEMS) + "\n"), {})
    rows[GRANTED], rows[PARTLY] = ["56", "7", "8"], ["1", "", "2"]
    result = gongkai.parse(HEADING + stroke + stroke.join(stroke.join([official.label_of(item), *rows[item]]) for item in ITEMS) + "\n")
    assert said(result, GRANTED) == said(result, PARTLY) == ["?"] * 7
    assert "GK301" in codes(result)


@pytest.mark.parametrize(("wide", "least"), [(40, 1), (60, 11), (80, 14), (132, 19)])
def test_strokes_between_all_cells_are_none_where_the_line_is_wrapped(wide: int, least: int) -> None:
    rows = {item: cells_of(item) for item in ITEMS}
    rows[GRANTED], rows[PARTLY] = ["1", "/", "2", "3", "4", "5", "15"], ["0", "194", "0", "7", "8", "9", "218"]
    line = HEADING + " / " + " / ".join(" / ".join([official.label_of(item), *rows[item]]) for item in ITEMS)
    result = gongkai.parse("\n".join(textwrap.wrap(line, wide, break_on_hyphens=False)) + "\n")
    for item, own in rows.items():
        assert all(cell in ("?", "_", printed) for cell, printed in zip(said(result, item), own, strict=True)), item
    assert sum(said(result, item) == own for item, own in rows.items()) >= least
    assert codes(result)


def test_strokes_beside_numbers_are_cells_where_others_have_none_between_them() -> None:
    strokes = ["/", "56", "/", "7", "/", "8", "/"]
    line = " ".join([HEADING, *(" ".join([official.label_of(item), *(strokes if item == GRANTED else cells_of(item))]) for item in ITEMS)])
    all_as_printed(gongkai.parse(f"{line}\n"), {GRANTED: strokes})
