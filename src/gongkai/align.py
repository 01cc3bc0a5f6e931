"""The cells that stand in a row -> exactly the row's columns, or the plain word that the page does not say which is which.

Geometry alone decides here: where a cell stands, never what the numbers add up to. One exception is written down at ``_lost_column``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.cells import BLANK, MISSING, UNSETTLED, Place, Reading, Status
from gongkai.form import TOTAL, Row
from gongkai.found import GRID, LIST, LOOSE, PAGE, WITH_BLANKS, Found, Style, Verdict, unplaced
from gongkai.neighbours import (
    Evidence,
    Usual,
    depth_of,
    empty_places,
    extent_of,
    is_bare,
    kind_of,
    merged_places,
    most_cells,
    narrower,
    outliers,
    step_of,
    usual_of,
)
from gongkai.under_titles import extents, is_under_another, is_under_label, under_titles

_NOT_APPLICABLE, _UNSETTLED = Status.NOT_APPLICABLE, Status.UNSETTLED


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
        told = not (found.doubtful or found.misheaded or found.exact or found.apart or found.first_lost or found.unclear or found.strange)
        if told and len(ink) == found.size and not _has_gap(found, ink):
            found.settled = tuple(ink)
        elif not ink and len(found.cells) >= found.size and not (found.doubtful or found.unclear) and found.style in WITH_BLANKS and found.lacks <= 0:
            blank_rows.append(found)
        else:
            open_rows.append((found, ink))
    doubted = _doubted(rows, followers, after)
    narrow = narrower(blank_rows, rows)
    for found in [found for found in blank_rows if found.doubtful or found in narrow]:
        blank_rows.remove(found)
        open_rows.append((found, []))
    verdicts = _settle_rest(rows, open_rows, doubted) if open_rows or doubted else []
    for found in blank_rows:
        found.settled = tuple(found.cells[: found.size])
    headed = [found for found in rows if found.over and found.ink and found.settled is not None]
    return under_titles(headed, verdicts) if headed else verdicts


def _has_gap(found: Found, ink: Sequence[Place]) -> bool:
    """Whether an empty cell stands between two of a row's, so that one of them must be too many; or is printed (NaN) where others leave nothing behind."""
    if len(found.cells) == len(ink):
        return False
    if found.style not in WITH_BLANKS:
        before, between, _ = empty_places(found)
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
    evidence: dict[tuple[int, Style], Evidence] = {}
    steps: dict[Style, set[int]] = {}
    for found in rows:
        if found.settled is not None and found.cells and not (found.style is PAGE and _shows_no_columns(found)):
            evidence.setdefault((found.size, found.style), Evidence()).learn(found)
            steps.setdefault(found.style, set()).add(step_of(found))
    usual = usual_of(rows)
    verdicts = [(found, Verdict.DOUBTFUL) for found in doubted]
    short: list[tuple[Found, list[Place]]] = []
    for found, ink in open_rows:
        verdict = _settle(found, ink, evidence.get((found.size, found.style)), steps.get(found.style, set()), usual)
        if verdict is None and found.settled is not None and found.settled[-1].reading is BLANK:
            without_total.append(found)
        if verdict is Verdict.SHIFTED and ink and len(ink) == found.size - 1:
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
    merged = merged_places(rows) if verdicts or short else {}
    most = most_cells(rows) if verdicts or short else {}
    if short:
        lost = _lost_column(rows, short)
        for found, ink in short:
            whole = lost and not _total_is_glued(ink) and _has_both_ends(found, rows, evidence.get((found.size, found.style)))
            verdict = Verdict.LOST_COLUMN if whole else Verdict.SHIFTED
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


def _has_more_places(found: Found, usual: Usual, most: Mapping[tuple[int, int, Style], int]) -> bool:
    """Whether a row has more places than others have: one of its numbers may be cut in two, or stand in no column of the form's."""
    if found.row is None or (found.row.label is None and found.style is GRID):
        return len(found.cells) > found.size
    return extent_of(found) > max(usual.of(found), default=math.inf) or len(found.cells) > most.get(kind_of(found), math.inf)


_IN_ORDER = (Verdict.FEWER, Verdict.MORE, Verdict.SHIFTED)
"""A row of which these are said has its own numbers, in the order of its columns."""


def _may_be_blank(found: Found, usual: Mapping[Style, tuple[int, int]]) -> bool:
    """Whether a row may have blank cells: its layout shows none, or it has empty places that settled rows do not have."""
    if found.style not in WITH_BLANKS:
        return True
    before, between, behind = empty_places(found)
    most_before, most_behind = usual.get(found.style, (0, 0))
    return between > 0 or before > most_before or behind > most_behind


