from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from attrs import evolve

import gongkai
from gongkai import checks, plugins
from gongkai.cells import Place, Reading, Status
from gongkai.checks.levels import is_below_a_city_with_districts, is_department
from gongkai.diagnostics import Code, Diagnostic, Severity
from tests.unit import official


def page(form: str, cells: Mapping[str, object] | None = None, **fields: Any) -> gongkai.Report:
    """A report with 0 in every cell but these."""
    printed = dict.fromkeys(official.keys(form), "0") | {key: str(value) for key, value in (cells or {}).items()}
    return evolve(gongkai.parse(official.page(form, printed)).report, **fields)


def report(year: int = 2023, form: str = "annual_2021", **cells: Any) -> gongkai.Report:
    return page(form, {key.replace("__", "."): value for key, value in cells.items()}, year=year)


def marked(one: gongkai.Report, key: str, status: Status) -> gongkai.Report:
    """The report with an entry of another status, its number kept where it is inferred."""
    at = [str(known) for known in one.keys].index(key)
    value = one.cells[at].reading.value if status is Status.INFERRED else None
    cells = [*one.cells]
    cells[at] = Place(Reading(value, status, None, "1"), *cells[at][1:])
    return evolve(one, cells=tuple(cells))


def codes(found: list[Diagnostic]) -> list[str]:
    return [one.code for one in found]


# ---------------------------------------------------------------- sums


def test_each_of_two_numbers_that_would_put_all_right_is_a_culprit() -> None:
    wrong = report(requests__new__business=1, requests__new__total=1, requests__carried_out__natural_person=1, requests__carried_out__total=1)
    found = gongkai.check(wrong)
    assert codes(found) == ["GK503", "GK503"]
    assert all(one.culprits == () for one in found)
    one = report(requests__new__business=1)
    found = gongkai.check(one)
    assert sorted(codes(found)) == ["GK501", "GK503", "GK506"]
    assert {one.culprits for one in found} == {("requests.new.business",)}
    pair = report(disputes__reconsideration__upheld=2)
    assert {one.culprits for one in gongkai.check(pair)} == {("disputes.reconsideration.upheld", "disputes.reconsideration.total")}


def test_a_finding_shows_both_sides_and_their_difference() -> None:
    (one,) = gongkai.check(report(disputes__reconsideration__upheld=2, disputes__reconsideration__other=1, disputes__reconsideration__total=5))
    assert (one.details["left"], one.details["right"], one.details["difference"]) == ("3", "5", "−2")
    assert one.details["parts"] == "结果维持 2 + 其他结果 1"
    assert one.entries == official.DISPUTES[0].keys
    assert len(one.spans) == 5
    assert one.span in one.spans


def test_a_sum_over_an_inferred_number_is_a_doubt_about_the_reading() -> None:
    broken = report(disputes__reconsideration__upheld=2)
    (one,) = gongkai.check(marked(broken, "disputes.reconsideration.upheld", Status.INFERRED))
    assert (one.code, one.severity, one.details["rule"]) == ("GK505", Severity.WARNING, "GK504")
    assert gongkai.check(marked(broken, "disputes.reconsideration.upheld", Status.BLANK), ignore=["GK567"]) == []
    assert gongkai.check(marked(broken, "disputes.reconsideration.upheld", Status.UNSETTLED)) == []
    assert codes(gongkai.check(marked(broken, "disputes.reconsideration.other", Status.UNSETTLED))) == ["GK505"]


def test_what_cannot_be_assessed_is_said_on_request_alone() -> None:
    empty = marked(report(), "disputes.reconsideration.upheld", Status.MISSING)
    assert gongkai.check(empty) == []
    (one,) = gongkai.check(empty, unassessable=True)
    assert (one.code, one.details["rule"], one.details["count"], one.details["size"]) == ("GK507", "GK504", "1", "3")


# ---------------------------------------------------------------- one report


