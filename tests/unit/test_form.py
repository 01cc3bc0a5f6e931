from __future__ import annotations

import pytest
from lark import Lark

import gongkai
from gongkai.cells import fold
from gongkai.errors import FormError
from gongkai.form import Form, Group, Head, Role, describe, plain
from gongkai.lexer import START, symbols

SMALL = """
report: first second
first: _first_heading (TEXT | _head | apples | _pears_head | pears)*
!_first_heading: "一、水果情况" | "一、鲜果情况"
_head: "（单位：只）" "品种" _counts
apples: "苹果" _counts
_pears_head: "第（二）项" _prices
pears: "梨" _prices
second: _second_heading TEXT*
!_second_heading: "二、其他情况"
_counts: CELLS_2 | OLD NEW
_prices: CELLS_1 | AMOUNT
OLD: "旧数"
NEW: "新数"
AMOUNT: "金额（单位：万元）"
%declare TEXT CELLS_1 CELLS_2 CELLS_3
"""


def form(grammar: str) -> Form:
    lark = Lark(grammar, parser="lalr", lexer=gongkai.CellLexer, start=START, maybe_placeholders=False)
    return describe("fruit", START, symbols(lark.rules, lark.terminals))


def test_rule_names_are_keys_and_columns_are_terminals_in_small_letters() -> None:
    row, pears = form(SMALL).rows
    assert [str(key) for key in pears.entries] == ["first.pears.amount"]
    assert (row.path, row.label, row.section, row.size) == ("first.apples", "苹果", "first", 2)
    assert [str(key) for key in row.entries] == ["first.apples.old", "first.apples.new"]
    assert [key.label for key in row.entries] == ["苹果", "苹果"]


def test_the_sections_are_the_rules_of_the_sheet_with_a_heading() -> None:
    found = form(SMALL).sections
    assert [(section.number, section.path, section.heading) for section in found] == [(1, "first", "一、水果情况"), (2, "second", "二、其他情况")]
    assert found[1].parts == ()


def test_every_spelling_of_a_heading_is_learnt_and_the_first_is_the_official_one() -> None:
    found = form(SMALL)
    assert {word.section for key, word in found.words.items() if key in (fold("一、水果情况"), fold("一、鲜果情况"))} == {"first"}
    assert found.sections[0].heading == "一、水果情况"


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("一、水果情况", Role.SECTION),
        ("苹果", Role.ROW),
        ("品种", Role.MARKER),
        ("（单位：只）", Role.MARKER),
        ("旧数", Role.COLUMN),
        ("金额（单位：万元）", Role.COLUMN),
        ("第（二）项", Role.MARKER),
    ],
)
def test_every_label_has_its_role(printed: str, role: Role) -> None:
    assert form(SMALL).words[fold(printed)].role is role


def test_a_head_stands_where_the_sheet_prints_it() -> None:
    parts = form(SMALL).sections[0].parts
    assert [part.markers if isinstance(part, Head) else part.path for part in parts] == [
        ("（单位：只）", "品种"),
        "first.apples",
        ("第（二）项",),
        "first.pears",
    ]


@pytest.mark.parametrize("wrong", ["_counts: CELLS_3 | OLD NEW", "_counts: CELLS_1 | OLD NEW", "_counts: CELLS_2 | OLD", "_counts: CELLS_2"])
def test_a_grammar_that_names_another_number_of_columns_than_its_cells_is_refused(wrong: str) -> None:
    with pytest.raises(FormError, match="_counts"):
        form(
            SMALL.replace("_counts: CELLS_2 | OLD NEW", wrong).replace(
                "%declare TEXT CELLS_1 CELLS_2 CELLS_3", "%declare TEXT CELLS_1 CELLS_2 CELLS_3 OTHER"
            )
        )


def test_a_row_without_a_label_where_the_table_has_labels_is_refused() -> None:
    with pytest.raises(FormError, match=r"first\.apples"):
        form(SMALL.replace('apples: "苹果" _counts', "apples: _counts TEXT"))


def test_a_form_error_is_a_value_error() -> None:
    assert issubclass(FormError, ValueError)


GROUPED = SMALL.replace("| apples |", "| citrus |").replace(
    'apples: "苹果" _counts',
    'citrus: whole | "柑橘" (lemons | limes)*\nwhole: "柑橘" _counts\nlemons: "柠檬" _counts\nlimes: "青柠" _counts',
)  # fmt: skip


def test_a_row_that_stands_for_a_group_is_optional_and_its_group_is_known() -> None:
    found = form(GROUPED)
    assert [(row.path, row.optional) for row in found.rows[:-1]] == [
        ("first.citrus.whole", True),
        ("first.citrus.lemons", False),
        ("first.citrus.limes", False),
    ]
    ((row, group),) = found.alternatives
    assert (row.path, group.path) == ("first.citrus.whole", "first.citrus")
    assert [one.path for one in group.rows] == ["first.citrus.lemons", "first.citrus.limes"]


def test_a_row_knows_the_labels_that_open_the_rules_it_stands_in() -> None:
    found = {row.path: row for row in form(GROUPED).rows}
    texts = {word.terminal: word.text for word in form(GROUPED).words.values() if word.terminal}
    assert [texts[name] for name in found["first.citrus.lemons"].openers] == ["一、水果情况", "柑橘"]
    assert [texts[name] for name in found["first.citrus.whole"].openers] == ["一、水果情况"]


def test_a_group_stands_before_its_rows() -> None:
    parts = [part for part in form(GROUPED).sections[0].parts if not isinstance(part, Head)]
    paths = [part.path for part in parts]
    assert paths.index("first.citrus") < paths.index("first.citrus.lemons") < paths.index("first.citrus.limes")
    assert any(isinstance(part, Group) for part in parts)


def test_after_a_row_comes_the_next_one_or_what_may_be_left_out_before_it() -> None:
    followers = form(GROUPED).followers
    assert followers["first.citrus.lemons"] == {"first.citrus.limes"}
    assert followers["first.citrus.limes"] == {"first.pears"}
    assert followers["first.citrus.whole"] == {"first.pears"}  # the rows of its group are not on such a page
    assert followers["first.pears"] == frozenset()


def test_a_table_whose_row_has_no_label_takes_its_keys_from_the_head() -> None:
    found = form(
        """
        report: results
        results: _heading (TEXT | _row)*
        !_heading: "一、结果"
        _row: CELLS_4 | won lost
        won: "胜诉" _kinds
        lost: "败诉" _kinds
        _kinds: FIRST SECOND
        FIRST: "一审"
        SECOND: "二审"
        %declare TEXT CELLS_4
        """
    )
    (row,) = found.rows
    assert row.label is None
    assert [str(key) for key in row.entries] == ["results.won.first", "results.won.second", "results.lost.first", "results.lost.second"]
    assert [key.label for key in row.entries] == ["胜诉", "胜诉", "败诉", "败诉"]
    assert found.words[fold("胜诉")].role is Role.MARKER


@pytest.mark.parametrize(
    ("name", "own"), [("OTHER", "OTHER"), ("RESULT__OTHER", "OTHER"), ("annual_2021__annual_2019__rules", "rules"), ("_head", "_head"), ("a__b", "b")]
)
def test_a_names_own_part_is_what_stands_behind_its_last_double_underscore(name: str, own: str) -> None:
    assert plain(name) == own
