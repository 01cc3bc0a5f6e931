from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from gongkai import form_file, grammar
from gongkai.errors import FormError
from gongkai.lexer import symbols
from gongkai.parse_table import SUFFIX, ParseTable, from_json, sources, store, stored, table_of, to_json
from gongkai.syntax_errors import Recovery
from gongkai.tokens import Tokens
from tests.unit import official

each_form = pytest.mark.parametrize("name", official.ALL_FORMS)

ODD = r"""
report: (section | plain)*
section: _heading ( one | _many | kept | made{NUMBER} )*
_heading: "一、甲" | "二、甲"
?one: NUMBER | "(" NUMBER NUMBER ")"
_many: NUMBER "," one
!kept: "[" NUMBER "]"
made{what}: "{" what "}"
plain: "。"
%declare NUMBER
"""
"""All that a rule may ask of its node: to be one child, to stand in its parent's place, to keep what is quoted, to be a template's."""


def odd(tmp_path: Path) -> tuple[Lark, ParseTable]:
    file = tmp_path / "odd_2030.lark"
    file.write_text(ODD, "utf-8")
    lark = form_file.build(file, grammar.IMPORT_PATHS)
    return lark, table_of(lark)


def anew(name: str) -> Lark:
    return form_file.build(grammar.path(name), grammar.IMPORT_PATHS)


def never(_: UnexpectedInput) -> bool:
    return False


# ---------------------------------------------------------------- parsing


def by_both(
    lark: Lark, table: ParseTable, types: Sequence[str], one: Callable[[UnexpectedInput], bool], other: Callable[[UnexpectedInput], bool]
) -> list[Tree[Token] | None]:
    """The tree that Lark's own parser makes, and the one by the table; None for what is raised."""
    tokens = [Token(name, name) for name in types]
    ways: list[Callable[[], Tree[Token]]] = [lambda: lark.parse(Tokens(tokens, [], None), on_error=one), lambda: table.parse(tokens, other)]
    trees: list[Tree[Token] | None] = []
    for parse in ways:
        try:
            trees.append(parse())
        except UnexpectedInput:
            trees.append(None)
    return trees


@given(st.data())
@pytest.mark.parametrize("name", official.ALL_FORMS)
def test_a_table_gives_the_tree_and_the_notes_that_lark_gives(name: str, data: st.DataObject) -> None:
    lark, table = grammar.parser(name), grammar.table(name)
    known = sorted(
        {word.terminal for word in grammar.form(name).every_word if word.terminal} | {row.cells for row in grammar.form(name).rows} | {"TEXT"}
    )
    types = [*data.draw(st.lists(st.sampled_from(known), max_size=30)), *data.draw(st.sampled_from([[], ["TEXT"]]))]
    one, other = Recovery(grammar.form(name)), Recovery(grammar.form(name))
    of_lark, of_table = by_both(lark, table, types, one, other)
    assert of_table == of_lark
    assert one.notes == other.notes


@given(st.lists(st.sampled_from(["一", "二", "NUMBER", "(", ")", ",", "[", "]", "{", "}", "。"]), max_size=12))
def test_a_node_is_made_as_lark_makes_it_whatever_its_rule_asks(tmp_path_factory: pytest.TempPathFactory, signs: list[str]) -> None:
    lark, table = odd(tmp_path_factory.mktemp("odd"))
    spelt = {"一、甲": "一", "二、甲": "二"}
    names = {spelt.get(terminal.pattern.value, terminal.pattern.value): terminal.name for terminal in lark.terminals}
    of_lark, of_table = by_both(lark, table, [names.get(sign, sign) for sign in ("一", *signs)], never, never)
    assert of_table == of_lark
    everything = "一 NUMBER ( NUMBER NUMBER ) NUMBER , NUMBER [ NUMBER ] { NUMBER } 。"
    of_lark, of_table = by_both(lark, table, [names.get(sign, sign) for sign in everything.split()], never, never)
    assert of_table is not None
    assert of_table == of_lark


def test_what_is_let_pass_is_raised() -> None:
    with pytest.raises(UnexpectedInput):
        grammar.table("annual_2021").parse([Token("NOTHING", "")], never)


