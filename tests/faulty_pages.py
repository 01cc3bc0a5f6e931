"""A sheet -> pages with the faults of real ones, in any format: rows, cells, columns, spans, titles and tables lost, cut, merged, doubled or moved.

What a format has of its own, to set within or around a number, its own pages say: html_faults.py, word_faults.py.

A fault never changes what a cell says and leaves it in its place: a number that is cut, or shares its cell, is no entry's any more.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from random import Random
from typing import ClassVar, TypeVar

from attrs import evolve, frozen

from gongkai.cells import Status
from gongkai.records import Entry
from gongkai.sheet import Cell, Paragraph, Part, Sheet, Table

Rows = list[list[Cell]]
Fault = Callable[["FaultyPage", Random], None]
_FIRST = 0xE000
_FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_HALF_WIDTH = {wide: narrow for narrow, wide in _FULL_WIDTH.items()}
_T = TypeVar("_T")


@frozen
class Markup:
    """Something of a page's format within the text of a cell."""

    printed: str
    """As the file has it."""
    says: str = ""
    """What of it is a part of the cell's text; no digit where the page shows none, or shows one that is no part of a number."""


class FaultyPage(ABC):
    """A sheet that can be changed."""

    line_break: ClassVar[Markup]
    paragraph_break: ClassVar[Markup]
    within: ClassVar[Sequence[Markup]]
    """What may stand within a number or beside it."""

    def __init__(self, sheet: Sheet) -> None:
        self.blocks: list[Paragraph | Rows] = [block if isinstance(block, Paragraph) else [list(row) for row in block.rows] for block in sheet.blocks]
        self.elements: list[Markup] = []
        self.changed: dict[str, str] = {}
        """What the second printing of a row says of an entry. Where the first one is lost, the page says that."""
        self.gone: set[str] = set()
        """The entries whose numbers are not shown any more, or struck out."""

    @abstractmethod
    def around(self, text: str, random: Random) -> Markup:
        """A number in an element of its own."""

    @abstractmethod
    def table_in_a_cell(self, rows: Rows) -> Markup:
        """Rows as a table that stands in a cell."""

    @property
    def tables(self) -> list[Rows]:
        """The rows of each table."""
        return [block for block in self.blocks if isinstance(block, list)]

    def element(self, markup: Markup) -> str:
        """A character that stands for something of the format until the page is printed."""
        self.elements.append(markup)
        return chr(_FIRST + len(self.elements) - 1)

    def places(self, *parts: Part) -> list[tuple[list[Cell], int]]:
        """The rows and numbers of the cells of these kinds, or of all, in which something is printed."""
        return [(row, at) for rows in self.tables for row in rows for at, cell in enumerate(row) if cell.text and cell.part in (parts or Part)]

    def numbers(self) -> list[tuple[list[Cell], int]]:
        """Those of the cells that print a number."""
        return [(row, at) for row, at in self.places(Part.VALUE) if row[at].text.isdigit()]

    def rows(self) -> list[tuple[Rows, int]]:
        """The tables and numbers of the rows in which values stand."""
        return [(rows, at) for rows in self.tables for at, row in enumerate(rows) if any(cell.part is Part.VALUE for cell in row)]

    def say(self, row: list[Cell], at: int, text: str) -> None:
        """A number is printed in another way."""
        before, after = self.plain(row[at].text), self.plain(text)
        if after != before and (after.isdigit() or not any(char.isdigit() for char in after)):
            self.gone.add(row[at].key or "")
            self.changed[row[at].key or ""] = after
        row[at] = evolve(row[at], text=text)

    def sheet(self) -> Sheet:
        """The page as a sheet, its elements as characters."""
        return Sheet(tuple(block if isinstance(block, Paragraph) else table(block) for block in self.blocks if block))

    def filled(self, printed: str) -> str:
        """What is printed of that sheet, with the elements themselves."""
        for at, element in self.outer_first():
            printed = printed.replace(chr(_FIRST + at), element.printed)
        return printed

    def outer_first(self) -> list[tuple[int, Markup]]:
        """The elements with their numbers: what holds others was made after them."""
        return [*enumerate(self.elements)][::-1]

    def says(self, entry: Entry, title: str) -> bool:
        """Whether a number stands in a row with its label, alone under the title of its column, or in its row's second printing.

        A fault may have moved it there, and the page says it all the same.
        """
        shown = {self.plain(text) for rows in self.tables for text in _under(rows, entry.label, title)}
        return entry.status is Status.REPORTED and str(entry.value) in shown | {self.changed.get(entry.key)}

    def plain(self, text: str) -> str:
        """A cell's text without elements, in digits of half width."""
        for at, element in self.outer_first():
            text = text.replace(chr(_FIRST + at), element.says)
        return text.strip().translate(_HALF_WIDTH)


