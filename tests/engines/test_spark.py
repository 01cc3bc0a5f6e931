"""Apache Spark writes the table that ``gongkai batch`` writes. Needs pyspark and Java: ``pip install -e '.[engines]'``, then ``pytest tests/engines``."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from benchmarks.made import fill
from gongkai.arrow import ENTRIES, FILES, SCHEMA
from gongkai.batch import run

if importlib.util.find_spec("pyspark") is None or (shutil.which("java") is None and "JAVA_HOME" not in os.environ):
    pytest.skip("pyspark or Java is not installed", allow_module_level=True)

YEARS = ds.partitioning(pa.schema([("year", pa.int64())]), flavor="hive")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports in mixed layouts, and files that are none."""
    top = tmp_path_factory.mktemp("in")
    fill(top, 60)
    (top / "空.txt").write_bytes(b"")
    (top / "no report.html").write_text("<html><body><p>天气预报</p></body></html>", "utf-8")
    (top / "broken.pdf").write_bytes(b"%PDF-1.4")
    (top / "gone.txt").symlink_to(top / "nowhere")
    return top


@pytest.fixture(scope="module")
def batch(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[pa.Table, pa.Table]:
    """The two tables of a batch."""
    out = tmp_path_factory.mktemp("batch") / "out.parquet"
    run(folder, out, jobs=2)
    return pq.read_table(out), pq.read_table(out.with_name("out.files.parquet"))


@pytest.fixture(scope="module")
def spark(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Spark has written."""
    out = tmp_path_factory.mktemp("spark")
    command = [sys.executable, "-m", "tests.engines.job", str(folder), str(out)]
    done = subprocess.run(command, env={**os.environ, "PYSPARK_PYTHON": sys.executable}, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-5000:]
    return out


def entries(table: pa.Table) -> pa.Table:
    return ordered(table.filter(pc.is_valid(table["item"])).select(ENTRIES))


def files(table: pa.Table) -> pa.Table:
    return ordered(table.filter(pc.is_valid(table["result"])).select(FILES))


def ordered(table: pa.Table) -> pa.Table:
    keys = [(name, "ascending") for name in ("file", "item", "column") if name in table.column_names]
    return table.sort_by(keys).replace_schema_metadata().cast(pa.schema([field.remove_metadata() for field in table.schema]))


def test_the_rows_are_those_of_a_batch_though_a_worker_was_lost(spark: Path, batch: tuple[pa.Table, pa.Table]) -> None:
    assert (spark / "lost").read_text("ascii").isdigit()
    table = ds.dataset(spark / "names", schema=SCHEMA, partitioning=YEARS).to_table()
    assert entries(table).equals(ordered(batch[0]))
    assert files(table).equals(ordered(batch[1]))
    assert files(table)["result"].to_pylist().count("failed") >= 4


def test_the_table_lies_in_folders_by_year(spark: Path, batch: tuple[pa.Table, pa.Table]) -> None:
    years = {f"year={year}" if year is not None else "year=__HIVE_DEFAULT_PARTITION__" for year in batch[1]["year"].to_pylist()}
    assert {path.name for path in (spark / "names").iterdir() if path.is_dir()} == years
    assert len(years) == 5


def test_the_files_of_a_store_say_the_same_but_for_empty_ones(spark: Path, folder: Path, batch: tuple[pa.Table, pa.Table]) -> None:
    table = ds.dataset(spark / "contents", schema=SCHEMA).to_table()
    there = pa.array(sorted(path.as_posix() for path in folder.rglob("*") if path.is_file() and path.stat().st_size))
    named = table.set_column(0, "file", pc.replace_substring(table["file"], "file:", ""))
    for found, wanted in ((entries(named), batch[0]), (files(named), batch[1])):
        assert found.equals(ordered(wanted.filter(pc.is_in(wanted["file"], there))))
