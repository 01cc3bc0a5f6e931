"""A folder of reports -> a Parquet table in folders by year, by Apache Spark.

    spark-submit docs/how-to/engines/with_spark.py FOLDER OUT

Every machine needs the package gongkai[arrow]. FOLDER is one that every machine sees, or a URL (hdfs://…, s3a://…) of a store that Spark knows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from gongkai import Limits
from gongkai.arrow import SCHEMA, parse_batch
from gongkai.batch import files_of

FILES_A_BATCH = 100
"""A batch of so many files has some twenty thousand rows."""
FILES_A_TASK = 1000
"""So many files are read again where a process is lost."""


def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What each process of Spark does."""
    return map(parse_batch, batches)


def names(spark: SparkSession, folder: str) -> DataFrame:
    """The files of a folder that every machine sees, as ``gongkai batch`` finds them: a column ``source``, and ``path``, where they are opened."""
    found = [(name, name) for name in files_of(folder)]
    return spark.createDataFrame(found, "source string, path string").repartition(len(found) // FILES_A_TASK + spark.sparkContext.defaultParallelism)


def contents(spark: SparkSession, folder: str) -> DataFrame:
    """The files of a folder in HDFS or an object store: ``source`` and ``content``. Spark passes by files that are empty, and those too large would end the job."""
    found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(folder)
    return found.where(col("length") <= Limits().size).select(col("path").alias("source"), "content")


def schema() -> StructType:
    """``gongkai.arrow.SCHEMA`` as Spark has it."""
    return from_arrow_schema(SCHEMA)


def rows(reports: DataFrame) -> DataFrame:
    """What is in the files."""
    return reports.mapInArrow(read, schema())


def main(folder: str, out: str) -> None:
    """Read a folder."""
    spark = SparkSession.builder.appName("gongkai").config("spark.sql.execution.arrow.maxRecordsPerBatch", FILES_A_BATCH).getOrCreate()
    found = contents(spark, folder) if "://" in folder else names(spark, folder)
    rows(found).write.partitionBy("year").parquet(out)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
