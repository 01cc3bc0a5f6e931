"""The cells that stand in a row -> exactly the row's columns, or the plain word that the page does not say which is which.

Geometry alone decides here: where a cell stands, never what the numbers add up to. One exception is written down at ``_lost_column``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum, IntEnum
from functools import lru_cache
from typing import NamedTuple

from gongkai.cells import BLANK, COVERED, MISSING, UNSETTLED, Place, Reading, Status, Unplaced
from gongkai.form import TOTAL, Row, Word
from gongkai.heads import Range


class Style(IntEnum):
    """What a layout shows of the cells in which nothing is printed."""

    LOOSE = 0
    """Nothing: words between spaces, one cell a line."""
    LIST = 1
    """That they are there, but not where a row begins: one cell and a pipe a line."""
    GRID = 2
    """Each cell's place in its row: tabs, rows of pipes."""
    PAGE = 3
    """The position on the page: columns of spaces."""


LOOSE, LIST, GRID, PAGE = Style
"""The styles by themselves. To look one up in its class takes ten times as long, and that is done for every cell."""
_NOT_APPLICABLE, _UNSETTLED = Status.NOT_APPLICABLE, Status.UNSETTLED


class Found:
    """What a label, or the want of one, opened for cells to go to: a row of the form, or something that is none.

    ``row`` is None under a group's label, under an unknown label, and for cells that stand under no label at all.
    """

    lead: int
    """How many labels stand together in front of its cells, its own included."""
    width = 0
    """How many fields the row has that it was printed on; 0 where that is not known."""
    whole = False
    """Whether label and cells share one line, so that no line between them can be lost."""
    piped = False
    """Whether a cell of its shares a line with the pipe that ends it."""
    bare = False
    """Whether its label, or its cells, have a line to themselves."""
    head: int | None = None
    """The field in which the first of its columns' titles stands, where a head of as many fields stands over it."""
    lacks = 0
    """How many fewer fields it has than that head; less than 0 where it has more."""
    over: tuple[Range | None, ...] = ()
    """In a table of cells, the columns over which the titles of its cells stand, as far as they are known."""
    apart = False
    """Whether the titles of its columns do not stand side by side in a head of as many fields."""
    table = 0
    """In a page of tables of cells, which of them it stands in, from 1."""
    level = False
    """Whether it takes up as many columns of its table as the head over it."""
    exact = False
    """Whether its line has other cells behind its own, so that only the fields under its titles count."""
    unit: str | None = None
    """The unit that the head over it names for an amount."""
    right = 0
    """For columns of spaces, the position after its label."""
    misheaded = False
    """Whether the titles over it are not those of its columns, or stand in another order."""
    denied = False
    """Whether a whole head before the one over it has the titles in another order."""
    doubtful = False
    """Whether cells stand near it that may as well be another row's."""
    first_lost = False
    """Whether its first number may have stood in the field of its label, and be lost: its cells then are those behind it."""
    strange = False
    """Whether one of its cells, where the layout shows empty ones, is a text: it may be one too many, and an empty one its own."""
    mixed = False
    """Whether another row begins among its cells, whose label cannot be told from a number beside it."""
    damaged = False
    """Whether its label is not the form's, but comes near it."""
    added = False
    """Whether its numbers were added up to settle it."""
    glued: Word | None = None
    """Of a text that is none of the form's labels, the row whose label and first cell it is, with nothing or a colon between them."""
    rivals: tuple[str, ...] = ()
    """The labels that a damaged one cannot be told from."""
    settled: tuple[Place, ...] | None = None

    def __init__(self, word: Word | None, start: int, end: int, style: Style, lead: int) -> None:
        self.word = word
        self.row = word.row if word is not None else None
        self.size = self.row.size if self.row is not None else 0
        """How many cells its row has."""
        self.start = start
        self.end = end
        self.style = style
        self.lead = lead
        self.cells: list[Place] = []

    def give_up_row(self) -> None:
        """It is no row of the form."""
        self.row = None
        self.size = 0

    @property
    def ink(self) -> list[Place]:
        """The cells in which something is printed."""
        return [place for place in self.cells if place[0] is not BLANK]


class Verdict(Enum):
    """Why a row's cells could not all be given a column."""

    MISSING = "missing"
    FEWER = "fewer"
    MORE = "more"
    SHIFTED = "shifted"
    LOST_COLUMN = "lost column"
    DOUBTFUL = "doubtful"
    MISHEADED = "misheaded"


