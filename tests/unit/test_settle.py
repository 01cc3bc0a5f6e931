from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from attrs import evolve

import gongkai.settle as settling
from gongkai import grammar
from gongkai.cells import BLANK, MISSING, Place, Reading, Status, Unplaced
from gongkai.equations import Equations
from gongkai.form import Key
from gongkai.records import Report
from gongkai.settle import settle
from gongkai.values import read_value

FORM = "annual_2021"
GRANTED, PARTLY = "requests.outcomes.granted", "requests.outcomes.partly_granted"
DISPUTES = "disputes"
NUMBERS: Mapping[str, Sequence[int]] = {
    "requests.new": (14, 2, 0, 1, 0, 3, 20),
    "requests.carried_in": (1, 0, 0, 0, 0, 0, 1),
    GRANTED: (3, 1, 0, 1, 0, 0, 5),
    PARTLY: (11, 1, 0, 0, 0, 2, 14),
    "requests.outcomes.refused.state_secret": (1, 0, 0, 0, 0, 0, 1),
    "requests.outcomes.total": (15, 2, 0, 1, 0, 2, 20),
    "requests.carried_out": (0, 0, 0, 0, 0, 1, 1),
    DISPUTES: (1, 0, 2, 0, 3, 12, 0, 0, 1, 13, 0, 0, 0, 0, 0),
}
"""A table that obeys every sum; rows that are not here are zeros."""


def place(text: str) -> Place:
    reading = read_value(text)
    assert reading is not None
    return Place(reading, 0, len(text))


def unplaced(cells: str, *, blanks: bool = False, own: bool = True) -> Place:
    """A cell of a row of which only these numbers are known."""
    readings = tuple(place(cell).reading for cell in cells.split("|")) if own else ()
    return Place(Reading(None, Status.UNSETTLED, None, cells.replace("|", " "), Unplaced(readings, blanks)), 0, 1)


def report(changed: Mapping[str, Place | list[Place]], form: str = FORM, numbers_of: Mapping[str, Sequence[int]] = NUMBERS) -> Report:
    """The table with some rows changed: to a cell for all of its columns, or to a list of cells. An optional row is there if it is changed."""
    keys: list[Key] = []
    cells: list[Place] = []
    for row in grammar.form(form).rows:
        if row.optional and row.path not in changed:
            continue
        numbers = numbers_of.get(row.path, (0,) * row.size)
        put = changed.get(row.path, [place(str(number)) for number in numbers])
        keys += row.entries
        cells += [put] * row.size if isinstance(put, Place) else put
    return Report(form, None, None, None, None, None, (), tuple(keys), tuple(cells))


def settled(changed: Mapping[str, Place | list[Place]], item: str = GRANTED, unsure: Sequence[str] = ()) -> list[str]:
    """The entries of a row after settling: their numbers, in brackets where inferred; ``?`` for what is not settled."""
    found = settle(report(changed), grammar.equations(FORM), unsure)
    entries = [entry for entry in found.entries() if entry.key.startswith(f"{item}.")]
    return ["?" if entry.value is None else f"[{entry.value}]" if entry.status is Status.INFERRED else str(entry.value) for entry in entries]


def keys(found: Report) -> list[str]:
    """The keys of the entries that were inferred."""
    return [entry.key for entry in found.entries() if entry.status is Status.INFERRED]


def all_of(item: str) -> list[str]:
    return [f"[{number}]" for number in NUMBERS[item]]


def test_a_report_without_unsettled_cells_is_given_back_as_it_is() -> None:
    whole = report({})
    assert settle(whole, grammar.equations(FORM)) is whole


@pytest.mark.parametrize("lost", range(7))
def test_a_row_that_lost_a_cell_is_settled_by_its_own_sum_and_those_of_the_columns(lost: int) -> None:
    left = [str(number) for at, number in enumerate(NUMBERS[GRANTED]) if at != lost]
    assert settled({GRANTED: unplaced("|".join(left))}) == all_of(GRANTED)


