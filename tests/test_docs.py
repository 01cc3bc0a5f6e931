"""What the documentation says is so: its code runs, its commands print what it shows, its lists are complete, its links lead somewhere.

``python -m tests.test_docs`` writes docs/reference/diagnostics.md anew, and the list in tables.md.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import pkgutil
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import gongkai
from gongkai import cli, export, grammar
from gongkai.checks import RULES
from gongkai.diagnostics import CODES, Code
from gongkai.form import Group, Head, Heading, Role, Row

ROOT = Path(__file__).resolve().parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*READMES, ROOT / "grammars" / "README.md", *DOCS]
REFERENCE = ROOT / "docs" / "reference"
LANGUAGES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

READ_A_REPORT = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/gongkai parse examples/report.txt"
RUN_THE_TESTS = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest"


class Block(NamedTuple):
    """A fenced block of a page."""

    kind: str
    text: str
    line: int


class Shown(NamedTuple):
    """A command that a page shows, and what it prints there."""

    command: str
    lines: list[str]


_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def read(page: Path) -> str:
    return page.read_text("utf-8")


def blocks(page: Path, kind: str | None = None) -> list[Block]:
    text = read(page)
    found = [Block(match[1].strip(), match[2], text.count("\n", 0, match.start()) + 1) for match in _FENCE.finditer(text)]
    return [block for block in found if kind in (None, block.kind)]


def shown(page: Path) -> list[list[Shown]]:
    """The commands of each console block."""
    found = []
    for block in blocks(page, "console"):
        commands: list[Shown] = []
        for line in block.text.splitlines():
            if line.startswith("$ "):
                commands.append(Shown(line[2:], []))
            else:
                commands[-1].lines.append(line)
        found.append(commands)
    return found


def prose(page: Path) -> str:
    """A page without its blocks."""
    return _FENCE.sub("", read(page))


def table_rows(page: Path) -> Iterator[list[str]]:
    """The rows of a page's tables, each cell without its code marks."""
    for line in prose(page).splitlines():
        if line.startswith("| "):
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


# The files of a package, which are no one program: tests/plugins/test_a_check_of_ones_own.py runs them.
PACKAGES = (ROOT / "docs" / "how-to" / "write-a-check.md",)


def pages_with(kind: str) -> pytest.MarkDecorator:
    chosen = [page for page in PAGES if blocks(page, kind) and page not in PACKAGES]
    assert chosen
    return pytest.mark.parametrize("page", chosen, ids=map(name_of, chosen))


each_page = pytest.mark.parametrize("page", PAGES, ids=map(name_of, PAGES))


# ---------------------------------------------------------------- code and commands


@each_page
def test_every_block_is_of_a_kind_that_is_checked(page: Path) -> None:
    assert {block.kind for block in blocks(page)} <= {"", "python", "console", "toml"}


@pages_with("python")
def test_the_code_of_a_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {"__name__": "documentation"}
    for block in blocks(page, "python"):
        exec(compile("\n" * block.line + block.text, str(page), "exec"), names)


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    """What a command prints, errors before results, and its exit status."""
    words = shlex.split(command)
    for name in LANGUAGES:
        monkeypatch.delenv(name, raising=False)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        monkeypatch.setenv(name, value)
    assert words.pop(0) == "gongkai"
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main(words)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
    return (err.getvalue() + out.getvalue()).splitlines(), status


def same(line: str, printed: str) -> bool:
    return line == printed or (line.endswith("…") and printed.startswith(line[:-1]))


def unlike(lines: list[str], printed: list[str]) -> str | None:
    """The first line shown that is not printed where it should be; a line of nothing but … stands for any lines."""
    at = 0
    anywhere = False
    for line in lines:
        if line == "…":
            anywhere = True
            continue
        found = next((number for number in range(at, len(printed)) if same(line, printed[number])), None) if anywhere else at
        if found is None or found >= len(printed) or not same(line, printed[found]):
            return line
        at, anywhere = found + 1, False
    return None if anywhere or at == len(printed) else f"(more is printed: {printed[at]})"


