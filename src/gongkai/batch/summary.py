"""Files one after the other -> what there is to say of all of them. What is kept grows with the organs and the years, not with the files."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from attrs import define, field

from gongkai.batch.digest import Digest, Number
from gongkai.batch.outcome import FILES, State
from gongkai.broken import Rules
from gongkai.cells import fold
from gongkai.diagnostics import CODES

BOUNDS = (1, 10, 100, 1000)
"""Where the classes begin into which reports are put by how many requests came in; before the first one, none did."""
_REASONS = 1000
"""So many reasons are told apart; those that come later are counted together."""


@define
class Year:
    """What there is of one year."""

    forms: Counter[str] = field(factory=Counter)
    states: Counter[State] = field(factory=Counter)
    requests: Number = 0
    """How many requests came in, in the reports that say so."""
    said: int = 0
    """How many of them say so."""


@define
class Added:
    """A number that many reports have."""

    total: Number = 0
    reports: int = 0
    """How many of them have it."""
    lacking: int = 0
    """How many reports of a form that asks for it do not."""


class Missing(NamedTuple):
    """An organ of which there is no report for some years."""

    name: str
    years: tuple[int, ...]


class Summary:
    """What is counted while files go by."""

    def __init__(self, organs: Iterable[str] | None = None) -> None:
        """``organs``: those that should have reported; None where nobody says so."""
        self.states: Counter[State] = Counter()
        self.years: dict[int | None, Year] = {}
        self.reasons: Counter[str] = Counter()
        """How many files could not be read, by the code that says why, or where there is none by the reason."""
        self.other_reasons = 0
        self.rules = Rules()
        self.unchecked: Counter[str] = Counter()
        """How many reports could not be checked, by the reason: a plug-in that is broken."""
        self.classes = [0] * (len(BOUNDS) + 1)
        self.silent = 0
        """How many reports do not say how many requests came in."""
        self.outcomes: dict[str, Added] = {}
        self.unnamed = 0
        """How many reports do not say whose they are, or of which year."""
        self.again = 0
        """How many reports there are of an organ and a year of which there is another."""
        self.expected = None if organs is None else {fold(name): name for name in organs}
        self._organs: dict[str, tuple[str, frozenset[int]]] = {}
        self._sets: dict[frozenset[int], frozenset[int]] = {}

    def add(self, row: Iterable[Any], one: Digest | None) -> None:
        """Count a file, of its row in the table of files and the digest of what was read in it."""
        said = dict(zip((column.name for column in FILES), row, strict=True))
        state = State(said["result"])
        self.states[state] += 1
        if one is None:
            self._failed(said["codes"] or said["reason"])
            return
        year = self.years.setdefault(said["year"], Year())
        year.forms[said["form"]] += 1
        year.states[state] += 1
        self.rules.add_counts(one.found, CODES | one.codes)
        if one.fault is not None:
            self.unchecked[one.fault] += 1
        self._organ(said["agency"], said["year"])
        self._requests(year, one)

    def _failed(self, reason: str) -> None:
        if reason in self.reasons or len(self.reasons) < _REASONS:
            self.reasons[reason] += 1
        else:
            self.other_reasons += 1

    def _requests(self, year: Year, one: Digest) -> None:
        if one.requests is None:
            self.silent += 1
        else:
            self.classes[bisect_right(BOUNDS, one.requests)] += 1
            year.requests += one.requests
            year.said += 1
        for item, value in one.outcomes.items():
            added = self.outcomes.setdefault(item, Added())
            if value is None:
                added.lacking += 1
            else:
                added.total += value
                added.reports += 1

    def _organ(self, agency: str | None, year: int | None) -> None:
        if not agency or year is None:
            self.unnamed += 1
            return
        key = fold(agency)
        name, years = self._organs.get(key, (agency, frozenset()))
        self.again += year in years
        more = years | {year}
        self._organs[key] = (name, self._sets.setdefault(more, more))  # the sets are few, and the organs are many

    # ---------------------------------------------------------------- organs

    def span(self) -> list[int]:
        """The years of which there is any report of an organ."""
        return sorted({year for _, years in self._organs.values() for year in years})

    def missing(self) -> list[Missing]:
        """The organs of which there is no report for a year of which others have one, by name.

        They are those that were asked for, or where none were, those of the other years. A report may name its organ with the place that it
        is in or without it: 临溪区水务局 may be 青石市临溪区水务局. An organ of which a report may be is not missing.
        """
        expected = self.expected if self.expected is not None else {key: name for key, (name, _) in self._organs.items()}
        there: dict[str, set[int]] = {key: set() for key in expected}
        for key, (_, years) in self._organs.items():
            for end in _ends(key):
                if end in there:
                    there[end] |= years
        for key, found in there.items():
            found.update(*(self._organs[end][1] for end in _ends(key) if end in self._organs))
        every = self.span()
        lacking = [Missing(expected[key], tuple(year for year in every if year not in found)) for key, found in there.items()]
        return sorted(one for one in lacking if one.years or not every)

    def unexpected(self) -> list[str]:
        """The organs that reported and are not among those that were asked for."""
        if self.expected is None:
            return []
        ends = {end for key in self.expected for end in _ends(key)}
        return sorted(name for key, (name, _) in self._organs.items() if key not in ends and not any(end in self.expected for end in _ends(key)))


def _ends(key: str) -> Iterable[str]:
    """A name, and what is left of it without its beginning."""
    return (key[at:] for at in range(len(key)))
