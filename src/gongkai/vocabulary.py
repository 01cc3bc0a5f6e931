"""The labels of some forms -> what a cell's text is: one of them, a value, or neither."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from itertools import count

from attrs import evolve

from gongkai.cells import BLANK, Reading, fold
from gongkai.form import Form, Role, Word
from gongkai.heads import in_text
from gongkai.near import Nearest, Printed
from gongkai.residue import without_residue
from gongkai.values import read_value

_ENUMERATOR = re.compile(
    r"""
    \s* (?: [（(﹙] \s* (?P<b> [一二三四五六七八九十]{1,3} | \d{1,2} ) \s* [）)﹚]
        | (?P<o> [一二三四五六七八九十]{1,3} ) \s* [、.．,，:：]
        | (?P<d> \d{1,2} ) \s* [、.．,，:：)）] ) \s* [、.．]? \s*
    """,
    re.VERBOSE,
)
_ENUMERATED = frozenset("（(﹙一二三四五六七八九十0123456789０１２３４５６７８９ \t\u3000\xa0")
_NOTE = re.compile(r"(?<=.)[（(【\[﹙](?![一二三四五六七八九十]{1,3}[）)])[^（()）]*[）)】\]﹚]")
_NOTE_MARKS = "".join(map(chr, range(0x2460, 0x249C))) + "❶❷❸❹❺❻❼❽❾❿⁰¹²³⁴⁵⁶⁷⁸⁹†‡"
_MARKUP = "*#_ \t\u3000"
_HEAD = (Role.COLUMN, Role.MARKER)
_STROKES = frozenset("/／\\-－—–−")
_LOST_FROM_LABEL = 3
"""What has so many fewer characters than a label may be what is left of it."""
_SHORTEST_TELLING = 4
"""A label of fewer characters stands in many words."""
_TELLING = 8
"""A label of so many characters stands in no sentence by chance."""
_TELLING_HEAD = 6
"""So many are enough in the head of a table, whose words are made for it."""
LONGEST_LABEL = 160
LONGEST_PAGE = 500_000
"""No report fills a longer line; whatever does is text."""
_LONGEST_WITH_NOTE = 2_000
MEMORY = 20_000
"""How many cells, and how many lines, are remembered."""
_MOST_MARKED = 4_000_000
"""So many characters have the lines, at most, whose shapes are remembered."""
_FIRST_MARK = 16
_MARKS = 0x110000 - _FIRST_MARK


class Label:
    """A printed label, with what it is in each of the vocabulary's forms."""

    __slots__ = ("forms", "key", "once", "remnant", "section", "strong", "words")

    def __init__(self, key: str, words: tuple[Word | None, ...], strong: bool) -> None:
        self.key = key
        self.words = words
        self.strong = strong
        """Nothing else would be printed so: it opens a table even where no heading has been seen."""
        self.section = any(word is not None and word.role is Role.SECTION for word in words)
        """Whether it is a section's heading. Those are numbered 一、 and never （一）."""
        self.once = self.section or any(word is not None and word.role is Role.ROW for word in words)
        """Whether it stands once in a report, so that a second one may begin another report."""
        self.forms = sum(1 << number for number, word in enumerate(words) if word is not None)
        self.remnant = False
        """Whether it is what a label of another form looks like when it has lost characters."""

    def __repr__(self) -> str:
        return f"Label({self.key!r})"


def enumerator(text: str) -> tuple[str, str]:
    """The kind of enumerator a label begins with (b: in brackets, o: an ordinal, d: digits, or nothing), and the rest of the label."""
    match = _ENUMERATOR.match(text) if text[:1] in _ENUMERATED else None
    return (match.lastgroup or "", text[match.end() :]) if match else ("", text)


