"""A report -> its page again, in any layout; or the form, filled in, as a file."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType

from gongkai import grammar
from gongkai.errors import GongkaiError
from gongkai.records import Report
from gongkai.sheet import Sheet, sheet_of

_LAYOUTS = "gongkai.writers"
_FORMATS = "gongkai.documents"


class UnknownLayoutError(GongkaiError, ValueError):
    """A layout, or a format of a document, that nobody writes; the message names those that there are."""


def layouts() -> tuple[str, ...]:
    """The names of the layouts that ``render`` writes: each is a module of ``gongkai.writers``."""
    return _modules(_LAYOUTS)


def document_formats() -> tuple[str, ...]:
    """The names of the formats that ``render_document`` writes: each is a module of ``gongkai.documents``."""
    return _modules(_FORMATS)


@cache
def _modules(package: str) -> tuple[str, ...]:
    folder = import_module(package).__path__
    return tuple(sorted(module.name for module in pkgutil.iter_modules(folder) if not module.name.startswith("_")))


def _module(package: str, kind: str, name: str) -> ModuleType:
    if name not in _modules(package):
        raise UnknownLayoutError(f"no {kind} {name!r}; known are {', '.join(_modules(package))}")
    return import_module(f"{package}.{name}")


def render(report: Report, layout: str = "pipe") -> str:
    """The report written out as a page of text, its tables in the given layout.

    What is read from the page again is what the report says, down to what is blank, zero, not applicable or not on the page at all,
    as far as the layout shows that (``shows_blanks``, ``keeps_rows``). Raises UnknownLayoutError, a GongkaiError and a ValueError, for
    a layout that ``layouts()`` does not name, and KeyError for a report of a form that is not known.
    """
    write: Callable[[Sheet], str] = _writer(layout).write
    return write(sheet_of(report, grammar.form(report.form)))


def render_document(report: Report, format: str = "html") -> bytes:  # noqa: A002 - what everybody calls it
    """The official form, filled in, as a file on A4: title, text, and the tables with their merged cells.

    What is read from the file again is what the report says. A number that is not known for certain (inferred, unsettled, or missing in a
    row that has others) is not filled in: its cell has the mark ※, and a note under the title says so. Rows of which the report has nothing are
    left out. Raises UnknownLayoutError, a GongkaiError and a ValueError, for a format that ``document_formats()`` does not name, KeyError
    for a report of a form that is not known, and an ImportError where the package is not installed that a format needs: for ``docx``,
    ``gongkai[docx]``.
    """
    write: Callable[[Sheet], bytes] = _document(format).write
    return write(sheet_of(report, grammar.form(report.form), mark=True))


def is_binary(format: str) -> bool:  # noqa: A002 - as in ``render_document``
    """Whether a format of a document is no text, such as a terminal could show. Raises UnknownLayoutError like ``render_document``."""
    return bool(_document(format).BINARY)


def shows_blanks(layout: str) -> bool:
    """Whether a layout shows that an empty cell is there. Raises UnknownLayoutError like ``render``."""
    return bool(_writer(layout).SHOWS_BLANKS)


def keeps_rows(layout: str) -> bool:
    """Whether a layout sets each row on one line, so that a missing row casts no doubt on another. Raises UnknownLayoutError like ``render``."""
    return bool(_writer(layout).KEEPS_ROWS)


def _writer(layout: str) -> ModuleType:
    return _module(_LAYOUTS, "layout", layout)


def _document(name: str) -> ModuleType:
    return _module(_FORMATS, "format", name)
