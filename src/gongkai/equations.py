"""A form -> the sums that its numbers obey (勾稽关系), as data."""

from __future__ import annotations

from collections.abc import Container, Iterator

from attrs import frozen

from gongkai.form import TOTAL, Form


@frozen
class Equation:
    """Numbers that add up to the same: those of the keys on the left, and those of the keys on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    instead: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys that stand in for others where the page prints them: 其他处理 as one row, for the three that it was split into."""

    def operands(self, printed: Container[str]) -> Iterator[tuple[str, int]]:
        """Each key that counts on a page that prints these, with the sign that makes the sum of all zero."""
        replaced: set[str] = set()
        for one, others in self.instead:
            replaced.update(others if one in printed else (one,))
        yield from ((key, 1) for key in self.left if key not in replaced)
        yield from ((key, -1) for key in self.right if key not in replaced)


_BALANCE = (("requests.new", "requests.carried_in"), ("requests.outcomes.total", "requests.carried_out"))
"""第一项加第二项之和，等于第三项加第四项之和: printed in the corner of table 3, 国办公开办函〔2019〕60号 and 〔2021〕30号."""


def equations_of(form: Form) -> tuple[Equation, ...]:
    """The sums within one report of a form.

    A column ``total`` is the sum of those before it in its item; a row ``total`` is, column by column, the sum of the other rows under
    the same rule; and the requests that came in are those that were dealt with or carried over.
    """
    return (*_columns(form), *_rows(form), *_balances(form))


def _columns(form: Form) -> Iterator[Equation]:
    for row in form.rows:
        for at, key in enumerate(row.entries):
            if key.column == TOTAL:
                parts = tuple(str(part) for part in row.entries[:at] if part.item == key.item)
                yield Equation(parts, (str(key),))


def _rows(form: Form) -> Iterator[Equation]:
    for total in form.rows:
        parent, _, name = total.path.rpartition(".")
        if name != TOTAL:
            continue
        parts = [row for row in form.rows if row.path.startswith(f"{parent}.") and row is not total]
        for at, key in enumerate(total.entries):
            instead = tuple((str(one.entries[at]), tuple(str(row.entries[at]) for row in group.rows)) for one, group in form.alternatives)
            yield Equation(tuple(str(row.entries[at]) for row in parts), (str(key),), instead)


def _balances(form: Form) -> Iterator[Equation]:
    rows = {row.path: row for row in form.rows}
    left, right = ([rows.get(path) for path in side] for side in _BALANCE)
    if None in left or None in right:
        return
    for column in zip(*(row.entries for row in (*left, *right) if row is not None), strict=True):
        keys = [str(key) for key in column]
        yield Equation(tuple(keys[: len(left)]), tuple(keys[len(left) :]))
