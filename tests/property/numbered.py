"""Reports in which no two cells say the same: a number that is read in another's place is seen to be wrong."""

from __future__ import annotations

from attrs import evolve
from hypothesis import strategies as st

from gongkai.cells import BLANK, Place, Reading, Status
from gongkai.records import Report
from gongkai.testing import reports


@st.composite
def numbered(draw: st.DrawFn, *, blanks: bool = False) -> Report:
    """A report that has another number in every cell, or (``blanks``) in every other one at random: no cell can hide behind its zero."""
    report = draw(reports(blanks=False, missing=False))
    numbers = draw(st.permutations(range(10, 10 + len(report.keys))))
    empty = draw(st.sets(st.integers(10, 10 + len(report.keys)))) if blanks else frozenset()
    printed = [BLANK if number in empty else Reading(number, Status.REPORTED, None, str(number)) for number in numbers]
    cells = [Place(one, -1, -1) if two.reading.status is not Status.MISSING else two for one, two in zip(printed, report.cells, strict=True)]
    return evolve(report, cells=tuple(cells))
