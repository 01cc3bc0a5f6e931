"""What the rows of a table have in common: where their cells stand, and how many places they take up on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from gongkai.cells import BLANK, Place, Status
from gongkai.found import GRID, LIST, PAGE, WITH_BLANKS, Found, Style


def kind_of(found: Found) -> tuple[int, int, Style]:
    """What rows have in common that print as many places before their cells."""
    return found.size, len(found.row.openers) if found.row is not None else 0, found.style


def extent_of(found: Found) -> int:
    """How many places a row takes up on the page, with its labels."""
    return found.width or len(found.cells) + found.lead


def depth_of(found: Found) -> int:
    """How deep a row's label stands within others."""
    return found.row.path.count(".") if found.row is not None else 0


def step_of(found: Found) -> int:
    """How many empty cells stand between a row's label and its first number."""
    return next(at for at, place in enumerate(found.cells) if place.reading is not BLANK)


def empty_places(found: Found) -> tuple[int, int, int]:
    """How many empty cells stand before a row's numbers, between them, and behind them."""
    inked = [at for at, place in enumerate(found.cells) if place.reading is not BLANK]
    before = found.cells[inked[0]].column if found.style is GRID else inked[0]  # the fields of labels are merged differently
    return before, inked[-1] - inked[0] + 1 - len(inked), len(found.cells) - 1 - inked[-1]


def is_bare(found: Found) -> bool:
    """Whether a row of a grid has a place for each of its labels and of its cells, and no other."""
    return found.style is GRID and len(found.cells) == found.width - found.lead and not found.table and len(found.cells) == found.size


def most_cells(rows: Sequence[Found]) -> dict[tuple[int, int, Style], int]:
    """How many cells the settled rows of each kind have at most."""
    most: dict[tuple[int, int, Style], int] = {}
    for found in rows:
        if found.settled is not None and found.ink and found.style in WITH_BLANKS:
            most[kind_of(found)] = max(most.get(kind_of(found), 0), len(found.cells))
    return most


def merged_places(rows: Sequence[Found]) -> dict[Style, tuple[int, int]]:
    """By style, the most empty places that settled rows have before their numbers, and behind them."""
    found: dict[Style, tuple[int, int]] = {}
    for one in rows:
        if one.settled is not None and one.style in WITH_BLANKS and one.ink:
            before, _, behind = empty_places(one)
            most = found.get(one.style, (0, 0))
            found[one.style] = (max(most[0], before), max(most[1], behind))
    return found


_USUAL_TO_EACH = 4
"""Rows lost a place where so many times as many others kept it; where more lack it, it is the page that prints them so."""


def narrower(blank_rows: Sequence[Found], rows: Sequence[Found]) -> list[Found]:
    """The rows without a number that take up fewer places than is usual in the table, or for their kind: the place that they lack may have had one.

    Only one row may be so narrow, or several beside at least four times as many of the usual width; or any, where as many places are left as rows with numbers
    have besides its own. Not so a last row of its own places alone: behind it merged ones are not printed where the table ends.
    """
    if not blank_rows:
        return []
    with_blanks = [found for found in rows if found.style in WITH_BLANKS]
    narrow: set[int] = set()
    inked = {(kind_of(found)[1:], extent_of(found)) for found in with_blanks if found.ink}
    for found in blank_rows:
        kind, extent = kind_of(found)[1:], extent_of(found)
        if (kind, extent + found.size) in inked and (kind, extent) not in inked:
            narrow.add(id(found))
    for sort in (lambda found: found.style, kind_of):
        extents = Counter([(sort(found), extent_of(found)) for found in with_blanks])
        usual = {kind: (extent, count) for (kind, extent), count in reversed(extents.most_common())}
        for found in blank_rows:
            extent, count = usual[sort(found)]
            alike = extents[sort(found), extent_of(found)]
            if extent_of(found) < extent and (alike == 1 or _USUAL_TO_EACH * alike <= count):
                narrow.add(id(found))
    return [found for found in blank_rows if id(found) in narrow and (found is not rows[-1] or len(found.cells) > found.size)]


def outliers(rows: Sequence[Found], measure: Callable[[Found], int]) -> set[int]:
    """The identity of the one row, among three or more, that measures more than the others, which are all alike."""
    measures = [measure(found) for found in rows]
    if len(rows) < 3 or measures.count(measures[0]) == len(measures):
        return set()
    counts = Counter(measures)
    if len(counts) != 2:
        return set()
    usual, _ = counts.most_common(1)[0]
    return {id(found) for found, measured in zip(rows, measures, strict=True) if measured > usual and counts[measured] == 1}


