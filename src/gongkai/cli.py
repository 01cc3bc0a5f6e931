"""Arguments of the command line -> its output and exit status."""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Callable, Sequence

from gongkai import TYPE_CHECKING, __version__, check_command
from gongkai.check_command import FINDINGS, OK, UNREADABLE
from gongkai.complaints import reason, say

if TYPE_CHECKING:
    from typing import IO

    from gongkai.parser import Result

INTERRUPTED = 130
_VERSION = f"gongkai {__version__}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit status: 0 nothing of severity error, 1 such findings, 2 an input or a call that is no use."""
    if sys.stdout is None:
        return _complain(say("no_output"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show Chinese shows its code points
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            sys.stdout.flush()
    except OSError as error:  # what cannot be written now cannot be written at the end of the process, either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK if isinstance(error, BrokenPipeError) else _complain(_of_file(error))  # the reader of our output has gone: nothing is left to say


def _run(arguments: Sequence[str]) -> int:
    if [*arguments] == ["--version"]:
        print(_VERSION)  # to make the parser takes as long as all the rest
        return OK
    options = _parser().parse_args(arguments)
    with warnings.catch_warnings():
        warnings.showwarning = _show
        status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    from gongkai.usage import Parser

    parser = Parser(prog="gongkai", description="program")
    parser.add_argument("--version", action="version", version=_VERSION, help="version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog=parser.prog)

    parse = commands.add_parser("parse", help="parse")
    parse.add_argument("files", nargs="+", metavar="FILE", help="parse_files")
    parse.add_argument("--to", choices=("text", "json", "jsonl", "csv", "xlsx", "parquet", "sqlite", "tree"), help="parse_to")
    parse.add_argument("-o", metavar="OUT", dest="output", help="output")
    parse.set_defaults(run=_parse)

    check = commands.add_parser("check", help="check")
    check_command.add_arguments(check)
    check.set_defaults(run=lambda options: check_command.run(options, _complain))

    batch = commands.add_parser("batch", help="batch")
    batch.add_argument("source", metavar="DIR", help="batch_source")
    batch.add_argument("-o", metavar="OUT", dest="output", required=True, help="batch_output")
    batch.add_argument("--jobs", type=_positive(int, "whole_number"), metavar="N", help="batch_jobs")
    batch.add_argument("--timeout", type=_positive(float, "number"), metavar="S", default=60.0, help="batch_timeout")
    batch.add_argument("--resume", action="store_true", help="batch_resume")
    batch.add_argument("--summary", metavar="FILE", help="batch_summary")
    batch.add_argument("--organs", metavar="FILE", help="batch_organs")
    batch.add_argument("--lang", choices=("zh", "en"), default="zh", help="batch_lang")
    batch.set_defaults(run=_batch)

    render = commands.add_parser("render", help="render")
    render.add_argument("file", metavar="FILE", help="render_file")
    render.add_argument("--layout", metavar="NAME", help="render_layout")
    render.add_argument("-o", metavar="OUT", dest="output", help="output")
    render.set_defaults(run=_render)

    forms = commands.add_parser("forms", help="forms")
    either = forms.add_mutually_exclusive_group()
    either.add_argument("--check", metavar="FILE", help="forms_check")
    either.add_argument("--table", metavar="FILE", help="forms_table")
    forms.set_defaults(run=_forms)

    explain = commands.add_parser("explain", help="explain")
    explain.add_argument("code", metavar="CODE")
    explain.set_defaults(run=_explain)
    return parser


def _positive(kind: Callable[[str], float], expected: str) -> Callable[[str], float]:
    """What argparse is to take for a number of that kind; anything else is complained of as ``expected`` has it."""

    def number(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(say(expected, found=repr(text)))
        return value

    return number


def _complain(message: str) -> int:
    print(f"gongkai: {' '.join(message.split())}", file=sys.stderr)
    return UNREADABLE


def _of_file(error: OSError) -> str:
    return f"{error.filename}: {reason(error)}" if error.filename is not None else reason(error)


def _show(message: Warning | str, *_: object, **__: object) -> None:
    """A warning in one line, as errors are told: what Python prints names a line of the library."""
    _complain(str(message))


def _result(name: str) -> Result | None:
    """What came of reading a file; None, and a line on standard error, where it is no report."""
    from gongkai.inputs import Input, take

    taken = take(Input(name))
    if taken.fault is not None:
        _complain(f"{name}: {taken.fault}")
    return taken.result


def _parse(options: argparse.Namespace) -> int:
    from contextlib import nullcontext
    from pathlib import Path

    from gongkai.excerpts import Source, headline
    from gongkai.export import BINARY, TARGETS, replacing

    suffix = Path(options.output or "").suffix.removeprefix(".").lower()
    to: str = options.to or (suffix if suffix in TARGETS else "text")
    if options.to is None and to == "text" and not _may_hold_text(suffix):
        return _complain(say("suffix", output=options.output, command="parse", suffix=suffix, known=", .".join(("txt", *TARGETS)), option="--to"))
    if to in BINARY and options.output is None and sys.stdout.isatty():
        return _complain(say("terminal", target=to))
    status = OK
    results: list[tuple[str, Result]] = []
    for name in options.files:
        result = _result(name)
        if result is None:
            status = UNREADABLE
            continue
        source = Source(name, result.text)
        for diagnostic in result.diagnostics:
            print(headline(source, diagnostic), file=sys.stderr)
        if not result.ok:
            status = max(status, FINDINGS)
        results.append((name, result))
    if not results:
        return status
    written = io.BytesIO()
    try:
        with replacing(options.output) if options.output is not None else nullcontext(written) as out:
            _write(options, to, results, out)
    except (OSError, ImportError, ValueError) as error:  # ValueError: a NUL in the name, or more rows than a sheet has
        return _complain(f"{options.output or to}: {reason(error)}")
    if to in BINARY:
        sys.stdout.buffer.write(written.getvalue())
    else:  # the byte-order mark is for whoever opens a file
        sys.stdout.write(written.getvalue().decode("utf-8-sig"))
    return status


def _write(options: argparse.Namespace, to: str, results: list[tuple[str, Result]], out: IO[bytes]) -> None:
    from gongkai import export
    from gongkai.export import json

    if to == "json" and len(options.files) == 1:
        json.write_one(*results[0], out)
    else:
        export.write_to(results, out, to)


def _may_hold_text(suffix: str) -> bool:
    """Whether text may go to a file whose name ends so: .doc, .pdf and .xlsx promise another format, which would be opened as what it is not."""
    from gongkai.export import TARGETS
    from gongkai.sniffing import name_says

    return suffix == "text" or (suffix not in TARGETS and name_says(f".{suffix}", "text/plain"))


def _batch(options: argparse.Namespace) -> int:
    from gongkai import GongkaiError
    from gongkai.batch import State, run

    if options.organs is not None and options.summary is None:
        return _complain(say("organs"))
    page = {"summary": options.summary, "organs": options.organs, "lang": options.lang}
    how = {"jobs": options.jobs, "resume": options.resume, "timeout": options.timeout}
    try:
        done = run(options.source, options.output, **how, **page, progress=sys.stderr)
    except KeyboardInterrupt:
        _complain(say("interrupted"))
        return INTERRUPTED
    except GongkaiError as error:
        return _complain(str(error))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return _complain(f"{getattr(error, 'filename', None) or options.source}: {reason(error)}")
    if not done.written:
        print(say("batch_whole", output=options.output))
        return OK
    total = done.states.total()
    files = say("file") if total == 1 else say("files", count=total)
    print(say("batch_counts", files=files, **{state.value: done.states[state] for state in State}))
    if done.states[State.FAILED]:
        return UNREADABLE
    return FINDINGS if done.errors else OK


def _render(options: argparse.Namespace) -> int:
    from pathlib import Path

    import gongkai
    from gongkai.export import replacing
    from gongkai.inputs import Input, take
    from gongkai.rendering import is_binary

    suffix = Path(options.output or "").suffix.removeprefix(".").lower()
    formats = gongkai.document_formats()
    layout: str = options.layout or (suffix if suffix in formats else "pipe")
    if options.layout is None and layout == "pipe" and not _may_hold_text(suffix):
        return _complain(
            say("suffix", output=options.output, command="render", suffix=suffix, known=", .".join(("txt", *formats)), option="--layout")
        )
    if layout not in (*gongkai.layouts(), *formats):
        return _complain(say("layout", found=repr(layout), known=", ".join((*gongkai.layouts(), *formats))))
    binary = layout in formats and is_binary(layout)
    if binary and options.output is None and sys.stdout.isatty():
        return _complain(say("terminal", target=layout))
    taken = take(Input(options.file), json_too=True)
    report = taken.result.report if taken.result is not None else taken.data
    if report is None:
        return _complain(f"{options.file}: {taken.fault}")
    try:
        document = gongkai.render_document(report, layout) if layout in formats else None
        written = document if document is not None else gongkai.render(report, layout).encode("utf-8", "backslashreplace")
        if options.output is not None:
            with replacing(options.output) as out:
                out.write(written)
    except (OSError, ImportError, ValueError) as error:  # ValueError: a NUL in the name
        return _complain(f"{options.output or layout}: {reason(error)}")
    if options.output is None and binary:
        sys.stdout.buffer.write(written)
    elif options.output is None:
        sys.stdout.write(written.decode())
    return FINDINGS if taken.result is not None and not taken.result.ok else OK


def _forms(options: argparse.Namespace) -> int:
    from pathlib import Path

    from gongkai import FormError, grammar

    file = options.check or options.table
    if file is not None:
        try:
            found = grammar.check(Path(file)) if options.table is None else grammar.write_table(Path(file))
        except FormError as error:
            return _complain(str(error))
        except OSError as error:
            return _complain(_of_file(error))
        print(say("form_is", file=file, form=found.name, rows=len(found.rows), numbers=sum(row.size for row in found.rows)))
        return OK
    warnings.simplefilter("ignore")  # those about plug-ins, which are told here, again and again
    print("\n".join(grammar.forms()))
    for problem in grammar.broken():
        _complain(say("plugin", problem=problem))
    return OK


def _explain(options: argparse.Namespace) -> int:
    from gongkai.diagnostics import CODES

    code = CODES.get(options.code.upper())
    if code is None:
        return _complain(say("code", found=repr(options.code), known=", ".join(CODES)))
    print(code.page)
    return OK


if __name__ == "__main__":
    sys.exit(main())
