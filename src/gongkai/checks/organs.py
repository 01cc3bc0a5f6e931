"""A superior's report and those that it adds up -> the entries that are not the sum of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import evolve, field, mutable

from gongkai import grammar
from gongkai.cells import Reading, Status
from gongkai.checks.findings import Number, finding, is_doubtful, name_of, positions, signed
from gongkai.checks.rule import FORM, rule
from gongkai.diagnostics import Diagnostic
from gongkai.form import AMOUNT, CHANGE
from gongkai.records import Report

_TEN_THOUSANDS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10000),
}
"""What a unit of money is in 万元."""


@mutable
class _Sum:
    """What the subordinates have for one key."""

    shares: list[tuple[str, Number]] = field(factory=list)
    missing: list[str] = field(factory=list)
    """Those that have no number."""
    doubtful: list[str] = field(factory=list)
    """Those whose number is inferred, or is one of several."""

    def total(self) -> Number:
        return sum((value for _, value in self.shares), start=0)


@rule("GK551", "GK552", "GK553", "GK554", source=f"{FORM}: a government's report adds up those of its departments and subordinates")
def sums_of_subordinates(superior: Report, subordinates: Iterable[Report]) -> Iterator[Diagnostic]:
    """A superior's number is the sum of its subordinates', entry by entry, as far as all of them have it."""
    asked = [key for key, at in positions(superior).items() if superior.cells[at].reading.value is not None]
    sums = {key: _Sum() for key in asked}
    for at, report in enumerate(subordinates, 1):
        name = report.agency or report.title or f"#{at}"
        if superior.year is not None and report.year is not None and superior.year != report.year:
            for one in sums.values():
                one.missing.append(name)
            yield finding("GK554", superior, agency=name, found=report.year, expected=superior.year)
            continue
        yield from _gather(superior, report, name, sums)
    for key, one in sums.items():
        yield from _compare(superior, key, one)


def _gather(superior: Report, report: Report, name: str, sums: Mapping[str, _Sum]) -> Iterator[Diagnostic]:
    """Put a report's numbers to the others', and say which it lacks."""
    numbers = _Numbers(report)
    missing, doubtful = [], []
    for key, one in sums.items():
        value = numbers.value(key, _unit(superior, key))
        if value is not None:
            one.shares.append((name, value))
        if numbers.doubtful(key):
            one.doubtful.append(name)
            doubtful.append(key)
        if value is None:
            one.missing.append(name)
            missing.append(key)
    if missing or doubtful:
        keys = list(dict.fromkeys(missing + doubtful))
        found = ", ".join(name_of(superior, key) for key in keys[:3]) + (" …" if len(keys) > 3 else "")
        made = finding("GK552", superior, keys, agency=name, count=len(missing), doubtful=len(doubtful), size=len(sums), found=found)
        yield evolve(made, span=None, spans=())


class _Numbers:
    """A subordinate's numbers by the superior's keys: 其他处理 as one row is the sum of the three that it was split into."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.known = positions(report)
        self.instead = {
            str(key): tuple(str(part.entries[at]) for part in group.rows)
            for row, group in grammar.form(report.form).alternatives
            if str(row.entries[0]) not in self.known
            for at, key in enumerate(row.entries)
        }

    def parts(self, key: str) -> tuple[str, ...]:
        return self.instead.get(key, (key,))

    def reading(self, key: str) -> Reading | None:
        at = self.known.get(key)
        return self.report.cells[at].reading if at is not None else None

    def value(self, key: str, unit: str | None) -> Number | None:
        total: Number = 0
        for part in self.parts(key):
            reading = self.reading(part)
            if reading is None or reading.value is None:
                return None
            value = reading.value
            if key.endswith(f".{AMOUNT}") and reading.unit != unit and value:
                if reading.unit not in _TEN_THOUSANDS or unit not in _TEN_THOUSANDS:
                    return None
                value = value * _TEN_THOUSANDS[reading.unit] / _TEN_THOUSANDS[unit]
            total += value
        return total

    def doubtful(self, key: str) -> bool:
        return any((reading := self.reading(part)) is not None and reading.status in _UNCERTAIN for part in self.parts(key))


_UNCERTAIN = (Status.INFERRED, Status.UNSETTLED)


def _size(share: tuple[str, Number]) -> Number:
    value = share[1]
    return value if value >= 0 else -value


def _unit(report: Report, key: str) -> str | None:
    return report.cells[positions(report)[key]].reading.unit


def _compare(superior: Report, key: str, one: _Sum) -> Iterator[Diagnostic]:
    own = superior.cells[positions(superior)[key]].reading.value
    total = one.total()
    if own is None or not one.shares or own == total:
        return
    if one.missing and (total < own or key.endswith(f".{CHANGE}")):
        return  # what is missing may be the difference
    shares = sorted(one.shares, key=_size, reverse=True)
    parts = " + ".join(f"{name} {value}" for name, value in shares if value) or "0"
    details: dict[str, Any] = {"where": name_of(superior, key), "right": own, "left": total, "parts": parts, "difference": signed(own - total)}
    if one.doubtful or is_doubtful(superior, key):
        names = list(dict.fromkeys(one.doubtful)) or [superior.agency or superior.title or "?"]
        made = finding("GK553", superior, [key], doubtful=", ".join(names), **details)
    else:
        made = finding("GK551", superior, [key], **details)
    yield evolve(made, shares=tuple(shares))
