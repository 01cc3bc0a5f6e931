"""The reports that benchmarks and engines are tried with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import gongkai
from benchmarks.made import files, fill
from gongkai.batch.outcome import State, tell
from gongkai.inputs import Input


def test_the_same_call_makes_the_same_files_and_more_of_them_begin_with_those(tmp_path: Path) -> None:
    fill(tmp_path, 12)
    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")} == {
        one.name: one.content for one in files(12)
    }
    assert [one for one, _ in zip(files(30), range(12), strict=False)] == list(files(12))
    assert list(files(3)) != list(files(3, seed=1))


def test_most_are_read_well_some_with_doubt_and_some_not_at_all() -> None:
    made = list(files(200))
    told = [tell(one.name, Input(one.name, content=one.content)) for one in made]
    states = Counter(one.state for one in told)
    assert states[State.CLEAN] > 180
    assert states[State.DOUBTFUL]
    assert states[State.FAILED]
    assert {one.name.rpartition(".")[2] for one in made} == {"txt", "html"}
    organs = {one.result.report.agency for one in told if one.result is not None}
    assert len(organs) == 50
    assert sum(not gongkai.check(one.result.report, ignore=["GK51"]) for one in told if one.result is not None) > 150