def align(rows: Sequence[Found], followers: Mapping[str, frozenset[str]], after: Found | None = None) -> list[tuple[Found, Verdict]]:
    """Settle the rows of one table that are not settled, and say which could not be and why.

    ``followers`` has for each row's path those of the rows that may come next on a page that lacks none; ``after`` is what comes first in
    the next table.
    """
    open_rows = []
    blank_rows = []
    for found in rows:
        if found.settled is not None:
            continue
        ink = found.ink
        told = not (found.doubtful or found.misheaded or found.exact or found.apart or found.first_lost or found.strange)
        if told and len(ink) == found.size and not _has_gap(found, ink):
            found.settled = tuple(ink)
        elif not ink and len(found.cells) >= found.size and not found.doubtful and found.style in _WITH_BLANKS and found.lacks <= 0:
            blank_rows.append(found)
        else:
            open_rows.append((found, ink))
    doubted = _doubted(rows, followers, after)
    narrow = _narrower(blank_rows, rows)
    for found in [found for found in blank_rows if found.doubtful or found in narrow]:
        blank_rows.remove(found)
        open_rows.append((found, []))
    verdicts = _settle_rest(rows, open_rows, doubted) if open_rows or doubted else []
    for found in blank_rows:
        found.settled = tuple(found.cells[: found.size])
    headed = [found for found in rows if found.over and found.ink and found.settled is not None]
    return _under_titles(headed, verdicts) if headed else verdicts


def _under_titles(rows: Sequence[Found], verdicts: list[tuple[Found, Verdict]]) -> list[tuple[Found, Verdict]]:
    """What is left of the verdicts, and what comes to them, when the rows of a table of cells are held against the titles over them."""
    inked = {place.column for found in rows for place in found.ink}
    stands = [_stand(found.over, _extents(found.cells), _extents(found.settled or ())) for found in rows]
    several = any(one.crowded for one in stands)
    verdict_of = {id(found): verdict for found, verdict in verdicts}
    ends = Counter(one.end for one in stands)
    usual = max(ends.values())
    most: dict[int, int] = {}
    for found in rows:
        most[found.size] = max(most.get(found.size, 0), _own(found))
    left: list[tuple[Found, Verdict]] = [
        (found, verdict) for found, verdict in verdicts if verdict is not Verdict.SHIFTED or not (found.over and found.ink)
    ]
    for found, one in zip(rows, stands, strict=True):
        verdict = verdict_of.get(id(found))
        if verdict not in (None, Verdict.SHIFTED):
            continue
        if found.denied and not one.straight:
            # Two heads say two things, and the one over the row does not even stand over its cells.
            found.settled = unplaced(found.ink, found.size, own=False)
            left.append((found, Verdict.MISHEADED))
            continue
        if verdict is not None or not one.fits:
            settled = _settle_by_titles(found, inked)
            if settled is None and verdict is None:
                settled = unplaced(found.ink, found.size, blanks=True)
                verdict = Verdict.SHIFTED
            elif settled is not None:
                verdict = None
            found.settled = settled or found.settled
        ragged = one.moved and _own(found) < most[found.size]  # all may have moved, but then this one lacks an empty cell that others have
        if verdict is None and (ragged or (several and one.beside) or (ends[one.end] < usual and (one.reaches_out or None in found.over))):
            found.settled = unplaced(found.ink, found.size, blanks=True)
            verdict = Verdict.SHIFTED
        if verdict is not None:
            left.append((found, verdict))
    left.sort(key=lambda pair: pair[0].start)
    return left


class _Extent(NamedTuple):
    """Where in its table a cell stands, and whether it is empty."""

    column: int
    right: int
    blank: bool


def _extents(places: Sequence[Place]) -> tuple[_Extent, ...]:
    return tuple([_Extent(column, right, reading is BLANK) for reading, _, _, column, right in places])


class _Stand(NamedTuple):
    """How the cells of a row stand under the titles over them."""

    crowded: bool
    """Two numbers stand under one title."""
    beside: bool
    """An empty cell stands under the same title as a number."""
    fits: bool
    """Each number stands under the title of its column, or all next to each other and as far from theirs."""
    moved: bool
    """No number stands under the title of its column, but all as far from theirs."""
    straight: bool
    """Each number begins where the title of its column does."""
    reaches_out: bool
    """An empty cell stands behind all titles."""
    end: int
    """The column behind the last cell."""


@lru_cache(4096)
def _stand(over: tuple[Range | None, ...], cells: tuple[_Extent, ...], settled: tuple[_Extent, ...]) -> _Stand:
    """How cells stand, and those of them that a row was settled with. It is the same for nearly all rows of a table, and of a site's."""
    known = [title for title in over if title is not None]
    own = [cell for cell in cells if cell.right != COVERED]
    numbers = [cell for cell in cells if not cell.blank]
    under = [[cell for cell in own if _is_under(cell, title)] for title in known]
    pairs = [(cell, title) for cell, title in zip(settled, over, strict=True) if not cell.blank]
    distances = {cell.column - title[0] for cell, title in pairs if title is not None}
    fits = not _is_under_label(cells, settled) and (
        all((own_title == title) == _is_under(cell, title) for cell, own_title in pairs for title in known)
        or (own == [cell for cell, _ in pairs] == [*settled] and len(distances) == 1)
    )
    last = max([title[1] for title in known], default=0)
    return _Stand(
        any(sum(_is_under(cell, title) for cell in numbers) > 1 for title in known),
        any(len(cells) > 1 and not all(cell.blank for cell in cells) for cells in under),
        fits,
        fits and not any(own_title is not None and _is_under(cell, own_title) for cell, own_title in pairs),
        distances <= {0},
        any(cell.column >= last and cell.blank for cell in own),
        max(max(cell.column + 1, cell.right) for cell in cells),
    )


