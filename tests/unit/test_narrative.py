from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai.narrative import is_chrome, is_date, read_date, read_period, read_year, subsections
from tests.unit import official

PLAIN = "云山县水务局2023年政府信息公开工作年度报告"
BODY = f"\n\n{official.HEADINGS['overview']}\n\n全年工作平稳。\n"


def report(front: str) -> gongkai.Report:
    return gongkai.parse(front + BODY).report


def nested(text: str) -> list[object]:
    """Number, heading and parts of each subsection."""
    at = 0
    paragraphs = []
    for line in text.split("\n"):
        paragraphs.append((line, at, at + len(line)))
        at += len(line) + 1

    def outline(parts: list[object]) -> list[object]:
        return [(part.number, part.heading, outline(part.children)) if part.children else (part.number, part.heading) for part in parts]  # type: ignore[attr-defined]

    return outline(list(subsections(paragraphs)))


# ---------------------------------------------------------------- the title


@pytest.mark.parametrize(
    "front",
    [
        PLAIN,
        "云山县水务局2023年度政府信息公开工作报告",
        "云山县水务局2023年政府信息公开年度报告",
        "云山县水务局2023年政府信息公开年报",
        "云山县水务局关于2023年政府信息公开工作年度报告",
        "云山县水务局政府信息公开工作2023年度报告",
        "云山县水务局２０２３年政府信息公开工作年度报告",
        "云山县水务局 2023年 政府信息公开工作年度报告",
        "云山县水务局\n2023年政府信息公开工作年度报告",
        "云山县水务局\n2023年政府信息公开工作\n年度报告",
        "云山县水务局政府信息公开工作\n2023年度报告",
        f"《{PLAIN}》",
        f"# {PLAIN}",
        f"**{PLAIN}**",
        f"## **{PLAIN}**",
        f"{PLAIN}（公开版）",
        f"{PLAIN}\n{PLAIN}",
        "2023年云山县水务局政府信息公开工作年度报告",
        "2023年度云山县水务局政府信息公开工作年度报告",
        "云山县水务局政府信息公开工作年度报告（2023年）",
        "云山县水务局政府信息公开工作年度报告(2023年度)",
        "云山县水务局二〇二三年政府信息公开工作年度报告",
        "云山县水务局2023年政府信息公开⼯作年度报告",
    ],
)
def test_a_title_names_the_organ_and_the_year(front: str) -> None:
    found = report(front)
    assert (found.agency, found.year) == ("云山县水务局", 2023)


@pytest.mark.parametrize("front", [PLAIN, f"《{PLAIN}》", f"{PLAIN}（公开版）", "云山县水务局 2023年政府信息公开工作年度报告"])
def test_a_title_is_kept_as_it_is_printed(front: str) -> None:
    assert report(front).title == front


@pytest.mark.parametrize("front", [f"# {PLAIN}", f"**{PLAIN}**"])
def test_markdowns_signs_are_no_part_of_a_title(front: str) -> None:
    assert report(front).title == PLAIN


def test_the_lines_of_a_title_are_joined() -> None:
    assert report("云山县水务局\n2023年政府信息公开工作\n年度报告").title == PLAIN


@pytest.mark.parametrize(
    "around",
    [
        "首页 > 政务公开 > 信息公开年报\n{}",
        "当前位置：首页 >> 政府信息公开年报\n{}",
        "索引号：123\n名称：{0}\n{0}\n打印 关闭",
        "政府信息公开年报\n{}",
    ],
)
def test_the_title_is_told_from_what_stands_around_it_on_a_web_page(around: str) -> None:
    found = report(around.format(PLAIN))
    assert (found.title, found.agency, found.year) == (PLAIN, "云山县水务局", 2023)


@pytest.mark.parametrize(
    "front",
    [
        "",
        "关于做好信息公开工作的通知",
        f"根据条例，现将{PLAIN}公布如下。",
        f"本局已发布{PLAIN}，欢迎查阅",
        "云山县水务局2023年工作报告",
        PLAIN + "很" * 100,
    ],
)
def test_a_sentence_is_no_title(front: str) -> None:
    found = report(front)
    assert (found.title, found.agency) == (None, None)


def test_a_title_without_a_year_takes_the_year_of_the_statistical_period() -> None:
    found = report("云山县水务局政府信息公开工作年度报告\n统计期限自2023年1月1日起至2023年12月31日止。")
    assert (found.agency, found.year) == ("云山县水务局", 2023)