def table(rows: Rows) -> Table:
    """Rows of cells as a table that is as wide as they are."""
    cells = tuple(map(tuple, rows))
    return Table(max((column + cell.columns for cell, _, column in Table(0, cells).places()), default=1), cells)


def _under(rows: Rows, label: str, title: str) -> set[str]:
    """What stands under a title, in the rows with a label."""
    places = list(table(rows).places())
    labels = {row: cell.text for cell, row, _ in places if cell.part is Part.LABEL}
    rows_of = {row for row in range(len(rows)) if not labels or labels.get(row) == label}
    found = set()
    for cell, row, column in places:
        if cell.part is Part.VALUE and not rows_of.isdisjoint(range(row, row + cell.rows)):
            over = [head for head, above, at in places if head.part is Part.HEAD and head.text and above < row and at <= column < at + head.columns]
            if over and over[-1].text == title:
                found.add(cell.text)
    return found


def some(items: Sequence[_T], random: Random, most: int = 2) -> list[_T]:
    """One or more of them, up to so many."""
    return random.sample(items, min(len(items), random.randint(1, most)))


def columns_of(rows: Rows) -> dict[int, tuple[int, int]]:
    """For the identity of each cell its first column and the one behind its last."""
    return {id(cell): (column, column + cell.columns) for cell, _, column in table(rows).places()}


def _put_in(rows: Rows, at: int, row: list[Cell]) -> None:
    """A row, over which the cells reach that do so where it comes."""
    for above, cells in enumerate(rows[:at]):
        cells[:] = [evolve(cell, rows=cell.rows + (cell.rows > at - above)) for cell in cells]
    rows.insert(at, row)


def _take_out(rows: Rows, at: int, *, tidy: bool) -> None:
    """A row is lost; ``tidy``, the cells that reach over it shrink, and those that begin in it begin in the next."""
    gone = rows.pop(at)
    if tidy:
        for above, cells in enumerate(rows[:at]):
            cells[:] = [evolve(cell, rows=cell.rows - (cell.rows > at - above)) for cell in cells]
        if at < len(rows):
            rows[at][:0] = [evolve(cell, rows=cell.rows - 1) for cell in gone if cell.rows > 1]


def _value(text: str, columns: int = 1) -> Cell:
    return Cell(text, text, Part.VALUE, columns)


# ---------------------------------------------------------------- rows


def rows_lost(page: FaultyPage, random: Random) -> None:
    """Up to two rows; the spans of the cells around them go with them, or stay."""
    for _ in range(random.randint(1, 2)):
        rows, at = random.choice(page.rows())
        _take_out(rows, at, tidy=random.random() < 0.5)


def row_twice(page: FaultyPage, random: Random) -> None:
    """A row is printed again, anywhere in its table, and perhaps with another number."""
    rows, at = random.choice(page.rows())
    row = [evolve(cell, rows=1) for cell in rows[at] if cell.part is not Part.GROUP]
    for one in some([one for one, cell in enumerate(row) if cell.text.isdigit()], random, 1) if random.random() < 0.7 else ():
        row[one] = evolve(row[one], text=str(random.randint(2000, 2999)))
        page.changed[row[one].key or ""] = row[one].text
    _put_in(rows, random.choice((at + 1, random.randrange(len(rows) + 1))), row)


def rows_in_one(page: FaultyPage, random: Random) -> None:
    """Two rows become one, whose cells have the texts of both."""
    pairs = [
        (rows, at) for rows, at in page.rows() if rows[at][0].part is Part.LABEL and [len(row) for row in rows[at : at + 2]] == [len(rows[at])] * 2
    ]
    for rows, at in some(pairs, random, 1):
        rows[at] = [evolve(one, text=one.text + page.element(page.line_break) + two.text) for one, two in zip(*rows[at : at + 2], strict=True)]
        _take_out(rows, at + 1, tidy=True)


