"""The text of a section -> what it says in numbers, as claims that can be compared with the tables.

Wrong claims are worse than missed ones: a number is a claim only where the words around it leave one reading. A number about a part
(其中…, 网络申请3件, 同意公开答复9件) is none about the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from attrs import field, frozen

from gongkai.cells import Span, simplified, squeeze
from gongkai.wordings import (
    BEHIND,
    COUNTED_BEFORE,
    GOING_ON,
    LONG_SINCE,
    NAMED,
    NEGATION,
    NOT_OF_THE_YEAR,
    NOTHING,
    OF_A_PART,
    OTHER_MATTERS,
    SIGNED,
    TWO_AT_ONCE,
    WHOLE,
    WORDINGS,
    YEAR,
    Subject,
    Wording,
)

NARRATIVES = (1, 5, 6)
"""The sections that are told in words."""


@frozen
class Claim:
    """A number that the text gives for something that the tables count."""

    what: str
    """What it speaks of, as the tables name it: ``requests.new``, ``requests.outcomes.refused``."""
    value: int
    unit: str | None
    """The unit as printed, 件; None where none is, as in 未收到申请."""
    span: Span | None = field(eq=False)
    """Where the words and the number stand; None for a report that was not read from a text."""
    text: str
    """The words and the number as printed, without white space."""
    section: int
    """The ordinal of the section."""
    year: int | None = None
    """The year that the sentence names for it; None where it names none."""
    readings: tuple[tuple[str, ...], ...] = field(default=(), eq=False)
    """The items that it may be the total of, one reading or more: any of them agrees. 受理 is said of new requests, and of all that were open."""


class Narrative(NamedTuple):
    """A section's text, and where each of its lines begins on the page."""

    number: int
    text: str
    lines: Sequence[int] = ()

    def span(self, start: int, end: int) -> Span | None:
        """Where on the page a range of the text stands; None where that is not known."""
        return Span(self._place(start), self._place(end - 1) + 1) if self.lines else None

    def _place(self, offset: int) -> int:
        line = self.text.count("\n", 0, offset)
        return self.lines[line] + offset - (self.text.rfind("\n", 0, offset) + 1)


_CHUNK = re.compile(r"[^\s*#]+")
_ENDS = "。！？!?\n"
_END = re.compile(f"[{_ENDS}]")
_BORDER = re.compile(r"[,;:()、]")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?!\d|\.\d|,\d{3})(?P<about>[余多几])?(?P<unit>件次|件|条|起|份|宗|次|个)?(?![年月日%万亿元])"
)
_ENUMERATOR = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]\d{1,2}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]|[一二三四五六]是"
)
_ENDED = frozenset("。；;：:！!？?")
_HEADING = 40
_LONGEST = 11
_INSIDE_A_NUMBER = frozenset(" .0123456789")
"""Behind one of these a number is the rest of another: a space is left where numbers are set apart by nothing else."""
_CLAUSE = 120
"""A clause of more characters is not looked at, so that the time grows with the length of the text and with nothing else."""
_FAR = 300
"""So many characters before a number tell what it counts."""


class _Words:
    """A text without white space, and the way back from it: lines that were wrapped are one, paragraphs are apart."""

    def __init__(self, narrative: Narrative) -> None:
        parts: list[str] = []
        self.starts: list[int] = []
        """The offset in the text of each part."""
        at = 0
        previous = ""
        for line in narrative.text.split("\n"):
            if previous and _are_apart(previous, line):
                parts.append("\n")
                self.starts.append(at - 1)
            last = ""
            for match in (whole,) if (whole := _CHUNK.fullmatch(line)) is not None else _CHUNK.finditer(line):
                if last.isdigit() and match[0][0].isdigit():
                    parts.append(" ")
                    self.starts.append(at + match.start() - 1)
                parts.append(match[0])
                self.starts.append(at + match.start())
                last = match[0][-1]
            at += len(line) + 1
            previous = line.strip() or previous
        self.text = "".join(parts)
        self.offsets = [0, *accumulate(map(len, parts))][:-1]
        self.narrative = narrative

    def span(self, start: int, end: int) -> Span | None:
        """Where on the page a range of these words stands."""
        return self.narrative.span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, at: int) -> int:
        part = bisect_right(self.offsets, at) - 1
        return self.starts[part] + at - self.offsets[part]


def _are_apart(line: str, following: str) -> bool:
    """Whether one paragraph ends with a line, and another one begins: the line is not just wrapped."""
    if line[-1] in _ENDED or _ENUMERATOR.match(following.lstrip()):
        return True
    return len(line) <= _HEADING and "，" not in line and "," not in line and _ENUMERATOR.match(line) is not None


def claims_of(narrative: Narrative, year: int | None = None) -> Iterator[Claim]:
    """The claims of a section's text in a report about a year."""
    if NAMED.search(narrative.text) is None and NAMED.search(squeeze(narrative.text)) is None:
        return
    words = _Words(narrative)
    for start, end, chain in _sentences(words.text):
        for found in _Sentence(_plain(words.text[start:end]), year, words.text[max(chain, start - _FAR) : start]).claims():
            first, last = start + found.start, start + found.end
            yield Claim(
                found.wording.what,
                found.value,
                found.unit,
                words.span(first, last),
                words.text[first:last],
                narrative.number,
                found.year,
                found.wording.readings,
            )


