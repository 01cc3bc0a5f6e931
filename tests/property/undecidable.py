"""A report and a layout -> whether the page leaves open in which columns some of its cells stand, so that they are doubted though nothing is lost."""

from __future__ import annotations

from itertools import groupby

from gongkai.cells import Status
from gongkai.records import Report

_CELL_BY_CELL = ("pipe_alone", "pipe_lines")


def undecidable(report: Report, layout: str) -> bool:
    """Whether rows of the report, printed so, cannot be told from rows that have lost a cell."""
    return _may_have_moved(report) or (layout in _CELL_BY_CELL and _begins_anywhere(report))


def _may_have_moved(report: Report) -> bool:
    """Whether only the total of a row is empty, and the number before it is just the sum of the others."""
    for _, row in groupby(report.entries(), lambda entry: entry.item):
        *numbers, total = row
        values = [entry.value for entry in numbers if entry.value is not None]
        blank = total.column == "total" and total.status is Status.BLANK
        if blank and values and len(values) == len(numbers) and sum(values[:-1]) == values[-1]:
            return True
    return False


def _begins_anywhere(report: Report) -> bool:
    """Whether a row has blank cells, and no row of its table with as many columns and a label as deep has none: nothing then shows where such rows begin."""
    sizes: dict[tuple[str, int, int], list[bool]] = {}
    for item, row in groupby(report.entries(), lambda entry: entry.item):
        entries = list(row)
        if any(entry.value is not None for entry in entries):
            full = all(entry.status is not Status.BLANK for entry in entries)
            sizes.setdefault((item.partition(".")[0], item.count("."), len(entries)), []).append(full)
    return any(not any(full) for full in sizes.values())
