"""``python -m tests.unit.test_usage`` writes what the command's help says in both languages to tests/unit/help anew."""

from __future__ import annotations

import argparse
import ast
import contextlib
import gettext
import inspect
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai import cli, usage_format
from gongkai.cells import width
from gongkai.usage_texts import ARGPARSE, HELP, METAVARS

HELPS = Path(__file__).parent / "help"
WIDTHS = (40, 60, 80, 120)
CHINESE = re.compile("[一-鿿]")


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command by its name, and that of the whole."""
    whole = cli._parser()
    (commands,) = [action for action in whole._actions if isinstance(action, argparse._SubParsersAction)]
    return {"": whole, **commands.choices}


PARSERS = parsers()
each_parser = pytest.mark.parametrize("command", PARSERS)
LOCALES = {"en": "C", "zh": "zh_CN.UTF-8"}


def actions_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The arguments of a parser, and for each command what the list of commands says of it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            yield from action._choices_actions


def called(*arguments: str) -> tuple[int | str | None, str, str]:
    """The exit status of a call that argparse ends, and what is printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return ended.value.code, out.getvalue(), err.getvalue()


def help_of(command: str) -> str:
    status, out, err = called(*[command] * bool(command), "--help")
    assert (status, err) == (0, "")
    return out


# ---------------------------------------------------------------- the tables


def test_the_tables_have_what_the_parsers_name_and_nothing_else() -> None:
    helps = {text for parser in PARSERS.values() for text in (parser.description, *(action.help for action in actions_of(parser))) if text}
    assert helps == HELP.keys()
    metavars = {action.metavar for parser in PARSERS.values() for action in parser._actions if action.metavar}
    assert metavars == METAVARS.keys()


def test_every_argument_has_a_help_or_says_it_by_its_name() -> None:
    unsaid = [(command, action.metavar) for command, parser in PARSERS.items() for action in parser._actions if not action.help]
    assert unsaid == [("", "COMMAND"), ("explain", "CODE")]


@pytest.mark.parametrize("name", HELP)
def test_a_help_is_english_and_chinese(name: str) -> None:
    english, chinese = HELP[name]
    assert not CHINESE.search(english)
    assert CHINESE.search(chinese)
    assert "%" not in english + chinese, "argparse would fill it in"
    assert "\0" not in english + chinese
    assert english.count("{") == english.count("{zh}")
    assert set(re.findall(r"[.]\w+|GK\d+", english)) == set(re.findall(r"[.]\w+|GK\d+", chinese))


FOR_PROGRAMMERS = re.compile(
    r"not callable|not defined|invalid argument for positionals|multiple subparser|cannot merge|conflicting|dest= is|conflict_resolution"
    r"|must start with a character|must be optional|deprecated|warning|\(default: |subcommands|unknown parser|argument \"-\"|can't open"
)
"""Of what argparse says only to those who make a parser, or of things that these parsers do not have: files to open, and what is deprecated."""
OWN = {"show this help message and exit", "show program's version number and exit", "%(heading)s:"}
"""What the parsers say in words of their own, and what is the same in both languages."""


