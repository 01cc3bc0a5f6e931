"""A grammar that is no form is refused, with the line and what to do; the other forms are read all the same."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import gongkai
from gongkai import cli, grammar
from gongkai.errors import FormError
from tests.unit import official

IMPORT = "%import annual_2021 (report, refused, state_secret, _applicants, _documents, _balance, carried_in, SUM, EQUALS)\n"
NOTICE = "%import annual_2021 (report, _notice, NOTICE, carried_in)\n%override "
PARTS = """%declare TEXT CELLS_1 CELLS_2 PART OF
report: section
section: _heading ( a | b | c | d | _a_part )*
!_heading: "一、甲乙丙丁"
a: "甲甲" _one
b: "乙乙" _one
c: "丙丙" _one
d: "丁丁" _two
_one: CELLS_1 | COUNT
_two: CELLS_2 | COUNT MORE
COUNT: "数量"
MORE: "更多"
"""

BROKEN: dict[str, tuple[str, int, str]] = {
    "ambiguous, two rows with one label": (
        IMPORT + '%override refused: "（三）不予公开" ( state_secret | again )*\nagain: "1.属于国家秘密" _applicants\n',
        3,
        "ambiguous.*label of its own",
    ),
    "ambiguous, two repetitions": ('report: a*\na: "甲乙" b*\nb: "丙丁" a*\n', 0, "ambiguous"),
    "ambiguous, two rules for one": ('report: (a|b)*\na: x\nb: x\nx: "甲乙"\n', 3, "ambiguous"),
    "a name twice": ('%import annual_2021 (report)\nx: "甲"\ny: "乙"\nx: "丙"\n', 4, "name x is used twice, first in line 2"),
    "a column twice": ('%import annual_2021 (report)\nX: "甲"\nX: "丙"\n', 3, "name X is used twice"),
    "a name that is imported": (IMPORT + '\nrefused: "x"\n', 3, "name refused is used twice.*%override"),
    "a name by two roads": ("%import annual_2021 (report, refused)\n%import annual_2019 (refused)\n", 1, "two imports"),
    "an alias": ('%import annual_2021 (report)\n// -> is no alias here\nx: "a->b" -> y\n', 3, "->.*a rule of its own"),
    "%ignore": ('%import annual_2021 (report)\n\n%ignore " "\n', 3, "%ignore.*leave it out"),
    "no column count": (IMPORT + '%override _documents: A B\nA: "甲甲甲"\nB: "乙乙乙"\n', 2, "CELLS_2"),
    "another column count": (IMPORT + '%override _documents: CELLS_3 | A B\nA: "甲甲甲"\nB: "乙乙乙"\n%declare CELLS_3', 2, "2 columns.*CELLS_2"),
    "a count that is not declared": (IMPORT + '%override _documents: CELLS_2 | A B\nA: "甲甲甲"\nB: "乙乙乙"\n', 2, "%declare CELLS_2"),
    "columns without a label": (IMPORT + '%override refused: "（三）不予公开" x*\nx: TEXT _applicants\n%declare TEXT\n', 3, "cells and no label"),
    "an override of nothing": (
        '%import annual_2021 (report)\n%override refused: "a"\n',
        2,
        r"overrides refused.*%import annual_2021 \(report, refused\)",
    ),
    "a rule that is not there": (IMPORT + '%override state_secret: "1.属于国家秘密" _nowhere\n', 2, "_nowhere.*not defined"),
    "a sum over what is no row": (IMPORT + '%override _balance: SUM carried_in EQUALS x\nx: "甲"\n', 2, "states no sum: x is no row"),
    "a sum without an end": (IMPORT + "%override _balance: SUM carried_in\n", 2, "states no sum"),
    "a part of two rows": (PARTS + "_a_part: PART a OF b c\n", 13, "states no part of a row: it names 2 rows as the whole.*the one row"),
    "a part of itself": (PARTS + "_a_part: PART a OF a\n", 13, "states no part of a row: a stands on both sides"),
    "parts of each other": (
        PARTS.replace("_a_part )", "_a_part | _b_part )") + "_a_part: PART a OF b\n_b_part: PART b OF a\n",
        14,
        "a b are parts of each other",
    ),
    "a part of nothing": (PARTS + "_a_part: PART a\n", 13, "states no part of a row.*write PART"),
    "a part of what is no row": (PARTS + '_a_part: PART a OF x\nx: "甲甲"\n', 13, "states no part of a row: x is no row"),
    "a part of a row with other columns": (PARTS + "_a_part: PART a OF d\n", 13, "states no part of a row.*other columns"),
    "a notice without a number": (f'{NOTICE}_notice: NOTICE "国办公开办函"\n', 2, "names no notice: 国办公开办函.*its number"),
    "a notice without quotes": (f"{NOTICE}_notice: NOTICE carried_in\n", 2, "names no notice: carried_in"),
    "no notice": (f"{NOTICE}_notice: NOTICE\n", 2, "names no notice: nothing.*its number"),
    "no rule of the sheet": ('start: "a"\n', 1, "no rule report"),
    "nothing": ("", 1, "no rule report"),
    "no Lark": ("这不是一个文法\n", 1, "no grammar"),
    "no Lark in line 3": ("report: a\n\n)\n", 3, "no grammar"),
    "an import of nothing": ("%import annual_1999 (report)\n", 1, "annual_1999.*no such grammar"),
    "an import of itself": ("%import .form_2030 (report)\n", 1, "itself"),
    "a rule within itself": ('report: a\na: "甲" a\n  | "乙"\n', 1, "itself"),
    "a regular expression that is none": ("report: title\ntitle: TITLE\nTITLE: /(?P<a>x/\n", 3, "regular expression"),
    "no row": ("report: title\ntitle: TITLE\nTITLE: /x/\n", 1, "no row"),
    "a label of two groups": (
        PARTS.replace("| d |", "| d | e | f |") + '_a_part: PART a OF b\ne: "戊戊" g\nf: "戊戊" h\ng: "己己" _one\nh: "庚庚" _one\n',
        15,
        "label “戊戊” stands for section.e and for section.f",
    ),
    "a key twice": (PARTS.replace("_a_part", "z__a") + 'z__a: "戊戊" _one\n', 5, "key section.a.count is that of two numbers"),
    "a key below a number": (
        PARTS.replace("_a_part", "d").replace("COUNT MORE", 'COUNT count\ncount: "其中" MORE'),
        8,
        "key section.d.count is a number, and section.d.count.more stands below it",
    ),
    "the labels of another form": ("%import annual_2021 (report)\n", 1, "same labels as the form annual_2021"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_said_with_its_line_and_what_to_do(case: str, tmp_path: Path) -> None:
    text, line, said = BROKEN[case]
    file = tmp_path / "form_2030.lark"
    file.write_text(text, "utf-8")
    with pytest.raises(FormError, match=f"(?s){said}") as raised:
        grammar.check(file)
    said_line = raised.value.line or 1
    assert raised.value.file == str(file)
    assert line in (said_line, 0)  # 0: of two rules that hold each other, either is at fault
    assert str(raised.value).startswith(f"{file}:{said_line}: ")
    assert "\n" not in str(raised.value)
    assert raised.value.remedy
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.line) == (str(raised.value), raised.value.line)


@pytest.mark.parametrize(("data", "said"), [(b"\xff\xfe\x00", "UTF-8"), (None, "cannot be read")])
def test_a_file_that_is_no_text_is_refused(data: bytes | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "form_2030.lark"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(FormError, match=said):
        grammar.check(file)


@pytest.mark.parametrize("name", official.FORMS)
def test_a_form_built_in_is_well(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["forms", "--check", str(grammar.path(name))]) == 0
    assert name in capsys.readouterr().out


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "form_2030.lark"
    file.write_text(BROKEN["%ignore"][0], "utf-8")
    assert cli.main(["forms", "--check", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"gongkai: {file}:3: ")
    assert err.count("\n") == 1


def test_broken_plug_ins_are_named_once_and_break_nothing(plug_in: Callable[..., None]) -> None:
    page = official.page("annual_2021", official.numbered("annual_2021"))
    before = gongkai.parse(page)
    plug_in("broken/broken_forms", "no_such_package")
    with pytest.warns(UserWarning, match="left out") as warned:
        after = gongkai.parse(page)
    assert after == before
    assert gongkai.forms() == official.ALL_FORMS
    assert len(warned) == 4 == len(grammar.broken())
    names = " ".join(map(str, grammar.broken()))
    assert all(name in names for name in ("annual_2021.lark:1", "annual_2028.lark:5", "annual_2029.lark:1", "no_such_package"))


def test_a_plug_in_that_is_well_is_read_beside_one_that_is_not(plug_in: Callable[..., None]) -> None:
    plug_in("broken/broken_forms", "next_year/forms_of_2027")
    with pytest.warns(UserWarning, match="left out"):
        found = gongkai.forms()
    assert found == (*official.ALL_FORMS, "annual_2027")


def test_the_list_of_forms_names_what_was_left_out(plug_in: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    plug_in("broken/broken_forms")
    assert cli.main(["forms"]) == 0
    out, err = capsys.readouterr()
    assert out.split() == list(official.ALL_FORMS)
    assert err.count("\n") == 3
    assert "annual_2028.lark:5" in err


def test_a_second_form_of_one_name_is_left_out(plug_in: Callable[..., None]) -> None:
    plug_in("broken/broken_forms")
    with pytest.warns(UserWarning, match="left out") as warned:
        gongkai.forms()
    assert "there is a form annual_2021 already" in " ".join(str(one.message) for one in warned)
    assert grammar.path("annual_2021").parent == Path(gongkai.IMPORT_PATHS[0])


@pytest.mark.parametrize(("first", "name", "rows"), [("%import annual_2021", "annual_2027", 35), ("report:", "shanghai_2008", 2)])
def test_the_grammars_of_the_how_to_are_forms(first: str, name: str, rows: int, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "add-a-form-year.md").read_text("utf-8")
    (text,) = (block for block in re.findall(r"^```\w*\n(.*?)^```", page, re.DOTALL | re.MULTILINE) if block.startswith(first))
    file = tmp_path / f"{name}.lark"
    file.write_text(text, "utf-8")
    assert len(grammar.check(file).rows) == rows
