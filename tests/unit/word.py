"""Word files, made by hand from as little XML as Word needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen

from gongkai.sheet import Cell, Paragraph, Part, Sheet, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def document(body: str) -> str:
    """document.xml."""
    return f"{_DECLARATION}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"


def parts(body: str, numbering: str = "", styles: str = "") -> dict[str, str]:
    """The parts of a file, by name."""
    related = [("styles", styles, f"<w:styles {_NAMESPACES}>{styles}</w:styles>")]
    related.append(("numbering", numbering, f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>"))
    found = [(name, text) for name, given, text in related if given]
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{name}+xml"/>' for name, _ in [("document.main", ""), *found])
    types = types.replace("/word/document.main.xml", "/word/document.xml")
    relations = "".join(f'<Relationship Id="{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>' for name, _ in found)
    return {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relations(f'<Relationship Id="main" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{name}.xml": _DECLARATION + text for name, text in found},
    }


def _relations(inner: str) -> str:
    return f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return packed.getvalue()


def docx(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A Word file with what is in its body, its lists and its styles."""
    return zipped(parts(body, numbering, styles))


def t(text: str) -> str:
    """A run of text, its line breaks and tabs as Word has them."""
    inner = "".join({"\n": "<w:br/>", "\t": "<w:tab/>"}.get(piece, f'<w:t xml:space="preserve">{escape(piece)}</w:t>') for piece in _pieces(text))
    return f"<w:r>{inner}</w:r>"


def _pieces(text: str) -> Iterable[str]:
    piece = ""
    for char in text:
        if char in "\n\t":
            yield from filter(None, (piece, char))
            piece = ""
        else:
            piece += char
    if piece:
        yield piece


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; what does not begin as XML is text."""
    inner = "".join(run if run.startswith("<") else t(run) for run in runs if run)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(*blocks: str, span: int = 1, properties: str = "") -> str:
    """A cell; what does not begin as XML is a paragraph."""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{merged}{properties}</w:tcPr>{inner}</w:tc>"


RESTART = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; what does not begin as XML is a cell."""
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str, columns: int = 0) -> str:
    """A table; Word does without the columns of its grid, others do not."""
    grid = '<w:gridCol w:w="900"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def level(at: int, style: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{420 * at + 420}" w:hanging="420"/></w:pPr></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    """A list that instances share."""
    return f'<w:abstractNum w:abstractNumId="{name}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def instance(number: int, of: int, overrides: str = "") -> str:
    """A list that paragraphs name."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def anew(at: int, start: int = 1) -> str:
    """Says that a level of an instance begins anew."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


# ---------------------------------------------------------------- whole sheets


def sheet_xml(sheet: Sheet, *, breaks: bool = False, framed: bool = False) -> str:
    """The body of a sheet, its tables with the merged cells of the official form.

    ``breaks``: labels in two lines each. ``framed``: all of it in one cell of a table that arranges the page.
    """
    blocks = "".join(table_xml(block, breaks=breaks) if isinstance(block, Table) else _paragraph(block) for block in sheet.blocks)
    return tbl(tr(tc(blocks))) if framed else blocks


def _paragraph(paragraph: Paragraph) -> str:
    return p(paragraph.text, properties=f'<w:pStyle w:val="heading{paragraph.level}"/>' if paragraph.level else "")


@frozen
class PrintedCell:
    """A cell as a row of Word has it."""

    cell: Cell
    column: int
    columns: int
    begins: bool
    """Whether it begins in this row; if not, it goes on from the one above."""


def rows_of(table: Table) -> Iterator[list[PrintedCell]]:
    """For each row its cells, those that go on from above among them, and empty ones where there is none. A cell that would reach into another ends before it."""
    rows: list[list[PrintedCell]] = [[] for _ in table.rows]
    for cell, row, column in table.places():
        for at in range(row, min(row + cell.rows, len(rows))):
            rows[at].append(PrintedCell(cell, column, cell.columns, at == row))
    for own in rows:
        row_of: list[PrintedCell] = []
        reached = 0
        for one in sorted(own, key=lambda one: one.column):
            if one.column > reached:
                row_of.append(PrintedCell(Cell("", "", Part.HEAD), reached, one.column - reached, True))
            following = min((other.column for other in own if other.column > one.column), default=one.column + one.columns)
            row_of.append(PrintedCell(one.cell, one.column, min(one.columns, following - one.column), one.begins))
            reached = one.column + row_of[-1].columns
        yield row_of


def merged(one: PrintedCell) -> str:
    """What a cell says of those above and below it."""
    return "" if one.begins and one.cell.rows == 1 else RESTART if one.begins else CONTINUE


def table_xml(table: Table, *, breaks: bool = False) -> str:
    """A table with its merged cells."""

    def cell(one: PrintedCell) -> str:
        text = one.cell.text if one.begins else ""
        if breaks and len(text) > 4 and one.cell.part is not Part.VALUE and not text[:1].isdigit():
            text = f"{text[:2]}\n{text[2:]}"
        return tc(text, span=one.columns, properties=merged(one))

    return tbl(*(tr(*map(cell, row)) for row in rows_of(table)), columns=table.width)