def test_two_rows_that_lost_cells_are_settled_together() -> None:
    changed = {GRANTED: unplaced("3|0|1|0|0|5"), PARTLY: unplaced("11|1|0|0|2|14")}
    assert settled(changed) == all_of(GRANTED)
    assert settled(changed, PARTLY) == all_of(PARTLY)


def test_a_row_that_its_own_sum_settles_counts_in_those_of_the_columns() -> None:
    changed = {GRANTED: unplaced("3|0|1|0|0|5"), PARTLY: unplaced("1|1|1|0|0|0|2|14")}
    assert settled(changed) == all_of(GRANTED)
    assert settled(changed, PARTLY) == all_of(PARTLY)


def test_what_two_ways_leave_open_is_not_inferred() -> None:
    # Without the sums of the columns the lost number may be 1 in any place, or the total, 9.
    gone = Place(MISSING, -1, -1)
    assert settled({GRANTED: unplaced("3|0|1|0|0|5"), "requests.outcomes.total": gone, "requests.new": gone}) == ["?"] * 7


@pytest.mark.parametrize(
    ("printed", "item"),
    [
        ("3|1|0|1|0|0|5|7", GRANTED),  # a page number behind the row
        ("1 1|1|0|0|0|2|14".replace(" ", "|"), PARTLY),  # 11 cut in two
        ("11|1|0|0|0|2|1|4", PARTLY),  # 14 cut in two
        ("3|10|1|0|0|5", GRANTED),  # 1 and 0 glued
        ("3|1|01|0|0|5", GRANTED),  # 0 and 1 glued
    ],
)
def test_numbers_that_were_cut_or_glued_are_put_right_by_the_sums(printed: str, item: str) -> None:
    assert settled({item: unplaced(printed)}, item) == all_of(item)


def test_digits_set_apart_in_a_cell_are_joined_if_the_sum_says_so() -> None:
    cut = [place("1 1"), *(place(str(number)) for number in NUMBERS[PARTLY][1:])]
    assert settled({PARTLY: cut}, PARTLY) == ["[11]", *map(str, NUMBERS[PARTLY][1:])]


def test_digits_set_apart_are_not_joined_to_a_number_that_the_sum_does_not_say() -> None:
    cut = [place("1 2"), *(place(str(number)) for number in NUMBERS[PARTLY][1:])]
    assert settled({PARTLY: cut}, PARTLY)[0] == "?"


def test_a_cell_that_says_no_number_is_not_given_one() -> None:
    remark = Place(Reading(None, Status.UNSETTLED, None, "见附件"), 0, 3)
    cells = [remark, *(place(str(number)) for number in NUMBERS[PARTLY][1:])]
    assert settled({PARTLY: cells}, PARTLY)[0] == "?"


def test_a_row_that_is_not_on_the_page_stays_missing() -> None:
    gone = Place(MISSING, -1, -1)
    found = settle(report({GRANTED: gone, DISPUTES: unplaced("1|0|2|0|3|12|0|0|1|13|0|0|0|0")}), grammar.equations(FORM))
    inferred = keys(found)
    assert all(entry.status is Status.MISSING for entry in found.entries() if entry.item == GRANTED)
    assert all(not key.startswith(GRANTED) for key in inferred)


def test_a_missing_row_may_have_had_any_number() -> None:
    changed = {GRANTED: unplaced("3|0|1|0|0|5"), "requests.outcomes.refused.forbidden_by_law": Place(MISSING, -1, -1)}
    found = settled(changed)
    assert set(found) <= {"?", *all_of(GRANTED)}
    assert found[0] == "[3]"


@pytest.mark.parametrize("item", ["requests.new", "requests.outcomes.total", PARTLY])
def test_a_table_whose_printed_numbers_break_a_sum_infers_nothing(item: str) -> None:
    wrong = [place(str(number + (at == 0))) for at, number in enumerate(NUMBERS[item])]
    assert settled({GRANTED: unplaced("3|0|1|0|0|5"), item: wrong}) == ["?"] * 7


