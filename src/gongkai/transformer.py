"""A report's parse tree, or the outline of one -> the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lark import Token, Tree

from gongkai.cells import MISSING, Place, Span
from gongkai.form import Form, Key, is_cells, plain
from gongkai.form import Section as SectionOf
from gongkai.narrative import Paragraph, read_period, read_signature, read_title, read_year
from gongkai.records import Report, Section
from gongkai.tokens import Cells, Prose

_NOWHERE = Place(MISSING, -1, -1)


class Outline(NamedTuple):
    """What a report's tree holds, its tokens by their numbers."""

    title: int | None
    preamble: int | None
    sections: tuple[tuple[SectionOf, int | None, tuple[int, ...]], ...]
    """The sections on the page in the order of the form: each with its heading, where one is printed, and its texts."""
    rows: tuple[tuple[int | None, int], ...]
    """For each row, its cells where the page has them, and how many they are."""
    keys: tuple[Key, ...]
    """What the rows have."""


def outline_of(tree: Tree[Token], form: Form, numbers: Mapping[int, int]) -> Outline:
    """The outline of a tree of the rule ``report``. ``numbers`` has that of each token by its identity; less than 0, it is not on the page."""
    rows: dict[str, int] = {}
    title: int | None = None
    preamble: int | None = None
    headings: dict[str, int | None] = {}
    texts: dict[str, list[int]] = {}
    for child in tree.children:
        if not isinstance(child, Tree):
            continue
        name = plain(child.data)
        leaves = [token for token in child.children if isinstance(token, Token)]
        prose = [numbers[id(token)] for token in leaves if plain(token.type) in (plain(form.title_terminal), plain(form.text_terminal))]
        if name == "title":
            title = prose[0] if prose else None
        elif name == "preamble":
            preamble = prose[0] if prose else None
        else:
            printed = [at for token in leaves if (at := numbers[id(token)]) >= 0 and at not in prose and not is_cells(token.type)]
            if headings.get(name) is None:  # its heading may stand only where the page comes to it again
                headings[name] = printed[0] if printed else None
            texts.setdefault(name, []).extend(prose)
            _collect(child, name, rows, numbers)
    sections = tuple([(section, headings[section.path], tuple(texts[section.path])) for section in form.sections if section.path in headings])
    own = [row for row in form.rows if row.path in rows or not row.optional]
    return Outline(
        title, preamble, sections, tuple([(rows.get(row.path), row.size) for row in own]), tuple([key for row in own for key in row.entries])
    )


def _collect(tree: Tree[Token], path: str, rows: dict[str, int], numbers: Mapping[int, int]) -> None:
    """Each row below a tree, named by the rules that lead to it."""
    for child in tree.children:
        if isinstance(child, Tree):
            _collect(child, f"{path}.{plain(child.data)}", rows, numbers)
        elif is_cells(child.type):
            rows.setdefault(path, numbers[id(child)])


def report_of(outline: Outline, tokens: Sequence[Token], form: Form, published: date | None = None) -> Report:
    """The report that tokens hold.

    ``published`` is the day that the page around it gives; without it the report's own signature is asked.
    """
    places: list[Place] = []
    for at, size in outline.rows:
        token = tokens[at] if at is not None else None
        places.extend(token.places if isinstance(token, Cells) else (_NOWHERE,) * size)
    title = _paragraphs(outline.title, tokens)
    sections, signed = _sections(outline, tokens)
    printed_title = "".join(paragraph[0].strip() for paragraph in title) or None
    agency, year = read_title(printed_title, form.title) if printed_title else (None, None)
    preamble = _paragraphs(outline.preamble, tokens)
    texts = [paragraph[0] for paragraph in preamble] + [section.text for section in sections[:1]]
    period = read_period(texts)
    if year is None:
        year = period[0].year if period else next((found_year for text in texts if (found_year := read_year(text)) is not None), None)
    before = Section(None, "", _text(preamble), span=Span(preamble[0][1], preamble[-1][2]), lines=_lines(preamble)) if preamble else None
    return Report(form.name, printed_title, agency, year, published or signed, period, sections, outline.keys, tuple(places), preamble=before)


def _paragraphs(at: int | None, tokens: Sequence[Token]) -> Sequence[Paragraph]:
    token = tokens[at] if at is not None else None
    return token.paragraphs if isinstance(token, Prose) else ()


def _sections(outline: Outline, tokens: Sequence[Token]) -> tuple[tuple[Section, ...], date | None]:
    """The sections on the page in the order of the form, and the day under the last one."""
    found: list[Section] = []
    signed: date | None = None
    for section, head, texts in outline.sections:
        paragraphs: Sequence[Paragraph] = [paragraph for at in texts for paragraph in _paragraphs(at, tokens)]
        if section is outline.sections[-1][0]:
            paragraphs, signed = read_signature(paragraphs)
        heading = tokens[head] if head is not None else None
        start = heading.start_pos if heading is not None else paragraphs[0][1] if paragraphs else None
        end = max([paragraph[2] for paragraph in paragraphs] + ([heading.end_pos or 0] if heading is not None else []), default=None)
        span = Span(start, end) if start is not None and end is not None else None
        name = str(heading) if heading is not None else section.heading
        found.append(Section(section.number, name, _text(paragraphs), span=span, lines=_lines(paragraphs)))
    return tuple(found), signed


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
