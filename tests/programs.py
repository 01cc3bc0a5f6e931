"""What programs make of a report's tables that are none of the layouts of ``gongkai.render``: spreadsheets, terminals, data frames, TeX, wikis.

Each takes a sheet and gives a page. All show empty cells.
"""

from __future__ import annotations

import csv
import io
import json
import pprint
import textwrap
from collections.abc import Callable, Collection, Iterable

from gongkai import grammar
from gongkai.cells import width
from gongkai.records import Report
from gongkai.sheet import Cell, Sheet, Table, sheet_of
from gongkai.values import read_value

Row = list[str]


def printed(report: Report, program: str) -> str:
    """The report as the program of that name prints it."""
    return page(sheet_of(report, grammar.form(report.form)), PROGRAMS[program])


def page(sheet: Sheet, table: Callable[[Table], str]) -> str:
    """The sheet, each of its tables printed so."""
    return "\n\n".join(table(block) if isinstance(block, Table) else block.text for block in sheet.blocks) + "\n"


def rows(table: Table) -> list[Row]:
    """The cells of each row, nothing in the places that one reaches over."""
    return [[cell.text if cell is not None else "" for cell in row] for row in table.grid()]


def filled(table: Table) -> list[Row]:
    """The same with each cell in all of the places that it reaches over, as a data frame has them."""
    grid: list[list[Cell | None]] = [[None] * table.width for _ in table.rows]
    for cell, row, column in table.places():
        for down in range(cell.rows):
            grid[row + down][column : column + cell.columns] = [cell] * cell.columns
    return [[cell.text if cell is not None else "" for cell in row] for row in grid]


def in_two(text: str) -> str:
    """A label with a line break in it."""
    return text if len(text) < 4 or read_value(text) is not None else f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}"


def written(table: Table, *, between: str = ",", quoting: int = csv.QUOTE_MINIMAL, change: Callable[[str], str] = str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=between, quoting=quoting, lineterminator="\n").writerows([[change(text) for text in row] for row in rows(table)])  # type: ignore[arg-type]
    return out.getvalue().rstrip("\n")


def boxed(table: Table, down: str, across: str, corner: str) -> str:
    cells = rows(table)
    widths = [max(width(row[at]) for row in cells) for at in range(table.width)]
    line = corner + corner.join(across * (wide + 2) for wide in widths) + corner
    body = [down + down.join(f" {text}{' ' * (wide - width(text))} " for text, wide in zip(row, widths, strict=True)) + down for row in cells]
    return "\n".join([line, *(made for row in body for made in (row, line))])


def piped(cells: Iterable[Row]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|---" * (lines[0].count("|") - 1) + "|", *lines[1:]])


def latex(table: Table, wide: int = 10_000) -> str:
    """A table of LaTeX, its lines broken where they are longer."""
    lines = [line for row in rows(table) for line in textwrap.wrap(" & ".join(row) + r" \\", wide, break_long_words=False, break_on_hyphens=False)]
    return "\n".join([r"\begin{tabular}{" + "l" * table.width + "}", r"\hline", *lines, r"\hline", r"\end{tabular}"])


def wikitext(table: Table, between: str) -> str:
    """A table of MediaWiki, its first row a head."""
    first, *others = rows(table)
    lines = [f"! {between.join(first).replace('|', '!')}", *(f"|-\n| {between.join(row)}" for row in others)]
    return "\n".join(['{| class="wikitable"', "|+ 表", *lines, "|}"])


def asciidoc(table: Table, between: str, after: str) -> str:
    """A table of AsciiDoc; each cell says that it stands in the middle."""
    lines = [f"^.^|{between.join(row)}{after}" for row in rows(table)]
    return "\n".join(["|===", *lines, "|==="])


PROGRAMS: dict[str, Callable[[Table], str]] = {
    "csv": written,
    "csv_all_quoted": lambda table: written(table, quoting=csv.QUOTE_ALL),
    "csv_with_line_breaks": lambda table: written(table, change=in_two),
    "csv_with_semicolons": lambda table: written(table, between=";"),
    "spreadsheet_with_line_breaks": lambda table: written(table, between="\t", change=in_two),
    "spreadsheet_all_quoted": lambda table: written(table, between="\t", quoting=csv.QUOTE_ALL),
    "box": lambda table: boxed(table, "│", "─", "┼"),
    "box_of_double_lines": lambda table: boxed(table, "║", "═", "╬"),
    "grid_of_plus_signs": lambda table: boxed(table, "|", "-", "+"),
    "data_frame_of_a_web_page": lambda table: piped(filled(table)),
    "data_frame_with_nan": lambda table: piped([[text or "nan" for text in row] for row in rows(table)]),
    "data_frame_in_markdown": lambda table: piped([[str(at) for at in range(table.width)], *filled(table)]),
    "markdown_under_an_empty_head": lambda table: piped([[""] * table.width, *rows(table)]),
    "markdown_with_br": lambda table: piped([[in_two(text).replace("\n", "<br>") for text in row] for row in rows(table)]),
    "markdown_with_entities": lambda table: piped([[f"&nbsp;{text}&nbsp;" for text in row] for row in rows(table)]),
    "lists_of_python": lambda table: "\n".join(repr([text or None for text in row]) + "," for row in rows(table)),
    "lists_of_python_broken": lambda table: pprint.pformat(rows(table), width=60),
    "json": lambda table: json.dumps(rows(table), ensure_ascii=False),
    "latex": latex,
    "latex_broken": lambda table: latex(table, 60),
    "asciidoc": lambda table: asciidoc(table, " |", ""),
    "asciidoc_a_cell_a_line": lambda table: asciidoc(table, "\n|", "\n"),
    "wikitext": lambda table: wikitext(table, " || "),
    "wikitext_a_cell_a_line": lambda table: wikitext(table, "\n| "),
}
"""By name, what each makes of a table."""


def without_merged(table: Table, end: str = "", lost: Collection[Cell] = ()) -> str:
    """The printed cells alone, with tabs between them and perhaps one behind, as converters of Word files write them; ``lost`` is not printed."""
    return "\n".join("\t".join(cell.text for cell in row if not any(cell is one for one in lost)) + end for row in table.rows)


def _by_line(change: Callable[[int, str], str]) -> Callable[[str], str]:
    return lambda page: "\n".join(change(at, line) for at, line in enumerate(page.split("\n"), 1))


MARKS: dict[str, Callable[[str], str]] = {
    "numbers_and_colons": _by_line(lambda at, line: f"{at}: {line}"),
    "numbers_and_tabs": _by_line(lambda at, line: f"{at:6d}\t{line}"),
    "numbers_and_pipes": _by_line(lambda at, line: f"{at:4d} | {line}"),
    "quotation": _by_line(lambda _, line: f"> {line}"),
    "quotation_of_a_quotation": _by_line(lambda _, line: f">> {line}"),
    "separators_for_line_feeds": lambda page: page.replace("\n", "\u2028"),
    "line_feeds_written_out": lambda page: page.replace("\n", "\\n").replace("\t", "\\t"),
}
"""By name, what programs do to every line of a page."""
