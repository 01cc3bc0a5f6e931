from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import grammar
from gongkai.rendering import render
from gongkai.sheet import sheet_of
from gongkai.testing import reports
from tests.unit.word import docx, sheet_xml


@given(st.data(), st.booleans(), st.booleans(), st.booleans())
def test_a_word_file_gives_the_same_tree(data: st.DataObject, missing: bool, breaks: bool, framed: bool) -> None:
    report = data.draw(reports(missing=missing))
    sheet = sheet_of(report, grammar.form(report.form))
    result = gongkai.read(docx(sheet_xml(sheet, breaks=breaks, framed=framed)))
    assert result.tree == gongkai.parse(render(report)).tree
