from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cells import BLANK, Reading, Status
from gongkai.values import printed_unit, read_value


def reported(cell: str) -> Reading:
    reading = read_value(cell)
    assert reading is not None
    assert reading.status is Status.REPORTED
    assert reading.raw == cell
    return reading


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("1036", 1036),
        ("1,234", 1234),
        ("1,234,567", 1_234_567),
        ("１２３", 123),
        ("１，２３４", 1234),
        ("123456789012345", 123_456_789_012_345),
    ],
)
def test_a_count_is_read_as_printed(cell: str, value: int) -> None:
    reading = reported(cell)
    assert (reading.value, reading.unit) == (value, None)
    assert type(reading.value) is int


@pytest.mark.parametrize("cell", ["100,200,300,400,500,600", "1,234,567,890,123,456"])
def test_a_number_has_not_more_digits_with_commas_than_without(cell: str) -> None:
    assert read_value(cell) is None


def test_a_zero_is_a_number() -> None:
    assert read_value("0") == Reading(0, Status.REPORTED, None, "0")


def test_a_blank_is_not_a_zero() -> None:
    assert read_value("") == Reading(None, Status.BLANK, None, "")


@pytest.mark.parametrize("cell", ["/", "-", "—", "无", "不适用", "N/A", "n/a", "——", "--", "–", "／", "－", "Ｎ／Ａ"])
def test_a_cell_that_does_not_apply_is_neither_blank_nor_zero(cell: str) -> None:
    assert read_value(cell) == Reading(None, Status.NOT_APPLICABLE, None, cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("增320", 320),
        ("减11", -11),
        ("增 4", 4),
        ("减少3", -3),
        ("增加3", 3),
        ("新增5", 5),
        ("+1036", 1036),
        ("＋2", 2),
        ("−8", -8),
        ("-8", -8),
        ("－8", -8),
        ("–8", -8),
        ("增0", 0),
        ("减0", 0),
    ],
)
def test_a_change_keeps_its_sign(cell: str, value: int) -> None:
    assert reported(cell).value == value


@pytest.mark.parametrize("cell", ["—8", "——8", "/8", "无8", "减", "增", "+", "增减8", "--8", "+-8"])
def test_what_may_be_a_sign_or_a_stroke_is_no_number(cell: str) -> None:
    reading = read_value(cell)
    assert reading is None or reading.value is None


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("160.5964万元", Decimal("160.5964"), "万元"),
        ("251000元", 251_000, "元"),
        ("3.2 亿元", Decimal("3.2"), "亿元"),
        ("12件", 12, "件"),
        ("１２．５万元", Decimal("12.5"), "万元"),
        ("1,234.50元", Decimal("1234.50"), "元"),
        ("3万元（含税）", 3, "万元"),
    ],
)
def test_a_unit_in_the_cell_is_kept_beside_its_value(cell: str, value: Decimal | int, unit: str) -> None:
    reading = reported(cell)
    assert (reading.value, reading.unit) == (value, unit)


@pytest.mark.parametrize("cell", ["75.9260", "0.0", "0.5000", "3.10"])
def test_a_fraction_loses_no_digit(cell: str) -> None:
    assert str(reported(cell).value) == cell


@pytest.mark.parametrize(
    ("cell", "value"),
    [("22（其中修订16件）", 22), ("22(其中修订16件)", 22), ("0（无）", 0), ("5（含上年2件（已办结）、其他3件）", 5), ("减4（合并1项）", -4)],
)
def test_a_note_in_brackets_is_no_part_of_the_number(cell: str, value: int) -> None:
    assert reported(cell).value == value


@pytest.mark.parametrize(
    "cell", ["00", "００", "0１2", "+05", "00.5", "0,123", "05件", "012", "2 0", "1 234", "1\xa02", "1\u30002", "1 2 3", "12  5", "0 0"]
)
def test_a_number_cut_in_two_is_neither_joined_nor_taken_in_part(cell: str) -> None:
    assert read_value(cell) == Reading(None, Status.UNSETTLED, None, cell)


@pytest.mark.parametrize("cell", ["1,23", "12,34", "1,2345", ",5", "5,", "1,,234", "1.234.567", "3.", "1.2,3", "1234,567"])
def test_marks_out_of_place_make_no_number(cell: str) -> None:
    assert read_value(cell) is None


