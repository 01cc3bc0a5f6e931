"""HTML -> a Flow, by selectolax (the extra ``html``)."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.readers.flow import ASKED, MEANT, Attributes, Flow

_NONE: Attributes = {}


def parse(text: str, flow: Flow) -> None:
    """Tell a flow the elements of a document. Its quirks mode is switched off: it changes nothing but whether a table ends a paragraph."""
    root = LexborHTMLParser(f"<!DOCTYPE html>{text}", scripting=True).root
    node: LexborNode | None = root.first_child if root is not None else None
    above: list[tuple[LexborNode, str]] = []
    hiding = flow.hiding
    start, end, said = flow.start, flow.end, flow.text
    while True:
        if node is None:
            if not above:
                return
            node, tag = above.pop()
            if tag in MEANT:
                end(tag)
            node = node.next
            continue
        tag = node.tag or ""
        if tag == "-text":
            said(node.text_content or "")
        elif (
            start(tag, node.attributes if hiding or tag in ASKED else _NONE)
            if hiding or tag in MEANT
            else tag[:1] != "-"  # a comment, a document type
        ):
            above.append((node, tag))
            node = node.first_child
            continue
        node = node.next
