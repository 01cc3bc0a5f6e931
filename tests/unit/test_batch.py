from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import gongkai
from gongkai import export
from gongkai.batch import BatchError, Done, State, run
from gongkai.batch.journal import Journal
from gongkai.batch.outcome import Outcome, outcome, rows_of
from gongkai.batch.plan import files_of
from gongkai.batch.pool import Pool
from gongkai.batch.progress import Progress, span
from gongkai.cells import width
from gongkai.inputs import Taken
from tests.fuzz.kill_a_batch import command, disturbed, fill, outputs, undisturbed
from tests.unit import batch_work, official

PAGE = official.page("annual_2021", official.numbered("annual_2021"))
DAMAGED = PAGE.replace("（一）予以公开 | 1024 |", "（一）予以公开 |")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that are read well, badly and not at all."""
    top = tmp_path_factory.mktemp("in")
    (top / "deeper").mkdir()
    (top / ".git").mkdir()
    pages = {"b.txt": PAGE, "a.txt": DAMAGED, "no report.txt": "天气预报", "deeper/c.md": PAGE, ".hidden": PAGE, ".git/d.txt": PAGE, "~$b.docx": "x"}
    for name, page in pages.items():
        (top / name).write_text(page, "utf-8")
    (top / "empty.pdf").write_bytes(b"%PDF-1.4")
    return top


NAMES = ["a.txt", "b.txt", "empty.pdf", "no report.txt", "deeper/c.md"]
STATES = ["doubtful", "clean", "failed", "failed", "clean"]


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def done(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    out = tmp_path_factory.mktemp("out") / "out.csv"
    return out, run(folder, out, jobs=2)


# ---------------------------------------------------------------- what is written


def test_every_file_that_is_not_hidden_is_a_row_of_the_table_of_files(folder: Path, done: tuple[Path, Done]) -> None:
    rows = table(done[0].with_name("out.files.csv"))
    assert [(row["file"], row["result"]) for row in rows] == [((folder / name).as_posix(), state) for name, state in zip(NAMES, STATES, strict=True)]
    assert done[1].states == Counter({State(state): STATES.count(state) for state in STATES})
    assert done[1].errors


def test_a_failure_has_its_reason_and_no_entries(done: tuple[Path, Done]) -> None:
    rows = table(done[0].with_name("out.files.csv"))
    failed = [row for row in rows if row["result"] == "failed"]
    assert len(failed) == 2
    assert all(row["reason"] and not row["form"] for row in failed)
    assert failed[1]["reason"].startswith("GK101")
    assert {row["file"] for row in table(done[0])} == {row["file"] for row in rows if row["result"] != "failed"}


def test_a_doubtful_file_has_its_findings_counted(done: tuple[Path, Done]) -> None:
    row = table(done[0].with_name("out.files.csv"))[0]
    found = gongkai.parse(DAMAGED).diagnostics
    assert row["codes"] == " ".join(sorted({one.code for one in found}))
    assert [int(row[name]) for name in ("errors", "warnings", "notes")] == [
        sum(one.severity == severity for one in found) for severity in ("error", "warning", "note")
    ]


def readable(folder: Path) -> list[tuple[str, gongkai.Result]]:
    return [((folder / name).as_posix(), gongkai.read(folder / name)) for name, state in zip(NAMES, STATES, strict=True) if state != "failed"]


def test_the_table_is_the_one_that_is_written_of_the_same_results(folder: Path, done: tuple[Path, Done], tmp_path: Path) -> None:
    export.write(readable(folder), tmp_path / "out.csv")
    assert done[0].read_bytes() == (tmp_path / "out.csv").read_bytes()
    assert sorted(path.name for path in done[0].parent.iterdir()) == ["out.csv", "out.files.csv"]


def test_parquet_and_sqlite_hold_the_same_tables(folder: Path, tmp_path: Path) -> None:
    wanted = export.arrow(export.long(readable(folder)))
    run(folder, tmp_path / "out.parquet", jobs=1)
    assert pq.read_table(tmp_path / "out.parquet") == wanted
    assert pq.read_table(tmp_path / "out.files.parquet").column("result").to_pylist() == STATES
    run(folder, tmp_path / "out.sqlite", jobs=1)
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM entries").fetchone() == (wanted.num_rows,)
        assert [state for (state,) in database.execute("SELECT result FROM files")] == STATES


def test_an_output_that_cannot_be_is_said_in_the_words_of_the_call(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"no/out\.csv: its folder is not there"):
        run(folder, tmp_path / "no" / "out.csv", jobs=1)
    for name in ("out.xls", "out.xlsx", "out"):  # nothing is named that another command writes
        with pytest.raises(BatchError, match=r"writes \.csv, \.jsonl, \.parquet, \.sqlite$"):
            run(folder, tmp_path / name, jobs=1)


def test_json_lines_has_a_line_for_each_file(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out.jsonl", jobs=1)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [line["file"] for line in lines] == [(folder / name).as_posix() for name in NAMES]
    assert ["failed" in line for line in lines] == [state == "failed" for state in STATES]
    out = io.BytesIO()
    export.write_to(readable(folder), out, "jsonl")
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [line for line in lines if "failed" not in line]
    files = [json.loads(line) for line in (tmp_path / "out.files.jsonl").read_text("utf-8").splitlines()]
    assert [one["result"] for one in files] == STATES


def test_a_list_names_files_one_a_line_in_any_order(folder: Path, tmp_path: Path) -> None:
    names = [str(folder / "b.txt"), str(tmp_path / "nowhere.txt"), str(folder), "a\0b", str(folder / "a.txt")]
    (tmp_path / "list").write_text("\r\n".join(names[:2]) + "\n\n" + "\n".join(names[2:]), "utf-8", newline="")
    run(tmp_path / "list", tmp_path / "out.csv", jobs=1)
    rows = table(tmp_path / "out.files.csv")
    assert [row["file"] for row in rows] == names
    assert [row["result"] for row in rows] == ["clean", "failed", "failed", "failed", "doubtful"]
    assert "No such file" in rows[1]["reason"]


def test_what_a_batch_writes_is_no_input_of_the_next_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    for _ in range(2):
        run(tmp_path, tmp_path / "out.csv", jobs=1)
    assert len(table(tmp_path / "out.files.csv")) == 1


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    assert list(files_of(str(tmp_path))) == [(tmp_path / "a.txt").as_posix()]


def test_a_file_name_that_is_no_utf_8_is_read_and_written(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xb1\xa8.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - Path takes no bytes
        file.write(PAGE.encode())
    out = tmp_path.parent / f"{tmp_path.name}.csv"
    run(tmp_path, out, jobs=1)
    (row,) = table(out.with_name(f"{out.stem}.files.csv"))
    assert (row["result"], row["file"][-16:]) == ("clean", "\\udcb1\\udca8.txt")


# ---------------------------------------------------------------- bad files and processes


def test_a_file_that_hangs_or_brings_its_process_down_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    top = tmp_path / "in"
    top.mkdir()
    for name in ("a", "b killed", "c hang", "d exit", "e slow", "f", "g"):
        (top / f"{name}.txt").write_text(PAGE, "utf-8")
    run(top, tmp_path / "out.csv", jobs=2, timeout=2.0, work=batch_work.careful)
    rows = table(tmp_path / "out.files.csv")
    assert [row["result"] for row in rows] == ["clean", "failed", "failed", "failed", "clean", "clean", "clean"]
    killed, hung, ended = (row["reason"] for row in rows if row["reason"])
    assert killed == "GK452 the process that read it ended (SIGKILL); expected an answer"
    assert hung.startswith("GK451 it took longer than 2 seconds")
    assert ended == "GK452 the process that read it ended (status 3); expected an answer"


def test_an_error_of_our_own_is_the_reason_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Taken:
        raise RecursionError("too deep")

    monkeypatch.setattr("gongkai.batch.outcome.take", broken)
    found = outcome("a.txt", lines=False)
    assert found.state is State.FAILED
    assert json.loads(found.row)[-1] == "GK453 internal error: RecursionError: too deep; please report it with the file"
    assert list(rows_of(found.body)) == []


def test_processes_that_cannot_start_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.batch.pool._serve", os._exit)
    with Pool(batch_work.careful, lambda *_: pytest.fail("no file was read"), 1, 5.0) as pool, pytest.raises(BatchError, match="no process"):
        list(pool.run(iter([(0, "a.txt")])))


# ---------------------------------------------------------------- interruption


def test_the_journal_is_what_was_put_aside_wherever_it_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    some = [Outcome(state, state is State.DOUBTFUL, f"[{at}]".encode(), b"x" * 3 * at) for at, state in enumerate([*State, *State])]
    journal = Journal(path, 6)
    ends = []
    for number in (3, 0, 5, 1, 4, 2):
        journal.add(number, some[number])
        ends.append(path.stat().st_size)
    journal.close()
    whole = path.read_bytes()
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        journal = Journal(path, 6)
        kept = [number for number, end in zip((3, 0, 5, 1, 4, 2), ends, strict=True) if end <= cut]
        assert [number for number in range(6) if journal.done(number)] == sorted(kept)
        for number in range(6):
            if not journal.done(number):
                journal.add(number, some[number])
        assert [(journal.row(number), journal.body(number)) for number in range(6)] == [(one.row, one.body) for one in some]
        assert journal.states == Counter(one.state for one in some)
        journal.close()


def test_a_record_that_is_not_as_it_was_written_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, 2)
    for number in range(2):
        journal.add(number, Outcome(State.CLEAN, False, b"[]", b"body"))
    journal.close()
    whole = path.read_bytes()
    for at in range(len(whole) // 2, len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        journal = Journal(path, 2)
        assert (journal.done(0), journal.done(1)) == (True, False)
        journal.close()


def test_two_runs_cannot_write_to_one_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", 1)
    with pytest.raises(BatchError, match="another run"):
        Journal(tmp_path / "journal", 1)
    journal.close()
    Journal(tmp_path / "journal", 1).close()


@pytest.mark.parametrize(("suffix", "growths"), [("csv", (0, 1)), ("jsonl", (50_000,)), ("sqlite", (1, 20_000, 1))])
def test_a_run_that_is_killed_and_resumed_neither_loses_nor_repeats_a_file(tmp_path: Path, suffix: str, growths: tuple[int, ...]) -> None:
    fill(tmp_path / "in", 120)
    wanted = undisturbed(tmp_path / "in", tmp_path / "whole" / f"out.{suffix}")
    found, midway = disturbed(tmp_path / "in", tmp_path / "killed" / f"out.{suffix}", growths, signal.SIGKILL)
    assert found == wanted
    assert midway >= sum(growth > 0 for growth in growths)
    assert f"out.{suffix}" in found


def test_ctrl_c_ends_a_run_with_one_line_and_resume_goes_on(tmp_path: Path) -> None:
    fill(tmp_path / "in", 200)
    wanted = undisturbed(tmp_path / "in", tmp_path / "whole" / "out.csv")
    out = tmp_path / "interrupted" / "out.csv"
    out.parent.mkdir()
    process = subprocess.Popen(command(tmp_path / "in", out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    journal = out.with_name("out.csv.part") / "journal"
    while not journal.exists() or not journal.stat().st_size:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    printed, complaint = process.communicate(timeout=60)
    assert (process.returncode, printed) == (130, b"")
    assert complaint.decode().splitlines() == ["gongkai: interrupted; the same command with --resume goes on"]
    assert outputs(out) == {}
    assert subprocess.run(command(tmp_path / "in", out), check=False, capture_output=True).returncode == 2
    subprocess.run(command(tmp_path / "in", out, "--resume"), check=False, capture_output=True)
    assert outputs(out) == wanted


def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    (tmp_path / "list").write_text(str(mark), "utf-8")
    process = subprocess.Popen([sys.executable, "-m", "tests.unit.batch_work", str(tmp_path / "list"), str(tmp_path / "out.csv")])
    while not mark.exists() or not mark.read_text("ascii"):
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert _gone(int(mark.read_text("ascii")))


def _gone(pid: int) -> bool:
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_a_run_that_was_interrupted_is_not_begun_anew_unasked(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("a.txt\n", "utf-8")
    with pytest.raises(RuntimeError):
        run(tmp_path / "list", tmp_path / "out.csv", jobs=1, progress=_Stop())
    with pytest.raises(BatchError, match="--resume"):
        run(tmp_path / "list", tmp_path / "out.csv", jobs=1)
    (tmp_path / "other").write_text("b.txt\n", "utf-8")
    with pytest.raises(BatchError, match="another call"):
        run(tmp_path / "other", tmp_path / "out.csv", jobs=1, resume=True)
    assert run(tmp_path / "list", tmp_path / "out.csv", jobs=1, resume=True).states.total() == 1


class _Stop(io.StringIO):
    """A terminal that breaks the run."""

    def isatty(self) -> bool:
        raise RuntimeError


def test_to_resume_what_is_complete_is_to_do_nothing(folder: Path, done: tuple[Path, Done]) -> None:
    before = outputs(done[0])
    assert run(folder, done[0], resume=True) == Done(Counter(), False, ())
    assert outputs(done[0]) == before


def test_to_resume_where_nothing_was_begun_is_to_begin(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("a.txt\n", "utf-8")
    assert run(tmp_path / "list", tmp_path / "out.csv", jobs=1, resume=True).states.total() == 1


# ---------------------------------------------------------------- progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def bar(out: io.StringIO, states: dict[State, int], before: int = 0) -> str:
    return Progress(out, 200, before).line(Counter(states), 10.0)


def test_a_line_has_rate_time_left_and_counts() -> None:
    states = {State.CLEAN: 90, State.DOUBTFUL: 8, State.FAILED: 2}
    assert bar(io.StringIO(), states) == "100/200 files, 10.0/s, 0:10 left: 90 clean, 8 doubtful, 2 failed"
    assert bar(Terminal(), states) == f"[{'#' * 10}{'.' * 10}] {bar(io.StringIO(), states)}"
    assert bar(io.StringIO(), states, before=50).startswith("100/200 files, 5.0/s, 0:20 left")
    assert "? left" in bar(io.StringIO(), {})


def test_the_line_is_in_the_language_of_the_locale_and_no_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    states = {State.CLEAN: 90, State.DOUBTFUL: 8, State.FAILED: 2}
    assert bar(io.StringIO(), states) == "100/200 份，每秒 10.0 份，尚需 0:10：无问题 90，存疑 8，失败 2"
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("gongkai.batch.progress.time.monotonic", iter((0.0, 10.0)).__next__)
    out = Terminal()
    Progress(out, 200, 0).tell(Counter(states))
    assert out.getvalue().startswith("\r[##########..........] 100/200 份，每秒 10.0 份")
    assert width(out.getvalue()[1:]) == 59


@pytest.mark.parametrize(("seconds", "said"), [(9.4, "0:09"), (309, "5:09"), (3909, "1:05:09"), (59.6, "1:00")])
def test_a_time_is_in_hours_minutes_and_seconds(seconds: float, said: str) -> None:
    assert span(seconds) == said


@pytest.mark.parametrize("kind", [Terminal, io.StringIO])
def test_a_terminal_gets_one_line_again_and_again_and_anything_else_lines(kind: type[io.StringIO], monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("gongkai.batch.progress.time.monotonic", lambda: now[0])
    out = kind()
    shown = Progress(out, 4, 0)
    for _ in range(100):
        now[0] += 1.0
        shown.tell(Counter({State.CLEAN: 2}))
    shown.end()
    told = out.getvalue()
    if out.isatty():
        assert (told.count("\n"), told.count("2/4 files")) == (0, 100)
        assert told.endswith(" \r")
    else:
        assert (told.count("\r"), told.count("\n")) == (0, 3)


# ---------------------------------------------------------------- the command


def call(*arguments: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "gongkai.cli", "batch", *map(str, arguments)], check=False, capture_output=True, encoding="utf-8")


def test_the_command_says_how_many_and_its_status_the_worst(folder: Path, tmp_path: Path) -> None:
    found = call(folder, "-o", tmp_path / "out.csv")
    assert (found.returncode, found.stdout, found.stderr) == (2, "5 files: 2 clean, 1 doubtful, 2 failed\n", "")
    (tmp_path / "list").write_text(str(folder / "a.txt"), "utf-8")
    assert call(tmp_path / "list", "-o", tmp_path / "out.csv").returncode == 1
    (tmp_path / "list").write_text(str(folder / "b.txt"), "utf-8")
    assert call(tmp_path / "list", "-o", tmp_path / "out.csv").returncode == 0


@pytest.mark.parametrize("arguments", [["nowhere", "-o", "out.csv"], ["examples", "-o", "out.xlsx"], ["examples", "-o", "no/such/out.csv"]])
def test_a_batch_that_cannot_begin_is_status_2_and_one_line(arguments: list[str]) -> None:
    found = call(*arguments)
    assert (found.returncode, found.stdout, len(found.stderr.splitlines())) == (2, "", 1)
    assert not Path("out.csv.part").exists()
