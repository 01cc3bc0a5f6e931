"""A cell with what other programs left in it -> its text: tags and entities of HTML, quotation marks of CSV, colours of a terminal."""

from __future__ import annotations

import html
import re

_SIGN = re.compile(r"""[<&"'`\\\x1b\x07“‘]""")
_ESCAPED = re.compile(r"\\([-+*|~$.])")
"""A stroke as pandoc writes it into Markdown."""
_BREAK = re.compile(r"<\s*/?\s*(?:br|p|div|td|th|tr|li)\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(r"<\s*/?\s*(?:b|i|u|em|strong|span|font|o:p|center|a)\b[^<>]*>", re.IGNORECASE)
"""Not sup, sub and del: what they hold is no digit of the number beside it."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’"}


def without_residue(text: str) -> str:
    """The text of a cell without what is not its own; the same text where there is nothing of that.

    A break of a line leaves a space, so that what stands on both sides of it is not one number.
    """
    if not _SIGN.search(text):
        return text
    plain = html.unescape(_COLOUR.sub("", text)) if "&" in text or "\x1b" in text else text
    if "<" in plain:
        plain = _INLINE.sub("", _BREAK.sub(" ", plain))
    if "\\" in plain:
        plain = _ESCAPED.sub(r"\1", plain)
    plain = plain.strip("\x07").strip()
    while len(plain) > 1 and _QUOTES.get(plain[0]) == plain[-1] and plain[0] not in plain[1:-1]:
        plain = plain[1:-1].strip()
    return plain
