"""gongkai check: what it prints for which files, and its exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import gongkai
from gongkai.cells import width
from gongkai.cli import main
from gongkai.diagnostics import CODES
from gongkai.report_formats import FORMATS
from tests.printed_html import printed

ROOT = Path(__file__).parents[2]
FINDINGS = ROOT / "tests" / "findings"
BROKEN = (FINDINGS / "GK501_a_total_of_a_row.txt").read_text("utf-8")
CLEAN = (
    BROKEN.replace("| 9 | 3 | 0 | 0 | 0 | 0 | 13 |", "| 10 | 3 | 0 | 0 | 0 | 0 | 13 |")
    .replace("（一）予以公开 | 5 |", "（一）予以公开 | 6 |")
    .replace("（七）总计 | 8 |", "（七）总计 | 9 |")
)
DOUBTFUL = (FINDINGS / "GK523_published_in_may.txt").read_text("utf-8")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The exit status, standard output and standard error of a check in a new folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            status = main(["check", *map(str, arguments)])
        except SystemExit as stopped:  # argparse, for a call that it does not understand
            status = stopped.code if isinstance(stopped.code, int) else 1
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def write(**pages: str | bytes) -> None:
    """Files in the current folder; two underscores in a name are a slash, one a dot."""
    for name, page in pages.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page if isinstance(page, bytes) else page.encode())


def checked(run: Run, *arguments: str) -> dict[str, object]:
    """What is found by file, with the codes."""
    data = json.loads(run(*arguments, "--format", "json")[1])
    return {one["file"]: [found["code"] for found in one["findings"]] if "findings" in one else one["state"] for one in data["files"]}


# ---------------------------------------------------------------- exit status


def test_nothing_of_severity_error_is_status_0(run: Run) -> None:
    write(clean_txt=CLEAN, doubtful_txt=DOUBTFUL)
    assert run("clean.txt") == (0, "1 file: 1 clean\n", "")
    status, out, err = run("doubtful.txt")
    assert (status, err) == (0, "")
    assert "warning GK523" in out
    assert "1 file: 1 doubtful\n" in out


def test_a_finding_of_severity_error_is_status_1(run: Run) -> None:
    write(broken_txt=BROKEN, clean_txt=CLEAN)
    status, out, err = run("clean.txt", "broken.txt")
    assert (status, err) == (1, "")
    assert "2 files: 1 clean, 1 with errors\n" in out


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_cannot_be_read_is_status_2_and_one_line_and_the_others_are_checked(run: Run, form: str) -> None:
    write(broken_txt=BROKEN, notice_txt="关于放假的通知", picture_png=b"\x89PNG\r\n\x1a\n", torn_docx=b"PK\x03\x04word/ torn")
    status, out, err = run("missing.txt", "notice.txt", "picture.png", "torn.docx", "a\0b", "x" * 5000, "broken.txt", "--format", form)
    assert status == 2
    assert len(err.splitlines()) == 6
    assert all(line.startswith("gongkai: ") for line in err.splitlines())
    assert "GK501" in out


@pytest.mark.parametrize(
    "call",
    [
        [],
        ["--format", "nonsense", "x"],
        ["--lang", "fr", "x"],
        ["--ignore", "GK9", "clean.txt"],
        ["clean.txt", "--previous"],
        ["clean.txt", "-o", "clean.txt"],
        ["clean.txt", "-o", "."],
        ["clean.txt", "-o", "no/such/folder/x"],
        ["clean.txt", "-o", "a\0b"],
        ["clean.txt", "--of", "missing.txt"],
        ["clean.txt", "--previous", "missing.txt"],
    ],
)
def test_a_call_that_is_wrong_is_status_2_without_a_traceback(run: Run, call: list[str]) -> None:
    write(clean_txt=CLEAN)
    status, _, err = run(*call)
    assert status == 2
    assert "gongkai" in err
    assert "Traceback" not in err
    assert Path("clean.txt").read_text("utf-8") == CLEAN


def test_a_broken_plug_in_is_status_2_and_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: gongkai.Report) -> list[gongkai.Diagnostic]:
        raise gongkai.CheckError("the check 'x' of a plug-in fails: ZeroDivisionError: division by zero")

    monkeypatch.setattr("gongkai.checks.plugged", lambda: (broken,))
    write(clean_txt=CLEAN)
    assert run("clean.txt") == (2, "", "gongkai: the check 'x' of a plug-in fails: ZeroDivisionError: division by zero\n")


# ---------------------------------------------------------------- which files


def test_a_dash_is_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BROKEN.encode())))
    status, out, _ = run("-", "-")
    assert status == 1
    assert out.startswith("-:21:44: error GK501 ")
    assert out.count("error GK501 “（一）予以公开”") == 1


def test_a_folder_is_all_files_below_it_in_order_without_those_of_other_kinds(run: Run) -> None:
    write(in__b_txt=CLEAN, in__a__z_txt=BROKEN, in__c_txt="关于放假的通知", in__d_PNG=b"\x89PNG\r\n\x1a\n", in__e_css="a{}", in__f=DOUBTFUL)
    write(**{"in__.hidden_txt": BROKEN, "in__~$a_txt": BROKEN, "in__.git__x_txt": BROKEN, "out_txt": BROKEN})
    shown = checked(run, "in")
    assert list(shown) == [str(Path("in", *name)) for name in (["b.txt"], ["c.txt"], ["d.PNG"], ["e.css"], ["f"], ["a", "z.txt"])]
    assert list(shown.values()) == [[], "unreadable", "passed_over", "passed_over", ["GK523"], ["GK501"] * 3]
    status, out, err = run("in")
    assert status == 2
    assert len(err.splitlines()) == 1
    assert "4 files: 1 clean, 1 doubtful, 1 with errors, 1 unreadable\n" in out
    assert "passed over, not of a kind that is read: in/d.PNG, in/e.css" in out.replace("\\", "/")


def test_a_pattern_is_what_it_matches_and_a_file_is_checked_once(run: Run) -> None:
    write(in__b_txt=CLEAN, in__a_txt=CLEAN, in__deep__c_txt=CLEAN, in__d_md=CLEAN)
    assert list(checked(run, "in/*.txt", "in/a.txt", "./in/b.txt")) == [str(Path("in", name)) for name in ("a.txt", "b.txt")]
    assert len(checked(run, "in/**/*.txt")) == 3
    assert len(checked(run, "i*")) == 4
    assert run("in/*.pdf")[0] == 2


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(run: Run) -> None:
    Path("[2023].txt").write_text(CLEAN, "utf-8")
    assert checked(run, "[2023].txt") == {"[2023].txt": []}


def test_the_output_in_a_folder_is_not_checked_when_it_is_there_the_next_time(run: Run) -> None:
    write(in__a_txt=BROKEN)
    for _ in range(2):
        assert run("in", "--format", "html", "-o", "in/found.html") == (1, "", "")
        assert "found.html" not in Path("in/found.html").read_text("utf-8")


def test_two_hundred_files_are_checked_and_summed_up(run: Run) -> None:
    for at in range(200):
        write(**{f"in__{at}_txt": (BROKEN, CLEAN, DOUBTFUL, CLEAN)[at % 4]})
    status, out, err = run("in")
    assert (status, err) == (1, "")
    summary = out[out.index("200 files: ") :].splitlines()
    assert summary[0] == "200 files: 100 clean, 50 doubtful, 50 with errors"
    assert [" ".join(line.split()[:9]) for line in summary[1:]] == [
        "GK501 error 50 of 200 files, 150 in all",
        "GK523 warning 50 of 200 files, 50 in all",
    ]


# ---------------------------------------------------------------- what is found


@pytest.mark.parametrize("path", sorted(FINDINGS.glob("*.txt")) + sorted((ROOT / "tests" / "malformed").glob("*")), ids=lambda path: path.stem)
def test_the_findings_are_those_of_reading_and_of_checking_each_once(run: Run, path: Path) -> None:
    data = json.loads(run(path, "--format", "json")[1])
    (shown,) = data["files"]
    if shown["state"] == "unreadable":
        assert "GK101" in shown["fault"]
        return
    result = gongkai.read(path)
    expected = {*result.diagnostics, *gongkai.check(result.report)}
    assert sorted((one["code"], one["message"]) for one in shown["findings"]) == sorted((one.code, gongkai.messages(one)) for one in expected)
    starts = [one["span"]["start"] if one["span"] else -1 for one in shown["findings"]]
    assert starts == sorted(starts)


def test_what_an_empty_form_lacks_is_said_once(run: Run) -> None:
    assert list(checked(run, str(ROOT / "tests/malformed/GK104_an_empty_form.txt")).values()) == [["GK104"]]


@pytest.mark.parametrize("ignore", [["--ignore", "GK5"], ["--ignore", "gk50, GK52"], ["--ignore", "GK501", "--ignore", "GK502,GK503"]])
def test_what_is_ignored_is_neither_shown_nor_counted(run: Run, ignore: list[str]) -> None:
    write(broken_txt=BROKEN)
    assert run("broken.txt", *ignore) == (0, "1 file: 1 clean\n", "")


def test_what_reading_found_can_be_ignored_too(run: Run) -> None:
    page = str(ROOT / "tests/malformed/GK304_a_column_lost.txt")
    assert set(next(iter(checked(run, page).values()))) == {"GK304", "GK312"}  # type: ignore[call-overload]
    assert list(checked(run, page, "--ignore", "GK312").values()) == [["GK304"]]


def test_the_excerpt_marks_the_place(run: Run) -> None:
    write(broken_txt=BROKEN)
    lines = run("broken.txt")[1].splitlines()
    assert lines[2].index("^") == width(lines[1][: lines[1].index("13 |")])
    assert lines[1:3] == ["   21 | 一、本年新收政府信息公开申请数量 | 9 | 3 | 0 | 0 | 0 | 0 | 13 |", f"      | {' ' * 59}^^"]


def test_a_finding_in_a_file_names_the_place_in_its_table(run: Run) -> None:
    write(page_html=printed(gongkai.parse(BROKEN).report, "plain"))
    for lang, place in (("en", "(table 2, row 4, column 10)"), ("zh", "(表2第4行第10列)")):
        lines = run("page.html", "--lang", lang)[1].splitlines()
        assert lines[2].endswith(f"^^  {place}")


def test_the_language_is_that_of_the_locale_or_the_one_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(broken_txt=BROKEN, notice_txt="关于放假的通知")
    english, chinese = (run("broken.txt", "notice.txt", "--lang", lang) for lang in ("en", "zh"))
    assert "adds up to" in english[1]
    assert "2 files: 1 with errors, 1 unreadable" in english[1]
    assert "各列之和" in chinese[1]
    assert "共 2 份：有错误 1，无法读取 1" in chinese[1]
    assert CODES["GK101"].message["zh"] in chinese[2]
    assert run("broken.txt", "notice.txt") == english
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("broken.txt", "notice.txt") == chinese


def test_what_cannot_be_assessed_is_said_on_request(run: Run) -> None:
    page = str(FINDINGS / "GK507_an_empty_cell_in_a_sum.txt")
    assert "note GK507 " not in run(page)[1]
    assert "note GK507 " in run(page, "--unassessable")[1]


# ---------------------------------------------------------------- years and subordinates


def of_year(year: int, agency: str = "云山县水务局") -> str:
    """A report that carries 1 request in and 2 out."""
    return CLEAN.replace("2023", str(year)).replace("云山县水务局", agency)


def test_a_report_is_compared_with_that_of_the_year_before(run: Run) -> None:
    write(now_txt=of_year(2023), before_txt=of_year(2022), long_before_txt=of_year(2021))
    status, out, _ = run("now.txt", "--previous", "before.txt")
    assert status == 1
    assert "error GK541" in out
    assert checked(run, "now.txt", "--previous", "before.txt", "--ignore", "GK541,GK542,GK563") == {"now.txt": []}
    assert checked(run, "now.txt", "--previous", "long.before.txt") == {"now.txt": ["GK544"]}


def test_many_reports_are_compared_each_with_its_own_of_the_year_before(run: Run) -> None:
    organs = ("云山县水务局", "云山县教育局", "云山县民政局")
    for at, organ in enumerate(organs):
        write(**{f"now__{at}_txt": of_year(2023, organ)})
    for at, organ in enumerate(reversed(organs[:2])):
        write(**{f"before__{at}_txt": of_year(2022, organ), f"before__{at}_old_txt": of_year(2021, organ)})
    shown = list(checked(run, "now", "--previous", "before", "--ignore", "GK542,GK563").values())
    assert shown == [["GK541", "GK541"], ["GK541", "GK541"], ["GK544"]]


def test_a_report_of_the_year_before_that_cannot_be_read_is_status_2_and_the_others_are_compared(run: Run) -> None:
    write(now_txt=of_year(2023), before_txt=of_year(2022), notice_txt="关于放假的通知")
    status, out, err = run("now.txt", "--previous", "notice.txt", "--previous", "before.txt")
    assert status == 2
    assert "notice.txt" in err
    assert "GK541" in out


def test_a_superior_is_compared_with_the_sum_of_the_others_and_is_none_of_them(run: Run) -> None:
    write(in__a_txt=of_year(2023, "云山县教育局"), in__b_txt=of_year(2023, "云山县民政局"), in__county_txt=of_year(2023, "云山县人民政府"))
    data = json.loads(run("in", "--of", "in/county.txt", "--format", "json")[1])
    assert [one["file"] for one in data["files"]] == [str(Path("in", "a.txt")), str(Path("in", "b.txt")), "in/county.txt"]
    *parts, superior = (one["findings"] for one in data["files"])
    assert parts == [[], []]
    found = next(one for one in superior if one["entries"] == ["requests.new.natural_person"])
    assert (found["code"], found["severity"]) == ("GK551", "warning")
    assert sorted(found["shares"]) == [["云山县教育局", 10], ["云山县民政局", 10]]
    assert "云山县教育局 10 + 云山县民政局 10" in run("in", "--of", "in/county.txt", "--lang", "zh")[1]


# ---------------------------------------------------------------- output


@pytest.mark.parametrize("form", FORMATS)
def test_output_may_go_to_a_file(run: Run, form: str) -> None:
    write(broken_txt=BROKEN, clean_txt=CLEAN)
    status, out, err = run("broken.txt", "clean.txt", "--format", form)
    assert run("broken.txt", "clean.txt", "--format", form, "-o", "out") == (status, "", err) == (1, "", "")
    assert Path("out").read_bytes().decode("utf-8") == out


def test_json_has_the_messages_in_both_languages_and_a_summary(run: Run) -> None:
    write(broken_txt=BROKEN, clean_txt=CLEAN, notice_txt="关于放假的通知")
    data = json.loads(run("broken.txt", "clean.txt", "notice.txt", "--format", "json")[1])
    first = data["files"][0]["findings"][0]
    (found,) = (one for one in gongkai.check(gongkai.parse(BROKEN).report) if one.span is not None and one.span.start == first["span"]["start"])
    assert (first["message"], first["message_zh"]) == (gongkai.messages(found, "en"), gongkai.messages(found, "zh"))
    assert (first["help"], first["help_zh"]) == (found.words.help["en"], found.words.help["zh"])
    assert (first["line"], first["column"], first["entries"]) == (21, 44, list(found.entries))
    assert data["summary"] == {
        "files": 3, "clean": 1, "doubtful": 0, "errors": 1, "unreadable": 1, "passed_over": 0,
        "rules": [{"code": "GK501", "severity": "error", "files": 1, "findings": 3}],
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_in_another_character_set_is_no_trouble(run: Run, form: str) -> None:
    name = os.fsdecode("报告.txt".encode("gbk"))
    Path(name).write_text(BROKEN, "utf-8")
    assert run(".", "--format", form, "-o", "out") == (1, "", "")
    assert "GK501" in Path("out").read_text("utf-8")


def command(*arguments: str | Path, **options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai.cli", "check", *map(str, arguments)], capture_output=True, check=False, env={**os.environ, **options}
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_terminal_that_cannot_show_chinese_gets_no_traceback(form: str) -> None:
    done = command(FINDINGS / "GK501_a_total_of_a_row.txt", "--format", form, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_goes_away_is_no_error(form: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli", "check", str(FINDINGS), "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as stderr:
        assert stderr.read() == b""
    assert process.wait() == 0


def test_help_names_every_option(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert all(option in out for option in ("--format", "--lang", "--previous", "--of", "--ignore", "--unassessable", "-o"))
