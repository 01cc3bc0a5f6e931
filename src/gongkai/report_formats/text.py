"""What was found in files -> lines to read, as compilers print them, each with the marked line of its source, and a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.broken import pattern_of
from gongkai.checking import Checked, State
from gongkai.diagnostics import Language, locale_language
from gongkai.excerpts import Source, listed
from gongkai.report_formats.tally import Tally

_STATES: dict[State, dict[Language, str]] = {
    State.CLEAN: {"en": "{} clean", "zh": "无问题 {}"},
    State.DOUBTFUL: {"en": "{} doubtful", "zh": "存疑 {}"},
    State.ERRORS: {"en": "{} with errors", "zh": "有错误 {}"},
    State.UNREADABLE: {"en": "{} unreadable", "zh": "无法读取 {}"},
}
_FILES: dict[Language, str] = {"en": "{} files: ", "zh": "共 {} 份："}
_FILE: dict[Language, str] = {"en": "1 file: ", "zh": "共 1 份："}
_PASSED_OVER: dict[Language, str] = {"en": "passed over, not of a kind that is read: {}", "zh": "已跳过（不属可读取的文件类型）：{}"}
_COUNTED: dict[Language, str] = {"en": "{files:>5} of {all} files, {findings:>4} in all", "zh": "{files:>5}/{all} 份，共 {findings:>4} 处"}
_COMMA: dict[Language, str] = {"en": ", ", "zh": "，"}
_MOST_NAMES = 5


def write(files: Iterable[Checked], lang: Language | None = None) -> Iterator[str]:
    """The findings of each file, and a summary of all. The language is that of the locale, if none is given."""
    told = lang or locale_language()
    tally = Tally()
    for one in files:
        tally.add(one)
        if one.result is not None:
            yield "".join(f"{line}\n" for line in listed(Source(one.name, one.result.text), one.found, told))
    yield "".join(f"{line}\n" for line in _summary(tally, told))


def _summary(tally: Tally, lang: Language) -> Iterator[str]:
    head = _FILE[lang] if tally.files == 1 else _FILES[lang].format(tally.files)
    yield head + _COMMA[lang].join(words[lang].format(tally.states[state]) for state, words in _STATES.items() if tally.states[state])
    for one in tally.broken():
        counted = _COUNTED[lang].format(files=one.files, all=tally.files, findings=one.findings)
        yield f"  {one.code.code} {one.code.severity:7} {counted}  {pattern_of(one.code, lang)}"
    if tally.passed_over:
        names = tally.passed_over[:_MOST_NAMES] + ["…"] * (len(tally.passed_over) > _MOST_NAMES)
        yield _PASSED_OVER[lang].format(_COMMA[lang].join(names))
