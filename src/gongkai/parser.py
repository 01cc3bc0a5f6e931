"""Text -> the result of reading it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

from attrs import evolve, field, frozen
from lark import Token, Tree

from gongkai import grammar
from gongkai.arrangement import arrange
from gongkai.cells import Span, Status, simplified
from gongkai.diagnostics import Diagnostic, Severity
from gongkai.equations import Equations
from gongkai.errors import ReportError
from gongkai.form import Form
from gongkai.lines import Line, Scanner
from gongkai.narrative import LONGEST_TITLE, is_of_part, read_title
from gongkai.page import Page
from gongkai.page_lines import page_lines
from gongkai.records import Report, located, on_pages
from gongkai.settle import settle
from gongkai.tokens import tokenize
from gongkai.transformer import report_of
from gongkai.vocabulary import Label, Vocabulary


@frozen
class Result:
    """What came of reading a page: the report, and all that was found wrong or doubtful on the way."""

    report: Report
    diagnostics: tuple[Diagnostic, ...]
    """In the order of the page; those about the whole of it first."""
    text: str = field(eq=False, repr=False)
    """The text in which spans count: the one that was parsed, or a file's as it was taken out of it."""
    tokens: tuple[Token, ...] = field(repr=False)
    """What the grammar was asked about: the labels, the cells of each row in one, and the stretches of text."""

    @cached_property
    def tree(self) -> Tree[Token]:
        """The parse tree: equal for equal content, whatever the layout it was printed in."""
        return arrange(self.report.form, self.tokens).pattern.tree(self.tokens)

    @property
    def ok(self) -> bool:
        """Whether there is no diagnostic of severity error."""
        return all(diagnostic.severity is not Severity.ERROR for diagnostic in self.diagnostics)

    def unwrap(self) -> Report:
        """The report. Raises ReportError, which carries the diagnostics, where one of them is an error."""
        if not self.ok:
            raise ReportError(self.diagnostics)
        return self.report


def parse(text: str, span: Span | None = None) -> Result:
    """Read an annual report on open government information in any text layout.

    With a ``span``, one of those that ``find`` yields, only that part of a longer text is read; offsets count in the whole text.

    Takes the text of one report; the layout is not named, and may change within the page. Gives a Result for every string: what
    could not be read is in its diagnostics. No number is ``reported`` that is not printed; one that only follows from the form's sums is
    ``inferred``. The time it takes grows with the length of the text and with nothing else, and of a text with more than 200,000 cells only those are
    read. The official forms are those of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号, and the
    statistics of 国办发〔2014〕32号.
    """
    own = text if span is None else text[span.start : span.end]
    begin = span.start if span is not None else 0
    scanner, (raws, lines), labels = scanned_text(own)
    result = _result(text, raws, lines, labels, scanner.vocabulary, begin)
    if len(own) < MOST_CELLS or any(one.code == _ANOTHER for one in result.diagnostics):
        return result
    return evolve(result, diagnostics=(*result.diagnostics, *left_out(own, raws, begin)))


def parse_page(page: Page) -> Result:
    """Read an annual report from a page that was made of somebody's paragraphs and cells: see ``Page``.

    Gives a Result for every page, as ``parse`` does. ``result.text`` is the page as lines, in which spans count; a span names the table, row
    and column, too, and the page and box where the page's maker has given them.
    """
    scanner, (text, raws, lines, places), labels = scanned(lambda scanner: page_lines(page, scanner), lambda made: made.lines)
    result = _result(text, raws, lines, labels, scanner.vocabulary)
    found = [evolve(one, span=located(one.span, places)) if one.span is not None else one for one in result.diagnostics]
    sections = tuple([on_pages(section, places) for section in result.report.sections])
    before = result.report.preamble
    report = evolve(result.report, sections=sections, places=places, preamble=on_pages(before, places) if before is not None else None)
    return evolve(result, report=report, diagnostics=(*page.diagnostics, *found))


MOST_CELLS = 200_000
"""A report has less than a thousand. Of a text with more than so many the rest is not looked at, so that a hostile one costs no more memory than a report can need."""
_ANOTHER = "GK107"
"""What is said where another report begins. Nothing behind that is missed."""
_ENOUGH = 12
"""A page that has so many of a form's rows is a page of that form, or of another year's."""


def rows_of(labels: Sequence[Label]) -> int:
    """How many rows of a form these labels of a page name."""
    return len({label for label in labels if label.once and not label.section})


