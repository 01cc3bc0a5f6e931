"""PDF -> sheets, with pdfium: the engine that is used unless another is named."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import repeat
from threading import Lock
from typing import Any

from gongkai.readers.drawn import UNKNOWN, Sheet, damaged, locked, not_installed, too_many_pages
from gongkai.readers.limits import Limits

_LOCK = Lock()
"""pdfium crashes when two threads are in it."""
_DEEPEST = 8
"""How deep drawings within drawings are looked into."""
_HYPHEN = 2
"""What pdfium says in place of a hyphen at which it would join two lines."""
_WHITE, _DIGITS = frozenset(" \r\n"), frozenset("0123456789")
_FLAT = 0.01
"""A character less wide or high than this, in points, has a place that pdfium could not tell."""
_MOVE = 2
"""The kind of segment that begins another path."""

_REACH = (0.88, -0.12)
"""How far characters reach up and down, in heights."""

Matrix = tuple[float, float, float, float, float, float]
Place = tuple[float, float, float, float]
"""Left, bottom, right and top, as the file counts."""


def sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The pages of a PDF."""
    try:
        import pypdfium2.raw as pdfium  # noqa: PLC0415 -- an optional package
    except ImportError as error:
        raise not_installed() from error
    with _LOCK:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise locked() if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else damaged()
    try:
        with _LOCK:
            count = pdfium.FPDF_GetPageCount(document)
        if count > limits.pages:
            raise too_many_pages(limits)
        for number in range(count):
            with _LOCK:
                sheet = _sheet(pdfium, document, number)
            yield sheet
    finally:
        with _LOCK:
            pdfium.FPDF_CloseDocument(document)


def _sheet(pdfium: Any, document: Any, number: int) -> Sheet:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return Sheet(0, 0)
    try:
        sheet = Sheet(pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
        onto = _onto(pdfium, page)
        _write(pdfium, page, sheet, onto)
        objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page)))
        _paint(pdfium, objects, sheet, onto, 0)
        return sheet
    finally:
        pdfium.FPDF_ClosePage(page)


def _onto(pdfium: Any, page: Any) -> Matrix:
    """How the file's coordinates, which count upwards and may lie on their side, become the page's."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    turned: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -box.left, box.top),
        (0, 1, 1, 0, -box.bottom, -box.left),
        (-1, 0, 0, 1, box.right, -box.bottom),
        (0, -1, -1, 0, box.top, box.right),
    )
    return turned[pdfium.FPDFPage_GetRotation(page) % 4]


def _write(pdfium: Any, page: Any, sheet: Sheet, onto: Matrix) -> None:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return
    try:
        _Writer(pdfium, text, sheet, onto).write()
    finally:
        pdfium.FPDFText_ClosePage(text)


class _Writer:
    """Puts the characters of a page on its sheet."""

    def __init__(self, pdfium: Any, text: Any, sheet: Sheet, onto: Matrix) -> None:
        self.pdfium = pdfium
        self.text = text
        self.sheet = sheet
        self.onto = onto
        self.setting: tuple[int, float, Any, Any] = (0, 0.0, None, None)
        """Of the piece of text that the last number is in: where pdfium keeps it, the size of its type, its matrix and its font."""
        self.advances: dict[tuple[int, int], float] = {}
        """How wide a character of a font is."""

    def write(self) -> None:
        pdfium, text, write = self.pdfium, self.text, self.sheet.write
        a, b, c, d, e, f = self.onto
        level = b == c == 0 < a
        box, left, base = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        place, x, y = ctypes.byref(box), ctypes.byref(left), ctypes.byref(base)
        box_of, origin_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
        reach = (0.0, 0.0)
        for at, char in enumerate(self.characters()):
            if char in _WHITE or not box_of(text, at, place):
                continue
            x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
            flat = x1 - x0 < _FLAT or y1 - y0 < _FLAT
            if flat or (y0, y1) != reach or char in _DIGITS:  # characters of one height on one line have one base line
                origin_of(text, at, x, y)
                reach = y0, y1
            if flat or char in _DIGITS:
                x0, y0, x1, y1 = self.exact(at, ord(char), left.value, base.value, (x0, y0, x1, y1))
            if level:
                write(char, x0 + e, f - y1, x1 + e, f - y0, f - base.value)
                continue
            x0, y0, x1, y1 = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
            write(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), b * left.value + d * base.value + f)

    def characters(self) -> Iterable[str]:
        """All characters of the page."""
        count = self.pdfium.FPDFText_CountChars(self.text)
        codes = map(self.pdfium.FPDFText_GetUnicode, repeat(self.text), range(count))
        return ["-" if code == _HYPHEN else chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else UNKNOWN for code in codes]

    def exact(self, at: int, code: int, x: float, y: float, rough: Place) -> Place:
        """The place of a character by the widths that the file gives.

        What pdfium gives has no width for text that stands on its side, and where the file lacks the font it takes in the ink of the font
        that stands in: the gap in 2 0 would be too small to be seen.
        """
        pdfium = self.pdfium
        drawn = pdfium.FPDFText_GetTextObject(self.text, at)
        if not drawn:
            return rough
        key = ctypes.addressof(drawn.contents)
        if key != self.setting[0]:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self.text, at, matrix)
            self.setting = key, pdfium.FPDFText_GetFontSize(self.text, at), matrix, pdfium.FPDFTextObj_GetFont(drawn)
        _, size, matrix, font = self.setting
        if not font:
            return rough
        named = ctypes.addressof(font.contents), code
        if named not in self.advances:
            number = ctypes.c_float()
            self.advances[named] = number.value if pdfium.FPDFFont_GetGlyphWidth(font, code, 1.0, number) else 0.0
        wide = size * self.advances[named]
        if wide <= 0:
            return rough
        if matrix.b == matrix.c == 0 < matrix.a:
            return x, rough[1], x + matrix.a * wide, rough[3]
        xs = [x + matrix.a * along + size * matrix.c * above for along in (0.0, wide) for above in _REACH]
        ys = [y + matrix.b * along + size * matrix.d * above for along in (0.0, wide) for above in _REACH]
        return min(xs), min(ys), max(xs), max(ys)


def _paint(pdfium: Any, objects: Iterator[Any], sheet: Sheet, onto: Matrix, depth: int) -> None:
    kind_of, path, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM
    for drawn in objects:
        kind = kind_of(drawn)
        if kind == path:
            _path(pdfium, drawn, sheet, _within(pdfium, drawn, onto))
        elif kind == form and depth < _DEEPEST:
            inner = (pdfium.FPDFFormObj_GetObject(drawn, at) for at in range(pdfium.FPDFFormObj_CountObjects(drawn)))
            _paint(pdfium, inner, sheet, _within(pdfium, drawn, onto), depth + 1)


def _within(pdfium: Any, drawn: Any, onto: Matrix) -> Matrix:
    """The coordinates within a drawing, onto the page's."""
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, own):
        return onto
    a, b, c, d, e, f = onto
    return (
        a * own.a + c * own.b,
        b * own.a + d * own.b,
        a * own.c + c * own.d,
        b * own.c + d * own.d,
        a * own.e + c * own.f + e,
        b * own.e + d * own.f + f,
    )


def _path(pdfium: Any, path: Any, sheet: Sheet, onto: Matrix) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = onto
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    closed = False
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        if pdfium.FPDFPathSegment_GetType(segment) == _MOVE:
            sheet.paint(points, closed, bool(stroke.value), bool(fill.value))
            points, closed = [], False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
    sheet.paint(points, closed, bool(stroke.value), bool(fill.value))
