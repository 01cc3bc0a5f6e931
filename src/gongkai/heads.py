"""The titles that a page prints over its columns -> whether they are a row's, in the form's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from gongkai.form import Heading, Row

Range = tuple[int, int]
"""The first of a title's columns, and the one behind its last."""


class Titles:
    """The titles of one head, as they come."""

    __slots__ = ("before", "copied", "extra", "extra_field", "lines", "ranges", "seen", "strange", "width")

    def __init__(self, before: Titles | None = None) -> None:
        self.before = before
        """Those of the head before it in the same section."""
        self.seen: list[tuple[str, int | None]] = []
        """Each title and the field or position it stands in, where the layout has those."""
        self.strange = False
        """Whether there is a title that the form does not have."""
        self.copied: tuple[str, ...] = ()
        """Those that one line has again, side by side, and that show no empty cells below."""
        self.extra = False
        """Whether the only such titles stand behind all others: a remark, a sum, the year before."""
        self.extra_field: int | None = None
        """The first field that those take up, where the layout has fields. They may stand beside all lines of the head, and so come before the others."""
        self.ranges: list[tuple[str, int, int]] = []
        """In a table of cells, each title with the columns over which it stands, from the first to the one behind the last."""
        self.lines: list[tuple[int, tuple[tuple[str, int], ...]]] = []
        """Where the layout has fields, how many each line of the head has, and the titles in it with theirs."""
        self.width = 0
        """How many columns the head takes up there."""

    def kept(self) -> Titles:
        """These titles, whatever comes after them."""
        kept = Titles(self.before)
        kept.seen, kept.strange, kept.extra, kept.extra_field = list(self.seen), self.strange, self.extra, self.extra_field
        kept.lines, kept.copied = list(self.lines), self.copied
        kept.ranges, kept.width = list(self.ranges), self.width
        return kept

    def following(self) -> Titles:
        """Those of the next head in the same section, before any has come. A head that is printed again in part says nothing of its own."""
        said = [title for title, _ in self.seen]
        before = self.before if self.before is not None and {title for title, _ in self.before.seen}.issuperset(said) else self
        before.before = None
        return Titles(before if before.seen else None)

    def take(self, title: str, field: int | None) -> None:
        """A title of the form, in its turn."""
        self.seen.append((title, field))
        if self.extra and (field is None or self.extra_field is None or field >= self.extra_field):
            self.strange, self.extra = True, False

    def take_unknown(self, field: int | None = None) -> None:
        """A title that the form does not have."""
        if self.seen:
            self.extra = not self.strange
            if field is not None and (self.extra_field is None or field < self.extra_field):
                self.extra_field = field
        else:
            self.strange = True

    def fit(self, row: Row) -> bool:
        """Whether they may stand over a row: none is strange, and those of the row stand in its order. Where some are missing, the head before says more."""
        if self.before is not None and not self.has_all(row) and not self.before.fit(row):
            return False
        return not self.strange and _fit(tuple(self.seen), self.extra, row)

    def denied(self, row: Row) -> bool:
        """Whether the head before them has all titles of a row, and no strange ones, in another order."""
        before = self.before
        return before is not None and before.has_all(row) and not before.strange and not before.fit(row)

    def has_all(self, row: Row) -> bool:
        """Whether each title of a row is there."""
        return set(row.titles) <= {title for title, _ in self.seen}

    def over(self, row: Row) -> tuple[Range | None, ...]:
        """The columns over which the title of each of a row's cells stands, where it is known; nothing where none is."""
        return _over(tuple(self.ranges), row.titles)

    def twice(self, row: Row) -> bool:
        """Whether a title of a row stands over two places, though the row's titles are all different: two years side by side."""
        return _twice(tuple(self.ranges), row.titles)

    def are_copied(self, row: Row) -> bool:
        """Whether a line has one of a row's titles again, beside itself, and the row has other columns, which may be the empty ones."""
        return row.size > 1 and len(set(row.titles)) == row.size and not set(row.titles).isdisjoint(self.copied)

    def starts(self, row: Row, width: int) -> int:
        """The field of the first of a row's titles in a line of so many fields that has them all; 0 where there is none."""
        whole = [titles for fields, titles in self.lines if fields == width and tuple(title for title, _ in titles) == row.titles]
        return whole[-1][0][1] if whole else 0

    def apart(self, row: Row, width: int) -> bool:
        """Whether a line of so many fields has two titles of a row's columns, one after the other, and a field between them."""
        return True in [_apart(titles, row.titles) for fields, titles in self.lines if fields == width]

    def show_last(self, row: Row, width: int) -> bool:
        """Whether an empty field at the end of so many is a cell: a line with titles of the row has as many, or has nothing behind its last title."""
        return _show_last(tuple(self.lines), row.titles, width)

    def whole(self, row: Row) -> bool:
        """Whether they are all of a row's, in its order."""
        return self.fit(row) and self.has_all(row)


