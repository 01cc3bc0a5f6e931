"""A line of text -> its cells, each known as a label, a value, nothing, or text.

Which of a line's separators counts (pipes, tabs, runs of spaces, single spaces) is decided line by line, so that one page may mix
layouts. Nothing here depends on the lines before or after; what the cells mean together is for tables.py.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from gongkai.cells import BLANK, COVERED, Reading, fold, width
from gongkai.fields import SIGNS, fields, sign_of
from gongkai.joined_rows import FENCE
from gongkai.raw_lines import lines_of
from gongkai.values import is_sign, is_unit
from gongkai.vocabulary import LONGEST_LABEL, LONGEST_PAGE, MEMORY, Label, Vocabulary, enumerator


class Kind(IntEnum):
    """How a line sets its cells apart."""

    EMPTY = 0
    NOISE = 1
    """A page number."""
    CELL = 2
    """One cell, alone on its line."""
    INDENTED = 3
    """One cell behind one tab: the cells of a row follow each other up to an empty line."""
    TABS = 4
    PIPES = 5
    """A row of cells in pipes."""
    PIPE = 6
    """One cell and the pipe that ends it, or pipes alone."""
    COLUMNS = 7
    """Cells set in columns by runs of spaces."""
    WORDS = 8
    """Cells with one space between them."""
    TEXT = 9
    RULE = 10
    """The line under a Markdown table's head."""
    GRID = 11
    """A row of a table whose cells are known with their places, and so need no signs between them."""


class Piece(NamedTuple):
    """A cell of a line. ``said`` is a Label, a Reading, or the folded text where it is neither; offsets count from the line's start."""

    said: Label | Reading | str
    start: int
    end: int
    column: int
    """The cell's place in its row: a field's number, or for columns of spaces the first position it covers."""
    right: int = 0
    """For columns of spaces, the position after the last one it covers. COVERED where a label is printed again in each place that it reaches over."""


class Line(NamedTuple):
    """A scanned line."""

    kind: Kind
    pieces: tuple[Piece, ...]
    labels: tuple[Label, ...]
    bordered: bool = False
    """Whether a row of pipes begins with one."""
    text: bool = False
    """Whether one of its cells is neither label nor value."""
    shape: str = ""
    """What is equal for lines that differ in their numbers alone, or in what they say as text: see shapes.py. Empty where it is not known."""


class KnownRow(NamedTuple):
    """A row of a file's table as it was read before."""

    raw: str
    line: Line
    pieces: Sequence[Piece]
    """What each of its cells says; the line has those, too, of the places in which no cell begins."""
    titles: Mapping[int, int]
    """For each place at which a cell begins that is no value, the place behind it."""
    tall: Sequence[int]
    """Which of its cells reach into the rows below: none with a number, for what that says depends on what is printed there."""


BARE, PROSE, TEXT = "\0", "\1", "\2"
"""The shapes of a line without ink, of one cell that is neither label nor value nor near one, and of a longer text."""

_EMPTY = Line(Kind.EMPTY, (), ())
_NOISE = Line(Kind.NOISE, (), ())
_TEXT = Line(Kind.TEXT, (), ())
_RULED = Line(Kind.RULE, (), ())

