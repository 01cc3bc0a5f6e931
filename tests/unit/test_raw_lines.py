from __future__ import annotations

import pytest

from gongkai.raw_lines import lines_of

PAGE = ["一、总体情况", "规章 | 1 | 2 | 3 |", "", "12 | 13 |"]


@pytest.mark.parametrize("between", [": ", "\t", " | ", "  "])
@pytest.mark.parametrize("first", [1, 98])
def test_numbers_that_follow_each_other_before_the_lines_are_none_of_the_page(first: int, between: str) -> None:
    text = "\n".join(f"{at}{between}{line}" for at, line in enumerate(PAGE, first))
    assert [line.strip() for line in lines_of(text)] == PAGE


@pytest.mark.parametrize("mark", ["> ", ">", ">> ", "> > "])
def test_the_marks_of_a_quotation_are_none_of_the_page(mark: str) -> None:
    quoted = "\n".join(mark + line for line in PAGE)
    assert [line.strip() for line in lines_of(quoted)] == PAGE
    assert [line.strip() for line in lines_of(f"首页 > 年报\n{quoted}\n主办：某局")] == ["首页 > 年报", *PAGE, "主办：某局"]


def test_lines_may_be_lost_with_their_numbers() -> None:
    lines = lines_of("1: 规章\n2: 0\n3: 0\n7: 5\n8: 行政许可")
    assert [line.strip() for line in lines] == ["规章", "0", "0", "5", "行政许可"]


@pytest.mark.parametrize(
    "text",
    [
        "1\n2\n规章\n3\n4",
        "1、规章\n3、行政许可\n5、行政处罚\n7、行政强制",
        "1.属于国家秘密 0\n2.其他法律行政法规禁止公开 0\n3.危及三安全一稳定 0\n4.保护第三方合法权益 0",
        "> 规章\n1\n2\n3\n4",
    ],
)
def test_numbers_and_signs_that_are_not_on_all_lines_are_the_pages_own(text: str) -> None:
    assert lines_of(text) == text.split("\n")


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\u2029", "\x85"])
def test_a_line_may_end_with_any_of_the_signs_for_it(end: str) -> None:
    assert lines_of(end.join(PAGE)) == PAGE


def test_the_parts_of_a_text_may_end_their_lines_in_their_own_ways() -> None:
    parts = ["\r".join(PAGE * 11), "\r\n".join(PAGE * 11), "\n".join(PAGE), "\r".join(PAGE * 11)]
    assert [line.rstrip("\r") for line in lines_of("\n".join(parts))] == PAGE * 34


def test_a_carriage_return_within_a_line_is_white_space() -> None:
    text = "三、本年度\r办理结果\t（一）予以\r公开\t1\n规章\t2"
    assert lines_of(text) == text.split("\n")


def test_ends_of_lines_that_are_written_out_are_ends_of_lines() -> None:
    assert [line.strip() for line in lines_of("\\n".join(PAGE))] == PAGE


@pytest.mark.parametrize("text", ["1: 规章\n2: 0\n3: 0", '"规\n章"\t1', "规章\\n1\\t2", "> 规章\n> 1"])
def test_no_offset_moves(text: str) -> None:
    assert sum(map(len, lines_of(text))) + len(lines_of(text)) - 1 == len(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("51\n减\n60\n7", ["51", "减\n60", "7"]),
        ("51 减\n\n60 7", ["51 减\n\n60 7"]),
        ("  新增\n  60", ["  新增\n  60"]),
        ("/\n减\n60", ["/", "减\n60"]),
    ],
)
def test_a_sign_is_on_one_line_with_its_number(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    "text", ["本年增/\n减\n51", "本年增\n/\n减\n51", "51   减\n     60", "\t减\n\t60", "减\n规章", "减\n\n\n\n60", "减", "51减\n60"]
)
def test_a_sign_with_no_number_right_below_it_joins_no_lines(text: str) -> None:
    assert lines_of(text) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- 规章\n  - 45\n  - 3", ["- 规章", "    45", "    3"]),
        ("规章:\n  - 45\n  - 减3", ["规章:", "    45", "    减3"]),
        ("- 结果维持 | 总计\n\n- 36 | 36", ["- 结果维持 | 总计", "", "  36 | 36"]),
        ("* 结果维持 总计\n* 36 36", ["* 结果维持 总计", "  36 36"]),
        ("* 36 36\n规章", ["  36 36", "规章"]),
        ("- 规章\n- -8\n- /\n-", ["- 规章", "  -8", "  /", " "]),
        ("* - 规章\n  - 45\n* -\n  - 行政许可", ["* - 规章", "    45", "   ", "  - 行政许可"]),
        ("- 规章\n- null\n- 5", ["- 规章", "  null", "  5"]),
        ("- 规章\n- - 60\n- -\n- 7", ["- 规章", "  - 60", "  -", "  7"]),
        ("- 规章 |\n- 1 |\n- - |", ["- 规章 |", "  1 |", "  - |"]),
        ("- 规章\n**- 4**\n- 5", ["- 规章", "    4**", "  5"]),
        ("- - 规章\n  - '45'\n  -\xa0\n  -\u2002/\r\n  -\r", ["- - 规章", "    '45'", "    ", "    /\r", "    "]),
    ],
)
def test_the_marks_of_a_list_before_numbers_are_none_of_the_page(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "51\n- 60\n7",
        "行政许可 12\n**- 60 8**",
        "- 规章\n***\n- 60",
        "- 规章\n**- 4 -**",
        "- 36 | 36\n规章",
        "- 1 2\n- 3 4",
        "-\n- 60",
        "- 规章\n- 4 -",
        "- 甲\n- 规章 1",
        "- -\n规章",
        "* 36",
    ],
)
def test_a_stroke_that_may_be_a_sign_or_a_cell_stays(text: str) -> None:
    assert lines_of(text) == text.split("\n")


ROWS_OF_STROKES = "\n".join(f"{label} / 1 / 2 / 3 / 6" for label in ("规章", "行政规范性文件", "行政许可", "行政处罚"))


@pytest.mark.parametrize("line", ["规章 | / | / | 4", "| 规章 | / |", "规章\t/\t/\t4", "/", " ／"])
def test_strokes_that_are_cells_of_another_layout_stay_beside_those_that_set_numbers_apart(line: str) -> None:
    assert lines_of(f"{ROWS_OF_STROKES}\n{line}")[-1] == line
    assert "/" not in lines_of(f"{ROWS_OF_STROKES}\n{line}")[0]


def test_of_strokes_that_set_numbers_apart_the_one_between_two_more_is_a_cell() -> None:
    assert lines_of(f"{ROWS_OF_STROKES}\n规章 / 1 / / / 2 /  / 3 /")[-1] == "规章   1   /   2      3  "


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"附件{at} 2021 / {at} / 5" for at in range(1, 20)) + "\n规章 / / 4",
        "\n".join(["规章      1      /      2      /      3      /      6"] * 9),
        "\n".join(["规章 1 / 2 / 3 / 6", "行政许可 0 0 0 0 0 0 0"] * 9),
    ],
)
def test_strokes_in_dates_columns_and_beside_other_numbers_stay(text: str) -> None:
    assert lines_of(text) == text.split("\n")


def test_numbers_behind_the_sign_for_more_are_no_quotation() -> None:
    text = "规章\n>1\n>2\n>3\n>4\n5"
    assert lines_of(text) == text.split("\n")
