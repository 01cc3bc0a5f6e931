"""What there is to say of many reports -> a page in HTML that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from gongkai import grammar
from gongkai.batch.bars import STYLE, Bar, bars
from gongkai.batch.digest import OUTCOMES, REQUESTS
from gongkai.batch.outcome import State
from gongkai.batch.summary import BOUNDS, Added, Summary
from gongkai.broken import pattern_of
from gongkai.diagnostics import CODES, Language
from gongkai.form_page import SEVERITIES, document, listing

_WORDS: dict[str, dict[Language, str]] = {
    "title": {"zh": "政府信息公开工作年度报告汇总", "en": "Annual reports on open government information: summary"},
    "count": {"zh": "共 {} 个文件：{}。", "en": "Files: {}. {}."},
    "one": {"zh": "{} {}", "en": "{} {}"},
    "comma": {"zh": "，", "en": ", "},
    State.CLEAN: {"zh": "读取无疑问", "en": "clean"},
    State.DOUBTFUL: {"zh": "读取存疑", "en": "doubtful"},
    State.FAILED: {"zh": "无法读取", "en": "failed"},
    "again": {
        "zh": "同一机关同一年度有多份报告的，多出 {} 份，均已计入。",
        "en": "{} reports are of an organ and a year of which there is another; all are counted.",
    },
    "years": {"zh": "各年度报告", "en": "The reports by year"},
    "year": {"zh": "年度", "en": "Year"},
    "reports": {"zh": "报告数", "en": "Reports"},
    "new": {"zh": "新收申请", "en": "New requests"},
    "said": {"zh": "载明该数的报告", "en": "Reports that say so"},
    "no_year": {"zh": "未写明", "en": "not said"},
    "failures": {"zh": "无法读取的原因", "en": "Why files failed"},
    "reason": {"zh": "原因", "en": "Reason"},
    "files": {"zh": "文件数", "en": "Files"},
    "other_reasons": {"zh": "其他原因", "en": "other reasons"},
    "rules": {"zh": "最常见的问题", "en": "The rules most often broken"},
    "rules_said": {
        "zh": "读取与核对所发现的问题；前 {} 类，按报告数排列。",
        "en": "What reading and checking found: the first {}, by the number of reports.",
    },
    "code": {"zh": "代码", "en": "Code"},
    "severity": {"zh": "级别", "en": "Severity"},
    "kind": {"zh": "问题", "en": "What"},
    "in_all": {"zh": "处数", "en": "In all"},
    "none": {"zh": "未发现问题。", "en": "Nothing was found."},
    "unchecked": {"zh": "{} 份报告未能核对：{}", "en": "{} reports could not be checked: {}"},
    "requests": {"zh": "新收申请数量的分布", "en": "How many requests came in, by report"},
    "requests_said": {
        "zh": "按本年新收申请总计分组的报告数。另有 {} 份报告未载明该数，不在图中，也不按 0 计。",
        "en": "Reports by the total of new requests. {} more reports do not say it; they are not in the plot, and do not count as 0.",
    },
    "class": {"zh": "申请数量", "en": "Requests"},
    "outcomes": {"zh": "办理结果的分布", "en": "What became of the requests"},
    "outcomes_said": {
        "zh": "各报告总计栏之和。空白或无法确定的不按 0 计，“缺数”为此类报告数。",
        "en": "Sums of the total columns. What is blank or unsettled is not 0; “without” says in how many reports it is.",
    },
    "outcome": {"zh": "办理结果", "en": "Outcome"},
    "sum": {"zh": "件数", "en": "Requests"},
    "with": {"zh": "有数", "en": "With"},
    "without": {"zh": "缺数", "en": "Without"},
    "in_table": {"zh": "各数见下表。", "en": "The numbers are in the table below."},
    "organs": {"zh": "缺报告的机关", "en": "Organs that are missing"},
    "organ": {"zh": "机关", "en": "Organ"},
    "lacks": {"zh": "缺报告的年度", "en": "Years without a report"},
    "listed": {"zh": "与所给名单（{} 个机关）相比，", "en": "Of the {} organs in the list, "},
    "unlisted": {"zh": "未给名单，仅与其他年度相比：", "en": "There is no list; organs are compared with other years. "},
    "missing": {"zh": "有 {} 个机关至少缺一个年度的报告。", "en": "organs that lack a report for at least one year: {}."},
    "may_be": {
        "zh": "另有 {} 个文件无法读取、{} 份报告未写明机关或年度，所缺报告可能在其中。",
        "en": "{} files could not be read, and {} reports do not say whose they are or of which year; what is missing may be among them.",
    },
    "every": {"zh": "全部", "en": "all"},
    "more": {"zh": "另有 {} 个未列出。", "en": "{} more are not shown."},
    "strangers": {"zh": "不在名单中的机关", "en": "Organs that are not in the list"},
}
_MOST = {"reasons": 10, "rules": 20, "organs": 500}
"""How many are shown; how many more there are is said."""


def write(summary: Summary, lang: Language) -> str:
    """The page."""
    return document(_WORDS["title"][lang], "\n".join(_Writer(summary, lang).write()), lang, STYLE)


class _Writer:
    def __init__(self, summary: Summary, lang: Language) -> None:
        self.summary = summary
        self.lang = lang

    def word(self, key: str, *values: object) -> str:
        return _WORDS[key][self.lang].format(*(f"{value:,}" if isinstance(value, int) else value for value in values))

    def write(self) -> Iterator[str]:
        counted = self.word("comma").join(self.word("one", self.word(state), self.summary.states[state]) for state in State)
        yield f'<article class="gongkai"><h1>{self.word("title")}</h1>'
        yield f"<p>{self.word('count', self.summary.states.total(), counted)}</p>"
        if self.summary.again:
            yield f"<p>{self.word('again', self.summary.again)}</p>"
        yield from self.years()
        yield from self.failures()
        yield from self.rules()
        yield from self.requests()
        yield from self.outcomes()
        yield from self.organs()
        yield "</article>"

    def section(self, key: str) -> str:
        return f"<h2>{self.word(key)}</h2>"

    def table(self, caption: str, head: Sequence[str], rows: Iterable[str]) -> Iterator[str]:
        return listing(self.word(caption), head, rows, headed=True)

    def years(self) -> Iterator[str]:
        years = self.summary.years
        forms = sorted({form for year in years.values() for form in year.forms})
        yield self.section("years")
        rows = []
        for name in sorted(years, key=lambda one: (one is None, one)):
            year = years[name]
            counts = [*(year.forms[form] for form in forms), year.forms.total(), year.states[State.CLEAN], year.states[State.DOUBTFUL]]
            rows.append(_row(str(name) if name is not None else self.word("no_year"), [*counts, year.requests, year.said]))
        words = [self.word(key) for key in ("reports", State.CLEAN, State.DOUBTFUL, "new", "said")]
        yield from self.table("years", [self.word("year"), *forms, *words], rows)

    def failures(self) -> Iterator[str]:
        reasons = self.summary.reasons
        if not reasons:
            return
        shown = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))[: _MOST["reasons"]]
        rest = reasons.total() - sum(count for _, count in shown) + self.summary.other_reasons
        rows = [f'<tr><th scope="row" class="file">{self.reason(reason)}</th><td>{count:,}</td></tr>' for reason, count in shown]
        yield self.section("failures")
        more = [_row(self.word("other_reasons"), [rest])] if rest else []
        yield from self.table("failures", [self.word("reason"), self.word("files")], [*rows, *more])

    def reason(self, reason: str) -> str:
        """A reason as a cell has it: the message of its code, which stands for many files, and so without what was found in one."""
        if reason not in CODES:
            return f'<span lang="en">{escape(reason)}</span>'
        return f"{reason} {escape(pattern_of(CODES[reason], self.lang))}"

    def rules(self) -> Iterator[str]:
        yield self.section("rules")
        for reason, count in self.summary.unchecked.most_common(_MOST["reasons"]):
            yield f"<p>{escape(self.word('unchecked', count, reason))}</p>"
        found = sorted(self.summary.rules.broken(), key=lambda one: (-one.files, -one.findings, one.code.code))[: _MOST["rules"]]
        if not found:
            yield f"<p>{self.word('none')}</p>"
            return
        yield f"<p>{self.word('rules_said', len(found))}</p>"
        rows = [
            f'<tr><th scope="row">{escape(one.code.code)}</th><td class="said">{SEVERITIES[one.code.severity][self.lang]}</td>'
            f'<td class="said">{escape(pattern_of(one.code, self.lang))}</td><td>{one.files:,}</td><td>{one.findings:,}</td></tr>'
            for one in found
        ]
        yield from self.table("rules", [self.word(key) for key in ("code", "severity", "kind", "reports", "in_all")], rows)

    # ---------------------------------------------------------------- requests

    def requests(self) -> Iterator[str]:
        counts = [Bar(name, count) for name, count in zip(_classes(), self.summary.classes, strict=True)]
        said = self.word("requests_said", self.summary.silent)
        yield self.section("requests")
        yield f"<p>{said}<br>{self.label(REQUESTS)}</p>"
        yield from bars("requests", self.word("requests"), f"{said} {self.word('in_table')}", counts)
        yield from self.table("requests", [self.word("class"), self.word("reports")], [_row(name, [count]) for name, count in counts])

    def outcomes(self) -> Iterator[str]:
        found = self.summary.outcomes
        if not found:
            return
        labels = _labels()
        groups: dict[str, list[str]] = {}
        for item in sorted(found, key=list(labels).index):
            groups.setdefault(_group(item), []).append(item)
        sums = [Bar(self.name(group), sum((found[item].total for item in items), start=0)) for group, items in groups.items()]
        said = self.word("outcomes_said")
        yield self.section("outcomes")
        yield f"<p>{said}</p>"
        yield from bars("outcomes", self.word("outcomes"), f"{said} {self.word('in_table')}", sums)
        rows = [row for group, items in groups.items() for row in self.group(group, {item: found[item] for item in items})]
        yield from self.table("outcomes", [self.word(key) for key in ("outcome", "sum", "with", "without")], rows)

    def group(self, group: str, rows: dict[str, Added]) -> Iterator[str]:
        """The rows of a group: where there is more than one, first its own with their sum."""
        if list(rows) != [group]:
            total = sum((row.total for row in rows.values()), start=0)
            yield f'<tr><th scope="row" class="file"><b>{self.label(group)}</b></th><td><b>{total:,}</b></td><td></td><td></td></tr>'
        for item, row in rows.items():
            yield (
                f'<tr><th scope="row" class="file">{self.label(item)}</th><td>{row.total:,}</td><td>{row.reports:,}</td><td>{row.lacking:,}</td></tr>'
            )

    def name(self, path: str) -> str:
        """What a row or a group is called in a plot, where there is little room."""
        return _labels().get(path, path) if self.lang == "zh" else path.removeprefix(OUTCOMES).replace("_", " ")

    def label(self, path: str) -> str:
        """The label of a row or a group as the form prints it; in English with its key."""
        label = f'<span lang="zh-Hans">{escape(_labels().get(path, path))}</span>'
        return label if self.lang == "zh" else f"{label} <span>{escape(path)}</span>"

    # ---------------------------------------------------------------- organs

    def organs(self) -> Iterator[str]:
        summary = self.summary
        missing = summary.missing()
        shown = missing[: _MOST["organs"]]
        listed = self.word("unlisted") if summary.expected is None else self.word("listed", len(summary.expected))
        yield self.section("organs")
        yield f"<p>{listed}{self.word('missing', len(missing))}</p>"
        if missing and (summary.states[State.FAILED] or summary.unnamed):
            yield f"<p>{self.word('may_be', summary.states[State.FAILED], summary.unnamed)}</p>"
        if shown:
            rows = [
                f'<tr><th scope="row" class="file" lang="zh-Hans">{escape(one.name)}</th>'
                f'<td class="said">{self.word("comma").join(map(str, one.years)) or self.word("every")}</td></tr>'
                for one in shown
            ]
            yield from self.table("organs", [self.word("organ"), self.word("lacks")], rows)
            yield from self.more(len(missing) - len(shown))
        strangers = summary.unexpected()
        if strangers:
            yield self.section("strangers")
            yield f'<ul lang="zh-Hans">{"".join(f"<li>{escape(name)}</li>" for name in strangers[: _MOST["organs"]])}</ul>'
            yield from self.more(len(strangers) - _MOST["organs"])

    def more(self, count: int) -> Iterator[str]:
        if count > 0:
            yield f"<p>{self.word('more', count)}</p>"


def _row(name: str, numbers: Iterable[object]) -> str:
    return f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{number:,}</td>" for number in numbers)}</tr>'


def _classes() -> Iterator[str]:
    """The names of the classes of reports."""
    yield "0"
    for low, high in pairwise(BOUNDS):
        yield f"{low:,}–{high - 1:,}"
    yield f"≥ {BOUNDS[-1]:,}"


def _group(item: str) -> str:
    """The row itself, or the group that it is in."""
    return OUTCOMES + item.removeprefix(OUTCOMES).partition(".")[0]


def _labels() -> dict[str, str]:
    """What the forms print for each row and group, in the order of the sheets; the newest form that has it says so."""
    found: dict[str, str] = {}
    for name in grammar.forms():
        for word in grammar.form(name).every_word:
            if word.group is not None:
                found[word.group.path] = word.group.label
            elif word.row is not None:
                found[word.row.path] = word.row.label or word.text
    return found
