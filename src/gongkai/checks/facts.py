"""A report -> what several rules ask of its numbers, found out once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple
from weakref import ref

from gongkai import grammar
from gongkai.checks.findings import Number
from gongkai.equations import Sum, Table
from gongkai.records import Report

Numbers = Sequence[Number | None]


class Broken(NamedTuple):
    """A sum that the numbers break: what its operands add up to, signs and all, which should be zero."""

    sum: Sum
    rest: Number


class Facts:
    """What is in the cells of a report: its numbers, how sure they are, and the sums of each table that they break."""

    def __init__(self, report: Report) -> None:
        self.report = ref(report)
        readings = [cell.reading for cell in report.cells]
        self.numbers: list[Number | None] = list(map(_VALUE, readings))
        self.statuses = set(map(_STATUS, readings))
        kinds = set(map(type, self.numbers))
        self.decimals = [at for at, value in enumerate(self.numbers) if type(value) is Decimal] if Decimal in kinds else []
        """The places of those that are printed with a fraction."""
        self.least: Number = min([value for value in self.numbers if value], default=0)
        """The least number that is not zero."""
        values: list[Any] = [_EMPTY if value is None else value for value in self.numbers] if type(None) in kinds else self.numbers
        self.tables = [(table, _broken(values, table, self.decimals)) for table in tables_of(report)]


_VALUE, _STATUS = attrgetter("value"), attrgetter("status")
_EMPTY = float("nan")
"""What stands for an empty cell in a sum, so that the sum is no number. All others stay what they are."""
_EMPTY_DECIMAL = Decimal("NaN")
"""The same where a number is printed with a fraction: the two cannot be added."""
_last: list[Facts] = []
"""That of the report at hand, which it does not keep alive."""


def facts_of(report: Report) -> Facts:
    """What is in its cells, found out once for all rules."""
    for known in _last:
        if known.report() is report:
            return known
    made = Facts(report)
    _last[:] = [made]
    return made


def tables_of(report: Report) -> tuple[Table, ...]:
    """The tables of the report's form with the sums that speak of them."""
    return grammar.equations(report.form).tables(report.keys)


def _broken(values: Sequence[Any], table: Table, decimals: Sequence[int]) -> list[Broken]:
    """The sums of a table that every operand is printed for and that do not come out."""
    if any(at in table.cells for at in decimals):
        values = [_EMPTY_DECIMAL if value is _EMPTY else value for value in values]
    found = []
    for one in table.sums:
        minus = one.minus
        rest = sum(one.plus(values)) - values[minus[0]]
        for at in minus[1:]:
            rest -= values[at]
        if rest and rest == rest:  # noqa: PLR0124 - what is no number is not equal to itself
            found.append(Broken(one, rest))
    return found
