"""Reports -> the wide table: a row a report, a column an entry, in names that Stata takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from gongkai import grammar
from gongkai.cells import Status
from gongkai.export.long import text
from gongkai.export.named import Source, named_reports
from gongkai.export.table import Cell, Column, Kind, Table
from gongkai.form import AMOUNT, Key
from gongkai.records import Report

LONGEST = 32
"""How long a name may be in Stata."""

_HEAD = (
    Column("file", Kind.TEXT),
    Column("form", Kind.TEXT),
    Column("year", Kind.INTEGER),
    Column("agency", Kind.TEXT),
    Column("title", Kind.TEXT),
    Column("published", Kind.DATE),
)
_COUNTS = tuple(Column(f"n_{status}", Kind.INTEGER) for status in Status)
_UNIT = "_unit"
_COLUMN = 8
"""How many letters of a name its column has at most."""


def wide(sources: Iterable[Source]) -> Table:
    """The wide table: a row a report, with the columns of all forms known, so that tables of different reports fit together.

    Raises ValueError, when its rows are taken, for a report of a form that is not known.
    """
    names, titles = _names(), _titles()
    columns = (*_HEAD, *_COUNTS, *(column for key, name in names.items() for column in _columns(key, name, titles[str(key)])))
    keys = {str(key): key.column for key in names}
    return Table("reports", columns, (_row(name, report, keys) for name, report in named_reports(sources)))


def column_names() -> dict[str, str]:
    """The name that each key of the forms known has in the wide table."""
    return {str(key): name for key, name in _names().items()}


def _names() -> dict[Key, str]:
    """The keys of all forms known, each once, with the names of their columns. Where two forms have a key, the newer one labels it."""
    keys = {str(key): key for name in grammar.forms() for row in grammar.form(name).rows for key in row.entries}
    names = {key: column_name(key.item, key.column) for key in keys.values()}
    taken = Counter(names.values())
    return {key: name if taken[name] == 1 else _digest(str(key), name) for key, name in names.items()}


def column_name(item: str, column: str) -> str:
    """The name of an entry's column: at most 32 ASCII characters, and a matter of its key alone.

    The words of the table and of the group are cut to three letters each, a column of several words likewise; the row itself keeps as many
    letters of each word as there is room for before the longest column: ``req_out_ref_state_secre_nat_per``.
    """
    *groups, row = item.split(".")
    after = _cut(column, 3)[:_COLUMN] if "_" in column else column[:_COLUMN]
    room = LONGEST - _COLUMN - 1 - (len(_UNIT) if column == AMOUNT else 0)
    for letters in range(len(row), 0, -1):
        before = "_".join(_cut(group, 3) for group in groups) + "_" + _cut(row, letters)
        if len(before) <= room:
            return f"{before}_{after}"
    return _digest(f"{item}.{column}", "_".join(_cut(group, 3) for group in groups))


def _cut(words: str, letters: int) -> str:
    return "_".join(word[:letters] for word in words.split("_"))


def _digest(key: str, name: str) -> str:
    """A name that two keys share, made the key's own."""
    return f"{name[: LONGEST - len(_UNIT) - 7]}_{sha256(key.encode()).hexdigest()[:6]}"


def _columns(key: Key, name: str, title: str) -> Iterator[Column]:
    label = f"{key.label} · {title}"
    yield Column(name, Kind.NUMBER, label)
    if key.column == AMOUNT:
        yield Column(name + _UNIT, Kind.TEXT, label)


def _titles() -> dict[str, str]:
    """For each key of the forms known, what the newest form that has it prints over its column."""
    rows = [row for name in grammar.forms() for row in grammar.form(name).rows]
    return {key: title for row in rows for title, key in zip(row.titles, row.keys, strict=True)}


def _row(name: str | None, report: Report, keys: Mapping[str, str]) -> tuple[Cell, ...]:
    """The row of one report; ``keys`` has the column of each key."""
    entries = {entry.key: entry for entry in report.entries()}
    strange = entries.keys() - keys.keys()
    if strange:
        raise ValueError(f"{name or 'a report'}: form {report.form!r} is not known; it has {min(strange)}")
    counts = Counter(entry.status for entry in entries.values())
    cells: list[Cell] = [name, report.form, report.year, text(report.agency), text(report.title), report.published]
    cells.extend(counts[status] for status in Status)
    for key, column in keys.items():
        entry = entries.get(key)
        cells.append(entry.value if entry is not None else None)
        if column == AMOUNT:
            cells.append(entry.unit if entry is not None else None)
    return tuple(cells)