def _own(found: Found) -> int:
    """How many cells a row has that none from above reaches down to."""
    return sum(1 for place in found.cells if place.right != COVERED)


def _is_under(cell: _Extent | Place, title: Range) -> bool:
    return cell.column < title[1] and title[0] < max(cell.right, cell.column + 1)


def _is_under_label(cells: Sequence[_Extent], settled: Sequence[_Extent]) -> bool:
    """Whether a row's label reaches over the first of its columns."""
    first = next((cell.column for cell in cells if cell.right != COVERED), 0)
    return any(cell.right == COVERED and cell.column < first for cell in settled)


def _is_under_another(cells: Sequence[Place], settled: Sequence[Place]) -> bool:
    """Whether a cell from above reaches over one of a row's columns, though the row has enough cells of its own."""
    return any(place.right == COVERED for place in settled) and sum(place.right != COVERED for place in cells) >= len(settled)


def _settle_by_titles(found: Found, inked: set[int]) -> tuple[Place, ...] | None:
    """The cells of a row by the titles over them, if its table has columns in which nothing stands, and the row lacks no place."""
    if not found.level or found.doubtful or found.misheaded or None in found.over or list(found.over) != sorted(filter(None, found.over)):
        return None
    if _own(found) <= found.size:
        return None  # it has no cell too many: it is the titles that have moved
    settled: list[Place] = []
    for over in found.over:
        own = [place for place in found.cells if over is not None and _is_under(place, over)]
        printed = [place for place in own if place.reading is not BLANK]
        empty = [place for place in own if place.column in inked or place.right == COVERED] or own
        if len(printed) > 1 or not own:
            return None
        settled.append((printed or empty)[0])
    whole = sum(place.reading is not BLANK for place in settled) == len(found.ink) and not _is_under_label(_extents(found.cells), _extents(settled))
    return tuple(settled) if whole else None


_USUAL_TO_EACH = 4
"""Rows lost a place where so many times as many others kept it; where more lack it, it is the page that prints them so."""


def _narrower(blank_rows: Sequence[Found], rows: Sequence[Found]) -> list[Found]:
    """The rows without a number that take up fewer places than is usual in the table, or for their kind: the place that they lack may have had one.

    Only one row may be so narrow, or several beside at least four times as many of the usual width; or any, where as many places are left as rows with numbers
    have besides its own. Not so a last row of its own places alone: behind it merged ones are not printed where the table ends.
    """
    if not blank_rows:
        return []
    with_blanks = [found for found in rows if found.style in _WITH_BLANKS]
    narrow: set[int] = set()
    inked = {(_kind(found)[1:], _extent(found)) for found in with_blanks if found.ink}
    for found in blank_rows:
        kind, extent = _kind(found)[1:], _extent(found)
        if (kind, extent + found.size) in inked and (kind, extent) not in inked:
            narrow.add(id(found))
    for kind_of in (lambda found: found.style, _kind):
        extents = Counter([(kind_of(found), _extent(found)) for found in with_blanks])
        usual = {kind: (extent, count) for (kind, extent), count in reversed(extents.most_common())}
        for found in blank_rows:
            extent, count = usual[kind_of(found)]
            alike = extents[kind_of(found), _extent(found)]
            if _extent(found) < extent and (alike == 1 or _USUAL_TO_EACH * alike <= count):
                narrow.add(id(found))
    return [found for found in blank_rows if id(found) in narrow and (found is not rows[-1] or len(found.cells) > found.size)]


def _has_gap(found: Found, ink: Sequence[Place]) -> bool:
    """Whether an empty cell stands between two of a row's, so that one of them must be too many; or is printed (NaN) where others leave nothing behind."""
    if len(found.cells) == len(ink):
        return False
    if found.style not in _WITH_BLANKS:
        before, between, _ = _empty(found)
        if between > 0 or not before or len(ink) < _SEVERAL:
            return between > 0
        found.added = True
        return ink[-1].reading == ink[-2].reading  # NaN before the numbers may stand in a place of the label, unless the last cell is printed twice
    first = found.cells.index(ink[0])
    return any(place.reading is BLANK for place in found.cells[first : first + len(ink)])


