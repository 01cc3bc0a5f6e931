from __future__ import annotations

from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import ReadError
from gongkai.page import Page, Paragraph
from gongkai.parser import parse, parse_page
from gongkai.readers.html import read_with
from gongkai.rendering import render
from gongkai.testing import reports
from tests.printed_html import STYLES, printed
from tests.property.difference import difference
from tests.tag_soup import soup

ENGINES = ("lexbor", "markup")


@pytest.mark.parametrize("missing", [False, True], ids=["all rows", "rows missing"])
@given(st.data())
def test_a_report_printed_as_html_gives_the_tree_of_its_text(missing: bool, data: st.DataObject) -> None:
    report = data.draw(reports(missing=missing))
    said = parse(render(report, "tab_rows"))
    for style in data.draw(st.lists(st.sampled_from(list(STYLES)), min_size=2, max_size=3, unique=True)):
        page = printed(report, style).encode()
        result = parse_page(read_with("lexbor", page))
        assert difference(evolve(said.report, places=result.report.places), result.report) == [], style
        assert result.tree == said.tree, style
        assert read_with("markup", page) == read_with("lexbor", page), style


def squeezed(engine: str, data: bytes) -> Page | str:
    """A page whose paragraphs have no white space; or why there is none."""
    try:
        page = read_with(engine, data)
    except ReadError as error:
        return str(error)
    return evolve(page, blocks=tuple(Paragraph("".join(one.text.split())) if isinstance(one, Paragraph) else one for one in page.blocks))


@given(st.integers(0, 2**32))
def test_both_parsers_make_the_same_page_of_any_broken_document(seed: int) -> None:
    """But for white space beside text that stands in a table and in none of its cells."""
    for at in range(20):
        text = soup(Random(20 * seed + at)).encode()
        assert squeezed("markup", text) == squeezed("lexbor", text), text


@pytest.mark.parametrize("engine", ENGINES)
@given(st.binary() | st.text().map(str.encode) | st.text(alphabet="<>/!-=\"' &;atdr#x1", max_size=60).map(str.encode))
def test_any_bytes_are_a_page_of_html(engine: str, data: bytes) -> None:
    page = squeezed(engine, data)
    assert isinstance(page, Page | str)
