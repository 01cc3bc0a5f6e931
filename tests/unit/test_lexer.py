from __future__ import annotations

import pytest
from lark import Lark, Token

import gongkai
from gongkai import grammar
from gongkai.lexer import START, symbols
from gongkai.tokens import Cells, Tokens
from tests.unit import official

each_form = pytest.mark.parametrize("form", official.FORMS)


def lexed(form: str, text: str) -> list[Token]:
    """The tokens of a text, as the lexer of a form's own parser makes them."""
    parser = grammar.parser(form).parse_interactive(text)
    return list(parser.exhaust_lexer())


@each_form
def test_a_text_gives_the_tokens_of_the_forms_own_terminals(form: str) -> None:
    made = lexed(form, official.page(form, official.numbered(form)))
    terminals = {symbol.name for rule in grammar.parser(form).rules for symbol in rule.expansion if symbol.is_term}
    assert {token.type for token in made} <= terminals
    rows = [str(token) for token in made if isinstance(token, Cells)]
    assert len(rows) == sum(1 for row in official.rows(form) if row.label) + 1


@each_form
def test_a_text_and_the_tokens_made_of_it_beforehand_give_the_same_tree(form: str) -> None:
    page = official.page(form, official.numbered(form))
    assert grammar.parser(form).parse(page) == gongkai.parse(page).tree


@each_form
def test_tokens_made_beforehand_are_taken_as_they_are(form: str) -> None:
    made = lexed(form, official.page(form, official.numbered(form)))
    again = Tokens(made, [], None)
    assert list(grammar.parser(form).parse_interactive(again).exhaust_lexer()) == made


@pytest.mark.parametrize("text", ["", "\n\n", "|", "\t", "- 4 -", "|---|"])
def test_a_text_without_words_gives_no_tokens(text: str) -> None:
    assert lexed("annual_2021", text) == []


def test_the_lexer_does_not_raise_for_what_it_cannot_name() -> None:
    text = "第一行 ？？\n|%|\n1 2 3 4\n（三）不与公开 5\n\x00\ufffd\u2028"
    assert {token.type for token in lexed("annual_2021", text)} <= {"TEXT", "annual_2019__TEXT"}


@each_form
def test_a_token_stands_where_it_was_printed(form: str) -> None:
    page = official.page(form, official.numbered(form))
    for token in lexed(form, page):
        assert token.start_pos is not None
        assert token.end_pos is not None
        printed = page[token.start_pos : token.end_pos]
        if isinstance(token, Cells):
            assert printed.replace(" | ", "|").split("|") == [place.reading.raw for place in token.places]
        else:
            assert printed == token


def test_compiled_rules_are_read_without_larks_classes() -> None:
    lark = Lark('report: "标签" NUMBER other\nother: WORD\nNUMBER: /[0-9]+/\nWORD: "词"\n', parser="lalr", start=START)
    found = symbols(lark.rules, lark.terminals)
    ((label, number, other),) = found["report"]
    ((word,),) = found["other"]
    assert (label.text, label.terminal, label.kept) == ("标签", True, False)
    assert (number.text, number.pattern, number.kept) == (None, "[0-9]+", True)
    assert (other.name, other.terminal) == ("other", False)
    assert (word.name, word.text, word.kept) == ("WORD", "词", True)
