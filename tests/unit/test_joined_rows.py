from __future__ import annotations

import pytest

import gongkai
from gongkai.cells import Status
from gongkai.raw_lines import lines_of
from tests import programs
from tests.unit import official


def test_a_quoted_cell_with_line_breaks_is_on_one_line() -> None:
    assert lines_of('"规\n章"\t1\t"2\n"\n行政许可\t5') == ['"规\n章"\t1\t"2\n"', "行政许可\t5"]


@pytest.mark.parametrize("text", ['3.危及"三安全一稳定" 0\n规章', '"规章 0\n行政许可 1', '管径 5" 的\n规章'])
def test_a_quotation_mark_that_opens_no_cell_joins_no_lines(text: str) -> None:
    assert lines_of(text) == text.split("\n")


WIKI = """{| class="wikitable" style="x"
|+ 表二
! 信息内容 !! colspan=3 style="a:b" | 本年制发件数
|-
| rowspan="2" | '''规章'''
|
| 1 || -
|}
规章 | 2 |"""


def test_a_row_of_a_wiki_is_one_line_with_a_pipe_before_each_cell_and_one_behind_the_last() -> None:
    lines = lines_of(WIKI)
    assert [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()] == [
        ["", "信息内容", "本年制发件数", ""],
        ["", "规章", "", "1", "-", ""],
        ["规章", "2", ""],
    ]
    assert sum(map(len, lines)) + len(lines) - 1 == len(WIKI)
    assert all("\n".join(lines)[WIKI.index(word) :].startswith(word) for word in ("信息内容", "本年制发件数", "规章", "1 "))


LATEX = r"""\begin{tabular}{|l|c|}
\hline
规章 & 1 &

\multicolumn{2}{c|}{23} \\ \hline
行政许可 & \multirow{2}{*}{4}
& 5 \\[2pt]
\end{tabular}
甲 & 乙

规章"""


def test_a_row_of_latex_is_one_line_without_its_commands() -> None:
    lines = lines_of(LATEX)
    cells = [[cell.strip() for cell in line.split("&")] for line in lines if line.strip()]
    assert cells == [["规章", "1", r"23  \\ \hline"], ["行政许可", "4", r"5 \\[2pt]"], ["甲", "乙"], ["规章"]]
    assert sum(map(len, lines)) + len(lines) - 1 == len(LATEX)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("['规章', '1',\n'2'],\n['行政许可', 3]", ["['规章', '1',\n'2'],", "['行政许可', 3]"]),
        ("- ['规章', 1,\n2]\n- ['行政许可', 3]", ["- ['规章', 1,\n2]", "- ['行政许可', 3]"]),
        ('[["规章", "1"], ["行政许可", "3"]]', ['[["规章", "1"]', ' ["行政许可", "3"]]']),
        ("('规章(一)', 1,\n2),\n('行政许可', 3);", ["('规章(一)', 1,\n2),", "('行政许可', 3);"]),
        ('[[null, "规章",\nnull, 1], [null,\n"行政许可", 3]]', ['[[null, "规章",\nnull, 1]', ' [null,\n"行政许可", 3]]']),
        ("[\"总计\"],\n[1, 2,\n3]\n(NULL, '规章',\n4)", ['["总计"],', "[1, 2,\n3]", "(NULL, '规章',\n4)"]),
        ("['规章', 1\n行政许可\n2", ["['规章', 1", "行政许可", "2"]),
        ("(一)予以公开 1\n(二)部分公开(区分处理的\n只计这一情形) 2", ["(一)予以公开 1", "(二)部分公开(区分处理的", "只计这一情形) 2"]),
    ],
)
def test_a_list_that_is_a_row_is_one_line(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("3.2+^.^|规章\nh|1\n|\n\n.2+|行政许可\n|3\n|4\n\na|5", [["规章", "1", "", ""], ["行政许可", "3", "4"], ["5"]]),
        ("|规章 |1 |\n2+|行政许可 | |4\n|一\n二 |7", [["规章", "1", "", ""], ["行政许可", "", "4"], ["一\n二", "7"]]),
        (
            "|一 |1 |2\n|二 |3 |4\n\n|三 |5 |6\n|四 |7\n|8\n\n|五 |9 |0",
            [["一", "1", "2"], ["二", "3", "4"], ["三", "5", "6"], ["四", "7", "8"], ["五", "9", "0"]],
        ),
        ("|规章|1|2\n|行政|3|", [["规章", "1", "2"], ["行政", "3", ""]]),
    ],
)
def test_a_row_of_asciidoc_is_one_line_with_a_pipe_between_two_cells(rows: str, cells: list[list[str]]) -> None:
    text = f"甲\n|===\n{rows}\n|===\n| 乙 |"
    lines = lines_of(text)
    assert [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()] == [["甲"], *cells, ["", "乙", ""]]
    assert sum(map(len, lines)) + len(lines) - 1 == len(text)


