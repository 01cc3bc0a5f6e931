"""What the writers of several formats share: text that they can hold, and the widths of a table's columns on paper."""

from __future__ import annotations

import re

from gongkai.sheet import Part, Sheet, Table

WIDTH = 156.0
"""The width of the text, in millimetres."""
_LABEL, _GROUP, _VALUE = 44.0, 14.0, 30.0
# What neither XML nor UTF-8 can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def printable(text: str) -> str:
    """Text with the sign for a lost character in the place of each that a file cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def title_of(sheet: Sheet) -> str:
    """The report's title; nothing where it has none."""
    return printable(next((block.text for block in sheet.blocks if not isinstance(block, Table) and block.level == 1), ""))


def widths(table: Table) -> list[float]:
    """The width of each column, in millimetres: labels of groups narrow, numbers alike, and the labels of rows what is left."""
    labels = max((column + cell.columns for cell, _, column in table.places() if cell.part is Part.LABEL), default=0)
    values = table.width - labels
    if not labels:
        return [WIDTH / values] * values
    groups = (labels - 1) * _GROUP
    each = min(_VALUE, (WIDTH - groups - _LABEL) / values)
    return [*[_GROUP] * (labels - 1), WIDTH - groups - each * values, *[each] * values]


def head_rows(table: Table) -> int:
    """How many rows at its top are its head: printed again on the next page."""
    return next((at for at, row in enumerate(table.rows) if any(cell.part is not Part.HEAD for cell in row)), 0)
