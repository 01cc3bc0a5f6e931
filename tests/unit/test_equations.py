from __future__ import annotations

import pytest

from gongkai import grammar
from gongkai.equations import Equation, equations_of
from tests.unit import official

each_form = pytest.mark.parametrize("form", official.FORMS)


def sums(form: str) -> set[Equation]:
    return set(equations_of(grammar.form(form)))


@each_form
def test_the_applicants_of_a_row_add_up_to_its_total(form: str) -> None:
    for row in official.REQUESTS[form]:
        assert Equation(row.keys[:-1], row.keys[-1:]) in sums(form)


@each_form
def test_the_results_of_a_group_of_table_4_add_up_to_its_total(form: str) -> None:
    for row in official.DISPUTES:
        assert Equation(row.keys[:-1], row.keys[-1:]) in sums(form)


@each_form
@pytest.mark.parametrize("column", official.APPLICANTS)
def test_what_came_in_was_dealt_with_or_carried_over(form: str, column: str) -> None:
    left = (f"requests.new.{column}", f"requests.carried_in.{column}")
    assert Equation(left, (f"requests.outcomes.total.{column}", f"requests.carried_out.{column}")) in sums(form)


@each_form
@pytest.mark.parametrize("column", official.APPLICANTS)
def test_the_outcomes_add_up_to_their_total_column_by_column(form: str, column: str) -> None:
    total = f"requests.outcomes.total.{column}"
    (found,) = (one for one in sums(form) if one.right == (total,) and one.left[0].endswith(f".{column}") and len(one.left) > 6)
    rows = [row.item for row in official.REQUESTS[form] if row.item.startswith("requests.outcomes.") and row.item != "requests.outcomes.total"]
    printed = {key for row in official.REQUESTS[form] for key in row.keys}
    assert [key for key, sign in found.operands(printed) if sign > 0] == [f"{item}.{column}" for item in rows]
    assert [key for key, sign in found.operands(printed) if sign < 0] == [total]


def test_a_row_that_stands_for_three_counts_in_their_stead_where_it_is_printed() -> None:
    (found,) = (one for one in sums("annual_2021") if one.right == ("requests.outcomes.total.total",) and len(one.left) > 6)
    other = "requests.outcomes.other."
    with_it = [key for key, _ in found.operands({f"{other}undivided.total"}) if key.startswith(other)]
    without = [key for key, _ in found.operands(()) if key.startswith(other)]
    assert with_it == [f"{other}undivided.total"]
    assert without == [f"{other}uncorrected.total", f"{other}unpaid.total", f"{other}rest.total"]


@each_form
def test_no_sum_speaks_of_table_2(form: str) -> None:
    assert not any(key.startswith("proactive") for one in sums(form) for key in (*one.left, *one.right))


@each_form
def test_every_key_of_a_sum_is_one_of_the_form(form: str) -> None:
    keys = {str(key) for row in grammar.form(form).rows for key in row.entries}
    assert {key for one in sums(form) for key in (*one.left, *one.right)} <= keys
    assert (
        len(sums(form))
        == len(equations_of(grammar.form(form)))
        == len(official.REQUESTS[form]) + len(official.DISPUTES) + 14 + (form == "annual_2021")
    )