def unknown_row(page: FaultyPage, random: Random) -> None:
    """A row that the form does not have, or the number of a page."""
    rows, at = random.choice(page.rows())
    size = sum(cell.part is Part.VALUE for cell in rows[at])
    row = [Cell(random.choice(("备注", "本年度合计", "", "- 3 -", "第3页")), "", Part.HEAD, random.choice((1, table(rows).width - size or 1)))]
    row += [_value(str(3000 + one)) for one in range(random.choice((0, 1, size - 1, size, size + 1)))]
    (_put_in if random.random() < 0.5 else Rows.insert)(rows, random.choice((at, at + 1)), row)


def number_in_the_next_row(page: FaultyPage, random: Random) -> None:
    """The end of a number, or all of it, stands in a row of its own below."""
    rows, at = random.choice(page.rows())
    for one in some([one for one, cell in enumerate(rows[at]) if cell.text.isdigit()], random, 1):
        cut = random.randrange(len(rows[at][one].text))
        below = [_value("", cell.columns) for cell in rows[at][: one + 1]]
        below[-1] = _value(rows[at][one].text[cut:])
        rows[at][one] = evolve(rows[at][one], text=rows[at][one].text[:cut])
        (_put_in if random.random() < 0.5 else Rows.insert)(rows, at + 1, below[random.choice((0, -1, -2)) :])


# ---------------------------------------------------------------- cells


def cells_lost(page: FaultyPage, random: Random) -> None:
    """Up to two cells of any kind."""
    for row, at in some(page.places(random.choice(list(Part))), random):
        del row[min(at, len(row) - 1) :][:1]


def cells_merged(page: FaultyPage, random: Random) -> None:
    """Two cells that stand side by side become one, as wide as both or not; a label and its number, too."""
    row, at = random.choice(page.places(Part.VALUE, Part.LABEL))
    if at + 1 < len(row):
        one, two = row[at : at + 2]
        between = random.choice(("", " ", page.element(page.line_break), page.element(page.paragraph_break), "、")) if one.text and two.text else ""
        row[at : at + 2] = [evolve(one, text=one.text + between + two.text, columns=one.columns + random.choice((0, two.columns)))]


def cells_merged_down(page: FaultyPage, random: Random) -> None:
    """Two cells above each other become one, with the text of the upper one or of both."""
    rows, at = random.choice(page.rows())
    columns = columns_of(rows)
    pairs = [(one, two) for one in rows[at] for two in (rows[at + 1] if at + 1 < len(rows) else ()) if columns[id(one)] == columns[id(two)]]
    for one, two in some([pair for pair in pairs if pair[0].rows == pair[1].rows == 1 and pair[0].part is pair[1].part], random, 1):
        text = random.choice((one.text, one.text + two.text, one.text + page.element(page.line_break) + two.text))
        rows[at] = [evolve(one, text=text, rows=2) if cell is one else cell for cell in rows[at]]
        rows[at + 1] = [cell for cell in rows[at + 1] if cell is not two]


def cell_split(page: FaultyPage, random: Random) -> None:
    """A cell becomes two, of which one may be empty."""
    row, at = random.choice(page.numbers() or page.places())
    cut = random.randint(0, len(row[at].text))
    row[at : at + 1] = [evolve(row[at], text=row[at].text[:cut], columns=max(row[at].columns - 1, 1)), _value(row[at].text[cut:])]


def empty_cell_put_in(page: FaultyPage, random: Random) -> None:
    """Up to two rows have an empty cell too many."""
    for row, at in some(page.places(), random):
        row.insert(random.choice((at, at + 1, len(row))), _value(""))


def span_wrong(page: FaultyPage, random: Random) -> None:
    """Up to two cells say that they take up other places than they do."""
    merged = [(row, at) for row, at in page.places() if row[at].rows * row[at].columns > 1]
    for row, at in some(random.choice((merged, page.places())), random):
        rows, columns = random.choice(((row[at].rows, random.randint(1, 3)), (random.choice((1, 2, 3, row[at].rows + 1)), row[at].columns)))
        row[at] = evolve(row[at], rows=rows, columns=columns)


def spans_lost(page: FaultyPage, random: Random) -> None:
    """All spans of a table, in one direction or both."""
    wide, high = random.choice(((True, False), (False, True), (False, False)))
    for row in random.choice(page.tables):
        row[:] = [evolve(cell, rows=cell.rows if high else 1, columns=cell.columns if wide else 1) for cell in row]


def blanks_dropped(page: FaultyPage, random: Random) -> None:
    """The empty cells of a table's values, in most of its rows."""
    for row in random.choice(page.tables):
        row[:] = [cell for cell in row if cell.text or cell.part is not Part.VALUE] if random.random() < 0.7 else row


