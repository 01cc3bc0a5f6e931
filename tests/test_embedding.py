"""Another Lark grammar imports a form, and reads pages with it."""

from __future__ import annotations

from typing import Any

import pytest
from lark import Lark, Token, Transformer, Tree
from lark.exceptions import UnexpectedInput

import gongkai
from gongkai import grammar
from tests.unit import official

each_form = pytest.mark.parametrize("form", official.FORMS)


def host(form: str, grammar: str = "start: report") -> Lark:
    text = f"{grammar}\n%import {form}.report\n"
    return Lark(text, parser="lalr", lexer=gongkai.CellLexer, import_paths=gongkai.IMPORT_PATHS)


def own(name: str) -> str:
    """A rule's own name, without what ``%import`` put before it."""
    return name.rpartition("__")[2]


def rows(tree: Tree[Token], before: str = "") -> dict[str, str]:
    """Each row below a tree, named by the rules that lead to it, with what its cells say."""
    found: dict[str, str] = {}
    for child in tree.children:
        if isinstance(child, Tree):
            found |= rows(child, f"{before}.{own(str(child.data))}")
        elif "CELLS_" in child.type:
            found[before] = str(child)
    return found


def printed(form: str) -> dict[str, str]:
    cells = official.numbered(form)
    if form == "annual_2021":
        cells["proactive.fees.amount"] += "万元"
    found = {f".{row.item}": "|".join(cells[key] for key in row.keys) for row in official.rows(form) if row.label}
    return {**found, ".disputes": "|".join(cells[key] for row in official.DISPUTES for key in row.keys)}


@each_form
def test_a_host_grammar_finds_the_rows_of_a_page(form: str) -> None:
    tree = host(form).parse(official.page(form, official.numbered(form)))
    assert tree.data == "start"
    (report,) = tree.children
    assert isinstance(report, Tree)
    assert report.data == "report"
    assert rows(report) == printed(form)


@each_form
def test_a_host_grammar_reads_one_page_after_the_other(form: str) -> None:
    parser = host(form)
    first = official.page(form, official.numbered(form))
    second = first.replace("1010", "2010")
    trees = [parser.parse(page) for page in (first, second, first)]
    assert trees[0] == trees[2] != trees[1]


@each_form
@pytest.mark.parametrize("style", ["tabs", "words", "lines", "bordered"])
def test_a_host_grammar_needs_to_name_no_layout(form: str, style: str) -> None:
    cells = official.numbered(form)
    pages = [
        f"{official.HEADINGS['requests']}\n{official.table(one, official.requests(official.REQUESTS[form], cells)[1:])}\n" for one in (style, "grid")
    ]
    trees = [host(form).parse(page) for page in pages]
    assert trees[0] == trees[1]


@each_form
def test_a_host_grammar_may_put_the_form_into_rules_of_its_own(form: str) -> None:
    tree = host(form, "start: record\nrecord: report").parse(official.page(form, official.numbered(form)))
    (record,) = tree.children
    assert isinstance(record, Tree)
    assert record.data == "record"
    assert rows(record) == {f".report{item}": cells for item, cells in printed(form).items()}


@each_form
def test_the_tree_of_a_host_says_what_the_library_says(form: str) -> None:
    page = official.page(form, official.numbered(form))
    (report,) = host(form).parse(page).children
    assert isinstance(report, Tree)
    assert rows(report) == rows(gongkai.parse(page).tree)


@each_form
def test_a_text_that_is_no_report_has_no_rows(form: str) -> None:
    assert rows(host(form).parse("全年工作平稳。\n没有其他事项。")) == {}


@each_form
def test_a_page_that_lacks_a_heading_is_an_error_that_lark_can_tell(form: str) -> None:
    page = "\n".join(" | ".join([row.label, *["0"] * 7]) + " |" for row in official.REQUESTS[form])
    with pytest.raises(UnexpectedInput):
        host(form).parse(page)


def test_one_host_may_hold_both_forms() -> None:
    for form in official.FORMS:
        parser = host(form)
        other = official.FORMS[1 - official.FORMS.index(form)]
        again = host(other)
        page = official.page(form, official.numbered(form))
        before = parser.parse(page)
        again.parse(official.page(other, official.numbered(other)))
        assert parser.parse(page) == before


