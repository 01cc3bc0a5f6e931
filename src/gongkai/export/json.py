"""Results -> JSON: a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import IO, Any

from gongkai.diagnostics import Diagnostic, messages
from gongkai.export.guard import plain
from gongkai.parser import Result
from gongkai.records import Report, Section, span_to_dict


def write(results: Iterable[tuple[str | None, Result]], out: IO[bytes]) -> None:
    """Write a list of objects."""
    out.write(encoded(json.dumps([as_dict(name, result) for name, result in results], ensure_ascii=False, indent=2)))


def write_one(name: str | None, result: Result, out: IO[bytes]) -> None:
    """Write one object."""
    out.write(encoded(json.dumps(as_dict(name, result), ensure_ascii=False, indent=2)))


def encoded(text: str) -> bytes:
    """A line of JSON in UTF-8. What UTF-8 cannot hold (a lone surrogate, of a file name that is none) becomes an escape of JSON."""
    return (text + "\n").encode("utf-8", "backslashreplace")


def as_dict(name: str | None, result: Result) -> dict[str, Any]:
    """``Report.to_dict()`` with the file's name and what was found, in both languages."""
    return {"file": name, **result.report.to_dict(), "diagnostics": list(map(found_as_dict, result.diagnostics))}


def found_as_dict(found: Diagnostic) -> dict[str, Any]:
    """What was found, in both languages."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": messages(found, "en"),
        "message_zh": messages(found, "zh"),
        "entries": list(found.entries),
        "span": span_to_dict(found.span),
    }


def canonical(report: Report) -> str:
    """What the report says, as one line of JSON. Equal reports give equal lines, unequal ones do not: places and spellings are left out."""
    said = {
        "form": report.form,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "published": report.published.isoformat() if report.published else None,
        "period": [day.isoformat() for day in report.period] if report.period else None,
        "sections": list(map(_section, report.sections)),
        "entries": [[entry.item, entry.column, entry.label, entry.status.value, _digits(entry.value), entry.unit] for entry in report.entries()],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _section(section: Section) -> list[Any]:
    return [section.number, section.heading, section.text, list(map(_section, section.subsections))]


def _digits(value: int | Decimal | None) -> str | None:
    """A value's digits without those that say nothing: 3.2500 and 3.25 are equal."""
    if value is None:
        return None
    return plain(value.normalize() if isinstance(value, Decimal) else value) if value else "0"
