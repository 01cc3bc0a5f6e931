"""Tables of the sheet, printed and read again: what the tests of several modules share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import gongkai
from tests.unit import official

HEADING = official.HEADINGS["requests"]
SHEET = official.REQUESTS["annual_2021"]
ITEMS = tuple(row.item for row in SHEET)
MARKS = {"blank": "", "not_applicable": "/", "unsettled": "?", "missing": "_"}


def cells_of(item: str) -> list[str]:
    """Seven numbers for a row of table 3, no two rows alike; the last is the total of the others."""
    at = ITEMS.index(item) + 1
    return [str(number) for number in (at, 1, 2, 0, 0, at, 2 * at + 3)]


def requests(style: str, changed: Mapping[str, Sequence[str]] | None = None, *, lost: Iterable[str] = (), after: str = "") -> gongkai.Result:
    """Table 3 with its head, in one of official.STYLES: all its rows, some with other cells, some lost."""
    dropped = set(lost)
    rows = [[row.label, *(changed or {}).get(row.item, cells_of(row.item))] for row in SHEET if row.item not in dropped]
    head = [] if style in {"list", "alone", "lines", "block"} else [["", *official.APPLICANT_TITLES]]
    return gongkai.parse(f"{HEADING}\n{official.table(style, [*head, *rows])}\n{after}")


def said(result: gongkai.Result, item: str) -> list[str]:
    """The cells of a row: a number, ``/``, nothing for a blank, ``?`` for unsettled, ``_`` for missing."""
    entries = [entry for entry in result.report.entries() if entry.item == item]
    return [MARKS[entry.status.value] if entry.value is None else f"{entry.value}{entry.unit or ''}" for entry in entries]


def codes(result: gongkai.Result, *, notes: bool = False) -> list[str]:
    """The codes of what was found, each once, without those about a page of one table alone."""
    about = {"GK102", "GK105", "GK106", "GK309"}
    found = [one.code for one in result.diagnostics if one.code not in about and (notes or one.severity is not gongkai.Severity.NOTE)]
    return list(dict.fromkeys(found))


def finding(result: gongkai.Result, code: str) -> gongkai.Diagnostic:
    """The one finding of a code."""
    (found,) = (one for one in result.diagnostics if one.code == code)
    return found
