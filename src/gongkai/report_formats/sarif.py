"""What was found in files -> SARIF 2.1.0, for code review, editors and archives: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.

Regions are given for files of text alone: in any other, lines and offsets are not the file's. There a logical location names page, table, row and column.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai import __version__
from gongkai.cells import Span
from gongkai.checking import Checked, State
from gongkai.diagnostics import CODES, Code, Diagnostic, Language, locale_language, messages
from gongkai.excerpts import Source, place_of
from gongkai.inputs import STANDARD_INPUT

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_TAGS: dict[Language, str] = {"en": "en", "zh": "zh-CN"}
_OTHER: dict[Language, Language] = {"en": "zh", "zh": "en"}
_FINGERPRINT = "gongkai/v1"


def write(files: Iterable[Checked], lang: Language | None = None) -> Iterator[str]:
    """One run. The language is that of the locale, if none is given; the other one stands beside it as a translation of the rules."""
    told = lang or locale_language()
    checked = [one for one in files if one.state is not State.PASSED_OVER]
    codes = {**CODES, **{found.code: found.words for one in checked for found in one.found if found.code not in CODES}}
    numbers = {code: number for number, code in enumerate(codes)}
    other = _OTHER[told]
    run = {
        "tool": {"driver": {**_component(told, codes), "version": __version__}},
        "translations": [
            {**_component(other, codes), "contents": ["localizedData"], "translationMetadata": {"name": f"gongkai: {_TAGS[other]}"}},
        ],
        "language": _TAGS[told],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(checked)],
        "artifacts": [_artifact(one) for one in checked],
        "results": [result for at, one in enumerate(checked) for result in _results(one, at, numbers, told)],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _component(lang: Language, codes: Mapping[str, Code]) -> dict[str, Any]:
    return {"name": "gongkai", "language": _TAGS[lang], "rules": [_rule(code, lang) for code in codes.values()]}


def _rule(code: Code, lang: Language) -> dict[str, Any]:
    return {
        "id": code.code,
        "shortDescription": {"text": code.message[lang]},
        "help": {"text": code.help[lang]},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _invocation(checked: Iterable[Checked]) -> dict[str, Any]:
    """That the tool ran, and which files it could not read."""
    faults = [
        {"level": "error", "message": {"text": one.fault}, "locations": [{"physicalLocation": {"artifactLocation": {"index": at}}}]}
        for at, one in enumerate(checked)
        if one.fault is not None
    ]
    return {"executionSuccessful": not faults, "toolExecutionNotifications": faults}


def _artifact(checked: Checked) -> dict[str, Any]:
    if checked.name == STANDARD_INPUT:
        return {"description": {"text": "standard input"}, "roles": ["analysisTarget", "standardStream"]}
    return {"location": {"uri": _uri(checked.name)}, "roles": ["analysisTarget"]}


def _uri(name: str) -> str:
    """A file's name relative to the current folder; absolute where it is on another drive."""
    try:
        relative = Path(os.path.relpath(name)).as_posix()
    except ValueError:
        return Path(name).absolute().as_uri()
    return quote(os.fsencode(relative if ":" not in relative.partition("/")[0] else f"./{relative}"))  # a name may be in GBK


def _results(checked: Checked, number: int, numbers: Mapping[str, int], lang: Language) -> Iterator[dict[str, Any]]:
    if checked.result is None:
        return
    source = Source(checked.name, checked.result.text)
    report = checked.result.report
    location: dict[str, Any] = {"index": number}
    if checked.name != STANDARD_INPUT:
        location["uri"] = _uri(checked.name)
    for found in checked.found:
        others = [span for span in found.spans if span != found.span]
        properties: dict[str, Any] = {
            "entries": list(found.entries),
            "culprits": list(found.culprits),
            "shares": [[name, str(value)] for name, value in found.shares],
            "agency": report.agency,
            "year": report.year,
        }
        result: dict[str, Any] = {
            "ruleId": found.code,
            "ruleIndex": numbers[found.code],
            "level": found.severity.value,
            "message": {"text": messages(found, lang)},
            "locations": [_location(found.span, location, source, checked.plain, lang)],
            "partialFingerprints": {_FINGERPRINT: _fingerprint(found, report.agency, report.year)},
            "properties": {name: value for name, value in properties.items() if value},
        }
        if others:
            result["relatedLocations"] = [{"id": at, **_location(one, location, source, checked.plain, lang)} for at, one in enumerate(others, 1)]
        yield result


def _location(span: Span | None, artifact: Mapping[str, Any], source: Source, plain: bool, lang: Language) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": artifact}
    if span is None:
        return {"physicalLocation": where}
    if plain:
        return {"physicalLocation": {**where, "region": _region(span, source)}}
    place = place_of(span, source, lang) if span.table is not None or span.page is not None else ""
    named = [{"name": place, "kind": "element"}] if place else []
    shown = source.text[span.start : span.end]
    return {"physicalLocation": where, "logicalLocations": named, **({"message": {"text": shown}} if shown.strip() else {})}


def _region(span: Span, source: Source) -> dict[str, Any]:
    """A stretch of a text; columns and offsets count code points, as Python does, and lines end with a line feed."""
    line, column = source.position(span.start)
    last, behind = source.position(span.end)
    place = {"startLine": line, "startColumn": column, "endLine": last, "endColumn": behind}
    shown = {"snippet": {"text": source.text[span.start : span.end]}} if span.end > span.start else {}
    return {**place, "charOffset": span.start, "charLength": span.end - span.start, **shown}


def _fingerprint(found: Diagnostic, agency: str | None, year: int | None) -> str:
    """What stays the same when lines are put in or files are moved: what was found in whose report."""
    told = [found.code, agency, year, found.entries, sorted(found.details.items())]
    return sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace")).hexdigest()[:32]
