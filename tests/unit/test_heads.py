from __future__ import annotations

import pytest

from gongkai import grammar
from gongkai.heads import Titles

ROW = next(row for row in grammar.form("annual_2021").rows if row.path == "requests.new")
TITLES = ROW.titles


def titles(*said: str) -> Titles:
    """The titles of a head from left to right; ``?`` for one that the form does not have."""
    found = Titles()
    for at, one in enumerate(said):
        if one == "?":
            found.take_unknown()
        else:
            found.take(one, at)
    return found


def test_the_titles_of_a_row_in_their_order_are_its_whole_head() -> None:
    assert titles(*TITLES).fit(ROW)
    assert titles(*TITLES).whole(ROW)
    assert not titles(*TITLES).extra


@pytest.mark.parametrize("lost", range(len(TITLES)))
def test_a_head_that_lost_a_title_fits_and_is_not_whole(lost: int) -> None:
    found = titles(*TITLES[:lost], *TITLES[lost + 1 :])
    assert found.fit(ROW)
    assert not found.whole(ROW)


def test_titles_in_another_order_are_no_head_of_the_row_though_all_are_there() -> None:
    swapped = titles(TITLES[1], TITLES[0], *TITLES[2:])
    assert not swapped.fit(ROW)
    assert not swapped.whole(ROW)


@pytest.mark.parametrize("at", range(len(TITLES)))
@pytest.mark.parametrize("more", [(), ("?",)])
def test_under_a_title_that_the_form_does_not_have_before_one_of_its_own_no_number_is_known(at: int, more: tuple[str, ...]) -> None:
    found = titles(*TITLES[:at], "?", *TITLES[at:], *more)
    assert not found.fit(ROW)
    assert not found.extra


@pytest.mark.parametrize("more", [("?",), ("?", "?")])
def test_titles_behind_all_of_the_form_s_leave_those_as_they_are(more: tuple[str, ...]) -> None:
    found = titles(*TITLES, *more)
    assert found.fit(ROW)
    assert found.extra


def test_a_remark_beside_all_lines_of_a_head_stands_behind_the_titles_of_those_below() -> None:
    found = Titles()
    found.take("申请人情况", 1)
    found.take_unknown(8)
    for field, title in enumerate(TITLES, 1):
        found.take(title, field)
    assert found.fit(ROW)
    assert found.extra


@pytest.mark.parametrize("field", range(1, 8))
def test_a_title_that_the_form_does_not_have_is_strange_where_one_of_its_own_stands_behind_it_in_another_line(field: int) -> None:
    found = Titles()
    found.take("申请人情况", 1)
    found.take_unknown(field)
    for at, title in enumerate(TITLES, 1):
        found.take(title, at + (at >= field))
    assert not found.fit(ROW)
    assert not found.extra


def test_a_title_behind_them_is_not_told_from_one_that_is_lost() -> None:
    assert not titles(*TITLES[:-1], "?").fit(ROW)


def test_of_two_heads_the_whole_one_says_more() -> None:
    swapped = titles(TITLES[1], TITLES[0], *TITLES[2:])
    again = swapped.following()
    again.take(TITLES[2], 2)
    assert not again.fit(ROW)
    assert again.denied(ROW)
    for at, title in enumerate(TITLES):
        if title != TITLES[2]:
            again.take(title, at)
    assert again.has_all(ROW)


def test_where_some_titles_have_no_places_the_order_of_all_says_whether_they_fit() -> None:
    first, *inner, last = TITLES
    for one, others, fits in ((first, inner, True), (first, inner[::-1], False), (inner[0], [first, *inner[1:]], False)):
        found = Titles()
        found.take(one, 3)
        found.take(last, 29)
        for title in others:
            found.take(title, None)
        assert found.fit(ROW) is fits
