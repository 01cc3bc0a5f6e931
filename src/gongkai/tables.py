"""Cells, one after the other -> sections, groups, rows with their cells, and the text between them.

One tolerant reader for all layouts at once: a label opens a row, cells go to the row that is open. In the few layouts in which a
cell may stand before its label, or a label in pieces, the matter is settled when the stretch of such lines is over. How cells stand
on their lines is for visits.py.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from gongkai.cells import BLANK, Place, Reading, Status, fold, width
from gongkai.diagnostics import Diagnostic
from gongkai.form import AMOUNT, COLUMN, GROUP, MARKER, ROW, SECTION, Role, Word
from gongkai.found import GRID, LIST, LOOSE, PAGE, Found, Style
from gongkai.heads import Titles, in_order, side_by_side
from gongkai.lines import Line
from gongkai.values import before_number, is_sign, printed_unit, read_value
from gongkai.vocabulary import Label, Vocabulary, enumerator


class Opening(NamedTuple):
    """A section's heading or a group's label, as printed."""

    word: Word
    start: int
    end: int


class Visit:
    """A stretch of the page that belongs to one section: what stands in it, and its paragraphs of text."""

    __slots__ = ("awaited", "heading", "numbers_in_text", "paragraphs", "parts", "section")

    def __init__(self, section: str, heading: Opening | None) -> None:
        self.section = section
        """The section's path; empty before the first one."""
        self.heading = heading
        self.parts: list[Found] = []
        self.paragraphs: list[tuple[int, int]] = []
        self.awaited: Found | None = None
        """The row that has no label, in a section that has one."""
        self.numbers_in_text = False
        """Whether a line of text stands between its rows and has digits: an office's own row, perhaps, or a remark on the sums."""


class _Fragment(NamedTuple):
    """The first part of a label that the page cut up, and the cells met since."""

    text: str
    start: int
    end: int
    column: int
    style: Style
    cells: list[Place]
    titles: Titles
    """Those over it."""
    unit: str | None


_START = attrgetter("start")
_TITLES = (COLUMN, MARKER)
_DIGIT = re.compile(r"\d")
_SENTENCE = frozenset("。；;！!？?")
_NUMBERED = re.compile(r"(\d+)\.")
_ORDINALS = "一二三四五六七八九十"
_SHORT = 60
_MARKS = 3
COLONS = ":："
_ABOUT = frozenset("约近超")
_LONGEST_CELL = 10
"""A label's first cell, right behind it, has not more characters where it is no number."""
_WIDEST = 400
"""No line of a page is indented by more."""
_MOST_FRAGMENTS = 4


