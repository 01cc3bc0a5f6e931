"""Table -> Arrow, of a fixed schema; pandas, polars and DuckDB take it from there. Needs ``gongkai[arrow]``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from gongkai.export.table import Column, Kind, Table
from gongkai.extras import needed

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 50_000
"""How many rows are in memory at a time."""
PRECISION, SCALE = 38, 12
"""A number has up to 15 digits before the point and 12 behind it."""


def arrow(table: Table) -> pa.Table:
    """The table in memory. Raises pyarrow.ArrowInvalid for a number with more than 26 digits before the point or 12 behind it."""
    made: pa.Table = needed("pyarrow", "arrow").Table.from_batches(list(batches(table)), schema(table.columns))
    return made


def in_one_batch(table: Table) -> pa.RecordBatch:
    """The table as one batch. Raises pyarrow.ArrowInvalid where a column would hold more than 2 GB of text."""
    arrow, made = needed("pyarrow", "arrow"), list(batches(table))
    whole: pa.RecordBatch = arrow.concat_batches(made) if made else arrow.RecordBatch.from_pylist([], schema(table.columns))
    return whole  # what combines the chunks of a table raises nothing, but makes two batches


def schema(columns: tuple[Column, ...]) -> pa.Schema:
    """Text as string, integers as int64, numbers as decimal128(38, 12), days as date32; what the form prints is in a field's metadata."""
    arrow = needed("pyarrow", "arrow")
    types = {Kind.TEXT: arrow.string(), Kind.INTEGER: arrow.int64(), Kind.NUMBER: arrow.decimal128(PRECISION, SCALE), Kind.DATE: arrow.date32()}
    return arrow.schema(
        [arrow.field(column.name, types[column.kind], metadata={"label": column.label} if column.label else None) for column in columns]
    )


def batches(table: Table) -> Iterator[pa.RecordBatch]:
    """The table's rows, some thousands at a time."""
    arrow = needed("pyarrow", "arrow")
    fields = schema(table.columns)
    rows = iter(table.rows)
    while part := list(islice(rows, _ROWS)):
        arrays = [arrow.array(values, field.type) for values, field in zip(zip(*part, strict=True), fields, strict=True)]
        yield arrow.RecordBatch.from_arrays(arrays, schema=fields)
