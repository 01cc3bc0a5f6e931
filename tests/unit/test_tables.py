from __future__ import annotations

import pytest

import gongkai
from tests.unit import official
from tests.unit.reading import HEADING, codes, finding, said

GRANTED, PARTLY = "requests.outcomes.granted", "requests.outcomes.partly_granted"
FORBIDDEN, SECURITY, THIRD = (f"requests.outcomes.refused.{name}" for name in ("forbidden_by_law", "security_and_stability", "third_party_rights"))
LABELS = {item: official.label_of(item) for item in (GRANTED, PARTLY, FORBIDDEN, SECURITY, THIRD)}
ONE, TWO, THREE = ["1", "0", "0", "0", "0", "0", "1"], ["2", "0", "0", "0", "0", "0", "2"], ["3", "0", "0", "0", "0", "0", "3"]
LOST = ["?"] * 7
TAIL = official.table("words", [["（七）总计", *THREE], [official.label_of("requests.carried_out"), *ONE]])


def read(*lines: str) -> gongkai.Result:
    """Table 3 from a few lines of it; a last row that leaves no doubt follows."""
    return gongkai.parse("\n".join((HEADING, *lines, "8.属于行政查询事项 5 0 0 0 0 0 5", TAIL)))


def row(cells: list[str]) -> str:
    return " ".join(cells)


@pytest.mark.parametrize("at", range(7))
def test_a_sign_in_a_cell_of_a_row_that_may_be_a_group_is_no_label_of_one_of_its_rows(at: int) -> None:
    cells = ["※" if place == at else "0" for place in range(7)]
    result = gongkai.parse(
        "\n".join((HEADING, "\t".join([official.label_of(GRANTED), *ONE]), "\t".join(["（六）其他处理", *cells]), "\t".join(["（七）总计", *ONE])))
    )
    assert said(result, "requests.outcomes.other.undivided") == ["?" if place == at else "0" for place in range(7)]
    assert codes(result) == ["GK307"]


def test_numbers_may_stand_after_their_labels() -> None:
    result = read(LABELS[FORBIDDEN], row(ONE), LABELS[SECURITY], row(TWO), LABELS[THIRD], row(THREE), "5.属于三类内部事务信息 0 0 0 0 0 0 0")
    assert [said(result, item) for item in (FORBIDDEN, SECURITY, THIRD)] == [ONE, TWO, THREE]


def test_numbers_may_stand_before_their_labels() -> None:
    result = read(row(ONE), LABELS[FORBIDDEN], row(TWO), LABELS[SECURITY], row(THREE), LABELS[THIRD], "5.属于三类内部事务信息 0 0 0 0 0 0 0")
    assert [said(result, item) for item in (FORBIDDEN, SECURITY, THIRD)] == [ONE, TWO, THREE]


@pytest.mark.parametrize("at", [4, 5, 8])
def test_numbers_may_stand_between_the_pieces_of_their_label(at: int) -> None:
    label = LABELS[SECURITY]
    result = read(label[:at], row(TWO), label[at:], f"{LABELS[THIRD]} {row(THREE)}")
    assert said(result, SECURITY) == TWO
    assert said(result, THIRD) == THREE


@pytest.mark.parametrize(("first", "second"), [(4, 8), (3, 5), (6, 9)])
def test_a_label_may_be_cut_in_three(first: int, second: int) -> None:
    label = LABELS[SECURITY]
    result = read(label[:first], label[first:second], row(TWO), label[second:], f"{LABELS[THIRD]} {row(THREE)}")
    assert said(result, SECURITY) == TWO


def test_the_pieces_of_two_labels_may_stand_side_by_side() -> None:
    # A PDF's text in reading order: the first lines of two cells, then the numbers, then their second lines.
    zeros = row(["0"] * 7)
    first, last = f"1.本机关不掌握相关政府信息 {zeros}", f"3.补正后申请内容仍不明确 {zeros}"
    result = read(first, "（四）无法", f"2.没有现成信息 {row(ONE)}", "提供", "需要另行制作", last)
    assert said(result, "requests.outcomes.unavailable.needs_creation") == ONE
    assert codes(result) == []


def test_numbers_that_may_belong_to_the_label_before_or_after_go_to_neither() -> None:
    result = read(LABELS[FORBIDDEN], row(ONE), LABELS[SECURITY], LABELS[THIRD])
    assert [said(result, item) for item in (FORBIDDEN, SECURITY, THIRD)] == [LOST] * 3
    assert not result.ok