@pages_with("console")
def test_a_command_prints_what_the_page_shows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for commands in shown(page):
        status = 0
        for command, lines in commands:
            if command == "echo $?":
                assert lines == [str(status)]
            else:
                printed, status = run(command, monkeypatch)
                assert unlike(lines, printed) is None, command


def test_a_line_that_is_not_printed_is_noticed() -> None:
    printed = ["a", "b", "c"]
    assert unlike(["a", "…", "c"], printed) is None
    assert unlike(["…", "b", "…"], printed) is None
    assert unlike(["a", "b", "c…"], printed) is None
    assert unlike(["…", "b"], printed) == "(more is printed: c)"
    assert unlike(["a", "c", "…"], printed) == "c"
    assert unlike(["…", "d"], printed) == "d"
    assert unlike(["a", "b", "c", "d"], printed) == "d"


# ---------------------------------------------------------------- links


@each_page
def test_every_table_has_a_head(page: Path) -> None:
    for part in re.split(r"\n(?!\|)", prose(page)):
        rows = [line for line in part.splitlines() if line.startswith("|")]
        assert not rows or re.fullmatch(r"\|[-:| ]+\|", rows[1]), rows[0]


@each_page
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)) if not link.startswith(("https://", "#"))]
    assert [link for link in links if not (page.parent / link.partition("#")[0]).exists()] == []


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / link).resolve() for link in re.findall(r"\]\(([^)\s]+)\)", read(index))}
    assert {page for page in DOCS if page != index} <= linked


# ---------------------------------------------------------------- the two readmes


def test_the_readmes_have_the_same_headings() -> None:
    levels = [[len(marks) for marks in re.findall(r"^(#+) ", prose(page), re.MULTILINE)] for page in READMES]
    assert levels[0] == levels[1]
    assert len(levels[0]) > 5


def test_the_readmes_have_the_same_commands_and_code() -> None:
    english, chinese = READMES
    assert [block.text for block in blocks(english, "")] == [block.text for block in blocks(chinese, "")]
    assert [ast.dump(ast.parse(block.text)) for block in blocks(english, "python")] == [
        ast.dump(ast.parse(block.text)) for block in blocks(chinese, "python")
    ]
    commands = [[[re.sub(r"^\w+=\S+ ", "", one.command) for one in several] for several in shown(page)] for page in READMES]
    assert commands[0] == commands[1]


@pytest.mark.parametrize("page", READMES, ids=map(name_of, READMES))
def test_a_readme_has_the_two_commands(page: Path) -> None:
    assert [block.text.strip() for block in blocks(page, "")] == [READ_A_REPORT, RUN_THE_TESTS]


@pytest.mark.parametrize("page", READMES, ids=map(name_of, READMES))
def test_a_readme_links_to_the_same_pages(page: Path) -> None:
    links = [sorted(set(re.findall(r"\]\(([^)\s]+)\)", read(one))) - {"README.md", "README.zh.md"}) for one in (page, READMES[0])]
    assert links[0] == links[1]


# ---------------------------------------------------------------- Python


def modules() -> list[ModuleType]:
    return [import_module(module.name) for module in pkgutil.walk_packages(gongkai.__path__, "gongkai.")]


def names_of_testing() -> list[str]:
    """The public names of gongkai.testing."""
    return list(import_module("gongkai.testing").__all__)


@pytest.mark.parametrize("name", gongkai.__all__)
def test_a_public_name_is_not_hidden_by_a_module(name: str) -> None:
    assert len(modules()) > 10
    assert not isinstance(getattr(gongkai, name), ModuleType)


@pytest.mark.parametrize("name", gongkai.__all__)
def test_the_reference_has_every_public_name(name: str) -> None:
    assert re.search(rf"^### `{name}\b", read(REFERENCE / "api.md"), re.MULTILINE)


