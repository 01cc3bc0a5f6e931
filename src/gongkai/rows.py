"""Rows as they were found on a page -> rows with their columns, each once; and what of the page could not be read."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import islice, pairwise

from gongkai.align import align
from gongkai.cells import BLANK, UNSETTLED, Place, Reading, Status, fold
from gongkai.diagnostics import Diagnostic
from gongkai.form import CHANGE, ROW, TOTAL, Form, Group, Row, Word
from gongkai.found import LOOSE, PAGE, Found, Verdict, unplaced
from gongkai.tables import COLONS, Visit
from gongkai.visits import Visits

_MINUS = tuple("-–−－﹣")
_SPACES = " \t\u3000\xa0"
_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line."""
_COMPARED = 60
"""So many characters of an unknown label are compared with those of the form, which takes a time that grows with their square."""
_DOUBT = {Verdict.FEWER: "GK301", Verdict.MORE: "GK302", Verdict.SHIFTED: "GK303", Verdict.DOUBTFUL: "GK310"}


class Settler:
    """Settles the rows of one page, and says in ``diagnostics`` what could not be settled."""

    def __init__(self, text: str, form: Form, page: Visits, unnamed: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.form = form
        self.page = page
        self.diagnostics = page.diagnostics
        self.unnamed = unnamed
        """The paths of the rows whose columns are not known, because more than one form may be the page's."""
        self.instead: dict[str, tuple[str, ...]] = {}
        """The paths of the rows that stand for a whole group of rows -> the keys of those."""
        self.dropped: set[int] = set()
        """The identities of the rows that another one already says."""
        self.unsure: set[str] = set()
        """The sections in which numbers stand that belong to no row."""
        self.added = False
        """Whether the numbers of a row were added up to settle it."""

    def settle(self) -> None:
        """Give every row of the page its columns."""
        self.settle_damaged()
        self.settle_groups()
        self.settle_twins()
        self.doubt_before_rest()
        self.lost_labels()
        rows: dict[str, list[Found]] = {}
        others: list[Found] = []
        for visit in self.page.visits:
            if visit.numbers_in_text:
                self.unsure.add(visit.section)
            for part in visit.parts:
                if part.row is None:
                    others.append(part)
                    if part.ink and (part.word is None or part.word.group is None):
                        self.unsure.add(visit.section)
                elif part.row.label is not None or not self.instead_of_table(part, visit):
                    rows.setdefault(part.row.section, []).append(part)
                    part.misheaded = part.misheaded or part.row.path in self.unnamed
        tables = list(rows.values())
        self.doubt_first(others, rows)
        headed = {visit.section for visit in self.page.visits if visit.heading is not None}
        signed = any(sign in self.text for sign in _MINUS)
        for at, found_rows in enumerate(tables):
            after = tables[at + 1][0] if at + 1 < len(tables) else None
            if after is not None and after.row is not None and after.row.section in headed:
                after = None  # no cell of that table stands before its heading
            self.report(align(found_rows, self.form.followers, after))
            self.added = self.added or any(found.added for found in found_rows)
            if signed:
                for found in found_rows:
                    self.doubt_negatives(found)
        self.merge(rows)
        for found in others:
            self.stray(found)
        if rows:
            self.absent({found.row.path for found_rows in tables for found in found_rows if found.row is not None})

    def settle_damaged(self) -> None:
        """A label that comes near the form's is that one, but not where the page has that one, too."""
        parts = [part for visit in self.page.visits for part in visit.parts if part.word is not None]
        damaged = [part for part in parts if part.damaged]
        whole = {_path(part.word) for part in parts if not part.damaged} if damaged else set()
        for part in damaged:
            if _path(part.word) in whole:
                part.word = None
                part.give_up_row()
                part.bare = False
            elif part.word is not None:
                self.diagnostics.append(Diagnostic.of("GK211", part.start, part.end, found=self.text[part.start : part.end], expected=part.word.text))

    def settle_groups(self) -> None:
        """A label that is a row or the group of the rows it was split into: it is the group where one of those is on the page.

        It is the group, too, where it has no cells, and where numbers without a label follow its own, or more than one row has.
        """
        parts = [part for visit in self.page.visits for part in visit.parts]
        paths = {part.row.path for part in parts if part.row is not None}
        for row, group in self.form.alternatives:
            if row.path not in paths:
                continue
            members = {member.path for member in group.rows}
            own = [at for at, part in enumerate(parts) if part.row is not None and part.row.path == row.path]
            if not members & paths and any(parts[at].cells for at in own) and not any(_of_several(parts[at : at + 2]) for at in own):
                self.instead[row.path] = tuple(str(key) for member in group.rows for key in member.entries)
                continue
            for at in own:
                parts[at].give_up_row()
            if any(parts[at].ink for at in own):
                for part in parts:
                    if part.row is not None and part.row.path in members and not part.ink:
                        part.doubtful = True

    def settle_twins(self) -> None:
        """Rows that share a label are told apart by their order: where not each of them is on the page once, none is known."""
        for word in self.form.words.values():
            if word.twins:
                paths = [one.row.path for one in (word, *word.twins) if one.row is not None]
                found = [part for visit in self.page.visits for part in visit.parts if part.row is not None and part.row.path in paths]
                if [part.row.path for part in found if part.row is not None] != paths:
                    for part in found:
                        part.doubtful = True

    def lost_labels(self) -> None:
        """Numbers that stand directly under a group's label: put in its rows that are not on the page, their cells unsettled."""
        present = {part.row.path for visit in self.page.visits for part in visit.parts if part.row is not None}
        for visit in self.page.visits:
            parts: list[Found] = []
            for part in visit.parts:
                parts.append(part)
                word = part.word
                if part.row is not None or word is None or word.group is None:
                    continue
                ink = part.ink
                if not ink:
                    continue
                self.group_numbers(part, word.group)
                lacking = [row for row in word.group.rows if row.path not in present and not row.optional]
                size = sum(row.size for row in lacking)
                own = size == len(ink) and not part.misheaded and len(lacking) == sum(1 for row in word.group.rows if not row.optional)
                cells = iter(unplaced(ink, size, own=own, blanks=len(part.cells) != len(ink)))
                for row in lacking:
                    if row.label is not None and row.terminal is not None:
                        present.add(row.path)
                        lost = Found(Word(row.label, ROW, row.terminal, row.section, row), part.start, part.start, part.style, 0)
                        lost.settled = tuple(islice(cells, row.size))
                        parts.append(lost)
            visit.parts = parts

    def doubt_before_rest(self) -> None:
        """Doubt a row behind which numbers stand that may be its last number's other half, or the rest of it, with a note between.

        One number may be that, unless an empty line sets it apart from a row on one line, or the note may be its label: on its line, or in a table some
        of whose rows have but one number. So may several be that are more or fewer than the row has, if nothing but its line ends it; and any behind a row
        that lacks some. So may one of several that stand on both sides of the end of its label be the next row's, which lacks some.
        """
        narrow = {row.section for row in self.form.rows if row.size == 1}
        for visit in self.page.visits:
            for part in [part for part in visit.parts if part.style is PAGE]:
                part.doubtful = part.doubtful or (part.row is not None and self.in_lines(part))
            for above, part in pairwise(visit.parts):
                if part.row is not None and len(part.ink) < part.size and _is_parted(above):
                    above.doubtful = True  # what stands behind its label may be of the next row, as what stands before that one's own
                if (part.row is not None and above.row is not None) or not part.ink or not above.ink:
                    continue
                if above.row is not None and above.row.optional:
                    above.doubtful = True  # it is the first row of its group, as that below it, and the labels of both are lost
                self.doubt_beside_pieces(above, part)
                if part.word is not None or above.row is None:
                    continue
                lacks = len(above.ink) < above.size
                between = self.text[above.ink[-1].end : part.ink[0].start]
                apart = above.whole and _EMPTY_LINE.search(between) is not None
                titled = part.end > part.start and (visit.section in narrow or len(self.text[part.start : part.ink[0].end].splitlines()) == 1)
                open_end = above.style in (LOOSE, PAGE) and part.end == part.start
                half = len(part.ink) == 1 and part.ink[0].reading.status is not Status.NOT_APPLICABLE
                rest = half or (open_end and len(part.ink) != above.size) or (part.end == part.start and _may_be_halves(above, part))
                if lacks or (rest and not apart and not titled):
                    above.doubtful = True

    def doubt_negatives(self, found: Found) -> None:
        """Doubt a count that is negative only if the stroke and the space that its line begins with are a minus sign, and not the mark of a list."""
        assert found.row is not None and found.settled is not None
        for at, place in enumerate(found.settled):
            value = place.reading.value
            if value is not None and value < 0 and found.row.entries[at].column != CHANGE and self.is_listed(place):
                doubted = place._replace(reading=Reading(None, Status.UNSETTLED, None, place.reading.raw))
                found.settled = (*found.settled[:at], doubted, *found.settled[at + 1 :])

    def is_listed(self, place: Place) -> bool:
        """Whether a number begins with a stroke and a space, and nothing stands before it on its line."""
        at = place.start
        if self.text[at] not in _MINUS or not self.text[at + 1].isspace():
            return False
        while at > self.page.begins and self.text[at - 1] in _SPACES:
            at -= 1
        return at == self.page.begins or self.text[at - 1] in _ENDS

    def in_lines(self, found: Found) -> bool:
        """Whether the cells of a row stand on more than one line: in columns each of them may be half of a number, or the rest of another one."""
        ink = found.ink
        return bool(ink) and len(self.text[ink[0].start : ink[-1].end].splitlines()) > 1

    def doubt_beside_pieces(self, above: Found, below: Found) -> None:
        """Doubt a row that stands beside a piece of a label, if numbers stand beside another piece: they may be halves of its own."""
        for row, other in ((above, below), (below, above)):
            if other.row is None and other.start < row.start < max(other.end, other.ink[-1].end):
                row.doubtful = True
        if above.row is None and above.bare and above.start < above.end and below.style is PAGE:
            together = _EMPTY_LINE.search(self.text[above.end : below.start]) is None
            if together and (len(above.ink) != below.size or _may_be_halves(above, below)):
                below.doubtful = True

    def instead_of_table(self, found: Found, visit: Visit) -> bool:
        """Whether a row that has no label is not there: it has no cells, or there is a 无 in place of its table.

        Nor is it where its section's heading stands with the number of a page, in a table of contents, and the table somewhere else.
        """
        ink = found.ink
        if _is_page_number(ink) and self.whole_tables[visit.section] > (len(ink) == found.size):
            self.diagnostics.append(Diagnostic.of("GK210", ink[0].start, ink[-1].end, found=self.printed(found)))
            return True
        if len(ink) == 1 and ink[0].reading.status is Status.NOT_APPLICABLE:
            visit.paragraphs.append((ink[0].start, ink[0].end))
            return True
        return not found.cells

    @cached_property
    def whole_tables(self) -> Counter[str]:
        """How often a section has the row that has no label with all of its numbers."""
        awaited = [(visit.section, visit.awaited) for visit in self.page.visits if visit.awaited is not None]
        return Counter(section for section, found in awaited if len(found.ink) == found.size)

    def illegible(self, found: Found) -> None:
        """The cells of a row whose place is certain, but that say no number."""
        if found.row is None or found.settled is None:
            return
        for key, place in zip(found.row.keys, found.settled, strict=True):
            if place.reading.status is Status.UNSETTLED and place.reading.unplaced is None and place.reading.raw is not None:
                details = {"found": place.reading.raw, "label": self.name(found)}
                self.diagnostics.append(Diagnostic.of("GK307", place.start, place.end, (key,), **details))

    def merge(self, rows: dict[str, list[Found]]) -> None:
        """A row that is printed twice: kept once, and its numbers only where both agree.

        Where most rows are printed twice and do not agree, or several in more than one table, two reports stand on the page, and a row that is printed
        once is either's.
        """
        alone: dict[str, Found] = {}
        disagreeing: Counter[str] = Counter()
        for found_rows in rows.values():
            first: dict[str, Found] = {}
            for found in found_rows:
                assert found.row is not None and found.settled is not None
                before = first.setdefault(found.row.path, found)
                if before is found:
                    alone[found.row.path] = found
                    continue
                assert before.settled is not None
                self.dropped.add(id(found))
                one, two = before.settled, found.settled
                if all(place.reading.status is Status.MISSING for place in two):
                    continue
                if all(place.reading.status is Status.MISSING for place in one):
                    before.settled = two
                    continue
                alone.pop(found.row.path, None)
                if _as_printed(one) == _as_printed(two):
                    self.diagnose("GK306", found, label=self.name(found))
                else:
                    disagreeing[found.row.section] += 1
                    before.settled = tuple(
                        a if said == again else _either(a, b) for a, b, said, again in zip(one, two, _as_printed(one), _as_printed(two), strict=True)
                    )
                    self.diagnose("GK305", found, label=self.name(found), found=self.printed(found))
        if disagreeing.total() >= _SEVERAL and (len(disagreeing) > 1 or disagreeing.total() > len(alone)):
            for found in alone.values():
                ink = [place for place in found.settled or () if place.start >= 0]
                if ink:
                    found.settled = unplaced(ink, found.size, own=False)
                    self.diagnose("GK310", found, label=self.name(found), count=len(found.ink), found=self.printed(found))

    def doubt_first(self, others: Sequence[Found], rows: Mapping[str, Sequence[Found]]) -> None:
        """Doubt the rows that may have lost their first number out of the field of their label.

        Of 规章：1；2；3； and 行政规范性文件：；5；6； only the second begins with a label of the form. Its cells are those behind the first one, and
        what seems to be its last is the empty field behind that. Where no row has its number there, a colon shows that one may have been, and ○ is one.
        """
        glued = {found.glued.section for found in others if found.glued is not None}
        for section, found_rows in rows.items():
            short = [found for found in found_rows if found.style is not LOOSE and _ends_blank(found)]
            if not short:
                continue
            ends = {id(found): self.text[found.start : found.end].rstrip(_BEHIND_SIGN)[-1:] for found in found_rows}
            beside = section in glued or not _ZEROS.isdisjoint(ends.values())
            for found in short:
                found.first_lost = beside or ends[id(found)] in tuple(COLONS)

    def absent(self, present: set[str]) -> None:
        """The rows of the form that are not on the page, section by section; ``present`` has the paths of those that are."""
        for row, group in self.form.alternatives:
            present.update([one.path for one in group.rows] if row.path in present else [row.path])
        absent = [row for row in self.form.rows if row.path not in present and not row.optional]
        for section in self.form.sections if absent else ():
            lacking = [row for row in absent if row.section == section.path]
            if lacking:
                keys = tuple(key for row in lacking for key in row.keys)
                names = " ".join(row.label or section.heading for row in lacking)
                self.diagnostics.append(Diagnostic.of("GK309", entries=keys, count=len(lacking), expected=names))

    # ---------------------------------------------------------------- findings

    def printed(self, found: Found) -> str:
        return " ".join(self.text[place.start : place.end] for place in found.ink)

    def diagnose(self, code: str, where: Found, **details: object) -> None:
        keys = where.row.keys if where.row is not None else ()
        if where.row is not None and code in _DOUBT.values():
            keys += self.instead.get(where.row.path, ())
        end = max([where.end, *(place.end for place in where.ink)])
        self.diagnostics.append(Diagnostic.of(code, where.start, end, keys, **details))

    def report(self, verdicts: Sequence[tuple[Found, Verdict]]) -> None:
        """What could not be settled in one table: rows without cells and rows that lost a column in one finding each."""
        for verdict, code in ((Verdict.MISSING, "GK308"), (Verdict.LOST_COLUMN, "GK304")):
            rows = [found for found, why in verdicts if why is verdict]
            if rows:
                keys = tuple(
                    key
                    for found in rows
                    if found.row is not None and found.settled is not None
                    for key, place in zip(found.row.keys, found.settled, strict=True)
                    if place.reading.value is None
                ) + tuple(key for found in rows if found.row is not None for key in self.instead.get(found.row.path, ()))
                end = max([rows[-1].end, *(place.end for place in rows[-1].ink)])
                names = " ".join(self.name(found) for found in rows)
                details = {"label": self.name(rows[0]), "rows": len(rows), "size": rows[0].size, "count": len(rows[0].ink), "found": names}
                self.diagnostics.append(Diagnostic.of(code, rows[0].start, end, keys, **details))
        for found, verdict in verdicts:
            if verdict is Verdict.MISHEADED and found.row is not None:
                expected = " ".join(found.row.titles)
                self.diagnose("GK311", found, label=self.name(found), found=self.printed(found), expected=expected)
                continue
            if verdict is Verdict.MORE and found.row is not None:
                self.unsure.add(found.row.section)  # one of its numbers may be another row's
            if verdict in _DOUBT:
                self.diagnose(_DOUBT[verdict], found, label=self.name(found), size=found.size, count=len(found.ink), found=self.printed(found))

    def name(self, found: Found) -> str:
        """A row's label; for a table whose one row has none, its section's heading."""
        row = found.row
        assert row is not None
        return row.label or next(section.heading for section in self.form.sections if section.path == row.section)

    def stray(self, found: Found) -> None:
        """Cells that belong to no row."""
        ink = found.ink
        if found.word is not None and found.word.group is not None:
            return  # a group's label; numbers under it have been reported
        if found.word is not None:
            self.diagnose("GK202", found, found=self.text[found.start : found.end], form=self.form.name, expected=self.expected(found))
        elif not ink:
            if found.end > found.start and found.bare:
                self.diagnose("GK205", found, found=self.text[found.start : found.end], expected=self.expected(found))
        elif (
            found.end == found.start
            and found.style is LOOSE
            and len(ink) == 1
            and ink[0].reading.unit is None
            and isinstance(ink[0].reading.value, int)
        ):
            self.diagnose("GK210", found, found=self.printed(found))
        elif found.end > found.start:
            expected = " ".join(found.rivals) or self.expected(found)
            self.diagnose("GK212" if found.rivals else "GK201", found, found=self.text[found.start : found.end], count=len(ink), expected=expected)
        else:
            self.diagnose("GK206", found, found=self.printed(found), count=len(ink))

    def group_numbers(self, found: Found, group: Group) -> None:
        """Numbers under a group's label: those of its rows, which have lost theirs."""
        ink = found.ink
        names = " ".join(row.label or "" for row in group.rows)
        details = {"found": self.text[found.start : found.end], "count": len(ink), "expected": names}
        self.diagnostics.append(Diagnostic.of("GK207", found.start, ink[-1].end, group.keys, **details))

    def expected(self, found: Found) -> str:
        """The row of the form that comes nearest to what was found, or else its first rows."""
        return _nearest(fold(self.text[found.start : found.end])[:_COMPARED], tuple(row.label for row in self.form.rows if row.label))


def _is_parted(found: Found) -> bool:
    """Whether some of a row's numbers stand before the end of its label, which is in pieces, and some behind it."""
    return found.style is LOOSE and bool(found.ink) and found.ink[0].start < found.end <= found.ink[-1].start


def _may_be_halves(above: Found, below: Found) -> bool:
    """Whether as many numbers as a row has may be the other halves of its own, cut by the ends of their lines.

    No 0 is the first half of a number, and no stroke is half of one. A row that adds up is whole, if it would not with the others joined to it.
    """
    row, halves, rests = above.row or below.row, above.ink, below.ink
    if row is None or not (row.size == len(halves) == len(rests)):
        return False
    if any(_is_whole(place.reading) for place in halves) or any(rest.reading.status is Status.NOT_APPLICABLE for rest in rests):
        return False
    first, last = ([place.reading.value or 0 for place in line] for line in (halves, rests))
    digits = ["".join([char for char in rest.reading.raw or "" if char.isdecimal()]) for rest in rests]
    joined = [Decimal(f"{Decimal(value):f}{rest}") for value, rest in zip(first, digits, strict=True)]
    return not _adds_up(row, first if above.row is not None else last) or _adds_up(row, joined)


def _is_whole(reading: Reading) -> bool:
    """Whether a cell does not go on: a stroke, or a 0, with which no number begins."""
    return reading.status is Status.NOT_APPLICABLE or (reading.value == 0 and isinstance(reading.value, int))


def _adds_up(row: Row, values: Sequence[int | Decimal]) -> bool:
    """Whether each total of a row is the sum of the numbers before it; not where it has no total."""
    totals = [at for at, key in enumerate(row.entries) if key.column == TOTAL]
    sums = [sum([value for value, key in zip(values[:at], row.entries, strict=False) if key.item == row.entries[at].item]) for at in totals]
    return bool(totals) and sums == [values[at] for at in totals]


_SEVERAL = 3
_EMPTY_LINE = re.compile(r"\n\s*\n|\r\s*\r")
_ZEROS = frozenset("○●〇◯")
"""They may be a row's first cell, a zero, behind its label."""
_BEHIND_SIGN = "*_ \t\u3000"


def _ends_blank(found: Found) -> bool:
    """Whether a row of several columns lacks numbers, and an empty cell is its last."""
    return found.size > 1 and bool(found.cells) and found.cells[-1].reading is BLANK and len(found.ink) < found.size


def _is_page_number(ink: Sequence[Place]) -> bool:
    """Whether cells are one number, with or without strokes around it."""
    numbers = [place.reading for place in ink if place.reading.status is not Status.NOT_APPLICABLE]
    return len(ink) <= _STROKES + 1 and len(numbers) == 1 and numbers[0].unit is None and isinstance(numbers[0].value, int)


_STROKES = 2


def _as_printed(places: Sequence[Place]) -> list[str]:
    """What a row's cells say; of those that are not settled, what is printed."""
    readings = [place.reading for place in places]
    return [f"?{reading.raw}" if reading.status is Status.UNSETTLED else reading.canonical for reading in readings]


def _either(one: Place, other: Place) -> Place:
    """A cell that two printings of its row disagree on."""
    ink = [place for place in (one, other) if place.reading.raw is not None]
    return unplaced(ink, 1, own=False)[0] if ink else Place(UNSETTLED, one.start, one.end)


def _path(word: Word | None) -> str | None:
    """The row or the group that a label is."""
    known = word and (word.row or word.group)
    return known.path if known else None


def _of_several(parts: Sequence[Found]) -> bool:
    """Whether the numbers under a label, which is the first of these parts, are those of several rows."""
    found = parts[0]
    without_label = [part for part in parts[1:] if part.word is None and part.end == part.start]
    return len(found.ink) >= 2 * found.size or any(len(part.ink) > 1 for part in without_label)


@lru_cache(1000)
def _nearest(printed: str, labels: tuple[str, ...]) -> str:
    """The label that a folded text comes nearest to; the first ones where it is far from all."""
    folded = {fold(label): label for label in labels}
    near = difflib.get_close_matches(printed, folded, 1, 0.5)
    return folded[near[0]] if near else " ".join(labels[:3]) + " …"
