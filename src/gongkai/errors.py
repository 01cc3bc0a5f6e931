"""What gongkai raises, and only where it is asked to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from gongkai.diagnostics import Diagnostic, Severity, locale_language


class GongkaiError(Exception):
    """The base of all that gongkai raises."""


class ReportError(GongkaiError):
    """A report that could not be read without error; ``diagnostics`` says what was found."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(one) for one in self.diagnostics if one.severity is Severity.ERROR))

    def __reduce__(self) -> tuple[type[ReportError], tuple[Sequence[Diagnostic]]]:
        return ReportError, (self.diagnostics,)


class FormError(GongkaiError, ValueError):
    """A grammar that is no form. Its message says where, in file and line, what is wrong, and what to do, in the language of the locale at that time."""

    def __init__(self, what: str, remedy: str = "", *, rule: str | None = None, file: str | None = None, line: int | None = None) -> None:
        self.what = what
        self.remedy = remedy
        self.rule = rule
        """The rule or terminal concerned, where it is known."""
        self.file = file
        self.line = line
        place = f"{file}:{line or 1}: " if file is not None else ""
        divider = "；" if locale_language() == "zh" else "; "
        super().__init__(f"{place}{what}{divider if remedy else ''}{remedy}")

    def __reduce__(self) -> tuple[Any, ...]:  # where it is made again, the locale may be another
        return partial(FormError, rule=self.rule, file=self.file, line=self.line), (self.what, self.remedy), {"args": self.args}


class CheckError(GongkaiError):
    """A check that another package adds is broken. The message names it, and says what is wrong with it."""


class ReadError(GongkaiError):
    """A file that cannot be read at all: ``diagnostic`` says why, and what to do, in one sentence. ``str()`` gives that in the language of the locale."""

    def __init__(self, code: str, /, **details: Any) -> None:
        self.diagnostic = Diagnostic.of(code, **details)
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.diagnostic)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(ReadError, **self.diagnostic.details), (self.diagnostic.code,)
