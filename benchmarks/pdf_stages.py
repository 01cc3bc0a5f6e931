"""Where the time of a PDF goes, part by part. What pdfium takes alone is the floor: no reader that is built on it takes less.

    pip install -e '.[dev]'
    python benchmarks/pdf_stages.py [--rounds N] [FILE …]

No reader comes down to that floor: there nobody asks for a character, nor goes over what is drawn on a page.
Everything is done in this process, so that the parts can be told apart; for each the least time of the rounds is given. Without FILE, the reports in
tests/files are read.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pypdfium2.raw as pdfium
from pdf import FILES

from gongkai import parse_page
from gongkai.page import Page
from gongkai.readers.apart import dumped
from gongkai.readers.bombs import refuse_bombs
from gongkai.readers.breaks import page_of
from gongkai.readers.limits import DEFAULT
from gongkai.readers.pdfium import sheets
from gongkai.readers.sheets import leaf


def pdfium_alone(data: bytes) -> None:
    """All pages parsed and their text found, and nothing of it looked at."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        pdfium.FPDFText_ClosePage(pdfium.FPDFText_LoadPage(page))
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def least(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds of processor time that some work takes at least."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times) * 1000


def stages(data: bytes, rounds: int) -> dict[str, float]:
    """What each part of reading a file takes."""
    drawn = list(sheets(data, DEFAULT))

    def set_out() -> Page:
        return page_of([leaf(sheet, number, lambda _: None) for number, sheet in enumerate(drawn, 1)])

    page = set_out()
    alone = least(lambda: pdfium_alone(data), rounds)
    return {
        "pdfium alone": alone,
        "taken over from it": least(lambda: list(sheets(data, DEFAULT)), rounds) - alone,
        "tables and lines": least(set_out, rounds),
        "bombs": least(lambda: refuse_bombs(data, DEFAULT), rounds),
        "page as JSON": least(lambda: dumped(page), rounds),
        "parse_page": least(lambda: parse_page(page), rounds),
    }


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=25)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    gc.freeze()
    gc.set_threshold(20_000)  # as in the process in which PDFs are read
    for file in options.files or sorted(path for path in FILES.glob("*/*.pdf") if path.stem != "scanned"):
        took = stages(file.read_bytes(), options.rounds)
        print(
            f"{file.parent.name}/{file.name}  "
            + "  ".join(f"{part} {time:.1f} ms" for part, time in took.items())
            + f"  all {sum(took.values()):.1f} ms"
        )


if __name__ == "__main__":
    main()
