"""Reading a Word file as a report, against python-docx reading the cells of the same file's tables.

    pip install python-docx
    python benchmarks/word.py [--rounds N] [FILE …]

python-docx finds cells and understands nothing of them; gongkai gives records. Both run in turn in one process, so that the ratio is worth more
than either time; it is the time of this process, not that of others on the machine. What no reader can do without, unpacking the document and parsing it
with expat, is measured too. Without FILE, made reports are read, written as Word files with the merged cells of the official form.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

from docx import Document
from timing import Measured, milliseconds

import gongkai
from gongkai import grammar
from gongkai.readers import docx
from gongkai.sheet import sheet_of

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks import made  # noqa: E402 (the folder above is on the path only now)
from tests.unit import word  # noqa: E402

FILES = 10
_OF_THE_SLOW = 4
"""Of so many files each cell is asked for by its place, which takes half a second a file."""


def cells(data: bytes) -> list[list[list[str]]]:
    """What stands in the cells of all tables, as python-docx gives it row by row."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(BytesIO(data)).tables]


def cell_by_cell(data: bytes) -> list[list[list[str]]]:
    """The same, each cell asked for by its place."""
    tables = Document(BytesIO(data)).tables
    return [[[table.cell(row, column).text for column in range(len(table.columns))] for row in range(len(table.rows))] for table in tables]


def least(data: bytes) -> None:
    """What no reader can do without: the document is unpacked, and the XML parser goes over it once and tells nobody."""
    with ZipFile(BytesIO(data)) as file:
        expat.ParserCreate().Parse(file.read("word/document.xml"), True)


def files_of_reports() -> list[bytes]:
    """Made reports as Word files."""
    return [word.docx(word.sheet_xml(sheet_of(report, grammar.form(report.form)))) for report in made.reports(FILES)]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=15)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    for one in measured(options.rounds, options.files):
        print(f"{one.what}  {one.ours:.2f} ms  {one.peer} {one.theirs:.2f} ms  {one.ratio:.1f} times as fast")


def measured(rounds: int, given: Sequence[Path] = ()) -> Iterator[Measured]:
    """Against either way of asking python-docx for the cells, and what of our time goes into the page alone."""
    files = [file.read_bytes() for file in given] or files_of_reports()
    works: tuple[Callable[[bytes], object], ...] = (cells, gongkai.read, docx.read, least)
    for work in works:
        milliseconds(work, files)
    taken = [[milliseconds(work, files) for work in works] for _ in range(rounds)]
    theirs, ours, page, floor = (statistics.median(column) for column in zip(*taken, strict=True))
    ratio = statistics.median(one[0] / one[1] for one in taken)
    slow = milliseconds(cell_by_cell, files[:_OF_THE_SLOW])
    what = f"Word, {len(files)} files (the page alone {page:.2f} ms, unpacking and expat alone {floor:.2f} ms)"
    yield Measured(what, ours, "python-docx, row.cells", theirs, ratio, "≥ 8")
    yield Measured(what, ours, "python-docx, table.cell", slow, slow / ours, "≥ 8")


if __name__ == "__main__":
    main()
