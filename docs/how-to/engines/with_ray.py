"""A folder of reports -> a Parquet table, by Ray Data.

python docs/how-to/engines/with_ray.py FOLDER OUT
"""

from __future__ import annotations

import sys

import pyarrow as pa
import ray

from gongkai.arrow import SCHEMA, parse_batch
from gongkai.batch import files_of

FILES_A_BATCH = 100


def read(files: pa.Table) -> pa.Table:
    """What each process of Ray does."""
    return pa.Table.from_batches([parse_batch(batch) for batch in files.to_batches()], SCHEMA)


def main(folder: str, out: str) -> None:
    """Read a folder."""
    names = list(files_of(folder))
    files = ray.data.from_arrow(pa.table({"source": names, "path": names})).repartition(len(names) // FILES_A_BATCH + 1)
    files.map_batches(read, batch_format="pyarrow", batch_size=FILES_A_BATCH).write_parquet(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
