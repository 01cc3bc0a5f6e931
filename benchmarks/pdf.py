"""How long a PDF takes, beside pdfplumber's tables from the same file.

    pip install -e '.[dev]'
    python benchmarks/pdf.py [--rounds N] [FILE …]

pdfplumber finds tables; we find the same tables and give the records in them. It is processor time that counts, of this process and of the one in
which we read; the two readers take turns, so that the ratio is worth more than either time. What it takes to start our process is not counted.
Without FILE, the reports in tests/files are read.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import pdfplumber
from timing import Measured

import gongkai
from gongkai.readers import apart

EACH = 8
"""How often we read a file for each time that pdfplumber does."""
FILES = Path(__file__).resolve().parent.parent / "tests" / "files"


def tables(data: bytes) -> int:
    """The tables that pdfplumber finds."""
    with pdfplumber.open(BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def spent() -> float:
    """Milliseconds of processor time, of this process and of those that it started and that have ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))) * 1000


def milliseconds(work: Callable[[bytes], object], data: bytes, times: int) -> float:
    """What it takes to do some work that many times, and to end the process that does it."""
    start = spent()
    for _ in range(times):
        work(data)
    apart.read_no_more()
    return spent() - start


def measure(data: bytes, rounds: int) -> tuple[float, float]:
    """What pdfplumber and what we need for a file: the median of the rounds. The first of many readings starts the process, and is not counted."""
    pairs = []
    for _ in range(rounds + 1):
        ours = (milliseconds(gongkai.read, data, 1 + EACH) - milliseconds(gongkai.read, data, 1)) / EACH
        pairs.append((milliseconds(tables, data, 1), ours))
    theirs, ours = (statistics.median(column) for column in zip(*pairs[1:], strict=True))
    return theirs, ours


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=7)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    ratios = []
    for one in measured(options.rounds, options.files):
        ratios.append(one.ratio)
        print(f"{one.what}  pdfplumber {one.theirs:.1f} ms  gongkai {one.ours:.1f} ms  ratio {one.ratio:.1f}")
    print(f"{len(ratios)} files  median ratio {statistics.median(ratios):.1f}  least {min(ratios):.1f}")


def measured(rounds: int, given: Sequence[Path] = ()) -> Iterator[Measured]:
    """File by file."""
    for file in given or sorted(path for path in FILES.glob("*/*.pdf") if path.stem != "scanned"):
        theirs, ours = measure(file.read_bytes(), rounds)
        yield Measured(f"PDF {file.parent.name}/{file.name}", ours, "pdfplumber", theirs, theirs / ours, "≥ 8")


if __name__ == "__main__":
    main()
