"""Entry points of other packages -> what they add."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.complaints import say
from gongkai.errors import FormError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GRAMMARS = "gongkai.grammars"
CHECKS = "gongkai.checks"


def entry_points(group: str) -> Iterable[EntryPoint]:
    """The entry points of a group."""
    if not _may_be_named(group):
        return ()
    metadata: Any = import_module("importlib.metadata")  # now: it takes as long to import as a page to read a hundred times
    return metadata.entry_points(group=group)  # type: ignore[no-any-return]


def _may_be_named(group: str) -> bool:
    """Whether a package on the path may name a group of entry points. False only where there is no place left in which one could."""
    if any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder):
        return True  # something else than folders is searched
    needle = group.encode()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - in a tenth of the time
        except FileNotFoundError:
            continue
        except OSError:
            return True  # a ZIP file, say, which may hold packages
        for name in names:
            if name.endswith(".egg"):
                return True
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    if needle in Path(folder, name, "entry_points.txt").read_bytes():
                        return True
                except OSError:  # it names none, or nobody may read it
                    continue
    return False


def grammar_folders() -> tuple[list[Path], list[FormError]]:
    """The folders of the packages that the entry-point group ``gongkai.grammars`` names, and why others cannot be found."""
    folders: dict[Path, None] = {}
    problems: list[FormError] = []
    for entry in entry_points(GRAMMARS):
        package = entry.value.partition(":")[0]
        try:
            folders[Path(next(iter(import_module(package).__path__)))] = None
        except Exception as error:  # noqa: BLE001 - the package is imported, and may raise what it likes
            what = say("form_package", package=package, entry=entry.name, found=f"{type(error).__name__}: {error}")
            problems.append(FormError(what, say("form_package_remedy")))
    return list(folders), problems


def check_entries() -> tuple[EntryPoint, ...]:
    """What the entry-point group ``gongkai.checks`` names, by name."""
    return tuple(sorted(entry_points(CHECKS), key=lambda entry: (entry.name, entry.value)))
