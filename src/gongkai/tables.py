"""Scanned lines -> what stands on the page, in its order: sections, groups, rows with their cells, and the text between them.

One tolerant reader for all layouts at once: a label opens a row, cells go to the row that is open. In the few layouts in which a
cell may stand before its label, or a label in pieces, the matter is settled when the stretch of such lines is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.align import Found, Style
from gongkai.cells import BLANK, Place, Reading, Status
from gongkai.diagnostics import Diagnostic
from gongkai.forms import AMOUNT, Role, Word
from gongkai.lines import Kind, Line, Piece
from gongkai.values import printed_unit
from gongkai.vocabulary import Label, Vocabulary, enumerator


class Opening(NamedTuple):
    """A section's heading or a group's label, as printed."""

    word: Word
    start: int
    end: int


class Visit:
    """A stretch of the page that belongs to one section: what stands in it, and its paragraphs of text."""

    __slots__ = ("heading", "paragraphs", "parts", "section")

    def __init__(self, section: str, heading: Opening | None) -> None:
        self.section = section
        """The section's path; empty before the first one."""
        self.heading = heading
        self.parts: list[Found] = []
        self.paragraphs: list[tuple[int, int]] = []


class Page(NamedTuple):
    """A page as it was read, its rows not yet aligned with their columns."""

    visits: list[Visit]
    heads: dict[str, int]
    """Section -> the column in which the first of its columns' titles stands, where the layout shows that."""
    units: dict[str, str]
    """A column's title -> the unit printed with it."""
    diagnostics: list[Diagnostic]


class _Fragment(NamedTuple):
    """The first part of a label that the page cut up, and the cells met since."""

    text: str
    start: int
    end: int
    column: int
    style: Style
    cells: list[Place]


_EMPTY, _NOISE, _CELL, _INDENTED, _TABS = Kind.EMPTY, Kind.NOISE, Kind.CELL, Kind.INDENTED, Kind.TABS
_PIPES, _PIPE, _COLUMNS, _WORDS, _TEXT, _RULE = Kind.PIPES, Kind.PIPE, Kind.COLUMNS, Kind.WORDS, Kind.TEXT, Kind.RULE
_ROW = Role.ROW
_STARTS = (Role.MARKER, Role.SECTION)
_new = tuple.__new__  # a named tuple's own constructor takes twice the time, and there are hundreds of cells a page
_SENTENCE = frozenset("。；;！!？?")
_ORDINALS = "一二三四五六七八九十"
_SHORT = 60
_MOST_FRAGMENTS = 4


def read_page(text: str, raws: Sequence[str], lines: Sequence[Line], vocabulary: Vocabulary, number: int) -> Page:
    """What stands on a page that is known to be the vocabulary's form ``number``; ``lines`` are its ``raws``, scanned."""
    reader = _Reader(text, vocabulary, number)
    reader.read(raws, lines)
    return reader.finish()