_Scanned = TypeVar("_Scanned")


def scanned(scan: Callable[[Scanner], _Scanned], lines: Callable[[_Scanned], Sequence[Line]]) -> tuple[Scanner, _Scanned, list[Label]]:
    """The scanner of the forms whose rows are on a page, what it makes of the page, and the labels in that.

    ``lines`` takes the lines out of what a scanner makes. The forms of other names are asked about only where rows are few; of two that
    find as many, the earlier one is taken.
    """
    best = _scanned(grammar.scanner(), scan, lines)
    if rows_of(best[2]) < _ENOUGH:
        best = max([best, *(_scanned(other, scan, lines) for other in grammar.other_scanners())], key=lambda one: rows_of(one[2]))
    return best


def _scanned(
    scanner: Scanner, scan: Callable[[Scanner], _Scanned], lines: Callable[[_Scanned], Sequence[Line]]
) -> tuple[Scanner, _Scanned, list[Label]]:
    made = scan(scanner)
    return scanner, made, labels_of(lines(made))


def labels_of(lines: Sequence[Line]) -> list[Label]:
    """The labels on some lines, in their order."""
    return [label for line in lines for label in line[2]]


def scanned_text(text: str) -> tuple[Scanner, tuple[list[str], list[Line]], list[Label]]:
    """The scanner of the forms whose rows are on a text, the text's lines, and their labels."""
    return scanned(lambda scanner: scanner.scan(text, MOST_CELLS), lambda made: made[1])


def _result(text: str, raws: list[str], lines: list[Line], labels: list[Label], vocabulary: Vocabulary, begin: int = 0) -> Result:
    once = [label for label in labels if label.once]
    end = end_of_first(raws, lines, vocabulary) if len(set(once)) < len(once) else len(raws)
    if end < len(raws):
        second = another(raws, end, begin)
        raws, lines = raws[:end], lines[:end]
        labels = labels_of(lines)
    else:
        second = strangers(raws, lines, vocabulary, begin)
    number, found, unnamed = detect(frozenset(labels), vocabulary)
    form = vocabulary.forms[number]
    tokens = tokenize(text, raws, lines, vocabulary, number, unnamed, begin)
    arrangement = arrange(form.name, tokens.tokens)
    report = report_of(arrangement.outline, tokens.tokens, form, tokens.published)
    inferred: list[Diagnostic] = []
    if tokens.unsettled:
        report = settle(report, grammar.equations(form.name), tokens.unsure)
        inferred = list(of_inferred(report, grammar.equations(form.name)))
    whole = about(report)
    if whole and whole[0].code in _NO_TABLE:
        found = ()  # without a table there is nothing to tell the forms apart
    diagnostics = [*found, *second, *tokens.diagnostics, *arrangement.diagnostics(form.name, tokens.tokens), *inferred, *whole]
    diagnostics.sort(key=lambda diagnostic: diagnostic.span.start if diagnostic.span is not None else -1)
    return Result(report, tuple(diagnostics), text, tuple(tokens.tokens))


def find(text: str) -> Iterator[Span]:
    """The spans of the reports in a longer text: a yearbook, a crawl dump, a mail. Each can be given to ``parse`` with the text.

    A report goes from its title up to the next one's. Reports are told apart as in ``parse``: by a title with another organ or year, behind which
    a heading or a row comes again, or those of a form of another name begin. What has not three headings or rows of a form is none. The time grows
    with the length of the text.
    """
    found = [one for scanner in (grammar.scanner(), *grammar.other_scanners()) for one in _found(text, scanner)]
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: one.start):
        last = kept[-1] if kept else None
        if last is not None and one.start < last.end:
            if one.start == last.start or not one.named or one.named & last.named:
                continue  # the same report, as the scanner of another form sees it: an annex of statistics, say
            kept[-1] = last._replace(end=one.start)
        kept.append(one)
    yield from (Span(one.start, min(one.end, len(text))) for one in kept)


class _Found(NamedTuple):
    """A report in a longer text, as the labels of the forms of one name show it."""

    start: int
    end: int
    named: frozenset[tuple[str, int]]
    """The organ and year of the title that it begins with; nothing where it begins without one."""


