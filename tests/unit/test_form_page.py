from __future__ import annotations

from html.parser import HTMLParser

import pytest

import gongkai
from gongkai import form_page
from gongkai.diagnostics import Language
from tests.unit import official

PAGE = official.page("annual_2021", official.numbered("annual_2021"))
NUMBERS = official.numbered("annual_2021")
VOID = {"meta", "br", "col"}


class Reader(HTMLParser):
    """The cells of a page by their anchors, its links, and whether each element is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: dict[str, dict[str, str | None]] = {}
        self.texts: dict[str, str] = {}
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.outside: list[str] = []
        self.cell: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if anchor := found.get("id"):
            self.anchors.append(anchor)
        if tag == "td" and anchor:
            self.cell = anchor
            self.cells[anchor] = found
            self.texts[anchor] = ""
        if tag == "a":
            self.links.append((found.get("href") or "").removeprefix("#"))
        self.outside += [value for name, value in attrs if name in ("src", "href") and value and not value.startswith("#")]
        assert tag != "script"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "td":
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.texts[self.cell] += data


def read(text: str, lang: Language = "zh") -> tuple[gongkai.Result, Reader]:
    result = gongkai.parse(text)
    return result, Reader(form_page.write(result.report, result.diagnostics, result.text, lang))


@pytest.mark.parametrize("form", official.FORMS)
def test_every_number_stands_in_its_cell(form: str) -> None:
    result, page = read(official.page(form, official.numbered(form)))
    assert {key: page.texts[key] for key in official.keys(form)} == {
        entry.key: f"{entry.value}{entry.unit or ''}" for entry in result.report.entries()
    }
    assert page.open == []


def test_a_row_that_the_page_lacks_is_there_and_said_to_be_missing() -> None:
    text = "\n".join(line for line in PAGE.splitlines() if "结转下年度" not in line)
    _, page = read(text, "en")
    assert page.texts["requests.carried_out.total"].startswith("—")
    assert "missing" in page.texts["requests.carried_out.total"]


def test_a_cell_in_doubt_is_marked_and_linked_with_what_was_found() -> None:
    line = next(line for line in PAGE.splitlines() if "予以公开" in line and "不" not in line)
    result, page = read(PAGE.replace(line, line.rsplit("|", 2)[0] + "|"), "en")
    key = "requests.outcomes.granted.natural_person"
    code = next(one.code for one in result.diagnostics if key in one.entries)
    assert "error" in (page.cells[key]["class"] or "").split()
    assert code in (page.cells[key]["title"] or "")
    assert code in page.texts[key], "what is shown by colour and on hover is said to a screen reader, too"


def test_every_link_leads_somewhere_and_nothing_is_fetched() -> None:
    _, page = read(PAGE.replace("予以公开", "于以公闭"))
    assert page.links
    assert set(page.links) <= set(page.anchors)
    assert len(set(page.anchors)) == len(page.anchors)
    assert page.outside == []


def test_text_from_the_page_is_text_and_no_markup() -> None:
    result = gongkai.parse(PAGE.replace("1024", "<b onclick=x>&lt;"))
    page = form_page.write(result.report, result.diagnostics, result.text)
    assert "<b onclick" not in page
    assert Reader(page).open == []


def test_the_page_speaks_chinese_or_english() -> None:
    for lang, word, tongue in (("zh", "未发现问题", "zh-Hans"), ("en", "Nothing was found", "en")):
        page = form_page.write(gongkai.parse(PAGE).report, (), "", lang)  # type: ignore[arg-type]
        assert word in page
        assert f'<html lang="{tongue}">' in page


def test_a_notebook_shows_the_form() -> None:
    shown = gongkai.parse(PAGE).report._repr_html_()
    assert Reader(shown).texts["requests.new.total"] == NUMBERS["requests.new.total"]
