from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from gongkai.cells import Status
from gongkai.parser import parse
from gongkai.testing import Printed, pages
from gongkai.values import read_value


@given(pages())
def test_spans_point_at_the_printed_numbers(page: Printed) -> None:
    entries = [entry for entry in parse(page.text).report.entries() if entry.status in (Status.REPORTED, Status.NOT_APPLICABLE)]
    spans = []
    for entry in entries:
        assert entry.span is not None
        printed = read_value(page.text[entry.span.start : entry.span.end])
        assert printed is not None
        assert (printed.value, printed.status, printed.raw) == (entry.value, entry.status, entry.raw)
        spans.append((entry.span.start, entry.span.end))
    assert all(one[1] <= two[0] for one, two in pairwise(sorted(spans))), "two entries point at one cell"
    assert all(
        one.span is not None and two.span is not None and one.span.end <= two.span.start for one, two in pairwise(entries) if one.item == two.item
    ), "the cells of a row are not in the order of their columns"
