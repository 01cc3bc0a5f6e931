"""What happens to the characters of a label: lost, doubled, swapped."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from gongkai import grammar
from gongkai.cells import fold

LABELS = sorted({word.text for form in grammar.scanner().vocabulary.forms for word in form.words.values()})


def damages(label: str) -> list[str]:
    """The label after each thing that may happen to one of its letters, digits and ideographs, without what leaves it as it was."""
    return sorted(set(_damages(label)) - {label})


def _damages(label: str) -> Iterator[str]:
    for at, char in enumerate(label):
        if fold(char):
            before, after = label[:at], label[at + 1 :]
            yield before + after
            yield before + char + char + after
            if fold(after[:1]):
                yield before + after[0] + char + after[1:]


def some_damaged(text: str, random: Random, share: float) -> str:
    """A page's text with a share of the labels on it damaged, each once or twice, wherever they stand."""
    for label in LABELS:
        pieces = text.split(label)
        text = pieces[0] + "".join((_damaged(label, random) if random.random() < share else label) + piece for piece in pieces[1:])
    return text


def _damaged(label: str, random: Random) -> str:
    """The label, damaged once or twice, and not lost as a whole."""
    for _ in range(random.randint(1, 2)):
        label = random.choice([damaged for damaged in damages(label) if fold(damaged)])
    return label
