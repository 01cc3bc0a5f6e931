"""The text around and between the tables -> title, organ, dates, sections and their subsections.

What surrounds a report on its web page (navigation, buttons, the site's own dates) is told apart here and left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gongkai.cells import squeeze
from gongkai.vocabulary import LONGEST_PAGE, enumerator

Paragraph = tuple[str, int, int]
"""A paragraph as printed, and its offsets."""


class Front(NamedTuple):
    """What stands before the first section."""

    title: tuple[Paragraph, ...] | None
    preamble: list[Paragraph]
    published: date | None


class Subsection(NamedTuple):
    """A part of a section's text."""

    number: int | None
    heading: str
    paragraphs: list[Paragraph]
    children: list[Subsection]


LONGEST_TITLE = 100
_WORD = re.compile(r"\S+")
_NOT_IN_AN_ORGAN = frozenset('，,。：:；;“”"《》?？!！、|>→')
_DATE = re.compile(
    r"(20\d\d|二[〇零○0]二[〇零○一二三四五六七八九])\s*[-年/.]\s*(\d{1,2}|十[一二]?|[一二三四五六七八九])\s*[-月/.]\s*(\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s*日?"
)
_WRITTEN_YEAR = re.compile(r"(二[〇零○]二[〇零○一二三四五六七八九])年")
_STAMP = re.compile(r"(发布|公布|公开|发文|成文|生成|印发|更新|上传|录入)?(日期|时间)\s*[:：]?|发布于")
# 年中 is not that of 2023年中共…; and from January to December is the whole year.
_PART_OF_A_YEAR = re.compile(
    r"(?:[上下]半年|第?[一二三四1-4]季|前[一二三1-3]季)度?|(?<!\d)(?!0?1月?[^\d月]+12月)\d{1,2}月?份?[至到—－\-~～]+\d{1,2}月份?"
    r"|(?:年中|半(?=年[报度工])|季度?)(?=政|信息|工作|年?报|年度)"
)
_PERIOD = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:起|开始)?(?:至|到|—|－|-|~|～)+((?:19|20)\d\d)?(?:同|当)?年?(\d{1,2})月(\d{1,2})日")
_TO = re.compile(r"日\s*(?:起|开始)?\s*[至到—－\-~～]")
_NEAR = 40
"""The characters around that word in which a period stands."""
_YEAR = re.compile(r"(20\d\d)年")
_CHROME = re.compile(
    r"""
    [【\[(（]? (?: 关闭(?:本页|窗口|页面|此页)? | 打印(?:本页|此页|页面|文章)? | 分享(?: [到至] .{0,20} )? | 收藏(?:本页)? | 返回(?:顶部|首页|列表|上一页)?
        | 字体 .{0,12} | 字号 .{0,12} | 大\s*中\s*小 | 繁體(?:中文|版)? | 无障碍(?:浏览|阅读)? | 扫一扫.{0,30} | 手机(?:版|扫.{0,20}) | 下载(?:附件|文档|word|pdf)? ) [】\])）]?
    | (?: 您?(?:现|当前)?(?:的|所在)?(?:的)?位置 | 首\ ?页 ) \s* (?: [:：>|»›/-] .* )?
    | (?: 上一[篇页条] | 下一[篇页条] | 相关(?:链接|附件|文章|稿件|阅读) | 附件(?:下载)? ) \s* (?: [:：] .* )?
    | (?: 来源 | 信息来源 | 文章来源 | 作者 | 编辑 | 责任编辑 | 责编 | 审核 | 浏览(?:次数|量)? | 点击(?:数|次数|率)? | 阅读(?:次数|量)? | 访问量 | 索引号 | 索\ ?引\ ?号 | 发文字号 | 文\ ?号
        | 发布机构 | 公开目录 | 主题(?:分类|词) | 信息分类 | 有效性 | 发布日期 | 发布时间 | 成文日期 | 生成日期 | 公开日期 | 发文日期 | 日期 | 时间 | 名\ ?称 | 稿源 | 录入 | 撰稿 ) \s* [:：] .*
    | (?: (?:主办|承办)(?:单位)? | 网站(?:地图|标识码) | 联系(?:我们|电话|方式|地址) | 技术支持 | 备案号 | 地址 | 邮编 ) \s* (?: [:：] .{0,80} )?
    | (?: 版权所有 | [Cc]opyright ) .{0,80}
    | .{0,40} (?: ICP备 | 公网安备 | 版权所有 | 网站标识码 ) .{0,80}
    | [|\s>»/-]+
    """,
    re.VERBOSE,
)


