"""What an engine is given: the rows of ``gongkai batch``, whatever is in the files."""

from __future__ import annotations

import mmap
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import gongkai
from gongkai.arrow import ENTRIES, FILES, SCHEMA, SchemaError, parse_batch
from gongkai.batch import files_of, run
from gongkai.batch.outcome import FILES as COLUMNS_OF_FILES
from gongkai.export import long
from gongkai.export.arrow import in_one_batch
from gongkai.export.table import Column, Kind, Table
from gongkai.inputs import Taken
from tests.unit import official

ROOT = Path(__file__).parents[2]
PAGE = official.page("annual_2021", official.numbered("annual_2021"))
DAMAGED = PAGE.replace("（一）予以公开 | 1024 |", "（一）予以公开 |")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of all kinds, good and bad."""
    top = tmp_path_factory.mktemp("in")
    for path in (ROOT / "tests" / "files" / "annual_2021").glob("browser.*"):
        (top / path.name).write_bytes(path.read_bytes())
    for name, content in {"a.txt": PAGE.encode(), "b.txt": DAMAGED.encode("gb18030"), "c.txt": b"", "d.pdf": b"%PDF-1.4", "-": PAGE.encode()}.items():
        (top / name).write_bytes(content)
    (top / "gone.txt").symlink_to(top / "nowhere")
    return top


def entries(table: pa.Table) -> pa.Table:
    return table.filter(pc.is_valid(table["item"])).select(ENTRIES)


def files(table: pa.Table) -> pa.Table:
    return table.filter(pc.is_valid(table["result"])).select(FILES)


def given(**columns: Any) -> pa.RecordBatch:
    return pa.record_batch(columns)


def parsed(**columns: Any) -> pa.Table:
    return pa.Table.from_batches([parse_batch(given(**columns))], SCHEMA)


# ---------------------------------------------------------------- the rows


def test_the_rows_are_those_of_a_batch(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out.parquet", jobs=1)
    names = list(files_of(str(folder)))
    table = parsed(source=names, path=names)
    assert entries(table).equals(pq.read_table(tmp_path / "out.parquet"))
    assert files(table).equals(pq.read_table(tmp_path / "out.files.parquet"))
    assert set(files(table)["result"].to_pylist()) == {"clean", "doubtful", "failed"}


def test_content_says_what_its_file_says(folder: Path) -> None:
    names = [name for name in files_of(str(folder)) if Path(name).exists()]
    assert parsed(source=names, content=[Path(name).read_bytes() for name in names]).equals(parsed(source=names, path=names))


def test_text_says_what_its_file_says() -> None:
    assert parsed(source=["a", "b"], text=[PAGE, DAMAGED]).equals(parsed(source=["a", "b"], content=[PAGE.encode(), DAMAGED.encode()]))


def test_text_is_not_taken_for_a_file_of_another_kind() -> None:
    page = f"<html><body><p>…</p></body></html>\n{PAGE}"
    assert files(parsed(source=["a"], text=[page]))["codes"] == files(parsed(source=["a"], text=[f"\n{PAGE}"]))["codes"]


def test_the_rows_stand_in_the_order_of_the_files_each_before_its_entries() -> None:
    table = parsed(source=["b", "a", "c"], text=[PAGE, "no report", PAGE])
    heads = [at for at, result in enumerate(table["result"].to_pylist()) if result is not None]
    size = len(gongkai.parse(PAGE).report.entries())
    assert heads == [0, size + 1, size + 2]
    assert table["file"].to_pylist() == ["b"] * (size + 1) + ["a"] + ["c"] * (size + 1)


# ---------------------------------------------------------------- what is always so


def test_the_columns_are_those_of_both_tables() -> None:
    assert ENTRIES == tuple(column.name for column in long([]).columns) == tuple(SCHEMA.names[: len(ENTRIES)])
    assert tuple(column.name for column in COLUMNS_OF_FILES) == FILES
    assert set(SCHEMA.names) == {*ENTRIES, *FILES}


@pytest.mark.parametrize("texts", [[], ["no report"], [None], [PAGE], [PAGE, None, "", PAGE]])
def test_the_schema_does_not_depend_on_the_files(texts: list[str | None]) -> None:
    batch = parse_batch(given(source=pa.array([str(at) for at in range(len(texts))], pa.string()), text=pa.array(texts, pa.string())))
    assert isinstance(batch, pa.RecordBatch)
    assert batch.schema.equals(SCHEMA, check_metadata=True)
    assert sum(result is not None for result in batch.column("result").to_pylist()) == len(texts)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"source": [None], "text": [PAGE]}, "there is no source"),
        ({"source": ["a"], "text": pa.array([None], pa.string())}, "there is no text"),
        ({"source": ["a"], "content": pa.array([None], pa.binary())}, "there is no content"),
        ({"source": ["a"], "content": [b"\x00\x01\x02"]}, "GK101"),
        ({"source": ["a"], "content": [b"PK\x03\x04rubbish"]}, "packed file"),
        ({"source": ["a"], "path": ["no/such/file"]}, "No such file"),
        ({"source": ["a"], "path": ["a\0b"]}, "null"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_row_that_says_why(columns: dict[str, Any], reason: str) -> None:
    (row,) = parsed(**{**columns, "source": pa.array(columns["source"], pa.string())}).to_pylist()
    assert (row["file"], row["result"], row["item"]) == (columns["source"][0], "failed", None)
    assert pc.match_substring_regex(pa.array([row["reason"]]), reason).to_pylist() == [True]


def test_an_error_of_our_own_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Taken:
        raise RecursionError("too deep")

    monkeypatch.setattr("gongkai.batch.outcome.take", broken)
    assert parsed(source=["a"], text=[PAGE])["reason"].to_pylist() == [
        "GK453 internal error: RecursionError: too deep; please report it with the file"
    ]


def test_limits_are_kept() -> None:
    few = gongkai.Limits(size=100)
    table = parse_batch(given(source=["a", "b"], text=[PAGE, "x"]), limits=few)
    assert table.column("reason").to_pylist()[0].startswith("GK411 the file is larger than 100 bytes")


# ---------------------------------------------------------------- what is given


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_any_kind_of_string_will_do(kind: pa.DataType) -> None:
    assert parsed(source=pa.array(["a"], kind), text=pa.array([PAGE], kind)).equals(parsed(source=["a"], text=[PAGE]))


def test_other_columns_are_passed_by() -> None:
    assert parsed(length=[1], source=["a"], text=[PAGE], form=["x"]).equals(parsed(source=["a"], text=[PAGE]))


@pytest.mark.parametrize(
    "columns",
    [
        {"text": [PAGE]},
        {"source": ["a"]},
        {"source": [1], "text": [PAGE]},
        {"source": ["a"], "text": [b"x"]},
        {"source": ["a"], "content": ["x"]},
        {"source": ["a"], "content": [b"x"], "text": ["x"]},
        {"source": ["a"], "content": ["x"], "text": ["x"]},
    ],
)
def test_other_columns_than_those_are_an_error_that_names_both(columns: dict[str, Any]) -> None:
    with pytest.raises(SchemaError) as caught:
        parse_batch(given(**columns))
    assert isinstance(caught.value, gongkai.GongkaiError)
    assert "source: string, and one of content: binary, text: string, path: string" in str(caught.value)
    assert all(f"{name}: " in str(caught.value).partition("found ")[2] for name in columns)


def test_a_column_twice_is_an_error() -> None:
    with pytest.raises(SchemaError):
        parse_batch(pa.record_batch([pa.array(["a"]), pa.array(["a"]), pa.array(["x"])], names=["source", "source", "text"]))


def test_without_pyarrow_the_error_says_what_to_install() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; import gongkai.arrow"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")
    assert "MissingPackageError: pyarrow is not installed: pip install 'gongkai[arrow]'" in done.stderr


def test_more_text_than_a_batch_can_hold_is_an_error_and_no_shorter_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = pa.py_buffer(mmap.mmap(-1, 2**30))  # nobody looks at it, so that it takes no memory
    text = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(struct.pack("<2i", 0, blank.size)), blank])
    half = pa.RecordBatch.from_arrays([text], names=["file"])
    monkeypatch.setattr(sys.modules["gongkai.export.arrow"], "batches", lambda _: iter([half, half]))
    with pytest.raises(pa.ArrowInvalid):
        in_one_batch(Table("files", (Column("file", Kind.TEXT),), ()))
