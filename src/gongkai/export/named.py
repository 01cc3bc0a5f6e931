"""What is to be written, in any of its ways -> pairs of a file's name and what was read in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.export.table import storable
from gongkai.parser import Result
from gongkai.records import Report

Source = Report | Result | tuple[str | None, Report | Result]
"""A report or a result, alone or behind the name of its file."""


def named_reports(sources: Iterable[Source]) -> Iterator[tuple[str | None, Report]]:
    """Each source's file name, None where it has none, and its report."""
    for source in sources:
        name, read = source if isinstance(source, tuple) else (None, source)
        yield None if name is None else storable(name), read.report if isinstance(read, Result) else read
