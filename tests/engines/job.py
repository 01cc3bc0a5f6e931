"""What docs/how-to/engines/with_spark.py does, in a Spark that loses a worker on the way.

    python -m tests.engines.job FOLDER OUT

writes the table of the folder to OUT/names, and to OUT/contents that of the same folder taken for a store. In the midst of the first, a process that
reads is killed; OUT/lost then has its number.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession

from gongkai.arrow import parse_batch

ROOT = Path(__file__).resolve().parents[2]


def losing(mark: str) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What each process does; one with a second batch to read is gone before it has read that."""

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for at, batch in enumerate(batches):
            if at == 1 and not Path(mark).exists():
                Path(mark).write_text(str(os.getpid()), "ascii")
                os.kill(os.getpid(), signal.SIGKILL)
            yield parse_batch(batch)

    return read


def main(folder: str, out: str) -> None:
    recipe = runpy.run_path(str(ROOT / "docs" / "how-to" / "engines" / "with_spark.py"))
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").config("spark.sql.warehouse.dir", f"{out}/warehouse")
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 10).getOrCreate()
    names = recipe["names"](spark, folder)
    names.mapInArrow(losing(f"{out}/lost"), recipe["schema"]()).write.partitionBy("year").parquet(f"{out}/names")
    recipe["rows"](recipe["contents"](spark, f"file://{folder}")).write.parquet(f"{out}/contents")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
