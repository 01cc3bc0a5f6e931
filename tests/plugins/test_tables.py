"""A plug-in's grammar may have its parse table beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import gongkai
from gongkai import cli, form_file, grammar

GRAMMAR = Path(__file__).parent / "next_year" / "forms_of_2027" / "annual_2027.lark"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with the grammar in it, which is not yet known."""
    folder = tmp_path / "forms_with_a_table"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / GRAMMAR.name).write_bytes(GRAMMAR.read_bytes())
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def test_the_table_is_written_by_the_command_and_used(
    package: Path, plug_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["forms", "--table", str(package / GRAMMAR.name)]) == 0
    assert "annual_2027" in capsys.readouterr().out
    assert (package / "annual_2027.table.json").is_file()
    plug_in("forms_with_a_table")
    monkeypatch.setattr(form_file, "build", lambda *_: pytest.fail("Lark was asked"))
    assert gongkai.forms()[-1] == "annual_2027"
    report = gongkai.parse("二、主动公开政府信息情况\n行政检查 | 11 |\n行政处罚 | 3 |\n", None).report
    assert report["proactive.inspections.decisions"].value == 11


def test_a_broken_table_leaves_the_form_out_and_names_it(package: Path, plug_in: Callable[..., None]) -> None:
    (package / "annual_2027.table.json").write_text("{", "utf-8")
    plug_in("forms_with_a_table")
    with pytest.warns(UserWarning, match=r"annual_2027\.table\.json, is broken"):
        assert "annual_2027" not in gongkai.forms()


def test_no_table_is_written_of_what_is_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "form_2030.lark"
    file.write_text('report: "a" -> b\n', "utf-8")
    assert cli.main(["forms", "--table", str(file)]) == 2
    assert "->" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_to_is_an_error_of_one_line(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (package / "annual_2027.table.json").mkdir()
    assert cli.main(["forms", "--table", str(package / GRAMMAR.name)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert grammar.check(package / GRAMMAR.name).name == "annual_2027"


def test_one_file_is_either_looked_at_or_given_a_table(package: Path) -> None:
    with pytest.raises(SystemExit) as raised:
        cli.main(["forms", "--check", str(GRAMMAR), "--table", str(package / GRAMMAR.name)])
    assert raised.value.code == 2
    assert not list(package.glob("*.json"))
