"""A report -> what several rules ask of its numbers, found out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple
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
        self.numbers = [cell.reading.value for cell in report.cells]
        self.statuses = {cell.reading.status for cell in report.cells}
        self.decimals = [at for at, value in enumerate(self.numbers) if type(value) is Decimal]
        """The places of those that are printed with a fraction."""
        self.least: Number = min([value for value in self.numbers if value], default=0)
        """The least number that is not zero."""
        self.tables = [(table, list(broken(self.numbers, table.sums))) for table in tables_of(report)]


_EMPTY = Decimal("NaN")
"""What stands for an empty cell in a sum."""
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


def broken(numbers: Numbers, sums: Sequence[Sum]) -> Iterator[Broken]:
    """The sums that every operand is printed for and that do not come out."""
    values = [_EMPTY if value is None else value for value in numbers]
    for one in sums:
        rest = sum(one.plus(values))
        for at in one.minus:
            rest -= values[at]
        if rest and rest == rest:  # noqa: PLR0124 - a sum over an empty cell is no number, and not equal to itself
            yield Broken(one, rest)
