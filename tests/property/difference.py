"""Two reports -> what differs between them, in few words: pytest's own comparison of two reports takes pages and seconds."""

from __future__ import annotations

from attrs import fields

from gongkai.cells import Status
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


def _right(before: Entry | None, after: Entry) -> bool:
    if after.status is Status.REPORTED:
        return before is not None and (before.status, before.value) == (after.status, after.value)
    if after.status is Status.INFERRED:
        return before is not None and before.status is Status.REPORTED and before.value == after.value
    if after.status in (Status.UNSETTLED, Status.MISSING):
        return after.value is None
    return after.value is None and (before is None or before.status is not Status.REPORTED)


def _entries(report: Report) -> dict[str, Entry]:
    return {entry.key: entry for entry in report.entries()}


def _words(entry: Entry | None) -> str:
    return f"{entry.status.value} {entry.raw!r} {entry.unit or ''}".strip() if entry is not None else "no entry"
