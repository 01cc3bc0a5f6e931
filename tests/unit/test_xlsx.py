from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

import gongkai
from gongkai import export, grammar
from gongkai.cells import Place, Reading, Status
from gongkai.export import xlsx
from gongkai.testing import reports
from tests.unit import official

RESULTS = [gongkai.parse(official.page(form, official.numbered(form))) for form in ("annual_2019", "annual_2021")]
RESULT = RESULTS[1]


def book(*results: gongkai.Result, name: str | None = "a.txt") -> Any:
    out = io.BytesIO()
    export.write_to([(name, one) for one in results], out, "xlsx")
    return load_workbook(out)


def with_reading(reading: Reading, column: str = "amount") -> gongkai.Result:
    report = RESULT.report
    place = Place(reading, -1, -1)
    cells = (place if key.column == column else cell for key, cell in zip(report.keys, report.cells, strict=True))
    return evolve(RESULT, report=evolve(report, cells=tuple(cells)))


def printed(sheet: Any) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_workbook_has_a_sheet_for_each_report_and_the_long_table() -> None:
    made = book(*RESULTS)
    assert made.sheetnames == ["1 云山县水务局 2023", "2 云山县水务局 2023", "entries"]
    rows = list(made["entries"].iter_rows(values_only=True))
    assert rows[0] == tuple(column.name for column in export.long([]).columns)
    assert len(rows) == 1 + sum(len(result.report.entries()) for result in RESULTS)


@pytest.mark.parametrize("result", RESULTS)
def test_a_sheet_has_every_label_and_every_number_of_the_form(result: gongkai.Result) -> None:
    sheet = book(result).worksheets[0]
    values = [cell.value for cell in printed(sheet)]
    form = grammar.form(result.report.form)
    assert {row.label for row in form.rows if row.label and not row.optional} <= set(values)
    numbers = [entry.value for entry in result.report.entries() if entry.value is not None]
    assert sorted(value for value in values if not isinstance(value, str)) == sorted(map(float, numbers))
    assert len(numbers) > 190


def test_cells_are_merged_as_in_the_form() -> None:
    sheet = book(RESULT).worksheets[0]
    (refused,) = [cell for cell in printed(sheet) if isinstance(cell.value, str) and cell.value.startswith("（三）不予公开")]
    (merged,) = [one for one in sheet.merged_cells.ranges if refused.coordinate in one]
    assert merged.max_row - merged.min_row + 1 == 8


@pytest.mark.parametrize("text", ["=1+1", "@sum(1)", "+1", "-", "'quoted", "\x01\x02", "_x0041_", "a\nb", "https://example.org", " =1", "{=1}"])
def test_text_is_text_and_never_a_formula_nor_a_link(text: str) -> None:
    report = evolve(RESULT.report, agency=text)
    sheet = book(evolve(RESULT, report=report), name=text)["entries"]
    for column in (1, 4):
        cell = sheet.cell(2, column)
        assert (unescape(cell.value) if "\x01" in text else cell.value) == text  # openpyxl leaves that to its caller
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert cell.quotePrefix == (export.guarded(text) != text)


def test_a_value_is_a_number_that_shows_its_decimals_and_its_unit() -> None:
    sheet = book(with_reading(Reading(Decimal("160.5960"), Status.REPORTED, "元", "160.5960元"))).worksheets[0]
    (cell,) = [cell for cell in printed(sheet) if cell.value == 160.596]
    assert (cell.data_type, cell.number_format) == ("n", '0.0000"元"')


def test_an_inferred_value_stands_in_brackets_and_is_still_a_number() -> None:
    sheet = book(with_reading(Reading(Decimal(7777), Status.INFERRED))).worksheets[0]
    (cell,) = [cell for cell in printed(sheet) if cell.value == 7777]
    assert (cell.data_type, cell.number_format) == ("n", '"["0"]"')


@pytest.mark.parametrize(("status", "sign"), [(Status.UNSETTLED, "?"), (Status.MISSING, "—"), (Status.NOT_APPLICABLE, "/")])
def test_a_cell_without_a_value_says_why(status: Status, sign: str) -> None:
    sheet = book(with_reading(Reading(None, status), "issued")).worksheets[0]
    assert sum(cell.value == sign for cell in printed(sheet)) == 2


def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_text_with_all_of_them() -> None:
    made = book(with_reading(Reading(Decimal("123456789012345.6789"), Status.REPORTED)))
    for sheet in made.worksheets:
        assert "123456789012345.6789" in [cell.value for cell in printed(sheet)]


@pytest.mark.parametrize("agency", ["'a'", "a" * 50, "[]:*?/\\", "", "History", None, "\x00\uffff"])
def test_every_organ_gives_a_sheet_a_name_that_excel_takes(agency: str | None) -> None:
    one = evolve(RESULT, report=evolve(RESULT.report, agency=agency))
    names = book(one, one).sheetnames
    assert len(set(names)) == 3
    assert all(0 < len(name) <= 31 for name in names)


def test_more_entries_than_a_sheet_has_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 100)
    with pytest.raises(ValueError, match=r"\.parquet"):
        book(RESULT)


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    report = evolve(RESULT.report, agency="长" * 40_000)
    value = book(evolve(RESULT, report=report))["entries"].cell(2, 4).value
    assert len(value) == 32_767
    assert value.endswith("长…")


@given(reports(), st.decimals(-(10**10), 10**10, places=4, allow_nan=False))
def test_the_long_table_keeps_every_value_and_status(report: gongkai.Report, amount: Decimal) -> None:
    cells = (
        Place(Reading(amount, Status.REPORTED, None, None), -1, -1) if key.column == "amount" else cell
        for key, cell in zip(report.keys, report.cells, strict=True)
    )
    result = evolve(RESULT, report=evolve(report, cells=tuple(cells)))
    _, *rows = book(result)["entries"].iter_rows(values_only=True)
    for row, entry in zip(rows, result.report.entries(), strict=True):
        value, status = row[7], row[9]
        assert status == entry.status
        assert (Decimal(repr(value)) if value is not None else None) == entry.value
