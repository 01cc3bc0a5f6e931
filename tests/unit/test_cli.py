from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import gongkai
from gongkai.cli import main
from gongkai.diagnostics import CODES
from tests.unit import official

PAGE = official.page("annual_2021", official.numbered("annual_2021"))
EARLIER = official.page("annual_2019", official.numbered("annual_2019"))
DAMAGED = PAGE.replace("（一）予以公开 | 1024 |", "（一）予以公开 |")
UNTITLED = PAGE.removeprefix(official.TITLE)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The exit status, standard output and standard error of a call."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as stopped:  # argparse, for a call that it does not understand
            status = stopped.code if isinstance(stopped.code, int) else 1
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "report.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


# ---------------------------------------------------------------- exit status


def test_the_version_is_that_of_the_package_that_is_installed(run: Run) -> None:
    assert run("--version") == (0, f"gongkai {version('gongkai')}\n", "")


def test_a_report_without_findings_is_status_0_and_says_nothing_on_standard_error(run: Run, file: Callable[..., Path]) -> None:
    status, out, err = run("parse", file(PAGE))
    assert (status, err) == (0, "")
    assert official.TITLE in out


def test_findings_that_are_no_errors_are_status_0(run: Run, file: Callable[..., Path]) -> None:
    status, _, err = run("parse", file(UNTITLED))
    assert status == 0
    assert len(err.splitlines()) == 1
    assert "warning GK106" in err


def test_an_error_in_a_report_is_status_1_and_a_line_with_its_place(run: Run, file: Callable[..., Path]) -> None:
    path = file(DAMAGED)
    status, out, err = run("parse", path)
    assert status == 1
    (line,) = err.splitlines()
    number = DAMAGED[: DAMAGED.index("（一）予以公开")].count("\n") + 1
    assert line.startswith(f"{path}:{number}:1: error GK3")
    assert out


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\x00" * 100,
        bytes(range(256)) * 40,
        b"\xff\xfe\x00",
        "全年工作平稳。".encode(),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04" + bytes(200),
    ],
    ids=["empty", "white space", "zeros", "rubbish", "half a character", "no report", "pdf", "zip"],
)
@pytest.mark.parametrize("command", [["parse"], ["parse", "--to", "json"], ["render"]])
def test_what_is_no_report_is_status_2_and_one_line(run: Run, file: Callable[..., Path], content: bytes, command: list[str]) -> None:
    path = file(content)
    status, out, err = run(*command, path)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith(f"gongkai: {path}: ")
    assert any(words in line for words in ("GK101", "is not read; ", "is damaged"))


@pytest.mark.parametrize("command", ["parse", "render"])
def test_a_file_that_cannot_be_read_is_status_2_and_one_line(run: Run, tmp_path: Path, command: str) -> None:
    for name in (tmp_path / "missing.txt", tmp_path, "a\0b", "x" * 5000):
        status, out, err = run(command, name)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert err.startswith("gongkai: ")


def test_one_file_that_cannot_be_read_does_not_keep_the_others_from_being_read(run: Run, file: Callable[..., Path], tmp_path: Path) -> None:
    status, out, err = run("parse", tmp_path / "missing.txt", file(PAGE), file(DAMAGED, "damaged.txt"), file("", "empty.txt"), "--to", "jsonl")
    assert status == 2
    assert [Path(json.loads(line)["file"]).name for line in out.splitlines()] == ["report.txt", "damaged.txt"]
    assert len(err.splitlines()) == 3


@pytest.mark.parametrize(
    "call", [[], ["nonsense"], ["parse"], ["parse", "x", "--to", "nonsense"], ["render"], ["explain"], ["parse", "--nonsense", "x"], ["forms", "x"]]
)
def test_a_call_that_is_wrong_is_status_2(run: Run, call: list[str]) -> None:
    status, out, err = run(*call)
    assert (status, out) == (2, "")
    assert "gongkai" in err
    assert "Traceback" not in err


