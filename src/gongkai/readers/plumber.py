"""PDF -> sheets, with pdfplumber: a second opinion, in pure Python, and slow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, cast

from gongkai.errors import ReadError
from gongkai.readers.drawn import UNKNOWN, Box, Sheet
from gongkai.readers.limits import Limits


def sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The pages of a PDF."""
    try:
        import pdfplumber  # noqa: PLC0415 -- an optional package
        from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    except ImportError as error:
        raise ReadError("GK435") from error
    with _asked(PDFPasswordIncorrect):
        document = pdfplumber.open(BytesIO(data))
        document.rsrcmgr = _fonts()
        count = len(document.pages)
    with document:
        if count > limits.pages:
            raise ReadError("GK424", limit=f"{limits.pages:,}")
        for page in document.pages:
            with _asked(PDFPasswordIncorrect):
                sheet = _sheet(page)
                page.close()
            yield sheet


def _fonts() -> Any:
    """What makes the fonts of a file.

    Where a font gives a character a glyph with a name of its own making (/g1 in the place of the digit 0), pdfminer reads what stands in that place
    in other fonts. Such names are made names of no character.
    """
    from pdfminer.encodingdb import name2unicode  # noqa: PLC0415
    from pdfminer.pdfinterp import PDFResourceManager  # noqa: PLC0415
    from pdfminer.pdftypes import dict_value, list_value, resolve1  # noqa: PLC0415
    from pdfminer.psparser import LIT, PSLiteral  # noqa: PLC0415

    def known(name: Any) -> Any:
        if not isinstance(name, PSLiteral):
            return name
        try:
            name2unicode(cast("str", name.name))
        except (KeyError, ValueError):
            return LIT(_NAME_OF_UNKNOWN)
        return name

    class Fonts(PDFResourceManager):  # type: ignore[misc] # it has no types
        def get_font(self, objid: Any, spec: Any) -> Any:
            encoding = resolve1(spec.get("Encoding"))
            if isinstance(encoding, dict) and "Differences" in encoding:
                names = [known(resolve1(name)) for name in list_value(encoding["Differences"])]
                spec = {**dict_value(spec), "Encoding": {**encoding, "Differences": names}}
            return super().get_font(objid, spec)

    return Fonts()


_NAME_OF_UNKNOWN = "uniFFFD"


@contextmanager
def _asked(password: type[Exception]) -> Iterator[None]:
    """Makes a ReadError of what comes up: a damaged file raises all there is, from AssertionError to RecursionError."""
    try:
        yield
    except Exception as error:
        causes = (error, *error.args, error.__cause__, error.__context__)
        raise ReadError("GK416" if any(isinstance(cause, password) for cause in causes) else "GK434") from error


def _sheet(page: Any) -> Sheet:
    left, top, right, bottom = page.cropbox
    sheet = Sheet(float(right - left), float(bottom - top))
    chars: list[tuple[str, float, float, float, float, float]] = []
    for char in page.chars:
        text = UNKNOWN if char["text"].startswith("(cid:") else char["text"]
        base = char["bottom"] - (char["matrix"][5] - char["y0"]) - top
        chars.append((text, char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top, base))
    if chars:
        sheet.write(*zip(*chars, strict=True))
    sheet.pictures.extend(Box(image["x0"], image["top"], image["x1"], image["bottom"]) for image in page.images)
    for drawn in (*page.rects, *page.lines, *page.curves):
        points = [(point[0] - left, point[1] - top) for _, *through in drawn["path"] for point in through]
        closed = any(step[0] == "h" for step in drawn["path"])
        sheet.paint(points, closed, bool(drawn["stroke"]), bool(drawn["fill"]))
    for note in page.annots:
        box, said = Box(note["x0"] - left, note["top"] - top, note["x1"] - left, note["bottom"] - top), note["data"]
        kind = getattr(said.get("Subtype"), "name", None)
        if kind == "StrikeOut":
            sheet.level.append(Box(box.x0, (box.top + box.bottom) / 2, box.x1, (box.top + box.bottom) / 2))
        elif kind in ("Widget", "FreeText"):
            sheet.fill_in(_said(said.get("V" if kind == "Widget" else "Contents")) or UNKNOWN * ("AP" in said), box)
    return sheet


def _said(text: object) -> str:
    from pdfminer.utils import decode_text  # noqa: PLC0415

    return "".join(decode_text(text).split()) if isinstance(text, bytes) else ""
