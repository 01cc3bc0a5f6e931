"""Reads Chinese government annual reports on open government information (政府信息公开工作年度报告).

Every public name is here; each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # type checkers take it for true; typing's own takes as long to import as everything that is needed here
if TYPE_CHECKING:
    from typing import Any

    from gongkai.boundaries import find
    from gongkai.cells import Box, Reading, Span, Status
    from gongkai.checks import check, check_sum, check_years
    from gongkai.claims import Claim
    from gongkai.diagnostics import Code, Diagnostic, Severity, messages
    from gongkai.embedding import to_report
    from gongkai.errors import CheckError, FormError, GongkaiError, ReadError, ReportError
    from gongkai.files import read, read_page
    from gongkai.grammar import IMPORT_PATHS, forms
    from gongkai.lexer import CellLexer
    from gongkai.page import Cell, Page, Paragraph, Table
    from gongkai.parser import Result, parse, parse_page
    from gongkai.readers.limits import Limits
    from gongkai.records import Entry, Report, Section
    from gongkai.rendering import document_formats, layouts, render, render_document

__version__ = "0.1.0"

_HOME = {
    "Box": "cells",
    "Cell": "page",
    "CellLexer": "lexer",
    "CheckError": "errors",
    "Claim": "claims",
    "Code": "diagnostics",
    "Diagnostic": "diagnostics",
    "Entry": "records",
    "FormError": "errors",
    "GongkaiError": "errors",
    "IMPORT_PATHS": "grammar",
    "Limits": "readers.limits",
    "Page": "page",
    "Paragraph": "page",
    "ReadError": "errors",
    "Reading": "cells",
    "Report": "records",
    "ReportError": "errors",
    "Result": "parser",
    "Section": "records",
    "Severity": "diagnostics",
    "Span": "cells",
    "Status": "cells",
    "Table": "page",
    "check": "checks",
    "check_sum": "checks",
    "check_years": "checks",
    "document_formats": "rendering",
    "find": "boundaries",
    "forms": "grammar",
    "layouts": "rendering",
    "messages": "diagnostics",
    "parse": "parser",
    "parse_page": "parser",
    "read": "files",
    "read_page": "files",
    "render": "rendering",
    "render_document": "rendering",
    "to_report": "embedding",
}

__all__ = [
    "IMPORT_PATHS",
    "Box",
    "Cell",
    "CellLexer",
    "CheckError",
    "Claim",
    "Code",
    "Diagnostic",
    "Entry",
    "FormError",
    "GongkaiError",
    "Limits",
    "Page",
    "Paragraph",
    "ReadError",
    "Reading",
    "Report",
    "ReportError",
    "Result",
    "Section",
    "Severity",
    "Span",
    "Status",
    "Table",
    "check",
    "check_sum",
    "check_years",
    "document_formats",
    "find",
    "forms",
    "layouts",
    "messages",
    "parse",
    "parse_page",
    "read",
    "read_page",
    "render",
    "render_document",
    "to_report",
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
