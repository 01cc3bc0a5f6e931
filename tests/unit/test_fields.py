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
