"""What was found in files -> one page in HTML: a table of the files, and the form of each with its marked cells. No network, no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from gongkai.broken import pattern_of
from gongkai.checking import Checked, State
from gongkai.diagnostics import Language, Severity
from gongkai.form_page import SEVERITIES, document, fragment, listing
from gongkai.report_formats.tally import Tally

_WORDS: dict[str, dict[Language, str]] = {
    "title": {"zh": "政府信息公开工作年度报告核对结果", "en": "Annual reports on open government information: what was found"},
    "files": {"zh": "各份报告", "en": "The reports"},
    "file": {"zh": "文件", "en": "File"},
    "agency": {"zh": "机关", "en": "Organ"},
    "year": {"zh": "年度", "en": "Year"},
    "state": {"zh": "结果", "en": "Result"},
    "rules": {"zh": "各类问题", "en": "What was found how often"},
    "code": {"zh": "代码", "en": "Code"},
    "severity": {"zh": "级别", "en": "Severity"},
    "kind": {"zh": "问题", "en": "What"},
    "in_files": {"zh": "报告数", "en": "Reports"},
    "in_all": {"zh": "处数", "en": "In all"},
    "top": {"zh": "返回列表", "en": "Back to the list"},
    "unnamed": {"zh": "—", "en": "—"},
    "joined": {"zh": "，", "en": ", "},
    "count": {"zh": "共 {} 份：", "en": "Reports: {}. "},
    **SEVERITIES,
    State.CLEAN: {"zh": "无问题", "en": "clean"},
    State.DOUBTFUL: {"zh": "存疑", "en": "doubtful"},
    State.ERRORS: {"zh": "有错误", "en": "with errors"},
    State.UNREADABLE: {"zh": "无法读取", "en": "unreadable"},
    State.PASSED_OVER: {"zh": "已跳过（不属可读取的文件类型）", "en": "passed over: not of a kind that is read"},
}
_MARKS = {State.ERRORS: Severity.ERROR, State.UNREADABLE: Severity.ERROR, State.DOUBTFUL: Severity.WARNING}
_TOP = "list"


def write(files: Iterable[Checked], lang: Language | None = None) -> Iterator[str]:
    """The page, in Chinese if no language is given."""
    told = lang or "zh"
    tally = Tally()
    rows: list[str] = []
    forms: list[str] = []
    for number, one in enumerate(files, 1):
        tally.add(one)
        rows.append(_row(one, f"r{number}", told))
        if one.result is not None:
            forms.append(_form(one, f"r{number}", told))
    title = _WORDS["title"][told]
    body = "\n".join([*_summary(title, rows, tally, told), *forms])
    yield document(title, body, told)


def _summary(title: str, rows: Sequence[str], tally: Tally, lang: Language) -> Iterator[str]:
    counted = _WORDS["joined"][lang].join(f"{_WORDS[state][lang]} {tally.states[state]}" for state in State if tally.states[state])
    yield f'<section class="gongkai" id="{_TOP}"><h1>{title}</h1>'
    yield f"<p>{_WORDS['count'][lang].format(tally.files)}{counted}</p>"
    head = [_WORDS[name][lang] for name in ("file", "agency", "year", "state", Severity.ERROR, Severity.WARNING, Severity.NOTE)]
    yield from listing(_WORDS["files"][lang], head, rows)
    broken = [
        f'<tr><th scope="row">{one.code.code}</th><td class="said">{_WORDS[one.code.severity][lang]}</td>'
        f'<td class="said">{escape(pattern_of(one.code, lang))}</td><td>{one.files}</td><td>{one.findings}</td></tr>'
        for one in tally.broken()
    ]
    if broken:
        yield from listing(_WORDS["rules"][lang], [_WORDS[name][lang] for name in ("code", "severity", "kind", "in_files", "in_all")], broken)
    yield "</section>"


def _row(checked: Checked, name: str, lang: Language) -> str:
    """A file in the table of all."""
    state = _WORDS[checked.state][lang]
    mark = f" {_MARKS[checked.state]}" if checked.state in _MARKS else ""
    if checked.result is None:
        said = f"{state}: {escape(checked.fault)}" if checked.fault is not None else state
        return f'<tr><th scope="row" class="file">{escape(checked.name)}</th><td class="said{mark}" colspan="6">{said}</td></tr>'
    report = checked.result.report
    counts = Counter(one.severity for one in checked.found)
    agency = escape(report.agency or _WORDS["unnamed"][lang])
    return (
        f'<tr><th scope="row" class="file"><a href="#{name}">{escape(checked.name)}</a></th><td class="said" lang="zh-Hans">{agency}</td>'
        f'<td>{report.year or _WORDS["unnamed"][lang]}</td><td class="said{mark}">{state}</td>'
        f"{''.join(f'<td>{counts[severity]}</td>' for severity in Severity)}</tr>"
    )


def _form(checked: Checked, name: str, lang: Language) -> str:
    """The form of a report, and the way back to the table."""
    assert checked.result is not None
    form = fragment(checked.result.report, checked.found, checked.result.text, lang, f"{name}-", level=2)
    return f'<section class="report" id="{name}">{form}<p class="gongkai"><a href="#{_TOP}">{_WORDS["top"][lang]}</a></p></section>'
