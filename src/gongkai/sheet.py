"""Report -> the sheet as it is printed: its paragraphs, and its tables as grids of cells, each with the places it takes up.

The labels and their nesting are the form's; what a cell prints is what the report read in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from attrs import evolve, frozen

from gongkai.cells import MISSING, Reading, Status
from gongkai.form import AMOUNT, Form, Group, Head, Heading, Row, Section
from gongkai.narrative import read_period
from gongkai.records import Report
from gongkai.values import printed_unit, read_value


class Part(Enum):
    """What a printed cell is to the table."""

    HEAD = "head"
    """A title over columns, or a marker of the head."""
    GROUP = "group"
    """A label that stands beside several rows."""
    LABEL = "label"
    """The label of one row."""
    VALUE = "value"


@frozen
class Cell:
    """A printed cell."""

    text: str
    """What it prints, on one line without pipes and tabs: for a value the cell as it was read; nothing where it was blank."""
    plain: str
    """The same in canonical form."""
    part: Part
    columns: int = 1
    """How many columns of the grid it takes up."""
    rows: int = 1
    """How many rows of the grid it takes up."""
    key: str | None = None
    """Of a value, the entry that it is."""

    @property
    def word(self) -> str:
        """What it prints where spaces set cells apart."""
        return self.plain if " " in self.text or "\u3000" in self.text or "\xa0" in self.text else self.text


@frozen
class Table:
    """A table: for each of its rows the cells that begin in it, from left to right."""

    width: int
    """How many columns the grid has."""
    rows: tuple[tuple[Cell, ...], ...]

    def grid(self) -> list[list[Cell | None]]:
        """Every place of the grid, row by row: the cell that begins there, or None where one reaches over it from the left or above."""
        grid: list[list[Cell | None]] = [[None] * self.width for _ in self.rows]
        for cell, row, column in self.places():
            grid[row][column] = cell
        return grid

    def places(self) -> Iterator[tuple[Cell, int, int]]:
        """Each cell with the row and the column that it begins in."""
        taken: set[tuple[int, int]] = set()
        for at, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (at, column) in taken:
                    column += 1
                taken.update((at + down, column + over) for down in range(cell.rows) for over in range(cell.columns))
                yield cell, at, column


@frozen
class Paragraph:
    """A paragraph outside of the tables."""

    text: str
    level: int = 0
    """1 for the report's title, 2 for the heading of a section, 0 for text."""


@frozen
class Sheet:
    """A report as a page without a layout."""

    blocks: tuple[Paragraph | Table, ...]


DOUBTFUL = "※"
"""What may stand in a cell whose number is not known. Who reads it finds no number there, and no blank cell."""
_OF_DOUBT = f"注：表中“{DOUBTFUL}”处，所据材料上的数字无法确定，未予填写。"


def sheet_of(report: Report, form: Form, *, whole: bool = False, mark: bool = False) -> Sheet:
    """The sheet that a report fills in; ``whole``, with the rows and tables, too, that it has nothing of.

    Prints what a page can say: a number, that a cell does not apply, or nothing in a cell that is blank. A reading that is no
    printing (inferred, unsettled, or missing in a row that has other cells) leaves its cell empty; with ``mark`` it has ※, which
    a note under the title explains. Unless the ``whole`` sheet is asked for, a row, a group or a table of which the report has no cell at all is left out.
    """
    readings = {str(key): place.reading for key, place in zip(report.keys, report.cells, strict=True)}
    blocks: list[Paragraph | Table] = []
    printed = {section.number: section for section in report.sections}
    for section in form.sections:
        table = _Sheeter(section, readings, whole, DOUBTFUL if mark else "").table()
        found = printed.get(section.number)
        if found is None and table is None:
            continue
        blocks.append(Paragraph(found.heading if found is not None else section.heading, 2))
        if found is not None:
            blocks.extend(Paragraph(line) for line in found.text.splitlines())
        if table is not None:
            blocks.append(table)
    front = list(_front(report))
    if mark and any(cell.text == DOUBTFUL for block in blocks if isinstance(block, Table) for row in block.rows for cell in row):
        front = [*(one for one in front if one.text != _OF_DOUBT), Paragraph(_OF_DOUBT)]
    return Sheet((*front, *blocks))