def read_front(paragraphs: Sequence[Paragraph], title: re.Pattern[str] | None) -> Front:
    """Title, preamble and day of publication from what stands before the first section."""
    published = _published(paragraphs)
    found = _find_title(paragraphs, title) if title is not None else None
    if found is None and title is not None:  # all on one line
        words = [word for paragraph in paragraphs if len(paragraph[0]) <= LONGEST_PAGE for word in _words(paragraph)]
        found = _find_title(words, title)
        paragraphs = words if found is not None else paragraphs
    if found is None:
        return Front(None, [paragraph for paragraph in paragraphs if not is_chrome(paragraph[0])], published)
    first, last = found
    chosen = tuple(_without_markup(paragraph) for paragraph in paragraphs[first : last + 1])
    whole = squeeze("".join(paragraph[0] for paragraph in chosen))
    preamble = [
        paragraph
        for paragraph in paragraphs[last + 1 :]
        if not is_chrome(paragraph[0]) and squeeze(paragraph[0]) not in whole and not is_date(paragraph[0])
    ]
    return Front(chosen, preamble, published)


def _words(paragraph: Paragraph) -> list[Paragraph]:
    text, start, _ = paragraph
    return [(match[0], start + match.start(), start + match.end()) for match in _WORD.finditer(text)]


def _without_markup(paragraph: Paragraph) -> Paragraph:
    """A paragraph without Markdown's signs around it."""
    text, start, end = paragraph
    left = len(text) - len(text.lstrip("#* "))
    right = len(text) - len(text.rstrip("#* "))
    return text[left : len(text) - right], start + left, end - right


def _find_title(paragraphs: Sequence[Paragraph], title: re.Pattern[str]) -> tuple[int, int] | None:
    """The first and last paragraph of the title: one paragraph or up to three that follow each other, the one that says most.

    Of titles of several reports it is the last: those before it are links to them, or all that is left of them.
    """
    best: dict[tuple[str | None, str | None], tuple[int, int]] = {}
    best_score = 0
    plain = [plain_title(text) if len(text) <= LONGEST_TITLE else "" for text, _, _ in paragraphs]
    for first in range(len(plain)):
        joined = ""
        for last in range(first, min(first + 3, len(plain))):
            if not plain[last]:
                break
            joined += plain[last]
            match = title.fullmatch(joined) if len(joined) <= LONGEST_TITLE else None
            if match is None:
                continue
            agency = match.groupdict().get("agency") or ""
            if _NOT_IN_AN_ORGAN.intersection(agency):
                continue
            year = _year_of(match)
            score = 4 * bool(year) + 3 * bool(agency) + 1 - (last - first)
            if score > best_score:
                best, best_score = {}, score
            if score == best_score:
                best.setdefault((agency, year), (first, last))
    return list(best.values())[-1] if best else None


@lru_cache(1024)
def plain_title(text: str) -> str:
    """A title without white space, markup, a part of a year and what follows it in brackets, unless that is a year; its years in Arabic digits."""
    plain = _PART_OF_A_YEAR.sub("", _unspaced(text).strip("#*_-—《》"))
    plain = _WRITTEN_YEAR.sub(lambda match: f"{_numeral(match[1])}年", plain)
    return re.sub(r"[(](?:[^()\d][^()]*)?[)]$", "", plain)


def read_title(text: str, title: re.Pattern[str] | None) -> tuple[str | None, int | None]:
    """The organ and the year that a title names."""
    match = title.fullmatch(plain_title(text)) if title is not None else None
    if match is None:
        return None, None
    year = _year_of(match)
    return match.groupdict().get("agency") or None, int(year) if year else None


def is_of_part(title: str) -> bool:
    """Whether a title says that it is about a part of a year: 上半年."""
    return _PART_OF_A_YEAR.search(_unspaced(title)) is not None


def _year_of(title: re.Match[str]) -> str | None:
    """The year that a title names, in whichever of its groups."""
    return next((text for name, text in title.groupdict().items() if name.endswith("year") and text), None)


def is_chrome(text: str) -> bool:
    """Whether a paragraph belongs to the web page, and not to the report."""
    return len(text) <= 120 and "。" not in text and _CHROME.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def is_date(text: str) -> bool:
    """Whether a paragraph is nothing but a day."""
    return len(text) <= 24 and _DATE.fullmatch(_unspaced(text).strip("()（）")) is not None


