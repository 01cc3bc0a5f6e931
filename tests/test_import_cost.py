"""What an import brings with it, and that the public names stay what they are whatever is imported beside them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import gongkai

PUBLIC = [
    "CellLexer",
    "Diagnostic",
    "Entry",
    "GongkaiError",
    "IMPORT_PATHS",
    "Reading",
    "Report",
    "ReportError",
    "Result",
    "Section",
    "Severity",
    "Span",
    "Status",
    "forms",
    "layouts",
    "messages",
    "parse",
    "render",
]
"""Of docs/reference and the contract with those who use the library: none of these may go."""


def run(code: str) -> object:
    """What a fresh interpreter prints as JSON."""
    done = subprocess.run([sys.executable, "-c", f"import json, sys\n{code}"], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_importing_the_package_imports_nothing_else() -> None:
    loaded = run("before = set(sys.modules)\nimport gongkai\nprint(json.dumps(sorted(set(sys.modules) - before)))")
    assert isinstance(loaded, list)
    foreign = [name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names and name != "gongkai"]
    assert foreign == []


@pytest.mark.parametrize(
    "module",
    ["cells", "values", "diagnostics", "records", "vocabulary", "lines", "align", "tables", "page", "form", "narrative", "errors", "plugins"],
)
def test_lark_is_imported_only_where_it_is_needed(module: str) -> None:
    assert run(f"import gongkai.{module}\nprint(json.dumps('lark' in sys.modules))") is False


def test_neither_parsing_nor_the_command_imports_what_only_tests_need() -> None:
    code = "import gongkai.cli\nimport gongkai\ngongkai.parse('')\ngongkai.layouts()\nprint(json.dumps([name for name in ('hypothesis', 'pytest', 'pandas', 'numpy') if name in sys.modules]))"
    assert run(code) == []


def test_the_version_is_printed_without_what_takes_as_long_as_all_the_rest() -> None:
    code = """
before = set(sys.modules)
import contextlib, io
from gongkai import cli
with contextlib.redirect_stdout(io.StringIO()):
    cli.main(["--version"])
print(json.dumps(sorted({"typing", "shutil", "pathlib", "lark", "attrs"} & (set(sys.modules) - before))))
"""
    assert run(code) == []


def test_the_command_imports_no_parser_before_it_needs_one() -> None:
    assert run("import gongkai.cli\nprint(json.dumps(sorted(name for name in ('lark', 'attrs', 'gongkai.parser') if name in sys.modules)))") == []


def test_a_command_opens_the_texts_of_help_and_errors_only_to_print_one() -> None:
    code = """
import contextlib, io
from gongkai import cli
seen = []
for call in (["forms"], ["forms", "--help"]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        cli.main(call)
    seen.append("gongkai.usage_texts" in sys.modules)
print(json.dumps(seen))
"""
    assert run(code) == [False, True]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_can_be_taken_from_the_package(name: str) -> None:
    assert getattr(gongkai, name) is not None
    assert name in dir(gongkai)
    assert name in gongkai.__all__


def test_no_name_is_public_without_being_there() -> None:
    for name in gongkai.__all__:
        assert getattr(gongkai, name) is getattr(gongkai, name)
    assert sorted(gongkai.__all__) == sorted(set(gongkai.__all__))


def test_a_star_import_gives_the_public_names() -> None:
    found = run(
        "from gongkai import *\nprint(json.dumps(sorted(name for name in dir() if not name.startswith('__') and name not in ('json', 'sys'))))"
    )
    assert found == sorted(gongkai.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        gongkai.no_such_name  # noqa: B018
    with pytest.raises(ImportError):
        from gongkai import no_such_name  # noqa: F401


EVERYTHING = """
import importlib, pkgutil, types, gongkai
for module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def test_no_module_of_the_package_hides_a_public_name() -> None:
    hidden = run(f"{EVERYTHING}\nprint(json.dumps([name for name in gongkai.__all__ if isinstance(getattr(gongkai, name), types.ModuleType)]))")
    assert hidden == []


def test_no_module_has_the_name_of_something_public() -> None:
    names = run(f"{EVERYTHING}\nprint(json.dumps(sorted(name.split('.')[1] for name in sys.modules if name.startswith('gongkai.'))))")
    assert isinstance(names, list)
    assert len(names) > 15
    assert set(names).isdisjoint(gongkai.__all__)


def test_every_function_can_still_be_called_after_every_other() -> None:
    code = "import gongkai\nfor _ in range(2):\n    r = gongkai.parse('x')\n    gongkai.forms()\n    gongkai.layouts()\n    gongkai.render(r.report)\n    gongkai.messages(r.diagnostics[0])\nprint(json.dumps(sorted(gongkai.forms())))"
    assert run(code) == ["annual_2019", "annual_2021", "statistics_2014"]
