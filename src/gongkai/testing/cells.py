"""Damage to rows, columns, cells and tables: lost, repeated, out of order, cut, glued."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

from gongkai import grammar
from gongkai.cells import fold
from gongkai.form import Role
from gongkai.testing import printed
from gongkai.testing.printed import Ink, PrintedRow

_CAPTIONS = ("", "（该部分以表格形式报告）", "详见附件。", "[图片]")
_UNKNOWN = ("（八）转交其他单位的件数", "其他主动公开文件", "9.属于内部管理台账", "电话答复数量", "合 计（含街道）")


# ---------------------------------------------------------------- rows


def rows_lost(text: str, random: Random) -> str:
    """Some rows of one table are lost: at its beginning, its middle, its end."""
    gone = _run(text, random)
    return printed.edited(text, [(row.start, row.end, "") for row in gone])


def rows_repeated(text: str, random: Random) -> str:
    """Some rows that follow each other are printed twice."""
    again = _run(text, random, 4)
    if not again:
        return text
    at = again[-1].end
    return text[:at] + "".join(text[row.start : row.end] for row in again) + text[at:]


def rows_out_of_order(text: str, random: Random) -> str:
    """Two rows of one table change places."""
    found = [row for _, row in printed.labelled(text)]
    pairs = [(one, two) for one in found for two in found if one.table == two.table and one.end <= two.start]
    if not pairs:
        return text
    one, two = random.choice(pairs)
    return printed.edited(text, [(one.start, one.end, text[two.start : two.end]), (two.start, two.end, text[one.start : one.end])])


def unknown_rows(text: str, random: Random) -> str:
    """A row that the form does not have, with a label and numbers of its own."""
    found = printed.labelled(text)
    if not found:
        return text
    label, row = random.choice(found)
    edits = [(label.start, label.end, random.choice(_UNKNOWN).replace(" ", ""))]
    edits += [(ink.start, ink.end, str(random.randint(1, 10 ** (ink.end - ink.start)))) for ink in row.values]
    new = printed.edited(text[: row.end], edits)[row.start :]
    return text[: row.end] + new + text[row.end :]


def row_wrapped(text: str, random: Random) -> str:
    """A row whose cells share a line goes on in the next line, after its label or between two of its numbers."""
    found = [row for row in printed.rows(text) if "\n" not in text[row.values[0].start : row.values[-1].end]]
    found = [row for row in found if row.label is None or "\n" not in text[row.label.end : row.values[0].start]]
    found = [row for row in found if len(row.values) + (row.label is not None) > 1]
    if not found:
        return text
    row = random.choice(found)
    cells = [*([row.label] if row.label is not None else []), *row.values]
    at = random.choice(cells[1:]).start
    return text[:at].rstrip(" ") + "\n" + text[at:]


def _run(text: str, random: Random, most: int = 12) -> list[PrintedRow]:
    """Rows of one table that follow each other: from its beginning, up to its end, or between, but never all."""
    every = printed.rows(text)
    numbers = sorted({row.table for row in every})
    if not numbers:
        return []
    number = random.choice(numbers)
    found = [row for row in every if row.table == number]
    size = random.randint(1, min(most, max(len(found) - 1, 1)))
    start = random.choice((0, len(found) - size, random.randint(0, len(found) - size)))
    return found[start : start + size]


# ---------------------------------------------------------------- tables


def lines_lost(text: str, random: Random) -> str:
    """Up to thirty lines that follow each other are lost, with no regard to where a row begins."""
    found = printed.places(text)
    if len(found) < 2:
        return text
    first = random.randrange(len(found) - 1)
    last = min(len(found) - 1, first + random.randint(1, random.choice((2, 8, 30))))
    return text[: found[first]] + text[found[last] :]


def half_a_table_lost(text: str, random: Random) -> str:
    """One table is lost from some line on, or up to some line."""
    spans = printed.tables(text)
    if not spans:
        return text
    begin, end = random.choice(spans)
    found = [at for at in printed.places(text) if begin < at < end]
    if not found:
        return text
    at = random.choice(found)
    return text[:at] + text[end:] if random.random() < 0.5 else text[:begin] + text[at:]


def tables_absent(text: str, random: Random) -> str:
    """One table is not there, or all are not: they were pictures, or stand in an attachment, as a line may say."""
    spans = printed.tables(text)
    gone = spans if random.random() < 0.3 else spans and [random.choice(spans)]
    line = random.choice(_CAPTIONS)
    return printed.edited(text, [(begin, end, f"{line}\n" if line else "") for begin, end in gone])


def repeated_lines_lost(text: str, random: Random) -> str:
    """Every line that is printed more than once is dropped, or kept where it comes first; on a page of one line, every word."""
    lines = text.split("\n")
    if len(lines) < 4:
        return " ".join(_once(text.split(" "), random))
    return "\n".join(_once(lines, random))


def _once(parts: list[str], random: Random) -> list[str]:
    first = random.random() < 0.5
    counts = Counter(part.strip(" ") for part in parts)
    seen: set[str] = set()
    kept = []
    for part in parts:
        said = part.strip(" ")
        if not said or counts[said] == 1 or (first and said not in seen):
            kept.append(part)
        seen.add(said)
    return kept


# ---------------------------------------------------------------- columns and cells


def column_lost(text: str, random: Random) -> str:
    """One column between the first and the last is lost, from some row on to the table's end.

    Not where cells are set in columns of spaces: there a lost column looks like an empty one.
    """
    found = [row for row in printed.rows(text) if len(row.values) > 2]
    if not found:
        return text
    row = random.choice(found)
    size = len(row.values)
    at = random.randint(1, size - 2)
    following = [one for one in found if one.table == row.table and one.start >= row.start and len(one.values) == size]
    return printed.edited(text, [edit for one in following for edit in _removal(text, one.values[at])])


def columns_swapped(text: str, random: Random) -> str:
    """Two columns of a table change places, their titles with them.

    Not where a row lacks a cell or has other columns, nor where titles stand in pieces.
    """
    heads = [(_leaves(text, titles, len(rows[0].values)), rows) for rows, titles in _under_heads(text, printed.rows(text))]
    heads = [(leaves, rows) for leaves, rows in heads if leaves and all(len(row.values) == len(leaves) for row in rows)]
    if not heads:
        return text
    leaves, rows = random.choice(heads)
    names = [fold(text[ink.start : ink.end]) for ink in leaves]
    one, two = random.sample(sorted(set(names)), 2)
    edits = []
    for cells in (leaves, *(row.values for row in rows)):
        pairs = zip(*([cell for cell, name in zip(cells, names, strict=True) if name == title] for title in (one, two)), strict=True)
        for a, b in pairs:
            edits += [(a.start, a.end, text[b.start : b.end]), (b.start, b.end, text[a.start : a.end])]
    return printed.edited(text, edits)


def _under_heads(text: str, every: list[PrintedRow]) -> list[tuple[list[PrintedRow], list[Ink]]]:
    """The rows of a page from one head to the next, and the titles in the head over them."""
    titles = printed.labels(text, Role.COLUMN)
    found: list[tuple[list[PrintedRow], list[Ink]]] = []
    begin = 0
    for row in every:
        over = [ink for ink in titles if begin <= ink.start < row.start]
        if over or not found or row.table != found[-1][0][-1].table:
            found.append(([], over))
        found[-1][0].append(row)
        begin = row.values[-1].end
    return found


def _leaves(text: str, titles: list[Ink], size: int) -> list[Ink]:
    """Of the titles in a head those that stand over so many columns, each of them printed where it should be; none where they are not all there."""
    for row in (row for name in grammar.forms() for row in grammar.form(name).rows if row.size == size > 1):
        wanted = [fold(title) for title in row.titles]
        printed_as = {title: [ink for ink in titles if fold(text[ink.start : ink.end]) == title] for title in wanted}
        if all(len(inks) == wanted.count(title) for title, inks in printed_as.items()):
            return [printed_as[title][wanted[:at].count(title)] for at, title in enumerate(wanted)]
    return []


def cells_lost(text: str, random: Random) -> str:
    """Up to three cells are lost, with what sets them apart from the next. Not in columns of spaces, where they look like empty ones."""
    found = [ink for row in printed.rows(text) for ink in row.values]
    return printed.edited(text, [edit for ink in printed.some(found, random) for edit in _removal(text, ink)])


def _removal(text: str, ink: Ink) -> list[tuple[int, int, str]]:
    """What takes a cell away together with its pipe, its tab, its line or its space."""
    start, end = ink.start, ink.end
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if not re.search(r"[^\s|]", text[line:start] + text[end:stop]) and text[line:stop].count("|") < 2:
        after = stop + 1
        if (pipe := re.match(r"\|[^\S\n]*\n", text[after:])) is not None:
            after += pipe.end()
        return [(line, after, "")]
    behind = re.match(r"[^\S\n]?\|", text[end:])
    if behind:
        space = start > 0 and text[start - 1] in " \xa0\u3000"
        return [(start - space, end + behind.end(), "")]
    if text[start - 1 : start] == "\t":
        return [(start - 1, end, "")]
    if text[start - 2 : start] == "  " or text[end : end + 2] == "  ":
        return []
    return [(start - 1, end, "")]


def blank_cells_lost(text: str, random: Random) -> str:
    """The cells in which nothing is printed are gone, so that only the others remain (``3 | 3`` for ``3 | | | | 3``), and perhaps the lines of pipes.

    Not where a layout does not show them.
    """
    whole = random.random() < 0.5
    return "".join(_without_blanks(line, whole) for line in text.splitlines(keepends=True))


def _without_blanks(line: str, whole: bool) -> str:
    if whole and line.strip("\n") and not line.replace("|", "").strip():
        return ""
    return re.sub(r"(?<=[^\n\t])\t{2,}", "\t", re.sub(r"\|(?:[^\S\n]*\|)+", "|", line))


def number_cut(text: str, random: Random) -> str:
    """Up to three numbers are cut in two by a space."""
    return _cut(text, random, " ", 3)


def number_wrapped(text: str, random: Random) -> str:
    """A number is cut in two by the end of its line."""
    return _cut(text, random, "\n", 1)


def _cut(text: str, random: Random, between: str, most: int) -> str:
    values = [ink for row in printed.rows(text) for ink in row.values]
    found = [ink for ink in values if re.match(r"[+\-−–增减]?\d\d", text[ink.start : ink.end])]
    edits = []
    for ink in printed.some(found, random, most):
        digits = re.search(r"\d+", text[ink.start : ink.end])
        assert digits is not None
        at = ink.start + random.randint(digits.start() + 1, max(digits.end() - 1, digits.start() + 1))
        edits.append((at, at, between))
    return printed.edited(text, edits)


def thousands_apart(text: str, random: Random) -> str:
    """Numbers of four digits and more with a space between their thousands: ``1 234``."""
    values = [ink for row in printed.rows(text) for ink in row.values if re.fullmatch(r"\d{4,}", text[ink.start : ink.end])]
    chosen = values if random.random() < 0.5 else printed.some(values, random)
    return printed.edited(text, [(ink.start, ink.end, f"{int(text[ink.start : ink.end]):,}".replace(",", " ")) for ink in chosen])


def cells_glued(text: str, random: Random) -> str:
    """Two numbers of a row lose what sets them apart. In columns of spaces they meet in the middle between their places."""
    pairs = [pair for row in printed.rows(text) for pair in zip(row.values, row.values[1:], strict=False)]
    if not pairs:
        return text
    one, two = random.choice(pairs)
    between = text[one.end : two.start]
    if between.strip(" ") or len(between) < 2:
        return text[: one.end] + text[two.start :]
    half = len(between) // 2
    return text[: one.start] + " " * half + text[one.start : one.end] + text[two.start : two.end] + " " * (len(between) - half) + text[two.end :]
