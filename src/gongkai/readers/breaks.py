"""Leaves -> page: what goes on from one sheet to the next is one table, and lines of text are paragraphs or columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attrs import frozen

from gongkai.cells import width
from gongkai.page import Cell, Page, Paragraph, Table, cell_of
from gongkai.readers.margins import without_margins
from gongkai.readers.ruled import NEAR, Grid
from gongkai.readers.sheets import Block, Leaf
from gongkai.readers.written import Line, Word

_ABOUT = 2
"""How many lines before and behind one with columns may belong to it: the pieces of a label that is cut into lines."""
_FULL = 1.6
"""A line that ends this near to the right edge, in ems, goes on in the next one."""
_INDENT = 0.8
"""A line that begins this far from the left edge, in ems, begins a paragraph."""


@frozen
class _Setting:
    """How the text of a file is set."""

    left: float
    right: float
    half: float
    """Half an em of what stands in columns."""


def page_of(leaves: Sequence[Leaf]) -> Page:
    """The page of all sheets."""
    leaves = without_margins(leaves)
    setting = _setting(leaves)
    blocks: list[Paragraph | Table] = []
    parts: list[tuple[int, Block]] = []
    run: list[Line] = []
    for leaf in leaves:
        for at, item in enumerate(leaf.items):
            if isinstance(item, Line):
                blocks += _table(parts)
                run.append(item)
                continue
            blocks += _paragraphs(run, leaf.number, setting)
            if at or not parts or not _goes_on(parts[-1][1].grid, item.grid):
                blocks += _table(parts)
            parts.append((leaf.number, item))
        blocks += _paragraphs(run, leaf.number, setting)
    return Page((*blocks, *_table(parts)))


def _setting(leaves: Sequence[Leaf]) -> _Setting:
    lines = [line for leaf in leaves for line in leaf.lines]
    whole = [line for line in lines if not line.cuts] or lines
    ems = [line.em for line in lines if line.cuts]
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in whole), default=0.0)
    return _Setting(left, right, max(min(ems, default=10.0) / 2, 1.0))


def _paragraphs(run: list[Line], page: int, setting: _Setting) -> list[Paragraph]:
    """The paragraphs that lines make, which are taken out of their list. Lines about such with columns keep their places."""
    lines = [*run]
    run.clear()
    columns = {near for at, line in enumerate(lines) if line.cuts for near in range(at - _ABOUT, at + _ABOUT + 1)}
    found: list[Paragraph] = []
    before: Line | None = None
    for at, line in enumerate(lines):
        if at in columns:
            found.append(Paragraph(_set(line.words, setting), page, _box(line)))
            before = None
        elif before is not None and found[-1].box is not None and _continues(before, line, setting):
            x0, top, x1, bottom = found[-1].box
            a, b, c, d = _box(line)
            found[-1] = Paragraph(found[-1].text + line.text, page, (min(x0, a), min(top, b), max(x1, c), max(bottom, d)))
            before = line
        else:
            found.append(Paragraph(line.text, page, _box(line)))
            before = line
    return found


def _set(words: Sequence[Word], setting: _Setting) -> str:
    """Words in columns of fixed width, as they stand on the sheet: so that the columns of its lines can be compared."""
    text, wide = "", 0
    for word in words:
        space, said = max(round((word.x0 - setting.left) / setting.half) - wide, 2 if text else 0), word.text
        text, wide = f"{text}{' ' * space}{said}", wide + space + width(said)
    return text


def _box(line: Line) -> tuple[float, float, float, float]:
    return round(line.x0, 1), round(line.top, 1), round(line.x1, 1), round(line.bottom, 1)


def _continues(before: Line, line: Line, setting: _Setting) -> bool:
    """Whether a line is the rest of the paragraph that the one before it belongs to."""
    em = before.em
    return (
        before.x1 >= setting.right - _FULL * em
        and line.x0 <= setting.left + _INDENT * em
        and abs(line.em - em) <= 0.3 * em
        and line.bottom - before.bottom <= 3 * em
    )


def _goes_on(grid: Grid, following: Grid) -> bool:
    """Whether the first table of a sheet is the rest of the last one on the sheet before."""
    return abs(grid.xs[0] - following.xs[0]) <= NEAR and abs(grid.xs[-1] - following.xs[-1]) <= NEAR


def _table(parts: list[tuple[int, Block]]) -> list[Table]:
    """The table that parts on several sheets make, which are taken out of their list."""
    if not parts:
        return []
    edges: list[float] = []
    for x in sorted(x for _, block in parts for x in block.grid.xs):
        if not edges or x - edges[-1] > NEAR:
            edges.append(x)
    cells: list[Cell] = []
    rows = 0
    before: Grid | None = None
    for page, block in parts:
        own = _cells(block, page if page != parts[0][0] else None, rows, edges)
        if before is not None and (before.open_below or block.grid.open_above):
            cells, own, shift = _rejoined(cells, own, rows)
            rows -= shift
        cells += own
        rows += len(block.grid.ys) - 1
        before = block.grid
    first = parts[0][0]
    parts.clear()
    return [Table(tuple(cells), first)]


def _cells(block: Block, page: int | None, above: int, edges: Sequence[float]) -> list[Cell]:
    """The cells of a part, in the columns of the whole table."""
    grid = block.grid
    columns = [bisect_right(edges, x) - 1 for x in grid.xs]
    xs, ys = [round(x, 1) for x in grid.xs], [round(y, 1) for y in grid.ys]
    found: list[Cell] = []
    for (row, column, rows, wide), text in zip(grid.cells, block.texts, strict=True):
        begin, end = columns[column], columns[column + wide]
        box = xs[column], ys[row], xs[column + wide], ys[row + rows]
        found.append(cell_of((text, above + row + 1, begin + 1, rows, max(end - begin, 1), page, box)))
    return found


def _rejoined(cells: list[Cell], own: list[Cell], rows: int) -> tuple[list[Cell], list[Cell], int]:
    """The parts before and behind a break that cuts a row in two, with the two halves made one; and by how many rows that is shorter.

    That a row is cut is seen where no line is drawn at the break, its cells go on one for one, and only one half has anything but words in
    it. In doubt both halves are left as they are: two rows made one would lose the numbers of both.
    """
    last = {(cell.column, cell.columns): cell for cell in cells if cell.row + cell.rows - 1 == rows}
    first = {(cell.column, cell.columns): cell for cell in own if cell.row == rows + 1}
    valued = [any(cell.text.strip() and not any(map(str.isalpha, cell.text)) for cell in half.values()) for half in (last, first)]
    if last.keys() != first.keys() or valued[0] == valued[1]:
        return cells, own, 0
    joined = [
        cell._replace(
            text="\n".join(text for text in (cell.text, first[cell.column, cell.columns].text) if text),
            rows=cell.rows + first[cell.column, cell.columns].rows - 1,
        )
        if last.get((cell.column, cell.columns)) is cell
        else cell
        for cell in cells
    ]
    return joined, [cell._replace(row=cell.row - 1) for cell in own if cell.row > rows + 1], 1
