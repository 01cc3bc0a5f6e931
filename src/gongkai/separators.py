"""What the lines of a page say together of the signs between their cells: which pipes are borders, and which tabs set cells apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.cells import BLANK, Reading
from gongkai.lines import Kind, Line

_EMPTY, _CELL, _INDENTED, _TABS, _PIPES, _PIPE = Kind.EMPTY, Kind.CELL, Kind.INDENTED, Kind.TABS, Kind.PIPES, Kind.PIPE
_END = Line(_EMPTY, (), ())
"""What stands behind the last line."""
_LONGEST_SPAN = 3
"""So many letters and digits, at most, say how many columns and rows a cell of AsciiDoc takes up, and how it looks."""
_LONE = 2
"""A pipe alone has so many pieces: what stands before it, and behind."""


def borders(lines: Sequence[Line]) -> set[int]:
    """The numbers of those rows of pipes that begin with a border: in their section all rows with a label or a number begin with a pipe.

    Not so much as from one page number to the next: on a page that has the rows of one group alone, each begins with the empty place of the group's label.
    """
    found: set[int] = set()
    rows: list[tuple[int, Line]] = []
    for at, line in enumerate((*lines, _END)):
        if line.kind is _PIPES:
            rows.append((at, line))
        elif rows and (line is _END or (line.labels and line.labels[0].section)):
            labelled = [row for _, row in rows if row.labels or not row.text]
            if all(row.bordered or _begins_in_asciidoc(row) for row in labelled or [row for _, row in rows]):
                found.update([number for number, row in rows if row.bordered])
            rows = []
    return found


def _begins_in_asciidoc(line: Line) -> bool:
    """Whether a row begins with what AsciiDoc says of a cell before the pipe that begins it: .2+| for one of two rows, h| for a title.

    So does it where an end of the table is lost; else these are taken away before: see joined_rows.py.
    """
    said = line.pieces[0].said
    return type(said) is str and 0 < len(said) <= _LONGEST_SPAN and said.isascii() and said.isalnum()


def is_ended(line: Line) -> bool:
    """Whether a line is one cell and a tab behind it. Where numbers stand so, the tab sets no cells apart."""
    return line.kind is _TABS and len(line.pieces) == 2 and line.pieces[0].said is not BLANK and line.pieces[1].said is BLANK


def set_apart_by_tabs(lines: Sequence[Line]) -> bool:
    """Whether a tab alone on its line is the sign between two cells, and no cell: numbers have lines of their own below such tabs, and none is behind one.

    As a browser copies cells that hold paragraphs. What is left where other lines were dropped looks the same.
    """
    apart = behind = False
    for kind, pieces, *_ in lines:
        said = pieces[0].said if pieces else BLANK
        if kind is _INDENTED and said is not BLANK and type(said) is Reading:
            return False
        if kind is not _EMPTY:
            apart = apart or (behind and kind is _CELL and type(said) is Reading and said is not BLANK)
            behind = kind is _INDENTED and said is BLANK
    return apart


def is_lone_pipe(line: Line) -> bool:
    """Whether a line is one pipe, and nothing before it or behind."""
    return line.kind is _PIPE and all(piece.said is BLANK for piece in line.pieces) and len(line.pieces) == _LONE


def leads_rows(lines: Sequence[Line]) -> bool:
    """Whether a pipe alone on its line is the border with which the row below begins, and no cell: most rows that share one line stand below one."""
    led = [is_lone_pipe(above) for above, below in pairwise(lines) if below.kind is _PIPES]
    return 2 * sum(led) > len(led)