def test_help_is_status_0(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert all(command in out for command in ("parse", "render", "forms", "explain"))


# ---------------------------------------------------------------- input and output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_may_be_in_another_character_set(run: Run, file: Callable[..., Path], encoding: str) -> None:
    status, out, _ = run("parse", file(PAGE.encode(encoding)), "--to", "json")
    assert status == 0
    assert gongkai.Report.from_dict(json.loads(out)) == gongkai.parse(PAGE).report


def test_a_dash_is_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    status, out, err = run("parse", "-", "--to", "json")
    assert (status, err) == (0, "")
    data = json.loads(out)
    assert data["file"] == "-"
    assert gongkai.Report.from_dict(data) == gongkai.parse(PAGE).report


@pytest.mark.parametrize("page", [PAGE, EARLIER, DAMAGED, UNTITLED])
def test_json_is_the_report_and_its_findings(run: Run, file: Callable[..., Path], page: str) -> None:
    _, out, _ = run("parse", file(page), "--to", "json")
    result = gongkai.parse(page)
    data = json.loads(out)
    assert gongkai.Report.from_dict(data) == result.report
    assert [(one["code"], one["severity"], one["entries"]) for one in data["diagnostics"]] == [
        (one.code, one.severity.value, list(one.entries)) for one in result.diagnostics
    ]
    assert [(one["message"], one["message_zh"]) for one in data["diagnostics"]] == [
        (gongkai.messages(one, "en"), gongkai.messages(one, "zh")) for one in result.diagnostics
    ]


def test_json_of_several_files_is_a_list_and_jsonl_a_line_each(run: Run, file: Callable[..., Path]) -> None:
    files = [file(PAGE), file(EARLIER, "earlier.txt")]
    _, listed, _ = run("parse", *files, "--to", "json")
    _, lines, _ = run("parse", *files, "--to", "jsonl")
    reports = [gongkai.parse(PAGE).report, gongkai.parse(EARLIER).report]
    assert [gongkai.Report.from_dict(data) for data in json.loads(listed)] == reports
    assert [gongkai.Report.from_dict(json.loads(line)) for line in lines.splitlines()] == reports


def test_csv_has_a_line_for_each_entry(run: Run, file: Callable[..., Path]) -> None:
    page = PAGE.replace("| 1010 |", "| |").replace("| 1011 |", "| 0 |").replace("| 1012 |", "| / |")
    path = file(page)
    _, out, _ = run("parse", path, "--to", "csv")
    lines = list(csv.DictReader(io.StringIO(out)))
    report = gongkai.parse(page).report
    assert [f"{line['item']}.{line['column']}" for line in lines] == list(official.keys("annual_2021"))
    for line, entry in zip(lines, report.entries(), strict=True):
        assert line["value"] == ("" if entry.value is None else str(entry.value))
        assert (line["status"], line["label"], line["unit"]) == (entry.status.value, entry.label, entry.unit or "")
        assert page[int(line["start"]) : int(line["end"])] == line["raw"]
        assert (line["file"], line["form"], line["agency"], line["year"]) == (str(path), "annual_2021", "云山县水务局", "2023")
    statuses = {line["column"]: (line["value"], line["status"]) for line in lines if line["item"] == "requests.new"}
    assert statuses["natural_person"] == ("", "blank")
    assert statuses["business"] == ("0", "reported")
    assert statuses["research"] == ("", "not_applicable")


def test_a_tree_is_printed_with_its_rows(run: Run, file: Callable[..., Path]) -> None:
    _, out, _ = run("parse", file(PAGE), "--to", "tree")
    assert out == gongkai.parse(PAGE).tree.pretty()
    assert "rules\t1000|1001|1002\n" in out


def test_a_page_to_read_tells_zero_blank_and_not_applicable_apart(run: Run, file: Callable[..., Path]) -> None:
    page = PAGE.replace("| 1010 |", "| |").replace("| 1011 |", "| 0 |").replace("| 1012 |", "| / |")
    _, out, _ = run("parse", file(page))
    (line,) = (line for line in out.splitlines() if line.startswith("requests.new"))
    assert line.split()[1:8] == ["·", "0", "/", "1013", "1014", "1015", "1016"]
    lost = next(line for line in run("parse", file(DAMAGED))[1].splitlines() if line.startswith("requests.outcomes.granted"))
    assert lost.split()[1:8] == ["?"] * 7


def test_output_may_go_to_a_file(run: Run, file: Callable[..., Path], tmp_path: Path) -> None:
    path = file(PAGE)
    for kind in ("text", "json", "jsonl", "csv", "tree"):
        _, expected, _ = run("parse", path, "--to", kind)
        status, out, err = run("parse", path, "--to", kind, "-o", tmp_path / "out")
        assert (status, out, err) == (0, "", "")
        assert (tmp_path / "out").read_bytes().decode("utf-8") == ("\ufeff" if kind == "csv" else "") + expected


def test_the_suffix_of_the_file_says_what_to_write_unless_the_call_does(run: Run, file: Callable[..., Path], tmp_path: Path) -> None:
    path = file(PAGE)
    assert run("parse", path, "-o", tmp_path / "out.csv") == (0, "", "")
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("file,form,")
    for name in ("out", "out.txt"):
        assert run("parse", path, "-o", tmp_path / name) == (0, "", "")
        assert official.TITLE in (tmp_path / name).read_text("utf-8")
    assert run("parse", path, "-o", tmp_path / "out.csv", "--to", "json") == (0, "", "")
    assert json.loads((tmp_path / "out.csv").read_text("utf-8"))["form"] == "annual_2021"
    assert run("parse", path, "-o", tmp_path / "out.sqlite") == (0, "", "")
    assert (tmp_path / "out.sqlite").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    "call",
    [*(("parse", f"out.{one}") for one in ("doc", "docx", "xls")), *(("render", f"out.{one}") for one in ("pdf", "xlsx", "doc", "json"))],
)
def test_text_goes_to_no_file_whose_name_promises_another_format(run: Run, file: Callable[..., Path], tmp_path: Path, call: tuple[str, str]) -> None:
    what, name = call
    status, out, err = run(what, file(PAGE), "-o", tmp_path / name)
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert f"writes no {Path(name).suffix};" in line
    assert not (tmp_path / name).exists()
    by_name = ("--to", "text") if what == "parse" else ("--layout", "pipe")
    assert run(what, file(PAGE), "-o", tmp_path / name, *by_name) == (0, "", "")


