"""HTML -> a Flow, by selectolax (the extra ``html``)."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.readers.flow import Flow


def parse(text: str, flow: Flow) -> None:
    """Tell a flow the elements of a document. Its quirks mode is switched off: it changes nothing but whether a table ends a paragraph."""
    root = LexborHTMLParser(f"<!DOCTYPE html>{text}", scripting=True).root
    node: LexborNode | None = root.first_child if root is not None else None
    above: list[LexborNode] = []
    while node is not None or above:
        if node is None:
            node = above.pop()
            flow.end(node.tag or "")
            node = node.next
            continue
        tag = node.tag or ""
        if tag == "-text":
            flow.text(node.text_content or "")
        elif tag[:1] != "-" and flow.start(tag, node.attributes):
            above.append(node)
            node = node.first_child
            continue
        node = node.next
