"""What the writers of several layouts share: the blocks of a page one under the other, rows as strings, and text set in a width."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.cells import width
from gongkai.sheet import Cell, Paragraph, Sheet, Table


def page(sheet: Sheet, table: Callable[[Table], str], between: str = "\n\n", paragraph: Callable[[Paragraph], str] | None = None) -> str:
    """A page whose paragraphs have a line each, ``between`` them and the tables."""
    parts = [table(block) if isinstance(block, Table) else paragraph(block) if paragraph else block.text for block in sheet.blocks]
    return between.join(parts) + "\n" if parts else ""


def fields(table: Table) -> Iterator[list[str]]:
    """What stands in all places of each row: nothing where a cell is empty, or reaches over the place."""
    for row in table.grid():
        yield [cell.text if cell is not None else "" for cell in row]


def between_pipes(row: list[str]) -> str:
    """A row as ``| a | b |``."""
    return f"| {' | '.join(row)} |"


def inked(table: Table) -> Iterator[list[Cell]]:
    """The cells of each row that print something."""
    for row in table.rows:
        yield [cell for cell in row if cell.text]


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
