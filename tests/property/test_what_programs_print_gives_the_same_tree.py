"""The tables of a report as spreadsheets, terminals and data frames print them, and pages whose lines were numbered or quoted on their way."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.parser import parse
from gongkai.records import Report
from gongkai.rendering import layouts, render, shows_blanks
from gongkai.sheet import Table, sheet_of
from gongkai.testing import DAMAGES, Damage, reports
from tests.programs import MARKS, PROGRAMS, page, printed, without_merged
from tests.property.difference import obeys, wrong
from tests.property.faulty import any_report
from tests.property.numbered import numbered

each_program = pytest.mark.parametrize("program", PROGRAMS)
each_mark = pytest.mark.parametrize("mark", MARKS)
few = settings(max_examples=5)
"""Of each, of which there are many."""
_SHOWING = [name for name in layouts() if shows_blanks(name)]


@each_program
@few
@given(st.one_of(reports(missing=False), numbered(blanks=True)))
def test_what_a_program_prints_gives_the_same_tree(program: str, report: Report) -> None:
    same = parse(printed(report, program)).tree == parse(render(report)).tree
    assert same


@each_mark
@few
@given(st.sampled_from(_SHOWING), numbered(blanks=True))
def test_a_page_whose_lines_were_marked_gives_the_same_tree(mark: str, layout: str, report: Report) -> None:
    text = render(report, layout)
    same = parse(MARKS[mark](text)).tree == parse(text).tree
    assert same


@each_program
@few
@given(st.data())
def test_damage_to_what_a_program_prints_never_yields_a_wrong_number(program: str, data: st.DataObject) -> None:
    report = data.draw(st.one_of(reports(consistent=True), numbered()))
    happens = data.draw(st.builds(Damage, st.sampled_from(sorted(DAMAGES)).map(lambda kind: (kind,)), st.integers(0, 2**16)))
    read = parse(happens(printed(report, program)))
    assert wrong(report, read.report, consistent=obeys(report)) == []


@pytest.mark.parametrize("end", ["", "\t"])
@given(any_report(), st.randoms(use_true_random=False))
def test_a_cell_lost_where_merged_places_are_not_printed_never_yields_a_wrong_number(end: str, report: Report, random: Random) -> None:
    sheet = sheet_of(report, grammar.form(report.form))
    rows = [row for block in sheet.blocks if isinstance(block, Table) for row in block.rows]
    row = random.choice(rows)
    lost = random.sample(row, min(random.randint(1, 2), len(row))) + [
        cell for _ in range(random.randint(0, 1)) for cell in [random.choice(random.choice(rows))]
    ]
    read = parse(page(sheet, lambda table: without_merged(table, end, lost)))
    assert wrong(report, read.report, consistent=obeys(report)) == []
