"""Lark's error -> a diagnostic, and how to go on after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lark import Token
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.parsers.lalr_analysis import Shift

from gongkai.diagnostics import Diagnostic
from gongkai.form import Form


class Recovery:
    """For Lark's ``on_error``: puts in the openers that a page lacks, passes over what cannot stand, and keeps what it did.

    A row knows the rules it stands in. Where its group's label, or its section's heading, is not on the page, the tokens that open
    those rules are put in; they carry no text, and a note says so.
    """

    def __init__(self, form: Form) -> None:
        self.notes: list[tuple[str, Token, str]] = []
        """What was done: its code, the token at hand, and what was expected."""
        self.put_in: list[tuple[Token, Token]] = []
        """The tokens that were put in, each with the one that it was put before."""
        self._form = form
        self._openers: Mapping[str, tuple[str, ...]] = {}
        self._labels: dict[str, str] = {}

    def __call__(self, error: UnexpectedInput) -> bool:
        if not isinstance(error, UnexpectedToken):
            return False
        if not self._openers:
            self._openers = openers(self._form)
            self._labels = {word.terminal: word.text for word in self._form.every_word if word.terminal}
        token, parser = error.token, error.interactive_parser
        chain = self._openers.get(token.type, ())
        for length in range(1, len(chain) + 1):
            names = chain[-length:]
            if shifts(parser.parser_state, [*names, token.type]):
                at = token.start_pos or 0
                for name in names:
                    opener = Token(name, "", at, end_pos=at)
                    self.put_in.append((opener, token))
                    parser.feed_token(opener)
                parser.feed_token(token)
                self.notes.append(("GK204", token, " ".join(self._labels.get(name, name) for name in names)))
                return True
        if token.type == "$END":
            return False
        self.notes.append(("GK209", token, " ".join(sorted(self._labels[name] for name in error.expected if name in self._labels)[:5])))
        return True


def diagnostic(code: str, token: Token, expected: str, form: Form) -> Diagnostic:
    """What there is to say about a token at which something was put in, or that was passed over."""
    start = token.start_pos or 0
    found = token or next((word.text for word in form.every_word if word.terminal == token.type), token)
    return Diagnostic.of(code, start, token.end_pos or start, found=found, expected=expected)


def openers(form: Form) -> Mapping[str, tuple[str, ...]]:
    """For each terminal, those that open the rules it stands in, the outermost first."""
    found: dict[str, tuple[str, ...]] = {}
    for word in form.every_word:
        inside = word.row.openers if word.row is not None else word.group.openers if word.group is not None else None
        if inside is not None:
            found[word.terminal] = inside
    for row in form.rows:
        if row.label is None:
            found[row.cells] = row.openers
    for section in form.sections:
        found.setdefault(form.text_terminal, (section.terminal,))
    return found


def shifts(state: Any, names: Sequence[str]) -> bool:
    """Whether an LALR parser in this state takes these terminals one after the other. The state is left as it is."""
    stack = list(state.state_stack)
    states = state.parse_conf.states
    for name in names:
        while True:
            action = states[stack[-1]].get(name)
            if action is None:
                return False
            kind, target = action
            if kind is Shift:
                stack.append(target)
                break
            if target.expansion:
                del stack[-len(target.expansion) :]
            stack.append(states[stack[-1]][target.origin.name][1])
    return True