class Vocabulary:
    """The labels of some forms.

    Cells repeat within a page and from page to page, so what they are is remembered; the memory is bounded.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = tuple(forms)
        self._exact: dict[str, Label] = {}
        self._stripped: dict[str, Label | None] = {}
        self._bare: dict[str, Label | None] = {}
        self._prefixes: set[str] = set()
        self._parts: set[str] = set()
        self._head_parts: set[str] = set()
        self.headings: dict[str, Label] = {}
        """The sections' headings without their ordinals, the longest first."""
        self._cells: dict[str, Label | Reading | str] = {}
        self.without_number: dict[str, Label] = {}
        """The labels of rows that without their numbers are titles, by what is left."""
        self._spellings: list[tuple[Printed, Label]] = []
        """What labels are compared by, their notes left out or not."""
        self._nearest: Nearest[Label] | None = None
        """Made when it is first asked for."""
        self._near: dict[str, tuple[Label, ...]] = {}
        self._marks: dict[Hashable, str] = {}
        self._marked = 0
        """How long the lines are whose shapes those are."""
        self._numbers = count()
        self._learn()

    def _learn(self) -> None:
        keys: dict[str, list[Word | None]] = {}
        for number, form in enumerate(self.forms):
            for key, word in form.words.items():
                keys.setdefault(key, [None] * len(self.forms))[number] = word
        for key, found in keys.items():
            words = tuple(found)
            first = next(word for word in words if word is not None)
            kind, rest = enumerator(first.text)
            section = first.role is Role.SECTION
            head = first.role in _HEAD
            label = Label(key, words, section or bool(kind) or len(key) >= (_TELLING_HEAD if head else _TELLING))
            self._exact[key] = label
            short = fold(_NOTE.sub("", first.text))
            if short != key and short not in keys:
                self._exact[short] = Label(short, words, label.strong)
            bare = fold(rest)
            spellings = {bare, fold(_NOTE.sub("", rest))}
            self._spellings += [(Printed(kind, key.removesuffix(bare), spelling, head), label) for spelling in sorted(spellings)]
            if kind:
                for spelling in spellings:
                    weak = Label(spelling, words, section or len(spelling) >= _TELLING)
                    _learn_once(self._stripped, kind + spelling, weak)
                    _learn_once(self._bare, spelling, weak)
                    if section:
                        self.headings[spelling] = weak
            self._parts.update(_parts(key))
            if first.role in (Role.COLUMN, Role.MARKER, Role.GROUP):
                self._head_parts.update(_parts(fold(rest) if kind else key))
        self.without_number = {printed.words: label for printed, label in self._spellings if printed.kind and printed.words in self._exact}
        of_all = (1 << len(self.forms)) - 1
        for label in self._exact.values():
            label.remnant = label.forms != of_all and any(
                other.forms & ~label.forms and 0 < len(other.key) - len(label.key) <= _LOST_FROM_LABEL and in_text(label.key, other.key)
                for other in self._exact.values()
            )
        self.headings = dict(sorted(self.headings.items(), key=lambda item: -len(item[0])))
        for known in (self._exact, self._bare):
            for key in known:
                self._prefixes.update(key[:end] for end in range(1, len(key)))

    def begins_label(self, key: str) -> bool:
        """Whether a label may begin so."""
        return key in self._prefixes

    def holds_label(self, key: str) -> bool:
        """Whether a label that nothing else would be printed like stands somewhere in a text."""
        return any(label.key in key for label in self._exact.values() if label.once and len(label.key) >= _SHORTEST_TELLING)

    def is_part(self, key: str) -> bool:
        """Whether a label, cut up, may leave this piece."""
        return key in self._parts

    def is_head_part(self, key: str) -> bool:
        """Whether a column's title or a group's label, cut up, may leave this piece."""
        return key in self._head_parts

    def cell(self, text: str) -> Label | Reading | str:
        """What one cell's text is, the white space around it removed: a label, a value, or else the text folded."""
        said = self._cells.get(text)
        if said is None:
            said = self._classify(text)
            if len(text) <= LONGEST_LABEL:
                if len(self._cells) >= MEMORY:
                    self._cells.clear()
                self._cells[text] = said
        return said

    def _classify(self, text: str) -> Label | Reading | str:
        value = read_value(text)
        if value is not None:
            return value
        if len(text) > LONGEST_LABEL and (len(text) > _LONGEST_WITH_NOTE or not _NOTE.search(text)):
            return ""
        bold = text.strip("*_")
        if bold != text and (value := read_value(bold)) is not None:
            return evolve(value, raw=text)
        plain = text.strip(_MARKUP)
        key = fold(plain)
        if plain and plain[-1] in _STROKES:  # a label and the strokes in its cells
            return (self._without_residue(text) if "\\" in plain else None) or key
        return self.label(plain, key) or self._label_without_note(plain) or self._without_residue(text) or key

    def _without_residue(self, text: str) -> Label | Reading | str | None:
        """What a cell is without what other programs left in it; None where that is nothing."""
        plain = without_residue(text)
        said = self._classify(plain) if plain != text else None
        return evolve(said, raw=text) if isinstance(said, Reading) and said is not BLANK else said

    def label(self, text: str, key: str) -> Label | None:
        """The label that a text is, by its folded key or by its enumerator and what follows that."""
        label = self._exact.get(key)
        if label is not None and not label.section:
            return label
        kind, rest = enumerator(text)
        if label is not None:
            return label if kind != "b" else None  # （一）主动公开政府信息情况 is a part of the first section
        if not kind:
            return self._bare.get(key)
        return self._stripped.get(kind + fold(rest))

    def _label_without_note(self, text: str) -> Label | None:
        short = _without_notes(text)
        return self.label(short, fold(short)) if short != text and short else None

    def mark(self, shape: Hashable, length: int) -> str:
        """Two characters that no other shape of a line has or will have; one shape may have several in the course of time.

        ``length`` is that of the line.
        """
        mark = self._marks.get(shape)
        if mark is None:
            high, low = divmod(next(self._numbers), _MARKS)
            self._marked += length
            if len(self._marks) >= MEMORY or self._marked > _MOST_MARKED:
                self._marks.clear()
                self._marked = length
            mark = self._marks.setdefault(shape, chr(_FIRST_MARK + high) + chr(_FIRST_MARK + low))
        return mark

    def near(self, text: str) -> tuple[Label, ...]:
        """The one label that a damaged text, which is none, comes near; several where it cannot be told from them; or none."""
        found = self._near.get(text)
        if found is None:
            found = self._find_near(text) if len(text) <= LONGEST_LABEL else ()
            if len(self._near) >= MEMORY:
                self._near.clear()
            self._near[text] = found
        return found

    def _find_near(self, text: str) -> tuple[Label, ...]:
        plain = text.strip(_MARKUP)
        if not plain or plain[-1] in _STROKES:
            return ()
        if self._nearest is None:
            self._nearest = Nearest((printed, label, _meaning(label)) for printed, label in self._spellings)
        short = _without_notes(plain)
        found: tuple[Label, ...] = ()
        for printed in (plain, short) if short and short != plain else (plain,):
            kind, rest = enumerator(printed)
            words = fold(rest)
            found = found or self._nearest.find(Printed(kind, fold(printed).removesuffix(words), words))
            if len(found) == 1 and found[0].section and kind != "o" and printed[0] not in found[0].key[0]:
                return ()  # a section's heading without its number, or with another kind of number, may be a part's
        return found


def _without_notes(text: str) -> str:
    short, before = _NOTE.sub("", text), text
    while short != before:  # notes within notes, from the inside out
        short, before = _NOTE.sub("", short), short
    return short.rstrip(_NOTE_MARKS)


def _meaning(label: Label) -> Hashable:
    """What a label is in each form, whatever its spelling."""
    return tuple(
        (word.role, word.section, word.row and word.row.path, word.group and word.group.path, word.text if word.role in _HEAD else "")
        if word is not None
        else None
        for word in label.words
    )


def _parts(key: str) -> list[str]:
    """Every piece that may be left of a text that was cut up."""
    return [key[start:end] for start in range(len(key)) for end in range(start + 1, len(key) + 1)]


def _learn_once(known: dict[str, Label | None], key: str, label: Label) -> None:
    """Two labels with one spelling say nothing: neither is learnt."""
    if key in known and (other := known[key]) is not None and other.words != label.words:
        known[key] = None
    else:
        known.setdefault(key, label)
