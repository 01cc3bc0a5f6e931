from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import export
from gongkai.cells import Place, Reading, Status
from gongkai.export.table import Kind, Table, storable
from gongkai.form import AMOUNT
from gongkai.records import typed
from gongkai.testing import reports

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15) + 1, max_value=10**15 - 1, places=12)
TEXTS = st.text(st.characters(exclude_characters="\x00"), max_size=12) | st.sampled_from(["=1+1", "-", "'-", "\t", "@x", "\r", "\n", " "])


@st.composite
def reports_with_any_text(draw: st.DrawFn) -> gongkai.Report:
    """Reports with amounts of any length, and with any text where a page may say anything."""
    report = draw(reports())
    amount, raw = draw(AMOUNTS), draw(TEXTS)
    cells = [
        Place(Reading(amount, Status.REPORTED, draw(st.none() | st.just("万元")), raw), 3, 5) if key.column == AMOUNT else cell
        for key, cell in zip(report.keys, report.cells, strict=True)
    ]
    return evolve(report, cells=tuple(cells), agency=draw(TEXTS))


def records(table: Table, kinds: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip([column.name for column in table.columns], row, strict=True)) for row in kinds]


def wanted(table: Table) -> list[dict[str, Any]]:
    return records(table, table.rows)


def restored(table: Table, rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Rows as a file has them, in the types of the table's columns."""
    kinds = [column.kind for column in table.columns]
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(_restored, kinds, row), strict=True)) for row in rows]


def _restored(kind: Kind, cell: Any) -> Any:
    if cell is None or (cell == "" and kind is not Kind.TEXT):
        return None
    if kind is Kind.NUMBER:
        return Decimal(repr(cell) if isinstance(cell, float) else cell)
    if kind is Kind.DATE and isinstance(cell, str):
        return date.fromisoformat(cell)
    return int(cell) if kind is Kind.INTEGER else cell


def written(content: Any, to: str) -> bytes:
    out = io.BytesIO()
    export.write_to(content, out, to)
    return out.getvalue()


def without_nothing(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as CSV can hold them: an empty field is None and empty text alike."""
    return [{name: cell or None if isinstance(cell, str) else cell for name, cell in row.items()} for row in rows]


@given(reports_with_any_text(), st.booleans())
def test_csv_keeps_every_cell(report: gongkai.Report, wide: bool) -> None:
    make = export.wide if wide else export.long
    _, *rows = csv.reader(io.StringIO(written(make([report]), "csv").decode("utf-8-sig"), newline=""))
    plain = [tuple(map(export.unguarded, row)) for row in rows]  # no number begins with an apostrophe
    assert without_nothing(restored(make([report]), plain)) == without_nothing(wanted(make([report])))


@given(reports_with_any_text(), st.booleans())
def test_parquet_keeps_every_cell(report: gongkai.Report, wide: bool) -> None:
    make = export.wide if wide else export.long
    assert pq.read_table(io.BytesIO(written(make([report]), "parquet"))).to_pylist() == wanted(make([report]))


@given(reports_with_any_text(), st.booleans())
def test_sqlite_keeps_every_cell(report: gongkai.Report, wide: bool) -> None:
    make = export.wide if wide else export.long
    data = written(make([report]), "sqlite")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        rows = database.execute(f"SELECT * FROM {'reports' if wide else 'entries'}").fetchall()
    assert restored(make([report]), rows) == wanted(make([report]))


@given(reports_with_any_text())
def test_json_keeps_the_report(report: gongkai.Report) -> None:
    result = evolve(gongkai.parse(""), report=report)
    for target in ("json", "jsonl"):
        data = json.loads(written([("a", result)], target))
        again = gongkai.Report.from_dict(data[0] if target == "json" else data)
        assert again == report
        assert again.to_dict() == report.to_dict()


@given(reports_with_any_text())
def test_equal_reports_give_byte_equal_json(report: gongkai.Report) -> None:
    said = [Place(evolve(cell.reading, raw="another", value=_longer(cell.reading.value)), 7, 9) for cell in report.cells]
    again = evolve(gongkai.Report.from_dict(report.to_dict()), cells=tuple(said))
    assert again == report
    assert export.canonical(again) == export.canonical(report)


def _longer(value: int | Decimal | None) -> int | Decimal | None:
    """The same value with another zero at its end."""
    return value.quantize(Decimal("1e-13")) if isinstance(value, Decimal) else value


@given(reports(), reports())
def test_reports_that_are_not_equal_give_other_json(one: gongkai.Report, other: gongkai.Report) -> None:
    assert (export.canonical(one) == export.canonical(other)) == (one == other)
    year = evolve(one, year=(one.year or 0) + 1)
    assert export.canonical(year) != export.canonical(one)


@given(reports(), st.data())
def test_one_other_reading_gives_other_json(report: gongkai.Report, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(report.cells) - 1))
    reading = report.cells[at].reading
    other = data.draw(st.sampled_from([Reading(reading.value, reading.status, "亿元"), Reading(65_536_000, Status.REPORTED, reading.unit)]))
    cells = (*report.cells[:at], Place(other, -1, -1), *report.cells[at + 1 :])
    assert export.canonical(evolve(report, cells=cells)) != export.canonical(report)


@given(reports())
def test_values_in_tables_have_the_types_of_the_records(report: gongkai.Report) -> None:
    for row in wanted(export.long([report])):
        value = row["value"]
        assert value == typed(row["column"], value)
        assert value is None or isinstance(value, Decimal if row["column"] == AMOUNT else int)
    assert all(storable(entry.label) == entry.label for entry in report.entries())
