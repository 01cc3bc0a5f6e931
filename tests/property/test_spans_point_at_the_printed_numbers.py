from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from gongkai.cells import Status
from gongkai.parser import parse
from gongkai.testing import Printed, pages
from gongkai.values import read_value


@given(pages())
def test_spans_point_at_the_printed_numbers(page: Printed) -> None:
    entries = [entry for entry in parse(page.text).report.entries() if entry.status is Status.REPORTED]
    spans = [(entry.span.start, entry.span.end) for entry in entries if entry.span is not None]
    assert len(spans) == len(entries)
    for entry, (start, end) in zip(entries, spans, strict=True):
        printed = read_value(page.text[start:end])
        assert printed is not None
        assert (printed.value, printed.raw) == (entry.value, entry.raw)
    assert [(one, two) for one, two in pairwise(sorted(spans)) if one[1] > two[0]] == [], "two entries point at one cell"
    places = zip(entries, spans, strict=True)
    assert [two.key for (one, left), (two, right) in pairwise(places) if one.item == two.item and left > right] == [], "a row's cells change places"
