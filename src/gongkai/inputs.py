"""What a user names -> the files that it stands for, and what came of reading each."""

from __future__ import annotations

import glob
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from attrs import frozen

from gongkai import grammar
from gongkai.complaints import reason, say
from gongkai.diagnostics import Diagnostic, Language, locale_language, told
from gongkai.errors import ReadError
from gongkai.files import READERS, content, page_of
from gongkai.parser import Result, parse_page
from gongkai.readers.limits import DEFAULT, Limits
from gongkai.records import Report
from gongkai.sniffing import is_known, sniff

STANDARD_INPUT = "-"
_NO_REPORT = "GK101"
_PLAIN = "text/plain"


class Input(NamedTuple):
    """A file that a user named, or that lies in a folder that was named."""

    name: str
    in_folder: bool = False
    content: bytes | None = None
    """What is in it, where that is at hand; its name is then only told."""
    kind: str | None = None
    """Its media type, where that is known."""


@frozen
class Taken:
    """What came of reading a file: a result, or in one line why there is none. Neither for a file of a folder that is of no kind that is read."""

    result: Result | None = None
    fault: str | None = None
    plain: bool = False
    """Whether it is text, so that offsets and lines count in the file itself."""
    data: Report | None = None
    """Instead of a result: the report of a file of JSON, where such files are taken."""


def files_of(names: Sequence[str], without: str | None = None) -> list[Input]:
    """The files that names stand for, each once: files, ``-``, patterns with stars, and all files in and below a folder, in the order of their names.

    ``without`` is the output, which may lie in such a folder. Hidden files, and those that Word keeps beside an open one, are left out there.
    """
    known = {os.path.realpath(without)} if without is not None and "\0" not in without else set()
    found = []
    for one in (each for name in names for each in _files(name)):
        path = one.name if one.name == STANDARD_INPUT or "\0" in one.name else os.path.realpath(one.name)
        if path not in known:
            known.add(path)
            found.append(one)
    return found


def _files(name: str) -> Iterator[Input]:
    if name == STANDARD_INPUT:
        yield Input(name)
    elif os.path.isdir(name):  # noqa: PTH112 - a Path raises where a name is too long
        yield from _below(name)
    elif not os.path.exists(name) and (matches := _matches(name)):  # noqa: PTH110
        for match in matches:
            yield from _below(match) if Path(match).is_dir() else [Input(match)]
    else:
        yield Input(name)


def _matches(pattern: str) -> list[str]:
    """The files and folders that a pattern stands for; a Path takes no absolute one."""
    return sorted(glob.glob(pattern, recursive=True)) if "\0" not in pattern else []  # noqa: PTH207


def _below(folder: str) -> Iterator[Input]:
    return (Input(str(path), in_folder=True) for path in files_below(folder))


def files_below(folder: str, without: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """The files in and below a folder, by name, those of a folder before those of the folders in it; last the folders that may not be looked into.

    Hidden files and folders are left out, those that Word keeps beside an open one, links to folders, and what lies in the places ``without``.
    """
    refused: list[str] = []
    for where, folders, names in os.walk(folder, onerror=lambda error: refused.append(str(error.filename))):
        place = Path(os.path.realpath(where))
        folders[:] = sorted(name for name in folders if not name.startswith(".") and place / name not in without)
        for name in sorted(names):
            if not name.startswith((".", "~$")) and place / name not in without:
                yield Path(where, name)
    yield from map(Path, sorted(refused))


def take(given: Input, lang: Language | None = None, limits: Limits = DEFAULT, *, json_too: bool = False) -> Taken:
    """What came of reading a file. ``lang`` is the language in which it is told why there is no result; without it, that of the locale.

    ``json_too``: a file of JSON is taken for what ``Report.to_dict`` or ``gongkai parse --to json`` gave of one report.
    """
    spoken = lang or locale_language()
    try:
        data = _content(given, limits)
        if json_too and _JSON.match(data):
            return Taken(data=_report_of_json(data))
        kind = given.kind or sniff(data)
        if given.in_folder and kind not in READERS:
            return Taken()
        result = parse_page(page_of(data, kind, limits, name=given.name if given.name != STANDARD_INPUT else ""))
    except ReadError as error:
        return Taken(fault=told(error.diagnostic, spoken))
    except IsADirectoryError:
        return Taken(fault=told(Diagnostic.of("GK441"), spoken))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return Taken(fault=reason(error, spoken))
    none = next((one for one in result.diagnostics if one.code == _NO_REPORT), None)
    if none is not None and given.in_folder and not is_known(Path(given.name).suffix.lower()):
        return Taken()  # a program, or a table of other data
    if none is not None:
        return Taken(fault=told(none, spoken))
    return Taken(result, plain=kind == _PLAIN)


_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*\{)")


def _report_of_json(data: bytes) -> Report:
    """The report that JSON holds. Raises ReadError where it holds none, several, or one that its form does not have room for."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError("GK442", found=_not_json(error)) from error
    if isinstance(found, list):
        if len(found) != 1:
            raise ReadError("GK442", found=say("json_count", count=len(found)))
        (found,) = found
    try:
        report = Report.from_dict(found)
    except ValueError as error:
        raise ReadError("GK442", found=error) from error
    if report.form not in grammar.forms():
        raise ReadError("GK443", found=report.form, expected=", ".join(grammar.forms()))
    known = {str(key) for row in grammar.form(report.form).rows for key in row.entries}
    unknown = [str(key) for key in report.keys if str(key) not in known]
    if unknown:
        raise ReadError("GK444", expected=report.form, found=", ".join(unknown[:_MOST_NAMED]) + ", …" * (len(unknown) > _MOST_NAMED))
    return report


_MOST_NAMED = 3


def _not_json(error: Exception) -> str:
    """Why the json module does not take data, in the language of the locale."""
    if isinstance(error, json.JSONDecodeError):
        return say("json_syntax", line=error.lineno, column=error.colno)
    if isinstance(error, UnicodeDecodeError):
        return say("json_text", at=error.start + 1, encoding=error.encoding)
    if isinstance(error, RecursionError):
        return say("json_deep")
    return say("json_digits")  # the one other error that it raises: see sys.set_int_max_str_digits


def _content(given: Input, limits: Limits) -> bytes:
    if given.content is not None:
        return given.content
    return content(given.name if given.name != STANDARD_INPUT else _standard_input(), limits)


def _standard_input() -> IO[bytes]:
    if sys.stdin is None:
        raise OSError(say("no_input"))
    return sys.stdin.buffer
