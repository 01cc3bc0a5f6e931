"""How a page of one shape was read is remembered. A page that follows others of its shape is read as if it were the first one."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from gongkai import grammar, shapes
from gongkai.cells import Place, Reading
from gongkai.parser import Result, parse, parse_page
from gongkai.readers.html import read_with
from gongkai.rendering import layouts, render, shows_blanks
from gongkai.testing import DAMAGES, Damage, reports
from tests.printed_html import STYLES, printed

HERE = Path(__file__).parent.parent
PRINTED = sorted([*(HERE / "corpus").glob("**/*.txt"), *(HERE / "malformed").glob("**/*.txt"), *(HERE.parent / "examples").glob("*.txt")])
NUMBER = re.compile(r"(?<![\w.,])(?!0\d)\d{1,15}(?![\w.,])")


def with_other_numbers(text: str, random: Random) -> str:
    """The page with another number in the place of each one that stands alone: small ones, too, which may be a label's own."""
    return NUMBER.sub(lambda _: str(random.randrange(10 ** random.randrange(1, 6)) // random.choice((1, 1, 10**6))), text)


def forget() -> None:
    """Let the next page be like none before."""
    shapes.forget()
    for scanner in (grammar.scanner(), *grammar.other_scanners()):
        scanner.forget()


def said(result: Result) -> object:
    """All that there is in a result, with every place on the page."""
    tokens = [
        (token.type, str(token), token.start_pos, token.end_pos, getattr(token, "places", getattr(token, "paragraphs", ())))
        for token in result.tokens
    ]
    return result.report.to_dict(), result.diagnostics, result.tree, tokens


def assert_same_after_its_like(text: str, random: Random) -> None:
    like = with_other_numbers(text, random)
    first = []
    for page in (text, like):
        forget()
        first.append(said(parse(page)))
    forget()
    parse(like)
    parse(like)
    for page in (like, text):
        assert said(parse(page)) == first[page == like]


@given(st.data(), st.sampled_from(layouts()), st.integers(0, 2**16))
def test_a_page_is_read_the_same_after_its_like(data: st.DataObject, layout: str, seed: int) -> None:
    report = data.draw(reports(blanks=shows_blanks(layout)))
    assert_same_after_its_like(render(report, layout), Random(seed))


@given(st.data(), st.sampled_from(layouts()), st.sampled_from(sorted(DAMAGES)), st.integers(0, 2**16))
def test_a_damaged_page_is_read_the_same_after_its_like(data: st.DataObject, layout: str, kind: str, seed: int) -> None:
    report = data.draw(reports())
    assert_same_after_its_like(Damage((kind,), seed)(render(report, layout)), Random(seed))


@given(st.data(), st.sampled_from(sorted(STYLES)), st.integers(0, 2**16))
def test_a_web_page_is_read_the_same_after_its_like(data: st.DataObject, style: str, seed: int) -> None:
    report = data.draw(reports())
    random = Random(seed)
    like = evolve(report, cells=tuple(with_another_number(cell, random) for cell in report.cells))
    pages = [read_with(None, printed(one, style).encode()) for one in (report, like)]
    first = []
    for page in pages:
        forget()
        first.append(said(parse_page(page)))
    forget()
    parse_page(pages[1])
    parse_page(pages[1])
    for at in (1, 0):
        assert said(parse_page(pages[at])) == first[at]


def with_another_number(cell: Place, random: Random) -> Place:
    value = cell.reading.value
    if not isinstance(value, int) or cell.reading.unit is not None:
        return cell
    other = random.randrange(10 ** random.randrange(1, 6))
    return Place(Reading(other, cell.reading.status, None, str(other)), cell.start, cell.end)


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_a_printed_page_is_read_the_same_after_its_like(file: Path) -> None:
    assert_same_after_its_like(file.read_text("utf-8"), Random(1))