_DASH = "-－—–―─﹣·~"
_PAGE_NUMBER = re.compile(
    rf"[{_DASH}]\s*[{_DASH}]?\s*\d{{1,3}}\s*[{_DASH}]\s*[{_DASH}]?|第\s*\d{{1,3}}\s*页(?:\s*[,，/]?\s*共\s*\d{{1,3}}\s*页)?|\d{{1,3}}\s*/\s*\d{{1,3}}\s*页"
)
_QUOTES = "\"'"
_ITEM = re.compile(r"""(["'])[^"'\t]*\1\s*,""")
"""A line of JSON with one value, and the comma before that of the next line: no empty cell stands behind it."""
_BARS = "｜│┃¦║"
_PIPES = str.maketrans(dict.fromkeys(_BARS, "|"))
_SEPARATORS = f"|{_BARS}{SIGNS}\t \u2002\u2003\u3000\xa0"
_ENDS = "|\t。"
"""Where a line that has too many cells is cut: a space may stand within a number."""
_GAP = re.compile(r"[^\S\n]{2,}")
_WORD = re.compile(r"\S+")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*|\s*\|\s*:?-{2,}:?\s*")
_BORDER = frozenset(map(chr, range(0x2500, 0x2580))) | frozenset("+-= ")
_BORDERS = _BORDER - frozenset("- ")
"""What a line drawn between the rows of a table begins with: ├───┼───┤, +---+---+, ====  ====."""
_BULLETS = frozenset("-–—−·•*")
_FEWEST = (3, 2)
"""How many fields a row has at least, without a label and with one."""
_BARE = " \t\u3000\xa0"
_UNSEEN = {ord(space): None for space in " \t"}
"""How wide the space is between two cells does not matter, but where positions count."""
_SPACES = (" ", "\u3000", "\xa0")
_ENUMERATED = frozenset("123456789（(一二三四五六")
"""What a label's number begins with."""
_AFTER_HEADING = (":", "：", " ", "\u3000", "\xa0", "\t")
ORDINALS = frozenset("一二三四五六七八九十*#")
"""What the damaged heading of a section may begin with."""
MOST_CELLS = 200_000
"""A report has less than a thousand. Of a text with more than so many the rest is not looked at, so that a hostile one costs no more memory than a report can need."""
_LONGEST_CELL = 64
_MOST_GROUPS = 4
"""No number of a report has more groups of three digits."""
_LONGEST_REMEMBERED = 400
"""Offices open with the same sentences, which name the notices that the report follows."""


