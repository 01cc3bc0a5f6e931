"""Rows of pipes that take up several lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import gongkai
from tests.unit import official
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, said

GRANTED, PARTLY = "requests.outcomes.granted", "requests.outcomes.partly_granted"
REPEATED = "requests.outcomes.not_processed.repeated"
RULE = "+----+----+----+----+----+----+----+----+----+"
FRAMES = ("|", "│")


def lines(*halves: Sequence[str], frame: str = "|") -> str:
    return "\n".join(f"{frame} {f' {frame} '.join(cells)} {frame}" for cells in halves)


def read(tall: dict[str, str], frame: str = "|", ruled: bool = True) -> gongkai.Result:
    """Table 3 with two fields for labels, drawn with rules between its rows; some rows are printed in other words."""
    rows = [tall.get(row.item, lines(["", row.label, *cells_of(row.item)], frame=frame)) for row in SHEET]
    rule = f"\n{RULE}\n" if ruled else "\n"
    return gongkai.parse(f"{HEADING}\n{RULE}\n{rule.join(rows)}\n{RULE}\n")


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize(
    ("item", "pieces"),
    [
        (GRANTED, [("三、本年度办理结果", "（一）"), ("", "予以公开")]),
        (GRANTED, [("三、本年度", "（一）"), ("办理结果", "予以公开")]),
        (PARTLY, [("", "（二）部分公开"), ("", "（区分处理的，只计这一情形，不计其他情形）")]),
        (PARTLY, [("", "（二）部分公开（区分处理的，"), ("", "只计这一情形，"), ("", "不计其他情形）")]),
        ("requests.new", [("", "一、本年新收政府"), ("", "信息公开申请数量")]),
        (GRANTED, [("三", "（"), ("、本年度", "一）予以"), ("办理结果", "公开")]),
        (PARTLY, [("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形"), ("", "）")]),
        ("requests.outcomes.refused.security_and_stability", [("", "3.危及“三安全一稳定"), ("", "”")]),
    ],
)
def test_a_row_whose_label_goes_on_below_has_the_numbers_beside_any_piece_of_it(
    item: str, pieces: list[tuple[str, str]], at: int, frame: str, ruled: bool
) -> None:
    tall = lines(*([*words, *(cells_of(item) if place == at else [""] * 7)] for place, words in enumerate(pieces)), frame=frame)
    result = read({item: tall}, frame, ruled)
    assert [said(result, one) for one in ITEMS] == [cells_of(one) for one in ITEMS]
    assert set(codes(result)) <= {"GK204"}


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("place", ["top", "middle", "bottom"])
@pytest.mark.parametrize("wide", [1, 2, 7])
def test_columns_may_be_but_a_character_wide(wide: int, place: str, ruled: bool) -> None:
    tall: dict[str, str] = {}
    for row in SHEET:
        pieces = [row.label[at : at + wide] for at in range(0, len(row.label), wide)]
        beside = {"top": 0, "middle": len(pieces) // 2, "bottom": len(pieces) - 1}[place]
        tall[row.item] = lines(*(["", piece, *(cells_of(row.item) if at == beside else [""] * 7)] for at, piece in enumerate(pieces)))
    result = read(tall, ruled=ruled)
    assert [said(result, one) for one in ITEMS] == [cells_of(one) for one in ITEMS]


def test_the_number_of_a_label_may_stand_over_its_words() -> None:
    result = read({REPEATED: lines(["", "2", *cells_of(REPEATED)], ["", ".重复申请", *[""] * 7])})
    assert [said(result, one) for one in ITEMS] == [cells_of(one) for one in ITEMS]


def test_a_row_over_one_whose_label_goes_on_below_is_no_part_of_it() -> None:
    total, last = "requests.outcomes.total", "requests.carried_out"
    label = official.label_of(last)
    below = lines([label[:9], "", *[""] * 7], [label[9:], "", *cells_of(last)])
    result = read({total: lines(["", official.label_of(total), "", "2", "", "2", "", "", "4"]), last: below}, ruled=False)
    assert said(result, total) == ["", "2", "", "2", "", "", "4"]
    assert said(result, last) == cells_of(last)


def test_empty_cells_are_doubted_below_numbers_that_may_be_theirs() -> None:
    result = read({REPEATED: lines(["", "※", *cells_of(REPEATED)], ["", "2.重复申请", *[""] * 7])})
    assert said(result, REPEATED) == ["?"] * 7


def test_the_titles_of_a_head_may_go_on_below() -> None:
    made, ended, valid = ("本年制", "发件数"), ("本年废", "止件数"), ("现行有", "效件数")
    for titles, expected in (([made, ended, valid], ["1", "2", "3"]), ([ended, made, valid], ["?", "?", "?"])):
        halves = [["信息内容", *(first for first, _ in titles)], ["", *(rest for _, rest in titles)]]
        rows = [["规章", "1", "2", "3"], ["行政规范性文件", "4", "5", "6"], ["信息内容", "本年处理决定数量"], ["行政许可", "7"]]
        result = gongkai.parse("\n".join(["二、主动公开政府信息情况", lines(*halves), *(lines(row) for row in rows)]))
        assert said(result, "proactive.rules") == expected


def test_a_number_that_goes_on_below_is_one_where_the_sums_say_so() -> None:
    label = official.label_of("requests.new")
    for total, status in (("29", gongkai.Status.INFERRED), ("77", gongkai.Status.UNSETTLED)):
        halves = [["", label[:8], "12", "2", "2", "0", "0", "2", "1"], ["", label[8:], "3", "", "", "", "", "", total]]
        result = read({"requests.new": lines(*halves)})
        entry = result.report["requests.new.natural_person"]
        assert entry.value is None or (entry.value, entry.status) == (123, status)
        assert said(result, "requests.new")[1:6] == ["2", "2", "0", "0", "2"]


@pytest.mark.parametrize("cells", [["1", "2", "3"], ["", "", ""]])
def test_a_part_of_a_row_below_it_is_a_row_of_its_own(cells: list[str]) -> None:
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", *cells],
        ["（其中修订）", "4", "5", "6"],
        ["行政规范性文件", "7", "8", "9"],
        ["行政许可", "1"],
    ]
    result = gongkai.parse("\n".join(["二、主动公开政府信息情况", *(lines(row) for row in rows)]))
    assert said(result, "proactive.rules") == cells
    assert said(result, "proactive.normative_documents") == ["7", "8", "9"]


def test_a_mark_below_a_label_is_no_rest_of_it() -> None:
    label = official.label_of(GRANTED)
    result = gongkai.parse("\n".join([HEADING, lines([label, *cells_of(GRANTED)]), lines([":::", *cells_of(PARTLY)])]))
    assert said(result, GRANTED) == cells_of(GRANTED)


def test_where_the_number_of_a_label_is_cut_off_those_beside_it_may_be_cut_too() -> None:
    item = "requests.outcomes.not_processed.repeated"
    halves = [["", "", "2", "4", "0", "3", "0", "0", "0", "8"], ["", "", ".重复申请", "15", "", "", "", "", "", "0"]]
    result = gongkai.parse("\n".join([HEADING, *(lines(half) for half in halves), "+---+---+"]))
    assert not {"15", "4", "8", "80"} & set(said(result, item))
    assert said(result, item)[1:6] == ["0", "3", "0", "0", "0"]


def test_numbers_of_the_row_without_a_label_may_go_on_below_though_a_caption_stands_before_it() -> None:
    rows = [list(official.RESULT_TITLES) * 3, ["0"] * 10 + ["2", "0", "0", "1", "3"], [""] * 10 + ["4", "", "", "0", "4"]]
    result = gongkai.parse("\n".join([official.HEADINGS["disputes"], "表四", *map(lines, rows)]))
    assert "2" not in said(result, "disputes.litigation.after_reconsideration")
