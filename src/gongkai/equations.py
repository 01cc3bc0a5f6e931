"""A form -> the sums that its numbers obey (勾稽关系), as data."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple

from attrs import field, frozen

from gongkai.form import CODE, TOTAL, Form, Key, Row
from gongkai.remembered import Remembered


class Rule(StrEnum):
    """What an equation says."""

    COLUMNS = "columns"
    """The columns of a row add up to its total."""
    GROUP = "group"
    """The same in a table whose one row has several totals, as table 4 has."""
    ROWS = "rows"
    """The rows add up to the row of their total, in one column."""
    BALANCE = "balance"
    """What the form states of rows, in one column: what came in was dealt with or carried over."""


@frozen
class Equation:
    """Numbers that add up to the same: those of the keys on the left, and those of the keys on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    instead: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys that stand in for others where the page prints them: 其他处理 as one row, for the three that it was split into."""
    rule: Rule = field(default=Rule.COLUMNS, eq=False)

    def operands(self, printed: Container[str]) -> Iterator[tuple[str, int]]:
        """Each key that counts on a page that prints these, with the sign that makes the sum of all zero."""
        replaced: set[str] = set()
        for one, others in self.instead:
            replaced.update(others if one in printed else (one,))
        yield from ((key, 1) for key in self.left if key not in replaced)
        yield from ((key, -1) for key in self.right if key not in replaced)


class Sum(NamedTuple):
    """An equation as a report has its operands: the place of each among the report's keys, and its sign. Together they are zero."""

    terms: tuple[tuple[int, int], ...]
    over_rows: bool
    """Whether it is a sum over rows, column by column."""
    rule: Rule
    plus: Callable[[Sequence[Any]], Iterable[Any]]
    """Takes what stands in the places on the left."""
    minus: tuple[int, ...]
    """The places on the right."""


@frozen(eq=False)
class Table:
    """A table of a report: the places of its cells among the report's keys, and its sums. Reports with the same keys share it."""

    name: str
    """The first part of its keys: ``requests``."""
    cells: tuple[int, ...]
    sums: tuple[Sum, ...]


class Equations:
    """The sums of a form."""

    def __init__(self, equations: Sequence[Equation]) -> None:
        self._equations = tuple(equations)
        self._tables: dict[tuple[Key, ...], tuple[Table, ...]] = {}
        self._remembered = Remembered(self._found)

    def __iter__(self) -> Iterator[Equation]:
        return iter(self._equations)

    def __len__(self) -> int:
        return len(self._equations)

    def tables(self, keys: tuple[Key, ...]) -> tuple[Table, ...]:
        """The tables of a report that has these keys. Those of the last reports are remembered: most have the same."""
        return self._remembered(keys)

    def _found(self, keys: tuple[Key, ...]) -> tuple[Table, ...]:
        tables = self._tables.get(keys)
        if tables is None:
            if len(self._tables) >= _MOST_REMEMBERED:
                self._tables.clear()
            tables = self._tables[keys] = tuple(self._over(keys))
        return tables

    def _over(self, keys: tuple[Key, ...]) -> Iterator[Table]:
        at = {str(key): place for place, key in enumerate(keys)}
        columns = {str(key): key.column for key in keys}
        for name in dict.fromkeys(_table(one.right[0]) for one in self):
            sums = []
            for one in self:
                operands = list(one.operands(at))
                if _table(one.right[0]) == name and all(key in at for key, _ in operands):
                    over_rows = len({columns[key] for key, _ in operands}) == 1
                    terms = tuple((at[key], sign) for key, sign in operands)
                    plus, minus = (tuple(place for place, own in terms if own == sign) for sign in (1, -1))
                    sums.append(Sum(terms, over_rows, one.rule, _taking(plus), minus))
            yield Table(name, tuple(place for key, place in at.items() if _table(key) == name), tuple(sums))


def _taking(places: tuple[int, ...]) -> Callable[[Sequence[Any]], Iterable[Any]]:
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


_MOST_REMEMBERED = 64


def _table(key: str) -> str:
    return key.partition(".")[0]


def equations_of(form: Form) -> Equations:
    """The sums within one report of a form.

    A column ``total`` is the sum of those before it in its item; a row ``total`` is, column by column, the sum of the other rows under
    the same rule; and what the form states by a rule of ``SUM`` and ``EQUALS``: the requests that came in are those dealt with or carried over.
    """
    return Equations([*_columns(form), *_rows(form), *_balances(form)])


def _columns(form: Form) -> Iterator[Equation]:
    for row in form.rows:
        for at, key in enumerate(row.entries):
            if key.column == TOTAL:
                parts = tuple(str(part) for part in row.entries[:at] if part.item == key.item)
                yield Equation(parts, (str(key),), rule=Rule.COLUMNS if row.label is not None else Rule.GROUP)


def _rows(form: Form) -> Iterator[Equation]:
    for total in form.rows:
        parent, _, name = total.path.rpartition(".")
        if name != TOTAL:
            continue
        parts = [row for row in form.rows if row.path.startswith(f"{parent}.") and row is not total]
        if parts and all(_columns_of(row) == _columns_of(total) for row in parts):
            yield from _sums_of(form, parts, [total], Rule.ROWS)


def _balances(form: Form) -> Iterator[Equation]:
    for balance in form.balances:
        yield from _sums_of(form, balance.left, balance.right, Rule.BALANCE)


def _sums_of(form: Form, left: Sequence[Row], right: Sequence[Row], rule: Rule) -> Iterator[Equation]:
    """The sums over rows, column by column."""
    for at in (at for at, key in enumerate(right[0].entries) if key.column != CODE):
        keys = [tuple(row.keys[at] for row in side) for side in (left, right)]
        instead = tuple((one.keys[at], tuple(row.keys[at] for row in group.rows)) for one, group in form.alternatives if one in left or one in right)
        yield Equation(keys[0], keys[1], instead, rule)


def _columns_of(row: Row) -> tuple[str, ...]:
    return tuple(key.column for key in row.entries)
