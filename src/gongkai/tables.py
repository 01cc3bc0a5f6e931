"""Cells, one after the other -> sections, groups, rows with their cells, and the text between them.

One tolerant reader for all layouts at once: a label opens a row, cells go to the row that is open. In the few layouts in which a
cell may stand before its label, or a label in pieces, the matter is settled when the stretch of such lines is over. How cells stand
on their lines is for page.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.align import Found, Style
from gongkai.cells import BLANK, Place, Reading, Status, fold
from gongkai.diagnostics import Diagnostic
from gongkai.form import AMOUNT, Role, Word
from gongkai.heads import Titles, in_order, in_text
from gongkai.values import printed_unit
from gongkai.vocabulary import Label, Vocabulary, enumerator


class Opening(NamedTuple):
    """A section's heading or a group's label, as printed."""

    word: Word
    start: int
    end: int


class Visit:
    """A stretch of the page that belongs to one section: what stands in it, and its paragraphs of text."""

    __slots__ = ("awaited", "heading", "paragraphs", "parts", "section")

    def __init__(self, section: str, heading: Opening | None) -> None:
        self.section = section
        """The section's path; empty before the first one."""
        self.heading = heading
        self.parts: list[Found] = []
        self.paragraphs: list[tuple[int, int]] = []
        self.awaited: Found | None = None
        """The row that has no label, in a section that has one."""


class _Fragment(NamedTuple):
    """The first part of a label that the page cut up, and the cells met since."""

    text: str
    start: int
    end: int
    column: int
    style: Style
    cells: list[Place]


_SENTENCE = frozenset("。；;！!？?")
_NUMBERED = re.compile(r"(\d+)\.")
_ORDINALS = "一二三四五六七八九十"
_SHORT = 60
_MOST_FRAGMENTS = 4


