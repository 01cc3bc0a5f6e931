"""Small PDFs drawn by hand: text and lines at given places, in points from the upper left corner of the page.

Their font is not in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field

WIDTH, HEIGHT = 595, 842


@define
class Drawing:
    """A page. An ideograph is as wide as the type is high, any other character half as wide."""

    steps: list[str] = field(factory=list)
    extra: str = ""
    """What its page object says beside the usual."""
    notes: list[str] = field(factory=list)
    """Its annotations."""

    def text(self, x: float, base: float, text: str, size: float = 10) -> Drawing:
        self.steps.append(f"BT /F {size} Tf 1 0 0 1 {x} {HEIGHT - base} Tm <{text.encode('utf-16-be').hex()}> Tj ET")
        return self

    def codes(self, x: float, base: float, codes: bytes, font: str, size: float = 10) -> Drawing:
        """Text in a font of the file's own, by the numbers that characters have in it."""
        self.steps.append(f"BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - base} Tm <{codes.hex()}> Tj ET")
        return self

    def note(self, kind: str, x0: float, y0: float, x1: float, y1: float, more: str = "") -> Drawing:
        """Something that lies over the page: a field of a form (Widget), a note (FreeText), a StrikeOut."""
        self.notes.append(f"<</Type /Annot /Subtype /{kind} /F 4 /Rect [{x0} {HEIGHT - y1} {x1} {HEIGHT - y0}] {more}>>")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Drawing:
        self.steps.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def area(self, x0: float, y0: float, x1: float, y1: float, tint: float = 0.9) -> Drawing:
        self.steps.append(f"{tint} g {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f 0 g")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Drawing:
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], high: float = 20) -> Drawing:
        """A ruled table; the text of each cell begins at its left."""
        self.grid(xs, [top + high * at for at in range(len(rows) + 1)])
        for at, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                if text:
                    self.text(x + 3, top + high * at + 13, text)
        return self


def pdf(*drawings: Drawing, trailer: str = "", fonts: Mapping[str, str] | None = None, streams: Sequence[str] = ()) -> bytes:
    """The file of these pages. ``fonts`` are other fonts by their names; ``streams`` have the numbers behind the last page's: 8 for one page."""
    others = "".join(f" /{name} {font}" for name, font in (fonts or {}).items())
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(drawings)))
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [f"{len(block)} beginbfrange {' '.join(block)} endbfrange" for block in (ranges[at : at + 64] for at in range(0, 256, 64))]
    to_unicode = f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {' '.join(blocks)} endcmap"
    described = "/Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /ItalicAngle 0 /StemV 80"
    objects = [
        "<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Kids [{kids}] /Count {len(drawings)}>>",
        "<</Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R>>",
        (
            "<</Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
            f" /DW 1000 /W [32 126 500] /FontDescriptor <<{described}>>>>"
        ),
        _stream(to_unicode),
    ]
    for at, drawing in enumerate(drawings):
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources <</Font <</F 3 0 R{others}>>>> /Contents {7 + 2 * at} 0 R"
            f" /Annots [{' '.join(drawing.notes)}] {drawing.extra}>>"
        )
        objects.append(_stream("\n".join(drawing.steps)))
    objects += [_stream(text) if "stream" not in text else text for text in streams]
    body, places = "%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer <</Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def _stream(text: str) -> str:
    return f"<</Length {len(text)}>>\nstream\n{text}\nendstream"
