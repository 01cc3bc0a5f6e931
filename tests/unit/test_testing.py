from __future__ import annotations

import random
from functools import cache

import pytest
from attrs import evolve

import gongkai
from gongkai.cells import Place, Reading, Status
from gongkai.rendering import layouts, render, shows_blanks
from gongkai.testing import DAMAGES, LOSSLESS, LOSSY, printed
from tests.unit import official

TRIES = 12
LAYOUTS = frozenset(layouts())
BLANKS = frozenset(name for name in LAYOUTS if shows_blanks(name))
COLUMNS = frozenset({"columns", "layout_mode"})
CELL_A_LINE = frozenset({"blank_lines", "lines", "pipe_alone", "pipe_lines", "tab_lines"})
GROUPS_IN_PIECES = frozenset({"layout_mode", "reading_order"})

# The layouts in which a kind cannot happen, and leaves a page as it is.
CANNOT = {
    "full_width_brackets": LAYOUTS,  # no layout prints half-width ones
    "other_spaces": (CELL_A_LINE - {"pipe_lines"}) | {"tab_rows"},
    "column_lost": COLUMNS,
    "columns_swapped": {"markdown_rows"},
    "cells_lost": COLUMNS,
    "blank_cells_lost": LAYOUTS - BLANKS,
    "row_wrapped": CELL_A_LINE,
    "group_label_cut": GROUPS_IN_PIECES,
}

each_kind = pytest.mark.parametrize("kind", DAMAGES)


@cache
def page(form: str, layout: str) -> str:
    """A report of which each cell has a number of its own, with four digits or more."""
    empty = gongkai.parse("云山县水务局2023年政府信息公开工作年度报告\n" + "\n".join(headings(form))).report
    cells = tuple(Place(Reading(1000 + 7 * at, Status.REPORTED, None, str(1000 + 7 * at)), -1, -1) for at in range(len(empty.keys)))
    return render(evolve(empty, cells=cells), layout)


def headings(form: str) -> list[str]:
    sheet = gongkai.grammar.form(form)
    rows = [row.label for row in sheet.rows if row.label and not row.optional]
    return [*(section.heading for section in sheet.sections), sheet.sections[2].heading, *rows]


def happened(kind: str, text: str) -> set[str]:
    return {DAMAGES[kind](text, random.Random(seed)) for seed in range(TRIES)}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@each_kind
def test_a_kind_of_damage_happens_in_every_layout_but_those_in_which_it_cannot(kind: str, layout: str) -> None:
    for form in official.FORMS:
        text = page(form, layout)
        assert (happened(kind, text) == {text}) is (layout in CANNOT.get(kind, ()))


@each_kind
def test_a_kind_of_damage_happens_alike_where_chance_is_alike(kind: str) -> None:
    text = page("annual_2021", "pipe")
    assert DAMAGES[kind](text, random.Random(5)) == DAMAGES[kind](text, random.Random(5))


@pytest.mark.parametrize("text", ["", "\n", "办公室电话 12345", "三、收到和处理政府信息公开申请情况", "规章 0 0 0", "| |\n|\n", "\r\n\t3"])
@each_kind
def test_a_kind_of_damage_takes_any_text(kind: str, text: str) -> None:
    assert all(isinstance(after, str) for after in happened(kind, text))


def test_half_width_brackets_are_what_full_width_ones_are_made_of() -> None:
    text = page("annual_2021", "pipe").replace("（", "(").replace("）", ")")
    assert text not in happened("full_width_brackets", text)


def test_a_kind_of_damage_loses_something_or_does_not() -> None:
    assert {**LOSSLESS, **LOSSY} == DAMAGES
    assert not LOSSLESS.keys() & LOSSY.keys()


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_rows_whose_cells_were_marked_are_still_rows(layout: str) -> None:
    for form in official.FORMS:
        text = page(form, layout)
        marked = DAMAGES["asterisks"](text, random.Random(3))
        assert marked != text
        assert rows_of(marked) == rows_of(text)


def rows_of(text: str) -> list[tuple[list[str], list[str]]]:
    """What each row says: its label and its numbers."""
    return [([said(text, ink) for ink in [row.label] if ink is not None], [said(text, ink) for ink in row.values]) for row in printed.rows(text)]


def said(text: str, ink: printed.Ink) -> str:
    return text[ink.start : ink.end].strip("*")


def test_two_columns_change_places_under_their_own_titles_alone() -> None:
    """Where rows are lost, heads with other titles stand over as many columns: their rows keep their order."""
    text = "二、主动公开政府信息情况\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t1\t2\t3\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t4\t5\t6\n"
    swapped = happened("columns_swapped", text)
    assert len(swapped) > 2
    for one in swapped:
        changed = [at for at, (own, other) in enumerate(zip(text.splitlines(), one.splitlines(), strict=True)) if own != other]
        assert changed in ([1, 2], [3, 4])
