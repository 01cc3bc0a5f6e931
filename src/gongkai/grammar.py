"""Find, load and keep the forms: grammars/*.lark -> Lark parsers and their Forms.

A file in the folder is a form, named by its stem. Nothing is loaded before it is asked for, and each parser is built once a process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree
from lark.grammar import Rule

from gongkai import plugins
from gongkai.equations import Equations, equations_of
from gongkai.form import Form, describe, plain
from gongkai.lexer import START, CellLexer, symbols
from gongkai.lines import Scanner
from gongkai.vocabulary import Vocabulary

_FOLDER = Path(str(resources.files("gongkai.grammars")))

IMPORT_PATHS: list[str] = [str(_FOLDER)]
"""For ``Lark(…, import_paths=gongkai.IMPORT_PATHS)``: the folder of the built-in forms, so that ``%import annual_2021.report`` finds them."""

_lock = threading.Lock()


def forms() -> tuple[str, ...]:
    """The names of the forms known, the oldest first; plug-ins' forms after the built-in ones."""
    return tuple(_files())


@cache
def _files() -> dict[str, Path]:
    found = {path.stem: path for path in sorted(_FOLDER.glob("*.lark"), key=lambda path: (path.stem.rpartition("_")[2], path.stem))}
    for folder in plugins.grammar_folders():
        for path in sorted(folder.glob("*.lark")):
            found.setdefault(path.stem, path)
    return found


def path(name: str) -> Path:
    """The file of a form. Raises KeyError with the names of the forms known."""
    try:
        return _files()[name]
    except KeyError:
        raise KeyError(f"no form {name!r}; known are {', '.join(_files())}") from None


def parser(name: str) -> Lark:
    """The LALR parser of a form, built on the first call."""
    with _lock:
        return _parser(name)


@cache
def _parser(name: str) -> Lark:
    lark = Lark.open(
        str(path(name)),
        parser="lalr",
        lexer=CellLexer,
        start=START,
        maybe_placeholders=False,
        import_paths=[str(file.parent) for file in _files().values()],
        transformer=_Nodes(),
    )
    _lighten(lark)
    return lark


class _Production:
    """A rule as the parse table has it, known by its identity."""

    __slots__ = ("expansion", "origin")

    def __init__(self, rule: Rule) -> None:
        self.origin = rule.origin
        self.expansion = rule.expansion


def _lighten(lark: Lark) -> None:
    """Let the parser look up plain strings and objects known by their identity: it does so for every token and every rule.

    What a form imports is named by Lark's Token, a str whose comparison is written in Python, and so are a rule's hash and comparison.
    """
    conf = lark.parse_interactive().parser_state.parse_conf
    productions = {rule: _Production(rule) for rule in lark.rules}
    for state in conf.states.values():
        plain_state = {str(symbol): (action, productions.get(goal, goal)) for symbol, (action, goal) in state.items()}
        state.clear()
        state.update(plain_state)
    callbacks: dict[Any, Callable[..., Any]] = conf.callbacks
    for rule, production in productions.items():
        callbacks[production] = callbacks[rule]
    for rule in lark.rules:
        rule.origin.name = str(rule.origin.name)


class _Nodes:
    """For Lark's ``transformer``: makes the nodes of the tree, named without what an ``%import`` put before their rules."""

    def __getattr__(self, name: str) -> Callable[[list[Any]], Tree[Token]]:
        if plain(name).isupper():
            raise AttributeError(name)  # a terminal stays the token that it is
        return partial(Tree, plain(name))


def form(name: str) -> Form:
    """What a form holds, read from its grammar."""
    with _lock:
        return _form(name)


@cache
def _form(name: str) -> Form:
    lark = _parser(name)
    return describe(name, START, symbols(lark.rules, lark.terminals))


@cache
def equations(name: str) -> Equations:
    """The sums that the numbers of a form obey."""
    return equations_of(form(name))


@cache
def _scanner() -> Scanner:
    return Scanner(Vocabulary([_form(name) for name in _files()]))


def scanner() -> Scanner:
    """A scanner that knows the labels of all forms."""
    with _lock:
        return _scanner()