def _settle_rest(rows: Sequence[Found], open_rows: list[tuple[Found, list[Place]]], doubted: list[Found]) -> list[tuple[Found, Verdict]]:
    """Settle the rows that have not as many cells as columns, by where the others have theirs."""
    for found in doubted:
        found.settled = None
    without_total: list[Found] = []
    evidence: dict[tuple[int, Style], _Evidence] = {}
    steps: dict[Style, set[int]] = {}
    for found in rows:
        if found.settled is not None and found.cells:
            evidence.setdefault((found.size, found.style), _Evidence()).learn(found)
            steps.setdefault(found.style, set()).add(_step(found))
    usual = _usual(rows)
    verdicts = [(found, Verdict.DOUBTFUL) for found in doubted]
    short: list[tuple[Found, list[Place]]] = []
    for found, ink in open_rows:
        verdict = _settle(found, ink, evidence.get((found.size, found.style)), steps.get(found.style, set()), usual)
        if verdict is None and found.settled is not None and found.settled[-1].reading is BLANK:
            without_total.append(found)
        if verdict is Verdict.SHIFTED and len(ink) == found.size - 1:
            short.append((found, ink))
        elif verdict is not None:
            verdicts.append((found, verdict))
    astray = [found for found, verdict in verdicts if verdict is Verdict.SHIFTED] + [found for found, _ in short]
    for found in _placed_by_chance(open_rows, astray):
        found.settled = None
        verdicts.append((found, Verdict.SHIFTED))
    padded = without_total if len(without_total) >= _SEVERAL and _all_moved_to_the_left(without_total) else _among_short(open_rows, short)
    for found in padded:
        found.settled = None
        verdicts.append((found, Verdict.SHIFTED))
    merged = _merged_places(rows) if verdicts or short else {}
    most = _most_cells(rows) if verdicts or short else {}
    if short:
        lost = _lost_column(rows, short)
        for found, ink in short:
            verdict = Verdict.LOST_COLUMN if lost and not _total_is_glued(ink) else Verdict.SHIFTED
            if verdict is Verdict.LOST_COLUMN:
                found.settled = (ink[0], *unplaced(ink[1:-1], found.size - 2, blanks=_may_be_blank(found, merged)), ink[-1])
            verdicts.append((found, verdict))
    for found, verdict in verdicts:
        if found.settled is None:
            ink = found.ink
            if ink:
                own = verdict in _IN_ORDER and not found.exact and not _has_more_places(found, usual, most)
                found.settled = unplaced(ink, found.size, own=own, blanks=_may_be_blank(found, merged))
            else:
                place = Place(UNSETTLED, found.start, found.end) if found.doubtful else Place(MISSING, -1, -1)
                found.settled = (place,) * found.size
    verdicts.sort(key=lambda pair: pair[0].start)
    return verdicts


def _placed_by_chance(open_rows: Sequence[tuple[Found, list[Place]]], astray: Sequence[Found]) -> list[Found]:
    """The lines that stand in the columns of the others, where more do not: those may stand there by chance."""
    placed = [found for found, _ in open_rows if found.style is PAGE and found.settled is not None]
    return placed if sum(1 for found in astray if found.style is PAGE) > len(placed) else []


def _has_more_places(found: Found, usual: _Usual, most: Mapping[tuple[int, int, Style], int]) -> bool:
    """Whether a row has more places than others have: one of its numbers may be cut in two, or stand in no column of the form's."""
    if found.row is None or (found.row.label is None and found.style is GRID):
        return len(found.cells) > found.size
    return _extent(found) > max(usual.of(found), default=math.inf) or len(found.cells) > most.get(_kind(found), math.inf)


def _most_cells(rows: Sequence[Found]) -> dict[tuple[int, int, Style], int]:
    """How many cells the settled rows of each kind have at most."""
    most: dict[tuple[int, int, Style], int] = {}
    for found in rows:
        if found.settled is not None and found.ink and found.style in _WITH_BLANKS:
            most[_kind(found)] = max(most.get(_kind(found), 0), len(found.cells))
    return most


def _kind(found: Found) -> tuple[int, int, Style]:
    """What rows have in common that print as many places before their cells."""
    return found.size, len(found.row.openers) if found.row is not None else 0, found.style


_IN_ORDER = (Verdict.FEWER, Verdict.MORE, Verdict.SHIFTED)
"""A row of which these are said has its own numbers, in the order of its columns."""


def unplaced(ink: Sequence[Place], size: int, *, own: bool = True, blanks: bool = False) -> tuple[Place, ...]:
    """So many cells of which the page has the numbers and does not say which is which.

    Not ``own``, they may be another row's as well; with ``blanks``, cells of the row may be blank.
    """
    readings = tuple([place[0] for place in ink])
    raw = " ".join([reading.raw or "" for reading in readings])
    # In the order of the page they need not be: a row in pieces may have some of its cells from before its label.
    start, end = min([place.start for place in ink]), max([place.end for place in ink])
    return (Place(Reading(None, _UNSETTLED, None, raw, Unplaced(readings if own else (), blanks)), start, end),) * size


def _may_be_blank(found: Found, usual: Mapping[Style, tuple[int, int]]) -> bool:
    """Whether a row may have blank cells: its layout shows none, or it has empty places that settled rows do not have."""
    if found.style not in _WITH_BLANKS:
        return True
    before, between, behind = _empty(found)
    most_before, most_behind = usual.get(found.style, (0, 0))
    return between > 0 or before > most_before or behind > most_behind


