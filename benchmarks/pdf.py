"""How long a PDF takes, beside pdfplumber's tables from the same file.

    pip install -e '.[dev]'
    python benchmarks/pdf.py [--rounds N] [FILE …]

Both run in turn in one process, and it is processor time that counts, so that the ratio is worth more than either time. pdfplumber finds
tables; we find the same tables and give the records in them. Without FILE, the reports in tests/files are read.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pdfplumber

import gongkai

FILES = Path(__file__).resolve().parent.parent / "tests" / "files"


def tables(data: bytes) -> int:
    """The tables that pdfplumber finds."""
    with pdfplumber.open(BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def milliseconds(work: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    work(data)
    return (time.process_time() - start) * 1000


def measure(data: bytes, rounds: int) -> tuple[float, float]:
    """What pdfplumber and what we need for a file: the median of the rounds."""
    for work in (tables, gongkai.read):
        milliseconds(work, data)
    pairs = [(milliseconds(tables, data), milliseconds(gongkai.read, data)) for _ in range(rounds)]
    theirs, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    return theirs, ours


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=7)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    files: Sequence[Path] = options.files or sorted(path for path in FILES.glob("*/*.pdf") if path.stem != "scanned")
    ratios = []
    for file in files:
        theirs, ours = measure(file.read_bytes(), options.rounds)
        ratios.append(theirs / ours)
        print(f"{file.parent.name}/{file.name}  pdfplumber {theirs:.1f} ms  gongkai {ours:.1f} ms  ratio {theirs / ours:.1f}")
    print(f"{len(files)} files  median ratio {statistics.median(ratios):.1f}  least {min(ratios):.1f}")


if __name__ == "__main__":
    main()