class Scanner:
    """Scans lines with the labels of a vocabulary.

    Lines repeat within a page and from page to page, so the short ones are remembered; the memory is bounded.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.known: dict[str, Line] = {}
        """The lines remembered."""
        self.rows: dict[Hashable, KnownRow] = {}
        """The rows of files' tables remembered, by their texts and all that page_lines.py goes by."""

    def forget(self) -> None:
        """Remember nothing any more: for tests and measurements."""
        self.known.clear()
        self.rows.clear()

    def scan(self, text: str, most: int | None = None) -> tuple[list[str], list[Line]]:
        """The lines of a text, as they are and as their cells. The end of each is one character.

        Those behind the first ``most`` cells are left out, and a line without any counts as one.
        """
        raws = lines_of(text)
        known = self.known
        if most is None or len(text) < most:  # each cell takes up a character, or its separator does
            return raws, [known.get(raw) or self.line(raw) for raw in raws]
        lines: list[Line] = []
        for at, raw in enumerate(raws):
            whole = _cut(raw, most)
            line = known.get(whole) or self.line(whole)
            lines.append(line)
            most -= len(line.pieces) or 1
            if most <= 0 or whole is not raw:
                return [*raws[:at], whole], lines
        return raws, lines

    def labels(self, text: str, most: int) -> tuple[list[str], list[tuple[Label, ...]]]:
        """The lines of a text, and the labels on each, among its first ``most`` cells."""
        raws = lines_of(text)
        return raws, [self.line(_cut(raw, most)).labels for raw in raws]

    def line(self, raw: str) -> Line:
        """A line as its cells."""
        line = self.known.get(raw)
        if line is None:
            line = self._scan(raw)
            text = len(line.pieces) > 1 and any(type(piece.said) is str for piece in line.pieces)
            line = line._replace(text=text, shape=self._shape(line, raw))
            if len(raw) <= _LONGEST_REMEMBERED:
                if len(self.known) >= MEMORY:
                    self.known.clear()
                self.known[raw] = line
        return line

    def remember_row(self, key: Hashable, row: KnownRow, length: int) -> None:
        """Remember a row of a table, if it is not long: its places count as well as its texts."""
        if length <= _LONGEST_REMEMBERED:
            if len(self.rows) >= MEMORY:
                self.rows.clear()
            self.rows[key] = row

    def _shape(self, line: Line, raw: str) -> str:
        """What tells a line from those that are read in another way: all that is on it, but for which numbers, and for what prose says."""
        kind, pieces = line.kind, line.pieces
        if kind is Kind.EMPTY and not raw.strip(_BARE):
            return BARE
        if kind is Kind.TEXT and not pieces:
            return TEXT
        if kind is Kind.NOISE:
            return self.vocabulary.mark(kind, 0)
        if kind is Kind.CELL and self._is_prose(pieces[0].said, raw[pieces[0].start : pieces[0].end]):
            return PROSE
        marks = [_A_NUMBER if type(said) is Reading and _is_plain(said) else raw[start:end] for said, start, end, _, _ in pieces]
        if kind is Kind.TEXT:  # a heading, and its section's first words
            marks[1] = ""
        where: Hashable = raw.rstrip().endswith("|")
        if kind is Kind.COLUMNS:
            where = tuple([piece[1:] for piece in pieces])
        elif any(type(piece.said) is not Reading for piece in pieces):  # a title behind spaces, or the first piece of one
            where = where, raw[: len(raw) - len(raw.lstrip())]
        elif kind is Kind.WORDS:
            where = where, raw[0] == "\t"  # numbers that may be one cell
        return self.vocabulary.mark((kind, line.bordered, where, _outside(pieces, raw), *marks), len(raw))

    def shape_of_row(self, pieces: Sequence[Piece], raw: str) -> str:
        """The shape of a row of a table whose cells are known: what a merged cell says in the rows below is not printed there again."""
        where = tuple([piece[3:] for piece in pieces])
        marks: list[Hashable] = []
        for said, start, end, _, _ in pieces:
            if type(said) is not Reading:
                marks.append(raw[start:end])
            elif said is BLANK:
                marks.append("")
            else:
                marks.append(_A_NUMBER if _is_plain(said) else (said.status, said.raw))
        return self.vocabulary.mark((Kind.GRID, where, *marks), len(raw))

    def _is_prose(self, said: Label | Reading | str, text: str) -> bool:
        """Whether a cell that has its line to itself says nothing of the form: it is no piece of a label, nor what may be a damaged heading."""
        if type(said) is not str or self.vocabulary.is_part(said) or is_unit(said) or any(said in form.unit_titles for form in self.vocabulary.forms):
            return False
        return text[0] not in ORDINALS or not self.vocabulary.near(text)

    def _scan(self, raw: str) -> Line:
        if "|" in raw or "｜" in raw or "│" in raw or "┃" in raw or "¦" in raw or "║" in raw:
            return self._pipes(raw)
        text = raw.strip()
        if not text:
            tabs = raw.count("\t")
            if not tabs:
                return _EMPTY
            if tabs == 1:
                return Line(Kind.INDENTED, (Piece(BLANK, 1, 1, 0),), ())
            return self._fields(Kind.TABS, raw, "\t")
        if text[-1] == "," and text[0] in _QUOTES and _ITEM.fullmatch(text):
            return self._one(Kind.CELL, raw, text[:-1].rstrip())
        tab = raw.find("\t")
        if tab >= 0:
            if tab == 0 and raw.find("\t", 1) < 0:
                return self._one(Kind.INDENTED, raw, text)
            start = raw.index(text)
            behind = raw.find("\t", start + len(text)) >= 0
            if behind and tab > 0 and "\t" not in text and " " in text and (spaced := self._spaced(raw, text, start)):
                return spaced
            if "\t" in text or behind or raw.startswith("\t\t") or (tab > 0 and len(text) <= _LONGEST_CELL):
                return self._fields(Kind.TABS, raw, "\t")
        sign = sign_of(text)
        if sign is not None and (separated := self._separated(raw, sign)) is not None:
            return separated
        if len(text) > _LONGEST_CELL:
            return _EMPTY if _is_border(text) else self._long(raw, text)
        return self._one(Kind.CELL, raw, text)

    def _separated(self, raw: str, sign: str) -> Line | None:
        """A row whose cells have commas between them; None where it is a sentence.

        Beside a label there is a cell, or another label. Without one there are numbers enough for a row.
        """
        line = self._cells(Kind.TABS, fields(raw, sign))
        said = [piece.said for piece in line.pieces]
        texts = sum(1 for one in said if type(one) is str)
        if len(said) < _FEWEST[bool(line.labels)] or texts >= len(said) - texts - (not line.labels):
            return None
        return line

    def _one(self, kind: Kind, raw: str, text: str) -> Line:
        if _PAGE_NUMBER.fullmatch(text):
            return _NOISE
        if _is_border(text):
            return _EMPTY
        start = raw.index(text)
        said = self.vocabulary.cell(text)
        if isinstance(said, str) or (isinstance(said, Reading) and said.value is None and _is_spaced(text)):
            pieces = self._spaced(raw, text, start)
            if pieces is not None:
                return pieces
            if isinstance(said, str) and (prefixed := self._heading_then_text(raw, text, start)):
                return prefixed
        return Line(kind, (Piece(said, start, start + len(text), 0),), (said,) if isinstance(said, Label) else ())

    def _long(self, raw: str, text: str) -> Line:
        if len(text) > LONGEST_PAGE:
            return _TEXT
        start = raw.index(text)
        said = self.vocabulary.cell(text) if len(text) <= 2 * _LONGEST_CELL else ""
        if isinstance(said, Label):
            return Line(Kind.CELL, (Piece(said, start, start + len(text), 0),), (said,))
        if len(text) > 400 or any(text.count(space) >= 4 for space in _SPACES) or text[0] in _ENUMERATED:
            spaced = self._spaced(raw, text, start)
            if spaced is not None:
                return spaced
        return self._heading_then_text(raw, text, start) or _TEXT

    def _heading_then_text(self, raw: str, text: str, start: int) -> Line | None:
        """A section's heading with its first sentence behind it on the same line."""
        body = text.lstrip("*#_ \u3000\xa0")
        kind, rest = enumerator(body[:_LONGEST_CELL])
        if kind not in ("", "o"):
            return None
        key = fold(rest)
        if not key.startswith(tuple(self.vocabulary.headings)):
            return None
        found = next(heading for heading in self.vocabulary.headings if key.startswith(heading))
        begin = start + len(text) - len(body)
        end = _reach(raw, begin + len(body[:_LONGEST_CELL]) - len(rest), found)
        if end is None or not (kind or raw[end : end + 1] in _AFTER_HEADING):
            return None
        label = self.vocabulary.headings[found]
        after = end
        while after < start + len(text) and (raw[after].isspace() or raw[after] in "*：:。.、，,"):
            after += 1
        head = Piece(label, begin, end, 0)
        if after == start + len(text):
            return Line(Kind.CELL, (head,), (label,))
        return Line(Kind.TEXT, (head, Piece("", after, start + len(text), 0)), (label,))

    def _fields(self, kind: Kind, raw: str, separator: str) -> Line:
        return self._cells(kind, _split(raw, separator))

    def _cells(self, kind: Kind, cells: Iterable[tuple[str, int]]) -> Line:
        """A row of cells whose texts and offsets are known."""
        pieces: list[Piece] = []
        labels: list[Label] = []
        for column, (cell, start) in enumerate(cells):
            text = cell.strip()
            at = start + (cell.index(text) if text else 0)
            if not text:
                pieces.append(Piece(BLANK, at, at, column))
                continue
            said = self.vocabulary.cell(text)
            if isinstance(said, Label):
                labels.append(said)
            pieces.append(Piece(said, at, at + len(text), column))
        if any(one is other for one, other in pairwise(labels)):
            pieces = [_covered(*pair) for pair in pairwise([_BEFORE, *pieces])]
            labels = [piece.said for piece in pieces if isinstance(piece.said, Label)]
        return Line(kind, tuple(pieces), tuple(labels))

    def _pipes(self, raw: str) -> Line:
        plain = raw.translate(_PIPES)
        if _RULE.fullmatch(plain):
            return _RULED
        if FENCE.fullmatch(plain):  # of AsciiDoc, where the other one is lost: a pipe, which ends the last cell, and no cell
            plain = plain.rstrip("= ")
        line = self._fields(Kind.PIPES, plain, "|")
        pieces = line.pieces
        inked = [piece for piece in pieces if piece.said is not BLANK]
        if not inked or (len(pieces) == 2 and len(inked) == 1):
            return Line(Kind.PIPE, pieces, line.labels)
        text = plain.strip()
        if text[-1] == "|":
            pieces = pieces[:-1]
        return Line(Kind.PIPES, pieces, line.labels, text[0] == "|")

    def _spaced(self, raw: str, text: str, start: int) -> Line | None:
        """A line whose cells are set apart by spaces, in columns or not; None where it is a cell or a sentence."""
        if len(text.split(None, 1)) < 2:
            return None
        if _GAP.search(text) is not None:
            line = self._columns(raw, text, start)
            if line is not None:
                return line
        pieces, labels, texts = self._words(text, start)
        if len(pieces) > 1 and type(pieces[1].said) is Label and text[0] in _BULLETS and pieces[0].end == start + 1:
            texts -= type(pieces[0].said) is str
            pieces = pieces[1:]  # the mark of a list, and no cell in which a stroke stands
        values = sum(1 for piece in pieces if isinstance(piece.said, Reading))
        if not labels and values == 1 and len(pieces) == 2 and self.vocabulary.near(text[: pieces[0].end - start]):
            return Line(Kind.WORDS, tuple(pieces), ())
        if not labels and (values < 2 or texts > 2 or (texts and isinstance(pieces[0].said, Reading) and len(pieces) > 24)):
            return None
        if len(pieces) == 1:
            return Line(Kind.CELL, tuple(pieces), tuple(labels))
        if texts and not values and not any(label.strong for label in labels):
            return None
        return Line(Kind.WORDS, tuple(pieces), tuple(labels))

    def _columns(self, raw: str, text: str, start: int) -> Line | None:
        pieces: list[Piece] = []
        labels: list[Label] = []
        texts = 0
        at = start
        spans = []
        for gap in _GAP.finditer(text):
            spans.append((at, start + gap.start()))
            at = start + gap.end()
        spans.append((at, start + len(text)))
        if sum(end - begin for begin, end in spans) > 40 * len(spans):
            return None
        left = width(raw[:start])
        before = start
        for begin, end in spans:
            left += width(raw[before:begin])
            before = begin
            cell = raw[begin:end]
            said = self.vocabulary.cell(cell)
            if isinstance(said, str) and " " in cell:
                inner, found, unknown = self._words(cell, begin)
                if not unknown or found:
                    labels.extend(found)
                    texts += unknown
                    for piece in inner:
                        x = left + width(raw[begin : piece.start])
                        pieces.append(Piece(piece.said, piece.start, piece.end, x, x + width(raw[piece.start : piece.end])))
                    continue
            if isinstance(said, Label):
                labels.append(said)
            texts += isinstance(said, str)
            pieces.append(Piece(said, begin, end, left, left + width(cell)))
        if texts == len(pieces):
            return (
                Line(Kind.COLUMNS, tuple(pieces), ())
                if all(type(piece.said) is str and self.vocabulary.is_part(piece.said) for piece in pieces)
                else None
            )
        return Line(Kind.COLUMNS, tuple(pieces), tuple(labels))

    def _words(self, text: str, start: int) -> tuple[list[Piece], list[Label], int]:
        """The cells of a line with single spaces between them: the longest joins of words that are labels, numbers, and text."""
        words = [(match.group(), start + match.start(), start + match.end()) for match in _WORD.finditer(text)]
        pieces: list[Piece] = []
        labels: list[Label] = []
        texts = 0
        at = 0
        last_text = False
        while at < len(words):
            word, begin, end = words[at]
            if word == "第" and _PAGE_NUMBER.fullmatch("".join([one for one, _, _ in words[at : at + 3]])):
                at += 3
                continue
            label, used = self._longest(words, at)
            if label is not None:
                labels.append(label)
                pieces.append(Piece(label, begin, words[used - 1][2], len(pieces)))
                at, last_text = used, False
                continue
            at += 1
            said = self.vocabulary.cell(word)
            if isinstance(said, Reading):
                pieces.append(Piece(said, begin, end, len(pieces)))
                last_text = False
            elif _PAGE_NUMBER.fullmatch(word):
                continue
            elif is_sign(word) and (number := self._signed(text, start, words, at)) is not None:
                pieces.append(number._replace(column=len(pieces)))
                at, last_text = at + 1, False
            elif last_text:
                before = pieces[-1]
                pieces[-1] = Piece("", before.start, end, before.column)
            else:
                pieces.append(Piece(said if isinstance(said, str) else "", begin, end, len(pieces)))
                texts, last_text = texts + 1, True
        return pieces, labels, texts

    def _signed(self, text: str, start: int, words: Sequence[tuple[str, int, int]], at: int) -> Piece | None:
        """A number whose sign stands before it as a word of its own, in 减 60; ``at`` is the number's place among the words."""
        if at == len(words):
            return None
        begin, end = words[at - 1][1], words[at][2]
        said = self.vocabulary.cell(text[begin - start : end - start])
        return Piece(said, begin, end, 0) if type(said) is Reading and said.value is not None else None

    def _longest(self, words: list[tuple[str, int, int]], at: int) -> tuple[Label | None, int]:
        word = words[at][0]
        if word.isdigit() or len(word) > LONGEST_LABEL:
            return None, at
        said = self.vocabulary.cell(word)
        best: tuple[Label | None, int] = (said, at + 1) if isinstance(said, Label) else (None, at)
        joined = word
        key = fold(word)
        for used in range(at + 1, len(words)):
            if not self.vocabulary.begins_label(key) and enumerator(joined)[0] == "":
                break
            following = words[used][0]
            if len(joined) + len(following) > LONGEST_LABEL or following.isdigit():
                break
            more = fold(following)
            if not more:  # a stroke, which says something of its own
                break
            joined += following
            key += more
            label = self.vocabulary.label(joined, key)
            if label is not None:
                best = (label, used + 1)
            elif not self.vocabulary.begins_label(key):
                break
        return best


