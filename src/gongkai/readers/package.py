"""Bytes of an Office file -> its parts as trees of XML.

A part is a member of a ZIP. Files come from the open web: what a part unpacks to is counted while it is unpacked, whatever the ZIP says of
it, and XML that declares entities of its own is not read at all.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from gongkai.errors import ReadError
from gongkai.readers.limits import Limits
from gongkai.readers.wordml import STRICT

_DAMAGED = "GK417"
_STRANGE = "GK418"
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
"""What zipfile raises on bytes that are no good ZIP; NotImplementedError is a RuntimeError."""
_MOST_MEMBERS = 10_000
_PROLOG = 65_536
"""Within so many bytes the root of a part must begin."""
_STEP = 256
"""What is shown to expat at a time until the root begins: too little for entities to multiply in it."""
_BYTES_A_TAG = 50
"""Of a part that unpacks to the limit; a real one has a tag about every 25 bytes, and is far from the limit. A tree takes about 200 bytes a tag."""
_ENCODINGS = (None, "utf-8", "utf-16", "us-ascii", "ascii")
"""What Office files are in. Others could hide a declaration from whoever looks for it."""


class Package:
    """The parts of an Office file, by name. All that it raises is a ReadError."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.left = limits.unpacked
        self.tags = limits.unpacked // _BYTES_A_TAG
        if data.count(b"PK\x01\x02") > _MOST_MEMBERS:
            raise ReadError("GK427", limit=f"{_MOST_MEMBERS:,}")
        try:
            self.zip = ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise ReadError(_DAMAGED, found="ZIP") from error
        self.names = frozenset(self.zip.namelist())
        if len(self.names) < len(self.zip.namelist()):
            raise ReadError(_DAMAGED, found="ZIP")

    def part(self, name: str) -> bytes:
        """What a part unpacks to."""
        info = self.zip.getinfo(name)
        if info.flag_bits & 1:
            raise ReadError("GK416")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ReadError(_DAMAGED, found=name)
        try:
            with self.zip.open(info) as file:
                data = file.read(self.left + 1)
        except _BROKEN as error:
            raise ReadError(_DAMAGED, found=name) from error
        self.left -= len(data)
        if self.left < 0:
            raise ReadError("GK421")
        return data

    def tree(self, name: str) -> Element:
        """The XML of a part."""
        return self.parsed(name, self.safe(name, self.part(name)))

    def safe(self, name: str, data: bytes) -> bytes:
        """The XML that ``part`` gave, looked at so far as to be safe, with the namespaces of transitional files."""
        if max(data.count(b"<"), data.count(b"=")) > self.tags:
            raise ReadError("GK421")
        try:
            _look_at_prolog(data)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise ReadError(_DAMAGED, found=name) from error
        return _transitional(data)

    def parsed(self, name: str, xml: bytes) -> Element:
        """The tree of XML that ``safe`` gave."""
        try:
            return ElementTree.fromstring(_light(xml))
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise ReadError(_DAMAGED, found=name) from error

    def related(self, source: str, *kinds: str) -> dict[str, str]:
        """The parts that another one is related to ("" for the whole package), the first of each of the kinds."""
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, str] = {}
        for relation in self.tree(relations) if relations in self.names else ():
            kind = relation.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            if kind in kinds and relation.get("TargetMode") != "External" and target in self.names:
                found.setdefault(kind, target)
        return found


def mentions(xml: bytes, *words: bytes) -> bool:
    """Whether one of some words of ASCII is in XML of any encoding."""
    plain = xml.replace(b"\x00", b"")
    return any(word in plain for word in words)


def _transitional(data: bytes) -> bytes:
    """The XML with the namespaces of transitional files, so that there is one name for each thing."""
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else ("utf-8",):
        for strict, transitional in STRICT.items():
            data = data.replace(strict.encode(encoding), transitional.encode(encoding))
    return data


_FORMATS = re.compile(
    rb"<w:(?:rFonts|spacing|ind|top|left|bottom|right|insideH|insideV|tcW|trHeight|color|lang|kern|keepNext|keepLines|widowControl"
    rb"|suppressLineNumbers|jc|shd|vAlign|noWrap|snapToGrid|bCs|b|iCs|i|szCs|sz|u)(?: [^<>]*)?/>"
)


def _light(data: bytes) -> bytes:
    """The XML without what only says how the text looks: four fifths of what Word writes, and of the time that parsing it takes."""
    return data if b"<![CDATA[" in data else _FORMATS.sub(b"", data)


def _look_at_prolog(data: bytes) -> None:
    """Refuse a document type, which may define entities, and unusual encodings."""
    seen: list[str] = []
    encodings: list[str | None] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("document type")
    parser.StartElementHandler = lambda *_: seen.append("root")
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: encodings.append(encoding)
    for at in range(0, min(len(data), _PROLOG), _STEP):
        parser.Parse(data[at : at + _STEP])
        if seen:
            break
    if seen[:1] == ["document type"]:
        raise ReadError(_STRANGE, found="DOCTYPE")
    if seen and not any(one is not None and one.lower() not in _ENCODINGS for one in encodings):
        return
    raise ReadError(_STRANGE, found=" ".join(one for one in encodings if one is not None) or "XML")
