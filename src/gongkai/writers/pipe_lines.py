"""``cell |``, a cell a line; the places that are merged into others follow as a run of pipes at the row's end.

Shows blank cells: a pipe alone is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import page

SHOWS_BLANKS = True
KEEPS_ROWS = False


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, lambda table: "\n".join(_lines(table)))


def _lines(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield from (f"{cell.text} |".strip() for cell in row)
        if len(row) < table.width:
            yield "|" * (table.width - len(row))