@pytest.mark.parametrize(
    ("agency", "below"),
    [
        ("白沙镇人民政府", True), ("南屏省临江市白沙乡人民政府", True), ("沙河街道办事处", True), ("云山县水务局", True), ("青石市临溪区教育局", True), ("临溪区人民政府", True),
        ("青石市水务局", False), ("南屏省教育厅", False), ("西岭自治区人民政府", False), ("青石高新区管委会", False), ("青石经济技术开发区管理委员会", False), ("海宁新区管委会", False),
        ("景德镇市人民政府", False), ("镇海市教育局", False), ("水利部", False), ("大岭地区行政公署", False), ("自然保护区管理局", False),
    ],
)  # fmt: skip
def test_the_level_of_an_organ_is_told_by_its_name_where_that_is_sure(agency: str, below: bool) -> None:
    assert is_below_a_city_with_districts(agency) is below


def test_only_what_is_surely_a_department_has_the_early_deadline() -> None:
    assert is_department("云山县水务局")
    assert is_department("青石市卫生健康委员会")
    assert not any(map(is_department, ("云山县人民政府", "白沙镇人民政府", "开发区管理委员会", "云山县人民政府办公室")))
    late = report().year
    assert late is not None
    for day, found in ((date(2024, 1, 31), []), (date(2024, 2, 1), ["GK523"]), (date(2023, 12, 31), []), (date(2023, 12, 30), ["GK522"])):
        assert codes(gongkai.check(page("annual_2021", published=day))) == found
    assert codes(gongkai.check(page("annual_2021", published=date(2024, 3, 31), agency="云山县人民政府"))) == []
    assert codes(gongkai.check(page("annual_2021", published=date(2024, 4, 1), agency=None))) == ["GK523"]


@pytest.mark.parametrize(
    ("form", "year", "found"),
    [("annual_2019", 2018, ["GK524"]), ("annual_2019", 2019, []), ("annual_2019", 2020, []), ("annual_2019", 2021, ["GK524"]),
     ("annual_2021", 2020, ["GK524"]), ("annual_2021", 2021, []), ("annual_2021", 2026, []), ("annual_2021", None, [])],
)  # fmt: skip
def test_a_form_fits_the_years_in_which_it_is_in_force(form: str, year: int | None, found: list[str]) -> None:
    assert codes(gongkai.check(page(form, year=year))) == found


def told(text: str, **cells: Any) -> list[Diagnostic]:
    whole = {key.replace("__", "."): str(value) for key, value in cells.items()}
    printed = dict.fromkeys(official.keys("annual_2021"), "0") | whole
    return gongkai.check(gongkai.parse(official.page("annual_2021", printed).replace("全年工作平稳。", text)).report, ignore=("GK50",))


def test_the_text_agrees_by_any_reading() -> None:
    cells = {"requests__new__total": 12, "requests__carried_in__total": 3}
    assert [told(f"受理申请{number}件。", **cells) != [] for number in (12, 15, 13)] == [False, False, True]
    (one,) = told("收到申请13件。收到申请13件。", **cells)
    assert (one.code, len(one.spans), one.details["total"]) == ("GK531", 3, "12 / 15")
    assert codes(told("未收到政府信息公开申请。", **cells)) == ["GK532"]
    assert told("2022年收到申请13件。", **cells) == []


def test_a_sentence_that_gives_this_years_number_for_another_year_is_noticed() -> None:
    cells = {"requests__new__total": 12}
    assert codes(told("2022年收到申请12件。", **cells)) == ["GK564"]
    assert told("2022年收到申请12件，2023年收到申请12件。", **cells) == []
    assert codes(told("20231月1日起施行。")) == ["GK564"]
    assert told("电话120230年", **cells) == []


# ---------------------------------------------------------------- two years


def test_what_was_carried_out_is_carried_in_column_by_column() -> None:
    earlier = report(2022, requests__carried_out__business=2, requests__carried_out__total=2)
    later = report(requests__carried_in__business=2, requests__carried_in__total=3)
    (one,) = gongkai.check_years(earlier, later)
    assert (one.code, one.severity, one.entries, one.details["difference"]) == ("GK541", "error", ("requests.carried_in.total",), "+1")
    across = report(2020, "annual_2019", requests__carried_out__business=2, requests__carried_out__total=2)
    assert codes(gongkai.check_years(across, evolve(later, year=2021))) == ["GK541"]