def test_a_day_of_publication_is_not_the_year_of_the_report() -> None:
    found = report("云山县水务局2023年政府信息公开工作年度报告\n发布时间：2024-01-20")
    assert (found.year, found.published) == (2023, date(2024, 1, 20))


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    "printed",
    [
        "2024年1月20日",
        "2024-01-20",
        "2024/1/20",
        "2024.1.20",
        "2024 年 1 月 20 日",
        "２０２４年１月２０日",
        "二〇二四年一月二十日",
        "二○二四年一月二十日",
        "二零二四年一月二十日",
        "⼆〇⼆四年⼀⽉⼆⼗⽇",
        "（2024年1月20日）",
    ],
)
def test_a_day_is_read_in_any_numerals(printed: str) -> None:
    assert is_date(printed)
    assert read_date(printed) == date(2024, 1, 20)


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)))
def test_every_day_is_read_in_chinese_numerals(day: date) -> None:
    digits = "〇一二三四五六七八九"

    def numeral(number: int) -> str:
        tens, ones = divmod(number, 10)
        return (digits[tens] * (tens > 1) + "十") * bool(tens) + digits[ones] * bool(ones)

    assert read_date("".join(digits[int(digit)] for digit in str(day.year)) + f"年{numeral(day.month)}月{numeral(day.day)}日") == day
    assert read_date(f"{day.year}年{day.month}月{day.day}日") == read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "printed",
    ["", "无", "2024年", "2024年1月", "20241月20日", "2024年13月1日", "2024年2月30日", "二〇二四年十一月三十一日", "1月20日", "2024年0月0日"],
)
def test_no_day_is_made_up(printed: str) -> None:
    assert read_date(printed) is None


@pytest.mark.parametrize(
    ("front", "day"),
    [
        (f"{PLAIN}\n2024年1月20日", date(2024, 1, 20)),
        (f"{PLAIN}\n二〇二四年一月二十日", date(2024, 1, 20)),
        (f"2024-01-20\n{PLAIN}", date(2024, 1, 20)),
        (f"{PLAIN}\n发布时间：2024-01-20 10:30:00 来源：本局", date(2024, 1, 20)),
        (f"{PLAIN}\n2024年1月18日\n发布日期：2024年1月20日", date(2024, 1, 20)),
        (f"{PLAIN}\n统计期限自2023年1月1日起至2023年12月31日止。", None),
        (PLAIN, None),
    ],
)
def test_the_day_of_publication_is_the_one_that_the_page_says_is_that(front: str, day: date | None) -> None:
    assert report(front).published == day


