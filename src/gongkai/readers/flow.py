"""Elements of a document, one after the other -> paragraphs and tables.

What parses a page tells a Flow its elements and its text in their order; all that depends on what they mean is done here, so that it does not
depend on the parser. Elements that stand within a line of text (span, font, unknown ones) mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from gongkai.errors import ReadError
from gongkai.page import Paragraph, Table
from gongkai.readers.grid import Block, Given, Grid, Line, Row, given
from gongkai.readers.limits import Limits

Attributes = Mapping[str, str | None]

SKIPPED = frozenset("script style template noscript noframes noembed head title textarea svg math datalist".split())
"""What prints nothing of a report."""
BLOCKS = frozenset(
    """address article aside blockquote button center dd details dir div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header
    hgroup hr li listing main marquee menu nav ol optgroup option p plaintext pre search section select summary ul xmp""".split()
)
"""What begins and ends a line of its own."""
CELLS = frozenset({"td", "th"})
GROUPS = frozenset({"thead", "tbody", "tfoot"})
_PRE = frozenset({"pre", "listing", "xmp", "plaintext"})
_CONTENT = frozenset({"article", "main", "section"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_AROUND = frozenset({"nav", "header", "footer", "aside", "select", "button"})
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside"}
_MARKED = _AROUND | _LISTS
_COUNTED = _MARKED | _PRE | _CONTENT | _TITLES | {"div"}
ASKED = _MARKED | CELLS | {"div", "iframe", "frame"}
"""The elements whose attributes may matter where none is hidden."""
_FEWEST_LINKS = 4

MEANT = SKIPPED | BLOCKS | CELLS | GROUPS | frozenset("tr table caption br a iframe frame".split())
"""All that means something. Other elements do only if they are hidden."""

_HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden\b", re.IGNORECASE)
_FEW_LETTERS = 8
"""12件（其中修订3件） has six."""
_NOTHING = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""What takes up no place: control characters, joiners, marks of direction. A cell that holds nothing else is blank."""
_LINE, _SPACE, _TAB = "\ufdd0", "\ufdd1", "\ufdd2"
"""A line's end, and white space that is kept: characters that no text holds."""
_KEPT = str.maketrans({"\n": _LINE, " ": _SPACE, "\t": _TAB, "\r": None})
_PRINTED = str.maketrans({_SPACE: " ", _TAB: "\t"})
_IDEOGRAPH = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_IDEOGRAPH})[ \t\r\f]*\n[ \t\n\r\f]*(?={_IDEOGRAPH})")
"""Where the source goes on in another line within Chinese: no space is printed there."""
_WHITE = re.compile(r"[ \t\n\r\f]+")
_line = partial(tuple.__new__, Line)


def may_hide(small: bytes) -> bool:
    """Whether an element of a document, its letters small, may say that it is not shown. Few have any, and all others need not be asked."""
    return b"hidden" in small or b"display" in small or b"&#" in small  # a letter of these may be written as its number


def lowered(text: str) -> bytes:
    """The text with its Latin letters small, to look for tags and attributes in: those of all scripts take ten times as long."""
    return text.encode("utf-8", "replace").lower()


