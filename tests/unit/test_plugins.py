from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from gongkai import plugins


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "somebodys_forms"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "statistics_2007.lark").write_text("report: TEXT\n%declare TEXT\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "somebodys_forms", raising=False)
    return folder


def test_without_plug_ins_there_are_no_other_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda group: ())
    assert plugins.grammar_folders() == ([], [])


def test_a_package_that_an_entry_point_names_is_a_folder_of_forms(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def entry_points(group: str) -> tuple[EntryPoint, ...]:
        asked.append(group)
        return (EntryPoint("forms", "somebodys_forms", group), EntryPoint("again", "somebodys_forms", group))

    monkeypatch.setattr(plugins, "entry_points", entry_points)
    folders, problems = plugins.grammar_folders()
    assert [sorted(file.name for file in folder.glob("*.lark")) for folder in folders] == [["statistics_2007.lark"]]
    assert problems == []
    assert asked == ["gongkai.grammars"]


@pytest.mark.parametrize(("code", "named"), [(None, "ModuleNotFoundError"), ("raise SystemError('no luck')", "no luck"), ("x = (", "SyntaxError")])
def test_a_package_that_cannot_be_imported_is_named(package: Path, monkeypatch: pytest.MonkeyPatch, code: str | None, named: str) -> None:
    name = "somebodys_forms"
    if code is None:
        name = "nobodys_forms"
    else:
        (package / "__init__.py").write_text(code)
    monkeypatch.setattr(plugins, "entry_points", lambda group: (EntryPoint("forms", name, group),))
    folders, (problem,) = plugins.grammar_folders()
    assert folders == []
    assert name in str(problem)
    assert named in str(problem)
