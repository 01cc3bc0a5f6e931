"""Every grammar in grammars/ is a form, spells what the sheet prints, and nothing else spells it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lark import Lark

import gongkai
from gongkai import grammar
from gongkai.cells import fold
from gongkai.checks.rule import RULES
from gongkai.form import Form, Group, Head, Heading, Role, Row
from tests.unit import official

FOLDER = Path(gongkai.IMPORT_PATHS[0])
SOURCE = Path(gongkai.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

each_form = pytest.mark.parametrize("name", gongkai.forms())
each_annual_form = pytest.mark.parametrize("name", official.FORMS)
each_module = pytest.mark.parametrize("module", MODULES, ids=[str(module.relative_to(SOURCE)) for module in MODULES])


def leaves(headings: tuple[Heading, ...]) -> list[Heading]:
    return [leaf for heading in headings for leaf in heading.leaves()]


def test_the_folder_is_the_registry() -> None:
    assert set(gongkai.forms()) == {file.stem for file in FOLDER.glob("*.lark")}
    assert gongkai.forms() == official.ALL_FORMS


@each_form
def test_a_form_is_named_by_what_it_is_and_the_year_it_came_into_force(name: str) -> None:
    assert re.fullmatch(r"[a-z]+_20\d\d", name)


@each_form
def test_a_grammar_is_built_for_lalr_and_for_cells(name: str) -> None:
    parser = grammar.parser(name)
    assert parser.options.parser == "lalr"
    assert parser.options.lexer is gongkai.CellLexer
    assert parser.options.maybe_placeholders is False


def conflicts(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if "conflict" in record.getMessage().lower()]


@each_form
def test_a_grammar_has_no_conflict(name: str, caplog: pytest.LogCaptureFixture) -> None:
    # Lark resolves what can be both shifted and reduced in silence, and tells only whoever debugs.
    with caplog.at_level("DEBUG", logger="lark"):
        Lark('start: "if" start ["else" start] | "x"', parser="lalr", debug=True)
        assert len(conflicts(caplog)) == 1
        caplog.clear()
        Lark.open(str(FOLDER / f"{name}.lark"), parser="lalr", lexer=gongkai.CellLexer, start="report", import_paths=gongkai.IMPORT_PATHS, debug=True)
        assert conflicts(caplog) == []


@each_annual_form
def test_every_row_of_the_sheet_is_in_its_grammar_in_the_order_of_the_sheet(name: str) -> None:
    rows = [(row.path, row.label) for row in grammar.form(name).rows if row.label is not None and not row.optional]
    assert rows == [(row.item, row.label) for row in official.rows(name) if row.label]


@each_annual_form
def test_every_number_of_the_sheet_has_its_key_in_the_order_of_the_sheet(name: str) -> None:
    keys = [str(key) for row in grammar.form(name).rows if not row.optional for key in row.entries]
    assert keys == list(official.keys(name))


@pytest.mark.parametrize(("name", "count"), [("annual_2019", 198), ("annual_2021", 200)])
def test_a_form_has_as_many_numbers_as_its_sheet(name: str, count: int) -> None:
    assert sum(row.size for row in grammar.form(name).rows if not row.optional) == count == len(official.keys(name))


@each_annual_form
def test_a_column_is_known_by_the_title_that_the_sheet_prints(name: str) -> None:
    applicants = dict(zip(official.APPLICANTS, official.APPLICANT_TITLES, strict=True))
    results = dict(zip(official.RESULTS, official.RESULT_TITLES, strict=True))
    titles = {"proactive": official.TITLES[name], "requests": applicants, "disputes": results}
    for row in grammar.form(name).rows:
        found = [(heading.column, heading.title) for heading in leaves(row.head)]
        assert found == [(key.column, titles[row.section][key.column]) for key in row.entries]


@each_form
def test_a_row_has_as_many_columns_as_its_cells_token_says(name: str) -> None:
    for row in grammar.form(name).rows:
        assert row.cells.endswith(f"CELLS_{len(row.entries)}")
        assert len(leaves(row.head)) == row.size == len(row.entries)


@each_annual_form
def test_the_sections_are_those_of_the_sheet_with_their_official_headings(name: str) -> None:
    sections = grammar.form(name).sections
    assert [(section.path, section.heading, section.number) for section in sections] == [
        (path, heading, number) for number, (path, heading) in enumerate(official.HEADINGS.items(), 1)
    ]


@each_annual_form
def test_a_group_has_the_rows_that_are_printed_under_it(name: str) -> None:
    groups = {
        part.label: [row.path for row in part.rows] for section in grammar.form(name).sections for part in section.parts if isinstance(part, Group)
    }
    items = [row.item for row in official.REQUESTS[name]]
    for word, label in (("refused", "（三）不予公开"), ("unavailable", "（四）无法提供"), ("not_processed", "（五）不予处理")):
        assert groups[label] == [item for item in items if f".{word}." in item]
    assert "三、本年度办理结果" in groups
    assert ("（六）其他处理" in groups) == (name == "annual_2021")


@each_annual_form
def test_the_heads_of_table_2_name_their_articles(name: str) -> None:
    (section,) = (section for section in grammar.form(name).sections if section.path == "proactive")
    markers = [marker for part in section.parts if isinstance(part, Head) for marker in part.markers if marker != "信息内容"]
    assert markers == list(official.ARTICLES.values())[: len(markers)]
    assert ("第二十条第（九）项" in markers) == (name == "annual_2019")


def test_only_the_later_form_has_a_row_in_place_of_a_group() -> None:
    optional = {name: [(row.path, row.label) for row in grammar.form(name).rows if row.optional] for name in official.FORMS}
    assert optional == {"annual_2019": [], "annual_2021": [(official.UNDIVIDED.item, official.UNDIVIDED.label)]}


@each_form
def test_no_two_labels_of_a_form_are_spelt_alike(name: str) -> None:
    form = grammar.form(name)
    terminals: dict[str, set[str]] = {}
    for key, word in form.words.items():
        if word.terminal:
            terminals.setdefault(word.terminal, set()).add(key)
    assert all(len(keys) == 1 for keys in terminals.values())


@each_form
def test_a_grammar_uses_nothing_that_an_import_would_lose(name: str) -> None:
    text = re.sub(r"//.*", "", (FOLDER / f"{name}.lark").read_text("utf-8"))
    assert "%ignore" not in text
    assert "->" not in text


@each_form
def test_every_word_of_a_form_says_what_it_is(name: str) -> None:
    form = grammar.form(name)
    for key, word in form.words.items():
        assert fold(word.text) == key
        assert (word.row is not None) == (word.role is Role.ROW)
        assert (word.column is not None) == (word.role is Role.COLUMN)
        assert word.role is not Role.GROUP or word.group is not None


def test_a_form_says_only_what_changed_against_the_one_before() -> None:
    later = re.sub(r"//.*", "", (FOLDER / "annual_2021.lark").read_text("utf-8"))
    assert "%import .annual_2019" in later
    assert "属于国家秘密" not in later


# ---------------------------------------------------------------- Python never contains a label


def labels() -> Iterator[str]:
    """What the forms print that is long enough to be nothing else: four characters or more."""
    forms: list[Form] = [grammar.form(name) for name in gongkai.forms()]
    for form in forms:
        rows: list[Row] = list(form.rows)
        assert rows
        for key, word in form.words.items():
            bare = re.sub(r"^[一二三四五六七八九十\d]+", "", key)
            yield from (text for text in (key, bare, fold(re.sub(r"[（(].*?[）)]", "", word.text))) if len(text) >= 4)


def literals(module: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    documentation = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                documentation.add(id(statement.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def test_there_are_modules_and_labels_to_compare() -> None:
    assert len(MODULES) > 20
    assert {"予以公开", "属于国家秘密", "行政许可", "一本年新收政府信息公开申请数量", "本年收费金额"} <= set(labels())


ALLOWED: dict[str, set[str]] = {
    "checks/years.py": set("上一年项目数量 本年增减 本年制发件数 本年废止件数 现行有效件数 结转下年度继续办理 四结转下年度继续办理".split()),
    "diagnostics.py": set("上一年项目数量 本年增减 本年制发件数 本年废止件数 现行有效件数 规范性文件".split()),
    "wordings.py": set("予以公开 部分公开 不予公开 无法提供 不予处理 行政复议 行政诉讼 规范性文件 规范性档案 行政规范性文件".split()),
}
"""What a module may hold all the same: sentences of rules and messages speak of rows and columns, and reports use the words of the form."""


@each_module
def test_python_holds_no_label_of_a_form(module: Path) -> None:
    folded = [fold(literal) for literal in literals(module)]
    found = {label for label in labels() for literal in folded if label in literal}
    assert found == ALLOWED.get(module.relative_to(SOURCE).as_posix(), set())


EXAMPLES = {"form_complaints.py"}
"""The module whose messages name a form, or a notice, to show how it is written."""


@each_module
def test_python_names_no_form_and_compares_no_notice(module: Path) -> None:
    notices = [str(notice) for name in gongkai.forms() for notice in grammar.form(name).notices]
    assert notices == ["国办发〔2014〕32号", "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"]
    texts = [literal for literal in literals(module) if literal not in {rule.source for rule in RULES.values()}]
    found = [text for text in texts if any(name in text for name in (*gongkai.forms(), *notices))]
    assert not found or module.relative_to(SOURCE).as_posix() in EXAMPLES
