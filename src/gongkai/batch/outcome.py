"""The name of a file -> what came of reading it, as bytes that can be put aside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import partial

from attrs import frozen

from gongkai.batch import packing
from gongkai.batch.digest import digest, packed
from gongkai.diagnostics import CODES, Diagnostic, Severity, told
from gongkai.export import jsonl
from gongkai.export.json import encoded
from gongkai.export.long import rows, text
from gongkai.export.table import Cell, Column, Kind, storable
from gongkai.inputs import STANDARD_INPUT, Input, take
from gongkai.parser import Result
from gongkai.readers.limits import DEFAULT, Limits


class State(StrEnum):
    """How a file was read."""

    CLEAN = "clean"
    """Nothing was found but notes."""
    DOUBTFUL = "doubtful"
    """There are findings of severity error or warning."""
    FAILED = "failed"
    """The file could not be read, or is no report."""


@frozen
class Told:
    """What is told of one file."""

    state: State
    row: tuple[Cell, ...]
    """Its row in the table of files."""
    result: Result | None = None
    """None where it failed."""

    @property
    def error(self) -> bool:
        """Whether there are findings of severity error."""
        return self.result is not None and not self.result.ok

    def entries(self) -> Iterator[tuple[Cell, ...]]:
        """Its rows in the long table, of which a file that failed has none."""
        return iter(()) if self.result is None else rows(str(self.row[0]), self.result.report)


@frozen
class Outcome:
    """What came of one file."""

    state: State
    error: bool
    """Whether there are findings of severity error."""
    row: bytes
    """Its row in the table of files, as JSON."""
    body: bytes
    """Its part of the output, packed: a line of JSON, or the rows of the long table."""
    digest: bytes = b""
    """What a summary counts of it, packed; nothing where there is none to be made, or nothing was read."""


FILES = (
    Column("file", Kind.TEXT),
    Column("result", Kind.TEXT),
    Column("form", Kind.TEXT),
    Column("year", Kind.INTEGER),
    Column("agency", Kind.TEXT),
    Column("title", Kind.TEXT),
    Column("errors", Kind.INTEGER),
    Column("warnings", Kind.INTEGER),
    Column("notes", Kind.INTEGER),
    Column("codes", Kind.TEXT),
    Column("reason", Kind.TEXT),
)
"""The columns of the table of files."""


def tell(name: str, given: Input, limits: Limits = DEFAULT) -> Told:
    """Read a file, and say what is to be told of it. Raises nothing: what is raised is the reason of a failure."""
    try:
        taken = take(given, "en", limits)
    except Exception as error:  # noqa: BLE001 - one bad file never stops the run; its row names the error
        return failed(name, told(Diagnostic.of("GK453", found=f"{type(error).__name__}: {error}"), "en"))
    if taken.result is None:
        return failed(name, taken.fault or "")
    report = taken.result.report
    found = Counter(one.severity for one in taken.result.diagnostics)
    state = State.DOUBTFUL if found[Severity.ERROR] or found[Severity.WARNING] else State.CLEAN
    codes = " ".join(sorted({one.code for one in taken.result.diagnostics})) or None
    counts = (found[Severity.ERROR], found[Severity.WARNING], found[Severity.NOTE])
    row = (storable(name), state.value, report.form, report.year, text(report.agency), text(report.title), *counts, codes, None)
    return Told(state, row, taken.result)


def failed(name: str | None, reason: str) -> Told:
    """What is told of a file that could not be read. Its reason is in English, whatever the locale: the same run gives the same table."""
    file = None if name is None else storable(name)
    codes = code_of(reason)
    return Told(State.FAILED, (file, State.FAILED.value, *[None] * (len(FILES) - 4), codes, " ".join(storable(reason).split())))


def code_of(reason: str) -> str | None:
    """The code that a reason begins with; None for what the system says: that there is no such file."""
    first = reason.partition(" ")[0]
    return first if first in CODES else None


def outcome(name: str, lines: bool, summed: bool = False) -> Outcome:
    """Read a file. ``lines``: its part of the output is a line of JSON, not rows. ``summed``: there will be a summary. Raises nothing."""
    return _packed(name, tell(name, input_of(name)), lines, summed)


def input_of(path: str) -> Input:
    """A file to read. One that is named ``-`` is not standard input."""
    return Input(path if path != STANDARD_INPUT else f"./{path}")


def failure(name: str, reason: str, lines: bool) -> Outcome:
    """The outcome of a file that could not be read."""
    return _packed(name, failed(name, reason), lines)


def _packed(name: str, told: Told, lines: bool, summed: bool = False) -> Outcome:
    if not lines:
        body = packing.dumped(list(told.entries()))
    elif told.result is not None:
        body = jsonl.line(name, told.result)
    else:
        body = encoded(json.dumps({"file": name, "failed": told.row[-1]}, ensure_ascii=False))
    counted = packed(digest(told.result)) if summed and told.result is not None else b""
    return Outcome(told.state, told.error, packing.dumped(told.row), packing.compressed(body), counted)


def reader(lines: bool, summed: bool) -> partial[Outcome]:
    """``outcome`` for one kind of output, such as can be sent to another process."""
    return partial(outcome, lines=lines, summed=summed)


def rows_of(body: bytes) -> Iterator[tuple[Cell, ...]]:
    """The rows of the long table in a packed body."""
    for row in json.loads(packing.decompressed(body)):
        yield (*row[:7], packing.number(row[7]), *row[8:])


def line_of(body: bytes) -> bytes:
    """The line of JSON in a packed body."""
    return packing.decompressed(body)
