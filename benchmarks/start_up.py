"""What a new process costs before it has read anything, beside one that imports only what it cannot do without.

    python benchmarks/start_up.py [--rounds N]

It is processor time that counts, of each process as a whole; the processes take turns. For figures that mean something the package must be installed, with its
byte code, as pip does it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from timing import Measured

PAGE = Path(__file__).resolve().parent.parent / "examples" / "report.txt"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=20)
    for one in measured(ask.parse_args().rounds):
        print(f"{one.what}  {one.ours:.1f} ms  {one.peer} {one.theirs:.1f} ms  ratio {one.ratio:.2f}")


def measured(rounds: int) -> Iterator[Measured]:
    """What users wait for."""
    bare, needed = "import argparse", "import lark, attrs"
    command = "import sys; from gongkai.cli import main; sys.exit(main({!r}))"
    for what, ours, peer, goal in (
        ("import gongkai", "import gongkai", bare, "≤ 1.3"),
        ("gongkai --version", command.format(["--version"]), bare, "≤ 1.3"),
        ("gongkai parse FILE, a small text", command.format(["parse", str(PAGE)]), needed, "≤ 2.5"),
    ):
        pairs = [(milliseconds(ours), milliseconds(peer)) for _ in range(rounds + 1)][1:]  # the first one fetches files from the disk
        own, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        yield Measured(f"start: {what}", own, f'python -c "{peer}"', theirs, statistics.median(a / b for a, b in pairs), goal)


def milliseconds(code: str) -> float:
    """The processor time of a new Python that runs some code."""
    before = getrusage(RUSAGE_CHILDREN)
    run([sys.executable, "-I", "-c", code])
    after = getrusage(RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
