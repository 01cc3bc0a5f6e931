"""Rows of cells, with the pieces of a text that they are -> where each cell stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import overload

from gongkai.cells import Span
from gongkai.lines import Piece
from gongkai.page import Cell

_Row = tuple[int, Sequence[Piece], Sequence[Cell], int, int | None]


class Places(Sequence[Span]):
    """Where the cells and lines of a page stand, in their order: worked out when it is first asked for, for often it never is."""

    def __init__(self) -> None:
        self._given: list[Span | _Row] = []

    def line(self, place: Span) -> None:
        """The next is a line of text."""
        self._given.append(place)

    def row(self, start: int, pieces: Sequence[Piece], cells: Sequence[Cell], table: int, page: int | None) -> None:
        """The next are the cells of a row, which begins at an offset, and of which each is a piece."""
        self._given.append((start, pieces, cells, table, page))

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        spans: list[Span] = []
        for one in self._given:
            if isinstance(one, Span):
                spans.append(one)
                continue
            start, pieces, cells, table, page = one
            for (_, begin, end, _, _), (_, row, column, _, _, own, box) in zip(pieces, cells, strict=True):
                spans.append(Span(start + begin, start + end, own or page, table, row, column, box))
        return tuple(spans)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._spans == tuple(other)

    def __hash__(self) -> int:
        return hash(self._spans)

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
