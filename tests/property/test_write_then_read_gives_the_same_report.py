from __future__ import annotations

from itertools import groupby

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.cells import Status, squeeze
from gongkai.parser import parse
from gongkai.records import Report
from gongkai.rendering import layouts, render, shows_blanks
from gongkai.testing import pages, reports
from tests.property.difference import difference, wrong


def without_paragraphs(report: Report) -> Report:
    """The report as far as a page on one line can say it: its text has no paragraphs, and no day stands alone under its title."""
    sections = tuple(evolve(section, text=squeeze(section.text), subsections=()) for section in report.sections)
    return evolve(report, sections=sections, published=None)


CELL_BY_CELL = ("pipe_alone", "pipe_lines")


def begins_anywhere(report: Report) -> bool:
    """Whether a row has blank cells, and no row of its table with as many columns has none: nothing then shows where such rows begin."""
    sizes: dict[tuple[str, int], list[bool]] = {}
    for _, row in groupby(report.entries(), lambda entry: entry.item):
        entries = list(row)
        if any(entry.value is not None for entry in entries):
            full = all(entry.status is not Status.BLANK for entry in entries)
            sizes.setdefault((entries[0].item.partition(".")[0], len(entries)), []).append(full)
    return any(not any(full) for full in sizes.values())


def seems_moved(report: Report) -> bool:
    """Whether the total of a row is empty, and the cell before it may be that: no less than the others add up to. Then one before it may be lost."""
    for _, row in groupby(report.entries(), lambda entry: entry.item):
        *others, total = (entry.value for entry in row)
        known = [value for value in others if value is not None]
        if total is None and known and known[-1] is others[-1] and known[-1] >= sum(known[:-1]):
            return True
    return False


@pytest.mark.parametrize("layout", layouts())
@given(st.data())
def test_write_then_read_gives_the_same_report(layout: str, data: st.DataObject) -> None:
    written, _, text = data.draw(pages(layout=layout))
    assume(layout not in CELL_BY_CELL or not begins_anywhere(written))
    assume(not seems_moved(written))
    read = parse(text).report
    if layout == "one_line":
        written, read = without_paragraphs(written), without_paragraphs(read)
    assert difference(written, read) == []


@pytest.mark.parametrize("layout", [name for name in layouts() if not shows_blanks(name)])
@given(report=reports())
def test_a_layout_without_blanks_gives_no_wrong_number(layout: str, report: Report) -> None:
    assert wrong(report, parse(render(report, layout)).report) == []