# ---------------------------------------------------------------- what stands in a cell


def numbers_cut_or_marked(page: FaultyPage, random: Random) -> None:
    """Something stands within up to two numbers, before them or behind them."""
    for row, at in some(page.numbers(), random):
        cut = random.randint(0, len(row[at].text))
        mark = random.choice(("①", "*", "%", "[1]", " ", "- 3 -", page.element(random.choice(page.within))))
        page.say(row, at, row[at].text[:cut] + mark + row[at].text[cut:])


def numbers_in_elements(page: FaultyPage, random: Random) -> None:
    """Up to three numbers stand in an element of their own, or have digits of full width."""
    for row, at in some(page.numbers(), random, 3):
        inside = page.element(page.around(row[at].text, random))
        page.say(row, at, random.choice((inside, row[at].text.translate(_FULL_WIDTH))))


def numbers_in_a_table(page: FaultyPage, random: Random) -> None:
    """Numbers that stand side by side get a table of their own in one cell."""
    rows, at = random.choice(page.rows())
    values = [one for one, cell in enumerate(rows[at]) if cell.part is Part.VALUE]
    first = random.randrange(len(values))
    chosen = values[first : first + random.randint(2, 4)]
    inside = page.element(page.table_in_a_cell([[rows[at][one] for one in chosen]]))
    rows[at][chosen[0] : chosen[-1] + 1] = [_value(inside, random.choice((1, len(chosen))))]


def rows_in_a_table(page: FaultyPage, random: Random) -> None:
    """Some rows, or all that follow, stand in a table within a cell."""
    rows, at = random.choice(page.rows())
    part = rows[at : at + random.choice((1, 2, len(rows)))]
    inside = page.element(page.table_in_a_cell(part))
    rows[at : at + len(part)] = [[Cell(inside, "", Part.HEAD, random.choice((1, table(rows).width)))]]


def labels_damaged(page: FaultyPage, random: Random) -> None:
    """Up to two labels or titles lose a character, or half of them, or all."""
    for row, at in some(page.places(Part.LABEL, Part.HEAD, Part.GROUP), random):
        text = row[at].text
        cut = random.randrange(len(text))
        row[at] = evolve(row[at], text=random.choice((text[:cut] + text[cut + 1 :], text[: cut + 1] + text[cut:], text[:cut], text[cut:], "")))


# ---------------------------------------------------------------- columns


def column_lost(page: FaultyPage, random: Random) -> None:
    """A column, its title with it or not; or one between the first and the last, from some row on."""
    rows, at = random.choice(page.rows())
    columns = columns_of(rows)
    values = [cell for cell in rows[at] if cell.part is Part.VALUE]
    begin = random.choice((0, at)) if len(values) > 2 else 0
    parts = (Part.VALUE, Part.HEAD) if not begin and random.random() < 0.7 else (Part.VALUE,)
    gone = columns[id(random.choice(values[1:-1] if begin else values))][0]
    for row in rows[begin:]:
        row[:] = [cell for cell in row if columns[id(cell)] != (gone, gone + 1) or cell.part not in parts]


def columns_swapped(page: FaultyPage, random: Random) -> None:
    """Two columns that stand side by side change places, their titles with them."""
    rows, at = random.choice(page.rows())
    if len({cell.key.partition(".")[0] for row in rows for cell in row if cell.key}) > 1:
        return  # two tables that became one have other titles over the same columns
    columns = columns_of(rows)
    left = columns[id(random.choice([cell for cell in rows[at] if cell.part is Part.VALUE]))][0]
    pairs = []
    for row in rows:
        own = [one for one, cell in enumerate(row) if columns[id(cell)] in ((left, left + 1), (left + 1, left + 2))]
        if len(own) == 2 and row[own[0]].part is row[own[1]].part and row[own[0]].rows == row[own[1]].rows:
            pairs.append((row, own[0]))
        elif any(columns[id(cell)][0] <= left + 1 and left < columns[id(cell)][1] and cell.part is Part.VALUE for cell in row):
            return
    if any(row[one].part is Part.HEAD for row, one in pairs):
        for row, one in pairs:
            row[one : one + 2] = row[one : one + 2][::-1]