@pytest.mark.parametrize("row", [unplaced("3|1|0|1|0|0|5|8"), unplaced("3|1|0|1|0|0|5|7")])  # the other may be 1|0|1|0|0|5|7 as well
@pytest.mark.parametrize(
    "lost", [{}, {"requests.outcomes.refused.forbidden_by_law": Place(MISSING, -1, -1)}, {PARTLY: unplaced("11|1|0|0|0|2|14|9")}]
)
def test_rows_that_fit_their_own_sums_infer_nothing_where_its_columns_have_more_than_their_total(row: Place, lost: Mapping[str, Place]) -> None:
    more = [place(str(number)) for number in (6, 0, 0, 0, 0, 0, 6)]
    assert settled({**lost, GRANTED: row}) == all_of(GRANTED)
    assert settled({**lost, GRANTED: row, "requests.outcomes.refused.state_secret": more}) == ["?"] * 7


def test_a_row_that_fits_no_sum_infers_nothing() -> None:
    assert settled({GRANTED: unplaced("9|9|9|9|9|9")}) == ["?"] * 7


def test_one_table_says_nothing_of_another() -> None:
    wrong = [place(str(number + 1)) for number in NUMBERS[DISPUTES]]
    assert settled({GRANTED: unplaced("3|0|1|0|0|5"), DISPUTES: wrong}) == all_of(GRANTED)


@pytest.mark.parametrize("empty", [Place(BLANK, 0, 0), place("/")])
def test_a_sum_with_an_empty_cell_is_not_used(empty: Place) -> None:
    # Its row sum aside, the number of the last but one column has no other sum than that of its column, which has an empty cell.
    cells = [place(str(number)) for number in NUMBERS[PARTLY]]
    cells[5] = empty
    lost = unplaced("3|1|0|1|0|5")
    found = settled({PARTLY: cells, GRANTED: lost})
    assert found[5] == "?"


def test_a_lost_cell_is_not_inferred_to_be_zero_where_it_may_be_blank() -> None:
    without_a_zero = "3|1|1|0|0|5"
    assert settled({GRANTED: unplaced(without_a_zero)}) == all_of(GRANTED)
    hidden = settled({GRANTED: unplaced(without_a_zero, blanks=True)})
    assert hidden == ["[3]", "[1]", "?", "[1]", "[0]", "[0]", "[5]"]
    blank = [*(place(str(number)) for number in NUMBERS["requests.carried_out"][:-1]), Place(BLANK, 0, 0)]
    assert settled({GRANTED: unplaced(without_a_zero), "requests.carried_out": blank})[2] == "?"


def test_where_blanks_are_not_shown_a_cell_that_may_be_blank_is_not_inferred_at_all() -> None:
    assert settled({GRANTED: unplaced("3|0|1|0|0|5", blanks=True)}) == ["[3]", "?", "[0]", "[1]", "[0]", "[0]", "[5]"]


def test_numbers_that_may_be_another_rows_are_not_used() -> None:
    assert settled({GRANTED: unplaced("3|0|1|0|0|5", own=False)}) == ["?"] * 7
    assert settled({GRANTED: unplaced("5", own=False)}) == ["?"] * 7


def test_a_row_behind_one_of_which_nothing_is_known_is_settled_by_its_own_sum() -> None:
    secret = "requests.outcomes.refused.state_secret"
    assert settled({GRANTED: unplaced("3", own=False), secret: unplaced("1|0|0|0|0|1")}, secret) == ["?", "?", "[0]", "[0]", "[0]", "[0]", "[1]"]


def test_where_a_printed_cell_is_no_count_the_row_is_not_given_those_that_the_columns_leave() -> None:
    assert settled({GRANTED: unplaced("3|1|0|1|0|/")}) == ["?"] * 7


def test_a_row_of_which_no_sum_speaks_is_not_settled_by_those_of_others() -> None:
    others = Equations([one for one in grammar.equations(FORM) if not any(key.startswith(GRANTED) for key in (*one.left, *one.right))])
    found = keys(settle(report({GRANTED: unplaced("3|1|0|1|0|0|5"), PARTLY: unplaced("11|1|0|0|0|2|14|9")}), others))
    assert len(found) == 7
    assert all(key.startswith(PARTLY) for key in found)


