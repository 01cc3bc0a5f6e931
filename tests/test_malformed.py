"""Each code of a diagnostic has a page in tests/malformed with the one mistake that it is about."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import gongkai
from gongkai.diagnostics import CODES, Code, Severity
from tests.malformed_files import samples

MALFORMED = Path(__file__).parent / "malformed"
SAMPLES = sorted(MALFORMED.iterdir())

# What one mistake brings about besides its own code.
ALSO = {
    "GK102": {"GK311"},  # what a number counts that the two forms give other columns
    "GK202": {"GK103"},  # that the page has labels of the other form, and that one of them is a row
    "GK212": {"GK309"},  # whichever row it is, the page has no other
    **{code: {"GK312"} for code in ("GK207", "GK301", "GK302", "GK303", "GK304")},  # what the sums say of the row all the same
    "GK312": {"GK307"},  # the number that was cut in two, and is put together by its row's sum
    "GK310": {"GK309"},  # the row whose label was lost with the numbers of the one before it
}

# What only the tokens of another lexer can bring about, and what takes a text of megabytes: test_syntax_errors.py and test_parser.py have their samples.
NO_PAGE = {"GK110", "GK209"}

# What the reader of a file says instead of reading it: tests/unit/test_refusals.py has their samples.
REFUSED = {code for code in CODES if "GK410" < code < "GK500"}

# What only the checks of a report find: tests/test_findings.py has their samples.
OF_READING = {code for code in CODES if not code.startswith("GK5")}

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.stem for sample in SAMPLES])
each_code = pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))


def code_of(sample: Path) -> str:
    return sample.stem.partition("_")[0]


def read(sample: Path) -> tuple[str, gongkai.Result]:
    if sample.name.startswith("GK4"):  # about files
        result = gongkai.read(sample)
        return result.text, result
    text = sample.read_bytes().decode("utf-8")
    return text, gongkai.parse(text)


def names_in(message: str) -> set[str]:
    """The names in braces of a message."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_every_code_has_a_sample_and_every_sample_a_code() -> None:
    assert {code_of(sample) for sample in SAMPLES} == OF_READING - NO_PAGE - REFUSED


def test_the_samples_of_files_are_those_that_the_script_writes() -> None:
    for name, data in samples().items():
        assert (MALFORMED / name).read_bytes() == data


@each_sample
def test_a_sample_gives_its_code_and_no_other(sample: Path) -> None:
    _, result = read(sample)
    codes = {diagnostic.code for diagnostic in result.diagnostics}
    assert code_of(sample) in codes
    assert codes - {code_of(sample)} <= ALSO.get(code_of(sample), set())


@each_sample
def test_a_message_says_what_was_found_and_what_was_expected_in_both_languages(sample: Path) -> None:
    _, result = read(sample)
    for diagnostic in result.diagnostics:
        english, chinese = gongkai.messages(diagnostic, lang="en"), gongkai.messages(diagnostic, lang="zh")
        assert english != chinese
        for message in (english, chinese):
            assert "{" not in message
            assert all(diagnostic.details[name] in message for name in names_in(CODES[diagnostic.code].message["en"]))
        assert re.search("[\u4e00-\u9fff]", chinese)


@each_sample
def test_a_finding_has_the_severity_of_its_code_and_only_errors_make_a_result_not_ok(sample: Path) -> None:
    _, result = read(sample)
    assert all(diagnostic.severity is CODES[diagnostic.code].severity for diagnostic in result.diagnostics)
    assert result.ok is not any(diagnostic.severity is Severity.ERROR for diagnostic in result.diagnostics)
    if CODES[code_of(sample)].severity is Severity.ERROR:
        with pytest.raises(gongkai.ReportError) as caught:
            result.unwrap()
        assert caught.value.diagnostics == result.diagnostics
    elif result.ok:
        assert result.unwrap() is result.report


@each_sample
def test_a_finding_points_into_the_text(sample: Path) -> None:
    text, result = read(sample)
    keys = {entry.key for entry in result.report.entries()}
    for diagnostic in result.diagnostics:
        assert set(diagnostic.entries) <= keys
        if diagnostic.span is not None:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)


@each_sample
def test_what_is_quoted_from_the_page_stands_on_it(sample: Path) -> None:
    text, result = read(sample)
    for diagnostic in result.diagnostics:
        found = diagnostic.details.get("found")
        if diagnostic.span is not None and found and not found.endswith("…"):
            assert all(word in text for word in found.split())


@each_code
def test_a_code_is_described_alike_in_both_languages(code: Code) -> None:
    assert re.fullmatch(r"GK[1-9]\d\d", code.code)
    assert code.message.keys() == code.help.keys() == {"zh", "en"}
    assert names_in(code.message["zh"]) == names_in(code.message["en"])
    assert not names_in(code.help["zh"]) | names_in(code.help["en"])
    assert all(text.strip() for text in (*code.message.values(), *code.help.values()))


def test_another_language_is_refused() -> None:
    diagnostic = gongkai.parse("").diagnostics[0]
    with pytest.raises(KeyError):
        gongkai.messages(diagnostic, lang="fr")  # type: ignore[arg-type]
