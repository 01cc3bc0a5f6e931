"""A call -> what argparse makes of it; its help, and what is wrong with a call, in Chinese or English, as the locale has it.

argparse asks gettext for its words, and gettext has one domain and one language for the whole process. So they are not looked up on the way, but
put into Chinese where they come out: nothing changes for others in the process that use argparse. What that takes is imported only then.
"""

from __future__ import annotations

from argparse import ArgumentParser

from gongkai import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, NoReturn


class Parser(ArgumentParser):
    """An ArgumentParser that speaks the language of the locale. ``description`` and each ``help`` are names in usage_texts.py."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self.add_argument("-h", "--help", action="help", help="help")

    def format_help(self) -> str:
        self._to_print()
        return super().format_help()

    def format_usage(self) -> str:
        self._to_print()
        return super().format_usage()

    def _to_print(self) -> None:
        """Take the formatter that has the texts; not before, for argparse makes one for each argument, too, to try its metavar."""
        from gongkai.usage_format import Formatter

        self.formatter_class = Formatter

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the process; ``message`` is what argparse says of a call that is wrong."""
        if message is not None:
            from gongkai.usage_format import said

            message = said(message)
        super().exit(status, message)
