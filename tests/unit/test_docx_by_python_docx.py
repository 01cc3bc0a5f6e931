from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Written
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import Paragraph, Status, Table, grammar
from gongkai.readers.docx import read
from gongkai.sheet import Table as Grid
from gongkai.sheet import sheet_of
from tests.unit import official


def saved(document: Written) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def add(document: Written, grid: Grid) -> None:
    """A table with merged cells."""
    table = document.add_table(len(grid.rows), grid.width)
    for cell, row, column in grid.places():
        first = table.cell(row, column)
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
        first.text = cell.text


def test_a_report_that_another_library_wrote_is_read() -> None:
    for form in official.FORMS:
        numbers = official.numbered(form)
        report = gongkai.parse(official.page(form, numbers)).report
        document = Document()
        for block in sheet_of(report, grammar.form(form)).blocks:
            if isinstance(block, Grid):
                add(document, block)
            else:
                document.add_paragraph(block.text)
        result = gongkai.read(saved(document))
        found = {entry.key: entry for entry in result.report.entries()}
        assert {key: str(found[key].value) for key in numbers} == numbers
        assert {entry.status for entry in found.values()} == {Status.REPORTED}
        assert result.ok


def test_styles_that_number_paragraphs_do_so() -> None:
    document = Document()
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙")
    document.add_paragraph("丙", style="List Number")
    document.add_paragraph("丁", style="List Bullet")
    assert [block.text for block in read(saved(document)).blocks if isinstance(block, Paragraph)] == ["1. 甲", "乙", "2. 丙", "• 丁"]


@given(st.data(), st.integers(1, 5), st.integers(1, 5))
def test_every_place_of_a_table_is_what_python_docx_finds_there(data: st.DataObject, rows: int, columns: int) -> None:
    document = Document()
    table = document.add_table(rows, columns)
    for _ in range(data.draw(st.integers(0, 3))):
        top, left = data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1))
        bottom, right = data.draw(st.integers(top, rows - 1)), data.draw(st.integers(left, columns - 1))
        corner, opposite = table.cell(top, left), table.cell(bottom, right)
        if len({cell._tc for row in table.rows for cell in row.cells}) == rows * columns:  # merges that cross each other are refused
            corner.merge(opposite)
    for row in range(rows):
        for column in range(columns):
            table.cell(row, column).text = f"{row}.{column}"
    (block,) = (block for block in read(saved(document)).blocks if isinstance(block, Table))
    found = {
        (cell.row - 1 + down, cell.column - 1 + over): cell.text for cell in block.cells for down in range(cell.rows) for over in range(cell.columns)
    }
    assert found == {(row, column): table.cell(row, column).text for row in range(rows) for column in range(columns)}
