"""A report -> its page again, in any layout."""

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

_FOLDER = "gongkai.writers"


class UnknownLayoutError(GongkaiError, ValueError):
    """A layout that nobody writes; the message names those that there are."""


@cache
def layouts() -> tuple[str, ...]:
    """The names of the layouts that ``render`` writes: each is a module of ``gongkai.writers``."""
    folder = import_module(_FOLDER).__path__
    return tuple(sorted(module.name for module in pkgutil.iter_modules(folder) if not module.name.startswith("_")))


def render(report: Report, layout: str = "pipe") -> str:
    """The report written out as a page of text, its tables in the given layout.

    What is read from the page again is what the report says, down to what is blank, zero, not applicable or not on the page at all,
    as far as the layout shows that (``shows_blanks``, ``keeps_rows``). Raises UnknownLayoutError, a GongkaiError and a ValueError, for
    a layout that ``layouts()`` does not name, and KeyError for a report of a form that is not known.
    """
    write: Callable[[Sheet], str] = _writer(layout).write
    return write(sheet_of(report, grammar.form(report.form)))


def shows_blanks(layout: str) -> bool:
    """Whether a layout shows that an empty cell is there. Raises UnknownLayoutError like ``render``."""
    return bool(_writer(layout).SHOWS_BLANKS)


def keeps_rows(layout: str) -> bool:
    """Whether a layout sets each row on one line, so that a missing row casts no doubt on another. Raises UnknownLayoutError like ``render``."""
    return bool(_writer(layout).KEEPS_ROWS)


def _writer(layout: str) -> ModuleType:
    if layout not in layouts():
        raise UnknownLayoutError(f"no layout {layout!r}; known are {', '.join(layouts())}")
    return import_module(f"{_FOLDER}.{layout}")
