"""Results -> JSON Lines: an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO

from gongkai.export.json import as_dict, encoded
from gongkai.parser import Result


def write(results: Iterable[tuple[str | None, Result]], out: IO[bytes]) -> None:
    """Write a line for each result."""
    for name, result in results:
        out.write(line(name, result))


def line(name: str | None, result: Result) -> bytes:
    """The line of one result."""
    return encoded(json.dumps(as_dict(name, result), ensure_ascii=False))
