from __future__ import annotations

import csv
import io
import json
import sqlite3
import stat
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve

import gongkai
from gongkai import export, grammar
from gongkai.cells import Place, Reading, Status
from gongkai.export.guard import number
from gongkai.export.table import storable
from gongkai.form import Key
from tests.unit import official

FORMS = ("annual_2019", "annual_2021")
RESULTS = {form: gongkai.parse(official.page(form, official.numbered(form))) for form in FORMS}
NAMED = [(f"{form}.txt", result) for form, result in RESULTS.items()]


def written(content: Any, to: str) -> bytes:
    out = io.BytesIO()
    export.write_to(content, out, to)
    return out.getvalue()


def with_amount(value: Decimal, unit: str | None) -> gongkai.Report:
    report = RESULTS["annual_2021"].report
    place = Place(Reading(value, Status.REPORTED, unit, str(value)), -1, -1)
    return evolve(report, cells=tuple(place if key.column == "amount" else cell for key, cell in zip(report.keys, report.cells, strict=True)))


# ---------------------------------------------------------------- the tables


def test_the_long_table_has_a_row_for_each_entry_of_every_form() -> None:
    table = export.long(NAMED)
    names = [column.name for column in table.columns]
    assert names == "file form year agency item column label value unit status raw start end page".split()
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    entries = [(name, entry) for name, result in NAMED for entry in result.report.entries()]
    assert len(rows) == len(entries) > 390
    for row, (name, entry) in zip(rows, entries, strict=True):
        assert (row["file"], row["form"], f"{row['item']}.{row['column']}", row["label"]) == (name, entry.form, entry.key, entry.label)
        assert (row["value"], row["unit"], row["status"], row["raw"]) == (entry.value, entry.unit, entry.status, entry.raw)
        span = entry.span
        assert (row["start"], row["end"]) == ((span.start, span.end) if span else (None, None))


def test_the_wide_table_has_a_row_for_each_report_and_a_column_for_each_entry_of_any_form() -> None:
    table = export.wide(NAMED)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert [row["file"] for row in rows] == [name for name, _ in NAMED]
    for row, result in zip(rows, RESULTS.values(), strict=True):
        entries = {entry.key: entry for entry in result.report.entries()}
        for key, name in export.column_names().items():
            assert row[name] == (entries[key].value if key in entries else None)
        assert row["n_reported"] == sum(entry.status == "reported" for entry in entries.values()) > 0
        assert sum(int(str(row[f"n_{status}"])) for status in Status) == len(entries)


def test_an_amount_in_the_wide_table_stands_beside_its_unit() -> None:
    table = export.wide([with_amount(Decimal("3.25"), "元")])
    row = dict(zip([column.name for column in table.columns], next(iter(table.rows)), strict=True))
    assert (row["pro_fees_amount"], row["pro_fees_amount_unit"]) == (Decimal("3.25"), "元")


def test_the_names_of_the_wide_table_are_such_as_stata_takes() -> None:
    names = [column.name for column in export.wide([]).columns]
    keys = {str(key) for form in grammar.forms() for row in grammar.form(form).rows for key in row.entries}
    assert set(export.column_names()) == keys
    assert len(names) == len({name.lower() for name in names}) > 220
    for name in names:
        assert len(name) <= 32
        assert name.isascii()
        assert name.isidentifier()


def test_a_name_is_a_matter_of_its_key_alone() -> None:
    assert all(export.column_name(*key.rsplit(".", 1)) == name for key, name in export.column_names().items())
    assert export.column_name("requests.outcomes.refused.state_secret", "natural_person") == "req_out_ref_state_secre_nat_per"
    deep = [export.column_name(f"{'very_long_words.' * 4}{row}", "natural_person") for row in ("some_row", "some_rows")]
    assert len(set(deep)) == 2
    assert all(len(name) <= 32 and name.isidentifier() for name in deep)


def test_a_report_of_an_unknown_form_is_no_row_of_the_wide_table_and_says_so() -> None:
    report = gongkai.Report("other_1999", None, None, None, None, None, (), (Key("a", "b", "c"),), (Place(Reading(1, Status.REPORTED), -1, -1),))
    with pytest.raises(ValueError, match=r"other_1999.*a\.b"):
        list(export.wide([report]).rows)
    assert len(list(export.long([report]).rows)) == 1


# ---------------------------------------------------------------- what a spreadsheet makes of text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\x01", "\r\n=1", "＝1", "－", "\u3000=1", "\u200b=1", "\ufeff=1", "'=1"])
def test_text_that_may_become_a_formula_gets_an_apostrophe(text: str) -> None:
    assert export.guarded(text) == f"'{text}"
    assert export.unguarded(export.guarded(text)) == text


