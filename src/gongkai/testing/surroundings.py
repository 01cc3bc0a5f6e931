"""What gets onto a page that does not belong to its report: page numbers, notes, a web site, another report."""

from __future__ import annotations

import re
from random import Random

from gongkai.form import Role
from gongkai.testing import cells, printed

_PAGE_NUMBERS = ("- {} -", "— {} —", "-{}-", "－{}－")
_NOTES = (
    "注：本表由各科室填报，经核对无误。",
    "图{} 近{}年申请数量走势",
    "备注：表内{}项为估计，另{}项待核。",
    "（该部分以表格形式报告）",
    "表{} 有关数据统计表",
    "单位：件",
    "说明：以上数字截至年末。",
)
_BEFORE = ("首页 > 政务公开 > 年报", "字体：大 中 小", "打印本页 关闭窗口", "您现在的位置：首页 > 信息公开", "分享到：微信 微博")
_AFTER = ("关闭本页", "上一篇：关于调整办公地点的通告", "下一篇：没有了", "主办：云山县融媒体中心", "网站地图 联系方式", "扫一扫在手机打开当前页")
_SPAM = ("澳洲幸运开奖网", "新用户注册即送彩金", "代开发票加微信同号", "无抵押贷款当天放款")


def page_numbers(text: str, random: Random) -> str:
    """Up to three lines get a page number as a line before them."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 3)):
        lines.insert(random.randint(0, len(lines) - 1), _number(random))
    return "\n".join(lines)


def page_numbers_in_rows(text: str, random: Random) -> str:
    """A page number stands between two cells of a row: on their line, or on one of its own where they have lines of their own."""
    found = [ink.start for row in printed.rows(text) for ink in row.values]
    if not found:
        return text
    at = random.choice(found)
    return text[:at] + _number(random) + _between(text, at) + text[at:]


def bare_page_numbers(text: str, random: Random) -> str:
    """A page number without strokes, ``4`` or ``3 / 9``, alone on a line somewhere in a table."""
    found = printed.places(text)
    if not found:
        return text
    return printed.put_in(
        text, random.choice(found), random.choice(("{}", "{} / 20", "{}/20", "第 {} 页", "第{}页 共20页")).format(random.randint(1, 20))
    )


def _number(random: Random) -> str:
    return random.choice(_PAGE_NUMBERS).format(random.randint(1, 20))


def _between(text: str, at: int) -> str:
    """What sets a cell apart from the one before it."""
    before = re.search(r"[\s|]+$", text[:at])
    return before.group() if before else " "


def notes(text: str, random: Random) -> str:
    """A note, a caption or a unit on a line within a table."""
    for _ in range(random.randint(1, 2)):
        found = printed.places(text)
        if found:
            line = random.choice(_NOTES).replace("{}", str(random.randint(1, 9)))
            text = printed.put_in(text, random.choice(found), line)
    return text


def site_chrome(text: str, random: Random) -> str:
    """The web site around the report: its path, its buttons, its foot."""
    before, after = (random.sample(lines, random.randint(1, len(lines))) for lines in (_BEFORE, _AFTER))
    return "\n".join([*before, text.rstrip("\n"), *after, ""])


def spam(text: str, random: Random) -> str:
    """Advertisement of whoever took over the site, on a line of its own or behind a heading."""
    line = random.choice(_SPAM)
    headings = printed.labels(text, Role.SECTION)
    found = printed.places(text)
    if headings and (random.random() < 0.5 or not found):
        return printed.edited(text, [(at := random.choice(headings).end, at, line)])
    return printed.put_in(text, random.choice(found), line) if found else text


def table_of_contents(text: str, random: Random) -> str:
    """The headings with the number of their page, before the first of them."""
    headings = printed.labels(text, Role.SECTION)
    if not headings:
        return text
    dots = random.choice(("……", "............", " ", "\t", "  "))
    contents = [f"{text[ink.start : ink.end]}{dots}{2 * at + 1}" for at, ink in enumerate(headings)]
    at = text.rfind("\n", 0, headings[0].start) + 1
    return "\n".join([text[:at] + "目录", *contents, text[at:]])


def another_report(text: str, random: Random) -> str:
    """A second report behind the first, with the name of another year and other numbers; the first may lack its tables."""
    values = [ink for row in printed.rows(text) for ink in row.values if random.random() < 0.8]
    edits = [(ink.start, ink.end, str(random.randint(1, 10 ** (ink.end - ink.start)))) for ink in values]
    other = printed.edited(text, edits)
    other = re.sub(r"[2２][0０]\d\d(?=[年\uf98e])", lambda match: str(int(match[0]) + 1), other, count=1)
    first = cells.tables_absent(text, random) if random.random() < 0.3 else text
    return first.rstrip("\n") + "\n\n" + other