class TableReader:
    """Takes the cells of a page one after the other, in whatever layout they stand."""

    def __init__(self, text: str, vocabulary: Vocabulary, number: int, begin: int = 0) -> None:
        self.text = text
        self.begins = begin
        """Where in the text the page begins."""
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
        self.fragments: list[_Fragment] = []
        """The one that was met last stands last."""
        self.in_fragment = False
        """Whether cells go to the last fragment, and not to what is open."""
        self.stretch: list[Found] = []
        """Labels without cells, and cells without a label, each on a line of its own."""
        self.behind = False
        """Whether cells stand before labels that may be theirs, so that those behind a label may be the next one's."""
        self.unit: str | None = None
        """The unit that the last title of an amount named."""
        self.in_head = False
        """Whether no row has come since the last title of a column."""
        self.titles = Titles()
        """The titles of the last head."""
        self.title_field: tuple[str, int, int] | None = None
        """Where a head keeps merged places: its first column, the field that column's title stands in, and how many fields it has."""
        self.visit_titles: list[tuple[str, int | None]] = []
        """The titles over the row that has no label, as they came, and the field or position of each, where the layout has those."""
        self.one_line = False
        """Whether the cells that are being taken share one line with other rows."""
        self.lines: Sequence[Line] = ()
        """The lines of the page."""
        self.strayed = False
        """Whether cells stand under no label."""
        self.headed: set[str] | None = None
        """The sections whose headings the page has; found out when a damaged one is met."""
        self.damaged: set[int] = set()
        """Where the labels start that are damaged."""
        self.peculiar = False
        """Whether it was asked which number a cell has, or what a text within a table says."""

    # ---------------------------------------------------------------- cell by cell

    def word(self, said: object) -> Word | None:
        return said.words[self.number] if type(said) is Label else None

    def role(self, said: object) -> Role | None:
        word = self.word(said)
        return word.role if word is not None else None

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
            self.in_head = False
        elif self.open is not None:
            self.open.cells.append(place)
        else:
            self.open = self.stray([place])
            if self.stretch:
                self.hang(self.open)

    def label(self, said: Label | Reading | str, start: int, end: int, column: int, style: Style) -> Found | None:
        """A known label, in its turn. Returns what it opens for cells to go to."""
        if self.in_fragment and type(said) is Label:
            said, start = self.with_fragment(said, start, end)
        word = said.words[self.number] if type(said) is Label else None
        if self.fragments:
            self.drop_fragments([fragment for fragment in self.fragments if not fragment.cells and self.is_heading(fragment.text)])
        if word is None:
            if type(said) is Label:
                self.foreign(next(word for word in said.words if word is not None), start, end)
            return None
        self.lead += 1
        if word.role is SECTION:
            self.enter(word, start, end)
            return None
        if word.role is ROW or word.role is GROUP:
            return self.begin(word, start, end, style)
        self.head(word, start, end, column if style is GRID or style is PAGE else None)
        return None

    def begin(self, word: Word, start: int, end: int, style: Style) -> Found:
        """A row's label, or a group's."""
        if self.after_head:
            self.lead = 1
            self.after_head = False
        self.in_fragment = False
        if word.role is ROW and self.fragments:
            self.drop_fragments([fragment for fragment in self.fragments if fragment.cells])
        self.table = True
        self.take_back_number(word, start, end)
        self.open = None
        self.locate(word.section)
        if word.twins:
            word = self.twin(word)
        found = Found(word, start, end, style, self.lead)
        found.damaged = start in self.damaged
        put_under(self.titles, self.unit, found)
        self.in_head = False
        self.visit.parts.append(found)
        self.open = found
        if word.role is GROUP and style is not LIST:
            self.flush()
        return found

    def twin(self, word: Word) -> Word:
        """Of the rows that share a label, the next one after the last row that was met."""
        rows = self.form.rows
        met = next((rows.index(part.row) for visit in reversed(self.visits) for part in reversed(visit.parts) if part.row is not None), -1)
        return next((one for one in (word, *word.twins) if one.row is not None and rows.index(one.row) > met), word)

    def take_back_number(self, word: Word, start: int, end: int) -> None:
        """A label's own number, in a cell or on a line before it, is no cell of the row above."""
        if self.open is None or not self.open.cells:
            return
        number = _NUMBERED.match(word.text)
        if number is None or enumerator(self.text[start:end])[0]:
            return
        last = self.open.cells[-1]
        self.peculiar = True
        if last.reading.value == int(number[1]) and not self.text[last.end : start].strip():
            self.open.cells.pop()

    def enter(self, word: Word, start: int, end: int) -> None:
        """A section's heading. Printed again within its section it is a running head, and opens nothing."""
        if word.section == self.visit.section:
            self.diagnostics.append(Diagnostic.of("GK203", start, end, found=self.text[start:end]))
            return
        self.close()
        self.turn_to(word.section, Opening(word, start, end))
        self.table = word.section in self.tables
        self.await_unlabelled(end)

    def locate(self, section: str) -> None:
        """A row of another section than the one that is open: the heading in between is not on the page."""
        if section != self.visit.section:
            titles = self.titles
            self.turn_to(section, None)
            if self.in_head:
                self.titles = titles  # no row has come since: they are this row's, though the heading before them is lost

    def turn_to(self, section: str, heading: Opening | None) -> None:
        """Leave one section for another: the titles of the one say nothing of the other."""
        self.judge_head()
        if self.behind:
            self.flush()
            self.behind = False
        self.titles = Titles()
        self.visit = Visit(section, heading)
        self.visits.append(self.visit)

    def judge_head(self) -> None:
        """At the end of a head, or of a section, whose row has no label: did the titles over it come in the form's order?"""
        awaited = self.visit.awaited
        if awaited is not None and awaited.row is not None:
            head = awaited.row.head
            ordered = (
                in_order([title for title, _ in self.visit_titles], head)
                or side_by_side(self.visit_titles, head)
                or side_by_side(list(dict.fromkeys(self.visit_titles)), head)  # one that stands over two lines may be printed in both
            )
            awaited.misheaded = awaited.misheaded or not ordered
            if awaited.cells and not awaited.ink:  # numbers without a label may be its cells, and not the empty ones before them
                unlabelled = [part for part in self.visit.parts if part.word is None and part.start == part.end]
                awaited.doubtful = awaited.doubtful or any(len(part.ink) > 1 for part in unlabelled)
        self.visit_titles.clear()

    def await_unlabelled(self, at: int) -> None:
        """Let the cells that follow go to the row that has no label, once."""
        row = self.unlabelled.get(self.visit.section)
        if row is None:
            return
        found = self.visit.awaited
        if found is None:
            found = self.visit.awaited = Found(Word("", ROW, "", row.section, row), at, at, LOOSE, 0)
            self.visit.parts.append(found)
        if not found.cells:
            self.open = found

    def head(self, word: Word, start: int, end: int, column: int | None) -> None:
        """A word of a table's head. The head of a table may be printed again within it, even within a row."""
        if word.column == AMOUNT:
            self.unit = printed_unit(self.text[start:end])
        self.after_head = True
        self.table = True
        row = self.open.row if self.open is not None else None
        turned = word.section in self.unlabelled and word.section != self.visit.section
        if turned:
            self.turn_to(word.section, None)  # before the title is taken, which is the first one there
        self.title(word, column, start)
        if word.section in self.unlabelled:
            awaited = self.visit.awaited
            if awaited is not None and awaited.ink:
                awaited.doubtful = True  # its cells are not all behind its head
            if turned or row is None:
                self.open = None
                self.await_unlabelled(self.visit.heading.end if self.visit.heading else 0)
        elif row is None:
            self.close()
        elif row.label is not None and self.open is not None:
            found = self.open
            # Behind empty cells alone, the title of the next part may be lost together with the row's numbers, and those be its places.
            bare = found.style is LIST and bool(found.cells) and not (found.whole or found.ink) and word.text in self.form.inner_titles
            if word.text in row.headings and len(found.ink) < row.size:
                # Between the cells of a row: its whole head may be printed again, at a page's end; single titles say where the cells belong.
                found.doubtful = found.mixed or bare or not self.titles.whole(row)
            else:
                found.doubtful = found.doubtful or bare
                self.close()

    def begin_head(self) -> None:
        """The first title after a row begins another head."""
        if not self.in_head:
            self.in_head = True
            self.titles = self.titles.following()

    def title(self, word: Word, column: int | None, start: int) -> None:
        """A title of a column, or one that stands over several."""
        self.begin_head()
        self.titles.take(word.text, column)
        row = self.unlabelled.get(word.section) or self.unlabelled.get(self.visit.section)  # 总计 is a title of table 3, too
        if row is not None and word.text in row.headings:
            if word.text == row.head[0].title and any(word.text == title for title, _ in self.visit_titles):
                self.judge_head()  # the head again: 行政复议 behind 行政诉讼 alone is another order
            self.visit_titles.append((word.text, column if column is not None else self.indent(start)))

    def indent(self, start: int) -> int | None:
        """The position on the page of what stands alone on its line, behind spaces; None for all else."""
        begin = max(self.text.rfind(end, max(self.begins, start - _WIDEST), start) for end in "\n\r") + 1
        before = self.text[begin:start] if begin else ""
        return width(before) if len(before) > 1 and before.isspace() else None

    def title_in_part(self, raw: str, column: int | None, start: int) -> None:
        """The beginning or the end of a title: its rest may be lost, or stand on another line. Enough of it takes the title's place."""
        near = self.vocabulary.near(raw) if column or self.in_head else ()
        word = self.word(near[0]) if len(near) == 1 else None
        if word is not None and word.role in _TITLES:
            self.title(word, column, start)

    def foreign(self, word: Word, start: int, end: int) -> None:
        """A label of another form: let pass in the head of a table, not known here as a row."""
        if word.role in (ROW, GROUP):
            self.close()
            self.open = Found(word, start, end, LIST, 1)
            self.open.give_up_row()
            self.visit.parts.append(self.open)
        elif word.role is SECTION:
            self.prose(start, end)
        else:
            self.after_head = True
            if word.role is MARKER:
                self.close()
                return
            self.begin_head()
            if all(word.column != key.column for row in self.form.rows if row.section == word.section for key in row.entries):
                self.titles.strange = True

    # ---------------------------------------------------------------- text, and what is not known

    def unknown(self, key: str, start: int, end: int, column: int, style: Style, in_row: bool | None = None) -> None:
        """A cell within a table that is neither label nor value.

        ``in_row``: whether it stands behind the label of a row on the same line; None where it has a line to itself.
        """
        raw = self.text[start:end]
        key = key or fold(raw[:_SHORT])
        if self.completes(raw, end):
            return
        kind = enumerator(raw.lstrip("*# "))[0]
        rivals = self.rivals(raw)
        found = self.open
        grouped = False
        if in_row and found is not None and found.word is not None and found.word.group is not None and not found.ink:
            grouped = found.row is None or (bool(key) and not raw.isnumeric())  # behind a group's label stands that of a row; ※ and 三 are none
        in_row = in_row and not grouped
        lacks = found is not None and found.row is not None and len(found.cells) < found.size
        lacks = lacks and not (found is not None and found.style is PAGE and found.cells)  # no cell of a line of columns stands on another line
        waits = lacks and found is not None and found.row is not None and found.row.label is not None
        if found is not None and lacks and not in_row:
            numeral = raw.isnumeric()  # 三, though it may be a group's label of which no more is left
            if waits and found.style is not LOOSE and (numeral or (not key and in_row is None)):  # ○, which may be a zero
                found.cells.append(Place(Reading(None, Status.UNSETTLED, None, raw), start, end, column))
                found.strange = found.strange or numeral
                return
            found.doubtful = found.doubtful or (numeral and not waits and bool(found.cells) and (style is GRID or style is LIST))
        if is_sign(raw) and found is not None and found.row is not None and not self.in_head and (in_row or found.cells or waits):
            found.doubtful = True  # the sign of the number behind it, or of one that is lost
        if not in_row and (not key or (not kind and not rivals and self.vocabulary.is_head_part(key))):
            self.title_in_part(raw, column if style is GRID or style is PAGE else None, start)
            if found is not None and (grouped or (self.one_line and not self.in_head)):
                found.doubtful = True  # or a label of which nothing else is left
            return
        if self.in_head and style is GRID and column > 0 and not in_row and not (found is not None and found.ink):
            self.titles.take_unknown(column)
            if found is not None and _is_nearly_number(raw):
                found.doubtful = True  # the first of its cells, or the year of a column
            return
        short = len(raw) <= _SHORT and not _SENTENCE.intersection(raw)
        if short and (kind or len(key) > 1 or key in _ORDINALS) and not in_row and self.vocabulary.begins_label(key):
            if self.open is not None and (self.open.cells or style is not LOOSE):
                self.open = None
            if len(self.fragments) == _MOST_FRAGMENTS:
                self.drop_fragments(self.fragments[:1])
            self.in_fragment = True
            self.fragments.append(_Fragment(raw, start, end, column, style, [], self.titles.kept(), self.unit))
            return
        if kind == "o" and short and self.enter_by_ordinal(raw, start, end):
            return
        found = self.open
        if found is not None and found.row is not None and found.row.label is not None and (in_row or (in_row is None and waits)):
            # In the place of a cell: whatever it says, it is no number. Where the layout shows places, the row's other cells keep theirs.
            if found.style is not LOOSE and self.holds_row(raw, key, found.style):
                found.mixed = found.doubtful = True
                return
            if found.style is not LOOSE or (found.size == 1 and short and any(char.isdigit() for char in raw)):
                found.cells.append(Place(Reading(None, Status.UNSETTLED, None, raw), start, end, column))
                found.strange = found.style is LIST or found.style is GRID
                return
            if in_row or found.cells or any(char.isdigit() for char in raw):
                found.doubtful = True
                return
        if found is not None and not in_row and _is_nearly_number(raw):
            found.doubtful = True  # a cell of its that cannot be read, and one of those before is none, or half of one
        if found is not None and found.row is not None and found.row.label is None and found.ink and len(found.cells) < found.size:
            found.doubtful = True  # its cells go on behind a text
        if (
            found is not None
            and found.row is not None
            and found.cells
            and not found.ink
            and not in_row
            and found.style is LIST
            and _DIGIT.search(raw)
        ):
            found.doubtful = True  # its cells may be behind: <colspan="3" | 5>
        self.close()
        self.prose(start, end)
        if short:
            self.open = Found(None, start, end, style, 1)
            self.open.rivals = rivals
            self.open.glued = self.glued(raw)
            self.visit.parts.append(self.open)

    def holds_row(self, raw: str, key: str, style: Style) -> bool:
        """Whether a text among the cells of a row has the label of another in it, beside a number or between spaces; 见行政许可 in a cell is a remark."""
        return self.glued(raw) is not None or ((style is PAGE or _DIGIT.search(raw) is not None) and self.vocabulary.holds_label(key))

    def glued(self, raw: str) -> Word | None:
        """The row whose label and first cell a text is, with nothing or a colon between them; None where it is none.

        Behind a colon the cell may say what it likes; without one, it is a value or has a digit, and 行政许可事项 is no row.
        """
        for at in _splits(raw):
            word = self.word(self.vocabulary.cell(raw[:at].rstrip(f"{COLONS} ")))
            if word is not None and word.role is ROW:
                return word
        return None

    def mend(self, start: int, end: int, followed: bool = False, headed: bool = False) -> Label | None:
        """The label that a damaged text is taken for: near to it and no other, and no piece of one that the page cut up.

        ``followed``: cells stand behind it, so that no rest of it is coming. ``headed``: it stands among titles.
        """
        raw = self.text[start:end]
        near = self.vocabulary.near(raw)
        if len(near) > 1 and (headed or self.in_head):
            near = tuple(label for label in near if self.role(label) in _TITLES)
        word = self.word(near[0]) if len(near) == 1 else None
        if word is None or (self.fragments and self.continued(raw) is not None):
            return None
        key = fold(raw)
        if word.role is SECTION:
            wanted = not self.is_printed(word) and not (self.table and self.vocabulary.begins_label(key))
        elif word.role is ROW:
            wanted = self.table and (followed or not self.vocabulary.begins_label(key))
        else:
            wanted = self.table and not self.vocabulary.is_head_part(key) and not self.vocabulary.begins_label(key)
        if not wanted:
            return None
        self.take_damaged(word, start, end)
        return near[0]

    def take_damaged(self, word: Word, start: int, end: int) -> None:
        """Note that a label is damaged. Whether that of a row is one at all is known when the page has been read."""
        self.damaged.add(start)
        if word.role is SECTION and self.headed is not None:
            self.headed.add(word.section)
        if word.role is not ROW and word.role is not GROUP:
            self.diagnostics.append(Diagnostic.of("GK211", start, end, found=self.text[start:end], expected=word.text))

    def is_printed(self, heading: Word) -> bool:
        """Whether a section's heading stands on the page undamaged, or has been read."""
        if self.headed is None:
            words = [self.word(label) for line in self.lines for label in line.labels if label.section]
            self.headed = {word.section for word in words if word is not None}
        return heading.section in self.headed or heading.section == self.visit.section

    def rivals(self, raw: str) -> tuple[str, ...]:
        """The labels that a text cannot be told from, one of a row or a group among them."""
        near = self.vocabulary.near(raw)
        if len(near) < 2 or not any(self.role(label) in (ROW, GROUP) for label in near):
            return ()
        return tuple(next(word.text for word in (label.words[self.number], *label.words) if word is not None) for label in near)

    def is_heading(self, raw: str) -> bool:
        """Whether a text is the damaged heading of a section."""
        near = self.vocabulary.near(raw)
        return len(near) == 1 and self.role(near[0]) is SECTION

    def continued(self, raw: str) -> tuple[int, Label | None] | None:
        """Which fragment a text goes on with, by its number, and the label that then is whole."""
        numbers = range(len(self.fragments) - 1, -1, -1)
        for at in numbers:
            said = self.vocabulary.cell(self.fragments[at].text + raw)
            if type(said) is Label and self.word(said) is not None:
                return at, said
            if type(said) is str and self.vocabulary.begins_label(said):
                return at, None
        for at in numbers:
            near = self.vocabulary.near(self.fragments[at].text + raw)
            if len(near) == 1 and self.role(near[0]) in (ROW, GROUP):
                self.damaged.add(self.fragments[at].start)
                return at, near[0]
        return None

    def with_fragment(self, said: Label, start: int, end: int) -> tuple[Label, int]:
        """A label and its start; or the one that it is the end of, where what stands right before it is the beginning: 4.不 同意公开答复数."""
        fragment = self.fragments[-1]
        if not fragment.cells and not self.text[fragment.end : start].strip():
            whole = self.vocabulary.cell(fragment.text + self.text[start:end])
            if type(whole) is Label and self.word(whole) is not None:
                self.fragments.pop()
                self.in_fragment = False
                return whole, fragment.start
        return said, start

    def completes(self, raw: str, end: int) -> bool:
        """Whether a text is the next part, or the last, of a label that the page cut up."""
        continued = self.continued(raw) if self.fragments else None
        if continued is None:
            return False
        at, said = continued
        fragment = self.fragments.pop(at)
        self.in_fragment = said is None
        if said is None:
            self.fragments.append(fragment._replace(text=fragment.text + raw, end=end))
            return True
        cells = fragment.cells
        found = self.label(said, fragment.start, end, fragment.column, fragment.style)
        if found is not None:
            found.cells.extend(cells)
            if not cells:
                self.hang(found)
            elif len(cells) >= found.size:
                self.open = None
        return True

    def drop_fragments(self, dropped: Sequence[_Fragment]) -> None:
        """Give up the first parts of labels whose rest is not coming. What little is lost of one may not matter."""
        self.fragments = [fragment for fragment in self.fragments if fragment not in dropped]
        self.in_fragment = False
        for fragment in dropped:
            near = self.vocabulary.near(fragment.text)
            word = self.word(near[0]) if len(near) == 1 else None
            if word is not None and word.role is SECTION and not fragment.cells and not self.is_printed(word):
                self.take_damaged(word, fragment.start, fragment.end)
                self.enter(word, fragment.start, fragment.end)
                continue
            known = word is not None and bool(fragment.cells) and word.role is ROW and word.section == self.visit.section
            found = Found(word if known else None, fragment.start, fragment.end, fragment.style, 1)
            found.damaged = known
            found.bare = not known
            found.rivals = self.rivals(fragment.text)
            found.cells.extend(fragment.cells)
            if known:
                put_under(fragment.titles, fragment.unit, found)
            insort(self.visit.parts, found, key=_START)  # rows may have been met since

    def enter_by_ordinal(self, raw: str, start: int, end: int) -> bool:
        """A heading in words that are not known: after a table, the ordinal of a later narrative section says enough."""
        number = _ORDINALS.find(raw.strip("*# ")[:1]) + 1
        numbers = {section.path: section.number for section in self.form.sections}
        for section in self.form.sections:
            if section.number == number > numbers.get(self.visit.section, 0) and section.path not in self.tables:
                self.diagnostics.append(Diagnostic.of("GK208", start, end, found=raw, expected=section.heading))
                self.enter(Word(raw, SECTION, section.terminal, section.path), start, end)
                return True
        return False

    def prose(self, start: int, end: int) -> None:
        self.visit.paragraphs.append((start, end))
        if self.table and self.visit.section in self.tables and _DIGIT.search(self.text, start, end):
            self.visit.numbers_in_text = True

    # ---------------------------------------------------------------- what hangs in the air

    def hang(self, found: Found) -> None:
        """Leave a label without cells, or cells without a label, to be settled with their neighbours."""
        if found.row is not None or found.word is None:
            found.bare = True
            if found.row is not None and not self.behind and (not self.stretch or self.stretch[0].row is None):
                self.behind = self.stands_behind(found)
            self.stretch.append(found)

    def stands_behind(self, found: Found) -> bool:
        """Whether as many cells as a row has stand right before its label, without a label of their own. That of a group may stand between."""
        before = next((part for part in reversed(self.visit.parts) if part is not found and (part.word is None or part.word.group is None)), None)
        return before is not None and before.word is None and before.start == before.end and len(before.ink) == found.size

    def stray(self, ink: list[Place]) -> Found:
        """Cells of which no label says what they are, so far."""
        found = Found(None, ink[0].start, ink[0].start, LOOSE, 0)
        found.cells.extend(ink)
        self.visit.parts.append(found)
        self.strayed = True
        return found

    def doubt_blanks(self) -> None:
        """Doubt a row that has nothing but empty cells where numbers stand right before it without a label: they may be its own, and its label cut up."""
        for visit in self.visits:
            for stray, found in pairwise(visit.parts):
                if stray.word is None and stray.start == stray.end and stray.ink and found.row is not None and found.cells and not found.ink:
                    found.doubtful = True

    def close(self) -> None:
        """End the row that is open, and settle what hangs in the air."""
        if self.fragments:
            self.drop_fragments(self.fragments)
        self.flush()
        self.open = None
        self.lead = 0

    def flush(self) -> None:
        """Settle a stretch of lines that have either a label or cells: do the cells stand after their labels, or before?"""
        if not self.stretch:
            return
        self.doubt_order()
        self.doubt_skipped()
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

    def doubt_order(self) -> None:
        """Doubt the cells behind labels where a row's whole cells stand before the first of them, without a label of their own.

        A page that prints the cells of each row before its label looks so, read from its second line on.
        """
        last = self.stretch[-1]
        if self.behind and (last.row is None or any(found.cells for found in self.stretch if found.row is not None)):
            for found in self.stretch:
                found.doubtful = True

    def doubt_skipped(self) -> None:
        """Doubt labels without cells before one that has its own, if cells without a label follow: those may be the rest of that one's."""
        skipped: list[Found] = []
        for found, following in pairwise(self.stretch):
            if found.row is not None and not found.cells and following.row is not None and following.cells:
                skipped.append(found)
            elif following.row is None:
                for label in skipped:
                    label.doubtful = True

    def assign(self, stretch: Sequence[Found]) -> None:
        last: Found | None = None
        for found in stretch:
            if found.row is not None:
                last = found
            elif last is not None:
                last.cells.extend(found.cells)
                last.doubtful = last.doubtful or found.doubtful
                found.cells.clear()


