"""styles.xml -> what a style says of a paragraph's number, and of text that is not printed, or is no part of the text beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from attrs import frozen

from gongkai.readers.wordml import W, attribute, child, is_on, name_of, setting, whole


class Look(NamedTuple):
    """What is said of how text looks; None where nothing is."""

    hidden: bool | None = None
    raised: bool | None = None
    """Whether it stands over the line or under it, as the mark of a note does."""
    struck: bool | None = None

    def on(self, under: Look) -> Look:
        """The same, and where it says nothing, what the one under it says."""
        if under is PLAIN_LOOK or self is PLAIN_LOOK:
            return self if under is PLAIN_LOOK else under
        return Look(*(own if own is not None else other for own, other in zip(self, under, strict=True)))


PLAIN_LOOK = Look()
_SAYING = frozenset(f"{{{W}}}{name}" for name in ("vanish", "vertAlign", "position", "strike", "dstrike"))


def look_of(properties: Element) -> Look:
    """What the properties of a run say."""
    if _SAYING.isdisjoint([one.tag for one in properties]):
        return PLAIN_LOOK
    aligned, shifted, struck = setting(properties, "w:vertAlign"), setting(properties, "w:position"), is_on(properties, "w:strike")
    raised = None if aligned is None and shifted is None else aligned in ("superscript", "subscript") or shifted not in (None, "0")
    return Look(is_on(properties, "w:vanish"), raised, struck or is_on(properties, "w:dstrike") or struck)


@frozen
class Style:
    """What one style says itself."""

    name: str
    """Its styleId."""
    parent: str | None
    list: int | None
    """The numId of its numbering; 0 says that there is none."""
    level: int | None
    look: Look


class Styles:
    """The styles of a document; what one does not say, the one that it is based on may."""

    def __init__(self, root: Element | None = None) -> None:
        self.styles: dict[str, Style] = {}
        self.default: str | None = None
        """The style of paragraphs that name none."""
        self._looks: dict[str | None, Look] = {None: PLAIN_LOOK}
        for element in root if root is not None else ():
            name = attribute(element, "w:styleId")
            if name_of(element) != "w:style" or name is None:
                continue
            text = child(element, "w:rPr")
            numbering = child(child(element, "w:pPr"), "w:numPr")
            self.styles[name] = Style(
                name,
                setting(element, "w:basedOn"),
                whole(setting(numbering, "w:numId"), 0),
                whole(setting(numbering, "w:ilvl"), 0, 8),
                look_of(text) if text is not None else PLAIN_LOOK,
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

    def look(self, name: str | None) -> Look:
        """What a style and those that it is based on say of its text."""
        if name not in self._looks:
            look = PLAIN_LOOK
            for style in self.line(name):
                look = look.on(style.look)
            self._looks[name] = look
        return self._looks[name]
