"""Word (.docx) -> page.

What Word prints on the sheet itself: text with its automatic numbers, insertions and no deletions, results of fields and no codes, text boxes,
nothing hidden; no headers, footers and notes. Page numbers are left open, because a file says only where the pages of its last printing ended.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from xml.etree.ElementTree import Element

from attrs import Factory, mutable

from gongkai.errors import ReadError
from gongkai.page import Cell, Page, Paragraph, Table, cell_of
from gongkai.readers.limits import DEFAULT, Limits
from gongkai.readers.numbering import Numbering
from gongkai.readers.package import Package, mentions
from gongkai.readers.plain_cells import MARK, PlainCell, columns_of, folded, keeps_space, said
from gongkai.readers.styles import PLAIN_LOOK, Look, Styles, look_of
from gongkai.readers.wordml import PLAIN, attribute, child, chosen, is_on, name_of, setting, whole

_WRAPPERS = frozenset(
    "w:sdt w:sdtContent w:customXml w:smartTag w:ins w:moveTo w:hyperlink w:fldSimple w:dir w:bdo w:ruby w:rubyBase m:oMath m:oMathPara".split()
)
"""What prints what is in it."""
_EXPANDED = _WRAPPERS | {"mc:AlternateContent"}
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": ""}
_MATH = {"m:den": "/", "m:sup": "^", "m:sub": "_", "m:lim": "_", "m:deg": "√"}
"""What sets a part of a formula apart from the part before it: one half is not 12."""
_UNREAD = "\ufffd"
"""Stands for what cannot be read, such as a file within a cell: the cell is not blank, nor is it the number beside that."""
_SLIVER = 20
"""A column that is not wider, in twentieths of a point, has room for nothing: it is left where cells above each other do not end at quite the same place, as
LibreOffice writes tables of .doc and .rtf."""


def read(data: bytes, limits: Limits = DEFAULT) -> Page:
    """The page of a Word file. Raises ReadError for what is none, what is damaged, and what is beyond the limits."""
    package = Package(data, limits)
    main = package.related("", "officeDocument").get("officeDocument", "word/document.xml")
    if main not in package.names:
        raise _another(package)
    xml = package.safe(main, package.part(main))
    marked, plain = folded(xml)
    root = package.parsed(main, marked)
    body = child(root, "w:body")
    if name_of(root) != "w:document" or body is None:
        raise _another(package)
    related = package.related(main, "styles", "numbering")
    styles = Styles(_styles(package, related, xml))
    numbering = Numbering(package.tree(related["numbering"]) if "numbering" in related else None, styles)
    try:
        blocks = _Reader(styles, numbering, plain, limits).flow(body, 0)
    except RecursionError as error:  # limits may allow more than Python's stack does
        raise ReadError("GK423") from error
    if child(body, "w:altChunk") is not None and not any(isinstance(block, Table) or block.text.strip() for block in blocks):
        raise ReadError("GK419")
    return Page(tuple(blocks))


def _styles(package: Package, related: Mapping[str, str], document: bytes) -> Element | None:
    """The styles, where they matter: most of the work on a small file would go into those that say nothing of numbers, and hide, raise and strike nothing."""
    if "styles" not in related:
        return None
    name = related["styles"]
    xml = package.part(name)
    matter = (
        "numbering" in related or mentions(xml, b"vanish", b"strike") or (mentions(xml, b"vertAlign", b"position") and mentions(document, b"rStyle"))
    )
    return package.parsed(name, package.safe(name, xml)) if matter else None


_KINDS = {"OFD.xml": "OFD", "xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint", "content.xml": "OpenDocument"}


def _another(package: Package) -> ReadError:
    """For a ZIP file that is no Word file."""
    kind = next((kind for name, kind in _KINDS.items() if name in package.names), None)
    return ReadError("GK413", found="ZIP") if kind is None else ReadError("GK412", found=kind)


@mutable(eq=False)
class _Text:
    """A paragraph as it is collected."""

    parts: list[str] = Factory(list)
    """What it prints, none of them empty."""
    raised: list[bool] = Factory(list)
    """Whether each of them stands over the line or under it."""
    fields: list[int | None] = Factory(list)
    """The fields that are open: how many parts there were before the code of each, or None behind its code."""
    boxes: list[Paragraph | Table] = Factory(list)

    def add(self, printed: str, raised: bool = False) -> None:
        """More of its text. A number beside one that stands on another line is no part of it: 5 and a raised 1 are not 51."""
        if not printed:
            return
        if self.parts and raised != self.raised[-1] and printed[0].isdigit() and self.parts[-1][-1].isdigit():
            if raised:
                printed = f"[{printed}]"
            else:
                self.parts[-1] = f"[{self.parts[-1]}]"
        self.parts.append(printed)
        self.raised.append(raised)

    def field(self, what: str | None) -> None:
        """A field begins, goes over from its code to its result, or ends. Of a code that has no end, what is text stays."""
        if what == "begin":
            self.fields.append(len(self.parts))
        elif self.fields:
            before = self.fields.pop()
            if before is not None:
                del self.parts[before:], self.raised[before:]
            if what == "separate":
                self.fields.append(None)


@mutable(eq=False)
class _Box:
    """A cell as it is collected."""

    content: Sequence[Paragraph | Table]
    text: str
    """Its paragraphs and the cells of tables in it, one under the other."""
    nested: int
    """How many cells the tables in it have."""
    row: int
    column: int
    columns: int
    rows: int = 1

    def cell(self) -> Cell:
        """The cell."""
        return cell_of((self.text, self.row, self.column, self.rows, self.columns, None, None))


_column = attrgetter("column")


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, groups: Sequence[Sequence[PlainCell]], limits: Limits) -> None:
        self.styles = styles
        self.numbering = numbering
        self.limits = limits
        self.groups = groups
        """Of plain cells, by the numbers of their marks."""
        self.cells = 0

    # ---------------------------------------------------------------- blocks

    def flow(self, parent: Element, depth: int) -> list[Paragraph | Table]:
        """The paragraphs and tables in an element."""
        blocks: list[Paragraph | Table] = []
        carried = ""
        for element, name in self.children(parent, depth):
            if name == "w:p":
                text, boxes, goes_on = self.paragraph(element, depth + 1)
                carried += text
                if not goes_on:
                    blocks.append(Paragraph(carried))
                    carried = ""
                blocks.extend(boxes)
            elif name == "w:tbl":
                blocks.extend(self.table(element, depth + 1))
            elif name == "w:altChunk" and depth > 0:
                blocks.append(Paragraph(_UNREAD))
        if carried:
            blocks.append(Paragraph(carried))
        return blocks

    def children(self, parent: Element, depth: int) -> list[tuple[Element, str]]:
        """The children of an element, with their names; for what only wraps others, those others."""
        if depth > self.limits.depth:
            raise ReadError("GK423")
        named = [(element, PLAIN.get(element.tag) or name_of(element)) for element in parent]
        if _EXPANDED.isdisjoint([name for _, name in named]):
            return named
        expanded: list[tuple[Element, str]] = []
        for element, name in named:
            inside = chosen(element) if name == "mc:AlternateContent" else element if name in _WRAPPERS else None
            if inside is not None:
                expanded += self.children(inside, depth + 1)
            elif name != "mc:AlternateContent":
                expanded.append((element, name))
        return expanded

    # ---------------------------------------------------------------- paragraphs

    def paragraph(self, element: Element, depth: int) -> tuple[str, list[Paragraph | Table], bool]:
        """Its text, the text boxes that hang on it, and whether its end was deleted, so that the next one goes on with it."""
        properties = child(element, "w:pPr")
        style, mark = self.styles.default, None
        if properties is not None:
            style = setting(properties, "w:pStyle") or style
            mark = child(properties, "w:rPr")
        goes_on = mark is not None and (child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None)
        number = "" if goes_on or (mark is not None and is_on(mark, "w:vanish")) else self.numbering.before(properties, style)
        if len(element) == (properties is not None):
            return number, [], goes_on
        text, look = _Text(), self.styles.look(style)
        for inner, name in self.children(element, depth):
            if name == "w:r":
                self.run(inner, text, look, depth + 1)
            elif name.startswith("m:"):
                self.formula(inner, name, text, look, depth + 1)
        return number + "".join(text.parts), text.boxes, goes_on

    def run(self, element: Element, text: _Text, look: Look, depth: int) -> None:
        """What a run adds to a paragraph."""
        properties = child(element, "w:rPr")
        if properties is not None:
            look = look_of(properties).on(self.styles.look(setting(properties, "w:rStyle")).on(look))
        for inner, name in self.children(element, depth):
            if name == "w:fldChar":
                text.field(attribute(inner, "w:fldCharType"))
            elif look.hidden:
                continue
            elif name == "w:t":
                printed = said(inner.text or "", keeps_space(inner))
                text.add(_struck(printed) if look.struck else printed, look.raised is True)
            elif name in _SIGNS:
                text.add(_SIGNS[name])
            elif name == "w:sym":
                text.add(_symbol(attribute(inner, "w:char")))
            elif name == "w:r":
                self.run(inner, text, look, depth + 1)
            elif name in ("w:drawing", "w:pict", "w:object"):
                self.boxes(inner, text, depth + 1)

    def boxes(self, element: Element, text: _Text, depth: int) -> None:
        """The text boxes in a drawing."""
        for inner, name in self.children(element, depth):
            if name == "w:txbxContent":
                text.boxes.extend(self.flow(inner, depth + 1))
            else:
                self.boxes(inner, text, depth + 1)

    def formula(self, element: Element, name: str, text: _Text, look: Look, depth: int) -> None:
        """What a formula prints, from left to right."""
        if name == "m:t":
            text.add(element.text or "")
        text.add(_MATH.get(name, ""))
        for inner, inner_name in self.children(element, depth):
            if inner_name == "w:r":
                self.run(inner, text, look, depth + 1)
            elif inner_name.startswith("m:"):
                self.formula(inner, inner_name, text, look, depth + 1)

    # ---------------------------------------------------------------- tables

    def table(self, element: Element, depth: int) -> list[Paragraph | Table]:
        """A table; or what is in it, where it only arranges tables on the page."""
        rows: list[_Row] = []
        above: list[_Box] = []
        for inner, name in self.children(element, depth):
            properties = child(inner, "w:trPr")
            if name == "w:tr" and child(properties, "w:del") is None:
                rows.append(self.row(inner, properties, len(rows) + 1, above, depth + 1))
                above = rows[-1].open_below
        blocks: list[Paragraph | Table] = []
        kept: list[Cell] = []
        for row in rows:
            if not row.nested or not _arranges(row.begun):
                kept += [one.cell() if isinstance(one, _Box) else one for one in row.begun]
                continue
            if kept:
                blocks.append(Table(_without_slivers(kept, element)))
                kept = []
            for one in row.begun:
                blocks.extend([Paragraph(one.text)] if isinstance(one, Cell) else one.content)
        if kept:
            blocks.append(Table(_without_slivers(kept, element)))
        return blocks

    def row(self, element: Element, properties: Element | None, row: int, above: Sequence[_Box], depth: int) -> _Row:
        """A row; ``above``: the cells of the row before that may go on in it."""
        line = _Row(row, 1 + self.count(max(whole(setting(properties, "w:gridBefore")) or 0, 0)), above)
        for inner, name in self.children(element, depth):
            if name == MARK and self.groups:  # if not, it is the file's own
                self.plain(self.groups[int(inner.text or "")], line, depth)
            elif name == "w:tc" and child(own := child(inner, "w:tcPr"), "w:cellDel") is None:
                columns = self.count(columns_of(own))
                content = self.flow(inner, depth + 1)
                line.put(_Box(content, *_printed(content), row, line.column, columns), _value(own, "w:vMerge"), _value(own, "w:hMerge"))
        return line

    def plain(self, cells: Sequence[PlainCell], row: _Row, depth: int) -> None:
        """The next cells of a row, which are plain."""
        for plan, texts in cells:
            self.count(plan.columns)
            if depth + plan.depth > self.limits.depth:
                raise ReadError("GK423")
            style = plan.style or self.styles.default
            number = self.numbering.before(plan.properties, style)
            look = self.styles.look(style)
            text = texts[0] if len(texts) == 1 else "".join(texts)
            if look is not PLAIN_LOOK:
                text = "" if look.hidden else "".join(map(_struck, texts)) if look.struck else text
            row.put_plain(number + text, plan.columns, plan.merged)

    def count(self, columns: int) -> int:
        """How many columns of the grid a cell takes up. All of them are counted, for the limit."""
        self.cells += columns
        if self.cells > self.limits.cells:
            raise ReadError("GK422")
        return columns


class _Row:
    """The cells that begin in a row, and those of it that may go on in the next; ``above``: those of the row before."""

    def __init__(self, row: int, column: int, above: Sequence[_Box]) -> None:
        self.row = row
        self.column = column
        """Where the next cell begins."""
        self.above = above
        self.begun: list[_Box | Cell] = []
        """Those of which all is known are what they will be on the page: most are."""
        self.open_below: list[_Box] = []
        self.nested = 0
        """How many cells the tables in its cells have."""

    def put_plain(self, text: str, columns: int, merged: str | None) -> None:
        """The next cell, which has nothing but text in one paragraph."""
        if merged is None and "\n" not in text:
            self.begun.append(cell_of((text, self.row, self.column, 1, columns, None, None)))
            self.column += columns
        else:
            self.put(_Box([Paragraph(text)], text.strip("\n"), 0, self.row, self.column, columns), merged)

    def put(self, box: _Box, merged: str | None, sideways: str | None = None) -> None:
        """The next cell, with what it says of its being merged with the one above and the one to its left; None where it says nothing."""
        self.column += box.columns
        over = self.over(box.column) if merged is not None and merged != "restart" else None
        if over is not None:
            over.rows = self.row - over.row + 1
            if over not in self.open_below[-1:]:
                self.open_below.append(over)
        elif self.begun and sideways is not None and sideways != "restart":
            before = self.begun[-1]
            if isinstance(before, Cell):
                before = self.begun[-1] = _Box([Paragraph(before.text)], before.text, 0, before.row, before.column, before.columns)
            before.columns += box.columns
            before.text = f"{before.text}\n{box.text}".strip("\n")  # which then is no number, for it takes up two columns
        else:
            self.begun.append(box)
            self.nested += box.nested
            if merged is not None:
                self.open_below.append(box)

    def over(self, column: int) -> _Box | None:
        """The cell of the row before in this column, of those that may go on."""
        at = bisect_right(self.above, column, key=_column) - 1
        return self.above[at] if at >= 0 and column < self.above[at].column + self.above[at].columns else None


def _without_slivers(cells: Sequence[Cell], table: Element) -> tuple[Cell, ...]:
    """The cells of a table without the columns that have room for nothing, unless one stands in those alone."""
    grid = child(table, "w:tblGrid")
    widths = [whole(attribute(column, "w:w")) for column in grid] if grid is not None else []
    slivers = [at for at, width in enumerate(widths, 1) if width is not None and 0 < width <= _SLIVER]
    if not slivers:
        return tuple(cells)

    def kept(column: int) -> int:
        return column - bisect_left(slivers, column)

    moved = [cell._replace(column=kept(cell.column), columns=kept(cell.column + cell.columns) - kept(cell.column)) for cell in cells]
    return tuple(moved if all(cell.columns for cell in moved) else cells)


def _value(element: Element | None, name: str) -> str | None:
    """The ``w:val`` of the first child of a name, empty where it has none; None where there is no such child."""
    found = child(element, name)
    return None if found is None else attribute(found) or ""


def _struck(text: str) -> str:
    """Text that is struck out: a number in it is not one that the page says, and does not go on in the one beside it."""
    return f"[{text}]" if any(char.isdigit() for char in text) or (text.strip() and not any(char.isalpha() for char in text)) else text


def _printed(content: Sequence[Paragraph | Table]) -> tuple[str, int]:
    """What a cell prints, and how many cells there are in it."""
    if len(content) == 1 and type(content[0]) is Paragraph:
        return content[0].text.strip("\n"), 0
    inner = [block.cells for block in content if isinstance(block, Table)]
    nested = sum(map(len, inner))
    texts = [block.text if isinstance(block, Paragraph) else "\n".join(cell.text for cell in block.cells) for block in content]
    text = "\n".join(texts).strip("\n")
    if nested > 1 and not any(char.isalpha() for char in text) and sum(bool(cell.text.strip()) for cells in inner for cell in cells) < nested:
        text += "\n|"  # a number among blank cells: which of them are the form's, the page does not say
    return text, nested


def _arranges(row: Sequence[_Box | Cell]) -> bool:
    """Whether a row only arranges tables on the page: they have more cells than it prints in others. A number may stand in a frame of its own."""
    nested = [one.nested if isinstance(one, _Box) else 0 for one in row]
    return sum(nested) > sum(1 for one, inner in zip(row, nested, strict=True) if not inner and one.text.strip())


def _symbol(code: str | None) -> str:
    """The character of a symbol. One of a symbol font has no character of its own; it stays unreadable, for it may well be a number.

    WPS writes 0052 for the tick that Word writes as F052; no other font needs a symbol for what any keyboard has.
    """
    number = int(code, 16) if code is not None and re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0xFFFD
    return chr(number) if 0xFF < number < 0xD800 or 0xE000 <= number < 0x110000 else _UNREAD
