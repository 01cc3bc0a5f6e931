from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import BLANK, Reading
from gongkai.lines import Kind, Line, Scanner
from gongkai.vocabulary import Label
from tests.unit import official

NEW = official.label_of("requests.new")


@pytest.fixture
def scanner() -> Scanner:
    return Scanner(grammar.scanner().vocabulary)


def cells(raw: str, line: Line) -> list[str]:
    """What stands in a line's cells; an empty cell is an empty string."""
    return [raw[piece.start : piece.end] for piece in line.pieces]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("", Kind.EMPTY),
        (" \u3000\xa0", Kind.EMPTY),
        ("规章", Kind.CELL),
        ("  规章  ", Kind.CELL),
        ("12", Kind.CELL),
        ("/", Kind.CELL),
        ("\t规章", Kind.INDENTED),
        ("\t0", Kind.INDENTED),
        ("\t", Kind.INDENTED),
        ("规章\t0\t0\t0", Kind.TABS),
        ("\t\t0\t0", Kind.TABS),
        ("\t\t\t", Kind.TABS),
        ("规章\t", Kind.TABS),
        ("规章 |", Kind.PIPE),
        ("|", Kind.PIPE),
        ("|||", Kind.PIPE),
        ("| 规章", Kind.PIPE),
        ("规章 | 0 | 0 | 0 |", Kind.PIPES),
        ("| 规章 | 0 |", Kind.PIPES),
        ("规章｜0｜0｜0｜", Kind.PIPES),
        ("规章│0│0│0", Kind.PIPES),
        ("规章 |||", Kind.PIPES),
        ("|---|---|", Kind.RULE),
        ("| :---: | ---: |", Kind.RULE),
        ("规章    0     0     0", Kind.COLUMNS),
        ("规章\u30000\u30000\u30000", Kind.WORDS),
        ("规章\u3000\u30000\u3000\u30000\u3000\u30000", Kind.COLUMNS),
        ("规章 0 0 0", Kind.WORDS),
        ("规章\xa00\xa00\xa00", Kind.WORDS),
        ("0 0 0 0", Kind.WORDS),
        ("全年" + "工作平稳，" * 20, Kind.TEXT),
    ],
)
def test_the_separator_decides_what_kind_a_line_is(scanner: Scanner, raw: str, kind: Kind) -> None:
    assert scanner.line(raw).kind is kind


@pytest.mark.parametrize(
    "raw", ["- 4 -", "— 5 —", "-2-", "－12－", "— — 3 — —", "第 3 页", "第3页，共9页", "第3页 共9页", "3 / 9 页", "  - 4 -  ", "· 4 ·", "~ 4 ~"]
)
def test_a_page_number_is_noise(scanner: Scanner, raw: str) -> None:
    assert scanner.line(raw).kind is Kind.NOISE


@pytest.mark.parametrize("raw", ["-", "—", "- -", "4", "-4", "- 2024 -", "第三页", "3/9", "--", "- 4 - 5 -"])
def test_a_stroke_or_a_number_alone_is_no_page_number(scanner: Scanner, raw: str) -> None:
    assert scanner.line(raw).kind is not Kind.NOISE


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("规章 | 0 | 1 | 2 |", ["规章", "0", "1", "2"]),
        ("规章 | 0 | 1 | 2", ["规章", "0", "1", "2"]),
        ("| 规章 | 0 | 1 | 2 |", ["", "规章", "0", "1", "2"]),
        ("规章 | | 1 | |", ["规章", "", "1", ""]),
        ("规章|0||2|", ["规章", "0", "", "2"]),
        ("规章\t0\t\t2", ["规章", "0", "", "2"]),
        ("规章\t0\t1\t2\t", ["规章", "0", "1", "2", ""]),
        ("\t规章\t 0 ", ["", "规章", "0"]),
        ("规章    0    减1    2", ["规章", "0", "减1", "2"]),
        ("规章 0 减1 2", ["规章", "0", "减1", "2"]),
        ("结果 维持 结果 纠正", ["结果 维持", "结果 纠正"]),
        ("（一） 予以 公开 1 2", ["（一） 予以 公开", "1", "2"]),
        ("规章 0 -4- 1", ["规章", "0", "1"]),
        ("* 规章 1 2", ["规章", "1", "2"]),
        ("**5** 规章 1 2", ["**5**", "规章", "1", "2"]),
        ("-5 规章 1 2", ["-5", "规章", "1", "2"]),
        ("行政许可 5 行政处罚 6", ["行政许可", "5", "行政处罚", "6"]),
    ],
)
def test_a_line_falls_into_its_cells(scanner: Scanner, raw: str, found: list[str]) -> None:
    assert cells(raw, scanner.line(raw)) == found


@pytest.mark.parametrize("raw", ["规章 | 2 0 | 1 | 2 |", "规章\t2 0\t1\t2", "规章   2 0   1   2"])
def test_a_space_within_a_cell_does_not_split_it_where_something_else_sets_cells_apart(scanner: Scanner, raw: str) -> None:
    assert cells(raw, scanner.line(raw)) == ["规章", "2 0", "1", "2"]


