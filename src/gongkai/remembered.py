"""A function of tuples -> the same function, with its last answers remembered by which tuple was asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")
_MOST = 64


class Remembered(Generic[_Asked, _Answer]):
    """Asks about each object once, as long as it is among the last that were asked about.

    By what the object is, not by what it says: nearly all reports share the tuple of their keys, and to compare two such tuples takes longer
    than to use what is known of them. The object is kept, so that no other one can have its identity.
    """

    def __init__(self, ask: Callable[[_Asked], _Answer]) -> None:
        self._ask = ask
        self._known: dict[int, tuple[_Asked, _Answer]] = {}

    def __call__(self, asked: _Asked) -> _Answer:
        """The answer, asked for or remembered."""
        known = self._known.get(id(asked))
        if known is not None:
            return known[1]
        answer = self._ask(asked)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[id(asked)] = asked, answer
        return answer
