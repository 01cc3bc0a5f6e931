"""What is wrong with a grammar is said in Chinese, too, and every sentence that there is for it can be met."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lark import Tree

import gongkai
from gongkai import cli, form_complaints, form_file, grammar
from gongkai.errors import FormError
from tests.plugins.test_broken_forms import BROKEN

CHINESE: dict[str, str] = {
    "ambiguous, two rows with one label": "有歧义：again 和 state_secret 中的内容有两种读法；请使每一行以各自的标签开头",
    "ambiguous, two repetitions": "有歧义：",
    "ambiguous, two rules for one": "有歧义：a 和 b 中",
    "a name twice": "名称 x 使用了两次，首次在第 2 行；请将其中一个改名",
    "a column twice": "名称 X 使用了两次，首次在第 2 行",
    "a name that is imported": "名称 refused 使用了两次：它也是导入的；请在规则前写 %override",
    "a name by two roads": "名称 refused 使用了两次：由两处导入；请只从一个格式导入",
    "an alias": "用 -> 给规则改名，导入时会丢失；请将该选项另立为一条规则",
    "%ignore": "使用了 %ignore，导入时会丢失；请删去",
    "no column count": "规则 rules 有标签“规章”，但既没有行，也没有列数已知的列；列的规则应以列数开头：_columns: CELLS_2 |",
    "another column count": "规则 _documents 列出 2 列，而其 CELLS_3 为 3 列；请写 _documents: CELLS_2 |",
    "a count that is not declared": "使用了 CELLS_2，而它没有声明；请写 %declare CELLS_2",
    "columns without a label": "行 requests.outcomes.refused.x 有单元格而没有标签；请在列之前写上标签",
    "an override of nothing": "改写了 refused，而它并未导入；请在 %import 中写上它：%import annual_2021 (report, refused)",
    "a rule that is not there": "使用了 _nowhere，而它没有定义；请定义它",
    "a sum over what is no row": "规则 _balance 不构成合计：x 不是行；请依次写 SUM、",
    "a sum without an end": "规则 _balance 不构成合计：所列各行分属不同的表，或列不相同",
    "a part of two rows": "规则 _a_part 不构成“其中”关系：写了 2 个所属的行；请依次写 PART、",
    "a part of itself": "规则 _a_part 不构成“其中”关系：a 在两边都出现",
    "parts of each other": "不构成“其中”关系：a b 互为其中项",
    "a part of nothing": "规则 _a_part 不构成“其中”关系：",
    "a part of what is no row": "规则 _a_part 不构成“其中”关系：x 不是行",
    "a part of a row with other columns": "规则 _a_part 不构成“其中”关系：所列各行分属不同的表，或列不相同",
    "a notice without a number": "规则 _notice 没有写明文号：国办公开办函；请按引用时的写法写明文号",
    "a notice without quotes": "规则 _notice 没有写明文号：carried_in",
    "no notice": "规则 _notice 没有写明文号：内容为空",
    "no rule of the sheet": "没有规则 report；请导入：%import annual_2021 (report)",
    "nothing": "没有规则 report",
    "no Lark": "不是语法文件：",
    "no Lark in line 3": "不是语法文件：",
    "an import of nothing": "导入 annual_1999，但没有这个语法文件；导入的文件在以下文件夹中查找：",
    "an import of itself": "某条规则包含其自身，或文件导入其自身；表中的行不会包含同一行",
    "a rule within itself": "某条规则包含其自身，或文件导入其自身",
    "a regular expression that is none": "正则表达式有误：",
    "no row": "没有写出表中任何一行；格式至少应有一个带标题的部分",
    "a label of two groups": "标签“戊戊”同时表示 section.e 和 section.f；请将其中一个改为表上的写法",
    "a key twice": "键 section.a.count 对应两个数字；请将其中一个规则或列改名",
    "a key below a number": "键 section.d.count 是数字，其下却有 section.d.count.more；请将其中一个改名",
    "the labels of another form": "与格式 annual_2021 的标签完全相同：无法从页面判断是哪一种；请写出新表改动的标签",
}
"""What is said in Chinese of each broken grammar."""


def _checked(file: Path, text: str | bytes | None) -> None:
    if text is not None:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    grammar.check(file)


def _with_a_broken_table(folder: Path) -> None:
    for file in Path(gongkai.IMPORT_PATHS[0]).glob("annual_*"):
        shutil.copy(file, folder)
    for table in folder.glob("annual_2021.*"):
        if table.suffix != ".lark":
            table.write_text("{", "utf-8")
    form_file.load(folder / "annual_2021.lark", [str(folder)])


OTHERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file that is not there": (lambda folder: _checked(folder / "form_2030.lark", None), "form_2030.lark:1: 无法读取："),
    "a file that is no text": (
        lambda folder: _checked(folder / "form_2030.lark", b"\xff\xfe\x00"),
        "form_2030.lark:1: 不是 UTF-8 文本；请另存为 UTF-8",
    ),
    "a name that is taken": (
        lambda folder: _checked(folder / "annual_2021.lark", ""),
        "annual_2021.lark:1: 已有名为 annual_2021 的格式；请将文件改名",
    ),
    "a table that is broken": (_with_a_broken_table, "已损坏；请删除，或重新生成：gongkai forms --table "),
    "a tree of something else": (lambda _: gongkai.to_report(Tree("x", [])), "这不是规则 report 的树；请给出宿主语法"),
    "a tree without a form": (
        lambda _: gongkai.to_report(Tree("report", [])),
        '无法从树得知是哪一种格式；请指明格式：to_report(subtree, "annual_2021")',
    ),
}
"""What else a FormError is raised for, and what is said of it in Chinese."""


def _raised(case: str, folder: Path) -> FormError:
    make = OTHERS[case][0] if case in OTHERS else lambda folder: _checked(folder / "form_2030.lark", BROKEN[case][0])
    with pytest.raises(FormError) as raised:
        make(folder)
    return raised.value


@pytest.mark.parametrize("case", [*BROKEN, *OTHERS])
def test_what_is_wrong_is_said_in_the_language_of_the_locale(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = _raised(case, tmp_path)
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    chinese = _raised(case, tmp_path)
    said = OTHERS[case][1] if case in OTHERS else CHINESE[case]
    assert said in str(chinese)
    assert said not in str(english)
    assert (chinese.file, chinese.remedy != "") == (english.file, english.remedy != "")
    if not case.startswith("ambiguous"):  # of two rules that hold each other, either is at fault
        assert (chinese.line, chinese.rule) == (english.line, english.rule)
    monkeypatch.setenv("LANGUAGE", "C")
    again = pickle.loads(pickle.dumps(chinese))
    assert (str(again), vars(again)) == (str(chinese), vars(chinese))


class _Watched(dict[str, tuple[str, str]]):
    """Remembers what was asked for."""

    def __init__(self, of: dict[str, tuple[str, str]]) -> None:
        super().__init__(of)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.asked.add(name)
        return super().__getitem__(name)


def _fails(*_: Any) -> None:
    raise json.JSONDecodeError("no table", "", 0)


def test_every_sentence_can_be_met(plug_in: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = _Watched(form_complaints.SAID)
    monkeypatch.setattr(form_complaints, "SAID", watched)
    for number, case in enumerate([*BROKEN, *OTHERS]):
        folder = tmp_path / str(number)
        folder.mkdir()
        _raised(case, folder)
    plug_in("next_year/forms_of_2027", "no_such_package")
    monkeypatch.setattr(form_file, "check_apart", _fails)
    with pytest.warns(UserWarning, match="left out"):
        gongkai.forms()
    assert watched.asked == form_complaints.SAID.keys()


def test_a_plug_in_that_is_broken_is_named_in_chinese(
    plug_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    plug_in("broken/broken_forms", "next_year/forms_of_2027", "no_such_package")
    monkeypatch.setattr(form_file, "check_apart", _fails)
    with pytest.warns(UserWarning, match="^略去一个插件的格式：") as warned:
        gongkai.forms()
    told = " ".join(str(one.message) for one in warned)
    assert "入口点 no_such_package 指定的包 no_such_package 无法导入：ModuleNotFoundError: " in told
    assert re.search(r"annual_2027\.lark:1: 无法加载：JSONDecodeError: no table", told)
    assert cli.main(["forms"]) == 0
    err = capsys.readouterr().err.splitlines()
    assert len(err) == len(warned)
    assert all(line.startswith("gongkai: 略去一个插件的格式：") for line in err)


def test_the_command_says_what_is_wrong_with_a_grammar_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    file = tmp_path / "form_2030.lark"
    file.write_text(BROKEN["%ignore"][0], "utf-8")
    assert cli.main(["forms", "--check", str(file)]) == 2
    assert (
        capsys.readouterr().err == f"gongkai: {file}:3: {form_complaints.SAID['form_ignore'][1]}；{form_complaints.SAID['form_ignore_remedy'][1]}\n"
    )
