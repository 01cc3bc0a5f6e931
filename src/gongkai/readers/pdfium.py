"""PDF -> sheets, with pdfium: the engine that is used unless another is named.

A page is thousands of small calls. They go straight to the library, with addresses for handles: through the package's own wrappers, which
make an object of each pointer, reading takes twice as long.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from ctypes import PYFUNCTYPE, c_double, c_float, c_int, c_uint32, c_ushort, c_void_p
from functools import cache
from itertools import groupby, repeat
from threading import Lock
from typing import Any

from gongkai.errors import ReadError
from gongkai.readers.drawn import BLANK, UNKNOWN, Box, Sheet
from gongkai.readers.limits import Limits

_LOCK = Lock()
"""pdfium crashes when two threads are in it."""
_EMPTY = 2
"""How long a text of nothing is, in bytes."""
_DEEPEST = 8
"""How deep drawings within drawings are looked into."""
_HYPHEN = 2
"""What pdfium says in place of a hyphen at which it would join two lines."""
_DIGIT = re.compile("[0-9０-９]")
_FLAT = 0.01
"""A character less wide or high than this, in points, has a place that pdfium could not tell."""
_NO_WIDTH = 0.05
"""A piece of text less wide than this, in the units of what it is drawn in, may be left out by pdfium."""
_REACH = (0.88, -0.12)
"""How far characters reach up and down, in heights."""
_TEXT, _PATH, _PICTURE, _FORM, _MOVE = 1, 2, 3, 5, 2
"""Kinds of what is drawn on a page, and of the steps of a path: the one that begins another path."""
_STROKED, _NOT_DRAWN = 1, 3
"""Ways of drawing text: its outlines, and not at all."""
_MOST_UNDER = 1000
"""So many pictures and painted areas are asked whether unseen text is over them."""
_WHITE = 250
"""Of 255, from where a tint cannot be told from paper."""

Matrix = tuple[float, float, float, float, float, float]
Place = tuple[float, float, float, float]
"""Left, bottom, right and top, as the file counts."""
_LEVEL: Matrix = (1, 0, 0, 1, 0, 0)

_KINDS: dict[str, tuple[Any, ...]] = {
    "FPDFText_CountChars": (c_int, c_void_p),
    "FPDFText_GetText": (c_int, c_void_p, c_int, c_int, c_void_p),
    "FPDFText_GetUnicode": (c_uint32, c_void_p, c_int),
    "FPDFText_GetLooseCharBox": (c_int, c_void_p, c_int, c_void_p),
    "FPDFText_GetCharOrigin": (c_int, c_void_p, c_int, c_void_p, c_void_p),
    "FPDFText_GetTextObject": (c_void_p, c_void_p, c_int),
    "FPDFText_GetMatrix": (c_int, c_void_p, c_int, c_void_p),
    "FPDFText_GetFontSize": (c_double, c_void_p, c_int),
    "FPDFText_HasUnicodeMapError": (c_int, c_void_p, c_int),
    "FPDFText_GetCharBox": (c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p),
    "FPDFTextObj_GetFont": (c_void_p, c_void_p),
    "FPDFTextObj_GetTextRenderMode": (c_int, c_void_p),
    "FPDFTextObj_SetTextRenderMode": (c_int, c_void_p, c_int),
    "FPDFFont_GetIsEmbedded": (c_int, c_void_p),
    "FPDFFont_GetGlyphWidth": (c_int, c_void_p, c_uint32, c_float, c_void_p),
    "FPDFPage_CountObjects": (c_int, c_void_p),
    "FPDFPage_GetObject": (c_void_p, c_void_p, c_int),
    "FPDFPageObj_GetType": (c_int, c_void_p),
    "FPDFPageObj_GetMatrix": (c_int, c_void_p, c_void_p),
    "FPDFPageObj_GetBounds": (c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p),
    "FPDFPageObj_GetFillColor": (c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p),
    "FPDFPageObj_SetStrokeWidth": (c_int, c_void_p, c_float),
    "FPDFPageObj_Transform": (None, c_void_p, c_double, c_double, c_double, c_double, c_double, c_double),
    "FPDFFormObj_CountObjects": (c_int, c_void_p),
    "FPDFFormObj_GetObject": (c_void_p, c_void_p, c_int),
    "FPDFPath_GetDrawMode": (c_int, c_void_p, c_void_p, c_void_p),
    "FPDFPath_CountSegments": (c_int, c_void_p),
    "FPDFPath_GetPathSegment": (c_void_p, c_void_p, c_int),
    "FPDFPathSegment_GetType": (c_int, c_void_p),
    "FPDFPathSegment_GetClose": (c_int, c_void_p),
    "FPDFPathSegment_GetPoint": (c_int, c_void_p, c_void_p, c_void_p),
}
"""What is called often: its result, and what it takes."""


def sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The pages of a PDF."""
    try:
        import pypdfium2.raw as pdfium  # noqa: PLC0415 -- an optional package
    except ImportError as error:
        raise ReadError("GK435") from error
    with _LOCK:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise ReadError("GK416" if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else "GK434")
    try:
        with _LOCK:
            count = pdfium.FPDF_GetPageCount(document)
        if count > limits.pages:
            raise ReadError("GK424", limit=f"{limits.pages:,}")
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
    sheet = Sheet(pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    try:
        onto = _onto(pdfium, page)
        handle = _address(page)
        _paint(handle, _call("FPDFPage_CountObjects")(handle), "FPDFPage_GetObject", sheet, onto, 0)
        text = pdfium.FPDFText_LoadPage(page)
        if text:
            try:
                _write(_address(text), sheet, onto)
            finally:
                pdfium.FPDFText_ClosePage(text)
        for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
            _annotate(pdfium, page, at, sheet, onto)
    finally:
        pdfium.FPDF_ClosePage(page)
    return sheet


@cache
def _call(name: str) -> Callable[..., Any]:
    """A function of the library."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    call: Callable[..., Any] = PYFUNCTYPE(*_KINDS[name])(_address(getattr(pdfium, name)))
    return call


def _address(handle: Any) -> int:
    return ctypes.cast(handle, c_void_p).value or 0


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


def _write(text: int, sheet: Sheet, onto: Matrix) -> None:
    """Put the characters of a page on its sheet."""
    count = _call("FPDFText_CountChars")(text)
    if count <= 0:
        return
    chars = _known(text, _characters(text, count))
    boxes, origin = (c_float * (4 * count))(), (c_double * 2)()
    box = ctypes.addressof(boxes)
    told = list(map(_call("FPDFText_GetLooseCharBox"), repeat(text), range(count), range(box, box + 16 * count, 16)))
    lefts, tops, rights, bottoms = (boxes[at::4] for at in range(4))
    x, y = ctypes.addressof(origin), ctypes.addressof(origin) + 8
    origin_of = _call("FPDFText_GetCharOrigin")
    turned = bool(onto[1]) or onto[0] < 0
    xs = [*lefts]
    bases: list[float] = []
    flat = {at for at, left, right in zip(range(count), lefts, rights, strict=True) if right - left < _FLAT}
    for (top, bottom), same in groupby(zip(tops, bottoms, strict=True)):
        # Those of one font on one line reach as far up and down, and have one base line.
        first, behind = len(bases), len(bases) + len([*same])
        low = top - bottom < _FLAT
        for at in range(first, behind) if low or turned else (first,):
            origin_of(text, at, x, y)
            bases.append(origin[1])
            if low or turned:
                xs[at] = origin[0]
        bases += bases[-1:] * (behind - len(bases))
        if low:
            flat.update(range(first, behind))
    exact = _Exact(text)
    for at in {at for at in flat if not chars[at].isspace()}.union(found.start() for found in _DIGIT.finditer(chars)):
        place = exact.place(at, ord(chars[at]), xs[at], bases[at], (lefts[at], bottoms[at], rights[at], tops[at]))
        lefts[at], bottoms[at], rights[at], tops[at] = place
    if exact.unseen:
        chars = _seen(chars, exact.unseen, sheet, [_box(place, onto) for place in zip(lefts, bottoms, rights, tops, strict=True)])
    a, b, c, d, e, f = onto
    if b == c == 0 < a and all(told):
        sheet.write(
            [
                (char, x0 + e, f - y1, x1 + e, f - y0, f - base)
                for char, x0, y1, x1, y0, base in zip(chars, lefts, tops, rights, bottoms, bases, strict=True)
                if not char.isspace()
            ]
        )
        return
    placed: list[tuple[str, float, float, float, float, float]] = []
    for seen, char, x0, y1, x1, y0, x, base in zip(told, chars, lefts, tops, rights, bottoms, xs, bases, strict=True):
        if seen:
            one, other, high, low = a * x0 + c * y0 + e, a * x1 + c * y1 + e, b * x0 + d * y0 + f, b * x1 + d * y1 + f
            placed.append((char, min(one, other), min(high, low), max(one, other), max(high, low), b * x + d * base + f))
    sheet.write(placed)


def _characters(text: int, count: int) -> str:
    """All characters of a page."""
    units = (c_ushort * (count + 1))()
    if _call("FPDFText_GetText")(text, 0, count, units) == count + 1:
        chars = bytes(units)[:-2].decode("utf-16-le", "replace")
        if len(chars) == count and not any(char in chars for char in "\ufffe\x02\0\ufffd"):
            return chars
    # It leaves out what it has no character for: then each has to be asked for.
    codes = map(_call("FPDFText_GetUnicode"), repeat(text), range(count))
    return "".join(["-" if code == _HYPHEN else chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else UNKNOWN for code in codes])


def _known(text: int, chars: str) -> str:
    """The characters, but for those of which the file does not say what they are.

    pdfium gives the number of the glyph in the font for those: glyph 49 would be read as the digit 1.
    """
    errors = map(_call("FPDFText_HasUnicodeMapError"), repeat(text), range(len(chars)))
    wrong = [at for at, error in enumerate(errors) if error == 1]
    if not wrong:
        return chars
    known = [*chars]
    for at in wrong:
        known[at] = UNKNOWN
    fonts = [_font(text, at) for at in range(len(chars))]
    by_code = {fonts[at] for at in wrong}
    for char, font in zip(known, fonts, strict=True):
        if char != UNKNOWN and char > "\xff":
            by_code.discard(font)
    for at in wrong:
        if not _WRITTEN.match(chars[at]):
            by_code.discard(fonts[at])
    by_code &= {font for char, font in zip(known, fonts, strict=True) if char.isascii() and not char.isspace()}
    for at in wrong:
        if fonts[at] in by_code:
            known[at] = chars[at]
        elif _is_blank(text, at, fonts[at]):
            known[at] = BLANK
    return "".join(known)


_WRITTEN = re.compile("[\u2010-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]")
"""What Chinese text is written in, beside ASCII. A font that names ASCII alone and has nothing but these beside it has characters' own codes for
numbers: <0000> <FFFF> <0000> in its table, of which pdfium takes <0000> <00FF>. In any other font what is not named may be anything."""


def _font(text: int, at: int) -> int:
    piece = _call("FPDFText_GetTextObject")(text, at)
    return _call("FPDFTextObj_GetFont")(piece) or 0 if piece else 0


def _is_blank(text: int, at: int, font: int) -> bool:
    """Whether there is nothing to be seen of a character: its glyph in the file is empty. A font that is not in the file may well have one."""
    if _call("FPDFFont_GetIsEmbedded")(font) != 1:
        return False
    box = (c_double * 4)()
    left = ctypes.addressof(box)
    inked = _call("FPDFText_GetCharBox")(text, at, left, left + 8, left + 16, left + 24)
    return bool(inked) and min(box[1] - box[0], box[3] - box[2]) < 2 * _FLAT


class _Exact:
    """The places of characters by the widths that the file gives.

    What pdfium gives has no width for text that stands on its side, and where the file lacks the font it takes in the ink of the font that
    stands in: the gap in 2 0 would be too small to be seen.
    """

    def __init__(self, text: int) -> None:
        self.text = text
        self.piece_of = _call("FPDFText_GetTextObject")
        self.mode_of, self.fill_of = _call("FPDFTextObj_GetTextRenderMode"), _call("FPDFPageObj_GetFillColor")
        self.tint = (c_uint32 * 4)()
        self.tints = [ctypes.addressof(self.tint) + at for at in (0, 4, 8, 12)]
        self.unseen: dict[int, bool] = {}
        """The numbers of those that are not drawn, or (True) in white."""
        self.hidden: bool | None = None
        """Whether that is so of the last character's piece of text."""
        self.setting: tuple[int, float, Sequence[float], int] = (0, 0.0, _LEVEL, 0)
        """Of the piece of text that the last character is in: where pdfium keeps it, the size of its type, its matrix and its font."""
        self.advances: dict[tuple[int, int], float] = {}
        """How wide a character of a font is."""

    def place(self, at: int, code: int, x: float, y: float, rough: Place) -> Place:
        """The place of one, or the rough one where the file does not say."""
        piece = self.piece_of(self.text, at)
        if not piece:
            return rough
        if piece != self.setting[0]:
            numbers = (c_float * 6)()
            _call("FPDFText_GetMatrix")(self.text, at, numbers)
            self.setting = piece, _call("FPDFText_GetFontSize")(self.text, at), tuple(numbers), _call("FPDFTextObj_GetFont")(piece) or 0
            self.hidden = self._hidden(piece)
        if self.hidden is not None:
            self.unseen[at] = self.hidden
        _, size, (a, b, c, d, _, _), font = self.setting
        advance = self.advances.get((font, code))
        if advance is None:
            number = (c_float * 1)()
            advance = self.advances[font, code] = number[0] if font and _call("FPDFFont_GetGlyphWidth")(font, code, 1.0, number) else 0.0
        wide = size * advance
        if wide <= 0:
            return rough
        if b == c == 0 < a:
            return x, rough[1], x + a * wide, rough[3]
        xs = [x + a * along + size * c * above for along in (0.0, wide) for above in _REACH]
        ys = [y + b * along + size * d * above for along in (0.0, wide) for above in _REACH]
        return min(xs), min(ys), max(xs), max(ys)

    def _hidden(self, piece: int) -> bool | None:
        """None for text that can be seen; otherwise whether it is drawn in white."""
        if self.mode_of(piece) == _NOT_DRAWN:
            return False
        self.fill_of(piece, *self.tints)
        return True if self.tint[0] >= _WHITE <= min(self.tint) else None


def _seen(chars: str, unseen: dict[int, bool], sheet: Sheet, places: Sequence[Box]) -> str:
    """The characters, but for the digits that nobody sees.

    What a program for character recognition has read lies unseen over the picture that it was read from, and says what is in the picture; and white
    is seen where something is painted under it.
    """
    seen = [*chars]
    pictures, painted = sheet.pictures[:_MOST_UNDER], [*sheet.pictures[:_MOST_UNDER], *sheet.areas[:_MOST_UNDER]]
    for at, white in unseen.items():
        x, y = (places[at].x0 + places[at].x1) / 2, (places[at].top + places[at].bottom) / 2
        if not any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in (painted if white else pictures)):
            seen[at] = UNKNOWN
    return "".join(seen)


