"""Record batch of files -> record batch of what they say: what an engine that spreads work over machines needs. Needs ``gongkai[arrow]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from gongkai.batch import outcome
from gongkai.batch.outcome import Told
from gongkai.errors import GongkaiError
from gongkai.export.arrow import in_one_batch, schema
from gongkai.export.long import COLUMNS
from gongkai.export.table import Cell, Table
from gongkai.inputs import Input
from gongkai.readers.limits import DEFAULT, Limits

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ENTRIES", "FILES", "SCHEMA", "SchemaError", "parse_batch"]

_ALL = (*COLUMNS, *(column for column in outcome.FILES if column not in COLUMNS))

ENTRIES: tuple[str, ...] = tuple(column.name for column in COLUMNS)
"""The columns of the long table. Its rows are those in which ``item`` is not null."""
FILES: tuple[str, ...] = tuple(column.name for column in outcome.FILES)
"""The columns of the table of files. Its rows are those in which ``result`` is not null."""
SCHEMA: pa.Schema = schema(_ALL)
"""What ``parse_batch`` gives: the columns of the long table, then those that only the table of files has."""

_TEXT = ("string", "large_string", "string_view")
_BINARY = ("binary", "large_binary", "binary_view")
_TOLD = tuple(FILES.index(column.name) if column.name in FILES else None for column in _ALL)
_PADDING = (None,) * (len(_ALL) - len(ENTRIES))


class SchemaError(GongkaiError, ValueError):
    """A record batch without the columns that are read, or with others of their types; the message says which are expected."""


def parse_batch(record_batch: pa.RecordBatch, *, limits: Limits = DEFAULT) -> pa.RecordBatch:
    """Read the reports of a batch: a row for each file, and behind it a row for each of its entries.

    Columns read are ``source``, a string, the name of each file, and one of these: ``content``, binary, the file as it was downloaded; ``text``, a
    string; ``path``, a string, where this process finds the file. Others are passed by. The batch that is given has ``SCHEMA``, whatever is in the
    files: one that cannot be read is a row that says why. Raises SchemaError for a batch of other columns.
    """
    return in_one_batch(Table("reports", _ALL, _rows(record_batch, limits)))


def _rows(batch: pa.RecordBatch, limits: Limits) -> Iterator[tuple[Cell, ...]]:
    held = _held(batch)
    for source, value in zip(batch.column("source"), batch.column(held), strict=True):
        told = _told(source.as_py(), held, value.as_py(), limits)
        yield tuple([told.row[at] if at is not None else None for at in _TOLD])
        for row in told.entries():
            yield (*row, *_PADDING)


def _told(source: str | None, held: str, value: Any, limits: Limits) -> Told:
    if source is None:
        return outcome.failed(None, "there is no source: nobody could say whose numbers these are")
    if value is None:
        return outcome.failed(source, f"there is no {held}")
    return outcome.tell(source, _GIVEN[held](source, value), limits)


_GIVEN: dict[str, Callable[[str, Any], Input]] = {
    "content": lambda source, value: Input(source, content=value),
    "text": lambda source, value: Input(source, content=value.encode(), kind="text/plain"),
    "path": lambda _, value: outcome.input_of(value),
}
_TYPES = {"content": _BINARY, "text": _TEXT, "path": _TEXT}


def _held(batch: pa.RecordBatch) -> str:
    """The column that says what is in the files. Raises SchemaError."""
    types: list[tuple[str, str]] = [(field.name, str(field.type)) for field in batch.schema]
    asked = [(name, kind) for name, kind in types if name in _TYPES]
    if [kind in _TEXT for name, kind in types if name == "source"] != [True] or [kind in _TYPES[name] for name, kind in asked] != [True]:
        found = ", ".join(f"{name}: {kind}" for name, kind in types) or "none"
        raise SchemaError(f"expected are the columns source: string, and one of content: binary, text: string, path: string; found {found}")
    return asked[0][0]
