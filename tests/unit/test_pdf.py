from __future__ import annotations

import re
import sys
import tracemalloc
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import raw

import gongkai
from gongkai import Cell, Page, Paragraph, ReadError, Table
from gongkai.files import read_page
from gongkai.readers.drawn import Sheet
from gongkai.readers.limits import Limits
from gongkai.readers.pdf import ENGINES
from gongkai.readers.ruled import grids
from tests.unit import official
from tests.unit.drawing import HEIGHT, Drawing, pdf
from tests.unit.reading import HEADING, ITEMS, SHEET, cells_of, codes, said

XS = [50, 150, 250, 350]
ROWS = [["规章", "1", "", "3"], ["行政许可", "22", "/", "0"]]
OFFICE = Path(__file__).parent.parent / "files" / "annual_2019" / "office.pdf"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def texts(page: Page) -> list[str | list[list[str]]]:
    """A page as its paragraphs, and its tables as rows of what their cells say."""
    found: list[str | list[list[str]]] = []
    for block in page.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text)
            found.append([rows[row] for row in sorted(rows)])
    return found


def cells(page: Page) -> list[Cell]:
    return [cell for block in page.blocks if isinstance(block, Table) for cell in block.cells]


def drawn(engine: str, *drawings: Drawing) -> list[str | list[list[str]]]:
    return texts(read_page(pdf(*drawings), engine=engine))


# ---------------------------------------------------------------- tables


def test_ruled_cells_are_read_with_their_boxes_and_blank_ones_stay_blank(engine: str) -> None:
    page = read_page(pdf(Drawing().table([*XS, 450], 100, ROWS)), engine=engine)
    assert texts(page) == [ROWS]
    first, blank = cells(page)[0], cells(page)[2]
    assert first.box == pytest.approx((50, 100, 150, 120), abs=0.2)
    assert blank.box == pytest.approx((250, 100, 350, 120), abs=0.2)
    assert all(block.page == 1 for block in page.blocks)


def test_a_border_that_is_lacking_makes_one_cell_of_two(engine: str) -> None:
    drawing = Drawing().text(53, 113, "第二十条").text(53, 133, "规章").text(153, 133, "5")
    drawing.grid([50, 250], [100, 120, 140]).line(150, 120, 150, 140)
    (wide, label, number) = cells(read_page(pdf(drawing), engine=engine))
    assert (wide.text, wide.columns, wide.rows) == ("第二十条", 2, 1)
    assert (label.text, number.text, number.row, number.column) == ("规章", "5", 2, 2)


@pytest.mark.parametrize("sides", [(50, 450), ()], ids=["closed", "open at the sides"])
def test_borders_drawn_as_thin_areas_and_sides_that_are_not_drawn_make_a_table(engine: str, sides: tuple[int, ...]) -> None:
    drawing = Drawing()
    for y in (100, 120, 140):
        drawing.area(50, y - 0.5, 450, y + 0.5, 0)
    for x in (150, 250, 350, *sides):
        drawing.area(x - 0.5, 100, x + 0.5, 140, 0)
    for at, row in enumerate(ROWS):
        for x, text in zip((53, 153, 253, 353), row, strict=True):
            drawing.text(x, 113 + 20 * at, text)
    assert drawn(engine, drawing) == [ROWS]


def test_painted_areas_make_a_table_where_there_are_no_lines(engine: str) -> None:
    drawing = Drawing()
    for at, row in enumerate(ROWS):
        for x, text in zip((50, 150, 250, 350), row, strict=True):
            drawing.area(x, 100 + 20 * at, x + 98, 118 + 20 * at).text(x + 3, 113 + 20 * at, text)
    assert drawn(engine, drawing) == [ROWS]


def test_frames_and_shades_about_paragraphs_are_no_tables(engine: str) -> None:
    drawing = Drawing().grid([50, 500], [80, 100]).text(60, 94, "一、总体情况")
    for at in range(4):
        drawing.area(50, 120 + 20 * at, 500, 140 + 20 * at, 1).text(60, 134 + 20 * at, f"第{at}段。")
    assert drawn(engine, drawing) == ["一、总体情况", *(f"第{at}段。" for at in range(4))]


