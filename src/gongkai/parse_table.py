"""A grammar's LALR table, as Lark makes it -> a parser of tokens; the table as JSON, and back.

Lark takes a fifth of a second to read a grammar and to make its table, a hundred times as long as a page takes. So the table may lie beside the
grammar, in a file that is used as long as the grammar and what it imports have not changed.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
from lark.parsers.lalr_interactive_parser import InteractiveParser
from lark.parsers.lalr_parser_state import ParseConf, ParserState

from gongkai.complaints import say
from gongkai.errors import FormError
from gongkai.form import Symbol, plain
from gongkai.lexer import START, by_name, expansions

SUFFIX = ".table.json"
_END = "$END"
_FORMAT = 1
_IMPORT = re.compile(r"^%import\s+\.?(\w+)", re.MULTILINE)

Action = tuple[object, "int | Production"]
"""Shift and the state to go to, or Reduce and the production."""


class Production:
    """A rule with one of its alternatives, known by its identity: to compare Lark's own takes longer than to parse with them."""

    __slots__ = ("expansion", "include", "name", "node", "origin", "single")

    def __init__(self, name: str, expansion: Sequence[Symbol], node: str, include: Sequence[tuple[int, bool]], single: bool) -> None:
        self.name = name
        self.origin = self  # Lark's parser asks for rule.origin.name
        self.expansion = tuple(expansion)
        self.node = node
        """What its node in the tree is called."""
        self.include = tuple(include)
        """Which of its symbols are in its node, and whether it is their children that are, in their place."""
        self.single = single
        """Whether a node with one child is that child."""

    def make(self, children: list[Any]) -> Any:
        """Its node."""
        found: list[Any] = []
        for at, expand in self.include:
            if expand:
                found += children[at].children
            else:
                found.append(children[at])
        return found[0] if self.single and len(found) == 1 else Tree(self.node, found)


class ParseTable:
    """The rules of a grammar, and what an LALR parser does in each state."""

    def __init__(
        self, productions: Sequence[Production], names: Sequence[str], rows: Sequence[Sequence[int]], row_of: Sequence[int], end: int
    ) -> None:
        self.productions = tuple(productions)
        self.names = names
        """Those of all symbols."""
        self.rows = rows
        """What is done in a state: by turns the number of a symbol's name, and the state to go to, or, less than 0, -1 - the number of a production."""
        self.row_of = row_of
        """The row of each state. Parsing starts in the first one."""
        self.end = end
        """The state in which it is at its end."""

    def rules(self) -> dict[str, list[tuple[Symbol, ...]]]:
        """Each rule's alternatives, as form.py reads them."""
        return by_name((one.name, one.expansion) for one in self.productions)

    @cached_property
    def _conf(self) -> ParseConf[int]:
        callbacks: dict[Any, Callable[[list[Any]], Any]] = {one: one.make for one in self.productions}
        return ParseConf(IntParseTable(_States(self), {START: 0}, {START: self.end}), callbacks, START)  # type: ignore[no-untyped-call]

    def parse(self, tokens: Iterable[Token], on_error: Callable[[UnexpectedInput], bool]) -> Tree[Token]:
        """The tree of some tokens. ``on_error`` is asked about each token that cannot stand where it does, as Lark asks. Raises what it lets pass."""
        state: ParserState[int] = ParserState(self._conf, None)  # type: ignore[arg-type]
        last: Token | None = None
        for last in tokens:
            self._feed(state, last, on_error)
        end = Token(_END, "", 0, 1, 1) if last is None else Token.new_borrow_pos(_END, "", last)
        return self._feed(state, end, on_error)  # type: ignore[no-any-return]

    def _feed(self, state: ParserState[int], token: Token, on_error: Callable[[UnexpectedInput], bool]) -> Any:
        try:
            return state.feed_token(token, token.type == _END)
        except UnexpectedToken as error:
            error.interactive_parser = InteractiveParser(None, state, state.lexer)
            if not on_error(error):
                raise


class _States(dict[int, dict[str, Action]]):
    """What Lark's parser does in each state, filled as the states are reached: a page reaches a third of them."""

    def __init__(self, table: ParseTable) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, state: int) -> dict[str, Action]:
        names, productions = self.table.names, self.table.productions
        each = iter(self.table.rows[self.table.row_of[state]])
        pairs = zip(each, each, strict=True)
        actions = self[state] = {names[name]: (Shift, goal) if goal >= 0 else (Reduce, productions[-1 - goal]) for name, goal in pairs}
        return actions