def _merged_places(rows: Sequence[Found]) -> dict[Style, tuple[int, int]]:
    """By style, the most empty places that settled rows have before their numbers, and behind them."""
    found: dict[Style, tuple[int, int]] = {}
    for one in rows:
        if one.settled is not None and one.style in _WITH_BLANKS and one.ink:
            before, _, behind = _empty(one)
            most = found.get(one.style, (0, 0))
            found[one.style] = (max(most[0], before), max(most[1], behind))
    return found


def _empty(found: Found) -> tuple[int, int, int]:
    """How many empty cells stand before a row's numbers, between them, and behind them."""
    inked = [at for at, place in enumerate(found.cells) if place.reading is not BLANK]
    before = found.cells[inked[0]].column if found.style is GRID else inked[0]  # the fields of labels are merged differently
    return before, inked[-1] - inked[0] + 1 - len(inked), len(found.cells) - 1 - inked[-1]


class _Column:
    """Where the cells of one column begin, end and have their middle."""

    def __init__(self) -> None:
        self.lefts: set[int] = set()
        self.rights: set[int] = set()
        self.middles: set[int] = set()

    def learn(self, place: Place) -> None:
        self.lefts.add(place.column)
        self.rights.add(place.right)
        self.middles.add(place.column + place.right)

    def touches(self, place: Place) -> bool:
        """Whether a cell stands over or under one of the column's."""
        return place.column < max(self.rights) and place.right > min(self.lefts)

    def has(self, place: Place) -> bool:
        """Whether a cell that touches the column is in line with its cells on the left, on the right or in the middle."""
        middle = place.column + place.right
        return place.column in self.lefts or place.right in self.rights or min(self.middles) - 1 <= middle <= max(self.middles) + 1


class _Evidence:
    """Where the cells stand in those rows of a table that leave no doubt."""

    def __init__(self) -> None:
        self.starts: set[int] = set()
        """The columns in which their first cells stand."""
        self.steps: set[int] = set()
        """How many empty cells stand between their labels and those."""
        self.extents: set[int] = set()
        """How many places they take up."""
        self.behind: set[int] = set()
        """How many empty cells stand behind their last ones."""
        self.depths: set[int] = set()
        """How deep their labels stand within others."""
        self.columns: list[_Column] = []
        """On a page of columns of spaces, where each column's cells stand."""

    def learn(self, found: Found) -> None:
        settled = found.settled or ()
        self.starts.add(settled[0].column)
        self.steps.add(found.cells.index(settled[0]))
        self.depths.add(_depth(found))
        self.extents.add(_extent(found))
        self.behind.add(len(found.cells) - found.cells.index(settled[0]) - found.size)
        if found.style is PAGE:
            if not self.columns:
                self.columns = [_Column() for _ in settled]
            for column, place in zip(self.columns, settled, strict=True):
                column.learn(place)


def _settle(found: Found, ink: list[Place], evidence: _Evidence | None, steps: set[int], usual: _Usual) -> Verdict | None:
    size = found.size
    if found.doubtful:
        return Verdict.DOUBTFUL
    if found.misheaded and ink:
        return Verdict.MISHEADED
    if found.exact:
        return _settle_by_field(found)
    if len(ink) > size:
        without = _without_page_number(ink)
        if found.style is LOOSE and len(without) == size:
            found.added = True  # another number between the dashes may be no page's
            found.settled = tuple(without)
            return None
        return Verdict.MORE
    if ((found.apart or found.first_lost) and ink) or (len(ink) == size and found.style is not PAGE and _has_gap(found, ink)):
        return Verdict.SHIFTED
    if len(ink) == 1 and found.style is LOOSE and ink[0].reading.status is _NOT_APPLICABLE and not usual.strokes:
        found.settled = (ink[0],) * size  # one stroke through all of the row
        return None
    if found.style is LOOSE:
        return Verdict.FEWER if ink else Verdict.MISSING
    if found.style is PAGE:
        return _settle_by_position(found, ink, evidence)
    cells = found.cells
    if not ink:
        return Verdict.MISSING
    if found.strange and found.style is LIST and len(cells) == size and cells[-1].reading.status is _UNSETTLED:
        return Verdict.SHIFTED  # the text may be a line below the table, and a cell before it lost
    if found.lacks > 0 and cells[-1].reading is BLANK:
        return Verdict.SHIFTED  # what seems to be its last cell is the empty field behind it, and one before is lost
    offsets = _offsets(cells, size)
    extent = _extent(found)
    alone = found.row is not None and found.row.label is None and len(cells) == size
    tight = len(cells) == size and found.style is LIST and size in usual.tight
    # Where no row has any place but those of its labels and of its cells, one is not longer by the label of its group.
    bare = _is_bare(found) and evidence is not None and evidence.steps == {0} and usual.is_bare(size)
    if extent not in usual.of(found) and (found.head is None or usual.of(found)) and not alone and not (tight or bare):
        return Verdict.SHIFTED  # it takes up more or fewer places than its neighbours: it has lost some, or gained some
    if usual.widths.get(found.table, extent) != extent:
        return Verdict.SHIFTED
    if evidence is not None and extent not in evidence.extents and not (tight or bare):
        return Verdict.SHIFTED
    if found.style is LIST and len(cells) > size and evidence is not None and evidence.steps != {0} and _depth(found) not in evidence.depths:
        return Verdict.SHIFTED  # merged places stand before the cells of those whose labels stand less deep, or deeper: here they may stand behind
    offset = 0 if bare else _choose(found, offsets, evidence, steps, alone or (size, found.style) in usual.all_tight)
    if offset is None:
        return Verdict.SHIFTED
    if evidence is not None and found.style is GRID and not found.table and len(cells) - offset - size < min(evidence.behind):
        return Verdict.SHIFTED  # the others have an empty cell behind their last: the last of this one is that, and one before it is lost
    settled = tuple(cells[offset : offset + size])
    if _is_under_label(_extents(cells), _extents(settled)) or _is_under_another(cells, settled):
        return Verdict.SHIFTED
    before = _before_empty_total(found.row, settled) if settled[-1].reading is BLANK and found.row is not None else None
    if before is not None and before[1] is not None and all(place.reading is not BLANK for place in settled[:-1]):
        found.added = True
        if before[0] and sum(before[0]) == before[1]:
            return Verdict.SHIFTED  # it has moved to the left: a lost cell, made good by an empty one behind
    found.settled = settled
    return None


