"""Reads Chinese government annual reports on open government information (政府信息公开工作年度报告).

Every public name is here; each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.cells import Reading, Span, Status
    from gongkai.diagnostics import Diagnostic, Severity, messages
    from gongkai.errors import GongkaiError, ReportError
    from gongkai.grammar import IMPORT_PATHS, forms
    from gongkai.lexer import CellLexer
    from gongkai.parser import Result, parse
    from gongkai.records import Entry, Report, Section
    from gongkai.rendering import layouts, render

_HOME = {
    "CellLexer": "lexer",
    "Diagnostic": "diagnostics",
    "Entry": "records",
    "GongkaiError": "errors",
    "IMPORT_PATHS": "grammar",
    "Reading": "cells",
    "Report": "records",
    "ReportError": "errors",
    "Result": "parser",
    "Section": "records",
    "Severity": "diagnostics",
    "Span": "cells",
    "Status": "cells",
    "forms": "grammar",
    "layouts": "rendering",
    "messages": "diagnostics",
    "parse": "parser",
    "render": "rendering",
}

__all__ = [
    "IMPORT_PATHS",
    "CellLexer",
    "Diagnostic",
    "Entry",
    "GongkaiError",
    "Reading",
    "Report",
    "ReportError",
    "Result",
    "Section",
    "Severity",
    "Span",
    "Status",
    "forms",
    "layouts",
    "messages",
    "parse",
    "render",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'gongkai' has no attribute {name!r}")
    value = getattr(import_module(f"gongkai.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