@lru_cache(4096)
def _fit(titles: tuple[tuple[str, int | None], ...], extra: bool, row: Row) -> bool:
    """Whether titles, none of them strange, may stand over a row. Heads are alike from row to row and from page to page."""
    seen = [(title, field) for title, field in titles if title in row.headings]
    leaves = row.titles
    if extra and {title for title, _ in seen} < set(leaves):
        return False
    placed = {title: field for title, field in seen if field is not None}
    if len(set(leaves)) == len(leaves) and placed:
        fields = [placed[leaf] for leaf in leaves if leaf in placed]
        if fields == sorted(fields) and all(field is not None for title, field in seen if title in leaves):
            return True  # a title that spans two lines comes before those that stand to its left in the second
    return in_order([title for title, _ in seen], row.head)


@lru_cache(4096)
def _over(ranges: tuple[tuple[str, int, int], ...], leaves: tuple[str, ...]) -> tuple[Range | None, ...]:
    own = sorted({(left, right, title) for title, left, right in ranges if title in leaves})
    if tuple(title for _, _, title in own) == leaves:
        return tuple((left, right) for left, right, _ in own)
    if len(set(leaves)) < len(leaves) or not own:
        return ()
    known = {title: (left, right) for left, right, title in own}
    return tuple(known.get(leaf) for leaf in leaves)


@lru_cache(4096)
def _apart(titles: tuple[tuple[str, int], ...], leaves: tuple[str, ...]) -> bool:
    return any(one[0] in leaves and other[0] in leaves and other[1] > one[1] + 1 for one, other in pairwise(titles))


@lru_cache(4096)
def _show_last(lines: tuple[tuple[int, tuple[tuple[str, int], ...]], ...], leaves: tuple[str, ...], width: int) -> bool:
    return any(fields in (width, len(titles)) and any(title in leaves for title, _ in titles) for fields, titles in lines)


@lru_cache(4096)
def _twice(ranges: tuple[tuple[str, int, int], ...], leaves: tuple[str, ...]) -> bool:
    lefts = {(left, title) for title, left, _ in ranges if title in leaves}
    return len(lefts) > len({title for _, title in lefts}) and len(set(leaves)) == len(leaves)


def in_order(titles: Sequence[str], head: Sequence[Heading]) -> bool:
    """Whether titles come as one of the ways of printing a head has them. Some may be missing, unless some are printed more than once."""
    orders = (line_by_line, heading_by_heading, columns_last)
    return any(in_text(titles, list(order(head))) for order in orders) or list(titles) == list(whole_lines(head))


def side_by_side(titles: Sequence[tuple[str, int | None]], head: Sequence[Heading]) -> bool:
    """Whether the titles of each level stand from left to right as the form has them. One that is cut into lines is complete after those beside it."""
    levels = [[heading.title for heading in level if heading.children] for level in _levels(head)]
    placed = [(column, title) for title, column in titles if column is not None]
    levels.append([leaf.title for heading in head for leaf in heading.leaves()])
    return len(placed) == len(titles) and all(in_text([title for _, title in sorted(placed) if title in level], level) for level in levels)


def line_by_line(head: Sequence[Heading]) -> Iterator[str]:
    """The titles of a head as its lines have them."""
    return (heading.title for heading in _lines(head))


def heading_by_heading(head: Sequence[Heading]) -> Iterator[str]:
    """The titles of a head, each before those that stand under it."""
    return (title for heading in head for title in heading.titles())


def columns_last(head: Sequence[Heading]) -> Iterator[str]:
    """The titles of a head whose columns all stand in its last line."""
    yield from (heading.title for heading in _lines(head) if heading.children)
    yield from (leaf.title for heading in head for leaf in heading.leaves())


def whole_lines(head: Sequence[Heading]) -> Iterator[str]:
    """The titles of a head as its lines have them, one that stands over several lines in each."""
    yield from (heading.title for heading in head)
    if any(heading.children for heading in head):
        yield from whole_lines([below for heading in head for below in heading.children or (heading,)])


def _lines(head: Sequence[Heading]) -> Iterator[Heading]:
    return (heading for level in _levels(head) for heading in level)


def _levels(head: Sequence[Heading]) -> Iterator[Sequence[Heading]]:
    while head:
        yield head
        head = [child for heading in head for child in heading.children]


def in_text(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a sequence is left of another one when some of its elements are lost."""
    rest = iter(whole)
    return all(element in rest for element in part)
