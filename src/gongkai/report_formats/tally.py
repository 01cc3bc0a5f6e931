"""Files that were checked -> how many are clean and how many are not, and which rules were broken how often."""

from __future__ import annotations

from collections import Counter

from gongkai.broken import Broken, Rules
from gongkai.checking import Checked, State


class Tally:
    """What is counted while files go by."""

    def __init__(self) -> None:
        self.states: Counter[State] = Counter()
        self.passed_over: list[str] = []
        self._rules = Rules()

    def add(self, checked: Checked) -> None:
        """Count a file."""
        self.states[checked.state] += 1
        if checked.state is State.PASSED_OVER:
            self.passed_over.append(checked.name)
        self._rules.add(checked.found)

    @property
    def files(self) -> int:
        """How many files there are, without those that were passed over."""
        return self.states.total() - self.states[State.PASSED_OVER]

    def broken(self) -> list[Broken]:
        """The rules that were broken, errors first, and of those the most frequent."""
        return self._rules.broken()
