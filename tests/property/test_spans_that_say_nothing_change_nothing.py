from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import ReadError
from gongkai.page import Page
from gongkai.readers import html
from gongkai.readers.html import read_with
from gongkai.testing import reports
from tests.printed_html import STYLES, printed
from tests.tag_soup import soup

PIECES = (
    "<span>",
    "</span>",
    "</SPAN>",
    "<span\nlang=EN-US style='font-size:9pt'>",
    '<span class="a" style="color:red">',
    "<span",
    "<span class=x",
    "<span/>",
    "<span title='>'>",
    "<span hidden>",
    '<span style="visibility:hidden">',
    '<span style="vertical-align:super">',
    "<td title='<span>'>",
    "<td title='<span x=\"y'>",
    "<td title='> <span x=\"y' z=\" colspan=2>",
    "<!-- <span -->",
    "<!-- > <span x=y -->",
    "<xmp>",
    "<textarea>",
    "</textarea>",
    "<sup>",
    "<rt>",
    "<del>",
    "<datalist>",
    "<label style='display:none'>",
    "<ins hidden>",
    "<output style=visibility:hidden>",
    "<b>",
    "<a>",
    "<em>",
    "<nosuch>",
    "<!--[if x]>",
    "<![endif]-->",
    "-",
    "->",
    "<",
    "&am",
    "&#4",
    "8;",
    "p;",
    "'",
    '"',
)
"""Spans, and what is none though it looks like one."""


def strewn(page: str, random: Random) -> str:
    """A page with such pieces in it."""
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(page) + 1)
        page = page[:at] + random.choice(PIECES) + page[at:]
    return page


def read(engine: str, page: str) -> Page | str:
    """The page, or the code under which it is refused."""
    try:
        return read_with(engine, page.encode())
    except ReadError as error:
        return error.diagnostic.code


def both_ways(page: str) -> None:
    for engine in ("lexbor", "markup"):
        light = read(engine, page)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(html, "_light", lambda text: text)
            assert read(engine, page) == light, page


@pytest.mark.parametrize(
    "page",
    [
        '"<table>\n<span>5</span></table>',
        "<svg><span><text>9</text></svg>",
        "<t<span>d>5",
        "&#4<span>8;",
        "<t'r class='a>b'</span>></div>",
        "<td><b>5<span style='vertical-align:super'>1</span></b>",
        "<p>5<span hidden><i></span>6",
        "<xmp><span>5</span></xmp>",
        "<td><span lang=EN-US><sup>1</span>5</td>",
        "<span>1<sup>2</span>3",
        "<rt><span>1</span></rt>2",
        "<td><span><label style='display:none'>1</span>23",
        "<td><span><ins hidden>1</span>23",
        "<td><span><datalist>1</span>23",
        "<td><textarea><span>5</span></textarea></td>",
        "1<!--[if x]>-<span></span>->5<![endif]-->6",
    ],
)
def test_what_only_looks_like_a_span_that_says_nothing_is_left(page: str) -> None:
    both_ways(page)


@given(st.integers(0, 2**32))
def test_tag_soup_is_the_same_page_with_its_spans_taken_out_before_it_is_parsed(seed: int) -> None:
    random = Random(seed)
    for _ in range(40):
        both_ways(strewn(soup(random, 4), random))
        both_ways("".join(random.choice((*PIECES, "<td>", "t", "d>", "5", "<span>", "</span>", "</span>")) for _ in range(random.randint(2, 12))))


@given(st.data())
def test_a_report_is_the_same_page_with_its_spans_taken_out_before_it_is_parsed(data: st.DataObject) -> None:
    random = Random(data.draw(st.integers(0, 2**32)))
    page = printed(data.draw(reports()), data.draw(st.sampled_from(list(STYLES))))
    start = random.randrange(len(page))
    both_ways(strewn(page[start : start + 3000], random))
