"""What was put aside -> the page that sums it up, where one was asked for."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

from attrs import frozen

from gongkai.batch.digest import unpacked
from gongkai.batch.journal import Journal
from gongkai.batch.summary import Summary
from gongkai.batch.summary_page import write
from gongkai.diagnostics import Language
from gongkai.export import replacing
from gongkai.readers.charset import decode


@frozen
class Summing:
    """The summary that is to be written."""

    path: Path
    organs: tuple[str, ...] | None
    """Those that should have reported; None where nobody says so."""
    paths: frozenset[Path]
    """Files that are no reports, where they lie among them."""
    lang: Language

    @classmethod
    def asked(cls, path: str | os.PathLike[str], organs: str | os.PathLike[str] | None, lang: Language) -> Summing:
        """What was asked for. Raises OSError where the list of organs cannot be read, the page is a folder, or its own is not there."""
        target = Path(os.path.realpath(path))
        target.parent.stat()  # a folder that is not there is told now, not at the end
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
        if organs is None:
            return cls(target, None, frozenset((target,)), lang)
        listed = decode(Path(organs).read_bytes())[0].splitlines()
        names = tuple(name for line in listed if (name := line.strip()))
        return cls(target, names, frozenset((target, Path(os.path.realpath(organs)))), lang)

    def write_of(self, journal: Journal, count: int) -> None:
        """Write it of what was put aside."""
        whole = Summary(self.organs)
        for number in range(count):
            digest = journal.digest(number)
            whole.add(json.loads(journal.row(number)), unpacked(digest) if digest else None)
        with replacing(self.path) as out:
            out.write(write(whole, self.lang).encode("utf-8", "backslashreplace"))
