"""Damage to labels, headings and the heads of tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

from gongkai.form import Role
from gongkai.testing import printed
from gongkai.testing.printed import Ink

_LABELS = (Role.ROW, Role.GROUP, Role.COLUMN, Role.SECTION)
_TEXTS = ("工作开展的有关情形", "办件数据一览", "年度各类事项统计", "有关数字")
_ORDINAL = re.compile("^[一二三四五六七八九]、")


# ---------------------------------------------------------------- the characters of labels


def characters_lost(text: str, random: Random) -> str:
    """One character is lost in each of up to three labels."""
    return _changed(text, random, lambda said, at: said[:at] + said[at + 1 :])


def characters_doubled(text: str, random: Random) -> str:
    """One character is printed twice in each of up to three labels."""
    return _changed(text, random, lambda said, at: said[:at] + said[at] + said[at:])


def characters_swapped(text: str, random: Random) -> str:
    """Two characters that stand side by side change places in each of up to three labels."""
    return _changed(text, random, lambda said, at: said[:at] + said[at : at + 2][::-1] + said[at + 2 :])


def labels_wrapped(text: str, random: Random) -> str:
    """Up to three labels of rows and groups go on in the next line."""
    found = [ink for ink in printed.labels(text, Role.ROW, Role.GROUP) if ink.end - ink.start > 3]
    cuts = [random.randint(ink.start + 2, ink.end - 1) for ink in printed.some(found, random)]
    return printed.edited(text, [(at, at, "\n") for at in cuts])


def group_label_cut(text: str, random: Random) -> str:
    """The label of a group is cut in two, and its second half stands behind the next row or the next line."""
    found = [ink for ink in printed.labels(text, Role.GROUP) if ink.end - ink.start > 4]
    if not found:
        return text
    group = random.choice(found)
    cut = random.randint(group.start + 4, group.end - 1)
    behind = [row for _, row in printed.labelled(text) if row.start > group.end]
    line_end = text.find("\n", group.end)
    at = random.choice([*(row.start for row in behind[:2]), line_end + 1 if line_end >= 0 else len(text)])
    number = random.choice(("", "", "- 6 -\n"))
    at = max(at, group.end)
    return printed.edited(text, [(at, at, f"{number}{text[cut : group.end]}" + ("\n" if text[at - 1 : at] == "\n" else " ")), (cut, group.end, "")])


def _changed(text: str, random: Random, change: Callable[[str, int], str]) -> str:
    found = [ink for ink in printed.labels(text, *_LABELS) if ink.end - ink.start > 1]
    edits = []
    for ink in printed.some(found, random):
        said = text[ink.start : ink.end]
        edits.append((ink.start, ink.end, change(said, random.randrange(len(said) - 1))))
    return printed.edited(text, edits)


# ---------------------------------------------------------------- labels lost


def labels_of_a_group_lost(text: str, random: Random) -> str:
    """The rows of a group (不予公开, 无法提供, 不予处理, 其他处理), two at least, lose their labels and keep their numbers."""
    groups: list[list[Ink]] = []
    for ink in printed.labels(text, Role.ROW, Role.GROUP):
        if text[ink.start : ink.end].lstrip("*")[0] not in "12345678":
            groups.append([])
        elif groups:
            groups[-1].append(ink)
    filled = {row.label for row in printed.rows(text)}
    groups = [group for group in groups if len(filled.intersection(group)) > 1]
    if not groups:
        return text
    return printed.edited(text, [(ink.start, _with_space(text, ink.end), "") for ink in random.choice(groups)])


def labels_lost(text: str, random: Random) -> str:
    """Up to three rows lose their labels, and keep their numbers; not those right behind a label without numbers, which would get them."""
    filled = [label for label, _ in printed.labelled(text)]
    bare = {after for before, after in pairwise(printed.labels(text, Role.ROW, Role.GROUP)) if before not in filled}
    found = printed.some([ink for ink in filled if ink not in bare], random)
    return printed.edited(text, [(ink.start, _with_space(text, ink.end), "") for ink in found])


def label_glued(text: str, random: Random) -> str:
    """A row's label and its first number, or one of the numbers behind it, lose what sets them apart."""
    found = printed.labelled(text)
    if not found:
        return text
    label, row = random.choice(found)
    return text[: label.end] + text[row.values[0].start :]


def _with_space(text: str, end: int) -> int:
    """Where a word ends together with what sets it apart: its line, where it has one of its own, or one space."""
    return end + 1 if text[end : end + 1] in ("\n", " ") and text[end : end + 2] != "  " else end


# ---------------------------------------------------------------- headings and heads


def repeated_heading(text: str, random: Random) -> str:
    """One section's heading printed twice."""
    found = printed.labels(text, Role.SECTION)
    if not found:
        return text
    ink = random.choice(found)
    return printed.put_in(text, ink.start, text[ink.start : ink.end])


def headings_lost(text: str, random: Random) -> str:
    """One section's heading is lost, or all are."""
    found = printed.labels(text, Role.SECTION)
    gone = found if random.random() < 0.5 else printed.some(found, random, 1)
    return printed.edited(text, [(ink.start, _with_space(text, ink.end), "") for ink in gone])


def heading_renamed(text: str, random: Random) -> str:
    """One section's heading keeps its ordinal alone, before words of the office's own."""
    found = printed.some([ink for ink in printed.labels(text, Role.SECTION) if _ORDINAL.match(text[ink.start : ink.end])], random, 1)
    return printed.edited(text, [(ink.start + 2, ink.end, random.choice(_TEXTS)) for ink in found])


def heading_misnumbered(text: str, random: Random) -> str:
    """One section's heading has another ordinal, or none."""
    found = printed.some([ink for ink in printed.labels(text, Role.SECTION) if _ORDINAL.match(text[ink.start : ink.end])], random, 1)
    return printed.edited(text, [(ink.start, ink.start + 2, random.choice(("", "一、", "三、", "七、"))) for ink in found])


def heads_repeated(text: str, random: Random) -> str:
    """The head of a table is printed again before one of its rows, as after a page break; sometimes with a page number."""
    every = printed.rows(text)
    titles = printed.labels(text, Role.COLUMN, Role.MARKER)
    choices = []
    for before, row in pairwise(every):
        if before.table == row.table and row.label is not None and not any(before.end <= ink.start < row.start for ink in titles):
            ends = [one.end for one in every if one.table == row.table and any(one.end <= ink.start < row.start for ink in titles)]
            head = [ink for ink in titles if (ends[-1] if ends else 0) <= ink.start < row.start]
            begun = [one for one in every if one.start >= head[0].start] if head else []
            if begun:
                choices.append(
                    (text.rfind("\n", 0, head[0].start) + 1 if "\n" in text[: head[0].start] else head[0].start, begun[0].start, row.start)
                )
    if not choices:
        return text
    begin, end, at = random.choice(choices)
    number = random.choice(("", "", "- 6 -\n"))
    return text[:at] + number + text[begin:end] + text[at:]
