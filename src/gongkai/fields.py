"""A line whose cells have commas between them, or another such sign -> its fields, each with its offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.joined_rows import LATEX_END

SIGNS = ",，;；&"
_FIELDS = {sign: re.compile(rf"""(\s*(?:"(?:[^"]|"")*"|'[^']*')\s*(?={sign}|$)|[^{sign}]*)(?:{sign}|$)""") for sign in SIGNS}
_THOUSANDS = {sign: re.compile(rf"(?<![\d.{sign}])\d{{1,3}}(?:{sign}\d{{3}}){{1,3}}(?![\d{sign}])") for sign in ",，"}
"""Numbers with commas of their own: 1,234. In 100,200,300,400,500,600,700 they set a row's cells apart, as no number is so large."""
_INNER = {sign: re.compile(rf"{sign}\d{{3}}") for sign in ",，"}
"""Asked first, because a sentence with hundreds of characters has few or none."""
_ALONE = {sign: re.compile(rf"(?<!\S)\d{{1,3}}(?:{sign}\d{{3}}){{1,3}}(?!\S)") for sign in ",，"}
_ENTITY = re.compile(r"&#?\w{2,8};")
_NO_ROW = frozenset("。！？：…:")
"""What a sentence ends with, and no row."""
_LIST = re.compile(r"""\s*(?:\[+(?:\s*\(+(?=\s*["']))?|\(+(?=\s*["']))""")
_OPENS = re.compile(r"""\s*(?:\[+|\(+(?=\s*["']))""")
_CLOSES = re.compile(r"""(?:\]|(?<=["'])\s*\))+\s*$""")
"""What the fields of a list within a list begin and end with."""
_END = re.compile(rf"""\s*(?:{LATEX_END}|(?:\]|(?<=["'])\s*\))+\s*,?)?\s*$""")
"""What a row of LaTeX ends with, or a list of a programming language."""
_LONGEST = 2_000
_LONGEST_END = 60


def sign_of(text: str) -> str | None:
    """The sign that may set the cells of a line apart; None where there is none, and in a sentence."""
    if text[-1] in _NO_ROW or len(text) > _LONGEST:
        return None
    counts = {sign: _count(text, sign) for sign in SIGNS if sign in text and (sign not in "&;" or not _ENTITY.search(text))}
    sign = max(counts, key=counts.__getitem__, default=None)
    return sign if sign is not None and counts[sign] else None


def _count(text: str, sign: str) -> int:
    """How often a sign may set cells apart: not within a number, and not at all where spaces set numbers apart that have it within."""
    count = text.count(sign)
    inner = _INNER.get(sign)
    if inner is None or not inner.search(text):
        return count
    return 0 if _ALONE[sign].search(text) else count - sum(number.count(sign) for number in _THOUSANDS[sign].findall(text))


def fields(raw: str, sign: str) -> Iterator[tuple[str, int]]:
    """The fields of a line that are set apart by a sign, and where each begins. What stands in quotation marks is one field."""
    head = _LIST.match(raw)
    body = raw.rstrip()
    end = _END.search(body, max(0, len(body) - _LONGEST_END))
    body = body[: end.start()] if end is not None else body
    begin = head.end() if head is not None else 0
    while begin <= len(body):
        match = _FIELDS[sign].match(body, begin)
        if match is None:
            return
        if head is None:
            yield match[1], begin
        else:
            opened, closed = _OPENS.match(match[1]), _CLOSES.search(match[1], max(0, len(match[1]) - _LONGEST_END))
            start = opened.end() if opened is not None else 0
            yield match[1][start : closed.start() if closed is not None else None], begin + start
        if match.end() == len(body) and not match[0].endswith(sign):
            return
        begin = match.end()
