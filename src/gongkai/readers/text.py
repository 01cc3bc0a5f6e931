"""Text and Markdown -> page."""

from __future__ import annotations

from gongkai.page import Page, Paragraph
from gongkai.readers.charset import decode
from gongkai.readers.limits import DEFAULT, Limits


def read(data: bytes, limits: Limits = DEFAULT) -> Page:
    """The page of a text file: one paragraph of as many lines. The limit on its size is for whoever opens it."""
    del limits
    text, found = decode(data)
    return Page((Paragraph(text if "\n" in text else text.replace("\r", "\n")),), found)
