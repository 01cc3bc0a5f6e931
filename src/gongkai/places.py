"""Rows of cells, with the pieces of a text that they are -> where each cell stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import overload

from gongkai.cells import Span
from gongkai.lines import Piece
from gongkai.page import Cell

PlacedRow = tuple[int, Sequence[Piece], Sequence[Cell], int, int | None]
"""Where a row begins, the pieces that its cells are, the cells, and the number of their table and its page."""


class Places(Sequence[Span]):
    """Where the cells and lines of a page stand, in their order: worked out when it is first asked for, for often it never is."""

    def __init__(self, given: list[Span | PlacedRow]) -> None:
        self._known: list[Span | PlacedRow] | tuple[Span, ...] = given

    @property
    def _spans(self) -> tuple[Span, ...]:
        if isinstance(self._known, list):
            self._known = tuple(_worked_out(self._known))
        return self._known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places | tuple) and self._spans == tuple(other)

    def __hash__(self) -> int:
        return hash(self._spans)

    def __repr__(self) -> str:
        return repr(self._spans)

    def __reduce__(self) -> tuple[type, tuple[tuple[Span, ...]]]:
        return tuple, (self._spans,)

    def last(self, offset: int) -> Span | None:
        """The last of them that begins at an offset or before it. Only the row in which it stands is worked out."""
        known = self._known
        for at in range(bisect_right(known, offset, key=_start) - 1, -1, -1):
            begun = [place for place in _worked_out(known[at : at + 1]) if place.start <= offset]
            if begun:
                return begun[-1]
        return None

    def __bool__(self) -> bool:
        return bool(self._known)

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, at: int | slice) -> Span | tuple[Span, ...]:
        return self._spans[at]


_start = itemgetter(0)


def last_before(places: Sequence[Span], offset: int) -> Span | None:
    """The last of some places, which are in their order, that begins at an offset or before it."""
    if isinstance(places, Places):
        return places.last(offset)
    at = bisect_right(places, offset, key=_start)
    return places[at - 1] if at else None


def _worked_out(given: Sequence[Span | PlacedRow]) -> Iterator[Span]:
    for one in given:
        if isinstance(one, Span):
            yield one
            continue
        start, pieces, cells, table, page = one
        for (_, begin, end, _, _), (_, row, column, _, _, own, box) in zip(pieces, cells, strict=True):
            yield Span(start + begin, start + end, own or page, table, row, column, box)
