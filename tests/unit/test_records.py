from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import attrs
import pytest

import gongkai
from gongkai import record_types, records
from gongkai.cells import Place, Reading, Span, Status
from gongkai.form import Key
from gongkai.records import Entry, Report, Section
from tests.unit import official

PAGE = {form: official.page(form, official.numbered(form)) for form in official.FORMS}
MIXED = official.page(
    "annual_2021",
    {key: ("0", "", "/", "12", "1,234", "减3", "—")[at % 7] for at, key in enumerate(official.keys("annual_2021"))}
    | {"proactive.fees.amount": "3.2500"}
    | {key: "7" for key in official.keys("annual_2021") if key.endswith("total")},
)
DAMAGED = PAGE["annual_2021"].replace("（一）予以公开 | 1024 |", "（一）予以公开 |")
DATED = PAGE["annual_2019"].replace(
    official.TITLE, f"{official.TITLE}\n2024年1月20日\n统计期限自2023年1月1日起至2023年12月31日止。\n"
).replace("全年工作平稳。", "（一）主动公开\n全年发布10条。\n1.网站\n5条。")  # fmt: skip
PAGES = {"2019": PAGE["annual_2019"], "2021": PAGE["annual_2021"], "mixed": MIXED, "damaged": DAMAGED, "dated": DATED, "nothing": ""}

each_form = pytest.mark.parametrize("form", official.FORMS)
each_page = pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))


def at(report: Report, key: str) -> Any:
    """What a report has at a dotted path."""
    return reduce(getattr, key.split("."), report)


def paths(record: Any, before: str = "") -> Iterator[str]:
    """The dotted path of every field that holds no record."""
    for field in attrs.fields(type(record)):
        if field.name == "more":
            assert record.more == ()
            continue
        value, path = getattr(record, field.name), f"{before}{field.name}"
        yield from paths(value, f"{path}.") if attrs.has(type(value)) else [path]


@each_page
def test_the_field_of_a_path_holds_the_value_of_the_entry_of_that_name(page: str) -> None:
    report = gongkai.parse(page).report
    assert len(report.entries()) >= 198
    for entry in report.entries():
        assert at(report, entry.key) == entry.value == report[entry.key].value


@each_form
def test_every_field_of_the_records_is_an_entry_of_some_form(form: str) -> None:
    report = gongkai.parse(PAGE[form]).report
    known = {*official.keys("annual_2019"), *official.keys("annual_2021"), *official.UNDIVIDED.keys}
    found = {f"{table}.{path}" for table in ("proactive", "requests", "disputes") for path in paths(getattr(report, table))}
    assert found == known


@each_form
def test_a_field_that_a_form_does_not_have_is_none_and_no_entry(form: str) -> None:
    report = gongkai.parse(PAGE[form]).report
    (other,) = (one for one in official.FORMS if one != form)
    strange = set(official.keys(other)) - set(official.keys(form))
    assert strange
    for key in strange:
        assert at(report, key) is None
        with pytest.raises(KeyError):
            report[key]


@pytest.mark.parametrize("key", ["", "requests", "requests.new", "requests.new.nobody", "new.total", "Requests.new.total", "requests.new.total."])
def test_an_unknown_key_is_a_key_error(key: str) -> None:
    with pytest.raises(KeyError):
        gongkai.parse(PAGE["annual_2021"]).report[key]


@each_form
def test_the_entries_stand_in_the_order_of_the_sheet(form: str) -> None:
    report = gongkai.parse(PAGE[form]).report
    assert tuple(entry.key for entry in report.entries()) == official.keys(form)
    assert [(entry.label, entry.form) for entry in report.entries() if not entry.item.startswith("disputes")] == [
        (row.label, form) for row in official.rows(form) if row.label for _ in row.columns
    ]


@each_page
def test_a_value_is_given_for_what_was_reported_and_for_nothing_else(page: str) -> None:
    for entry in gongkai.parse(page).report.entries():
        assert (entry.value is not None) == (entry.status in (Status.REPORTED, Status.INFERRED))
        assert entry.unit is None or entry.value is not None


@each_page
def test_a_count_is_an_int_and_an_amount_a_decimal(page: str) -> None:
    for entry in gongkai.parse(page).report.entries():
        if entry.value is not None:
            assert type(entry.value) is (Decimal if entry.column == "amount" else int)


def test_an_amount_loses_no_digit() -> None:
    report = gongkai.parse(MIXED).report
    assert str(report.proactive.fees.amount) == "3.2500"
    assert report["proactive.fees.amount"].unit == "万元"
    assert report.to_dict()["entries"][9]["value"] == "3.2500"


# ---------------------------------------------------------------- to and from other shapes


@each_page
def test_a_report_comes_back_from_its_dict_exactly(page: str) -> None:
    report = gongkai.parse(page).report
    again = Report.from_dict(report.to_dict())
    assert again == report
    assert again.to_dict() == report.to_dict()
    assert exactly(again) == exactly(report)


@each_page
def test_a_report_comes_back_from_json_exactly(page: str) -> None:
    report = gongkai.parse(page).report
    for ascii_only in (True, False):
        assert exactly(Report.from_dict(json.loads(json.dumps(report.to_dict(), ensure_ascii=ascii_only)))) == exactly(report)


@each_page
def test_a_report_can_be_pickled(page: str) -> None:
    report = gongkai.parse(page).report
    again = pickle.loads(pickle.dumps(report))
    assert again == report
    assert exactly(again) == exactly(report)
    report.entries()  # the same when it has remembered something
    assert exactly(pickle.loads(pickle.dumps(report))) == exactly(report)


def told(section: Section) -> object:
    return section.number, section.heading, section.text, section.span, section.lines, list(map(told, section.subsections))


