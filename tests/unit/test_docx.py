from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import Cell, Paragraph, ReadError, Status, Table, grammar
from gongkai.readers.docx import read
from gongkai.readers.limits import Limits
from gongkai.sheet import sheet_of
from tests.unit import official
from tests.unit.word import CONTINUE, RESTART, STRICT, W, abstract, document, docx, instance, item, level, p, parts, sheet_xml, t, tbl, tc, tr, zipped

DELETED = '<w:del w:id="1" w:author="某" w:date="2024-01-02T00:00:00Z"/>'


def text(body: str, styles: str = "") -> str:
    """All that is printed, paragraphs and cells under each other."""
    blocks = read(docx(body, styles=styles)).blocks
    return "\n".join(block.text if isinstance(block, Paragraph) else "\n".join(cell.text for cell in block.cells) for block in blocks)


def cells(body: str) -> list[tuple[str, int, int, int, int]]:
    """The cells of the one table: text, row, column, rows, columns."""
    (table,) = (block for block in read(docx(body)).blocks if isinstance(block, Table))
    return [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells]


def cells_of(body: str, styles: str) -> list[str]:
    """What the cells of the tables say, in a document with styles."""
    return [cell.text for block in read(docx(body, styles=styles)).blocks if isinstance(block, Table) for cell in block.cells]


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def field(*results: str, code: str = " PAGE ") -> str:
    """A field: its code, and the runs of its result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(results)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


# ---------------------------------------------------------------- paragraphs


def test_paragraphs_and_tables_come_in_their_order() -> None:
    page = read(docx(p("甲") + tbl(tr("乙", "丙"), tr("丁", "")) + p("戊", "己")))
    cells = tuple(Cell(text, row, column) for text, row, column in (("乙", 1, 1), ("丙", 1, 2), ("丁", 2, 1), ("", 2, 2)))
    assert page.blocks == (Paragraph("甲"), Table(cells), Paragraph("戊己"))
    assert page.diagnostics == ()


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ("<w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t>", "一\n二\n三"),
        ("<w:t>一</w:t><w:tab/><w:t>二</w:t><w:ptab/><w:t>三</w:t>", "一\t二\t三"),
        ("<w:t>一</w:t><w:noBreakHyphen/><w:t>二</w:t><w:softHyphen/><w:t>三</w:t>", "一-二三"),
        ('<w:t>一</w:t><w:sym w:font="宋体" w:char="2460"/>', "一①"),
        ("<w:lastRenderedPageBreak/><w:t> 一 </w:t>", "一"),
        ('<w:t xml:space="preserve"> 一\n二 </w:t>', " 一 二 "),
        ("<w:t>一</w:t><w:footnoteReference w:id='2'/><w:t>二</w:t><w:delText>三</w:delText>", "一二"),
        ("<w:ruby><w:rt><w:r><w:t>yī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby>", "一"),
    ],
)
def test_a_run_prints_its_text_breaks_and_signs(inner: str, printed: str) -> None:
    assert text(p(run(inner))) == printed


@pytest.mark.parametrize("code", ["F031", "F0FE", "0031", "0037", "nonsense", "D800", "FFFFFFF", ""])
def test_a_sign_that_cannot_be_known_is_no_number(code: str) -> None:
    body = docx(p(official.HEADINGS["proactive"]) + tbl(tr("行政许可", tc(p(run(f'<w:sym w:font="Wingdings" w:char="{code}"/>'))))))
    entry = gongkai.read(body).report["proactive.licensing.decisions"]
    assert (entry.status, entry.value) == (Status.UNSETTLED, None)


@pytest.mark.parametrize("wrapper", ["ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple"])
def test_what_wraps_text_prints_it(wrapper: str) -> None:
    assert text(p(t("一"), f"<w:{wrapper}>{t('二')}</w:{wrapper}>", t("三"))) == "一二三"


@pytest.mark.parametrize("wrapper", ["del", "moveFrom"])
def test_what_was_deleted_is_not_printed(wrapper: str) -> None:
    assert text(p(t("一"), f"<w:{wrapper}>{t('二')}</w:{wrapper}>", t("三"))) == "一三"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    joined = p("一", properties=f"<w:rPr>{DELETED}</w:rPr>")
    assert text(joined + p("二") + p("三")) == "一二\n三"
    assert text(p("一") + joined) == "一\n一"


@pytest.mark.parametrize("level", ["block", "row", "cell", "run"])
def test_what_is_in_a_content_control_is_printed(level: str) -> None:
    def control(inner: str, here: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>" if here == level else inner

    body = control(tbl(control(tr(control(tc(p(control(t("一"), "run"))), "cell"), "二"), "row")), "block")
    assert cells(body) == [("一", 1, 1, 1, 1), ("二", 1, 2, 1, 1)]


@pytest.mark.parametrize("value", ["", ' w:val="1"', ' w:val="true"', ' w:val="on"'])
def test_hidden_text_is_not_printed(value: str) -> None:
    assert text(p(t("一"), run("<w:t>二</w:t>", f"<w:vanish{value}/>"))) == "一"


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_text_that_is_said_not_to_be_hidden_is_printed(value: str) -> None:
    assert text(p(t("一"), run("<w:t>二</w:t>", f'<w:vanish w:val="{value}"/>'))) == "一二"


def test_text_that_a_style_hides_is_not_printed_unless_it_says_otherwise() -> None:
    styles = '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
    styles += '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="a"/></w:style>'
    assert text(p(t("一"), run("<w:t>二</w:t>", '<w:rStyle w:val="b"/>')), styles) == "一"
    assert text(p(t("一"), run("<w:t>二</w:t>", '<w:rStyle w:val="b"/><w:vanish w:val="0"/>')), styles) == "一二"
    assert text(p(t("一"), run("<w:t>二</w:t>", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="c"/>'), styles) == "二"


def test_a_field_prints_its_result_and_not_its_code() -> None:
    assert text(p(t("第"), field(t("3")), t("页"))) == "第3页"
    assert text(p(field(t("外"), code=field(t("内"))))) == "外"
    assert text(p(field(t("外"), field(t("内"))))) == "外内"


def test_a_field_without_an_end_loses_no_text() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    stray = '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert text(p(begin, t("5")) + p("6") + p(stray, t("7"))) == "5\n6\n7"


RAISED = '<w:vertAlign w:val="superscript"/>'
LOOKS = (
    f'<w:style w:type="character" w:styleId="note"><w:rPr>{RAISED}</w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'
)


@pytest.mark.parametrize("properties", [RAISED, '<w:vertAlign w:val="subscript"/>', '<w:position w:val="12"/>', '<w:rStyle w:val="note"/>'])
def test_a_number_beside_a_raised_mark_is_not_a_longer_number(properties: str) -> None:
    mark = run("<w:t>1</w:t>", properties)
    assert text(p(t("5"), mark), LOOKS) == "5[1]"
    assert text(p(mark, t("5")), LOOKS) == "[1]5"
    assert text(p(t("5"), run("<w:t></w:t><w:softHyphen/>"), mark), LOOKS) == "5[1]"
    assert text(p(t("CO"), mark), LOOKS) == "CO1"


@pytest.mark.parametrize("properties", [RAISED, '<w:position w:val="-2"/>', '<w:position w:val="0"/>', '<w:vertAlign w:val="baseline"/>'])
def test_a_number_that_is_all_on_one_line_is_one(properties: str) -> None:
    assert text(p(run("<w:t>1</w:t>", properties), run("<w:t>2</w:t>", properties))) == "12"


@pytest.mark.parametrize("properties", ["<w:strike/>", '<w:dstrike w:val="on"/>', '<w:strike w:val="0"/><w:dstrike/>', '<w:rStyle w:val="struck"/>'])
def test_a_number_that_is_struck_out_is_none_and_is_no_part_of_another(properties: str) -> None:
    assert text(p(run("<w:t>5</w:t>", properties), t("7")), LOOKS) == "[5]7"
    assert text(p(t("1"), run("<w:t>.</w:t>", properties), t("7")), LOOKS) == "1[.]7"
    assert text(p(run("<w:t>规章</w:t>", properties)), LOOKS) == "规章"
    body = p(official.HEADINGS["proactive"]) + tbl(tr("行政许可", tc(p(run("<w:t>5</w:t>", properties)))))
    entry = gongkai.read(docx(body, styles=LOOKS)).report["proactive.licensing.decisions"]
    assert (entry.status, entry.value) == (Status.UNSETTLED, None)


def test_a_paragraph_that_a_style_strikes_out_has_no_number_unless_it_says_otherwise() -> None:
    struck = '<w:pStyle w:val="gone"/>'
    assert cells_of(tbl(tr(tc(p("5", properties=struck)), tc(p("规章", properties=struck)))), LOOKS) == ["[5]", "规章"]
    assert text(p(run("<w:t>5</w:t>", '<w:strike w:val="0"/>'), properties=struck), LOOKS) == "5"


def test_a_formula_prints_its_parts_and_what_sets_them_apart() -> None:
    def part(name: str, inner: str) -> str:
        return f"<m:{name}>{inner}</m:{name}>"

    one, two = (part("r", part("t", digit)) for digit in "12")
    assert text(p(part("oMath", part("f", part("num", one) + part("den", two))))) == "1/2"
    assert text(p(part("oMathPara", part("oMath", part("sSup", part("e", one) + part("sup", two)))))) == "1^2"
    assert text(p(part("oMath", t("3") + part("e", t("4"))))) == "34"


# ---------------------------------------------------------------- text boxes


def box(*texts: str) -> str:
    """A text box as Word writes it: for itself, and for those older than it."""
    inner = f"<w:txbxContent>{''.join(map(p, texts))}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_printed_once_behind_its_paragraph() -> None:
    assert text(p(t("一"), box("甲", "乙"), t("二")) + p("三")) == "一二\n甲\n乙\n三"


@pytest.mark.parametrize(("needs", "printed"), [("wps", "新"), ("wps w14", "新"), ("unknown", "旧"), ("wps unknown", "旧")])
def test_of_alternatives_the_one_is_printed_that_word_prints(needs: str, printed: str) -> None:
    body = f'<mc:AlternateContent><mc:Choice Requires="{needs}">{p("新")}</mc:Choice><mc:Fallback>{p("旧")}</mc:Fallback></mc:AlternateContent>'
    assert text(body) == printed


# ---------------------------------------------------------------- tables


def test_a_cell_has_the_lines_of_its_paragraphs() -> None:
    assert cells(tbl(tr(tc(p("一"), p("二\n三"), p()), tc(p(), p())))) == [("一\n二\n三", 1, 1, 1, 1), ("", 1, 2, 1, 1)]


def test_merged_cells_take_up_their_rows_and_columns() -> None:
    body = tbl(
        tr(tc("甲", properties=RESTART), tc("乙", span=2), "丙"),
        tr(tc("hidden", properties=CONTINUE), "1", "2", "3"),
        tr(tc(properties='<w:vMerge w:val="continue"/>'), "4", "5", "6"),
        tr("丁", "7", "8", "9"),
    )
    assert [cell for cell in cells(body) if not cell[0].isdigit()] == [("甲", 1, 1, 3, 1), ("乙", 1, 2, 1, 2), ("丙", 1, 4, 1, 1), ("丁", 4, 1, 1, 1)]
    assert ("6", 3, 4, 1, 1) in cells(body)


def test_a_cell_that_goes_on_without_a_beginning_is_a_cell() -> None:
    assert cells(tbl(tr(tc("甲", properties=CONTINUE), "1"), tr(tc("乙", properties=CONTINUE), "2"))) == [
        ("甲", 1, 1, 2, 1),
        ("1", 1, 2, 1, 1),
        ("2", 2, 2, 1, 1),
    ]
    assert ("乙", 2, 1, 1, 1) in cells(tbl(tr("甲", "1"), tr(tc("乙", properties=CONTINUE), "2")))
    assert ("丙", 3, 1, 1, 1) in cells(tbl(tr(tc("甲", properties=RESTART)), tr("乙"), tr(tc("丙", properties=CONTINUE))))


def test_a_cell_goes_on_under_a_part_of_a_wider_one() -> None:
    body = tbl(tr(tc("甲", span=2, properties=RESTART), "1"), tr(tc(properties=CONTINUE), tc(properties=CONTINUE), "2"), tr("3", "4", "5"))
    assert cells(body)[0] == ("甲", 1, 1, 2, 2)
    assert ("2", 2, 3, 1, 1) in cells(body)


def test_places_before_and_behind_the_cells_of_a_row_are_no_cells() -> None:
    body = tbl(tr("一", "二", "三"), tr("四", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'))
    assert cells(body)[3:] == [("四", 2, 2, 1, 1)]


def test_cells_merged_sideways_in_the_old_way_are_one() -> None:
    body = tbl(tr(tc("一", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "二"))
    assert cells(body) == [("一", 1, 1, 1, 2), ("二", 1, 3, 1, 1)]


def test_what_stands_in_a_cell_merged_sideways_is_not_lost() -> None:
    body = tbl(tr(tc("5", properties='<w:hMerge w:val="restart"/>'), tc("7", properties="<w:hMerge/>"), "二"))
    assert cells(body) == [("5\n7", 1, 1, 1, 2), ("二", 1, 3, 1, 1)]


@pytest.mark.parametrize("value", ["", "0", "-3", "many", "１", "1e3", "9" * 30])
def test_a_span_that_is_no_number_is_one_column(value: str) -> None:
    body = tbl(tr(tc("一", properties=f'<w:gridSpan w:val="{value}"/>'), "二"))
    assert cells(body) == [("一", 1, 1, 1, 1), ("二", 1, 2, 1, 1)]


def test_rows_and_cells_that_were_deleted_are_not_printed() -> None:
    body = tbl(tr("一", "二"), tr("三", "四", properties=DELETED), tr("五", tc("六", properties='<w:cellDel w:id="1" w:author="某"/>')))
    assert cells(body) == [("一", 1, 1, 1, 1), ("二", 1, 2, 1, 1), ("五", 2, 1, 1, 1)]


def test_a_table_that_only_arranges_others_is_unwrapped() -> None:
    inner = tbl(tr("一", "二"), tr("三", "四"))
    blocks = read(docx(tbl(tr("甲", "乙"), tr(tc(p("前"), inner, p("后"))), tr("丙")))).blocks
    assert [type(block) for block in blocks] == [Table, Paragraph, Table, Paragraph, Table]
    assert [cell.text for block in blocks if isinstance(block, Table) for cell in block.cells] == list("甲乙一二三四丙")


def test_a_number_in_a_table_of_its_own_stays_in_its_cell() -> None:
    assert cells(tbl(tr("一", tc(tbl(tr("5")), p()), "二"))) == [("一", 1, 1, 1, 1), ("5", 1, 2, 1, 1), ("二", 1, 3, 1, 1)]


def test_a_number_among_blank_cells_in_a_table_of_their_own_is_none_of_the_cell_around_them() -> None:
    body = tbl(tr("一", tc(tbl(tr("", "", "5")), p()), "二", "三"))
    assert [text for text, *_ in cells(body)] == ["一", "5\n|", "二", "三"]


def test_a_cell_that_holds_an_embedded_file_is_not_blank() -> None:
    (cell,) = (cell for cell in cells(tbl(tr("一", tc('<w:altChunk r:id="x"/>', p()), "二"))) if cell[2] == 2)
    assert cell[0] == "\ufffd"


# ---------------------------------------------------------------- whole forms


@pytest.mark.parametrize("form", official.FORMS)
@pytest.mark.parametrize("framed", [False, True])
def test_the_numbers_of_a_form_are_read_each_in_its_place(form: str, framed: bool) -> None:
    numbers = official.numbered(form)
    report = gongkai.parse(official.page(form, numbers)).report
    result = gongkai.read(docx(sheet_xml(sheet_of(report, grammar.form(form)), framed=framed)))
    found = {entry.key: entry for entry in result.report.entries()}
    assert {key: str(found[key].value) for key in numbers} == numbers
    span = found["requests.new.natural_person"].span
    assert span is not None
    assert result.text[span.start : span.end] == numbers["requests.new.natural_person"]
    assert (span.table, span.page) == (2, None)
    assert result.ok


def blank_form() -> bytes:
    """The official sheet of 2021 as a template: nothing filled in, all labels numbered by hand."""
    report = gongkai.parse(official.page("annual_2021", dict.fromkeys(official.keys("annual_2021"), "0"))).report
    body = sheet_xml(sheet_of(report, grammar.form("annual_2021")))
    return docx(body.replace('<w:t xml:space="preserve">0</w:t>', '<w:t xml:space="preserve"> </w:t>'))


def test_a_blank_form_has_blank_entries_and_none_missing() -> None:
    result = gongkai.read(blank_form())
    assert {entry.status for entry in result.report.entries()} == {Status.BLANK}
    assert [one.code for one in result.diagnostics] == ["GK104"]


def test_automatic_numbers_make_labels_and_headings() -> None:
    heads, rows = "chineseCounting", "decimal"
    lists = abstract(1, level(0, heads, "%1、"), level(1, heads, "（%2）")) + instance(1, 1)
    lists += abstract(2, level(0, rows, "%1.")) + instance(2, 2)
    by_hand = official.page("annual_2021", official.numbered("annual_2021"))
    report = gongkai.parse(by_hand).report
    body = sheet_xml(sheet_of(report, grammar.form("annual_2021")))
    automatic = body
    for at, heading in enumerate(official.HEADINGS.values()):
        automatic = automatic.replace(p(heading, properties='<w:pStyle w:val="heading2"/>'), item(heading[2:]))
        assert automatic.count('<w:numId w:val="1"/>') == at + 1
    for row in official.REQUESTS["annual_2021"]:
        if row.item.startswith("requests.outcomes.refused"):
            automatic = automatic.replace(p(row.label), item(row.label[2:], 2))
    assert automatic.count('<w:numId w:val="2"/>') == 8
    result = gongkai.read(docx(automatic, lists))
    assert [entry.value for entry in result.report.entries()] == [entry.value for entry in report.entries()]
    assert [section.number for section in result.report.sections] == [1, 2, 3, 4, 5, 6]
    assert {one.code for one in result.diagnostics} == {one.code for one in gongkai.read(docx(body)).diagnostics}


@pytest.mark.parametrize("name", ["word/document.xml", "word/other/main.xml"])
def test_the_document_is_the_part_that_the_file_names(name: str) -> None:
    members = parts(p("甲"))
    members[name] = members.pop("word/document.xml")
    members["_rels/.rels"] = members["_rels/.rels"].replace("word/document.xml", f"/{name}")
    assert read(zipped(members)).blocks == (Paragraph("甲"),)


def test_strict_files_are_read_as_transitional_ones() -> None:
    members = {name: part.replace(W, STRICT) for name, part in parts(tbl(tr(tc("甲", span=2), "乙"))).items()}
    assert read(zipped(members)).blocks == (Table((Cell("甲", 1, 1, columns=2), Cell("乙", 1, 3))),)


def test_a_file_in_utf_16_is_read() -> None:
    members: dict[str, str | bytes] = {**parts(p("甲"))}
    members["word/document.xml"] = document(p("乙")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(zipped(members)).blocks == (Paragraph("乙"),)


# ---------------------------------------------------------------- what is refused


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, limits or Limits())
    message = str(caught.value)
    assert "\n" not in message
    assert "; " in message, "it says what to do"
    return message


@pytest.mark.parametrize(
    ("member", "said"),
    [("OFD.xml", "OFD"), ("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"), ("content.xml", "OpenDocument"), ("a.txt", "ZIP")],
)
def test_a_zip_file_of_another_kind_is_refused_by_its_name(member: str, said: str) -> None:
    assert said in refusal(zipped({member: "<x/>"}))


def test_an_excel_workbook_that_names_its_main_part_is_refused() -> None:
    members = parts("")
    members["_rels/.rels"] = members["_rels/.rels"].replace("word/document.xml", "xl/workbook.xml")
    assert "Excel" in refusal(zipped({"_rels/.rels": members["_rels/.rels"], "xl/workbook.xml": "<workbook/>"}))


def test_a_document_that_is_an_embedded_file_is_refused() -> None:
    chunk = '<w:altChunk r:id="rId1"/>'
    assert ".docx" in refusal(docx(chunk + p()))
    assert read(docx(p("甲") + chunk)).blocks == (Paragraph("甲"),)


def test_a_file_that_is_cut_off_is_refused() -> None:
    whole = docx(p("甲" * 100))
    for end in range(0, len(whole), 7):
        assert refusal(whole[:end])


def test_a_part_whose_sum_is_wrong_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as file:
        for name, part in parts(p("甲乙丙")).items():
            file.writestr(name, part)
    data = packed.getvalue()
    assert "damaged" in refusal(data.replace("甲乙丙".encode(), "甲乙丁".encode()))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_with_two_parts_of_one_name_is_refused() -> None:
    packed = BytesIO(docx(p("甲")))
    with ZipFile(packed, "a") as file:
        file.writestr("word/document.xml", document(p("乙")))
    assert "GK417" in refusal(packed.getvalue())


def test_a_part_that_is_packed_in_an_unusual_way_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_BZIP2) as file:
        for name, part in parts(p("甲")).items():
            file.writestr(name, part)
    assert "GK417" in refusal(packed.getvalue())


def test_a_part_under_a_password_is_refused() -> None:
    data = bytearray(docx(p("甲")))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert "password" in refusal(bytes(data))


def test_what_unpacks_to_more_than_the_limit_is_refused_whatever_its_header_says() -> None:
    body = document(p("零" * 2_000_000))
    data = zipped({**parts(""), "word/document.xml": body})
    assert len(data) < 50_000
    assert "unpacks" in refusal(data, Limits(unpacked=5_000_000))
    lying = data.replace(len(body.encode()).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    assert refusal(lying, Limits(unpacked=5_000_000))


def test_all_parts_together_count_for_the_limit() -> None:
    body, styles = p("一" * 1_000_000), f"<!-- {'x' * 3_000_000} -->"
    assert read(docx(body), Limits(unpacked=5_000_000)).blocks
    assert "unpacks" in refusal(docx(body, styles=styles), Limits(unpacked=5_000_000))


ENTITIES = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE a>",
        ENTITIES,
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
        f"<!--{' ' * 5000}-->{ENTITIES}",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_a_document_type_is_refused(declared: str) -> None:
    body = document(p("<w:r><w:t>甲</w:t></w:r>")).replace("<w:document", f"{declared}<w:document", 1)
    assert "GK418" in refusal(zipped({**parts(""), "word/document.xml": body}))


@pytest.mark.parametrize("start", ["", "<!--", f"<!--{' ' * 70_000}--><a/>", "<?xml version='1.0' encoding='cp037'?><a/>", "甲", "<a>", "\x00"])
def test_what_is_no_xml_of_word_is_refused(start: str) -> None:
    assert refusal(zipped({**parts(""), "word/document.xml": start}))


def test_a_damaged_part_for_lists_or_styles_is_refused() -> None:
    for name in ("word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
        assert name in refusal(zipped({**parts(p("甲"), abstract(1), "<w:style/>"), name: "<a>"}))


@pytest.mark.parametrize("wrapper", ["<w:sdt>{}</w:sdt>", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"])
@pytest.mark.parametrize("depth", [190, 1_000_000])
def test_what_is_nested_too_deeply_is_refused(wrapper: str, depth: int) -> None:
    before, after = wrapper.split("{}")
    deep = docx(before * 20_000 + p("甲") + after * 20_000)
    assert "nested" in refusal(deep, Limits(depth=depth))
    assert read(docx(before * 40 + p("甲") + after * 40)).blocks


@pytest.mark.parametrize("wrapper", ["<w:hyperlink>{}</w:hyperlink>", "<m:oMath><m:e>{}</m:e></m:oMath>", "<w:r><w:drawing>{}</w:drawing></w:r>"])
def test_a_paragraph_that_is_nested_too_deeply_is_refused(wrapper: str) -> None:
    before, after = wrapper.split("{}")
    assert "nested" in refusal(docx(p(before * 5_000 + t("甲") + after * 5_000)))


@pytest.mark.parametrize(
    "row",
    [
        tr(tc("1", properties='<w:gridSpan w:val="1000000"/>')),
        tr("1", properties='<w:gridBefore w:val="2000000"/>'),
        tr(*["<w:tc><w:p/></w:tc>"] * 6000),
    ],
    ids=["span", "before", "cells"],
)
def test_more_cells_than_the_limit_are_refused(row: str) -> None:
    assert "cells" in refusal(docx(tbl(row)), Limits(cells=5_000))


def test_more_elements_than_the_limit_are_refused() -> None:
    assert "GK421" in refusal(docx("<w:p/>" * 10_000), Limits(unpacked=100_000))


def test_a_zip_file_of_very_many_members_is_refused() -> None:
    assert "members" in refusal(docx(p("甲")) + b"PK\x01\x02" * 10_001)


def test_a_part_that_does_not_unpack_is_refused() -> None:
    data = docx(p("甲" * 1000))
    packed = zlib.compressobj(wbits=-15)
    stream = packed.compress(document(p("甲" * 1000)).encode()) + packed.flush()
    assert stream in data
    assert "damaged" in refusal(data.replace(stream, b"\xff" * len(stream)))


SAMPLE = docx(
    item("甲") + tbl(tr(tc("乙", span=2, properties=RESTART), "1"), tr(tc(properties=CONTINUE, span=2), "2")) + p(field(t("丙"))),
    abstract(1, level(0, "decimal", "%1.")) + instance(1, 1),
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>',
)


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=3), st.integers(0, 3)), max_size=6))
def test_any_bytes_give_a_page_or_a_read_error(changes: Sequence[tuple[int, bytes, int]]) -> None:
    data = SAMPLE
    for at, put, drop in changes:
        data = data[:at] + put + data[at + drop :]
    with suppress(ReadError):
        assert all(isinstance(block, Paragraph | Table) for block in read(data).blocks)


@given(st.randoms(use_true_random=False))
def test_any_change_of_its_xml_gives_a_page_or_a_read_error(chance: random.Random) -> None:
    members = parts(
        item("甲") + tbl(tr(tc("乙", properties=RESTART), "1"), tr(tc(properties=CONTINUE), "2")), abstract(1, level(0, "decimal", "%1."))
    )
    name = chance.choice(["word/document.xml", "word/numbering.xml"])
    tags = members[name].split("<")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(tags)), chance.randrange(len(tags))
        tags[at], tags[other] = tags[other], tags[at]
    with suppress(ReadError):
        assert all(isinstance(block, Paragraph | Table) for block in read(zipped({**members, name: "<".join(tags)})).blocks)


def test_what_only_says_how_text_looks_may_be_there_or_not() -> None:
    looks = '<w:rFonts w:hint="eastAsia" w:ascii="宋体"/><w:b/><w:bCs/><w:i w:val="0"/><w:sz w:val="36"/><w:u w:val="single"/>'
    body = p(run("<w:t>一</w:t>", looks), run("<w:t>二</w:t>", f"{looks}<w:vanish/>"), properties='<w:spacing w:before="0"/><w:jc w:val="both"/>')
    body += p("<w:r><w:t><![CDATA[<w:b/>]]></w:t></w:r>")
    assert [block.text for block in read(docx(body)).blocks if isinstance(block, Paragraph)] == ["一", "<w:b/>"]
    assert text(p(run("<w:t>一</w:t>", looks))) == "一"


def gridded(widths: Sequence[int], *rows: str) -> str:
    """A table with columns of these widths."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return tbl(*rows).replace("<w:tblGrid></w:tblGrid>", f"<w:tblGrid>{grid}</w:tblGrid>")


