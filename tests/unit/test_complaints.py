from __future__ import annotations

import errno
import os
import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    saying = re.compile(r"""\b(?:say\(|_wrong\(|_positive\(\w+,)\s*["'](\w+)["']""")
    used = {one for path in SOURCES.rglob("*.py") for one in saying.findall(path.read_text("utf-8"))}
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


DATA = gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report.to_dict()


def with_entry(**changed: object) -> dict[str, Any]:
    """The data of a report, with something else in its first entry, proactive.rules.issued."""
    return {**DATA, "entries": [{**DATA["entries"][0], **changed}]}


def deep(level: int) -> dict[str, Any]:
    section: dict[str, Any] = {**DATA["sections"][0], "subsections": []}
    for _ in range(level):
        section = {**section, "subsections": [section]}
    return section


WRONG: list[tuple[object, str, str]] = [
    ({"form": "annual_2021"}, "period is not there", "缺少 period"),
    ({**DATA, "period": ["2024-01-01"]}, "period is ['2024-01-01']", "period 的值为 ['2024-01-01']"),
    ({**DATA, "year": "2024"}, "year is '2024'", "year 的值为 '2024'"),
    ({**DATA, "published": "2024-02-30"}, "'2024-02-30' is no day", "'2024-02-30' 不是日期"),
    ({**DATA, "period": [None, None]}, "None is no day", "None 不是日期"),
    ({**DATA, "sections": ["一"]}, "str in the place of an object", "应为对象之处是 str"),
    ({**DATA, "sections": [{**DATA["sections"][0], "lines": ["1"]}]}, "lines is ('1',)", "lines 的值为 ('1',)"),
    ({**DATA, "sections": [deep(5_000)]}, "its sections are nested too deeply", "sections 嵌套过深"),
    ({**DATA, "entries": DATA["entries"][:1] * 2}, "the entry proactive.rules.issued stands there twice", "条目 proactive.rules.issued 重复"),
    (with_entry(value=3.5), "proactive.rules.issued: value is 3.5", "proactive.rules.issued: value 的值为 3.5"),
    (with_entry(value="NaN"), "proactive.rules.issued: value is 'NaN'", "proactive.rules.issued: value 的值为 'NaN'"),
    (with_entry(status="sure"), "proactive.rules.issued: status is 'sure'", "proactive.rules.issued: status 的值为 'sure'"),
    (
        with_entry(value=1, status="blank"),
        "proactive.rules.issued: value is 1, of status blank",
        "proactive.rules.issued: value 的值为 1，而 status 为 blank",
    ),
    (
        with_entry(span={"start": 2, "end": 1}),
        "proactive.rules.issued: span is {'start': 2, 'end': 1}",
        "proactive.rules.issued: span 的值为 {'start': 2, 'end': 1}",
    ),
    (with_entry(span={"start": 2}), "proactive.rules.issued: end is not there", "缺少 proactive.rules.issued: end"),
    (
        {**DATA, "preamble": {**DATA["sections"][0], "span": {"start": 2, "end": 1}}},
        "span is {'start': 2, 'end': 1}",
        "span 的值为 {'start': 2, 'end': 1}",
    ),
]


@pytest.mark.parametrize(("data", "in_english", "in_chinese"), WRONG, ids=[said for _, said, _ in WRONG])
def test_why_data_is_no_report_is_said_in_the_language_of_the_locale(
    data: Any, in_english: str, in_chinese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, said in (("C", f"no report that to_dict gave: {in_english}"), ("zh_CN", f"不是 to_dict 给出的报告：{in_chinese}")):
        monkeypatch.setenv("LANGUAGE", locale)
        with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
            gongkai.Report.from_dict(data)


NO_JSON = [
    (b'{"form": ', "no JSON at line 1, column 10", "第 1 行第 10 列不合 JSON 语法"),
    (b'{"form": "\xff"}', "byte 11 is no text in utf-8", "第 11 个字节不是 utf-8 文字"),
    (b'{"year": ' + b"9" * 5000 + b"}", "a number of too many digits", "有一个数字位数过多"),
    (b'[{"a":' * 100_000, "nested too deeply", "嵌套过深"),
    (b"[{}, {}]", "a list of 2", "是 2 项的列表"),
    (b'{"year": 2024}', "no report that to_dict gave: period is not there", "不是 to_dict 给出的报告：缺少 period"),
]


@pytest.mark.parametrize(("data", "in_english", "in_chinese"), NO_JSON, ids=[said for _, said, _ in NO_JSON])
def test_why_a_file_is_no_json_of_a_report_is_said_in_the_language_of_the_locale(
    data: bytes, in_english: str, in_chinese: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_bytes(data)
    for locale, said in (
        ("C", f"GK442 this is no JSON of one report ({in_english}); expected what gongkai parse --to json writes"),
        ("zh_CN", f"GK442 这不是一份报告的 JSON（{in_chinese}）；应为 gongkai parse --to json 写出的内容"),
    ):
        monkeypatch.setenv("LANGUAGE", locale)
        assert main(["render", str(tmp_path / "a.json")]) == 2
        assert capsys.readouterr().err == f"gongkai: {tmp_path / 'a.json'}: {said}\n"


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
