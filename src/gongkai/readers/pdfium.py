"""PDF -> sheets, with pdfium: the engine that is used unless another is named."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
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
_MOVE = 2
"""The kind of segment that begins another path."""

Matrix = tuple[float, float, float, float, float, float]


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
    a, b, c, d, e, f = onto
    box = pdfium.FS_RECTF()
    left, base = ctypes.c_double(), ctypes.c_double()
    place, origin = ctypes.byref(box), (ctypes.byref(left), ctypes.byref(base))
    code_of, box_of, origin_of, write = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin, sheet.write
    try:
        for at in range(pdfium.FPDFText_CountChars(text)):
            code = code_of(text, at)
            if code in (32, 13, 10) or not box_of(text, at, place):
                continue
            char = "-" if code == _HYPHEN else UNKNOWN if code == 0 or 0xD800 <= code <= 0xDFFF or not code < 0x110000 else chr(code)
            x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
            x0, y0, x1, y1 = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
            origin_of(text, at, *origin)
            write(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), b * left.value + d * base.value + f)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _paint(pdfium: Any, objects: Iterator[Any], sheet: Sheet, onto: Matrix, depth: int) -> None:
    for drawn in objects:
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(pdfium, drawn, sheet, _within(pdfium, drawn, onto))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
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
