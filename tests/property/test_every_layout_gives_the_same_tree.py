from __future__ import annotations

from hypothesis import given

from gongkai.parser import parse
from gongkai.records import Report
from gongkai.render import layouts, render, shows_blanks
from gongkai.testing import reports


@given(reports(blanks=False))
def test_every_layout_gives_the_same_tree(report: Report) -> None:
    tree = parse(render(report)).tree
    assert [name for name in layouts() if parse(render(report, name)).tree != tree] == []


@given(reports())
def test_every_layout_that_shows_blanks_gives_the_same_tree(report: Report) -> None:
    tree = parse(render(report)).tree
    assert [name for name in layouts() if shows_blanks(name) and parse(render(report, name)).tree != tree] == []
