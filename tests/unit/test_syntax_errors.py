from __future__ import annotations

from collections.abc import Sequence

import pytest
from lark import Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser

from gongkai import grammar
from gongkai.cells import Place, Reading, Status
from gongkai.diagnostics import Diagnostic
from gongkai.form import Form
from gongkai.syntax_errors import Recovery, diagnostic, openers, shifts
from gongkai.tokens import Cells, Prose, Tokens
from tests.unit import official

FORM = "annual_2021"


def form() -> Form:
    return grammar.form(FORM)


def terminal(printed: str) -> str:
    """The terminal of a label."""
    return next(word.terminal for word in form().words.values() if word.text == printed)


def label(printed: str, at: int = 0) -> Token:
    return Token(terminal(printed), printed, at, end_pos=at + len(printed))


def cells(item: str, at: int = 0) -> Cells:
    row = next(row for row in form().rows if row.path == item)
    return Cells(row.cells, tuple(Place(Reading(number, Status.REPORTED, None, str(number)), at, at + 1) for number in range(row.size)))


def row(item: str, at: int = 0) -> list[Token]:
    return [label(official.label_of(item), at), cells(item, at)]


def read(made: Sequence[Token]) -> tuple[Tree[Token], Recovery]:
    recovery = Recovery(form())
    tree = grammar.parser(FORM).parse(Tokens(list(made), [], None), on_error=recovery)
    return tree, recovery


def found(recovery: Recovery) -> list[tuple[str, str, str]]:
    return [(one.code, one.details["found"], one.details["expected"]) for one in diagnostics(recovery)]


def diagnostics(recovery: Recovery) -> list[Diagnostic]:
    return [diagnostic(*note, form()) for note in recovery.notes]


def path_of(tree: Tree[Token], name: str) -> list[str]:
    """The rules that lead to the rule of that name."""
    for child in tree.children:
        if isinstance(child, Tree) and (child.data == name or (below := path_of(child, name))):
            return [str(child.data)] if child.data == name else [str(child.data), *below]
    return []


REQUESTS, OUTCOMES, REFUSED = official.HEADINGS["requests"], "三、本年度办理结果", "（三）不予公开"


def test_what_lacks_nothing_is_read_without_a_word() -> None:
    tree, recovery = read([label(REQUESTS), label(OUTCOMES), *row("requests.outcomes.granted")])
    assert path_of(tree, "granted") == ["requests", "outcomes", "granted"]
    assert diagnostics(recovery) == []


@pytest.mark.parametrize(
    ("before", "lacking"),
    [
        ([], [REQUESTS, OUTCOMES, REFUSED]),
        ([REQUESTS], [OUTCOMES, REFUSED]),
        ([REQUESTS, OUTCOMES], [REFUSED]),
        ([REQUESTS, OUTCOMES, "（四）无法提供"], [REFUSED]),
        ([official.HEADINGS["disputes"]], [REQUESTS, OUTCOMES, REFUSED]),
    ],
)
def test_the_labels_that_open_a_rows_rules_are_put_in_where_the_page_lacks_them(before: list[str], lacking: list[str]) -> None:
    secret = row("requests.outcomes.refused.state_secret", 100)
    tree, recovery = read([*map(label, before), *secret])
    assert path_of(tree, "state_secret") == ["requests", "outcomes", "refused", "state_secret"]
    assert found(recovery) == [("GK204", "1.属于国家秘密", " ".join(lacking))]
    (one,) = diagnostics(recovery)
    assert one.span is not None
    assert one.span.start == 100


def test_what_was_found_is_said_as_it_is_printed() -> None:
    printed = Token(terminal(REFUSED), "(三) 不予公開", 3, end_pos=11)
    _, recovery = read([printed])
    assert found(recovery) == [("GK204", "(三) 不予公開", f"{REQUESTS} {OUTCOMES}")]


def test_labels_are_put_in_for_the_first_of_several_rows_alone() -> None:
    tree, recovery = read([*row("requests.outcomes.refused.state_secret"), *row("requests.outcomes.refused.forbidden_by_law")])
    assert path_of(tree, "forbidden_by_law") == ["requests", "outcomes", "refused", "forbidden_by_law"]
    assert [one.code for one in diagnostics(recovery)] == ["GK204"]


def test_the_row_without_a_label_opens_its_section() -> None:
    tree, recovery = read([cells("disputes")])
    assert [str(child.data) for child in tree.children if isinstance(child, Tree)] == ["disputes"]
    assert [one[::2] for one in found(recovery)] == [("GK204", official.HEADINGS["disputes"])]