@pytest.mark.parametrize("name", names_of_testing())
def test_the_reference_has_every_name_of_testing(name: str) -> None:
    assert re.search(rf"`{name}\b", read(REFERENCE / "api.md").partition("## gongkai.testing")[2])


@pytest.mark.parametrize("name", export.__all__)
def test_the_reference_has_every_name_of_export(name: str) -> None:
    assert re.search(rf"`{name}\b", read(REFERENCE / "api.md").partition("## gongkai.export")[2].partition("\n## ")[0])


@pytest.mark.parametrize("name", import_module("gongkai.arrow").__all__)
def test_the_reference_has_every_name_of_arrow(name: str) -> None:
    assert re.search(rf"`{name}\b", read(REFERENCE / "api.md").partition("## gongkai.arrow")[2].partition("\n## ")[0])


@pytest.mark.parametrize("name", ["LOSSLESS", "LOSSY"])
def test_the_reference_says_of_each_kind_of_damage_what_its_docstring_says(name: str) -> None:
    listed = read(REFERENCE / "api.md").partition(f"### Damage: {name}\n")[2].partition("\n#")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", listed, re.MULTILINE))
    kinds = getattr(import_module("gongkai.testing"), name)
    assert rows == {kind: " ".join((inspect.getdoc(function) or "").split()).replace("|", "\\|") for kind, function in kinds.items()}


def test_every_public_name_has_a_docstring() -> None:
    testing = import_module("gongkai.testing")
    public = {name: getattr(gongkai, name) for name in gongkai.__all__} | {name: getattr(testing, name) for name in names_of_testing()}
    for name, value in public.items():
        if not isinstance(value, type) and not callable(value):
            continue
        assert inspect.getdoc(value), name
        members = vars(value).items() if isinstance(value, type) and value.__module__.startswith("gongkai") else ()
        for member, inner in members:
            if not member.startswith("_") and (inspect.isfunction(inner) or isinstance(inner, property | classmethod)):
                assert inspect.getdoc(inner), f"{name}.{member}"


@pytest.mark.parametrize(
    "kind", [gongkai.Result, gongkai.Report, gongkai.Entry, gongkai.Section, gongkai.Span, gongkai.Reading, gongkai.Diagnostic, gongkai.Claim]
)
def test_the_reference_has_every_attribute(kind: type) -> None:
    section = re.search(rf"^### `{kind.__name__}\b.*?(?=^##)", read(REFERENCE / "api.md"), re.MULTILINE | re.DOTALL)
    assert section is not None
    inner = {"keys", "cells"}  # what a report is made of; entries() is the way to it
    slots = getattr(kind, "_fields", None) or [attribute.name for attribute in vars(kind)["__attrs_attrs__"]]
    methods = [name for name, value in vars(kind).items() if inspect.isfunction(value) or isinstance(value, property | classmethod)]
    for name in {*slots, *methods} - inner:
        assert name.startswith("_") or re.search(rf"`({kind.__name__}\.)?{name}\b", section[0]), name


# ---------------------------------------------------------------- lists


def test_the_page_of_layouts_has_each_with_what_it_shows() -> None:
    shows_blanks = import_module(gongkai.render.__module__).shows_blanks
    rows = {row[0].strip("`"): row[-1] for row in table_rows(REFERENCE / "layouts.md") if row[0].startswith("`")}
    assert rows == {name: "yes" if shows_blanks(name) else "no" for name in gongkai.layouts()}


def test_the_command_line_page_has_every_command_and_what_it_prints() -> None:
    text = read(REFERENCE / "cli.md")
    parser = cli._parser()
    commands = next(action.choices for action in parser._actions if isinstance(action.choices, dict))
    for name, command in commands.items():
        assert f"## {name}\n" in text
        assert f"gongkai {name} " in text or f"gongkai {name}\n" in text
        for action in command._actions:
            assert all(option in text for option in action.option_strings if option not in ("-h", "--help"))
            assert all(f"`{choice}`" in text for choice in action.choices or ())


