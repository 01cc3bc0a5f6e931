from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import gongkai
from gongkai import Limits, Paragraph, ReadError, Table
from gongkai.page import Page
from gongkai.readers import html, lexbor
from gongkai.readers.html import read_with
from tests.printed_html import STYLES, printed

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINES = ("lexbor", "markup")


def blocks(source: str, **limits: Any) -> list[object]:
    """The page of a document, a paragraph as its text and a table as its cells: (text, row, column, rows, columns)."""
    one, two = (read_with(engine, source.encode(), Limits(**limits)) for engine in ENGINES)
    assert one == two
    return [block.text if isinstance(block, Paragraph) else cells(block) for block in one.blocks]


def cells(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells]


def grid(source: str) -> list[list[str]]:
    """The texts of the one table of a document, row by row."""
    (table,) = read_with("markup", source.encode()).blocks
    assert blocks(source) == [cells(table) if isinstance(table, Table) else None]
    assert isinstance(table, Table)
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


# ---------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(
    ("source", "paragraphs"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<p>一<p>二", ["一", "二"]),
        ("<div>一<div>二</div>三</div>", ["一", "二", "三"]),
        ("<p>一<br>二<br/>三</p>", ["一\n二\n三"]),
        ("<p>a\n  b</p>", ["a b"]),
        ("<p>政府信息\n  公开</p>", ["政府信息公开"]),
        ("<p>共 5\n 件</p>", ["共 5 件"]),
        ("<p>12\n34</p>", ["12 34"]),
        ("<p><span>公</span><b><span>开</span></b></p>", ["公开"]),
        ("<p>&nbsp;</p><p>\u200b</p><p></p>", []),
        ("<h1>题</h1><ul><li>一<li>二</ul>", ["题", "一", "二"]),
        ("一<!-- 二 --><script>三</script><style>四</style><template>五</template><noscript>六</noscript>七", ["一七"]),
        ("<title>标题</title><textarea>一</textarea><p>二", ["二"]),
        ("<datalist><option>一<option>二</datalist><p>三", ["三"]),
        ("<p>一</p><div style='DISPLAY : none'><p>二</div><p hidden>三</p><p style='color:red'>四", ["一", "四"]),
        ("<p>1&lt;2 &amp; 3&#20214;</p>", ["1<2 & 3件"]),
        ("<pre>\n规章\t0\t\n  a  b\n</pre>", ["规章\t0\t\n  a  b"]),
        ("<xmp><td>1</td></xmp>", ["<td>1</td>"]),
        ("", []),
    ],
)
def test_paragraphs_are_those_that_a_browser_shows(source: str, paragraphs: list[str]) -> None:
    assert blocks(source) == paragraphs


