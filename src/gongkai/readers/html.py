"""HTML -> page."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from gongkai.errors import ReadError
from gongkai.page import Page, Paragraph, Table
from gongkai.readers.charset import decode
from gongkai.readers.flow import BLOCKS, CELLS, GROUPS, Flow, lowered
from gongkai.readers.limits import DEFAULT, Limits

Parser = Callable[[str, Flow], None]

_HEAD = 10_000
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([^"'>]{1,40})["'] | <meta\s[^>]{0,400}?\bcharset\s*=\s*["']?\s*([^\s"'/>;]{1,40})""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKED_UP = re.compile(r"<(?:html|body|div|p|br|ul|ol|h[1-6]|center|section|article)[\s/>]", re.IGNORECASE)
_MOST_TAGS = 20_000
"""The time that lexbor takes can grow with the square of the tags that are open. No report has so many; an attack may."""
_FRAMES_IN_FRAMES = 3
_LONG = 20_000
"""A document of more characters says the same in most of its tags: Word repeats a font for every character."""
_MARKS = {
    b"<": re.compile(rb"<(?:su[pb]|s|strike|rt|del)[\s>/]"),
    b"vertical-align": re.compile(rb"vertical-align\s*:\s*(?:su|te|to|-?[\d.])"),
    b"text-raise": re.compile(b"text-raise"),
    b"notereference": re.compile(b"notereference"),
    b"line-through": re.compile(b"line-through"),
}
"""What a document has in which a number is raised or struck out, by what is looked for first, because few documents have that."""
_DIGIT = "[0-9０-９]"
_WHITE = r"\s++|&(?:nbsp|ensp|emsp|thinsp|zwn?j|#160|#xa0|#8203);?|[\u200b-\u200f\ufeff]"
_NO_LINE = rf"(?!/?(?:{'|'.join(sorted(BLOCKS | CELLS | GROUPS | {'tr', 'table', 'caption', 'br'}))})[\s/>])"
"""Behind a tag's <: it begins and ends no line."""
_RISES = r"vertical-align\s*:\s*(?:su[pb]|te|to|-?[0.]*[1-9])|text-raise|notereference"
_STRIKES = r"<(?:(?:del|s|strike)(?=[\s>/])|[a-z][^<>]*?line-through)"
_ABOVE = rf"<(?:(?:su[pb]|rt)(?=[\s>/])|{_NO_LINE}[a-z](?=[^<>]*?(?:{_RISES})))"
_WITHIN, _STRUCK_WITHIN = (
    rf"(?:{_WHITE}|<!--(?=<)|(?!{begins}){passed}[^<>]*+>)*+"
    for begins, passed in ((_ABOVE, f"<{_NO_LINE}"), (_STRIKES, r"<(?!/?(?:t[dhr]|table)[\s/>])"))
)
"""What may stand between two characters of one line that are printed side by side, and between what strikes out and what is struck out in one cell."""
_MARK = rf"[^<>0-9０-９]*+{_DIGIT}[^<>]*+"
_RAISED = re.compile(rf"({_DIGIT};?{_WITHIN}{_ABOVE}[^<>]*+>{_WITHIN})({_MARK})(?=<)", re.IGNORECASE)
_RAISED_BEFORE = re.compile(rf"({_ABOVE}[^<>]*+>{_WITHIN})({_MARK})(?={_WITHIN}{_DIGIT})", re.IGNORECASE)
_STRUCK = re.compile(rf"({_STRIKES}[^<>]*+>{_STRUCK_WITHIN})({_MARK})(?=<)", re.IGNORECASE)
_FIELD = re.compile(
    r"""(<t[dh]\b[^<>]{0,200}>(?:\s|</?(?:p|div|span|font|b)\b[^<>]{0,200}>){0,6})
    (?:<input\b(?![^<>]{0,400}\btype\s*=(?!\s*["']?(?:text|number|tel)\b))[^<>]{0,400}?\bvalue\s*=\s*(?:"([^"<>]{0,40})"|'([^'<>]{0,40})'|([^\s"'<>]{1,40}))[^<>]{0,400}>
    |<textarea\b[^<>]{0,200}>([^<>]{0,40})</textarea\s*>)""",
    re.IGNORECASE | re.VERBOSE,
)


def read(data: bytes, limits: Limits = DEFAULT) -> Page:
    """The page of an HTML file: its paragraphs and tables, as a browser shows them. Documents within it follow it, each on its own.

    Parsed by selectolax where that is installed (the extra ``html``), and without it otherwise; the page is the same.
    """
    return read_with(None, data, limits)


def read_with(engine: str | None, data: bytes, limits: Limits = DEFAULT) -> Page:
    """``read`` with one of the parsers: "lexbor" or "markup"; the fastest that there is for None."""
    text, found = decode(data, declared(data))
    blocks: list[Paragraph | Table] = []
    documents = [text.replace("\x00", "") if b"\x00" in data else text]
    framed: str | None = None
    level = cells = 0
    while documents and level <= _FRAMES_IN_FRAMES:
        inner: list[str] = []
        for source in documents:
            small = lowered(source if len(source) < _LONG else _once(source))
            document = _set_apart(source, small)
            flow = Flow(limits, small, loose=_MARKED_UP.search(document) is None)
            flow.cells = cells
            _parser(engine, document)(document, flow)
            blocks.extend(flow.blocks())
            inner.extend(flow.frames)
            cells = flow.cells
            framed = framed or flow.framed
        documents = inner
        level += 1
    if not blocks and framed is not None:
        raise ReadError("GK431", found=framed)
    return Page(tuple(blocks), found)


def _once(text: str) -> str:
    """A document, of which what stands up to each > is there but once: a tag that has something in it has it here, too."""
    return ">".join([*dict.fromkeys(text.split(">")), ""])


def _set_apart(text: str, small: bytes) -> str:
    """A document in which numbers are what they look like: 5 and a raised 1 are not 51.

    There are brackets around the marks of notes beside and over numbers, and around numbers that are struck out; what stands in a field of a
    form, in a cell, is that cell's text.
    """
    if b"<input" in small or b"<textarea" in small:
        text = _FIELD.sub(r"\1\2\3\4\5", text)
    if not any(first in small and mark.search(small) for first, mark in _MARKS.items()):
        return text
    return _STRUCK.sub(r"\1[\2]", _RAISED_BEFORE.sub(r"\1[\2]", _RAISED.sub(r"\1[\2]", text)))


def declared(data: bytes) -> str | None:
    """The name of the character set that a document gives itself."""
    match = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD]))
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _parser(engine: str | None, text: str) -> Parser:
    if engine is None:
        engine = "lexbor" if text.count("<") <= _MOST_TAGS and find_spec("selectolax") is not None else "markup"
    parser: Parser = import_module(f"gongkai.readers.{engine}").parse
    return parser
