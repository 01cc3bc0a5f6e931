"""What a file holds, whatever its format: paragraphs, and tables of cells, each with its place.

Readers make pages from files; a table extractor, a program for optical character recognition or a person may make one as well.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from attrs import frozen

from gongkai.cells import Box
from gongkai.diagnostics import Diagnostic


class Cell(NamedTuple):
    """A cell of a table. Rows and columns count from 1, merged cells included."""

    text: str
    """What it prints, its lines set apart by newlines; empty where nothing is printed in it."""
    row: int
    """The row of the table in which it begins."""
    column: int
    """The column of the table in which it begins."""
    rows: int = 1
    """How many rows it spans."""
    columns: int = 1
    """How many columns it spans."""
    page: int | None = None
    """The page that it stands on, from 1, where that is not its table's."""
    box: Box | None = None


cell_of = partial(tuple.__new__, Cell)
"""Makes a cell of a tuple of all its fields. Files have hundreds, and a call of the class takes twice as long."""


@frozen
class Table:
    """A table of cells. A place of its grid that no cell takes up counts as an empty cell, unless it is at the end of a row."""

    cells: tuple[Cell, ...]
    page: int | None = None
    """The page that it begins on, from 1."""


@frozen
class Paragraph:
    """Text outside of tables: a paragraph, or any number of lines."""

    text: str
    page: int | None = None
    """The page that it stands on, from 1."""
    box: Box | None = None


@frozen
class Page:
    """All that is on the pages of one file, in the order in which it is read."""

    blocks: tuple[Paragraph | Table, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    """What its reader found wrong or doubtful."""
