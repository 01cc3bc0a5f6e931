"""File -> the result of reading it."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import IO

from attrs import evolve

from gongkai.diagnostics import Diagnostic
from gongkai.errors import ReadError
from gongkai.page import Page
from gongkai.parser import Result, parse_page
from gongkai.readers.limits import DEFAULT, Limits
from gongkai.sniffing import DOCX, NOT_READ, RTF, WORD, name_says, sniff

READERS = {
    "text/plain": "text",
    "text/markdown": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    DOCX: "docx",
    WORD: "libreoffice",
    RTF: "libreoffice",
}
"""Media type -> the module that reads it."""


def read(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    media_type: str | None = None,
    limits: Limits = DEFAULT,
    engine: str | None = None,
) -> Result:
    """Read an annual report from a file as it was downloaded: HTML, Word (.docx), PDF, text or Markdown.

    ``source`` is a path, the file's bytes, or a file opened in binary mode. What it is, is told by its content; ``media_type`` overrides that
    (``"text/html"``). ``engine`` names another of the engines that a format can be read with. Raises ReadError for a file that cannot be read
    at all, OSError where it cannot be opened, and ValueError for an engine that its format does not have.
    """
    return parse_page(read_page(source, media_type=media_type, limits=limits, engine=engine))


def read_page(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    media_type: str | None = None,
    limits: Limits = DEFAULT,
    engine: str | None = None,
) -> Page:
    """A file's paragraphs and tables, without reading the report in them. Takes and raises what ``read`` does."""
    data = content(source, limits)
    if media_type is not None:
        return page_of(data, media_type.partition(";")[0].strip().lower(), limits, engine)
    name = source if isinstance(source, str | os.PathLike) else getattr(source, "name", None)
    return page_of(data, sniff(data), limits, engine, name if isinstance(name, str | os.PathLike) else "")


def page_of(data: bytes, kind: str, limits: Limits = DEFAULT, engine: str | None = None, name: str | os.PathLike[str] = "") -> Page:
    """The page of a file's content, which is of a media type; its ``name`` may say otherwise, which is noted. Raises as ``read`` does."""
    if len(data) > limits.size:
        raise ReadError("GK411", limit=f"{limits.size:,}")
    if kind not in READERS:
        code, found = NOT_READ.get(kind, ("GK415", kind))
        raise ReadError(code, found=found, expected=", ".join(READERS))
    reader = import_module(f"gongkai.readers.{READERS[kind]}")
    engines = getattr(reader, "ENGINES", ())
    if engine is not None and engine not in engines:
        raise ValueError(f"{kind} has no engine {engine!r}; " + (f"it has {', '.join(engines)}" if engines else "it is read without any"))
    page: Page = reader.read(data, limits) if engine is None else reader.read(data, limits, engine)
    suffix = Path(name).suffix.lower()
    if not name_says(suffix, kind):
        page = evolve(page, diagnostics=(Diagnostic.of("GK402", found=suffix, expected=kind), *page.diagnostics))
    return page


def content(source: str | os.PathLike[str] | bytes | IO[bytes], limits: Limits = DEFAULT) -> bytes:
    """A file's bytes; of one that is larger than the limit only so many that this can be seen."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            return file.read(limits.size + 1)
    return source.read(limits.size + 1)
