"""Entry points of other packages -> what they add."""

from __future__ import annotations

from importlib import resources
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from gongkai.errors import FormError

GRAMMARS = "gongkai.grammars"
CHECKS = "gongkai.checks"


def grammar_folders() -> tuple[list[Path], list[FormError]]:
    """The folders of the packages that the entry-point group ``gongkai.grammars`` names, and why others cannot be found."""
    folders: dict[Path, None] = {}
    problems: list[FormError] = []
    for entry in entry_points(group=GRAMMARS):
        package = entry.value.partition(":")[0]
        try:
            folders[Path(str(resources.files(package)))] = None
        except Exception as error:  # noqa: BLE001 - the package is imported, and may raise what it likes
            what = f"the package {package}, which the entry point {entry.name} names, cannot be imported: {type(error).__name__}: {error}"
            problems.append(FormError(what, "install it again, or remove it"))
    return list(folders), problems


def check_entries() -> tuple[EntryPoint, ...]:
    """What the entry-point group ``gongkai.checks`` names, by name."""
    return tuple(sorted(entry_points(group=CHECKS), key=lambda entry: (entry.name, entry.value)))