def test_numbers_behind_a_label_that_has_some_are_not_those_of_the_label_before() -> None:
    result = read(LABELS[FORBIDDEN], LABELS[SECURITY], "4\t519\t3", "28", "", *TWO[1:], f"{LABELS[THIRD]} {row(THREE)}")
    assert said(result, FORBIDDEN) == LOST
    assert said(result, SECURITY) == LOST
    assert said(result, THIRD) == THREE


def test_a_label_that_is_never_completed_takes_no_numbers() -> None:
    result = read("3.危及“三安全 1 2 3 4 5 6 21", f"{LABELS[THIRD]} {row(THREE)}")
    assert said(result, SECURITY) == ["_"] * 7
    assert said(result, THIRD) == THREE
    assert finding(result, "GK201").severity is gongkai.Severity.ERROR


def test_the_beginning_of_a_label_without_numbers_is_only_a_warning() -> None:
    result = read(f"{LABELS[GRANTED]} {row(ONE)}", "3.危及“三安全", f"{LABELS[THIRD]} {row(THREE)}")
    assert finding(result, "GK205").severity is gongkai.Severity.WARNING
    assert [said(result, item) for item in (GRANTED, THIRD)] == [ONE, THREE]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_group_label_of_one_character_a_line_is_neither_row_nor_text(at: int) -> None:
    rows = [f"{LABELS[GRANTED]} {row(ONE)}", f"{LABELS[PARTLY]} {row(TWO)}"]
    result = read(*rows[:at], *"三、本年度办理结果", *rows[at:])
    assert [said(result, item) for item in (GRANTED, PARTLY)] == [ONE, TWO]
    assert codes(result) == []
    assert result.report.sections[0].text == ""


def test_a_group_label_may_be_cut_by_the_rows_beside_it() -> None:
    rows = [f"1.本机关不掌握相关政府信息 {row(ONE)}", f"2.没有现成信息需要另行制作 {row(TWO)}", f"3.补正后申请内容仍不明确 {row(THREE)}"]
    result = read(rows[0], "（四）无", rows[1], "法提供", rows[2])
    names = ("not_held", "needs_creation", "still_unclear")
    assert [said(result, f"requests.outcomes.unavailable.{name}") for name in names] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "unknown", ["（三）不与公开 | 9 | 9 | 9 | 9 | 9 | 9 | 54 |", "（三）不与公开\n9\n9\n9\n9\n9\n9\n54", "（三）不与公开 9 9 9 9 9 9 54"]
)
def test_an_unknown_label_takes_its_numbers_with_it(unknown: str) -> None:
    result = read(f"{LABELS[GRANTED]} {row(ONE)}", unknown, f"{LABELS[THIRD]} {row(THREE)}")
    assert [said(result, item) for item in (GRANTED, THIRD)] == [ONE, THREE]
    found = finding(result, "GK201")
    assert (found.details["found"], found.details["count"]) == ("（三）不与公开", "7")
    assert "9" not in {str(entry.value) for entry in result.report.entries()}


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
@pytest.mark.parametrize("cells", [["5"], ["5", "6"], ["", "5"]])
def test_an_unknown_label_takes_its_numbers_with_it_however_few(style: str, cells: list[str]) -> None:
    rows = [[LABELS[GRANTED], *ONE], ["上述情形之外", *cells], [LABELS[PARTLY], *TWO]]
    result = gongkai.parse(f"{HEADING}\n{official.table(style, rows)}\n")
    assert [said(result, item) for item in (GRANTED, PARTLY)] == [ONE, TWO]
    assert finding(result, "GK201").details["count"] == str(len([cell for cell in cells if cell]))


@pytest.mark.parametrize(("cells", "code"), [("1 2 3", "GK206"), ("1 2 3 4 5 6 21", "GK206")])
def test_numbers_without_a_label_are_nobodys(cells: str, code: str) -> None:
    result = gongkai.parse(f"{HEADING}\n（一）予以公开|1|0|0|0|0|0|1|\n{cells.replace(' ', '|')}|\n（二）部分公开|2|0|0|0|0|0|2|\n")
    assert [said(result, item) for item in (GRANTED, PARTLY)] == [ONE, TWO]
    assert finding(result, code).details["count"] == str(len(cells.split()))


def test_one_number_alone_between_empty_lines_is_a_page_number() -> None:
    result = read(f"{LABELS[GRANTED]} {row(ONE)}", "", "17", "", f"{LABELS[PARTLY]} {row(TWO)}")
    assert [said(result, item) for item in (GRANTED, PARTLY)] == [ONE, TWO]
    assert codes(result, notes=True).count("GK210") == 1


