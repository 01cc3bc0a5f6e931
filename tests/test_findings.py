"""Each code of a check has a page in tests/findings with the one mistake that it is about, or, where it takes two reports, a test of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gongkai
from gongkai import checks
from gongkai.diagnostics import CODES, Code, Severity
from tests.test_malformed import names_in

FINDINGS = Path(__file__).parent / "findings"
SAMPLES = sorted(FINDINGS.glob("*.txt"))
OF_CHECKS = {code for code in CODES if code.startswith("GK5")}

# What one mistake brings about besides its own code.
ALSO = {
    "GK505": {"GK502"},  # the column of the total that is too small
    "GK506": {"GK501", "GK502"},  # the sums that fail together
    "GK507": {"GK567"},  # that the cell is empty
}

# What takes two reports or more: tests/unit/test_checks.py has its sample.
NO_PAGE = {"GK541", "GK542", "GK543", "GK544", "GK545", "GK551", "GK552", "GK553", "GK554", "GK563"}

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.stem for sample in SAMPLES])
each_code = pytest.mark.parametrize("code", [CODES[code] for code in sorted(OF_CHECKS)], ids=sorted(OF_CHECKS))


def code_of(sample: Path) -> str:
    return sample.stem.partition("_")[0]


def found_in(sample: Path) -> tuple[str, gongkai.Report, list[gongkai.Diagnostic]]:
    text = sample.read_bytes().decode("utf-8")
    report = gongkai.parse(text).report
    return text, report, gongkai.check(report, unassessable=code_of(sample) == "GK507")


def test_every_code_has_a_sample_and_every_sample_a_code() -> None:
    assert {code_of(sample) for sample in SAMPLES} == OF_CHECKS - NO_PAGE


def test_every_code_is_given_by_a_rule_that_says_its_sentence_and_its_source() -> None:
    assert set(checks.RULES) | {"GK507"} == OF_CHECKS
    for kept in checks.RULES.values():
        assert kept.source
        assert kept.sentence.endswith(".")


@each_sample
def test_a_sample_gives_its_code_and_no_other(sample: Path) -> None:
    _, _, found = found_in(sample)
    codes = {one.code for one in found}
    assert code_of(sample) in codes
    assert codes - {code_of(sample)} <= ALSO.get(code_of(sample), set())


@each_sample
def test_what_is_ignored_is_not_given(sample: Path) -> None:
    _, report, _ = found_in(sample)
    code = code_of(sample)
    assert not any(one.code == code for one in gongkai.check(report, ignore=[code], unassessable=True))
    assert not any(one.code.startswith(code[:4]) for one in gongkai.check(report, ignore=f"GK1, {code[:4]}", unassessable=True))
    assert gongkai.check(report, ignore=("GK5",), unassessable=True) == []


@each_sample
def test_a_finding_names_entries_of_the_report_and_points_at_each_of_them(sample: Path) -> None:
    text, report, found = found_in(sample)
    for one in found:
        spans = {report[key].span for key in one.entries} - {None}
        if one.code == "GK567":  # many cells: the stretch in which they stand
            assert all(any(span and wide.start <= span.start and span.end <= wide.end for wide in one.spans) for span in spans)
        else:
            assert spans <= set(one.spans)
        assert set(one.culprits) <= {entry.key for entry in report.entries()}
        assert (one.span is None) == (one.spans == ())
        for span in one.spans:
            assert 0 <= span.start <= span.end <= len(text)


@each_sample
def test_a_message_shows_what_was_found_and_what_was_expected_in_both_languages(sample: Path) -> None:
    _, _, found = found_in(sample)
    for one in found:
        english, chinese = gongkai.messages(one, lang="en"), gongkai.messages(one, lang="zh")
        assert english != chinese
        for message in (english, chinese):
            assert "{" not in message
            assert all(one.details[name] in message for name in names_in(CODES[one.code].message["en"]))
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert one.severity is CODES[one.code].severity


@each_code
def test_a_code_is_described_alike_in_both_languages(code: Code) -> None:
    assert re.fullmatch(r"GK5\d\d", code.code)
    assert names_in(code.message["zh"]) == names_in(code.message["en"])
    assert not names_in(code.help["zh"]) | names_in(code.help["en"])


def test_a_doubt_about_the_reading_is_no_error() -> None:
    doubts = {code.code for code in CODES.values() if "doubtful" in names_in(code.message["en"])}
    assert {"GK505", "GK533", "GK545", "GK553"} <= doubts
    assert all(CODES[code].severity is not Severity.ERROR for code in doubts)
