"""Text -> its lines, without what other programs put before them, each as long as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.joined_rows import LONGEST, MOST_LINES, joined

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
_SIGN_WORDS = "增减"
_SIGNED = re.compile(r"((?:(?!  )[^\t])*[ \u3000\xa0]|[ \u3000\xa0]*)(?:新增|增加?|减少?)\s*")
"""A line of words, not in columns, whose last is the sign of a number; and what stands before it."""
_AFTER_SIGN = re.compile(r"[加少]?[ \u3000\xa0]*[\r\n\u2028\u2029\x85]")
_NUMBER_BELOW = re.compile(r" ?\d"), re.compile(r"[ \u3000\xa0]*\d")
"""What begins with a number: behind a sign among other words, and behind one that has its line to itself."""
_TITLE = re.compile(r"增\s*[/／]?$")
"""What the half of a title ends with that goes on with 减."""
_LONGEST_TITLE = 8
_APART = 3
"""The number is not more lines below its sign: one or two empty ones may stand between."""
_BULLETS = "-–−*+•"
_GAP = r"[^\S\n]"
_BULLET = re.compile(rf"{_GAP}*(?:\*\*(?!\*))?[{_BULLETS}](?:{_GAP}+(?!\d{{1,3}}{_GAP}*[-–−]\**\s*$)|$)")
"""What a line of a list begins with, also one in bold, and not - 4 -, the number of a page."""
_WITHIN = re.compile(rf"{_GAP}*[{_BULLETS}]{_GAP}+([{_BULLETS}])(?:{_GAP}+|$)")
"""What the first line of a list within a list may begin with. If the next line has its mark below the second one here, both are marks, and none is a sign."""
_VALUES = re.compile(r"""(?:[-\d\s,.，．|/—–−+增减无*'"“”]|不适用|null|NULL|None|N/?A|nan|NaN)*""")
_BETWEEN = re.compile(r"[ \t|]")
_NO_SIGN = "*•"
_BOLD = "**"
_STROKES = ("/", "／")
_SEVERAL_STROKES = 12
"""So many strokes stand alone between numbers before they are said to set cells apart."""
_CHAIN = re.compile(r"(?<!\S)-?\d[\d,.]*(?: [/／] -?\d[\d,.]*){3,}(?!\S)")
"""Four numbers or more with a stroke between each two: a date has three, and the number of a page two."""
_BESIDE = re.compile(r"(?<!\S)\d[\d,.]*[ \t|｜]+(?=\d)")
"""A number right before another, or with another sign between the two."""
_RARE = 0.1
"""So few numbers stand so where strokes set them apart."""
_OTHER_CELLS = re.compile(r"[|｜\t]")
"""What a line has that sets its cells apart in another way."""
_STROKES_BETWEEN = re.compile(r"(?<!\S)[/／](?: +[/／](?!\S))*(?!\S)")
"""Strokes with nothing between them but spaces."""
_STROKE_BETWEEN_TWO = frozenset(("/ / /", "／ ／ ／"))
"""A cell that does not apply, and what sets it apart."""


def lines_of(text: str) -> list[str]:
    """The lines of a text. The end of each is one character; a row that goes on below is one line, with the ends of lines in it: see joined_rows.py.

    A text of several may have lines that end in their own way: what has more carriage returns than a row can have is no line.
    """
    lines = text.split("\n") if "\n" in text else _without_feeds(text)
    if "\r" in text and text.count("\r") > MOST_LINES:
        lines = [part for line in lines for part in (line.split("\r") if line.count("\r") > MOST_LINES else (line,))]
    first = lines[0].lstrip()[:1]
    if first.isdigit() and len(lines) > _SEEN:
        lines = _unnumbered(lines)
    if text.count(">") > _SEEN:
        lines = _unquoted(lines)
    if any(bullet in text and f"{bullet} " in text for bullet in _BULLETS):
        lines = _unlisted(lines)
    if any(_ends_line(text, sign) for sign in _SIGN_WORDS):
        lines = _signed(lines)
    if any(stroke in text and text.count(f" {stroke} ") >= _SEVERAL_STROKES for stroke in _STROKES) and _are_set_apart(text):
        lines = [_without_strokes(line) for line in lines]
    return joined(text, lines)


def _without_feeds(text: str) -> list[str]:
    if "\\n" in text:
        for written, meant in _WRITTEN_OUT.items():
            text = text.replace(written, meant)
        return text.split("\n")
    return text.split(next((end for end in _ENDS if end in text), "\r"))


def _unquoted(lines: list[str]) -> list[str]:
    """The lines with spaces in the place of the marks of a quotation, if nearly all have them from the first that has one to the last, and some have words."""
    marks = [_QUOTE.match(line) for line in lines]
    marked = [at for at, mark in enumerate(marks) if mark is not None]
    if len(marked) <= _SEEN or len(marked) < _MOST * sum(1 for line in lines[marked[0] : marked[-1]] if line.strip()):
        return lines
    if all(_VALUES.fullmatch(line, mark.end()) for line, mark in zip(lines, marks, strict=True) if mark is not None):
        return lines
    return [_blanked(line, mark.end()) if mark is not None else line for line, mark in zip(lines, marks, strict=True)]


def _unnumbered(lines: list[str]) -> list[str]:
    """The lines with spaces in the place of their numbers, if those follow each other."""
    inked = [line for line in lines if line.strip()]
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


def _unlisted(lines: list[str]) -> list[str]:
    """The lines of lists, those that begin with numbers with a space in the place of the mark of the list: it is no minus sign, and no cell.

    A list is of several lines, one of which begins with a text, or all of which are one number: - 60 alone may be a change against the year before.
    """
    made = list(lines)
    run: list[tuple[int, int, str]] = []
    inked = [at for at, line in enumerate(lines) if line.strip()]
    for at, below in zip(inked, [*inked[1:], None], strict=True):
        line = lines[at]
        mark = _BULLET.match(line)
        within = _WITHIN.match(line) if mark is not None and below is not None else None
        if within is not None and below is not None and _has_mark_at(lines[below], within.start(1)):
            mark = within
        if mark is not None:
            run.append((at, mark.end(), line[mark.end() :].strip()))
        if run and (mark is None or below is None):
            _unmark(made, run)
            run = []
    return made


def _has_mark_at(line: str, at: int) -> bool:
    """Whether the mark of a list stands at some place of a line, and nothing before it."""
    mark = _BULLET.match(line)
    return mark is not None and len(line) - len(line.lstrip()) == at


def _unmark(lines: list[str], run: Sequence[tuple[int, int, str]]) -> None:
    """Leave out the marks before the numbers of some lines that follow each other; each with where it begins, and what it says behind its mark."""
    texts = [_VALUES.fullmatch(rest) is None for _, _, rest in run]
    listed = len(run) > 1 and (any(texts) or all(rest and not _BETWEEN.search(rest) for _, _, rest in run))
    for (at, end, rest), text in zip(run, texts, strict=True):
        if not text and (listed or (lines[at].lstrip().removeprefix(_BOLD)[0] in _NO_SIGN and _BETWEEN.search(rest))):
            lines[at] = _blanked(lines[at], end)


def _are_set_apart(text: str) -> bool:
    """Whether it is strokes that set the numbers of a text apart: then they are no cells that do not apply."""
    apart = sum(chain[0].count(" ") // 2 for chain in _CHAIN.finditer(text))
    return apart >= _SEVERAL_STROKES and sum(1 for _ in _BESIDE.finditer(text)) <= _RARE * apart


def _without_strokes(line: str) -> str:
    """A line with spaces in the place of the strokes between its cells; not one that sets them apart in another way, nor one that is a stroke alone."""
    if _OTHER_CELLS.search(line) or line.strip() in _STROKES:
        return line
    return _STROKES_BETWEEN.sub(_spaces, line)


def _spaces(run: re.Match[str]) -> str:
    """Spaces in the place of strokes, but for one that is a cell between two more. Two may have an empty cell between them."""
    return f"  {run[0][2]}  " if run[0] in _STROKE_BETWEEN_TWO else " " * len(run[0])


def _ends_line(text: str, sign: str) -> bool:
    """Whether a line may end with the sign of a number, as a word of its own: 减, 减少."""
    at = text.find(sign)
    while at >= 0:
        if (at == 0 or text[at - 1].isspace() or text[at - 1] == "新") and _AFTER_SIGN.match(text, at + 1):
            return True
        at = text.find(sign, at + 1)
    return False


def _signed(lines: list[str]) -> list[str]:
    """The lines, one that ends with the sign of a number as one with that number's, which a narrow column has put below it."""
    made: list[str] = []
    before = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        sign = _SIGNED.fullmatch(line) if len(line) < LONGEST else None
        if sign is not None and not _TITLE.search(before + sign[1].strip()):
            end = next((end for end in range(at, min(at + _APART, len(lines))) if lines[end].strip()), at)
            if end < len(lines) and _NUMBER_BELOW[not sign[1].strip()].match(lines[end]):
                line, at = "\n".join([line, *lines[at : end + 1]]), end + 1
        made.append(line)
        before = (before + line.strip())[-_LONGEST_TITLE:]
    return made
