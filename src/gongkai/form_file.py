"""A file of a grammar -> its parse table and the form that it describes, or why it is none.

Whatever is wrong with a file that somebody wrote is a FormError that names the line and says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import LarkError

from gongkai.errors import FormError
from gongkai.form import Form, describe, plain
from gongkai.lexer import START, CellLexer
from gongkai.parse_table import ParseTable, stored, table_of


def build(file: Path, folders: Sequence[str]) -> Lark:
    """The LALR parser of a grammar. ``folders`` are those in which its imports are looked for. Raises what Lark raises."""
    return Lark.open(
        str(file),
        parser="lalr",
        lexer=CellLexer,
        start=START,
        maybe_placeholders=False,
        import_paths=list(folders),
        strict=True,  # what can be read in two ways is an error, not settled in silence
        transformer=_Nodes(),
    )


def described(file: Path, folders: Sequence[str], *, anew: bool = False) -> tuple[ParseTable, Form]:
    """The table of a grammar, and the form: the table that lies beside it, or else, or where it is to be made ``anew``, one that Lark makes.

    Raises what Lark raises, and FormError where the one that lies there is broken.
    """
    table = None if anew else stored(file, folders)
    if table is None:
        table = table_of(build(file, folders))
    return table, describe(file.stem, START, table.rules())


def load(file: Path, folders: Sequence[str], *, anew: bool = False) -> tuple[ParseTable, Form]:
    """The table and the form of somebody's grammar; made ``anew``, if so asked. Raises FormError for one that is none of a form."""
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise FormError(f"cannot be read: {error.strerror or error}", file=str(file)) from error
    except ValueError as error:  # no UTF-8, or a NUL in the name
        raise FormError("is no text in UTF-8", "save it as UTF-8", file=str(file)) from error
    for found in (*_forbidden(text), *_twice(text)):
        raise _located(found, file, text)
    try:
        return described(file, folders, anew=anew)
    except FormError as error:
        raise _located(error, file, text) from error
    except RecursionError as error:
        what = FormError("a rule stands within itself, or the file imports itself", "a sheet holds no row within the same row: leave it out")
        raise _located(what, file, text) from error
    except OSError as error:
        name = Path(str(error.filename)).stem
        what = FormError(
            f"imports {name}, and there is no such grammar", f"the imports are looked for in {', '.join(dict.fromkeys(folders))}", rule=name
        )
        raise _located(what, file, text) from error
    except LarkError as error:
        raise _located(_of_lark(str(error), text), file, text) from error
    except re.error as error:
        raise _located(FormError(f"a regular expression is none: {error}", "see Python's module re", rule="TITLE"), file, text) from error


def check_apart(form: Form, others: Sequence[Form], file: Path) -> None:
    """Raises FormError where a form has the labels of another one: no page would say which of them it is."""
    for other in others:
        if form.words.keys() == other.words.keys():
            raise FormError(
                f"has the same labels as the form {other.name}: no page can tell which of them it is",
                "spell the labels that the new sheet changed; a sheet that changed none needs no form of its own",
                file=str(file),
            )


_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"i?|//[^\n]*|/(?!/)(?:\\.|[^/\\\n])+/[imslux]*|(?P<code>->|%ignore\b)')
_DEFINITION = re.compile(r"^[ \t]*[!?]*(?P<name>_?[a-z]\w*|_?[A-Z]\w*)(?:\{[^}]*\})?(?:\.-?\d+)?[ \t]*:", re.MULTILINE)
_REMEDIES = {
    "->": FormError("renames a rule with ->, which an import loses", "give the alternative a rule of its own"),
    "%ignore": FormError("uses %ignore, which an import loses", "leave it out: what stands between labels and cells is the lexer's business"),
}


def _forbidden(text: str) -> Iterator[FormError]:
    """What a grammar of a form may not use."""
    for match in _CODE.finditer(text):
        if match["code"]:
            known = _REMEDIES[match["code"]]
            yield FormError(known.what, known.remedy, line=_line(text, match.start()))


def _twice(text: str) -> Iterator[FormError]:
    """Names that the file itself defines twice."""
    seen: dict[str, int] = {}
    for match in _DEFINITION.finditer(text):
        name, line = match["name"], _line(text, match.start("name"))
        if name in seen:
            yield FormError(f"the name {name} is used twice, first in line {seen[name]}", "give one of them another name", line=line)
        seen[name] = line


_LARK: tuple[tuple[str, str, str], ...] = (
    (
        r"(?:Rule|Terminal) '(?P<rule>\w+)' defined more than once",
        "the name {rule} is used twice: it is imported, too",
        "write %override before the rule",
    ),
    (r"Cannot import '(?P<rule>\w+)' .*already defined", "the name {rule} is used twice: two imports fetch it", "import it from one form"),
    (
        r"Cannot override a nonexisting \w+ (?P<rule>\w+)",
        "overrides {rule}, which is not imported",
        "name it in an %import: %import annual_2021 (report, {rule})",
    ),
    (r"Using an undefined rule: NonTerminal\('(?P<rule>report)'\)", "has no rule {rule}", "import it: %import annual_2021 (report), or write it"),
    (
        r"'(?P<rule>_*CELLS_\d+)' used but not defined",
        "uses {rule}, which is not declared",
        "write %declare {rule}",
    ),
    (r"'(?P<rule>\w+)' used but not defined", "uses {rule}, which is not defined", "define it, or name it in an %import"),
)


def _of_lark(message: str, text: str) -> FormError:
    """An error of Lark in the words of one who writes a form."""
    for pattern, what, remedy in _LARK:
        match = re.search(pattern, message)
        if match:
            rule = plain(match["rule"])
            return FormError(what.format(rule=rule), remedy.format(rule=rule), rule=rule)
    if message.startswith(("Reduce/Reduce", "Shift/Reduce")):
        rules = {re.sub(r"^_*(\w+)_(?:star|plus)_\d+$", r"\1", plain(name)) for name in re.findall(r"<(\w+) :", message)}
        last = max(sorted(rules), key=lambda name: _defined(name, text))
        return FormError(
            f"is ambiguous: what stands in {' and in '.join(sorted(rules))} can be read in two ways",
            "let each row begin with a label of its own, and let a repetition stand in one rule alone",
            rule=last,
        )
    first = message.strip().partition("\n")[0].rstrip(" :")
    line = re.search(r"line (\d+)", first)
    first = re.sub(r" in \S+$", "", first)
    return FormError(f"is no grammar: {first}", "see Lark's reference of grammars", line=int(line[1]) if line else None)


def _located(error: FormError, file: Path, text: str) -> FormError:
    at = _defined(error.rule, text) if error.line is None and error.rule is not None else -1
    return FormError(error.what, error.remedy, rule=error.rule, file=str(file), line=_line(text, at) if at >= 0 else error.line)


def _defined(rule: str, text: str) -> int:
    """Where a rule or terminal is defined in a text, or else where it is first named; -1 where it is not."""
    name = re.escape(plain(rule))
    found = re.search(rf"^(?:%override[ \t]+|%extend[ \t]+)?[!?]*{name}\b.*:", text, re.MULTILINE) or re.search(rf"(?<!\w){name}(?!\w)", text)
    return found.start() if found is not None else -1


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


class _Nodes:
    """For Lark's ``transformer``: makes the nodes of the tree, named without what an ``%import`` put before their rules."""

    def __getattr__(self, name: str) -> Callable[[list[Any]], Tree[Token]]:
        if plain(name).isupper():
            raise AttributeError(name)  # a terminal stays the token that it is
        return partial(Tree, plain(name))