def test_where_a_number_belongs_to_no_row_no_sum_over_rows_is_used() -> None:
    # Of the ways that its own sum leaves, the sums of the columns would choose one.
    found = settled({GRANTED: unplaced("3|0|1|0|0|5")}, unsure=("requests",))
    assert "?" in found
    assert set(found) <= {"?", *all_of(GRANTED)}


def test_the_rows_of_a_group_whose_labels_are_lost_are_settled_in_their_order() -> None:
    refused = [row for row in grammar.form(FORM).rows if row.path.startswith("requests.outcomes.refused.")]
    numbers = [number for row in refused for number in NUMBERS.get(row.path, (0,) * row.size)]
    cell = unplaced("|".join(map(str, numbers)))
    found = settle(report({row.path: cell for row in refused}), grammar.equations(FORM))
    inferred = keys(found)
    assert len(inferred) == 56
    assert [found[key].value for key in inferred] == numbers


def test_table_4_is_settled_by_its_three_totals() -> None:
    left = "|".join(str(number) for at, number in enumerate(NUMBERS[DISPUTES]) if at != 9)
    found = settled({DISPUTES: unplaced(left)}, DISPUTES)
    assert found == all_of(DISPUTES)
    without_the_first = "|".join(str(number) for number in NUMBERS[DISPUTES][1:])
    assert settled({DISPUTES: unplaced(without_the_first)}, DISPUTES) == ["?"] * 5 + all_of(DISPUTES)[5:]


def test_an_inferred_entry_keeps_what_is_printed_and_where() -> None:
    found = settle(report({GRANTED: unplaced("3|0|1|0|0|5")}), grammar.equations(FORM))
    entry = found[f"{GRANTED}.business"]
    assert (entry.raw, entry.unit) == ("3 0 1 0 0 5", None)
    assert entry.span is not None


def test_rows_in_table_2_have_no_sums_and_stay_as_they_are() -> None:
    found = settle(report({"proactive.rules": unplaced("0|0")}), grammar.equations(FORM))
    inferred = keys(found)
    assert inferred == []
    assert found["proactive.rules.issued"].status is Status.UNSETTLED


def test_a_count_with_a_fraction_or_a_sign_is_no_operand() -> None:
    odd = evolve(read_value("3.5") or BLANK)
    cells = [Place(odd, 0, 3), *(place(str(number)) for number in NUMBERS[PARTLY][1:])]
    assert settled({GRANTED: unplaced("3|0|1|0|0|5"), PARTLY: cells})[0] == "[3]"


def test_a_table_with_too_many_sums_is_settled_by_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.settle._MOST_SUMS", 0)
    assert settled({GRANTED: unplaced("3|0|1|0|0|5")}) == all_of(GRANTED)


def test_endless_numbers_end() -> None:
    huge = unplaced("|".join(["999999999999999"] * 40))
    assert settled({GRANTED: huge}) == ["?"] * 7
    assert settled({DISPUTES: unplaced("1|2")}, DISPUTES) == ["?"] * 15


SPREAD: Mapping[str, Sequence[int]] = {
    "requests.new": (5, 4, 6, 6, 9, 1, 31),
    GRANTED: (2, 0, 0, 0, 0, 1, 3),
    PARTLY: (3, 0, 0, 0, 5, 0, 8),
    "requests.outcomes.refused.state_secret": (0, 0, 4, 2, 0, 0, 6),
    "requests.outcomes.refused.forbidden_by_law": (0, 0, 2, 4, 0, 0, 6),
    "requests.outcomes.unavailable.not_held": (0, 4, 0, 0, 4, 0, 8),
    "requests.outcomes.total": (5, 4, 6, 6, 9, 1, 31),
}
LOST = {
    GRANTED: "2|0|0|0|1|3",
    PARTLY: "3|0|0|5|0|8",
    "requests.outcomes.refused.state_secret": "0|0|4|0|0|6",
    "requests.outcomes.refused.forbidden_by_law": "0|0|4|0|0|6",
    "requests.outcomes.unavailable.not_held": "0|0|0|4|0|8",
}


