"""Two reports -> what differs between them, in few words: pytest's own comparison of two reports takes pages and seconds."""

from __future__ import annotations

from attrs import fields

from gongkai import grammar
from gongkai.cells import Status
from gongkai.parser import Result
from gongkai.records import Entry, Report


def difference(written: Report, read: Report) -> list[str]:
    """What the report that was read says otherwise than the one that was written; nothing where they are equal."""
    if read == written:
        return []
    names = [attribute.name for attribute in fields(Report) if attribute.name not in ("keys", "cells")]
    found = [f"{name}: {getattr(written, name)!r} -> {getattr(read, name)!r}" for name in names if getattr(written, name) != getattr(read, name)]
    one, two = (_entries(report) for report in (written, read))
    found += [f"{key}: {_words(one.get(key))} -> {_words(two.get(key))}" for key in {**one, **two} if one.get(key) != two.get(key)]
    return found or ["the keys stand in another order"]


def wrong(written: Report, read: Report, *, consistent: bool = False) -> list[str]:
    """The numbers that were read and not written so, and the cells read as having none in which one was written.

    What is inferred from the form's sums is right if the report obeys them (``consistent``).
    """
    said = _entries(written)
    return [
        f"{entry.key}: {_words(said.get(entry.key))} -> {_words(entry)}"
        for entry in read.entries()
        if (consistent or entry.status is not Status.INFERRED) and not _right(said.get(entry.key), entry)
    ]


def obeys(report: Report) -> bool:
    """Whether every number of the report's tables is there, and all sums of its form hold."""
    for table in grammar.equations(report.form).tables(report.keys):
        for one in table.sums:
            readings = [(report.cells[at].reading, sign) for at, sign in one.terms]
            if any(reading.status is not Status.REPORTED for reading, _ in readings):
                return False
            if sum(sign * int(reading.value or 0) for reading, sign in readings) != 0:
                return False
    return True


def _right(before: Entry | None, after: Entry) -> bool:
    if after.status in (Status.REPORTED, Status.INFERRED):
        return before is not None and (before.status, before.value) == (Status.REPORTED, after.value)
    if after.status in (Status.UNSETTLED, Status.MISSING):
        return after.value is None
    return after.value is None and (before is None or before.status is not Status.REPORTED)


def lost_in_silence(written: Report, read: Result) -> list[str]:
    """The numbers that were written, not read, and that no diagnostic names or gives up together with all others."""
    named = {key for diagnostic in read.diagnostics for key in diagnostic.entries}
    whole = any(diagnostic.code in _OF_ALL for diagnostic in read.diagnostics)
    after = _entries(read.report)
    return [
        f"{entry.key}: {_words(entry)} -> {_words(after.get(entry.key))}"
        for entry in written.entries()
        if entry.status is Status.REPORTED
        and not whole
        and not _read(after.get(entry.key))
        and not _read(after.get(_instead(entry.key)))
        and not named.intersection((entry.key, _instead(entry.key)))
    ]


_OF_ALL = ("GK101", "GK102", "GK104", "GK105")


def _read(entry: Entry | None) -> bool:
    return entry is not None and entry.status in (Status.REPORTED, Status.INFERRED)


def _instead(key: str) -> str:
    """The row that stands for the rows of 其他处理 is an entry only where it is printed: where it is lost, those are, and no page has both."""
    return key.replace(".other.undivided.", ".other.rest.")


def _entries(report: Report) -> dict[str, Entry]:
    return {entry.key: entry for entry in report.entries()}


def _words(entry: Entry | None) -> str:
    return f"{entry.status.value} {entry.raw!r} {entry.unit or ''}".strip() if entry is not None else "no entry"
