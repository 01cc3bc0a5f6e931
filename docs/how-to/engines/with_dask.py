"""A folder of reports -> a Parquet table, by Dask.

python docs/how-to/engines/with_dask.py FOLDER OUT
"""

from __future__ import annotations

import sys

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa

from gongkai.arrow import SCHEMA, parse_batch
from gongkai.batch import files_of

FILES_A_PART = 100


def frame(batch: pa.RecordBatch) -> pd.DataFrame:
    """A batch as pandas holds it without losing a digit."""
    return batch.to_pandas(types_mapper=pd.ArrowDtype)


def read(names: list[str]) -> pd.DataFrame:
    """What each process of Dask does."""
    return frame(parse_batch(pa.record_batch({"source": names, "path": names})))


def main(folder: str, out: str) -> None:
    """Read a folder."""
    names = list(files_of(folder))
    parts = [names[at : at + FILES_A_PART] for at in range(0, len(names), FILES_A_PART)]
    table = dd.from_map(read, parts, meta=frame(SCHEMA.empty_table()))
    table.to_parquet(out, schema=SCHEMA, write_index=False, compute_kwargs={"scheduler": "processes"})


if __name__ == "__main__":
    main(*sys.argv[1:])
