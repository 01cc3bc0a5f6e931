"""How far reading a page is from the least that any Python program must do with it.

    python benchmarks/speed.py [--rounds N] [FILE …]

The floor folds the text, splits it into cells, looks each one up and turns numbers into ints; it understands nothing. Both run in turn
in one process, so that the ratio is worth more than either time. Without FILE, each report in examples/ is read again and again, one of
them damaged, and made ones in mixed layouts, some of them damaged, are read once each.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from timing import Measured, milliseconds

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import gongkai  # noqa: E402  (the folder above is on the path only now)
from benchmarks import made  # noqa: E402

EXAMPLES = ROOT / "examples"
_SPACES = {ord(char): None for char in " \u00a0\u3000*"}
_NO_LABELS: dict[str, str] = {}
_TIMES = 20
"""So often is a page read again in one measurement, which begins with cold caches."""


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
    for one in measured(options.rounds, options.files):
        print(f"{one.what}  floor {one.theirs:.3f} ms  parse {one.ours:.3f} ms  {1000 / one.ours:.0f} pages/s  ratio {one.ratio:.2f}")


def measured(rounds: int, files: Sequence[Path] = ()) -> Iterator[Measured]:
    """Pages that were read before, and pages each of which is read for the first time."""
    for file in files or sorted(EXAMPLES.glob("*.txt")):
        again = [file.read_text("utf-8")] * _TIMES
        for work in (floor, gongkai.parse):
            milliseconds(work, again)
        pairs = [(milliseconds(floor, again), milliseconds(gongkai.parse, again)) for _ in range(rounds)]
        yield _compared(f"{file.name}, again and again", pairs, "≤ 2.0")
    if not files:
        new = [one.content.decode("utf-8", "replace") for one in made.files(10 * rounds) if one.name.endswith(".txt")]
        pairs = [(milliseconds(floor, [text]), milliseconds(gongkai.parse, [text])) for text in new]
        yield _compared(f"{len(new)} pages in mixed layouts, each once", pairs, "none")


def _compared(what: str, pairs: Sequence[tuple[float, float]], goal: str) -> Measured:
    least, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(parse / low for low, parse in pairs if low)
    return Measured(f"text: {what}", ours, "the least that Python must do", least, ratio, goal)


if __name__ == "__main__":
    main()
