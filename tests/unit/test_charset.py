from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.readers.charset import decode
from tests.unit import official

PAGE = official.page("annual_2021", official.numbered("annual_2021"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030"])
def test_a_file_is_read_in_the_character_sets_that_offices_use(encoding: str) -> None:
    page = PAGE.replace("〔", "（").replace("〕", "）")
    assert decode(page.encode(encoding)).text == page


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + PAGE.encode(encoding)).text == PAGE


def test_rare_characters_of_gb18030_are_read() -> None:
    assert decode("㐀䶵𠀀龘".encode("gb18030")).text == "㐀䶵𠀀龘"


@given(st.text())
def test_utf_8_is_read_exactly(written: str) -> None:
    assert decode(codecs.BOM_UTF8 + written.encode()).text == written
    if not written.startswith("\ufeff"):
        assert decode(written.encode()).text == written


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def test_one_broken_byte_costs_one_character() -> None:
    data = PAGE.encode()
    at = data.index("全年".encode()) + 1
    broken = decode(data[:at] + b"\xff" + data[at + 1 :]).text
    assert broken.count("\ufffd") <= 3
    assert "（一）予以公开 | 1024 |" in broken


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"").text == ""


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding: str) -> None:
    assert decode(PAGE.encode(encoding)).text == PAGE


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_read_by_its_mark(encoding: str) -> None:
    assert decode(("\ufeff" + PAGE).encode(encoding)).text == PAGE


def said(data: bytes, declared: str | None = None) -> list[tuple[str, dict[str, str]]]:
    return [(one.code, dict(one.details)) for one in decode(data, declared).diagnostics]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "UTF-8"), ("utf-8", "utf8"), ("gbk", "gb2312"), ("gb18030", "GBK"), ("gb2312", "gb18030"), ("utf-16", "utf-16le"), ("big5", "big5")],
)
def test_a_declared_character_set_that_holds_the_bytes_is_right(encoding: str, declared: str) -> None:
    text = "政府資訊公開" if encoding == "big5" else "政府信息公开"
    assert decode(text.encode(encoding), declared) == (text, ())


@pytest.mark.parametrize(
    ("encoding", "declared", "found"),
    [("gb18030", "utf-8", "gb18030"), ("utf-8", "gb2312", "utf-8"), ("gbk", "nonsense", "gb18030"), ("gbk", "x\x00", "gb18030")],
)
def test_a_declared_character_set_that_is_wrong_is_noted_and_changes_nothing(encoding: str, declared: str, found: str) -> None:
    assert decode(PAGE.encode(encoding, "ignore"), declared).text == PAGE.encode(encoding, "ignore").decode(encoding)
    assert said(PAGE.encode(encoding, "ignore"), declared) == [("GK401", {"found": declared, "expected": found})]


def test_of_ascii_every_declaration_is_right() -> None:
    assert said(b"<table>", "gbk") == []


def test_lost_characters_are_counted_and_those_that_the_file_has_are_not() -> None:
    data = PAGE.encode()
    at = data.index("全年".encode())
    assert said("\ufffd".encode() + data) == []
    assert said("\ufffd".encode() + data[:at] + b"\xff\xff" + data[at:]) == [("GK403", {"count": "2", "expected": "utf-8"})]


@pytest.mark.parametrize("cut", [1, 2])
def test_utf_8_that_was_cut_off_within_a_character_is_no_gb18030(cut: int) -> None:
    whole = "本机关主动公开政府信息，依法办理申请，没有其他事项需要报告。".encode()
    assert decode(whole[:-cut]).text[:-1] == whole.decode()[:-1]