_SEVERAL = 2
_Numbers = list[int | Decimal]


def _before_empty_total(row: Row, settled: Sequence[Place]) -> tuple[_Numbers, int | Decimal | None] | None:
    """The numbers of a row of which the total is empty, but for the last of its other cells, and that; None where the total is not empty.

    The last of them may just be the sum of the others. As in ``_lost_column``, a sum is looked at to refuse.
    """
    total = row.entries[-1]
    if total.column != TOTAL or settled[-1].reading is not BLANK:
        return None
    *others, last = [place.reading.value for place, key in zip(settled, row.entries, strict=True) if key.item == total.item][:-1]
    return [value for value in others if value is not None], last


def _all_moved_to_the_left(rows: Sequence[Found]) -> bool:
    """Whether in several rows the number before the empty total is as much as the others together, or more: each may have lost one, which made up the rest."""
    numbers = [_before_empty_total(found.row, found.settled) for found in rows if found.row is not None and found.settled is not None]
    told = [(sum(others), last) for others, last in filter(None, numbers) if others or last is not None]
    if len(told) < _SEVERAL or any(last is None for _, last in told):
        return False
    for found in rows:
        found.added = True
    return all(last is not None and last >= others for others, last in told)


def _among_short(open_rows: Sequence[tuple[Found, list[Place]]], short: Sequence[tuple[Found, list[Place]]]) -> list[Found]:
    """The rows behind the first of several that lack a place, which have all of theirs, but the first or the last empty: a merged one may be in its stead."""
    lack = {id(found) for found, _ in short if len(found.cells) == found.size - 1}
    if len(lack) < _SEVERAL:
        return []
    first = next(at for at, (found, _) in enumerate(open_rows) if id(found) in lack)
    behind = [(found.settled, found) for found, ink in open_rows[first:] if len(ink) == found.size - 1]
    return [found for settled, found in behind if settled is not None and BLANK in (settled[0].reading, settled[-1].reading)]


def _extent(found: Found) -> int:
    """How many places a row takes up on the page, with its labels."""
    return found.width or len(found.cells) + found.lead


def _depth(found: Found) -> int:
    """How deep a row's label stands within others."""
    return found.row.path.count(".") if found.row is not None else 0


class _Usual(NamedTuple):
    """What so many rows of a table have in common that none of those has lost a place."""

    extents: dict[tuple[int, Style], set[int]]
    """How many places rows of each size and style take up."""
    tight: set[int]
    """The sizes of which rows of a list have no places but those of their cells."""
    all_tight: set[tuple[int, Style]]
    """The sizes and styles of which no row has any other places, nor takes up fewer than the rows of other sizes in a grid."""
    widths: dict[int, int]
    """How many places most rows of each table of cells take up."""
    strokes: bool
    """Whether a row says of single cells that they do not apply: then one stroke is one cell, and the others of its row are lost."""

    rows: Sequence[Found]
    bare: dict[int, bool]
    """By size, whether no row has any place but those of its labels and of its cells, as far as that was asked."""

    def is_bare(self, size: int) -> bool:
        """Whether no row of a size has any place but those of its labels and of its cells."""
        if size not in self.bare:
            self.bare[size] = all(_is_bare(found) for found in self.rows if found.size == size)
        return self.bare[size]

    def of(self, found: Found) -> set[int]:
        """How many places rows like one take up; nothing where they have nothing in common."""
        return self.extents.get((found.size, found.style), set())


