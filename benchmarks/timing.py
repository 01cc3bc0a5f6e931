"""Work and what it is done with -> the time that it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

Input = TypeVar("Input")


def milliseconds(work: Callable[[Input], object], inputs: Sequence[Input]) -> float:
    """The processor time of this process that the work takes for one of the inputs."""
    start = time.process_time()
    for one in inputs:
        work(one)
    return (time.process_time() - start) / len(inputs) * 1000
