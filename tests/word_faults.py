"""A sheet -> Word files with the faults of real ones, and with what Word can set within a number, beside it or around it."""

from __future__ import annotations

from random import Random
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import escape

from attrs import evolve

from gongkai.sheet import Cell, Paragraph, Part
from tests.faulty_pages import Fault, FaultyPage, Markup, Rows, columns_of, some, table
from tests.printed_word import Style
from tests.unit.word import W, abstract, instance, level, p, parts, t, table_xml, tbl, tr, zipped

_BEFORE, _BEHIND = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'
"""What ends a run within the text of a cell, and what begins the next."""
STYLES = (
    '<w:style w:type="character" w:styleId="note"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="struck"><w:basedOn w:val="gone"/><w:rPr><w:vanish w:val="0"/><w:strike/></w:rPr></w:style>'
)
NUMBERING = abstract(0, level(0, "decimal", "%1")) + instance(1, 0)
_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"
_SEVEN = t("7")


def _looks(properties: str, text: str = "7") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def _runs(inner: str, says: str = "") -> Markup:
    return Markup(_BEFORE + inner + _BEHIND, says)


def _blocks(inner: str, says: str = "") -> Markup:
    return Markup(f"{_BEFORE}</w:p>{inner}<w:p>{_BEHIND}", says)


class _Around(NamedTuple):
    """What may stand around a number, with a hole for its runs, and what the cell then says, with one for the number."""

    printed: str
    says: str = "{}"


_NOT_ONE = "※"
"""What a cell says where the page shows no plain digit: such a cell says no number."""
_AROUND = (
    _Around("<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"),
    _Around('<w:ins w:id="1" w:author="x">{}</w:ins>'),
    _Around('<w:moveTo w:id="1" w:author="x">{}</w:moveTo>'),
    _Around('<w:smartTag w:uri="x" w:element="chmetcnv">{}</w:smartTag>'),
    _Around('<w:customXml w:element="x">{}</w:customXml>'),
    _Around('<w:hyperlink r:id="x">{}</w:hyperlink>'),
    _Around('<w:fldSimple w:instr=" =SUM(LEFT) ">{}</w:fldSimple>'),
    _Around(_field("begin") + _code(" FORMTEXT 9 ") + _field("separate") + "{}" + _field("end")),
    _Around("<w:r>" + _BOX.format("<w:p>{}</w:p>") + "</w:r>"),
    _Around(f'<mc:AlternateContent><mc:Choice Requires="w14">{{}}</mc:Choice><mc:Fallback>{t("9")}</mc:Fallback></mc:AlternateContent>'),
    _Around("<w:r><w:ruby><w:rt>" + t("9") + "</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"),
    _Around('<w:del w:id="1" w:author="x">{}</w:del>', ""),
    _Around('<w:moveFrom w:id="1" w:author="x">{}</w:moveFrom>', ""),
)
_AROUND_TEXT = (
    ("<w:vanish/>", ""),
    ('<w:rStyle w:val="gone"/>', ""),
    ("<w:strike/>", _NOT_ONE),
    ("<w:dstrike/>", _NOT_ONE),
    ('<w:rStyle w:val="struck"/>', _NOT_ONE),
    ('<w:vertAlign w:val="superscript"/>', "{}"),
    ('<w:position w:val="6"/>', "{}"),
)


