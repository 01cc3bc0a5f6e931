"""The name of a file -> what came of reading it, as bytes that can be put aside."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any

from attrs import frozen

from gongkai.diagnostics import Severity
from gongkai.export import jsonl
from gongkai.export.json import encoded
from gongkai.export.long import rows, text
from gongkai.export.table import Cell, Column, Kind, storable
from gongkai.inputs import STANDARD_INPUT, Input, take
from gongkai.parser import Result


class State(StrEnum):
    """How a file was read."""

    CLEAN = "clean"
    """Nothing was found but notes."""
    DOUBTFUL = "doubtful"
    """There are findings of severity error or warning."""
    FAILED = "failed"
    """The file could not be read, or is no report."""


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


def outcome(name: str, lines: bool) -> Outcome:
    """Read a file. ``lines``: its part of the output is a line of JSON, not rows. Raises nothing: what is raised is the reason of a failure."""
    try:
        taken = take(Input(name if name != STANDARD_INPUT else f"./{name}"), "en")
    except Exception as error:  # noqa: BLE001 - one bad file never stops the run; its row names the error
        return failure(name, f"internal error: {type(error).__name__}: {error}", lines)
    if taken.result is None:
        return failure(name, taken.fault or "", lines)
    return _read(name, taken.result, lines)


def _read(name: str, result: Result, lines: bool) -> Outcome:
    report = result.report
    found = Counter(one.severity for one in result.diagnostics)
    state = State.DOUBTFUL if found[Severity.ERROR] or found[Severity.WARNING] else State.CLEAN
    codes = " ".join(sorted({one.code for one in result.diagnostics})) or None
    counts = (found[Severity.ERROR], found[Severity.WARNING], found[Severity.NOTE])
    row = (storable(name), state.value, report.form, report.year, text(report.agency), text(report.title), *counts, codes, None)
    body = jsonl.line(name, result) if lines else _dumped(list(rows(storable(name), report)))
    return Outcome(state, found[Severity.ERROR] > 0, _dumped(row), zlib.compress(body, 1))


def failure(name: str, reason: str, lines: bool) -> Outcome:
    """The outcome of a file that could not be read."""
    said = " ".join(storable(reason).split())
    row = (storable(name), State.FAILED.value, None, None, None, None, None, None, None, None, said)
    body = encoded(json.dumps({"file": name, "failed": said}, ensure_ascii=False)) if lines else b"[]"
    return Outcome(State.FAILED, False, _dumped(row), zlib.compress(body, 1))


def reader(lines: bool) -> partial[Outcome]:
    """``outcome`` for one kind of output, such as can be sent to another process."""
    return partial(outcome, lines=lines)


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def rows_of(body: bytes) -> Iterator[tuple[Cell, ...]]:
    """The rows of the long table in a packed body."""
    for row in json.loads(zlib.decompress(body)):
        value = row[7]
        yield (*row[:7], Decimal(value) if isinstance(value, str) else value, *row[8:])


def line_of(body: bytes) -> bytes:
    """The line of JSON in a packed body."""
    return zlib.decompress(body)
