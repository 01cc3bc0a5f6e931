"""Text and numbers -> what a spreadsheet takes for just that: no text becomes a formula, no number loses a digit."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

_FORMULA = frozenset("=+-@＝＋－＠")
"""What a formula begins with. The wide ones count: some editions of Excel take them for the narrow ones."""
_MARK = "'"
_DIGITS = 15
"""How many digits of a number a spreadsheet keeps, and a float gives back as they were."""


def dangerous(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, or for something else than text that begins with its first character.

    Such text begins with = + - @, narrow or wide and also behind spaces, or with a control character.
    """
    if not text:
        return False
    if text[0] > "@" and text[0] < "\x7f":
        return False
    return unicodedata.category(text[0])[0] == "C" or text.lstrip()[:1] in _FORMULA


def guarded(text: str) -> str:
    """The text as it stands in CSV: with an apostrophe before it where it is dangerous, or begins with an apostrophe itself."""
    return _MARK + text if text.startswith(_MARK) or dangerous(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text.removeprefix(_MARK)


def number(value: int | Decimal) -> int | float | str:
    """The value as a number where a float holds all its digits, else as text with every one of them."""
    if isinstance(value, int):
        return value if abs(value) < 10**_DIGITS else str(value)
    near = float(value)
    return near if len(value.normalize().as_tuple().digits) <= _DIGITS and Decimal(repr(near)) == value else plain(value)


def plain(value: int | Decimal) -> str:
    """The value's digits, without an exponent."""
    return str(value) if isinstance(value, int) else f"{value:f}"
