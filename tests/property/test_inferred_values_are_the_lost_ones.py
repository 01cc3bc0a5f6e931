"""Tables that obey the form's sums lose cells and columns, and have numbers cut and glued; what is then inferred is what was there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import BLANK, MISSING, Place, Reading, Status, Unplaced
from gongkai.form import Row
from gongkai.records import Report
from gongkai.settle import settle
from gongkai.testing import reports
from tests.unit import official

each_form = pytest.mark.parametrize("form", official.FORMS)


Sides = tuple[list[str], list[str]]


def sums(form: str, keys: Collection[str]) -> list[Sides]:
    """The keys on both sides of each sum of a form, for a report that has these keys."""
    found = []
    for one in grammar.equations(form):
        operands = list(one.operands(keys))
        if all(key in keys for key, _ in operands):
            found.append(([key for key, sign in operands if sign > 0], [key for key, sign in operands if sign < 0]))
    return found


@st.composite
def small(draw: st.DrawFn, form: str) -> dict[str, int]:
    """The numbers of a consistent report, most of them small: of such tables the sums tell least."""
    most = draw(st.sampled_from([1, 3, 12, 90, 70_000]))
    numbers = {entry.key: int(entry.value or 0) % (most + 1) for entry in draw(reports(form, consistent=True)).entries()}
    rows: list[Sides] = []
    columns: list[Sides] = []
    balances: list[Sides] = []
    for left, right in sums(form, numbers):
        kind = balances if len(right) > 1 else rows if len({key.rpartition(".")[0] for key in left}) == 1 else columns
        kind.append((left, right))
    for left, (total,) in columns:
        numbers[total] = sum(numbers[key] for key in left)
    for (new, carried_in), right in balances:
        gone = sum(numbers[key] for key in right)
        numbers[carried_in] = min(numbers[carried_in], gone)
        numbers[new] = gone - numbers[carried_in]
    for left, (total,) in rows:
        numbers[total] = sum(numbers[key] for key in left)
    return numbers


@st.composite
def damaged(draw: st.DrawFn, numbers: Sequence[int], kinds: Sequence[str]) -> tuple[list[str], bool, set[int]]:
    """What is left of a row: its printed numbers, whether its layout shows blanks, and which of its cells are blank."""
    texts = [str(number) for number in numbers]
    shows = draw(st.booleans())
    blank: set[int] = set()
    kind = draw(st.sampled_from(kinds))
    if kind == "lost":
        for _ in range(draw(st.integers(1, 3))):
            del texts[draw(st.integers(0, len(texts) - 1))]
    elif kind == "cut":
        at = draw(st.sampled_from(range(len(texts))))
        end = draw(st.integers(1, max(1, len(texts[at]) - 1)))
        texts[at : at + 1] = [part for part in (texts[at][:end], texts[at][end:]) if part]
    elif kind == "glued":
        at = draw(st.integers(0, len(texts) - 2))
        texts[at : at + 2] = ["".join(texts[at : at + 2])]
    elif kind == "one too many":
        texts.insert(draw(st.integers(0, len(texts))), str(draw(st.integers(0, 40))))
    elif kind == "blanks dropped":
        blank = {at for at, number in enumerate(numbers) if not number and draw(st.booleans())}
        texts = [text for at, text in enumerate(texts) if at not in blank]
        shows = False
    return texts, shows, blank


def printed(row: Row, texts: Sequence[str], shows: bool) -> list[Place]:
    readings = tuple(Reading(int(text), Status.REPORTED, None, text) for text in texts)
    if len(texts) == row.size:
        return [Place(reading, 0, 1) for reading in readings]
    if not texts:
        return [Place(MISSING, -1, -1)] * row.size
    return [Place(Reading(None, Status.UNSETTLED, None, " ".join(texts), Unplaced(readings, not shows)), 0, 1)] * row.size


@each_form
@pytest.mark.parametrize(
    "kinds", [["lost"], ["cut"], ["glued"], ["one too many"], ["blanks dropped"], ["lost", "cut", "glued", "one too many", "blanks dropped"]]
)
@given(st.data())
def test_inferred_values_are_the_lost_ones(form: str, kinds: list[str], data: st.DataObject) -> None:
    numbers = data.draw(small(form))
    assert all(sum(numbers[key] for key in left) == sum(numbers[key] for key in right) for left, right in sums(form, numbers))
    rows = [row for row in grammar.form(form).rows if not row.optional]
    summed = [row.path for row in rows if row.section != "proactive"]
    chosen = set(data.draw(st.lists(st.sampled_from(summed), min_size=1, max_size=16, unique=True)))
    truth: dict[str, int | None] = {}
    cells: list[Place] = []
    for row in rows:
        own = [numbers[str(key)] for key in row.entries]
        texts, shows, blank = data.draw(damaged(own, kinds)) if row.path in chosen else ([*map(str, own)], True, set[int]())
        truth |= {str(key): None if at in blank else number for at, (key, number) in enumerate(zip(row.entries, own, strict=True))}
        cells += printed(row, texts, shows)
    keys = tuple(key for row in rows for key in row.entries)
    report = Report(form, None, None, None, None, None, (), keys, tuple(cells))
    found = settle(report, grammar.equations(form))
    inferred = [entry.key for entry in found.entries() if entry.status is Status.INFERRED]
    assert {key: found[key].value for key in inferred} == {key: truth[key] for key in inferred}
    assert [entry for entry in found.entries() if entry.key not in inferred] == [entry for entry in report.entries() if entry.key not in inferred]


@each_form
@given(st.data())
def test_one_lost_cell_in_a_table_of_numbers_that_differ_is_found_again(form: str, data: st.DataObject) -> None:
    numbers = data.draw(small(form))
    rows = [row for row in grammar.form(form).rows if not row.optional]
    row = data.draw(st.sampled_from([row for row in rows if row.section == "requests"]))
    lost = data.draw(st.integers(0, row.size - 2))
    own = [numbers[str(key)] for key in row.entries]
    assume(own[lost] > 0)
    cells: list[Place] = []
    for one in rows:
        texts = [str(numbers[str(key)]) for key in one.entries]
        cells += printed(one, texts[:lost] + texts[lost + 1 :] if one is row else texts, True)
    keys = tuple(key for one in rows for key in one.entries)
    found = settle(Report(form, None, None, None, None, None, (), keys, tuple(cells)), grammar.equations(form))
    assert [found[str(key)].value for key in row.entries] == own


def test_a_blank_that_is_printed_is_never_inferred() -> None:
    rows = [row for row in grammar.form("annual_2021").rows if not row.optional]
    cells = [Place(BLANK, 0, 0) for row in rows for _ in row.entries]
    report = Report("annual_2021", None, None, None, None, None, (), tuple(key for row in rows for key in row.entries), tuple(cells))
    assert settle(report, grammar.equations("annual_2021")) is report