def _annotate(pdfium: Any, page: Any, number: int, sheet: Sheet, onto: Matrix) -> None:
    """Put what stands in a field of a form, or is written or struck out over the page, on its sheet."""
    note = pdfium.FPDFPage_GetAnnot(page, number)
    if not note:
        return
    try:
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        place = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetFlags(note) & pdfium.FPDF_ANNOT_FLAG_HIDDEN or not pdfium.FPDFAnnot_GetRect(note, place):
            return
        box = _box((place.left, place.bottom, place.right, place.top), onto)
        if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
            middle = (box.top + box.bottom) / 2
            sheet.level.append(Box(box.x0, middle, box.x1, middle))
        elif kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            said = _note(pdfium, note, b"V" if kind == pdfium.FPDF_ANNOT_WIDGET else b"Contents")
            drawn = pdfium.FPDFAnnot_GetAP(note, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY
            sheet.fill_in("".join(said.split()) or UNKNOWN * drawn, box)
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _note(pdfium: Any, note: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    units = (c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(note, key, units, size)
    return bytes(units).decode("utf-16-le", "replace").rstrip("\0")


def _paint(holder: int, count: int, getter: str, sheet: Sheet, onto: Matrix, depth: int) -> None:
    """Put the lines and areas of a page on its sheet, and see to it that none of its text is left out."""
    drawn = list(map(_call(getter), repeat(holder), range(count)))
    kinds = list(map(_call("FPDFPageObj_GetType"), drawn))
    bounds = (c_float * (4 * count))()
    start = ctypes.addressof(bounds)
    list(map(_call("FPDFPageObj_GetBounds"), drawn, *(range(start + at, start + at + 16 * count, 16) for at in (0, 4, 8, 12))))
    for one, kind, x0, y0, x1, y1 in zip(drawn, kinds, *(bounds[at::4] for at in range(4)), strict=True):
        if kind == _TEXT:
            if x1 - x0 < _NO_WIDTH:
                _swell(one)
        elif kind == _PATH:
            _path(one, sheet, onto, (x0, y0, x1, y1))
        elif kind == _PICTURE:
            sheet.pictures.append(_box((x0, y0, x1, y1), onto))
        elif kind == _FORM and depth < _DEEPEST:
            _paint(one, _call("FPDFFormObj_CountObjects")(one), "FPDFFormObj_GetObject", sheet, _within(one, onto), depth + 1)


def _box(place: Place, onto: Matrix) -> Box:
    """A place in the file, on the page."""
    a, b, c, d, e, f = onto
    x0, y0, x1, y1 = place
    left, right, top, bottom = a * x0 + c * y0 + e, a * x1 + c * y1 + e, b * x0 + d * y0 + f, b * x1 + d * y1 + f
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _swell(piece: int) -> None:
    """Give a piece of text a width that has none.

    pdfium leaves it out of the text: a 无 or — that stands alone in its cell, and whose font is neither in the file nor on the machine, would make
    the cell a blank one. Text that is drawn as outlines is as wide as their stroke, at least.
    """
    _call("FPDFTextObj_SetTextRenderMode")(piece, _STROKED)
    _call("FPDFPageObj_SetStrokeWidth")(piece, 1.0)
    _call("FPDFPageObj_Transform")(piece, *_LEVEL)  # which makes pdfium measure it again


def _within(drawn: int, onto: Matrix) -> Matrix:
    """The coordinates within a drawing, onto the page's."""
    numbers = (c_float * 6)()
    if not _call("FPDFPageObj_GetMatrix")(drawn, numbers):
        return onto
    p, q, r, s, t, u = numbers
    a, b, c, d, e, f = onto
    return a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f


def _path(path: int, sheet: Sheet, onto: Matrix, bounds: Place) -> None:
    """Put a path on a sheet. Most are a filled rectangle, which pdfium has measured."""
    modes = (c_int * 2)()
    mode = ctypes.addressof(modes)
    _call("FPDFPath_GetDrawMode")(path, mode, mode + 4)
    fill, stroke = bool(modes[0]), bool(modes[1])
    count = _call("FPDFPath_CountSegments")(path)
    if count < 2 or not (fill or stroke):
        return
    if fill and not stroke and 4 <= count <= 5:
        sheet.fill(_box(bounds, onto), simple=True)
        return
    a, b, c, d, e, f = _within(path, onto)
    ends = (c_float * (2 * count))()
    end = ctypes.addressof(ends)
    steps = list(map(_call("FPDFPath_GetPathSegment"), repeat(path), range(count)))
    list(map(_call("FPDFPathSegment_GetPoint"), steps, range(end, end + 8 * count, 8), range(end + 4, end + 4 + 8 * count, 8)))
    kind_of, closes = _call("FPDFPathSegment_GetType"), _call("FPDFPathSegment_GetClose")
    points: list[tuple[float, float]] = []
    closed = False
    for step, x, y in zip(steps, ends[0::2], ends[1::2], strict=True):
        if kind_of(step) == _MOVE:
            sheet.paint(points, closed, stroke, fill)
            points, closed = [], False
        points.append((a * x + c * y + e, b * x + d * y + f))
        closed = closed or bool(closes(step))
    sheet.paint(points, closed, stroke, fill)
