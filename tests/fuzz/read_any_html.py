"""Damaged HTML files, at random: no exception but ReadError, no hang, nothing reported that is not printed.

    python -m tests.fuzz.read_any_html --runs 100000

Not part of the tests: it takes a quarter of an hour. Takes the pages of tests/printed_html.py, the report of examples/ in each of them, and
flips their bits, cuts them, puts pieces of one into another, and strews entities and tags. ``--seed`` begins elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from random import Random

import gongkai
from gongkai import ReadError, Status
from gongkai.parser import parse_page
from gongkai.readers.html import read_with
from tests.printed_html import STYLES, printed
from tests.tag_soup import soup

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
CHARSETS = ("utf-8", "utf-8", "gb18030", "utf-16", "utf-16-be")
NOISE = (
    b"&nbsp;",
    b"&#0;",
    b"&#xffffff;",
    b"&lt",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"'",
    b"<td rowspan=9999>",
)
SLOWEST = 5.0
"""Seconds, on a machine that does other things as well."""


def pages() -> list[bytes]:
    """The report of each example in every way of writing it."""
    texts = [file.read_text("utf-8") for file in sorted(EXAMPLES.glob("*.txt"))]
    reports = [gongkai.parse(text).report for text in texts]
    return [printed(report, style).encode(charset) for report in reports for style, charset in zip(STYLES, CHARSETS * 2, strict=False)]


def damaged(page: bytes, other: bytes, random: Random) -> bytes:
    """A page with a few kinds of damage. Most are cut short, so that many more can be read."""
    data = bytearray(page)
    if random.random() < 0.9:
        start = random.randrange(len(data))
        data = data[start : start + random.choice((200, 1000, 3000))]
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(data) + 1)
        kind = random.randrange(6)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            del data[at : at + random.choice((1, 2, 10, 200))]
        elif kind == 2:
            start = random.randrange(len(other))
            data[at:at] = other[start : start + random.choice((5, 50, 500))]
        elif kind == 3:
            data[at:at] = random.choice(NOISE) * random.choice((1, 1, 1, 30))
        elif kind == 4:
            data[at:at] = soup(random, 20).encode()
        else:
            data[at:at] = data[at : at + random.choice((10, 100))] * random.choice((2, 5))
    return bytes(data)


def check(data: bytes, engine: str | None) -> None:
    """One input."""
    try:
        result = parse_page(read_with(engine, data)) if engine else gongkai.read(data)
    except ReadError:
        return
    for entry in result.report.entries():
        if entry.status is Status.REPORTED:
            assert entry.span is not None
            assert result.text[entry.span.start : entry.span.end] == entry.raw


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=100_000)
    ask.add_argument("--seed", type=int, default=0)
    options = ask.parse_args()
    every = pages()
    slowest = 0.0
    for seed in range(options.seed, options.seed + options.runs):
        random = Random(seed)
        data = damaged(random.choice(every), random.choice(every), random)
        begun = time.perf_counter()
        try:
            check(data, random.choice(("lexbor", "markup", None)))
        except Exception as error:
            error.add_note(f"seed {seed}: {data!r}")
            raise
        took = time.perf_counter() - begun
        slowest = max(slowest, took)
        assert took < SLOWEST, f"seed {seed}: {took:.1f} seconds"
    sys.stdout.write(f"{options.runs} inputs, slowest {slowest:.2f} s\n")


if __name__ == "__main__":
    main()
