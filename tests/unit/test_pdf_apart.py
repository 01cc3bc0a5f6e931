"""A PDF is read in another process: what that process does is never our end, nor a wait without one."""

from __future__ import annotations

import multiprocessing
import os
import select
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from gongkai import Page, ReadError
from gongkai.files import read_page
from gongkai.readers import apart
from gongkai.readers.limits import Limits
from gongkai.readers.pdf import ENGINES
from tests.unit.drawing import Drawing, pdf
from tests.unit.test_pdf import OFFICE

HERE = Limits(apart=False)
SMALL = pdf(Drawing().text(50, 50, "甲乙"))
each_engine = pytest.mark.parametrize("engine", ENGINES)


def pid() -> int:
    assert apart._READER.process is not None
    return apart._READER.process.pid


def drawings_in_drawings(depth: int, each: int, last: str) -> bytes:
    """A page that draws a form, which draws the next one many times, and so on."""
    forms = [
        f"<</Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</XObject <</X {9 + at} 0 R>>>> /Length {5 * each}>>\nstream\n{'/X Do' * each}\nendstream"
        for at in range(depth)
    ]
    forms.append(f"<</Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length {len(last)}>>\nstream\n{last}\nendstream")
    drawing = Drawing().text(50, 50, "甲乙")
    drawing.steps.append("/X Do")
    return pdf(drawing, streams=forms).replace(b"/Resources <<", b"/Resources <</XObject <</X 8 0 R>> ", 1)


@pytest.fixture(params=[apart._polled, apart._watched])
def each_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system can wait for a pipe and the time at once, and where it cannot."""
    if request.param is apart._polled and not hasattr(select, "poll"):
        pytest.skip("there is no poll")
    apart._READER.end()
    monkeypatch.setattr(apart, "_exchange", request.param)


@each_engine
@pytest.mark.usefixtures("each_way")
def test_the_page_is_the_one_that_is_read_here(engine: str) -> None:
    for limits in (Limits(), Limits(seconds=1e6)):
        assert read_page(OFFICE, engine=engine, limits=limits) == read_page(OFFICE, engine=engine, limits=HERE)


@pytest.mark.usefixtures("each_way")
def test_a_file_that_fills_every_pipe_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    long = pdf(Drawing().text(50, 50, "甲乙")) + b"%" + b"x" * 3_000_000
    assert read_page(long) == read_page(long, limits=HERE)


@pytest.mark.usefixtures("each_way")
def test_a_process_that_takes_no_question_and_gives_no_answer_is_ended_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CHILD", "import time; time.sleep(60)")
    with pytest.raises(ReadError, match=r"GK425 .* more than 0\.5 seconds"):
        read_page(SMALL + b"%" + b"x" * 3_000_000, limits=Limits(seconds=0.5))
    assert apart._READER.process is None


def test_one_process_reads_many_files_and_refuses_some() -> None:
    read_page(SMALL)
    first = pid()
    for _ in range(3):
        assert isinstance(read_page(SMALL), Page)
        with pytest.raises(ReadError, match="damaged"):
            read_page(b"%PDF-1.7\nnothing")
    assert pid() == first
    with pytest.raises(ReadError, match="more than 0 pages"):
        read_page(SMALL, limits=Limits(pages=0))


def test_a_process_that_ended_between_two_files_is_no_fault_of_the_second() -> None:
    read_page(SMALL)
    first = pid()
    assert apart._READER.process is not None
    apart._READER.process.kill()
    assert isinstance(read_page(SMALL), Page)
    assert pid() != first


@pytest.mark.usefixtures("each_way")
def test_a_crash_is_a_refusal_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    apart._READER.end()
    with monkeypatch.context() as patch:
        patch.setattr(apart, "_CHILD", "import os; os.abort()")
        with pytest.raises(ReadError, match="ends the program"):
            read_page(SMALL)
    assert isinstance(read_page(SMALL), Page)


def test_what_the_reader_raises_by_mistake_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    apart._READER.end()
    with monkeypatch.context() as patch:
        patch.setattr(apart, "_CHILD", apart._CHILD.replace("serve()", "import gongkai.readers.apart_child as c; c.read_here = None; serve()"))
        with pytest.raises(RuntimeError, match="TypeError"):
            read_page(SMALL)
    apart._READER.end()


def test_what_the_environment_says_of_memory_holds_for_the_process_that_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_")
    monkeypatch.setenv(names[0], "12345")
    monkeypatch.delenv(names[1], raising=False)
    apart._READER.end()
    monkeypatch.setattr(apart, "_CHILD", f"import json, os; print(json.dumps({{'raised': [os.environ[one] for one in {names}]}}))")
    with pytest.raises(RuntimeError, match=r"\['12345', '32000000'\]"):
        read_page(SMALL)
    apart._READER.end()


@each_engine
def test_drawings_within_drawings_that_take_for_ever_are_refused_in_time(engine: str) -> None:
    with pytest.raises(ReadError, match=r"GK425 .* more than 1\.5 seconds|GK426 .* bytes of memory"):  # whichever it runs into first
        read_page(drawings_in_drawings(8, 40, "0 0 m 5 5 l S"), engine=engine, limits=Limits(seconds=1.5))
    assert isinstance(read_page(SMALL, engine=engine), Page)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_what_needs_more_memory_than_it_may_have_is_refused() -> None:
    noise = os.urandom(70_000)  # looks like a picture to who counts what streams unpack to
    packed = zlib.compress(noise + b"0 0 m 5 5 l S\n" * 6_000_000, 9).decode("latin-1")
    stream = f"<</Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length {len(packed)} /Filter /FlateDecode>>\nstream\n{packed}\nendstream"
    drawing = Drawing().text(50, 50, "甲乙")
    drawing.steps.append("/X Do")
    bomb = pdf(drawing, streams=[stream]).replace(b"/Resources <<", b"/Resources <</XObject <</X 8 0 R>> ", 1)
    with pytest.raises(ReadError, match="bytes of memory"):
        read_page(bomb, limits=Limits(memory=200_000_000))
    assert isinstance(read_page(SMALL), Page)


def blocks(data: bytes) -> int:
    """How many blocks a PDF has; in a process that may have no children of its own making."""
    assert multiprocessing.current_process().daemon
    return len(read_page(data).blocks)


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_pdfs_are_read_in_processes_that_a_pool_starts(method: str) -> None:
    expected = len(read_page(SMALL).blocks)
    before = pid()
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(blocks, [SMALL] * 6) == [expected] * 6
    assert len(read_page(SMALL).blocks) == expected
    assert pid() == before


def test_threads_take_turns() -> None:
    expected = read_page(OFFICE)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read_page, [OFFICE] * 8)) == [expected] * 8


def test_a_program_in_one_file_reads_in_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    apart._READER.end()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert isinstance(read_page(SMALL), Page)
    assert apart._READER.process is None
