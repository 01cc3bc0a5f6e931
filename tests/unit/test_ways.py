from __future__ import annotations

import pytest

from gongkai.cells import Reading, Status
from gongkai.values import read_value
from gongkai.ways import ENDLESS, Way, free, joined, merged, ways_of


def place(cell: str) -> Reading:
    reading = read_value(cell)
    assert reading is not None
    return reading


def ways(printed: str, size: int) -> set[tuple[int | None, ...]]:
    """The ways in which numbers may stand; None for a column that has none of them."""
    readings = [place(cell) for cell in printed.split("|")]
    return {tuple(low if there else None for low, there in zip(way.lows, way.printed, strict=True)) for way in ways_of(readings, size)}


@pytest.mark.parametrize(
    ("printed", "size", "found"),
    [
        ("5|7", 2, {(5, 7)}),
        ("5|7", 3, {(5, 7, None), (5, None, 7), (None, 5, 7)}),
        ("10|2", 3, {(10, 2, None), (10, None, 2), (None, 10, 2), (1, 0, 2)}),
        ("12|34", 3, {(12, 34, None), (12, None, 34), (None, 12, 34), (1, 2, 34), (12, 3, 4)}),
        ("100", 3, {(100, None, None), (None, 100, None), (None, None, 100), (10, 0, None), (10, None, 0), (None, 10, 0), (1, 0, 0)}),
        ("03", 2, {(0, 3)}),
        ("03", 1, set()),
        ("03|1", 4, {(0, 3, 1, None), (0, 3, None, 1), (0, None, 3, 1), (None, 0, 3, 1)}),
        ("00|5", 3, {(0, 0, 5)}),
        ("012", 2, {(0, 12)}),
        ("/|5", 3, set()),
        ("1 2|5", 3, set()),
        ("1 2|5|7", 2, set()),
        ("0 2|5|7", 2, set()),
        ("2|0|5", 2, {(20, 5), (0, 5), (2, 5), (2, 0)}),
        ("1|2|3", 2, {(12, 3), (1, 23), (1, 2), (1, 3), (2, 3)}),
        ("1|2|3|4", 2, {(123, 4), (12, 34), (1, 234)}),
        ("1|0|0|4", 2, {(100, 4)}),
        ("1|2|3|4|5", 2, set()),
        ("1,000", 2, {(1000, None), (None, 1000), (100, 0)}),
        ("3件|4", 3, {(3, 4, None), (3, None, 4), (None, 3, 4)}),
        ("12件|4", 3, {(12, 4, None), (12, None, 4), (None, 12, 4), (1, 2, 4)}),
        ("１２|４", 3, {(12, 4, None), (12, None, 4), (None, 12, 4), (1, 2, 4)}),
        ("12(修订1件)|4", 3, {(12, 4, None), (12, None, 4), (None, 12, 4), (1, 2, 4)}),
        ("+12|4", 3, {(12, 4, None), (12, None, 4), (None, 12, 4), (1, 2, 4)}),
        ("００|5", 3, {(0, 0, 5)}),
        ("1,000|2|3", 2, {(1000, 23), (10002, 3), (1000, 2), (1000, 3), (2, 3)}),
    ],
)
def test_the_ways_in_which_numbers_may_stand(printed: str, size: int, found: set[tuple[int | None, ...]]) -> None:
    assert ways(printed, size) == found


def test_more_ways_than_can_be_looked_at_are_none() -> None:
    assert ways("|".join("1" * 7), 15) == set()
    assert ways("|".join(["999999999999999"] * 40), 7) == set()
    assert ways("|".join(["999999999999999"] * 3), 15) == set()


@pytest.mark.parametrize(("printed", "size"), [("5|7", 3), ("1|2|3", 2), ("1111", 2), ("11|1111", 3)])
def test_ways_are_all_looked_at_or_none(printed: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ways(printed, size)
    monkeypatch.setattr("gongkai.ways._MOST", len(found))
    assert ways(printed, size) == found
    monkeypatch.setattr("gongkai.ways._MOST", len(found) - 1)
    assert ways(printed, size) == set()


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("2 0", 20),
        ("1 234", 1234),
        ("12", 12),
        ("0 2", None),
        ("2 0件", None),
        ("", None),
        ("２ ０", 20),
        ("1" * 15, 111111111111111),
        ("1" * 16, None),
    ],
)
def test_digits_that_were_set_apart_are_one_number(digits: str, number: int | None) -> None:
    assert joined(digits) == number


def test_ways_that_say_the_same_numbers_are_one_that_prints_what_all_print() -> None:
    one = Way((0, 0), (0, 0), (True, False))
    other = Way((0, 0), (0, 0), (True, True))
    third = Way((0, 1), (0, 1), (True, True))
    assert merged([one, third, other]) == (Way((0, 0), (0, 0), (True, False)), third)


def test_a_free_way_says_nothing() -> None:
    assert not free(2).exact
    assert free(2) == Way((0, 0), (ENDLESS, ENDLESS), (False, False))
    assert Way((1, 2), (1, 2), (True, True)).exact


def test_two_numbers_may_be_glued_where_the_first_has_lost_its_unit() -> None:
    united = [Reading(value, Status.REPORTED, "项", f"{value}项") for value in (331045, 2)]
    assert (33, 1045, 2) in [way.lows for way in ways_of(united, 3)]
