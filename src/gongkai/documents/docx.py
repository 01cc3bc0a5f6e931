"""A sheet -> a Word file (.docx) that prints on A4 as the notice has the form. Needs ``gongkai[docx]``."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from gongkai.documents._common import head_rows, printable, title_of, widths
from gongkai.extras import needed
from gongkai.sheet import Part, Sheet, Table

BINARY = True
_TEXT, _CELL = "Body Text", "Table Text"
_FONTS = {
    "Normal": ("FangSong", "仿宋", 16),
    _TEXT: ("FangSong", "仿宋", 16),
    "Title": ("SimSun", "宋体", 22),
    "Heading 1": ("SimHei", "黑体", 16),
    _CELL: ("SimSun", "宋体", 9),
}
"""For each style the font of Latin letters and digits, that of ideographs, and the size in points."""
_TOP, _RIGHT, _BOTTOM, _LEFT = 37, 26, 35, 28


def write(sheet: Sheet) -> bytes:
    """The sheet in this format. Raises MissingPackageError where python-docx is not installed."""
    made = _Document(needed("docx", "docx"))
    for block in sheet.blocks:
        if isinstance(block, Table):
            made.table(block)
        else:
            made.document.add_paragraph(printable(block.text), style=(_TEXT, "Title", "Heading 1")[block.level])
    return made.saved(title_of(sheet))


class _Document:
    """A Word file that is being written, with python-docx."""

    def __init__(self, docx: Any) -> None:
        self.document = docx.Document()
        self.shared = needed("docx.shared", "docx")
        self.oxml = needed("docx.oxml", "docx").OxmlElement
        self.qn = needed("docx.oxml.ns", "docx").qn
        self.page()
        self.cell_style = self.document.styles.add_style(_CELL, 1).style_id
        for name in _FONTS:
            self.style(name)

    def saved(self, title: str) -> bytes:
        about = self.document.core_properties
        about.title, about.author, about.comments = title[:255], "", ""
        about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def mm(self, size: float) -> Any:
        return self.shared.Mm(size)

    # ---------------------------------------------------------------- the page and its styles

    def page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = self.mm(210), self.mm(297)
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(self.mm, (_TOP, _RIGHT, _BOTTOM, _LEFT))
        foot = section.footer.paragraphs[0]
        foot.alignment = 1
        foot.add_run("— ")
        field = self.oxml("w:fldSimple")
        field.set(self.qn("w:instr"), "PAGE")
        foot._p.append(field)
        foot.add_run(" —")

    def style(self, name: str) -> None:
        latin, ideographs, size = _FONTS[name]
        style = self.document.styles[name]
        font = style.font
        font.size, font.bold = self.shared.Pt(size), False
        font.color.rgb = self.shared.RGBColor(0, 0, 0)
        own = style.element.get_or_add_rPr()
        for old in own.findall(self.qn("w:rFonts")):  # those of the template's theme come before any that are named
            own.remove(old)
        fonts = self.oxml("w:rFonts")
        for kind, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", ideographs), ("cs", latin)):
            fonts.set(self.qn(f"w:{kind}"), value)
        own.insert(0, fonts)
        paragraph = style.paragraph_format
        paragraph.space_before = paragraph.space_after = self.shared.Pt({"Title": 22, _CELL: 2}.get(name, 0))
        paragraph.line_spacing = 1.0 if name in ("Title", _CELL) else self.shared.Pt(28)
        if name in (_TEXT, "Heading 1"):
            paragraph.first_line_indent = self.shared.Pt(2 * size)
        if name == "Title":
            paragraph.alignment = 1
            for line in style.element.pPr.findall(self.qn("w:pBdr")):
                style.element.pPr.remove(line)

    # ---------------------------------------------------------------- tables

    def table(self, grid: Table) -> None:
        """A table with the form's merged cells; its head is printed again on each page, and no row is broken."""
        table = self.document.add_table(len(grid.rows), grid.width, style="Table Grid")
        table.autofit = False
        self.margins(table)
        wide = [self.mm(one) for one in widths(grid)]
        for column, size in zip(table.columns, wide, strict=True):
            column.width = size
        places = [row.cells for row in table.rows]
        for cells in places:
            for cell, size in zip(cells, wide, strict=True):
                cell.width = size
        for cell, row, column in grid.places():
            first = places[row][column]
            if cell.rows > 1 or cell.columns > 1:
                first = first.merge(places[row + cell.rows - 1][column + cell.columns - 1])
            paragraph = first.paragraphs[0]
            paragraph._p.style = self.cell_style  # to name it looks all styles through for each cell
            paragraph.add_run(printable(cell.text))
            paragraph.alignment = 0 if cell.part is Part.LABEL else 1
            first.vertical_alignment = 1
        for at, row in enumerate(table.rows):
            row_properties = row._tr.get_or_add_trPr()
            row_properties.append(self.oxml("w:cantSplit"))
            if at < head_rows(grid):
                row_properties.append(self.oxml("w:tblHeader"))

    def margins(self, table: Any) -> None:
        """One millimetre beside the text of each cell."""
        margins = self.oxml("w:tblCellMar")
        for side in ("left", "right"):
            margin = self.oxml(f"w:{side}")
            margin.set(self.qn("w:w"), str(self.mm(1).twips))
            margin.set(self.qn("w:type"), "dxa")
            margins.append(margin)
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange")
