from __future__ import annotations

import shutil
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


# ---------------------------------------------------------------- looking before asking


def installed(folder: Path, group: str, *, kind: str = "dist-info") -> None:
    """A package that names a group of entry points."""
    about = folder / f"forms-1.0.{kind}"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: forms\nVersion: 1.0\n")
    (about / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: forms\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[{group}]\nmine = somebodys_forms\n")


@pytest.mark.parametrize("kind", ["dist-info", "egg-info"])
def test_what_a_package_on_the_path_names_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    installed(tmp_path, plugins.GRAMMARS, kind=kind)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(tmp_path)])
    assert [entry.value for entry in plugins.entry_points(plugins.GRAMMARS)] == ["somebodys_forms"]
    assert list(plugins.entry_points(plugins.CHECKS)) == []


def test_a_package_in_a_zip_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path / "made", plugins.GRAMMARS)
    archive = shutil.make_archive(str(tmp_path / "packages"), "zip", tmp_path / "made")
    monkeypatch.setattr(sys, "path", [archive])
    assert [entry.value for entry in plugins.entry_points(plugins.GRAMMARS)] == ["somebodys_forms"]


def test_a_package_that_a_finder_of_its_own_knows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        @staticmethod
        def find_spec(*_: object) -> None:
            return None

        @staticmethod
        def find_distributions(*_: object) -> list[object]:
            return []

    monkeypatch.setattr(sys, "path", [])
    assert not plugins._may_be_named(plugins.GRAMMARS)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert plugins._may_be_named(plugins.GRAMMARS)


def test_what_reads_entry_points_is_not_imported_where_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "somebodys.group")
    (tmp_path / "old-1.0.egg-info").write_text("a file, as distutils wrote it")
    (tmp_path / "none-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(plugins, "import_module", lambda name: pytest.fail(f"imports {name}"))
    assert list(plugins.entry_points(plugins.GRAMMARS)) == []
