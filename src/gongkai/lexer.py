"""Text -> Lark tokens, named by whatever grammar is loaded.

A label is a token, the cells of a row are one, a section's text is one. What stands in the head of a table is printed in too many
broken ways to be worth a token: it helps to find the columns, and is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lark import Token
from lark.common import LexerConf
from lark.grammar import Rule, Terminal
from lark.lexer import Lexer, LexerState, LineCounter, PatternStr, TerminalDef

from gongkai.form import Symbol, describe, plain
from gongkai.lines import Scanner
from gongkai.tokens import Tokens, tokenize
from gongkai.vocabulary import Vocabulary


class CellLexer(Lexer):
    """The lexer for every grammar of this form, and for every grammar that imports one: ``Lark(…, lexer=gongkai.CellLexer)``.

    It takes its labels from the grammar's own terminals. Text that is no part of a form is left out.
    """

    __future_interface__ = 2

    def __init__(self, lexer_conf: LexerConf) -> None:
        self.terminals = lexer_conf.terminals
        self._scanner: Scanner | None = None

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        """The tokens of a text, or those made beforehand; called again after an error, it goes on where it stopped."""
        progress = lexer_state.line_ctr
        if not isinstance(progress, _Progress):
            source: Any = lexer_state.text
            if not isinstance(source, Tokens):
                source = self.tokens(str(getattr(source, "text", source)), parser_state)
            progress = lexer_state.line_ctr = _Progress(iter(source))
        return progress.tokens

    def tokens(self, text: str, parser_state: Any) -> Tokens:
        """The tokens of a text, for the parser whose state is given."""
        scanner = self._scanner
        if scanner is None:
            rules = [rule for rule in parser_state.parse_conf.callbacks if isinstance(rule, Rule)]
            alternatives = symbols(rules, self.terminals)
            start = next(name for name in alternatives if plain(name) == START)
            scanner = self._scanner = Scanner(Vocabulary([describe(start, start, alternatives)]))
        raws, lines = scanner.scan(text)
        return tokenize(text, raws, lines, scanner.vocabulary, 0)


class _Progress(LineCounter):
    """How far the tokens of a text have been taken."""

    __slots__ = ("tokens",)

    def __init__(self, tokens: Iterator[Token]) -> None:
        super().__init__("\n")  # type: ignore[no-untyped-call]
        self.tokens = tokens


START = "report"
"""The rule of the whole sheet, in every grammar of a form."""


def symbols(rules: Iterable[Rule], terminals: Iterable[TerminalDef]) -> dict[str, list[tuple[Symbol, ...]]]:
    """Lark's compiled rules as form.py reads them."""
    return by_name((str(rule.origin.name), expansion) for rule, expansion in expansions(rules, terminals))


def by_name(alternatives: Iterable[tuple[str, tuple[Symbol, ...]]]) -> dict[str, list[tuple[Symbol, ...]]]:
    """Each rule's alternatives, which come one by one."""
    found: dict[str, list[tuple[Symbol, ...]]] = {}
    for name, expansion in alternatives:
        found.setdefault(name, []).append(expansion)
    return found


def expansions(rules: Iterable[Rule], terminals: Iterable[TerminalDef]) -> Iterator[tuple[Rule, tuple[Symbol, ...]]]:
    """Lark's compiled rules, each with the symbols of its one alternative."""
    patterns = {terminal.name: terminal.pattern for terminal in terminals}
    for rule in rules:
        yield rule, tuple([_symbol(part, patterns) for part in rule.expansion])


def _symbol(part: Any, patterns: Mapping[str, Any]) -> Symbol:
    name = str(part.name)
    if not isinstance(part, Terminal):
        return Symbol(name)
    pattern = patterns.get(name)
    if isinstance(pattern, PatternStr):
        return Symbol(name, pattern.value, terminal=True, kept=not part.filter_out)
    return Symbol(name, pattern=None if pattern is None else pattern.value, terminal=True, kept=not part.filter_out)
