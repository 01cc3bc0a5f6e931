"""Outcomes in any order -> a file that holds them whatever happens, and gives them back in the order of the input.

The journal only grows. A record that was being written when the process was killed is not whole, which its checksum tells; it is cut off when the
journal is opened again, and its file is read again.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from array import array
from collections import Counter
from pathlib import Path
from struct import Struct
from typing import IO

from gongkai.batch.outcome import Outcome, State
from gongkai.batch.plan import BatchError
from gongkai.complaints import say

_HEAD = Struct("<QBBIII")  # the file's number, the state, whether there are errors, the lengths of row, body and digest
_SUM = Struct("<I")
_STATES = tuple(State)
_SECONDS_BETWEEN_SYNCS = 5.0


def _lock(file: IO[bytes], path: Path) -> None:
    """Keep every other run from the file until it is closed or its process is gone. Raises BatchError where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there is none elsewhere

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - there is none on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise BatchError(say("batch_running", folder=path.parent)) from None


class Journal:
    """The outcomes of a run, by the number of the file in its list."""

    def __init__(self, path: Path, count: int) -> None:
        """Opens the journal of a list of ``count`` files, or begins it."""
        self.places = array("q", [-1]) * count
        """Where the record of each file begins; -1 where it has none yet."""
        self.states: Counter[State] = Counter()
        self.errors = False
        self.file = path.open("a+b")
        _lock(self.file, path)
        self.end = self._scan()
        self.file.truncate(self.end)
        self.synced = time.monotonic()

    def _scan(self) -> int:
        """Finds all whole records. Gives the offset behind the last one."""
        end = 0
        self.file.seek(0)
        while head := self._head():
            number, state, error, *parts = head
            size = sum(parts) + _SUM.size
            rest = self.file.read(size)
            sound = len(rest) == size and number < len(self.places) and state < len(_STATES)
            if not sound or _SUM.unpack(rest[-_SUM.size :])[0] != zlib.crc32(rest[: -_SUM.size], zlib.crc32(_HEAD.pack(*head))):
                break
            self._note(number, end, _STATES[state], bool(error))
            end += _HEAD.size + len(rest)
        return end

    def _head(self) -> tuple[int, ...] | None:
        head = self.file.read(_HEAD.size)
        return _HEAD.unpack(head) if len(head) == _HEAD.size else None

    def _note(self, number: int, place: int, state: State, error: bool) -> None:
        self.places[number] = place
        self.states[state] += 1
        self.errors = self.errors or error

    def add(self, number: int, outcome: Outcome) -> None:
        """Puts the outcome of a file aside. Once this returns, it outlives the process; a loss of power may cost the last seconds."""
        parts = (outcome.row, outcome.body, outcome.digest)
        record = _HEAD.pack(number, _STATES.index(outcome.state), outcome.error, *map(len, parts)) + b"".join(parts)
        record += _SUM.pack(zlib.crc32(record))
        self.file.write(record)
        self.file.flush()
        self._note(number, self.end, outcome.state, outcome.error)
        self.end += len(record)
        if time.monotonic() - self.synced > _SECONDS_BETWEEN_SYNCS:
            os.fsync(self.file.fileno())
            self.synced = time.monotonic()

    def done(self, number: int) -> bool:
        """Whether there is a record of the file."""
        return self.places[number] >= 0

    def row(self, number: int) -> bytes:
        """The file's row in the table of files."""
        return self._part(number, 0)

    def body(self, number: int) -> bytes:
        """The file's part of the output, packed."""
        return self._part(number, 1)

    def digest(self, number: int) -> bytes:
        """What a summary counts of the file, packed."""
        return self._part(number, 2)

    def _part(self, number: int, at: int) -> bytes:
        self.file.seek(self.places[number])
        head = self._head()
        assert head is not None
        lengths = head[3:]
        self.file.seek(sum(lengths[:at]), os.SEEK_CUR)
        return self.file.read(lengths[at])

    def close(self) -> None:
        """Closes the file, after all of it is on the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
