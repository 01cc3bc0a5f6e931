"""A line whose cells have commas between them, or another such sign -> its fields, each with its offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

SIGNS = ",，;；&"
_FIELDS = {sign: re.compile(rf"""(\s*(?:"(?:[^"]|"")*"|'[^']*')\s*(?={sign}|$)|[^{sign}]*)(?:{sign}|$)""") for sign in SIGNS}
_ENTITY = re.compile(r"&#?\w{2,8};")
_NO_ROW = frozenset("。！？：…:")
"""What a sentence ends with, and no row."""
_LIST = re.compile(r"\s*\[+")
_END = re.compile(r"\s*(?:\\\\(?:\[[^]]*\])?(?:\s*\\[a-z]+)*|\]+\s*,?)?\s*$")
"""What a row of LaTeX ends with, or a list of a programming language."""
_LONGEST = 2_000
_LONGEST_END = 60


def sign_of(text: str) -> str | None:
    """The sign that may set the cells of a line apart; None where there is none, and in a sentence."""
    if text[-1] in _NO_ROW or len(text) > _LONGEST:
        return None
    signs = [sign for sign in SIGNS if sign in text and (sign not in "&;" or not _ENTITY.search(text))]
    return max(signs, key=text.count) if signs else None


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
        yield match[1], begin
        if match.end() == len(body) and not match[0].endswith(sign):
            return
        begin = match.end()