def test_what_no_sum_says_alone_all_sums_say_together() -> None:
    # Two rows print the same six numbers, and only one of the ways to give them their sevenths holds in all columns at once, or the other way round.
    changed = {item: unplaced(cells) for item, cells in LOST.items()}
    found = settle(report(changed, numbers_of=SPREAD), grammar.equations(FORM))
    inferred = keys(found)
    assert len(inferred) == 31
    for key in inferred:
        item, _, column = key.rpartition(".")
        names = [entry.column for entry in found.entries() if entry.item == item]
        assert found[key].value == SPREAD[item][names.index(column)]
    assert {key for key in changed if f"{key}.total" not in inferred} == set()


def inferred(rows: Mapping[str, Sequence[int]], changed: Mapping[str, Place | list[Place]]) -> set[str]:
    """The keys of what is inferred in a table of these rows, which is what was lost; ``outcomes.`` of their names left out."""
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    numbers = {f"requests.outcomes.{name}": cells for name, cells in {**rows, "total": total}.items()} | {"requests.new": total}
    found = settle(report({f"requests.outcomes.{name}": cells for name, cells in changed.items()}, numbers_of=numbers), grammar.equations(FORM))
    was = report({}, numbers_of=numbers)
    assert all(found[key].value == was[key].value for key in keys(found))
    return {key.removeprefix("requests.outcomes.") for key in keys(found)}


def test_what_follows_from_a_number_that_was_inferred_is_inferred_too() -> None:
    rows = {
        "refused.forbidden_by_law": (2, 2, 0, 3, 0, 0, 7),
        "unavailable.still_unclear": (0, 0, 5, 2, 0, 5, 12),
        "not_processed.repeated": (0, 0, 0, 5, 0, 0, 5),
        "not_processed.excessive": (2, 0, 0, 3, 0, 3, 8),
        "not_processed.reconfirmation": (3, 0, 0, 2, 3, 4, 12),
    }
    found = inferred(rows, {"unavailable.still_unclear": unplaced("0|2|0|5|12"), "not_processed.excessive": unplaced("2|0|0|3|0", blanks=True)})
    assert {key for key in found if key.startswith("unavailable")} == {
        f"unavailable.still_unclear.{column}" for column in ("research", "public_welfare", "legal_service", "other", "total")
    }


def test_what_is_open_in_one_of_the_ways_is_not_inferred() -> None:
    rows = {
        "refused.forbidden_by_law": (0, 0, 0, 1, 0, 2, 3),
        "not_processed.repeated": (0, 0, 2, 0, 2, 0, 4),
        "not_processed.excessive": (0, 1, 1, 1, 2, 0, 5),
        "not_processed.reconfirmation": (2, 0, 0, 2, 0, 0, 4),
        "other.unpaid": (0, 2, 0, 2, 1, 0, 5),
    }
    found = inferred(rows, {"refused.forbidden_by_law": unplaced("0|0|0|0|2|3"), "not_processed.excessive": unplaced("0|1|1|2|5")})
    assert len(found) == 4
    assert "not_processed.excessive.research" not in found


def test_what_is_open_in_one_column_of_a_row_may_be_known_in_the_next() -> None:
    rows = {
        "refused.internal_affairs": (0, 0, 5, 0, 0, 2, 7),
        "refused.enforcement_files": (5, 0, 3, 4, 0, 0, 12),
        "refused.administrative_queries": (0, 2, 2, 5, 1, 0, 10),
        "unavailable.not_held": (4, 2, 3, 0, 1, 4, 14),
        "other.uncorrected": (0, 0, 0, 4, 5, 0, 9),
    }
    lost: dict[str, Place | list[Place]] = {
        "refused.internal_affairs": unplaced("0|0|0|0|2|7"),
        "refused.enforcement_files": unplaced("5|0|3|4|0|12", blanks=True),
        "refused.administrative_queries": unplaced("0|2|2|1|0|10"),
        "unavailable.not_held": unplaced("4|0|1|4|14"),
        "unavailable.needs_creation": [place(cell) if cell else Place(BLANK, 0, 0) for cell in ("", "0", "0", "", "0", "0", "0")],
        "other.uncorrected": unplaced("0|0|4|5|0|9"),
    }
    found = inferred(rows, lost)
    assert len(found) == 8
    assert {key for key in found if key.startswith("unavailable.not_held")} >= {"unavailable.not_held.total"}