_BEFORE = Piece(BLANK, 0, 0, -1)


def _covered(before: Piece, piece: Piece) -> Piece:
    """A cell of a row; where it only says the label beside it again, as the place that the label reaches over."""
    return piece._replace(said=BLANK, right=COVERED) if isinstance(piece.said, Label) and piece.said is before.said else piece


def _is_spaced(text: str) -> bool:
    """Whether numbers that are no number together may be cells: no-break spaces set the thousands of one apart, too."""
    return " " in text or len(text.split(None, _MOST_GROUPS)) > _MOST_GROUPS


def _is_border(text: str) -> bool:
    return text[0] in _BORDERS and len(text) > 2 and _BORDER.issuperset(text)


def _split(raw: str, separator: str) -> Iterator[tuple[str, int]]:
    start = 0
    for cell in raw.split(separator):
        yield cell, start
        start += len(cell) + 1


def _outside(pieces: Sequence[Piece], raw: str) -> str:
    """What stands before the pieces of a line, between them and behind them: signs between cells, words that are passed over, a drawn line."""
    at = 0
    found = []
    for _, start, end, _, _ in pieces:
        found.append(raw[at:start].translate(_UNSEEN))
        at = end
    return "\0".join([*found, raw[at:].translate(_UNSEEN)])


def _cut(raw: str, most: int) -> str:
    """A line, or its beginning where it may have more than so many cells."""
    if len(raw) < most or sum(raw.count(sign) for sign in _SEPARATORS) < most:
        return raw
    return raw[: 1 + max(raw.rfind(sign, 0, most) for sign in _ENDS)]


_A_NUMBER = "0"


def _is_plain(said: Reading) -> bool:
    """Whether a reading is a number as it stands on nearly all pages: digits, and nothing else."""
    raw = said.raw
    return raw is not None and raw == said.canonical and raw.isdigit()


def _reach(raw: str, start: int, key: str) -> int | None:
    """Where the folded key ends in the raw text that begins with it."""
    grown = ""
    for end in range(start, min(len(raw), start + 4 * len(key) + 8)):
        grown += fold(raw[end])
        if grown == key:
            return end + 1
        if not key.startswith(grown):
            return None
    return None
