"""Arguments of ``gongkai check`` -> its output and exit status."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from gongkai.complaints import reason, say
from gongkai.report_formats import FORMATS

Complain = Callable[[str], int]
"""Prints a line to standard error, and returns the exit status of a call that is no use."""

OK, FINDINGS, UNREADABLE = 0, 1, 2
"""The exit statuses of all commands."""


def add_arguments(parser: ArgumentParser) -> None:
    """What can be asked of the command; the helps are names in usage_texts.py."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="check_files")
    parser.add_argument("--format", choices=FORMATS, default="text", help="check_format")
    parser.add_argument("--lang", choices=("zh", "en"), help="check_lang")
    parser.add_argument("--previous", action="append", default=[], metavar="FILE", help="check_previous")
    parser.add_argument("--of", dest="superior", metavar="SUPERIOR", help="check_of")
    parser.add_argument("--ignore", action="append", default=[], metavar="CODES", help="check_ignore")
    parser.add_argument("--unassessable", action="store_true", help="check_unassessable")
    parser.add_argument("-o", metavar="OUT", dest="output", help="output")


def run(options: Namespace, complain: Complain) -> int:
    """Check files. Returns the exit status: 0 nothing of severity error, 1 such findings, 2 an input or a call that is no use."""
    from gongkai.checking import Checked, Checker, State
    from gongkai.diagnostics import CODES
    from gongkai.errors import CheckError
    from gongkai.inputs import Input, files_of, take

    ignore = tuple(code for one in options.ignore for part in one.split(",") if (code := part.strip().upper()))
    unknown = [one for one in ignore if one.startswith("GK") and not any(code.startswith(one) for code in CODES)]
    if unknown:
        return complain(say("codes", found=unknown[0]))
    named = [name for name in (*options.files, *options.previous, options.superior) if name is not None]
    if options.output is not None and any(_is_same(name, options.output) for name in named):
        return complain(say("is_input", output=options.output))

    status = OK
    previous = []
    for given in files_of(options.previous):
        taken = take(given, options.lang)
        if taken.fault is not None:
            status = complain(f"{given.name}: {taken.fault}")
        elif taken.result is not None:
            previous.append(taken.result.report)
    superior = Input(options.superior) if options.superior is not None else None
    files = [one for one in files_of(options.files, options.output) if superior is None or not _is_same(one.name, superior.name)]
    checker = Checker(ignore, previous, options.unassessable, options.lang)

    def watched() -> Iterator[Checked]:
        """The files, while the exit status is kept and what cannot be read is said."""
        nonlocal status
        for one in checker.files(files, superior):
            if one.fault is not None:
                status = complain(f"{one.name}: {one.fault}")
            elif one.state is State.ERRORS:
                status = max(status, FINDINGS)
            yield one

    written = import_module(f"gongkai.report_formats.{options.format}").write(watched(), options.lang)
    try:
        _print(written, options.output)
    except CheckError as error:
        return complain(str(error))
    except BrokenPipeError:
        raise  # the reader of our output has gone; main knows
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return complain(f"{options.output or say('standard_output')}: {reason(error)}")
    return status


def _is_same(one: str, other: str) -> bool:
    return "\0" not in one + other and os.path.realpath(one) == os.path.realpath(other)


def _print(written: Iterable[str], output: str | None) -> None:
    """Write it piece by piece; to a file all at once, so that no half of it is left where something fails."""
    if output is None:
        sys.stdout.writelines(written)
    else:
        from pathlib import Path

        Path(output).write_text("".join(written), "utf-8", "backslashreplace", newline="")
