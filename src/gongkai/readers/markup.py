"""HTML -> a Flow, without any library: what the HTML standard says of tags, and of those that are missing, as far as text and tables go.

Elements that stand within a line of text are left out, unless they are hidden; so the standard's repair of those that overlap is not needed.
"""

from __future__ import annotations

import re
from html import unescape

from gongkai.errors import ReadError
from gongkai.readers.flow import Attributes, Flow, hides, is_invisible

_NAME = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*)|<!--|<[!?]|</(?!\Z)")
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r\ /]*(?:(>)|([^\t\n\f\r />][^\t\n\f\r />=]*)(?:[\t\n\f\r\ ]*=[\t\n\f\r\ ]*(?:"([^"]*)"|'([^']*)'|(["'])|([^\t\n\f\r >]*)))?)?""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"-?>|.*?--!?>", re.DOTALL)
_RAW = frozenset("script style xmp iframe noembed noframes noscript title textarea".split())
"""Elements that hold text and no elements."""
_RAW_ENDS = {tag: re.compile(rf"</{tag}(?=[\t\n\f\r />])", re.IGNORECASE) for tag in _RAW}
_SHOWN_RAW = "xmp"

_VOID = frozenset("area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr".split())
_INLINE = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""What the standard opens again where it was closed by another element. A link among them is told apart."""
_CLOSE_P = frozenset(
    """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol p search
    section summary ul pre listing form table hr xmp plaintext h1 h2 h3 h4 h5 h6 li dd dt""".split()
)
_ENDED = _CLOSE_P - frozenset("form table hr xmp plaintext p h1 h2 h3 h4 h5 h6 li dd dt".split()) | {"button", "select"}
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IMPLIED = frozenset({"dd", "dt", "li", "optgroup", "option", "p"})
_OBJECTS = frozenset({"applet", "marquee", "object"})
_SPECIAL = _CLOSE_P - {"dialog"} | _OBJECTS | frozenset("button select table caption colgroup tbody tfoot thead tr td th".split())
_KEPT = _SPECIAL | {"datalist", "dialog", "option", "optgroup"}
"""The elements that are followed from their start to their end."""
_SCOPE = _OBJECTS | {"table", "td", "th", "caption", "select"}
_GROUPS = frozenset({"tbody", "thead", "tfoot"})
_CELLS = frozenset({"td", "th"})
_PARTS = _GROUPS | _CELLS | {"caption", "col", "colgroup", "tr"}
_OUTER = frozenset({"body", "html", "col", "caption", "colgroup"})
_TABLE = _GROUPS | {"table", "tr"}
_MODES = {"table": "table", "tr": "row", "td": "cell", "th": "cell", "caption": "caption", "colgroup": "columns", **dict.fromkeys(_GROUPS, "group")}
_BREAK_OUT = _INLINE - {"a", "font"} | frozenset(
    "blockquote body br center dd div dl dt embed h1 h2 h3 h4 h5 h6 head hr img li menu meta ol p pre ruby span sub sup table ul var".split()
)
"""What ends a drawing or a formula that was not closed."""
_INNER = frozenset("foreignobject desc title annotation-xml mi mo mn ms mtext".split())
_EMPTY: Attributes = {}


class _Node:
    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: Attributes, parent: _Node | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[_Node | str] = []


def parse(text: str, flow: Flow) -> None:
    """Tell a flow the elements of a document."""
    builder = _Builder(flow)
    builder.read(text)
    above: list[tuple[_Node, int]] = []
    node, at = builder.root, 0
    while True:
        if at == len(node.children):
            if not above:
                return
            flow.end(node.tag)
            node, at = above.pop()
            continue
        child = node.children[at]
        at += 1
        if isinstance(child, str):
            flow.text(child)
        elif child.tag == "/a":
            flow.end("a")
        elif flow.start(child.tag, child.attributes) and child.tag != "a":
            above.append((node, at))
            node, at = child, 0


class _Builder:
    """The tree of a document. The insertion mode is that of the innermost part of a table that is open."""

    def __init__(self, flow: Flow) -> None:
        self.limits = flow.limits
        self.hiding = flow.hiding
        self.root = _Node("", _EMPTY, None)
        self.open: list[tuple[str, _Node, str]] = [("", self.root, "body")]
        """The elements that are open, each with the mode that it brings about."""
        self.form: _Node | None = None
        self.templates = 0
        self.foreign: list[str] = []
        """The elements of a drawing or a formula that are open."""
        self.framed = False

    # ---------------------------------------------------------------- tokens

    def read(self, text: str) -> None:
        at, end = 0, len(text)
        before = ""
        while at < end:
            found = _NAME.search(text, at)
            if found is None:
                break
            said = before + text[at : found.start()]
            before = ""
            at = found.end()
            if found[0] == "</" and text[at] == ">":  # it is nothing at all, and the text goes on
                before = said
                at += 1
                continue
            if said:
                self.text(said)
            name = found[2]
            if name is None:
                at = _behind(text, at, comment=found[0] == "<!--")
                continue
            tag = name.lower()
            attributes: dict[str, str | None] = {}
            closed = False
            while True:
                match = _ATTRIBUTE.match(text, at)
                assert match is not None
                at = match.end()
                if match[1]:
                    closed = text[at - 2] == "/"
                    break
                if match[2] is None or match[5]:  # the file ends within the tag
                    return
                key = match[2].lower()
                if key not in attributes:
                    value = next((group for group in match.group(3, 4, 6) if group is not None), None)
                    attributes[key] = unescape(value) if value and "&" in value else value
            if found[1]:
                self.end_tag(tag)
                continue
            self.start_tag(tag, attributes, closed)
            if tag in _RAW and not self.foreign:
                closing = _RAW_ENDS[tag].search(text, at)
                if tag == _SHOWN_RAW == self.open[-1][0]:
                    self.add(text[at : closing.start() if closing else end])
                if closing is None:
                    return
                at = closing.start()
            elif tag in ("pre", "listing") and not self.foreign:
                at += text.startswith("\r\n", at) + text.startswith(("\n", "\r"), at)
            elif tag == "plaintext" and not self.foreign and not self.templates:
                self.add(text[at:])
                return
        if before or at < end:
            self.text(before + text[at:])

    def text(self, data: str) -> None:
        if self.foreign or self.templates or self.framed:
            return
        said = unescape(data) if "&" in data else data
        if self.open[-1][0] in _TABLE or self.open[-1][0] == "colgroup":
            if not said.strip(" \t\n\f\r"):
                return
            if self.open[-1][0] == "colgroup":
                self.open.pop()
                said = said.lstrip(" \t\n\f\r")
            self.insert(said, foster=True)
        else:
            self.add(said)

    # ---------------------------------------------------------------- the tree

    def add(self, child: _Node | str) -> None:
        self.open[-1][1].children.append(child)

    def insert(self, child: _Node | str, *, foster: bool) -> None:
        """Put something in its place: before the table, if it cannot stand in one."""
        if not foster or self.open[-1][0] not in _TABLE:
            self.add(child)
            return
        table = next(node for tag, node, _ in reversed(self.open) if tag == "table")
        assert table.parent is not None
        table.parent.children.insert(-1, child)

    def push(self, tag: str, attributes: Attributes, *, foster: bool = False) -> None:
        if len(self.open) > 4 * self.limits.depth + 16:  # the flow counts them without rows; here the search for an open element is kept short
            raise ReadError("GK423")
        parent, mode = self.open[-1][1], self.open[-1][2]
        node = _Node(tag, attributes, parent)
        if foster and self.open[-1][0] in _TABLE:
            table = next(node for name, node, _ in reversed(self.open) if name == "table")
            node.parent = table.parent
        self.insert(node, foster=foster)
        self.open.append((tag, node, _MODES.get(tag, mode)))

    def pop_to(self, *tags: str) -> None:
        """Close elements up to one of these, and that one."""
        while self.open.pop()[0] not in tags:
            pass

    def clear_to(self, *tags: str) -> None:
        """Close elements until the innermost is one of these."""
        while self.open[-1][0] not in tags:
            self.open.pop()

    def has(self, tags: str | frozenset[str], *more: str, only_tables: bool = False) -> bool:
        """Whether such an element is open in the scope at hand."""
        wanted = {tags} if isinstance(tags, str) else tags
        for tag, _, _ in reversed(self.open):
            if tag in wanted:
                return True
            if tag == "table" or (not only_tables and (tag in _SCOPE or tag in more)):
                return False
        return False

    def imply(self, but: str = "") -> None:
        """Close what is closed without a tag."""
        while self.open[-1][0] in _IMPLIED and self.open[-1][0] != but:
            self.open.pop()

    def close_p(self) -> None:
        if self.has("p", "button"):
            self.pop_to("p")

    # ---------------------------------------------------------------- start tags

    def start_tag(self, tag: str, attributes: Attributes, closed: bool) -> None:
        if self.templates:
            self.templates += tag == "template"
            return
        if self.framed:
            if tag == "frame":
                self.add(_Node(tag, attributes, None))
            return
        if self.foreign:
            if _INNER.isdisjoint(self.foreign) and (tag in _BREAK_OUT or (tag == "font" and not {"color", "face", "size"}.isdisjoint(attributes))):
                self.foreign.clear()
            else:
                if not closed:
                    self.foreign.append(tag)
                return
        foster = False
        while (mode := self.open[-1][2]) != "body":
            if mode in ("cell", "caption"):
                if tag not in _PARTS:
                    break
                self.pop_to("td", "th", "caption")
            elif mode == "columns":
                if tag == "col":
                    return
                if tag == "template":
                    break
                self.pop_to("colgroup")
            elif tag in _CELLS and mode == "row":
                self.clear_to("tr")
                self.push(tag, attributes)
                return
            elif tag == "tr" and mode == "group":
                self.clear_to(*_GROUPS)
                self.push(tag, attributes)
                return
            elif tag in _PARTS:
                self._table_part(tag, attributes, mode)
                if tag not in ("tr", "td", "th"):
                    if mode == "table":
                        return
                elif mode == "table":
                    self.push("tbody", _EMPTY)
                elif tag in _CELLS:
                    self.push("tr", _EMPTY)
            elif tag == "table":
                self.pop_to("table")
            else:
                if tag == "form":
                    self.form = self.form or self.root
                    return
                if tag == "input" and (attributes.get("type") or "").lower() == "hidden":
                    return
                foster = True
                break
        self.start_in_body(tag, attributes, foster, closed)

    def _table_part(self, tag: str, attributes: Attributes, mode: str) -> None:
        """A part of a table where the mode does not expect just this: close what is open, up to the table's own place for it."""
        if mode == "row":
            self.pop_to("tr")
        elif mode == "group":
            if tag in _CELLS:
                self.clear_to(*_GROUPS)
            else:
                self.pop_to(*_GROUPS)
        else:
            self.clear_to("table")
            if tag in _GROUPS or tag in {"caption", "colgroup"}:
                self.push(tag, attributes)
            elif tag == "col":
                self.push("colgroup", _EMPTY)

    def start_in_body(self, tag: str, attributes: Attributes, foster: bool, closed: bool) -> None:
        if tag in _PARTS or tag in ("frame", "html", "head", "body"):
            return
        if tag == "frameset":
            self.framed = not any(isinstance(child, _Node) or child.strip(" \t\n\f\r") for child in self.root.children)
            return
        if tag == "template":
            self.templates = 1
            return
        if tag in ("svg", "math"):
            if not closed:
                self.foreign.append(tag)
            return
        if tag == "form" and self.form is not None:
            return
        if tag in ("li", "dd", "dt"):
            self._end_items(("li",) if tag == "li" else ("dd", "dt"))
        if tag in _CLOSE_P:
            self.close_p()
        if tag in _TITLES and self.open[-1][0] in _TITLES:
            self.open.pop()
        elif tag == "button" and self.has("button"):
            self.imply()
            self.pop_to("button")
        elif tag in ("select", "input") and self.has("select"):
            self.pop_to("select")
            if tag == "select":
                return
        elif tag in ("option", "optgroup"):
            if self.has("select"):
                self.imply("optgroup" if tag == "option" else "")
            elif self.open[-1][0] == "option":
                self.open.pop()
        if tag in _VOID or tag in _RAW:
            if tag in ("br", "hr", "iframe"):
                self.insert(_Node(tag, attributes, None), foster=foster)
            elif tag == _SHOWN_RAW:
                self.push(tag, attributes, foster=foster)
            return
        if tag in _KEPT or (self.hiding and attributes and (hides(attributes) or is_invisible(attributes))):
            self.push(tag, attributes, foster=foster)
            if tag == "form":
                self.form = self.open[-1][1]
        elif tag == "a":
            self.insert(_Node("a", attributes, None), foster=foster)

    def _end_items(self, items: tuple[str, ...]) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            tag = self.open[at][0]
            if tag in items:
                del self.open[at:]
                return
            if tag in _SPECIAL and tag not in ("address", "div", "p"):
                return

    # ---------------------------------------------------------------- end tags

    def end_tag(self, tag: str) -> None:
        if self.templates:
            self.templates -= tag == "template"
            return
        if self.framed:
            return
        if self.foreign:
            if tag in self.foreign:
                while self.foreign.pop() != tag:
                    pass
                return
            if tag in ("p", "br"):
                self.foreign.clear()
        before = len(self.open)
        foster = False
        while (mode := self.open[-1][2]) != "body":
            if mode in ("cell", "caption"):
                if tag in _OUTER and tag != mode:
                    return
                if mode == "caption" and (tag in _PARTS or tag == "table"):
                    if tag not in {"caption", "table"}:
                        return
                    self.pop_to("caption")
                    if tag == "caption":
                        return
                elif tag in _CELLS:
                    if self.has(tag, only_tables=True):
                        self.pop_to(tag)
                        self.foreign.clear()
                    return
                elif tag in _TABLE:
                    if not self.has(tag, only_tables=True):
                        return
                    self.pop_to("td", "th")
                else:
                    break
            elif mode == "columns":
                if tag == "col":
                    return
                self.pop_to("colgroup")
                if tag == "colgroup":
                    return
            elif tag in _OUTER or tag in _CELLS:
                return
            elif tag in _TABLE:
                if not self.has(tag, only_tables=True):
                    return
                own = {"row": ("tr",), "group": tuple(_GROUPS), "table": ("table",)}[mode]
                if tag not in own and mode == "table":
                    return
                self.pop_to(*own)
                if tag in own:
                    self.foreign.clear()
                    return
            else:
                foster = True
                break
        self.end_in_body(tag, foster)
        if len(self.open) < before:
            self.foreign.clear()

    def end_in_body(self, tag: str, foster: bool) -> None:
        if tag == "p":
            if self.has("p", "button"):
                self.pop_to("p")
            else:
                self.insert(_Node("p", _EMPTY, None), foster=foster)
        elif tag == "br":
            self.insert(_Node("br", _EMPTY, None), foster=foster)
        elif tag == "form":
            form, self.form = self.form, None
            at = next((at for at, entry in enumerate(self.open) if entry[1] is form), 0) if form is not None else 0
            if at and self.has("form"):
                self.imply()
                self.open = [entry for entry in self.open if entry[1] is not form]
        elif tag in _TITLES:
            if self.has(_TITLES):
                self.pop_to(*_TITLES)
        elif tag == "li":
            if self.has("li", "ol", "ul"):
                self.pop_to("li")
        elif tag in _ENDED or tag in ("dd", "dt") or tag in _OBJECTS:
            if self.has(tag):
                self.pop_to(tag)
        elif tag in _INLINE and all(entry[0] != tag for entry in reversed(self.open)):
            if tag == "a":
                self.insert(_Node("/a", _EMPTY, None), foster=foster)
        elif tag not in _PARTS and tag != "table":
            for at in range(len(self.open) - 1, 0, -1):
                if self.open[at][0] == tag:
                    del self.open[at:]
                    return
                if self.open[at][0] in _SPECIAL:
                    return


def _behind(text: str, at: int, *, comment: bool) -> int:
    """Where a comment, or what counts as one, is over."""
    if comment:
        match = _COMMENT.match(text, at)
        return match.end() if match else len(text)
    end = text.find(">", at)
    return end + 1 if end >= 0 else len(text)
