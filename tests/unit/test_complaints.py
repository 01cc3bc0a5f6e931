from __future__ import annotations

import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest

import gongkai
from gongkai import complaints
from gongkai.cli import main

SOURCES = Path(gongkai.__file__).parent


@pytest.mark.parametrize("what", complaints._SAID)
def test_both_languages_name_the_same_things(what: str) -> None:
    english, chinese = complaints._SAID[what]
    names = [sorted({name for _, name, _, _ in string.Formatter().parse(message) if name}) for message in (english, chinese)]
    assert names[0] == names[1]
    assert english.isascii()
    assert re.search("[一-鿿]", chinese)


def test_what_is_said_anywhere_can_be_said_and_nothing_else() -> None:
    used = {one for path in SOURCES.rglob("*.py") for one in re.findall(r"""\bsay\(\s*["'](\w+)["']""", path.read_text("utf-8"))}
    assert used == complaints._SAID.keys()


CALLS: list[tuple[Callable[[Path], list[str]], str]] = [
    (lambda folder: ["explain", "GK000"], "没有代码 'GK000'"),
    (lambda folder: ["parse", str(folder / "a.txt"), "-o", str(folder / "a.doc")], "parse 不写 .doc 文件"),
    (lambda folder: ["render", str(folder / "a.txt"), "--layout", "nothing"], "没有排版 'nothing'"),
    (lambda folder: ["render", str(folder)], "GK441 这是文件夹"),
    (lambda folder: ["check", str(folder / "a.txt"), "--ignore", "GK999"], "没有以 GK999 开头的代码"),
    (lambda folder: ["check", str(folder / "a.txt"), "-o", str(folder / "a.txt")], "是输入文件，不予覆盖"),
    (lambda folder: ["batch", str(folder), "-o", str(folder / "a.doc")], "批量读取只写 .csv"),
    (lambda folder: ["batch", str(folder), "-o", str(folder / "none" / "a.csv")], "所在文件夹不存在"),
    (lambda folder: ["batch", str(folder), "-o", str(folder / "a.csv"), "--organs", "b.txt"], "--organs 用于汇总页"),
    (lambda folder: ["batch", str(folder / "a.txt"), "-o", str(folder / "a.csv")], "不是文件清单，所列的前 2 个文件都不存在"),
]


@pytest.mark.parametrize(("call", "said"), CALLS, ids=[said for _, said in CALLS])
def test_the_command_complains_in_the_language_of_the_locale(
    call: Callable[[Path], list[str]], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("一、总体情况\n平稳。\n", "utf-8")
    for locale in ("zh_CN.UTF-8", "C"):
        monkeypatch.setenv("LANGUAGE", locale)
        assert main(call(tmp_path)) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert (said in line) == (locale != "C")