class FaultyWord(FaultyPage):
    """A sheet as a Word file that can be changed."""

    line_break = _runs("<w:r><w:br/></w:r>", " ")
    paragraph_break = _blocks("", " ")
    within = (
        line_break,
        paragraph_break,
        _runs("<w:r><w:tab/></w:r>", " "),
        _runs('<w:r><w:br w:type="page"/></w:r>', " "),
        _runs("<w:r><w:noBreakHyphen/></w:r>", "-"),
        _runs("<w:r><w:softHyphen/></w:r>"),
        _runs("<w:r><w:lastRenderedPageBreak/></w:r>"),
        _runs('<w:r><w:t xml:space="preserve"></w:t></w:r>'),
        _runs('<w:r><w:sym w:font="Wingdings" w:char="F037"/></w:r>', _NOT_ONE),
        _runs('<w:r><w:sym w:font="Wingdings 2" w:char="0037"/></w:r>', _NOT_ONE),
        _runs(_looks("<w:vanish/>")),
        _runs(_looks('<w:rStyle w:val="gone"/>')),
        _runs(_looks('<w:vertAlign w:val="superscript"/>'), _NOT_ONE),
        _runs(_looks('<w:vertAlign w:val="subscript"/>'), _NOT_ONE),
        _runs(_looks('<w:rStyle w:val="note"/>'), _NOT_ONE),
        _runs("<w:r><w:t></w:t></w:r>" + _looks('<w:vertAlign w:val="superscript"/>'), _NOT_ONE),
        _runs("<w:r><w:softHyphen/></w:r>" + _looks('<w:vertAlign w:val="superscript"/>') + "<w:r><w:softHyphen/></w:r>", _NOT_ONE),
        _runs(_looks('<w:vertAlign w:val="superscript"/>') * 2, _NOT_ONE),
        _runs(_looks('<w:position w:val="12"/><w:sz w:val="12"/>'), _NOT_ONE),
        _runs('<w:hyperlink w:anchor="x">' + _looks('<w:vertAlign w:val="superscript"/>') + "</w:hyperlink>", _NOT_ONE),
        _runs('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'),
        _runs('<w:r><w:rPr><w:rStyle w:val="note"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>7</w:t></w:r>', _NOT_ONE),
        _runs('<w:r><w:endnoteReference w:id="2"/></w:r>'),
        _runs(_looks("<w:strike/>"), _NOT_ONE),
        _runs(_looks("<w:dstrike/>"), _NOT_ONE),
        _runs(_looks('<w:rStyle w:val="struck"/>'), _NOT_ONE),
        _runs('<w:del w:id="1" w:author="x"><w:r><w:delText>7</w:delText></w:r></w:del>'),
        _runs(f'<w:moveFrom w:id="1" w:author="x">{_SEVEN}</w:moveFrom>'),
        _runs(f'<w:ins w:id="1" w:author="x">{_SEVEN}</w:ins>', "7"),
        _runs('<w:ins w:id="1" w:author="x"><w:del w:id="2" w:author="x"><w:r><w:delText>7</w:delText></w:r></w:del></w:ins>'),
        _runs(f'<w:fldSimple w:instr=" PAGE 9 ">{_SEVEN}</w:fldSimple>', "7"),
        _runs(_field("begin") + _code(" REF 9 ") + _field("separate") + _SEVEN + _field("end"), "7"),
        _runs(_field("begin") + _code(" TC 9 ") + _field("end")),
        _runs(_field("begin") + _code(" EQ \\o\\ac(○,7) ") + _field("end"), _NOT_ONE),
        _runs('<w:fldSimple w:instr=" EQ \\s\\up5(7) "/>', _NOT_ONE),
        _runs(
            _field("begin")
            + _code(" IF ")
            + _field("begin")
            + _code(" A ")
            + _field("separate")
            + t("9")
            + _field("end")
            + _code(" = 9 ")
            + _field("separate")
            + _SEVEN
            + _field("end"),
            "7",
        ),
        _runs(f'<w:smartTag w:uri="x" w:element="y">{_SEVEN}</w:smartTag>', "7"),
        _runs("<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>" + t("☐") + "</w:sdtContent></w:sdt>", _NOT_ONE),
        _runs(f'<mc:AlternateContent><mc:Choice Requires="w14">{_SEVEN}</mc:Choice><mc:Fallback>{t("9")}</mc:Fallback></mc:AlternateContent>', "7"),
        _runs(f"<w:r>{_BOX.format(p('7'))}</w:r>", _NOT_ONE),
        _runs("<w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r>"),
        _runs("<m:oMath><m:r><m:t>7</m:t></m:r></m:oMath>", "7"),
        _runs("<m:oMath><m:sSup><m:e/><m:sup><m:r><m:t>7</m:t></m:r></m:sup></m:sSup></m:oMath>", _NOT_ONE),
        _runs("<w:r><w:ruby><w:rt><w:r><w:t>7</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>", _NOT_ONE),
        _blocks('<w:altChunk r:id="x"/>', _NOT_ONE),
        _blocks(tbl(tr("7")), _NOT_ONE),
        _blocks(p(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), " 1 "),
        _blocks(f"<w:sdt><w:sdtContent>{p('7')}</w:sdtContent></w:sdt>", " 7 "),
    )

    def around(self, text: str, random: Random) -> Markup:
        if random.random() < 0.4:
            properties, says = random.choice(_AROUND_TEXT)
            return _runs(_looks(properties, escape(text)), says.format(text))
        around = random.choice(_AROUND)
        return _runs(around.printed.format(t(text)), around.says.format(text))

    def table_in_a_cell(self, rows: Rows) -> Markup:
        return _blocks(table_xml(table(rows)), _NOT_ONE)

    def word(self, style: Style) -> bytes:
        """The file, in a style of tests/printed_word.py."""
        body = self.filled(style(self.sheet())).replace(f"{_BEHIND}{_BEFORE}", "")
        members = parts(body, NUMBERING, STYLES)
        members["word/document.xml"] = _changed(members["word/document.xml"])
        return zipped(members)


# ---------------------------------------------------------------- what Word alone can say of a row or a cell

_FULL = f"{{{W}}}"
_CHANGE = f"{_FULL}change"
"""Stands in a cell until the file is written: what is to be done to the cell or to its row."""


def _change(name: str) -> str:
    return f'<w:r><w:change w:val="{name}"/></w:r>'