def exactly(report: Report) -> object:
    """All that a report holds, also what does not count when two are compared."""
    entries = [(*attrs.astuple(entry), type(entry.value), str(entry.value)) for entry in report.entries()]
    return entries, list(map(told, report.sections)), report.title, report.agency, report.year, report.published, report.period


def test_a_dict_of_a_report_holds_nothing_but_what_json_has() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(type(key) is str and plain(one) for key, one in value.items())
        return all(map(plain, value)) if isinstance(value, list) else value is None or type(value) in (str, int, bool)

    assert plain(gongkai.parse(DATED).report.to_dict())


@pytest.mark.parametrize("spoil", [lambda data: data.pop("entries"), lambda data: data.pop("form"), lambda data: data["entries"][0].pop("status")])
def test_a_dict_that_lacks_something_is_refused(spoil: Callable[[dict[str, Any]], object]) -> None:
    data = gongkai.parse(PAGE["annual_2021"]).report.to_dict()
    spoil(data)
    with pytest.raises(ValueError, match="no report"):
        Report.from_dict(data)


def test_a_status_that_there_is_not_is_refused() -> None:
    data = gongkai.parse(PAGE["annual_2021"]).report.to_dict()
    data["entries"][0]["status"] = "guessed"
    with pytest.raises(ValueError, match="guessed"):
        Report.from_dict(data)


# ---------------------------------------------------------------- equality


def test_reports_are_equal_when_they_say_the_same_elsewhere_on_their_pages() -> None:
    one = gongkai.parse(PAGE["annual_2021"]).report
    two = gongkai.parse("首页\n\n\n" + PAGE["annual_2021"].replace(" | ", "|").replace("\n", "\r\n")).report
    assert one == two
    assert one["requests.new.total"] == two["requests.new.total"]
    assert one["requests.new.total"].span != two["requests.new.total"].span
    assert [section.span for section in one.sections] != [section.span for section in two.sections]


@pytest.mark.parametrize(
    ("printed", "other"),
    [("| 1010 |", "| 1,010 |"), ("| 1010 |", "| １０１０ |"), ("| 1010 |", "| 1010（其中新收1件） |")],
)
def test_reports_are_equal_when_they_print_the_same_otherwise(printed: str, other: str) -> None:
    assert gongkai.parse(PAGE["annual_2021"]).report == gongkai.parse(PAGE["annual_2021"].replace(printed, other)).report


@pytest.mark.parametrize("other", ["| 0 |", "| |", "| / |", "| 1011 |", "| 5% |"])
def test_reports_that_say_something_else_are_not_equal(other: str) -> None:
    page = PAGE["annual_2021"].replace("| 1010 |", "| 1 |")
    assert gongkai.parse(page).report != gongkai.parse(page.replace("| 1 |", other)).report


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("全年工作平稳", "全年工作良好"),
        ("云山县水务局2023", "云山县水务局2022"),
        ("云山县水务局", "云山县教育局"),
        ("六、其他需要报告的事项", "六、其他需要汇报的事项"),
    ],
)
def test_reports_with_other_words_are_not_equal(old: str, new: str) -> None:
    assert gongkai.parse(PAGE["annual_2021"]).report != gongkai.parse(PAGE["annual_2021"].replace(old, new)).report


# ---------------------------------------------------------------- frozen


@pytest.mark.parametrize("path", ["requests", "requests.outcomes.refused", "requests.new", "proactive.fees", "disputes.litigation.direct"])
def test_no_record_can_be_changed(path: str) -> None:
    record = at(gongkai.parse(PAGE["annual_2021"]).report, path)
    for name in (field.name for field in attrs.fields(type(record))):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, name, None)


def test_no_report_entry_or_section_can_be_changed() -> None:
    report = gongkai.parse(PAGE["annual_2021"]).report
    things: list[Any] = [report, report.entries()[0], report.sections[0]]
    for thing in things:
        for name in (field.name for field in attrs.fields(type(thing))):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(thing, name, None)
        assert isinstance(hash(thing), int)


def test_every_class_of_the_records_is_frozen() -> None:
    found = [kind for kind in {**vars(records), **vars(record_types)}.values() if isinstance(kind, type) and attrs.has(kind)]
    assert len(found) >= 15
    for kind in found:
        assert kind.__setattr__ is not object.__setattr__, kind


# ---------------------------------------------------------------- by hand


def test_a_report_can_be_made_by_hand() -> None:
    keys = (Key("requests.new", "total", "一、本年新收政府信息公开申请数量"), Key("proactive.fees", "amount", "行政事业性收费"))
    cells = (Place(Reading(3, Status.REPORTED, None, "3"), 5, 6), Place(Reading(2, Status.REPORTED, "元", "2元"), -1, -1))
    report = Report("annual_2021", None, None, 2023, date(2024, 1, 20), None, (Section(1, "一、总体情况", "平稳。"),), keys, cells)
    assert report["requests.new.total"] == Entry("annual_2021", "requests.new", "total", keys[0].label, 3, None, Status.REPORTED)
    assert report["requests.new.total"].span == Span(5, 6)
    assert report["proactive.fees.amount"].span is None
    assert report.proactive.fees.amount == Decimal(2)
    assert report.requests.new.business is None
    assert Report.from_dict(report.to_dict()) == report


def test_a_count_printed_with_a_fraction_keeps_it_unless_it_is_nothing() -> None:
    page = PAGE["annual_2021"].replace("| 1010 |", "| 3.0 |").replace("| 1011 |", "| 3.5 |")
    report = gongkai.parse(page).report
    assert (report["requests.new.natural_person"].value, report["requests.new.business"].value) == (3, Decimal("3.5"))
    assert type(report["requests.new.natural_person"].value) is int
