"""Results -> XLSX: a sheet for each report, laid out like the form, and the long table. Needs ``gongkai[xlsx]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import IO, Any

from gongkai import grammar
from gongkai.cells import Status
from gongkai.complaints import say
from gongkai.export.guard import dangerous, number
from gongkai.export.long import long
from gongkai.export.table import Cell, Table, storable
from gongkai.extras import needed
from gongkai.parser import Result
from gongkai.records import Entry, Report
from gongkai.sheet import Cell as Printed
from gongkai.sheet import Paragraph, Part, sheet_of
from gongkai.sheet import Table as PrintedTable
from gongkai.signs import SIGNS

MOST_ROWS = 1_048_576
MOST_TEXT = 32_767
_LABEL_WIDTH, _VALUE_WIDTH = 24, 11
_PRINTED = (Status.BLANK, Status.NOT_APPLICABLE)
"""Without a number, and as the page prints them."""
_COLOURS = {Status.INFERRED: "#E6F1FB", Status.UNSETTLED: "#FFF3D6", Status.MISSING: "#E3E3E3"}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff']")
_LONGEST_NAME = 31
# No XML can hold these; the others that it cannot hold, XlsxWriter writes as Excel does.
_NO_XML = re.compile("[\ufffe\uffff]")


def write(results: Iterable[tuple[str | None, Result]], out: IO[bytes]) -> None:
    """Write a workbook: a sheet for each report, then the long table in the sheet ``entries``.

    Text of more characters than a cell can have (32,767) is cut, and ends in …. Raises ValueError where the long table has more rows than a sheet can have.
    """
    kept = list(results)
    rows = sum(len(result.report.entries()) for _, result in kept)
    if rows >= MOST_ROWS:
        raise ValueError(say("sheet_rows", count=f"{rows:,}", most=f"{MOST_ROWS:,}"))
    workbook = needed("xlsxwriter", "xlsx").Workbook(out, {"in_memory": True})
    try:
        book = _Book(workbook)
        for at, (_, result) in enumerate(kept, 1):
            book.report(_name(at, result.report), result.report)
        book.table("entries", long(kept))
    finally:
        workbook.close()


def _name(at: int, report: Report) -> str:
    """A sheet's name: no two are alike but for case, which its number sees to, and none is longer than Excel takes."""
    year = f" {report.year}" if report.year is not None else ""
    organ = _NOT_IN_NAMES.sub("", report.agency or report.form)
    return f"{at} {organ[: _LONGEST_NAME - len(str(at)) - 1 - len(year)]}{year}".strip()


class _Book:
    """A workbook that is being written, with the formats used so far."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, **properties: object) -> Any:
        """A format; one with the same properties is made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(properties)
        return self.formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, **properties: object) -> None:
        """Text that stays text, also where somebody goes into the cell and leaves it again, as the quote prefix tells Excel."""
        plain = _NO_XML.sub("\ufffd", storable(text))
        if len(plain) > MOST_TEXT:
            plain = plain[: MOST_TEXT - 1] + "…"
        if dangerous(plain) or plain.startswith("'"):
            properties["quote_prefix"] = True
        sheet.write_string(row, column, plain, self.format(**properties))

    def report(self, name: str, report: Report) -> None:
        """The sheet of one report: the form with all its rows, each number in its place."""
        sheet = self.workbook.add_worksheet(name)
        blocks = sheet_of(report, grammar.form(report.form), whole=True).blocks
        width = max(block.width for block in blocks if isinstance(block, PrintedTable))
        labels = max(
            (column for block in blocks if isinstance(block, PrintedTable) for cell, _, column in block.places() if cell.part is Part.LABEL),
            default=0,
        )
        sheet.set_column(0, labels, _LABEL_WIDTH)
        sheet.set_column(labels + 1, width - 1, _VALUE_WIDTH)
        entries = {entry.key: entry for entry in report.entries()}
        at = 0
        for block in blocks:
            if isinstance(block, Paragraph):
                self.text(sheet, at, 0, block.text, **({"bold": True, "font_size": 16 - 2 * block.level} if block.level else {}))
                at += 1
            else:
                self.form_table(sheet, at, block, entries)
                at += len(block.rows) + 1

    def form_table(self, sheet: Any, top: int, table: PrintedTable, entries: dict[str, Entry]) -> None:
        for cell, down, over in table.places():
            row, column = top + down, over
            entry = entries.get(cell.key) if cell.key is not None else None
            look: dict[str, object] = {"border": 1, "valign": "vcenter"}
            if cell.part is not Part.VALUE:
                look |= {"text_wrap": True} | ({"bold": True, "align": "center"} if cell.part is Part.HEAD else {})
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", self.format(**look))
            if entry is None:
                self.text(sheet, row, column, cell.text, **look)
            else:
                self.value(sheet, row, column, entry, cell, look)

    def value(self, sheet: Any, row: int, column: int, entry: Entry, cell: Printed, look: dict[str, object]) -> None:
        """A value as a number where there is one, with its unit and the brackets of an inferred one as its number format."""
        look["align"] = "right"
        if entry.status in _COLOURS:
            look["bg_color"] = _COLOURS[entry.status]
        if entry.value is None:
            self.text(sheet, row, column, cell.text if entry.status in _PRINTED else SIGNS[entry.status], **look)
            return
        inferred = entry.status is Status.INFERRED
        unit = entry.unit if entry.unit is not None and (inferred or cell.plain.endswith(entry.unit)) else None
        self.number(sheet, row, column, entry.value, ("[", f"{unit or ''}]") if inferred else ("", unit or ""), look)

    def number(self, sheet: Any, row: int, column: int, value: int | Decimal, around: tuple[str, str], look: dict[str, object]) -> None:
        written = number(value)
        before, after = around
        if isinstance(written, str):
            self.text(sheet, row, column, f"{before}{written}{after}", **look)
            return
        exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        shown = "0" + f".{'0' * places}" * (places > 0)
        shown = "".join(part if part == shown else f'"{part}"' for part in (before, shown, after) if part)
        look = {**look, "num_format": shown} if shown != "0" else look
        sheet.write_number(row, column, written, self.format(**look))

    def table(self, name: str, table: Table) -> None:
        """The sheet of a table, its names in the first row."""
        sheet = self.workbook.add_worksheet(name)
        for at, column in enumerate(table.columns):
            self.text(sheet, 0, at, column.name, bold=True)
        last = 1
        for last, row in enumerate(table.rows, 1):
            for over, cell in _filled(row):
                if isinstance(cell, int | Decimal):
                    self.number(sheet, last, over, cell, ("", ""), {})
                else:
                    self.text(sheet, last, over, cell.isoformat() if isinstance(cell, date) else cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _filled(row: tuple[Cell, ...]) -> Iterator[tuple[int, str | int | Decimal | date]]:
    return ((at, cell) for at, cell in enumerate(row) if cell is not None)