def _is_nearly_number(raw: str) -> bool:
    """Whether a text that is no number begins like one, in whatever script, and has little else: 12% 16① 一〇三."""
    return len(raw) <= _SHORT and raw[:1].isnumeric() and sum(1 for char in raw if not char.isnumeric()) <= _MARKS


def _splits(raw: str) -> list[int]:
    """Where in a text a label may end and its first cell begin: behind the last colon, or before what may be a cell."""
    colon = max(raw.rfind(sign) for sign in COLONS)
    splits = [colon] if colon > 0 else []
    number = len(before_number(raw))
    if 0 < number < len(raw):
        splits.append(number)
    for at in range(max(1, len(raw) - _LONGEST_CELL), len(raw)):
        rest = raw[at:].strip("*_ ")
        if rest and (rest[0] in _ABOUT or read_value(rest) is not None):
            splits.append(at)
    return splits


def put_under(titles: Titles, unit: str | None, found: Found) -> None:
    """Let a row know what the head over it says."""
    found.unit = unit
    if found.row is not None and titles.seen:
        found.misheaded = not titles.fit(found.row)
        found.exact = titles.extra
        if titles.copied:
            found.misheaded = found.misheaded or titles.are_copied(found.row)
        if titles.ranges:
            found.over = titles.over(found.row)
            found.denied = titles.denied(found.row)
            found.misheaded = found.misheaded or titles.twice(found.row)
    elif found.word is not None and found.word.group is not None and titles.seen:  # its rows may have lost their labels
        found.misheaded = titles.extra or not all(titles.fit(row) for row in found.word.group.rows)
    elif titles.strange:
        found.misheaded = True