def test_a_label_in_a_narrow_cell_beside_its_rows_is_one_label(engine: str) -> None:
    label = official.GROUPS["requests.outcomes.granted"]
    drawing = Drawing().text(50, 60, HEADING).grid([50, 75, *range(200, 440, 30), 440], [80, 200]).line(75, 140, 440, 140)
    pieces = [label[at : at + 2] for at in range(0, len(label) - 3, 2)] + [label[-3:]]
    for at, piece in enumerate(pieces):
        drawing.text(52, 110 + 15 * at, piece, 7)
    for y, item in ((100, "requests.outcomes.granted"), (160, "requests.outcomes.total")):
        for x, text in zip((77, *range(202, 440, 30)), (official.label_of(item), *cells_of(item)), strict=False):
            drawing.text(x, y, text, 8)
    page = read_page(pdf(drawing), engine=engine)
    assert cells(page)[0].text == "\n".join(pieces)
    assert cells(page)[0].rows == 2
    result = gongkai.parse_page(page)
    assert said(result, "requests.outcomes.granted") == cells_of("requests.outcomes.granted")
    assert "GK204" not in codes(result, notes=True)


def test_a_number_wider_than_its_cell_is_whole_and_leaves_the_next_cell_blank(engine: str) -> None:
    drawing = Drawing().grid([50, 100, 120, 140], [100, 120]).text(53, 113, "规章").text(97, 113, "3985758", 8)
    assert drawn(engine, drawing) == [[["规章", "3985758", ""]]]


def test_digits_that_touch_across_a_border_are_not_read_as_one_number_nor_as_two(engine: str) -> None:
    drawing = Drawing().grid([50, 100, 120, 140], [100, 120]).text(53, 113, "规章").text(110, 113, "1234")
    assert drawn(engine, drawing) in ([[["规章", "12 34", ""]]], [[["规章", "", "12 34"]]])


# ---------------------------------------------------------------- characters


def test_bold_type_that_is_drawn_twice_is_read_once_and_equal_digits_are_not(engine: str) -> None:
    drawing = Drawing().grid([50, 150, 250], [100, 120]).text(53, 113, "规章").text(53.4, 113, "规章").text(153, 113, "1100").text(153.3, 113, "1100")
    assert drawn(engine, drawing) == [[["规章", "1100"]]]


def test_a_gap_between_digits_is_kept(engine: str) -> None:
    drawing = Drawing().grid([50, 150, 250], [100, 120]).text(53, 113, "规章").text(153, 113, "2").text(160.5, 113, "0")
    assert drawn(engine, drawing) == [[["规章", "2 0"]]]


def test_a_page_that_is_turned_is_read_as_it_is_seen(engine: str) -> None:
    whole = read_page(OFFICE, engine=engine)
    document = pypdfium2.PdfDocument(OFFICE)
    for page in document:
        wide, high = page.get_size()
        raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(0, 1, -1, 0, high, 0), None)
        page.set_mediabox(0, 0, high, wide)
        page.set_cropbox(0, 0, high, wide)
        page.set_rotation(90)
    file = BytesIO()
    document.save(file)
    document.close()
    turned = read_page(file.getvalue(), engine=engine)
    assert texts(turned) == texts(whole)
    for one, other in zip(cells(turned), cells(whole), strict=True):
        assert one.box == pytest.approx(other.box, abs=0.3)


# ---------------------------------------------------------------- text without tables


@pytest.mark.parametrize("apart", [35, 11.5])
def test_words_without_lines_keep_their_columns(engine: str, apart: float) -> None:
    drawing = Drawing().text(50, 100, HEADING)
    for at, row in enumerate(SHEET):
        drawing.text(50, 140 + 14 * at, row.label, 6)
        for column, text in enumerate(cells_of(row.item)):
            drawing.text(320 + apart * column, 140 + 14 * at, text, 6)
    result = gongkai.read(pdf(drawing), engine=engine)
    for item in ITEMS:
        assert said(result, item) == cells_of(item), item


def test_a_number_cut_in_two_by_a_space_stands_in_no_two_columns(engine: str) -> None:
    assert drawn(engine, Drawing().text(50, 100, "其他 2 0 1")) == ["其他 2 0 1"]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not(engine: str) -> None:
    drawing = Drawing().text(70, 100, "甲" * 40).text(50, 115, "乙" * 10).text(70, 130, "丙" * 40).text(50, 145, "丁" * 42).text(50, 160, "戊" * 4)
    assert drawn(engine, drawing) == ["甲" * 40 + "乙" * 10, "丙" * 40 + "丁" * 42 + "戊" * 4]


# ---------------------------------------------------------------- from page to page


