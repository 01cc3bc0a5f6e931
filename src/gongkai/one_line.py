"""The rows of one line, whose sign between rows is that between cells -> which of them have lost a cell.

Behind the last cell of each may stand more signs, which end the row, and before the next label the merged places of the next row. Both look like empty
cells. How many there are the rows show that have all their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.cells import BLANK, Reading
from gongkai.form import Role, Word
from gongkai.found import Found
from gongkai.lines import Piece

_STROKES = frozenset("/／")
_SEVERAL = 3
"""On so many numbers with strokes around each it is told that these are no cells."""
Followed = tuple[Found, Word | None]
"""A row, and the label that stands behind its cells; None for the last one of its line, and before a text."""


def note_lost(rows: Sequence[Followed]) -> None:
    """Let those rows know what they lack of which the last cell, an empty one, is none: it ends the row, or belongs to the next one."""
    behind: dict[tuple[Role, int] | None, int] = {}
    ended: list[int] = []
    for found, word in rows:
        if found.size and word is not None and found.ink:
            first = found.cells.index(found.ink[0])
            if len(found.ink) == found.size and found.ink == found.cells[first : first + found.size]:
                number = len(found.cells) - first - found.size
                behind[_kind(word)] = min(number, behind.get(_kind(word), number))
            last = found.cells.index(found.ink[-1])
            ended.append(len(found.cells) - 1 - last)
    least, most = (min(behind.values()), max(behind.values())) if behind else (min(ended, default=0),) * 2
    if not most:
        return
    for found, word in rows:
        if found.size and found.cells and found.cells[-1].reading is BLANK and len(found.ink) != found.size:
            own = least if word is None else behind.get(_kind(word), most)
            found.lacks = found.size - (len(found.cells) - own)


def without_strokes(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The cells of a line without the strokes that set them apart: no two others stand side by side, and one behind a label is no cell that does not apply.

    An empty cell then leaves two of them behind, or one, so the line does not show where it stands.
    """
    strokes = [type(piece.said) is Reading and piece.said.raw in _STROKES for piece in pieces]
    numbers = sum([type(piece.said) is Reading for piece in pieces]) - sum(strokes)
    if numbers < _SEVERAL or any(not one and not other for one, other in pairwise(strokes)):
        return pieces
    return [piece for piece, stroke in zip(pieces, strokes, strict=True) if not stroke]


def _kind(word: Word) -> tuple[Role, int]:
    """Before labels of one kind stand as many merged places."""
    path = word.row.path if word.row is not None else word.group.path if word.group is not None else ""
    return word.role, path.count(".")
