"""Reports -> the long table: a row an entry, the same columns for every form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.export.named import Source, named_reports
from gongkai.export.table import Cell, Column, Kind, Table, storable
from gongkai.records import Report

COLUMNS = (
    Column("file", Kind.TEXT),
    Column("form", Kind.TEXT),
    Column("year", Kind.INTEGER),
    Column("agency", Kind.TEXT),
    Column("item", Kind.TEXT),
    Column("column", Kind.TEXT),
    Column("label", Kind.TEXT),
    Column("value", Kind.NUMBER),
    Column("unit", Kind.TEXT),
    Column("status", Kind.TEXT),
    Column("raw", Kind.TEXT),
    Column("start", Kind.INTEGER),
    Column("end", Kind.INTEGER),
    Column("page", Kind.INTEGER),
)


def long(sources: Iterable[Source]) -> Table:
    """The long table: a row an entry, also those that the page lacks. Its rows are made while they are taken."""
    return Table("entries", COLUMNS, (row for name, report in named_reports(sources) for row in rows(name, report)))


def rows(name: str | None, report: Report) -> Iterator[tuple[Cell, ...]]:
    """The rows of one report."""
    head = (name, report.form, report.year, text(report.agency))
    for entry in report.entries():
        said = (entry.item, entry.column, entry.label, entry.value, entry.unit, entry.status.value, text(entry.raw))
        span = entry.span
        yield (*head, *said, *((span.start, span.end, span.page) if span is not None else (None, None, None)))


def text(said: str | None) -> str | None:
    """What a page says, as a file can hold it."""
    return None if said is None else storable(said)
