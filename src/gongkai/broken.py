"""Findings of many files -> which rules were broken, how often, and in how many files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gongkai.diagnostics import Code, Diagnostic, Language, Severity

_NAME = re.compile(r"\{\w+\}")


class Broken(NamedTuple):
    """A rule that was broken: how often, and in how many files."""

    code: Code
    findings: int
    files: int


class Rules:
    """What is counted while files go by."""

    def __init__(self) -> None:
        self._findings: Counter[str] = Counter()
        self._files: Counter[str] = Counter()
        self._codes: dict[str, Code] = {}

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Count the findings of a file."""
        counts: Counter[str] = Counter()
        for one in found:
            counts[one.code] += 1
            self._codes[one.code] = one.words
        self.add_counts(counts, self._codes)

    def add_counts(self, counts: Mapping[str, int], codes: Mapping[str, Code]) -> None:
        """The same for a file of which only is known how many there are of each code."""
        self._findings.update(counts)
        self._files.update(counts.keys())
        self._codes.update((name, codes[name]) for name in counts)

    def broken(self) -> list[Broken]:
        """The rules that were broken, errors first, and of those the most frequent."""
        order = list(Severity)
        found = [Broken(code, self._findings[name], self._files[name]) for name, code in self._codes.items()]
        return sorted(found, key=lambda one: (order.index(one.code.severity), -one.files, -one.findings, one.code.code))


def pattern_of(code: Code, lang: Language) -> str:
    """The message of a code, with dots for what differs from finding to finding."""
    return _NAME.sub("…", code.message[lang])
