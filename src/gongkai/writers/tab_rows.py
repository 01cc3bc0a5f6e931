"""Rows of fields with tabs between them; a place that is merged into another is an empty field, like a blank cell.

Shows blank cells.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers._common import fields, page

SHOWS_BLANKS = True
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table)


def _table(table: Table) -> str:
    return "\n".join("\t".join(row) for row in fields(table))
