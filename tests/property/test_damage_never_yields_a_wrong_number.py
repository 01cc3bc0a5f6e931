from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.parser import parse
from gongkai.rendering import layouts
from gongkai.testing import LOSSLESS, Damage, damage, pages
from tests.property.difference import wrong


@pytest.mark.parametrize("layout", layouts())
@given(st.data(), damage(*LOSSLESS))
def test_damage_never_yields_a_wrong_number(layout: str, data: st.DataObject, happens: Damage) -> None:
    page = data.draw(pages(layout=layout, blanks=True, missing=True))
    assert wrong(page.report, parse(happens(page.text)).report) == []
