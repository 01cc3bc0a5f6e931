"""A cell of a Word table -> where in it is what matters, if it has nothing but text in one paragraph.

A report has hundreds of such cells, and of few shapes. What a cell of a shape may hold is found out once, with the care that any cell takes; in the
others of the shape the same things stand in the same places.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element

from gongkai.readers.wordml import name_of

_MOST = 40
"""A cell of more elements is looked at like any other. Tables in tables would be gone through again for each that they are in."""
_MOST_SHAPES = 1_000
_ASKING = frozenset("w:cellDel w:hMerge w:del w:moveFrom w:vanish w:rStyle w:vertAlign w:position w:strike w:dstrike".split())
"""What makes a difference wherever it stands in the properties of a cell, a paragraph or a run."""

Shape = tuple[object, ...]


class Plan(NamedTuple):
    """Where the elements stand that matter, counted from the cell in the order of the file; 0 for those that there are not."""

    span: int
    merged: int
    properties: int
    style: int
    texts: tuple[int, ...]


class Plans:
    """The plans of the shapes that have been seen in a file."""

    def __init__(self) -> None:
        self.known: dict[Shape, Plan | None] = {}

    def of(self, cell: Element) -> tuple[Plan | None, Sequence[Element]]:
        """The plan of a cell, if it has one, and its elements in the order of the file, itself first."""
        inside = [*islice(cell.iter(), _MOST)]
        shape = (*[one.tag for one in inside], *map(len, inside))  # which is one tree's alone
        if shape not in self.known:
            if len(self.known) >= _MOST_SHAPES:
                return None, inside
            self.known[shape] = _plan(cell, inside) if len(inside) < _MOST else None
        return self.known[shape], inside


def _plan(cell: Element, inside: Sequence[Element]) -> Plan | None:
    if not _ASKING.isdisjoint(map(name_of, inside)):
        return None
    own, rest = _opened(cell, "w:tcPr")
    if [name_of(one) for one in rest] != ["w:p"]:
        return None
    properties, runs = _opened(rest[0], "w:pPr")
    texts: list[Element] = []
    for run in runs:
        _, said = _opened(run, "w:rPr")
        if name_of(run) != "w:r" or any(name_of(one) != "w:t" for one in said):
            return None
        texts += said
    at = {id(one): number for number, one in enumerate(inside)}

    def place(of: Element | None, name: str) -> int:
        return next((at[id(one)] for one in (of if of is not None else ()) if name_of(one) == name), 0)

    found = at[id(properties)] if properties is not None else 0
    return Plan(place(own, "w:gridSpan"), place(own, "w:vMerge"), found, place(properties, "w:pStyle"), tuple(at[id(one)] for one in texts))


def _opened(element: Element, name: str) -> tuple[Element | None, list[Element]]:
    """The properties with which an element begins, and its other children."""
    children = [*element]
    return (children[0], children[1:]) if children and name_of(children[0]) == name else (None, children)
