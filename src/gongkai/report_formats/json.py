"""What was found in files -> one JSON object, with the messages in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from gongkai.checking import Checked, State
from gongkai.diagnostics import Diagnostic, Language
from gongkai.excerpts import Source
from gongkai.export.json import found_as_dict
from gongkai.records import span_to_dict
from gongkai.report_formats.tally import Tally


def write(files: Iterable[Checked], lang: Language | None = None) -> Iterator[str]:
    """One object: ``files``, each with its findings, and ``summary``. Messages are in both languages, whatever ``lang`` is."""
    del lang
    tally = Tally()
    shown = []
    for one in files:
        tally.add(one)
        shown.append(_file(one))
    yield json.dumps({"files": shown, "summary": _summary(tally)}, ensure_ascii=False, indent=2) + "\n"


def _file(checked: Checked) -> dict[str, Any]:
    head: dict[str, Any] = {"file": checked.name, "state": checked.state.value}
    if checked.result is None:
        return head | ({"fault": checked.fault} if checked.fault is not None else {})
    report, source = checked.result.report, Source(checked.name, checked.result.text)
    about = {
        "form": report.form,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "published": report.published.isoformat() if report.published else None,
    }
    return head | about | {"findings": [_finding(one, source) for one in checked.found]}


def _finding(found: Diagnostic, source: Source) -> dict[str, Any]:
    line, column = source.position(found.span.start) if found.span is not None else (None, None)
    return {
        **found_as_dict(found),
        "help": found.words.help["en"],
        "help_zh": found.words.help["zh"],
        "culprits": list(found.culprits),
        "shares": [[name, str(value) if isinstance(value, Decimal) else value] for name, value in found.shares],
        "line": line,
        "column": column,
        "spans": [span_to_dict(span) for span in found.spans],
    }


def _summary(tally: Tally) -> dict[str, Any]:
    return {
        "files": tally.files,
        **{state.value: tally.states[state] for state in State},
        "rules": [
            {"code": one.code.code, "severity": one.code.severity.value, "files": one.files, "findings": one.findings} for one in tally.broken()
        ],
    }
