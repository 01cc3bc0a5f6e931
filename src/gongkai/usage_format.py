"""Names of texts, and argparse's own words -> help and errors in Chinese or English, as the locale has it, in lines no wider than the terminal."""

from __future__ import annotations

import re
from argparse import Action, HelpFormatter
from collections.abc import Callable, Iterable
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from gongkai.cells import width
from gongkai.diagnostics import locale_language
from gongkai.usage_texts import ARGPARSE, HELP, METAVARS

if TYPE_CHECKING:
    from argparse import _MutuallyExclusiveGroup

_FILL = "\0"
"""Stands behind each wide character while argparse counts characters where columns are meant. No text has it."""


class Formatter(HelpFormatter):
    """Gives argparse the words of the locale, and has it count two columns for a wide character of a Chinese help."""

    def add_usage(self, usage: str | None, actions: Iterable[Action], groups: Iterable[_MutuallyExclusiveGroup], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _filled(said("usage: ")) if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and _filled(said(heading)))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and _help(text))

    def format_help(self) -> str:
        return super().format_help().replace(f"：{_FILL}:", "：").replace(_FILL, "")  # argparse puts a colon of its own behind a heading

    def _get_help_string(self, action: Action) -> str | None:
        return action.help and _help(action.help)

    def _metavar_formatter(self, action: Action, default_metavar: str) -> Callable[[int], tuple[str, ...]]:
        english = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(_filled(_named(one)) for one in english(size)) if locale_language() == "zh" else english(size)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _Wrapper(width).wrap(_filled(text))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))


class _Wrapper(TextWrapper):
    """Breaks lines between wide characters, too; none begins with a closing mark or ends with an opening one."""

    def _split(self, text: str) -> list[str]:
        return [part for word in super()._split(text) for part in _PARTS.findall(word)]


_PARTS = re.compile(rf"(?:[（《]{_FILL})*(?:[^{_FILL}]{_FILL}|(?:[^{_FILL}](?!{_FILL}))+)(?:[、，。；：）》]{_FILL})*")


def said(text: str) -> str:
    """What argparse says, in the language of the locale; in its own words where usage_texts.py does not have it."""
    if locale_language() != "zh":
        return text
    for english, chinese in ARGPARSE.items():
        if (found := re.fullmatch(_pattern(english), text, re.DOTALL)) is not None:
            named = {name: _OWN[name](value) if name in _OWN else value for name, value in found.groupdict().items()}
            return chinese.format(*found.groups(), **named, names=_listed(found[1]) if found.groups() else "")
    return text


def _named(text: str) -> str:
    """A text with the Chinese names for values."""
    return re.sub(r"(?<![\w-])[A-Z]+(?!\w)", lambda name: METAVARS.get(name[0], name[0]), text)


def _listed(text: str) -> str:
    """A list of arguments, or of values to choose from, in Chinese."""
    return _named(text).replace(", ", "、")


_OWN = {"message": said, "argument_name": _named, "choices": _listed, "matches": _listed}
"""What argparse fills in of its own, and is said in Chinese, too; the rest are the user's words."""


def _pattern(english: str) -> str:
    """What matches a text of argparse with something filled in for its %(name)s, %s and %r."""
    kept = re.split(r"%(?:\((\w+)\))?[rs]", english)
    return "".join(re.escape(part) if at % 2 == 0 else f"(?P<{part}>.*?)" if part else "(.*?)" for at, part in enumerate(kept))


def _help(name: str) -> str:
    english, chinese = HELP[name]
    return chinese if locale_language() == "zh" else english.format(zh=chinese)


def _filled(text: str) -> str:
    """A text with as many characters as it takes columns; what is English is broken where argparse breaks it."""
    return text if locale_language() != "zh" else "".join(char + _FILL * (width(char) - 1) for char in text)
