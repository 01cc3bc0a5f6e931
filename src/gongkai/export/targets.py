"""Results and the name of a target -> a file of it, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from gongkai.errors import GongkaiError
from gongkai.export.long import long
from gongkai.export.table import Table
from gongkai.parser import Result

TARGETS = {
    "json": "results",
    "jsonl": "results",
    "csv": "table",
    "xlsx": "results",
    "parquet": "table",
    "sqlite": "table",
    "tree": "results",
    "text": "results",
}
"""The name of each target, which is its module's and the suffix of its files, and what it takes: results, or the rows of a table."""
BINARY = frozenset(("xlsx", "parquet", "sqlite"))
"""Those that are not text."""


class UnknownTargetError(GongkaiError, ValueError):
    """A target, or the suffix of a file, that nothing is written to; the message names those that there are."""


def target_of(path: str | os.PathLike[str]) -> str:
    """The target that a file's suffix names. Raises UnknownTargetError where it names none."""
    suffix = Path(path).suffix.removeprefix(".").lower()
    if suffix not in TARGETS:
        raise UnknownTargetError(f"{os.fspath(path)}: no target {suffix!r}; known are {', '.join(TARGETS)}")
    return suffix


def write(content: Table | Iterable[tuple[str | None, Result]], path: str | os.PathLike[str], to: str | None = None) -> None:
    """Write results, each with its file's name, or a table, to a file; ``to`` names its target where its suffix does not.

    The file is there whole or not at all. A target of tables (CSV, Parquet, SQLite) has the results' long table; a Table can be written to
    those alone. Raises UnknownTargetError, a ValueError, and MissingPackageError, an
    ImportError, where the target needs a package that is not installed.
    """
    target = target_of(path) if to is None else to
    with replacing(path) as out:
        write_to(content, out, target)


def write_to(content: Table | Iterable[tuple[str | None, Result]], out: IO[bytes], to: str) -> None:
    """The same into a binary file that is open."""
    if to not in TARGETS:
        raise UnknownTargetError(f"no target {to!r}; known are {', '.join(TARGETS)}")
    takes = TARGETS[to]
    if isinstance(content, Table) and takes != "table":
        raise UnknownTargetError(f"{to} is no target of tables; those are {', '.join(name for name, kind in TARGETS.items() if kind == 'table')}")
    module: Any = import_module(f"gongkai.export.{to}")
    if takes == "table":
        module.write(content if isinstance(content, Table) else long(content), out)
    else:
        module.write(content, out)


@contextmanager
def replacing(path: str | os.PathLike[str], folder: str | os.PathLike[str] | None = None) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of the one at the path when all has been written, and goes where anything fails.

    Until then it is in the folder, which is on the same disk as the path; else beside it.
    """
    target = Path(os.path.realpath(path))  # a link stays one
    if target.exists() and not target.is_file():  # /dev/stdout, a pipe: nothing there can be replaced
        with target.open("wb") as out:
            yield out
        return
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=folder or target.parent, prefix=f".{target.name[:50]}.")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The bits that new files lack; to ask for them is to set them."""
    umask = os.umask(0)
    os.umask(umask)
    return umask