def hides(attributes: Attributes) -> bool:
    """Whether an element says of itself that it is not shown. Style sheets are not asked."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def is_invisible(attributes: Attributes) -> bool:
    """Whether an element says of itself that it is not seen, and takes up its place all the same: what is before and behind it is not one number."""
    style = attributes.get("style")
    return style is not None and _INVISIBLE.search(style) is not None


class _Text:
    """What was said so far in a document or a cell: its blocks, and the line that is not at its end."""

    __slots__ = ("blocks", "linked", "open")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.linked = True
        """Whether all of the open line is in links."""

    def end_line(self) -> None:
        if self.open:
            text = _printed(self.open[0] if len(self.open) == 1 else "".join(self.open))
            if text:
                self.blocks.append(_line((text, self.linked)))
            self.open = []
        self.linked = True


class Flow:
    """Takes a document element by element. ``start`` says whether the element's content is wanted; if not, it is not ended either."""

    def __init__(self, limits: Limits, source: bytes, *, loose: bool = False) -> None:
        self.limits = limits
        self.source = source
        """The document, its letters small: to look for what may be in it."""
        self.hiding = may_hide(source)
        """Whether elements are asked if they are hidden."""
        self.loose = loose
        """Whether the ends of lines outside of tables count: the page is text with tables in it, and has no other elements."""
        self.document = _Text()
        self.texts: list[_Text | None] = [self.document]
        """The innermost last; None for a table outside of its cells."""
        self.grids: list[Grid] = []
        self.marks: list[tuple[str, int, int]] = []
        """What surrounds a report, perhaps: its kind, how many blocks and titles came before it."""
        self.titles = 0
        self.depth = 0
        self.kept = 0
        """How many elements are open that keep white space."""
        self.content = 0
        """How many elements are open that hold a page's own content."""
        self.linked = False
        self.frames: list[str] = []
        """Documents within this one."""
        self.framed: str | None = None
        """A document elsewhere that is shown in this one."""
        self.cells = 0
        """How many places the cells of the tables take up that have ended."""
        self.given = 0
        """How many cells have begun."""

    def start(self, tag: str, attributes: Attributes) -> bool:
        """An element begins."""
        text = self.texts[-1]
        if self.hiding and attributes:
            if hides(attributes):
                return False
            if is_invisible(attributes):
                if tag in CELLS and self.grids:
                    self.cell(attributes, [""], paragraphs=False)
                elif text is not None:
                    text.open.append(" ")
                return False
        if tag in BLOCKS:
            self._deeper()
            if text is not None and text.open:
                text.end_line()
            if tag in _COUNTED:
                self._mark(tag, attributes, text)
        elif tag in CELLS and self.grids:
            self._deeper()
            self._another_cell()
            self.grids[-1].begin_cell(attributes)
            self.texts.append(_Text())
        elif tag == "tr" and self.grids:
            self.grids[-1].begin_row()
        elif tag == "table":
            self._deeper()
            self.grids.append(Grid())
            self.texts.append(None)
        elif tag in GROUPS and self.grids:
            self.grids[-1].begin_group(tag)
        elif tag == "caption":
            self.texts.append(_Text())
        elif tag == "br":
            if text is not None:
                text.open.append(_LINE)
        elif tag == "a":
            self.linked = True
        elif tag in ("iframe", "frame"):
            if inner := attributes.get("srcdoc"):
                self.frames.append(inner)
            elif source := attributes.get("src"):
                self.framed = self.framed or source
            return False
        return tag not in SKIPPED

    def end(self, tag: str) -> None:
        """An element ends."""
        text = self.texts[-1]
        if tag in BLOCKS:
            self.depth -= 1
            if text is not None and text.open:
                text.end_line()
            if tag in _COUNTED:
                self._unmark(tag, text)
        elif tag in CELLS and self.grids:
            self.depth -= 1
            self.grids[-1].end_cell(self._pop())
        elif tag == "table":
            self.depth -= 1
            self.texts.pop()
            grid = self.grids.pop()
            blocks = grid.blocks(self.limits.cells - self.cells)
            self.cells += grid.places
            outer = self.texts[-1]
            if outer is not None:
                outer.end_line()
                outer.blocks.extend(blocks)
        elif tag in GROUPS and self.grids:
            self.grids[-1].end_group()
        elif tag == "caption":
            caption = self._pop()
            if self.grids:
                self.grids[-1].caption.extend(caption)
        elif tag == "a":
            self.linked = False

    def text(self, data: str) -> None:
        """Text of the innermost element."""
        text = self.texts[-1]
        if text is None:
            return
        data = _inked(data, kept=False)
        if not self.linked and text.linked and data.strip():
            text.linked = False
        loose = self.loose and text is self.document
        if loose and not text.blocks and not text.open:
            data = data.lstrip(" \t\n\f\r")  # what stands before a document's first element is no text of it
        if data:
            text.open.append(data.translate(_KEPT) if self.kept or loose else data)

    def cell(self, attributes: Attributes, lines: list[str], *, paragraphs: bool) -> None:
        """A cell with nothing but lines in it, in a paragraph of their own perhaps: the same as its start, its text and its end."""
        if not self.grids:
            for at, line in enumerate(lines):
                if at:
                    self.start("br", {})
                self.text(line)
            return
        self.put(made(attributes, lines, linked=self.linked, kept=self.kept > 0), paragraphs)

    def put(self, cell: Given, paragraphs: bool) -> None:
        """The same, of a cell that was made before, within a table."""
        if self.depth + 1 + paragraphs > self.limits.depth:
            raise ReadError("GK423")
        self._another_cell()
        self.grids[-1].put(cell)

    def row(self, row: Row) -> bool:
        """A row that was made before, within a table; False where it must be told cell by cell, because of what is around it."""
        if not self.grids or self.linked or self.kept:
            return False
        if self.depth + row.depth > self.limits.depth or self.given + len(row.cells) > self.limits.cells:
            return False
        self.given += len(row.cells)
        self.grids[-1].put_row(row)
        return True

    def blocks(self) -> list[Paragraph | Table]:
        """All paragraphs and tables, at the document's end."""
        self.document.end_line()
        return [Paragraph(block.text) if isinstance(block, Line) else block for block in self.document.blocks]

    def _pop(self) -> list[Block]:
        text = self.texts.pop()
        assert text is not None
        text.end_line()
        return text.blocks

    def _another_cell(self) -> None:
        """Those of a table that never ends are counted, too."""
        self.given += 1
        if self.given > self.limits.cells:
            raise ReadError("GK422")

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise ReadError("GK423")

    def _mark(self, tag: str, attributes: Attributes, text: _Text | None) -> None:
        if tag in _PRE:
            self.kept += 1
        elif tag in _CONTENT:
            self.content += 1
        elif tag in _TITLES:
            self.titles += 1
        else:
            kind = _ROLES.get(attributes.get("role") or "", tag) if attributes else tag
            self.marks.append((kind, len(text.blocks) if text is not None else 0, self.titles))

    def _unmark(self, tag: str, text: _Text | None) -> None:
        if tag in _PRE:
            self.kept -= 1
        elif tag in _CONTENT:
            self.content -= 1
        elif tag not in _TITLES:
            kind, begun, titles = self.marks.pop()
            if kind == "div" or text is None or (text is not self.document and _may_be_value(text.blocks[begun:])):
                return
            if self._is_around(kind, text.blocks[begun:], self.titles > titles):
                del text.blocks[begun:]

    def _is_around(self, kind: str, blocks: list[Block], titled: bool) -> bool:
        """Whether an element surrounds the report and holds nothing of it.

        One that was never closed reaches to the end of the page, and holds the report: its tables or its sentences. The head of an article has
        its title, its foot the signature.
        """
        lines = [block for block in blocks if isinstance(block, Line)]
        if len(lines) < len(blocks) or sum(line.text.count("。") for line in lines) > 1:
            return False
        linked = sum(line.linked for line in lines)
        if kind in _LISTS:
            return linked == len(lines) >= _FEWEST_LINKS
        if kind == "header":
            return not titled and not self.content and 2 * linked > len(lines)
        return kind in ("nav", "select", "button") or (not titled and not self.content)