def read_date(text: str) -> date | None:
    """The first day that a text names."""
    match = _DATE.search(_unspaced(text))
    if match is None:
        return None
    try:
        return date(_numeral(match[1]), _numeral(match[2]), _numeral(match[3]))
    except ValueError:  # the thirty-first of November
        return None


def _unspaced(text: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", text))


_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def _numeral(text: str) -> int:
    """An Arabic or Chinese numeral up to 31, or a year digit by digit."""
    if text.isascii():
        return int(text)
    if len(text) == 4:
        return int("".join(char if char.isascii() else str(_DIGITS[char]) for char in text))
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)


def _published(paragraphs: Sequence[Paragraph]) -> date | None:
    """The day of publication as the page's head gives it: a stamp (发布日期：…) before a day that stands alone."""
    alone = None
    for text, _, _ in paragraphs:
        if len(text) <= 200:
            stamp = _STAMP.search(text)
            if stamp is not None and (day := read_date(text[stamp.end() : stamp.end() + 24])) is not None:
                return day
            if alone is None and is_date(text):
                alone = read_date(text)
    return alone


def read_period(texts: Sequence[str]) -> tuple[date, date] | None:
    """The statistical period that a text names: 自2024年1月1日起至2024年12月31日止."""
    for text in texts:
        middle = _TO.search(text)
        match = _PERIOD.search(_unspaced(text[max(0, middle.start() - _NEAR) : middle.end() + _NEAR])) if middle is not None else None
        if match is not None:
            first, end = int(match[1]), int(match[4] or match[1])
            try:
                return date(first, int(match[2]), int(match[3])), date(end, int(match[5]), int(match[6]))
            except ValueError:  # no such day
                return None
    return None


def read_year(text: str) -> int | None:
    """The year that a text speaks of first."""
    match = _YEAR.search(_unspaced(text))
    return int(match[1]) if match else None


def without_page_foot(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A last section's paragraphs without what the web page puts after the report."""
    kept = list(paragraphs)
    while kept and is_chrome(kept[-1][0]):
        kept.pop()
    return kept


def read_signature(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], date | None]:
    """A last section's paragraphs without the signature and day at its end, and that day."""
    if not paragraphs or not is_date(paragraphs[-1][0]):
        return list(paragraphs), None
    kept = list(paragraphs[:-1])
    if kept and len(kept) > 1 and len(squeeze(kept[-1][0])) <= 40 and not _NOT_IN_AN_ORGAN.intersection(kept[-1][0]):
        kept.pop()
    return kept, read_date(paragraphs[-1][0])


_LONGEST_HEADING = 40
_END_OF_HEADING = re.compile(r"[。:：；;]")


def subsections(paragraphs: Sequence[Paragraph]) -> list[Subsection]:
    """The parts of a section's text, nested by the kind of their ordinals: 一、 or （一） or 1."""
    kinds: list[str] = []
    root: list[Subsection] = []
    stack: list[tuple[int, Subsection]] = []
    for paragraph in paragraphs:
        kind, rest = enumerator(paragraph[0].lstrip("*# "))
        head, tail = _heading(rest) if kind else ("", "")
        if not head:
            for _, part in stack[-1:]:
                part.paragraphs.append(paragraph)
            continue
        if kind not in kinds:
            kinds.append(kind)
        level = kinds.index(kind)
        while stack and stack[-1][0] >= level:
            stack.pop()
        body = [(tail, paragraph[2] - len(tail), paragraph[2])] if tail else []
        part = Subsection(_ordinal(paragraph[0].lstrip("*# ")), head, body, [])
        (stack[-1][1].children if stack else root).append(part)
        stack.append((level, part))
    return root


def _heading(text: str) -> tuple[str, str]:
    """A paragraph's heading and what follows it, where it begins with one."""
    text = text.strip()
    match = _END_OF_HEADING.search(text)
    head, tail = (text[: match.start()], text[match.end() :]) if match else (text, "")
    if len(head) > _LONGEST_HEADING or (tail and ("，" in head or "," in head)):
        return "", ""
    return head.strip("*# "), tail.lstrip("* \u3000")


def _ordinal(text: str) -> int | None:
    match = re.search(r"\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]", unicodedata.normalize("NFKC", text[:8]))
    return _numeral(match[0]) if match else None