def _usual(rows: Sequence[Found]) -> _Usual:
    sizes = Counter([found.size for found in rows])
    extents = Counter([(found.size, found.style, _extent(found)) for found in rows])
    tables = Counter([(found.table, _extent(found)) for found in rows])
    tight = Counter([found.size for found in rows if found.style is LIST and len(found.cells) == found.size])
    loose = {(found.size, found.style) for found in rows if len(found.cells) != found.size}
    widest = max((extent for _, style, extent in extents if style is GRID), default=0)
    loose.update([(size, style) for size, style, extent in extents if style is GRID and extent < widest])
    common: dict[tuple[int, Style], set[int]] = {}
    for (size, style, extent), count in extents.items():
        if 1 < count >= 0.4 * sizes[size]:
            common.setdefault((size, style), set()).add(extent)
    return _Usual(
        common,
        {size for size, count in tight.items() if 1 < count >= 0.4 * sizes[size]},
        {(size, style) for size, style, _ in extents} - loose,
        {table: extent for (table, extent), count in reversed(tables.most_common()) if table and count > 1},
        any(len(found.cells) > 1 and any(place.reading.status is _NOT_APPLICABLE for place in found.cells) for found in rows),
        rows,
        {},
    )


def _is_bare(found: Found) -> bool:
    """Whether a row of a grid has a place for each of its labels and of its cells, and no other."""
    return found.style is GRID and len(found.cells) == found.width - found.lead and not found.table and len(found.cells) == found.size


def _doubted(rows: Sequence[Found], followers: Mapping[str, frozenset[str]], after: Found | None) -> list[Found]:
    """The rows that have as many cells as they should, and may have them from another row.

    Where a row takes up several lines, lines may be lost from within one row up to within another, the second one's label with them. The
    cells that are left look like a row's, and may even add up, if they are all the second one's.
    """
    doubted: list[Found] = []
    for at, found in enumerate(rows):
        row = found.row
        if found.whole or row is None or not followers[row.path]:
            continue
        following = rows[at + 1].row if at + 1 < len(rows) else after.row if after is not None and not found.width else None
        last = following is None and not any(path.startswith(f"{row.section}.") for path in followers[row.path])
        if not last and (following is None or following.path not in followers[row.path]) and found.cells:
            found.doubtful = True
            if found.settled is not None:
                doubted.append(found)
    kinds: dict[tuple[int, int, Style], list[Found]] = {}
    for found in rows:
        shown = found.style is GRID or (found.style is LIST and not found.width)
        if found.settled is not None and found.cells and found.row is not None and shown:
            kinds.setdefault(_kind(found), []).append(found)
    for (_, _, style), kind in kinds.items():
        strange = _outliers(kind, _extent) & _outliers(kind, lambda found: len(found.cells))
        if style is LIST:
            strange |= _outliers(kind, _step)
        doubted.extend(found for found in kind if id(found) in strange and not found.doubtful)
    return doubted


def _outliers(rows: Sequence[Found], measure: Callable[[Found], int]) -> set[int]:
    """The identity of the one row, among three or more, that measures more than the others, which are all alike."""
    measures = [measure(found) for found in rows]
    if len(rows) < 3 or measures.count(measures[0]) == len(measures):
        return set()
    counts = Counter(measures)
    if len(counts) != 2:
        return set()
    usual, _ = counts.most_common(1)[0]
    return {id(found) for found, measured in zip(rows, measures, strict=True) if measured > usual and counts[measured] == 1}


def _step(found: Found) -> int:
    """How many empty cells stand between a row's label and its first number."""
    return next(at for at, place in enumerate(found.cells) if place.reading is not BLANK)


def _offsets(cells: Sequence[Place], size: int) -> list[int]:
    """The places at which the row may begin so that it covers all that is printed."""
    inked = [at for at, place in enumerate(cells) if place.reading is not BLANK]
    first, last = inked[0], inked[-1]
    return [at for at in range(max(0, last - size + 1), first + 1) if at + size <= len(cells)]


def _choose(found: Found, offsets: list[int], evidence: _Evidence | None, steps: set[int], tight: bool) -> int | None:
    cells = found.cells
    by_start = {cells[at].column: at for at in offsets}
    if evidence is None or evidence.starts == {found.head}:
        if found.head is not None:
            return by_start.get(found.head)
        # Where the rows of other sizes have theirs; a row with a cell a line may have the places of merged cells at its end alone.
        if len(steps) == 1 and (len(offsets) > 1 or (found.style is LIST and len(cells) > found.size)):
            return next((at for at in offsets if at in steps), None)
        # Nothing shows where such rows begin: an empty cell at either end may as well be a merged place, unless no row has any.
        sure = tight or (not found.lacks and BLANK not in (cells[0].reading, cells[-1].reading))
        return offsets[0] if len(cells) == found.size and sure else None
    start = next(iter(evidence.starts)) if len(evidence.starts) == 1 and found.style is GRID else None
    step = next(iter(evidence.steps)) if len(evidence.steps) == 1 else None
    if step not in offsets:
        step = None
    if start is not None and step is not None and by_start.get(start) != step:
        return None
    if start is not None:
        return by_start.get(start)
    if step is not None:
        return step if len(evidence.extents) == 1 or len(cells) == step + found.size else None
    return offsets[0] if len(offsets) == 1 and len(evidence.steps) != 1 and found.style is GRID else None


