"""A whole number and the name of a number format of Word -> the number as Word prints it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True))
_PADDED = re.compile("0{1,9}1(?=,|$)")
"""What a custom format begins with: 001, 002, …"""
_DIGITS = "〇一二三四五六七八九"


def numeral(number: int, style: str) -> str:
    """The number in a format (ST_NumberFormat). What a format has no sign for, and formats of other scripts, are printed in digits.

    A custom format is given by how it begins to count: ``001, 002, 003``.
    """
    if style == "none":
        return ""
    zeros = _PADDED.match(style)
    if zeros is not None:
        return f"{number:0{len(zeros[0])}d}"
    write = _STYLES.get(style)
    return str(number) if write is None else write(number) or str(number)


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ, then AAA: each round one letter more."""
    if not 0 < number <= 780:
        return ""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    if 0 < number < 32_768:
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
    return text


def _digitwise(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number)) if number >= 0 else ""


def _counted(digits: str, units: str, zero: str, *, bare: bool, one: bool = True) -> Callable[[int], str]:
    """Numbers as they are said, up to 9999. ``bare``: 10 to 19 without a one before the ten. ``one``: one is said before hundred and thousand."""

    def write(number: int) -> str:
        if number == 0:
            return digits[0]
        if not 0 < number <= 9999:
            return ""
        text, skipped = "", False
        for place in (3, 2, 1, 0):
            digit = number // 10**place % 10
            if digit == 0:
                skipped = bool(text)
                continue
            silent = digit == 1 and place > 0 and ((place == 1 and bare and not text) or not one)
            text += (zero if skipped else "") + ("" if silent else digits[digit]) + (units[place - 1] if place else "")
            skipped = False
        return text

    return write


def _up_to(limit: int, small: Callable[[int], str], great: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: small(number) if 0 < number <= limit else great(number)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


_said = _counted(_DIGITS, "十百千", "〇", bare=True)
_chinese = _up_to(99, _said, _digitwise("○" + _DIGITS[1:]))
_STYLES: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": _said,
    "taiwaneseCountingThousand": _counted("○" + _DIGITS[1:], "十百千", "", bare=True),
    "chineseLegalSimplified": _counted("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "零", bare=False),
    "ideographLegalTraditional": _counted("零壹貳參肆伍陸柒捌玖", "拾佰仟", "零", bare=False),
    "japaneseCounting": _counted(_DIGITS, "十百千", "", bare=True, one=False),
    "ideographDigital": _digitwise(_DIGITS),
    "japaneseDigitalTenThousand": _digitwise(_DIGITS),
    "taiwaneseDigital": _digitwise("○" + _DIGITS[1:]),
    "decimalFullWidth": _digitwise("０１２３４５６７８９"),
    "decimalFullWidth2": _digitwise("０１２３４５６７８９"),
    "decimalEnclosedCircle": _listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedFullstop": _listed("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _listed("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "ideographEnclosedCircle": _listed("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _listed("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _listed("子丑寅卯辰巳午未申酉戌亥"),
    "numberInDash": lambda number: f"- {number} -",
}
