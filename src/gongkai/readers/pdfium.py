"""PDF -> sheets, with pdfium: the engine that is used unless another is named.

A page is thousands of small calls. They go straight to the library, with addresses for handles: through the package's own wrappers, which
make an object of each pointer, reading takes twice as long.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from ctypes import PYFUNCTYPE, byref, c_double, c_float, c_int, c_uint32, c_ushort, c_void_p, memset, sizeof
from functools import cache
from itertools import chain, compress, islice, repeat
from operator import sub
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
_DIGITS = frozenset("0123456789０１２３４５６７８９")
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
_AT_ONCE = 1000
"""So many characters, things that are drawn, and steps of paths are asked about together: a page may have millions, at two hundred bytes each."""
_MOST_UNDER = 1000
"""So many pictures and painted areas are asked whether unseen text is over them."""
_WHITE = 250
"""Of 255, from where a tint cannot be told from paper."""

Handle = Any
"""An address as the library takes it: what ``_handle`` makes of it."""
Matrix = tuple[float, float, float, float, float, float]
Place = tuple[float, float, float, float]
"""Left, bottom, right and top, as the file counts."""
Outline = tuple[list[tuple[float, float]], bool]
"""The points that a line goes through, and whether it ends where it began."""
_LEVEL: Matrix = (1, 0, 0, 1, 0, 0)
_new = tuple.__new__  # a named tuple's own constructor takes twice the time

_CALLED: dict[str, tuple[Any, ...]] = {
    "FPDFText_CountChars": (c_int,),
    "FPDFText_GetText": (c_int,),
    "FPDFText_GetUnicode": (c_uint32,),
    "FPDFText_GetLooseCharBox": (c_int,),
    "FPDFText_GetCharOrigin": (c_int,),
    "FPDFText_GetTextObject": (c_void_p,),
    "FPDFText_GetMatrix": (c_int,),
    "FPDFText_GetFontSize": (c_double,),
    "FPDFText_HasUnicodeMapError": (c_int,),
    "FPDFText_GetCharBox": (c_int,),
    "FPDFTextObj_GetFont": (c_void_p,),
    "FPDFTextObj_GetTextRenderMode": (c_int,),
    "FPDFTextObj_SetTextRenderMode": (c_int,),
    "FPDFFont_GetIsEmbedded": (c_int,),
    "FPDFFont_GetGlyphWidth": (c_int, c_void_p, c_uint32, c_float, c_void_p),
    "FPDFPage_CountObjects": (c_int,),
    "FPDFPage_GetObject": (c_void_p,),
    "FPDFPageObj_GetType": (c_int,),
    "FPDFPageObj_GetMatrix": (c_int,),
    "FPDFPageObj_GetBounds": (c_int,),
    "FPDFPageObj_GetFillColor": (c_int,),
    "FPDFPageObj_SetStrokeWidth": (c_int, c_void_p, c_float),
    "FPDFPageObj_Transform": (None, c_void_p, c_double, c_double, c_double, c_double, c_double, c_double),
    "FPDFFormObj_CountObjects": (c_int,),
    "FPDFFormObj_GetObject": (c_void_p,),
    "FPDFPath_GetDrawMode": (c_int,),
    "FPDFPath_CountSegments": (c_int,),
    "FPDFPath_GetPathSegment": (c_void_p,),
    "FPDFPathSegment_GetType": (c_int,),
    "FPDFPathSegment_GetClose": (c_int,),
    "FPDFPathSegment_GetPoint": (c_int,),
}
"""What is called often: its result, and what it takes where that is no handle, number or reference as ``_handle`` and ``byref`` give them. Those need
no type, and what has a type takes ctypes twice as long: it is looked up, and made anew for each call.

