"""Rows of cells, with the pieces of a text that they are -> where each cell stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, at: int | slice) -> Span | tuple[Span, ...]:
        return self._spans[at]


def _worked_out(given: Sequence[Span | PlacedRow]) -> Iterator[Span]:
    for one in given:
        if isinstance(one, Span):
            yield one
            continue
        start, pieces, cells, table, page = one
        for (_, begin, end, _, _), (_, row, column, _, _, own, box) in zip(pieces, cells, strict=True):
            yield Span(start + begin, start + end, own or page, table, row, column, box)
