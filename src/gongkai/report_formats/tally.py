"""Files that were checked -> how many are clean and how many are not, and which rules were broken how often."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from gongkai.checking import Checked, State
from gongkai.diagnostics import Code, Language, Severity

_NAME = re.compile(r"\{\w+\}")


class Broken(NamedTuple):
    """A rule that was broken: how often, and in how many files."""

    code: Code
    findings: int
    files: int


class Tally:
    """What is counted while files go by."""

    def __init__(self) -> None:
        self.states: Counter[State] = Counter()
        self.passed_over: list[str] = []
        self._findings: Counter[str] = Counter()
        self._files: Counter[str] = Counter()
        self._codes: dict[str, Code] = {}

    def add(self, checked: Checked) -> None:
        """Count a file."""
        self.states[checked.state] += 1
        if checked.state is State.PASSED_OVER:
            self.passed_over.append(checked.name)
        self._findings.update(one.code for one in checked.found)
        self._files.update({one.code for one in checked.found})
        self._codes.update((one.code, one.words) for one in checked.found)

    @property
    def files(self) -> int:
        """How many files there are, without those that were passed over."""
        return self.states.total() - self.states[State.PASSED_OVER]

    def broken(self) -> list[Broken]:
        """The rules that were broken, errors first, and of those the most frequent."""
        order = list(Severity)
        found = [Broken(code, self._findings[name], self._files[name]) for name, code in self._codes.items()]
        return sorted(found, key=lambda one: (order.index(one.code.severity), -one.files, -one.findings, one.code.code))


def pattern_of(code: Code, lang: Language) -> str:
    """The message of a code, with dots for what differs from finding to finding."""
    return _NAME.sub("…", code.message[lang])