def _changed(document: str) -> str:
    """A document whose changes are made."""
    if "<w:change " not in document:
        return document
    root = ElementTree.fromstring(document)
    above = {child: parent for parent in root.iter() for child in parent}
    for change in [*root.iter(_CHANGE)]:
        cell = above[change]
        while cell.tag != f"{_FULL}tc":
            cell = above[cell]
        row = above[cell]
        while row.tag != f"{_FULL}tr":
            row = above[row]
        above[change].remove(change)
        _CHANGES[change.get(f"{_FULL}val") or ""](row, cell)
    return ElementTree.tostring(root, encoding="unicode")


def _said_of(element: Element, properties: str, name: str, value: str | None = None) -> None:
    """Among the properties of a row or a cell, something more."""
    own = element.find(_FULL + properties)
    if own is None:
        own = Element(_FULL + properties)
        element.insert(0, own)
    SubElement(own, _FULL + name, {} if value is None else {f"{_FULL}val": value})


def _row_deleted(row: Element, cell: Element) -> None:
    _said_of(row, "trPr", "del")


def _cell_deleted(row: Element, cell: Element) -> None:
    _said_of(cell, "tcPr", "cellDel")


def _goes_on_from_above(row: Element, cell: Element) -> None:
    _said_of(cell, "tcPr", "vMerge")


def _goes_on_below(row: Element, cell: Element) -> None:
    _said_of(cell, "tcPr", "vMerge", "restart")


def _goes_on_from_the_left(row: Element, cell: Element) -> None:
    _said_of(cell, "tcPr", "hMerge", "continue")


def _no_cell(row: Element, cell: Element) -> None:
    """A place without a cell, at the beginning of a row or at its end."""
    before = row.find(f"{_FULL}tc") is cell
    if row.find(f"{_FULL}tc[last()]") is cell or before:
        row.remove(cell)
        _said_of(row, "trPr", "gridBefore" if before else "gridAfter", "1")


_CHANGES = {one.__name__: one for one in (_row_deleted, _cell_deleted, _goes_on_from_above, _goes_on_below, _goes_on_from_the_left, _no_cell)}


def _mark(page: FaultyPage, row: list[Cell], at: int, change: str, says: str) -> None:
    row[at] = evolve(row[at], text=row[at].text + page.element(_runs(_change(change), says)))


def row_deleted(page: FaultyPage, random: Random) -> None:
    """A row was deleted, and nobody has agreed to it yet."""
    rows, at = random.choice(page.rows())
    for one, cell in enumerate(rows[at]):
        page.gone.add(cell.key or "")
        _mark(page, rows[at], one, "_row_deleted", _NOT_ONE)


def cells_deleted(page: FaultyPage, random: Random) -> None:
    """The same of up to two cells."""
    for row, at in some(page.places(), random):
        page.gone.add(row[at].key or "")
        _mark(page, row, at, "_cell_deleted", _NOT_ONE)


def cells_that_go_on_from_nowhere(page: FaultyPage, random: Random) -> None:
    """Up to two cells say that they go on from above, where nothing does, or from the left, and hold something."""
    for row, at in some(page.places(Part.VALUE), random):
        _mark(page, row, at, random.choice(("_goes_on_from_above", "_goes_on_from_the_left")), _NOT_ONE)


def number_under_another(page: FaultyPage, random: Random) -> None:
    """A cell goes on below, over one that holds a number."""
    rows, at = random.choice(page.rows())
    columns = columns_of(rows)
    pairs = [(one, two) for one in rows[at] for two in (rows[at + 1] if at + 1 < len(rows) else ()) if columns[id(one)] == columns[id(two)]]
    for one, two in some([pair for pair in pairs if pair[0].rows == pair[1].rows == 1 and pair[1].text.isdigit()], random, 1):
        page.gone.add(two.key or "")
        _mark(page, rows[at + 1], rows[at + 1].index(two), "_goes_on_from_above", _NOT_ONE)
        _mark(page, rows[at], rows[at].index(one), "_goes_on_below", "")


def place_without_a_cell(page: FaultyPage, random: Random) -> None:
    """A row begins a column later than others, or ends with a place more."""
    rows, at = random.choice(page.rows())
    rows[at].insert(random.choice((0, len(rows[at]))), Cell("", "", Part.HEAD))
    one = 0 if not rows[at][0].text else len(rows[at]) - 1
    _mark(page, rows[at], one, "_no_cell", "")


def row_in_a_text_box(page: FaultyPage, random: Random) -> None:
    """A number stands in a text box between the tables, or within one."""
    number = random.randrange(len(page.blocks))
    block = page.blocks[number]
    box = page.element(_runs(f"<w:r>{_BOX.format(p('77'))}</w:r>", _NOT_ONE))
    if isinstance(block, Paragraph):
        page.blocks[number] = evolve(block, text=block.text + box)
    else:
        row, at = random.choice(page.places(Part.LABEL, Part.HEAD, Part.GROUP))
        row[at] = evolve(row[at], text=row[at].text + box)


WORD_FAULTS: dict[str, Fault] = {
    one.__name__: one
    for one in (row_deleted, cells_deleted, cells_that_go_on_from_nowhere, number_under_another, place_without_a_cell, row_in_a_text_box)
}