def table_of(lark: Lark) -> ParseTable:
    """The table of a parser that Lark has built."""
    conf = lark.parse_interactive().parser_state.parse_conf
    productions = {rule: _production(rule, expansion) for rule, expansion in expansions(lark.rules, lark.terminals)}
    at_production = {rule: at for at, rule in enumerate(productions)}
    numbers = _numbered(conf.states, conf.start_state)
    names = sorted({str(symbol) for state in numbers for symbol in conf.states[state]})
    at_name = {name: at for at, name in enumerate(names)}
    rows: dict[tuple[int, ...], int] = {}
    row_of = []
    for state in numbers:
        row: list[int] = []
        for symbol, (action, goal) in _in_order(conf.states[state]):
            row += [at_name[str(symbol)], numbers[goal] if action is Shift else -1 - at_production[goal]]
        row_of.append(rows.setdefault(tuple(row), len(rows)))
    return ParseTable(list(productions.values()), names, list(rows), row_of, numbers[conf.end_state])


def _production(rule: Any, expansion: Sequence[Symbol]) -> Production:
    options = rule.options
    include = [
        (at, not symbol.terminal and symbol.name.startswith("_"))
        for at, symbol in enumerate(expansion)
        if options.keep_all_tokens or not symbol.terminal or symbol.kept
    ]
    return Production(str(rule.origin.name), expansion, plain(str(options.template_source or rule.origin.name)), include, bool(options.expand1))


def _numbered(states: Mapping[Any, Mapping[Any, tuple[Any, Any]]], start: Any) -> dict[Any, int]:
    """The states in the order in which they are reached: Lark numbers them anew in each process."""
    numbers = {start: 0}
    waiting = [start]
    for state in waiting:
        for _, (action, goal) in _in_order(states[state]):
            if action is Shift and goal not in numbers:
                numbers[goal] = len(numbers)
                waiting.append(goal)
    return numbers


def _in_order(actions: Mapping[Any, tuple[Any, Any]]) -> list[tuple[Any, tuple[Any, Any]]]:
    return sorted(actions.items(), key=lambda item: str(item[0]))


# ---------------------------------------------------------------- the file


def sources(file: Path, folders: Sequence[str]) -> dict[str, int]:
    """A checksum of each grammar from which a table is made: a file, and those that it imports, looked for where Lark looks for them. Raises OSError."""
    found: dict[str, int] = {}
    waiting = [file]
    for one in waiting:
        data = one.read_bytes()
        found[one.stem] = zlib.crc32(data.replace(b"\r\n", b"\n"))
        for name in _IMPORT.findall(data.decode("utf-8", "replace")):
            if name not in found:
                waiting += [path for folder in (*folders, str(one.parent)) if (path := Path(folder, f"{name}.lark")).is_file()][:1]
    return found


def to_json(table: ParseTable, made_from: Mapping[str, int]) -> str:
    """A table as text, in which equal tables are equal."""
    symbols = sorted({symbol for one in table.productions for symbol in one.expansion}, key=repr)
    at_symbol = {symbol: at for at, symbol in enumerate(symbols)}
    data = {
        "format": _FORMAT,
        "sources": dict(made_from),
        "symbols": [[one.name, one.text, one.pattern, one.terminal, one.kept] for one in symbols],
        "rules": [
            [one.name, [at_symbol[symbol] for symbol in one.expansion], one.node, [2 * at + expand for at, expand in one.include], one.single]
            for one in table.productions
        ],
        "names": table.names,
        "rows": table.rows,
        "states": table.row_of,
        "end": table.end,
    }
    parts = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}" for name, value in data.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def from_json(text: str, made_from: Mapping[str, int]) -> ParseTable | None:
    """The table, or None where it was made from other grammars than those."""
    data = json.loads(text)
    if (data["format"], data["sources"]) != (_FORMAT, made_from):
        return None
    symbols = [Symbol(*one) for one in data["symbols"]]
    productions = [
        Production(name, [symbols[at] for at in expansion], node, [(at >> 1, at & 1 == 1) for at in include], single)
        for name, expansion, node, include, single in data["rules"]
    ]
    return ParseTable(productions, data["names"], data["rows"], data["states"], data["end"])


def store(table: ParseTable, file: Path, folders: Sequence[str]) -> Path:
    """Write the table of a grammar beside it."""
    beside = _beside(file)
    beside.write_text(to_json(table, sources(file, folders)), "utf-8", newline="\n")
    return beside


def stored(file: Path, folders: Sequence[str]) -> ParseTable | None:
    """The table beside a grammar, if there is one, and it is that grammar's. Raises FormError where it is none."""
    beside = _beside(file)
    if not beside.is_file():
        return None
    try:
        return from_json(beside.read_text("utf-8"), sources(file, folders))
    except (ValueError, LookupError, TypeError) as error:
        raise FormError(say("form_table", table=beside.name), say("form_table_remedy", file=file)) from error


def _beside(file: Path) -> Path:
    return file.with_name(file.stem + SUFFIX)
