"""Where the time of reading a page goes, stage by stage.

    python benchmarks/stages.py [--rounds N] [FILE …]

The shortest of the rounds counts. What the text of a cell says is remembered throughout: cells are alike on all pages. Without FILE, the reports in examples/ are read.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gongkai
from gongkai import grammar, shapes
from gongkai.arrangement import arrange
from gongkai.parser import detect, scanned_text
from gongkai.rows import Settler
from gongkai.settle import settle
from gongkai.tokens import tokenize
from gongkai.transformer import report_of
from gongkai.visits import read_visits

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=200)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    for file in options.files or sorted(EXAMPLES.glob("*.txt")):
        print(file.name)
        for name, microseconds in stages(file.read_text("utf-8"), options.rounds):
            print(f"    {microseconds:7.0f} µs  {name}")


def stages(text: str, rounds: int) -> Iterator[tuple[str, float]]:
    """Each stage, with what it takes."""
    scanner, (raws, lines), labels = scanned_text(text)
    vocabulary = scanner.vocabulary
    number, _, unnamed = detect(frozenset(labels), vocabulary)
    form = vocabulary.forms[number]
    tokens = tokenize(text, raws, lines, vocabulary, number, unnamed)
    outline = arrange(form.name, tokens.tokens).outline
    report = report_of(outline, tokens.tokens, form, tokens.published)

    def read() -> object:
        shapes.forget()
        scanner.forget()
        return gongkai.parse(text)

    def scan_anew() -> object:
        scanner.forget()
        return scanner.scan(text)

    def rows() -> object:
        return read_visits(text, raws, lines, vocabulary, number)

    def columns() -> object:
        return Settler(text, form, read_visits(text, raws, lines, vocabulary, number), unnamed).settle()

    def tokenize_anew() -> object:
        shapes.forget()
        return tokenize(text, raws, lines, vocabulary, number, unnamed)

    def recall() -> object:
        return shapes.recall(shapes.Page(text, raws, lines, 0, vocabulary, number, unnamed))

    yield "all, a page like none before", least(read, rounds)
    yield "lines that were never seen", least(scan_anew, rounds)
    taken = 0.0
    for name, work in (("rows", rows), ("columns", columns), ("tokens", tokenize_anew)):
        so_far = least(work, rounds)
        yield name, so_far - taken
        taken = so_far
    if tokens.unsettled:
        yield "sums that settle cells", least(lambda: settle(report, grammar.equations(form.name), tokens.unsure), rounds)
    for _ in range(3):
        gongkai.parse(text)
    yield "all, a page like others before", least(lambda: gongkai.parse(text), rounds)
    yield "lines that were seen", least(lambda: scanned_text(text), rounds)
    if recall() is not None:
        yield "rows and columns by the page's shape", least(recall, rounds)
    yield "tree", least(lambda: arrange(form.name, tokens.tokens), rounds)
    yield "report", least(lambda: report_of(outline, tokens.tokens, form, tokens.published), rounds)


def least(work: Callable[[], object], rounds: int) -> float:
    """The shortest run, in microseconds of the wall clock."""
    return min(_once(work) for _ in range(rounds)) * 1e6


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
