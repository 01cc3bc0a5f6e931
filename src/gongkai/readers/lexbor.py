"""HTML -> a Flow, by selectolax (the extra ``html``).

The parser repairs a page as browsers do, and writes it out again, sound. To go through that text is four times as fast as to ask each node of the
tree for its name, its text and the next one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from gongkai.readers.flow import ASKED, CELLS, MEANT, SKIPPED, Attributes, Flow, hides, is_invisible, made
from gongkai.readers.grid import Given

_MEANT = "|".join(["t[dhr]", "p", "div", "br", *sorted(MEANT)])
_REST = re.compile(rf"</?(?:span|font|b|o:p)(?: [^>]*)?>|<!--.*?-->|<\?[^>]*>|<(?!/?(?:{_MEANT})[ >])[^>]*>", re.DOTALL)
"""What means nothing: comments, processing instructions, and the tags of elements that stand within a line, the most frequent first. The parser
writes an attribute's > as an entity."""
_TAG = re.compile(
    r"<t[dh]((?: [^>]*)?)>(?:[ \n\t]*(<p(?: [^>]*)?>|<div>))?([^<]*(?:<br>[^<]*)*)(?:</(?:p|div)>[ \n\t]*)?</t[dh]>|<(/?)([^ >]+)((?: [^>]*)?)>"
)
"""A cell with nothing but text in it, or in its only paragraph; or the beginning or end of an element."""
_ODD = re.compile(r"<[^>]*<")
"""A tag in a tag: an attribute may have the sign in its name. In a comment it is found in vain."""
_ATTRIBUTE = re.compile(r' ([^ >][^ >=]*)="([^"]*)"')
_RAW = "xmp, plaintext, iframe"
"""Elements whose text is written as it is, so that what is a tag in it could not be told from one."""
_HIDING = "[hidden], [style]"
_NOTHING = ", ".join(sorted(SKIPPED))
_NONE: Attributes = {}
_SHORT, _MOST_KNOWN = 100, 4096
"""How long a cell and its attributes are at most that are remembered, and how many are: cells say the same on most pages, but for their numbers."""


def parse(text: str, flow: Flow) -> None:
    """Tell a flow the elements of a document. Its quirks mode is switched off: it changes nothing but whether a table ends a paragraph."""
    pieces = _TAG.split(_REST.sub("", _written(text, flow.hiding)))
    start, end, said, put = flow.start, flow.end, flow.text, flow.put
    if pieces[0]:
        said(_plain(pieces[0]))
    each = iter(pieces[1:])
    for given, paragraph, inside, slash, tag, attributes, behind in zip(each, each, each, each, each, each, each, strict=True):
        if tag is None:
            spans = given if "span=" in given else ""
            if not flow.grids or flow.linked or flow.kept:
                flow.cell(_attributes(spans), _lines(inside), paragraphs=paragraph is not None)
            else:
                put((_known if len(spans) + len(inside) <= _SHORT else _cell)(spans, inside), paragraph is not None)
        elif slash:
            end(tag)
        else:
            start(tag, _attributes(attributes) if attributes and tag in ASKED else _NONE)
            if tag == "hr":  # it has no end
                end(tag)
        if behind:
            said(_plain(behind) if "&" in behind else behind)


def _cell(spans: str, inside: str) -> Given:
    """A cell in no link and no element that keeps white space, with nothing but lines in it."""
    return made(_attributes(spans), _lines(inside))


_known = lru_cache(_MOST_KNOWN)(_cell)


def _written(text: str, hiding: bool) -> str:
    """A document as the parser writes it, without what is not shown.

    What is within something else is taken out before that is: the parser frees what it takes out.
    """
    document = LexborHTMLParser(f"<!DOCTYPE html>{text}", scripting=True)
    for node in reversed(document.css(_NOTHING)):
        node.decompose()
    if hiding:
        for node in reversed(document.css(_HIDING)):
            if node.tag == "html":
                continue
            if hides(node.attributes):
                node.decompose()
            elif is_invisible(node.attributes) and node.tag not in CELLS:
                node.replace_with(" ")
            elif is_invisible(node.attributes):
                node.inner_html = ""
    for node in reversed(document.css(_RAW)):
        inner = node.text(deep=True)
        while node.first_child is not None:
            node.first_child.decompose()
        if node.tag != "iframe":
            kept = document.create_node("pre")
            kept.insert_child(inner)
            node.replace_with(kept)
    html = _html(document)
    if _ODD.search(html):
        for node in document.css("*"):
            for name in [name for name in node.attributes if "<" in name]:
                del node.attrs[name]
        html = _html(document)
    return html


def _html(document: LexborHTMLParser) -> str:
    return (document.root.html if document.root is not None else None) or ""


def _lines(inside: str) -> list[str]:
    return [_plain(line) if "&" in line else line for line in inside.split("<br>")]


def _attributes(given: str) -> Attributes:
    return {name: _plain(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(given)}


def _plain(text: str) -> str:
    """Text as it is meant: the parser writes these five in another way, and nothing else."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&nbsp;", "\xa0").replace("&amp;", "&")
