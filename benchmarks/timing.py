"""Work and what it is done with -> the time that it takes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

Input = TypeVar("Input")


class Measured(NamedTuple):
    """What we take and what somebody else takes for the same, in milliseconds, and how many times the one is the other."""

    what: str
    ours: float
    peer: str
    theirs: float
    ratio: float
    goal: str
    """What the ratio should be: the sign says whether it is ours over theirs (at most) or theirs over ours (at least)."""


def milliseconds(work: Callable[[Input], object], inputs: Sequence[Input]) -> float:
    """The processor time of this process that the work takes for one of the inputs. It is not made to clear away what other work has left."""
    gc.collect()
    start = time.process_time()
    for one in inputs:
        work(one)
    return (time.process_time() - start) / len(inputs) * 1000
