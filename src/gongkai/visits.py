"""Scanned lines -> what stands on the page: its cells line by line, whatever sets them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.cells import BLANK, COVERED, Place, Reading, Status
from gongkai.diagnostics import Diagnostic
from gongkai.form import COLUMN, MARKER, ROW, SECTION, Role, Row, Word
from gongkai.found import GRID, LIST, LOOSE, PAGE, Found, Style
from gongkai.lines import ORDINALS, PROSE, TEXT, Kind, Line, Piece
from gongkai.one_line import Followed, place_rows
from gongkai.separators import borders, is_ended, is_lone_pipe, leads_rows, set_apart_by_tabs
from gongkai.tables import TableReader, Visit
from gongkai.tall_rows import TallRow, tall_row
from gongkai.values import is_unit
from gongkai.vocabulary import Label, Vocabulary, enumerator


class Visits(NamedTuple):
    """A page as it was read, section by section, its rows not yet aligned with their columns."""

    visits: list[Visit]
    diagnostics: list[Diagnostic]
    peculiar: bool = False
    """Whether a page of the same shape may have to be read in another way: see shapes.py."""
    begins: int = 0
    """Where in the text the page begins."""


_EMPTY, _NOISE, _CELL, _INDENTED, _TABS = Kind.EMPTY, Kind.NOISE, Kind.CELL, Kind.INDENTED, Kind.TABS
_PIPES, _PIPE, _COLUMNS, _WORDS, _TEXT, _RULE, _GRID = Kind.PIPES, Kind.PIPE, Kind.COLUMNS, Kind.WORDS, Kind.TEXT, Kind.RULE, Kind.GRID
_SENTENCE = frozenset("，。；")
_AROUND = "\"',;"
_ROW = 3
"""So many pieces has no line of one cell, whatever sign ends it."""
_BEHIND_NUMBER = frozenset(".．、")
"""What stands between a label's number and its words."""
_COUNTED = 4
"""So many columns are told from a row of numbers by these numbers: 0 1 2 may be one."""
_STARTS = (MARKER, SECTION)
_SAYING = (PROSE, TEXT)
_new = tuple.__new__  # a named tuple's own constructor takes twice the time, and there are hundreds of cells a page


def read_visits(text: str, raws: Sequence[str], lines: Sequence[Line], vocabulary: Vocabulary, number: int, begin: int = 0) -> Visits:
    """What stands on a page that is known to be the vocabulary's form ``number``; ``lines`` are its ``raws``, scanned.

    ``begin`` is the offset in the text at which the first of them begins.
    """
    reader = _PageReader(text, vocabulary, number, begin)
    reader.read(raws, lines, begin)
    return reader.finish()


def _may_be_cell(raw: str, line: Line) -> bool:
    """Whether a line behind a tab is a cell of a row, in one piece or cut."""
    return (line.kind is _INDENTED or (line.kind is _WORDS and raw[0] == "\t")) and all(type(piece.said) is Reading for piece in line.pieces)


def _is_words(place: Place) -> bool:
    """Whether a cell says something that is no number, and does not begin like one, or begins with the number of a label."""
    raw = place.reading.raw or ""
    return place.reading.status is Status.UNSETTLED and (not raw[:1].isnumeric() or bool(enumerator(raw)[0]))


def _ends_cell(line: Line) -> bool:
    """Whether a line is the rest of a cell and the pipe that ends it."""
    return line.kind is _PIPE and len(line.pieces) == 2 and line.pieces[0].said is not BLANK