def _settle_by_field(found: Found) -> Verdict | None:
    """A row that has other cells behind its own: its own are those in the fields under its titles."""
    if found.head is None:
        return Verdict.MISHEADED if found.ink else Verdict.MISSING
    fields = {place.column: place for place in found.cells}
    own = [fields.get(found.head + at) for at in range(found.size)]
    settled = tuple(place for place in own if place is not None)
    if len(settled) < found.size:
        return Verdict.SHIFTED
    found.settled = settled
    return None


def _settle_by_position(found: Found, ink: list[Place], evidence: _Evidence | None) -> Verdict | None:
    """Columns of spaces: a cell belongs to the column that it overlaps, where it overlaps just one."""
    if not ink:
        return Verdict.MISSING
    if evidence is None:
        return Verdict.FEWER
    gaps = [place.column - end for end, place in zip([found.right, *(place.right for place in ink)], ink, strict=False)]
    if len(ink) < found.size and found.right and max(gaps) <= _SEPARATOR:
        return Verdict.SHIFTED  # two spaces set its cells apart, as wide as they are: such lines are not set in columns
    settled: list[Place] = [Place(BLANK, -1, -1)] * found.size
    taken: set[int] = set()
    for place in ink:
        over = [at for at, column in enumerate(evidence.columns) if column.touches(place)]
        if len(over) != 1 or over[0] in taken or place.reading.status is _UNSETTLED or not evidence.columns[over[0]].has(place):
            return Verdict.SHIFTED
        taken.add(over[0])
        settled[over[0]] = place
    if found.row is not None and found.row.entries[-1].column == TOTAL and settled[-1].reading is BLANK:
        return Verdict.SHIFTED  # numbers without their total: the line has moved to the left
    if found.right > min(evidence.columns[0].lefts):
        return Verdict.SHIFTED  # its label reaches into the columns, and may have moved the cells to the right
    found.settled = tuple(settled)
    return None


_SEPARATOR = 2
"""So many spaces set cells apart that stand in no columns."""


def _without_page_number(ink: list[Place]) -> list[Place]:
    """The cells without the page number (- 4 -) that stands between them.

    One dash may be a cell that does not apply: - 5299 — 15 — may be two; and of - 4 - and 10 / 20 either.
    """
    found = [
        at
        for at, (one, two, three) in enumerate(zip(ink, ink[1:], ink[2:], strict=False))
        if _may_number_page(one.reading, two.reading, three.reading)
    ]
    if len(found) != 1 or ink[found[0]].reading.raw not in _DASHES or ink[found[0]].reading.raw != ink[found[0] + 2].reading.raw:
        return ink
    return ink[: found[0]] + ink[found[0] + 3 :]


def _may_number_page(one: Reading, two: Reading, three: Reading) -> bool:
    """Whether three cells may be the number of a page: - 4 -, or 4 / 20."""
    if two.raw in _SLASHES:
        return isinstance(one.value, int) and isinstance(three.value, int) and one.value <= three.value < _MOST_PAGES
    return one.raw in _DASHES and three.raw in _DASHES and isinstance(two.value, int) and two.value < _MOST_PAGES


_WITH_BLANKS = (LIST, GRID)
_DASHES = frozenset("-—–－")
_SLASHES = frozenset("/／")
_MOST_PAGES = 1_000


def _lost_column(rows: Sequence[Found], short: list[tuple[Found, list[Place]]]) -> bool:
    """Whether one column was lost from some row on to the table's end: each row's first and last cell are then still that.

    Sums are looked at to refuse, never to accept: a last cell less than the others together is not their total.
    """
    size = short[0][0].size
    row = short[0][0].row
    if row is None or row.entries[-1].column != TOTAL or any(found.size != size for found, _ in short):
        return False
    rows = [found for found in rows if found.size == size]
    lost = {id(found) for found, _ in short}
    first = next(at for at, found in enumerate(rows) if id(found) in lost)
    if first == 0 or len(short) < 2 or any(id(found) not in lost for found in rows[first:]):
        return False
    if (rows[first - 1].settled is None and rows[first - 1].ink) or any(found.style is LOOSE for found, _ in short):
        return False
    for _, ink in short:
        values = [place.reading.value for place in ink if place.reading.value is not None]
        if len(values) < len(ink) or sum(values[:-1]) > values[-1]:
            return False
    return True


def _total_is_glued(ink: Sequence[Place]) -> bool:
    """Whether a row lacks a cell because its last two ran together: cut in two, the last number is just what those before it need, and their sum."""
    *others, last = [place.reading.value or 0 for place in ink]
    digits, known = str(last), sum(others)
    return any(known + int(digits[:at]) == int(digits[at:]) for at in range(1, len(digits)))