@pytest.mark.parametrize("text", ["", "/", "1", "3.25万元", "安澜县", "—", "a=1", "1-2", "无"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert export.guarded(text) == text == export.unguarded(text)


def test_numbers_in_csv_are_never_guarded() -> None:
    page = "二、主动公开政府信息情况\n信息内容 上一年项目数量 本年增/减 处理决定数量\n行政许可 | 5 | -3 | 7 |"
    (row,) = [row for row in csv.DictReader(io.StringIO(written([(None, gongkai.parse(page))], "csv").decode("utf-8-sig"))) if row["raw"] == "'-3"]
    assert (row["column"], row["value"]) == ("change", "-3")


def test_csv_begins_with_a_byte_order_mark_and_ends_its_lines_as_the_standard_says() -> None:
    data = written(NAMED, "csv")
    assert data.startswith(b"\xef\xbb\xbffile,")
    assert data.count(b"\r\n") == 1 + sum(len(result.report.entries()) for _, result in NAMED)


@pytest.mark.parametrize(("value", "as_number"), [(3, 3), (10**15, str(10**15)), (Decimal("3.2500"), 3.25), (Decimal("-0.1"), -0.1)])
def test_a_value_is_a_number_where_all_its_digits_are_kept(value: int | Decimal, as_number: object) -> None:
    assert number(value) == as_number
    assert type(number(value)) is type(as_number)


def test_a_value_with_more_digits_than_a_float_keeps_is_text() -> None:
    long = Decimal("123456789012345.123456789012")
    assert number(long) == str(long)
    assert number(Decimal("1E+20")) == 1e20
    assert number(Decimal("0.1234567890123456")) == "0.1234567890123456"


# ---------------------------------------------------------------- Arrow and what takes it


def test_arrow_has_one_schema_whatever_is_in_the_table() -> None:
    empty, full = export.arrow(export.long([])), export.arrow(export.long(NAMED))
    assert empty.schema == full.schema
    assert full.schema.field("value").type == pa.decimal128(38, 12)
    assert (empty.num_rows, full.num_rows) == (0, len(list(export.long(NAMED).rows)))
    assert export.arrow(export.wide(NAMED)).schema == export.arrow(export.wide([])).schema


def test_the_wide_table_in_arrow_has_the_labels_of_the_form() -> None:
    fields = export.arrow(export.wide([])).schema
    labels = fields.field("req_new_total").metadata[b"label"].decode()
    row = next(row for row in grammar.form("annual_2021").rows if row.path == "requests.new")
    assert labels == f"{row.label} · {row.titles[-1]}"


def test_pandas_polars_and_duckdb_take_the_table_with_every_digit() -> None:
    wanted = Decimal("123456789012345.123456789012")
    table = export.arrow(export.long([with_amount(wanted, None)]))
    assert wanted in list(table.to_pandas()["value"])
    assert isinstance(table.to_pandas(), pd.DataFrame)
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    assert wanted in list(frame["value"])
    with closing(duckdb.connect()) as database:
        assert database.from_arrow(table).filter("\"column\" = 'amount'").project("value").fetchall() == [(wanted,)]


def test_parquet_holds_the_same_table(tmp_path: Path) -> None:
    export.write(NAMED, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet") == export.arrow(export.long(NAMED))


def test_the_module_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(export.MissingPackageError, match=r"gongkai\[arrow\]"):
        export.arrow(export.long([]))


# ---------------------------------------------------------------- files


def test_sqlite_holds_the_long_table_with_numbers_as_numbers(tmp_path: Path) -> None:
    export.write(NAMED, tmp_path / "out.sqlite")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        rows = database.execute("SELECT item, value, status FROM entries").fetchall()
        (total,) = database.execute("SELECT sum(value) FROM entries WHERE item = 'requests.new'").fetchone()
    entries = [entry for _, result in NAMED for entry in result.report.entries()]
    assert rows == [(entry.item, None if entry.value is None else number(entry.value), entry.status) for entry in entries]
    assert total == sum(entry.value or 0 for entry in entries if entry.item == "requests.new")


def test_a_table_can_be_written_to_targets_of_tables_alone(tmp_path: Path) -> None:
    export.write(export.wide(NAMED), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("file,form,year,agency,title,published,")
    with pytest.raises(export.UnknownTargetError, match="csv, parquet, sqlite"):
        export.write(export.wide(NAMED), tmp_path / "out.json")


def test_an_unknown_suffix_or_target_names_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(export.UnknownTargetError, match="jsonl, csv"):
        export.write(NAMED, tmp_path / "out.doc")
    with pytest.raises(export.UnknownTargetError, match="jsonl, csv"):
        export.write(NAMED, tmp_path / "out.csv", "doc")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def failing() -> Any:
        yield NAMED[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export.write(failing(), out)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_file_that_is_replaced_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    out, link = tmp_path / "out.csv", tmp_path / "link.csv"
    out.write_text("old")
    out.chmod(0o640)
    link.symlink_to(out)
    export.write(NAMED, link)
    assert link.is_symlink()
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert out.read_bytes() == written(NAMED, "csv")


def test_a_file_name_that_is_no_utf_8_can_be_written_to_every_target() -> None:
    name = b"\xb1\xa8\xb8\xe6.txt".decode("utf-8", "surrogateescape")
    source = [(name, RESULTS["annual_2021"])]
    assert "\\udcb1" in storable(name)
    for target in export.TARGETS:
        assert written(source, target)
    assert json.loads(written(source, "json"))[0]["file"] == name
