"""Settled rows -> what stands in each stretch of the page: its heading, its rows with their cells, its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.cells import MISSING, Place, Reading
from gongkai.found import Found
from gongkai.rows import Settler
from gongkai.tables import Visit


class Part(NamedTuple):
    """A row as printed, or a group's label."""

    terminal: str | None
    """The token that its label is; None for a row without one."""
    text: str
    """The label in the form's spelling."""
    start: int
    end: int
    cells: str | None = None
    """The token that its cells are; None for a group."""
    places: tuple[Place, ...] = ()
    units: tuple[int, ...] = ()
    """Which of its cells have a unit."""
    unit: str | None = None
    """The unit that the head over them names, or the cell before them."""
    found: Found | None = None
    """Where it was read from, if that was on this page."""

    def with_unit(self) -> tuple[Place, ...]:
        """The cells, those that have a unit with the one that is named elsewhere, unless it is printed in them."""
        if self.unit is None or not self.units:
            return self.places
        given = list(self.places)
        for at in self.units:
            reading = given[at].reading
            if reading.value is not None and reading.unit is None:
                given[at] = given[at]._replace(reading=Reading(reading.value, reading.status, self.unit, reading.raw))
        return tuple(given)


class Stretch(NamedTuple):
    """What stands on the page between two headings of sections."""

    section: str
    """The section's path; empty before the first one."""
    heading: tuple[str, int, int] | None
    """The token that it is, and its offsets."""
    parts: Sequence[Part]
    paragraphs: Sequence[tuple[int, int]]


def stretches_of(visits: Sequence[Visit], settler: Settler) -> list[Stretch]:
    """What stands in each stretch of a page whose rows are settled."""
    return [
        Stretch(
            visit.section,
            (visit.heading.word.terminal, visit.heading.start, visit.heading.end) if visit.heading is not None else None,
            [made for part in _ordered(visit.parts) if (made := _part(part, settler.dropped)) is not None],
            visit.paragraphs,
        )
        for visit in visits
    ]


def _part(part: Found, dropped: set[int]) -> Part | None:
    row, word = part.row, part.word
    if row is None:
        return Part(word.terminal, word.text, part.start, part.end) if word is not None and word.group is not None else None
    if part.settled is None or id(part) in dropped:
        return None
    labelled = row.terminal is not None and word is not None
    if not labelled and part.settled[0].reading is MISSING:
        return None
    return Part(
        word.terminal if labelled and word is not None else None,
        word.text if word is not None else "",
        part.start if labelled else 0,
        part.end if labelled else 0,
        row.cells,
        part.settled,
        row.units,
        part.unit,
        part,
    )


def _ordered(parts: list[Found]) -> list[Found]:
    """The parts of a section, each group's label before the rows that stand under it.

    A label that spans its rows is printed in the middle of them, or comes in pieces that are complete only after some of them.
    """
    places: list[tuple[int, int, int]] = []
    first: dict[str, int] = {}
    groups: set[str] = set()
    moved = False
    for at, part in enumerate(parts):
        word = part.word
        inside = part.row.openers if part.row is not None else word.group.openers if word is not None and word.group is not None else ()
        for opener in inside:
            first.setdefault(opener, at)
        if part.row is None and word is not None and word.group is not None:
            moved = moved or word.terminal in groups or word.terminal in first
            if word.terminal in groups and not part.cells:
                continue
            groups.add(word.terminal)
            places.append((first.get(word.terminal, at), len(inside) - len(parts), at))
        else:
            places.append((at, 0, at))
    if not moved:
        return parts
    places.sort()
    return [parts[at] for _, _, at in places]
