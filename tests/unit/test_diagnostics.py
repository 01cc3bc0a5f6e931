from __future__ import annotations

import re
import string
from typing import Any

import attrs
import pytest

import gongkai
from gongkai.diagnostics import CODES, Code, Diagnostic, Severity, messages

each_code = pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def diagnostic() -> Diagnostic:
    return Diagnostic.of("GK301", 3, 9, ("requests.new.total",), label="规章", count=2, size=3, found="1 2")


@pytest.fixture
def no_locale(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@each_code
def test_a_code_names_the_same_details_in_both_languages(code: Code) -> None:
    assert names(code.message["zh"]) == names(code.message["en"])
    assert all(re.fullmatch("[a-z]+", name) for name in names(code.message["en"]))


@each_code
def test_help_needs_no_details(code: Code) -> None:
    assert [names(code.help[lang]) for lang in ("zh", "en")] == [set(), set()]


@each_code
def test_each_language_is_written_in_its_own_script(code: Code) -> None:
    for text in (code.message, code.help):
        assert re.search("[\u4e00-\u9fff]", text["zh"])
        assert not re.search("[\u4e00-\u9fff]", text["en"])


@each_code
def test_a_code_stands_under_its_own_name_and_its_kind(code: Code) -> None:
    assert CODES[code.code] is code
    assert re.fullmatch(r"GK[1-5]\d\d", code.code)
    assert isinstance(code.severity, Severity)


@each_code
def test_a_finding_says_all_its_details(code: Code) -> None:
    details: dict[str, Any] = {name: f"«{name}»" for name in names(code.message["en"])}
    found = Diagnostic.of(code.code, **details)
    for message in (messages(found, lang="zh"), messages(found, lang="en")):
        assert all(detail in message for detail in details.values())
        assert "{" not in message


def test_the_severities_are_those_of_the_contract() -> None:
    assert {severity.value for severity in Severity} == {"error", "warning", "note"}
    assert {code.severity for code in CODES.values()} == set(Severity)


@pytest.mark.parametrize("lang", ["fr", "", "zh_CN", "EN"])
def test_a_message_in_another_language_is_a_key_error(lang: str) -> None:
    with pytest.raises(KeyError):
        gongkai.messages(diagnostic(), lang=lang)  # type: ignore[arg-type]


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Diagnostic.of("GK999")


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh", "zh"),
        ("zh_TW", "zh"),
        ("ZH_cn", "zh"),
        ("en_US.UTF-8", "en"),
        ("C", "en"),
        ("de_DE", "en"),
        ("POSIX", "en"),
        ("", "en"),
    ],
)
def test_str_speaks_the_language_of_the_locale(no_locale: pytest.MonkeyPatch, variable: str, locale: str, lang: str) -> None:
    no_locale.setenv(variable, locale)
    one = diagnostic()
    assert one.message == messages(one, lang=lang)  # type: ignore[arg-type]
    assert str(one) == f"GK301 {one.message}"
    assert one.help == CODES["GK301"].help[lang]  # type: ignore[index]


def test_str_speaks_english_where_there_is_no_locale(no_locale: pytest.MonkeyPatch) -> None:
    assert diagnostic().message == messages(diagnostic(), lang="en")


@pytest.mark.parametrize(("first", "second"), [("LC_ALL", "LANG"), ("LC_MESSAGES", "LANG"), ("LC_ALL", "LC_MESSAGES"), ("LANGUAGE", "LANG")])
def test_the_stronger_variable_of_the_locale_wins(no_locale: pytest.MonkeyPatch, first: str, second: str) -> None:
    no_locale.setenv(first, "zh_CN.UTF-8")
    no_locale.setenv(second, "en_US.UTF-8")
    assert diagnostic().message == messages(diagnostic(), lang="zh")


def test_a_finding_is_frozen_and_hashable() -> None:
    one = diagnostic()
    assert one == diagnostic()
    assert len({one, diagnostic()}) == 1
    for field in attrs.fields(Diagnostic):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(one, field.name, None)


def test_findings_that_differ_in_anything_are_not_equal() -> None:
    others = [
        attrs.evolve(diagnostic(), code="GK302"),
        attrs.evolve(diagnostic(), severity=Severity.NOTE),
        attrs.evolve(diagnostic(), span=None),
        attrs.evolve(diagnostic(), entries=()),
        attrs.evolve(diagnostic(), details={}),
    ]
    assert diagnostic() not in others


def test_a_long_detail_is_cut_and_is_one_line() -> None:
    found = Diagnostic.of("GK206", count=900, found="1\n2 " * 900)
    assert "\n" not in str(found)
    assert len(str(found)) < 400
    assert str(found).count("…") == 1


def test_a_finding_takes_its_severity_from_its_code() -> None:
    for code in CODES.values():
        assert Diagnostic.of(code.code).severity is code.severity