def _found(text: str, scanner: Scanner) -> Iterator[_Found]:
    raws, lines = scanner.scan(text)
    offsets = [0, *accumulate(len(raw) + 1 for raw in raws)]
    end = 0
    while (first := next((at for at in range(end, len(raws)) if any(label.once for label in lines[at].labels)), None)) is not None:
        titles = [(at, named) for at in range(end, first) if "公" in raws[at] and (named := _titled(raws, at, scanner.vocabulary))]
        begin, named = titles[-1] if titles else (first, frozenset())  # those before it are a table of contents, and name what comes after it, too
        end = end_of_first(raws, lines, scanner.vocabulary, begin)
        if len({label for line in lines[first:end] for label in line.labels if label.once}) >= _REPORT:
            yield _Found(offsets[begin], offsets[end], named)


_REPORT = 3


def end_of_first(raws: Sequence[str], lines: Sequence[Line], vocabulary: Vocabulary, first: int = 0) -> int:
    """The number of the line at which another report begins than the one in line ``first`` and those behind it, or of all lines.

    Such a line is a title with another organ or year than those before the first heading, and behind it a heading or a row comes again
    that has been before it. A page that lists other reports, or prints its title at the head of each sheet, is one report.
    """
    named: frozenset[tuple[str, int]] = frozenset()
    seen: set[Label] = set()
    begin: int | None = None
    for at in range(first, len(lines)):
        found = _titled(raws, at, vocabulary) if "公" in raws[at] else None
        if found and not seen:
            named |= found
        elif found and named and not found & named:
            begin = at
        if labels := lines[at][2]:
            if begin is not None and not seen.isdisjoint(labels):
                return begin
            seen.update([label for label in labels if label.once])
    return len(raws)


_SENTENCE = frozenset("，。；")
_YEAR_BELOW = re.compile(r"\s{0,20}[（(]\s?[\d０-９]{4}\s?年?度?\s?[）)]\s{0,20}")


def _titled(raws: Sequence[str], at: int, vocabulary: Vocabulary) -> frozenset[tuple[str, int]]:
    """The organ and year of the title that a line is; its year may stand in brackets on the next line."""
    found = _named(_beginning(raws[at]), vocabulary)
    if not found and at + 1 < len(raws) and _YEAR_BELOW.fullmatch(raws[at + 1]):
        found = _named(_beginning(raws[at].rstrip() + raws[at + 1].strip()), vocabulary)
    return found


def _beginning(raw: str) -> str:
    """A line that is short enough for a title, or the first word of one that is not."""
    return raw if len(raw) <= LONGEST_TITLE else "".join(raw.lstrip()[: LONGEST_TITLE + 1].split(None, 1)[:1])


@lru_cache(1024)
def _named(line: str, vocabulary: Vocabulary) -> frozenset[tuple[str, int]]:
    """The organ and year of the title that a line is, or its first word."""
    titles = {form.title.pattern: form.title for form in vocabulary.forms if form.title is not None}
    words = [word for word in {line.strip(), *line.split(None, 1)[:1]} if len(word) <= LONGEST_TITLE and _SENTENCE.isdisjoint(word)]
    named = [read_title(simplified(word), title) for word in words for title in titles.values()]
    return frozenset([(organ, year) for organ, year in named if organ and year])


def strangers(raws: Sequence[str], lines: Sequence[Line], vocabulary: Vocabulary, begin: int = 0) -> list[Diagnostic]:
    """What there is to say about a title of another report, before the last heading or row, where none comes again behind it.

    Two reports, the first without its tables or the second without its headings, look like this; so does a page with links to others.
    """
    titles = [(at, names) for at, raw in enumerate(raws) if "公" in raw and (names := _named(_beginning(raw), vocabulary))]
    if len(titles) < 2:
        return []
    labelled = [at for at, line in enumerate(lines) if line.labels]
    titles = [one for one in titles if labelled and one[0] < labelled[-1]]
    own = next((one for one in reversed(titles) if one[0] <= labelled[0]), titles[0] if titles else None)
    other = next((at for at, names in titles if own is not None and not names & own[1]), None)
    if own is None or other is None:
        return []
    start, end, found = _title_at(raws, other, begin)
    return [Diagnostic.of("GK109", start, end, found=found, expected=_title_at(raws, own[0])[2])]


def left_out(text: str, raws: Sequence[str], begin: int) -> list[Diagnostic]:
    """What there is to say about a text whose lines were not all taken, because they have too many cells."""
    end = sum(map(len, raws)) + len(raws) - 1
    return [Diagnostic.of("GK110", begin + end, begin + len(text), count=MOST_CELLS)] if end < len(text) else []


