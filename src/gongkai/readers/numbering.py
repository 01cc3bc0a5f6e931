"""numbering.xml and the paragraphs in their order -> the numbers that Word prints before them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from attrs import Factory, frozen, mutable

from gongkai.readers.numerals import numeral
from gongkai.readers.styles import Styles
from gongkai.readers.wordml import attribute, child, chosen, is_on, name_of, setting, whole

LEVELS = 9
_MOST_TEXT = 64
"""Of a level's pattern. Word takes 31 characters; a long one, printed before every paragraph, would be a bomb."""
_HOLE = re.compile("%([1-9])")
_BULLET = "•"


@frozen
class Level:
    """How the paragraphs of a level are numbered."""

    start: int = 0
    style: str = "decimal"
    text: str = ""
    """What is printed, with %1 to %9 for the numbers of the levels."""
    restart: int | None = None
    """The number, from 1, of the level at which this one begins anew; 0 for never, None for any above."""
    legal: bool = False
    """Whether all numbers in it are printed in digits."""
    gap: str = " "
    """What stands between it and the text."""
    linked: str | None = None
    """The paragraph style of the level."""


@mutable
class _List:
    """An abstract list: its levels, and how far each of them has come."""

    levels: dict[int, Level]
    link: str | None
    """The style under which the levels are found, where it has none of its own."""
    counts: list[int | None] = Factory(lambda: [None] * LEVELS)


@frozen
class _Instance:
    """What paragraphs name: an abstract list, and what differs from it."""

    abstract: str | None
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering:
    """The lists of a document. Ask for each numbered paragraph once, in the order of the document: asking counts it.

    Several instances of one abstract list count on from each other, but for a level that an instance says begins anew: it does so at the
    first paragraph of that instance. That is what Word does.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.instances: dict[int, _Instance] = {}
        self.begun: set[tuple[int, int]] = set()
        for element in root if root is not None else ():
            if name_of(element) == "w:abstractNum":
                self.lists[attribute(element, "w:abstractNumId") or ""] = _List(_levels(element), setting(element, "w:numStyleLink"))
            elif name_of(element) == "w:num":
                number = whole(attribute(element, "w:numId"), 1)
                if number is not None:
                    self.instances[number] = _instance(element)

    def before(self, properties: Element | None, style: str | None) -> str:
        """What is printed before a paragraph, with what sets it apart from the text; nothing where it has no number."""
        if not self.instances:
            return ""
        instance, level = self.place(child(properties, "w:numPr"), style)
        used = self.instances.get(instance)
        found = None if used is None else self.resolved(used)
        if used is None or found is None:
            return ""
        levels = found.levels | used.levels
        if level not in levels:
            return ""
        self.count(found, levels, instance, level, used.starts.get(level))
        return _printed(levels, found.counts, level)

    def place(self, own: Element | None, style: str | None) -> tuple[int, int]:
        """The instance and the level of a paragraph; instance 0 is none."""
        number, level = whole(setting(own, "w:numId"), 0), whole(setting(own, "w:ilvl"), 0, LEVELS - 1)
        line = tuple(self.styles.line(style))
        by_style = number is None
        if number is None:
            number = next((one.list for one in line if one.list is not None), 0)
        for one in line if number and level is None else ():
            level = self.linked(number, one.name)
            if level is None and by_style:
                level = one.level
            if level is not None:
                break
        return number, level or 0

    def linked(self, number: int, style: str) -> int | None:
        """The level of a list that is the level of a style."""
        used = self.instances.get(number)
        found = None if used is None else self.resolved(used)
        if used is None or found is None:
            return None
        return next((at for at, level in (found.levels | used.levels).items() if level.linked == style), None)

    def resolved(self, instance: _Instance) -> _List | None:
        """The abstract list of an instance; where that only names a style, the one of the style."""
        seen: set[str] = set()
        name = instance.abstract
        while name is not None and name in self.lists and name not in seen:
            found = self.lists[name]
            if found.link is None:
                return found
            seen.add(name)
            number = next((style.list for style in self.styles.line(found.link) if style.list is not None), 0)
            name = self.instances[number].abstract if number in self.instances else None
        return None

    def count(self, found: _List, levels: dict[int, Level], instance: int, level: int, anew: int | None) -> None:
        """One more paragraph of a level."""
        counts = found.counts
        current = counts[level]
        if current is None or (anew is not None and (instance, level) not in self.begun):
            counts[level] = levels[level].start if anew is None else anew
        else:
            counts[level] = current + 1
        self.begun.add((instance, level))
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or restart > below or level < restart:
                counts[below] = None


def _printed(levels: dict[int, Level], counts: list[int | None], level: int) -> str:
    one = levels[level]
    if one.style == "bullet":
        # A single character is one of a symbol font, and means something else in any other; a dash would turn the number behind it into another.
        sign = one.text if len(one.text) > 1 else _BULLET * len(one.text)
        return sign + one.gap if sign else ""

    def number(hole: re.Match[str]) -> str:
        at = int(hole[1]) - 1
        if at not in levels or at > level:
            return ""
        count = counts[at]
        # 1.1 before any 1: the level above is printed as if it had begun, and begins when it comes.
        return numeral(levels[at].start if count is None else count, "decimal" if one.legal else levels[at].style)

    text = _HOLE.sub(number, one.text)
    return text + one.gap if text else ""


def _instance(element: Element) -> _Instance:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element:
        at = whole(attribute(override, "w:ilvl"), 0, LEVELS - 1)
        if name_of(override) == "w:lvlOverride" and at is not None:
            start, own = whole(setting(override, "w:startOverride")), child(override, "w:lvl")
            if own is not None:
                levels[at] = _level(own)
            if start is not None:
                starts[at] = start
    return _Instance(setting(element, "w:abstractNumId"), starts, levels)


def _levels(element: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for one in element:
        at = whole(attribute(one, "w:ilvl"), 0, LEVELS - 1) if name_of(one) == "w:lvl" else None
        if at is not None:
            levels[at] = _level(one)
    return levels


def _level(element: Element) -> Level:
    gap = {"nothing": ""}.get(setting(element, "w:suff") or "tab", " ")
    return Level(
        start=whole(setting(element, "w:start")) or 0,
        style=_style(element),
        text=(setting(element, "w:lvlText") or "")[:_MOST_TEXT],
        restart=whole(setting(element, "w:lvlRestart"), 0),
        legal=is_on(element, "w:isLgl") is True,
        gap=gap,
        linked=setting(element, "w:pStyle"),
    )


def _style(element: Element) -> str:
    """The number format; one that is newer than the first edition of the standard stands beside one that is not."""
    own = child(element, "w:numFmt")
    if own is None:
        alternatives = child(element, "mc:AlternateContent")
        own = child(chosen(alternatives), "w:numFmt") if alternatives is not None else None
    if own is None:
        return "decimal"
    style = attribute(own) or "decimal"
    return (attribute(own, "w:format") or style) if style == "custom" else style