class TableReader:
    """Takes the cells of a page one after the other, in whatever layout they stand."""

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
        self.fragments: list[_Fragment] = []
        """The one that was met last stands last."""
        self.in_fragment = False
        """Whether cells go to the last fragment, and not to what is open."""
        self.stretch: list[Found] = []
        """Labels without cells, and cells without a label, each on a line of its own."""
        self.unit: str | None = None
        """The unit that the last title of an amount named."""
        self.in_head = False
        """Whether no row has come since the last title of a column."""
        self.titles = Titles()
        """The titles of the last head."""
        self.title_field: tuple[str, int, int] | None = None
        """Where a head keeps merged places: its first column, the field that column's title stands in, and how many fields it has."""
        self.visit_titles: list[str] = []
        """The titles over the row that has no label, as they came."""

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
        elif self.open is not None:
            self.open.cells.append(place)
        else:
            self.open = self.stray([place])
            if self.stretch:
                self.hang(self.open)

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
        self.head(word, start, end, column if style is Style.GRID or style is Style.PAGE else None)
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
        self.take_back_number(word, start, end)
        self.open = None
        self.locate(word.section)
        found = Found(word, start, end, column, style, self.lead)
        found.unit = self.unit
        if word.row is not None and self.titles.seen:
            found.misheaded = not self.titles.fit(word.row)
            found.exact = self.titles.extra
        elif self.titles.strange:
            found.misheaded = True
        self.in_head = False
        self.visit.parts.append(found)
        self.open = found
        if word.role is Role.GROUP and style is not Style.LIST:
            self.flush()
        return found

    def take_back_number(self, word: Word, start: int, end: int) -> None:
        """A label's own number, in a cell or on a line before it, is no cell of the row above."""
        if self.open is None or not self.open.cells:
            return
        last = self.open.cells[-1]
        if not last.reading.value or self.text[last.end : start].strip():
            return
        number = _NUMBERED.match(word.text)
        if number is not None and last.reading.value == int(number[1]) and not enumerator(self.text[start:end])[0]:
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
            self.turn_to(section, None)

    def turn_to(self, section: str, heading: Opening | None) -> None:
        """Leave one section for another: the titles of the one say nothing of the other."""
        self.judge_head()
        self.titles = Titles()
        self.visit = Visit(section, heading)
        self.visits.append(self.visit)

    def judge_head(self) -> None:
        """At the end of a section whose row has no label: did the titles over it come in the form's order?"""
        awaited = self.visit.awaited
        if awaited is not None and awaited.row is not None and not in_order(self.visit_titles, awaited.row.head):
            awaited.misheaded = True
        self.visit_titles.clear()

    def await_unlabelled(self, at: int) -> None:
        """Let the cells that follow go to the row that has no label, once."""
        row = self.unlabelled.get(self.visit.section)
        if row is None:
            return
        found = self.visit.awaited
        if found is None:
            found = self.visit.awaited = Found(Word("", Role.ROW, "", row.section, row), at, at, -1, Style.LOOSE, 0)
            self.visit.parts.append(found)
        if not found.cells:
            self.open = found

    def head(self, word: Word, start: int, end: int, column: int | None) -> None:
        """A word of a table's head. The head of a table may be printed again within it, even within a row."""
        if word.column == AMOUNT:
            self.unit = printed_unit(self.text[start:end])
        self.after_head = True
        self.table = True
        self.title(word, column)
        row = self.open.row if self.open is not None else None
        if word.section in self.unlabelled:
            awaited = self.visit.awaited
            if awaited is not None and awaited.cells and self.visit.section == word.section and awaited.ink:
                awaited.doubtful = True  # its cells are not all behind its head
            if self.visit.section != word.section or row is None:
                self.open = None
                self.locate(word.section)
                self.await_unlabelled(self.visit.heading.end if self.visit.heading else 0)
        elif row is None:
            self.close()
        elif row.label is not None and self.open is not None:
            if word.text in row.headings and len(self.open.ink) < row.size:
                # Between the cells of a row: its whole head may be printed again, at a page's end; single titles say where the cells belong.
                self.open.doubtful = not self.titles.whole(row)
            else:
                self.close()

    def begin_head(self) -> None:
        """The first title after a row begins another head."""
        if not self.in_head:
            self.in_head = True
            self.titles = Titles()

    def title(self, word: Word, column: int | None) -> None:
        """A title of a column, or one that stands over several."""
        self.begin_head()
        self.titles.take(word.text, column)
        if word.section in self.unlabelled:
            row = self.unlabelled[word.section]
            if word.text == row.head[0].title:
                self.visit_titles.clear()
            self.visit_titles.append(word.text)

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
                return
            self.begin_head()
            if all(word.column != key.column for row in self.form.rows if row.section == word.section for key in row.entries):
                self.titles.strange = True

    # ---------------------------------------------------------------- text, and what is not known

    def unknown(self, key: str, start: int, end: int, column: int, style: Style, in_row: bool = False) -> None:
        """A cell within a table that is neither label nor value."""
        raw = self.text[start:end]
        key = key or fold(raw[:_SHORT])
        if self.completes(raw, end):
            return
        kind = enumerator(raw.lstrip("*# "))[0]
        if not in_row and (not key or (not kind and self.vocabulary.is_head_part(key))):
            return
        if self.in_head and style is Style.GRID and column > 0 and not in_row and not self.lost_characters(key):
            self.titles.take_unknown()
            return
        short = len(raw) <= _SHORT and not _SENTENCE.intersection(raw)
        if short and (kind or len(key) > 1 or key in _ORDINALS) and not in_row and self.vocabulary.begins_label(key):
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
        if found is not None and found.row is not None and found.row.label is not None and (in_row or len(found.cells) < found.size):
            # In the place of a cell: whatever it says, it is no number. Where the layout shows places, the row's other cells keep theirs.
            if found.style is not Style.LOOSE or (found.size == 1 and short and any(char.isdigit() for char in raw)):
                found.cells.append(Place(Reading(None, Status.UNSETTLED, None, raw), start, end, column))
                return
            if in_row or found.cells or any(char.isdigit() for char in raw):
                found.doubtful = True
                return
        if found is not None and found.row is not None and found.row.label is None and found.ink and len(found.cells) < found.size:
            found.doubtful = True  # its cells go on behind a text
        self.close()
        self.prose(start, end)
        if short:
            self.open = Found(None, start, end, column, style, 1)
            self.visit.parts.append(self.open)

    def lost_characters(self, key: str) -> bool:
        """Whether a text is a title of the section that has lost characters, and nothing else."""
        return any(len(key) + 2 >= len(title) and in_text(key, title) for title in self.form.titles)

    def completes(self, raw: str, end: int) -> bool:
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

    # ---------------------------------------------------------------- what hangs in the air

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
                last.doubtful = last.doubtful or found.doubtful
                found.cells.clear()
