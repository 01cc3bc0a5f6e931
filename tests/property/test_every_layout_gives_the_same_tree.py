from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.parser import parse
from gongkai.rendering import keeps_rows, layouts, render, shows_blanks
from gongkai.testing import reports


@pytest.mark.parametrize("missing", [False, True], ids=["all rows", "rows missing"])
@pytest.mark.parametrize("blanks", [False, True], ids=["no blanks", "blanks"])
@given(st.data())
def test_every_layout_gives_the_same_tree(blanks: bool, missing: bool, data: st.DataObject) -> None:
    report = data.draw(reports(blanks=blanks, missing=missing))
    names = [name for name in layouts() if shows_blanks(name) >= blanks and keeps_rows(name) >= missing]
    tree = parse(render(report)).tree
    assert [name for name in names if parse(render(report, name)).tree != tree] == []
