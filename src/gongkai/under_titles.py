"""In a table of cells, whether each of a row's stands under the title of its column; and which column has it where the titles alone say that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.cells import BLANK, COVERED, Place
from gongkai.found import Found, Verdict, unplaced
from gongkai.heads import Range


def under_titles(rows: Sequence[Found], verdicts: list[tuple[Found, Verdict]]) -> list[tuple[Found, Verdict]]:
    """What is left of the verdicts, and what comes to them, when the rows of a table of cells are held against the titles over them."""
    inked = {place.column for found in rows for place in found.ink}
    stands = [_stand(found.over, extents(found.cells), extents(found.settled or ())) for found in rows]
    several = any(one.crowded for one in stands)
    verdict_of = {id(found): verdict for found, verdict in verdicts}
    ends = Counter(one.end for one in stands)
    usual = max(ends.values())
    most: dict[int, int] = {}
    for found in rows:
        most[found.size] = max(most.get(found.size, 0), _own(found))
    left: list[tuple[Found, Verdict]] = [
        (found, verdict) for found, verdict in verdicts if verdict is not Verdict.SHIFTED or not (found.over and found.ink)
    ]
    for found, one in zip(rows, stands, strict=True):
        verdict = verdict_of.get(id(found))
        if verdict not in (None, Verdict.SHIFTED):
            continue
        if found.denied and not one.straight:
            # Two heads say two things, and the one over the row does not even stand over its cells.
            found.settled = unplaced(found.ink, found.size, own=False)
            left.append((found, Verdict.MISHEADED))
            continue
        if verdict is not None or not one.fits:
            settled = _settle_by_titles(found, inked)
            if settled is None and verdict is None:
                settled = unplaced(found.ink, found.size, blanks=True)
                verdict = Verdict.SHIFTED
            elif settled is not None:
                verdict = None
            found.settled = settled or found.settled
        ragged = one.moved and _own(found) < most[found.size]  # all may have moved, but then this one lacks an empty cell that others have
        if verdict is None and (ragged or (several and one.beside) or (ends[one.end] < usual and (one.reaches_out or None in found.over))):
            found.settled = unplaced(found.ink, found.size, blanks=True)
            verdict = Verdict.SHIFTED
        if verdict is not None:
            left.append((found, verdict))
    left.sort(key=lambda pair: pair[0].start)
    return left


class _Extent(NamedTuple):
    """Where in its table a cell stands, and whether it is empty."""

    column: int
    right: int
    blank: bool


def extents(places: Sequence[Place]) -> tuple[_Extent, ...]:
    """Where in their table cells stand."""
    return tuple([_Extent(column, right, reading is BLANK) for reading, _, _, column, right in places])


class _Stand(NamedTuple):
    """How the cells of a row stand under the titles over them."""

    crowded: bool
    """Two numbers stand under one title."""
    beside: bool
    """An empty cell stands under the same title as a number."""
    fits: bool
    """Each number stands under the title of its column, or all next to each other and as far from theirs."""
    moved: bool
    """No number stands under the title of its column, but all as far from theirs."""
    straight: bool
    """Each number begins where the title of its column does."""
    reaches_out: bool
    """An empty cell stands behind all titles."""
    end: int
    """The column behind the last cell."""


@lru_cache(4096)
def _stand(over: tuple[Range | None, ...], cells: tuple[_Extent, ...], settled: tuple[_Extent, ...]) -> _Stand:
    """How cells stand, and those of them that a row was settled with. It is the same for nearly all rows of a table, and of a site's."""
    known = [title for title in over if title is not None]
    own = [cell for cell in cells if cell.right != COVERED]
    numbers = [cell for cell in cells if not cell.blank]
    under = [[cell for cell in own if _is_under(cell, title)] for title in known]
    pairs = [(cell, title) for cell, title in zip(settled, over, strict=True) if not cell.blank]
    distances = {cell.column - title[0] for cell, title in pairs if title is not None}
    fits = not is_under_label(cells, settled) and (
        all((own_title == title) == _is_under(cell, title) for cell, own_title in pairs for title in known)
        or (own == [cell for cell, _ in pairs] == [*settled] and len(distances) == 1)
    )
    last = max([title[1] for title in known], default=0)
    return _Stand(
        any(sum(_is_under(cell, title) for cell in numbers) > 1 for title in known),
        any(len(cells) > 1 and not all(cell.blank for cell in cells) for cells in under),
        fits,
        fits and not any(own_title is not None and _is_under(cell, own_title) for cell, own_title in pairs),
        distances <= {0},
        any(cell.column >= last and cell.blank for cell in own),
        max(max(cell.column + 1, cell.right) for cell in cells),
    )


def _own(found: Found) -> int:
    """How many cells a row has that none from above reaches down to."""
    return sum(1 for place in found.cells if place.right != COVERED)


def _is_under(cell: _Extent | Place, title: Range) -> bool:
    return cell.column < title[1] and title[0] < max(cell.right, cell.column + 1)


def is_under_label(cells: Sequence[_Extent], settled: Sequence[_Extent]) -> bool:
    """Whether a row's label reaches over the first of its columns."""
    first = next((cell.column for cell in cells if cell.right != COVERED), 0)
    return any(cell.right == COVERED and cell.column < first for cell in settled)


def is_under_another(cells: Sequence[Place], settled: Sequence[Place]) -> bool:
    """Whether a cell from above reaches over one of a row's columns, though the row has enough cells of its own."""
    return any(place.right == COVERED for place in settled) and sum(place.right != COVERED for place in cells) >= len(settled)


def _settle_by_titles(found: Found, inked: set[int]) -> tuple[Place, ...] | None:
    """The cells of a row by the titles over them, if its table has columns in which nothing stands, and the row lacks no place."""
    if not found.level or None in found.over or list(found.over) != sorted(filter(None, found.over)):
        return None
    if _own(found) <= found.size:
        return None  # it has no cell too many: it is the titles that have moved
    settled: list[Place] = []
    for over in found.over:
        own = [place for place in found.cells if over is not None and _is_under(place, over)]
        printed = [place for place in own if place.reading is not BLANK]
        empty = [place for place in own if place.column in inked or place.right == COVERED] or own
        if len(printed) > 1 or not own:
            return None
        settled.append((printed or empty)[0])
    whole = sum(place.reading is not BLANK for place in settled) == len(found.ink) and not is_under_label(extents(found.cells), extents(settled))
    return tuple(settled) if whole else None
