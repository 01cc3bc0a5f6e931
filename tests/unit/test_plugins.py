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
    (folder / "statistics_2014.lark").write_text("report: TEXT\n%declare TEXT\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "somebodys_forms", raising=False)
    return folder


def test_without_plug_ins_there_are_no_other_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda group: ())
    assert list(plugins.grammar_folders()) == []


def test_a_package_that_an_entry_point_names_is_a_folder_of_forms(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def entry_points(group: str) -> tuple[EntryPoint, ...]:
        asked.append(group)
        return (EntryPoint("forms", "somebodys_forms", group),)

    monkeypatch.setattr(plugins, "entry_points", entry_points)
    assert [sorted(file.name for file in folder.glob("*.lark")) for folder in plugins.grammar_folders()] == [["statistics_2014.lark"]]
    assert asked == ["gongkai.grammars"]


def test_the_form_of_a_plug_in_is_known_after_those_built_in(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai import grammar

    monkeypatch.setattr(plugins, "entry_points", lambda group: (EntryPoint("forms", "somebodys_forms", group),))
    grammar._files.cache_clear()
    try:
        assert grammar.forms() == ("annual_2019", "annual_2021", "statistics_2014")
        assert grammar.path("statistics_2014") == package / "statistics_2014.lark"
    finally:
        grammar._files.cache_clear()


def test_a_plug_in_does_not_take_the_place_of_a_form_built_in(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai import grammar

    (package / "annual_2021.lark").write_text("report: TEXT\n%declare TEXT\n")
    before = grammar.path("annual_2021")
    monkeypatch.setattr(plugins, "entry_points", lambda group: (EntryPoint("forms", "somebodys_forms", group),))
    grammar._files.cache_clear()
    try:
        assert grammar.path("annual_2021") == before
    finally:
        grammar._files.cache_clear()