@pytest.mark.parametrize(
    "printed",
    [
        "自2023年1月1日起至2023年12月31日止",
        "从2023年1月1日到2023年12月31日",
        "2023年1月1日至12月31日",
        "2023年1月1日—2023年12月31日",
        "2023年1月1日-12月31日",
        "2023 年 1 月 1 日 至 2023 年 12 月 31 日",
        "２０２３年１月１日至１２月３１日",
        "2023年1月1日至2023年\n12月31日",
        "2023年1月1日至同年12月31日",
    ],
)
def test_the_statistical_period_is_read_as_printed(printed: str) -> None:
    assert read_period(["没有数字。", f"本报告所列数据的统计期限为{printed}。"]) == (date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize("printed", ["", "2023年1月1日", "2023年2月30日至12月31日", "20231月1日至12月31日", "2023年全年"])
def test_no_period_is_made_up(printed: str) -> None:
    assert read_period([printed]) is None


def test_a_period_of_part_of_a_year_is_kept_as_it_is() -> None:
    assert read_period(["2023年1月1日至6月30日"]) == (date(2023, 1, 1), date(2023, 6, 30))


@pytest.mark.parametrize(("text", "year"), [("在2023年，比2022年", 2023), ("２０２３年", 2023), ("全年", None), ("1999年", None), ("2023", None)])
def test_the_year_of_a_text_is_the_first_it_names(text: str, year: int | None) -> None:
    assert read_year(text) == year


# ---------------------------------------------------------------- the web page around it


@pytest.mark.parametrize(
    "line",
    [
        "关闭本页",
        "【打印本页】",
        "【字体：大 中 小】",
        "字体：大 中 小",
        "大 中 小",
        "打印",
        "关闭",
        "分享到微信",
        "您当前的位置：首页 > 政务公开 > 年报",
        "首页 >> 政务公开",
        "上一篇：某通知",
        "下一篇：无",
        "来源：县水务局",
        "浏览次数：35",
        "扫一扫在手机打开当前页",
        "版权所有：云山县水务局",
        "主办：云山县水务局",
        "蜀ICP备12345678号-1",
        "> >",
    ],
)
def test_what_belongs_to_the_web_page_is_left_out(line: str) -> None:
    assert is_chrome(line)
    found = gongkai.parse(f"{PLAIN}\n{line}\n\n{official.HEADINGS['other_matters']}\n\n没有其他事项。\n{line}\n").report
    assert [section.text for section in found.sections] == ["没有其他事项。"]


@pytest.mark.parametrize(
    "line",
    [
        "全年工作平稳。",
        "来源于群众的申请较多。",
        "打印机采购情况已公开。",
        "主办培训三次，参加60人次。",
        "联系方式变更后未及时更新的问题仍然存在。",
        "地址变更后已及时公告。",
        "分享经验三次。",
        "时间紧、任务重。",
        "下载量有所增长。",
        "首页设专栏三个。",
    ],
)
def test_a_sentence_of_the_report_is_kept(line: str) -> None:
    found = gongkai.parse(f"{PLAIN}\n\n{official.HEADINGS['other_matters']}\n\n没有其他事项。\n{line}\n").report
    assert [section.text for section in found.sections] == [f"没有其他事项。\n{line}"]


# ---------------------------------------------------------------- sections and their parts


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("全年工作平稳。", []),
        ("（一）主动公开\n发布10条。\n（二）依申请公开\n没有申请。", [(1, "主动公开"), (2, "依申请公开")]),
        ("(一)主动公开\n发布10条。", [(1, "主动公开")]),
        ("（一）主动公开。发布10条。", [(1, "主动公开")]),
        ("（一）主动公开：发布10条。", [(1, "主动公开")]),
        ("**（一）主动公开**\n发布10条。", [(1, "主动公开")]),
        ("### （一）主动公开\n发布10条。", [(1, "主动公开")]),
        ("\u3000\u3000（一）主动公开\n发布10条。", [(1, "主动公开")]),
        ("（一）主动公开\n1.网站\n5条。\n2.公众号\n3条。\n（二）依申请公开", [(1, "主动公开", [(1, "网站"), (2, "公众号")]), (2, "依申请公开")]),
        ("1.网站\n（1）要闻\n（2）通知\n2.公众号", [(1, "网站", [(1, "要闻"), (2, "通知")]), (2, "公众号")]),
        ("一、去年工作\n（一）主动公开\n1.网站\n二、今年打算", [(1, "去年工作", [(1, "主动公开", [(1, "网站")])]), (2, "今年打算")]),
        ("（十）其他工作\n（十一）再其他\n（二十）最后", [(10, "其他工作"), (11, "再其他"), (20, "最后")]),
        ("一是加强领导。二是完善制度。", []),
        ("（一）全年发布各类信息10条，其中网站5条，公众号5条，比上年多2条，完成了年初的安排，没有遗漏，也没有差错。", []),
        ("2023年全年发布10条。", []),
    ],
)
def test_the_parts_of_a_section_are_nested_by_the_kind_of_their_numbers(text: str, outline: list[object]) -> None:
    assert nested(text) == outline


@pytest.mark.parametrize("day", ["2024年1月20日", "二〇二四年一月二十日", "2024 年 1 月 20 日"])
@pytest.mark.parametrize("foot", ["", "\n打印本页\n关闭\n"])
def test_the_signature_at_the_end_is_a_day_and_no_text(day: str, foot: str) -> None:
    found = gongkai.parse(f"{official.HEADINGS['other_matters']}\n没有其他事项。\n云山县水务局\n{day}{foot}").report
    assert [section.text for section in found.sections] == ["没有其他事项。"]
    assert found.published == date(2024, 1, 20)


def test_the_day_that_the_page_gives_comes_before_that_of_the_signature() -> None:
    found = gongkai.parse(f"{PLAIN}\n发布时间：2024-01-25\n{official.HEADINGS['other_matters']}\n没有其他事项。\n云山县水务局\n2024年1月20日").report
    assert found.published == date(2024, 1, 25)


def test_a_day_in_the_middle_of_a_section_is_text() -> None:
    found = gongkai.parse(f"{official.HEADINGS['overview']}\n2024年1月20日\n全年工作平稳。\n").report
    assert [section.text for section in found.sections] == ["2024年1月20日\n全年工作平稳。"]
    assert found.published is None
