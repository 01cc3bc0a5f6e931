"""A page of the same shape as an earlier one -> what stands on it, without reading it anew.

Offices fill in the same sheet, and publish it by the same software: most pages differ from some page before them in their numbers and
in what they say, and in nothing else. Where the cells of such a page stand does not depend on which numbers they hold. So how a page
was read is remembered by its shape: for each cell of each row, the line and the piece of it that the cell was.

The shape is all that is on the page, but for two things: which number it is that stands in a cell in plain digits, and what a line of
prose says that is no cell of a table and comes near no label. Wherever reading a page does look at one of these (do the numbers of a row
add up to its last one; is this number the one that its label lost), nothing is remembered.

Of a page about which there is something to say, that much is remembered which comes before its rows are aligned: what it was read as. For what
is said of it has numbers in it, and whether it is said may depend on them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, compress
from typing import Generic, TypeVar

from gongkai.lines import BARE, PROSE, TEXT, Line
from gongkai.recipes import Places, Recipe, VisitsRecipe, recipe_of, recipe_of_visits, stretches_by, visits_by
from gongkai.stretches import Stretch
from gongkai.visits import Visits
from gongkai.vocabulary import Vocabulary

_MOST = 256
_MOST_SEEN = 4096
_MOST_LINES = 2_000
_MOST_CELLS = 2_000
_SAYING = (PROSE, TEXT)
_Key = tuple[Vocabulary, int, frozenset[str], str]
_RUN = re.compile(f"[{BARE}{PROSE}{TEXT}]{{2,}}")


class Page:
    """The lines of a page: those that make up its shape, and between them the runs of prose; and as what they are read.

    That is the vocabulary's form ``number``, of which the rows with the paths ``unnamed`` have columns that are not known.
    """

    def __init__(
        self, text: str, raws: Sequence[str], lines: Sequence[Line], begin: int, vocabulary: Vocabulary, number: int, unnamed: frozenset[str]
    ) -> None:
        self.text = text
        self.raws = raws
        self.lines = lines
        self.begin = begin
        self.read_as = vocabulary, number, unnamed
        self.marks = [line[5] for line in lines]

    @cached_property
    def key(self) -> _Key:
        """What pages have in common of which one may be read as the other was."""
        return *self.read_as, self.shape

    @cached_property
    def shape(self) -> str:
        """What pages have in common that are read in one way; nothing where a line's shape is not known.

        Nor where the lines are not those of the text, because something before them was left out, as the mark of a quotation is; nor of a page that is
        so long that it is none of an office's.
        """
        if "" in self.marks or len(self.marks) > _MOST_LINES or not self.text.startswith("\n".join(self.raws), self.begin):
            return ""
        return _RUN.sub(_prose, "".join(self.marks))

    @property
    def short(self) -> bool:
        """Whether it has no more cells than a report may have, so that it takes little to remember what stands on it."""
        return sum(map(len, self.places.pieces)) <= _MOST_CELLS

    @cached_property
    def places(self) -> Places:
        """Where everything stands."""
        offsets = list(accumulate([len(raw) + 1 for raw in self.raws], initial=self.begin))
        inked = [mark > TEXT for mark in self.marks]
        starts = list(compress(offsets, inked))
        runs: list[list[tuple[int, int]]] = []
        before = -1
        for at in [at for at, mark in enumerate(self.marks) if mark in _SAYING]:
            offset = offsets[at]
            if (last := bisect_left(starts, offset)) != before:  # lines that are no prose stand between
                before = last
                runs.append([])
            pieces = self.lines[at][1]
            if pieces:
                runs[-1].append((offset + pieces[0][1], offset + pieces[0][2]))
            else:
                raw = self.raws[at]
                body = raw.strip()
                start = offset + raw.index(body)
                runs[-1].append((start, start + len(body)))
        return Places([line[1] for line in compress(self.lines, inked)], starts, runs)


def _prose(run: re.Match[str]) -> str:
    """However many paragraphs follow each other: the last of them, and whether there are lines without ink among them."""
    marks = run[0]
    return marks.rstrip(BARE)[-1:] + (BARE if BARE in marks else "")


_Kept = TypeVar("_Kept")


class _Memory(Generic[_Kept]):
    """What is remembered of some pages, by their shapes. Most shapes come but once."""

    def __init__(self) -> None:
        self.known: dict[_Key, _Kept | None] = {}
        """None where pages of a shape are not all read in one way."""
        self.seen: set[_Key] = set()

    def forget(self) -> None:
        self.known.clear()
        self.seen.clear()

    def expect(self, key: _Key) -> bool:
        """Whether a page of the shape has come before; it has from now on."""
        if key in self.seen:
            return True
        if len(self.seen) >= _MOST_SEEN:
            self.seen.clear()
        self.seen.add(key)
        return False

    def keep(self, key: _Key, recipe: _Kept | None) -> None:
        if len(self.known) >= _MOST:
            self.known.clear()
        self.known[key] = recipe


_whole: _Memory[Recipe] = _Memory()
_begun: _Memory[VisitsRecipe] = _Memory()


def forget() -> None:
    """Remember no shape any more: for tests and measurements."""
    _whole.forget()
    _begun.forget()


def recall(page: Page) -> list[Stretch] | None:
    """What stands on a page, if one of its shape was read as the same form before, and remembered."""
    recipe = _whole.known.get(page.key)
    return stretches_by(recipe, page.places) if recipe else None


def remember(page: Page, stretches: Sequence[Stretch]) -> None:
    """Remember how a page was read, when its shape comes for the second time."""
    if page.shape and page.key not in _whole.known and _whole.expect(page.key):
        _whole.keep(page.key, recipe_of(stretches, page.places) if page.short else None)


def recall_visits(page: Page) -> Visits | None:
    """What a page was read as, its rows not yet aligned, if that of one of its shape is remembered."""
    recipe = _begun.known.get(page.key)
    return visits_by(recipe, page.places, page.text, page.begin) if recipe is not None else None


def remember_visits(page: Page, visits: Visits) -> None:
    """Remember what a page was read as, if one of its shape could not be remembered as a whole: see ``expect``."""
    if page.key in _begun.seen and page.key not in _begun.known:
        _begun.keep(page.key, recipe_of_visits(visits, page.places, page.text) if page.short else None)


def expect(page: Page) -> None:
    """Let the next page of this shape be remembered as far as it is read in one way: this one cannot be as a whole."""
    if page.shape:
        _begun.expect(page.key)
