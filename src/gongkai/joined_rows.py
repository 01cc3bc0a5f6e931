"""Rows of a table that go on below their first line -> one line each, as long as they were, with the ends of lines in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

MOST_LINES = 40
LONGEST = 600
"""No row of a table is longer, nor broken into more lines."""
_LONGEST_JOINED = 2_000
"""Nor one in which each cell has the attributes of a web page."""
_BEFORE = ("", "\n", "\t", ",", ";", "|")
"""What stands before a cell."""
_INDENT = 40
"""By so many spaces, at most, a cell is set apart from that."""
_WIKI_ROW = re.compile(r"\s*\|(?:-(?![-:|])|\})")
"""What stands between two rows of MediaWiki, or behind the last: |- and not |---|, a rule of Markdown."""
_WIKI_MARKS = re.compile(r"\|\||!!|''+|(?<=[|!])\s*(?:[\w-]+\s*=\s*(?:\"[^\"|]*\"|\w[\w%.-]*)(?:\s+|(?=\|)))+\|(?!\|)")
"""In a row of MediaWiki: what sets two cells of a line apart, what makes text bold, and the attributes of a cell."""
FENCE = re.compile(r"\s*\|={3,}\s*")
"""What a table of AsciiDoc begins and ends with."""
_SPEC = re.compile(r"(?<!\S)(?:(?:\d{1,2}(?:\.\d{1,2})?|\.\d{1,2})[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?(?=\|)")
"""How many places a cell takes up there, and how it is set."""
_STRETCHES = 3
"""Where a table has so many, empty lines set its rows apart."""
LATEX_END = r"\\\\\*{0,3}(?:\[[^][]{0,20}\])?(?:\s*\\[A-Za-z]+(?:\([a-z]+\)|\[[^][]{0,20}\]|\{[^{}]{0,60}\})*)*\s*(?:%.*)?"
_LATEX_END = re.compile(rf"(?:{LATEX_END}|\\tabularnewline\s*)$")
"""What a row of LaTeX ends with."""
_LATEX_SPAN = re.compile(r"(\\multi(?:column|row)(?:\{(?:[^{}]|\{[^{}]*\})*\}){2}\{)([^{}]*)\}")
_LATEX_RULES = re.compile(
    r"\s*(?:\\(?:begin|end|hline|cline|cmidrule|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|centering|noalign)"
    r"(?![a-z])(?:\([a-z]+\)|\[[^]]*\]|\{(?:[^{}]|\{[^{}]*\})*\})*\s*)+"
)
"""What stands around its rows, and between them."""
_OPENS_LIST = re.compile(r"^[ \t]*(?:,[ \t]*|-[ \t]+)?[\[(]+[ \t]*(?:[\"\']|(?:null|NULL|None|nan|NaN|\d{1,9})[ \t]*,)", re.MULTILINE)
"""What a row begins with that is a list of a programming language, or one of YAML."""
_BESIDE_LIST = re.compile(r"(?<=\]),(?=[ \t]*\[)")
"""What stands between two lists."""


def joined(text: str, lines: list[str]) -> list[str]:
    """The lines of a text, those of a row that has quoted cells, or is one of a wiki, of AsciiDoc, of LaTeX or of a programming language, as one."""
    if "{" in text and "{|" in text:  # one character is looked for ten times as fast as two, where pipes are many
        lines = _of_wiki(lines)
    if "=" in text and "|===" in text:
        lines = _of_asciidoc(lines)
    if "&" in text and "\\\\" in text:
        lines = _of_latex(lines)
    if ("'" in text or '"' in text) and ("[" in text or "(" in text) and _OPENS_LIST.search(text):
        lines = _of_lists(lines)
    return _quoted(lines) if _opens_cell(text) else lines


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


def _quoted(lines: list[str]) -> list[str]:
    """The lines, those of a quoted cell as one. A quotation mark that is not closed soon opens no cell."""
    made: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.count('"') % 2 and _opens_cell(line):
            whole, end = line, at
            while end < min(at + MOST_LINES, len(lines)) and len(whole) < LONGEST and whole.count('"') % 2:
                whole += "\n" + lines[end]
                end += 1
            if not whole.count('"') % 2:
                line, at = whole, end
        made.append(line)
    return made


def _of_wiki(lines: list[str]) -> list[str]:
    """The lines of a text with tables of MediaWiki, each of their rows as one line with a pipe before each cell and one behind the last."""
    made: list[str] = []
    inside = begun = False
    last = max((at for at, line in enumerate(lines) if _WIKI_ROW.match(line)), default=0)
    for at, line in enumerate(lines):
        plain = line.lstrip()
        if (plain.startswith("{|") and at < last) or (inside and plain.startswith(("|-", "|+", "|}"))):
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
        ended = bool(plain) and not cells and made[-1:] != [] and not made[-1].rpartition("\n")[2].strip()  # a text behind an empty line
        if begun and not ended and not _may_number_page(line, made[-1]) and len(made[-1]) < _LONGEST_JOINED:
            made[-1] += f"\n{own}"
        else:
            made.append(own)
            begun = cells
    return made


def _may_number_page(line: str, before: str) -> bool:
    """Whether a number alone on its line behind an empty cell may be a page's as well as that cell's."""
    return line.strip().isdecimal() and before.rstrip().endswith("|")


def _wiki_mark(mark: re.Match[str]) -> str:
    return " |" if mark[0] in ("||", "!!") else " " * len(mark[0])


def _of_asciidoc(lines: list[str]) -> list[str]:
    """The lines of a text with tables of AsciiDoc, each of their rows as one line with a pipe between two cells."""
    fences = [at for at, line in enumerate(lines) if FENCE.fullmatch(line)]
    made: list[str] = []
    done = 0
    for begin, end in pairwise(fences):
        if begin < done or "|" not in next((line for line in lines[begin + 1 : end] if line.strip()), ""):
            continue  # what ends one table begins none; nor does one whose end is lost
        made += [*lines[done:begin], " " * len(lines[begin]), *_asciidoc_rows(lines[begin + 1 : end]), " " * len(lines[end])]
        done = end + 1
    return made + lines[done:]


def _asciidoc_rows(lines: list[str]) -> list[str]:
    """The rows of one table, and the empty lines between them. A row has a line, or several that have no more cells than the longest, or one for each cell."""
    lines = [_SPEC.sub(lambda spec: " " * len(spec[0]), line) for line in lines]
    empty = [not line.strip() for line in lines]
    apart = sum(1 for before, now in pairwise([True, *empty]) if before and not now) >= _STRETCHES
    most = max([line.count("|") for line in lines], default=0)
    made: list[str] = []
    length = 0
    for at, line in enumerate(lines):
        begins = line.lstrip().startswith("|")
        goes_on = (
            at > 0
            and not empty[at]
            and not empty[at - 1]
            and not _may_number_page(line, lines[at - 1])
            and (not begins or (apart and (most == 1 or made[-1].count("|") + line.count("|") <= most)))
        )
        if goes_on and length + len(line) < _LONGEST_JOINED:
            made[-1] += f"\n{line}"
            length += len(line)
        else:
            made.append(line)
            length = len(line)
    return [_between(row) for row in made]


def _between(row: str) -> str:
    """A row with a pipe before each of its cells, as one with a pipe between two: of a last one that is empty, the space before its pipe is one."""
    inked = row.strip()
    if not inked.startswith("|"):
        return row
    row = row.replace("|", " ", 1)
    last = row.rfind("|")
    return f"{row[: last - 1]}|{row[last:]}" if last > 0 and not row[last + 1 :].strip() and row[last - 1].isspace() else row


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
                asked = found or at + MOST_LINES
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
            asked = found or at + MOST_LINES
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
    for at in range(first + 1, min(first + MOST_LINES, len(lines))):
        length += len(lines[at])
        if length > _LONGEST_JOINED:
            break
        if ends(lines[at]) > 0:
            return at + 1
    return 0
