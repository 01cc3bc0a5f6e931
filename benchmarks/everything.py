"""All that is measured against a peer or a floor, in one table.

    pip install -e '.[dev]' pandas lxml
    python benchmarks/everything.py [--rounds N]

Each line was measured in one run, ours and the peer's in turn; what is compared is the ratio. Left out are what the
parts take, which have no peer (stages.py, pdf_stages.py), and how the time grows with the text (linear_time.py).
"""

from __future__ import annotations

import argparse

import checking
import html_tables
import pdf
import processes
import speed
import start_up
import word

PARTS = (speed, html_tables, word, pdf, checking, start_up, processes)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=7)
    rounds = ask.parse_args().rounds
    print("| what | ours, ms | peer | peer, ms | ratio | goal |\n|---|---:|---|---:|---:|---|")
    for part in PARTS:
        for one in part.measured(rounds):
            print(f"| {one.what} | {one.ours:.2f} | {one.peer} | {one.theirs:.2f} | {one.ratio:.2f} | {one.goal} |", flush=True)


if __name__ == "__main__":
    main()
