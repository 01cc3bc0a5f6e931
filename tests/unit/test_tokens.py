from __future__ import annotations

import copy
import pickle

import pytest

from gongkai import grammar
from gongkai.cells import BLANK, MISSING, UNSETTLED, Place, Reading, Status
from gongkai.tokens import Cells, Prose, Tokens, tokenize
from tests.unit import official

PLACES = (
    Place(Reading(3, Status.REPORTED, None, "３"), 10, 11),
    Place(BLANK, 12, 12),
    Place(Reading(None, Status.NOT_APPLICABLE, None, "—"), 13, 14),
    Place(UNSETTLED, 15, 20),
    Place(MISSING, -1, -1),
)
PARAGRAPHS = (("全年 工作", 5, 10), ("平稳。", 11, 14))


def tokens(text: str, form: str = "annual_2021") -> Tokens:
    scanner = grammar.scanner()
    raws, lines = scanner.scan(text)
    return tokenize(text, raws, lines, scanner.vocabulary, official.FORMS.index(form))


def test_a_row_is_one_token_that_says_what_its_cells_say() -> None:
    token = Cells("CELLS_5", PLACES)
    assert (token.type, str(token)) == ("CELLS_5", "3||/|?|_")
    assert token.places == PLACES


def test_rows_are_equal_when_they_say_the_same_wherever_they_stand() -> None:
    moved = tuple(place._replace(start=place.start + 100, end=place.end + 100) for place in PLACES)
    other = (PLACES[0]._replace(reading=Reading(4, Status.REPORTED, None, "4")), *PLACES[1:])
    assert Cells("CELLS_5", PLACES) == Cells("CELLS_5", moved)
    assert Cells("CELLS_5", PLACES) != Cells("CELLS_5", other)


def test_a_stretch_of_text_is_one_token_without_white_space() -> None:
    token = Prose("TEXT", PARAGRAPHS)
    assert (token.type, str(token)) == ("TEXT", "全年工作平稳。")
    assert (token.start_pos, token.end_pos) == (5, 14)
    assert token == Prose("TEXT", (("全年\n工作平稳。", 0, 9),))


@pytest.mark.parametrize("token", [Cells("CELLS_5", PLACES), Prose("TEXT", PARAGRAPHS)], ids=["cells", "prose"])
def test_a_token_keeps_what_it_carries_when_it_is_copied_or_pickled(token: Cells | Prose) -> None:
    for again in (copy.deepcopy(token), copy.copy(token), pickle.loads(pickle.dumps(token))):
        assert type(again) is type(token)
        assert again == token
        assert again.type == token.type
        assert (again.start_pos, again.end_pos) == (token.start_pos, token.end_pos)
        assert all(getattr(again, name) == getattr(token, name) for name in type(token).__slots__)


@pytest.mark.parametrize("form", official.FORMS)
def test_tokens_are_named_by_the_terminals_of_the_forms_grammar(form: str) -> None:
    made = list(tokens(official.page(form, official.numbered(form)), form))
    terminals = {symbol.name for rule in grammar.parser(form).rules for symbol in rule.expansion if symbol.is_term}
    assert len(made) > 2 * len(official.rows(form)) - 10
    assert {token.type for token in made} <= terminals


@pytest.mark.parametrize("form", official.FORMS)
def test_a_sheet_has_a_token_for_each_label_each_row_and_each_stretch_of_text(form: str) -> None:
    made = list(tokens(official.page(form, official.numbered(form)), form))
    rows = [token for token in made if isinstance(token, Cells)]
    assert [len(row.places) for row in rows] == [len(row.columns) for row in official.rows(form) if row.label] + [15]
    cells = official.numbered(form) | {"proactive.fees.amount": official.numbered(form).get("proactive.fees.amount", "") + "万元"}
    labelled = [[cells[key] for key in row.keys] for row in official.rows(form) if row.label]
    assert [str(row).split("|") for row in rows] == [*labelled, [cells[key] for row in official.DISPUTES for key in row.keys]]
    assert [str(text) for text in made if isinstance(text, Prose)] == [official.TITLE, "全年工作平稳。", "公开不够及时。", "没有其他事项。"]


def test_a_group_label_printed_in_the_middle_of_its_rows_comes_before_them() -> None:
    rows = ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]
    zeros = " | 0" * 7 + " |"
    made = tokens("\n".join([official.HEADINGS["requests"], rows[0] + zeros, "（四）无法提供", rows[1] + zeros, rows[2] + zeros]))
    labels = [str(token) for token in made if not isinstance(token, Cells)]
    assert labels == [official.HEADINGS["requests"], "（四）无法提供", *rows]


def test_a_group_label_printed_again_after_a_page_break_is_not_said_twice() -> None:
    rows = ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]
    zeros = " | 0" * 7 + " |"
    lines = [official.HEADINGS["requests"], "（四）无法提供", rows[0] + zeros, "（四）无法提供", rows[1] + zeros, rows[2] + zeros]
    once = [line for at, line in enumerate(lines) if at != 3]
    assert list(tokens("\n".join(lines))) == list(tokens("\n".join(once)))


def test_a_headings_token_is_what_is_printed_without_markup_and_white_space() -> None:
    made = list(tokens("## **五、存在的 主要问题及改进情况**\n\n公开不够及时。"))
    assert [str(token) for token in made] == ["五、存在的主要问题及改进情况", "公开不够及时。"]


@pytest.mark.parametrize("title", ["本年收费金额（单位：万元）", "本年收费金额（单位：元）"])
def test_an_amount_takes_the_unit_over_its_column(title: str) -> None:
    made = tokens(f"{official.HEADINGS['proactive']}\n信息内容 | {title} |\n行政事业性收费 | 3.25 |\n")
    (row,) = (token for token in made if isinstance(token, Cells))
    assert str(row) == "3.25" + ("万元" if "万" in title else "元")
