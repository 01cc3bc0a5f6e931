"""The packages in this folder as plug-ins of this process, without installing them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from gongkai import grammar, plugins

FOLDER = Path(__file__).parent


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A function that makes packages known, named by folder and module: ``plug_in("next_year/forms_of_2027")``."""

    modules: list[str] = []

    def make_known(*packages: str) -> None:
        entries = []
        for package in packages:
            folder, _, module = package.rpartition("/")
            if folder:
                monkeypatch.syspath_prepend(str(FOLDER / folder))
            modules.append(module)
            entries.append(EntryPoint(module, module, plugins.GRAMMARS))
        monkeypatch.setattr(plugins, "entry_points", lambda group: entries)
        grammar.forget()

    yield make_known
    monkeypatch.undo()
    grammar.forget()
    for name in modules:
        sys.modules.pop(name, None)
