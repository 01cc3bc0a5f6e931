"""Names of files -> outcomes, by processes of which any may hang or die.

Each process has one file at a time, so that a file is known by the process that it brought down. Processes are started afresh (spawn) on every
system; none of them writes anything but what it sends.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from attrs import define

from gongkai.batch.outcome import Outcome
from gongkai.batch.plan import BatchError
from gongkai.complaints import say
from gongkai.diagnostics import Diagnostic, told
from gongkai.parser import parse

Work = Callable[[str], Outcome]
_TICK = 0.25
"""After how many seconds without news the caller hears that there are none."""
_STARTS = 3
"""How often in a row a process may end before it can read anything."""


@define(eq=False)
class _Worker:
    process: SpawnProcess
    connection: Connection
    ready: bool = False
    task: tuple[int, str] | None = None
    deadline: float = 0.0


class Pool:
    """Processes that read files. Use it as a context: at its end they are gone."""

    def __init__(self, work: Work, failed: Callable[[str, str], Outcome], jobs: int, timeout: float) -> None:
        """``failed`` makes the outcome of a file that hung or brought its process down, of its name and the reason."""
        self.work = work
        self.failed = failed
        self.jobs = jobs
        self.timeout = timeout
        self.workers: list[_Worker] = []
        self.starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            _kill(worker)
        self.workers.clear()

    def run(self, tasks: Iterator[tuple[int, str]]) -> Iterator[tuple[int, Outcome] | None]:
        """The outcome of each numbered file, as they come; None now and then where none comes. Raises BatchError where no process will start."""
        waiting = next(tasks, None)
        while waiting is not None or any(worker.task for worker in self.workers):
            while waiting is not None and len(self.workers) < self.jobs:
                self.workers.append(_start(self.work))
            for worker in self.workers:
                if waiting is not None and worker.ready and worker.task is None:
                    worker.task, worker.deadline = waiting, time.monotonic() + self.timeout
                    _send(worker, waiting[1])
                    waiting = next(tasks, None)
            ready = wait([worker.connection for worker in self.workers], self._patience())
            heard = [found for worker in list(self.workers) if worker.connection in ready for found in self._hear(worker)]
            late = [found for worker in list(self.workers) for found in self._cut_off(worker)]
            yield from heard
            yield from late
            if not heard and not late:
                yield None

    def _patience(self) -> float:
        soonest = min((worker.deadline for worker in self.workers if worker.task), default=float("inf"))
        return max(0.0, min(_TICK, soonest - time.monotonic()))

    def _hear(self, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        """What a process sends: that it is ready, an outcome, or by its end that it is no more."""
        try:
            outcome: Outcome | None = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._bury(worker, None)
            return
        if outcome is None:
            worker.ready = True
            self.starts = 0
        elif worker.task is not None:
            (number, _), worker.task = worker.task, None
            yield number, outcome

    def _cut_off(self, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        if worker.task is not None and time.monotonic() >= worker.deadline and not worker.connection.poll():
            yield from self._bury(worker, Diagnostic.of("GK451", limit=f"{self.timeout:g}"))

    def _bury(self, worker: _Worker, reason: Diagnostic | None) -> Iterator[tuple[int, Outcome]]:
        if reason is None:
            worker.process.join(1.0)  # its end of the pipe may be closed a moment before it has ended
        ended = _end(worker.process.exitcode)
        _kill(worker)
        self.workers.remove(worker)
        if worker.task is not None:
            number, name = worker.task
            yield number, self.failed(name, told(reason or Diagnostic.of("GK452", found=ended), "en"))
        elif not worker.ready:
            self.starts += 1
            if self.starts >= _STARTS:
                raise BatchError(say("batch_start", found=ended))


def _end(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return next((one.name for one in signal.Signals if one == -exitcode), f"signal {-exitcode}")
    return f"status {exitcode}"


def _send(worker: _Worker, name: str) -> None:
    try:
        worker.connection.send(name)
    except OSError:  # it has just died, which its end of the pipe will say
        return


def _start(work: Work) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    with _no_interrupts():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Keeps Ctrl-C, which a terminal sends to all processes, from one that is being started. It reaches this one a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill(worker: _Worker) -> None:
    """Ends a process and the programs that it has started."""
    worker.connection.close()
    process = worker.process
    if process.pid is not None and process.is_alive():
        _kill_group(process.pid)
        process.kill()
    process.join()
    process.close()


def _kill_group(leader: int) -> None:
    if hasattr(os, "killpg"):
        try:
            if os.getpgid(leader) == leader:  # until it has made a group of its own, it is in ours
                os.killpg(leader, signal.SIGKILL)
        except ProcessLookupError:  # it has ended by itself
            return


# ---------------------------------------------------------------- in the process that reads


def _serve(connection: Connection, work: Work) -> None:
    """Reads files until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    threading.Thread(target=_follow_parent, daemon=True).start()
    parse("")  # loads the grammars, whose time is not the first file's
    try:
        connection.send(None)
        while True:
            connection.send(work(connection.recv()))
    except (EOFError, OSError):  # whoever asked has gone
        return


def _follow_parent() -> None:
    """Ends this process, whatever it is doing, when the one that started it has ended."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    _kill_group(os.getpid())
    os._exit(1)
