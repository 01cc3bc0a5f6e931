"""Keys of a report, and the numbers in them -> the findings that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from attrs import evolve

from gongkai import grammar
from gongkai.cells import Place, Span, Status
from gongkai.diagnostics import Diagnostic
from gongkai.records import Report, Section, located

Number = int | Decimal

_REMARK = re.compile("[（(][^（）()]*[）)]$")


class Term(NamedTuple):
    """A number in a sum, by the words that the sheet has for it."""

    name: str
    value: Number


@cache
def titles(form: str) -> Mapping[str, str]:
    """The title over each key's column."""
    return {key: title for row in grammar.form(form).rows for key, title in zip(row.keys, row.titles, strict=True)}


def positions(report: Report) -> Mapping[str, int]:
    """The place of each key among a report's."""
    return report._index


def place(report: Report, key: str) -> Place | None:
    """What the page has for a key; None where the report has no such entry."""
    at = positions(report).get(key)
    return report.cells[at] if at is not None else None


def number(report: Report, key: str) -> Number | None:
    """The number of a key; None where the page has none, or does not say which it is."""
    found = place(report, key)
    return found.reading.value if found is not None else None


def is_doubtful(report: Report, key: str) -> bool:
    """Whether the entry is inferred or unsettled."""
    found = place(report, key)
    return found is not None and found.reading.status in (Status.INFERRED, Status.UNSETTLED)


def label_of(report: Report, key: str) -> str:
    """The row's label as the sheet prints it, without the remark in brackets behind it."""
    return _REMARK.sub("", report.keys[positions(report)[key]].label)


def title_of(report: Report, key: str) -> str:
    """The title of its column."""
    return titles(report.form)[key]


def name_of(report: Report, key: str) -> str:
    """Row and column of an entry, as the sheet prints them."""
    return f"“{label_of(report, key)}” {title_of(report, key)}"


def names_of(report: Report, keys: Iterable[str]) -> str:
    """The names of several entries."""
    return ", ".join(name_of(report, key) for key in keys)


def span_of(report: Report, key: str) -> Span | None:
    """Where an entry was read."""
    found = place(report, key)
    return located(Span(found.start, found.end), report.places) if found is not None and found.start >= 0 else None


def place_in(report: Report, section: Section, start: int, end: int) -> Span | None:
    """Where on the page a range of a section's text stands; where its section does, if that is all that is known."""
    span = section.place(start, end)
    return located(span, report.places) if span is not None else section.span


def finding(
    code: str,
    report: Report,
    keys: Sequence[str] = (),
    *,
    show: str | Span | None = None,
    spans: Sequence[Span | None] = (),
    culprits: tuple[str, ...] = (),
    **details: Any,
) -> Diagnostic:
    """A finding about entries of a report, or about other places on its page. ``show`` is what ``span`` points at: a place, or the entry of a key."""
    found = {(span.start, span.end): span for span in (*(span_of(report, key) for key in keys), *spans) if span is not None}
    own = [found[at] for at in sorted(found)]
    shown = span_of(report, show) if isinstance(show, str) else show
    made = Diagnostic.of(code, entries=tuple(keys), **details)
    return evolve(made, span=shown or next(iter(own), None), spans=tuple(own), culprits=culprits)


def added(terms: Iterable[Term]) -> str:
    """Terms as a sum; those that are zero are left out, because 21 of them say nothing."""
    printed = [f"{term.name} {term.value}" for term in terms if term.value]
    return " + ".join(printed) or "0"


def signed(value: Number) -> str:
    """A difference with its sign."""
    return f"{value:+}".replace("-", "−")
