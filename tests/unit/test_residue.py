from __future__ import annotations

import pytest

from gongkai.residue import without_residue


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("&nbsp;3&nbsp;", "3"),
        ("3&#12288;", "3"),
        ("<b>3</b>", "3"),
        ("3<br/>", "3"),
        ("&lt;br&gt;3", "3"),
        ('"3"', "3"),
        ('""', ""),
        ("'规章'", "规章"),
        ("\x1b[1m3\x1b[0m", "3"),
        ("3\x07", "3"),
        ("规章", "规章"),
    ],
)
def test_what_programs_left_in_a_cell_is_none_of_its_text(cell: str, text: str) -> None:
    assert without_residue(cell) == text


def test_numbers_on_both_sides_of_a_break_are_not_one() -> None:
    assert without_residue("1<br>2") == "1 2"


@pytest.mark.parametrize("cell", ["3<sup>1</sup>", "<del>3</del>5", "3.危及“三安全一稳定”", "5 < 6"])
def test_what_says_something_of_its_own_stays(cell: str) -> None:
    assert without_residue(cell) == cell
