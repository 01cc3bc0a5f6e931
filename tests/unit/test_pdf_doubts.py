"""Numbers of a PDF that cannot be seen, or cannot be told from others, are never read as a number.

Each of these was read as one once: tests/property/test_faults_of_pdfs_never_yield_a_wrong_number.py found them.
"""

from __future__ import annotations

import pytest

from gongkai.files import read_page
from gongkai.readers.drawn import UNKNOWN
from gongkai.readers.limits import DEFAULT
from gongkai.readers.pdf import ENGINES
from gongkai.readers.pdfium import sheets
from tests.unit.drawing import HEIGHT, WIDTH, Drawing, pdf
from tests.unit.test_pdf import cells

each_engine = pytest.mark.parametrize("engine", ENGINES)


def table() -> Drawing:
    """A row with a label and an empty cell."""
    return Drawing().grid([50, 150, 250], [100, 120, 140]).text(53, 113, "规章").text(53, 133, "行政许可").text(153, 133, "4")


def said(drawing: Drawing, engine: str = "pdfium") -> str:
    """What the cell beside the first label says."""
    return cells(read_page(pdf(drawing), engine=engine))[1].text


# ---------------------------------------------------------------- over each other


@each_engine
def test_two_numbers_over_each_other_are_none(engine: str) -> None:
    assert UNKNOWN in said(table().text(153, 113, "12").text(153, 113, "7"), engine)
    assert UNKNOWN in said(table().text(153, 113, "12").text(155.5, 113, "34"), engine)


@each_engine
def test_digits_that_are_set_close_are_one_number(engine: str) -> None:
    drawing = table().text(153, 113, "1").text(157.5, 113, "2").text(162, 113, "3")
    assert said(drawing, engine) == "123"


@each_engine
@pytest.mark.parametrize("up", [2, 4])
def test_the_raised_mark_of_a_note_is_no_digit_of_the_number_beside_it(engine: str, up: int) -> None:
    assert "".join(sorted(said(table().text(153, 113, "12").text(163, 113 - up, "3", 6), engine))) == " 123"


# ---------------------------------------------------------------- struck out


@each_engine
def test_a_number_that_is_struck_out_is_none_and_one_that_is_underlined_is_one(engine: str) -> None:
    assert said(table().text(153, 113, "12").line(152, 109.5, 164, 109.5), engine) == UNKNOWN * 2
    assert said(table().text(153, 113, "12").line(152, 114.5, 164, 114.5), engine) == "12"
    assert said(table().text(153, 113, "12").note("StrikeOut", 152, 104, 164, 115), engine) == UNKNOWN * 2


# ---------------------------------------------------------------- unseen


def drawn(drawing: Drawing, how: str) -> Drawing:
    """A number in the empty cell, drawn in such a way."""
    drawing.steps.append(how)
    drawing.text(153, 113, "12").steps.append("0 Tr 0 g")
    return drawing


@pytest.mark.parametrize("how", ["3 Tr", "1 g", "1 1 1 rg"])
def test_a_number_that_nobody_sees_is_none(how: str) -> None:
    assert said(drawn(table(), how)) == UNKNOWN * 2


