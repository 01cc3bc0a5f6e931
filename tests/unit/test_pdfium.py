"""How pdfium is called: as the library is declared, and about no more at once than fits in memory."""

from __future__ import annotations

import tracemalloc
from ctypes import sizeof

import pytest
from pypdfium2 import raw

from gongkai.readers import pdfium
from gongkai.readers.limits import DEFAULT
from tests.unit.drawing import Drawing, pdf


@pytest.mark.parametrize("name", pdfium._CALLED)
def test_a_function_is_called_with_the_types_of_all_that_it_takes_or_of_nothing(name: str) -> None:
    gives, *takes = pdfium._CALLED[name]
    declared = getattr(raw, name)
    assert (gives and sizeof(gives)) == (declared.restype and sizeof(declared.restype))
    if takes:
        assert [sizeof(one) for one in takes] == [sizeof(one) for one in declared.argtypes]


def test_of_what_pdfium_gives_no_numbers_for_there_are_none() -> None:
    with pdfium._LOCK:
        data = pdf(Drawing().text(50, 50, "甲1"))
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        page = raw.FPDF_LoadPage(document, 0)
        text = raw.FPDFText_LoadPage(page)
        handle = pdfium._handle(pdfium._address(text))
        assert all(pdfium._ask("FPDFText_GetMatrix", [0, 1, 1], handle)[0])
        told, numbers = pdfium._ask("FPDFText_GetMatrix", [0, 5, 1], handle)
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
        raw.FPDF_CloseDocument(document)
    assert [bool(one) for one in told] == [True, False, True]
    assert [column[1] for column in numbers] == [0] * 6
    assert numbers[0][0] == numbers[0][2] != 0


@pytest.mark.parametrize("turned", [0, 90])
def test_a_page_of_white_space_alone_has_no_characters(turned: int) -> None:
    (sheet,) = pdfium.sheets(pdf(Drawing(extra=f"/Rotate {turned}").text(50, 50, "\u3000 ")), DEFAULT)
    assert sheet.chars == []


def most_memory(drawn: str) -> int:
    """How much of Python's memory it takes to take a page over."""
    drawing = Drawing()
    drawing.steps.append(drawn)
    data = pdf(drawing)
    tracemalloc.start()
    try:
        assert [sheet.ink for sheet in pdfium.sheets(data, DEFAULT)] == [0]
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("each", "end"), [("0 0 m 50 50 l S ", ""), ("0 0 m 50 50 l ", "S"), ("0 0 m 9 9 l 50 50 l 90 90 l S ", "")])
def test_what_is_drawn_takes_no_more_memory_where_there_is_more_of_it(each: str, end: str) -> None:
    some, more = (most_memory(each * times + end) for times in (3_000, 15_000))
    assert more < 1.5 * some


@pytest.mark.parametrize("at_once", [1, 2, 7])
def test_a_page_is_the_same_however_much_of_it_is_asked_about_at_once(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    drawing = Drawing().table([50, 150, 250], 50, [["甲", "0"], ["乙", "1"]]).area(50, 50, 150, 70)
    drawing.steps += [
        "10 10 m 90 10 l 90 90 l h 5 5 m 5 95 l 20 20 m 60 20 l S",
        "10 10 m S",
        "n",
        "10 700 m 90 700 l 90 790 l 50 799 l 10 790 l h B",
    ]
    data = pdf(drawing, drawing)
    whole = list(pdfium.sheets(data, DEFAULT))
    monkeypatch.setattr(pdfium, "_AT_ONCE", at_once)
    assert list(pdfium.sheets(data, DEFAULT)) == whole
    assert len(whole[0].level) > 5 < len(whole[0].upright)
