"""How much checking a report costs beside parsing it.

    python benchmarks/checking.py [--rounds N] [FILE …]

Both run in turn in one process, so that the ratio is worth more than either time. Each report is checked once, right after it was parsed:
what a report remembers of itself is not there yet. Without FILE, the reports in examples/ are read again and again, so that their shapes are known, and made ones in
mixed layouts, some of them damaged, once each, as those of an office are.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from timing import Measured

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import gongkai  # noqa: E402  (the folder above is on the path only now)
from benchmarks import made  # noqa: E402

EXAMPLES = ROOT / "examples"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=60)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    for one in measured(options.rounds, options.files):
        print(f"{one.what}  check {one.ours:.3f} ms  parse {one.theirs:.3f} ms  ratio {one.ratio:.3f}")


def measured(rounds: int, given: Sequence[Path] = ()) -> Iterator[Measured]:
    """The median round, and the median of the pages that are read for the first time."""
    texts = [file.read_text("utf-8") for file in given or sorted(EXAMPLES.glob("report*"))]
    for text in texts * 3:
        gongkai.check(gongkai.parse(text).report)
    gc.disable()
    pairs = [round_of(texts) for _ in range(rounds)]
    gc.enable()
    yield _compared(f"{len(texts)} pages, again and again", pairs)
    if not given:
        new = [one.content.decode("utf-8", "replace") for one in made.files(10 * rounds) if one.name.endswith(".txt")]
        yield _compared(f"{len(new)} pages in mixed layouts, each once", [round_of([text]) for text in new])


def _compared(what: str, pairs: Sequence[tuple[float, float]]) -> Measured:
    parsing, checking = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Measured(f"checking: {what}", checking, "parsing them", parsing, checking / parsing, "≤ 0.2")


def round_of(texts: list[str]) -> tuple[float, float]:
    """The milliseconds that parsing and checking take a page."""
    gc.collect()
    parsing = checking = 0.0
    for text in texts:
        start = time.process_time()
        report = gongkai.parse(text).report
        middle = time.process_time()
        gongkai.check(report)
        parsing += middle - start
        checking += time.process_time() - middle
    return parsing / len(texts) * 1000, checking / len(texts) * 1000


if __name__ == "__main__":
    main()
