"""Tables -> an SQLite database."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from gongkai.export.guard import number
from gongkai.export.table import Cell, Kind, Table

# A column for numbers declares no type: SQLite would make a float of a text that has more digits than a float holds.
_TYPES = {Kind.TEXT: "TEXT", Kind.INTEGER: "INTEGER", Kind.NUMBER: "", Kind.DATE: "TEXT"}


def write(table: Table, out: IO[bytes], *more: Table, folder: Path | None = None) -> None:
    """Write a database with the table, and with others. It is made in a folder of its own in ``folder``, else where temporary files go."""
    with TemporaryDirectory(dir=folder) as made_in:
        path = Path(made_in, "tables.sqlite")
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")  # the file is thrown away where anything fails
            for one in (table, *more):
                _fill(database, one)
            database.commit()
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)


def _fill(database: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}'.rstrip() for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    database.execute(f'CREATE TABLE "{table.name}" ({columns})')
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', _rows(table.rows))


def _rows(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[str | int | float | None, ...]]:
    for row in rows:
        yield tuple(_written(cell) for cell in row)


def _written(cell: Cell) -> str | int | float | None:
    if isinstance(cell, int | Decimal):
        return number(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
