"""How fast an HTML file is read as a report, beside pandas.read_html, which finds its tables and nothing else.

    pip install pandas lxml
    python benchmarks/html_tables.py [--rounds N] [FILE …]

Both read the same files in turn in one process, so that the ratio is worth more than either time. Without FILE, the reports in examples/ are
printed as web pages and read.
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

import gongkai  # noqa: E402  (the folder above is on the path only now)
from gongkai.parser import parse_page  # noqa: E402
from gongkai.readers.html import read_with  # noqa: E402
from tests.printed_html import printed  # noqa: E402

STYLES = ("plain", "header_cells", "broken_labels", "unclosed", "laid_out", "word_like")


def examples() -> dict[str, list[bytes]]:
    """The reports of examples/ as web pages, by the way in which they are written."""
    reports = [gongkai.parse((ROOT / "examples" / name).read_text("utf-8")).report for name in ("report.txt", "report_2019.txt")]
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
    named = {"files given": [file.read_bytes() for file in given]} if given else examples()
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
