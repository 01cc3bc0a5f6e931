"""Counts of files -> a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from typing import TextIO

from gongkai.batch.outcome import State
from gongkai.cells import width
from gongkai.complaints import say

_SECONDS_BETWEEN = {True: 0.1, False: 30.0}
_BAR = 20


class Progress:
    """Tells how far a run has come, to a terminal ten times a second, to anything else twice a minute."""

    def __init__(self, out: TextIO, total: int, before: int) -> None:
        """``before``: how many of the files were read by an earlier run."""
        self.out = out
        self.total = total
        self.before = before
        self.terminal = out.isatty()
        self.begun = self.told = time.monotonic()

    def tell(self, states: Counter[State]) -> None:
        """Say how far it is, if it is time to."""
        now = time.monotonic()
        if now - self.told < _SECONDS_BETWEEN[self.terminal]:
            return
        self.told = now
        line = self.line(states, now - self.begun)
        if self.terminal:
            columns = shutil.get_terminal_size().columns - 1
            while width(line) > columns:
                line = line[:-1]
            line = f"\r{line}{' ' * (columns - width(line))}"
        self.out.write(line if self.terminal else line + "\n")
        self.out.flush()

    def line(self, states: Counter[State], seconds: float) -> str:
        """How far it is after so many seconds."""
        done = states.total()
        rate = (done - self.before) / seconds if seconds > 0 else 0.0
        left = span((self.total - done) / rate) if rate else "?"
        bar = ""
        if self.terminal:
            full = _BAR * done // self.total if self.total else _BAR
            bar = f"[{'#' * full}{'.' * (_BAR - full)}] "
        counts = {state.value: states[state] for state in State}
        return bar + say("batch_progress", done=done, total=self.total, rate=f"{rate:.1f}", left=left, **counts)

    def end(self) -> None:
        """Leave the line of the bar."""
        if self.terminal:
            columns = shutil.get_terminal_size().columns - 1
            self.out.write(f"\r{'':<{columns}}\r")
            self.out.flush()


def span(seconds: float) -> str:
    """A time in hours, minutes and seconds: 1:05:09, 5:09, 0:09."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