def test_all_that_argparse_says_of_a_call_has_its_chinese() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    words = [one for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext") for one in call.args]
    said = {one.value for one in words if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    assert len(said) > 30
    assert {one for one in said if not FOR_PROGRAMMERS.search(one)} - OWN == ARGPARSE.keys()


# ---------------------------------------------------------------- help

NAMES = {"gongkai", "HTML", "Word", "PDF", "JSON", "html", "docx", "pipe", "text", "zh", "GK5", "GK312", "csv", "jsonl", "parquet", "sqlite"}
"""What is called so in Chinese, too."""


def prose_of(text: str) -> set[str]:
    """The Latin words of a text, without options, what there is to choose from, and names."""
    return set(re.findall(r"[A-Za-z]\w*", re.sub(r"\{[^}]*\}|(?<!\w)--?\w+", "", text))) - NAMES - PARSERS.keys()


@each_parser
def test_the_chinese_help_has_no_english_in_it(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    shown = help_of(command)
    assert CHINESE.search(shown)
    assert prose_of(shown) == set()


def test_english_in_a_help_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "C")
    assert {"usage", "options", "show", "FILE"} <= prose_of(help_of("parse"))


@each_parser
@pytest.mark.parametrize("columns", WIDTHS)
def test_the_english_help_is_what_argparse_prints(command: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "C")
    monkeypatch.setenv("COLUMNS", str(columns))
    plain = parsers()[command]
    for action in actions_of(plain):
        action.help = english(action.help)
    plain.description = english(plain.description)
    assert help_of(command) == argparse.ArgumentParser.format_help(plain)


def english(name: str | None) -> str | None:
    return name and HELP[name][0].format(zh=HELP[name][1])


@pytest.mark.parametrize("lang", LOCALES)
def test_the_help_is_as_it_was_agreed(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", LOCALES[lang])
    agreed = (HELPS / f"{lang}.txt").read_text("utf-8")
    assert helps().split() == agreed.split(), "python -m tests.unit.test_usage"  # where lines are broken differs between Pythons


def helps() -> str:
    return "\n".join(help_of(command) for command in PARSERS)


@each_parser
@pytest.mark.parametrize("columns", WIDTHS)
def test_no_line_of_the_chinese_help_is_wider_than_the_terminal(command: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = help_of(command).splitlines()
    assert max(width(line) for line in lines if not re.search(r"[{|]", line)) <= columns - 2  # nothing breaks what there is to choose from
    assert not any(re.match(" *[，。；：、）]", line) or line.endswith("（") for line in lines)


@each_parser
def test_the_chinese_helps_of_arguments_stand_in_one_column(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    begins = {width(found[1]) for line in help_of(command).splitlines() if (found := re.match(r"( +-[^一-鿿]*?(?: \S+)?  +)\S", line))}
    assert len(begins) == 1


PLAIN = "，。；：、）（《》ab1. -中文字"


@given(st.text(PLAIN, max_size=60), st.integers(8, 40))
@example("，" * 12, 8)
@example("（" * 12, 8)
def test_lines_of_a_chinese_text_keep_all_of_it(text: str, columns: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "zh_CN")
        lines = usage_format.Formatter("gongkai")._split_lines(text, columns)
    assert "".join("".join(lines).replace("\0", "").split()) == "".join(text.split())
    assert all(len(line) <= columns for line in lines)


@given(st.lists(st.sampled_from(["中", "文，", "（中", "（文）", "ab。", "1"]), max_size=40).map("".join), st.integers(16, 40))
def test_no_line_begins_with_a_mark_that_closes_or_ends_with_one_that_opens(text: str, columns: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "zh_CN")
        lines = [line.replace("\0", "") for line in usage_format.Formatter("gongkai")._split_lines(text, columns)]
    assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)


# ---------------------------------------------------------------- calls that are wrong


def wrong_calls() -> Iterator[list[str]]:
    """For each argument of each command, calls that do not give it what it takes."""
    for command, parser in PARSERS.items():
        start = [command] * bool(command)
        needed = ["x"] * bool(command and command != "forms") + ["-o", "x.csv"] * (command == "batch")
        yield [*start, "--=x"]
        if needed or not command:
            yield start
        yield [*start, *needed, "--nonsense"] if command else ["--nonsense", "forms"]
        for action in parser._actions:
            option = next(iter(action.option_strings[::-1]), None)
            if option is None:
                continue
            if action.nargs == 0:
                yield [*start, *needed, f"{option}=x"]
                continue
            yield [*start, *needed, option]
            if action.choices is not None or action.type is not None:
                yield [*start, *needed, option, "nonsense"]
        for group in parser._mutually_exclusive_groups:
            yield [*start, *(word for action in group._group_actions for word in (action.option_strings[0], "x"))]
    yield ["nonsense"]
    yield ["batch", "x", "-o", "x.csv", "--jobs", "1.5"]
    yield ["batch", "x", "-o", "x.csv", "--timeout", "-1"]


WRONG = list(wrong_calls())


@pytest.mark.parametrize("call", WRONG, ids=" ".join)
def test_a_call_that_is_wrong_is_told_in_chinese(call: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    status, out, err = called(*call)
    assert (status, out) == (2, "")
    *usage, error = err.splitlines()
    assert usage[0].startswith("用法：gongkai")
    assert re.match(r"gongkai( [a-z]+)?: 错误：", error)
    assert prose_of(re.sub("'[^']*'", "", error)) <= {"x"}
    assert prose_of("\n".join(usage)) == set()


@pytest.mark.parametrize("call", WRONG, ids=" ".join)
def test_a_call_that_is_wrong_is_told_in_english_as_argparse_tells_it(call: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "C")
    status, out, err = called(*call)
    assert (status, out) == (2, "")
    *usage, error = err.splitlines()
    assert usage[0].startswith("usage: gongkai")
    assert re.match(r"gongkai( [a-z]+)?: error: ", error)
    assert not CHINESE.search(err)


def test_wrong_calls_are_of_all_kinds() -> None:
    assert len(WRONG) > 40
    assert {call[0] for call in WRONG if call} >= PARSERS.keys() - {""}


TOLD = [
    (["parse"], "gongkai parse: error: the following arguments are required: FILE", "gongkai parse: 错误：缺少必需的参数：文件"),
    (["batch"], "gongkai batch: error: the following arguments are required: DIR, -o", "gongkai batch: 错误：缺少必需的参数：文件夹、-o"),
    (["forms", "FILE"], "gongkai: error: unrecognized arguments: FILE", "gongkai: 错误：无法识别的参数：FILE"),
    (["forms", "a", "b, c"], "gongkai: error: unrecognized arguments: a b, c", "gongkai: 错误：无法识别的参数：a b, c"),
    (["parse", "x", "--to"], "gongkai parse: error: argument --to: expected one argument", "gongkai parse: 错误：参数 --to：应带一个值"),
    (
        ["batch", "x", "-o", "x.csv", "--jobs", "1.5"],
        "gongkai batch: error: argument --jobs: invalid number value: '1.5'",
        "gongkai batch: 错误：参数 --jobs：'1.5' 不是大于零的整数",
    ),
    (
        ["batch", "x", "-o", "x.csv", "--timeout", "0"],
        "gongkai batch: error: argument --timeout: invalid number value: '0'",
        "gongkai batch: 错误：参数 --timeout：'0' 不是大于零的数",
    ),
    (
        ["forms", "--check", "x", "--table", "y"],
        "gongkai forms: error: argument --table: not allowed with argument --check",
        "gongkai forms: 错误：参数 --table：不能与参数 --check 同时使用",
    ),
]


@pytest.mark.parametrize(("call", "in_english", "in_chinese"), TOLD, ids=[" ".join(call) for call, _, _ in TOLD])
def test_what_is_wrong_with_a_call_is_said_in_two_languages(
    call: list[str], in_english: str, in_chinese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, said in (("C", in_english), ("zh_CN.UTF-8", in_chinese)):
        monkeypatch.setenv("LANGUAGE", locale)
        assert called(*call)[2].splitlines()[-1] == said


USERS = {"%(option)s", "%(value)r", "%s", "%r"}
"""What argparse fills in of a call; the rest is its own, or the parser's."""


@pytest.mark.parametrize("known", ARGPARSE)
@given(word=st.sampled_from(["x", "", "{}", "%s", "{names}", "a\nb", "'x y'", "options", "expected one argument", "(choose from x)", "\\1", "\0"]))
def test_what_argparse_fills_in_of_a_call_is_said_as_it_is(known: str, word: str) -> None:
    """Also words that look like argparse's own, for what a user calls a file may be anything."""
    places = re.findall(r"%(?:\(\w+\))?[rs]", known)
    names = dict.fromkeys(re.findall(r"%\((\w+)\)", known), word)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "zh_CN")
        said = usage_format.said(known % (names or (word,) * len(places)))
    assert CHINESE.search(said)
    for place in USERS.intersection(places):
        assert (repr(word) if place.endswith("r") else word) in said


def test_words_that_have_no_chinese_are_said_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert usage_format.said("something new") == "something new"
    assert usage_format.said("argument --x: something new") == "参数 --x：something new"


# ---------------------------------------------------------------- others in the process


def test_nothing_changes_for_others_that_use_argparse(monkeypatch: pytest.MonkeyPatch) -> None:
    others = argparse.ArgumentParser(prog="other")
    others.add_argument("--x", help="of the other")
    monkeypatch.setenv("LANGUAGE", "C")
    before, domain = others.format_help(), gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert CHINESE.search(help_of("parse"))
    assert (others.format_help(), gettext.textdomain()) == (before, domain)


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    HELPS.mkdir(exist_ok=True)
    for lang, locale in LOCALES.items():
        os.environ["LANGUAGE"] = locale
        (HELPS / f"{lang}.txt").write_text(helps(), "utf-8")
