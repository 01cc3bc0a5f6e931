from __future__ import annotations

import pickle

import pytest

import gongkai
from gongkai.diagnostics import Diagnostic
from gongkai.errors import GongkaiError, ReportError
from tests.unit import official

WARNING, ERROR = Diagnostic.of("GK106"), Diagnostic.of("GK101")


def test_an_error_carries_all_diagnostics_and_says_those_that_are_errors() -> None:
    raised = ReportError([WARNING, ERROR])
    assert raised.diagnostics == (WARNING, ERROR)
    assert str(raised) == str(ERROR)


def test_whoever_catches_the_base_catches_all() -> None:
    assert issubclass(ReportError, GongkaiError)
    assert gongkai.GongkaiError is GongkaiError
    with pytest.raises(gongkai.GongkaiError):
        gongkai.parse("").unwrap()


def test_a_report_without_errors_is_unwrapped() -> None:
    result = gongkai.parse(official.page("annual_2021", official.numbered("annual_2021")))
    assert result.unwrap() is result.report


def test_an_error_can_be_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(ReportError([WARNING, ERROR])))
    assert isinstance(again, ReportError)
    assert again.diagnostics == (WARNING, ERROR)
    assert str(again) == str(ERROR)
