"""The official form, filled in, as a file: what is on it, how it is built, and what LibreOffice makes of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.oxml.ns import qn

import gongkai
from gongkai import export, extras, grammar
from gongkai.cells import Place, Reading, Status
from gongkai.rendering import is_binary
from gongkai.sheet import Part, Table, sheet_of
from tests.property.difference import difference
from tests.unit import official, test_statistics
from tests.unit.test_form_page import Reader

PREAMBLE = "本报告根据《中华人民共和国政府信息公开条例》编制，统计期限为2023年1月1日至2023年12月31日。"
REPORTS = {form: gongkai.parse(official.page(form, official.numbered(form))).report for form in official.FORMS}
REPORT = REPORTS["annual_2021"]
each_form = pytest.mark.parametrize("form", official.FORMS)
each_kind = pytest.mark.parametrize("kind", gongkai.document_formats())


def with_readings(readings: dict[str, Reading]) -> gongkai.Report:
    cells = [Place(readings[str(key)], -1, -1) if str(key) in readings else cell for key, cell in zip(REPORT.keys, REPORT.cells, strict=True)]
    return evolve(REPORT, cells=tuple(cells))


def word(report: gongkai.Report) -> docx.document.Document:
    return docx.Document(BytesIO(gongkai.render_document(report, "docx")))


def text(report: gongkai.Report, kind: str) -> str:
    return gongkai.read(gongkai.render_document(report, kind)).text


def tables(report: gongkai.Report) -> list[Table]:
    return [block for block in sheet_of(report, grammar.form(report.form)).blocks if isinstance(block, Table)]


@each_form
def test_a_word_file_has_the_merged_cells_of_the_sheet(form: str) -> None:
    written = word(REPORTS[form])
    assert len(written.tables) == len(tables(REPORTS[form])) == 3
    for table, grid in zip(written.tables, tables(REPORTS[form]), strict=True):
        rows = [row.cells for row in table.rows]
        for cell, row, column in grid.places():
            corner, opposite = rows[row][column], rows[row + cell.rows - 1][column + cell.columns - 1]
            assert corner._tc is opposite._tc
            assert corner.text == cell.text


def test_a_word_file_is_of_a4_with_headings_and_the_head_of_a_table_on_each_page() -> None:
    written = word(REPORT)
    section = written.sections[0]
    assert [round(size.mm) for size in (section.page_width, section.page_height) if size] == [210, 297]
    styles = {one.text: one.style.name for one in written.paragraphs if one.style is not None}
    assert styles[REPORT.title or ""] == "Title"
    assert all(styles[section.heading] == "Heading 1" for section in REPORT.sections)
    assert written.core_properties.title == REPORT.title
    assert written.core_properties.author == ""
    for table, grid in zip(written.tables, tables(REPORT), strict=True):
        assert 155 <= sum(column.width.mm for column in table.columns if column.width) <= 157
        head = [row._tr.trPr is not None and bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in table.rows]
        assert head == sorted(head, reverse=True)
        assert sum(head) == next(at for at, row in enumerate(grid.rows) if any(cell.part is not Part.HEAD for cell in row)) > 0


@each_form
def test_a_web_page_is_well_formed_asks_for_nothing_and_ties_numbers_to_their_titles(form: str) -> None:
    page = gongkai.render_document(REPORTS[form], "html").decode()
    read = Reader(page)
    assert read.open == []
    assert read.outside == []
    asked = {name for value in re.findall(r'headers="([^"]*)"', page) for name in value.split()}
    assert asked
    assert asked <= set(read.anchors)
    assert len(read.anchors) == len(set(read.anchors))


@each_kind
def test_what_stands_before_the_first_section_is_on_the_form(kind: str) -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    report = gongkai.parse(page.replace("\n", f"\n{PREAMBLE}\n", 1)).report
    assert report.preamble is not None
    assert text(report, kind).count(PREAMBLE) == 1
    again = gongkai.read(gongkai.render_document(report, kind)).report
    assert again.preamble is not None
    assert again.preamble.text == report.preamble.text
    assert again.period == report.period


@each_kind
def test_a_blank_stays_blank_and_what_does_not_apply_stays_so(kind: str) -> None:
    report = with_readings({"proactive.rules.issued": Reading(None, Status.BLANK), "proactive.rules.repealed": Reading(None, Status.NOT_APPLICABLE)})
    again = gongkai.read(gongkai.render_document(report, kind)).report
    assert difference(report, evolve(again, places=())) == []
    assert "※" not in text(report, kind)


@each_kind
def test_a_cell_in_doubt_is_marked_and_a_note_says_so_once(kind: str) -> None:
    report = with_readings(
        {"proactive.rules.issued": Reading(77777, Status.INFERRED), "requests.new.total": Reading(None, Status.UNSETTLED, None, "88888")}
    )
    said = text(report, kind)
    assert "77777" not in said
    assert "88888" not in said
    assert said.count("※") == 3
    again = gongkai.read(gongkai.render_document(report, kind))
    assert not again.ok
    assert text(again.report, kind) == said


@each_kind
def test_rows_of_which_the_report_has_nothing_are_left_out(kind: str) -> None:
    report = with_readings({str(key): Reading(None, Status.MISSING) for key in REPORT.keys if key.item == "proactive.compulsion"})
    assert "行政强制" not in text(report, kind)
    assert "行政处罚" in text(report, kind)


@each_kind
def test_what_no_file_can_hold_is_shown_as_lost(kind: str) -> None:
    report = evolve(REPORT, title="云山县\x00水务局\ud8002023年政府信息公开工作年度报告\x1b<&>\"'")
    assert "云山县\ufffd水务局\ufffd2023年政府信息公开工作年度报告\ufffd<&>\"'" in text(report, kind)


@each_kind
def test_a_format_says_whether_it_is_text(kind: str) -> None:
    written = gongkai.render_document(REPORT, kind)
    assert is_binary(kind) is (written.decode("utf-8", "ignore").encode() != written)


def test_an_unknown_format_is_refused_with_those_known() -> None:
    with pytest.raises(ValueError, match="no format 'odt'; known are docx, html") as caught:
        gongkai.render_document(REPORT, "odt")
    assert isinstance(caught.value, gongkai.GongkaiError)


def test_without_python_docx_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", lacking)
    with pytest.raises(export.MissingPackageError, match=r"pip install 'gongkai\[docx\]'"):
        gongkai.render_document(REPORT, "docx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", official.ALL_FORMS)
def test_the_pdf_that_libreoffice_prints_of_the_word_file_has_the_same_numbers(form: str, tmp_path: Path) -> None:
    report = REPORTS.get(form) or gongkai.parse(f"{test_statistics.ALONE}{test_statistics.table('pipes')}").report
    (tmp_path / "form.docx").write_bytes(gongkai.render_document(report, "docx"))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(["soffice", "--headless", home, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "form.docx"], check=True, timeout=120)
    result = gongkai.read(tmp_path / "form.pdf")
    assert result.ok
    assert (result.report.agency, result.report.year) == (report.agency, report.year)
    assert result.report.entries() == report.entries()
