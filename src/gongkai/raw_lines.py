"""Text -> its lines, without what other programs put before them, each as long as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

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
_GAP = r"[ \t\u3000\xa0]"
_BULLET = re.compile(rf"[ \t]*(?:[{_BULLETS}]{_GAP}+(?=[{_BULLETS}](?:{_GAP}|$)))*[{_BULLETS}](?:{_GAP}+(?!\d{{1,3}}[ \t]*[-–−]\s*$)|$)")
"""What a line of a list begins with, or one of a list within a list, and not - 4 -, the number of a page."""
_VALUES = re.compile(r"""(?:[-\d\s,.，．|/—–−+增减无*'"“”]|不适用)*""")
_BETWEEN = re.compile(r"[ \t|]")
_NO_SIGN = "*•"
_MOST_LINES = 40
_LONGEST = 600
"""No row of a table is longer, nor broken into more lines."""
_LONGEST_JOINED = 2_000
"""Nor one in which each cell has the attributes of a web page."""


def lines_of(text: str) -> list[str]:
    """The lines of a text. The end of each is one character; a quoted cell's lines are one line, with the ends of lines in it.

    A text of several may have lines that end in their own way: what has more carriage returns than a row can have is no line.
    """
    lines = text.split("\n") if "\n" in text else _without_feeds(text)
    if text.count("\r") > _MOST_LINES:
        lines = [part for line in lines for part in (line.split("\r") if line.count("\r") > _MOST_LINES else (line,))]
    first = lines[0].lstrip()[:1]
    if (first.isdigit() or first == ">") and len(lines) > _SEEN:
        lines = _unmarked(lines)
    if any(bullet in text and f"{bullet} " in text for bullet in _BULLETS):
        lines = _unlisted(lines)
    if any(_ends_line(text, sign) for sign in _SIGN_WORDS):
        lines = _signed(lines)
    if "{|" in text:
        lines = _of_wiki(lines)
    if "&" in text and "\\\\" in text:
        lines = _of_latex(lines)
    if _OPENS_LIST.search(text):
        lines = _of_lists(lines)
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


def _unlisted(lines: list[str]) -> list[str]:
    """The lines of lists, those that begin with numbers with a space in the place of the mark of the list: it is no minus sign, and no cell.

    A list is of several lines, one of which begins with a text, or all of which are one number: - 60 alone may be a change against the year before.
    """
    made = list(lines)
    run: list[tuple[int, int, str]] = []
    for at, line in enumerate([*lines, "."]):
        mark = _BULLET.match(line)
        if mark is not None:
            run.append((at, mark.end(), line[mark.end() :].strip()))
        elif line.strip():
            if run:
                _unmark(made, run)
            run = []
    return made


def _unmark(lines: list[str], run: Sequence[tuple[int, int, str]]) -> None:
    """Leave out the marks before the numbers of some lines that follow each other; each with where it begins, and what it says behind its mark."""
    texts = [_VALUES.fullmatch(rest) is None for _, _, rest in run]
    listed = len(run) > 1 and (any(texts) or all(rest and not _BETWEEN.search(rest) for _, _, rest in run))
    for (at, end, rest), text in zip(run, texts, strict=True):
        if not text and (listed or (lines[at].lstrip()[0] in _NO_SIGN and _BETWEEN.search(rest))):
            lines[at] = _blanked(lines[at], end)


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
        sign = _SIGNED.fullmatch(line) if len(line) < _LONGEST else None
        if sign is not None and not _TITLE.search(before + sign[1].strip()):
            end = next((end for end in range(at, min(at + _APART, len(lines))) if lines[end].strip()), at)
            if end < len(lines) and _NUMBER_BELOW[not sign[1].strip()].match(lines[end]):
                line, at = "\n".join([line, *lines[at : end + 1]]), end + 1
        made.append(line)
        before = (before + line.strip())[-_LONGEST_TITLE:]
    return made


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


# ---------------------------------------------------------------- rows that go on below

_WIKI_MARKS = re.compile(r"\|\||!!|''+|(?<=[|!])\s*(?:[\w-]+\s*=\s*(?:\"[^\"|]*\"|\w[\w%.-]*)\s*)+\|(?!\|)")
"""In a row of MediaWiki: what sets two cells of a line apart, what makes text bold, and the attributes of a cell."""
_LATEX_END = re.compile(r"\\\\(?:\[[^]]*\])?(?:\s*\\[a-z]+(?:\{[^}]*\})?)*\s*$")
"""What a row of LaTeX ends with."""
_LATEX_SPAN = re.compile(r"(\\multi(?:column|row)(?:\{(?:[^{}]|\{[^{}]*\})*\}){2}\{)([^{}]*)\}")
_LATEX_RULES = re.compile(
    r"\s*(?:\\(?:begin|end|hline|cline|cmidrule|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|centering|noalign)"
    r"(?![a-z])(?:\([a-z]+\)|\[[^]]*\]|\{(?:[^{}]|\{[^{}]*\})*\})*\s*)+"
)
"""What stands around its rows, and between them."""
_OPENS_LIST = re.compile(r"^[ \t]*,?[ \t]*[\[(]+[ \t]*[\"\']", re.MULTILINE)
"""What a row begins with that is a list of a programming language."""
_BESIDE_LIST = re.compile(r"(?<=\]),(?=[ \t]*\[)")
"""What stands between two lists."""


def _of_wiki(lines: list[str]) -> list[str]:
    """The lines of a text with tables of MediaWiki, each of their rows as one line with a pipe before each cell and one behind the last."""
    made: list[str] = []
    inside = begun = False
    for line in lines:
        plain = line.lstrip()
        if plain.startswith("{|") or (inside and plain.startswith(("|-", "|+", "|}"))):
            inside = plain[1] != "}"
            blank = " " * len(line)
            if begun:
                made[-1] += f"\n|{blank[1:]}"
            else:
                made.append(blank)
            begun = False
            continue
        cells = inside and plain.startswith(("|", "!"))
        own = _WIKI_MARKS.sub(_wiki_mark, line.replace("!", "|", 1) if plain[0] == "!" else line) if cells else line
        if begun and len(made[-1]) < _LONGEST_JOINED:
            made[-1] += f"\n{own}"
        else:
            made.append(own)
            begun = cells
    return made


def _wiki_mark(mark: re.Match[str]) -> str:
    return " |" if mark[0] in ("||", "!!") else " " * len(mark[0])


def _of_latex(lines: list[str]) -> list[str]:
    """The lines of a text with tables of LaTeX, each of their rows as one line, its cells without the commands that let them reach over others."""
    made: list[str] = []
    at = asked = 0
    while at < len(lines):
        whole = lines[at]
        end = at + 1
        if "&" in whole:
            if at >= asked and not _LATEX_END.search(whole):
                found = _end_of_row(lines, at, _ends_latex)
                asked = found or at + _MOST_LINES
                if found and all(line.strip() or not before.strip() or before.rstrip().endswith("&") for before, line in pairwise(lines[at:found])):
                    end = found
                    whole = "\n".join(lines[at:end])
        elif "\\" in whole and _LATEX_RULES.fullmatch(whole):
            whole = " " * len(whole)
        made.append(_LATEX_SPAN.sub(lambda span: f"{' ' * len(span[1])}{span[2]} ", whole) if "\\multi" in whole else whole)
        at = end
    return made


def _of_lists(lines: list[str]) -> list[str]:
    """The lines of a text, each list of a programming language on one line, though it goes on below, or others stand beside it."""
    lines = [part for line in lines for part in (_BESIDE_LIST.sub("\n", line).split("\n") if "[" in line and "\n" not in line else (line,))]
    made: list[str] = []
    at = asked = 0
    while at < len(lines):
        end = at + 1
        opened = _OPENS_LIST.match(lines[at]) if at >= asked else None
        over = None if opened is None else _over if "[" in opened[0] else _over_in_sql
        if over is not None and over(lines[at]) < 0:
            found = _end_of_row(lines, at, over)
            asked = found or at + _MOST_LINES
            end = found or end
        made.append("\n".join(lines[at:end]))
        at = end
    return made


def _ends_latex(line: str) -> int:
    """Whether a row of LaTeX ends with a line: above zero."""
    return _LATEX_END.search(line) is not None


def _over(line: str) -> int:
    """Whether the last bracket of a line closes a list, or opens one: above zero, or below. The list of all rows may be closed with it, or not."""
    return line.rfind("]") - line.rfind("[")


def _over_in_sql(line: str) -> int:
    """The same for the brackets of SQL, within which labels have some of their own."""
    return line.count(")") - line.count("(")


def _end_of_row(lines: Sequence[str], first: int, ends: Callable[[str], int]) -> int:
    """The number of the line behind the one with which a row ends, as ``ends`` says above zero, that goes on below its first one; 0 if it would be too long."""
    length = len(lines[first])
    for at in range(first + 1, min(first + _MOST_LINES, len(lines))):
        length += len(lines[at])
        if length > _LONGEST_JOINED:
            break
        if ends(lines[at]) > 0:
            return at + 1
    return 0
