"""Text -> its lines, without what other programs put before them, each as long as it was."""

from __future__ import annotations

import re

_ENDS = ("\r", "\u2028", "\u2029", "\x85")
"""What ends the lines of a text that has no line feeds."""
_WRITTEN_OUT = {"\\n": " \n", "\\r": "  ", "\\t": "\t "}
"""In a text that is a string of a programming language, what stands for the ends of lines and for tabs."""
_NUMBER = re.compile(r"[ \t]*(\d{1,6})(?:[:|\t] ?| *\| ?|  ?|$)")
"""Not 1. and 1、, which the form's own labels begin with."""
_QUOTE = re.compile(r"[ \t]*(?:> ?)+")
_SEEN = 3
"""So many lines begin with numbers that follow each other before all are asked."""
_MOST = 0.9
"""Nearly all lines: the rest of one that was wrapped has no mark."""
_MOST_LOST = 50
"""So many lines may be lost between two, with their numbers."""
_BEFORE = ("", "\n", "\t", ",", ";", "|")
"""What stands before a cell."""
_INDENT = 40
"""By so many spaces, at most, a cell is set apart from that."""
_MOST_LINES = 40
_LONGEST = 600
"""No row of a table is longer, nor broken into more lines."""


def lines_of(text: str) -> list[str]:
    """The lines of a text. The end of each is one character; a quoted cell's lines are one line, with the ends of lines in it."""
    lines = text.split("\n") if "\n" in text else _without_feeds(text)
    first = lines[0].lstrip()[:1]
    if (first.isdigit() or first == ">") and len(lines) > _SEEN:
        lines = _unmarked(lines)
    return _joined(lines) if _opens_cell(text) else lines


def _without_feeds(text: str) -> list[str]:
    if "\\n" in text:
        for written, meant in _WRITTEN_OUT.items():
            text = text.replace(written, meant)
        return text.split("\n")
    return text.split(next((end for end in _ENDS if end in text), "\r"))


def _unmarked(lines: list[str]) -> list[str]:
    """The lines with spaces in the place of their numbers, if those follow each other, or of the marks of a quotation, if nearly all have them."""
    inked = [line for line in lines if line.strip()]
    if inked[0].lstrip()[0] == ">":
        marks = [_QUOTE.match(line) for line in lines]
        if sum(1 for line in inked if _QUOTE.match(line)) < _MOST * len(inked):
            return lines
        return [_blanked(line, mark.end()) if mark is not None else line for line, mark in zip(lines, marks, strict=True)]
    numbers = [_NUMBER.match(line) for line in inked]
    expected = int(numbers[0][1]) if numbers[0] is not None else -1
    if any(number is None or int(number[1]) != expected + at for at, number in enumerate(numbers[:_SEEN])) or numbers.count(None) > len(inked) * (
        1 - _MOST
    ):
        return lines
    made: list[str] = []
    for line in lines:
        number = _NUMBER.match(line)
        own = number is not None and expected <= int(number[1]) <= expected + _MOST_LOST
        expected = int(number[1]) + 1 if own and number is not None else expected
        made.append(_blanked(line, number.end()) if own and number is not None else line)
    return made


def _blanked(line: str, end: int) -> str:
    """The line with spaces in the place of its beginning, behind a tab that it then begins with."""
    tab = line[end : end + 1] == "\t"
    return "\t" * tab + " " * end + line[end + tab :]


def _opens_cell(text: str) -> bool:
    """Whether a cell begins with a quotation mark that is the last one on its line."""
    at = text.find('"')
    while at >= 0:
        behind = text.find('"', at + 1)
        if behind < 0 or "\n" in text[at:behind]:
            before = text[max(0, at - _INDENT - 1) : at].rstrip(" ")
            if before[-1:] in _BEFORE and (before or at <= _INDENT):
                return True
        at = behind
    return False


def _joined(lines: list[str]) -> list[str]:
    """The lines, those of a quoted cell as one. A quotation mark that is not closed soon opens no cell."""
    made: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.count('"') % 2 and _opens_cell(line):
            whole, end = line, at
            while end < min(at + _MOST_LINES, len(lines)) and len(whole) < _LONGEST and whole.count('"') % 2:
                whole += "\n" + lines[end]
                end += 1
            if not whole.count('"') % 2:
                line, at = whole, end
        made.append(line)
    return made
