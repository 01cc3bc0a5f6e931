"""A form -> hypothesis strategies for what its cells, rows, tables, reports and pages may say, and for what may happen to a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import BLANK, MISSING, Place, Reading, Status
from gongkai.form import AMOUNT, Form, Role, Row
from gongkai.narrative import read_title
from gongkai.records import Report, Section
from gongkai.rendering import keeps_rows, render, shows_blanks
from gongkai.rendering import layouts as layout_names
from gongkai.testing.damage import DAMAGES, Damage

_ORDINALS = "一二三四五六七八九"

# ---------------------------------------------------------------- cells and tables


def readings(column: str, *, blanks: bool = True) -> st.SearchStrategy[Reading]:
    """What one cell of a column may say: a number in any printing, that it does not apply, or (``blanks``) nothing."""
    return st.builds(_reading, st.sampled_from(_printings(column, blanks)), st.integers(0, 99_999))


_COUNTS = ("{}", "{}", "{}", "{:,}", "{}件", "{}（其中修订1件）")
_PRINTINGS = {AMOUNT: ("{}", "{}万元", "{}元", "{:.1f}万元", "{:.4f}"), "change": ("{}", "+{}", "增{}", "-{}", "−{}", "减{}")}
_NOT_APPLICABLE = ("/", "-", "—", "无", "不适用", "N/A")
_UNIT = re.compile("万元|元|件$")


def _printings(column: str, blanks: bool) -> tuple[str, ...]:
    return _PRINTINGS.get(column, _COUNTS) + _NOT_APPLICABLE + ("",) * blanks


def _reading(printing: str, number: int) -> Reading:
    if not printing:
        return BLANK
    if printing in _NOT_APPLICABLE:
        return Reading(None, Status.NOT_APPLICABLE, None, printing)
    value = Decimal(number).scaleb(-1 if ".1f" in printing else -4) if "f" in printing else number
    unit = _UNIT.search(printing)
    return Reading(-value if printing[0] in "-−减" else value, Status.REPORTED, unit[0] if unit else None, printing.format(value))


@st.composite
def rows(draw: st.DrawFn, row: Row, *, blanks: bool = True, missing: bool = True) -> dict[str, Reading]:
    """The readings of one row, by key: zeros, numbers of all printings, with ``blanks`` empty cells too, with ``missing`` none at all."""
    kind = draw(st.sampled_from(["zeros", "plain", "any", "not applicable", *["blank", "sparse"] * blanks, *["missing"] * missing]))
    fixed = {"blank": BLANK, "missing": MISSING}.get(kind)
    drawn = [0] * row.size if fixed or kind == "zeros" else draw(_numbers(row.size))
    found = {}
    for key, number in zip(row.entries, drawn, strict=True):
        plain = "{}万元" if key.column == AMOUNT else "{}"
        printings = {
            "any": _printings(key.column, blanks),
            "sparse": (plain, ""),
            "not applicable": (_NOT_APPLICABLE[drawn[0] % len(_NOT_APPLICABLE)],),
        }.get(kind, (plain,))
        found[str(key)] = fixed or _reading(printings[number % len(printings)], number // len(printings))
    return found


@cache
def _numbers(size: int) -> st.SearchStrategy[list[int]]:
    """Numbers up to 65,535, drawn at once: a draw for each would take most of the time that a report takes."""
    return st.binary(min_size=2 * size, max_size=2 * size).map(lambda data: [int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2)])


def tables(
    form: str | None = None, section: str | None = None, *, blanks: bool = True, missing: bool = True
) -> st.SearchStrategy[dict[str, Reading]]:
    """The readings of all tables of a form, or of one section's: key -> Reading, for rows that may be missing as a whole.

    A row that is an alternative to a group of rows (``requests.outcomes.other.undivided``) has keys only where it is the one printed; the
    group's are then missing.
    """
    names = st.just(form) if form is not None else st.sampled_from(_years())
    return names.flatmap(lambda name: _tables(grammar.form(name), section, blanks, missing))


def _years() -> tuple[str, ...]:
    """The forms that most pages are: those of the newest one's name."""
    return tuple(form.name for form in grammar.scanner().vocabulary.forms)