@pytest.mark.parametrize(
    ("raw", "columns"),
    [
        ("规章\t\t5", [0, 1, 2]),
        ("规章 | | 5 |", [0, 1, 2]),
        ("规章   5     6", [0, 7, 13]),
        ("规章（部门）   5     6", [0, 15, 21]),
        ("  5   6", [2, 6]),
    ],
)
def test_a_cell_knows_its_place(scanner: Scanner, raw: str, columns: list[int]) -> None:
    assert [piece.column for piece in scanner.line(raw).pieces] == columns


def test_a_cell_in_columns_of_spaces_covers_as_many_columns_as_its_characters_take(scanner: Scanner) -> None:
    for piece in scanner.line("规章      12      1,234").pieces:
        assert piece.right - piece.column == {"规章": 4, "12": 2, "1,234": 5}["规章      12      1,234"[piece.start : piece.end]]


@pytest.mark.parametrize(("raw", "bordered"), [("| 规章 | 0 |", True), ("  | 规章 | 0 |  ", True), ("规章 | 0 |", False), ("| 规章 | 0", True)])
def test_a_row_that_begins_with_a_pipe_is_bordered(scanner: Scanner, raw: str, bordered: bool) -> None:
    assert scanner.line(raw).bordered is bordered


@pytest.mark.parametrize("heading", official.HEADINGS.values())
@pytest.mark.parametrize("between", ["：", ":", " ", "\u3000", "。", ""])
def test_a_heading_is_found_with_its_sentence_on_the_same_line(scanner: Scanner, heading: str, between: str) -> None:
    raw = f"{heading}{between}本年度全局的各项工作按照年初的安排平稳推进，没有发生需要说明的情形。"
    line = scanner.line(raw)
    assert cells(raw, line) == [heading, raw[len(heading) + len(between) :]]
    assert len(line.labels) == 1


@pytest.mark.parametrize(
    "raw",
    ["总体情况是好的，各项工作平稳推进。", "（一）总体情况：各项工作平稳推进。", "1.总体情况：各项工作平稳推进。", "本年度总体情况：各项工作平稳。"],
)
def test_a_sentence_that_begins_like_a_heading_is_text(scanner: Scanner, raw: str) -> None:
    assert scanner.line(raw).labels == ()


@pytest.mark.parametrize("raw", ["本年受理申请 5 件，办结 4 件。", "本局共有科室 3 个", "2024 年度工作", "全年 平稳"])
def test_a_sentence_with_spaces_in_it_is_no_row_of_cells(scanner: Scanner, raw: str) -> None:
    assert not scanner.line(raw).labels
    assert scanner.line(raw).kind in (Kind.CELL, Kind.TEXT)


@pytest.mark.parametrize("style", official.STYLES)
def test_a_row_of_the_sheet_has_its_label_and_its_seven_numbers_in_every_layout(scanner: Scanner, style: str) -> None:
    text = official.table(style, [[NEW, "11", "12", "13", "14", "15", "16", "17"]])
    found = [piece.said for raw in text.split("\n") for piece in scanner.line(raw).pieces if piece.said is not BLANK]
    assert isinstance(found[0], Label)
    assert [reading.value for reading in found[1:] if isinstance(reading, Reading)] == [11, 12, 13, 14, 15, 16, 17]


@given(st.text(alphabet="规章总计一二（）(). \t|｜│0123456789/-—无减增,：:\u3000\xa0*#", max_size=60))
def test_a_cell_stands_where_it_says(raw: str) -> None:
    line = grammar.scanner().line(raw)
    before = 0
    for piece in line.pieces:
        text = raw[piece.start : piece.end]
        assert before <= piece.start <= piece.end <= len(raw)
        assert text == text.strip()
        before = piece.end
        if isinstance(piece.said, Reading) and piece.said is not BLANK:
            assert piece.said.raw == text


@given(st.lists(st.text(alphabet="规章行政许可0123456789 |\t/", max_size=20), max_size=8), st.sampled_from(["\n", "\r"]))
def test_scanning_loses_no_line(raws: list[str], end: str) -> None:
    text = end.join(raws)
    found, lines = grammar.scanner().scan(text)
    assert end.join(found) == text
    assert len(found) == len(lines)


@given(st.text(alphabet="规章总计 \t|0123456789/-", max_size=60))
def test_a_line_is_the_same_when_it_is_scanned_again(raw: str) -> None:
    scanner = Scanner(grammar.scanner().vocabulary)
    assert scanner.line(raw) == scanner.line(raw)


def test_a_line_longer_than_any_report_is_text(scanner: Scanner) -> None:
    assert scanner.line("规章 0 " * 100_100).kind is Kind.TEXT


def test_the_memory_is_bounded(scanner: Scanner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.lines.MEMORY", 10)
    for number in range(100):
        scanner.line(f"规章 | {number} |")
    assert len(scanner.known) <= 10


@pytest.mark.parametrize("space", ["\xa0", "\u3000"])
def test_the_thousands_of_one_number_are_not_cells_of_a_row(scanner: Scanner, space: str) -> None:
    assert scanner.line(space.join(["3", "392"])).kind is Kind.CELL
    assert scanner.line(space.join(["3"] * 15)).kind is Kind.WORDS