class _PageReader(TableReader):
    def __init__(self, text: str, vocabulary: Vocabulary, number: int, begin: int = 0) -> None:
        super().__init__(text, vocabulary, number, begin)
        self.unclosed = False
        """Whether the last cell still waits for the pipe that ends it."""
        self.bordered = False
        """Whether the rows of pipes around all begin with one, which then ends no empty cell."""
        self.above: Found | None = None
        """What the line above has the last cells of, where more than one stands on it."""
        self.index: int | None = None
        """The number that stands before the label of the last row, where rows are counted."""
        self.counted: int | None = None
        """The number that stands before the titles of the last line of a head, where lines are counted."""
        self.cut = False
        """Whether the next line begins with the rest of the last cell."""
        self.begun = (0, 0, "")
        """A text before the table that a label may begin with, and where it stands."""
        self.block: list[tuple[Piece, int]] = []
        """The cells behind single tabs since the last empty line, with the offsets of their lines."""
        self.tables_met = 1
        """How many tables of cells there may have been, that which is open included."""
        self.copied: Mapping[int, str] = {}
        """The fields in which the last line of titles has the title of a column again, because it stands over both, and that title."""
        self.with_units = bool(self.form.unit_titles)
        """Whether rows have cells that name units."""

    def read(self, raws: Sequence[str], lines: Sequence[Line], begin: int) -> None:
        self.lines = lines
        kinds = [line[0] for line in lines]
        bordered = borders(lines) if _PIPES in kinds else set()
        tabbed = [line for line in lines if line[0] is _TABS and len(line[1]) == 2] if _TABS in kinds else ()
        ended = any(is_ended(line) and self.begins_no_row(line.pieces[0].said) for line in tabbed)
        apart = _INDENTED in kinds and set_apart_by_tabs(lines)
        led = _PIPE in kinds and _PIPES in kinds and leads_rows(lines)
        offset = begin
        taken = 0
        for at, (kind, pieces, labels, _, text, shape) in enumerate(lines):
            raw = raws[at]
            if (self.above is not None and not self.table) or ((self.table or self.block) and shape in _SAYING):
                self.peculiar = True
            if kind is _EMPTY or kind is _RULE:
                self.above = None
                self.tables_met += 1
                if self.titles.ranges:
                    self.titles.ranges = []  # the next table has columns of its own
                if self.block:
                    self.end_block()
            elif apart and (kind is _INDENTED or kind is _TABS) and all(piece.said is BLANK for piece in pieces):
                pass
            elif led and is_lone_pipe(lines[at]):
                self.above = None
            elif kind is _INDENTED:
                self.block.append((pieces[0], offset))
            elif kind is _WORDS and self.is_cut_cell(
                pieces, raw[0] == "\t", _may_be_cell(raws[at + 1], lines[at + 1]) if at + 1 < len(lines) else False
            ):
                start, end = pieces[0].start, pieces[-1].end
                self.block.append((Piece(Reading(None, Status.UNSETTLED, None, raw[start:end]), start, end, 0), offset))
            elif not labels and not text and len(pieces) >= _COUNTED and self.counts_columns(pieces, at):
                self.above = None
            elif kind is not _NOISE:
                if self.block:
                    self.end_block()
                if self.above is not None:
                    above, self.above = self.above, None
                    first = pieces[0].said if pieces else BLANK
                    if type(first) is Reading and first is not BLANK:
                        self.goes_on(above, pieces)
                    elif len(pieces) < _ROW and type(first) is not Label and not above.ink:
                        self.may_go_on(above, pieces, raw)
                if kind is _CELL or (ended and is_ended(lines[at])):
                    said, start, end, _, _ = pieces[0]
                    if type(said) is Reading and self.open is not None and not self.in_fragment:
                        if self.open.style is LIST and ((self.unclosed and self.open.cells) or self.open.piped):
                            self.open.doubtful = True  # no pipe since the last cell: it goes on here; or no cell of the row's at all
                        self.open.cells.append(_new(Place, (said, offset + start, offset + end, 0, 0)))
                        self.lead = 0
                        self.after_head = False
                    else:
                        self.single(said, offset + start, offset + end, LOOSE)
                    self.unclosed = True
                elif kind is _PIPE:
                    found = self.open
                    said, start, end, _, _ = pieces[0]
                    if found is not None and type(said) is Reading and said is not BLANK and len(pieces) == 2 and not (self.in_fragment or self.cut):
                        self.value(found, said, offset + start, offset + end)
                    else:
                        self.pipe(pieces, offset)
                else:
                    self.unclosed = False
                    if kind is _TEXT:
                        self.sentence(pieces, offset, raw)
                    elif kind is not _PIPES:
                        self.row(pieces, offset, kind, labels, text)
                    elif at >= taken and not (at + 1 < len(lines) and lines[at + 1].kind is _RULE and self.invented_head(pieces)):
                        self.bordered = at in bordered
                        below = lines[at + 1] if at + 1 < len(lines) else None
                        goes_on = text or (below is not None and (below.text or self.may_number(labels, below, raws[at + 1])))
                        tall = self.tall(raws, at) if goes_on else None
                        if tall is None:
                            self.row(pieces, offset, kind, labels, text)
                        else:
                            taken = at + tall.lines
                            self.row(tall.pieces, offset, kind, tall.labels, tall.text)
                        if not raw.rstrip().endswith("|") and below is not None:
                            if _ends_cell(below):
                                self.cut = True  # the last cell goes on where the next line begins
                            else:
                                self.unclosed = True
            offset += len(raw) + 1
        if self.block:
            self.end_block()

    def tall(self, raws: Sequence[str], at: int) -> TallRow | None:
        """The row that begins on a line and goes on below it."""
        found, asked = tall_row(raws, self.lines, at, self.vocabulary)
        self.peculiar = self.peculiar or asked
        return found

    def may_number(self, labels: Sequence[Label], below: Line, raw: str) -> bool:
        """Whether a line of pipes may have the number of a label as a cell, and the one below it the label's words: 2 over .重复申请.

        The line below has no cell then, or what its label begins with says that its number is cut off.
        """
        if not below.labels or (labels and below.pieces[-1].said is not BLANK):
            return False
        last = self.word(labels[-1]) if labels else None
        if (last is not None and last.row is not None and last.group is None) or self.role(below.labels[-1]) is not ROW:
            return False
        cut = any(type(piece.said) is Label and raw[piece.start] in _BEHIND_NUMBER for piece in below.pieces)
        return cut or all(type(piece.said) is Label or piece.said is BLANK for piece in below.pieces)

    def is_cut_cell(self, pieces: Sequence[Piece], indented: bool, above_cell: bool) -> bool:
        """Whether numbers with a space between them are one cell: right above or below them, one has a line to itself, behind a tab.

        Behind a tab, too, they may be a number that was cut; without, the number of a page, which is no cell of the row's.
        """
        before = type(self.block[-1][0].said) if self.block else None
        among = above_cell or before is Reading if indented else above_cell and before is not None
        return among and all(type(piece.said) is Reading for piece in pieces)

    def end_block(self) -> None:
        """The cells behind single tabs, up to an empty line, are one row; or many, where no empty lines set them apart."""
        block, self.block = self.block, []
        self.above = None
        if len(block) == 1:
            piece, offset = block[0]
            self.single(piece.said, offset + piece.start, offset + piece.end, LOOSE)
            return
        pieces = [_new(Piece, (said, offset + start, offset + end, at, 0)) for at, ((said, start, end, _, _), offset) in enumerate(block)]
        if self.table and any(type(piece[0]) is str for piece in pieces):
            pieces = self.mended(pieces, 0)
        labels = [piece[0] for piece in pieces if type(piece[0]) is Label]
        starts = sum([1 for label in labels if self.role(label) in _STARTS])
        if len(labels) > 1 and self.filled(pieces) + starts > 1:
            for piece in pieces:
                self.single(piece.said, piece.start, piece.end, LIST)
        else:
            self.row(pieces, 0, _INDENTED, labels, any(type(piece[0]) is str for piece in pieces))

    def pipe(self, pieces: Sequence[Piece], offset: int) -> None:
        """Pipes, each of which ends a cell: the one before it, or where none waits to be ended, an empty one."""
        last = len(pieces) - 1
        if self.cut:
            self.cut = False
            self.rest_of_cell()
            return
        found = self.open
        if found is not None and (self.unclosed or not found.piped) and type(pieces[0].said) is Reading and pieces[0].said is not BLANK:
            self.first_piped(found)
        if last > 2 and self.blank_row(pieces, offset):
            return
        run = self.after_head and last > 1 and all(piece.said is BLANK for piece in pieces)
        for at, (said, start, end, _, _) in enumerate(pieces):
            if said is not BLANK:
                if type(said) is Reading and self.open is not None and not self.in_fragment:
                    self.open.cells.append(_new(Place, (said, offset + start, offset + end, 0, 0)))
                    self.lead = 0
                    self.after_head = False
                else:
                    self.single(said, offset + start, offset + end, LIST)
                if self.open is not None and self.open.style is LOOSE:
                    self.open.style = LIST
                self.unclosed = at == last
            elif at == last:
                break
            elif self.unclosed:
                self.unclosed = False
                if self.open is not None and self.open.style is LOOSE:
                    self.open.style = LIST
            elif not run:
                self.after_head = False
                self.lead = 0
                if self.open is not None:
                    self.open.cells.append(_new(Place, (BLANK, offset + start, offset + start, 0, 0)))

    def value(self, found: Found, said: Reading, start: int, end: int) -> None:
        """A number of the row that is open, and the pipe that ends it: what most lines are where each cell has its own."""
        if self.unclosed or not found.piped:
            self.first_piped(found)
            self.unclosed = False
            if found.style is LOOSE:
                found.style = LIST
        found.cells.append(_new(Place, (said, start, end, 0, 0)))
        self.lead = 0
        self.after_head = False

    def first_piped(self, found: Found) -> None:
        """A cell shares its line with the pipe that ends it, though the one before it has none."""
        if found.style is LIST and found.cells and (self.unclosed or found.ink):
            found.doubtful = True
        found.piped = True

    def rest_of_cell(self) -> None:
        """A cell was cut in two by the end of its line: the row it is in cannot be trusted."""
        found = self.visit.parts[-1] if self.visit.parts else None
        if found is not None:
            found.doubtful = True

    def blank_row(self, pieces: Sequence[Piece], offset: int) -> bool:
        """Take a row of pipes alone, where the row that is waited for has no label and as many cells."""
        found = self.open
        if found is None or found is not self.visit.awaited or found.ink or len(pieces) - 1 not in (found.size, found.size + 1):
            return False
        if any(piece.said is not BLANK for piece in pieces):
            return False
        found.cells = [Place(BLANK, offset + piece.start, offset + piece.start) for piece in pieces[: found.size]]
        found.style = GRID
        found.width = found.size
        self.open = None
        return True

    def single(self, said: Label | Reading | str, start: int, end: int, style: Style) -> None:
        """A cell that stands alone."""
        if self.with_units and type(said) is str:
            if self.table:
                said, start = self.behind_unit(said, start, end)
            if self.names_unit(said):
                self.take_unit(start, end)
                return
        if type(said) is str and not self.table:
            said, start = self.first_label(said, start, end)
        if type(said) is str and (self.table or self.text[start] in ORDINALS):
            said = self.mend(start, end) or said
        if type(said) is Label and (self.table or said.strong):
            found = self.label(said, start, end, 0, style)
            if found is not None and style is LOOSE:
                self.hang(found)
        elif type(said) is Reading and self.table:
            self.cell(said, start, end, 0, 0)
        elif type(said) is str and self.table:
            self.unknown(said, start, end, 0, style)
        elif said is not BLANK:
            self.prose(start, end)

    def may_go_on(self, above: Found, pieces: Sequence[Piece], raw: str) -> None:
        """A line that begins with no label and no number under a row without any: its number may stand among other signs, as "21", does, or one line below."""
        said = self.vocabulary.cell(raw.strip().strip(_AROUND))
        if type(said) is Reading and said is not BLANK:
            above.doubtful = True
        elif all(piece.said is BLANK or piece.said == "" or (self.with_units and self.names_unit(piece.said)) for piece in pieces):
            self.above = above

    def begins_no_row(self, said: Label | Reading | str) -> bool:
        """Whether a cell is one of those that stand behind a label: a value, or a unit."""
        return type(said) is Reading or (self.with_units and self.names_unit(said))

    def take_unit(self, start: int, end: int) -> None:
        """A unit in a cell of its own, before the number of the row that is open."""
        if self.open is not None and not self.open.ink:
            self.open.unit = self.text[start:end]

    def behind_unit(self, said: str, start: int, end: int) -> tuple[Reading | str, int]:
        """A text and its start; or the number in it, if all that stands before that is its unit, which is then taken: 条 90."""
        unit, *rest = self.text[start:end].split(None, 1)
        number = self.vocabulary.cell(rest[0]) if rest and is_unit(unit) else None
        if type(number) is not Reading or number is BLANK:
            return said, start
        self.take_unit(start, start + len(unit))
        return number, end - len(rest[0])

    def first_label(self, said: str, start: int, end: int) -> tuple[Label | str, int]:
        """A text where no table is known to go on, and its start; or the label that it ends, if the lines right before it are the rest of that.

        Where every label is cut in two lines, so is the one that opens the table.
        """
        raw = self.text[start:end]
        first, last, begun = self.begun
        if begun and not self.text[last:start].strip():
            self.peculiar = True
            joined = self.vocabulary.cell(begun + raw)
            if type(joined) is Label and joined.strong and self.word(joined) is not None:
                self.begun = (0, 0, "")
                paragraphs = self.visit.paragraphs
                while paragraphs and paragraphs[-1][0] >= first:
                    paragraphs.pop()
                return joined, first
            if type(joined) is str and self.vocabulary.begins_label(joined):
                self.begun = (first, end, begun + raw)
                return said, start
        self.begun = (start, end, raw) if self.vocabulary.begins_label(said) else (0, 0, "")
        return said, start

    def sentence(self, pieces: Sequence[Piece], offset: int, raw: str) -> None:
        """A line that is no cell: text, or a heading with text behind it."""
        if pieces:
            head, rest = pieces
            self.label(head.said, offset + head.start, offset + head.end, 0, LOOSE)
            self.peculiar = self.peculiar or self.table
            self.prose(offset + rest.start, offset + rest.end)
            return
        body = raw.strip()
        start = offset + raw.index(body)
        if self.table:
            self.close()
        self.prose(start, start + len(body))

    def row(self, pieces: Sequence[Piece], offset: int, kind: Kind, labels: Sequence[Label], text: bool) -> None:
        """Cells that are known to make up one row, or all of a line that holds several; ``text``: one is neither label nor value."""
        if text and self.with_units:
            pieces = self.without_units(pieces, offset)
            if not pieces:
                return  # units alone
            text = any(type(piece.said) is str for piece in pieces)
        number = self.number
        roles = [word.role if (word := label.words[number]) is not None else None for label in labels]
        if not self.table and not self.opens_table(pieces, roles):
            ink = [piece for piece in pieces if piece.said is not BLANK]
            if ink:
                self.prose(offset + ink[0].start, offset + ink[-1].end)
            return
        if text and self.table:
            pieces = self.mended(pieces, offset)
            labels = [piece.said for piece in pieces if type(piece.said) is Label]
            roles = [self.role(label) for label in labels]
            text = any(type(piece.said) is str for piece in pieces)
        if SECTION not in roles:
            self.table = True
        if kind is _WORDS and len(roles) < 3 and not self.fragments and not self.begins_row(pieces, roles):
            self.close()
            self.sentence_or_row(pieces, offset, roles)
            return
        style = LOOSE if kind is _WORDS else PAGE if kind is _COLUMNS else GRID
        if kind is _PIPES and self.bordered:
            pieces = [Piece(said, start, end, column - 1, right) for said, start, end, column, right in pieces[1:]]
        if self.copied and style is GRID:
            pieces = self.without_copies(pieces, offset, labels)
        if not roles and not text:
            self.numbers(pieces, offset, style, ended=kind is _TABS and pieces[-1].end == pieces[-1].start)
            if kind is _GRID and self.visit.awaited is not None:
                self.merged(self.visit.awaited)
            return
        rows = roles.count(ROW)
        headed = not rows and (COLUMN in roles or MARKER in roles)
        if headed and len(roles) == 1 and not self.in_head and (row := self.without_number(pieces, offset)) is not None:
            pieces, roles, headed, rows = row, [ROW], False, 1
        if headed:
            self.counted = None
            if type(pieces[0].said) is Reading and pieces[0].said is not BLANK:
                pieces = self.without_index(pieces)
                self.counted = self.index
        if headed and style is GRID:
            self.learn_head(pieces)
            if COLUMN in roles:
                self.copied = self.copies(pieces) if kind is not _GRID else {}
        if rows > 1 and self.filled(pieces) > 1:
            self.rows_of_line(pieces, offset, LIST if style is GRID else LOOSE)
            self.above = self.open
            return
        if not rows and not text and roles == [SECTION]:
            pieces = [piece for piece in pieces if piece.said is not BLANK]  # what is left empty beside a heading is no cell of a row
        opened: Found | None = None
        before = self.open
        left = len(labels)
        if rows and type(pieces[0].said) is Reading and pieces[0].said is not BLANK:
            pieces = self.without_index(pieces)
        for at, (said, start, end, column, right) in enumerate(pieces):
            if not self.table and type(said) is not Label:
                if said is not BLANK:
                    self.prose(offset + start, offset + end)
            elif type(said) is Reading:
                if opened is not None and opened is self.open and not self.in_fragment:
                    opened.cells.append(_new(Place, (said, offset + start, offset + end, column, right)))
                elif not (headed and said is BLANK):
                    self.cell(said, offset + start, offset + end, column, right)
            elif type(said) is Label:
                opened = self.label(said, offset + start, offset + end, column, style) or opened
                left -= 1
                if not left and opened is not None and opened is self.open and not text:  # all that is left are its cells
                    behind = pieces[at + 1 :]
                    opened.cells += [_new(Place, (one, offset + start, offset + end, column, right)) for one, start, end, column, right in behind]
                    break
            elif type(said) is str:
                self.unknown(said, offset + start, offset + end, column, style, in_row=opened is not None)
        self.lead = 0
        if headed and kind is _GRID:
            self.place_titles(pieces)
        elif headed and style is not GRID:
            self.find_copies(labels)
        if opened is None:
            found = self.open
            if found is not None and found is not before and found.cells:  # a label that this line completed, and its cells
                self.flush()
                self.above = found
                if len(found.cells) >= found.size > 0:
                    self.open = None
            return
        opened.width = len(pieces)
        if kind is _GRID and self.behind_numbers(pieces):
            opened.doubtful = True
        if style is PAGE:
            opened.right = max(piece.right for piece in pieces if type(piece.said) is Label)
        if self.title_field is not None and opened.row is not None and style is GRID:
            title, field, fields = self.title_field
            if title == opened.row.entries[0].column:
                opened.head = field if fields == opened.width else None
                opened.lacks = fields - opened.width
        opened.level = self.titles.width == opened.width
        if style is GRID and opened.row is not None and not opened.over:
            opened.apart = self.titles.apart(opened.row, opened.width)
        opened.whole = kind is _GRID or (kind is not _INDENTED and "\n" not in self.text[opened.end : offset + pieces[-1].end])
        if opened.strange and not opened.whole and any(_is_words(place) for place in opened.cells):
            opened.doubtful = True  # its cells have a line each: the text may be the label of another row, of which the cells behind it are
        if kind is _GRID:
            opened.table = self.tables_met
            self.merged(opened)
        if opened.cells:
            self.above = opened
            self.flush()
            if opened.row is None:
                return  # a group's label with numbers: those of its rows, which have lost theirs, may follow
            self.open = None
        elif rows > 1 and self.two_rows(pieces):
            self.open = None  # labels side by side: what comes below them belongs to all, or to none
        elif style is not GRID:
            self.hang(opened)
        elif before is not None and self.behind_numbers(pieces):
            before.doubtful = True  # the numbers stand before the labels of their rows, and went to the row above

    def rows_of_line(self, pieces: Sequence[Piece], offset: int, style: Style) -> None:
        """The cells of a line that holds several rows."""
        self.one_line = True
        rows: list[Followed] = []
        last: Found | None = None
        for said, start, end, _, _ in pieces:
            if last is not None and type(said) is not Reading:
                rows.append((last, self.word(said)))
                last = None
            self.single(said, offset + start, offset + end, style)
            if type(said) is not Reading:
                last = self.open
        if last is not None:
            rows.append((last, None))
        if style is LIST:
            place_rows(rows)
        self.one_line = False

    def copies(self, pieces: Sequence[Piece]) -> dict[int, str]:
        """The fields of a line of titles in which that of one column is printed again. One over several columns is printed over each of them, too."""
        copied: dict[int, str] = {}
        word: Word | None = None
        for piece in pieces:
            if piece.right != COVERED:
                word = self.word(piece.said)
            elif word is not None and word.column is not None:
                copied[piece.column] = word.text
        return copied

    def find_copies(self, labels: Sequence[Label]) -> None:
        """Learn which titles of columns a line that shows no empty cells has again, side by side: the numbers below may be there twice, too, and others not."""
        for one, other in pairwise(labels):
            word = self.word(one)
            if one is other and word is not None and word.column is not None and word.text not in self.titles.copied:
                self.titles.copied += (word.text,)

    def without_copies(self, pieces: Sequence[Piece], offset: int, labels: Sequence[Label]) -> list[Piece]:
        """The cells of a row without those that say again what stands beside them, under a title that does so, too.

        One that says something else is the number of no column: two years may stand side by side under one title. A row that has no such title, or no
        more cells than columns, stands under another head, which is lost.
        """
        self.peculiar = True
        made = list(pieces)
        rows = [word.row for label in labels if (word := self.word(label)) is not None and word.row is not None]
        known = rows or [row for row in self.form.rows if row.section == self.visit.section]
        own = {title for row in known for title in row.titles}
        cells = sum(1 for piece in pieces if type(piece.said) is Reading and piece.right != COVERED)
        if rows and cells <= rows[0].size:
            return made
        said = [self.text[offset + piece.start : offset + piece.end] for piece in pieces]
        for at, (reading, _, _, column, _) in enumerate(pieces):
            if at and self.copied.get(column) in own and type(reading) is Reading and reading is not BLANK:
                made[at] = pieces[at]._replace(said=BLANK if said[at] == said[at - 1] else Reading(None, Status.UNSETTLED, None, said[at]))
        return made

    def names_unit(self, said: Label | Reading | str) -> bool:
        """Whether a cell names a unit, or is the title over those that do."""
        return type(said) is str and (is_unit(said) or said in self.form.unit_titles)

    def without_units(self, pieces: Sequence[Piece], offset: int) -> list[Piece]:
        """The cells of a row without that of its unit, which is kept for the row that begins with its label."""
        kept = [piece for piece in pieces if not self.names_unit(piece.said)]
        units = [self.text[offset + piece.start : offset + piece.end] for piece in pieces if type(piece.said) is str and is_unit(piece.said)]
        self.unit = units[0] if len(units) == 1 else None
        return kept

    def sentence_or_row(self, pieces: Sequence[Piece], offset: int, roles: Sequence[Role | None]) -> None:
        """A line of words that begins with one which is not known. With a row's label in it, or with numbers enough, it is a row that is lost."""
        start, end = offset + pieces[0].start, offset + pieces[-1].end
        ink = [Place(said, offset + at, offset + to) for said, at, to, _, _ in pieces if type(said) is Reading and said.value is not None]
        if not ink or not (ROW in roles or len(ink) > 2) or not _SENTENCE.isdisjoint(self.text[start:end]):
            self.prose(start, end)
            return
        found = Found(None, start, offset + pieces[0].end, LOOSE, 1)
        found.cells.extend(ink)
        self.visit.parts.append(found)

    def without_number(self, pieces: Sequence[Piece], offset: int) -> list[Piece] | None:
        """A row whose label has lost its number, and with it what tells it from a title."""
        ink = [at for at, piece in enumerate(pieces) if piece.said is not BLANK]
        piece = pieces[ink[0]]
        label = self.vocabulary.without_number.get(piece.said.key) if type(piece.said) is Label else None
        word = self.word(label)
        if label is None or word is None or word.section != self.visit.section or len(ink) < 2 or type(pieces[ink[1]].said) is not Reading:
            return None
        self.take_damaged(word, offset + piece.start, offset + piece.end)
        return [one._replace(said=label) if one is piece else one for one in pieces]

    def mended(self, pieces: Sequence[Piece], offset: int) -> list[Piece]:
        """The cells of a line, those that are damaged labels as what they are. What stands among the cells of a row is none."""
        mended = list(pieces)
        headed = any(self.role(piece.said) is COLUMN for piece in pieces)
        waiting = 0
        for at, (said, start, end, _, _) in enumerate(pieces):
            if type(said) is Reading:
                waiting -= 1
                continue
            label = said if type(said) is Label else None
            if label is None and waiting <= 0:
                behind = next((piece.said for piece in pieces[at + 1 :] if piece.said is not BLANK), None)
                label = self.mend(offset + start, offset + end, type(behind) is Reading, headed)
                if label is not None:
                    mended[at] = mended[at]._replace(said=label)
            word = self.word(label)
            if word is not None and word.row is not None and word.group is None:
                waiting = word.row.size
        return mended

    def numbers(self, pieces: Sequence[Piece], offset: int, style: Style, ended: bool) -> None:
        """A row of cells without a label; ``ended``: the last may be no cell, but what is left behind the sign that ends the line."""
        places = [Place(said, offset + start, offset + end, column, right) for said, start, end, column, right in pieces if type(said) is Reading]
        ink = [place for place in places if place.reading is not BLANK]
        self.lead = 0
        self.after_head = False
        found = self.open
        if self.in_fragment:
            self.fragments[-1].cells.extend(ink)
            self.in_head = False
        elif found is not None and found.row is not None and found.row.label is None and not any(place.reading is not BLANK for place in found.cells):
            if ink or len(places) >= found.size:
                places = self.without_count(found, found.row, places, style)
                self.above = found
                found.cells = places
                found.style = style
                found.width = len(places)
                found.lacks = int(ended and not self.titles.show_last(found.row, found.width))
                if self.titles.ranges:
                    found.over = self.titles.over(found.row)
                    found.level = self.titles.width == found.width
                if style is not LOOSE:
                    self.open = None
        elif style is GRID:
            if found is not None and not found.cells:
                found.cells = places
                found.style = style
                self.open = None
                self.above = found
            elif ink:
                self.close()
                self.below(ink, len(pieces) if pieces[0].said is not BLANK else None)
        elif found is not None and (found.row is None or not found.bare or found.cells or len(ink) == 1 or found.style is LIST):
            found.cells.extend(ink)
            found.doubtful = found.doubtful or found.style is LIST  # what one pipe ends is one cell
            self.above = found
        elif ink:
            self.open = None
            self.above = self.stray(ink)
            self.hang(self.above)

    def without_count(self, found: Found, row: Row, places: list[Place], style: Style) -> list[Place]:
        """The cells of a row without a label, but for the number that counts its line, as it does those of its head.

        Where the number does not follow on the head's, or none stands there, a number before the row's first title lets it be doubted.
        """
        first = places[0].reading
        if first is BLANK:
            return places
        if self.counted is not None and self.in_head:
            self.peculiar = True
            if first.value == self.counted + 1:
                return places[1:]
            found.doubtful = True
        elif style is GRID and self.titles.starts(row, len(places)) > 0:
            found.doubtful = True
        return places

    def merged(self, found: Found) -> None:
        """A number that takes up several columns of a row is the number of none of them, unless the row has but one."""
        if found.size > 1:
            for at, (reading, start, end, column, right) in enumerate(found.cells):
                if right > 0 and reading is not BLANK:
                    found.cells[at] = Place(Reading(None, Status.UNSETTLED, None, reading.raw), start, end, column)
                    covered = range(column + 1, right)
                    found.cells[at + 1 :] = [
                        place._replace(reading=found.cells[at].reading) if place.column in covered else place for place in found.cells[at + 1 :]
                    ]

    def goes_on(self, above: Found, pieces: Sequence[Piece]) -> None:
        """A line that begins with a number right under a row: the rest of the row, or of the number that its line ends with.

        A row that has all its cells is doubted where one number follows alone, or, if nothing but its line ends it, more or fewer than it has; as many
        belong to another label. The numbers by which a table counts its rows follow each other.
        """
        count = next((at for at, piece in enumerate(pieces) if type(piece.said) is not Reading or piece.said is BLANK), len(pieces))
        value = pieces[0].said.value if type(pieces[0].said) is Reading else None
        if count < len(pieces) and type(pieces[count].said) is Label and isinstance(value, int) and self.index is not None:
            self.peculiar = True
            if value == self.index + 1:
                return
        waits = above.row is not None and above.row.label is None and above.style is LOOSE  # its cells may take up several lines
        lacks = len(above.ink) < above.size and not waits
        open_end = above.row is not None and above.style in (LOOSE, PAGE)  # no sign ends the last cell of its line
        if count == 1 or lacks or (open_end and count == len(pieces) and count != above.size):
            above.doubtful = True

    def without_index(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """A row without the numbers before its label: they count the rows, and belong to none."""
        first = next(at for at, piece in enumerate(pieces) if type(piece.said) is Label)
        value = pieces[0].said.value if type(pieces[0].said) is Reading else None
        self.index = value if isinstance(value, int) else None
        return pieces[first:]

    def two_rows(self, pieces: Sequence[Piece]) -> bool:
        """Whether a line has the labels of two rows, neither of which is the group of the other."""
        words = [word for piece in pieces if (word := self.word(piece.said)) is not None and word.role is ROW]
        return sum(1 for word in words if word.group is None) > 1

    def below(self, ink: list[Place], width: int | None) -> None:
        """Numbers in a row without a label: fewer than the row above has, behind an empty place or in as many fields, they may be the rest of its."""
        above = self.visit.parts[-1] if self.visit.parts else None
        if self.visit.awaited is not None and self.visit.awaited.ink:
            self.visit.awaited.doubtful = True  # a caption may stand between
        elif above is not None and above.row is not None:
            rest = len(ink) < max(above.size, 2) and (width is None or width >= above.width)
            above.doubtful = above.doubtful or rest
        self.stray(ink).style = GRID

    def begins_row(self, pieces: Sequence[Piece], roles: Sequence[Role | None]) -> bool:
        """Whether a line of words may be a row: it begins with a label, the piece of one, or else is one unknown label with its numbers."""
        said = pieces[0].said
        if type(said) is not str or self.vocabulary.begins_label(said) or self.vocabulary.is_head_part(said):
            return True
        return not roles and len(pieces) > 2 and all(type(piece.said) is Reading for piece in pieces[1:])

    def invented_head(self, pieces: Sequence[Piece]) -> bool:
        """Whether the head of a Markdown table is none of the form's, but made up by whoever turned the page into Markdown."""
        return self.table and all(type(piece.said) is str or piece.said is BLANK for piece in pieces)

    def counts_columns(self, pieces: Sequence[Piece], at: int) -> bool:
        """Whether a line has nothing, as programs print it over a table of whose head they do not know, or the numbers 0, 1, 2 … of its columns.

        Titles stand below it, or Markdown's rule; or else none do above it, where the rest of the table may be lost.
        """
        lines, below = self.lines, at + 1
        while below < len(lines) and lines[below].kind in (_EMPTY, _RULE):
            below += 1
        titled = below < len(lines) and any(self.role(label) in (COLUMN, MARKER) for label in lines[below].labels)
        ruled = at + 1 < len(lines) and lines[at + 1].kind is _RULE
        bare = not self.in_head and self.open is not None and self.open is self.visit.awaited
        inked = [at for at, piece in enumerate(pieces) if piece.said is not BLANK]
        if not inked:
            return ruled and (titled or not self.in_head)
        if not (titled or ruled or bare):
            return False
        self.peculiar = True
        said = [piece.said for piece in pieces[inked[0] :]]
        return len(said) >= _COUNTED and all(type(one) is Reading and one.value == number for number, one in enumerate(said))

    def learn_head(self, pieces: Sequence[Piece]) -> None:
        """Where the titles of a line stand, and that of the first column. The titles may take two lines, the first of which has it."""
        number = self.number
        named = [(word, column) for said, _, _, column, _ in pieces if type(said) is Label and (word := said.words[number]) is not None]
        if COLUMN in [word.role for word, _ in named]:
            self.begin_head()
            self.titles.lines.append((len(pieces), tuple([(word.text, column) for word, column in named])))
        for word, column in named:
            if word.column is not None and word.section not in self.unlabelled:
                if (word.section, word.column) in self.form.first_columns:
                    self.title_field = (word.column, column, len(pieces))
                return

    def behind_numbers(self, pieces: Sequence[Piece]) -> bool:
        """Whether numbers stand before the label of a row: it may be a title over columns of a table that has its rows as columns."""
        for piece in pieces:
            if type(piece.said) is Reading and piece.said.value is not None:
                return True
            if self.role(piece.said) is ROW:
                return False
        return False

    def place_titles(self, pieces: Sequence[Piece]) -> None:
        """Where in its table each title of a line stands."""
        for piece in pieces:
            word = self.word(piece.said)
            if word is not None and word.role is COLUMN:
                self.titles.ranges.append((word.text, piece.column, piece.right or piece.column + 1))
        self.titles.width = max(self.titles.width, len(pieces))

    def filled(self, pieces: Iterable[Piece]) -> int:
        """How many of a line's labels have cells behind them."""
        last: Role | None = None
        filled = 0
        for piece in pieces:
            said = piece.said
            if type(said) is Label:
                last = self.role(said)
            elif type(said) is Reading and said is not BLANK and last is ROW:
                filled += 1
                last = None
        return filled

    def opens_table(self, pieces: Iterable[Piece], roles: Sequence[Role | None]) -> bool:
        """Whether a row of cells belongs to a table of the form, though no heading has been seen."""
        heads = roles.count(COLUMN) + roles.count(MARKER)
        return heads > 1 or any(type(piece.said) is Label and piece.said.strong and self.word(piece.said) is not None for piece in pieces)

    def finish(self) -> Visits:
        self.close()
        self.judge_head()
        if self.strayed:
            self.doubt_blanks()
        return Visits(self.visits, self.diagnostics, self.peculiar, self.begins)
