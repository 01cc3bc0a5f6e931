"""A cell's text -> the reading of it."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.cells import BLANK, Reading, Status, fold

# What offices write into a cell that does not apply to them.
_NOT_APPLICABLE = frozenset("/ // \\ - -- --- — —— – −".split()) | frozenset(("无", "不适用", "N/A", "NA", "n/a", "N／A"))

_UNITS = "亿元|千万元|百万元|万元|千元|元|件次|人次|件|条|项|个|份|人|次|宗|起|部|篇"

# 增/减 are the signs that the sheet itself asks for. An em dash is no sign: it may as well be a cell that does not apply.
_NUMBER = re.compile(
    rf"""
    (?P<sign> \+ | - | − | – | 新增 | 增加 | 增 | 减少 | 减 )? \s*
    (?P<whole> \d{{1,3}}(?:,\d{{3}}){{1,4}} | \d{{1,15}} ) (?P<fraction> \.\d{{1,12}} )? \s*
    (?P<unit> {_UNITS} )? \s*
    (?: \( [^()]* (?: \( [^()]* \) [^()]* )* \) | \[ [^][]* \] | 〔 [^〔〕]* 〕 | 【 [^【】]* 】 )?
    """,
    re.VERBOSE | re.ASCII,
)
_MONEY = re.compile(r"[(:\[【/、或]\s*(?:单位:)?\s*(亿元|千万元|百万元|万元|千元|元)")
_PIECES = re.compile(r"[0-9][0-9,.]*(\s+[0-9][0-9,.]*)+")
# Full-width characters in half width. NFKC would do that and more: it makes the footnote mark of 3² a digit of 32.
_HALF_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20, 0xA0: 0x20}
    | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))  # invisible
    | dict.fromkeys((0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069))  # so, too; 0x202E turns digits round
    | str.maketrans("萬億單無適個項宗條", "万亿单无适个项宗条")
)
_MINUS = frozenset(("-", "−", "–", "减", "减少"))
_LONGEST = 200
_LONGEST_WORD = 4


_BLANK = frozenset(("&nbsp;", "nan", "NaN", "None", "null", "<NA>"))
"""What programs print for an empty cell."""
_ZERO = frozenset("零〇")

_UNIT = re.compile(_UNITS)

_SIGNS = frozenset("新增 增加 增 减少 减".split())


_LAST_NUMBER = re.compile(rf"(?<![\d,.，．])[\d][\d,.，．]*\s*(?:{_UNITS})?\s*\Z")


def is_unit(text: str) -> bool:
    """Whether a cell holds nothing but a unit."""
    return _UNIT.fullmatch(text) is not None


def is_sign(text: str) -> bool:
    """Whether a cell holds nothing but the word that is the sign of a number."""
    return text in _SIGNS


def printed_unit(title: str) -> str | None:
    """The unit of money that a column's title names: 万元 for 本年收费金额（单位：万元）. None where it names two."""
    units = set(_MONEY.findall(title.translate(_HALF_WIDTH).replace(" ", "")))
    return units.pop() if len(units) == 1 else None


def before_number(text: str) -> str:
    """What stands before the number that a text ends with, and its unit; all of it where it ends with none."""
    match = _LAST_NUMBER.search(text[-_LONGEST:])
    return text[: len(text) - len(match[0])] if match is not None else text


def read_value(cell: str) -> Reading | None:
    """What a cell's text says, or None where it is no value at all.

    The text is that of one cell without the white space around it. Two numbers in one cell ("2 0") may be one number cut in
    two, and one that begins with a zero ("00") may be two that ran together: such a cell is unsettled.
    """
    if cell.isascii() and cell.isdigit():
        if cell[0] == "0" and len(cell) > 1:
            return Reading(None, Status.UNSETTLED, None, cell)
        return Reading(int(cell), Status.REPORTED, None, cell) if len(cell) <= 15 else None
    if not cell:
        return BLANK
    if len(cell) > _LONGEST:
        return None
    plain = cell.translate(_HALF_WIDTH).strip()
    if not plain or plain in _BLANK:
        return BLANK
    if plain in _ZERO:
        return Reading(0, Status.REPORTED, None, cell)
    if plain in _NOT_APPLICABLE or cell in _NOT_APPLICABLE or (len(plain) <= _LONGEST_WORD and fold(plain) in _NOT_APPLICABLE):
        return Reading(None, Status.NOT_APPLICABLE, None, cell)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return Reading(None, Status.UNSETTLED, None, cell) if _PIECES.fullmatch(plain) else None
    sign, whole, fraction, unit = match.group("sign", "whole", "fraction", "unit")
    if whole[0] == "0" and len(whole) > 1:
        return Reading(None, Status.UNSETTLED, None, cell)
    digits = whole.replace(",", "")
    value = Decimal(digits + fraction) if fraction else int(digits)
    return Reading(-value if sign in _MINUS else value, Status.REPORTED, unit, cell)