def test_the_import_paths_are_folders_that_hold_the_forms() -> None:
    from pathlib import Path

    found = {file.stem for folder in gongkai.IMPORT_PATHS for file in Path(folder).glob("*.lark")}
    assert set(gongkai.forms()) <= found


# ---------------------------------------------------------------- the report in the host's tree


class Record(Transformer[Token, Any]):
    """What a host does with the reports in its text."""

    def report(self, children: list[Any]) -> gongkai.Report:
        return gongkai.to_report(Tree("report", children))

    def record(self, children: list[Any]) -> tuple[str, gongkai.Report]:
        return "record", children[-1]

    def start(self, children: list[Any]) -> list[Any]:
        return children


@each_form
def test_a_host_gets_the_report_that_the_library_reads(form: str) -> None:
    page = official.page(form, official.numbered(form))
    (read,) = Record().transform(host(form).parse(page))
    expected = gongkai.parse(page).report
    assert read == expected
    assert [entry.span for entry in read.entries()] == [entry.span for entry in expected.entries()]


@each_form
def test_a_host_puts_the_report_into_a_record_of_its_own(form: str) -> None:
    page = official.page(form, official.numbered(form))
    ((kind, report),) = Record().transform(host(form, "start: record\nrecord: report").parse(page))
    assert kind == "record"
    assert report.requests.outcomes.total.total == gongkai.parse(page).report.requests.outcomes.total.total


CANONICAL = """
start: entry+
entry: "==" NAME "==" report
NAME: /[a-z]+/
%import {form} (report, title, preamble, TEXT, {cells})
%override title: HEAD
HEAD.3: "题目：" /[^\\n]+/
{rules}
%override TEXT: /[^=\\n|0-9][^=\\n|]*/
%ignore /\\s+/
"""
"""A host that reads with Lark's own lexer the text that a result's tokens make up, and has tokens of its own between the reports."""


def canonical(form: str) -> Lark:
    sizes = sorted({row.size for row in grammar.form(form).rows})
    cell = r"[^|\n=]"
    rules = "\n".join(
        rf"%override CELLS_{size}.2: /{cell}*(\|{cell}*){{{size - 1}}}/" if size > 1 else rf"%override CELLS_1.2: /[0-9?_\/]{cell}*/"
        for size in sizes
    )
    text = CANONICAL.format(form=form, cells=", ".join(f"CELLS_{size}" for size in sizes), rules=rules).replace("\\\\", "\\")
    return Lark(text, parser="lalr", lexer="contextual", import_paths=gongkai.IMPORT_PATHS)


@each_form
def test_larks_own_lexer_reads_the_canonical_text(form: str) -> None:
    expected = gongkai.parse(official.page(form, official.numbered(form)))
    body = "\n".join(str(token) for token in expected.tokens if token.type not in ("TITLE", "TEXT"))
    text = f"==first==\n{body}\n==second==\n{body.replace('1010', '2010')}\n"
    first, second = canonical(form).parse(text).children
    assert isinstance(first, Tree)
    assert isinstance(second, Tree)
    reports = [gongkai.to_report(entry.children[-1], form) for entry in (first, second)]  # type: ignore[arg-type]
    values = [entry.value for entry in expected.report.entries()]
    assert [entry.value for entry in reports[0].entries()] == values
    assert [entry.value for entry in reports[1].entries()] == [2010 if value == 1010 else value for value in values]
    for report in reports:
        for entry in report.entries():
            assert entry.span is not None
            assert text[entry.span.start : entry.span.end] == entry.raw


def test_a_tree_that_does_not_say_its_form_needs_the_name() -> None:
    with pytest.raises(gongkai.FormError, match="name the form"):
        gongkai.to_report(Tree("report", []))
    with pytest.raises(gongkai.FormError, match="no tree of the rule report"):
        gongkai.to_report(Tree("proactive", []), "annual_2021")
    assert {entry.status for entry in gongkai.to_report(Tree("report", []), "annual_2021").entries()} == {"missing"}
