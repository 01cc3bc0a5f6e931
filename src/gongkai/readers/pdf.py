"""PDF -> page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from operator import itemgetter

from attrs import evolve

from gongkai.diagnostics import Diagnostic
from gongkai.errors import ReadError
from gongkai.page import Page
from gongkai.readers import apart
from gongkai.readers.bombs import refuse_bombs
from gongkai.readers.breaks import page_of
from gongkai.readers.drawn import UNKNOWN, Char, Sheet
from gongkai.readers.limits import DEFAULT, Limits
from gongkai.readers.sheets import Leaf, leaf

ENGINES = {"pdfium": "pdfium", "pdfplumber": "plumber"}
"""What takes characters and lines out of the file, by name: the first unless another is asked for, and the module that has it."""

_text = itemgetter(Char._fields.index("text"))
_UNKNOWN = re.compile(f"[{UNKNOWN}\ue000-\uf8ff]")
"""A character that the file does not name, or names by a code that means something in its own font alone."""


def read(data: bytes, limits: Limits = DEFAULT, engine: str | None = None) -> Page:
    """The page of a PDF. Raises ReadError for one that cannot be opened, is too large, takes too long, ends its process, or has no text in it."""
    if limits.apart and apart.can_be_apart():
        return apart.read(data, limits, engine)
    return read_here(data, limits, engine)


def read_here(data: bytes, limits: Limits, engine: str | None = None) -> Page:
    """The same in this process. Nothing holds the engine to time or memory, and what crashes it ends the process."""
    refuse_bombs(data, limits)
    module = import_module(f"gongkai.readers.{ENGINES[engine or next(iter(ENGINES))]}")
    sheets: Iterator[Sheet] = module.sheets(data, limits)
    count = _Count(limits)
    leaves: list[Leaf] = []
    scanned: list[int] = []
    drawn = unknown = 0
    for sheet in sheets:
        count.ink(sheet.ink)
        drawn += len(sheet.chars)
        unknown += len(_UNKNOWN.findall("".join(map(_text, sheet.chars))))
        if sheet.is_scanned:
            scanned.append(len(leaves) + 1)
        leaves.append(leaf(sheet, len(leaves) + 1, count.work))
    if not drawn:
        raise ReadError("GK432")
    if unknown * 2 > drawn:
        raise ReadError("GK433")
    page = page_of(leaves)
    return evolve(page, diagnostics=(Diagnostic.of("GK404", pages=", ".join(map(str, scanned))),)) if scanned else page


class _Count:
    """Counts what a file costs."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.drawn = 0
        self.worked = 0

    def ink(self, drawn: int) -> None:
        """That much is drawn on a page."""
        self.drawn += drawn
        if self.drawn > 2 * self.limits.cells:
            raise ReadError("GK422")

    def work(self, places: int) -> None:
        """That many places of tables were looked at."""
        self.worked += places
        if self.worked > 4 * self.limits.cells:
            raise ReadError("GK422")
