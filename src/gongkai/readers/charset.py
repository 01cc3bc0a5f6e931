"""Bytes -> text, whatever their character set."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from gongkai.diagnostics import Diagnostic

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "hz"})
_OTHERS = frozenset({"big5", "big5hkscs", "utf_16", "utf_16_le", "utf_16_be"})
"""What is believed of a file that says so, where its bytes do not contradict it: Big5 is nearly always right as GB18030, too, in other characters."""
_LOST = "\ufffd"
_HEAD = 4096
_HIGH = bytes(range(128, 256))


class Decoded(NamedTuple):
    """A file's text."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of bytes in whatever character set they are, and what is to be said of it.

    The byte-order mark decides; without one UTF-16 is known by its zeros, then UTF-8 and GB18030 are tried strictly, then the one that loses
    fewest characters is taken. GB18030 holds all of gb2312 and gbk, and files that say they are one of those. ``declared`` is the name that the
    file itself gives. Bytes that fit no character set become U+FFFD.
    """
    mark, encoding = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", None))
    data = data[len(mark) :]
    stated = _known(declared)
    encoding = encoding or _of_zeros(data)
    text = None
    if encoding is None:
        encoding, text = _strict(data, stated)
    if encoding is None:
        encoding = min(("utf-8", "gb18030"), key=lambda name: data.decode(name, "replace").count(_LOST))
    found: list[Diagnostic] = []
    if declared is not None and not data.isascii() and _family(stated or declared) != _family(encoding):
        found.append(Diagnostic.of("GK401", found=declared, expected=encoding))
    if text is None:
        text = data.decode(encoding, "replace")
    if _LOST in text and _fitting(data, encoding) is None:
        stated_lost = data.count(_LOST.encode(encoding))
        found.append(Diagnostic.of("GK403", count=max(text.count(_LOST) - stated_lost, 1), expected=encoding))
    return Decoded(text, tuple(found))


def _known(declared: str | None) -> str | None:
    """The name under which Python knows a declared character set; None for one that it does not know."""
    try:
        return codecs.lookup(declared).name.replace("-", "_") if declared else None
    except (LookupError, ValueError):  # ValueError: a zero in the name
        return None


def _family(name: str) -> str:
    """What counts as the same character set: the Chinese ones, which GB18030 holds, and UTF-16 of either order."""
    plain = name.lower().replace("-", "_")
    if plain in _CHINESE:
        return "gb18030"
    return plain.removesuffix("_le").removesuffix("_be") if plain.startswith("utf_") else plain


def _of_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its digits, line ends and tags is zero, and hardly one of the others."""
    head = data[:_HEAD]
    if b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 50 < len(head) // 2 or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(data: bytes, stated: str | None) -> tuple[str | None, str | None]:
    """The first character set that all the bytes fit, and the text that they then are."""
    if (text := _fitting(data, "utf-8")) is not None:
        return "utf-8", text
    if stated in _OTHERS and (text := _fitting(data, stated)) is not None:
        return stated, text
    if _is_broken_utf_8(data):
        return "utf-8", None
    text = _fitting(data, "gb18030")
    return ("gb18030", text) if text is not None else (None, None)


def _fitting(data: bytes, encoding: str) -> str | None:
    """The text that bytes are in a character set; None if they do not fit it."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_broken_utf_8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8. A short file that was cut off within a character fits GB18030, too, as other characters."""
    text = data.decode("utf-8", "replace")
    lost = text.count(_LOST)
    ascii_only = len(data.translate(None, _HIGH))
    return 20 * lost <= len(text) - lost - ascii_only
