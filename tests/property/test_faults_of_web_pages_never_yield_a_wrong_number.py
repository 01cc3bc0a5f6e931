"""Two faults of a web page at once: whatever is read stands on it, in its row and under its title.

Tried are the styles that say which places are merged. Where a page is text, or spans are written out as cells, one fault may hide another, as in
any text: see test_damage_never_yields_a_wrong_number.py.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.parser import parse_page
from gongkai.readers.html import read_with
from gongkai.records import Report
from tests.faulty_pages import FAULTS
from tests.html_faults import FaultyHtml
from tests.printed_html import STYLES
from tests.property.faulty import any_report, faulty, some_faults, wrong

SPANNED = [style for style in STYLES if style not in ("table_a_row", "preformatted")]


@given(any_report(), st.sampled_from(SPANNED), some_faults(), st.integers(0, 2**16))
def test_no_two_faults_of_a_web_page_yield_a_wrong_number(report: Report, style: str, faults: list[str], seed: int) -> None:
    page = faulty(FaultyHtml, report, map(FAULTS.__getitem__, faults), seed)
    assert wrong(report, page, parse_page(read_with("lexbor", page.html(STYLES[style]).encode()))) == []
