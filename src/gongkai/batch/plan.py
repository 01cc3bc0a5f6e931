"""A folder or a list -> the files to read, in an order that is settled before the first one is read."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from gongkai import __version__
from gongkai.complaints import say
from gongkai.errors import GongkaiError
from gongkai.inputs import files_below

_LOOKED_AT = 20
"""Of a list, so many names are looked up before any file is read."""


class BatchError(GongkaiError):
    """A batch that cannot begin or go on. Its message says in one sentence why, and what to do."""


@frozen
class Plan:
    """The files of a run: a line of JSON each, behind one that says what was asked for."""

    path: Path
    count: int

    def names(self) -> Iterator[str]:
        """The names of the files in their order."""
        with self.path.open(encoding="ascii") as lines:
            next(lines)
            for line in lines:
                yield json.loads(line)


def begin(folder: Path, source: str, target: str, summed: bool, leave_out: frozenset[Path]) -> Plan:
    """Make the list, in a folder of its own. It is there whole or not at all. Raises OSError where the source cannot be opened."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        count = _list(folder / "plan.new", source, _asked(source, target, summed), leave_out)
        (folder / "plan.new").replace(folder / "plan")
    except BaseException:
        shutil.rmtree(folder)
        raise
    return Plan(folder / "plan", count)


def _list(path: Path, source: str, asked: dict[str, object], leave_out: frozenset[Path]) -> int:
    count = 0
    with path.open("w", encoding="ascii", newline="\n") as out:
        out.write(json.dumps(asked) + "\n")
        for name in files_of(source, leave_out):
            out.write(json.dumps(name) + "\n")
            count += 1
        out.flush()
        os.fsync(out.fileno())
    return count


def go_on(folder: Path, source: str, target: str, summed: bool) -> Plan | None:
    """The list that was made when the run began; None where there is none. Raises BatchError where something else was asked for."""
    path = folder / "plan"
    if not path.exists():
        return None
    with path.open(encoding="ascii") as lines:
        asked = json.loads(next(lines))
        if asked != _asked(source, target, summed):
            was = ", ".join(str(asked[name]) for name in ("source", "target", "version")) + ", with a summary" * asked.get("summary", False)
            raise BatchError(say("batch_other", found=was, folder=folder))
        return Plan(path, sum(1 for _ in lines))


def _asked(source: str, target: str, summed: bool) -> dict[str, object]:
    return {"source": source, "target": target, "version": __version__, "summary": summed}


def files_of(source: str, leave_out: frozenset[Path] = frozenset()) -> Iterator[str]:
    """The files below a folder, by name, those of a folder before those of the folders in it; or those that a list names, one a line.

    Hidden files and folders are passed by, and links to folders. A folder that may not be looked into stands in the list itself, so that it is
    reported. Raises OSError where the source cannot be opened, BatchError where it is a file and none of the first that it names is there.
    """
    top = Path(source)
    if not top.is_dir():
        lines = top.read_text("utf-8-sig", errors="surrogateescape").split("\n")  # reads the ends of lines as any system writes them
        names = [line for line in lines if line]
        first = names[:_LOOKED_AT]
        if len(first) > 1 and not any(map(os.path.exists, first)):  # a report, perhaps, or a list that was made elsewhere
            raise BatchError(say("batch_list", source=source, count=len(first)))
        yield from names
        return
    with os.scandir(top):  # raises where os.walk would say nothing
        pass
    for path in files_below(source, leave_out):
        yield path.as_posix()
