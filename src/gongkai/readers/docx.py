"""Word (.docx) -> page.

What Word prints on the sheet itself: text with its automatic numbers, insertions and no deletions, results of fields and no codes, text boxes,
nothing hidden; no headers, footers and notes. Page numbers are left open, because a file says only where the pages of its last printing ended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from attrs import Factory, mutable

from gongkai.errors import ReadError
from gongkai.page import Cell, Page, Paragraph, Table
from gongkai.readers.limits import DEFAULT, Limits
from gongkai.readers.numbering import Numbering
from gongkai.readers.package import Package
from gongkai.readers.plain_cells import Plan, Plans
from gongkai.readers.styles import Look, Styles, look_of
from gongkai.readers.wordml import PLAIN, attribute, child, chosen, is_on, name_of, setting, whole

_WRAPPERS = frozenset(
    "w:sdt w:sdtContent w:customXml w:smartTag w:ins w:moveTo w:hyperlink w:fldSimple w:dir w:bdo w:ruby w:rubyBase m:oMath m:oMathPara".split()
)
"""What prints what is in it."""
_EXPANDED = _WRAPPERS | {"mc:AlternateContent"}
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": ""}
_MATH = {"m:den": "/", "m:sup": "^", "m:sub": "_", "m:lim": "_", "m:deg": "√"}
"""What sets a part of a formula apart from the part before it: one half is not 12."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = re.compile("[\t\n\r]")
_UNREAD = "\ufffd"
"""Stands for what cannot be read, such as a file within a cell: the cell is not blank, nor is it the number beside that."""
_PLAIN_DEPTH = 3
"""How far below its row the text of a plain cell stands."""
_cell = partial(tuple.__new__, Cell)  # a file has hundreds: the class takes twice as long


def read(data: bytes, limits: Limits = DEFAULT) -> Page:
    """The page of a Word file. Raises ReadError for what is none, what is damaged, and what is beyond the limits."""
    package = Package(data, limits)
    main = package.related("", "officeDocument").get("officeDocument", "word/document.xml")
    if main not in package.names:
        raise _another(package)
    root = package.tree(main)
    body = child(root, "w:body")
    if name_of(root) != "w:document" or body is None:
        raise _another(package)
    related = package.related(main, "styles", "numbering")
    styles = Styles(package.tree(related["styles"]) if "styles" in related and _asked(package, main, related) else None)
    numbering = Numbering(package.tree(related["numbering"]) if "numbering" in related else None, styles)
    try:
        blocks = _Reader(styles, numbering, limits).flow(body, 0)
    except RecursionError as error:  # limits may allow more than Python's stack does
        raise ReadError("GK423") from error
    if child(body, "w:altChunk") is not None and not any(isinstance(block, Table) or block.text.strip() for block in blocks):
        raise ReadError("GK419")
    return Page(tuple(blocks))


