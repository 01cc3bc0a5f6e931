"""Table -> Parquet. Needs ``gongkai[arrow]``."""

from __future__ import annotations

from typing import IO

from gongkai.export.arrow import batches, schema
from gongkai.export.table import Table
from gongkai.extras import needed


def write(table: Table, out: IO[bytes]) -> None:
    """Write the table, compressed, some ten thousand rows a group."""
    parquet = needed("pyarrow.parquet", "arrow")
    with parquet.ParquetWriter(out, schema(table.columns), compression="zstd") as writer:
        for batch in batches(table):
            writer.write_batch(batch)
