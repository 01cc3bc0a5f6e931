"""How fast an HTML file is read as a report, beside pandas.read_html, which finds its tables and nothing else.

    pip install pandas lxml
    python benchmarks/html_tables.py [--rounds N] [FILE …]

Both read the same files in turn in one process, so that the ratio is worth more than either time. Without FILE, made reports are printed as
web pages, each style with the same numbers.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd
from timing import Measured, milliseconds

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import made  # noqa: E402  (the folder above is on the path only now)
from gongkai.parser import parse_page  # noqa: E402
from gongkai.readers.html import read_with  # noqa: E402
from tests.printed_html import printed  # noqa: E402

STYLES = ("plain", "header_cells", "broken_labels", "unclosed", "laid_out", "word_like")
FILES = 20
"""How many files of each style are read by one before the other reads them: one that comes back after each file finds the processor's caches full
of the other's things, as no program does that reads files."""


def pages() -> dict[str, list[bytes]]:
    """Made reports as web pages, by the way in which they are written."""
    reports = made.reports(FILES)
    return {style: [printed(report, style).encode() for report in reports] for style in STYLES}


def tables(data: bytes) -> object:
    """The tables of a file as pandas finds them."""
    return pd.read_html(io.StringIO(data.decode("utf-8", "replace")), flavor="lxml")


READERS: dict[str, Callable[[bytes], object]] = {
    "gongkai with selectolax": lambda data: parse_page(read_with("lexbor", data)),
    "gongkai without": lambda data: parse_page(read_with("markup", data)),
}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=15)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    for one in measured(options.rounds, options.files):
        print(f"{one.what}  {one.ours:.2f} ms  pandas.read_html {one.theirs:.2f} ms  {one.ratio:.2f} times as fast")


def measured(rounds: int, given: Sequence[Path] = ()) -> Iterator[Measured]:
    """Each way in which web pages are written, with either engine."""
    named = {"files given": [file.read_bytes() for file in given]} if given else pages()
    for name, files in named.items():
        for work in (tables, *READERS.values()):
            milliseconds(work, files)
        taken = [(milliseconds(tables, files), *(milliseconds(work, files) for work in READERS.values())) for _ in range(rounds)]
        theirs = statistics.median(one[0] for one in taken)
        for at, reader in enumerate(READERS, 1):
            own = statistics.median(one[at] for one in taken)
            ratio = statistics.median(one[0] / one[at] for one in taken)
            yield Measured(f"HTML {name}, {sum(map(len, files)) // len(files):,} bytes, {reader}", own, "pandas.read_html", theirs, ratio, "≥ 2")


if __name__ == "__main__":
    main()
