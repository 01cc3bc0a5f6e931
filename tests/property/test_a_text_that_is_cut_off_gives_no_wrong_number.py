"""Of a text with more cells than any report has, the first ones are read: they say what they say in the whole, or are in doubt."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gongkai
from gongkai import parser
from gongkai.cells import Status
from gongkai.rendering import layouts, render, shows_blanks
from gongkai.testing import reports
from tests.property.difference import wrong


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(layouts()), st.integers(1, 700), st.booleans())
def test_the_cells_before_the_limit_are_read(monkeypatch: pytest.MonkeyPatch, data: st.DataObject, layout: str, most: int, in_one_line: bool) -> None:
    report = data.draw(reports(blanks=shows_blanks(layout)))
    text = render(report, layout)
    if in_one_line:
        text = text.replace("\n", " | ")
    monkeypatch.setattr(parser, "MOST_CELLS", 10**9)
    whole = gongkai.parse(text)
    monkeypatch.setattr(parser, "MOST_CELLS", most)
    result = gongkai.parse(text)
    assert wrong(whole.report if in_one_line else report, result.report) == []
    cut = [one.span for one in result.diagnostics if one.code == "GK110"]
    if not cut:
        assert result == whole
        return
    (span,) = cut
    assert span is not None
    assert span.end == len(text)
    assert all(entry.span is None or entry.span.end <= span.start for entry in result.report.entries() if entry.status is Status.REPORTED)
