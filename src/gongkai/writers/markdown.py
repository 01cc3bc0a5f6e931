"""Markdown: ``#`` before headings, rows ``| a | b |``, and the rule ``|---|---|`` under the first row of a table.

Shows blank cells; a merged place looks like one.
"""

from __future__ import annotations

from gongkai.sheet import Paragraph, Sheet
from gongkai.writers._common import between_pipes, fields, page

SHOWS_BLANKS = True
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, lambda table: table_of(list(fields(table))), paragraph=heading)


def heading(paragraph: Paragraph) -> str:
    """A paragraph, marked by its level."""
    return f"{'#' * paragraph.level} {paragraph.text}".strip()


def table_of(rows: list[list[str]]) -> str:
    """A table, its first row with the rule under it."""
    first, *others = map(between_pipes, rows)
    return "\n".join([first, f"|{'---|' * len(rows[0])}", *others])
