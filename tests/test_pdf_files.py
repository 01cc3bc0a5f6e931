"""The PDFs in tests/files say what the same reports say as text, whichever engine reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import gongkai
from gongkai import Cell, Page, Table
from gongkai.files import read_page
from gongkai.readers.pdf import ENGINES

FILES = Path(__file__).parent / "files"
SCANNED = "scanned"
UNRULED = "browser_unruled"
PDFS = sorted(path for path in FILES.glob("*/*.pdf") if path.stem != SCANNED)
RULED = [path for path in PDFS if path.stem != UNRULED]

each_pdf = pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
each_ruled = pytest.mark.parametrize("path", RULED, ids=lambda path: path.stem)
each_engine = pytest.mark.parametrize("engine", ENGINES)


@cache
def page(path: Path, engine: str) -> Page:
    return read_page(path, engine=engine)


@cache
def text_of(path: Path) -> gongkai.Result:
    return gongkai.parse(path.with_suffix(".txt").read_text("utf-8"))


def tables(path: Path, engine: str) -> list[Table]:
    return [block for block in page(path, engine).blocks if isinstance(block, Table)]


def place(cell: Cell) -> tuple[str, int, int, int, int, int | None]:
    return cell.text, cell.row, cell.column, cell.rows, cell.columns, cell.page


def test_there_are_documents_of_both_forms_from_two_programs_and_a_scanned_one() -> None:
    assert {path.parent.name for path in PDFS} == {"annual_2019", "annual_2021"}
    assert {path.stem.partition("_")[0] for path in PDFS} == {"browser", "office"}
    assert UNRULED in {path.stem for path in PDFS}
    assert len(RULED) >= 7


@each_engine
@each_pdf
def test_a_pdf_has_the_tree_of_its_text_and_nothing_to_complain_of(path: Path, engine: str) -> None:
    result = gongkai.parse_page(page(path, engine))
    assert result.tree == text_of(path).tree
    assert result.diagnostics == text_of(path).diagnostics == ()
    assert result.report.entries() == text_of(path).report.entries()


@each_pdf
def test_both_engines_give_the_same_cells_and_paragraphs_in_the_same_places(path: Path) -> None:
    first, second = (page(path, engine).blocks for engine in ENGINES)
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        if isinstance(one, Table):
            assert isinstance(other, Table)
            assert one.page == other.page
            assert list(map(place, one.cells)) == list(map(place, other.cells))
            for cell, same in zip(one.cells, other.cells, strict=True):
                assert cell.box == pytest.approx(same.box, abs=1)
        else:
            assert not isinstance(other, Table)
            assert (one.text, one.page) == (other.text, other.page)
            assert one.box == pytest.approx(other.box, abs=6)  # how high a line is, each engine says in its own way


@each_ruled
def test_each_number_names_its_page_and_the_box_that_it_stands_in(path: Path) -> None:
    result = gongkai.parse_page(page(path, "pdfium"))
    cells = {(at, cell.row, cell.column): cell for at, table in enumerate(tables(path, "pdfium"), 1) for cell in table.cells}
    reported = [entry for entry in result.report.entries() if entry.status is gongkai.Status.REPORTED]
    assert len(reported) > 80
    for entry in reported:
        assert entry.span is not None
        assert entry.span.table is not None
        assert entry.span.row is not None
        assert entry.span.column is not None
        cell = cells[entry.span.table, entry.span.row, entry.span.column]
        assert cell.text == entry.raw
        assert entry.span.box == cell.box is not None
        assert entry.span.page == (cell.page or tables(path, "pdfium")[entry.span.table - 1].page)


@each_pdf
def test_no_page_number_is_left(path: Path) -> None:
    assert len({block.page for block in page(path, "pdfium").blocks}) > 2
    assert "—" not in gongkai.parse_page(page(path, "pdfium")).text


def test_each_table_of_the_form_goes_on_over_a_page_in_some_document() -> None:
    broken: dict[int, set[str]] = {}
    for path in RULED:
        for number, table in enumerate(tables(path, "pdfium")):
            if any(cell.page not in (None, table.page) for cell in table.cells):
                broken.setdefault(number, set()).add(path.stem)
    assert len(broken[0]) > 1
    assert len(broken[1]) > 3
    assert broken[2] >= {"office"}


@each_ruled
def test_rows_are_counted_on_over_a_page_without_a_gap(path: Path) -> None:
    for table in tables(path, "pdfium"):
        rows = [cell.row for cell in table.cells]
        assert rows == sorted(rows)
        assert set(rows) == set(range(1, max(rows) + 1))


@each_engine
def test_a_scanned_pdf_is_refused_with_the_remedy(engine: str) -> None:
    with pytest.raises(gongkai.ReadError, match=r"no text in it.*OCR.*parse_page"):
        gongkai.read(FILES / "annual_2021" / f"{SCANNED}.pdf", engine=engine)