def test_one_number_alone_right_under_a_row_may_be_the_rest_of_its_last() -> None:
    result = read(f"{LABELS[GRANTED]} {row(ONE)}", "17", f"{LABELS[PARTLY]} {row(TWO)}")
    assert [said(result, item) for item in (GRANTED, PARTLY)] == [["?"] * 7, TWO]
    assert "GK310" in codes(result)


def test_a_row_of_another_form_is_not_read_and_named() -> None:
    cells = official.numbered("annual_2021")
    table = official.proactive("annual_2021", cells)
    result = gongkai.parse("\n".join((official.HEADINGS["proactive"], official.table("grid", [*table, ["政府集中采购", "7", "8"]]))))
    assert result.report.form == "annual_2021"
    assert finding(result, "GK202").details["found"] == "政府集中采购"
    assert {entry.key: str(entry.value) for entry in result.report.entries() if entry.value is not None} == {
        key: cells[key] for one in official.PROACTIVE["annual_2021"] for key in one.keys
    }


def test_a_row_that_an_office_added_is_not_taken_for_its_neighbour() -> None:
    cells = official.numbered("annual_2019")
    table = official.proactive("annual_2019", cells)
    table.insert(3, ["其他主动公开文件", "901", "902", "903"])
    result = gongkai.parse("\n".join((official.HEADINGS["proactive"], official.table("grid", table))))
    for one in official.PROACTIVE["annual_2019"]:
        assert said(result, one.item) == [cells[key] for key in one.keys]
    assert finding(result, "GK201").details["found"] == "其他主动公开文件"


@pytest.mark.parametrize("heading", official.HEADINGS.values())
def test_a_heading_printed_twice_opens_its_section_once(heading: str) -> None:
    result = gongkai.parse(f"{heading}\n{heading}\n没有情况。\n")
    assert [(section.heading, section.text) for section in result.report.sections] == [(heading, "没有情况。")]
    assert "GK203" in codes(result, notes=True)


def test_a_heading_in_unknown_words_is_known_by_its_ordinal_after_a_table() -> None:
    result = gongkai.parse("\n".join((HEADING, f"{LABELS[GRANTED]} {row(ONE)}", TAIL, "五、不足与打算", "公开不够及时。")))
    assert [(section.number, section.text) for section in result.report.sections] == [(3, ""), (5, "公开不够及时。")]
    assert "GK208" in codes(result, notes=True)


@pytest.mark.parametrize(
    ("title", "cell", "expected"),
    [
        ("本年收费金额（单位：万元）", "3.25", "3.25万元"),
        ("本年收费金额（单位：元）", "3.25", "3.25元"),
        ("本年收费金额（单位：万元）", "32500元", "32500元"),
        ("本年收费金额", "3.25万元", "3.25万元"),
        ("本年收费金额", "3.25", "3.25"),
        ("本年收费金额（单位：万元）", "/", "/"),
        ("本年收费金额（单位：万元）", "", ""),
    ],
)
@pytest.mark.parametrize("style", ["grid", "tabs", "bordered"])
def test_an_amount_has_the_unit_of_its_cell_or_else_of_its_column(style: str, title: str, cell: str, expected: str) -> None:
    table = [["信息内容", "本年处理决定数量"], ["行政许可", "5"], ["信息内容", title], ["行政事业性收费", cell]]
    result = gongkai.parse("\n".join((official.HEADINGS["proactive"], official.table(style, table))))
    assert said(result, "proactive.fees") == [expected]
    assert said(result, "proactive.licensing") == ["5"]


@pytest.mark.parametrize("style", ["columns", "words", "tabs", "grid"])
def test_a_row_with_an_unknown_label_fills_no_row_above_it(style: str) -> None:
    rows = [
        ["（三）不予公开", official.label_of("requests.outcomes.refused.state_secret")],
        ["2.未列明的情形", "1", "2", "3", "4", "5", "15"],
        [LABELS[SECURITY], *TWO],
    ]
    result = gongkai.parse(f"{HEADING}\n{official.table(style, rows)}\n")
    assert not {"1", "2"} & set(said(result, "requests.outcomes.refused.state_secret"))
    assert said(result, SECURITY) == TWO
    assert finding(result, "GK201").details["found"] == "2.未列明的情形"


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
@pytest.mark.parametrize("unknown", ["33.他", ".他"])
def test_an_unknown_label_behind_that_of_a_group_is_a_row_of_its_own(style: str, unknown: str) -> None:
    table = official.table(style, [["", "", *official.APPLICANT_TITLES], ["（六）其他处理", unknown, *ONE], ["（七）总计", "", *TWO]])
    result = gongkai.parse(f"{HEADING}\n{table}\n")
    assert "1" not in said(result, "requests.outcomes.other.undivided")
    assert said(result, "requests.outcomes.total") == TWO
    assert not result.ok


