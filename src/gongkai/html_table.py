"""A table of the sheet -> HTML: merged cells as the form has them, and each value tied to the labels beside it and the titles over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import dropwhile, takewhile

from gongkai.sheet import Cell, Part, Table


def table_rows(table: Table, name: str, value: Callable[[Cell, str], str]) -> Iterator[str]:
    """What stands between ``<table>`` and ``</table>``.

    ``name`` begins the anchors of its titles; ``value`` gives the element of a cell with a value, which is to have these attributes.
    """
    rows: dict[int, list[str]] = {}
    parts: dict[int, set[Part]] = {}
    heads = _heads(table)
    asked = {place for places in heads.values() for place in places}
    for cell, row, column in table.places():
        parts.setdefault(row, set()).add(cell.part)
        size = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")
        if cell.part is Part.VALUE:
            told = " ".join(_anchor(name, *place) for place in heads.get((row, column), ()))
            rows.setdefault(row, []).append(value(cell, (f' headers="{told}"' if told else "") + size))
        else:
            anchor = f' id="{_anchor(name, row, column)}"' if (row, column) in asked else ""
            rows.setdefault(row, []).append(_title(cell, anchor, size))
    open_part = ""
    for row in range(len(table.rows)):
        part = "thead" if open_part in ("", "thead") and parts.get(row) == {Part.HEAD} else "tbody"
        if part != open_part:
            yield f"</{open_part}><{part}>" if open_part else f"<{part}>"
            open_part = part
        yield f"<tr>{''.join(rows.get(row, ()))}</tr>"
    yield f"</{open_part}>"


def _anchor(name: str, row: int, column: int) -> str:
    """The anchor of a title."""
    return f"{name}r{row}c{column}"


def _title(cell: Cell, anchor: str, size: str) -> str:
    scope = {Part.HEAD: "colgroup" if cell.columns > 1 else "col", Part.GROUP: "rowgroup"}.get(cell.part, "row")
    head = ' class="head"' if cell.part is Part.HEAD else ""
    return f'<th{anchor} scope="{scope}"{head}{size}>{escape(cell.text)}</th>'


def _heads(table: Table) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """For each cell with a value, by its place, the places of what it is under: the labels beside it, and the nearest titles over it.

    The titles in the middle of a table are none of the rows before them, and those before them none of theirs. ``scope`` alone cannot say so.
    """
    taken = {
        (row + down, column + over): (cell.part, (row, column))
        for cell, row, column in table.places()
        for down in range(cell.rows)
        for over in range(cell.columns)
    }
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell, row, column in table.places():
        if cell.part is not Part.VALUE:
            continue
        beside = [taken[row, at] for at in range(column) if (row, at) in taken]
        over = [taken[at, column] for at in range(row - 1, -1, -1) if (at, column) in taken]
        titles = list(takewhile(_is_head, dropwhile(lambda one: not _is_head(one), over)))
        labels = [one for one in beside if one[0] is not Part.VALUE]
        found[row, column] = list(dict.fromkeys(place for _, place in [*labels, *reversed(titles)]))
    return found


def _is_head(taken: tuple[Part, tuple[int, int]]) -> bool:
    return taken[0] is Part.HEAD