def made(attributes: Attributes, lines: Sequence[str], *, linked: bool = False, kept: bool = False) -> Given:
    """A cell with nothing but lines in it; ``linked``: in a link; ``kept``: in an element that keeps white space."""
    text = lines[0]
    if len(lines) > 1 or not text.isalnum():
        text = _printed(_LINE.join([_inked(line, kept) for line in lines]))
    return given(attributes, (_line((text, linked)),) if text else ())


def _inked(data: str, kept: bool) -> str:
    """Text without what takes up no place, and with its white space marked where that is kept."""
    if not data.isalnum() and _NOTHING.search(data):
        data = _NOTHING.sub("", data)
    return data.translate(_KEPT) if kept else data


def _may_be_value(blocks: list[Block]) -> bool:
    """Whether what surrounds a report elsewhere may be what a cell says: a number, a stroke, 无. A cell that loses it would be a blank one."""
    lines = [block for block in blocks if isinstance(block, Line)]
    letters = sum(char.isalpha() for line in lines for char in line.text)
    return letters == 0 or (letters < _FEW_LETTERS and not all(line.linked for line in lines))


def _printed(text: str) -> str:
    """A paragraph as it is printed: white space is one space, or none where the source goes on in another line within Chinese."""
    if text.isalnum():
        return text
    if text.isspace():
        return ""
    if "\n" in text:
        text = _WRAP.sub("", text)
    text = _WHITE.sub(" ", text)
    if _LINE not in text and _SPACE not in text and _TAB not in text:
        return text.strip()
    lines = [line.strip().translate(_PRINTED).rstrip(" ") for line in text.split(_LINE)]  # a tab at the end is an empty cell before it
    while lines and not lines[-1]:
        lines.pop()
    first = next((at for at, line in enumerate(lines) if line), 0)
    return "\n".join(lines[first:])