def _asked(package: Package, main: str, related: Mapping[str, str]) -> bool:
    """Whether styles matter: most of the work on a small file would go into those that say nothing of numbers, and hide, raise and strike nothing."""
    if "numbering" in related or any(package.mentions(related["styles"], word) for word in (b"vanish", b"strike")):
        return True
    return package.mentions(main, b"rStyle") and any(package.mentions(related["styles"], word) for word in (b"vertAlign", b"position"))


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

    content: list[Paragraph | Table]
    text: str
    """Its paragraphs and the cells of tables in it, one under the other."""
    nested: int
    """How many cells the tables in it have."""
    row: int
    column: int
    columns: int
    rows: int = 1


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self.styles = styles
        self.numbering = numbering
        self.limits = limits
        self.plans = Plans()
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
                printed = _said(inner)
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
        rows: list[list[_Box]] = []
        above: list[_Box] = []
        for inner, name in self.children(element, depth):
            properties = child(inner, "w:trPr")
            if name == "w:tr" and child(properties, "w:del") is None:
                begun, above = self.row(inner, properties, len(rows) + 1, above, depth + 1)
                rows.append(begun)
        blocks: list[Paragraph | Table] = []
        kept: list[Cell] = []
        for boxes in rows:
            if not _arranges(boxes):
                kept += [_cell((box.text, box.row, box.column, box.rows, box.columns, None, None)) for box in boxes]
                continue
            if kept:
                blocks.append(Table(tuple(kept)))
                kept = []
            for box in boxes:
                blocks.extend(box.content)
        if kept:
            blocks.append(Table(tuple(kept)))
        return blocks

    def row(self, element: Element, properties: Element | None, row: int, above: Sequence[_Box], depth: int) -> tuple[list[_Box], list[_Box]]:
        """The cells that begin in a row, and those of it that may go on in the next; ``above``: those of the row before."""
        column = 1 + self.places(setting(properties, "w:gridBefore"), 0)
        starts = [box.column for box in above]
        begun: list[_Box] = []
        open_below: list[_Box] = []
        for inner, name in self.children(element, depth):
            if name != "w:tc":
                continue
            plan, inside = self.plans.of(inner) if depth + _PLAIN_DEPTH <= self.limits.depth else (None, ())
            own = child(inner, "w:tcPr") if plan is None else None
            if child(own, "w:cellDel") is not None:
                continue
            if plan is not None:
                columns = self.places(attribute(inside[plan.span]) if plan.span else None, 1)
                merged = inside[plan.merged] if plan.merged else None
                content, text, nested = self.plain(plan, inside)
            else:
                columns = self.places(setting(own, "w:gridSpan"), 1)
                merged = child(own, "w:vMerge")
                content = self.flow(inner, depth + 1)
                text, nested = _printed(content)
            sideways = child(own, "w:hMerge")
            at = bisect_right(starts, column) - 1 if merged is not None and attribute(merged) != "restart" else -1
            if at >= 0 and column < above[at].column + above[at].columns:
                above[at].rows = row - above[at].row + 1
                if above[at] not in open_below[-1:]:
                    open_below.append(above[at])
            elif begun and sideways is not None and attribute(sideways) != "restart":
                begun[-1].columns += columns
                begun[-1].text = f"{begun[-1].text}\n{text}".strip("\n")  # which then is no number, for it takes up two columns
            else:
                box = _Box(content, text, nested, row, column, columns)
                begun.append(box)
                if merged is not None:
                    open_below.append(box)
            column += columns
        return begun, open_below

    def plain(self, plan: Plan, inside: Sequence[Element]) -> tuple[list[Paragraph | Table], str, int]:
        """The content of a cell that has a plan, what it prints, and how many cells are in it: none."""
        properties = inside[plan.properties] if plan.properties else None
        style = (attribute(inside[plan.style]) if plan.style else None) or self.styles.default
        number = self.numbering.before(properties, style)
        look = self.styles.look(style)
        text = ""
        if not look.hidden:
            text = _said(inside[plan.texts[0]]) if len(plan.texts) == 1 else "".join([_said(inside[at]) for at in plan.texts])
        text = number + (_struck(text) if look.struck else text)
        return [Paragraph(text)], text.strip("\n"), 0

    def places(self, said: str | None, least: int) -> int:
        """How many columns of the grid a cell takes up. All of them are counted, for the limit."""
        count = max(whole(said) or 0, least)
        self.cells += count
        if self.cells > self.limits.cells:
            raise ReadError("GK422")
        return count


def _said(element: Element) -> str:
    """What a piece of text prints."""
    text = element.text or ""
    if text.isalnum():
        return text
    text = _BLANKS.sub(" ", text)
    return text if element.get(_SPACE) == "preserve" else text.strip(" ")


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


def _arranges(boxes: Sequence[_Box]) -> bool:
    """Whether a row only arranges tables on the page: they have more cells than it prints in others. A number may stand in a frame of its own."""
    nested = sum([box.nested for box in boxes])
    return nested > 0 and nested > sum(1 for box in boxes if not box.nested and box.text.strip())


def _symbol(code: str | None) -> str:
    """The character of a symbol. One of a symbol font has no character of its own; it stays unreadable, for it may well be a number.

    WPS writes 0052 for the tick that Word writes as F052; no other font needs a symbol for what any keyboard has.
    """
    number = int(code, 16) if code is not None and re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0xFFFD
    return chr(number) if 0xFF < number < 0xD800 or 0xE000 <= number < 0x110000 else _UNREAD
