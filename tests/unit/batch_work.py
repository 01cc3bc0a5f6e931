"""What the processes of a batch do in tests: a module of its own, because each of them imports it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from gongkai.batch import run
from gongkai.batch.outcome import Outcome, outcome


def careful(name: str) -> Outcome:
    """Read a file, or hang, crash or take time where its name says so."""
    stem = Path(name).stem
    if "hang" in stem:
        time.sleep(600)
    if "killed" in stem:
        os.kill(os.getpid(), signal.SIGKILL)
    if "exit" in stem:
        os._exit(3)
    if "slow" in stem:
        time.sleep(0.2)
    return outcome(name, lines=False)


def never(name: str) -> Outcome:
    """Say which process this is, and hang."""
    Path(name).write_text(str(os.getpid()), "ascii")
    time.sleep(600)
    raise AssertionError


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], jobs=1, work=never)
