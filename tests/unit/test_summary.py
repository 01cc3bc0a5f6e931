"""The page that sums up a batch."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import gongkai
from gongkai import cli
from gongkai.batch import BatchError, run
from gongkai.batch.digest import Digest, digest, packed, unpacked
from gongkai.batch.outcome import tell
from gongkai.batch.summary import Summary
from gongkai.batch.summary_page import write
from gongkai.diagnostics import Code, Diagnostic, Language, Severity
from gongkai.errors import CheckError
from gongkai.inputs import Input
from tests.unit import official

PAGE = official.page("annual_2021", official.numbered("annual_2021"))
TITLE = re.search(r".*工作年度报告", PAGE)


def page(agency: str = "安澜县水利局", year: int = 2024, **cells: str) -> str:
    """A page with zeros and, by key with _ for a dot, other cells."""
    keys = official.numbered("annual_2021")
    found = dict.fromkeys(keys, "0") | {key: cells[name] for key in keys if (name := key.replace(".", "_")) in cells}
    return official.page("annual_2021", found).replace(TITLE[0] if TITLE else "\0", f"{agency}{year}年政府信息公开工作年度报告")


def summed(*pages: str, organs: list[str] | None = None) -> Summary:
    summary = Summary(organs)
    for at, text in enumerate(pages):
        told = tell(str(at), Input(str(at), content=text.encode(), kind="text/plain"))
        summary.add(told.row, unpacked(packed(digest(told.result))) if told.result is not None else None)
    return summary


def body(summary: Summary, lang: Language = "zh") -> ET.Element:
    """The page as XML, which it is but for its first line and the tags in its head."""
    text = write(summary, lang)
    return ET.fromstring(re.search(r"<main>.*</main>", text, re.DOTALL)[0].replace("<br>", "<br/>"))  # type: ignore[index]


def rows(element: ET.Element, caption: str) -> list[list[str]]:
    (table,) = (one for one in element.iter("table") if "".join(one.find("caption").itertext()) == caption)  # type: ignore[union-attr]
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")][1:]


# ---------------------------------------------------------------- what is counted


def test_files_are_counted_by_year_form_and_state() -> None:
    found = body(summed(page(year=2023), page(year=2024), page(agency="临溪区教育局").replace("（一）予以公开", "（一）不与公开"), "no report"))
    assert rows(found, "各年度报告") == [["2023", "1", "1", "1", "0", "0", "1"], ["2024", "2", "2", "1", "1", "0", "2"]]
    assert rows(found, "无法读取的原因")[0][1] == "1"
    assert "共 4 个文件：读取无疑问 2，读取存疑 1，无法读取 1。" in "".join(found.itertext())


def test_rules_are_those_of_reading_and_of_checking_by_the_number_of_reports() -> None:
    wrong = page(requests_new_total="5")
    found = summed(wrong, wrong.replace("水利局", "教育局"), page())
    expected = {one.code for one in gongkai.check(gongkai.parse(wrong).report)} | {one.code for one in gongkai.parse(wrong).diagnostics}
    listed = rows(body(found), "最常见的问题")
    assert {row[0] for row in listed} >= expected
    assert [int(row[3]) for row in listed] == sorted((int(row[3]) for row in listed), reverse=True)
    assert next(row for row in listed if row[0] == "GK501")[3:] == ["2", "2"]


def test_what_is_blank_or_cannot_be_is_no_zero() -> None:
    found = summed(page(requests_new_total="5"), page(requests_new_total=""), page(requests_new_total="-3"), page(requests_outcomes_granted_total=""))
    assert found.classes == [1, 1, 0, 0, 0]
    assert found.silent == 2
    assert (found.years[2024].requests, found.years[2024].said) == (5, 2)
    granted = found.outcomes["requests.outcomes.granted"]
    assert (granted.total, granted.reports, granted.lacking) == (0, 3, 1)


@pytest.mark.parametrize(("number", "at"), [("0", 0), ("1", 1), ("9", 1), ("10", 2), ("99", 2), ("100", 3), ("1,000", 4), ("250000", 4)])
def test_a_report_is_in_the_class_of_its_number(number: str, at: int) -> None:
    assert summed(page(requests_new_total=number)).classes.index(1) == at


def test_a_report_of_which_there_is_another_is_told() -> None:
    assert summed(page(), page(), page(year=2023)).again == 1


def test_an_undivided_row_is_in_the_group_that_it_stands_for() -> None:
    later = page(requests_outcomes_other_rest_total="2")
    keys = official.numbered("annual_2019")
    earlier = official.page("annual_2019", dict.fromkeys(keys, "0") | {"requests.outcomes.other.undivided.total": "5"})
    found = rows(body(summed(later, earlier)), "办理结果的分布")
    (group,) = (at for at, row in enumerate(found) if row == ["（六）其他处理", "7", "", ""])
    assert found[group + 1] == ["（六）其他处理", "5", "1", "0"]
    assert found[-1] == ["3.其他", "2", "1", "0"]


def test_the_page_does_not_depend_on_the_order_of_the_files() -> None:
    pages = [*[page(f"{place}水利局", year) for place in ("安澜县", "临溪区") for year in (2022, 2023, 2024)][1:], "no report", ""]
    pages.append(page(requests_new_total="7"))
    wanted = write(summed(*pages), "en")
    for seed in range(5):
        Random(seed).shuffle(pages)
        assert write(summed(*pages), "en") == wanted


def test_what_is_kept_grows_with_organs_and_not_with_files() -> None:
    one = summed()
    told = tell("a", Input("a", content=page().encode(), kind="text/plain"))
    assert told.result is not None
    for at in range(3000):
        one.add(told.row, digest(told.result) if at == 0 else Digest({"GK501": 1}, {}, None, 3, {"requests.outcomes.granted": 1}))
        one.add(["b", "failed", *[None] * 8, f"reason {at}"], None)
    assert len(one.reasons) + one.other_reasons == 3000
    assert len(one.reasons) == 1000
    assert (len(one._organs), len(one.years), len(one.outcomes)) == (1, 1, len(list(digest(told.result).outcomes)))


# ---------------------------------------------------------------- plug-ins


OWN = Code("XY101", Severity.WARNING, {"en": "own words", "zh": "自己的话"}, {"en": "", "zh": ""})


def test_a_rule_of_a_plug_in_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.batch.digest.check", lambda report: [Diagnostic.of(OWN)])
    assert rows(body(summed(page())), "最常见的问题") == [["XY101", "警告", "自己的话", "1", "1"]]


def test_a_check_that_fails_is_told_and_the_numbers_are_counted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: gongkai.Report) -> list[Diagnostic]:
        raise CheckError("the check 'own' of a plug-in fails")

    monkeypatch.setattr("gongkai.batch.digest.check", broken)
    found = summed(page(requests_new_total="5"))
    assert found.classes == [0, 1, 0, 0, 0]
    assert "1 份报告未能核对：the check 'own' of a plug-in fails" in "".join(body(found).itertext())


# ---------------------------------------------------------------- organs


def missing(summary: Summary) -> dict[str, tuple[int, ...]]:
    return {one.name: one.years for one in summary.missing()}


def test_without_a_list_an_organ_is_missing_in_the_years_of_others() -> None:
    found = summed(page("安澜县水利局", 2022), page("安澜县水利局", 2023), page("临溪区教育局", 2023), page("临溪区教育局", 2024))
    assert missing(found) == {"安澜县水利局": (2024,), "临溪区教育局": (2022,)}


def test_with_a_list_the_organs_in_it_are_missing_and_others_are_strangers() -> None:
    found = summed(page("安澜县水利局"), page("临溪区教育局"), organs=["安澜县水利局", "白沙镇人民政府"])
    assert missing(found) == {"白沙镇人民政府": (2024,)}
    assert found.unexpected() == ["临溪区教育局"]
    assert missing(summed(organs=["白沙镇人民政府"])) == {"白沙镇人民政府": ()}


@pytest.mark.parametrize("name", ["安澜县水利局", "青石市安澜县水利局", "水利局", "安 澜 县 水利局"])
def test_an_organ_of_which_a_report_may_be_is_not_missing(name: str) -> None:
    found = summed(page("安澜县水利局"), organs=[name])
    assert missing(found) == {}
    assert found.unexpected() == []


def test_an_organ_that_is_named_with_its_place_in_one_year_and_without_in_another_is_not_missing() -> None:
    assert missing(summed(page("安澜县水利局", 2023), page("青石市安澜县水利局", 2024))) == {}


def test_files_that_may_hold_the_missing_ones_are_told_with_them() -> None:
    text = "".join(body(summed(page("安澜县水利局", 2023), page("临溪区教育局"), "no report")).itertext())
    assert "另有 1 个文件无法读取、0 份报告未写明机关或年度，所缺报告可能在其中。" in text


# ---------------------------------------------------------------- the page


@pytest.fixture(scope="module")
def many() -> Summary:
    return summed(page(requests_new_total="12"), page("临溪区<b>局", 2023), PAGE, "no report", organs=["安澜县水利局", "<script>"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_no_network_and_no_script(many: Summary, lang: Language) -> None:
    text = write(many, lang)
    assert re.findall(r"https?:|<script|<link|<img|url\(|@import|\son\w+=", text) == []
    assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_plot_is_told_in_words_and_its_numbers_are_in_a_table(many: Summary, lang: Language) -> None:
    found = body(many, lang)
    plots = list(found.iter("svg"))
    assert len(plots) == 2
    for plot in plots:
        told = [next(one for one in plot if one.get("id") == name) for name in plot.attrib["aria-labelledby"].split()]
        assert [one.tag for one in told] == ["title", "desc"]
        assert all(one.text for one in told)
        assert plot.get("role") == "img"
        names, numbers = (["".join(one.itertext()) for one in plot.iter("text")][at::2] for at in (0, 1))
        assert len(names) == len(set(names)) == len(list(plot.iter("rect"))) > 4
        shown = {cell for row in rows(found, told[0].text or "") for cell in row}
        assert set(numbers) <= shown


def test_a_bar_is_as_long_as_its_number(many: Summary) -> None:
    plot = next(iter(body(many).iter("svg")))
    numbers = [int(one.text or "") for one in list(plot.iter("text"))[1::2]]
    lengths = [float(one.attrib["width"]) for one in plot.iter("rect")]
    assert max(lengths) == 270
    assert lengths == [round(270 * number / max(numbers), 1) for number in numbers]


def test_the_english_page_says_nothing_in_chinese_but_what_the_forms_and_reports_say(many: Summary) -> None:
    def visit(element: ET.Element, lang: str) -> list[str]:
        own = element.get("lang", lang)
        said = [element.text or "", *(child.tail or "" for child in element)]
        found = [one for one in said if own == "en" and re.search("[\u4e00-\u9fff]", one)]
        return found + [one for child in element for one in visit(child, own)]

    assert [one for one in visit(body(many, "en"), "en") if "“" not in one and "…" not in one] == []


def test_an_empty_batch_has_a_page() -> None:
    assert "共 0 个文件" in write(Summary(), "zh")


# ---------------------------------------------------------------- the batch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for at, text in enumerate([page(), page("临溪区教育局", 2023, requests_new_total="5"), "no report"]):
        (top / f"{at}.txt").write_text(text, "utf-8")
    return top


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_batch_writes_the_page_of_what_it_has_read(folder: Path, tmp_path: Path, suffix: str) -> None:
    done = run(folder, tmp_path / f"out.{suffix}", jobs=1, summary=tmp_path / "out.html", lang="en")
    assert done.written[-1] == str(tmp_path / "out.html")
    assert (tmp_path / "out.html").read_text("utf-8") == write(summed(*(path.read_text("utf-8") for path in sorted(folder.iterdir()))), "en")


def test_the_page_and_the_list_of_organs_are_no_reports(folder: Path) -> None:
    (folder / "organs.txt").write_text("安澜县水利局\r\n\n 白沙镇人民政府 \n", "gb18030")
    for _ in range(2):
        done = run(folder, folder / "out.csv", jobs=1, summary=folder / "out.html", organs=folder / "organs.txt")
        assert done.states.total() == 3
    assert "白沙镇人民政府" in (folder / "out.html").read_text("utf-8")


def test_after_an_interruption_the_page_is_of_all_files(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "whole.csv", jobs=1, summary=tmp_path / "whole.html")
    with pytest.raises(KeyboardInterrupt):
        run(folder, tmp_path / "out.csv", jobs=1, summary=tmp_path / "out.html", progress=_stop_after(tmp_path / "out.csv.part" / "journal"))
    with pytest.raises(BatchError, match="another call"):
        run(folder, tmp_path / "out.csv", jobs=1, resume=True)
    assert not (tmp_path / "out.html").exists()
    run(folder, tmp_path / "out.csv", jobs=1, resume=True, summary=tmp_path / "out.html")
    assert (tmp_path / "out.html").read_bytes() == (tmp_path / "whole.html").read_bytes()


def test_a_run_that_is_complete_without_the_summary_is_not_said_to_be(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out.csv", jobs=1)
    with pytest.raises(BatchError, match="has no summary"):
        run(folder, tmp_path / "out.csv", jobs=1, resume=True, summary=tmp_path / "out.html")
    run(folder, tmp_path / "out.csv", jobs=1, summary=tmp_path / "out.html")
    assert run(folder, tmp_path / "out.csv", jobs=1, resume=True, summary=tmp_path / "out.html").written == ()


def _stop_after(journal: Path) -> Any:
    """A terminal whose user interrupts once something has been put aside."""

    class Stop:
        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            if journal.stat().st_size:
                raise KeyboardInterrupt

        flush: Callable[[], None] = staticmethod(lambda: None)

    return Stop()


@pytest.mark.parametrize(
    "options",
    [
        ["--organs", "organs.txt"],
        ["--summary", "out.csv"],
        ["--summary", "no/such/out.html"],
        ["--summary", "in"],
        ["--summary", "out.html", "--organs", "nowhere"],
    ],
)
def test_a_summary_that_cannot_be_is_one_line_before_anything_is_read(
    folder: Path, tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["batch", "in", "-o", "out.csv", *options]) == 2
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
