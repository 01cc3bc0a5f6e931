"""The names of WordprocessingML, transitional and strict -> plain words."""

from __future__ import annotations

from xml.etree.ElementTree import Element

_NAMESPACES = {
    "w": ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    "m": ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"),
    "mc": ("http://schemas.openxmlformats.org/markup-compatibility/2006",),
}
_PLAIN: dict[str, str] = {}
"""Names as ElementTree writes them -> ``w:p`` and the like; filled as they come."""
_MOST_NAMES = 10_000
_ATTRIBUTES: dict[str, tuple[str, ...]] = {}
_OFF = frozenset({"0", "false", "off", "no"})


def name_of(element: Element) -> str:
    """``w:p``, ``m:t``, ``mc:Choice``; the local name alone for an element of any other namespace."""
    plain = _PLAIN.get(element.tag)
    if plain is None:
        namespace, _, local = element.tag.rpartition("}")
        prefixes = [prefix for prefix, spaces in _NAMESPACES.items() if namespace[1:] in spaces]
        plain = f"{prefixes[0]}:{local}" if prefixes else local
        if len(_PLAIN) < _MOST_NAMES:
            _PLAIN[element.tag] = plain
    return plain


def attribute(element: Element, name: str = "val") -> str | None:
    """The attribute ``w:name`` of an element."""
    if name not in _ATTRIBUTES:
        _ATTRIBUTES[name] = tuple(f"{{{space}}}{name}" for space in _NAMESPACES["w"])
    for full in _ATTRIBUTES[name]:
        value = element.get(full)
        if value is not None:
            return value
    return None


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name."""
    if element is not None:
        for one in element:
            if name_of(one) == name:
                return one
    return None


def setting(element: Element | None, name: str) -> str | None:
    """The ``w:val`` of the first child of a name."""
    found = child(element, name)
    return None if found is None else attribute(found)


def is_on(element: Element | None, name: str) -> bool | None:
    """Whether a child of a name switches something on; None if there is none."""
    found = child(element, name)
    if found is None:
        return None
    return (attribute(found) or "").lower() not in _OFF


def whole(text: str | None, low: int = -(2**31), high: int = 2**31) -> int | None:
    """A whole number within bounds, or None."""
    if text is None or not text.strip().removeprefix("-").isdecimal() or len(text) > 20:
        return None
    number = int(text)
    return number if low <= number <= high else None


def chosen(alternatives: Element) -> Element | None:
    """The branch of ``mc:AlternateContent`` that Word prints: the first whose namespaces are Word's own, else the fallback."""
    for one in alternatives:
        if name_of(one) == "mc:Fallback" or (name_of(one) == "mc:Choice" and set(one.get("Requires", "?").split()) <= _KNOWN):
            return one
    return None


_KNOWN = frozenset("wps wpg wpc wpi wp14 w14 w15 w16 w16se w16cid w16cex a14 m v".split())
"""The prefixes by which files call the namespaces of Word since 2010. ElementTree does not keep what a prefix stands for."""