def test_a_folder_where_a_file_is_wanted_is_told_what_reads_folders(run: Run, tmp_path: Path) -> None:
    for what in ("parse", "render"):
        assert "GK441 this is a folder; gongkai batch reads" in run(what, tmp_path)[2]


def test_json_of_two_files_is_a_list_though_only_one_can_be_read(run: Run, file: Callable[..., Path], tmp_path: Path) -> None:
    _, out, _ = run("parse", file(PAGE), tmp_path / "missing.txt", "--to", "json")
    assert len(json.loads(out)) == 1
    assert isinstance(json.loads(out), list)


def test_what_is_no_text_goes_to_a_pipe_as_it_is(file: Callable[..., Path]) -> None:
    assert command("parse", file(PAGE), "--to", "parquet").stdout.startswith(b"PAR1")


def test_what_is_no_text_goes_to_no_terminal(run: Run, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    status, out, err = run("parse", file(PAGE), "--to", "parquet")
    assert (status, out) == (2, "")
    assert "-o" in err


def test_a_package_that_is_not_installed_is_one_line(run: Run, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    status, out, err = run("parse", file(PAGE), "-o", tmp_path / "out.parquet")
    assert (status, out) == (2, "")
    assert "gongkai[arrow]" in err
    assert not (tmp_path / "out.parquet").exists()


def test_a_place_that_cannot_be_written_to_is_status_2_and_one_line(run: Run, file: Callable[..., Path], tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "no" / "such" / "folder", "a\0b"):
        status, out, err = run("parse", file(PAGE), "-o", place)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1


# ---------------------------------------------------------------- the other commands


@pytest.mark.parametrize("layout", gongkai.layouts())
def test_a_report_is_rendered_in_every_layout(run: Run, file: Callable[..., Path], layout: str) -> None:
    status, out, err = run("render", file(PAGE), "--layout", layout)
    assert (status, err) == (0, "")
    assert gongkai.parse(out).report == gongkai.parse(PAGE).report


def test_a_report_with_errors_is_rendered_with_status_1(run: Run, file: Callable[..., Path]) -> None:
    status, out, _ = run("render", file(DAMAGED))
    assert status == 1
    assert "1031" in out


def test_an_unknown_layout_is_status_2_and_one_line_that_names_those_known(run: Run, file: Callable[..., Path]) -> None:
    for path in (file(PAGE), "missing.txt"):
        status, out, err = run("render", path, "--layout", "nonsense")
        assert (status, out) == (2, "")
        (line,) = err.splitlines()
        assert all(name in line for name in (*gongkai.layouts(), *gongkai.document_formats()))


@pytest.mark.parametrize("layout", gongkai.document_formats())
def test_the_form_is_filled_in_as_its_suffix_or_layout_says(run: Run, file: Callable[..., Path], tmp_path: Path, layout: str) -> None:
    for arguments in ([], ["--layout", layout]):
        out = tmp_path / f"out{len(arguments)}.{layout}"
        assert run("render", file(PAGE), "-o", out, *arguments) == (0, "", "")
        assert gongkai.read(out).report.entries() == gongkai.parse(PAGE).report.entries()


@pytest.mark.parametrize("name", ["out.txt", "out.md", "out", "OUT.TXT"])
def test_a_report_is_rendered_to_a_file_of_text(run: Run, file: Callable[..., Path], tmp_path: Path, name: str) -> None:
    assert run("render", file(PAGE), "-o", tmp_path / name) == (0, "", "")
    assert (tmp_path / name).read_text("utf-8") == gongkai.render(gongkai.parse(PAGE).report)


def test_a_report_is_rendered_from_its_json(run: Run, file: Callable[..., Path]) -> None:
    plain = json.dumps(gongkai.parse(PAGE).report.to_dict())
    printed = [run("parse", file(PAGE), "--to", to)[1] for to in ("json", "jsonl")]
    for data in (*printed, plain, "\ufeff" + plain, f"[{plain}]"):
        status, out, err = run("render", file(data, "report.json"))
        assert (status, err) == (0, "")
        assert gongkai.parse(out).report == gongkai.parse(PAGE).report


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: [data, data], "GK442 "),
        (lambda data: {**data, "form": "annual_2031"}, "GK443 the report is of the form annual_2031; known are"),
        (
            lambda data: {**data, "entries": [{**data["entries"][0], "column": "isued"}]},
            "GK444 the form annual_2021 has no entry proactive.rules.isued",
        ),
        (lambda data: {**data, "entries": [{**data["entries"][0], "value": 3.5}]}, "value is 3.5"),
        (lambda data: {"form": "annual_2021"}, "no report that to_dict gave"),
    ],
)
def test_json_that_is_no_report_of_a_form_is_status_2_and_one_line(
    run: Run, file: Callable[..., Path], change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    path = file(json.dumps(change(gongkai.parse(PAGE).report.to_dict())), "report.json")
    status, out, err = run("render", path, "--layout", "html")
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith(f"gongkai: {path}: ")
    assert said in line


def test_broken_json_is_status_2_and_one_line(run: Run, file: Callable[..., Path]) -> None:
    for text in ('{"form": ', "[{" * 100_000):
        status, out, err = run("render", file(text, "report.json"))
        assert (status, out) == (2, "")
        (line,) = err.splitlines()
        assert "GK442 this is no JSON of one report" in line


def test_a_file_that_cannot_be_written_is_status_2_and_one_line(run: Run, file: Callable[..., Path], tmp_path: Path) -> None:
    status, out, err = run("render", file(PAGE), "-o", tmp_path / "nowhere" / "out.html")
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_the_forms_are_listed_one_a_line(run: Run) -> None:
    assert run("forms") == (0, "statistics_2014\nannual_2019\nannual_2021\n", "")


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained_in_both_languages(run: Run, code: str) -> None:
    status, out, err = run("explain", code)
    assert (status, err) == (0, "")
    for lang in ("zh", "en"):
        assert CODES[code].message[lang] in out
        assert CODES[code].help[lang] in out
    assert run("explain", code.lower())[1] == out


@pytest.mark.parametrize("code", ["GK999", "", "nonsense", "201"])
def test_an_unknown_code_is_status_2_and_one_line(run: Run, code: str) -> None:
    status, out, err = run("explain", code)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


# ---------------------------------------------------------------- as a process


def command(*arguments: str | Path, **options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai.cli", *map(str, arguments)], capture_output=True, check=False, env={**os.environ, **options}
    )


def test_a_terminal_that_cannot_show_chinese_gets_no_traceback(file: Callable[..., Path]) -> None:
    for arguments in (["parse", file(PAGE)], ["parse", file(DAMAGED), "--to", "json"], ["explain", "GK301"], ["render", file(PAGE)]):
        done = command(*arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert b"Traceback" not in done.stderr
        assert done.returncode in (0, 1)


def test_a_reader_that_goes_away_is_no_error(file: Callable[..., Path]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli", "parse", str(file(PAGE)), "--to", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as stderr:
        assert stderr.read() == b""
    assert process.wait() == 0


def test_the_messages_follow_the_locale(run: Run, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (chinese,) = gongkai.parse(UNTITLED).diagnostics
    assert gongkai.messages(chinese, "zh") in run("parse", file(UNTITLED))[2]


def test_the_package_is_run_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "gongkai", "--version"], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["gongkai", version("gongkai")]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["forms"], ["explain", "GK101"]], ids=lambda arguments: arguments[0])
def test_an_output_whose_reader_has_gone_is_no_fault(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "gongkai.cli", *arguments], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("arguments", [["--version"], ["forms"], ["explain", "GK101"]], ids=lambda arguments: arguments[0])
def test_a_full_disk_under_the_output_is_one_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "gongkai.cli", *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_terminal_that_cannot_show_chinese_has_a_help() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-m", "gongkai.cli", "--help"], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"read a folder into one table" in done.stdout
