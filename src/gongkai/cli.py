"""Arguments of the command line -> its output and exit status."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.parser import Result
    from gongkai.records import Report

OK, FINDINGS, UNREADABLE = 0, 1, 2

_MARKS = {"blank": "·", "not_applicable": "/", "unsettled": "?", "missing": "—"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit status: 0 nothing of severity error, 1 such findings, 2 an input or a call that is no use."""
    options = _parser().parse_args(arguments)
    if sys.stdout is None:
        return _complain("there is no standard output")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show Chinese shows its code points
            stream.reconfigure(errors="backslashreplace")
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show
            status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone: nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gongkai", description="Read annual reports on open government information. 读取政府信息公开工作年度报告。")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    parse = commands.add_parser("parse", help="print what reports say 读取报告")
    parse.add_argument("files", nargs="+", metavar="FILE", help="HTML, Word, PDF or text files; - is standard input")
    parse.add_argument("--to", choices=("text", "json", "jsonl", "csv", "tree"), default="text", help="what to print (default: a page to read)")
    parse.add_argument("-o", metavar="OUT", dest="output", help="write there, not to standard output")
    parse.set_defaults(run=_parse)

    render = commands.add_parser("render", help="print a report again in another layout 换一种排版输出")
    render.add_argument("file", metavar="FILE")
    render.add_argument("--layout", default="pipe", metavar="NAME", help="its name (default: pipe); an unknown one lists all")
    render.set_defaults(run=_render)

    forms = commands.add_parser("forms", help="list the forms known 列出已知格式")
    forms.add_argument("--check", metavar="FILE", help="say whether a grammar is a form, and what is wrong with it 检查格式文件")
    forms.set_defaults(run=_forms)

    explain = commands.add_parser("explain", help="say what a diagnostic's code means 解释诊断代码")
    explain.add_argument("code", metavar="CODE")
    explain.set_defaults(run=_explain)
    return parser


def _complain(message: str) -> int:
    print(f"gongkai: {' '.join(message.split())}", file=sys.stderr)
    return UNREADABLE


def _show(message: Warning | str, *_: object, **__: object) -> None:
    """A warning in one line, as errors are told: what Python prints names a line of the library."""
    _complain(str(message))


def _result(name: str) -> Result | None:
    """What came of reading a file; None, and a line on standard error, where it is no report."""
    import gongkai

    if name == "-" and sys.stdin is None:
        _complain("-: there is no standard input")
        return None
    try:
        result = gongkai.read(name if name != "-" else sys.stdin.buffer)
    except gongkai.ReadError as error:
        _complain(f"{name}: {error}")
        return None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        _complain(f"{name}: {getattr(error, 'strerror', None) or error}")
        return None
    none = next((diagnostic for diagnostic in result.diagnostics if diagnostic.code == "GK101"), None)
    if none is not None:
        _complain(f"{name}: {none}")
        return None
    return result


def _parse(options: argparse.Namespace) -> int:
    from gongkai.excerpts import Source, headline

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
    written = _WRITERS[options.to](results, len(options.files) > 1)
    if options.output is None:
        sys.stdout.write(written)
        return status
    try:
        Path(options.output).write_text(written, "utf-8", newline="")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return _complain(f"{options.output}: {getattr(error, 'strerror', None) or error}")
    return status


def _as_dict(name: str, result: Result) -> dict[str, Any]:
    from gongkai.diagnostics import messages
    from gongkai.records import span_to_dict

    found = [
        {
            "code": one.code,
            "severity": one.severity.value,
            "message": messages(one, "en"),
            "message_zh": messages(one, "zh"),
            "entries": list(one.entries),
            "span": span_to_dict(one.span),
        }
        for one in result.diagnostics
    ]
    return {"file": name, **result.report.to_dict(), "diagnostics": found}


def _to_json(results: list[tuple[str, Result]], several: bool) -> str:
    dicts = [_as_dict(name, result) for name, result in results]
    return json.dumps(dicts if several else dicts[0], ensure_ascii=False, indent=2) + "\n"


def _to_jsonl(results: list[tuple[str, Result]], _: bool) -> str:
    return "".join(json.dumps(_as_dict(name, result), ensure_ascii=False) + "\n" for name, result in results)


def _to_csv(results: list[tuple[str, Result]], _: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("file", "form", "agency", "year", "item", "column", "label", "value", "unit", "status", "raw", "start", "end"))
    for name, result in results:
        report = result.report
        for entry in report.entries():
            start, end = (entry.span.start, entry.span.end) if entry.span is not None else (None, None)
            head = (name, report.form, report.agency, report.year, entry.item, entry.column, entry.label)
            writer.writerow((*head, entry.value, entry.unit, entry.status.value, entry.raw, start, end))
    return out.getvalue()


def _to_tree(results: list[tuple[str, Result]], _: bool) -> str:
    return "".join(result.tree.pretty() for _, result in results)


def _to_text(results: list[tuple[str, Result]], _: bool) -> str:
    return "\n".join(_page(result.report) for _, result in results)


def _page(report: Report) -> str:
    """A report as a page to read: a row a line, its cells in the order of the form's columns."""
    from gongkai.cells import width

    rows: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for entry in report.entries():
        shown = _MARKS.get(entry.status.value, "") if entry.value is None else f"{entry.value}{entry.unit or ''}"
        shown = f"[{shown}]" if entry.status == "inferred" else shown
        rows.setdefault(entry.item, []).append(shown)
        labels[entry.item] = entry.label
    longest = max(len(item) for item in rows)
    cells = max(width(cell) for row in rows.values() for cell in row)
    head = [report.title or "(no title)", f"{report.form}  {report.agency or '—'}  {report.year or '—'}  {report.published or '—'}", ""]
    lines = [
        f"{item:<{longest}}  {' '.join(cell.rjust(cells - width(cell) + len(cell)) for cell in row)}  {labels[item]}" for item, row in rows.items()
    ]
    return "\n".join([*head, *lines, "", "· blank   / not applicable   [ ] inferred   ? unsettled   — missing", ""])


_WRITERS = {"text": _to_text, "json": _to_json, "jsonl": _to_jsonl, "csv": _to_csv, "tree": _to_tree}


def _render(options: argparse.Namespace) -> int:
    import gongkai

    if options.layout not in gongkai.layouts():
        return _complain(f"no layout {options.layout!r}; known are {', '.join(gongkai.layouts())}")
    result = _result(options.file)
    if result is None:
        return UNREADABLE
    sys.stdout.write(gongkai.render(result.report, layout=options.layout))
    return OK if result.ok else FINDINGS


def _forms(options: argparse.Namespace) -> int:
    from gongkai import FormError, grammar

    if options.check is not None:
        try:
            found = grammar.check(Path(options.check))
        except FormError as error:
            return _complain(str(error))
        print(f"{options.check}: the form {found.name}, {len(found.rows)} rows, {sum(row.size for row in found.rows)} numbers")
        return OK
    warnings.simplefilter("ignore")  # those about plug-ins, which are told here, again and again
    print("\n".join(grammar.forms()))
    for problem in grammar.broken():
        _complain(f"a plug-in's form is left out: {problem}")
    return OK


def _explain(options: argparse.Namespace) -> int:
    from gongkai.diagnostics import CODES

    code = CODES.get(options.code.upper())
    if code is None:
        return _complain(f"no code {options.code!r}; known are {', '.join(CODES)}")
    print(code.page)
    return OK


if __name__ == "__main__":
    sys.exit(main())