def test_a_column_that_has_room_for_nothing_is_none() -> None:
    # As LibreOffice writes the tables of a .doc: the cell over the second one begins a twentieth of a point behind its own edge.
    rows = [tr(tc("一", span=2), tc("二")), tr("1", tc("2", span=2)), tr(tc("3", span=2), "4")]
    assert cells(gridded([900, 1, 900], *rows)) == [
        ("一", 1, 1, 1, 1),
        ("二", 1, 2, 1, 1),
        ("1", 2, 1, 1, 1),
        ("2", 2, 2, 1, 1),
        ("3", 3, 1, 1, 1),
        ("4", 3, 2, 1, 1),
    ]
    assert {cell[4] for cell in cells(gridded([900, 300, 900], *rows))} == {1, 2}


def test_a_column_of_no_width_in_which_a_cell_stands_is_one() -> None:
    assert [cell[2] for cell in cells(gridded([900, 1, 900], tr("1", "2", "3")))] == [1, 2, 3]


def test_a_table_whose_cells_do_not_quite_meet_is_read() -> None:
    titles, cells = list(official.RESULT_TITLES), ["1", "2", "3", "4", "10"]
    upper = tr(tc("行政复议", span=5), tc("行政诉讼", span=11))
    middle = tr(*titles[:4], tc("总计", span=2), tc("未经复议直接起诉", span=5), tc("复议后起诉", span=5))
    lower = tr(*[""] * 4, tc("", span=2), *titles, *titles)
    numbers = tr(*cells[:4], tc("10", span=2), *cells, *cells)
    widths = [576] * 4 + [575, 1] + [576] * 10
    result = gongkai.read(docx(p(official.HEADINGS["disputes"]) + gridded(widths, upper, middle, lower, numbers)))
    assert [str(entry.value) for row in official.DISPUTES for entry in result.report.entries() if entry.item == row.item] == cells * 3
