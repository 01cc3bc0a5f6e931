from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.cells import Span, width
from gongkai.diagnostics import Diagnostic
from gongkai.excerpts import Source, excerpt, headline, listed, place_of

TEXT = "三、收到和处理政府信息公开申请情况\n  （三）不与公开 1 0\n规章 0"


def unknown(found: str, text: str = TEXT) -> Diagnostic:
    start = text.index(found)
    return Diagnostic.of("GK201", start, start + len(found), found=found, count=2, expected="（三）不予公开")


def test_a_finding_is_printed_as_compilers_print_theirs() -> None:
    assert headline(Source("report.txt", TEXT), unknown("（三）不与公开"), "en").startswith(
        "report.txt:2:3: error GK201 unknown label “（三）不与公开”"
    )
    assert "未知标签“（三）不与公开”" in headline(Source("report.txt", TEXT), unknown("（三）不与公开"), "zh")


def test_what_was_found_is_marked_in_its_line_and_a_wide_character_counts_two() -> None:
    assert excerpt(Source("", TEXT), unknown("（三）不与公开")) == ["   2 |   （三）不与公开 1 0", "     |   ^^^^^^^^^^^^^^"]


def test_what_concerns_the_whole_has_no_excerpt() -> None:
    whole = Diagnostic.of("GK105")
    assert excerpt(Source("a", TEXT), whole) == []
    assert listed(Source("a", TEXT), [whole], "en")[0].startswith("a: warning GK105 ")


def test_a_file_has_pages_tables_rows_and_columns_and_a_text_has_lines() -> None:
    assert place_of(Span(0, 1, page=2, table=3, row=4, column=5), TEXT) == "p. 2, table 3, row 4, column 5"
    assert place_of(Span(0, 1, table=3, row=4, column=5), TEXT) == "table 3, row 4, column 5"
    assert place_of(Span(TEXT.index("规章"), len(TEXT)), TEXT) == "3:1"
    assert place_of(Span(0, 1, page=7), TEXT) == "p. 7, 1:1"
    assert place_of(None, TEXT) == ""


@given(st.text(min_size=1), st.data())
def test_the_marks_stand_under_what_is_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = excerpt(Source("", text), Diagnostic.of("GK201", start, end, found="", count=1, expected=""))
    line, marks = (part.partition(" | ")[2] for part in shown)
    assert width(line) <= 96 + 1
    assert marks.strip(" ") == "^" * marks.count("^") != ""
    before = marks.index("^")
    first = text[start] if text[start].isprintable() else " "
    assert any(width(line[:at]) == before and line[at : at + 1] in (first, "") for at in range(len(line) + 1))
