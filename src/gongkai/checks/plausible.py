"""A report -> the numbers that cannot be, one by one or beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from gongkai import grammar
from gongkai.checks.facts import facts_of
from gongkai.checks.findings import Number, finding, is_doubtful, label_of, name_of, number, title_of, titles
from gongkai.checks.levels import is_below_a_city_with_districts
from gongkai.checks.rule import FORM, rule
from gongkai.diagnostics import Diagnostic
from gongkai.form import AMOUNT, CHANGE, CODE
from gongkai.records import Report, typed

_DECIMALS = 4
_NOT_LESS = ("disclosed_total", "disclosed")
"""Columns of one row, of which the first is not less than the second."""
_RULES = "proactive.rules."


@rule("GK511", source=FORM)
def whole_counts(report: Report) -> Iterator[Diagnostic]:
    """A count is a whole number."""
    facts = facts_of(report)
    for at in facts.decimals:
        key, value = report.keys[at], facts.numbers[at]
        if key.column != AMOUNT and isinstance(typed(key.column, value), Decimal):
            yield finding("GK511", report, [str(key)], where=name_of(report, str(key)), found=value)


@rule("GK512", source=FORM)
def no_negatives(report: Report) -> Iterator[Diagnostic]:
    """No number is less than zero, but for 本年增/减."""
    if facts_of(report).least >= 0:
        return
    for key, cell in zip(report.keys, report.cells, strict=True):
        value = cell.reading.value
        if value is not None and value < 0 and key.column != CHANGE:
            yield finding("GK512", report, [str(key)], where=name_of(report, str(key)), found=value)


@rule("GK513", source="国办公开办函〔2021〕30号: 单位：万元, which four decimals give to the yuan")
def decimals_of_amounts(report: Report) -> Iterator[Diagnostic]:
    """An amount has at most four decimals."""
    facts = facts_of(report)
    for at in facts.decimals:
        key, value = report.keys[at], facts.numbers[at]
        if key.column == AMOUNT and isinstance(value, Decimal):
            exponent = value.normalize().as_tuple().exponent
            if isinstance(exponent, int) and -exponent > _DECIMALS:
                yield finding("GK513", report, [str(key)], where=name_of(report, str(key)), found=value, count=-exponent)


@cache
def _not_less(form: str) -> Sequence[tuple[str, str]]:
    """The keys of a form of which the second is not less than the first."""
    keys = titles(form)
    return [(f"{item}.{_NOT_LESS[1]}", key) for key in keys if (item := key.removesuffix(f".{_NOT_LESS[0]}")) != key]


def _greater(report: Report, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, Number, Number]]:
    """The pairs of keys of which the first has a greater number than the second, with both numbers, where neither is in doubt."""
    for part, whole in pairs:
        least, most = number(report, part), number(report, whole)
        if least is not None and most is not None and least > most and not (is_doubtful(report, whole) or is_doubtful(report, part)):
            yield part, whole, least, most


@cache
def _rules(form: str) -> Sequence[str]:
    """The keys of the row 规章."""
    return [key for key in titles(form) if key.startswith(_RULES)]


@rule("GK514", source="国办公开办函〔2019〕60号")
def disclosed_in_all(report: Report) -> Iterator[Diagnostic]:
    """What is disclosed in all (对外公开总数量) is not less than what was disclosed this year (本年新公开数量)."""
    for part, whole, least, most in _greater(report, _not_less(report.form)):
        yield finding(
            "GK514",
            report,
            [part, whole],
            show=whole,
            where=label_of(report, whole),
            part=f"{title_of(report, part)} {least}",
            whole=f"{title_of(report, whole)} {most}",
            difference=least - most,
        )


@cache
def _parts(form: str) -> Sequence[tuple[str, str]]:
    """The keys of a form of which the first is a part of the second."""
    portions = grammar.form(form).portions
    return [(part, whole) for one in portions for part, whole in zip(one.part.keys, one.whole.keys, strict=True) if not part.endswith(f".{CODE}")]


@rule("GK516", source="国办发〔2014〕32号: 其中 in the annex; and what other forms state of their rows")
def parts_of_wholes(report: Report) -> Iterator[Diagnostic]:
    """A row that the form states to be part of another (其中) has no greater number than that one, in every column."""
    for part, whole, least, most in _greater(report, _parts(report.form)):
        yield finding(
            "GK516",
            report,
            [part, whole],
            show=part,
            culprits=(part, whole),
            where=title_of(report, part),
            part=f"“{label_of(report, part)}” {least}",
            whole=f"“{label_of(report, whole)}” {most}",
            difference=least - most,
        )


@rule("GK515", source="立法法 第九十三条: 规章 are made by ministries, provinces, and cities with districts")
def no_rules_below_a_city(report: Report) -> Iterator[Diagnostic]:
    """An organ below the level of a city with districts makes no 规章: its row of them holds zeros."""
    if report.agency is not None and is_below_a_city_with_districts(report.agency):
        keys = [key for key in _rules(report.form) if number(report, key)]
        if keys:
            found = ", ".join(f"{title_of(report, key)} {number(report, key)}" for key in keys)
            yield finding("GK515", report, keys, where=label_of(report, keys[0]), agency=report.agency, found=found)


CHECKS = (whole_counts, no_negatives, decimals_of_amounts, disclosed_in_all, parts_of_wholes, no_rules_below_a_city)