def test_unseen_text_over_a_picture_says_what_is_in_it_and_white_is_seen_on_what_is_painted() -> None:
    picture = table()
    picture.steps.append(f"q 500 0 0 700 40 {HEIGHT - 750} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
    assert said(drawn(picture, "3 Tr")) == "12"
    assert said(drawn(table().area(150, 100, 250, 120, 0.2), "1 g")) == "12"


@each_engine
@pytest.mark.parametrize("edge", [158, 157])
def test_a_number_that_the_edge_of_the_page_cuts_is_none(engine: str, edge: int) -> None:
    right, left = table().text(153, 113, "1234"), table().text(153, 113, "1234")
    right.extra, left.extra = f"/CropBox [0 0 {edge + 5} {HEIGHT}]", f"/CropBox [{edge} 0 {WIDTH} {HEIGHT}]"
    for drawing in (right.text(53, 180, "全年工作平稳。"), left.text(170, 180, "全年工作平稳。")):
        texts = {text for cell in cells(read_page(pdf(drawing), engine=engine)) for text in cell.text.split()}
        assert any(UNKNOWN in text for text in texts)
        assert texts.isdisjoint(("1", "12", "123", "1234", "234", "34"))


# ---------------------------------------------------------------- in another's place


@each_engine
def test_a_number_in_digits_of_full_width_that_is_wider_than_its_cell_is_whole(engine: str) -> None:
    drawing = Drawing().grid([50, 100, 120, 140], [100, 120]).text(53, 113, "规章").text(97, 113, "３９８５", 10)
    assert [cell.text for cell in cells(read_page(pdf(drawing), engine=engine))] == ["规章", "３９８５", ""]


@each_engine
def test_where_a_border_is_lacking_a_number_alone_in_two_columns_is_neithers(engine: str) -> None:
    drawing = Drawing().grid([50, 150, 250], [100, 120, 140]).text(53, 113, "规章").text(53, 133, "行政许可")
    drawing.text(160, 113, "71").text(220, 113, "308").text(220, 133, "17")
    assert [cell.text for cell in cells(read_page(pdf(drawing), engine=engine))] == ["规章", "71 308", "行政许可", f"17{UNKNOWN}"]


@each_engine
@pytest.mark.parametrize("columns", [(250,), (250, 350)], ids=["numbers beside it", "another piece beside it"])
def test_a_piece_of_a_table_whose_other_rules_are_lost_is_no_table(engine: str, columns: tuple[int, ...]) -> None:
    drawing = Drawing().grid([50, 150, 200], [100, 120, 140, 160, 180])
    if len(columns) > 1:
        drawing.grid([*columns, 400], [100, 120, 140, 160, 180])
    for at in range(4):
        drawing.text(53, 113 + 20 * at, f"第{at}行").text(153, 113 + 20 * at, str(at)).text(260, 113 + 20 * at, str(at + 5))
    assert cells(read_page(pdf(drawing), engine=engine)) == []


@each_engine
def test_the_number_of_a_page_beside_a_table_leaves_the_table_one(engine: str) -> None:
    drawing = table().grid([50, 150, 250], [140, 160, 180]).text(153, 113, "12").text(20, 128, "- 3 -")
    assert said(drawing, engine) == "12"


def test_on_a_page_upside_down_each_digit_stands_where_it_is_drawn() -> None:
    drawing = Drawing()
    drawing.steps.append(f"q -1 0 0 -1 {WIDTH} {HEIGHT} cm")
    drawing.text(97, 113, "3985208", 8).steps.append("Q")
    drawing.extra = "/Rotate 180"
    (sheet,) = sheets(pdf(drawing), DEFAULT)
    assert [char.x0 for char in sheet.chars] == pytest.approx([97 + 4 * at for at in range(7)], abs=0.1)


# ---------------------------------------------------------------- fields and notes


@each_engine
def test_a_number_in_a_field_of_a_form_or_in_a_note_is_its_cells(engine: str) -> None:
    assert said(table().note("Widget", 152, 102, 200, 118, "/FT /Tx /V (12)"), engine) == "12"
    assert said(table().note("FreeText", 152, 102, 200, 118, "/Contents <FEFF00310032>"), engine) == "12"
    assert said(table().note("Widget", 152, 102, 200, 118, "/FT /Tx"), engine) == ""
    assert said(table().note("Link", 152, 102, 200, 118, "/Contents (12)"), engine) == ""


@each_engine
def test_a_field_of_which_only_the_picture_is_there_is_not_blank(engine: str) -> None:
    picture = "<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 10>>\nstream\n0 0 5 5 re\nendstream"
    drawing = table().note("Widget", 152, 102, 200, 118, "/FT /Tx /AP <</N 8 0 R>>")
    assert cells(read_page(pdf(drawing, streams=[picture]), engine=engine))[1].text == UNKNOWN
