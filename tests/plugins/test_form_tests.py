"""The class of tests for form packages holds for the plug-ins here and for the forms built in, and fails for a form that breaks a law."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai import grammar
from gongkai.errors import FormError
from gongkai.testing import FormTests


class TestNextYear(FormTests):
    form = "annual_2027"

    @pytest.fixture(autouse=True)
    def installed(self, plug_in: Callable[..., None]) -> None:
        plug_in("next_year/forms_of_2027")


class TestShanghai(FormTests):
    form = "shanghai_2008"

    @pytest.fixture(autouse=True)
    def installed(self, plug_in: Callable[..., None]) -> None:
        plug_in("shanghai/statistics_of_shanghai")


class TestStatistics(FormTests):
    form = "statistics_2014"


def test_a_form_that_is_none_fails(plug_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(FormTests):
        form = "annual_2021"

    broken = Path(__file__).parent / "broken" / "broken_forms" / "annual_2028.lark"
    monkeypatch.setattr(grammar, "path", lambda name: broken)
    with pytest.raises(FormError, match="ambiguous"):
        Broken().test_the_grammar_is_a_form()
