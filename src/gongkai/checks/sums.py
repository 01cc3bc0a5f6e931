"""A report -> the sums of its form that its numbers break (勾稽关系), and the numbers that may be to blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gongkai.cells import Status
from gongkai.checks.facts import Broken, Numbers, facts_of, tables_of
from gongkai.checks.findings import Number, Term, added, finding, label_of, name_of, names_of, signed, title_of
from gongkai.checks.rule import FORM, rule
from gongkai.diagnostics import Diagnostic
from gongkai.equations import Rule, Sum, Table
from gongkai.records import Report

CODES = {Rule.COLUMNS: "GK501", Rule.ROWS: "GK502", Rule.BALANCE: "GK503", Rule.GROUP: "GK504"}
"""The code of each kind of sum that the grammar gives."""


def _check(report: Report, kind: Rule) -> Iterator[Diagnostic]:
    facts = facts_of(report)
    numbers = facts.numbers
    for table, failing in facts.tables:
        found = [one for one in failing if one.sum.rule is kind and not _doubtful(report, one.sum)]
        if found:
            blamed = {id(one.sum): group for group in blames(report, numbers, table, failing) for one in group.broken}
            for one in found:
                yield _finding(report, numbers, one, CODES[kind], blamed[id(one.sum)].culprits)


@rule("GK501", source=FORM)
def row_sums(report: Report) -> Iterator[Diagnostic]:
    """The applicants of a row of table 3 add up to its 总计."""
    yield from _check(report, Rule.COLUMNS)


@rule("GK502", source=FORM)
def outcome_sums(report: Report) -> Iterator[Diagnostic]:
    """In every column of table 3, （一）予以公开 to （六）其他处理 add up to （七）总计."""
    yield from _check(report, Rule.ROWS)


@rule("GK503", source=f"{FORM}: printed in the corner of table 3")
def balances(report: Report) -> Iterator[Diagnostic]:
    """Rows that the form states to add up do so in every column: in table 3, new requests and those carried in are those dealt with and carried out."""
    yield from _check(report, Rule.BALANCE)


@rule("GK504", source=FORM)
def group_sums(report: Report) -> Iterator[Diagnostic]:
    """The results of each group of table 4 add up to its 总计."""
    yield from _check(report, Rule.GROUP)


@rule("GK505", source=FORM)
def doubtful_sums(report: Report) -> Iterator[Diagnostic]:
    """A sum that fails over a number that was inferred, or whatever number the unsettled ones are, says that the reading is in doubt."""
    facts = facts_of(report)
    if facts.statuses.isdisjoint(_UNCERTAIN):
        return
    numbers = facts.numbers
    for table, failing in facts.tables:
        for one in failing:
            if _doubtful(report, one.sum):
                yield _finding(report, numbers, one, "GK505")
        for one in _impossible(report, numbers, table.sums):
            yield _finding(report, numbers, one, "GK505")


def _impossible(report: Report, numbers: Numbers, sums: Sequence[Sum]) -> Iterator[Broken]:
    """The sums that fail whatever the unsettled numbers in them are: the rest alone is more than their total."""
    for one in sums:
        unknown = [(at, sign) for at, sign in one.terms if numbers[at] is None]
        signs = {sign for _, sign in unknown}
        if len(signs) == 1 and all(report.cells[at].reading.status is Status.UNSETTLED for at, _ in unknown):
            rest = sum(sign * value for at, sign in one.terms if (value := numbers[at]) is not None)
            if rest * signs.pop() > 0:
                yield Broken(one, rest)


@rule("GK506", source="the sums of GK501 to GK504 taken together")
def likely_culprits(report: Report) -> Iterator[Diagnostic]:
    """Where sums fail together and one changed number would put all of them right, that number is the likely mistake; if two would, both."""
    facts = facts_of(report)
    numbers = facts.numbers
    for table, failing in facts.tables:
        for group in blames(report, numbers, table, failing) if failing else ():
            if len(group.broken) > 1 and group.culprits:
                changes = [f"{name_of(report, str(report.keys[at]))} {numbers[at]} → {right}" for at, right in group.changes]
                keys = [str(report.keys[at]) for at, _ in group.changes]
                yield finding("GK506", report, keys, show=keys[0], culprits=group.culprits, count=len(group.broken), found=" | ".join(changes))


def unassessable(report: Report) -> Iterator[Diagnostic]:
    """The sums that cannot be assessed because a cell in them is empty, each kind of sum once."""
    numbers = facts_of(report).numbers
    for table in tables_of(report):
        for kind, code in CODES.items():
            own = [one for one in table.sums if one.rule is kind]
            found = [one for one in own if any(numbers[at] is None for at, _ in one.terms)]
            if found:
                empty = dict.fromkeys(at for one in found for at, _ in one.terms if numbers[at] is None)
                keys = [str(report.keys[at]) for at in empty]
                labels = " ".join(dict.fromkeys(label_of(report, key) for key in keys))
                yield finding("GK507", report, keys, rule=code, count=len(found), size=len(own), empty=labels)


# ---------------------------------------------------------------- who is to blame


class Blame(NamedTuple):
    """Sums that fail and share a cell, and each cell that would put all of them right, with the number that would."""

    broken: list[Broken]
    changes: list[tuple[int, Number]]
    culprits: tuple[str, ...]


def blames(report: Report, numbers: Numbers, table: Table, failing: Sequence[Broken]) -> list[Blame]:
    """The sums that fail, those that share a cell together."""
    groups: list[list[Broken]] = []
    for one in failing:
        cells = {at for at, _ in one.sum.terms}
        joined = [group for group in groups if any(at in cells for other in group for at, _ in other.sum.terms)]
        groups = [group for group in groups if group not in joined]
        groups.append([one, *(other for group in joined for other in group)])
    found = []
    for group in groups:
        changes = _changes(numbers, table.sums, group)
        found.append(Blame(group, changes, tuple(str(report.keys[at]) for at, _ in changes)))
    return found


def _changes(numbers: Numbers, sums: Sequence[Sum], group: list[Broken]) -> list[tuple[int, Number]]:
    failing = {id(one.sum) for one in group}
    sound = {at for one in sums if id(one) not in failing and all(numbers[cell] is not None for cell, _ in one.terms) for at, _ in one.terms}
    changes: list[tuple[int, Number]] = []
    for at, sign in group[0].sum.terms:
        value = numbers[at]
        if value is None or at in sound:
            continue
        right = value - sign * group[0].rest
        if right >= 0 and all(_puts_right(one, at, right - value) for one in group[1:]):
            changes.append((at, right))
    return sorted(changes)


def _puts_right(one: Broken, at: int, change: Number) -> bool:
    return any(cell == at and one.rest + sign * change == 0 for cell, sign in one.sum.terms)


def _doubtful(report: Report, one: Sum) -> bool:
    return any(report.cells[at].reading.status is Status.INFERRED for at, _ in one.terms)


# ---------------------------------------------------------------- findings


def _finding(report: Report, numbers: Numbers, one: Broken, code: str, culprits: tuple[str, ...] = ()) -> Diagnostic:
    over_rows = one.sum.over_rows
    sides: tuple[list[Term], list[Term]] = ([], [])
    keys = []
    for at, sign in one.sum.terms:
        key = str(report.keys[at])
        keys.append(key)
        value = numbers[at]
        if value is not None:
            sides[sign < 0].append(Term(label_of(report, key) if over_rows else title_of(report, key), value))
    left, right = (sum(term.value for term in side) for side in sides)
    details: dict[str, Any] = {
        "where": title_of(report, keys[-1]) if over_rows else label_of(report, keys[-1]),
        "parts": added(sides[0]),
        "left": left,
        "whole": added(sides[1]),
        "right": right,
        "difference": signed(left - right),
    }
    if code == "GK505":
        uncertain = [key for key, (at, _) in zip(keys, one.sum.terms, strict=True) if report.cells[at].reading.status in _UNCERTAIN]
        details |= {"rule": CODES[one.sum.rule], "doubtful": names_of(report, uncertain)}
    return finding(code, report, keys, show=keys[-1], culprits=culprits, **details)


_UNCERTAIN = (Status.INFERRED, Status.UNSETTLED)

CHECKS = (row_sums, outcome_sums, balances, group_sums, doubtful_sums, likely_culprits)