def _settle(found: Found, ink: list[Place], evidence: Evidence | None, steps: set[int], usual: Usual) -> Verdict | None:
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
    if ((found.apart or found.first_lost or found.unclear) and ink) or (len(ink) == size and found.style is not PAGE and _has_gap(found, ink)):
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
    extent = extent_of(found)
    alone = found.row is not None and found.row.label is None and len(cells) == size
    tight = len(cells) == size and found.style is LIST and size in usual.tight
    # Where no row has any place but those of its labels and of its cells, one is not longer by the label of its group.
    bare = is_bare(found) and evidence is not None and evidence.steps == {0} and usual.is_bare(size)
    if extent not in usual.of(found) and (found.head is None or usual.of(found)) and not alone and not (tight or bare):
        return Verdict.SHIFTED  # it takes up more or fewer places than its neighbours: it has lost some, or gained some
    if usual.widths.get(found.table, extent) != extent:
        return Verdict.SHIFTED
    if evidence is not None and extent not in evidence.extents and not (tight or bare):
        return Verdict.SHIFTED
    if found.style is LIST and len(cells) > size and evidence is not None and evidence.steps != {0} and depth_of(found) not in evidence.depths:
        return Verdict.SHIFTED  # merged places stand before the cells of those whose labels stand less deep, or deeper: here they may stand behind
    offset = 0 if bare else _choose(found, offsets, evidence, steps, alone or (size, found.style) in usual.all_tight)
    if offset is None:
        return Verdict.SHIFTED
    if evidence is not None and found.style is GRID and not found.table and len(cells) - offset - size < min(evidence.behind):
        return Verdict.SHIFTED  # the others have an empty cell behind their last: the last of this one is that, and one before it is lost
    settled = tuple(cells[offset : offset + size])
    if is_under_label(extents(cells), extents(settled)) or is_under_another(cells, settled):
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
            kinds.setdefault(kind_of(found), []).append(found)
    for (_, _, style), kind in kinds.items():
        strange = outliers(kind, extent_of) & outliers(kind, lambda found: len(found.cells))
        if style is LIST:
            strange |= outliers(kind, step_of)
        doubted.extend(found for found in kind if id(found) in strange and not found.doubtful)
    return doubted


def _offsets(cells: Sequence[Place], size: int) -> list[int]:
    """The places at which the row may begin so that it covers all that is printed."""
    inked = [at for at, place in enumerate(cells) if place.reading is not BLANK]
    first, last = inked[0], inked[-1]
    return [at for at in range(max(0, last - size + 1), first + 1) if at + size <= len(cells)]


def _choose(found: Found, offsets: list[int], evidence: Evidence | None, steps: set[int], tight: bool) -> int | None:
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


def _settle_by_position(found: Found, ink: list[Place], evidence: Evidence | None) -> Verdict | None:
    """Columns of spaces: a cell belongs to the column that it overlaps, where it overlaps just one."""
    if not ink:
        return Verdict.MISSING
    if evidence is None:
        return Verdict.FEWER
    if len(ink) < found.size and _shows_no_columns(found):
        return Verdict.SHIFTED  # two spaces set its cells apart, as wide as they are: such lines are not set in columns
    settled: list[Place] = [Place(BLANK, -1, -1)] * found.size
    taken: set[int] = set()
    for place in ink:
        over = [at for at, column in enumerate(evidence.columns) if column.touches(place)]
        if len(over) != 1 or over[0] in taken or place.reading.status is _UNSETTLED or not evidence.columns[over[0]].has(place):
            return Verdict.SHIFTED
        taken.add(over[0])
        settled[over[0]] = place
    if (counted := evidence.counted(found, ink)) is not None:
        found.added = True
        if counted != [settled.index(place) for place in ink]:
            return Verdict.SHIFTED  # a program that takes an ideograph for as wide as a letter would have set them in these columns
    if found.row is not None and found.row.entries[-1].column == TOTAL and settled[-1].reading is BLANK:
        return Verdict.SHIFTED  # numbers without their total: the line has moved to the left
    if found.right > min(evidence.columns[0].lefts):
        return Verdict.SHIFTED  # its label reaches into the columns, and may have moved the cells to the right
    found.settled = tuple(settled)
    return None


def _shows_no_columns(found: Found) -> bool:
    """Whether each number of a line is but as far behind what stands before it as it must be: then it may stand in no column of its page."""
    ink = found.ink
    gaps = [place.column - end for end, place in zip([found.right, *(place.right for place in ink)], ink, strict=False)]
    return bool(found.right) and max(gaps) <= _SEPARATOR


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


def _has_both_ends(found: Found, rows: Sequence[Found], evidence: Evidence | None) -> bool:
    """Whether no empty place stands where a row's first cell could be, or its last: none but those that merged places take up in the settled rows, too."""
    if found.style is PAGE:
        return evidence is not None and evidence.columns[0].touches(found.ink[0])
    step = step_of(found)
    behind = len(found.cells) - 1 - max(at for at, place in enumerate(found.cells) if place.reading is not BLANK)
    if behind and (evidence is None or behind > min(evidence.behind)):
        return False
    firsts = [(one, (one.settled or one.ink)[0]) for one in rows if one.size == found.size and one.style is found.style and one.ink]
    if not step or (found.style is GRID and len({first.column for _, first in firsts}) == 1):
        return True
    return {one.cells.index(first) for one, first in firsts if one.settled is not None and depth_of(one) == depth_of(found)} == {step}


def _total_is_glued(ink: Sequence[Place]) -> bool:
    """Whether a row lacks a cell because its last two ran together: cut in two, the last number is just what those before it need, and their sum."""
    *others, last = [place.reading.value or 0 for place in ink]
    digits, known = str(last), sum(others)
    return any(known + int(digits[:at]) == int(digits[at:]) for at in range(1, len(digits)))
