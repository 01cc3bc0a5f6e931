"""Damage to characters: other widths, other scripts, other spaces, marks put in. Every number is still printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from gongkai.cells import width
from gongkai.testing import printed

_FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF_MARKS = str.maketrans("（）：，", "():,")
_FULL_MARKS = str.maketrans("()", "（）")
_BETWEEN_IDEOGRAPHS = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_GAPS = re.compile("(  +)")
_COMPATIBLE = {
    "一": "⼀", "人": "⼈", "大": "⼤", "工": "⼯", "文": "⽂", "方": "⽅", "无": "⽆", "止": "⽌", "自": "⾃", "行": "⾏", "民": "⺠", "长": "⻓",
    "不": "\uf967", "量": "\uf97e", "年": "\uf98e", "律": "\uf9d8", "理": "\uf9e4", "度": "\ufa01", "益": "\ufa17", "社": "\ufa4c",
}  # fmt: skip
_TRADITIONAL = dict(zip(
    "并关办务动处开总报据数无机条构来权结复继续维许认诉请财费规处罚产级织团见计议证护应业专",
    "並關辦務動處開總報據數無機條構來權結復繼續維許認訴請財費規處罰產級織團見計議證護應業專",
    strict=True,
))  # fmt: skip


def full_width_digits(text: str, random: Random) -> str:
    """Some numbers in full-width digits."""
    return _some(r"\d+", lambda number: number.translate(_FULL_DIGITS), text, random)


def half_width_brackets(text: str, random: Random) -> str:
    """Some brackets, colons and commas in half width."""
    return _some("[（）：，]", lambda mark: mark.translate(_HALF_MARKS), text, random)


def full_width_brackets(text: str, random: Random) -> str:
    """Some half-width brackets in full width."""
    return _some("[()]", lambda mark: mark.translate(_FULL_MARKS), text, random)


def compatibility_forms(text: str, random: Random) -> str:
    """Some ideographs as Kangxi radicals or compatibility forms, as PDF extractors give them."""
    return _some(f"[{''.join(_COMPATIBLE)}]", lambda char: _COMPATIBLE[char], text, random)


def traditional_characters(text: str, random: Random) -> str:
    """Some ideographs in their traditional form."""
    return _some(f"[{''.join(_TRADITIONAL)}]", lambda char: _TRADITIONAL[char], text, random)


def other_quotes(text: str, random: Random) -> str:
    """The quotes of “三安全一稳定” straight, of another kind, or gone."""
    one, two = random.choice(('""', "''", "「」", "＂＂", ("", "")))
    return _in_place(lambda cell: cell.replace("“", one).replace("”", two), text)


def spaces_in_labels(text: str, random: Random) -> str:
    """Here and there a space between two ideographs."""
    return _in_place(lambda cell: _BETWEEN_IDEOGRAPHS.sub(lambda _: " " if random.random() < 0.05 else "", cell), text)


def other_spaces(text: str, random: Random) -> str:
    """Some of the spaces between cells as no-break or ideographic ones; in columns of spaces, which they would move, no-break ones alone."""
    wide = "\u3000" if not printed.rows(text) or not _GAPS.search(text) else "\xa0"
    return re.sub(" ", lambda _: random.choice((" ", "\xa0", wide)), text)


def asterisks(text: str, random: Random) -> str:
    """Some labels and numbers between the asterisks of Markdown."""
    lines = []
    for line in text.split("\n"):
        if "|" not in line and _GAPS.search(line):
            lines.append(_line_in_place(lambda cell: f"**{cell}**" if cell and random.random() < 0.2 else cell, line))
        else:
            marked = [
                ink for ink in printed.inks(line) if (ink.role is not None or ink.value) and line[ink.start].isalnum() and random.random() < 0.2
            ]
            lines.append(printed.edited(line, [(ink.start, ink.end, f"**{line[ink.start : ink.end]}**") for ink in marked]))
    return "\n".join(lines)


def trailing_spaces(text: str, random: Random) -> str:
    """Spaces of all kinds at the ends of some lines."""
    return "\n".join(line + random.choice(("", " ", "  ", "\u3000", "\xa0")) for line in text.split("\n"))


def carriage_returns(text: str, random: Random) -> str:
    """Lines that end as on Windows, or as on old Macs."""
    return text.replace("\n", random.choice(("\r\n", "\r\n", "\r")))


def _some(pattern: str, change: Callable[[str], str], text: str, random: Random) -> str:
    """The text with half of all that matches the pattern changed."""
    return _in_place(lambda cell: re.sub(pattern, lambda match: change(match[0]) if random.random() < 0.5 else match[0], cell), text)


def _in_place(change: Callable[[str], str], text: str) -> str:
    """The text with each cell changed that has the room for it: on a page of columns, numbers keep their middle, and other text its left."""
    return "\n".join(_line_in_place(change, line) for line in text.split("\n"))


def _line_in_place(change: Callable[[str], str], line: str) -> str:
    pieces = _GAPS.split(line)
    cells = pieces[::2]
    gaps = [2, *map(len, pieces[1::2]), 2 * len(line) + 2]  # to the left of each cell, and after the last one as much as it takes
    for at, cell in enumerate(cells):
        changed = change(cell)
        right = grown = width(changed) - width(cell)
        if at and cell[:1].isdecimal():
            right -= grown // 2
        left = grown - right
        if gaps[at] - left >= 2 <= gaps[at + 1] - right:
            cells[at] = changed
            gaps[at] -= left
            gaps[at + 1] -= right
    return cells[0] + "".join(" " * gap + cell for gap, cell in zip(gaps[1:], cells[1:], strict=False))
