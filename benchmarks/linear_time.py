"""How the time to read a text, or a web page, grows with its length: for each doubling, by how much.

    python benchmarks/linear_time.py [--to MEGABYTES] [--most FACTOR] [--only WORD] [--collector]

Each kind of text is made twice as long again and again, up to so many megabytes of UTF-8, and read at each length; the shortest of some readings
counts; a doubling that takes more than it should is measured again. Time that is linear in the length grows by 2.0. With --most, the exit
status is 1 where a doubling takes more than so much, measured from texts of which a reading takes at least 20 ms: what takes less says more about the clock.

Python's garbage collector is off meanwhile, unless --collector says otherwise. It goes through all that lives each time that so and so
much has been made, and takes about half of the time where one line has a million cells; its share grows by steps, not with the text.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import gongkai
from gongkai.readers.html import read_with

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_SOON = 0.02
_DOUBLINGS = 9
_MOST, _ENOUGH = 10, 1.0
"""How often a text is read at most, and for how many seconds."""
_DOUBTED, _AGAIN = 2.2, 2
"""A doubling that takes more is measured again, so often."""


def texts() -> dict[str, str]:
    """The pieces that texts are made of: what is repeated."""
    random = Random(3)
    labels = ("重复申请", "属于国家秘密", "信访举报投诉类申请", "无正当理由大量反复申请", "没有现成信息需要另行制作") * 100
    report, broken = ((EXAMPLES / name).read_text("utf-8") for name in ("report.txt", "broken.txt"))
    heading = "三、收到和处理政府信息公开申请情况\n"
    return {
        "reports, one after the other": report,
        "damaged reports, one after the other": broken,
        "a report without its line ends": report.replace("\n", " "),
        "one endless line of ideographs": "政",
        "one endless line of brackets": "（",
        "brackets within brackets": "（（（信息））",
        "pipes": "|",
        "tabs and spaces": "\t ",
        "numbers, one a line": "7\n",
        "numbers in a row": "7 ",
        "rows of numbers without a label": "0\t1\t2\t3\t4\t5\t6\n",
        "labels alone": "重复申请\n",
        "labels that are nearly right": "重复申情\n属于国家秘迷\n信访举报投诉类请申\n无正当理大量反复申请\n",
        "labels with their characters in any order": "".join(f"{''.join(random.sample(label, len(label)))} | 1 | 2 |\n" for label in labels),
        "the first halves of labels": "5.要求行政机关确认或重新出具\n",
        "labels that are nearly right, with numbers": "重复申\t0\t0\t0\t0\t0\t0\t0\n属于国家秘秘密\t0\t0\t0\t0\t0\t0\t0\n",
        "rows that lost a cell": f"{heading}2.重复申请\t0\t0\t1\t0\t0\t1\n",
        "headings": heading,
        "groups with numbers": "（三）不予公开 0 0 0 0\n",
        "page numbers": "- 4 -\n",
        "tables of a wiki": "{|\n| a=1 | 7 || 8\n",
        "tables of AsciiDoc": "|===\n2+|7 |8\n\n|9\n\n|9\n",
        "rows of LaTeX without an end": "7 & 8\n\\\\7\n",
        "lists without an end": "['7', ('8\n",
        "lists with brackets behind them": f"['7', {']' * 900}x, '8'\n",
        "lists beside each other": "['7'], ",
        "numbers between strokes": "7 / / / 8 / ",
        "quoted lines": "> 重复申请 | 7\n",
        "dates": "2024年1月1日",
        "empty lines": "\n",
        "NUL": "\0",
        "white space of all kinds": "\u3000\xa0\t\x0b\x0c\x85",
    }


def web_pages() -> dict[str, str]:
    """The pieces that hostile web pages are made of."""
    return {
        "tags within tags": "<div>",
        "tables within tables": "<table><tr><td>",
        "cells without end": "<td>1",
        "rows of cells": "<tr><td>1</td><td>2</td></tr>",
        "cells that reach down": "<tr><td rowspan=9999>1<td>2",
        "open links": "<a href=1>x",
        "formats": "<font size=1><b>",
        "comments": "<!--",
        "less-than signs": "<",
        "end tags": "</p></td>",
        "quotes": "<a b='\"",
        "signs in names of attributes": "<p a<b>",
        "paragraphs and spaces": "<p>一 \n",
        "text in tables": "<table>x<tr>",
        "entities": "&#1234567",
        "lists": "<li><dd>",
        "templates": "<template>",
        "drawings": "<svg><p>",
        "hidden elements": "<i hidden>1</i>",
        "spans": "<span lang=EN-US style='color:red'>政</span>",
        "spans with attributes, and no end": "<span a=b c='d' e=\"f\" ",
        "characters cut by spans": "&am<span>p;",
        "comments cut by spans": "<!-- -<span>->",
    }


def yearbooks() -> dict[str, str]:
    """The pieces that texts are made of in which reports are looked for."""
    report, broken = ((EXAMPLES / name).read_text("utf-8") for name in ("report.txt", "broken.txt"))
    titles = "".join(f"云山县{organ}2023年政府信息公开工作年度报告\n" for organ in ("水务局", "教育局", "统计局"))
    return {
        "find: reports of two organs": report + broken,
        "find: a table of contents": titles,
        "find: titles and headings": "".join(f"{title}\n三、收到和处理政府信息公开申请情况\n" for title in titles.split()),
        "find: pipes": "|",
        "find: labels alone": "重复申请\n",
        "find: empty lines": "\n",
    }


def find_all(text: str) -> None:
    """Look for reports, and read none of them."""
    for _ in gongkai.find(text):
        pass


def read_web_page(text: str) -> None:
    """Read a web page, all of which is in a row of a table, or refuse it: of what is nested too deep, or has too many cells, the time to refuse it is asked for.

    By the parser that pages with many tags go to: the other one, where it is installed, is asked up to 20,000 of them.
    """
    with suppress(gongkai.ReadError):
        gongkai.parse_page(read_with("markup", f"<!DOCTYPE html><table><tr>{text}".encode()))


def seconds(work: Callable[[], object]) -> float:
    """The shortest of some runs: of more of them, where one takes little."""
    best, spent, runs = float("inf"), 0.0, 0
    while not runs or (runs < _MOST and spent < _ENOUGH):
        gc.collect()
        start = time.process_time()
        work()
        took = time.process_time() - start
        best, spent, runs = min(best, took), spent + took, runs + 1
    return best


def growth(piece: str, longest: int, work: Callable[[str], object]) -> tuple[float, float, int]:
    """The greatest growth of the time at one doubling, the time for the longest text, and its length in bytes of UTF-8."""
    size = len(piece.encode())
    pages = [piece * max(1, (longest >> halved) // size) for halved in range(_DOUBLINGS, -1, -1)]
    took = [seconds(lambda page=page: work(page)) for page in pages]  # type: ignore[misc]
    most = 0.0
    for at in range(1, len(pages)):
        if took[at - 1] < _SOON:
            continue
        for _ in range(_AGAIN):
            if took[at] < took[at - 1] * _DOUBTED:
                break
            # More than linear, or another process has taken the memory's time: the shorter text's run counts again, too.
            took[at] = min(took[at], seconds(lambda page=pages[at]: work(page)))  # type: ignore[misc]
            took[at - 1] = min(took[at - 1], seconds(lambda page=pages[at - 1]: work(page)))  # type: ignore[misc]
        most = max(most, took[at] / took[at - 1])
    return most, took[-1], len(pages[-1]) // len(piece) * size


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--to", type=float, default=5.0, metavar="MEGABYTES", help="of UTF-8 (default 5)")
    ask.add_argument("--most", type=float, metavar="FACTOR")
    ask.add_argument("--collector", action="store_true", help="leave the garbage collector on")
    ask.add_argument("--only", metavar="WORD", default="", help="the kinds in whose names this stands")
    options = ask.parse_args()
    if not options.collector:
        gc.disable()
    gongkai.parse("")
    worst = 0.0
    print(f"{'text':45} {'bytes':>12} {'seconds':>8} {'growth':>7}")
    readers: list[tuple[dict[str, str], Callable[[str], object]]] = [(texts(), gongkai.parse), (yearbooks(), find_all), (web_pages(), read_web_page)]
    for name, piece, work in [(name, piece, work) for pieces, work in readers for name, piece in pieces.items()]:
        if options.only not in name:
            continue
        most, took, length = growth(piece, round(options.to * 1_000_000), work)
        worst = max(worst, most)
        print(f"{name:45} {length:12,} {took:8.2f} {most:7.2f}", flush=True)
    print(f"the most that a doubling took: {worst:.2f}")
    return 1 if options.most is not None and worst > options.most else 0


if __name__ == "__main__":
    sys.exit(main())
