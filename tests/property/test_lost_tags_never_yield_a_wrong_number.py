from __future__ import annotations

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from gongkai.parser import parse_page
from gongkai.readers.html import read_with
from gongkai.testing import reports
from tests.printed_html import STYLES, printed
from tests.property.difference import wrong

TAG = re.compile(r"</?(?:td|th|tr|table|tbody|p|span)\b[^<>]*>", re.IGNORECASE)


@given(st.data())
def test_tags_that_are_lost_cost_numbers_and_make_none(data: st.DataObject) -> None:
    report = data.draw(reports(missing=False))
    page = printed(report, data.draw(st.sampled_from([style for style in STYLES if style != "preformatted"])))
    random = Random(data.draw(st.integers(0, 2**16)))
    for _ in range(data.draw(st.integers(1, 4))):
        if tags := list(TAG.finditer(page)):
            lost = random.choice(tags)
            page = page[: lost.start()] + page[lost.end() :]
    result = parse_page(read_with("lexbor", page.encode()))
    assert read_with("markup", page.encode()) == read_with("lexbor", page.encode())
    assert wrong(report, result.report) == []
