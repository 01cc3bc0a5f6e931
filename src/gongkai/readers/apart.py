"""PDF -> page, in a process of its own, which is ended where it takes too long and whose end is not ours.

The process is started for the first file and reads the following ones, too. It is asked, and answers, in JSON: what comes out of a process that a
file has taken over must not be believed further than a page can be.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer
from typing import Any

from attrs import asdict, evolve

from gongkai.diagnostics import Diagnostic
from gongkai.errors import ReadError
from gongkai.page import Cell, Page, Paragraph, Table
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
        self.late = False

    def ask(self, question: bytes, data: bytes, limits: Limits) -> bytes:
        """Its answer to a question. A process that has read before may have ended for what it read before: then a new one is asked."""
        if self.process is not None:
            answer = self._asked(question, data, limits)
            if answer:
                return answer
        self._start()
        answer = self._asked(question, data, limits)
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
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(sys.path).encode() + b"\n")

    def _asked(self, question: bytes, data: bytes, limits: Limits) -> bytes:
        """Its answer to a question; nothing where it ended."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.late = False
        watch = Timer(limits.seconds, self._end_late)
        watch.daemon = True
        watch.start()
        answer = b""
        try:
            with suppress(BrokenPipeError, ConnectionError):  # it has ended, and does not answer either
                for piece in (question, data):
                    self.process.stdin.write(piece)
                self.process.stdin.flush()
            answer = self.process.stdout.readline()
        finally:
            watch.cancel()
            watch.join()
            if self.late or not answer.endswith(b"\n"):
                self.end()
                answer = b""
        if self.late:
            raise ReadError("GK425", limit=f"{limits.seconds:g}")
        return answer

    def _end_late(self) -> None:
        self.late = True
        if self.process is not None:
            self.process.kill()

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


_READER = _Child()
atexit.register(read_no_more)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_READER.forget)


# ---------------------------------------------------------------- a page as JSON


def plain(page: Page) -> list[Any]:
    """A page as lists, texts and numbers."""
    blocks: list[list[Any]] = []
    for block in page.blocks:
        if isinstance(block, Table):
            cells = [(cell.text, cell.row, cell.column, cell.rows, cell.columns, cell.page, cell.box) for cell in block.cells]
            blocks.append([cells, block.page])
        else:
            blocks.append([block.text, block.page, block.box])
    return [blocks, [[one.code, one.details] for one in page.diagnostics]]


def _page(blocks: list[list[Any]], diagnostics: list[tuple[str, dict[str, str]]]) -> Page:
    found: list[Paragraph | Table] = []
    for what, number, *box in blocks:
        if isinstance(what, str):
            found.append(Paragraph(what, number, _box(box[0])))
        else:
            found.append(
                Table(
                    tuple([Cell(text, row, column, rows, columns, page, _box(box)) for text, row, column, rows, columns, page, box in what]), number
                )
            )
    return Page(tuple(found), tuple(evolve(Diagnostic.of(code), details=details) for code, details in diagnostics))


def _box(box: list[float] | None) -> Any:
    return None if box is None else tuple(box)
