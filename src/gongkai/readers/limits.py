"""How much of a machine a file may take up."""

from __future__ import annotations

from attrs import frozen


@frozen
class Limits:
    """What a file may cost before it is refused with a ReadError. Files come from the open web."""

    size: int = 50_000_000
    """The file's bytes."""
    unpacked: int = 100_000_000
    """The bytes that the parts of a packed file may unpack to."""
    cells: int = 500_000
    """The cells of all its tables together, merged places counted."""
    depth: int = 200
    """How deep elements or tables may be nested."""
    pages: int = 500
    """The pages of a PDF."""
    seconds: float = 60.0
    """How long a PDF, or another program (LibreOffice), may take."""
    memory: int = 1_000_000_000
    """The bytes of memory that the process may have in which PDFs are read: on Linux, where the system sees to it."""
    apart: bool = True
    """Whether PDFs are read in a process of their own, which alone can be held to ``seconds`` and ``memory``, and may crash."""


DEFAULT = Limits()
