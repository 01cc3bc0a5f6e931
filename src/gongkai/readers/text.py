"""Text and Markdown -> page."""

from __future__ import annotations

from gongkai.errors import ReadError
from gongkai.page import Page, Paragraph
from gongkai.readers.charset import decode
from gongkai.readers.limits import DEFAULT, Limits


def read(data: bytes, limits: Limits = DEFAULT) -> Page:
    """The page of a text file: one paragraph of as many lines. Raises ReadError where pipes, tabs and line ends may set more cells apart than the limit."""
    text, found = decode(data)
    if sum(text.count(sign) for sign in "|\t\n\r") > limits.cells:
        raise ReadError("GK422")
    return Page((Paragraph(text if "\n" in text else text.replace("\r", "\n")),), found)