def another(raws: Sequence[str], at: int, begin: int = 0) -> list[Diagnostic]:
    """What there is to say about another report that begins with a line; ``begin`` is the offset of the first one."""
    start, end, title = _title_at(raws, at, begin)
    return [Diagnostic.of(_ANOTHER, start, end, found=title)]


def _title_at(raws: Sequence[str], at: int, begin: int = 0) -> tuple[int, int, str]:
    """The title that a line is, or its first word, and its offsets."""
    start = begin + sum(len(raw) + 1 for raw in raws[:at])
    whole, first = raws[at].strip(), raws[at].split(None, 1)[0]
    title = whole if len(whole) <= LONGEST_TITLE and _SENTENCE.isdisjoint(whole) else first
    start += raws[at].index(title)
    return start, start + len(title), title


@lru_cache(1024)
def detect(seen: frozenset[Label], vocabulary: Vocabulary) -> tuple[int, tuple[Diagnostic, ...], frozenset[str]]:
    """The form whose labels are on the page, by its number in the vocabulary: never the year, never the notice cited.

    Also what there is to say about that, and the paths of the rows whose columns it does not settle.
    """
    forms = vocabulary.forms
    kinds = Counter([label.forms for label in seen])
    scores = [sum(count for kind, count in kinds.items() if kind >> number & 1) for number in range(len(forms))]
    best = max(scores, default=0)
    leaders = [number for number, score in enumerate(scores) if score == best]
    if len(leaders) == 1 and any(label.remnant for label in seen):  # 处理决定数量 may be what is left of 本年处理决定数量
        sound = [sum(1 for label in seen if label.forms >> number & 1 and not label.remnant) for number in range(len(forms))]
        leaders = [number for number, score in enumerate(sound) if score >= sound[leaders[0]]]
    number = min(leaders, key=lambda leader: (-scores[leader], len(forms[leader].words), -leader))
    if not best:  # damaged labels may yet be read, but tell no forms apart
        return number, (), unnamed_rows(list(forms))
    if len(leaders) > 1:
        names = " ".join(forms[leader].name for leader in leaders)
        return number, (Diagnostic.of("GK102", forms=names, form=forms[number].name),), unnamed_rows([forms[leader] for leader in leaders])
    strange = sorted(label.key for label in seen if not label.forms >> number & 1)
    if not strange:
        return number, (), frozenset()
    others = {form.name for label in seen for at, form in enumerate(forms) if label.forms >> at & 1 and not label.forms >> number & 1}
    return number, (Diagnostic.of("GK103", form=forms[number].name, other=" ".join(sorted(others)), found=" ".join(strange)),), frozenset()


def of_inferred(report: Report, equations: Equations) -> Iterator[Diagnostic]:
    """What there is to say about the entries that the sums settled, table by table."""
    cells = report.cells
    for table in equations.tables(report.keys):
        inferred = [at for at in table.cells if cells[at][0].status is Status.INFERRED]
        if inferred:
            start, end = min([cells[at][1] for at in inferred]), max([cells[at][2] for at in inferred])
            labels = " ".join(dict.fromkeys([report.keys[at].label for at in inferred]))
            yield Diagnostic.of("GK312", start, end, tuple([str(report.keys[at]) for at in inferred]), count=len(inferred), label=labels)


def unnamed_rows(forms: list[Form]) -> frozenset[str]:
    """The paths of the rows that these forms give other columns."""
    columns: dict[str, set[tuple[str, ...]]] = {}
    for form in forms:
        for row in form.rows:
            columns.setdefault(row.path, set()).add(tuple(key.column for key in row.entries))
    return frozenset(path for path, kinds in columns.items() if len(kinds) > 1)


_NO_TABLE = ("GK101", "GK105")


def about(report: Report) -> list[Diagnostic]:
    """What there is to say about the document as a whole."""
    statuses = {cell.reading.status for cell in report.cells}
    if not report.sections and statuses == {Status.MISSING}:
        return [Diagnostic.of("GK101")]
    found = []
    if statuses == {Status.MISSING}:
        found.append(Diagnostic.of("GK105"))
    elif not statuses & {Status.REPORTED, Status.INFERRED, Status.UNSETTLED, Status.NOT_APPLICABLE}:
        found.append(Diagnostic.of("GK104"))
    if report.year is None or report.agency is None:
        found.append(Diagnostic.of("GK106"))
    if report.title is not None and is_of_part(report.title):
        found.append(Diagnostic.of("GK108", found=report.title))
    return found
