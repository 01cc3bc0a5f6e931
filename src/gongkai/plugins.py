"""Entry points of other packages -> what they add."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

GRAMMARS = "gongkai.grammars"
CHECKS = "gongkai.checks"


def grammar_folders() -> Iterator[Path]:
    """The folders of the packages that the entry-point group ``gongkai.grammars`` names."""
    for entry in entry_points(group=GRAMMARS):
        yield Path(str(resources.files(entry.value.partition(":")[0])))


def check_entries() -> tuple[EntryPoint, ...]:
    """What the entry-point group ``gongkai.checks`` names, by name."""
    return tuple(sorted(entry_points(group=CHECKS), key=lambda entry: (entry.name, entry.value)))
