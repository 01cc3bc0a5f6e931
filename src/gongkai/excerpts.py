"""A finding and the text it was found in -> lines to read: the place, the message, and the line of the source with the marked part under it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from gongkai.cells import Span, width
from gongkai.diagnostics import Diagnostic, Language, messages

_LONGEST = 96
"""How much of a line is shown, in columns of a terminal."""


class Source:
    """A text in which findings were made, by name."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The line of that number, from 1."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end]


_PAGE: dict[Language, str] = {"en": "p. {}", "zh": "第{}页"}
_IN_TABLE: dict[Language, str] = {"en": "table {}, row {}, column {}", "zh": "表{}第{}行第{}列"}
_JOINED: dict[Language, str] = {"en": ", ", "zh": "，"}


def place_of(span: Span | None, text: str | Source, lang: Language = "en") -> str:
    """Where a span is: page, table, row and column of a file, or line and column of a text. Empty where nothing is known."""
    if span is None:
        return ""
    parts = [_PAGE[lang].format(span.page)] if span.page is not None else []
    if span.table is not None:
        parts.append(_IN_TABLE[lang].format(span.table, span.row, span.column))
    else:
        source = text if isinstance(text, Source) else Source("", text)
        line, column = source.position(span.start)
        parts += [f"{line}:{column}"] if source.text else []
    return _JOINED[lang].join(parts)


def headline(source: Source, found: Diagnostic, lang: Language | None = None) -> str:
    """A finding in one line, as compilers print theirs: name, place, severity, code, message."""
    place = source.name
    if found.span is not None:
        line, column = source.position(found.span.start)
        place = f"{place}:{line}:{column}"
    message = found.message if lang is None else messages(found, lang)
    return f"{place}: {found.severity} {found.code} {message}"


def excerpt(source: Source, found: Diagnostic, lang: Language = "en") -> list[str]:
    """The line that a finding is about, and a line that marks it. Wide characters count two. Nothing where it has no place."""
    span = found.span
    if span is None or span.end <= span.start:
        return []
    number, column = source.position(span.start)
    line = source.line(number)
    start, end = column - 1, min(column - 1 + span.end - span.start, len(line))
    first, last = _window(line, start, end)
    shown = _printable(line[first:last])
    gutter = " " * len(str(number))
    before = width(_printable(line[first:start]))
    marked = max(1, width(_printable(line[start : min(end, last)])))
    place = f"  ({place_of(span, source, lang)})" if span.table is not None else ""
    return [f"   {number} | {shown}", f"   {gutter} | {' ' * before}{'^' * marked}{place}"]


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """What of a long line is shown: as much of the marked part as there is room for, and what stands before it."""
    if width(line) <= _LONGEST:
        return 0, len(line)
    first = max(0, start - 16)
    last = first
    room = _LONGEST
    while last < len(line) and room > 0:
        room -= width(line[last])
        last += 1
    return first, max(last, min(end, start + 1))


def _printable(text: str) -> str:
    """The text in which every character takes up what ``width`` counts: a tab one column, a control character a sign for it."""
    return "".join(char if char.isprintable() else " " for char in text)


def listed(source: Source, found: Sequence[Diagnostic], lang: Language = "en") -> list[str]:
    """Findings with their excerpts, line by line."""
    return [line for one in found for line in (headline(source, one, lang), *excerpt(source, one, lang))]
