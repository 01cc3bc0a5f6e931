"""A folder of reports -> a Parquet table, by Daft.

python docs/how-to/engines/with_daft.py FOLDER OUT
"""

from __future__ import annotations

import sys

import daft
import pyarrow as pa
from daft import DataType, Series, col

from gongkai.arrow import SCHEMA, parse_batch
from gongkai.batch import files_of

FILES_A_BATCH = 100
ROWS = DataType.from_arrow_type(pa.list_(pa.struct(list(SCHEMA))))


@daft.func.batch(return_dtype=ROWS, batch_size=FILES_A_BATCH, use_process=True)
def read(path: Series) -> pa.Array:
    """What each process of Daft does: for each file the list of its rows."""
    batch = parse_batch(pa.record_batch({"source": path.to_arrow(), "path": path.to_arrow()}))
    starts = [at for at, result in enumerate(batch.column("result").to_pylist()) if result is not None]
    return pa.ListArray.from_arrays([*starts, batch.num_rows], batch.to_struct_array())


def main(folder: str, out: str) -> None:
    """Read a folder."""
    files = daft.from_pydict({"path": list(files_of(folder))})
    rows = files.select(read(col("path")).alias("row")).explode("row")
    rows.select(*(col("row")[name].alias(name) for name in SCHEMA.names)).write_parquet(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
