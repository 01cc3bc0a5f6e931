"""The part of a host grammar's tree that is a form -> the report."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve
from lark import Token, Tree

from gongkai import grammar
from gongkai.cells import MISSING, UNSETTLED, Place
from gongkai.complaints import say
from gongkai.errors import FormError
from gongkai.form import Form, is_cells, plain
from gongkai.lexer import START
from gongkai.records import Report
from gongkai.tokens import Cells, Prose
from gongkai.transformer import outline_of, report_of
from gongkai.values import read_value


def to_report(subtree: Tree[Token], form: str | None = None) -> Report:
    """The report that a tree of the rule ``report`` holds: for the transformer of a host grammar that imports a form.

    ``form`` is the form's name. It need not be given where the host reads with ``gongkai.CellLexer``, whose tokens know it. Spans count in
    the host's text. Cells that are not settled stay so: no sum is asked. Raises FormError where the form is not known, and where the tree is none of the rule ``report``.
    """
    if plain(str(subtree.data)) != START:
        raise FormError(say("form_no_tree"), say("form_no_tree_remedy"))
    leaves = list(subtree.scan_values(lambda leaf: isinstance(leaf, Token)))
    described = grammar.form(form) if form is not None else _form_of(leaves)
    made = {id(leaf): _token(leaf, described) for leaf in leaves}
    tokens = list(made.values())
    numbers = {id(token): at for at, token in enumerate(tokens)}
    report = report_of(outline_of(_rebuilt(subtree, made), described, numbers), tokens, described)
    return evolve(report, form=_name_of(described))


def _form_of(leaves: list[Token]) -> Form:
    for leaf in leaves:
        found = leaf.form if isinstance(leaf, Cells | Prose) else None
        if found is not None:
            return found
    raise FormError(say("form_unnamed"), say("form_unnamed_remedy"))


def _name_of(described: Form) -> str:
    """The known form that has the same rows, for a host's is named by its rule; that name, where the host has rows of its own."""
    keys = [row.keys for row in described.rows]
    return next((name for name in grammar.forms() if [row.keys for row in grammar.form(name).rows] == keys), described.name)


def _rebuilt(tree: Tree[Token], made: dict[int, Token]) -> Tree[Token]:
    return Tree(tree.data, [_rebuilt(child, made) if isinstance(child, Tree) else made[id(child)] for child in tree.children])


def _token(leaf: Token, form: Form) -> Token:
    """A leaf as our own lexer would have made it."""
    if isinstance(leaf, Cells | Prose):
        return leaf
    start = leaf.start_pos or 0
    if is_cells(leaf.type):
        return Cells(leaf.type, tuple(_places(str(leaf), start)))
    if plain(leaf.type) in (plain(form.title_terminal), plain(form.text_terminal)):
        return Prose(leaf.type, ((str(leaf), start, start + len(leaf)),))
    return leaf


def _places(text: str, start: int) -> Iterator[Place]:
    """The cells that a text has between pipes."""
    for cell in text.split("|"):
        said = cell.strip()
        at = start + (cell.index(said) if said else 0)
        reading = MISSING if said == MISSING.canonical else read_value(said) or UNSETTLED
        yield Place(reading, at, at + len(said))
        start += len(cell) + 1
