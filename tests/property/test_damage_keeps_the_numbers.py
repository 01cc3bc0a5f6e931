from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from gongkai.testing import LOSSLESS, Damage, Printed, pages

ADDED = re.compile(r"^[-—－] ?\d+ ?[-—－]$", re.MULTILINE)


def digits(text: str) -> list[str]:
    lines = unicodedata.normalize("NFKC", text).replace("\r", "\n")
    return re.findall(r"\d", ADDED.sub("", lines))


@given(pages(), st.sampled_from(sorted(LOSSLESS)), st.integers(0, 99))
def test_damage_that_is_said_to_lose_nothing_keeps_every_digit(page: Printed, kind: str, seed: int) -> None:
    assert digits(Damage((kind,), seed)(page.text)) == digits(page.text)
