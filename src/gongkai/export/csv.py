"""Table -> CSV, in which no text can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO

from gongkai.export.guard import guarded, plain
from gongkai.export.table import Cell, Table


def write(table: Table, out: IO[bytes]) -> None:
    """Write the table, with a line of names first, in UTF-8 with the byte-order mark that tells Excel so."""
    out.write("\ufeff".encode())
    for line in lines(table):
        out.write(line.encode())


def lines(table: Table) -> Iterator[str]:
    """The lines of the file: the names, then a row each; a line goes on where a cell has more than one."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    for row in _with_names(table):
        writer.writerow([_written(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _with_names(table: Table) -> Iterable[tuple[Cell, ...]]:
    yield tuple(column.name for column in table.columns)
    yield from table.rows


def _written(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return guarded(cell)
    return plain(cell) if isinstance(cell, Decimal) else cell
