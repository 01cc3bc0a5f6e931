"""A file's content -> its media type."""

from __future__ import annotations

import re

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD = "application/msword"
RTF = "application/rtf"

NOT_READ = {
    "multipart/related": ("GK412", "MHT"),
    "application/ofd": ("GK412", "OFD"),
    "application/vnd.ms-excel": ("GK412", "Excel"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("GK412", "Excel"),
    "application/vnd.ms-powerpoint": ("GK412", "PowerPoint"),
    "application/vnd.oasis.opendocument": ("GK412", "OpenDocument"),
    "application/xml": ("GK412", "XML"),
    "application/gzip": ("GK413", "gzip"),
    "application/zip": ("GK413", "ZIP"),
    "application/x-rar-compressed": ("GK413", "RAR"),
    "application/x-7z-compressed": ("GK413", "7z"),
    "image": ("GK414", ""),
}
"""Media types that nothing here reads: the code that says so, and what they are called."""

_SUFFIXES = {
    "text/html": {".html", ".htm", ".shtml", ".xhtml", ".xht", ".jsp", ".asp", ".aspx", ".php", ".do"},
    "text/plain": {".txt", ".text", ".md", ".markdown"},
    "application/pdf": {".pdf"},
    DOCX: {".docx", ".docm"},
    WORD: {".doc", ".dot", ".wps"},
    **{kind: {suffix} for kind, suffix in {"multipart/related": ".mht", RTF: ".rtf", "application/vnd.ms-excel": ".xls"}.items()},
}
_NAMED = frozenset().union(*_SUFFIXES.values())

_MAGIC = (
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a\x07", "application/x-rar-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_PACKED = (
    (b"word/", DOCX),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.ms-powerpoint"),
    (b"OFD.xml", "application/ofd"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "application/vnd.oasis.opendocument"),
)
"""What is packed in a file, told by the names of its parts."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 100_000

_MHT = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"[\w-]+: ?\S")
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_TAG = re.compile(
    rb"</?(?:html|head|body|meta|title|link|style|script|table|div|p|span|br|h[1-6]|center|font|section|article|ul|ol)[\s/>]|<!--", re.IGNORECASE
)
_CLOSING = re.compile(rb"</(?:html|head|title|body|table|tr|td|th|div|p|span|h[1-6]|center|font|section|article|ul|ol|li)\s*>", re.IGNORECASE)
_TABLE = re.compile(rb"<table\b[^<>]{0,400}>\s*<(?:caption|colgroup|col|thead|tbody|tr)[\s>]", re.IGNORECASE)


def sniff(data: bytes) -> str:
    """The media type of a file's content."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for name, kind in _PACKED if name in data), "application/zip")
    if head.startswith(_OLE):
        return "application/vnd.ms-excel" if "Workbook".encode("utf-16-le") in data else WORD
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if (head.startswith(b"BM") and b"\x00\x00\x00\x00" in head[4:12]) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f")  # of UTF-16 the letters that are ASCII
    if _HEADER.match(plain) and _MHT.search(plain[:4000]):
        return "multipart/related"
    return _of_text(plain)


def _of_text(plain: bytes) -> str:
    """What text is: HTML by its tags. A text that speaks of a tag, or breaks a line with one, is none."""
    if plain[:5] == b"<?xml" and not _PAGE.search(plain):
        return "application/xml"
    if _PAGE.match(plain) or plain[:5] == b"<?xml" or _TABLE.search(plain):
        return "text/html"
    closings = sum(1 for _, _ in zip(_CLOSING.finditer(plain), range(3), strict=False))
    return "text/html" if closings == 3 or (_TAG.match(plain) and (closings or _PAGE.search(plain))) else "text/plain"


def name_says(suffix: str, kind: str) -> bool:
    """Whether the end of a file's name fits its content. One that is not known says nothing."""
    return suffix not in _NAMED or suffix in _SUFFIXES.get("text/html" if kind == "application/xhtml+xml" else kind, ())


def is_known(suffix: str) -> bool:
    """Whether files whose names end so are of a kind that is known here."""
    return suffix in _NAMED
