from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.boundaries import find
from gongkai.cells import Status
from gongkai.parser import Result, parse

LABELS = sorted({word.text for name in grammar.forms() for word in grammar.form(name).words.values()})
NUMBERS = ["0", "1", "３", "2.5", "1,234", "/", "-", "—", "- 4 -", "万元", "增3", "٣", "²", "①", "无", "数据1"]
MARKS = [
    "\n",
    "\n\n",
    "\n\t",
    "\n|\n",
    "\t",
    " ",
    "  ",
    "     ",
    "\u3000",
    "\xa0",
    "|",
    " | ",
    "|||",
    "|---|",
    "\r",
    "\r\n",
    "\0",
    "\ud800",
    "\u2028",
    "\n{|\n",
    "\n|-\n| ",
    "\n|}\n",
    "\n|===\n",
    " 2+^.^|",
    " || ",
    " & ",
    " \\\\\n",
    "\\multicolumn{3}{c|}{",
    "\n['",
    "', '",
    "'],",
    "\n- ",
    "\n* - ",
]
TITLES = [f"\n{organ}{year}年政府信息公开工作年度报告\n" for organ in ("云山县水务局", "青石市") for year in (2022, 2023)]
FRAGMENTS = st.one_of(
    st.sampled_from(LABELS),
    st.builds(lambda label, start, size: label[start : start + size], st.sampled_from(LABELS), st.integers(0, 9), st.integers(1, 9)),
    st.integers(-99, 99_999).map(str),
    st.sampled_from(NUMBERS),
    st.sampled_from(MARKS),
)


@given(st.text(st.characters(codec=None)))
def test_any_string_is_read(text: str) -> None:
    assert_honest(text, parse(text))


@given(st.lists(FRAGMENTS, max_size=60).map("".join))
def test_any_string_of_labels_numbers_and_marks_is_read(text: str) -> None:
    assert_honest(text, parse(text))


@given(st.lists(st.one_of(FRAGMENTS, st.sampled_from(TITLES)), max_size=60).map("".join))
def test_reports_are_found_in_any_string_one_behind_the_other(text: str) -> None:
    end = 0
    for span in find(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        assert_honest(text, parse(text, span))


def assert_honest(text: str, result: Result) -> None:
    """Every number in the report stands in the text where its span says."""
    for entry in result.report.entries():
        if entry.status is Status.REPORTED:
            assert entry.span is not None
            printed = unicodedata.normalize("NFKC", text[entry.span.start : entry.span.end]).replace(",", "")
            assert str(entry.value).lstrip("-") in printed
        else:
            assert entry.value is None
