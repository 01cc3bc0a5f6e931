"""A sheet -> the body of a Word file, in the ways in which Word, WPS, LibreOffice and older programs write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.sheet import Paragraph, Sheet, Table
from tests.unit.word import PrintedCell, merged, p, rows_of, sheet_xml, t, tbl, tc, tr

Style = Callable[[Sheet], str]
_LOOKS = '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:color w:val="000000"/><w:sz w:val="21"/></w:rPr>'


def _body(sheet: Sheet, table: Callable[[Table], str], paragraph: Callable[[Paragraph], str] = lambda block: p(block.text)) -> str:
    return "".join(table(block) if isinstance(block, Table) else paragraph(block) for block in sheet.blocks)


def by_word(sheet: Sheet) -> str:
    """As Word writes it: gridSpan and vMerge."""
    return sheet_xml(sheet)


def framed(sheet: Sheet) -> str:
    """The whole page in one cell of a table, labels on several lines."""
    return sheet_xml(sheet, breaks=True, framed=True)


def edited(sheet: Sheet) -> str:
    """As Word writes it after much work: fonts in each run, marks of spelling and places, runs that end anywhere, rows and cells in content controls."""

    def run(text: str) -> str:
        return f'<w:r w:rsidR="00A1">{_LOOKS}<w:t>{text}</w:t></w:r>' if text.isalnum() and text.isascii() else t(text)

    def line(text: str) -> str:
        cut = len(text) // 2 if len(text) > 4 else 0
        runs = [run(piece) for piece in (text[:cut], text[cut:]) if piece]
        marks = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/>', '<w:bookmarkEnd w:id="0"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="a"/><w:jc w:val="center"/>{_LOOKS}</w:pPr>{marks[0]}{marks[1].join(runs)}</w:p>'

    def cell(one: PrintedCell) -> str:
        inner = tc(line(one.cell.text if one.begins else ""), span=one.columns, properties=f'{merged(one)}<w:vAlign w:val="center"/>')
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>" if one.column == 1 else inner

    def table(block: Table) -> str:
        rows = [tr(*map(cell, row), properties='<w:cantSplit/><w:trHeight w:val="500"/>') for row in rows_of(block)]
        rows[-1] = f"<w:sdt><w:sdtContent>{rows[-1]}</w:sdtContent></w:sdt>"
        return tbl(*rows, columns=3)

    return _body(sheet, table, lambda block: line(block.text))


def old_merges(sheet: Sheet) -> str:
    """Cells merged sideways as programs once did: a cell a column, of which all but the first go on from the left. No grid."""

    def cells(one: PrintedCell) -> Iterator[str]:
        for over in range(one.columns):
            sideways = "" if one.columns == 1 else '<w:hMerge w:val="continue"/>' if over else '<w:hMerge w:val="restart"/>'
            yield tc(one.cell.text if one.begins and not over else "", properties=sideways + merged(one))

    return _body(sheet, lambda block: "<w:tbl>" + "".join(tr(*(xml for one in row for xml in cells(one))) for row in rows_of(block)) + "</w:tbl>")


def empty_places(sheet: Sheet) -> str:
    """Rows begin behind the labels that reach down to them, and end before blank cells at their ends: places without cells."""

    def row(own: list[PrintedCell]) -> str:
        begun = [*own]
        while begun and not begun[0].begins:
            del begun[0]
        before = sum(one.columns for one in own) - sum(one.columns for one in begun)
        properties = f'<w:gridBefore w:val="{before}"/><w:wBefore w:w="900" w:type="dxa"/>' if before else ""
        cells = [tc(one.cell.text if one.begins else "", span=one.columns, properties=merged(one)) for one in begun]
        return tr(*cells, properties=properties + '<w:gridAfter w:val="1"/>')

    return _body(sheet, lambda block: tbl(*map(row, rows_of(block)), columns=block.width + 1))


def two_tables(sheet: Sheet) -> str:
    """Each table in two that follow each other without a paragraph, or around one that holds a page break; the labels that reach over the cut stand in the first."""

    def table(block: Table) -> str:
        rows = [tr(*(tc(one.cell.text if one.begins else "", span=one.columns, properties=merged(one)) for one in row)) for row in rows_of(block)]
        cut = max(len(rows) // 2, 1)
        between = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * (len(rows) % 2)
        return tbl(*rows[:cut], columns=block.width) + between + (tbl(*rows[cut:], columns=block.width) if rows[cut:] else "")

    return _body(sheet, table)


def written_out(sheet: Sheet) -> str:
    """A cell for each place, and no merged ones."""

    def row(own: list[PrintedCell]) -> str:
        return tr(*(tc(one.cell.text if one.begins and not over else "") for one in own for over in range(one.columns)))

    return _body(sheet, lambda block: tbl(*map(row, rows_of(block)), columns=block.width))


def by_width(sheet: Sheet) -> str:
    """Cells that are only as wide as those that they stand over, and say of no place that they take it up."""

    def cell(one: PrintedCell) -> str:
        return tc(one.cell.text if one.begins else "", properties=f'<w:tcW w:w="{900 * one.columns}" w:type="dxa"/>{merged(one)}')

    return _body(sheet, lambda block: tbl(*(tr(*map(cell, row)) for row in rows_of(block))))


SPANNED: dict[str, Style] = {one.__name__: one for one in (by_word, framed, edited, old_merges, empty_places)}
"""Those that say which places are merged."""
UNSPANNED: dict[str, Style] = {one.__name__: one for one in (two_tables, written_out, by_width)}
"""Those that do not, or not everywhere."""
STYLES = SPANNED | UNSPANNED
