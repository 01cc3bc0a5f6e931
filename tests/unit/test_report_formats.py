"""What was found, as SARIF and as one HTML page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft4Validator

import gongkai
from gongkai.checking import Checked, Checker
from gongkai.diagnostics import CODES, Code, Diagnostic, Language, Severity
from gongkai.form_page import STYLE
from gongkai.inputs import files_of
from gongkai.report_formats import html, sarif
from tests.printed_html import printed

ROOT = Path(__file__).parents[2]
FINDINGS = ROOT / "tests" / "findings"
MALFORMED = ROOT / "tests" / "malformed"
BROKEN = FINDINGS / "GK501_a_total_of_a_row.txt"
SCHEMA = Draft4Validator(json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def everything() -> list[Checked]:
    """What is found in all samples of findings, and in some files that are no text."""
    names = [FINDINGS, MALFORMED, *(ROOT / "tests" / "files" / "annual_2021").glob("scanned.*")]
    found = list(Checker(unassessable=True).files(files_of([str(name) for name in names])))
    assert len(found) > 60
    return found


def checked(*names: Path) -> list[Checked]:
    return list(Checker().files(files_of([str(name) for name in names])))


# ---------------------------------------------------------------- SARIF


def log(files: list[Checked], lang: Language = "en") -> Any:
    return json.loads("".join(sarif.write(files, lang)))


def test_the_schema_refuses_what_is_no_sarif(everything: list[Checked]) -> None:
    wrong = log(everything)
    wrong["runs"][0]["results"][0]["level"] = "fatal"
    assert not SCHEMA.is_valid(wrong)


@pytest.mark.parametrize("lang", get_args(Language))
def test_the_log_is_valid(everything: list[Checked], lang: Language) -> None:
    assert [error.message for error in SCHEMA.iter_errors(log(everything, lang))] == []
    assert SCHEMA.is_valid(log([], lang))


def test_each_finding_is_a_result_of_a_rule_with_a_level(everything: list[Checked]) -> None:
    (run,) = log(everything)["runs"]
    rules = run["tool"]["driver"]["rules"]
    found = [one for each in everything for one in each.found]
    assert [(one["ruleId"], one["level"], one["message"]["text"]) for one in run["results"]] == [
        (one.code, one.severity.value, gongkai.messages(one, "en")) for one in found
    ]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_rules_are_told_in_both_languages(everything: list[Checked]) -> None:
    for lang, other in (("en", "zh"), ("zh", "en")):
        (run,) = log(everything, lang)["runs"]  # type: ignore[arg-type]
        for component, told in ((run["tool"]["driver"], lang), (run["translations"][0], other)):
            shown = {rule["id"]: (rule["shortDescription"]["text"], rule["help"]["text"]) for rule in component["rules"]}
            assert shown == {code.code: (code.message[told], code.help[told]) for code in CODES.values()}  # type: ignore[index]
            assert component["language"] == {"en": "en", "zh": "zh-CN"}[told]


def test_a_region_of_a_text_points_at_what_was_found_in_the_file(everything: list[Checked]) -> None:
    (run,) = log(everything)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    regions = 0
    for result in run["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            physical = location["physicalLocation"]
            if "region" not in physical:
                continue
            region = physical["region"]
            text = Path(physical["artifactLocation"]["uri"]).read_bytes().decode("utf-8-sig", "replace")
            lines = text.split("\n")
            start = sum(len(line) + 1 for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
            end = sum(len(line) + 1 for line in lines[: region["endLine"] - 1]) + region["endColumn"] - 1
            assert (start, end) == (region["charOffset"], region["charOffset"] + region["charLength"])
            assert text[start:end] == region.get("snippet", {}).get("text", "")
            regions += 1
    assert regions > 100


def test_every_place_of_a_finding_is_a_location() -> None:
    files = checked(BROKEN)
    (run,) = log(files)["runs"]
    for result, found in zip(run["results"], files[0].found, strict=True):
        own, *others = (one["physicalLocation"]["region"]["charOffset"] for one in (*result["locations"], *result["relatedLocations"]))
        assert found.span is not None
        assert own == found.span.start
        assert sorted([own, *others]) == sorted(span.start for span in found.spans)


def test_in_a_file_that_is_no_text_a_place_is_a_page_a_table_a_row_and_a_column_and_no_line(tmp_path: Path) -> None:
    page = tmp_path / "页 面.html"
    page.write_text(printed(gongkai.parse(BROKEN.read_text("utf-8")).report, "plain"), "utf-8")
    (run,) = log(checked(page))["runs"]
    first = run["results"][0]["locations"][0]
    assert "region" not in first["physicalLocation"]
    assert first["logicalLocations"] == [{"name": "table 2, row 4, column 10", "kind": "element"}]
    assert first["message"] == {"text": "13"}
    assert first["physicalLocation"]["artifactLocation"]["uri"].endswith("%E9%A1%B5%20%E9%9D%A2.html")


def test_uris_are_relative_to_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (run,) = log(checked(BROKEN.relative_to(ROOT), BROKEN.with_name("GK502_the_outcomes_of_a_column.txt")))["runs"]
    assert [one["location"]["uri"] for one in run["artifacts"]] == [
        "tests/findings/GK501_a_total_of_a_row.txt",
        "tests/findings/GK502_the_outcomes_of_a_column.txt",
    ]


def test_a_fingerprint_stays_when_lines_are_put_in_before_and_the_file_is_renamed(tmp_path: Path) -> None:
    def prints(path: Path) -> list[str]:
        (run,) = log(checked(path))["runs"]
        return [print_ for one in run["results"] for print_ in one["partialFingerprints"].values()]

    text = BROKEN.read_text("utf-8")
    (tmp_path / "moved.txt").write_text(text.replace("一、总体情况\n", "一、总体情况\n本报告由办公室编制。\n"), "utf-8")
    (tmp_path / "changed.txt").write_text(text.replace("| 13 |", "| 14 |"), "utf-8")
    assert prints(BROKEN) == prints(tmp_path / "moved.txt")
    assert prints(BROKEN) != prints(tmp_path / "changed.txt")
    assert len(set(prints(BROKEN))) == 3


def test_a_file_that_cannot_be_read_is_a_notification_and_the_run_no_success(everything: list[Checked]) -> None:
    (run,) = log(everything)["runs"]
    invocation = run["invocations"][0]
    assert not invocation["executionSuccessful"]
    named = {
        run["artifacts"][one["locations"][0]["physicalLocation"]["artifactLocation"]["index"]]["location"]["uri"]
        for one in invocation["toolExecutionNotifications"]
    }
    assert {Path(name).name for name in named} == {"GK101_a_notice.txt", "scanned.pdf"}
    assert log(checked(BROKEN))["runs"][0]["invocations"][0]["executionSuccessful"]


LETTERS = Code("OUR101", Severity.NOTE, {"en": "letters", "zh": "来信"}, {"en": "Leave them out.", "zh": "请删去。"})


@pytest.mark.parametrize("lang", get_args(Language))
def test_a_code_of_a_plug_in_is_a_rule_like_any_other(lang: Language) -> None:
    result = gongkai.parse(BROKEN.read_text("utf-8"))
    files = [Checked("x.txt", result, (Diagnostic.of(LETTERS, 0, 4),), plain=True)]
    assert SCHEMA.is_valid(log(files, lang))
    (run,) = log(files, lang)["runs"]
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["shortDescription"]["text"] == LETTERS.message[lang]
    assert LETTERS.help[lang] in "".join(html.write(files, lang))


# ---------------------------------------------------------------- HTML

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a page has: its elements with their attributes, in their order, and that each is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def pages(everything: list[Checked]) -> dict[str, str]:
    return {lang: "".join(html.write(everything, lang)) for lang in get_args(Language)}


each_language = pytest.mark.parametrize("lang", get_args(Language))


@each_language
def test_every_anchor_is_there_once_and_every_link_leads_to_one(pages: dict[str, str], lang: Language) -> None:
    page = Page(pages[lang])
    anchors = [one["id"] for _, one in page.elements if "id" in one]
    assert len(anchors) == len(set(anchors)) > 1000
    links = [one["href"] or "" for one in page.all("a")]
    assert len(links) > 200
    assert {link.removeprefix("#") for link in links} <= set(anchors)
    assert all(link.startswith("#") for link in links)


@each_language
def test_nothing_is_fetched_and_nothing_runs(pages: dict[str, str], lang: Language) -> None:
    page = Page(pages[lang])
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    assert not [name for _, one in page.elements for name in one if name.startswith("on") or name in ("src", "srcset", "style", "action")]
    assert not re.search(r"https?:|url\(|@import", pages[lang])


@each_language
def test_every_number_names_its_titles_and_every_title_its_scope(pages: dict[str, str], lang: Language) -> None:
    page = Page(pages[lang])
    titles = {one["id"] for one in page.all("th") if "id" in one}
    assert all(one.get("scope") in ("row", "col", "rowgroup", "colgroup") for one in page.all("th"))
    values = [one for one in page.all("td") if "title" in one]
    assert len(values) > 5000
    for one in values:
        assert set((one["headers"] or "").split()) <= titles
        assert one["headers"]


def test_a_number_is_under_the_titles_that_the_sheet_prints_over_and_beside_it() -> None:
    page = "".join(html.write(checked(BROKEN)))
    titles = dict(re.findall(r'<th id="([^"]*)"[^>]*>([^<]*)</th>', page))

    def over(key: str) -> list[str]:
        match = re.search(rf'<td id="r1-{re.escape(key)}"[^>]* headers="([^"]*)"', page)
        assert match is not None
        return [titles[one] for one in match[1].split()]

    assert over("requests.outcomes.refused.state_secret.business") == [
        "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "申请人情况", "法人或其他组织", "商业企业",
    ]  # fmt: skip
    assert over("proactive.licensing.decisions") == ["行政许可", "第二十条第（五）项", "本年处理决定数量"]
    assert over("disputes.litigation.direct.upheld") == ["行政诉讼", "未经复议直接起诉", "结果维持"]


@each_language
def test_headings_go_down_one_step_at_a_time_and_there_is_one_of_the_first(pages: dict[str, str], lang: Language) -> None:
    levels = [int(tag[1]) for tag, _ in Page(pages[lang]).elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_language
def test_every_file_has_a_row_and_every_report_its_form(everything: list[Checked], pages: dict[str, str], lang: Language) -> None:
    page = Page(pages[lang])
    for one in everything:
        assert one.name in page.texts
    forms = [one["id"] for one in page.all("section") if one.get("class") == "report"]
    assert forms == [f"r{at}" for at, one in enumerate(everything, 1) if one.result is not None]


@each_language
def test_the_page_says_every_finding(everything: list[Checked], pages: dict[str, str], lang: Language) -> None:
    said = "".join(Page(pages[lang]).texts)
    assert all(gongkai.messages(found, lang) in said for one in everything for found in one.found)


def test_the_page_is_chinese_if_nothing_is_said() -> None:
    files = checked(BROKEN)
    assert "".join(html.write(files)) == "".join(html.write(files, "zh"))
    assert '<html lang="zh-Hans">' in "".join(html.write(files))
    assert '<html lang="en">' in "".join(html.write(files, "en"))


def test_a_name_that_looks_like_markup_is_text() -> None:
    page = "".join(html.write([Checked("<b onclick=x>.txt", fault="<i>no</i>")]))
    assert "<b onclick" not in page
    assert "<i>" not in page


# ---------------------------------------------------------------- colours


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme by name."""
    parts = {"light": STYLE.partition("@media")[0], "dark": STYLE.partition("dark){")[2].partition("}}")[0]}
    parts["print"] = STYLE.partition("@media print{")[2].partition("}")[0]
    return {name: dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", part)) for name, part in parts.items()}


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    ("ink", "paper"), ("ink", "head"), ("ink", "error-bg"), ("ink", "warning-bg"), ("ink", "note-bg"), ("quiet", "paper"),
    ("error", "paper"), ("warning", "paper"), ("note", "paper"), ("link", "paper"), ("link", "head"),
]  # fmt: skip


def test_the_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_can_be_told_from_its_ground(scheme: str) -> None:
    colours = schemes()[scheme]
    for ink, ground in TEXT:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for line, ground in (("line", "paper"), ("error", "error-bg"), ("warning", "warning-bg")):
        assert contrast(colours[line], colours[ground]) >= 3, (line, ground)


def test_every_colour_is_one_of_the_schemes() -> None:
    assert set(schemes()["light"]) == set(schemes()["dark"]) == set(schemes()["print"])
    rules = re.sub(r":root\{[^}]*\}", "", STYLE)
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == []
    assert set(re.findall(r"var\(--([\w-]+)\)", rules)) == set(schemes()["light"])