def glossary_rows() -> list[tuple[str, str, str]]:
    """What is printed, the key, and the forms, row by row."""
    rows = list(table_rows(ROOT / "docs" / "explanation" / "glossary.md"))
    return [(row[0], row[2].partition("`")[2].partition("`")[0], row[3]) for row in rows if len(row) == 4 and "`" in row[2]]


def year_of(form: str) -> str:
    return form.rpartition("_")[2]


each_form = pytest.mark.parametrize("name", grammar.forms())


@each_form
def test_the_glossary_has_every_item_and_column(name: str) -> None:
    form = grammar.form(name)
    wanted: set[tuple[str, str]] = set()

    def learn(headings: tuple[Heading, ...]) -> None:
        wanted.update((leaf.title, leaf.column or "") for heading in headings for leaf in heading.leaves())

    for section in form.sections:
        for part in section.parts:
            if isinstance(part, Group):
                wanted.add((part.label, part.path))
            elif isinstance(part, Head):
                learn(part.columns)
            elif isinstance(part, Row):
                learn(part.head)
                wanted.update((key.label, key.item) for key in part.entries)
    rows = {(printed, key) for printed, key, forms in glossary_rows() if year_of(name) in forms}
    assert wanted <= rows
    known = {key for _, key in wanted} | {section.path for section in form.sections}
    known |= {key.rpartition(".")[0] for key in known}  # a group of columns has no label of its own: disputes.litigation
    printed_in_form = {word.text for word in form.words.values() if word.role is not Role.SECTION}
    assert {row for row in rows if row[1] not in known or row[0] not in printed_in_form} == set()


def test_the_glossary_has_every_section() -> None:
    rows = {(row[1], row[3].strip("`")) for row in table_rows(ROOT / "docs" / "explanation" / "glossary.md") if row[0].isdigit()}
    assert rows == {(section.heading, section.path) for name in grammar.forms() for section in grammar.form(name).sections}


# ---------------------------------------------------------------- diagnostics

_INTRODUCTION = """\
<!-- Written by `python -m tests.test_docs`. -->

Codes are stable and never used again; words may change. Names in braces are filled in. A finding of severity error makes `Result.ok` false and the
exit status of the command 1. Each sample has the one mistake that its code is about."""
_FAMILIES = {"1": "The document", "2": "Labels and headings", "3": "Cells", "4": "Files", "5": "Checks"}


def diagnostics_page() -> str:
    """docs/reference/diagnostics.md, as the table of codes has it."""
    rows = [f"| [{code.code}](#{code.code.lower()}) | {code.severity} | {code.message['en']} |" for code in CODES.values()]
    parts = ["# Diagnostics", _INTRODUCTION, "\n".join(["| code | severity | message |", "|---|---|---|", *rows])]
    family = ""
    for code in CODES.values():
        if code.code[2] != family:
            family = code.code[2]
            parts.append(f"## {_FAMILIES.get(family, 'Others')}")
        parts.extend(_described(code))
    return "\n\n".join(parts) + "\n"


def _described(code: Code) -> Iterator[str]:
    yield code.page
    yield from (f"Sample: {link}." for link in samples_of(code.code))


def samples_of(code: str) -> list[str]:
    """Links to the pages with the one mistake that a code is about."""
    found = sorted(path for folder in ("malformed", "findings") for path in (ROOT / "tests" / folder).glob(f"{code}_*"))
    return [f"[{path.name}](../../{path.relative_to(ROOT).as_posix()})" for path in found]


def test_the_page_of_diagnostics_is_up_to_date() -> None:
    assert read(REFERENCE / "diagnostics.md") == diagnostics_page(), "write it anew: python -m tests.test_docs"


