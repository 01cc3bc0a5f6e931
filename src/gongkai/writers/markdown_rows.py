"""Markdown with a small table for each row under an invented header: ``| 项目 | 数据1 | 数据2 |``.

Shows blank cells; a merged place looks like one.
"""

from __future__ import annotations

from gongkai.sheet import Sheet, Table
from gongkai.writers import markdown
from gongkai.writers._common import fields, page

SHOWS_BLANKS = True
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _tables, paragraph=markdown.heading)


def _tables(table: Table) -> str:
    return "\n\n".join(map(_table, fields(table)))


def _table(row: list[str]) -> str:
    header = ["项目", *(f"数据{number}" for number in range(1, len(row)))]
    return markdown.table_of([header, row])
