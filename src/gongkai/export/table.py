"""What a table is, whatever it is written to: columns of a kind each, and rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

Cell = str | int | Decimal | date | None


class Kind(StrEnum):
    """What the cells of a column hold; each may also hold None."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    """An int, or a Decimal with every digit that was read."""
    DATE = "date"


@frozen
class Column:
    """A column of a table."""

    name: str
    kind: Kind
    label: str = ""
    """What the form prints for it: the row's label and the column's title."""


@frozen
class Table:
    """A table. Its rows may be an iterator, so that no more than one need be in memory."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


def storable(text: str) -> str:
    r"""Text that UTF-8 can hold. A file name that is no UTF-8 comes with lone surrogates, of which each is written as ``\udc..``."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