def test_what_may_be_left_of_a_label_casts_doubt_on_the_row_before_it_in_one_line() -> None:
    result = gongkai.parse(f"{HEADING} {LABELS[GRANTED]} {row(ONE)} （六）其他处理 （）计 {row(TWO)} 四、结转下年度继续办理 {row(ONE)}")
    assert "2" not in said(result, "requests.outcomes.other.undivided")
    assert not result.ok


UNREAD = ["12%", "16①", "一〇三", "7．注", "三十"]
"""What stands in cells and is no number, yet begins like one."""


@pytest.mark.parametrize("style", ["alone", "lines", "words", "list"])
@pytest.mark.parametrize("unread", UNREAD)
def test_a_cell_that_cannot_be_read_behind_as_many_as_the_row_has_casts_doubt_on_them(style: str, unread: str) -> None:
    # The first number is cut in two, and the last one is none: what is left of the row has just as many as it should.
    rows = [[LABELS[FORBIDDEN], "1", "2", "0", "0", "0", "0", "0", unread], [LABELS[SECURITY], *TWO]]
    result = gongkai.parse(f"{HEADING}\n{official.table(style, rows)}\n{TAIL}\n")
    assert said(result, FORBIDDEN) == LOST
    assert not result.ok


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs"])
@pytest.mark.parametrize("unread", UNREAD)
@pytest.mark.parametrize("at", [1, 4, 14])
def test_a_cell_that_cannot_be_read_casts_doubt_on_the_row_without_a_label(style: str, unread: str, at: int) -> None:
    cells = [*map(str, range(15))]
    cells[at] = unread
    table = official.table(style, [*official.disputes({})[:3], cells])
    result = gongkai.parse(f"{official.HEADINGS['disputes']}\n{'|' if style == 'grid' else ''}\n{table}\n")
    assert not {*map(str, range(15)), ""} & {cell for row in official.DISPUTES for cell in said(result, row.item)}
    assert not result.ok


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "columns"])
@pytest.mark.parametrize("section", ["proactive", "requests"])
def test_titles_in_another_order_are_believed_though_the_heading_over_them_is_lost(style: str, section: str) -> None:
    row = official.REQUESTS["annual_2021"][0] if section == "requests" else official.PROACTIVE["annual_2021"][0]
    first, second, *others = (
        [official.TITLES["annual_2021"][column] for column in row.columns] if section == "proactive" else official.APPLICANT_TITLES
    )
    cells = [str(number) for number in range(1, 1 + len(row.columns))]
    table = official.table(style, [["", second, first, *others], [row.label, *cells]])
    result = gongkai.parse(f"{official.TITLE}\n{official.HEADINGS['overview']}\n平稳。\n\n{table}\n")
    assert said(result, row.item) == ["?"] * len(cells)
    assert "GK311" in codes(result)


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "list"])
@pytest.mark.parametrize("mark", ["○", "●", "★", "……"])
def test_a_mark_in_a_cell_is_no_empty_cell(style: str, mark: str) -> None:
    table = official.table(style, [["行政许可", mark, "", ""], ["行政处罚", "6", "", ""], ["行政强制", "1", "", ""]])
    result = gongkai.parse(f"{official.HEADINGS['proactive']}\n本年处理决定数量\n{table}\n")
    assert said(result, "proactive.licensing") == ["?"]
    assert finding(result, "GK307").details["found"] == mark


@pytest.mark.parametrize("between", [" ", "\n"], ids=["a row a line", "a cell a line"])
def test_numbers_before_each_label_are_never_those_of_the_label_before(between: str) -> None:
    items = (GRANTED, PARTLY, FORBIDDEN, SECURITY, THIRD)
    printed = [line for at, item in enumerate(items, 1) for line in (between.join([str(at)] * 7), LABELS[item])]
    result = gongkai.parse("\n".join((HEADING, *printed)))
    assert [item for at, item in enumerate(items, 1) if said(result, item) not in (LOST, ["_"] * 7, [str(at)] * 7)] == []


def test_numbers_before_the_labels_of_their_rows_are_not_those_of_the_row_above() -> None:
    lines = ["\t".join((*[str(at)] * 7, LABELS[item])) for at, item in enumerate((FORBIDDEN, SECURITY, THIRD), 1)]
    result = gongkai.parse("\n".join((HEADING, *("\t" + line for line in lines))))
    assert all(entry.value is None for entry in result.report.entries())
