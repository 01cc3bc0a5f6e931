"""Kills a batch at random moments and goes on with it, until it ends; its output must be that of a run that nobody disturbed.

    python -m tests.fuzz.kill_a_batch 50

does so fifty times, with all targets in turn, and says what it saw.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SUFFIXES = ("csv", "jsonl", "parquet", "sqlite")


def command(source: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "gongkai.cli", "batch", str(source), "-o", str(out), "--jobs", "2", *more]


def outputs(out: Path) -> dict[str, bytes]:
    """What a batch has left beside its output, by name."""
    return {path.name: path.read_bytes() for path in sorted(out.parent.iterdir()) if path.is_file()}


def undisturbed(source: Path, out: Path) -> dict[str, bytes]:
    out.parent.mkdir()
    subprocess.run(command(source, out), check=False, capture_output=True)
    return outputs(out)


def disturbed(source: Path, out: Path, growths: Sequence[int], how: signal.Signals) -> tuple[dict[str, bytes], int]:
    """Kill a batch each time that it has put so many bytes aside, then let it end. Also gives how many of them were in its midst."""
    out.parent.mkdir()
    journal = out.with_name(f"{out.name}.part") / "journal"
    midway = 0
    for at, growth in enumerate(growths):
        before = size(journal)
        process = subprocess.Popen(command(source, out, *["--resume"] * (at > 0)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while size(journal) < before + growth and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(how)
        process.wait()
        midway += size(journal) > before
    subprocess.run(command(source, out, "--resume"), check=False, capture_output=True)
    return outputs(out), midway


def size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def fill(folder: Path, files: int) -> None:
    """Reports, one of them broken, one no report, over and over."""
    folder.mkdir()
    pages = [path.read_bytes() for path in sorted(Path("examples").glob("*.txt"))]
    for number in range(files):
        (folder / f"{number:04}.txt").write_bytes(b"no report" if number % 10 == 9 else pages[number % len(pages)])


def main(times: int) -> None:
    seed = random.randrange(2**32)
    sys.stdout.write(f"seed {seed}\n")
    chance = random.Random(seed)
    kills, midway = 0, 0
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "in")
        fill(source, 300)
        wanted = {suffix: undisturbed(source, Path(name, f"whole-{suffix}", f"out.{suffix}")) for suffix in SUFFIXES}
        for at in range(times):
            suffix = SUFFIXES[at % len(SUFFIXES)]
            growths = [chance.choice((0, 1, chance.randint(2, 400_000))) for _ in range(chance.randint(1, 3))]
            found, inside = disturbed(source, Path(name, f"killed-{at}", f"out.{suffix}"), growths, signal.SIGKILL)
            kills += len(growths)
            midway += inside
            if found != wanted[suffix]:
                raise SystemExit(f"run {at}, {suffix}, killed after {growths} bytes: the output differs")
    sys.stdout.write(f"{times} runs, killed {kills} times, {midway} of them in the midst of the files: every output is the same\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