def test_documents_in_force_are_those_of_the_year_before_and_the_new_without_the_repealed() -> None:
    earlier = report(2022, proactive__normative_documents__in_force=10)
    later = report(proactive__normative_documents__issued=3, proactive__normative_documents__repealed=1, proactive__normative_documents__in_force=13)
    (one,) = gongkai.check_years(earlier, later)
    assert (one.code, one.details["found"], one.details["expected"], one.details["difference"]) == ("GK542", "13", "12", "+1")
    assert codes(gongkai.check_years(marked(earlier, "proactive.normative_documents.in_force", Status.INFERRED), later)) == ["GK545"]
    blank = marked(earlier, "proactive.normative_documents.in_force", Status.BLANK)
    assert gongkai.check_years(blank, later) == []
    (said,) = gongkai.check_years(blank, later, unassessable=True)
    assert (said.code, said.details["rule"], said.details["count"]) == ("GK507", "GK542", "1")


def test_the_items_of_the_year_before_are_those_that_it_had_and_its_change() -> None:
    earlier = report(2019, "annual_2019", proactive__licensing__previous_items=20, proactive__licensing__change=-3)
    assert gongkai.check_years(earlier, report(2020, "annual_2019", proactive__licensing__previous_items=17)) == []
    (one,) = gongkai.check_years(earlier, report(2020, "annual_2019", proactive__licensing__previous_items=20))
    assert (one.code, one.severity, one.details["expected"]) == ("GK543", "warning", "17")


def test_reports_that_do_not_follow_each_other_are_not_compared() -> None:
    later = report(requests__carried_in__total=3)
    for earlier in (report(2021), report(2023), report(2024), evolve(report(2022), agency="青石市教育局"), evolve(report(2022), year=None)):
        (one,) = gongkai.check_years(earlier, later)
        assert one.code == "GK544"
        assert one.details["found"] == f"{earlier.agency} {earlier.year or '?'}, {later.agency} {later.year}"  # of both, which organ and which year
    for agency in ("青石市云山县水务局", "水务局", None):
        assert "GK541" in codes(gongkai.check_years(evolve(report(2022), agency=agency), later))


def test_the_text_of_the_year_before_is_recognised_by_its_share() -> None:
    sentences = [f"第{word}项工作已经按照要求全部完成并取得成效。" for word in "甲乙丙丁戊己庚辛壬癸"]
    sections = [
        evolve(report().sections[0], text="".join(text)) for text in (sentences, sentences[:8] + ["今年另有新的安排和新的做法值得报告。"] * 2)
    ]
    earlier, later = evolve(report(2022), sections=(sections[0],)), evolve(report(), sections=(sections[1],))
    (one,) = gongkai.check_years(earlier, later)
    assert (one.code, one.severity, one.details["share"]) == ("GK563", "note", "80%")
    assert gongkai.check_years(earlier, evolve(later, sections=(evolve(sections[1], text="".join(sentences[:3])),))) == []


# ---------------------------------------------------------------- superiors and subordinates


def organ(name: str, **cells: Any) -> gongkai.Report:
    return evolve(report(**cells), agency=name)


def test_who_contributes_what_to_a_sum_that_is_not_the_superiors() -> None:
    superior = organ("云山县人民政府", requests__new__total=10)
    parts = [organ("甲局", requests__new__total=3), organ("乙局", requests__new__total=9)]
    (one,) = gongkai.check_sum(superior, iter(parts))
    assert (one.code, one.severity, one.entries) == ("GK551", "warning", ("requests.new.total",))
    assert one.shares == (("乙局", 9), ("甲局", 3))
    assert (one.details["left"], one.details["right"], one.details["difference"]) == ("12", "10", "−2")
    assert one.span == superior["requests.new.total"].span