def test_a_table_in_which_the_ways_of_its_rows_do_not_go_together_infers_nothing() -> None:
    rows = {
        "partly_granted": (2, 0, 2, 0, 4, 4, 12),
        "refused.forbidden_by_law": (0, 0, 0, 0, 2, 4, 6),
        "refused.security_and_stability": (2, 0, 0, 0, 0, 4, 6),
        "unavailable.still_unclear": (4, 4, 0, 0, 0, 0, 8),
        "other.unpaid": (0, 0, 0, 4, 0, 0, 4),
    }
    lost: dict[str, Place | list[Place]] = {
        "partly_granted": unplaced("2|2|4|4|12", blanks=True),
        "refused.security_and_stability": unplaced("2|0|0|0|0|2|4|6"),
        "other.unpaid": unplaced("0|0|0|4|0|4"),
    }
    assert inferred(rows, lost)
    assert inferred(rows, {**lost, "refused.forbidden_by_law": [place(cell) for cell in "1000247"]}) == set()


def test_each_of_the_rows_that_are_settled_together_is_rid_of_its_ways_that_go_with_no_others() -> None:
    rows = {
        "refused.state_secret": (0, 2, 4, 2, 0, 0, 8),
        "refused.internal_affairs": (0, 1, 1, 2, 0, 0, 4),
        "other.uncorrected": (0, 1, 0, 0, 4, 2, 7),
    }
    lost = {
        "refused.state_secret": unplaced("0|2|4|2|0"),
        "refused.internal_affairs": unplaced("0|1|1|2|0"),
        "other.uncorrected": unplaced("0|1|0|0|2|7"),
    }
    assert len(inferred(rows, lost)) == 13


def test_a_table_whose_rows_go_together_in_no_way_infers_nothing() -> None:
    # Each row and each column has a way to hold, but the rows have none that holds in all columns at once: the fourth is not printed as it was.
    rows = {
        "refused.process_information": (1, 4, 1, 0, 1, 4, 11),
        "not_processed.publications": (2, 2, 4, 2, 4, 2, 16),
        "not_processed.repeated": (1, 0, 2, 0, 0, 0, 3),
        "not_processed.excessive": (0, 2, 0, 2, 2, 0, 6),
        "other.rest": (1, 0, 0, 0, 0, 0, 1),
    }
    lost: dict[str, Place | list[Place]] = {
        "not_processed.publications": unplaced("2|4|2|4|2|4|2|16"),
        "not_processed.repeated": unplaced("1|0|2|0|0"),
        "not_processed.excessive": unplaced("0|2|0|2|0|6"),
        "other.rest": unplaced("0|1|0|0|0|0|0|1"),
    }
    assert inferred(rows, lost)
    assert inferred(rows, {**lost, "refused.process_information": [place(str(cell)) for cell in (1, 3, 2, 0, 1, 4, 11)]}) == set()


