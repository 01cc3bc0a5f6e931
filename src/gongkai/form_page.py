"""A report and what was found in it -> the form as the sheet prints it, in HTML: every cell that is in doubt or contradicts another one marked.

The page holds all that it needs: no network, no script. Colours say nothing that words do not say as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from gongkai import grammar
from gongkai.cells import Status
from gongkai.diagnostics import Diagnostic, Language, Severity, messages
from gongkai.excerpts import Source, place_of
from gongkai.html_table import table_rows
from gongkai.records import Entry, Report
from gongkai.sheet import Cell, Sheet, Table, sheet_of
from gongkai.signs import SIGNS, shown

_WORDS: dict[str, dict[Language, str]] = {
    "findings": {"zh": "核对结果", "en": "Findings"},
    "none": {"zh": "未发现问题。", "en": "Nothing was found."},
    "form": {"zh": "格式", "en": "Form"},
    "year": {"zh": "年度", "en": "Year"},
    "published": {"zh": "发布日期", "en": "Published"},
    "cells": {"zh": "涉及", "en": "Concerns"},
    "more": {"zh": "另有 {} 行", "en": "{} more rows"},
    "comma": {"zh": "；", "en": "; "},
    "untitled": {"zh": "（无标题）", "en": "(no title)"},
    "key": {"zh": "标记", "en": "Marks"},
    "blank": {"zh": "空白", "en": "blank"},
    "not_applicable": {"zh": "不适用", "en": "not applicable"},
    "inferred": {"zh": "由勾稽关系推出", "en": "inferred from the sums"},
    "unsettled": {"zh": "无法确定", "en": "unsettled"},
    "missing": {"zh": "缺失", "en": "missing"},
}
SEVERITIES: dict[str, dict[Language, str]] = {
    Severity.ERROR: {"zh": "错误", "en": "error"},
    Severity.WARNING: {"zh": "警告", "en": "warning"},
    Severity.NOTE: {"zh": "提示", "en": "note"},
}
"""The word for each severity."""
_MOST_ROWS = 8
"""How many rows a finding names; the table marks them all."""

STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#8a8a8a;--head:#eef1f4;--error:#b00020;--error-bg:#fde7ea;--warning:#7a4b00;
--warning-bg:#fff3d6;--note:#0b4f8a;--note-bg:#e6f1fb;--quiet:#595959;--link:#0b4f8a}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--line:#7a7a7a;--head:#262b30;--error:#ff9aa8;--error-bg:#4a1420;
--warning:#ffd28a;--warning-bg:#452f08;--note:#9fd0ff;--note-bg:#10314f;--quiet:#b5b5b5;--link:#9fd0ff}}
*{box-sizing:border-box}
body.gongkai-page{margin:0 auto;padding:1rem;max-width:72rem;background:var(--paper)}
.gongkai,.gongkai-page{color:var(--ink);font:1rem/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
.gongkai h1{font-size:1.4rem;margin:.2em 0}.gongkai h2{font-size:1.15rem;margin:1.4em 0 .4em}
.gongkai .wide{position:relative;overflow-x:auto;max-width:100%;margin:.6em 0}
.gongkai table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;background:var(--paper)}
.gongkai caption{text-align:left;font-weight:600;padding:.4em 0}
.gongkai th,.gongkai td{border:1px solid var(--line);padding:.25em .45em;vertical-align:middle;color:var(--ink)}
.gongkai th{background:var(--head);font-weight:400;text-align:left;min-width:3.2em}
.gongkai th.head{font-weight:600;text-align:center}
.gongkai td{text-align:right;min-width:2.4em}
.gongkai th.file{overflow-wrap:anywhere;min-width:9em}.gongkai td.said{text-align:left;overflow-wrap:anywhere}.gongkai td.said:lang(zh){min-width:5em}
.gongkai li{overflow-wrap:anywhere}
.gongkai td.error{background:var(--error-bg);outline:2px solid var(--error);outline-offset:-3px}
.gongkai td.warning{background:var(--warning-bg);outline:2px dashed var(--warning);outline-offset:-3px}
.gongkai td.note{background:var(--note-bg)}
.gongkai td.inferred,.gongkai td.unsettled,.gongkai td.missing{font-style:italic}
.gongkai a{color:var(--link)}.gongkai td a{color:inherit}
.gongkai ol.findings{padding-left:1.6em}.gongkai ol.findings>li{margin:.6em 0}
.gongkai .severity{font-weight:700}
.gongkai .error>.severity{color:var(--error)}.gongkai .warning>.severity{color:var(--warning)}.gongkai .note>.severity{color:var(--note)}
.gongkai .place,.gongkai .meta,.gongkai .help{color:var(--quiet)}
.gongkai .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.gongkai :target{outline:3px solid var(--note);outline-offset:2px}
@media (max-width:40rem){.gongkai{font-size:.9rem}.gongkai th,.gongkai td{padding:.2em .3em}}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--line:#666;--head:#eef1f4;--error:#b00020;--error-bg:#fde7ea;--warning:#7a4b00;
--warning-bg:#fff3d6;--note:#0b4f8a;--note-bg:#e6f1fb;--quiet:#444;--link:#0b4f8a}.gongkai-page .report{break-before:page}.gongkai .wide{overflow:visible}.gongkai table{font-size:8pt;page-break-inside:auto}
.gongkai tr{page-break-inside:avoid}.gongkai thead{display:table-header-group}.gongkai td{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def write(report: Report, found: Sequence[Diagnostic] = (), text: str = "", lang: Language = "zh") -> str:
    """The page of one report. ``text`` is what spans count in, for the places of findings: ``result.text``."""
    return document(report.title or _WORDS["untitled"][lang], fragment(report, found, text, lang), lang)


def document(title: str, body: str, lang: Language, style: str = "") -> str:
    """A whole HTML document around a body, whose style is that of a form and ``style``."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}"><head>{head}<title>{escape(title)}</title><style>{STYLE}{style}</style></head>'
        f'\n<body class="gongkai-page"><main>\n{body}\n</main></body></html>\n'
    )


