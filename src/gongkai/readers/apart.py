"""PDF -> page, in a process of its own, which is ended where it takes too long and whose end is not ours.

The process is started for the first file and reads the following ones, too. It is asked, and answers, in JSON: what comes out of a process that a
file has taken over must not be believed further than a page can be.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from threading import Lock, Timer
from time import monotonic
from typing import Any

from attrs import asdict, evolve

from gongkai.diagnostics import Diagnostic
from gongkai.errors import ReadError
from gongkai.page import Page, Paragraph, Table, cell_of
from gongkai.readers.limits import Limits

_CHILD = "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline()); from gongkai.readers.apart_child import serve; serve()"

_KEEPS_FREED = {"MALLOC_TRIM_THRESHOLD_": "32000000", "MALLOC_MMAP_THRESHOLD_": "32000000"}
"""Has the system's library keep so many bytes between two files: to give them back and be given them again takes two hundred faults for each file.
What the environment says of it comes first."""


def can_be_apart() -> bool:
    """Whether another process can be started: a program that was frozen into one file would start itself."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def read(data: bytes, limits: Limits, engine: str | None) -> Page:
    """What the reader of PDFs gives, or its ReadError; and a ReadError, too, where its process ends or takes too long."""
    question = json.dumps({"size": len(data), "limits": asdict(limits), "engine": engine}).encode() + b"\n"
    with _READER.lock:
        answer = _READER.ask(question, data, limits)
    said = json.loads(answer)
    if "page" in said:
        return _page(*said["page"])
    if "refused" in said:
        code, details = said["refused"]
        raise ReadError(code, **details)
    raise RuntimeError(f"the process that reads PDFs raised\n{said['raised']}")


def read_no_more() -> None:
    """End the process that reads. The next file starts another."""
    _READER.end()


class _Child:
    """The process that reads, of which there is one."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, question: bytes, data: bytes, limits: Limits) -> bytes:
        """Its answer to a question. A process that has read before may have ended for what it read before: then a new one is asked."""
        if self.process is not None:
            answer = self._asked((question, data), limits)
            if answer:
                return answer
        self._start()
        answer = self._asked((json.dumps(sys.path).encode() + b"\n", question, data), limits)
        if not answer:
            raise ReadError("GK426", limit=f"{limits.memory:,}")
        return answer

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_KEEPS_FREED, **os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _asked(self, pieces: Sequence[bytes], limits: Limits) -> bytes:
        """Its answer to a question; nothing where it ended."""
        assert self.process is not None
        answer = b""
        try:
            answer = _exchange(self.process, pieces, limits.seconds)
        except TimeoutError:
            raise ReadError("GK425", limit=f"{limits.seconds:g}") from None
        finally:
            if not answer.endswith(b"\n"):
                self.end()
                answer = b""
        return answer

    def end(self) -> None:
        """End it."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            _close(process)
            process.wait()

    def forget(self) -> None:
        """It is another process's, of which this one is a copy: the pipes are not ours to talk through."""
        process = self.process
        self.__init__()  # type: ignore[misc]
        if process is not None:
            process.returncode = 0
            _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what it did not take of a question is lost
                pipe.close()


def _polled(process: subprocess.Popen[bytes], pieces: Sequence[bytes], seconds: float) -> bytes:
    """What a process says to what it is told: a line, or less where it ends. Raises TimeoutError where that takes too long."""
    assert process.stdin is not None
    assert process.stdout is not None
    end = monotonic() + seconds
    into, out = process.stdin.fileno(), process.stdout.fileno()
    os.set_blocking(into, False)
    waiting = select.poll()
    waiting.register(into, select.POLLOUT)
    waiting.register(out, select.POLLIN)
    told: list[memoryview] = [memoryview(piece) for piece in reversed(pieces) if piece]
    answer = bytearray()
    while told or not answer.endswith(b"\n"):
        for ready, _ in waiting.poll(min(max(end - monotonic(), 0), _NAP) * 1000):
            if ready == into:
                try:
                    told[-1] = told[-1][os.write(into, told[-1]) :]
                except BrokenPipeError:  # it has ended, and does not answer either
                    told.clear()
                while told and not told[-1]:
                    told.pop()
                if not told:
                    waiting.unregister(into)
            elif said := os.read(out, _AT_ONCE):
                answer += said
            else:
                return bytes(answer)
        if monotonic() >= end:
            raise TimeoutError
    return bytes(answer)


def _watched(process: subprocess.Popen[bytes], pieces: Sequence[bytes], seconds: float) -> bytes:
    """The same where the system cannot wait for a pipe and the time at once, as Windows cannot: a thread ends the process that takes too long."""
    assert process.stdin is not None
    assert process.stdout is not None
    late = []

    def end() -> None:
        late.append(True)
        process.kill()

    watch = Timer(seconds, end)
    watch.daemon = True
    watch.start()
    try:
        with suppress(BrokenPipeError, ConnectionError):  # it has ended, and does not answer either
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.flush()
        answer = process.stdout.readline()
    finally:
        watch.cancel()
        watch.join()
    if late:
        raise TimeoutError
    return answer


_exchange = _polled if hasattr(select, "poll") else _watched
_AT_ONCE = 1 << 20
"""So many bytes of an answer are taken at once."""
_NAP = 60.0
"""So many seconds are waited at once: poll takes no number that is as large as a limit may be."""
_READER = _Child()
atexit.register(read_no_more)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_READER.forget)


# ---------------------------------------------------------------- a page as JSON


def dumped(page: Page) -> bytes:
    """A page as a line of JSON.

    Of the cells of a table all texts are in one list, all rows in another, and so on; and of the places where cells begin and end, which many share, the
    numbers. So either side needs no step of Python for each cell.
    """
    blocks: list[list[Any]] = []
    for block in page.blocks:
        if isinstance(block, Table):
            *shown, boxes = zip(*block.cells, strict=True)
            edges = [*chain.from_iterable(boxes)]
            numbers = {edge: number for number, edge in enumerate(dict.fromkeys(edges))}
            blocks.append([shown, [*numbers], [*map(numbers.__getitem__, edges)], block.page])
        else:
            blocks.append([block.text, block.page, block.box])
    return _JSON.encode({"page": [blocks, [[one.code, one.details] for one in page.diagnostics]]}).encode("utf-8", "surrogatepass") + b"\n"


def _page(blocks: list[list[Any]], diagnostics: list[tuple[str, dict[str, str]]]) -> Page:
    found: list[Paragraph | Table] = []
    for block in blocks:
        if isinstance(block[0], str):
            text, number, box = block
            found.append(Paragraph(text, number, tuple(box)))
        else:
            shown, edges, numbers, number = block
            sides = map(edges.__getitem__, numbers)
            found.append(Table(tuple(map(cell_of, zip(*shown, zip(sides, sides, sides, sides, strict=True), strict=True))), number))
    return Page(tuple(found), tuple(evolve(Diagnostic.of(code), details=details) for code, details in diagnostics))


_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
