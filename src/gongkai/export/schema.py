"""The classes of the records -> the JSON Schema of what ``Report.to_dict`` gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from types import NoneType, SimpleNamespace, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import fields, has

from gongkai.cells import Span, Status
from gongkai.records import DIGITS, VALUED, Entry, Report, Section

_KINDS: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": "string", "pattern": f"^(?:{DIGITS})$"},
    Status: {"enum": [status.value for status in Status]},
}
_INSIDE = {"keys", "cells", "places"}
"""What a report is made of and its entries say."""


_LATER = {"_given": "subsections"}
"""What is found out when it is asked for: the field that is None until then, and its name."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a report, as the package holds it in ``report.schema.json``.

    An object may have more than the report's own keys: the file's name and the findings, as the command line writes them.
    """
    report = _object(Report, _INSIDE)
    report["properties"]["entries"] = {"type": "array", "items": {"$ref": "#/$defs/Entry"}}
    report["required"].append("entries")
    report["additionalProperties"] = True
    entry = _object(Entry, {"form"})
    valued = {"properties": {"status": {"enum": [status.value for status in VALUED]}}}
    entry |= {"if": valued, "then": {}, "else": {"properties": {"value": {"type": "null"}}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gongkai:report",
        "title": "政府信息公开工作年度报告",
        **report,
        "$defs": {"Entry": entry, "Section": _object(Section, {"_places"}), "Span": _span()},
    }


def _span() -> dict[str, Any]:
    """Of a span's place there is only what is known."""
    known = {name: next(kind for kind in _kinds(hint) if kind != _KINDS[NoneType]) for name, hint in get_type_hints(Span).items()}
    required = [name for name in known if name not in Span._field_defaults]
    return {"type": "object", "properties": known, "required": required, "additionalProperties": False}


def _object(record: type[Any], without: set[str]) -> dict[str, Any]:
    hints = _hints(record, without)
    properties = {_LATER.get(name, name): _kind(_kept(hint) if name in _LATER else hint) for name, hint in hints.items()}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _hints(record: type[Any], without: set[str]) -> dict[str, Any]:
    """The types of a record's fields, and of nothing else in it: others may be imported for the type checker alone."""
    own = SimpleNamespace(__annotations__={one.name: one.type for one in fields(record) if one.name not in without})
    return get_type_hints(own, vars(import_module(record.__module__)))


def _kept(hint: Any) -> Any:
    """The type of what is there once it was asked for."""
    return next(one for one in get_args(hint) if one is not NoneType)


def _kinds(hint: Any) -> list[dict[str, Any]]:
    return [_kind(one) for one in (get_args(hint) if _either(hint) else (hint,))]


def _either(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


def _kind(hint: Any) -> dict[str, Any]:
    """What JSON has for a type."""
    if hint in _KINDS:
        return _KINDS[hint]
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is ...:
            return {"type": "array", "items": _kind(inner[0])}
        return {"type": "array", "prefixItems": list(map(_kind, inner)), "items": False, "minItems": len(inner)}
    if isinstance(hint, type) and (has(hint) or hint is Span):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if _either(hint):
        return {"anyOf": _kinds(hint)}
    raise TypeError(f"JSON has nothing for {hint}")
