"""A page of paragraphs and tables -> scanned lines, as a text gives them, and where on the page each cell and each line stands.

A row of a table is one line, its cells set apart by tabs. Merged places are empty cells of that line, as they are in a text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from attrs import evolve

from gongkai.cells import BLANK, COVERED, Reading, Span, Status
from gongkai.lines import Kind, Line, Piece, Scanner
from gongkai.page import Cell, Page, Paragraph, Table
from gongkai.vocabulary import Label

_MOST_PLACES = 1_000_000
"""A grid of more is too sparse to be a sheet: its rows are taken without the places in which no cell begins."""


class PageLines(NamedTuple):
    """The lines of a page."""

    text: str
    """All of them, ended by newlines: what offsets count in."""
    raws: list[str]
    lines: list[Line]
    places: tuple[Span, ...]
    """Where each cell and each line of text stands, in their order."""


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
    return PageLines("\n".join(maker.raws), maker.raws, maker.lines, tuple(maker.places))


class _Maker:
    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.raws: list[str] = []
        self.lines: list[Line] = []
        self.places: list[Span] = []
        self.end = 0
        """The offset at which the next line begins."""

    def add(self, raw: str, line: Line) -> None:
        self.raws.append(raw)
        self.lines.append(line)
        self.end += len(raw) + 1

    def paragraph(self, paragraph: Paragraph) -> None:
        for raw in paragraph.text.split("\n"):
            if (paragraph.page is not None or paragraph.box is not None) and raw.strip():
                self.places.append(Span(self.end, self.end + len(raw), paragraph.page, box=paragraph.box))
            self.add(raw, self.scanner.line(raw))

    def table(self, table: Table, number: int) -> None:
        """A table, with an empty line before it and behind it."""
        self.add("", self.scanner.line(""))
        cells = [_one(list(same)) for _, same in groupby(sorted(table.cells, key=_beginning), key=_beginning)]
        columns = sorted({cell.column for cell in cells})
        printed = sorted({cell.row for cell in cells if cell.text.strip()})
        sparse = len(columns) * len({cell.row for cell in cells}) > _MOST_PLACES
        hanging: dict[int, tuple[int, Reading]] = {}
        titles: dict[int, int] = {}
        for row, begun in groupby(cells, key=lambda cell: cell.row):
            own = list(begun)
            inked = [cell for cell in own if cell.text.strip()]
            if len(inked) == 1 and type(self.scanner.vocabulary.cell(_on_one_line(inked[0].text))) is str:
                self.alone(inked[0], table, number)
                continue
            hanging = {column: (last, said) for column, (last, said) in hanging.items() if last >= row}
            pieces = self.row(own, columns, hanging, titles, printed, sparse, table, number)
            for cell, piece in zip(own, pieces, strict=True):
                if cell.rows > 1 and not sparse:
                    below = piece.said if type(piece.said) is Reading else BLANK
                    if type(piece.said) is str and _is_numbers(cell.text):
                        below = Reading(None, Status.UNSETTLED, None, _on_one_line(cell.text))  # those of all its rows, run together
                    hanging.update(dict.fromkeys(range(piece.column, max(piece.right, piece.column + 1)), (row + cell.rows - 1, below)))
        self.add("", self.scanner.line(""))

    def alone(self, cell: Cell, table: Table, number: int) -> None:
        """The text of a cell that has its row to itself, and is neither label nor value."""
        for raw in cell.text.split("\n"):
            if raw.strip():
                self.places.append(_place(cell, table, number, self.end, self.end + len(raw)))
            self.add(raw, self.scanner.line(raw))

    def row(
        self,
        own: Sequence[Cell],
        columns: Sequence[int],
        hanging: dict[int, tuple[int, Reading]],
        titles: dict[int, int],
        printed: Sequence[int],
        sparse: bool,
        table: Table,
        number: int,
    ) -> list[Piece]:
        """The cells of a row, and the places in it that are merged with other cells. Returns the pieces of its own cells.

        ``titles`` has for each column where the last text in it ends. A number that takes up the same columns as the title over it is that
        title's: 本年增/减 in the sheet of 2019 reaches over two.
        """
        begun: dict[int, tuple[Cell, int]] = {}
        for cell, following in zip_longest(own, own[1:]):
            column = bisect_left(columns, cell.column)
            end = bisect_left(columns, cell.column + cell.columns if following is None else min(cell.column + cell.columns, following.column))
            begun[column] = cell, max(end, column + 1)
        end = max([end for _, end in begun.values()] + [column + 1 for column in hanging])
        texts: list[str] = []
        pieces: list[Piece] = []
        at = reach = 0
        for column in sorted(begun) if sparse else range(end):
            text, right = "", 0
            said: Label | Reading | str = BLANK
            if column in begun:
                cell, behind = begun[column]
                text, right = _on_one_line(cell.text), behind if behind > column + 1 else 0
                said = self.said(text, cell, printed)
                if type(said) is not Reading:
                    titles[column] = behind
                elif titles.get(column) == behind:
                    right = 0
                self.places.append(_place(cell, table, number, self.end + at, self.end + at + len(text)))
                reach = behind
            elif column in hanging:
                said, right = hanging[column][1], COVERED
            elif column < reach:
                right = COVERED
            pieces.append(Piece(said, at, at + len(text), column, right))
            texts.append(text)
            at += len(text) + 1
        labels = tuple(piece.said for piece in pieces if type(piece.said) is Label)
        self.add("\t".join(texts), Line(Kind.GRID, tuple(pieces), labels, text=any(type(piece.said) is str for piece in pieces)))
        return [piece for piece in pieces if piece.column in begun]

    def said(self, text: str, cell: Cell, printed: Sequence[int]) -> Label | Reading | str:
        """What a cell says. A number that stands in two rows at once is no number of either."""
        said = self.scanner.vocabulary.cell(text) if text else BLANK
        if type(said) is Reading and said is not BLANK and cell.rows > 1:
            below = bisect_left(printed, cell.row + 1)
            if below < len(printed) and printed[below] < cell.row + cell.rows:
                return Reading(None, Status.UNSETTLED, None, text)
        return said


def _beginning(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _one(cells: Sequence[Cell]) -> Cell:
    """The cell of a place: if several are given for it, all their texts, which then make no number."""
    return cells[0] if len(cells) == 1 else evolve(cells[0], text="\n".join(cell.text for cell in cells))


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ").strip()


def _is_numbers(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)


def _place(cell: Cell, table: Table, number: int, start: int, end: int) -> Span:
    return Span(start, end, cell.page or table.page, number, cell.row, cell.column, cell.box)