class Usual(NamedTuple):
    """What so many rows of a table have in common that none of those has lost a place."""

    extents: dict[tuple[int, Style], set[int]]
    """How many places rows of each size and style take up."""
    tight: set[int]
    """The sizes of which rows of a list have no places but those of their cells."""
    all_tight: set[tuple[int, Style]]
    """The sizes and styles of which no row has any other places, nor takes up fewer than the rows of other sizes in a grid."""
    widths: dict[int, int]
    """How many places most rows of each table of cells take up."""
    strokes: bool
    """Whether a row says of single cells that they do not apply: then one stroke is one cell, and the others of its row are lost."""

    rows: Sequence[Found]
    bare: dict[int, bool]
    """By size, whether no row has any place but those of its labels and of its cells, as far as that was asked."""

    def is_bare(self, size: int) -> bool:
        """Whether no row of a size has any place but those of its labels and of its cells."""
        if size not in self.bare:
            self.bare[size] = all(is_bare(found) for found in self.rows if found.size == size)
        return self.bare[size]

    def of(self, found: Found) -> set[int]:
        """How many places rows like one take up; nothing where they have nothing in common."""
        return self.extents.get((found.size, found.style), set())


def usual_of(rows: Sequence[Found]) -> Usual:
    """What so many of these rows, which are a table's, have in common that none of those has lost a place."""
    sizes = Counter([found.size for found in rows])
    extents = Counter([(found.size, found.style, extent_of(found)) for found in rows])
    tables = Counter([(found.table, extent_of(found)) for found in rows])
    tight = Counter([found.size for found in rows if found.style is LIST and len(found.cells) == found.size])
    loose = {(found.size, found.style) for found in rows if len(found.cells) != found.size}
    widest = max((extent for _, style, extent in extents if style is GRID), default=0)
    loose.update([(size, style) for size, style, extent in extents if style is GRID and extent < widest])
    common: dict[tuple[int, Style], set[int]] = {}
    for (size, style, extent), count in extents.items():
        if 1 < count >= 0.4 * sizes[size]:
            common.setdefault((size, style), set()).add(extent)
    return Usual(
        common,
        {size for size, count in tight.items() if 1 < count >= 0.4 * sizes[size]},
        {(size, style) for size, style, _ in extents} - loose,
        {table: extent for (table, extent), count in reversed(tables.most_common()) if table and count > 1},
        any(len(found.cells) > 1 and any(place.reading.status is Status.NOT_APPLICABLE for place in found.cells) for found in rows),
        rows,
        {},
    )


class _Column:
    """Where the cells of one column begin, end and have their middle."""

    def __init__(self) -> None:
        self.lefts: set[int] = set()
        self.rights: set[int] = set()
        self.middles: set[int] = set()
        self.begins: set[int] = set()
        """How many characters behind the beginning of their rows' labels."""
        self.ends: set[int] = set()

    def learn(self, found: Found, place: Place) -> None:
        self.lefts.add(place.column)
        self.rights.add(place.right)
        self.middles.add(place.column + place.right)
        self.begins.add(place.start - found.start)
        self.ends.add(place.end - found.start)

    def touches(self, place: Place) -> bool:
        """Whether a cell stands over or under one of the column's."""
        return place.column < max(self.rights) and place.right > min(self.lefts)

    def has(self, place: Place) -> bool:
        """Whether a cell that touches the column is in line with its cells on the left, on the right or in the middle."""
        middle = place.column + place.right
        return place.column in self.lefts or place.right in self.rights or min(self.middles) - 1 <= middle <= max(self.middles) + 1


class Evidence:
    """Where the cells stand in those rows of a table that leave no doubt."""

    def __init__(self) -> None:
        self.starts: set[int] = set()
        """The columns in which their first cells stand."""
        self.steps: set[int] = set()
        """How many empty cells stand between their labels and those."""
        self.extents: set[int] = set()
        """How many places they take up."""
        self.behind: set[int] = set()
        """How many empty cells stand behind their last ones."""
        self.depths: set[int] = set()
        """How deep their labels stand within others."""
        self.columns: list[_Column] = []
        """On a page of columns of spaces, where each column's cells stand."""

    def learn(self, found: Found) -> None:
        """Take in where a settled row has its cells."""
        settled = found.settled or ()
        self.starts.add(settled[0].column)
        self.steps.add(found.cells.index(settled[0]))
        self.depths.add(depth_of(found))
        self.extents.add(extent_of(found))
        self.behind.add(len(found.cells) - found.cells.index(settled[0]) - found.size)
        if found.style is PAGE:
            if not self.columns:
                self.columns = [_Column() for _ in settled]
            for column, place in zip(self.columns, settled, strict=True):
                column.learn(found, place)

    def counted(self, found: Found, ink: Sequence[Place]) -> list[int] | None:
        """The columns in which a row's numbers stand if all characters are as wide: None where its neighbours' do not, or these stand in none."""
        lefts = [min(column.begins) for column in self.columns if len(column.begins) == 1]
        rights = [min(column.ends) for column in self.columns if len(column.ends) == 1]
        for edges, own in ((lefts, [place.start for place in ink]), (rights, [place.end for place in ink])):
            if len(edges) == len(self.columns) and all(at - found.start in edges for at in own):
                return [edges.index(at - found.start) for at in own]
        return None
