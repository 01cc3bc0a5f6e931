from __future__ import annotations

import pytest

from gongkai.fields import fields, sign_of


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("规章,1,,3", ["规章", "1", "", "3"]),
        ("规章,1,", ["规章", "1", ""]),
        ('"甲,乙",1', ['"甲,乙"', "1"]),
        ('"说""话""",1', ['"说""话"""', "1"]),
        ("规章 & 1 & 2 \\\\ \\hline", ["规章 ", " 1 ", " 2"]),
        ("['规章', '1', None],", ["'规章'", " '1'", " None"]),
        ("规章，1，2", ["规章", "1", "2"]),
    ],
)
def test_a_line_falls_into_its_fields(raw: str, found: list[str]) -> None:
    sign = sign_of(raw)
    assert sign is not None
    assert [text for text, _ in fields(raw, sign)] == found
    assert all(raw[start : start + len(text)] == text for text, start in fields(raw, sign))


@pytest.mark.parametrize("text", ["收到申请3件，办结3件。", "规章 1 2 3", "规章&nbsp;1", "规章，" + "1，" * 2000])
def test_a_sentence_has_no_fields(text: str) -> None:
    assert sign_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "规章 1,234 97,131 62,726",
        "1,234 2,345 0 3,579",
        "规章   1,234   2,345,678",
        "5,458,086",
        "１，２３４",
        '"5,458,086"',
        "123,456,789,012",
        "行政事业性收费 1,234.56",
    ],
)
def test_commas_within_numbers_set_no_cells_apart(text: str) -> None:
    assert sign_of(text) is None


@pytest.mark.parametrize("text", ["规章,123,456,789", "100,200,300,400,500,600,700", "0,0,1", "1,234,5", "2023,123", "1,234,567,", "1,234, 5, 6"])
def test_commas_behind_which_not_always_three_digits_stand_set_cells_apart(text: str) -> None:
    assert sign_of(text) == ","


@pytest.mark.parametrize(
    ("text", "sign"), [("规章;1,234;2,345;3,456", ";"), ("规章 & 1,234 & 2,345,678 & 3,456 \\\\", "&"), ("规章，1,234，2", "，")]
)
def test_another_sign_sets_numbers_with_commas_apart(text: str, sign: str) -> None:
    assert sign_of(text) == sign
