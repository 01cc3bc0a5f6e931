"""styles.xml -> what a style says of a paragraph's number, and of what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attrs import frozen

from gongkai.readers.wordml import attribute, child, is_on, name_of, setting, whole


@frozen
class Style:
    """What one style says itself."""

    name: str
    """Its styleId."""
    parent: str | None
    list: int | None
    """The numId of its numbering; 0 says that there is none."""
    level: int | None
    hidden: bool | None
    """Whether text in it is printed."""


class Styles:
    """The styles of a document; what one does not say, the one that it is based on may."""

    def __init__(self, root: Element | None = None) -> None:
        self.styles: dict[str, Style] = {}
        self.default: str | None = None
        """The style of paragraphs that name none."""
        self._hidden: dict[str, bool | None] = {}
        for element in root if root is not None else ():
            name = attribute(element, "w:styleId")
            if name_of(element) != "w:style" or name is None:
                continue
            numbering = child(child(element, "w:pPr"), "w:numPr")
            self.styles[name] = Style(
                name,
                setting(element, "w:basedOn"),
                whole(setting(numbering, "w:numId"), 0),
                whole(setting(numbering, "w:ilvl"), 0, 8),
                is_on(child(element, "w:rPr"), "w:vanish"),
            )
            if attribute(element, "w:type") == "paragraph" and attribute(element, "w:default") in ("1", "true", "on"):
                self.default = name

    def line(self, name: str | None) -> Iterator[Style]:
        """A style, the one that it is based on, and so on; one that is based on itself comes once."""
        seen: set[str] = set()
        while name is not None and name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = self.styles[name].parent

    def hidden(self, name: str) -> bool | None:
        """Whether a style hides its text."""
        if name not in self._hidden:
            self._hidden[name] = next((style.hidden for style in self.line(name) if style.hidden is not None), None)
        return self._hidden[name]