def test_what_a_table_of_asciidoc_ends_with_alone_stays() -> None:
    assert lines_of("| 1 |\n|===") == ["| 1 |", "|==="]


def test_what_ends_a_table_of_asciidoc_begins_none() -> None:
    lines = lines_of("规章 | 1 |\n|===\n注\n三、\n|===\n|行政许可\n|2\n|===")
    assert [line.strip() for line in lines] == ["规章 | 1 |", "|===", "注", "三、", "", "行政许可", "2", ""]


@pytest.mark.parametrize("text", ["{|\n| 规章 | 1 |\n注\n|---|---|\n| 行政许可 | 2 |", "规章\n{|\n1"])
def test_two_signs_alone_begin_no_table_of_a_wiki(text: str) -> None:
    assert lines_of(text) == text.split("\n")


@pytest.mark.parametrize(
    "end",
    [
        r"\\",
        r"\\*",
        r"\\[2pt]",
        r"\\ \hline",
        r"\\ \cmidrule(lr){2-3}",
        r"\\ \midrule[1pt]",
        r"\\ \addlinespace[2pt] % 注",
        r"\\ %",
        r"\tabularnewline",
        r"\\**",
    ],
)
def test_a_row_of_latex_ends_with_any_of_its_ends(end: str) -> None:
    text = f"规章 & 1 & 2 {end}\n行政许可 & 3 & 4 {end}\n\\\\"
    assert lines_of(text) == text.split("\n")


def test_a_text_behind_an_empty_line_is_no_part_of_a_wikis_row() -> None:
    lines = lines_of("{|\n|-\n| 规章\n\n| 1\n\n三、收到\n|-\n| 行政许可")
    assert [line.split() for line in lines if line.strip()] == [["|", "规章", "|", "1"], ["三、收到"], ["|", "行政许可"]]


def test_lines_lost_within_a_row_of_a_cell_a_line_leave_another_rows_numbers_to_no_row() -> None:
    """From one row's label up to another's the lines are lost, and what is left looks like one row."""
    page = programs.printed(gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report, "asciidoc_a_cell_a_line")
    first, other = (official.label_of(f"requests.outcomes.refused.{item}") for item in ("state_secret", "third_party_rights"))
    lost = page[: page.index(first) + len(first)] + page[page.index(other) + len(other) :]
    assert {entry.status for entry in gongkai.parse(lost).report.entries() if entry.item == "requests.outcomes.refused.state_secret"} == {
        Status.UNSETTLED
    }


@pytest.mark.parametrize("table", ["{|\n|-\n| 规章 || 1 ||%s\n7\n|-\n| 行政许可 || 3\n|}", "|===\n|规章 |1 |%s\n7\n\n|行政许可 |3\n|==="])
def test_a_number_on_a_line_of_its_own_behind_an_empty_cell_may_be_a_pages(table: str) -> None:
    assert "7" in lines_of(table % " ")
    assert any("8\n7" in line for line in lines_of(table % " 8"))
