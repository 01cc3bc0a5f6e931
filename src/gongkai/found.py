"""A row as it was found on a page: its label, the cells that went to it, and what its layout shows of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, IntEnum

from gongkai.cells import BLANK, Place, Reading, Status, Unplaced
from gongkai.form import Word
from gongkai.heads import Range


class Style(IntEnum):
    """What a layout shows of the cells in which nothing is printed."""

    LOOSE = 0
    """Nothing: words between spaces, one cell a line."""
    LIST = 1
    """That they are there, but not where a row begins: one cell and a pipe a line."""
    GRID = 2
    """Each cell's place in its row: tabs, rows of pipes."""
    PAGE = 3
    """The position on the page: columns of spaces."""


LOOSE, LIST, GRID, PAGE = Style
"""The styles by themselves. To look one up in its class takes ten times as long, and that is done for every cell."""
WITH_BLANKS = (LIST, GRID)
"""Those of layouts that show empty cells, each in its turn."""


class Found:
    """What a label, or the want of one, opened for cells to go to: a row of the form, or something that is none.

    ``row`` is None under a group's label, under an unknown label, and for cells that stand under no label at all.
    """

    lead: int
    """How many labels stand together in front of its cells, its own included."""
    width = 0
    """How many fields the row has that it was printed on; 0 where that is not known."""
    whole = False
    """Whether label and cells share one line, so that no line between them can be lost."""
    piped = False
    """Whether a cell of its shares a line with the pipe that ends it."""
    bare = False
    """Whether its label, or its cells, have a line to themselves."""
    head: int | None = None
    """The field in which the first of its columns' titles stands, where a head of as many fields stands over it."""
    lacks = 0
    """How many fewer fields it has than that head; less than 0 where it has more."""
    over: tuple[Range | None, ...] = ()
    """In a table of cells, the columns over which the titles of its cells stand, as far as they are known."""
    apart = False
    """Whether the titles of its columns do not stand side by side in a head of as many fields."""
    table = 0
    """In a page of tables of cells, which of them it stands in, from 1."""
    level = False
    """Whether it takes up as many columns of its table as the head over it."""
    exact = False
    """Whether its line has other cells behind its own, so that only the fields under its titles count."""
    unit: str | None = None
    """The unit that the head over it names for an amount."""
    right = 0
    """For columns of spaces, the position after its label."""
    misheaded = False
    """Whether the titles over it are not those of its columns, or stand in another order."""
    denied = False
    """Whether a whole head before the one over it has the titles in another order."""
    doubtful = False
    """Whether cells stand near it that may as well be another row's."""
    first_lost = False
    """Whether its first number may have stood in the field of its label, and be lost: its cells then are those behind it."""
    unclear = False
    """Whether it does not show which of its empty places are its cells, and which end it or stand before the next row."""
    strange = False
    """Whether one of its cells, where the layout shows empty ones, is a text: it may be one too many, and an empty one its own."""
    mixed = False
    """Whether another row begins among its cells, whose label cannot be told from a number beside it."""
    damaged = False
    """Whether its label is not the form's, but comes near it."""
    added = False
    """Whether its numbers were added up to settle it."""
    glued: Word | None = None
    """Of a text that is none of the form's labels, the row whose label and first cell it is, with nothing or a colon between them."""
    rivals: tuple[str, ...] = ()
    """The labels that a damaged one cannot be told from."""
    settled: tuple[Place, ...] | None = None

    def __init__(self, word: Word | None, start: int, end: int, style: Style, lead: int) -> None:
        self.word = word
        self.row = word.row if word is not None else None
        self.size = self.row.size if self.row is not None else 0
        """How many cells its row has."""
        self.start = start
        self.end = end
        self.style = style
        self.lead = lead
        self.cells: list[Place] = []

    def give_up_row(self) -> None:
        """It is no row of the form."""
        self.row = None
        self.size = 0

    @property
    def ink(self) -> list[Place]:
        """The cells in which something is printed."""
        return [place for place in self.cells if place[0] is not BLANK]


class Verdict(Enum):
    """Why a row's cells could not all be given a column."""

    MISSING = "missing"
    FEWER = "fewer"
    MORE = "more"
    SHIFTED = "shifted"
    LOST_COLUMN = "lost column"
    DOUBTFUL = "doubtful"
    MISHEADED = "misheaded"


def unplaced(ink: Sequence[Place], size: int, *, own: bool = True, blanks: bool = False) -> tuple[Place, ...]:
    """So many cells of which the page has the numbers and does not say which is which.

    Not ``own``, they may be another row's as well; with ``blanks``, cells of the row may be blank.
    """
    readings = tuple([place[0] for place in ink])
    raw = " ".join([reading.raw or "" for reading in readings])
    # In the order of the page they need not be: a row in pieces may have some of its cells from before its label.
    start, end = min([place.start for place in ink]), max([place.end for place in ink])
    return (Place(Reading(None, Status.UNSETTLED, None, raw, Unplaced(readings if own else (), blanks)), start, end),) * size