def test_lines_around_tables_count_where_there_is_no_other_markup() -> None:
    source = "# 一、总体情况\n\n本年度。\n<table><tr><td>1<td>2</table>\n# 二、其他\n"
    assert blocks(source) == ["# 一、总体情况\n\n本年度。", [("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1)], "# 二、其他"]


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
        "<table><tr><td>1<td>2<tr><td>3<td>4",
        "<TABLE><TR><TD><P>1<TD><P>2</P><TR><TD>3</TR></TABLE>".replace("3</TR>", "3<TD>4</TR>"),
        "<table><td>1<td>2<tr><td>3<td>4</tbody></table>",
        "<table><thead><th>1<th>2</thead><tbody><tr><th>3</th><td>4",
        "<table><tfoot><tr><td>3<td>4</tfoot><tbody><tr><td>1<td>2</table>",
        "<table><caption></caption><colgroup><col><col></colgroup><tr><td>1</td></td><td>2</th></tr></tr><tr><td>3<td>4</table></table>",
        "<table><form><tr><td>1</div></span></p><td>2</form><tr><td>3<td>4</form></table>",
        "<p><table><tr><td><li>1<td><ul><li>2</ul><tr><td><b>3<td>4</b></table>",
        "<table><tr><td style='display:none'>9<td>1<td>2<tr hidden><td>9<td>9<tr><td>3<td>4</table>",
    ],
)
def test_rows_and_cells_are_found_whatever_is_not_closed(source: str) -> None:
    assert grid(source) == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td rowspan=2>1<td>2<tr><td>3", [("1", 1, 1, 2, 1), ("2", 1, 2, 1, 1), ("3", 2, 2, 1, 1)]),
        ("<tr><td colspan=2>1<td>2<tr><td>3", [("1", 1, 1, 1, 2), ("2", 1, 3, 1, 1), ("3", 2, 1, 1, 1)]),
        ("<tr><td rowspan=1000000>1<td>2<tr><td>3", [("1", 1, 1, 2, 1), ("2", 1, 2, 1, 1), ("3", 2, 2, 1, 1)]),
        ("<tr><td rowspan=0>1<td>2<tr><td>3", [("1", 1, 1, 2, 1), ("2", 1, 2, 1, 1), ("3", 2, 2, 1, 1)]),
        ("<tr><td colspan=0>1<td colspan=x rowspan=-1>2<tr><td colspan='2.5'>3", [("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1), ("3", 2, 1, 1, 2)]),
        ("<tr><td>1<td rowspan=2>2<tr><td colspan=2>3<td>4", [("1", 1, 1, 1, 1), ("2", 1, 2, 2, 1), ("3", 2, 1, 1, 1), ("4", 2, 3, 1, 1)]),
        ("<tr><td rowspan=2>1<td rowspan=2>2<tr><tr><td>3", [("1", 1, 1, 2, 1), ("2", 1, 2, 2, 1), ("3", 3, 1, 1, 1)]),
        ("<tbody><tr><td rowspan=9>1<td>2<tbody><tr><td>3", [("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1), ("3", 2, 1, 1, 1)]),
    ],
)
def test_a_cell_has_the_places_that_the_standard_gives_it_and_no_place_has_two(rows: str, expected: list[object]) -> None:
    assert blocks(f"<table>{rows}</table>") == [expected]


def test_a_span_of_a_thousand_columns_is_the_most() -> None:
    assert blocks("<table><tr><td colspan=99999999999999999999>1<td>2</table>") == [[("1", 1, 1, 1, 1000), ("2", 1, 1001, 1, 1)]]


def test_lines_within_a_cell_are_kept_and_blank_ones_are_not() -> None:
    assert grid("<table><tr><td>商业<br>企业<td><p>1</p><p>&nbsp;</p><p>2</p><td>&nbsp;<td> <td><br></table>") == [["商业\n企业", "1\n2", "", "", ""]]


def test_text_between_cells_stands_before_the_table() -> None:
    assert blocks("<table>注<tr>：<td>1<td>2</tr>年</table>后") == ["注：年", [("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1)], "后"]


def test_a_caption_stands_before_the_table() -> None:
    assert blocks("<table><caption>表一<tr><td>1<td>2</table>") == ["表一", [("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1)]]


INNER = "<table><tr><td>1<td>2</table>"
CELLS = [("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1)]


@pytest.mark.parametrize(
    "source",
    [
        f"<table><tr><td>{INNER}</table>",
        f"<table><tr><td><table><tr><td>{INNER}</table></table>",
        f"<table><tr><td><td>{INNER}<td></table>",
        "<table><tr><td><table><tr><td>1</table><td>2</table>",
    ],
)
def test_a_table_that_lays_out_another_is_no_table(source: str) -> None:
    assert blocks(source) == [CELLS]


def test_of_a_table_that_holds_data_and_the_page_the_data_stay_a_table() -> None:
    source = f"<table><tr><td>索引号<td>9<tr><td colspan=2><p>前{INNER}后<tr><td>审核<td>某</table>"
    assert blocks(source) == [
        [("索引号", 1, 1, 1, 1), ("9", 1, 2, 1, 1)],
        "前",
        CELLS,
        "后",
        [("审核", 1, 1, 1, 1), ("某", 1, 2, 1, 1)],
    ]


def test_a_cell_beside_a_menu_that_holds_the_whole_text_is_its_paragraphs() -> None:
    text = "本年度各项工作平稳有序。" * 40
    assert blocks(f"<table><tr><td>菜单<td><p>一、总体情况<p>{text}</table>") == ["菜单", "一、总体情况", text]


# ---------------------------------------------------------------- what surrounds a report

LINKS = "".join(f"<li><a href='{at}'>栏目</a></li>" for at in range(4))


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a href=1>首页</a> &gt; 公开</nav>",
        "<div role=navigation>首页</div>",
        "<footer>主办：某局</footer>",
        "<aside><p>热点</aside>",
        f"<ul>{LINKS}</ul>",
        "<header><a href=1>首页</a><div><a href=2>机构</a></div></header>",
        "<select><option>一<option>二</select>",
        "<button>打印</button>",
    ],
)
def test_what_surrounds_a_report_is_left_out(around: str) -> None:
    assert blocks(f"<p>前</p>{around}<p>后</p>") == ["前", "后"]


@pytest.mark.parametrize(
    ("around", "kept"),
    [
        ("<nav><p>一、总体情况</p><p>本年度。</p><p>下一步。</p>", ["一、总体情况", "本年度。", "下一步。"]),
        (f"<nav>{INNER}", [CELLS]),
        ("<header><h1>年度报告</h1></header>", ["年度报告"]),
        ("<article><header>年度报告</header><footer>某局</footer></article>", ["年度报告", "某局"]),
        (f"<ul><li>一、情况{LINKS}</ul>", ["一、情况", "栏目", "栏目", "栏目", "栏目"]),
        ("<ul><li><a href=1>附件一</a><li><a href=2>附件二</a></ul>", ["附件一", "附件二"]),
    ],
)
def test_what_may_be_the_report_is_kept(around: str, kept: list[object]) -> None:
    assert blocks(around) == kept


@pytest.mark.parametrize("tag", ["nav", "aside", "footer", "header", "button", "select"])
def test_a_value_in_a_cell_is_kept_whatever_element_it_is_in(tag: str) -> None:
    content = [f"<option>{value}" if tag == "select" else value for value in ("5", "/", "无", "12件（其中修订3件）")]
    cells = "".join(f"<td><{tag}>{value}</{tag}>" for value in content)
    assert grid(f"<table><tr>{cells}</table>") == [["5", "/", "无", "12件（其中修订3件）"]]


def test_what_surrounds_a_report_is_left_out_of_the_cells_that_lay_it_out() -> None:
    around = "<td><nav><a href=1>首页</a></nav><td><footer>主办：某机关 标识码：1234567890</footer>"
    assert blocks(f"<table><tr>{around}<td>{INNER}</table>") == [CELLS]


def test_numbers_on_both_sides_of_what_is_not_seen_but_takes_up_its_place_are_not_one_number() -> None:
    assert grid("<table><tr><td>5<span style='visibility:hidden'>1</span>3<td style='color:red; visibility: hidden'>7<td>8</table>") == [
        ["5 3", "", "8"]
    ]


def test_a_digit_over_a_number_is_set_apart_from_it() -> None:
    assert grid("<table><tr><td><ruby>5<rt>1</rt></ruby><td>7</table>") == [["5[1]", "7"]]


@pytest.mark.parametrize("engine", ENGINES)
def test_signs_of_markup_in_names_and_values_of_attributes_are_no_markup(engine: str) -> None:
    source = '<table><tr><td a<b title=\'1>2<td>\' c"d=e>5<!-- <td> --><td x="</td>">6<?td ?></table>'
    [table] = read_with(engine, source.encode()).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["5", "6"]


# ---------------------------------------------------------------- what was read before


ROW = "<tr><td>规  章</td><td>5</td></tr>"


@pytest.mark.parametrize(
    "around",
    [
        "<table>{}</table>",
        "<table>{0}{0}</table>",
        "<table><tr><td rowspan=2>甲</td><td>乙</td></tr>{}</table>",
        "<table><tr><td>甲</td><td rowspan=2>乙</td></tr>{}</table>",
        "<table><tr><td rowspan=3>甲</td><td>乙</td><td rowspan=2>丙</td></tr>{0}{0}{0}</table>",
        "<table><tfoot>{}</tfoot><tr><td>甲</td><td>乙</td></tr></table>",
        "<table><tr><td>甲</td><td><table>{}</table></td></tr></table>",
        "<table><tr><td><p>甲</p><p>乙</p></td><td>{}</td></tr></table>",
        "<table><!-- {} --><tr><td>甲</td><td>乙</td></tr></table>",
        "<table><tr><td>甲</td><td>乙</td></tr><!-- </tr>{} --></table>",
        "<table><tr><td>甲<!-- > </tr>{} --></td><td>乙</td></tr></table>",
        "<table><?x <tr ?>{}</table>",
        "<table <tr=1>{}</table>",
        "<x<tr><table>{}</table>",
        "<table><tr><td <!--=1>甲</td></tr>{}<!-- --></table>",
        "<p>甲</p><xmp><table>{}</table></xmp>",
        "<p>甲</p><plaintext><table>{}</table>",
        "<p>甲</p><SCRIPT>'<table>{}</table>'</SCRIPT>",
        "<p>甲</p><iframe><table>{}</table></iframe>",
        "<p>甲</p><div style='display:none'><table>{}</table></div>",
        "<p>甲</p><svg>{}</svg>",
        "<pre><table>{}</table></pre>",
        "<template><table>{}</table></template><p>甲</p>",
    ],
)
def test_a_row_that_was_on_a_page_before_is_read_as_if_it_had_not_been(around: str) -> None:
    source = around.format(ROW)
    lexbor._known_row.cache_clear()
    fresh = blocks(source)
    blocks(f"<table>{ROW}</table>")
    assert lexbor._known_row.cache_info().currsize
    assert blocks(source) == fresh


def test_a_row_in_a_link_is_one_whether_or_not_it_was_on_a_page_before() -> None:
    menu = "".join(f"<li>{{0}}<table><tr><td>栏目{at}</td></tr></table>{{1}}" for at in range(4))
    assert blocks(f"<ul>{menu.format('', '')}</ul><p>甲") == ["栏目0", "栏目1", "栏目2", "栏目3", "甲"]
    assert blocks(f"<ul>{menu.format('<a href=1>', '</a>')}</ul><p>甲") == ["甲"]


@pytest.mark.parametrize("engine", ENGINES)
def test_cells_are_counted_whether_or_not_their_rows_were_on_a_page_before(engine: str) -> None:
    data = f"<table>{ROW * 5}".encode()
    for _ in range(2):
        read_with(engine, data, Limits(cells=10, depth=2))
        with pytest.raises(ReadError, match="GK422"):
            read_with(engine, data, Limits(cells=9))
        with pytest.raises(ReadError, match="GK423"):
            read_with(engine, data, Limits(depth=1))
        with pytest.raises(ReadError, match="GK422"):  # they are too many before the next is too deep
            read_with(engine, data + b"<tr><td><div>1", Limits(cells=9, depth=2))


@pytest.mark.parametrize(
    "text", ["<td>5<sup>1</sup>", "<td>5<s>1</s>", "<td>5<span hidden>1</span>", "<td>5<script>1</script>", "<td><input value=5>"]
)
def test_what_matters_once_in_a_long_document_is_seen(text: str) -> None:
    short, long = (read_with("lexbor", f"{'<p></p>' * many}<table><tr><td>甲</td>{text}</td></tr></table>".encode()) for many in (1, 10_000))
    assert long == short
    assert short != read_with("lexbor", "<table><tr><td>甲</td><td>51</td></tr></table>".encode())


def test_a_tag_that_ends_a_long_document_is_seen() -> None:
    many = "<p>1</p>" * 5000
    assert "<s>" in html._once(f"{many}<s>1</p")


# ---------------------------------------------------------------- frames


def test_a_document_within_the_document_follows_it() -> None:
    assert blocks("<p>一<iframe srcdoc='&lt;p>框'></iframe>二</p>") == ["一二", "框"]


@pytest.mark.parametrize("source", ["<frameset><frame src=a.htm><frame src=b.htm></frameset>", "<iframe src='a.htm'></iframe>"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_of_nothing_but_a_frame_says_what_to_read_instead(engine: str, source: str) -> None:
    with pytest.raises(ReadError, match=r"GK431 .* a\.htm; give that one"):
        read_with(engine, source.encode())


# ---------------------------------------------------------------- limits


HOSTILE = {
    "tags within tags": "<div>",
    "tables within tables": "<table><tr><td>",
    "cells": "<td>1",
    "open links": "<a href=1>x",
    "formats": "<font size=1><b>",
    "comments": "<!--",
    "less-than signs": "<",
    "end tags": "</p></td>",
    "quotes": "<a b='\"",
    "spaces": "<p>一 \n",
    "text in tables": "<table>x<tr>",
    "entities": "&#1234567",
    "lists": "<li><dd>",
    "templates": "<template>",
    "drawings": "<svg><p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_a_page_or_refused(name: str) -> None:
    document = "<table><tr>" * (name == "cells") + HOSTILE[name] * 50_000
    with contextlib.suppress(ReadError):
        assert len(read_with(None, document.encode()).blocks) <= 50_000


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("tags", "deep"), [("<div>", 200), ("<table><tr><td>", 100), ("<ul><li>", 100)])
def test_elements_may_be_nested_as_deep_as_the_limit_and_no_deeper(engine: str, tags: str, deep: int) -> None:
    read_with(engine, (tags * deep + "1").encode())
    with pytest.raises(ReadError, match="GK423"):
        read_with(engine, (tags * (deep + 1) + "1").encode())


@pytest.mark.parametrize("engine", ENGINES)
def test_unclosed_paragraphs_and_spans_are_not_nested(engine: str) -> None:
    assert len(read_with(engine, ("<p><span><font><o:p>一" * 1000).encode()).blocks) == 1000


@pytest.mark.parametrize("engine", ENGINES)
def test_merged_places_count_as_cells(engine: str) -> None:
    data = ("<table>" + "<tr><td rowspan=20 colspan=20>1<td>2" * 20 + "</table>").encode()
    read_with(engine, data, Limits(cells=9000))
    with pytest.raises(ReadError, match="GK422"):
        read_with(engine, data, Limits(cells=1000))
    with pytest.raises(ReadError, match="GK422"):
        read_with(engine, INNER.encode() * 600, Limits(cells=1000))


# ---------------------------------------------------------------- the whole


def test_the_same_page_without_selectolax(monkeypatch: pytest.MonkeyPatch) -> None:
    page = printed(gongkai.read(ROOT / "examples" / "report.txt").report, "laid_out").encode()
    expected = html.read(page)
    monkeypatch.setattr(html, "find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "selectolax", None)
    monkeypatch.delitem(sys.modules, "gongkai.readers.lexbor", raising=False)
    assert html.read(page) == expected


def test_a_page_of_many_tags_is_the_same_page() -> None:
    assert len(html.read(b"<p>1" * 30_000).blocks) == 30_000


def texts(page: Page) -> Sequence[str]:
    return [block.text for block in page.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="gb2312">',
        b"<META http-equiv=Content-Type content='text/html; charset=gbk'>",
        b"<?xml version='1.0' encoding='GB2312'?>",
        b"<!-- <meta charset=utf-8> --><meta charset=gbk>",
        b"",
    ],
)
def test_a_page_in_gb18030_is_right_to_say_that_it_is_gbk(head: bytes) -> None:
    page = html.read(head + "<p>规章㐀</p>".encode("gb18030"))
    assert (texts(page), page.diagnostics) == (["规章㐀"], ())


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("style", STYLES)
def test_a_report_is_read_from_a_web_page_in_any_character_set(style: str, charset: str) -> None:
    report = gongkai.read(ROOT / "examples" / "report.txt").report
    page = printed(report, style).replace('<meta charset="utf-8">', "")
    result = gongkai.read(page.encode(charset))
    assert result.tree == gongkai.parse(gongkai.render(report, "tab_rows")).tree
    assert result.ok


def test_numbers_say_where_in_the_file_they_stand() -> None:
    report = gongkai.read(printed(gongkai.read(ROOT / "examples" / "report.txt").report, "plain").encode()).report
    span = report["requests.new.total"].span
    assert span is not None
    assert (span.table, span.row, span.column) == (2, 4, 10)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<input value='5'>", "5"),
        ('<p><INPUT class=n type="text" readonly value="5" size=3></p>', "5"),
        ("<input type=number value=5 />", "5"),
        ("<div><textarea rows=1>5</textarea></div>", "5"),
        ("<input value='5'>件", "5件"),
        ("<input type='hidden' value='5'>", ""),
        ("<input value='5' type=checkbox>", ""),
        ("<input value=''>", ""),
        ("<input name=value>", ""),
    ],
)
def test_what_stands_in_a_field_of_a_form_is_the_text_of_its_cell(cell: str, text: str) -> None:
    assert grid(f"<table><tr><td>甲</td><td>{cell}</td></tr></table>") == [["甲", text]]
    assert blocks("<p><input value=5></p><p>一") == ["一"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("5<sup>1</sup>", "5[1]"),
        ("<b>5</b><SUP class='note'>1</SUP>", "5[1]"),
        ("5<sub>2</sub>", "5[2]"),
        ("<sup>5</sup>", "5"),
        ("5<sup>①</sup>", "5①"),
        ("5<sup><a href='#note'>1</a></sup>", "5[1]"),
        ("5<span style='font-size:9px; VERTICAL-ALIGN: super'>1</span>", "5[1]"),
        ("<sup>1</sup>5", "[1]5"),
        ("５<sup>１</sup>", "５[１]"),
        ("<sup>1</sup><b>2</b><sup>3</sup>", "[1]2[3]"),
        ("<span style='vertical-align: middle'>5</span>", "5"),
        ("<span style='vertical-align: super'>5</span>", "5"),
        ("<del>4</del>5", "[4]5"),
        ("5<s>4</s>", "5[4]"),
        ("<strike><font>4</font></strike>5", "[4]5"),
        ("<span style='text-decoration: line-through'>4</span>5", "[4]5"),
        ("<span>5</span>", "5"),
        ("5<o:p></o:p><sup>1</sup>", "5[1]"),
        ("5<!--x--><sup>1</sup>", "5[1]"),
        ("5<sup><![if !supportFootnotes]>1<![endif]></sup>", "5[1]"),
        ("5<!--[if !mso]><!--><sup>1</sup><!--<![endif]-->", "5[1]"),
        ("5<sup><small>1</small></sup>", "5[1]"),
        ("5<sup><st1:chmetcnv w:st='on'>1</st1:chmetcnv></sup>", "5[1]"),
        ("5<i></i><i></i><i></i><i></i><i></i><i></i><i></i><sup>1</sup>", "5[1]"),
        (f"5<sup>1{'&nbsp;' * 30}</sup>", f"5[1{chr(160) * 30}]"),
        (f"5<sup>1\n{' ' * 30}</sup>", "5[1 ]"),
        ("&#53;<sup>1</sup>", "5[1]"),
        ("5<strong style='vertical-align:super'>1</strong>", "5[1]"),
        ("5<span style='vertical-align:  text-top'>1</span>", "5[1]"),
        ("5<span style='vertical-align:30%'>1</span>", "5[1]"),
        ("5<span style='position:relative;top:-6.0pt;mso-text-raise:6.0pt'>1</span>", "5[1]"),
        ("5<a href='#_ftn1'><span class=MsoFootnoteReference>1</span></a>", "5[1]"),
        ("5<span style='vertical-align:0'>1</span>", "51"),
        ("5<span style='vertical-align:baseline'>1</span>", "51"),
        ("<del><!-- x -->4</del>5", "[4]5"),
        ("<del><p>4</p></del>", "[4]"),
        ("<del><em><small>4</small></em></del>", "[4]"),
        ("<p style='text-decoration:line-through'>4</p>", "[4]"),
        ("<del><s>4</s></del>", "[4]"),
        (f"<del>4{'&nbsp;' * 50}</del>", f"[4{chr(160) * 50}]"),
    ],
)
def test_the_mark_of_a_note_and_a_number_struck_out_are_no_digits_of_the_number_beside_them(cell: str, text: str) -> None:
    assert grid(f"<table><tr><td>甲</td><td>{cell}</td></tr></table>") == [["甲", text]]
