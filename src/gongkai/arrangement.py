"""The types of a page's tokens -> how the tokens hang together by the form's grammar, whatever they say.

Pages differ in their numbers and texts far more than in the order of their rows. So the grammar is asked once about each order, and its
answer remembered: the tree as a pattern in which a token is a number, what that tree holds, and what had to be put in or passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lark import Token, Tree

from gongkai import grammar
from gongkai.diagnostics import Diagnostic
from gongkai.syntax_errors import Recovery, diagnostic
from gongkai.transformer import Outline, outline_of

_REMEMBERED = 1024


class PutIn(NamedTuple):
    """A token that the page lacks, and the number of the one before which it was put."""

    type: str
    before: int


class Pattern(NamedTuple):
    """A node of the tree, its tokens by their numbers."""

    data: str
    children: tuple[Pattern | PutIn | int, ...]

    def tree(self, tokens: Sequence[Token]) -> Tree[Token]:
        """The node with these tokens in it."""
        children: list[Tree[Token] | Token] = []
        for child in self.children:
            if type(child) is int:
                children.append(tokens[child])
            elif isinstance(child, Pattern):
                children.append(child.tree(tokens))
            elif isinstance(child, PutIn):
                at = tokens[child.before].start_pos or 0
                children.append(Token(child.type, "", at, end_pos=at))
        return Tree(self.data, children)


class Arrangement(NamedTuple):
    """How the tokens of a page hang together."""

    pattern: Pattern
    outline: Outline
    notes: tuple[tuple[str, int, str], ...]
    """What was put in or passed over: the code, the number of the token at hand, and what was expected."""

    def diagnostics(self, form: str, tokens: Sequence[Token]) -> Iterator[Diagnostic]:
        """What there is to say about labels that are lacking, or stand where they cannot."""
        for code, at, expected in self.notes:
            yield diagnostic(code, tokens[at], expected, grammar.form(form))


def arrange(form: str, tokens: Sequence[Token]) -> Arrangement:
    """How tokens hang together by the grammar of a form."""
    return _arrange(form, tuple([token.type for token in tokens]))


@lru_cache(_REMEMBERED)
def _arrange(form: str, types: tuple[str, ...]) -> Arrangement:
    tokens = [Token(name, name, 0, end_pos=0) for name in types]
    numbers = {id(token): at for at, token in enumerate(tokens)}
    described = grammar.form(form)
    recovery = Recovery(described)
    tree = grammar.table(form).parse(tokens, on_error=recovery)
    for token, before in recovery.put_in:
        numbers[id(token)] = -1 - numbers[id(before)]
    notes = tuple([(code, numbers[id(token)], expected) for code, token, expected in recovery.notes])
    return Arrangement(_pattern(tree, numbers), outline_of(tree, described, numbers), notes)


def _pattern(tree: Tree[Token], numbers: dict[int, int]) -> Pattern:
    children: list[Pattern | PutIn | int] = []
    for child in tree.children:
        if isinstance(child, Tree):
            children.append(_pattern(child, numbers))
        else:
            at = numbers[id(child)]
            children.append(at if at >= 0 else PutIn(child.type, -1 - at))
    return Pattern(str(tree.data), tuple(children))