def listing(caption: str, titles: Sequence[str], rows: Iterable[str], *, headed: bool = False) -> Iterator[str]:
    """A table of what is no form, of rows in HTML. Where it is ``headed`` by the same words, its caption is for screen readers alone."""
    unseen = ' class="unseen"' * headed
    head = "".join(f'<th scope="col" class="head">{escape(one)}</th>' for one in titles)
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}"><table><caption{unseen}>{escape(caption)}</caption>'
    yield f"<thead><tr>{head}</tr></thead><tbody>"
    yield from rows
    yield "</tbody></table></div>"


def fragment(report: Report, found: Sequence[Diagnostic] = (), text: str = "", lang: Language = "zh", name: str = "", level: int = 1) -> str:
    """A report without what makes a document of it.

    ``name`` keeps the anchors of several reports on one page apart; ``level`` is that of its heading.
    """
    return "\n".join(_Writer(report, found, text, lang, name, level).write())


class _Writer:
    def __init__(self, report: Report, found: Sequence[Diagnostic], text: str, lang: Language, name: str, level: int) -> None:
        self.report = report
        self.found = found
        self.source = Source("", text)
        self.lang = lang
        self.name = name
        self.level = level
        self.entries = {entry.key: entry for entry in report.entries()}
        self.concerned: Mapping[str, list[int]] = _concerned(found)

    def word(self, key: str) -> str:
        return _WORDS[key][self.lang]

    def write(self) -> Iterator[str]:
        report = self.report
        yield '<article class="gongkai">'
        tongue = ' lang="zh-Hans"' if report.title else ""
        yield f"<h{self.level}{tongue}>{escape(report.title or self.word('untitled'))}</h{self.level}>"
        about = [(self.word("form"), report.form), (self.word("year"), report.year), (self.word("published"), report.published)]
        yield f'<p class="meta">{" · ".join(f"{name} {escape(str(value))}" for name, value in about if value is not None)}</p>'
        yield from self.findings()
        sheet = sheet_of(report, grammar.form(report.form), whole=True)
        for number, (heading, table) in enumerate(_tables(sheet)):
            yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(heading)}">'
            yield from self.table(heading, number, table)
            yield "</div>"
        yield f'<p class="meta">{self.word("key")}: {self.legend()}</p>'
        yield "</article>"

    def legend(self) -> str:
        signs = [f"{sign} {self.word(status.value)}" for status, sign in SIGNS.items() if status is not Status.BLANK]
        return " · ".join([*signs, f"[ ] {self.word('inferred')}"])

    def findings(self) -> Iterator[str]:
        yield f"<h{self.level + 1}>{self.word('findings')}</h{self.level + 1}>"
        if not self.found:
            yield f"<p>{self.word('none')}</p>"
            return
        yield '<ol class="findings">'
        for at, one in enumerate(self.found):
            place = escape(place_of(one.span, self.source, self.lang))
            links = self.links(one)
            yield f'<li id="{self.name}f{at}" class="{one.severity}"><span class="severity">{SEVERITIES[one.severity][self.lang]} {one.code}</span>'
            yield f'{escape(messages(one, self.lang))} <span class="place">{place}</span>'
            yield f'<br><span class="help">{escape(one.words.help[self.lang])}</span>'
            if links:
                yield f"<br>{self.word('cells')}: {links}"
            yield "</li>"
        yield "</ol>"

    def links(self, found: Diagnostic) -> str:
        """The rows that a finding concerns, each with a link to the first of its cells."""
        rows: dict[str, list[Entry]] = {}
        for entry in [self.entries[key] for key in found.entries if key in self.entries]:
            rows.setdefault(entry.item, []).append(entry)
        shown = [
            f'<a href="#{self.name}{escape(own[0].key)}" lang="zh-Hans">{escape(own[0].label)}</a>{f" ×{len(own)}" if len(own) > 1 else ""}'
            for own in list(rows.values())[:_MOST_ROWS]
        ]
        more = [self.word("more").format(len(rows) - _MOST_ROWS)] if len(rows) > _MOST_ROWS else []
        return self.word("comma").join([*shown, *more])

    # ---------------------------------------------------------------- tables

    def table(self, heading: str, number: int, table: Table) -> Iterator[str]:
        yield f'<table lang="zh-Hans"><caption>{escape(heading)}</caption>'
        yield from table_rows(table, f"{self.name}t{number}", self.cell)
        yield "</table>"

    def cell(self, cell: Cell, told: str) -> str:
        entry = self.entries.get(cell.key or "")
        return self.value(entry, told) if entry is not None else f"<td{told}></td>"

    def value(self, entry: Entry, size: str) -> str:
        concerned = self.concerned.get(entry.key, [])
        worst = next((severity for severity in Severity if any(self.found[at].severity is severity for at in concerned)), None)
        classes = " ".join([entry.status.value, *([worst.value] if worst else [])])
        inner = escape(shown(entry))
        if concerned:
            inner = f'<a href="#{self.name}f{concerned[0]}">{inner}</a>'
        elif entry.status is Status.BLANK:
            inner = ""  # as on the page; a link needs something to click on
        said = [] if entry.status is Status.REPORTED else [self.word(entry.status.value)]
        said += [f"{self.found[at].code} {messages(self.found[at], self.lang)}" for at in concerned]
        place = place_of(entry.span, self.source, self.lang)
        hover = "\n".join([entry.key, *said, *([place] if place else [])])
        unseen = f'<span class="unseen">{escape("; ".join(said))}</span>' if said else ""
        return f'<td id="{self.name}{escape(entry.key)}" class="{classes}" title="{escape(hover)}"{size}>{inner}{unseen}</td>'


def _concerned(found: Sequence[Diagnostic]) -> dict[str, list[int]]:
    """For each entry the numbers of the findings that concern it."""
    concerned: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        for key in one.entries:
            concerned.setdefault(key, []).append(at)
    return concerned


def _tables(sheet: Sheet) -> Iterator[tuple[str, Table]]:
    """The tables of a sheet, each with the heading of its section."""
    heading = ""
    for block in sheet.blocks:
        if isinstance(block, Table):
            yield heading, block
        elif block.level == 2:
            heading = block.text
