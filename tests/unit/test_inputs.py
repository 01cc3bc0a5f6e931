"""What a folder stands for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai import batch, inputs


def in_check(folder: Path) -> list[str]:
    return [one.name for one in inputs.files_of([str(folder)])]


def in_batch(folder: Path) -> list[str]:
    return list(batch.files_of(str(folder)))


each_command = pytest.mark.parametrize("files", [in_check, in_batch])


@each_command
def test_a_folder_is_the_same_files_to_every_command(files: Callable[[Path], list[str]], tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "b.txt", "a/b/c.txt", ".hidden.txt", "~$open.docx", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    assert files(tmp_path) == [str(tmp_path / name) for name in ("b.txt", "a/b/c.txt", "b/1.txt", "b/2.txt")]


@each_command
def test_a_folder_that_may_not_be_looked_into_is_named_last(
    files: Callable[[Path], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "z.txt").touch()
    look = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert files(tmp_path) == [str(tmp_path / "z.txt"), str(tmp_path / "closed")]


def test_a_folder_that_cannot_be_opened_is_never_passed_over(tmp_path: Path) -> None:
    taken = inputs.take(inputs.Input(str(tmp_path), in_folder=True))
    assert taken.result is None
    assert taken.fault is not None
