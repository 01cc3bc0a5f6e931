from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import fold
from gongkai.parser import parse
from gongkai.rendering import layouts, render
from gongkai.testing import pages
from gongkai.vocabulary import Label
from tests.property.difference import wrong
from tests.property.labels import LABELS, damages, some_damaged
from tests.unit import official

# Two characters lost leave a title of the other form, or one that stands in every table: nothing is left to tell.
LEAVES_ANOTHER = {("其他结果", "其他"), ("本年处理决定数量", "处理决定数量")}
# Without its number such a row's label is a title. Whether it is a row, the cells behind it tell.
WITHOUT_NUMBER = {("（七）总计", "总计"), ("3.其他", "其他")}
DOUBLE = 150
"""So many of a label's double damages are tried."""


def what(label: Label) -> tuple[tuple[object, ...] | None, ...]:
    """What a label is in each form."""
    return tuple((word.role, word.section, word.row and word.row.path, word.group and word.group.path) if word else None for word in label.words)


def outcome(label: str, text: str) -> str:
    """What becomes of a damaged label: read as its own, ambiguous, unknown, or mistaken for another."""
    vocabulary = grammar.scanner().vocabulary
    own, said = vocabulary.cell(label), vocabulary.cell(text)
    assert isinstance(own, Label)
    if isinstance(said, Label):
        if (label, said.key) in LEAVES_ANOTHER | WITHOUT_NUMBER:
            return "left as another"
        near: tuple[Label, ...] = (said,)
    else:
        near = vocabulary.near(text)
    if len(near) != 1:
        return "ambiguous" if near else "unknown"
    return "read" if what(near[0]) == what(own) else "mistaken"


def outcomes(label: str, texts: Iterable[str]) -> Counter[str]:
    found = {text: outcome(label, text) for text in texts}
    assert [text for text, became in found.items() if became == "mistaken"] == []
    return Counter(found.values())


@pytest.mark.parametrize("label", LABELS)
def test_no_label_is_mistaken_for_another_under_one_damage(label: str) -> None:
    assert outcomes(label, damages(label))


@pytest.mark.parametrize("label", LABELS)
def test_no_label_is_mistaken_for_another_under_two_damages(label: str) -> None:
    twice = sorted({two for one in damages(label) for two in damages(one)} - {label})
    assert outcomes(label, Random(len(label)).sample(twice, min(DOUBLE, len(twice))))


def test_nearly_every_label_of_some_length_is_read_under_one_damage() -> None:
    found: Counter[str] = Counter()
    for label in LABELS:
        if len(fold(label)) >= 5:
            found += outcomes(label, damages(label))
    assert found["read"] >= 0.95 * found.total() > 1000


@pytest.mark.parametrize("form", official.FORMS)
@pytest.mark.parametrize("layout", layouts())
def test_a_page_with_one_damaged_label_gives_the_same_numbers_or_fewer(form: str, layout: str) -> None:
    report = parse(official.page(form, official.numbered(form))).report
    page = render(report, layout)
    whole, read, tried = reported(page), 0, 0
    random = Random(layout)
    for label in LABELS:
        if label in page:
            text = page.replace(label, random.choice(damages(label)), 1)
            assert wrong(report, parse(text).report) == []
            tried += 1
            read += reported(text) == whole
    assert read >= 0.9 * tried > 30


def reported(page: str) -> int:
    return sum(entry.value is not None for entry in parse(page).report.entries())


@pytest.mark.parametrize("layout", layouts())
@given(st.data(), st.integers(0, 2**16), st.sampled_from([0.02, 0.1, 0.3]))
def test_damaged_labels_never_yield_a_wrong_number(layout: str, data: st.DataObject, seed: int, share: float) -> None:
    page = data.draw(pages(layout=layout, blanks=True, missing=True))
    assert wrong(page.report, parse(some_damaged(page.text, Random(seed), share)).report) == []