All that a function takes has a type, or nothing has: what comes behind the last type is passed as the rest of a ``printf`` is, which on Apple's
processors is another place than the one where the library looks for it. It would write to wherever it finds there."""

_GIVEN: dict[str, tuple[Any, int, int]] = {
    "FPDFText_GetLooseCharBox": (c_float, 4, 1),
    "FPDFText_GetCharOrigin": (c_double, 2, 2),
    "FPDFText_GetMatrix": (c_float, 6, 1),
    "FPDFText_GetCharBox": (c_double, 4, 4),
    "FPDFPageObj_GetFillColor": (c_uint32, 4, 4),
    "FPDFPageObj_GetBounds": (c_float, 4, 4),
    "FPDFPageObj_GetMatrix": (c_float, 6, 1),
    "FPDFPath_GetDrawMode": (c_int, 2, 2),
    "FPDFPathSegment_GetPoint": (c_float, 2, 2),
}
"""What gives numbers: of what kind, how many, and to how many of them it must be pointed: to each, or to the first alone."""

_handle = c_void_p.from_param
"""An address as functions without types take it: a bare number would be cut to 32 bits."""


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
        handle = _handle(_address(page))
        _paint(handle, _call("FPDFPage_CountObjects")(handle), "FPDFPage_GetObject", sheet, onto, 0)
        text = pdfium.FPDFText_LoadPage(page)
        if text:
            try:
                _write(_handle(_address(text)), sheet, onto)
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

    call: Callable[..., Any] = PYFUNCTYPE(*_CALLED[name])(_address(getattr(pdfium, name)))
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


def _write(text: Handle, sheet: Sheet, onto: Matrix) -> None:
    """Put the characters of a page on its sheet."""
    count = _call("FPDFText_CountChars")(text)
    if count <= 0:
        return
    known = _known(text, _characters(text, count))
    numbers = [*compress(range(count), map(str.strip, known))]
    if not numbers:
        return
    chars = "".join(known.split())
    told, (lefts, tops, rights, bottoms) = _ask("FPDFText_GetLooseCharBox", numbers, text)
    reaches = [*zip(tops, bottoms, strict=True)]
    first = dict(zip(reversed(reaches), range(len(reaches) - 1, -1, -1), strict=True))
    flat = {at for at, wide in enumerate(map(sub, rights, lefts)) if wide < _FLAT}
    lying = {reach for reach in first if reach[0] - reach[1] < _FLAT}
    low = [at for at, reach in enumerate(reaches) if reach in lying] if lying else []
    turned = bool(onto[1]) or onto[0] < 0
    base_of, origins = _origins(text, numbers, first, range(len(chars)) if turned else low)
    digits = [at for at, char in enumerate(chars) if char in _DIGITS]
    asked = sorted(flat.union(low, digits)) if flat or low else digits
    inside = [numbers[at] for at in asked]
    pieces = list(map(_call("FPDFText_GetTextObject"), repeat(text), inside))
    exact = _Exact(text, {piece: number for piece, number in zip(pieces, inside, strict=True) if piece})
    types = exact.types
    aslant = []
    for at, piece in zip(asked, pieces, strict=True):
        if piece and (wide := (setting := types[piece])[chars[at]]) > 0:
            if setting.level:
                x = lefts[at] = origins[at][0] if at in origins else lefts[at]
                rights[at] = x + setting.along * wide
            else:
                aslant.append(at)
                place = setting.place(wide, *(origins.get(at) or (lefts[at], base_of[reaches[at]])))
                lefts[at], bottoms[at], rights[at], tops[at] = place
    unseen = {at: exact.hidden[piece] for at, piece in zip(asked, pieces, strict=True) if piece in exact.hidden} if exact.hidden else {}
    if unseen:
        chars = _seen(chars, unseen, sheet, {at: _box((lefts[at], bottoms[at], rights[at], tops[at]), onto) for at in unseen})
    _, b, _, d, e, f = onto
    columns: list[Sequence[float]]
    if turned:
        boxes = [_box(place, onto) for place in zip(lefts, bottoms, rights, tops, strict=True)]
        columns = [*zip(*boxes, strict=True), [b * x + d * base + f for x, base in origins.values()]]
    else:
        # Characters of one line share the numbers that say at which height they are: to make them anew for each takes as long as all calls of pdfium.
        heights = {reach: (f - reach[0], f - reach[1], f - base) for reach, base in base_of.items()}
        placed = [*map(heights.__getitem__, reaches)]
        for at in {*low, *aslant}:
            placed[at] = f - tops[at], f - bottoms[at], f - (origins[at][1] if at in origins else base_of[reaches[at]])
        flattened = [*chain.from_iterable(placed)]
        if e:
            lefts, rights = [x + e for x in lefts], [x + e for x in rights]
        columns = [lefts, flattened[::3], rights, flattened[1::3], flattened[2::3]]
    if not all(told):
        chars, columns = "".join(compress(chars, told)), [[*compress(column, told)] for column in columns]
    sheet.write(chars, *columns)


def _ask(name: str, about: Sequence[Any], *within: Handle) -> tuple[list[int], list[list[Any]]]:
    """What pdfium answers about each of many things, and the numbers that it gives with it, each in a list of its own."""
    call, (numbers, references) = _call(name), _room(name)
    kind, each, _ = _GIVEN[name]
    answers: list[int] = []
    given = array(kind._type_)
    for first in range(0, len(about), _AT_ONCE):
        some = about[first : first + _AT_ONCE]
        size = each * sizeof(kind) * len(some)
        memset(numbers, 0, size)  # of what it gives no numbers for, those are 0, and not what it gave before
        answers += map(call, *map(repeat, within), some, *references)
        given.frombytes(memoryview(numbers).cast("B")[:size])
    return answers, [given[at::each].tolist() for at in range(each)]


@cache
def _room(name: str) -> tuple[Any, list[list[Any]]]:
    """Where a function puts its numbers, and references to that: to make them anew takes as long as to ask."""
    kind, each, pointed = _GIVEN[name]
    numbers = (kind * (each * _AT_ONCE))()
    size = sizeof(kind)
    return numbers, [[byref(numbers, at) for at in range(first * size, sizeof(numbers), each * size)] for first in range(pointed)]


def _origins(
    text: Handle, numbers: Sequence[int], first: Mapping[tuple[float, float], int], alone: Sequence[int]
) -> tuple[dict[tuple[float, float], float], dict[int, tuple[float, float]]]:
    """The base lines of characters by how far they reach up and down; and where those that stand ``alone`` begin, and their base lines.

    Those of one font on one line reach as far up and down, and have one base line and begin at their left. Only the ``first`` of them is asked about.
    """
    _, (lefts, bases) = _ask("FPDFText_GetCharOrigin", [numbers[at] for at in chain(first.values(), alone)], text)
    count = len(first)
    return dict(zip(first, bases[:count], strict=True)), dict(zip(alone, zip(lefts[count:], bases[count:], strict=True), strict=True))


def _characters(text: Handle, count: int) -> str:
    """All characters of a page."""
    units = (c_ushort * (count + 1))()
    if _call("FPDFText_GetText")(text, 0, count, units) == count + 1:
        chars = bytes(units)[:-2].decode("utf-16-le", "replace")
        if len(chars) == count and not any(char in chars for char in "\ufffe\x02\0\ufffd"):
            return chars
    # It leaves out what it has no character for: then each has to be asked for.
    codes = map(_call("FPDFText_GetUnicode"), repeat(text), range(count))
    return "".join(["-" if code == _HYPHEN else chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else UNKNOWN for code in codes])


def _known(text: Handle, chars: str) -> str:
    """The characters, but for those of which the file does not say what they are.

    pdfium gives the number of the glyph in the font for those: glyph 49 would be read as the digit 1.
    """
    errors = list(map(_call("FPDFText_HasUnicodeMapError"), repeat(text), range(len(chars))))
    if 1 not in errors:
        return chars
    wrong = [at for at, error in enumerate(errors) if error == 1]
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


def _font(text: Handle, at: int) -> int:
    piece = _call("FPDFText_GetTextObject")(text, at)
    return _call("FPDFTextObj_GetFont")(_handle(piece)) or 0 if piece else 0


def _is_blank(text: Handle, at: int, font: int) -> bool:
    """Whether there is nothing to be seen of a character: its glyph in the file is empty. A font that is not in the file may well have one."""
    if _call("FPDFFont_GetIsEmbedded")(_handle(font)) != 1:
        return False
    (inked,), ((left,), (right,), (bottom,), (top,)) = _ask("FPDFText_GetCharBox", [at], text)
    return bool(inked) and min(right - left, top - bottom) < 2 * _FLAT


class _Exact:
    """The places of characters by the widths that the file gives.

    What pdfium gives has no width for text that stands on its side, and where the file lacks the font it takes in the ink of the font that
    stands in: the gap in 2 0 would be too small to be seen.
    """

    def __init__(self, text: Handle, inside: Mapping[int, int]) -> None:
        """Of pieces of text, and of each the number of a character that is in it."""
        pieces, numbers = [*map(_handle, inside)], [*inside.values()]
        _, matrices = _ask("FPDFText_GetMatrix", numbers, text)
        _, tints = _ask("FPDFPageObj_GetFillColor", pieces)
        sizes, fonts = map(_call("FPDFText_GetFontSize"), repeat(text), numbers), map(_call("FPDFTextObj_GetFont"), pieces)
        modes = list(map(_call("FPDFTextObj_GetTextRenderMode"), pieces))
        settings = [*zip(sizes, *matrices[:4], fonts, strict=True)]
        known = {setting: _Type(*setting) for setting in set(settings)}
        self.types = dict(zip(inside, map(known.__getitem__, settings), strict=True))
        """The type that each piece is set in."""
        self.hidden: dict[int, bool] = {}
        """The pieces that cannot be seen, and whether they are drawn in white."""
        if _NOT_DRAWN in modes or max(tints[0], default=0) >= _WHITE:
            for piece, mode, *tint in zip(inside, modes, *tints, strict=True):
                if mode == _NOT_DRAWN or min(tint) >= _WHITE:
                    self.hidden[piece] = mode != _NOT_DRAWN


class _Type(dict[str, float]):
    """How wide characters are that are set in one font and one size, and turned and stretched alike; 0 where the file does not say."""

    def __init__(self, size: float, a: float, b: float, c: float, d: float, font: int | None) -> None:
        super().__init__()
        self.size, self.font = size, font
        self.along, self.turned = a, (a, b, c, d)
        self.level = b == c == 0 < a
        """Whether it is neither turned nor stretched aslant, so that only where a character begins and ends is to be corrected."""

    def __missing__(self, char: str) -> float:
        advance = (c_float * 1)()
        told = self.font and _call("FPDFFont_GetGlyphWidth")(self.font, ord(char), 1.0, byref(advance))
        wide = self[char] = self.size * advance[0] if told else 0.0
        return wide

    def place(self, wide: float, x: float, y: float) -> Place:
        """The place of a character so wide that begins there."""
        a, b, c, d = self.turned
        xs = [x + a * along + self.size * c * above for along in (0.0, wide) for above in _REACH]
        ys = [y + b * along + self.size * d * above for along in (0.0, wide) for above in _REACH]
        return min(xs), min(ys), max(xs), max(ys)


def _seen(chars: str, unseen: dict[int, bool], sheet: Sheet, places: Mapping[int, Box]) -> str:
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


def _paint(holder: Handle, count: int, getter: str, sheet: Sheet, onto: Matrix, depth: int) -> None:
    """Put the lines and areas of a page on its sheet, and see to it that none of its text is left out."""
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count))
        _paint_some([*map(_handle, map(_call(getter), repeat(holder), numbers))], sheet, onto, depth)


def _paint_some(drawn: Sequence[Handle], sheet: Sheet, onto: Matrix, depth: int) -> None:
    kinds = list(map(_call("FPDFPageObj_GetType"), drawn))
    _, bounds = _ask("FPDFPageObj_GetBounds", drawn)
    shapes = _shapes([one for one, kind in zip(drawn, kinds, strict=True) if kind == _PATH], onto)
    for one, kind, x0, y0, x1, y1 in zip(drawn, kinds, *bounds, strict=True):
        if kind == _TEXT:
            if x1 - x0 < _NO_WIDTH:
                _swell(one)
        elif kind == _PATH:
            fill, stroke, outlines = next(shapes)
            if outlines is None:
                sheet.fill(_box((x0, y0, x1, y1), onto), simple=True)
            else:
                for points, closed in outlines:
                    sheet.paint(points, closed, stroke, fill)
        elif kind == _PICTURE:
            sheet.pictures.append(_box((x0, y0, x1, y1), onto))
        elif kind == _FORM and depth < _DEEPEST:
            _paint(one, _call("FPDFFormObj_CountObjects")(one), "FPDFFormObj_GetObject", sheet, next(_within([one], onto)), depth + 1)


def _shapes(paths: Sequence[Handle], onto: Matrix) -> Iterator[tuple[bool, bool, Iterable[Outline] | None]]:
    """How paths are drawn: whether they are filled, whether their lines are, and through which points. Those are to be gone through path by path.

    No points are told of what most paths are: a filled rectangle, which pdfium has measured.
    """
    _, ways = _ask("FPDFPath_GetDrawMode", paths)
    shown = [*zip(*(map(bool, way) for way in ways), map(_call("FPDFPath_CountSegments"), paths), strict=True)]
    measured = [fill and not stroke and 4 <= count <= 5 for fill, stroke, count in shown]
    counts = [0 if simple or not (fill or stroke) else max(count, 0) for simple, (fill, stroke, count) in zip(measured, shown, strict=True)]
    steps = _steps(paths, counts)
    matrices = _within([path for path, count in zip(paths, counts, strict=True) if count], onto)
    for count, simple, (fill, stroke, _) in zip(counts, measured, shown, strict=True):
        yield fill, stroke, None if simple else _outlines(islice(steps, count), next(matrices)) if count else ()


def _steps(paths: Sequence[Handle], counts: Sequence[int]) -> Iterator[tuple[int, int, float, float]]:
    """The steps of paths that have so many, one path's after the other's: their kinds, whether they close the outline, and where they end."""
    owners, numbers = chain.from_iterable(map(repeat, paths, counts)), chain.from_iterable(map(range, counts))
    while steps := [*map(_handle, map(_call("FPDFPath_GetPathSegment"), islice(owners, _AT_ONCE), islice(numbers, _AT_ONCE)))]:
        _, ends = _ask("FPDFPathSegment_GetPoint", steps)
        kinds, closes = map(_call("FPDFPathSegment_GetType"), steps), map(_call("FPDFPathSegment_GetClose"), steps)
        yield from zip(kinds, closes, *ends, strict=True)


def _outlines(steps: Iterable[tuple[int, int, float, float]], onto: Matrix) -> Iterator[Outline]:
    """The lines of a path, on the page."""
    a, b, c, d, e, f = onto
    points: list[tuple[float, float]] = []
    closed = 0
    for kind, closing, x, y in steps:
        if kind == _MOVE and points:
            yield points, bool(closed)
            points, closed = [], 0
        points.append((a * x + c * y + e, b * x + d * y + f))
        closed |= closing
    yield points, bool(closed)


def _box(place: Place, onto: Matrix) -> Box:
    """A place in the file, on the page."""
    a, b, c, d, e, f = onto
    x0, y0, x1, y1 = place
    left, right, top, bottom = a * x0 + c * y0 + e, a * x1 + c * y1 + e, b * x0 + d * y0 + f, b * x1 + d * y1 + f
    if left <= right and bottom <= top:
        return _new(Box, (left, bottom, right, top))
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _swell(piece: Handle) -> None:
    """Give a piece of text a width that has none.

    pdfium leaves it out of the text: a 无 or — that stands alone in its cell, and whose font is neither in the file nor on the machine, would make
    the cell a blank one. Text that is drawn as outlines is as wide as their stroke, at least.
    """
    _call("FPDFTextObj_SetTextRenderMode")(piece, _STROKED)
    _call("FPDFPageObj_SetStrokeWidth")(piece, 1.0)
    _call("FPDFPageObj_Transform")(piece, *_LEVEL)  # which makes pdfium measure it again


def _within(drawn: Sequence[Handle], onto: Matrix) -> Iterator[Matrix]:
    """For each of some drawings the coordinates within it, onto the page's."""
    a, b, c, d, e, f = onto
    told, matrices = _ask("FPDFPageObj_GetMatrix", drawn)
    for known, within in zip(told, zip(*matrices, strict=True), strict=True):
        if not known or within == _LEVEL:
            yield onto
        else:
            p, q, r, s, t, u = within
            yield a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f
