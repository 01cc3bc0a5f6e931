"""Lines of pipes, one under the other -> the one row that they make up where its cells take up several lines.

Programs that draw a table break what is too long for a column, and go on in the same field of the next line. That two lines are one row
is certain where each text that stands on both is a label if the halves are put together: |（一） | 45 | over | 予以公开 |    |.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.cells import BLANK, Reading, Status, fold
from gongkai.lines import Kind, Line, Piece
from gongkai.vocabulary import LONGEST_LABEL, Label, Vocabulary

_MOST_LINES = 8


class TallRow(NamedTuple):
    """A row that takes up several lines."""

    pieces: list[Piece]
    """Its cells; their offsets count from where the first line starts."""
    lines: int
    """How many lines it takes up."""

    @property
    def labels(self) -> list[Label]:
        """Those of its cells that are labels."""
        return [piece.said for piece in self.pieces if type(piece.said) is Label]

    @property
    def text(self) -> bool:
        """Whether one of its cells is neither label nor value."""
        return any(type(piece.said) is str for piece in self.pieces)


def tall_row(raws: Sequence[str], lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> tuple[TallRow | None, bool]:
    """The row that begins on a line and goes on below it, None where it does not; and whether a number was asked for what it says, as that of a label."""
    asked = False
    width = len(lines[at].pieces)
    columns: list[list[tuple[Piece, str]]] = [[] for _ in range(width)]
    shift = 0
    for end in range(at, min(at + _MOST_LINES, len(lines))):
        line, raw = lines[end], raws[end]
        if line.kind is not Kind.PIPES or len(line.pieces) != width:
            break
        for column, piece in zip(columns, line.pieces, strict=True):
            if piece.said is not BLANK:
                moved = piece._replace(start=piece.start + shift, end=piece.end + shift)
                column.append((moved, raw[piece.start : piece.end]))
        if end > at:
            asked = asked or any(_mixes(parts) for parts in columns)
            if (pieces := _joined(columns, lines[at].pieces, vocabulary)) is not None:
                return TallRow(pieces, end - at + 1), asked
        shift += len(raw) + 1
    return None, asked


def _mixes(parts: Sequence[tuple[Piece, str]]) -> bool:
    """Whether numbers and texts stand in one field."""
    return len({type(piece.said) is Reading for piece, _ in parts}) > 1


def _joined(columns: Sequence[Sequence[tuple[Piece, str]]], first: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece] | None:
    """One cell for each field; None where not each text that is in pieces makes a label, or none is."""
    pieces: list[Piece] = []
    labels = 0
    for empty, parts in zip(first, columns, strict=True):
        if len(parts) < 2:
            pieces.append(parts[0][0] if parts else empty)
            continue
        begin, end = parts[0][0], parts[-1][0]
        if all(type(piece.said) is Reading for piece, _ in parts):
            # A number that may have been cut: as where a space stands within a cell, the sums alone can say that it is one.
            said: Label | Reading | str = Reading(None, Status.UNSETTLED, None, " ".join([text for _, text in parts]))
        else:
            text = "".join([text for _, text in parts])
            told = len(text) <= LONGEST_LABEL and all(piece.said != "" for piece, _ in parts)  # ::: has no letter of a label
            said = vocabulary.cell(text) if told else ""
            if type(said) is not Label or (any(type(piece.said) is Label for piece, _ in parts) and fold(text) != said.key):
                return None  # 规章 over （其中修订） may be two rows
            labels += 1
        pieces.append(Piece(said, begin.start, end.end, begin.column))
    return pieces if labels else None