def test_a_group_label_opens_what_it_stands_in() -> None:
    tree, recovery = read([label(REFUSED)])
    assert path_of(tree, "refused") == ["requests", "outcomes", "refused"]
    assert found(recovery) == [("GK204", REFUSED, f"{REQUESTS} {OUTCOMES}")]


@pytest.mark.parametrize("impossible", ["title", "cells"])
def test_what_cannot_stand_is_passed_over_and_the_rest_is_read(impossible: str) -> None:
    strange = Prose(form().title_terminal, (("标题", 7, 9),)) if impossible == "title" else cells("requests.new", 7)
    tree, recovery = read([label(REQUESTS), *row("requests.new"), strange, *row("requests.carried_in")])
    assert path_of(tree, "new") == ["requests", "new"]
    assert path_of(tree, "carried_in") == ["requests", "carried_in"]
    assert [one.code for one in diagnostics(recovery)] == ["GK209"]
    (one,) = diagnostics(recovery)
    assert one.span is not None
    assert one.span.start == 7
    assert one.details["expected"]


def test_a_label_without_cells_is_passed_over_with_a_word() -> None:
    tree, recovery = read([label(REQUESTS), label(official.label_of("requests.new")), *row("requests.carried_in")])
    assert "GK209" in [one.code for one in diagnostics(recovery)]
    assert tree.data == "report"


def test_a_token_of_no_terminal_of_the_form_is_passed_over() -> None:
    tree, recovery = read([label(REQUESTS), Token("NOTHING", "？", 3, end_pos=4), *row("requests.new")])
    assert path_of(tree, "new") == ["requests", "new"]
    assert [(code, shown) for code, shown, _ in found(recovery)] == [("GK209", "？")]


def test_no_tokens_are_an_empty_report() -> None:
    tree, recovery = read([])
    assert tree == Tree("report", [])
    assert diagnostics(recovery) == []


def test_other_errors_are_not_its_business() -> None:
    assert Recovery(form())(UnexpectedInput()) is False


# ---------------------------------------------------------------- looking ahead


def state(*names: str) -> InteractiveParser:
    parser = grammar.parser(FORM).parse_interactive(Tokens([], [], None))
    for name in names:
        parser.feed_token(Token(name, ""))
    return parser


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        ([], [REQUESTS], True),
        ([], [REQUESTS, OUTCOMES, REFUSED], True),
        ([], [OUTCOMES], False),
        ([], [REFUSED], False),
        ([REQUESTS], [OUTCOMES], True),
        ([REQUESTS], [REFUSED], False),
        ([REQUESTS, OUTCOMES, REFUSED], ["1.属于国家秘密"], True),
        ([REQUESTS, OUTCOMES, REFUSED], ["（四）无法提供"], True),
        ([REQUESTS, OUTCOMES, REFUSED], ["1.本机关不掌握相关政府信息"], False),
        ([REQUESTS, OUTCOMES, REFUSED], ["（四）无法提供", "1.本机关不掌握相关政府信息"], True),
        ([REQUESTS, OUTCOMES, REFUSED], [official.HEADINGS["overview"]], True),
        ([REQUESTS, OUTCOMES], ["1.属于国家秘密"], False),
    ],
)
def test_a_parser_takes_what_it_is_said_to_take_and_looking_changes_nothing(before: list[str], after: list[str], possible: bool) -> None:
    parser = state(*map(terminal, before))
    stack = list(parser.parser_state.state_stack)
    values = list(parser.parser_state.value_stack)
    assert shifts(parser.parser_state, [terminal(text) for text in after]) is possible
    assert parser.parser_state.state_stack == stack
    assert parser.parser_state.value_stack == values
    assert takes(parser, after) is possible


def takes(parser: InteractiveParser, printed: Sequence[str]) -> bool:
    try:
        for text in printed:
            parser.feed_token(label(text))
    except UnexpectedToken:
        return False
    return True


def test_nothing_can_always_be_taken_and_what_is_no_terminal_never() -> None:
    parser = state()
    assert shifts(parser.parser_state, [])
    assert not shifts(parser.parser_state, ["NOTHING"])


@pytest.mark.parametrize("name", official.FORMS)
def test_every_row_of_a_form_can_be_reached_by_its_openers(name: str) -> None:
    described = grammar.form(name)
    chains = openers(described)
    for one in described.rows:
        first = one.terminal or one.cells
        parser = grammar.parser(name).parse_interactive(Tokens([], [], None))
        assert shifts(parser.parser_state, [*chains[first], first]), one.path
