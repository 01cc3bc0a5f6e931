"""How far reading a page is from the least that any Python program must do with it.

    python benchmarks/speed.py [--rounds N] [FILE …]

The floor folds the text, splits it into cells, looks each one up and turns numbers into ints; it understands nothing. Both run in turn
in one process, so that the ratio is worth more than either time. Without FILE, the reports in examples/ are read.
"""

from __future__ import annotations

import argparse
import statistics
import unicodedata
from pathlib import Path

from timing import milliseconds

import gongkai

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_SPACES = {ord(char): None for char in " \u00a0\u3000*"}
_NO_LABELS: dict[str, str] = {}


def floor(text: str) -> list[tuple[str | None, int | str]]:
    """The cells of a page, numbers as ints."""
    cells: list[tuple[str | None, int | str]] = []
    for line in unicodedata.normalize("NFKC", text).split("\n"):
        for raw in line.replace("|", "\t").split("\t"):
            cell = raw.translate(_SPACES)
            if cell.isdigit():
                cells.append(("count", int(cell)))
            elif cell:
                cells.append((_NO_LABELS.get(cell), cell))
    return cells


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=60)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    files = options.files or sorted(EXAMPLES.glob("*.txt"))
    texts = [file.read_text("utf-8") for file in files]
    for work in (floor, gongkai.parse):
        milliseconds(work, texts * 3)
    pairs = [(milliseconds(floor, texts), milliseconds(gongkai.parse, texts)) for _ in range(options.rounds)]
    low, real = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(parse / least for least, parse in pairs)
    print(f"{len(texts)} pages  floor {low:.3f} ms  parse {real:.3f} ms  {1000 / real:.0f} pages/s  ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