@each_form
def test_a_table_has_the_rules_that_lark_has(name: str) -> None:
    lark = anew(name)
    assert grammar.table(name).rules() == symbols(lark.rules, lark.terminals)


# ---------------------------------------------------------------- the file


@each_form
def test_the_table_beside_a_grammar_is_the_one_that_lark_makes(name: str) -> None:
    file = grammar.path(name)
    made = to_json(table_of(anew(name)), sources(file, grammar.IMPORT_PATHS))
    assert file.with_name(name + SUFFIX).read_text("utf-8") == made, f"write it again: gongkai forms --table {file}"


@each_form
def test_no_grammar_is_built_where_its_table_is_at_hand(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_file, "build", lambda *_: pytest.fail("Lark was asked"))
    form_file.load(grammar.path(name), grammar.IMPORT_PATHS)


def copied(folder: Path, name: str) -> Path:
    for form in official.ALL_FORMS:
        (folder / f"{form}.lark").write_bytes(grammar.path(form).read_bytes())
    file = folder / f"{name}.lark"
    store(grammar.table(name), file, [])
    return file


def test_a_table_that_was_stored_is_found_again(tmp_path: Path) -> None:
    file = copied(tmp_path, "annual_2021")
    found = stored(file, [])
    assert found is not None
    assert to_json(found, {}) == to_json(grammar.table("annual_2021"), {})


@pytest.mark.parametrize("changed", ["annual_2021", "annual_2019"])
def test_a_table_is_not_used_when_the_grammar_or_what_it_imports_has_changed(changed: str, tmp_path: Path) -> None:
    file = copied(tmp_path, "annual_2021")
    with (tmp_path / f"{changed}.lark").open("a", encoding="utf-8") as grown:
        grown.write("\n// changed\n")
    assert stored(file, []) is None
    assert form_file.described(file, [])[0].rules() == grammar.table("annual_2021").rules()


def test_a_table_is_that_of_the_grammar_that_lark_would_import(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "given").mkdir()
    for folder in ("own", "given"):
        copied(tmp_path / folder, "annual_2021")
    folders = [str(tmp_path / "given")]
    file = tmp_path / "own" / "annual_2021.lark"
    store(grammar.table("annual_2021"), file, folders)
    (tmp_path / "own" / "annual_2019.lark").write_text("not read: the folders that are given come first", "utf-8")
    assert stored(file, folders) is not None
    form_file.build(file, folders)
    (tmp_path / "given" / "annual_2019.lark").write_text(grammar.path("annual_2019").read_text("utf-8") + "\n", "utf-8")
    assert stored(file, folders) is None


def test_a_table_is_used_whatever_the_line_ends_of_its_grammar(tmp_path: Path) -> None:
    file = copied(tmp_path, "annual_2021")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert stored(file, []) is not None


def test_a_table_of_another_format_is_not_used(tmp_path: Path) -> None:
    file = copied(tmp_path, "annual_2021")
    beside = file.with_name(file.stem + SUFFIX)
    beside.write_text(beside.read_text("utf-8").replace('"format": 1', '"format": 0'), "utf-8")
    assert stored(file, []) is None


@pytest.mark.parametrize("text", ["", "{}", "[]", "{", '{"format": 1}', "\\"])
def test_a_table_that_is_broken_is_named(text: str, tmp_path: Path) -> None:
    file = copied(tmp_path, "annual_2021")
    beside = file.with_name(file.stem + SUFFIX)
    beside.write_text(text, "utf-8")
    with pytest.raises(FormError, match=rf"{beside.name}, is broken; .*gongkai forms --table {file}") as raised:
        form_file.load(file, [])
    assert raised.value.file == str(file)
    assert form_file.load(file, [], anew=True)[1].name == "annual_2021"


def test_a_grammar_without_a_table_has_none(tmp_path: Path) -> None:
    file = copied(tmp_path, "annual_2021")
    assert stored(tmp_path / "annual_2019.lark", []) is None
    assert json.loads(file.with_name(file.stem + SUFFIX).read_text("utf-8"))["sources"].keys() == {"annual_2019", "annual_2021"}
    assert from_json(to_json(grammar.table("annual_2021"), {"a": 1}), {"a": 2}) is None
