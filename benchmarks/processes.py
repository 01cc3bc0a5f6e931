"""How much faster two processes read than one.

    python benchmarks/processes.py [--pages N] [--rounds N]

Each reads the same made pages, in mixed layouts, and gives back how many numbers they have: two processes do twice the work. The time is the wall clock's,
so it means something only on a machine that has two idle processors.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from timing import Measured

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import gongkai
from benchmarks import made


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=1000)
    ask.add_argument("--rounds", type=int, default=3)
    options = ask.parse_args()
    for one in measured(options.rounds, options.pages):
        print(f"{one.what}  {one.ours:.0f} ms for twice the pages  {one.peer} {one.theirs:.0f} ms  {one.ratio:.2f} times the pages a second")


def measured(rounds: int, pages: int = 1000) -> Iterator[Measured]:
    """Pages a second of two processes over those of one."""
    texts = [one.content.decode("utf-8", "replace") for one in made.files(pages) if one.name.endswith(".txt")]
    with ProcessPoolExecutor(2) as pool:
        taken = [(milliseconds(pool, texts, 1), milliseconds(pool, texts, 2)) for _ in range(rounds + 1)][1:]  # the first starts the processes
    one, two = (statistics.median(column) for column in zip(*taken, strict=True))
    yield Measured(f"two processes, {len(texts)} pages each", two, "one process", one, statistics.median(2 * a / b for a, b in taken), "≥ 1.8")


def milliseconds(pool: ProcessPoolExecutor, texts: list[str], processes: int) -> float:
    start = time.perf_counter()
    list(pool.map(numbers, [texts] * processes))
    return (time.perf_counter() - start) * 1000


def numbers(texts: list[str]) -> int:
    """How many numbers stand on some pages."""
    return sum(entry.value is not None for text in texts for entry in gongkai.parse(text).report.entries())


if __name__ == "__main__":
    main()
