"""HTML -> a Flow, by selectolax (the extra ``html``).

The parser repairs a page as browsers do, and writes it out again, sound. To go through that text is four times as fast as to ask each node of the
tree for its name, its text and the next one. Most rows of its tables have been on pages before, and are known by their markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.readers.flow import ASKED, CELLS, MEANT, SKIPPED, Attributes, Flow, hides, is_invisible, made
from gongkai.readers.grid import Given, Row

_MEANT = "|".join(["t[dhr]", "p", "div", "br", *sorted(MEANT)])
_REST = re.compile(rf"</?(?:span|font|b|o:p)(?: [^>]*)?>|<!--.*?-->|<\?[^>]*>|<(?!/?(?:{_MEANT})[ >])[^>]*>", re.DOTALL)
"""What means nothing: comments, processing instructions, and the tags of elements that stand within a line, the most frequent first. The parser
writes an attribute's > as an entity."""
_ASIDE = re.compile(r"<(?:!--.*?--|\?[^>]*)>", re.DOTALL)
"""A comment or a processing instruction."""
_CELL = r"<t[dh]((?: [^>]*)?)>(?:[ \n\t]*(<p(?: [^>]*)?>|<div>))?([^<]*(?:<br>[^<]*)*)(?:</(?:p|div)>[ \n\t]*)?</t[dh]>"
"""A cell with nothing but text in it, or in its only paragraph."""
_CELLS = re.compile(_CELL)
_TAG = re.compile(rf"{_CELL}|<(/?)([^ >]+)((?: [^>]*)?)>")
"""Such a cell; or the beginning or end of an element."""
_ATTRIBUTE = re.compile(r' ([^ >][^ >=]*)="([^"]*)"')
_RAW = frozenset({"xmp", "plaintext", "iframe"})
"""Elements whose text is written as it is, so that what is a tag in it could not be told from one."""
_TOLD = SKIPPED - {"head"}
"""What prints nothing, and is on the page only if it is in its source."""
_FIRST, _SECOND = ("".join(sorted({name[at] for name in _TOLD | _RAW})) for at in (0, 1))
_NAMES = re.compile(rf"<(?=[{_FIRST}][{_SECOND}])({'|'.join(sorted(_TOLD | _RAW))})".encode())
"""These names in a source. Most others are told from them by two letters, in a quarter of the time."""
_HIDING = "[hidden], [style]"
_NONE: Attributes = {}
_SHORT, _MOST_KNOWN = 100, 4096
"""How long a cell and its attributes are at most that are remembered, and how many are: cells say the same on most pages, but for their numbers."""
_LONGEST_ROW, _MOST_ROWS = 6000, 1024
"""The same of rows and all of their markup. Word writes hundreds of characters for each cell."""


def parse(text: str, flow: Flow) -> None:
    """Tell a flow the elements of a document. Its quirks mode is switched off: it changes nothing but whether a table ends a paragraph."""
    document = _shown(text, flow)
    parts = [part for piece in _html(document).split("</tr>") for part in _parts(piece)]
    if all(row is not None or _is_whole(part) for part, row in parts):
        for part, row in parts:
            if row is None or not flow.row(row):
                _tell(part, flow)
        return
    for node in document.css("*"):
        for name in [name for name in node.attributes if "<" in name]:
            del node.attrs[name]
    _tell(_html(document), flow)


def _parts(piece: str) -> Iterator[tuple[str, Row | None]]:
    """What stands between the ends of two rows: perhaps something, and then a row, which is known if it has nothing but lines in its cells."""
    begin = piece.rfind("<tr")
    if begin < 0:
        yield piece, None
        return
    if begin > 0 and not (before := piece[:begin]).isspace():  # behind a row, white space is none of any cell
        yield before, None
    source = piece[begin:]
    yield source, (_known_row if len(source) <= _LONGEST_ROW else _row)(source)


def _is_whole(part: str) -> bool:
    """Whether no tag and no comment is cut by the ends of a part: a comment may have rows in it, and the name of an attribute the sign <."""
    if "<" in part[part.rfind(">") + 1 :] or "<!--" in part[part.rfind("-->") + 1 :]:
        return False  # and no search for the end of one goes to the end of the part
    rest = _ASIDE.sub("", part)
    return rest.count("<") == rest.count(">") and "<!--" not in rest