def _front(report: Report) -> Iterator[Paragraph]:
    """What stands before the first section."""
    if report.title is not None:
        yield Paragraph(report.title, 1)
    if report.published is not None:
        yield Paragraph(_day(report.published))
    before = report.preamble.text.splitlines() if report.preamble is not None else []
    if report.period is not None and report.period != read_period([*before, *(section.text for section in report.sections[:1])]):
        yield Paragraph("至".join(map(_day, report.period)))
    yield from map(Paragraph, before)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class _Sheeter:
    """One section of the form, filled in."""

    def __init__(self, section: Section, readings: Mapping[str, Reading], whole: bool, doubtful: str) -> None:
        self.section = section
        self.readings = readings
        self.doubtful = doubtful
        rows = [part for part in section.parts if isinstance(part, Row)]
        self.groups = [part for part in section.parts if isinstance(part, Group)]
        self.heads = [part for part in section.parts if isinstance(part, Head)]
        self.printed = [row for row in rows if (whole and not row.optional) or any(self.read(row, at) is not MISSING for at in range(row.size))]
        self.labels = max((len(row.openers) for row in rows if row.label is not None), default=0)
        """How many columns the labels take: one more than there are groups in each other."""
        self.width = self.labels + max((row.size for row in rows), default=0)
        self.grid: list[tuple[Cell, ...]] = []

    def read(self, row: Row, at: int) -> Reading:
        reading = self.readings.get(str(row.entries[at]), MISSING)
        return MISSING if reading.status is Status.MISSING else reading

    def table(self) -> Table | None:
        if not self.printed:
            return None
        head: Head | None = None
        open_groups: set[str] = set()
        titles: tuple[Heading, ...] = ()
        for part in self.section.parts:
            if isinstance(part, Head):
                head = part
            elif isinstance(part, Row) and part in self.printed:
                if head is not None:
                    titles = self.titles(head.columns, self.under(head))
                    self.grid.extend(self.head(head.markers, titles))
                    head = None
                elif part.label is None:
                    titles = self.titles(part.head, [part])
                    self.grid.extend(self.head((), titles))
                beside = [group for group in self.groups if group.path not in open_groups and _inside(part, group)]
                open_groups.update(group.path for group in beside)
                self.grid.append((*(self.group(group) for group in beside), *self.row(part, titles)))
        return Table(self.width, tuple(self.grid))

    # ---------------------------------------------------------------- rows

    def group(self, group: Group) -> Cell:
        return Cell(group.label, group.label, Part.GROUP, 1, sum(1 for row in self.printed if _inside(row, group)))

    def row(self, row: Row, titles: Sequence[Heading]) -> Iterator[Cell]:
        if row.label is not None:
            yield Cell(row.label, row.label, Part.LABEL, self.labels - len(row.openers) + 1)
        units = [printed_unit(leaf.title) for title in titles for leaf in title.leaves()] or [None] * row.size
        for at, unit in enumerate(units):
            reading = self.read(row, at)
            text, plain = _printed(reading, unit) if reading.status in _PRINTED else (self.doubtful, self.doubtful)
            columns = self.width - self.labels - row.size + 1 if at == row.size - 1 else 1
            yield Cell(text, plain, Part.VALUE, columns, key=str(row.entries[at]))

    # ---------------------------------------------------------------- the head

    def under(self, head: Head) -> list[Row]:
        """The printed rows that stand under a head."""
        parts = self.section.parts
        after = parts[parts.index(head) + 1 :]
        end = next((at for at, part in enumerate(after) if isinstance(part, Head)), len(after))
        return [part for part in after[:end] if isinstance(part, Row) and part in self.printed]

    def titles(self, headings: Iterable[Heading], rows: Sequence[Row]) -> tuple[Heading, ...]:
        """The titles to print over these rows: the unit of an amount is left out of its title where a cell was read without one."""
        amounts = [self.read(row, at) for row in rows for at, key in enumerate(row.entries) if key.column == AMOUNT]
        bare = any(reading.status is Status.REPORTED and reading.unit is None for reading in amounts)
        return tuple(_without_unit(heading) if bare else heading for heading in headings)

    def head(self, markers: Sequence[str], titles: Sequence[Heading]) -> Iterator[tuple[Cell, ...]]:
        """The head of a table or of a part of it.

        Where a table has several heads, the first marker names the part, and reaches over the sheet's width. The next stands in the
        corner over the labels, and any other over the columns.
        """
        band = markers[: len(self.heads) > 1 or not self.labels]
        corner, over = markers[len(band) : len(band) + 1], markers[len(band) + 1 :]
        yield from ((_title(marker, self.width),) for marker in band)
        depth = max(map(_depth, titles))
        rows: list[list[Cell]] = [[] for _ in range(len(over) + depth)]
        rows[0].extend(_title(marker, self.labels, len(rows)) for marker in corner)
        for at, marker in enumerate(over):
            rows[at].append(_title(marker, self.width - self.labels))
        self.spread(titles, rows[len(over) :], self.width - self.labels)
        yield from map(tuple, rows)

    def spread(self, titles: Sequence[Heading], rows: Sequence[list[Cell]], width: int) -> None:
        """Set titles side by side into the rows of a head; the last one reaches to the end."""
        for at, title in enumerate(titles):
            wide = width if at == len(titles) - 1 else sum(1 for _ in title.leaves())
            width -= wide
            rows[0].append(_title(title.title, wide, 1 if title.children else len(rows)))
            self.spread(title.children, rows[1:], wide)


def _inside(row: Row, group: Group) -> bool:
    return row.path.startswith(f"{group.path}.") and len(row.openers) > len(group.openers)


def _title(text: str, columns: int, rows: int = 1) -> Cell:
    return Cell(text, text, Part.HEAD, columns, rows)


def _depth(heading: Heading) -> int:
    return 1 + max(map(_depth, heading.children), default=0)


_NOTE = re.compile(r"[（(\[][^（()）]*[）)\]]$")


def _without_unit(heading: Heading) -> Heading:
    title = _NOTE.sub("", heading.title) if heading.column == AMOUNT else heading.title
    return evolve(heading, title=title, children=tuple(map(_without_unit, heading.children)))


_MARKS = re.compile(r"[|｜│\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


_PRINTED = (Status.REPORTED, Status.BLANK, Status.NOT_APPLICABLE)


def _printed(reading: Reading, over: str | None) -> tuple[str, str]:
    """What a cell prints under a title that names the unit ``over``: as it was read where that says the same again, and in canonical form."""
    raw = reading.raw if reading.raw and not _MARKS.search(reading.raw) else None
    again = read_value(raw) if raw else None
    if reading.status is Status.NOT_APPLICABLE:
        return raw if raw and again is not None and again.status is reading.status else "/", "/"
    if reading.status is not Status.REPORTED or reading.value is None:
        return "", ""
    plain = str(reading.value) if isinstance(reading.value, int) else f"{reading.value:f}"
    if reading.unit is not None and reading.unit != over:
        plain += reading.unit
    if raw is None or again is None or (again.value, again.status, again.unit or over) != (reading.value, reading.status, reading.unit):
        return plain, plain
    return raw, plain