@st.composite
def _tables(draw: st.DrawFn, form: Form, section: str | None, blanks: bool, missing: bool) -> dict[str, Reading]:
    asked = [row for row in form.rows if section in (None, row.section)]
    chosen = {row.path for row in asked if row.optional and draw(st.integers(0, 3)) == 3}
    replaced = {path.rpartition(".")[0] for path in chosen}
    found: dict[str, Reading] = {}
    for row in asked:
        if row.optional:
            found |= draw(rows(row, blanks=blanks, missing=False)) if row.path in chosen else {}
        elif row.path.rpartition(".")[0] in replaced:
            found |= dict.fromkeys(map(str, row.entries), MISSING)
        else:
            found |= draw(rows(row, blanks=blanks, missing=missing))
    return found


@st.composite
def _consistent(draw: st.DrawFn, form: Form) -> dict[str, Reading]:
    """Tables in which every cell holds a number, and the numbers obey the sums that the form prints."""
    numbers = {str(key): number for row in form.rows if not row.optional for key, number in zip(row.entries, draw(_numbers(row.size)), strict=True)}
    return {key: Reading(number, Status.REPORTED, None, str(number)) for key, number in reconciled(numbers, form.name).items()}


def reconciled(numbers: Mapping[str, int], form: str | None = None) -> dict[str, int]:
    """The numbers by key, with those that are sums of others made so, as the form says; without one, the newest form that has the keys.

    A sum that is one number is made that of its parts. Where two sums are equal, the first number on the left makes up for the rest. A part of
    another number (其中) is made at most that number.
    """
    name = form if form is not None else next(one for one in reversed(grammar.forms()) if numbers.keys() <= _keys(one))
    found = dict(numbers)
    sums = []
    for equation in grammar.equations(name):
        operands = list(equation.operands(numbers))
        if all(key in found for key, _ in operands):
            sums.append(([key for key, sign in operands if sign > 0], [key for key, sign in operands if sign < 0]))
    rows = [one for one in sums if len({key.rpartition(".")[2] for side in one for key in side}) == 1]
    for _ in rows:  # a sum may be a part of another, which stands before it
        before = dict(found)
        for left, right in rows:
            _make_equal(found, left, right)
        if found == before:
            break
    for left, right in sums:
        if (left, right) not in rows:
            _make_equal(found, left, right)
    for portion in grammar.form(name).portions:
        for part, whole in zip(portion.part.keys, portion.whole.keys, strict=True):
            if part in found and whole in found:
                found[part] = min(found[part], found[whole])
    return found


def _make_equal(found: dict[str, int], left: Sequence[str], right: Sequence[str]) -> None:
    if len(right) == 1:
        found[right[0]] = sum(found[key] for key in left)
        return
    total = sum(found[key] for key in right)
    for key in left[1:]:
        found[key] = min(found[key], total)
        total -= found[key]
    found[left[0]] = total


@cache
def _keys(form: str) -> frozenset[str]:
    return frozenset(key for row in grammar.form(form).rows for key in row.keys)


# ---------------------------------------------------------------- reports


@st.composite
def reports(draw: st.DrawFn, form: str | None = None, *, blanks: bool = True, missing: bool = True, consistent: bool = False) -> Report:
    """Reports of a form, or of any year's annual form, with an invented organ, title, text and numbers.

    ``blanks``: cells may be empty. ``missing``: rows, tables and sections may be left out. ``consistent``: every cell holds a number, and
    the numbers obey the form's sums. Such a report is what its page says in a layout that shows it: read again, it is equal.
    """
    name = form if form is not None else draw(st.sampled_from(_years()))
    shape = grammar.form(name)
    found = draw(_consistent(shape) if consistent else _tables(shape, None, blanks, missing))
    keys = tuple(key for row in shape.rows for key in row.entries if str(key) in found)
    agency = draw(st.sampled_from(_PLACES)) + draw(st.sampled_from(_ORGANS))
    year = draw(st.integers(2019, 2026))
    title = draw(st.sampled_from(_TITLES)).format(agency=agency, year=year)
    agency_read, year_read = read_title(title, shape.title)
    return Report(
        form=name,
        title=title,
        agency=agency_read,
        year=year_read,
        published=draw(st.none() | st.dates(date(year + 1, 1, 1), date(year + 1, 3, 31))),
        period=draw(st.none() | st.just((date(year, 1, 1), date(year, 12, 31)))),
        sections=draw(_sections(shape, found, missing and not consistent)),
        keys=keys,
        cells=tuple(Place(found[str(key)], -1, -1) for key in keys),
    )


