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
    parser = argparse.ArgumentParser(prog="gongkai", description="Read annual reports on open government information. 读取政府信息公开工作年度报告。")
    parser.add_argument("--version", action="version", version=_VERSION, help="print the version 显示版本")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    parse = commands.add_parser("parse", help="print what reports say 读取报告")
    parse.add_argument("files", nargs="+", metavar="FILE", help="HTML, Word, PDF or text files; - is standard input")
    targets = ("text", "json", "jsonl", "csv", "xlsx", "parquet", "sqlite", "tree")
    parse.add_argument("--to", choices=targets, help="what to write (default: what the suffix of OUT says, else a page to read)")
    parse.add_argument("-o", metavar="OUT", dest="output", help="write there, not to standard output")
    parse.set_defaults(run=_parse)

    check = commands.add_parser("check", help="say what is wrong with reports 核对报告")
    check_command.add_arguments(check)
    check.set_defaults(run=lambda options: check_command.run(options, _complain))

    batch = commands.add_parser("batch", help="read a folder into one table 批量读取成表")
    batch.add_argument("source", metavar="DIR", help="a folder, or a file that lists files, one a line")
    batch.add_argument("-o", metavar="OUT", dest="output", required=True, help="the table to write: .csv, .jsonl, .parquet or .sqlite")
    batch.add_argument("--jobs", type=_positive(int), metavar="N", help="how many processes read (default: as many as there are processors)")
    batch.add_argument("--timeout", type=_positive(float), metavar="S", default=60.0, help="how many seconds a file may take (default: 60)")
    batch.add_argument("--resume", action="store_true", help="go on with a run that was interrupted")
    batch.add_argument("--summary", metavar="FILE", help="also write a page (HTML) of what there is to say of all reports")
    batch.add_argument("--organs", metavar="FILE", help="a file that names the organs that should have reported, one a line; for the summary")
    batch.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the summary (default: zh)")
    batch.set_defaults(run=_batch)

    render = commands.add_parser("render", help="print a report again in another layout, or fill in the form 换一种排版输出，或填写报告表")
    render.add_argument("file", metavar="FILE", help="a report in any format that is read, or as JSON; - is standard input")
    render.add_argument("--layout", metavar="NAME", help="a layout, or html or docx, the form filled in (default: the suffix of OUT, else pipe)")
    render.add_argument("-o", metavar="OUT", dest="output", help="write there, not to standard output")
    render.set_defaults(run=_render)

    forms = commands.add_parser("forms", help="list the forms known 列出已知格式")
    either = forms.add_mutually_exclusive_group()
    either.add_argument("--check", metavar="FILE", help="say whether a grammar is a form, and what is wrong with it 检查格式文件")
    either.add_argument("--table", metavar="FILE", help="check a grammar, and write its parse table beside it 检查格式文件并写出解析表")
    forms.set_defaults(run=_forms)

    explain = commands.add_parser("explain", help="say what a diagnostic's code means 解释诊断代码")
    explain.add_argument("code", metavar="CODE")
    explain.set_defaults(run=_explain)
    return parser


def _positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    """What argparse is to take for a number of that kind."""

    def number(text: str) -> float:
        value = kind(text)
        if not 0 < value < float("inf"):
            raise ValueError(text)
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