def test_what_is_missing_is_said_first_and_may_be_the_difference() -> None:
    superior = organ("云山县人民政府", requests__new__total=10)
    lacking = marked(organ("丙局"), "requests.new.total", Status.BLANK)
    (one,) = gongkai.check_sum(superior, [organ("甲局", requests__new__total=3), lacking])
    assert (one.code, one.entries, one.details["agency"], one.details["count"]) == ("GK552", ("requests.new.total",), "丙局", "1")
    assert codes(gongkai.check_sum(superior, [organ("甲局", requests__new__total=11), lacking])) == ["GK552", "GK551"]
    doubtful = marked(organ("丁局", requests__new__total=4), "requests.new.total", Status.INFERRED)
    assert codes(gongkai.check_sum(superior, [doubtful])) == ["GK552", "GK553"]


def test_a_report_of_another_year_is_left_out() -> None:
    superior = organ("云山县人民政府", requests__new__total=10)
    assert codes(gongkai.check_sum(superior, [evolve(organ("甲局", requests__new__total=3), year=2022)])) == ["GK554"]


def test_amounts_in_other_units_and_other_outcomes_in_one_row_are_added_alike() -> None:
    superior = organ("云山县人民政府", proactive__fees__amount="2.5", requests__outcomes__other__rest__total=0)
    parts = [organ("甲局", proactive__fees__amount="5000元"), organ("乙局", proactive__fees__amount="2")]
    assert gongkai.check_sum(superior, parts) == []
    older = evolve(report(2023, "annual_2019", requests__outcomes__other__undivided__total=2), agency="丙局")
    newer = organ("丁局", requests__outcomes__other__unpaid__total=1)
    undivided = report(2023, "annual_2019", requests__outcomes__other__undivided__total=3)
    assert "requests.outcomes.other.undivided.total" not in {
        key for one in gongkai.check_sum(undivided, [older, newer]) if one.code != "GK552" for key in one.entries
    }


# ---------------------------------------------------------------- plug-ins

STRANGE = Code("XY101", Severity.WARNING, {"en": "{found} is strange", "zh": "{found} 很奇怪"}, {"en": "Look again.", "zh": "再看看。"})


def strange(report: gongkai.Report) -> Iterator[Diagnostic]:
    """No report is by the water office."""
    yield Diagnostic.of(STRANGE, found=report.agency)


def fails(report: gongkai.Report) -> Iterator[Diagnostic]:
    raise ZeroDivisionError("nothing to divide")


def gives_text(report: gongkai.Report) -> Iterator[str]:
    yield "strange"


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    checks.plugged.cache_clear()
    yield monkeypatch
    checks.plugged.cache_clear()


def name(plug_in: pytest.MonkeyPatch, value: str) -> None:
    plug_in.setattr(plugins, "entry_points", lambda group: (EntryPoint("somebodys", value, group),))


def test_a_check_of_another_package_is_one_of_the_checks(plug_in: pytest.MonkeyPatch) -> None:
    name(plug_in, f"{__name__}:strange")
    (one,) = gongkai.check(report())
    assert (one.code, one.severity, gongkai.messages(one, "en"), gongkai.messages(one, "zh")) == (
        "XY101",
        "warning",
        "云山县水务局 is strange",
        "云山县水务局 很奇怪",
    )
    assert one.help in ("Look again.", "再看看。")
    assert gongkai.check(report(), ignore=["XY"]) == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [("no_such_module:check", "ModuleNotFoundError"), (f"{__name__}:nothing", "AttributeError"), (f"{__name__}:STRANGE", "no function"),
     (f"{__name__}:fails", "nothing to divide"), (f"{__name__}:gives_text", "no Diagnostic")],
)  # fmt: skip
def test_a_broken_check_of_another_package_is_an_error_that_names_it(value: str, reason: str, plug_in: pytest.MonkeyPatch) -> None:
    name(plug_in, value)
    with pytest.raises(gongkai.CheckError, match=reason) as caught:
        gongkai.check(report())
    assert "somebodys" in str(caught.value)
    assert isinstance(caught.value, gongkai.GongkaiError)


def test_every_built_in_check_says_its_rule_in_a_sentence() -> None:
    functions = (*checks.CHECKS, *checks.years.CHECKS, checks.years.comparable, checks.organs.sums_of_subordinates)
    assert len({function.__doc__ for function in functions}) == len(functions) > 20
