"""The XML of a Word document -> the same with marks for its plain cells, and what those cells hold.

A plain cell has nothing but text in one paragraph. A report has hundreds of them, and their markup is alike but for the text: what a cell of some
markup holds is found out once, from its elements, by the care that any cell takes; the others of the same markup never become elements. Where
anything might make a cell mean something else than it says by itself, all cells are left where they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gongkai.readers.wordml import W, attribute, name_of, setting, whole

MARK = "w:gongkai.cells"
"""The element that stands for cells beside each other; its text is their number. Addresses of reports hold the first half of its name."""
_MARK, _NAME = MARK.encode(), MARK.partition(":")[2].encode()
_HEAD = re.compile(
    rb'<\?xml version="1\.0" encoding="(?:UTF|utf)-8"(?: standalone="(?:yes|no)")?\?>[\r\n]*<w:document((?:[ \r\n]+[\w:]+="[^"<>&]*")*)>'
)
_NAMED = re.compile(rb'([\w:]+)="([^"]*)"')
_W14 = b"http://schemas.microsoft.com/office/word/2010/wordml"
_OTHERWISE = re.compile(rb"xmlns(?!:[^w])")
"""What gives another meaning to names with no prefix, or with one such as ``w:``. Drawings give prefixes of their own theirs."""
_ELSEWHERE = (b"<!", b"<?", b"xmlns")
"""What makes a thing something else than it looks like."""
_ID, _DIGITS = b' w14:paraId="', 8
"""Word numbers each paragraph, so that no two cells would be alike."""
_BEGIN, _END, _TEXT_END = b"<w:tc>", b"</w:tc>", b"</w:t>"
_TEXT = re.compile("[^<>&\x00-\x1f\ufffe\uffff]*")
"""What stands for itself in XML."""
_LONGEST = 2_000
"""Of a cell's markup. Word writes some 700 bytes."""
_MOST_KNOWN = 1_000
_MOST_NEW = 200
"""Cells of new markup of which one file may ask what they hold: a hostile one could have a million."""
_ASKING = frozenset("w:cellDel w:hMerge w:del w:moveFrom w:vanish w:rStyle w:vertAlign w:position w:strike w:dstrike".split())
"""What makes a difference wherever it stands in the properties of a cell, a paragraph or a run."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = re.compile("[\t\n\r]")


class Plan(NamedTuple):
    """What cells of the same markup have in common."""

    columns: int
    merged: str | None
    """Its ``w:vMerge``, empty where that has no value; None where there is none."""
    properties: Element | None
    """Those of its paragraph."""
    style: str | None
    depth: int
    """How deep below the cell the elements stand that are gone through."""
    kept: tuple[bool, ...]
    """For each of its texts whether white space about it is kept."""


_NEW = Plan(0, None, None, None, 0, ())
"""Stands for what is not known of new markup."""

PlainCell = tuple[Plan, tuple[str, ...]]
"""What a cell holds, and what its texts print."""

_Shape = tuple[bytes, ...]
"""The markup of a cell: what stands before, between and after its texts."""
_Known = dict[_Shape, Plan | None]
_known: dict[bool, _Known] = {False: {}, True: {}}
"""By whether the file says that ``w14:`` stands for what Word means by it. What a cell holds is a matter of its markup alone: nothing of one file shows in another."""


def folded(xml: bytes) -> tuple[bytes, Sequence[Sequence[PlainCell]]]:
    """XML with marks for plain cells, and by the numbers of the marks the cells that each stands for."""
    head = _HEAD.match(xml)
    if head is None:
        return xml, ()
    names = dict(_NAMED.findall(head[1]))
    if b"xmlns" in names:
        return xml, ()
    numbered = names.get(b"xmlns:w14") == _W14
    known = _known[numbered]
    if len(known) > _MOST_KNOWN:
        known.clear()
    most = len(known) + _MOST_NEW
    first, *rest = xml.split(_BEGIN)
    written = [first]
    groups: list[list[PlainCell]] = []
    group: list[PlainCell] | None = None
    for one in rest:
        markup, end, behind = one.partition(_END)
        cell = _plain(markup, known, most, numbered) if end and len(markup) <= _LONGEST else None
        if cell is None:
            written += (_BEGIN, one)
            group = None
            continue
        if group is None:
            written.append(b"<%b>%d</%b>" % (_MARK, len(groups), _MARK))
            group = []
            groups.append(group)
        group.append(cell)
        if behind:
            written.append(behind)
            group = None
    marked = b"".join(written)
    return (marked, groups) if _means_what_it_says(marked, head.end(), len(groups)) else (xml, ())


def _means_what_it_says(marked: bytes, start: int, marks: int) -> bool:
    """Whether nothing about the cells makes them no cells, gives a name another meaning, or looks like a mark.

    In them, there is no such thing. If ``w:`` never stood for Word's names, the root is no Word document.
    """
    return (
        marked.find(b"<!", start) < 0
        and marked.find(b"<?", start) < 0
        and _OTHERWISE.search(marked, start) is None
        and marked.count(_NAME) == 2 * marks
    )


def _plain(markup: bytes, known: _Known, most: int, numbered: bool) -> PlainCell | None:
    """A plain cell; None for any other, and for one of new markup behind too many of such."""
    shape = markup.split(_TEXT_END)
    texts: list[str] = []
    as_they_are = True
    for at in range(len(shape) - 1):
        shape[at], _, written = shape[at].rpartition(b">")
        try:
            text = written.decode()
        except UnicodeDecodeError:
            return None
        if not text.isalnum():
            if not _TEXT.fullmatch(text):
                return None
            as_they_are = False
        texts.append(text)
    key = tuple(map(_nameless, shape) if _ID in markup else shape)
    plan = known.get(key, _NEW)
    if plan is _NEW:
        if len(known) >= most:
            return None
        plan = known[key] = _learnt(key, numbered)
    if plan is None:
        return None
    return plan, tuple(texts if as_they_are else map(said, texts, plan.kept))


def columns_of(properties: Element | None) -> int:
    """How many columns of the grid a cell takes up."""
    return max(whole(setting(properties, "w:gridSpan")) or 0, 1)


def _nameless(markup: bytes) -> bytes:
    """The markup without the numbers of its paragraphs. Between single quotes, what looks like one may be a part of something else."""
    before, *behind = markup.split(_ID)
    if not behind or b"'" in markup:
        return markup
    return _ID.join([before, *[one[_DIGITS:] if one[:_DIGITS].isalnum() else one for one in behind]])


def said(text: str, keeps: bool) -> str:
    """What a piece of text prints. ``keeps``: also the white space about it."""
    if text.isalnum():
        return text
    text = _BLANKS.sub(" ", text)
    return text if keeps else text.strip(" ")


def keeps_space(element: Element) -> bool:
    """Whether a piece of text prints the white space about it."""
    return element.get(_SPACE) == "preserve"


def _learnt(shape: _Shape, numbered: bool) -> Plan | None:
    """What cells of a markup hold. It has to be well-formed by itself: then the file is so with the cell if it is so with a mark in its place."""
    markup = (b">" + _TEXT_END).join(shape)
    if any(sign in markup for sign in _ELSEWHERE):
        return None
    names = b'xmlns:w="%b"%b' % (W.encode(), b' xmlns:w14="%b"' % _W14 if numbered else b"")
    try:
        (cell,) = ElementTree.fromstring(b"<w:tr %b>%b%b%b</w:tr>" % (names, _BEGIN, markup, _END))
    except (ElementTree.ParseError, ValueError):  # ValueError: two elements
        return None
    return _plan(cell, len(shape) - 1)


def _plan(cell: Element, texts: int) -> Plan | None:
    """What a cell holds that has so many texts; None if it is not plain. All of its texts are in its runs: one in properties prints nothing."""
    names = [name_of(one) for one in cell.iter()]
    if not _ASKING.isdisjoint(names) or names.count("w:t") != texts:
        return None
    own, rest = _opened(cell, "w:tcPr")
    if [name_of(one) for one in rest] != ["w:p"]:
        return None
    properties, runs = _opened(rest[0], "w:pPr")
    found: list[Element] = []
    for run in runs:
        _, inside = _opened(run, "w:rPr")
        if name_of(run) != "w:r" or any(name_of(one) != "w:t" or len(one) or one.text for one in inside):
            return None
        found += inside
    if len(found) != texts:
        return None
    merged = None if own is None else own.find(f"{{{W}}}vMerge")
    is_merged = None if merged is None else attribute(merged) or ""
    return Plan(columns_of(own), is_merged, properties, setting(properties, "w:pStyle"), 3 if runs else 1, tuple(map(keeps_space, found)))


def _opened(element: Element, name: str) -> tuple[Element | None, list[Element]]:
    """The properties with which an element begins, and its other children."""
    children = [*element]
    return (children[0], children[1:]) if children and name_of(children[0]) == name else (None, children)
