"""The names of WordprocessingML, transitional and strict -> plain words."""

from __future__ import annotations

from xml.etree.ElementTree import Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PREFIXES = {
    W: "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/math": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""The namespaces of strict files, and those of transitional ones, which have the same names."""
PLAIN: dict[str, str] = {}
"""Names as ElementTree writes them -> ``w:p`` and the like; filled as they come."""
_MOST_NAMES = 10_000
_FULL: dict[str, str] = {}
"""The other way round, for those that are asked for."""
_OFF = frozenset({"0", "false", "off", "no"})


def name_of(element: Element) -> str:
    """``w:p``, ``m:t``, ``mc:Choice``; the local name alone for an element of any other namespace."""
    plain = PLAIN.get(element.tag)
    if plain is None:
        namespace, _, local = element.tag.rpartition("}")
        prefix = _PREFIXES.get(namespace[1:])
        plain = f"{prefix}:{local}" if prefix is not None else local
        if len(PLAIN) < _MOST_NAMES:
            PLAIN[element.tag] = plain
    return plain


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    full = _FULL[name] = next(f"{{{space}}}{local}" for space, one in _PREFIXES.items() if one == prefix)
    return full


def attribute(element: Element, name: str = "w:val") -> str | None:
    """An attribute of an element."""
    return element.get(_FULL.get(name) or _full(name))


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name."""
    return None if element is None else element.find(_FULL.get(name) or _full(name))


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
