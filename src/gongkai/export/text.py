"""Results -> pages to read: a row of the form a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from gongkai.cells import width
from gongkai.export.table import storable
from gongkai.parser import Result
from gongkai.records import Report
from gongkai.signs import shown


def write(results: Iterable[tuple[str | None, Result]], out: IO[bytes]) -> None:
    """Write a page for each report, an empty line between two."""
    out.write(storable("\n".join(page(result.report) for _, result in results)).encode())


def page(report: Report) -> str:
    """A report as a page to read: a row a line, its cells in the order of the form's columns."""
    rows: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for entry in report.entries():
        rows.setdefault(entry.item, []).append(shown(entry))
        labels[entry.item] = entry.label
    longest = max(len(item) for item in rows)
    cells = max(width(cell) for row in rows.values() for cell in row)
    head = [report.title or "(no title)", f"{report.form}  {report.agency or '—'}  {report.year or '—'}  {report.published or '—'}", ""]
    lines = [
        f"{item:<{longest}}  {' '.join(cell.rjust(cells - width(cell) + len(cell)) for cell in row)}  {labels[item]}" for item, row in rows.items()
    ]
    return "\n".join([*head, *lines, "", "· blank   / not applicable   [ ] inferred   ? unsettled   — missing", ""])
