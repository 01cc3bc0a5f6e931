from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

import gongkai
from gongkai import ReadError
from gongkai.sniffing import DOCX, NOT_READ, sniff
from tests.unit import official

TEXT = official.page("annual_2021", official.numbered("annual_2021"))


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE html><p>1",
        "\ufeff \n<html>",
        "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html xmlns='x'>",
        "<!-- saved -->\n<HTML><BODY>",
        "<table><tr><td>1</table>",
        "# 一、总体情况\n\n<table border=1>\n<tbody><tr><td>1",
        "<div>1</div>",
        "第一段</p><p>第二段</p><p>第三段</p>",
        "<head><title>x</title>",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "utf-16-be"])
def test_html_is_known_by_its_tags(data: str, charset: str) -> None:
    assert sniff(data.replace("\ufeff", "").encode(charset)) == "text/html"
    assert sniff(data.encode("utf-8")) == "text/html"


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        "网页中的 <table> 和 <div> 是标签。",
        "<table> 是标签",
        "| 商业<br>企业 | 科研<br>机构 |\n|---|---|\n| 1 | 2 |",
        "<2024年报告>",
        "a < b, </p> 和 </td>",
        "",
        "MIME-Version 和 multipart/related 是词",
    ],
)
def test_text_that_speaks_of_a_tag_is_text(data: str) -> None:
    assert sniff(data.encode()) == "text/plain"


REFUSED = {
    "multipart/related": b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"\r\n\r\n<html><p>x</p>',
    "application/ofd": packed("OFD.xml", "Doc_0/Document.xml"),
    "application/vnd.ms-excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "Workbook".encode("utf-16-le"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": packed("[Content_Types].xml", "xl/workbook.xml"),
    "application/vnd.ms-powerpoint": packed("ppt/presentation.xml"),
    "application/vnd.oasis.opendocument": b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
    "application/xml": b"<?xml version='1.0'?><w:wordDocument><w:p>1</w:p></w:wordDocument>",
    "application/gzip": gzip.compress(b"<html>"),
    "application/zip": packed("report.txt"),
    "application/x-rar-compressed": b"Rar!\x1a\x07\x00",
    "application/x-7z-compressed": b"7z\xbc\xaf\x27\x1c",
    "image": b"\x89PNG\r\n\x1a\n",
}


def test_every_kind_of_file_that_is_refused_has_an_example() -> None:
    assert REFUSED.keys() == NOT_READ.keys()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_nothing_reads_is_refused_in_one_sentence_that_says_what_to_do(kind: str) -> None:
    assert sniff(REFUSED[kind]) == kind
    with pytest.raises(ReadError) as caught:
        gongkai.read(REFUSED[kind])
    code, found = NOT_READ[kind]
    assert caught.value.diagnostic.code == code
    assert found in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xe0", b"GIF89a", b"BM\x10\x00\x00\x00\x00\x00\x00\x00\x36", b"RIFF\x10\x00\x00\x00WEBPVP8 ", b"II*\x00"]
)
def test_pictures_of_other_kinds_are_known(data: bytes) -> None:
    assert sniff(data) == "image"


@pytest.mark.parametrize("sign", ["|", "\t", "\n", "\r", "1|\n"])
def test_a_text_with_more_cells_than_the_limit_is_refused(sign: str) -> None:
    limits = gongkai.Limits(cells=100)
    gongkai.read((TEXT[:20] + sign * 40).encode(), limits=limits)
    with pytest.raises(ReadError, match="GK422"):
        gongkai.read((TEXT[:20] + sign * 101).encode(), limits=limits)


def test_a_word_file_and_a_pdf_are_known() -> None:
    assert sniff(packed("[Content_Types].xml", "word/document.xml")) == DOCX
    assert sniff(b"\n%PDF-1.7") == "application/pdf"


def notes(result: gongkai.Result) -> list[dict[str, str]]:
    return [dict(one.details) for one in result.diagnostics if one.code == "GK402"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", TEXT, []),
        ("a.MD", TEXT, []),
        ("a", TEXT, []),
        ("a.bak", TEXT, []),
        ("a.html", TEXT, [{"found": ".html", "expected": "text/plain"}]),
        ("a.pdf", TEXT, [{"found": ".pdf", "expected": "text/plain"}]),
        ("a.htm", f"<p>{TEXT}</p>", []),
        ("a.jsp", f"<p>{TEXT}</p>", []),
        ("a.doc", f"<p>{TEXT}</p>", [{"found": ".doc", "expected": "text/html"}]),
        ("a.xls", f"<p>{TEXT}</p>", [{"found": ".xls", "expected": "text/html"}]),
    ],
)
def test_a_name_that_does_not_fit_the_content_is_noted(tmp_path: Path, name: str, content: str, expected: list[dict[str, str]]) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert notes(gongkai.read(path)) == notes(gongkai.read(str(path))) == expected
    with path.open("rb") as file:
        assert notes(gongkai.read(file)) == expected
    assert notes(gongkai.read(path, media_type="text/html")) == []


def test_a_media_type_that_is_given_overrides_the_content() -> None:
    assert "<p>1</p>" in gongkai.read(b"<p>1</p><p>2</p>", media_type="text/plain").text
    assert gongkai.read(b"1 &amp; 2", media_type="TEXT/HTML; charset=x").text == "1 & 2"
    with pytest.raises(ReadError, match="GK415 media type a/b is not read; known are text/plain"):
        gongkai.read(b"", media_type="a/b")
