"""Markdown: ``#`` before headings, rows ``| a | b |``, and the rule ``|---|---|`` under the first row of a table.

Shows blank cells; a merged place looks like one.
"""

from __future__ import annotations

from gongkai.sheet import Paragraph, Sheet, Table
from gongkai.writers._common import fields, page

SHOWS_BLANKS = True
KEEPS_ROWS = True


def write(sheet: Sheet) -> str:
    """The sheet in this layout."""
    return page(sheet, _table, paragraph=heading)


def heading(paragraph: Paragraph) -> str:
    """A paragraph, marked by its level."""
    return f"{'#' * paragraph.level} {paragraph.text}".strip()


def _table(table: Table) -> str:
    first, *others = (f"| {' | '.join(row)} |" for row in fields(table))
    return "\n".join([first, f"|{'---|' * table.width}", *others])