def _tell(html: str, flow: Flow) -> None:
    """Tell a flow the elements of a part of a document that is written as the parser writes it."""
    start, end, said, put = flow.start, flow.end, flow.text, flow.put
    pieces = _TAG.split(_REST.sub("", html))
    if pieces[0]:
        said(_plain(pieces[0]))
    each = iter(pieces[1:])
    for given, paragraph, inside, slash, tag, attributes, behind in zip(each, each, each, each, each, each, each, strict=True):
        if tag is None:
            if not flow.grids or flow.linked or flow.kept:
                flow.cell(_attributes(given) if "span=" in given else _NONE, _lines(inside), paragraphs=paragraph is not None)
            else:
                put(_given(given, inside), paragraph is not None)
        elif slash:
            end(tag)
        else:
            start(tag, _attributes(attributes) if attributes and tag in ASKED else _NONE)
            if tag == "hr":  # it has no end
                end(tag)
        if behind:
            said(_plain(behind) if "&" in behind else behind)


def _row(source: str) -> Row | None:
    """A row up to its end, in no link and no element that keeps white space; None where a cell has anything but lines in it."""
    tag, _, inside = source.partition(">")
    if tag.split(" ")[0] != "<tr" or not _is_whole(source):
        return None
    pieces = _CELLS.split(_REST.sub("", inside))
    if "".join(pieces[::4]).strip(" \t\n\f\r"):
        return None
    cells = [_given(given, inside) for given, inside in zip(pieces[1::4], pieces[3::4], strict=True)]
    return Row(cells, 2 if any(pieces[2::4]) else 1)


_known_row = lru_cache(_MOST_ROWS)(_row)


def _given(attributes: str, inside: str) -> Given:
    """A cell in no link and no element that keeps white space, with nothing but lines in it."""
    spans = attributes if "span=" in attributes else ""
    return (_known if len(spans) + len(inside) <= _SHORT else _cell)(spans, inside)


def _cell(spans: str, inside: str) -> Given:
    return made(_attributes(spans), _lines(inside))


_known = lru_cache(_MOST_KNOWN)(_cell)


def _shown(text: str, flow: Flow) -> LexborHTMLParser:
    """A document without what is not shown.

    What is within something else is taken out before that is: the parser frees what it takes out.
    """
    document = LexborHTMLParser(f"<!DOCTYPE html>{text}", scripting=True)
    if document.head is not None:
        document.head.decompose()
    names = {name.decode() for name in _NAMES.findall(flow.source)}
    for node in reversed(_selected(document, _TOLD & names)):
        node.decompose()
    if flow.hiding:
        for node in reversed(document.css(_HIDING)):
            if node.tag == "html":
                continue
            if hides(node.attributes):
                node.decompose()
            elif is_invisible(node.attributes) and node.tag not in CELLS:
                node.replace_with(" ")
            elif is_invisible(node.attributes):
                node.inner_html = ""
    for node in reversed(_selected(document, _RAW & names)):
        inner = node.text(deep=True)
        while node.first_child is not None:
            node.first_child.decompose()
        if node.tag != "iframe":
            kept = document.create_node("pre")
            kept.insert_child(inner)
            node.replace_with(kept)
    return document


def _selected(document: LexborHTMLParser, names: frozenset[str]) -> list[LexborNode]:
    """The elements of these names: to ask for some takes as long as to read half of the document."""
    return document.css(", ".join(sorted(names))) if names else []


def _html(document: LexborHTMLParser) -> str:
    return (document.root.html if document.root is not None else None) or ""


def _lines(inside: str) -> list[str]:
    return [_plain(line) if "&" in line else line for line in inside.split("<br>")]


def _attributes(given: str) -> Attributes:
    return {name: _plain(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(given)}


def _plain(text: str) -> str:
    """Text as it is meant: the parser writes these five in another way, and nothing else."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&nbsp;", "\xa0").replace("&amp;", "&")
