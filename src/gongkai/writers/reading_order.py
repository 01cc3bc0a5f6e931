"""The text of a PDF in reading order: cells with one space between them, what is too long for its column cut into lines.

A label in two or three lines has its numbers before, between or after them, and the label of a group of many rows stands as one character a
line. Does not show blank cells: of a row with one, no number is known by its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gongkai.sheet import Cell, Part, Sheet, Table
from gongkai.writers._common import page, wrap

SHOWS_BLANKS = False
KEEPS_ROWS = False
_PAGE, _LABEL, _GROUP = 60, 32, 8


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, lambda table: "\n".join(_lines(table)), "\n")


def _lines(table: Table) -> Iterator[str]:
    ways: list[_Way] = []
    for row in table.rows:
        grouped = False
        for cell in row:
            if cell.part is Part.HEAD:
                yield from [cell.text] if cell.columns > 1 else wrap(cell.text, _PAGE // table.width)
            elif cell.part is Part.GROUP:
                grouped = True
                yield from wrap(cell.text, 2 if cell.rows >= len(cell.text) else _GROUP)
        label = [line for cell in row if cell.part is Part.LABEL for line in wrap(cell.text, _LABEL)]
        values = " ".join(text for text in _values(row) if text)
        if len(label) > 1 and values:
            ways = ways or [_after, _between, _before, _behind]
            # Numbers right under the label of a group may as well be the group's.
            way = next((way for way in ways if not (grouped and way is _before)), _behind)
            ways = [other for other in ways if other is not way]
            yield from way(label, values)
        elif label or values:
            yield f"{''.join(label)} {values}".strip()


def _values(row: Sequence[Cell]) -> Iterator[str]:
    return (cell.word for cell in row if cell.part is Part.VALUE)


_Way = Callable[[list[str], str], list[str]]
"""How the lines of a label and its numbers follow each other."""


def _after(label: list[str], values: str) -> list[str]:
    return [*label, values]


def _between(label: list[str], values: str) -> list[str]:
    return [*label[:-1], values, label[-1]]


def _before(label: list[str], values: str) -> list[str]:
    return [values, *label]


def _behind(label: list[str], values: str) -> list[str]:
    return [*label[:-1], f"{label[-1]} {values}"]
