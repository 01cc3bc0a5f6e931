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
    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + PAGE.encode(encoding)) == PAGE


def test_rare_characters_of_gb18030_are_read() -> None:
    assert decode("㐀䶵𠀀龘".encode("gb18030")) == "㐀䶵𠀀龘"


@given(st.text())
def test_utf_8_is_read_exactly(written: str) -> None:
    assert decode(codecs.BOM_UTF8 + written.encode()) == written
    if not written.startswith("\ufeff"):
        assert decode(written.encode()) == written


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    assert isinstance(decode(data), str)


def test_one_broken_byte_costs_one_character() -> None:
    data = PAGE.encode()
    at = data.index("全年".encode()) + 1
    broken = decode(data[:at] + b"\xff" + data[at + 1 :])
    assert broken.count("\ufffd") <= 3
    assert "（一）予以公开 | 1024 |" in broken


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""
