"""A folder or a list of files -> one table of all they say, and one of the files.

What was read is put aside at once in a folder beside the output, so that a run that was interrupted can go on. The output is made of it at the
end, in the order of the input, and is there whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TextIO

from attrs import frozen

from gongkai.batch.journal import Journal
from gongkai.batch.outcome import FILES, State, failure, line_of, reader, rows_of
from gongkai.batch.plan import BatchError, Plan, begin, files_of, go_on
from gongkai.batch.pool import Pool, Work
from gongkai.batch.progress import Progress
from gongkai.batch.summing import Summing
from gongkai.complaints import say
from gongkai.diagnostics import Language
from gongkai.export import replacing, sqlite, write_to
from gongkai.export.long import COLUMNS
from gongkai.export.table import Cell, Table
from gongkai.extras import needed

__all__ = ["SUFFIXES", "BatchError", "Done", "State", "files_of", "run"]

SUFFIXES = ("csv", "jsonl", "parquet", "sqlite")
"""What the output may be."""
TIMEOUT = 60.0
"""How many seconds a file may take."""


@frozen
class Done:
    """What came of a run."""

    states: Counter[State]
    """How many files are in which state; empty where nothing was left to do."""
    errors: bool
    """Whether there are findings of severity error in any of them."""
    written: tuple[str, ...]
    """The files that were written."""


def run(
    source: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    resume: bool = False,
    timeout: float = TIMEOUT,
    summary: str | os.PathLike[str] | None = None,
    organs: str | os.PathLike[str] | None = None,
    lang: Language = "zh",
    progress: TextIO | None = None,
    work: Work | None = None,
) -> Done:
    """Read all files of a folder, or of a list, and write what they say to ``out``, and a table of the files beside it.

    ``jobs`` processes read (as many as there are processors); a file that takes longer than ``timeout`` seconds, or brings its process down, is
    a row in the table of files like any other that cannot be read. ``resume`` goes on with a run that was interrupted. ``summary`` is a page in
    HTML to write, in Chinese or, by ``lang``, English, for which each report is checked, too; ``organs`` is a file that names the organs that should
    have reported, one a line. Raises BatchError where it cannot begin or go on, OSError where the source cannot be opened or the output not be written.
    """
    target = Path(out).suffix.removeprefix(".").lower()
    if target not in SUFFIXES:
        raise BatchError(say("batch_suffix", output=os.fspath(out), known=", .".join(SUFFIXES)))
    if target == "parquet":
        needed("pyarrow", "arrow")  # a package that is not there is told now, not at the end
    output = Path(os.path.realpath(out))
    if not output.parent.is_dir():
        raise BatchError(say("batch_folder", output=os.fspath(out)))
    beside = output.with_name(f"{output.stem}.files{output.suffix}")
    folder = output.with_name(f"{output.name}.part")
    finished = output.with_name(f"{output.name}.part.done")
    shutil.rmtree(finished, ignore_errors=True)  # of a run that was killed while it cleaned up
    page = Summing.asked(summary, organs, lang) if summary is not None else None
    if page is not None and page.path in (output, beside):
        raise BatchError(say("batch_summary", output=os.fspath(out)))
    if resume and output.exists() and not folder.exists():
        if page is not None and not page.path.exists():
            raise BatchError(say("batch_complete", output=os.fspath(out)))
        return Done(Counter(), False, ())
    summed = page is not None
    plan = go_on(folder, os.fspath(source), target, summed)
    if plan is not None and not resume:
        raise BatchError(say("batch_interrupted", output=os.fspath(out), folder=folder))
    if plan is None:
        own = frozenset((output, beside, folder)) | (page.paths if page is not None else frozenset())
        plan = begin(folder, os.fspath(source), target, summed, own)
    lines = target == "jsonl"
    journal = Journal(folder / "journal", plan.count)
    try:
        _read(plan, journal, Pool(work or reader(lines, summed), partial(failure, lines=lines), jobs or _processors(), timeout), progress)
        if page is not None:
            page.write_of(journal, plan.count)
        written = _write(plan, journal, target, output, beside)
    finally:
        journal.close()
    folder.replace(finished)  # at once: half of a folder would look like a run that was interrupted
    shutil.rmtree(finished)
    return Done(journal.states, journal.errors, (*written, *([str(page.path)] if page is not None else [])))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(plan: Plan, journal: Journal, pool: Pool, out: TextIO | None) -> None:
    """Read the files that the journal has not."""
    bar = Progress(out, plan.count, journal.states.total()) if out is not None else None
    left = ((number, name) for number, name in enumerate(plan.names()) if not journal.done(number))
    try:
        with pool:
            for found in pool.run(left):
                if found is not None:
                    journal.add(*found)
                if bar is not None:
                    bar.tell(journal.states)
    finally:
        if bar is not None:
            bar.end()


def _write(plan: Plan, journal: Journal, target: str, output: Path, beside: Path) -> tuple[str, ...]:
    """Write the output in the order of the input; that of the files first, so that the other says that all is there."""
    numbers = range(plan.count)
    folder = plan.path.parent
    files = Table("files", FILES, (tuple(json.loads(journal.row(number))) for number in numbers))
    if target == "sqlite":
        with replacing(output, folder) as out:
            sqlite.write(Table("entries", COLUMNS, _rows(journal, plan.count)), out, files, folder=folder)
        return (str(output),)
    with replacing(beside, folder) as out:
        if target == "jsonl":
            names = [column.name for column in FILES]
            out.writelines(_line(dict(zip(names, row, strict=True))) for row in files.rows)
        else:
            write_to(files, out, target)
    with replacing(output, folder) as out:
        if target == "jsonl":
            out.writelines(line_of(journal.body(number)) for number in numbers)
        else:
            write_to(Table("entries", COLUMNS, _rows(journal, plan.count)), out, target)
    return str(output), str(beside)


def _rows(journal: Journal, count: int) -> Iterator[tuple[Cell, ...]]:
    for number in range(count):
        yield from rows_of(journal.body(number))


def _line(row: dict[str, object]) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()
