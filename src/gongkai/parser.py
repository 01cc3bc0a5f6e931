"""Text -> the result of reading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeVar

from attrs import evolve, field, frozen
from lark import Token, Tree

from gongkai import grammar
from gongkai.arrangement import arrange
from gongkai.boundaries import ANOTHER, ENOUGH, another, end_of_first, rows_of, strangers, titles_of
from gongkai.cells import Span, Status
from gongkai.diagnostics import Diagnostic, Severity
from gongkai.equations import Equations
from gongkai.errors import ReportError
from gongkai.form import Form
from gongkai.lines import MOST_CELLS, Kind, Line, Scanner
from gongkai.narrative import is_of_part
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
    if len(own) < MOST_CELLS or any(one.code == ANOTHER for one in result.diagnostics):
        return result
    return evolve(result, diagnostics=(*result.diagnostics, *left_out(own, raws, begin)))


def parse_page(page: Page) -> Result:
    """Read an annual report from a page that was made of somebody's paragraphs and cells: see ``Page``.

    Gives a Result for every page, as ``parse`` does. ``result.text`` is the page as lines, in which spans count; a span names the table, row
    and column, too, and the page and box where the page's maker has given them.
    """
    scanner, (text, raws, lines, places, paged), labels = scanned(lambda scanner: page_lines(page, scanner), lambda made: made.lines)
    result = _result(text, raws, lines, labels, scanner.vocabulary)
    found = [evolve(one, span=located(one.span, places)) if one.span is not None else one for one in result.diagnostics]
    report = evolve(result.report, places=places)
    if paged:
        before = on_pages(report.preamble, places) if report.preamble is not None else None
        report = evolve(report, sections=tuple([on_pages(section, places) for section in report.sections]), preamble=before)
    return evolve(result, report=report, diagnostics=(*page.diagnostics, *found))


_Scanned = TypeVar("_Scanned")


def scanned(scan: Callable[[Scanner], _Scanned], lines: Callable[[_Scanned], Sequence[Line]]) -> tuple[Scanner, _Scanned, list[Label]]:
    """The scanner of the forms whose rows are on a page, what it makes of the page, and the labels in that.

    ``lines`` takes the lines out of what a scanner makes. The forms of other names are asked about only where rows are few; of two that
    find as many, the earlier one is taken.
    """
    best = _scanned(grammar.scanner(), scan, lines)
    if rows_of(best[2]) < ENOUGH:
        every = [best, *(_scanned(other, scan, lines) for other in grammar.other_scanners())]
        best = max(every, key=lambda one: rows_of(one[2]))
        if rows_of(best[2]) < ENOUGH:  # those that are cut in two lines tell more, where nearly all are
            every = [(scanner, made, [*labels, *wrapped_labels(lines(made), scanner.vocabulary)]) for scanner, made, labels in every]
            best = max(every, key=lambda one: rows_of(one[2]))
    return best


def _scanned(
    scanner: Scanner, scan: Callable[[Scanner], _Scanned], lines: Callable[[_Scanned], Sequence[Line]]
) -> tuple[Scanner, _Scanned, list[Label]]:
    made = scan(scanner)
    return scanner, made, labels_of(lines(made))


def labels_of(lines: Sequence[Line]) -> list[Label]:
    """The labels on some lines, in their order."""
    return list(chain.from_iterable([line[2] for line in lines]))


def wrapped_labels(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Label]:
    """The labels that some lines make up together with those right behind them, each one cell: narrow cells print them so."""
    begun = ""
    for kind, pieces, *_ in lines:
        if kind is Kind.EMPTY:
            continue
        said = pieces[0].said if len(pieces) == 1 else None
        if type(said) is not str:
            begun = ""
        elif begun and (label := vocabulary.label(begun + said, begun + said)) is not None:
            yield label
            begun = ""
        elif begun and vocabulary.begins_label(begun + said):
            begun += said
        else:
            begun = said if vocabulary.begins_label(said) else ""


def scanned_text(text: str) -> tuple[Scanner, tuple[list[str], list[Line]], list[Label]]:
    """The scanner of the forms whose rows are on a text, the text's lines, and their labels."""
    return scanned(lambda scanner: scanner.scan(text, MOST_CELLS), lambda made: made[1])


def _result(text: str, raws: list[str], lines: list[Line], labels: list[Label], vocabulary: Vocabulary, begin: int = 0) -> Result:
    titles = titles_of(raws, vocabulary)
    second: list[Diagnostic] = []
    if len(titles) > 1 or (titles and any(line[2] for line in lines[: next(iter(titles))])):
        by_line = [line[2] for line in lines]
        end = end_of_first(titles, by_line)
        if end < len(raws):
            second = another(raws, end, begin)
            raws, lines = raws[:end], lines[:end]
            labels = labels_of(lines)
        else:
            second = strangers(titles, raws, by_line, begin)
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


def left_out(text: str, raws: Sequence[str], begin: int) -> list[Diagnostic]:
    """What there is to say about a text whose lines were not all taken, because they have too many cells."""
    end = sum(map(len, raws)) + len(raws) - 1
    return [Diagnostic.of("GK110", begin + end, begin + len(text), count=MOST_CELLS)] if end < len(text) else []


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
    status = Status.INFERRED  # to look it up in its class takes seven times as long
    for table in equations.tables(report.keys):
        inferred = [at for at in table.cells if cells[at][0].status is status]
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
