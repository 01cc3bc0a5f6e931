"""File -> the result of reading it."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import IO

from gongkai.errors import ReadError
from gongkai.page import Page
from gongkai.parser import Result, parse_page
from gongkai.readers.limits import DEFAULT, Limits

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS = {"text/plain": "text", "text/markdown": "text", DOCX: "docx"}
READERS |= dict.fromkeys(("application/msword", "application/rtf", "application/vnd.ms-works", "application/x-ole-storage"), "libreoffice")
"""Media type -> the module that reads it."""

_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|table|div|p|span)\b", re.IGNORECASE)


def read(source: str | os.PathLike[str] | bytes | IO[bytes], *, media_type: str | None = None, limits: Limits = DEFAULT) -> Result:
    """Read an annual report from a file as it was downloaded: HTML, Word (.docx), PDF, text or Markdown.

    ``source`` is a path, the file's bytes, or a file opened in binary mode. What it is, is told by its content; ``media_type`` overrides that
    (``"text/html"``). Raises ReadError for a file that cannot be read at all, and OSError where it cannot be opened.
    """
    return parse_page(read_page(source, media_type=media_type, limits=limits))


def read_page(source: str | os.PathLike[str] | bytes | IO[bytes], *, media_type: str | None = None, limits: Limits = DEFAULT) -> Page:
    """A file's paragraphs and tables, without reading the report in them. Takes and raises what ``read`` does."""
    data = _bytes(source, limits)
    kind = media_type.partition(";")[0].strip().lower() if media_type is not None else sniff(data)
    if kind not in READERS:
        raise ReadError(f"media type {kind!r} is not read; known are {', '.join(READERS)}")
    page: Page = import_module(f"gongkai.readers.{READERS[kind]}").read(data, limits)
    return page


def _bytes(source: str | os.PathLike[str] | bytes | IO[bytes], limits: Limits) -> bytes:
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            data = file.read(limits.size + 1)
    else:
        data = source.read(limits.size + 1)
    if len(data) > limits.size:
        raise ReadError(f"the file is larger than {limits.size:,} bytes; take the report out of it, or give other limits")
    return data


def sniff(data: bytes) -> str:
    """The media type of a file's content."""
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return DOCX
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return "application/rtf"
    if _HTML.search(data[:100_000].replace(b"\x00", b"")):
        return "text/html"
    return "text/plain"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _kind_of_ole(data: bytes) -> str:
    """What an OLE file is: told by the names of its streams, which are in UTF-16. Word's own name a stream of that name; WPS does so, too."""
    for stream, kind in (
        ("EncryptedPackage", "application/x-ole-storage"),
        ("WordDocument", "application/msword"),
        ("MatOST", "application/vnd.ms-works"),
    ):
        if stream.encode("utf-16-le") in data:
            return kind
    return "application/x-ole-storage"