_OF_CHECKS = """\
<!-- Written by `python -m tests.test_docs`. -->

What `gongkai.check`, `gongkai.check_years` and `gongkai.check_sum` look at. A rule with an empty operand is not assessable: it is not broken, and nothing
counts as 0. `unassessable=True` says which those are (GK507). Where a number was inferred or is unsettled, the finding is a doubt about the reading, not about
the page, and has a code of its own: GK505, GK533, GK545, GK553.

The sums are not written down for the checks. They are read off the form's grammar: see [equations.py](../../src/gongkai/equations.py). Every rule can be
left out: `ignore=["GK515", "GK56"]` leaves out one code and a family.

To check [a folder of reports](../how-to/check-a-folder.md) · [for researchers](../how-to/for-researchers.md) · [all codes](diagnostics.md)"""
_KINDS = {
    "GK50": "Sums within a report",
    "GK51": "Numbers that cannot be",
    "GK52": "Dates, form and notice",
    "GK53": "Text against tables",
    "GK54": "A year and the one before it",
    "GK55": "A superior and its subordinates",
    "GK56": "Quality of the report",
}


def checks_page() -> str:
    """docs/reference/checks.md, as the rules have it."""
    parts = ["# Checks", _OF_CHECKS]
    for family, title in _KINDS.items():
        rows = ["| code | severity | rule | official source | example |", "|---|---|---|---|---|"]
        for code in (code for code in CODES.values() if code.code.startswith(family)):
            rule = RULES.get(code.code)
            sentence, source = (rule.sentence, rule.source) if rule else ("Said on request: which rules cannot be assessed.", "勾稽关系 of the form")
            example = ", ".join(samples_of(code.code)) or f"`{code.message['zh']}`"
            rows.append(f"| [{code.code}](diagnostics.md#{code.code.lower()}) | {code.severity} | {sentence} | {source} | {example} |")
        parts += [f"## {title}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def test_the_page_of_checks_is_up_to_date() -> None:
    assert read(REFERENCE / "checks.md") == checks_page(), "write it anew: python -m tests.test_docs"


def test_the_page_of_checks_has_every_rule() -> None:
    shown = {re.sub(r"[\[\]]|\(.*?\)", "", row[0]) for row in table_rows(REFERENCE / "checks.md")}
    assert shown >= {code for code in CODES if code.startswith("GK5")}
    assert set(RULES) <= shown


# ---------------------------------------------------------------- tables


def long_columns(page: Path) -> list[str]:
    listed = read(page).partition("## The long table\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", listed, re.MULTILINE)


def test_the_page_of_tables_has_every_column_of_the_long_one() -> None:
    assert long_columns(REFERENCE / "tables.md") == [column.name for column in export.long([]).columns]


_WIDE = "## The columns of the wide table\n\n"


def wide_columns() -> str:
    """The list of the columns of the wide table that hold what a form prints."""
    keys = {name: key for key, name in export.column_names().items()}
    rows = [(column.name, column.label, keys.get(column.name, keys.get(column.name.removesuffix("_unit"), ""))) for column in export.wide([]).columns]
    lines = [f"| `{name}` | {label} | {'the unit of ' * (name not in keys)}`{key}` |" for name, label, key in rows if label]
    return "\n".join(["| column | printed | key |", "|---|---|---|", *lines]) + "\n"


def test_the_page_of_tables_lists_the_columns_of_the_wide_one() -> None:
    assert read(REFERENCE / "tables.md").partition(_WIDE)[2] == wide_columns(), "write it anew: python -m tests.test_docs"


if __name__ == "__main__":
    (REFERENCE / "checks.md").write_text(checks_page(), "utf-8", newline="\n")
    tables = REFERENCE / "tables.md"
    tables.write_text(read(tables).partition(_WIDE)[0] + _WIDE + wide_columns(), "utf-8", newline="\n")
    (REFERENCE / "diagnostics.md").write_text(diagnostics_page(), "utf-8", newline="\n")
