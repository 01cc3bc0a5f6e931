"""Questions on standard input -> answers on standard output: the process in which PDFs are read."""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from typing import Any

from gongkai.errors import ReadError
from gongkai.readers.apart import dumped
from gongkai.readers.limits import Limits
from gongkai.readers.pdf import read_here


def serve() -> None:
    """Answer one question after another, until there are no more. Whatever else is printed is not part of an answer, and goes nowhere."""
    with os.fdopen(os.dup(1), "wb") as answers:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        # A page is thousands of small values, none of which lives long. To look through all that was imported for each few hundred takes a tenth
        # of the time.
        gc.freeze()
        gc.set_threshold(20_000)
        while line := sys.stdin.buffer.readline():
            question = json.loads(line)
            data = sys.stdin.buffer.read(question["size"])
            answers.write(_answer(data, Limits(**question["limits"]), question["engine"]))
            answers.flush()


def _answer(data: bytes, limits: Limits, engine: str | None) -> bytes:
    hold_memory(limits.memory)
    try:
        return dumped(read_here(data, limits, engine))
    except ReadError as error:
        said: dict[str, Any] = {"refused": [error.diagnostic.code, error.diagnostic.details]}
    except MemoryError:  # this process is of no more use; whoever asked sees it end
        raise
    except Exception:  # noqa: BLE001 -- it is raised again where the question came from
        said = {"raised": traceback.format_exc()}
    return json.dumps(said).encode() + b"\n"


def hold_memory(most: int) -> None:
    """Let this process have no more memory than that, where the system can see to it: Linux does, macOS and Windows do not."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 -- not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
