"""What gongkai raises, and only where it is asked to."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.diagnostics import Diagnostic, Severity


class GongkaiError(Exception):
    """The base of all that gongkai raises."""


class ReportError(GongkaiError):
    """A report that could not be read without error; ``diagnostics`` says what was found."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(one) for one in self.diagnostics if one.severity is Severity.ERROR))

    def __reduce__(self) -> tuple[type[ReportError], tuple[Sequence[Diagnostic]]]:
        return ReportError, (self.diagnostics,)


class CheckError(GongkaiError):
    """A check that another package adds is broken. The message names it, and says what is wrong with it."""


class ReadError(GongkaiError):
    """A file that cannot be read at all. Its message says in one sentence why, and what to do."""
