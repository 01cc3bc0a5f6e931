"""Lines of pipes, one under the other -> the one row that they make up where its cells take up several lines.

Programs that draw a table break what is too long for a column, and go on in the same field of the next line. That two lines are one row
is certain where each text that stands on both is a label if the halves are put together: |（一） | 45 | over | 予以公开 |    |.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.cells import BLANK, Reading, Status, fold
from gongkai.form import ROW
from gongkai.lines import Kind, Line, Piece
from gongkai.vocabulary import LONGEST_LABEL, Label, Vocabulary, enumerator

_MOST_LINES = 8
_MOST_OF_LABELS = 40
"""A label takes up no more lines, though its column be but two characters wide; so many are looked at where labels begin as they do."""
_SIGNS = frozenset('（）()﹙﹚“”‘’"、.．，')
"""Those in labels, which may be all of one that stands on a line."""
_OPENING = frozenset("（(﹙“‘")
"""What no label ends with."""


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
    found: TallRow | None = None
    begun: list[tuple[bool, int]] = []
    for end in range(at, min(at + _MOST_OF_LABELS, len(lines))):
        line, raw = lines[end], raws[end]
        if line.kind is not Kind.PIPES or len(line.pieces) != width:
            break
        for column, piece in zip(columns, line.pieces, strict=True):
            if piece.said is not BLANK:
                moved = piece._replace(start=piece.start + shift, end=piece.end + shift)
                column.append((moved, raw[piece.start : piece.end]))
        asked = asked or (end > at and any(_mixes(parts) for parts in columns))
        if (found is not None or end >= at + _MOST_LINES) and not _begin_labels(columns, vocabulary):
            break
        if end > at:
            if found is not None and any(_is_next(parts, before) for parts, before in zip(columns, begun, strict=True)):
                break
            pieces = _joined(columns, lines[at].pieces, vocabulary, exactly=found is not None)
            if pieces is not None and not any(parts and parts[-1][1][-1] in _OPENING for parts in columns):
                found = TallRow(pieces, end - at + 1)
                begun = [(_has_words(parts), len(parts)) for parts in columns]
        shift += len(raw) + 1
    return found, asked


def _is_next(parts: Sequence[tuple[Piece, str]], before: tuple[bool, int]) -> bool:
    """Whether what a field has more than before is the next row's: a text where none stood, or a number below one."""
    words, count = before
    return len(parts) > count and (_has_words(parts) != words or (not words and count > 0))


def _has_words(parts: Sequence[tuple[Piece, str]]) -> bool:
    """Whether something else than numbers stands in a field."""
    return any(type(piece.said) is not Reading for piece, _ in parts)


def _mixes(parts: Sequence[tuple[Piece, str]]) -> bool:
    """Whether numbers and texts stand in one field."""
    return len({type(piece.said) is Reading for piece, _ in parts}) > 1


def _begin_labels(columns: Sequence[Sequence[tuple[Piece, str]]], vocabulary: Vocabulary) -> bool:
    """Whether each text that stands on several lines is what a label begins with, or all of one."""
    texts = ["".join([text for _, text in parts]) for parts in columns if _has_words(parts)]
    return all(len(text) <= LONGEST_LABEL and (vocabulary.begins_label(fold(text)) or type(vocabulary.cell(text)) is Label) for text in texts)


def _joined(columns: Sequence[Sequence[tuple[Piece, str]]], first: Sequence[Piece], vocabulary: Vocabulary, *, exactly: bool) -> list[Piece] | None:
    """One cell for each field; None where not each text that is in pieces makes a label, or none is. ``exactly``: as the form has it, with no other note."""
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
            # ::: has no letter of a label
            told = len(text) <= LONGEST_LABEL and all(piece.said != "" or _SIGNS.issuperset(part) for piece, part in parts)
            said = vocabulary.cell(text) if told else ""
            if type(said) is not Label:
                return None
            within = [fold(part) for piece, part in parts if type(piece.said) is Label]
            if (within or exactly) and fold(text) != said.key and within != [fold(enumerator(text)[1])]:
                return None  # 规章 over （其中修订） may be two rows; 2 over .重复申请 is a label and its number
            labels += 1
        pieces.append(Piece(said, begin.start, end.end, begin.column))
    rows = sum(1 for piece in pieces if type(piece.said) is Label and _is_row(piece.said))
    return pieces if labels and rows <= 1 else None


def _is_row(label: Label) -> bool:
    """Whether a label is a row's, and of no group."""
    return all(word is None or (word.role is ROW and word.group is None) for word in label.words)