# Invented; no text here is taken from a page.
_PLACES = ("云山县", "青石市", "临溪区", "白沙镇", "南屏省", "沙河街道")
_ORGANS = ("水务局", "教育局", "人民政府", "人民政府办公室", "统计局")
_TITLES = ("{agency}{year}年政府信息公开工作年度报告", "{agency}{year}年度政府信息公开工作报告", "{agency}关于{year}年政府信息公开工作年度报告")
_TOPICS = ("制度建设", "平台运行", "人员培训", "监督检查")
_SENTENCES = (
    "全年共召开专题会议{number}次，对{word}的办理逐项作了安排。",
    "我单位把{word}作为重点，印发提示{number}份；其余工作按季度推进。",
    "所设窗口接待来访群众{number}人，其中问及{word}的居多。",
    "各项工作平稳有序，未发生泄密事件。",
    "下一步将完善台账，逐月核对。",
)


@st.composite
def _paragraphs(draw: st.DrawFn, form: Form) -> str:
    """A sentence, in which a word of the form's tables may stand."""
    words = sorted({word.text for word in form.words.values() if word.role in (Role.ROW, Role.COLUMN) and len(word.text) <= 8})
    return draw(st.sampled_from(_SENTENCES)).format(number=draw(st.integers(0, 999)), word=draw(st.sampled_from(words)))


@st.composite
def _sections(draw: st.DrawFn, form: Form, found: Mapping[str, Reading], missing: bool) -> tuple[Section, ...]:
    """The form's sections, each under one of the headings that offices give it; those with a table are never left out."""
    printed = {row.section for row in form.rows for key in row.entries if found.get(str(key), MISSING).status is not Status.MISSING}
    paragraphs = st.lists(_paragraphs(form), max_size=2)
    topics = st.lists(st.tuples(st.sampled_from(_TOPICS), paragraphs), max_size=2)
    sections: list[Section] = []
    for section in form.sections:
        if section.path in printed or not missing or draw(st.integers(0, 4)) < 4:
            headings = [word.text for word in form.words.values() if word.role is Role.SECTION and word.section == section.path]
            lines = draw(paragraphs)
            parts: list[Section] = []
            for number, (topic, text) in enumerate([] if section.parts else draw(topics), 1):
                parts.append(Section(number, topic, "\n".join(text)))
                lines += [f"（{_ORDINALS[number - 1]}）{topic}", *text]
            sections.append(Section(section.number, draw(st.sampled_from(headings)), "\n".join(lines), tuple(parts)))
    return tuple(sections)


# ---------------------------------------------------------------- pages


class Printed(NamedTuple):
    """A report, and the page that it was written to."""

    report: Report
    layout: str
    text: str


def layouts(*, blanks: bool | None = None) -> st.SearchStrategy[str]:
    """Names of layouts: of all, or of those that do (True) or do not (False) show blank cells."""
    return st.sampled_from([name for name in layout_names() if blanks in (None, shows_blanks(name))])


@st.composite
def pages(draw: st.DrawFn, form: str | None = None, layout: str | None = None, *, blanks: bool | None = None, missing: bool | None = None) -> Printed:
    """Reports as pages, in a layout or in any.

    Cells are blank, and rows missing, where the layout shows that, so that the page says all that the report does; ``blanks`` and
    ``missing`` say otherwise.
    """
    name = layout if layout is not None else draw(layouts())
    shown = shows_blanks(name) if blanks is None else blanks
    report = draw(reports(form, blanks=shown, missing=keeps_rows(name) if missing is None else missing))
    return Printed(report, name, render(report, name))


# ---------------------------------------------------------------- damage


def damage(*names: str, most: int = 3) -> st.SearchStrategy[Damage]:
    """One to ``most`` kinds of damage, of all or of these. What changes the ends of lines comes last."""
    kinds = st.lists(st.sampled_from(names or sorted(DAMAGES)), min_size=1, max_size=most, unique=True)
    return st.builds(Damage, kinds.map(lambda chosen: tuple(sorted(chosen, key=_last))), st.integers(0, 2**16))


def _last(kind: str) -> bool:
    return kind == "carriage_returns"