@pytest.mark.parametrize(
    "cell", ["5%", "５％", "5‰", "1/3", "3:2", "约5", "5余", "5万", "5左右", "A5", "1e5", "0x10", "1_000", "第5", "(5)", "（5", "5）", "5("]
)
def test_what_only_holds_a_number_is_no_number(cell: str) -> None:
    assert read_value(cell) is None


@pytest.mark.parametrize("cell", ["五", "有", "详见附件", "规章", "空", "无无", "万元", "件"])
def test_text_is_no_value(cell: str) -> None:
    assert read_value(cell) is None


@pytest.mark.parametrize("cell", ["nan", "NaN", "None", "null", "<NA>"])
def test_what_programs_print_for_an_empty_cell_is_blank(cell: str) -> None:
    assert read_value(cell) is BLANK


@pytest.mark.parametrize("cell", ["零", "〇"])
def test_the_numeral_for_nothing_is_zero(cell: str) -> None:
    assert reported(cell).value == 0


@pytest.mark.parametrize("cell", ["3[1]", "3〔1〕", "3【注】", "3［2］"])
def test_a_note_in_any_brackets_is_no_part_of_the_number(cell: str) -> None:
    assert reported(cell).value == 3


@pytest.mark.parametrize("cell", ["\u200e3\u200f", "\u202a3\u202c", "\u20663\u2069"])
def test_marks_of_direction_are_no_part_of_the_number(cell: str) -> None:
    assert reported(cell).value == 3


def test_a_number_that_a_mark_turns_round_is_none() -> None:
    assert read_value("\u202e21\u202c") is None


@pytest.mark.parametrize("cell", ["٣", "३", "1٣", "3.٥", "٣万元", "𑁧", "৩,৪৫৬"])
def test_digits_of_other_scripts_are_no_number(cell: str) -> None:
    assert read_value(cell) is None


@pytest.mark.parametrize("cell", ["²", "3²", "5①", "5⑵", "①", "12₃", "⒌", "5½", "½", "㉓", "1⒈", "Ⅳ", "㊀", "２³"])
def test_a_footnote_mark_never_becomes_a_digit_of_the_number(cell: str) -> None:
    reading = read_value(cell)
    assert reading is None or reading.value in (None, int(cell[0]) if cell[0].isdecimal() else None)


@pytest.mark.parametrize("length", [16, 17, 100, 200, 201, 5000])
def test_a_string_of_digits_longer_than_any_count_is_no_number(length: int) -> None:
    assert read_value("1" * length) is None
    assert read_value("０" * length) is None
    assert read_value("1" * length + "万元") is None


def test_a_long_remark_is_no_value() -> None:
    assert read_value("5（" + "其中修订" * 2000 + "）") is None


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("本年收费金额(单位:元)", "元"),
        ("本年收费金额（单位： 亿元）", "亿元"),
        ("本年收费金额（万元）", "万元"),
        ("本 年 收 费 金 额 （ 单 位 ： 万 元 ）", "万元"),
        ("采购总金额", None),
        ("采购总金额（含税）", None),
        ("元", None),
    ],
)
def test_the_unit_of_a_column_is_the_one_its_title_names(title: str, unit: str | None) -> None:
    assert printed_unit(title) == unit


@given(st.integers(0, 10**15 - 1))
def test_every_count_is_read_back_in_plain_and_in_grouped_digits(number: int) -> None:
    assert reported(str(number)).value == number
    assert reported(f"{number:,}").value == number
    assert reported(str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))).value == number


@given(st.decimals(0, 10**11, places=4))
def test_every_amount_is_read_back_to_its_last_digit(number: Decimal) -> None:
    assert str(reported(f"{number}万元").value) == str(number)


@given(st.text(max_size=30))
def test_a_value_stands_in_its_cell(cell: str) -> None:
    reading = read_value(cell)
    if reading is not None and reading.value is not None:
        assert any(char.isdigit() for char in cell)
        assert reading.raw == cell
        assert reading.status is Status.REPORTED


@given(st.text(alphabet="0123456789 ,.+-−–—/增减万元（）()N/A无", max_size=12))
def test_only_a_reported_cell_has_a_value(cell: str) -> None:
    reading = read_value(cell)
    assert reading is None or (reading.value is not None) == (reading.status is Status.REPORTED)
