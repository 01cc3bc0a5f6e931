"""Refuses a PDF that unpacks to more than a report can need, before an engine unpacks it.

Engines have no limit of their own: 100 kB of a drawing that repeats itself unpack to 50 MB of lines, which take pdfium a gigabyte and minutes.
"""

from __future__ import annotations

import re
import zlib

from gongkai.errors import ReadError
from gongkai.readers.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_DRAWN = 16
"""How many bytes it takes at least to draw a cell."""
_PLAIN = bytes(range(32, 127)) + b"\t\r\n\f"
_PIECE = 65_536
_TASTE = 2_048
"""How many bytes show whether the rest may be drawing. Fonts and pictures are most of a file: to unpack more of each takes as long as to read a page."""
_MOST = 1_032
"""How many bytes a packed one can stand for."""


def refuse_bombs(data: bytes, limits: Limits) -> None:
    """Raises ReadError where the streams of a file unpack to more than ``limits.unpacked``, or what may be drawing to more than its cells take."""
    drawing = packed = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        if data[start - 9 - len(found.group()) : start].find(b"endstream") >= 0:
            continue
        end = data.find(b"endstream", start)
        rest = data[start : end if end >= 0 else len(data)]
        unpacking, plain = zlib.decompressobj(), None
        while rest and not unpacking.eof:
            try:
                piece = unpacking.decompress(rest, _TASTE if plain is None else _PIECE)
            except zlib.error:  # packed in another way, or not at all
                break
            if plain is None:
                plain = len(piece.translate(None, _PLAIN)) * 10 < len(piece)
                if not plain and len(rest) * _MOST <= limits.unpacked:  # a font or a picture, and not large enough to do harm
                    break
            drawing += len(piece) if plain else 0
            packed += len(piece)
            if drawing > _DRAWN * limits.cells or packed > limits.unpacked:
                raise ReadError("GK421")
            rest = unpacking.unconsumed_tail