def unknown_column(page: FaultyPage, random: Random) -> None:
    """A column that the form does not have, anywhere, with a title or without, of numbers, texts or nothing."""
    rows = random.choice(page.tables)
    columns = columns_of(rows)
    at = random.randrange(table(rows).width + 1)
    title, kind = random.choice(("备注", "合计", "上年数", "序号", "", "增减")), random.choice(("{}", "", "注"))
    for number, row in enumerate(rows):
        before = [one for one, cell in enumerate(row) if columns[id(cell)][0] < at]
        if before and columns[id(row[before[-1]])][1] > at:
            row[before[-1]] = evolve(row[before[-1]], columns=row[before[-1]].columns + 1)
        elif any(cell.part is Part.HEAD for cell in row):
            row.insert(len(before), Cell("" if number else title, "", Part.HEAD))
        else:
            row.insert(len(before), _value(kind.format(4000 + number)))


# ---------------------------------------------------------------- heads, tables, sections


def head_row_lost(page: FaultyPage, random: Random) -> None:
    """A line of a head; the spans of its cells go with it, or stay."""
    lines = [(rows, at) for rows in page.tables for at, row in enumerate(rows) if all(cell.part is Part.HEAD for cell in row)]
    for rows, at in some(lines, random, 1):
        _take_out(rows, at, tidy=random.random() < 0.5)


def head_repeated(page: FaultyPage, random: Random) -> None:
    """The head of a table, or its first line, is printed again within it."""
    rows, at = random.choice(page.rows())
    first = next((one for one, row in enumerate(rows) if any(cell.part is not Part.HEAD for cell in row)), 0)
    for row in rows[: random.choice((1, first, first))][::-1]:
        _put_in(rows, at, list(row))


def table_cut(page: FaultyPage, random: Random) -> None:
    """A table goes on in another, perhaps with its head again, perhaps behind a line of text. Labels that reach over the cut stand in both, or not."""
    rows, at = random.choice(page.rows())
    rest = [list(row) for row in rows[at:]]
    if random.random() < 0.5:
        for above, row in enumerate(rows[:at]):
            rest[0][:0] = [evolve(cell, rows=cell.rows - at + above) for cell in row if cell.rows > at - above]
            row[:] = [evolve(cell, rows=min(cell.rows, at - above)) for cell in row]
    if random.random() < 0.3:
        rest[:0] = [list(row) for row in rows[:at] if all(cell.part is Part.HEAD for cell in row)]
    number = next(one for one, block in enumerate(page.blocks) if block is rows)
    between = random.choice(([], [], [Paragraph("- 3 -")], [Paragraph("续表")], [Paragraph("注：以上数据截至年底。")]))
    page.blocks[number : number + 1] = [rows[:at], *between, rest]


def tables_joined(page: FaultyPage, random: Random) -> None:
    """All tables become one, and what stands between them is in cells of theirs, or lost."""
    first, last = (
        next(at for at in order if isinstance(page.blocks[at], list)) for order in (range(len(page.blocks)), range(len(page.blocks))[::-1])
    )
    kept = random.random() < 0.7
    whole: Rows = []
    for block in page.blocks[first : last + 1]:
        whole += block if isinstance(block, list) else [[Cell(block.text, "", Part.HEAD, random.choice((1, 10)))]] * kept
    page.blocks[first : last + 1] = [whole]


def headings_lost(page: FaultyPage, random: Random) -> None:
    """The heading of a section, or all."""
    headings = [block for block in page.blocks if isinstance(block, Paragraph) and block.level == 2]
    gone = headings if random.random() < 0.3 else some(headings, random, 1)
    page.blocks = [block for block in page.blocks if not any(block is one for one in gone)]


def sections_swapped(page: FaultyPage, random: Random) -> None:
    """Two sections that follow each other change places."""
    starts = [at for at, block in enumerate(page.blocks) if isinstance(block, Paragraph) and block.level == 2]
    if len(starts) > 2:
        one = random.randrange(len(starts) - 2)
        first, second, third = starts[one : one + 3]
        page.blocks[first:third] = [*page.blocks[second:third], *page.blocks[first:second]]


FAULTS: dict[str, Fault] = {
    one.__name__: one
    for one in (
        rows_lost, row_twice, rows_in_one, unknown_row, number_in_the_next_row, cells_lost, cells_merged, cells_merged_down, cell_split,
        empty_cell_put_in, span_wrong, spans_lost, blanks_dropped, numbers_cut_or_marked, numbers_in_elements, numbers_in_a_table, rows_in_a_table,
        labels_damaged, column_lost, columns_swapped, unknown_column, head_row_lost, head_repeated, table_cut, tables_joined, headings_lost,
        sections_swapped,
    )
}  # fmt: skip