def sheets_of(count: int) -> list[Drawing]:
    return [Drawing().text(70, 200, f"正文{'甲乙丙丁戊'[at]}。").text(280, HEIGHT - 30, f"- {at + 3} -") for at in range(count)]


def test_numbers_that_count_the_pages_are_dropped_and_others_are_kept(engine: str) -> None:
    assert drawn(engine, *sheets_of(3)) == ["正文甲。", "正文乙。", "正文丙。"]
    other = [drawing.text(280, HEIGHT - 60, "7") for drawing in sheets_of(3)]
    assert drawn(engine, *other) == ["正文甲。", "7", "正文乙。", "7", "正文丙。", "7"]


def test_of_a_line_above_each_page_the_first_is_kept_and_below_none(engine: str) -> None:
    pages = [drawing.text(200, 40, "云山县水务局").text(50, HEIGHT - 50, f"www.example.cn 第{at}页") for at, drawing in enumerate(sheets_of(3))]
    assert drawn(engine, *pages) == ["云山县水务局", "正文甲。", "正文乙。", "正文丙。"]


def test_a_table_goes_on_over_a_page_and_each_cell_names_its_own(engine: str) -> None:
    pages = [Drawing().table([*XS, 450], 700, ROWS).text(280, 820, "1"), Drawing().table([*XS, 450], 80, ROWS[:1]).text(280, 820, "2")]
    page = read_page(pdf(*pages), engine=engine)
    assert texts(page) == [[*ROWS, ROWS[0]]]
    assert [cell.page for cell in cells(page)] == [None] * 8 + [2] * 4
    assert [cell.row for cell in cells(page)][-1] == 3


@pytest.mark.parametrize("between", ["text", "other width"])
def test_a_table_behind_text_or_of_another_width_is_another_table(engine: str, between: str) -> None:
    second = Drawing().table([*XS, 450 if between == "text" else 500], 80, ROWS)
    if between == "text":
        second.text(50, 60, HEADING)
    tables = [part for part in drawn(engine, Drawing().table([*XS, 450], 700, ROWS), second) if isinstance(part, list)]
    assert tables == [ROWS, ROWS]


def cut(last: list[str], first: list[str]) -> tuple[Drawing, Drawing]:
    """A row of a table whose border is not drawn where the page ends."""
    above = Drawing().grid([*XS, 450], [700, 720])
    below = Drawing().grid([*XS, 450], [100, 120])
    for x in (*XS, 450):
        above.line(x, 720, x, 760)
        below.line(x, 60, x, 100)
    for x, one, other, label in zip(XS, last, first, ROWS[0], strict=True):
        above.text(x + 3, 713, label).text(x + 3, 735, one)
        below.text(x + 3, 75, other).text(x + 3, 113, label)
    return above, below


def test_a_row_that_the_page_cuts_in_two_is_one_row(engine: str) -> None:
    (table,) = drawn(engine, *cut(["行政规范", "3", "", "4"], ["性文件", "", "", ""]))
    assert table == [ROWS[0], ["行政规范\n性文件", "3", "", "4"], ROWS[0]]


def test_two_rows_with_numbers_at_a_break_are_two_rows(engine: str) -> None:
    (table,) = drawn(engine, *cut(["行政许可", "3", "", "4"], ["行政处罚", "5", "", ""]))
    assert table == [ROWS[0], ["行政许可", "3", "", "4"], ["行政处罚", "5", "", ""], ROWS[0]]


# ---------------------------------------------------------------- what is refused


def read_or_refused(data: bytes, engine: str) -> None:
    """Read a file; that it is refused, in one sentence, is right, too."""
    with suppress(ReadError):
        read_page(data, media_type="application/pdf", engine=engine)


def test_an_engine_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="pdfium, pdfplumber"):
        gongkai.read(pdf(Drawing()), engine="other")
    with pytest.raises(ValueError, match="without any"):
        gongkai.read(b"text", engine="pdfium")


def test_without_its_package_a_pdf_is_refused_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    for name in ("pypdfium2", "pypdfium2.raw", "pdfplumber"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ReadError, match=r"GK435 .*pip install"):
        gongkai.read(pdf(Drawing()), engine=engine, limits=Limits(apart=False))


def test_a_pdf_with_a_password_is_refused(engine: str) -> None:
    key = "00" * 32
    locked = pdf(Drawing().text(50, 50, "甲乙"), trailer=f"/ID [<00> <00>] /Encrypt <</Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4>>")
    with pytest.raises(ReadError, match="password"):
        gongkai.read(locked, engine=engine)


