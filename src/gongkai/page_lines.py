"""A page of paragraphs and tables -> scanned lines, as a text gives them, and where on the page each cell and each line stands.

A row of a table is one line, its cells set apart by tabs. Merged places are empty cells of that line, as they are in a text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, partial
from itertools import groupby, islice
from operator import itemgetter, lt
from typing import NamedTuple

from gongkai.cells import BLANK, COVERED, Reading, Span, Status
from gongkai.lines import Kind, KnownRow, Line, Piece, Scanner
from gongkai.page import Cell, Page, Paragraph, Table
from gongkai.places import PlacedRow, Places
from gongkai.vocabulary import Label

_MOST_PLACES = 1_000_000
"""A grid of more is too sparse to be a sheet: its rows are taken without the places in which no cell begins."""


class PageLines(NamedTuple):
    """The lines of a page."""

    text: str
    """All of them, ended by newlines: what offsets count in."""
    raws: list[str]
    lines: list[Line]
    places: Places
    """Where each cell and each line of text stands."""
    paged: bool
    """Whether it is known of one of them on which page it stands."""


def page_lines(page: Page, scanner: Scanner) -> PageLines:
    """The lines of a page."""
    maker = _Maker(scanner)
    table = 0
    for block in page.blocks:
        if isinstance(block, Table):
            table += 1
            maker.table(block, table)
        else:
            maker.paragraph(block)
    return PageLines("\n".join(maker.raws), maker.raws, maker.lines, Places(maker.places), maker.paged)


# A page has hundreds of each. A call of their classes takes twice as long as all else that is done for a cell.
_piece = partial(tuple.__new__, Piece)
_at = Cell._fields.index
_row, _beginning = itemgetter(_at("row")), itemgetter(_at("row"), _at("column"))
_page = itemgetter(_at("page"))
_shown = itemgetter(_at("text"), _at("column"), _at("rows"), _at("columns"))
"""All of a cell by which it is read, but for the row that it stands in."""


class _Maker:
    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.raws: list[str] = []
        self.lines: list[Line] = []
        self.places: list[Span | PlacedRow] = []
        self.paged = False
        self.end = 0
        """The offset at which the next line begins."""

    def add(self, raw: str, line: Line) -> None:
        self.raws.append(raw)
        self.lines.append(line)
        self.end += len(raw) + 1

    def paragraph(self, paragraph: Paragraph) -> None:
        self.paged = self.paged or paragraph.page is not None
        for raw in paragraph.text.split("\n"):
            if (paragraph.page is not None or paragraph.box is not None) and raw.strip():
                self.places.append(Span(self.end, self.end + len(raw), paragraph.page, box=paragraph.box))
            self.add(raw, self.scanner.line(raw))

    def table(self, table: Table, number: int) -> None:
        """A table, with an empty line before it and behind it."""
        self.paged = self.paged or table.page is not None or any(map(_page, table.cells))
        self.add("", self.scanner.line(""))
        rows = _Rows(self, table, number)
        for row, own in groupby(rows.cells, _row):
            rows.add(row, [*own])
        self.add("", self.scanner.line(""))


class _Rows:
    """The rows of a table, one after the other."""

    def __init__(self, maker: _Maker, table: Table, number: int) -> None:
        self.maker = maker
        self.page = table.page
        self.number = number
        self.cells = _in_order(table.cells)
        self.columns = tuple(sorted({cell.column for cell in self.cells}))
        self.index = {column: at for at, column in enumerate(self.columns)}
        self.sparse = len(self.columns) * len(self.cells) > _MOST_PLACES and len(self.columns) * len(set(map(_row, self.cells))) > _MOST_PLACES
        self.hanging: dict[int, tuple[int, Reading]] = {}
        """For each place into which a cell hangs from above, down to which row, and what it says there."""
        self.titles: dict[int, int] = {}
        """For each place, where the last text in it ends. A number that takes up the same places as the title over it is that title's: 本年增/减
        in the sheet of 2019 reaches over two."""

    @cached_property
    def printed(self) -> list[int]:
        """The rows in which something is printed."""
        return sorted({cell.row for cell in self.cells if cell.text.strip()})

    @property
    def is_usual(self) -> bool:
        """Whether a row is read by its own cells alone: nothing of those above is printed in it, and each place has a cell."""
        return not self.sparse and all(said is BLANK for _, said in self.hanging.values())

    def add(self, row: int, own: Sequence[Cell]) -> None:
        """A row, whose cells these are."""
        scanner = self.maker.scanner
        if self.hanging:
            self.hanging = {at: (last, said) for at, (last, said) in self.hanging.items() if last >= row}
        index = self.index
        over = [self.titles.get(index[cell[2]]) for cell in own if cell[4] != 1]
        key = (self.columns, *map(_shown, own), *over, *self.hanging)
        known = scanner.rows.get(key) if self.is_usual else None
        if known is not None:
            self.add_known(known, own)
            return
        texts = [cell[0] if cell[0].isalnum() else _on_one_line(cell[0]) for cell in own]
        begun = [index[cell[2]] for cell in own]
        limits = [*begun[1:], len(self.columns)]
        reached = [
            at + 1 if cell[4] == 1 else max(min(bisect_left(self.columns, cell[2] + cell[4]), limit), at + 1)
            for cell, at, limit in zip(own, begun, limits, strict=True)
        ]
        cell_says = scanner.vocabulary.cell
        inked = [text for text in texts if text]
        if len(inked) == 1 and type(cell_says(inked[0])) is str:
            self.alone(own[texts.index(inked[0])])
            return
        raws: list[str] = []
        pieces: list[Piece] = []
        labels: list[Label] = []
        of_cells: list[Piece] = []
        titles: dict[int, int] = {}
        words = tall_number = False
        offset = reach = behind = 0
        said: Label | Reading | str
        for cell, text, at, reach_of in zip(own, texts, begun, reached, strict=True):
            if behind < at and not self.sparse:
                self.fill(pieces, raws, behind, at, offset, reach)
                offset += at - behind
            rows = cell.rows
            reach = behind = reach_of
            said = cell_says(text) if text else BLANK
            right = behind if behind > at + 1 else 0
            if type(said) is not Reading:
                self.titles[at] = titles[at] = behind
                if type(said) is Label:
                    labels.append(said)
                else:
                    words = True
            else:
                if rows > 1 and said is not BLANK:
                    tall_number = True
                    if self.in_two_rows(cell):
                        said = Reading(None, Status.UNSETTLED, None, text)
                if right and self.titles.get(at) == behind:
                    right = 0
            end = offset + len(text)
            piece = _piece((said, offset, end, at, right))
            pieces.append(piece)
            raws.append(text)
            of_cells.append(piece)
            offset = end + 1
            behind = at + 1
        if not self.sparse:
            self.fill(pieces, raws, behind, max([reach, *[at + 1 for at in self.hanging]]), offset, reach)
        raw = "\t".join(raws)
        line = Line(Kind.GRID, tuple(pieces), tuple(labels), text=words, shape=scanner.shape_of_row(pieces, raw))
        self.maker.places.append((self.maker.end, of_cells, own, self.number, self.page))
        self.maker.add(raw, line)
        tall = [at for at, cell in enumerate(own) if cell.rows > 1]
        if self.is_usual and not tall_number:
            scanner.remember_row(key, KnownRow(raw, line, of_cells, titles, tall), max(len(raw), sum(len(cell.text) for cell in own)))
        for at in tall:
            self.hang(own[at], of_cells[at])

    def add_known(self, known: KnownRow, own: Sequence[Cell]) -> None:
        """A row like one before."""
        if known.titles:
            self.titles.update(known.titles)
        self.maker.places.append((self.maker.end, known.pieces, own, self.number, self.page))
        self.maker.add(known.raw, known.line)
        for at in known.tall:
            self.hang(own[at], known.pieces[at])

    def fill(self, pieces: list[Piece], raws: list[str], first: int, behind: int, offset: int, reach: int) -> None:
        """Put in the places of a row in which no cell begins. Those up to ``reach`` are under the cell before them."""
        for at in range(first, behind):
            if at in self.hanging:
                piece = Piece(self.hanging[at][1], offset, offset, at, COVERED)
            else:
                piece = Piece(BLANK, offset, offset, at, COVERED if at < reach else 0)
            pieces.append(piece)
            raws.append("")
            offset += 1

    def alone(self, cell: Cell) -> None:
        """The text of a cell that has its row to itself, and is neither label nor value."""
        maker = self.maker
        for raw in cell.text.split("\n"):
            if raw.strip():
                place = Span(maker.end, maker.end + len(raw), cell.page or self.page, self.number, cell.row, cell.column, cell.box)
                maker.places.append(place)
            maker.add(raw, maker.scanner.line(raw))

    def in_two_rows(self, cell: Cell) -> bool:
        """Whether a number stands in two rows at once, and so is no number of either."""
        below = bisect_left(self.printed, cell.row + 1)
        return below < len(self.printed) and self.printed[below] < cell.row + cell.rows

    def hang(self, cell: Cell, piece: Piece) -> None:
        """A cell reaches into the rows below."""
        if self.sparse:
            return
        below = piece.said if type(piece.said) is Reading else BLANK
        if type(piece.said) is str and _is_numbers(cell.text):
            below = Reading(None, Status.UNSETTLED, None, _on_one_line(cell.text))  # those of all its rows, run together
        self.hanging.update(dict.fromkeys(range(piece.column, max(piece.right, piece.column + 1)), (cell.row + cell.rows - 1, below)))


def _in_order(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells row by row, one for each place: if several are given for it, one with all their texts, which then make no number."""
    places = [*map(_beginning, cells)]
    if all(map(lt, places, islice(places, 1, None))):
        return cells
    found: list[Cell] = []
    for _, same in groupby(sorted(cells, key=_beginning), _beginning):
        first, *others = same
        found.append(first._replace(text="\n".join([first.text, *(cell.text for cell in others)])) if others else first)
    return found


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ").strip()


def _is_numbers(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)
