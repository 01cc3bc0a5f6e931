"""A report's parse tree -> the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lark import Token, Tree

from gongkai.cells import MISSING, Place, Span
from gongkai.form import Form, Key, plain
from gongkai.narrative import Paragraph, Subsection, read_period, read_signature, read_title, read_year, subsections
from gongkai.records import Report, Section
from gongkai.tokens import Cells, Prose

_NOWHERE = Place(MISSING, -1, -1)


def report_of(tree: Tree[Token], form: Form, published: date | None = None) -> Report:
    """The report that a tree of the rule ``report`` holds.

    ``published`` is the day that the page around it gives; without it the report's own signature is asked.
    """
    rows: dict[str, Cells] = {}
    title: Prose | None = None
    preamble: tuple[Paragraph, ...] = ()
    parts: dict[str, _Part] = {}
    for child in tree.children:
        if not isinstance(child, Tree):
            continue
        name = plain(child.data)
        if name == "title":
            title = _first(child)
        elif name == "preamble":
            prose = _first(child)
            preamble = prose.paragraphs if prose is not None else ()
        else:
            parts.setdefault(name, _Part()).take(child)
            _collect(child, name, rows)
    keys: list[Key] = []
    places: list[Place] = []
    for row in form.rows:
        found = rows.get(row.path)
        if found is not None or not row.optional:
            keys.extend(row.entries)
            places.extend(found.places if found is not None else (_NOWHERE,) * row.size)
    sections, signed = _sections(parts, form)
    printed_title = "".join(paragraph[0].strip() for paragraph in title.paragraphs) if title is not None else None
    agency, year = read_title(printed_title, form.title) if printed_title else (None, None)
    texts = [paragraph[0] for paragraph in preamble] + [section.text for section in sections[:1]]
    period = read_period(texts)
    if year is None:
        year = period[0].year if period else next((found_year for text in texts if (found_year := read_year(text)) is not None), None)
    before = Section(None, "", _text(preamble), (), Span(preamble[0][1], preamble[-1][2]), _lines(preamble)) if preamble else None
    return Report(form.name, printed_title, agency, year, published or signed, period, sections, tuple(keys), tuple(places), preamble=before)


class _Part:
    """A section's heading and paragraphs, as often as the page comes to it."""

    def __init__(self) -> None:
        self.heading: Token | None = None
        self.paragraphs: list[Paragraph] = []

    def take(self, tree: Tree[Token]) -> None:
        for child in tree.children:
            if isinstance(child, Prose):
                self.paragraphs.extend(child.paragraphs)
            elif isinstance(child, Token) and not isinstance(child, Cells) and self.heading is None and child:
                self.heading = child


def _first(tree: Tree[Token]) -> Prose | None:
    return next((child for child in tree.children if isinstance(child, Prose)), None)


def _collect(tree: Tree[Token], path: str, rows: dict[str, Cells]) -> None:
    """Each row below a tree, named by the rules that lead to it."""
    for child in tree.children:
        if isinstance(child, Cells):
            rows.setdefault(path, child)
        elif isinstance(child, Tree):
            below = f"{path}.{plain(child.data)}"
            only = child.children[0] if len(child.children) == 1 else None
            if isinstance(only, Cells):  # a row, as nearly all are
                rows.setdefault(below, only)
            else:
                _collect(child, below, rows)


def _sections(parts: dict[str, _Part], form: Form) -> tuple[tuple[Section, ...], date | None]:
    """The sections on the page in the order of the form, and the day under the last one."""
    found: list[Section] = []
    signed: date | None = None
    present = [section for section in form.sections if section.path in parts]
    for section in present:
        part = parts[section.path]
        paragraphs: Sequence[Paragraph] = part.paragraphs
        if section is present[-1]:
            paragraphs, signed = read_signature(paragraphs)
        heading = part.heading
        start = heading.start_pos if heading is not None else paragraphs[0][1] if paragraphs else None
        end = max([paragraph[2] for paragraph in paragraphs] + ([heading.end_pos or 0] if heading is not None else []), default=None)
        span = Span(start, end) if start is not None and end is not None else None
        nested = tuple(_subsection(part) for part in subsections(paragraphs))
        found.append(
            Section(section.number, str(heading) if heading is not None else section.heading, _text(paragraphs), nested, span, _lines(paragraphs))
        )
    return tuple(found), signed


def _subsection(part: Subsection) -> Section:
    children = tuple(_subsection(child) for child in part.children)
    texts = [_text(part.paragraphs), *(f"{child.heading}\n{child.text}".strip() for child in children)]
    spans = [Span(start, end) for _, start, end in part.paragraphs] + [child.span for child in children if child.span is not None]
    span = Span(min(one.start for one in spans), max(one.end for one in spans)) if spans else None
    return Section(part.number, part.heading, "\n".join(text for text in texts if text), children, span)


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(stripped for text, _, _ in paragraphs if (stripped := text.strip()))


def _lines(paragraphs: Sequence[Paragraph]) -> tuple[int, ...]:
    """Where each line of that text begins on the page."""
    found: list[int] = []
    for text, start, _ in paragraphs:
        stripped = text.strip()
        if stripped:
            begin = start + text.find(stripped[0])
            found.append(begin)
            if "\n" in stripped:
                found.extend([begin + at + 1 for at, char in enumerate(stripped) if char == "\n"])
    return tuple(found)
