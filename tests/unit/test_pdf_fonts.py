"""What a PDF does not say of its characters is never read as something else."""

from __future__ import annotations

import struct

import pytest

import gongkai
from gongkai import Status
from gongkai.files import read_page
from gongkai.readers.drawn import UNKNOWN
from gongkai.readers.pdf import ENGINES
from tests.unit.drawing import Drawing, pdf
from tests.unit.test_pdf import cells

each_engine = pytest.mark.parametrize("engine", ENGINES)
TITLES = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
DESCRIBED = "/Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /ItalicAngle 0 /StemV 80"


def font(encoding: str, ordering: str = "GB1", more: str = "", file: str = "") -> str:
    """A font of ideographs."""
    kind = "CIDFontType2" if file else "CIDFontType0"
    return (
        f"<</Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} {more} /DescendantFonts [<</Type /Font /Subtype /{kind} /BaseFont /Song"
        f" /CIDSystemInfo <</Registry (Adobe) /Ordering ({ordering}) /Supplement 0>> /DW 1000 /FontDescriptor <<{DESCRIBED} {file}>>>>]>>"
    )


NAMELESS = "/Differences [48 /g1 /g2 /g3]"
SIMPLE = f"<</Type /Font /Subtype /Type1 /BaseFont /Song /FirstChar 48 /LastChar 50 /Widths [500 500 500] /Encoding <<{NAMELESS}>> /FontDescriptor <<{DESCRIBED}>>>>"
PICTURES = (
    "<</Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs <</g1 8 0 R /g2 8 0 R /g3 8 0 R>>"
    f" /Encoding <</Type /Encoding {NAMELESS}>> /FirstChar 48 /LastChar 50 /Widths [500 500 500]>>"
)
BOX = "500 0 d0 0 0 400 700 re f"


def sheet(codes: bytes) -> Drawing:
    """A table with a number, something in a font of its own, and a number."""
    drawing = Drawing().text(50, 60, "二、主动公开政府信息情况").table([50, 150, 250, 350, 450], 100, [TITLES, ("规章", "1", "", "3")])
    return drawing.codes(255, 133, codes, "G") if codes else drawing


@each_engine
@pytest.mark.parametrize("sign", ["无", "—", "5", "/"])
@pytest.mark.parametrize(
    ("encoding", "name"), [("GBK-EUC-H", "gbk"), ("UniGB-UCS2-H", "utf-16-be"), ("UniGB-UTF16-H", "utf-16-be"), ("GBKp-EUC-H", "gbk")]
)
def test_a_sign_alone_in_its_cell_is_read_in_a_font_that_the_file_lacks(engine: str, sign: str, encoding: str, name: str) -> None:
    assert cells(read_page(pdf(sheet(sign.encode(name)), fonts={"G": font(encoding)}), engine=engine))[6].text == sign


@each_engine
@pytest.mark.parametrize("sign", ["无", "—", "5", "〇", "\u9ff0"])
def test_a_sign_alone_in_its_cell_is_read_in_a_font_that_no_machine_has(engine: str, sign: str) -> None:
    assert cells(read_page(pdf(Drawing().table([50, 150, 250], 100, [["规章", sign]])), engine=engine))[1].text == sign


@each_engine
@pytest.mark.parametrize(
    ("form", "codes"),
    [
        (font("Identity-H", "Identity"), b"\x00\x31"),
        (font("Identity-H", "Identity"), b"\x65\xe0"),
        (SIMPLE, b"1"),
        (PICTURES, b"1"),
        (PICTURES, b"12"),
    ],
    ids=["a digit's number", "an ideograph's number", "names of its own", "a picture", "two pictures"],
)
def test_a_character_without_a_name_is_no_digit_and_leaves_no_blank(engine: str, form: str, codes: bytes) -> None:
    page = read_page(pdf(sheet(codes), fonts={"G": form}, streams=[BOX]), engine=engine)
    assert set(cells(page)[6].text) == {UNKNOWN}
    result = gongkai.parse_page(page)
    assert result.report["proactive.rules.issued"].value == 1
    assert result.report["proactive.rules.repealed"].status is Status.UNSETTLED
    assert [one.entries for one in result.diagnostics if one.code == "GK307"] == [("proactive.rules.repealed",)]


@each_engine
def test_a_font_that_names_all_codes_in_one_range_is_read(engine: str) -> None:
    table = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
    form = font("Identity-H", "Identity", "/ToUnicode 8 0 R")
    drawing = sheet(b"").codes(255, 133, "3（其中修订2件）".encode("utf-16-be"), "G")
    assert cells(read_page(pdf(drawing, fonts={"G": form}, streams=[table]), engine=engine))[6].text == "3（其中修订2件）"


def test_an_empty_glyph_of_the_file_leaves_the_cell_blank_and_one_that_is_drawn_does_not() -> None:
    file = typeface()
    form = font("Identity-H", "Identity", file="/FontFile2 8 0 R")
    streams = [f"<</Length {len(file)} /Length1 {len(file)}>>\nstream\n{file}\nendstream"]
    for glyph, text in ((1, ""), (2, UNKNOWN)):
        drawn = pdf(sheet(bytes((0, glyph))), fonts={"G": form}, streams=streams)
        assert cells(read_page(drawn))[6].text == text, glyph


def typeface() -> str:
    """A font with three glyphs: nothing, nothing, and a box."""
    box = struct.pack(">hhhhhHH4B4h4h", 1, 0, 0, 700, 700, 3, 0, 1, 1, 1, 1, 0, 700, 0, -700, 0, 0, 700, 0)
    box += b"\0" * (-len(box) % 4)
    tables = {
        b"glyf": box,
        b"head": struct.pack(">IIIIHH16xhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 700, 700, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, 880, -120, 0, 1000, 0, 0, 700, 1, 0, 0, 0, 3),
        b"hmtx": struct.pack(">HhHhHh", *(1000, 0) * 3),
        b"loca": struct.pack(">IIII", 0, 0, 0, len(box)),
        b"maxp": struct.pack(">IH13H", 0x10000, 3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    out, at, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32), 12 + 16 * len(tables), b""
    for tag, data in sorted(tables.items()):
        out += tag + struct.pack(">III", 0, at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return (out + body).decode("latin-1")