MANY: Mapping[str, Sequence[int]] = {
    "refused.process_information": (0, 2, 0, 1, 2, 4, 9),
    "not_processed.repeated": (1, 0, 4, 4, 0, 1, 10),
    "not_processed.excessive": (4, 0, 0, 4, 0, 0, 8),
    "other.uncorrected": (2, 4, 4, 0, 0, 4, 14),
    "other.unpaid": (0, 0, 1, 2, 0, 0, 3),
}
MANY_LOST: Mapping[str, Place | list[Place]] = {
    "refused.process_information": unplaced("0|2|0|2|4|9"),
    "not_processed.repeated": unplaced("1|4|4|0|1|10"),
    "not_processed.excessive": unplaced("4|0|4|0|8"),
    "other.uncorrected": unplaced("2|4|0|0|4|14"),
    "other.unpaid": unplaced("0|0|2|0|0|3"),
}
"""Rows that lost their cells in more ways than can be listed at once where there is little room."""


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], tuple[set[str], int]]]:
    """What is inferred of those rows where so many sums may be listed, and how many the longest list may have had."""
    sizes: list[int] = []

    def noted(values: Sequence[Sequence[int]]) -> list[set[int]]:
        sizes.append(math.prod(len(set(one)) for one in values))
        return layers(values)

    def found(most: int) -> tuple[set[str], int]:
        sizes.clear()
        settling._alone.cache_clear()
        monkeypatch.setattr(settling, "_MOST_SUMS", most)
        return inferred(MANY, MANY_LOST), max(sizes, default=0)

    layers = settling._layers
    monkeypatch.setattr(settling, "_layers", noted)
    yield found
    settling._alone.cache_clear()


def test_no_more_sums_are_listed_than_there_is_room_for_and_as_many_as_there_is(listed: Callable[[int], tuple[set[str], int]]) -> None:
    everything, most = listed(20_000)
    assert listed(most) == (everything, most)
    for room in range(most):
        some, size = listed(room)
        assert size <= room
        assert some <= everything


def test_where_all_sums_are_too_many_to_list_each_is_listed_alone(listed: Callable[[int], tuple[set[str], int]]) -> None:
    assert len(listed(60)[0]) == 31


def test_two_tables_are_settled_each_by_its_own_sums() -> None:
    disputes = "|".join(str(number) for at, number in enumerate(NUMBERS[DISPUTES]) if at != 9)
    found = settle(report({GRANTED: unplaced("3|0|1|0|0|5"), DISPUTES: unplaced(disputes)}), grammar.equations(FORM))
    inferred = keys(found)
    assert len(inferred) == 7 + 15
    assert found["disputes.litigation.direct.total"].value == 13


def test_a_row_that_stands_for_three_is_an_operand_in_their_stead() -> None:
    gone = Place(MISSING, -1, -1)
    split = {f"requests.outcomes.other.{name}": gone for name in ("uncorrected", "unpaid", "rest")}
    whole = [place(str(number)) for number in (0,) * 7]
    changed: dict[str, Place | list[Place]] = {**split, "requests.outcomes.other.undivided": whole, GRANTED: unplaced("3|0|1|0|0|5")}
    assert settled(changed) == all_of(GRANTED)  # without it, any of the three may have had a number


def test_a_zero_is_inferred_only_where_the_office_prints_its_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    changed: dict[str, Place | list[Place]] = {GRANTED: unplaced("3|1|1|0|0|5")}
    zeros = sum(1 for entry in report(changed).entries() if entry.item.startswith("requests.") and entry.value == 0)
    monkeypatch.setattr("gongkai.settle._ZEROS", zeros)
    assert settled(changed)[2] == "[0]"
    monkeypatch.setattr("gongkai.settle._ZEROS", zeros + 1)
    assert settled(changed)[2] == "?"


def test_a_table_with_a_blank_in_any_of_its_rows_prints_no_zeros_for_sure() -> None:
    lost = {GRANTED: unplaced("3|1|1|0|0|5")}
    assert settled(lost)[2] == "[0]"
    assert settled({**lost, PARTLY: unplaced("11|1|0|0|2|14", blanks=True)})[2] == "?"
    assert settled({GRANTED: unplaced("3|0|1|0|0|5"), PARTLY: unplaced("11|1|0|0|2|14", blanks=True)})[1] == "[1]"
    assert settled({**lost, "requests.carried_out": unplaced("0|0|/|0|0|1")})[2] == "?"
    assert settled({**lost, "requests.new": unplaced("14|2|0|1|0|3", blanks=True)})[2] == "?"
