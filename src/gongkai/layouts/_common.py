"""What the writers of several layouts share: the blocks of a page one under the other, rows as strings, and text set in a width."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.cells import width
from gongkai.sheet import Paragraph, Sheet, Table


def page(sheet: Sheet, table: Callable[[Table], str], between: str = "\n\n", paragraph: Callable[[Paragraph], str] | None = None) -> str:
    """A page whose paragraphs have a line each, ``between`` them and the tables."""
    parts = [table(block) if isinstance(block, Table) else paragraph(block) if paragraph else block.text for block in sheet.blocks]
    return between.join(parts) + "\n" if parts else ""


def fields(table: Table, marks: str, merged: str = "") -> Iterator[list[str]]:
    """Each row as the strings in all its places, ``merged`` where a cell reaches over the place."""
    for row in table.grid():
        yield [merged if cell is None else cell.within(marks) for cell in row]


def cells(table: Table, marks: str) -> Iterator[list[str]]:
    """Each row as the strings of the cells that begin in it, empty ones too."""
    for row in table.rows:
        yield [cell.within(marks) for cell in row]


def inked(table: Table, marks: str) -> Iterator[list[str]]:
    """Each row as the strings of the cells that print something."""
    for row in cells(table, marks):
        yield [text for text in row if text]


_CLOSING = frozenset("、，。；：！？）》”’)],.:;%")
_OPENING = frozenset("（《“‘([")


def wrap(text: str, wide: int) -> list[str]:
    """The text in lines of a width; no line begins with a closing mark or ends with an opening one, even where that takes more room."""
    lines = [""]
    for char in text:
        full = width(lines[-1] + char) > wide and lines[-1]
        if full and char not in _CLOSING and lines[-1][-1] not in _OPENING:
            lines.append("")
        lines[-1] += char
    return lines


def set_line(pieces: list[tuple[int, str]]) -> str:
    """A line with each text at its position, a wide character counting two; two spaces at least set them apart."""
    line = ""
    for position, text in sorted(pieces):
        line += " " * max(position - width(line), 2 if line else 0) + text
    return line
