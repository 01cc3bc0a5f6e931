"""The rows of one line, whose sign between rows is that between cells -> the cells that are their own.

Behind the last cell of each may stand more signs, which end the row, and before the next label the merged places of the next row. Both look like empty
cells. How many there are the rows show that have all their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.cells import BLANK
from gongkai.form import Role, Word
from gongkai.found import Found

Followed = tuple[Found, Word | None]
"""A row, and the label that stands behind its cells; None for the last one of its line, and before a text."""
_Kind = tuple[int, Role | None, int]
"""What a row has in common with others that have as many places before their cells, or behind them: its size, and what its label is, or the next one."""


def place_rows(rows: Sequence[Followed]) -> None:
    """Leave those rows the cells that are their own, and let them know where it does not show which these are.

    As many places stand before the cells of a row as in those of its kind that have all their numbers, and as many behind them as where a label of the same
    kind follows. Where one of the two is not known, a number must stand at that end.
    """
    if all(found.cells and found.cells[-1].reading is not BLANK and found.cells[0].reading is not BLANK for found, _ in rows if found.size):
        return
    before: dict[_Kind, set[int]] = {}
    behind: dict[_Kind, set[int]] = {}
    full: set[int] = set()
    for found, word in rows:
        ink = found.ink
        if found.size and len(ink) == found.size:
            first = found.cells.index(ink[0])
            if ink == found.cells[first : first + found.size]:
                before.setdefault(_kind(found, found.word), set()).add(first)
                if word is not None:  # behind the last of a line, and before a text, as many need not stand
                    behind.setdefault(_kind(found, word), set()).add(len(found.cells) - first - found.size)
                found.cells = ink
                full.add(id(found))
    for found, word in rows:
        if found.size and found.cells and id(found) not in full:
            start = _start(found, before.get(_kind(found, found.word), set()), behind.get(_kind(found, word), set()))
            if start is None:
                found.unclear = True
            else:
                found.cells = found.cells[start : start + found.size]


def _start(found: Found, before: set[int], behind: set[int]) -> int | None:
    """Behind how many places the cells of a row begin, where there may be so many before them and behind; None where that does not show."""
    spare = len(found.cells) - found.size
    inked = [at for at, place in enumerate(found.cells) if place.reading is not BLANK]
    if len(before) == 1 and len(behind) == 1:
        first = min(before)
        certain = first + min(behind) == spare
    elif len(behind) == 1:
        first = spare - min(behind)
        certain = first in inked
    elif len(before) == 1:
        first = min(before)
        certain = first + found.size - 1 in inked
    else:
        return None
    within = all(first <= at < first + found.size for at in inked)
    return first if certain and within and 0 <= first <= spare else None


def _kind(found: Found, word: Word | None) -> _Kind:
    """Before labels of one kind stand as many merged places, and behind rows of one size."""
    if word is None:
        return found.size, None, 0
    of = word.row or word.group
    return found.size, word.role, len(of.openers) if of is not None else 0