def _sentences(text: str) -> Iterator[tuple[int, int, int]]:
    """The sentences that may claim something: where each begins and ends, and where those before it begin that it goes on from."""
    at = 0
    chain = -1
    while at < len(text):
        border = _END.search(text, at)
        end = border.start() if border is not None else len(text)
        named = NAMED.search(text, at)
        if named is None and chain < 0:
            return
        if named is not None and named.start() < end:
            chain = at if chain < 0 else chain
            yield at, end, chain
        elif chain >= 0 and GOING_ON.search(text, at, end) and is_about_requests(text[max(chain, at - _FAR) : at]):
            yield at, end, chain
        elif named is not None:  # nothing up to the sentence that names something
            end = max(end, *(text.rfind(mark, at, named.start()) for mark in _ENDS))
            chain = -1
        else:
            return
        if text[end : end + 1] == "\n":
            chain = -1
        at = end + 1


def is_about_requests(told: str) -> bool:
    """Whether the last that words speak of is requests."""
    own = max((match.start() for match in WHOLE.finditer(told)), default=-1)
    other = max((match.start() for match in OTHER_MATTERS.finditer(told)), default=-1)
    return own > other


def _plain(text: str) -> str:
    """The text in one width and one script, character for character."""
    plain = simplified(text)
    if len(plain) != len(text):
        plain = "".join([one if len(one := simplified(char)) == 1 else char for char in text])
    return plain


class _Found(NamedTuple):
    wording: Wording
    value: int
    unit: str | None
    start: int
    end: int
    year: int | None


class _Sentence:
    def __init__(self, text: str, year: int | None, before: str) -> None:
        self.text = text
        self.year = year
        self.borders = [match.start() for match in _BORDER.finditer(text)]
        self.before = before
        """The sentences that it goes on from."""

    def claims(self) -> Iterator[_Found]:
        """What the sentence says in numbers, and what it says there is none of, in its order."""
        if not LONG_SINCE.search(self.text):
            yield from sorted([*self.numbers(), *self.zeros()], key=lambda found: (found.start, found.wording.what))

    def named(self, at: int) -> int | None:
        """The year that is named last before a place."""
        told = None
        for match in YEAR.finditer(self.text, 0, at):
            if not self.text[max(match.start() - 2, 0) : match.start()].endswith(NOT_OF_THE_YEAR):
                told = int(match[0][:4])
        return told

    def numbers(self) -> Iterator[_Found]:
        """The claims that are numbers."""
        last = 0
        for match in _NUMBER.finditer(self.text):
            if len(match["number"]) > _LONGEST or self.text[match.start() - 1 : match.start()] in _INSIDE_A_NUMBER:
                continue
            unit = match["unit"]
            value = int(match["number"].replace(",", ""))
            if unit is None and value:
                continue
            border = bisect_left(self.borders, match.start()) - 1
            start = max(last, self.borders[border] + 1 if border >= 0 else 0)
            last = match.end()
            if match["about"]:
                continue
            for wording in self.told(start, match.start(), match.end(), value):
                if wording.behind:
                    found = wording.behind.match(self.text, match.end())
                    yield _Found(wording, value, unit, start, found.end() if found else match.end(), self.named(match.start()))
                else:
                    yield _Found(wording, value, unit, start, match.end(), self.named(match.start()))

    def told(self, start: int, at: int, end: int, value: int) -> Sequence[Wording]:
        """What the number at a place is said of: by the words before it in its clause, else by those behind it."""
        head = self.text[start:at]
        if len(head) > _CLAUSE:
            return ()
        if COUNTED_BEFORE.fullmatch(head):
            for one in BEHIND:
                after = one.behind.match(self.text, end) if one.behind is not None else None
                if after is not None and self.fits_year(after):
                    return [one]
        signs = SIGNED.findall(head)
        if not signs:
            return ()
        before = self.text[max(start - _FAR, 0) : start]
        if before.endswith("、") and not re.search(r"\d", re.split(r"[,;:()、]", before[:-1])[-1]):
            return ()  # 行政复议、行政诉讼3件: of both together
        said = [(one, match) for one in _signed(frozenset(signs)) if (match := one.before.search(head)) is not None]
        found = [(one, match) for one, match in said if one.unlike.search(head) is None]
        if found and TWO_AT_ONCE.search(head) is not None:
            return [one for one, _ in found] if not value else ()
        return [one for one, match in found[:1] if self.fits(one, match, before, head)]

    def fits_year(self, match: re.Match[str]) -> bool:
        """Whether a year that a wording names is the one before the report's, or the one after it, as the wording has it."""
        named = [(text, offset) for name, offset in (("last", -1), ("next", 1)) if (text := match.groupdict().get(name))]
        return self.year is None or not named or all(int(text) == self.year + offset for text, offset in named)

    def fits(self, wording: Wording, match: re.Match[str], before: str, head: str) -> bool:
        """Whether the words before the clause let it be about the whole, and about this subject."""
        told = (_BRACKETS.sub("", before) if ")" in before else before).rpartition(";")[2]
        if wording.subject is Subject.WHOLE and (OF_A_PART.search(told) or OF_A_PART.search(head)):
            return False
        if not self.fits_year(match):
            return False
        if not wording.context:
            return True
        return is_about_requests(self.before + before + head)

    def zeros(self) -> Iterator[_Found]:
        """The claims that there is none: 未收到…申请, 未发生行政复议."""
        start = 0
        if NEGATION.search(self.text) is None:
            return
        for end in (*self.borders, len(self.text)):
            if self.text[end : end + 1] == "、":
                continue
            clause = self.text[start:end]
            for wording in NOTHING if len(clause) <= _CLAUSE and NEGATION.search(clause) else ():
                if (match := wording.before.search(clause)) is not None and not wording.unlike.search(clause):
                    yield _Found(wording, 0, None, start + match.start(), end, self.named(end))
            start = end + 1


@lru_cache(256)
def _signed(signs: frozenset[str]) -> Sequence[Wording]:
    """The wordings that one of these signs is of."""
    return [one for one in WORDINGS if not signs.isdisjoint(one.signs)]
