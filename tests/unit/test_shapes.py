"""Which pages are alike, and which must be read anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from gongkai import grammar, shapes, visits
from gongkai.cells import BLANK, Place, Reading, Span, Status
from gongkai.parser import Result, parse
from gongkai.rendering import layouts, render
from gongkai.shapes import Page
from gongkai.stretches import Stretch
from gongkai.visits import Visits
from gongkai.vocabulary import Vocabulary

NONE = Reading(0, Status.REPORTED, None, "0")
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PAGE = (EXAMPLES / "report.txt").read_text("utf-8")
_PRINTED = parse(PAGE).report
REPORT = evolve(_PRINTED, cells=tuple(Place(NONE, -1, -1) if cell.reading is BLANK else cell for cell in _PRINTED.cells))
"""The report with its zeros printed: not all layouts show blanks."""
SHEET = render(REPORT, "tab_rows")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bool]:
    """Reads a page, and says whether it had to be read anew."""
    shapes.forget()
    grammar.scanner().forget()  # lines that are known from before the shapes of lines were cleared have others than new ones
    for module in ("lines", "vocabulary"):  # and they would be cleared in the middle of a test where others have filled them
        monkeypatch.setattr(f"gongkai.{module}.MEMORY", 10**9)
    found: list[object] = []
    plain = shapes.recall

    def recall(page: Page) -> list[Stretch] | None:
        found.append(plain(page))
        return plain(page)

    monkeypatch.setattr(shapes, "recall", recall)

    def read(page: str) -> bool:
        parse(page)
        return found[-1] is None

    return read


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch, read: Callable[[str], bool]) -> Callable[[str], bool]:
    """Reads a page, and says whether its lines had to be read anew."""
    counted: list[str] = []
    plain = visits.read_visits

    def read_visits(text: str, *rest: Any) -> Visits:
        counted.append(text)
        return plain(text, *rest)

    monkeypatch.setattr("gongkai.tokens.read_visits", read_visits)

    def begun(page: str) -> bool:
        counted.clear()
        assert read(page), "remembered as a whole"
        return bool(counted)

    return begun


def without(items: str, *columns: str) -> str:
    """The page, with nothing printed in some columns of a row, or of several."""
    cells = [
        Place(BLANK, -1, -1) if key.item in items.split() and key.column in columns else cell
        for key, cell in zip(REPORT.keys, REPORT.cells, strict=True)
    ]
    return render(evolve(REPORT, cells=tuple(cells)), "tab_rows")


def test_a_page_whose_row_lacks_its_total_and_more_is_not_read_anew_and_one_that_lacks_the_total_alone_is(read: Callable[[str], bool]) -> None:
    """Whether its numbers add up is asked of the second alone: the last of them may be the total."""
    more, alone = without("requests.new", "natural_person", "total"), without("requests.new", "total")
    assert more != alone != SHEET
    assert [read(more) for _ in range(3)] == [True, True, False]
    assert [read(alone) for _ in range(3)] == [True, True, True]


def test_pages_of_which_several_rows_lack_their_totals_are_read_anew(read: Callable[[str], bool]) -> None:
    """The last number of each may be its total."""
    page = without("requests.new requests.carried_in", "natural_person", "total")
    assert [read(page) for _ in range(3)] == [True, True, True]


def other_numbers(page: str) -> str:
    return re.sub(r"(?<=\t)\d+(?=[\t\n])", lambda found: str(int(found[0]) + 1), page)


@pytest.mark.parametrize("layout", layouts())
def test_the_third_page_of_a_shape_is_not_read_anew(layout: str, read: Callable[[str], bool]) -> None:
    page = render(REPORT, layout)
    assert [read(page) for _ in range(4)] == [True, True, False, False]


def test_other_numbers_and_other_words_are_no_other_shape(read: Callable[[str], bool]) -> None:
    more = SHEET.replace("二、", "本机关还公布了年度计划，并按季度说明其进展，以便公众监督。\n\n又公布了两份解读材料。\n二、", 1)
    assert [read(page) for page in (SHEET, other_numbers(SHEET), more, other_numbers(more))] == [True, True, False, False]


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("\t0\t", "\t\t", 1),
        lambda page: page.replace("\t0\t", "\t/\t", 1),
        lambda page: page.replace("\t0\t", "\t0件\t", 1),
        lambda page: page.replace("\t0\t", "\t00\t", 1),
        lambda page: page.replace("重复申请", "重复的申请", 1),
        lambda page: page.replace("2.重复申请", "重复申请", 1),
        lambda page: page.replace("行政处罚\t", "\t行政处罚\t", 1),
        lambda page: page.replace("\n\t\t2.重复申请", "\n\n\t\t2.重复申请", 1),
    ],
    ids=[
        "a blank cell",
        "a stroke",
        "a unit",
        "two digits run together",
        "another label",
        "a label without number",
        "another column",
        "an empty line",
    ],
)
def test_whatever_else_differs_is_another_shape(change: Callable[[str], str], read: Callable[[str], bool]) -> None:
    assert change(SHEET) != SHEET
    assert [read(SHEET), read(SHEET), read(SHEET), read(change(SHEET))] == [True, True, False, True]


def test_numbers_behind_a_tab_may_be_one_cell_and_are_another_shape() -> None:
    shapes_of = [grammar.scanner().line(line).shape for line in ("\t1 852", "1 852", " 1 852", "\t1 853")]
    assert shapes_of[1] == shapes_of[2] != shapes_of[0] == shapes_of[3] != ""


def test_a_remark_within_a_table_is_read_anew(read: Callable[[str], bool]) -> None:
    page = SHEET.replace("四、", "注：以上数字由各科室报送，未经核对。\n四、", 1)
    assert all(read(page) for _ in range(4))


def test_few_shapes_are_remembered(read: Callable[[str], bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_MOST", 2)
    monkeypatch.setattr(shapes, "_MOST_SEEN", 2)
    pages = [render(REPORT, layout) for layout in layouts()[:5]]
    for page in pages:
        read(page)
        read(page)
        assert not read(page)
    assert read(pages[0])


def test_a_row_whose_numbers_are_added_up_is_read_anew(read: Callable[[str], bool]) -> None:
    row = "\t\t2.重复申请\t1\t0\t0\t0\t0\t0\t1"
    assert row in SHEET
    other, sum_ = (SHEET.replace(row, f"\t\t2.重复申请\t1\t0\t0\t0\t0\t{last}\t") for last in (3, 1))
    assert [read(page) for page in (other, other, other, sum_)] == [True] * 4
    assert [one.code for one in parse(other).diagnostics] == []
    assert [one.code for one in parse(sum_).diagnostics] == ["GK303", "GK312"]


@pytest.mark.parametrize("layout", ["spaces", "lines", "one_line"])
def test_a_row_with_a_page_number_in_it_is_read_anew(layout: str, read: Callable[[str], bool]) -> None:
    """Between two cells that do not apply, another number would be one of its own."""
    page = render(REPORT, layout)
    told, untold = (re.sub(r"(2\.重复申请\s+\S+\s+\S+(\s+))", rf"\g<1>-\g<2>{number}\g<2>-\2", page, count=1) for number in ("4", "4465"))
    assert "4465" in untold
    assert all(read(told) for _ in range(3))
    assert [[one.code for one in parse(text).diagnostics] for text in (told, untold)] == [[], ["GK302"]]


def test_a_row_with_empty_cells_before_its_numbers_in_a_layout_that_has_none_is_read_anew(read: Callable[[str], bool]) -> None:
    """Its last cell may be printed twice, as another page may show."""
    row = "一、本年新收政府信息公开申请数量\t\t\t17\t2\t0\t0\t2\t0\t21\n"
    wrapped = row.replace("本年", "本\n年")
    assert row in SHEET
    page, twice = SHEET.replace(row, wrapped), SHEET.replace(row, wrapped.replace("\t21", "\t0"))
    assert all(read(page) for _ in range(3))
    assert [[one.code for one in parse(text).diagnostics] for text in (page, twice)] == [[], ["GK303"]]


def lacking(page: str) -> str:
    """The page without one number of each of three rows, the heading of a section twice."""
    for label in ("1.属于国家秘密", "2.其他法律行政法规禁止公开", "2.重复申请"):
        page, changed = re.subn(rf"({label}\t\d+)\t\d+", r"\1", page)
        assert changed == 1
    return page.replace("五、存在的主要问题及改进情况", "五、存在的主要问题及改进情况\n\n五、存在的主要问题及 改进情况", 1)


def test_the_third_page_that_is_damaged_alike_is_aligned_anew_and_not_read(begun: Callable[[str], bool]) -> None:
    first, second = lacking(SHEET), lacking(other_numbers(SHEET))
    assert [begun(page) for page in (first, second, first, second)] == [True, True, False, False]


def test_what_is_said_of_pages_that_are_damaged_alike_names_the_place_on_each(begun: Callable[[str], bool]) -> None:
    pages = [lacking(SHEET), lacking("另有一段。\n" + other_numbers(SHEET)), lacking(other_numbers(other_numbers(SHEET)))]
    anew = []
    for page in pages:
        shapes.forget()
        anew.append(parse(page))
    assert {"GK203", "GK303"} < {one.code for one in anew[0].diagnostics}
    shapes.forget()
    found = [parse(page) for page in pages * 3]
    assert found == anew * 3
    assert [one.report.to_dict() for one in found] == [one.report.to_dict() for one in anew] * 3
    assert not begun(pages[0])


def test_a_damaged_page_in_whose_reading_a_number_was_looked_at_is_read_anew(begun: Callable[[str], bool]) -> None:
    page = SHEET.replace("四、结转下年度继续办理", "注：以上数字由各科室报送，共12件。\n四、结转下年度继续办理", 1)
    assert [begun(lacking(page)) for _ in range(4)] == [True] * 4


def test_a_damaged_page_with_a_text_for_a_number_is_read_anew(begun: Callable[[str], bool]) -> None:
    """Nothing on the line says that the text is a cell that is not settled: that was made of it."""
    page = lacking(SHEET).replace("2.重复申请\t", "2.重复申请\t见附件\t", 1)
    assert [begun(page) for _ in range(4)] == [True] * 4


def anew(page: str, span: Span | None = None) -> tuple[Result, object]:
    """What is read of a page that is like none before."""
    shapes.forget()
    grammar.scanner().forget()
    found = parse(page, span)
    return found, found.report.to_dict()


def assert_read_as_anew(one: str, other: str) -> None:
    """Each of two pages, after two readings of the other one."""
    for first, second in ((one, other), (other, one)):
        expected = anew(second)
        anew(first)
        parse(first)
        found = parse(second)
        assert (found, found.report.to_dict()) == expected


def moved(page: str) -> str:
    """The page in spaces with a row that lost one of its numbers, and another that lost all, which the sums may settle."""
    for row, instead in (("（一）予以公开 6 2 0 0 1 0 9", "（一）予以公开 6 2 0 0 1 9"), ("8.属于行政查询事项 0 0 0 0 0 0 0", "8.属于行政查询事项")):
        if instead + "\n" not in page:
            assert row in page
            page = page.replace(row, instead, 1)
    return page


@pytest.mark.parametrize("more", ["：本年情况如下表所示。", "：另有12件由乡镇代办，未计入下表。", "另有12件由乡镇代办。"])
def test_what_stands_behind_a_heading_is_asked_for_numbers_on_each_page(more: str) -> None:
    heading = "三、收到和处理政府信息公开申请情况"
    page = moved(render(REPORT, "spaces"))
    assert_read_as_anew(page.replace(heading, f"{heading}：各科室均已核对。", 1), page.replace(heading, heading + more, 1))


@pytest.mark.parametrize("more", ["另有申请12件由各乡镇代办，未计入。", "16件已办结。"])
def test_a_line_behind_the_cells_that_open_a_table_is_asked_for_numbers_on_each_page(more: str) -> None:
    page = render(REPORT, "spaces")
    first = "一、本年新收政府信息公开申请数量 17 2 0 0 2 0 21\n"
    page = page[: page.index("二、主动公开政府信息情况")] + page[page.index(first) :]
    page = moved(page.replace(first, "".join(f"\t{cell}\n" for cell in first.split()) + "@\n", 1))
    assert_read_as_anew(page.replace("@", "以下各项由各科室报送，均已核对。"), page.replace("@", more))


_TITLES = ("行政诉讼", "行政复议", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉")
_PLACES = (60, 10, 3, 9, 15, 21, 27, 40, 75, 33, 39, 45, 51, 57, 63, 69, 75, 81, 87)
"""Where the titles stand from left to right as the form has them, though 行政诉讼 comes first."""


def page_with_titles(places: tuple[int, ...], title: str, cut: int = 9) -> str:
    """A page with the titles of table 4 each on a line, behind so many spaces."""
    page = render(REPORT, "pipe")
    begin, first, end = page.index("行政复议 |||||"), page.index("1 | 0 | 0 | 1 | 2"), page.index("五、")
    titles = [*_TITLES, *_TITLES[2:7], *_TITLES[2:7]]
    printed = [(place, piece) for name, place in zip(titles, places, strict=True) for piece in (name[:cut], name[cut:]) if piece]
    return page[:begin] + "".join(title.format(" " * place + piece) for place, piece in printed) + "\n" + page[first:end] + page[end:]


_CUT = "（七）\n总计", "（七）\n\n总计"


@pytest.mark.parametrize(
    ("layout", "label", "first", "second"),
    [
        *[("spaces", "（七）总计", _CUT[1], f"（七）\n{line}\n总计") for line in ("────────", "========", "┼────┼")],
        ("lines", "（七）总计", _CUT[1], "（七）\n────────\n总计"),
        ("tab_rows", "\t（七）总计\t\t16\t3\t0\t0\t1\t0\t20", "（七）\t总计\t16\t3\t0\t0\t1\t0\t20", "（七）,总计,16,3,0,0,1,0,20"),
        (
            "spaces",
            "（七）总计 16 3 0 0 1 0 20",
            "（七）  \u3000   \u3000  总计  16  3  0  0  1  0  20",
            "（七）  第 3 页  总计  16  3  0  0  1  0  20",
        ),
    ],
)
def test_what_stands_between_the_cells_of_a_page_tells_it_from_others(layout: str, label: str, first: str, second: str) -> None:
    page = render(REPORT, layout)
    assert label in page
    assert_read_as_anew(page.replace(label, first, 1), page.replace(label, second, 1))


@pytest.mark.parametrize("end", "\x0b\x0c\x1c\x85\u2028")
def test_a_row_of_columns_with_the_end_of_a_line_in_it_is_no_other_row(end: str) -> None:
    page = render(REPORT, "columns")
    start = page.index("（七）总计")
    gap = list(re.finditer(" {3,}", page[start : page.index("\n", start)]))[2].start() + start + 1
    assert_read_as_anew(page, page[:gap] + end + page[gap + 1 :])


@pytest.mark.parametrize("rest", [("危及“三安全", "一稳定”"), ("危及“三安全一稳定”",)])
def test_a_number_that_may_be_that_of_the_label_below_it_is_asked_for_on_each_page(rest: tuple[str, ...]) -> None:
    row = "|| 3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    assert row in PAGE
    own, other = (PAGE.replace(row, f"|| {number}{' | 0' * 7} |\n" + "".join(f"|| {piece} ||||||||\n" for piece in rest)) for number in (3, 5))
    assert_read_as_anew(own, other)


@pytest.mark.parametrize(
    ("heading", "cut", "prose"),
    [
        ("一、总体情况", "一、总体\n情况（详见附件）", "一、总体\n全年工作平稳有序"),
        ("二、主动公开政府信息情况", "二、主动公开政府\n信息情况（单位：件）", "二、主动公开政府\n现将各项数据列表如下"),
    ],
)
def test_the_line_below_the_half_of_a_heading_is_asked_for_on_each_page(heading: str, cut: str, prose: str) -> None:
    assert_read_as_anew(PAGE.replace(heading, cut, 1), PAGE.replace(heading, prose, 1))


def test_the_line_below_a_row_that_ends_with_a_heading_is_asked_for_on_each_page() -> None:
    heading = "五、存在的主要问题及改进情况"
    rest = PAGE[PAGE.index(heading) :].split("\n", 1)[1]
    page = PAGE[: PAGE.index(heading)].replace("行政强制 | / |||\n", "") + f"行政强制\t\t{heading}\n@\n\n{rest}"
    assert_read_as_anew(page.replace("@", "本年度存在的问题如下文所述"), page.replace("@", '"21'))


def test_a_stroke_behind_much_space_begins_its_cell_and_not_its_line() -> None:
    one, other = (PAGE.replace("行政许可 | 94 |", f"行政许可 |{' ' * spaces}- 94 |", 1) for spaces in (1, 420))
    assert_read_as_anew(one, other)


@pytest.mark.parametrize("mark", ["> ", "- ", "{:>4}  "])
@pytest.mark.parametrize(
    "page", [render(REPORT, "lines").replace("（七）总计", _CUT[0], 1), page_with_titles(_PLACES, "{}\n")], ids=["cells", "titles"]
)
def test_lines_with_marks_before_them_are_not_those_of_a_page_that_is_indented(page: str, mark: str) -> None:
    lines = page.split("\n")
    marked = [mark.format(at) + line for at, line in enumerate(lines, 1)]
    assert_read_as_anew("\n".join(" " * (len(one) - len(line)) + line for one, line in zip(marked, lines, strict=True)), "\n".join(marked))


def test_a_row_that_waits_where_no_heading_stands_is_at_no_place() -> None:
    page = render(REPORT, "spaces")
    page = re.sub(r"(?<=\d) \d+\n+(?=五、)", "\n\n", page[page.index("行政复议 行政诉讼") :], count=1)
    front = "网站首页\n"
    within = Span(len(front), len(front) + len(page))
    for first, second in (((page, None), (front + page, within)), ((front + page, within), (page, None))):
        expected = anew(*second)
        anew(*first)
        parse(*first)
        found = parse(*second)
        assert (found, found.report.to_dict()) == expected
        assert found.diagnostics


def test_the_first_line_of_a_page_is_indented_alike_whatever_stands_before_it() -> None:
    titles = [" " * at + title for at, title in ((20, "未经复议直接起诉"), (2, "行政复议"), (12, "行政诉讼"), (46, "复议后起诉"))]
    leaves, row = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3, "1 0 0 1 2 1 0 0 0 1 0 0 0 0 0".split()
    page = "\n".join([*titles, "  " + "  ".join(leaves), "  " + "   ".join(row)]) + "\n"
    front = "前文。\n"
    alone = anew(page)[0]
    within = anew(front + page, Span(len(front), len(front + page)))[0]
    assert [cell.reading for cell in alone.report.cells] == [cell.reading for cell in within.report.cells]
    assert [one.code for one in alone.diagnostics] == [one.code for one in within.diagnostics]


def test_the_shapes_of_long_lines_are_forgotten_before_they_take_much_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.vocabulary._MOST_MARKED", 10)
    vocabulary = Vocabulary([grammar.form("annual_2021")])
    first = vocabulary.mark("a", 6)
    assert vocabulary.mark("a", 6) == first != vocabulary.mark("b", 4)
    assert vocabulary.mark("c", 6) != first != vocabulary.mark("a", 6)


@pytest.mark.parametrize(("lines", "cells"), [(1, 2_001), (2_001, 0)])
def test_a_page_that_is_longer_than_any_office_s_is_not_remembered(lines: int, cells: int, begun: Callable[[str], bool]) -> None:
    page = lacking(SHEET) + "\n".join(["\t".join(["7"] * cells)] * lines)
    assert [begun(page) for _ in range(4)] == [True] * 4


@pytest.mark.parametrize("title", ["{}\n", "{} |\n", "\t{}\n\n"], ids=["a line each", "a pipe each", "a tab each"])
def test_titles_at_other_places_are_no_other_pages_titles(title: str) -> None:
    ordered, flat = (page_with_titles(places, title) for places in (_PLACES, (2,) * len(_PLACES)))
    shapes.forget()
    assert [[one.code for one in parse(page).diagnostics] for page in (ordered, ordered, ordered, flat)] == [[], [], [], ["GK311"]]


def test_the_pieces_of_a_title_have_a_place_of_their_own(read: Callable[[str], bool]) -> None:
    one, other = (page_with_titles(places, "{}\n", 2) for places in (_PLACES, (*_PLACES[:2], 5, *_PLACES[3:])))
    assert [read(page) for page in (one, one, one, other)] == [True, True, False, True]


def test_the_end_of_a_line_is_no_part_of_a_shape() -> None:
    page = page_with_titles(_PLACES, "{}\n")
    for end in ("\n", "\r\n", "\r"):
        shapes.forget()
        assert [one.code for one in parse(page.replace("\n", end)).diagnostics] == []