class _Reader:
    def __init__(self, text: str, vocabulary: Vocabulary, number: int) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.number = number
        self.form = vocabulary.forms[number]
        self.unlabelled = {row.section: row for row in self.form.rows if row.label is None}
        self.tables = {row.section for row in self.form.rows}
        self.visit = Visit("", None)
        self.visits = [self.visit]
        self.diagnostics: list[Diagnostic] = []
        self.table = False
        """Whether a table may be going on: words that also stand in sentences then count as labels."""
        self.open: Found | None = None
        """What cells go to."""
        self.after_head = False
        """Whether the last label belonged to the head of a table: empty cells then belong to it, too."""
        self.lead = 0
        """How many labels stand together before the next cell."""
        self.unclosed = False
        """Whether the last cell still waits for the pipe that ends it."""
        self.bordered = False
        self.block: list[tuple[Piece, int]] = []
        self.fragments: list[_Fragment] = []
        """The one that was met last stands last."""
        self.in_fragment = False
        """Whether cells go to the last fragment, and not to what is open."""
        self.stretch: list[Found] = []
        """Labels without cells, and cells without a label, each on a line of its own."""
        self.heads: dict[str, set[int]] = {}
        self.units: dict[str, str] = {}

    # ---------------------------------------------------------------- line by line

    def read(self, raws: Sequence[str], lines: Sequence[Line]) -> None:
        self.bordered = all(line.bordered for line in lines if line.kind is _PIPES)
        offset = 0
        for at, (raw, (kind, pieces, _, _)) in enumerate(zip(raws, lines, strict=True)):
            if kind is _EMPTY or kind is _RULE:
                if self.block:
                    self.end_block()
            elif kind is _INDENTED:
                self.block.append((pieces[0], offset))
            elif kind is not _NOISE:
                if self.block:
                    self.end_block()
                if kind is _CELL:
                    said, start, end, _, _ = pieces[0]
                    if type(said) is Reading and self.open is not None and not self.in_fragment:
                        self.open.cells.append(_new(Place, (said, offset + start, offset + end, 0, 0)))
                        self.lead = 0
                        self.after_head = False
                    else:
                        self.single(said, offset + start, offset + end, Style.LOOSE)
                    self.unclosed = True
                elif kind is _PIPE:
                    self.pipe(pieces, offset)
                else:
                    self.unclosed = False
                    if kind is _TEXT:
                        self.sentence(pieces, offset, raw)
                    elif not (kind is _PIPES and at + 1 < len(lines) and lines[at + 1].kind is _RULE and self.invented_head(pieces)):
                        self.row(pieces, offset, kind)
            offset += len(raw) + 1
        if self.block:
            self.end_block()

    def end_block(self) -> None:
        """The cells behind single tabs, up to an empty line, are one row; or many, where no empty lines set them apart."""
        block, self.block = self.block, []
        if len(block) == 1:
            piece, offset = block[0]
            self.single(piece.said, offset + piece.start, offset + piece.end, Style.LOOSE)
            return
        pieces = [_new(Piece, (said, offset + start, offset + end, at, 0)) for at, ((said, start, end, _, _), offset) in enumerate(block)]
        if self.filled(pieces) + sum(1 for piece in pieces if self.role(piece.said) in _STARTS) > 1:
            for piece in pieces:
                self.single(piece.said, piece.start, piece.end, Style.LIST)
        else:
            self.row(pieces, 0, _TABS)

    def pipe(self, pieces: Sequence[Piece], offset: int) -> None:
        """Pipes, each of which ends a cell: the one before it, or where none waits to be ended, an empty one."""
        last = len(pieces) - 1
        run = self.after_head and last > 1 and all(piece.said is BLANK for piece in pieces)
        for at, (said, start, end, _, _) in enumerate(pieces):
            if said is not BLANK:
                if type(said) is Reading and self.open is not None and not self.in_fragment:
                    self.open.cells.append(_new(Place, (said, offset + start, offset + end, 0, 0)))
                    self.lead = 0
                    self.after_head = False
                else:
                    self.single(said, offset + start, offset + end, Style.LIST)
                if self.open is not None and self.open.style is Style.LOOSE:
                    self.open.style = Style.LIST
                self.unclosed = at == last
            elif at == last:
                break
            elif self.unclosed:
                self.unclosed = False
            elif not run:
                self.after_head = False
                self.lead = 0
                if self.open is not None:
                    self.open.cells.append(_new(Place, (BLANK, offset + start, offset + start, 0, 0)))

    def single(self, said: Label | Reading | str, start: int, end: int, style: Style) -> None:
        """A cell that stands alone."""
        if type(said) is Label and (self.table or said.strong):
            found = self.label(said, start, end, 0, style)
            if found is not None and style is Style.LOOSE:
                self.hang(found)
        elif type(said) is Reading and self.table:
            self.cell(said, start, end, 0, 0)
        elif type(said) is str and self.table:
            self.unknown(said, start, end, 0, style)
        elif said is not BLANK:
            self.prose(start, end)

    def sentence(self, pieces: Sequence[Piece], offset: int, raw: str) -> None:
        """A line that is no cell: text, or a heading with text behind it."""
        if pieces:
            head, rest = pieces
            self.label(head.said, offset + head.start, offset + head.end, 0, Style.LOOSE)
            self.prose(offset + rest.start, offset + rest.end)
            return
        body = raw.strip()
        start = offset + raw.index(body)
        if self.table:
            self.close()
        self.prose(start, start + len(body))

    def row(self, pieces: Sequence[Piece], offset: int, kind: Kind) -> None:
        """Cells that are known to make up one row, or all of a line that holds several."""
        number = self.number
        roles: list[Role | None] = []
        text = False
        for piece in pieces:
            said = piece[0]
            if type(said) is Label:
                word = said.words[number]
                roles.append(word.role if word is not None else None)
            elif type(said) is str:
                text = True
        if not self.table and not self.opens_table(pieces, roles):
            ink = [piece for piece in pieces if piece.said is not BLANK]
            if ink:
                self.prose(offset + ink[0].start, offset + ink[-1].end)
            return
        if kind is _WORDS and len(roles) < 3 and not self.fragments and not self.begins_label(pieces[0].said):
            self.close()
            self.prose(offset + pieces[0].start, offset + pieces[-1].end)
            return
        style = Style.LOOSE if kind is _WORDS else Style.PAGE if kind is _COLUMNS else Style.GRID
        if kind is _PIPES and self.bordered:
            pieces = [Piece(said, start, end, column - 1) for said, start, end, column, _ in pieces[1:]]
        if not roles and not text:
            self.numbers(pieces, offset, style)
            return
        rows = roles.count(_ROW)
        headed = not rows and (Role.COLUMN in roles or Role.MARKER in roles)
        if headed and style is Style.GRID:
            self.learn_head(pieces)
        if rows > 1 and self.filled(pieces) > 1:
            for said, start, end, _, _ in pieces:
                self.single(said, offset + start, offset + end, Style.LOOSE if style is Style.LOOSE else Style.LIST)
            return
        opened: Found | None = None
        for said, start, end, column, right in pieces:
            if type(said) is Reading:
                if opened is not None and not self.in_fragment:
                    opened.cells.append(_new(Place, (said, offset + start, offset + end, column, right)))
                elif not (headed and said is BLANK):
                    self.cell(said, offset + start, offset + end, column, right)
            elif type(said) is Label:
                opened = self.label(said, offset + start, offset + end, column, style) or opened
            elif type(said) is str:
                self.unknown(said, offset + start, offset + end, column, style, in_row=opened is not None)
        self.lead = 0
        if opened is None:
            return
        opened.width = len(pieces)
        if opened.cells:
            self.flush()
            if style is not Style.LOOSE or len(opened.cells) >= opened.size:
                self.open = None
        elif style is not Style.GRID:
            self.hang(opened)

    def numbers(self, pieces: Sequence[Piece], offset: int, style: Style) -> None:
        """A row of cells without a label."""
        places = [
            Place(said, offset + start, offset + end, column, right) for said, start, end, column, right in pieces if type(said) is Reading
        ]
        ink = [place for place in places if place.reading is not BLANK]
        self.lead = 0
        self.after_head = False
        found = self.open
        if self.in_fragment:
            self.fragments[-1].cells.extend(ink)
        elif found is not None and found.row is not None and found.row.label is None and not any(place.reading is not BLANK for place in found.cells):
            if ink or len(places) >= found.size:
                found.cells = places
                found.style = style
                found.width = len(places)
                if style is not Style.LOOSE:
                    self.open = None
        elif style is Style.GRID:
            if found is not None and not found.cells:
                found.cells = places
                found.style = style
                self.open = None
            elif ink:
                self.close()
                self.stray(ink)
        elif found is not None and (found.row is None or not found.bare or len(ink) == 1):
            found.cells.extend(ink)
        elif ink:
            self.open = None
            self.hang(self.stray(ink))

    def hang(self, found: Found) -> None:
        """Leave a label without cells, or cells without a label, to be settled with their neighbours."""
        if found.row is not None or found.word is None:
            found.bare = True
            self.stretch.append(found)

    def stray(self, ink: list[Place]) -> Found:
        """Cells of which no label says what they are, so far."""
        found = Found(None, ink[0].start, ink[0].start, 0, Style.LOOSE, 0)
        found.cells.extend(ink)
        self.visit.parts.append(found)
        return found

    def begins_label(self, said: object) -> bool:
        """Whether a line of words that begins so may belong to a table."""
        return type(said) is not str or self.vocabulary.begins_label(said) or self.vocabulary.is_head_part(said)

    def invented_head(self, pieces: Sequence[Piece]) -> bool:
        """Whether the head of a Markdown table is none of the form's, but made up by whoever turned the page into Markdown."""
        return self.table and all(type(piece.said) is str or piece.said is BLANK for piece in pieces)

    def learn_head(self, pieces: Sequence[Piece]) -> None:
        """Where the first column's title stands, in a layout that keeps merged places."""
        if pieces[0].said is not BLANK:
            return
        for piece in pieces:
            word = self.word(piece.said)
            if word is not None and word.role is Role.COLUMN and word.section not in self.unlabelled:
                row = next(row for row in self.form.rows if row.section == word.section)
                if word.column == row.entries[0].column:
                    self.heads.setdefault(word.section, set()).add(piece.column)
                return

    def filled(self, pieces: Iterable[Piece]) -> int:
        """How many of a line's labels have cells behind them."""
        last: Role | None = None
        filled = 0
        for piece in pieces:
            said = piece.said
            if type(said) is Label:
                last = self.role(said)
            elif type(said) is Reading and said is not BLANK and last is Role.ROW:
                filled += 1
                last = None
        return filled

    # ---------------------------------------------------------------- cell by cell

    def word(self, said: object) -> Word | None:
        return said.words[self.number] if type(said) is Label else None

    def role(self, said: object) -> Role | None:
        word = self.word(said)
        return word.role if word is not None else None

    def opens_table(self, pieces: Iterable[Piece], roles: Sequence[Role | None]) -> bool:
        """Whether a row of cells belongs to a table of the form, though no heading has been seen."""
        heads = roles.count(Role.COLUMN) + roles.count(Role.MARKER)
        return heads > 1 or any(type(piece.said) is Label and piece.said.strong and self.word(piece.said) is not None for piece in pieces)

    def cell(self, reading: Reading, start: int, end: int, column: int, right: int) -> None:
        """A value or an empty cell, in its turn."""
        self.lead = 0
        if reading is BLANK:
            if self.open is not None and not self.after_head:
                self.open.cells.append(Place(reading, start, end, column, right))
            return
        self.after_head = False
        place = Place(reading, start, end, column, right)
        if self.in_fragment:
            self.fragments[-1].cells.append(place)
        elif self.open is not None:
            self.open.cells.append(place)
        else:
            self.open = self.stray([place])

    def label(self, said: Label | Reading | str, start: int, end: int, column: int, style: Style) -> Found | None:
        """A known label, in its turn. Returns what it opens for cells to go to."""
        word = self.word(said)
        if word is None:
            if type(said) is Label:
                self.foreign(next(word for word in said.words if word is not None), start, end)
            return None
        self.lead += 1
        if word.role is Role.SECTION:
            self.enter(word, start, end)
            return None
        if word.role is Role.ROW or word.role is Role.GROUP:
            return self.begin(word, start, end, column, style)
        self.head(word, start, end)
        return None

    def begin(self, word: Word, start: int, end: int, column: int, style: Style) -> Found:
        """A row's label, or a group's."""
        if self.after_head:
            self.lead = 1
            self.after_head = False
        self.in_fragment = False
        if word.role is Role.ROW and self.fragments:
            self.drop_fragments([fragment for fragment in self.fragments if fragment.cells])
        self.table = True
        self.open = None
        self.locate(word.section)
        found = Found(word, start, end, column, style, self.lead)
        self.visit.parts.append(found)
        self.open = found
        if word.role is Role.GROUP and style is not Style.LIST:
            self.flush()
        return found

    def enter(self, word: Word, start: int, end: int) -> None:
        """A section's heading. Printed again within its section it is a running head, and opens nothing."""
        if word.section == self.visit.section:
            self.diagnostics.append(Diagnostic.of("GK203", start, end, found=self.text[start:end]))
            return
        self.close()
        self.visit = Visit(word.section, Opening(word, start, end))
        self.visits.append(self.visit)
        self.table = word.section in self.tables
        self.await_unlabelled(end)

    def locate(self, section: str) -> None:
        """A row of another section than the one that is open: the heading in between is not on the page."""
        if section != self.visit.section:
            self.visit = Visit(section, None)
            self.visits.append(self.visit)

    def await_unlabelled(self, at: int) -> None:
        """Let the cells that follow go to the row that has no label, once."""
        row = self.unlabelled.get(self.visit.section)
        if row is None:
            return
        found = next((part for part in self.visit.parts if part.row is row), None)
        if found is None:
            found = Found(Word("", Role.ROW, "", row.section, row), at, at, -1, Style.LOOSE, 0)
            self.visit.parts.append(found)
        if not found.cells:
            self.open = found

    def head(self, word: Word, start: int, end: int) -> None:
        """A word of a table's head. The head of a table may be printed again within it, even within a row."""
        if word.column == AMOUNT and (unit := printed_unit(self.text[start:end])):
            self.units[word.text] = unit
        self.after_head = True
        self.table = True
        row = self.open.row if self.open is not None else None
        if word.section in self.unlabelled:
            if self.visit.section != word.section or row is None:
                self.open = None
                self.locate(word.section)
                self.await_unlabelled(self.visit.heading.end if self.visit.heading else 0)
        elif row is None or row.label is None or word.role is Role.MARKER or (self.open is not None and len(self.open.cells) >= row.size):
            if row is None or row.label is not None:
                self.close()

    def foreign(self, word: Word, start: int, end: int) -> None:
        """A label of another form: let pass in the head of a table, not known here as a row."""
        if word.role in (Role.ROW, Role.GROUP):
            self.close()
            self.open = Found(word, start, end, 0, Style.LIST, 1)
            self.open.row = None
            self.visit.parts.append(self.open)
        elif word.role is Role.SECTION:
            self.prose(start, end)
        else:
            self.after_head = True
            if word.role is Role.MARKER:
                self.close()

    # ---------------------------------------------------------------- text, and what is not known

    def unknown(self, key: str, start: int, end: int, column: int, style: Style, in_row: bool = False) -> None:
        """A cell within a table that is neither label nor value."""
        raw = self.text[start:end]
        if self.completes(raw, start, end, column, style):
            return
        kind = enumerator(raw)[0]
        if not kind and self.vocabulary.is_head_part(key):
            return
        short = len(raw) <= _SHORT and not _SENTENCE.intersection(raw)
        if short and (kind or len(key) > 1) and not in_row and self.vocabulary.begins_label(key):
            if self.open is not None and (self.open.cells or style is not Style.LOOSE):
                self.open = None
            if len(self.fragments) == _MOST_FRAGMENTS:
                self.drop_fragments(self.fragments[:1])
            self.in_fragment = True
            self.fragments.append(_Fragment(raw, start, end, column, style, []))
            return
        if kind == "o" and short and self.enter_by_ordinal(raw, start, end):
            return
        found = self.open
        if found is not None and found.row is not None and found.row.label is not None and (in_row or 0 < len(found.cells) < found.size):
            # In the place of a cell: whatever it says, it is no number. Where the layout shows places, the row's other cells keep theirs.
            if found.style is Style.LOOSE:
                found.doubtful = True
            else:
                found.cells.append(Place(Reading(None, Status.UNSETTLED, None, raw), start, end, column))
            return
        self.close()
        self.prose(start, end)
        if short:
            self.open = Found(None, start, end, column, style, 1)
            self.visit.parts.append(self.open)

    def completes(self, raw: str, start: int, end: int, column: int, style: Style) -> bool:
        """Whether a text is the next part, or the last, of a label that the page cut up."""
        for at in range(len(self.fragments) - 1, -1, -1):
            fragment = self.fragments[at]
            joined = fragment.text + raw
            said = self.vocabulary.cell(joined)
            if type(said) is Label and self.word(said) is not None:
                del self.fragments[at]
                self.in_fragment = False
                cells = fragment.cells
                found = self.label(said, fragment.start, end, fragment.column, fragment.style)
                if found is not None:
                    found.cells.extend(cells)
                    if not cells:
                        self.hang(found)
                    elif len(cells) >= found.size:
                        self.open = None
                return True
            if type(said) is str and self.vocabulary.begins_label(said):
                del self.fragments[at]
                self.fragments.append(fragment._replace(text=joined, end=end))
                self.in_fragment = True
                return True
        return False

    def drop_fragments(self, dropped: Sequence[_Fragment]) -> None:
        """Give up the first parts of labels whose rest is not coming."""
        for fragment in dropped:
            found = Found(None, fragment.start, fragment.end, fragment.column, fragment.style, 1)
            found.bare = True
            found.cells.extend(fragment.cells)
            self.visit.parts.append(found)
        self.fragments = [fragment for fragment in self.fragments if fragment not in dropped]
        self.in_fragment = False

    def enter_by_ordinal(self, raw: str, start: int, end: int) -> bool:
        """A heading in words that are not known: after a table, the ordinal of a later narrative section says enough."""
        number = _ORDINALS.find(raw.strip("*# ")[:1]) + 1
        numbers = {section.path: section.number for section in self.form.sections}
        for section in self.form.sections:
            if section.number == number > numbers.get(self.visit.section, 0) and section.path not in self.tables:
                self.diagnostics.append(Diagnostic.of("GK208", start, end, found=raw, expected=section.heading))
                self.enter(Word(raw, Role.SECTION, section.terminal, section.path), start, end)
                return True
        return False

    def prose(self, start: int, end: int) -> None:
        self.visit.paragraphs.append((start, end))

    # ---------------------------------------------------------------- the end of things

    def close(self) -> None:
        """End the row that is open, and settle what hangs in the air."""
        if self.fragments:
            self.drop_fragments(self.fragments)
        self.flush()
        self.open = None
        self.lead = 0

    def flush(self) -> None:
        """Settle a stretch of lines that have either a label or cells: do the cells stand after their labels, or before?"""
        stretch = [found for found in self.stretch if found.row is None or not found.cells]
        self.stretch = []
        numbers = sum(1 for found in stretch if found.row is None)
        if not numbers:
            return
        first, last = stretch[0].row, stretch[-1].row
        if first is not None and last is None:
            self.assign(stretch)
        elif first is None and last is not None and 2 * numbers == len(stretch):
            self.assign(stretch[::-1])
        else:
            for found in stretch:
                found.doubtful = True

    def assign(self, stretch: Sequence[Found]) -> None:
        last: Found | None = None
        for found in stretch:
            if found.row is not None:
                last = found
            elif last is not None:
                last.cells.extend(found.cells)
                found.cells.clear()

    def finish(self) -> Page:
        self.close()
        heads = {section: next(iter(columns)) for section, columns in self.heads.items() if len(columns) == 1}
        return Page(self.visits, heads, self.units, self.diagnostics)
