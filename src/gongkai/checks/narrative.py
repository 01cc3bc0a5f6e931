"""A report -> the numbers of its text that are not those of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from gongkai.checks.findings import Term, added, finding, is_doubtful, label_of, names_of, number, positions, signed, title_of
from gongkai.checks.rule import rule
from gongkai.claims import Claim
from gongkai.diagnostics import Diagnostic
from gongkai.form import TOTAL
from gongkai.records import Report


@rule("GK531", "GK532", "GK533", source="the report's own tables")
def told_as_counted(report: Report) -> Iterator[Diagnostic]:
    """What the text says in numbers, and what it says there is none of, agrees with the tables."""
    told = [claim for claim in report.claims if (claim.year is None or claim.year == report.year) and not _agrees(report, claim)]
    told.sort(key=lambda claim: (claim.what, claim.value, claim.unit is None))
    for _, same in groupby(told, key=lambda claim: (claim.what, claim.value, claim.unit is None)):
        yield from _compared(report, list(same))


def _agrees(report: Report, claim: Claim) -> bool:
    """Whether any reading agrees."""
    return any(_total(report, keys_of(report, reading)) == claim.value for reading in claim.readings)


def _compared(report: Report, claims: list[Claim]) -> Iterator[Diagnostic]:
    claim = claims[0]
    readings = [keys for reading in claim.readings if (keys := keys_of(report, reading))]
    sums = [total for keys in readings if (total := _total(report, keys)) is not None]
    if not sums or len(sums) < len(readings):
        return
    keys = readings[0]
    counted = added(Term(f"{label_of(report, key)} {title_of(report, key)}".strip(), number(report, key) or 0) for key in keys)
    doubtful = [key for reading in readings for key in reading if is_doubtful(report, key)]
    details: dict[str, Any] = {
        "found": claim.text,
        "value": claim.value,
        "counted": counted,
        "total": " / ".join(str(total) for total in dict.fromkeys(sums)),
        "difference": signed(claim.value - sums[0]),
    }
    if doubtful:
        yield finding(
            "GK533", report, keys, show=claim.span, spans=[one.span for one in claims], doubtful=names_of(report, dict.fromkeys(doubtful)), **details
        )
        return
    code = "GK532" if claim.unit is None else "GK531"
    yield finding(code, report, keys, show=claim.span, spans=[one.span for one in claims], **details)


def keys_of(report: Report, reading: tuple[str, ...]) -> list[str]:
    """The keys whose numbers add up to what a claim speaks of: the totals of the rows under its items, or the items themselves."""
    known = positions(report)
    own, found = _remembered.get((id(known), reading), _NO_KEYS)
    if own is not known:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        own, found = _remembered[id(known), reading] = known, _found(known, reading)
    return found


_MOST_REMEMBERED = 512
_NO_KEYS: tuple[Mapping[str, int], list[str]] = ({}, [])
_remembered: dict[tuple[int, tuple[str, ...]], tuple[Mapping[str, int], list[str]]] = {}
"""The keys of a reading in reports that have the same keys, which most have."""


def _found(known: Mapping[str, int], reading: tuple[str, ...]) -> list[str]:
    found = []
    for item in reading:
        if item in known:
            found.append(item)
        elif f"{item}.{TOTAL}" in known:
            found.append(f"{item}.{TOTAL}")
        else:
            found += [key for key in known if key.startswith(f"{item}.") and key.endswith(f".{TOTAL}")]
    return found


def _total(report: Report, keys: list[str]) -> int | None:
    total = 0
    for key in keys:
        value = number(report, key)
        if value is None:
            return None
        total += int(value)
    return total if keys else None


CHECKS = (told_as_counted,)
