from __future__ import annotations

import errno
import os
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest

import gongkai
from gongkai import complaints, form_complaints, form_file, grammar
from gongkai.cli import main
from gongkai.export import xlsx
from tests.unit import official

SOURCES = Path(gongkai.__file__).parent


SAID = {**complaints._SAID, **form_complaints.SAID}
QUOTED = re.compile('“[^”]*”|"[^"]*"')


@pytest.mark.parametrize("what", SAID)
def test_both_languages_name_the_same_things(what: str) -> None:
    english, chinese = SAID[what]
    names = [sorted({name for _, name, _, _ in string.Formatter().parse(message) if name}) for message in (english, chinese)]
    assert names[0] == names[1]
    assert not re.search("[一-鿿，；：。]", QUOTED.sub("", english))
    assert re.search("[一-鿿]", QUOTED.sub("", chinese))


def test_no_two_messages_have_one_name() -> None:
    assert len(SAID) == len(complaints._SAID) + len(form_complaints.SAID)


def test_what_is_said_anywhere_can_be_said_and_nothing_else() -> None:
    used = {one for path in SOURCES.rglob("*.py") for one in re.findall(r"""\bsay\(\s*["'](\w+)["']""", path.read_text("utf-8"))}
    named = {one for _, *both in (*form_file._LARK, *((code, *both) for code, both in form_file._FORBIDDEN.items())) for one in both}
    assert used | named == SAID.keys()


CALLS: list[tuple[Callable[[Path], list[str]], str]] = [
    (lambda folder: ["explain", "GK000"], "没有代码 'GK000'"),
    (lambda folder: ["parse", str(folder / "a.txt"), "-o", str(folder / "a.doc")], "parse 不写 .doc 文件"),
    (lambda folder: ["render", str(folder / "a.txt"), "--layout", "nothing"], "没有排版 'nothing'"),
    (lambda folder: ["render", str(folder)], "GK441 这是文件夹"),
    (lambda folder: ["parse", str(folder / "none.txt")], "none.txt: 文件或文件夹不存在"),
    (lambda folder: ["render", str(folder / "none.txt")], "none.txt: 文件或文件夹不存在"),
    (lambda folder: ["check", str(folder / "none.txt")], "none.txt: 文件或文件夹不存在"),
    (lambda folder: ["batch", str(folder / "none"), "-o", str(folder / "a.csv")], "none: 文件或文件夹不存在"),
    (lambda folder: ["render", str(folder / "a.txt"), "-o", str(folder / "a.txt" / "b.txt")], "b.txt: 路径中有一处不是文件夹"),
    (lambda folder: ["forms", "--check", str(folder / "none.lark")], "none.lark:1: 无法读取：文件或文件夹不存在"),
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


@pytest.mark.parametrize("name", complaints._SYSTEM)
def test_what_the_system_says_of_a_file_is_said_in_chinese(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number), "a.txt")
    assert complaints.reason(error) == complaints.reason(error, "en") == os.strerror(number)
    assert complaints.reason(error, "zh") == complaints._SYSTEM[name]
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert complaints.reason(error) == complaints._SYSTEM[name]
    assert complaints.reason(error, "en") == os.strerror(number)


@pytest.mark.parametrize("error", [OSError("no standard input"), ValueError("embedded null byte"), OSError(9999, "odd")])
def test_an_error_without_chinese_words_is_said_in_its_own(error: Exception) -> None:
    assert complaints.reason(error, "zh") == complaints.reason(error, "en") == (getattr(error, "strerror", None) or str(error))


def test_a_table_that_cannot_be_written_is_named_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")

    def refused(_: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a.json")

    monkeypatch.setattr(grammar, "write_table", refused)
    assert main(["forms", "--table", str(tmp_path / "a.lark")]) == 2
    assert capsys.readouterr().err == "gongkai: a.json: 没有访问权限\n"


def test_too_many_rows_for_a_sheet_are_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(official.page("annual_2021", official.numbered("annual_2021")), "utf-8")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    monkeypatch.setattr(xlsx, "MOST_ROWS", 100)
    assert main(["parse", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.xlsx")]) == 2
    assert "a.xlsx: 共 200 条，超过工作表的 100 行；请改写为 .csv、" in capsys.readouterr().err


def test_what_was_done_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(official.page("annual_2021", official.numbered("annual_2021")), "utf-8")
    (tmp_path / "c.txt").write_text("通知公告\n", "utf-8")
    batch = ["batch", str(tmp_path), "--jobs", "1", "-o", str(tmp_path / "out.csv")]
    assert main(batch) == 2
    assert capsys.readouterr().out == "共 3 份：无问题 2，存疑 0，失败 1\n"
    assert main([*batch, "--resume"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'out.csv'} 已完成\n"
    (tmp_path / "one").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "one" / "a.txt")
    assert main(["batch", str(tmp_path / "one"), "--jobs", "1", "-o", str(tmp_path / "one.csv")]) == 0
    assert capsys.readouterr().out == "共 1 份：无问题 1，存疑 0，失败 0\n"
    assert main(["forms", "--check", str(grammar.path("annual_2021"))]) == 0
    assert capsys.readouterr().out.endswith("annual_2021.lark：格式 annual_2021，33 行，207 个数字\n")
