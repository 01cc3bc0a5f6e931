"""A function that looks for one kind of finding -> the rule that it keeps: its codes, its sentence, its official source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from attrs import frozen

from gongkai.diagnostics import Diagnostic
from gongkai.records import Report

Check = Callable[[Report], Iterator[Diagnostic]]
"""The signature of a check, built in or added: it yields what it finds in a report."""


@frozen
class Rule:
    """What is said of a rule in docs/reference/checks.md."""

    sentence: str
    source: str
    """The notice, or the articles of the Regulations (中华人民共和国政府信息公开条例), that say so; where none does, what speaks for it."""


RULES: dict[str, Rule] = {}
"""Each code that a rule can give -> that rule."""

_Function = TypeVar("_Function", bound=Callable[..., Iterator[Diagnostic]])


def rule(*codes: str, source: str) -> Callable[[_Function], _Function]:
    """A decorator: the function keeps a rule, whose sentence is its docstring, and gives these codes."""

    def keep(function: _Function) -> _Function:
        sentence = " ".join((function.__doc__ or "").split())
        RULES.update(dict.fromkeys(codes, Rule(sentence, source)))
        return function

    return keep


FORM = "the form itself: 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号"
REGULATIONS = "政府信息公开条例"