def test_a_damaged_pdf_is_refused_or_read(engine: str) -> None:
    whole = OFFICE.read_bytes()
    with pytest.raises(ReadError, match="damaged"):
        gongkai.read(b"%PDF-1.7\nnothing", engine=engine)
    for share in (0.1, 0.5, 0.99):
        read_or_refused(whole[: int(len(whole) * share)], engine)


def test_a_pdf_that_does_not_say_what_it_draws_is_refused(engine: str) -> None:
    secret = pdf(Drawing().text(50, 50, "\ue123\ue456甲"))
    with pytest.raises(ReadError, match="OCR"):
        gongkai.read(secret, engine=engine)


def test_what_is_over_the_limits_is_refused(engine: str) -> None:
    three = pdf(*sheets_of(3))
    with pytest.raises(ReadError, match="more than 2 pages"):
        read_page(three, engine=engine, limits=Limits(pages=2))
    table = pdf(Drawing().grid(list(range(50, 550, 10)), list(range(50, 550, 10))).text(60, 60, "甲乙"))
    assert len(cells(read_page(table, engine=engine))) == 49 * 49
    with pytest.raises(ReadError, match="GK422"):
        read_page(table, engine=engine, limits=Limits(cells=500))


def test_a_stream_that_unpacks_without_end_is_refused_before_it_is_unpacked(engine: str) -> None:
    packed = zlib.compress(b"0 0 m 5 5 l S\n" * 4_000_000, 9)
    stream = b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    bomb = re.sub(rb"(7 0 obj\n).*?endstream", lambda found: found[1] + stream, pdf(Drawing()), flags=re.DOTALL)
    assert len(bomb) < 200_000
    tracemalloc.start()
    with pytest.raises(ReadError, match="unpacks to more"):
        read_page(bomb, engine=engine, limits=Limits(apart=False))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


@pytest.mark.parametrize("number", ["1e30", "-99999999999", "9" * 60, "0.00000000001"])
def test_coordinates_without_bounds_do_no_harm(engine: str, number: str) -> None:
    drawing = Drawing().text(50, 50, "甲乙")
    drawing.steps += [f"0 0 {number} {number} re S", f"{number} 5 m 5 {number} l S", f"{number} 0 0 {number} 0 0 cm 0 0 1 1 re S"]
    assert drawn(engine, drawing) == ["甲乙"]


def test_pages_that_contain_themselves_come_to_an_end(engine: str) -> None:
    read_or_refused(pdf(Drawing().text(50, 50, "甲乙")).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), engine)


def test_pdfs_are_read_from_several_threads_at_once() -> None:
    data = OFFICE.read_bytes()
    here = Limits(apart=False)
    expected = read_page(data, limits=here)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda one: read_page(one, limits=here), [data] * 12)) == [expected] * 12


@given(st.integers(0, 30_000), st.binary(min_size=1, max_size=40), st.integers(0, 200))
def test_a_pdf_with_other_bytes_in_it_is_read_or_refused(at: int, other: bytes, lost: int) -> None:
    data = pdf(Drawing().table([*XS, 450], 100, ROWS), Drawing().text(50, 50, "甲乙"))
    at %= len(data)
    read_or_refused(data[:at] + other + data[at + lost :], "pdfium")


# ---------------------------------------------------------------- grids


places = st.integers(0, 12).map(lambda step: step * 20.0)


@given(st.lists(st.tuples(places, places, places, st.booleans()), max_size=40))
def test_the_cells_of_a_grid_cover_it_and_none_covers_another(drawn: list[tuple[float, float, float, bool]]) -> None:
    sheet = Sheet(300, 300)
    for along, begin, end, level in drawn:
        sheet.paint([(begin, along), (end, along)] if level else [(along, begin), (along, end)], closed=False, stroke=True, fill=False)
    for grid in grids(sheet, lambda _: None):
        wide, high = len(grid.xs) - 1, len(grid.ys) - 1
        covered = sorted(
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        )
        assert covered == [(row, column) for row in range(high) for column in range(wide)]
        for number, cell in enumerate(grid.cells):
            x0, top, x1, bottom = grid.xs[cell.column], grid.ys[cell.row], grid.xs[cell.column + cell.columns], grid.ys[cell.row + cell.rows]
            assert grid.at((x0 + x1) / 2, (top + bottom) / 2) == number or cell.rows > 1 or cell.columns > 1
