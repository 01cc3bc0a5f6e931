"""A report -> its page as HTML, in the ways in which offices and their programs write it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from gongkai import grammar
from gongkai.records import Report
from gongkai.sheet import Cell, Paragraph, Part, Sheet, Table, sheet_of

Style = Callable[[Sheet], str]


def printed(report: Report, style: str) -> str:
    """The report's sheet in one of the STYLES."""
    return STYLES[style](sheet_of(report, grammar.form(report.form)))


def spans(cell: Cell) -> str:
    """The attributes of a cell that is merged with others."""
    return "".join(f' {name}="{count}"' for name, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1)


def plain(sheet: Sheet) -> str:
    """What an editor of web pages writes."""
    return document("".join(paragraph(block) if isinstance(block, Paragraph) else table(block) for block in sheet.blocks))


def document(body: str) -> str:
    return f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>网页</title><style>td {{ color: red }}</style></head>\n<body>\n{body}</body>\n</html>\n'


def paragraph(block: Paragraph) -> str:
    tag = f"h{block.level}" if block.level else "p"
    return f"<{tag}>{escape(block.text)}</{tag}>\n"


def table(block: Table, cell: Callable[[Cell], str] | None = None) -> str:
    write = cell or (lambda one: f"<td{spans(one)}>{escape(one.text) or '&nbsp;'}</td>")
    rows = "\n".join(f"<tr>{''.join(map(write, row))}</tr>" for row in block.rows)
    return f'<table border="1">\n<tbody>\n{rows}\n</tbody>\n</table>\n'


def header_cells(sheet: Sheet) -> str:
    """With thead and th."""

    def cell(one: Cell) -> str:
        tag = "td" if one.part is Part.VALUE else "th"
        return f"<{tag}{spans(one)} scope='col'>\n  {escape(one.text)}\n</{tag}>"

    def whole(block: Table) -> str:
        first = next((at for at, row in enumerate(block.rows) if any(one.part is Part.VALUE for one in row)), 0)
        head, body = ("".join(f"<tr>{''.join(map(cell, row))}</tr>\n" for row in part) for part in (block.rows[:first], block.rows[first:]))
        return f"<table>\n<caption></caption><colgroup><col><col></colgroup><thead>\n{head}</thead>\n<tbody>\n{body}</tbody><tfoot></tfoot></table>\n"

    return document("".join(paragraph(block) if isinstance(block, Paragraph) else whole(block) for block in sheet.blocks))


def word_like(sheet: Sheet) -> str:
    """As Word saves it: a span a character, Office's own elements, lines that end anywhere in the source."""

    def run(text: str) -> str:
        return "".join(f"<span\nlang=EN-US style='font-family:宋体;mso-bidi-font-size:10.5pt'>{escape(char)}</span>" for char in text)

    def cell(one: Cell) -> str:
        inner = run(one.text) if one.text else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
        return f"<td width=99 valign=top{spans(one)} style='border:solid windowtext 1.0pt'>\n<p class=MsoNormal align=center><b>{inner}</b><o:p></o:p></p>\n</td>"

    def line(block: Paragraph) -> str:
        return f"<p class=MsoNormal style='text-indent:32.0pt'><![if !supportEmptyParas]><b><font size=3>{run(block.text)}</font></b><o:p></o:p><![endif]></p>\n"

    body = "".join(line(block) if isinstance(block, Paragraph) else table(block, cell) for block in sheet.blocks)
    return f"<html xmlns:o='urn:schemas-microsoft-com:office:office'>\n<body lang=ZH-CN>\n<!--[if gte mso 9]><xml><w:View>9</w:View></xml><![endif]-->\n<div class=WordSection1>\n{body}</div></body></html>"


def laid_out(sheet: Sheet) -> str:
    """The whole page in tables within tables, between menus."""
    inner = "".join(paragraph(block) if isinstance(block, Paragraph) else table(block) for block in sheet.blocks)
    menu = "<nav><ul><li><a href='/'>首页</a><li><a href='/a'>政务公开</a></ul></nav>"
    foot = "<footer><p>主办：某机关 网站标识码：0000000000</p><p>99 0 7</p></footer>"
    script = "<script>document.write('<td>99</td>')</script><!-- <td>98</td> -->"
    return document(
        f"<table width=100%><tr><td colspan=2>{menu}</td></tr><tr><td><ul><li><a href=1>栏目一</a><li><a href=2>栏目二</a><li><a href=3>栏目三</a>"
        f"<li><a href=4>栏目四</a></ul></td><td>{script}<table><tr><td><div id=zoom>{inner}</div></td></tr></table></td></tr>"
        f"<tr><td colspan=2>{foot}</td></tr></table>"
    )


def unclosed(sheet: Sheet) -> str:
    """Without the end tags that may be left out, and some that may not, in capitals."""

    def whole(block: Table) -> str:
        rows = "\n".join(
            "<TR>" + "".join(f"<TD{spans(one).replace(chr(34), '')}><P>{escape(one.text) or '&nbsp'}" for one in row) for row in block.rows
        )
        return f"<TABLE BORDER=1>\n{rows}\n</TABLE>\n"

    return "<BODY>" + "".join(f"<P>{escape(block.text)}\n" if isinstance(block, Paragraph) else whole(block) for block in sheet.blocks)


def broken_labels(sheet: Sheet) -> str:
    """Labels on several lines, each line of a cell an element of its own."""

    def cell(one: Cell) -> str:
        half = len(one.text) // 2
        if one.part is Part.VALUE or half < 2:
            return f"<td{spans(one)}><div><font>{escape(one.text)}</font></div></td>"
        return f"<td{spans(one)}>{escape(one.text[:half])}<br />{escape(one.text[half:])}</td>"

    return document("".join(paragraph(block) if isinstance(block, Paragraph) else table(block, cell) for block in sheet.blocks))


def table_a_row(sheet: Sheet) -> str:
    """One table over many elements: each row in a table of its own, without merged rows."""

    def whole(block: Table) -> str:
        rows = [[one if one is not None else "" for one in row] for row in block.grid()]
        return "".join(
            "<table><tr>" + "".join(f"<td>{escape(one if isinstance(one, str) else one.text)}</td>" for one in row) + "</tr></table>" for row in rows
        )

    return document("".join(paragraph(block) if isinstance(block, Paragraph) else whole(block) for block in sheet.blocks))


def wrong_spans(sheet: Sheet) -> str:
    """Spans that reach too far: over the right end and the lower end of the table."""

    def whole(block: Table) -> str:
        last = len(block.rows) - 1
        rows = []
        for at, row in enumerate(block.rows):
            cells = []
            for one in row:
                down = f' rowspan="{1000000 if one.rows > 1 else 65535}"' if at + one.rows > last and one.rows > 1 else f' rowspan="{one.rows}"'
                over = f' colspan="{one.columns}.0"' if one.columns > 1 else " colspan=0"
                cells.append(f"<td{down}{over}>{escape(one.text)}</td>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    return document("".join(paragraph(block) if isinstance(block, Paragraph) else whole(block) for block in sheet.blocks))


def preformatted(sheet: Sheet) -> str:
    """Tables as lines of text with tabs."""

    def whole(block: Table) -> str:
        return "<pre>\n" + "\n".join("\t".join(one.text if one is not None else "" for one in row) for row in map(list, block.grid())) + "\n</pre>"

    return document("".join(paragraph(block) if isinstance(block, Paragraph) else whole(block) for block in sheet.blocks))


STYLES: dict[str, Style] = {
    one.__name__: one for one in (plain, header_cells, word_like, laid_out, unclosed, broken_labels, table_a_row, wrong_spans, preformatted)
}
