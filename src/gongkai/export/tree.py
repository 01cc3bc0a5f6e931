"""Results -> their parse trees, one under the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from gongkai.export.table import storable
from gongkai.parser import Result


def write(results: Iterable[tuple[str | None, Result]], out: IO[bytes]) -> None:
    """Write each tree, a node a line."""
    for _, result in results:
        out.write(storable(result.tree.pretty()).encode())
