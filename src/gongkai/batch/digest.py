"""Result -> what a summary of many counts of it, as bytes that can be put aside with its outcome, and back."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

from attrs import field, frozen

from gongkai.batch import packing
from gongkai.checks import check
from gongkai.diagnostics import CODES, Code, Diagnostic, Severity
from gongkai.errors import CheckError
from gongkai.parser import Result

Number = int | Decimal

REQUESTS = "requests.new"
"""The row of the requests that came in."""
OUTCOMES = "requests.outcomes."
"""What the rows of outcomes begin with."""
_SUM = "requests.outcomes.total"
_COLUMN = "total"


@frozen
class Digest:
    """What is counted of one report."""

    found: dict[str, int] = field(factory=dict)
    """How many findings of reading and checking there are of each code."""
    codes: dict[str, Code] = field(factory=dict)
    """The codes of plug-ins among them."""
    fault: str | None = None
    """Why it could not be checked: a plug-in is broken."""
    requests: Number | None = None
    """How many requests came in; None where the report does not say so."""
    outcomes: dict[str, Number | None] = field(factory=dict)
    """How many had each outcome, by the row's key."""


def digest(result: Result) -> Digest:
    """What is counted of a report, for which it is checked."""
    found: list[Diagnostic] = list(result.diagnostics)
    fault = None
    try:
        found += check(result.report)
    except CheckError as error:
        fault = str(error)
    own = dict.fromkeys(found)  # what reading has found is not counted again
    totals = {one.item: _number(one.value) for one in result.report.entries() if one.column == _COLUMN}
    return Digest(
        dict(Counter(one.code for one in own)),
        {one.code: one.words for one in own if one.code not in CODES},
        fault,
        totals.get(REQUESTS),
        {item: value for item, value in totals.items() if item.startswith(OUTCOMES) and item != _SUM},
    )


def _number(value: Number | None) -> Number | None:
    """A number that can be added up: less than nothing is a fault of the page."""
    return value if value is not None and value >= 0 else None


def packed(one: Digest) -> bytes:
    """The digest as bytes."""
    codes = {name: [code.severity, code.message, code.help] for name, code in one.codes.items()}
    said = [one.found, codes, one.fault, one.requests, one.outcomes]
    return packing.compressed(packing.dumped(said))


def unpacked(data: bytes) -> Digest:
    """The digest that was packed."""
    found, codes, fault, requests, outcomes = json.loads(packing.decompressed(data))
    plugged = {name: Code(name, Severity(severity), message, help_) for name, (severity, message, help_) in codes.items()}
    return Digest(found, plugged, fault, packing.number(requests), {item: packing.number(value) for item, value in outcomes.items()})
