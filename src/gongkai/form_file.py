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

from gongkai.complaints import reason, say
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
        raise FormError(say("form_unreadable", found=reason(error)), file=str(file)) from error
    except ValueError as error:  # no UTF-8, or a NUL in the name
        raise FormError(say("form_no_text"), say("form_no_text_remedy"), file=str(file)) from error
    for found in (*_forbidden(text), *_twice(text)):
        raise _located(found, file, text)
    try:
        return described(file, folders, anew=anew)
    except FormError as error:
        raise _located(error, file, text) from error
    except RecursionError as error:
        what = FormError(say("form_within_itself"), say("form_within_itself_remedy"))
        raise _located(what, file, text) from error
    except OSError as error:
        name = Path(str(error.filename)).stem
        searched = ", ".join(dict.fromkeys(folders))
        what = FormError(say("form_no_import", rule=name), say("form_no_import_remedy", folders=searched), rule=name)
        raise _located(what, file, text) from error
    except LarkError as error:
        raise _located(_of_lark(str(error), text), file, text) from error
    except re.error as error:
        what = FormError(say("form_regular_expression", found=error), say("form_regular_expression_remedy"), rule="TITLE")
        raise _located(what, file, text) from error


def check_apart(form: Form, others: Sequence[Form], file: Path) -> None:
    """Raises FormError where a form has the labels of another one: no page would say which of them it is."""
    for other in others:
        if form.words.keys() == other.words.keys():
            raise FormError(say("form_same_labels", other=other.name), say("form_same_labels_remedy"), file=str(file))


_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"i?|//[^\n]*|/(?!/)(?:\\.|[^/\\\n])+/[imslux]*|(?P<code>->|%ignore\b)')
_DEFINITION = re.compile(r"^[ \t]*[!?]*(?P<name>_?[a-z]\w*|_?[A-Z]\w*)(?:\{[^}]*\})?(?:\.-?\d+)?[ \t]*:", re.MULTILINE)
_FORBIDDEN = {"->": ("form_alias", "form_alias_remedy"), "%ignore": ("form_ignore", "form_ignore_remedy")}


def _forbidden(text: str) -> Iterator[FormError]:
    """What a grammar of a form may not use."""
    for match in _CODE.finditer(text):
        if match["code"]:
            what, remedy = _FORBIDDEN[match["code"]]
            yield FormError(say(what), say(remedy), line=_line(text, match.start()))


def _twice(text: str) -> Iterator[FormError]:
    """Names that the file itself defines twice."""
    seen: dict[str, int] = {}
    for match in _DEFINITION.finditer(text):
        name, line = match["name"], _line(text, match.start("name"))
        if name in seen:
            yield FormError(say("form_name_twice", rule=name, line=seen[name]), say("form_name_remedy"), line=line)
        seen[name] = line


_LARK: tuple[tuple[str, str, str], ...] = (
    (r"(?:Rule|Terminal) '(?P<rule>\w+)' defined more than once", "form_name_imported", "form_name_imported_remedy"),
    (r"Cannot import '(?P<rule>\w+)' .*already defined", "form_two_imports", "form_two_imports_remedy"),
    (r"Cannot override a nonexisting \w+ (?P<rule>\w+)", "form_override", "form_override_remedy"),
    (r"Using an undefined rule: NonTerminal\('(?P<rule>report)'\)", "form_no_report", "form_no_report_remedy"),
    (r"'(?P<rule>_*CELLS_\d+)' used but not defined", "form_undeclared", "form_undeclared_remedy"),
    (r"'(?P<rule>\w+)' used but not defined", "form_undefined", "form_undefined_remedy"),
)
"""What Lark says, and what we say instead."""


def _of_lark(message: str, text: str) -> FormError:
    """An error of Lark in the words of one who writes a form."""
    for pattern, what, remedy in _LARK:
        match = re.search(pattern, message)
        if match:
            rule = plain(match["rule"])
            return FormError(say(what, rule=rule), say(remedy, rule=rule), rule=rule)
    if message.startswith(("Reduce/Reduce", "Shift/Reduce")):
        rules = {re.sub(r"^_*(\w+)_(?:star|plus)_\d+$", r"\1", plain(name)) for name in re.findall(r"<(\w+) :", message)}
        last = max(sorted(rules), key=lambda name: _defined(name, text))
        return FormError(say("form_ambiguous", rules=say("form_and_in").join(sorted(rules))), say("form_ambiguous_remedy"), rule=last)
    first = message.strip().partition("\n")[0].rstrip(" :")
    line = re.search(r"line (\d+)", first)
    first = re.sub(r" in \S+$", "", first)
    return FormError(say("form_no_grammar", found=first), say("form_no_grammar_remedy"), line=int(line[1]) if line else None)


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
