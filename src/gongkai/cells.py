"""The vocabulary of the stream: what a cell can say, where it stands, and how a label is compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from attrs import field, frozen


class Status(StrEnum):
    """How sure a reading is."""

    REPORTED = "reported"
    """Printed on the page and read as printed."""
    BLANK = "blank"
    """Its cell is on the page, and empty."""
    NOT_APPLICABLE = "not_applicable"
    """Its cell says so: / - — 无 不适用 N/A."""
    INFERRED = "inferred"
    """Not legible in its place; the form's own sums leave exactly one possibility."""
    UNSETTLED = "unsettled"
    """The page has numbers for its row, but does not say which belongs here."""
    MISSING = "missing"
    """The page has no such cell."""


Box = tuple[float, float, float, float]
"""Left, top, right and bottom on a page, in points (1/72 inch) from its top left corner."""


class Span(NamedTuple):
    """A half-open range of offsets into the text that was parsed: ``text[span.start:span.end]`` is what was printed.

    For files, ``page``, ``table``, ``row`` and ``column`` count from 1, and ``box`` is the place on the page, where the reader knows them;
    None otherwise.
    """

    start: int
    end: int
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: Box | None = None


@frozen
class Unplaced:
    """The numbers of a row of which the page does not say which columns they stand in."""

    readings: tuple[Reading, ...]
    """As printed, in their order. Empty where they may as well be another row's."""
    blanks: bool
    """Whether a column that has none of them may be blank: the layout does not show blank cells, or shows some in the row."""


@frozen
class Reading:
    """What one cell says: its value in ``unit`` (None: a plain count), how sure that is, and the cell as printed."""

    value: int | Decimal | None
    status: Status
    unit: str | None = None
    raw: str | None = None
    """Of a row whose columns are not known, all its cells."""
    unplaced: Unplaced | None = field(default=None, eq=False, repr=False)
    """For a cell that is not settled because its row is not: the numbers of the row, one of which may be the cell's."""
    canonical: str = field(init=False, eq=False, repr=False)
    """The reading in a form that does not depend on how it was printed: ``3``, ``2.5万元``, ``/``, nothing, ``?``, ``_``."""

    @canonical.default
    def _write(self) -> str:
        if self.value is not None:
            number = self.value if isinstance(self.value, int) else format(self.value.normalize(), "f")
            return f"{number}{self.unit or ''}"
        return _CANONICAL.get(self.status, "?")


_CANONICAL = {Status.BLANK: "", Status.NOT_APPLICABLE: "/", Status.MISSING: "_"}

BLANK = Reading(None, Status.BLANK, None, "")
MISSING = Reading(None, Status.MISSING)
UNSETTLED = Reading(None, Status.UNSETTLED)


COVERED = -1
"""In the place of a right end: no cell of a table begins here, but one from the left or from above reaches over it."""


class Place(NamedTuple):
    """A cell that was read: what it says, the offsets of its text (-1 where it is not on the page), and where in its row it stands."""

    reading: Reading
    start: int
    end: int
    column: int = 0
    """A field's number; for columns of spaces the first position that it covers."""
    right: int = 0
    """For columns of spaces, the position after the last one that it covers."""


def written(places: Sequence[Place]) -> str:
    """What a row's cells say, in one string that does not depend on how they were printed: ``3||0|/|?``."""
    return "|".join([place.reading.canonical for place in places])


# NFKC maps the Kangxi radicals (U+2F00) but not the block U+2E80-2EFF, which PDF extractors also emit.
_RADICALS = {
    "⺀": "冫", "⺁": "厂", "⺃": "乚", "⺄": "乙", "⺅": "亻", "⺆": "冂", "⺈": "刀", "⺉": "刂", "⺊": "卜", "⺌": "小",
    "⺍": "小", "⺎": "兀", "⺏": "尢", "⺐": "尢", "⺑": "尣", "⺒": "巳", "⺓": "幺", "⺔": "彑", "⺕": "彐", "⺗": "心",
    "⺘": "手", "⺙": "攵", "⺛": "无", "⺜": "日", "⺝": "月", "⺞": "歹", "⺟": "母", "⺠": "民", "⺡": "氵", "⺢": "水",
    "⺣": "灬", "⺤": "爪", "⺥": "爫", "⺦": "丬", "⺧": "牛", "⺨": "犭", "⺩": "王", "⺪": "疋", "⺫": "目", "⺬": "示",
    "⺭": "礻", "⺮": "竹", "⺯": "糸", "⺰": "纟", "⺱": "罒", "⺲": "罒", "⺳": "网", "⺴": "网", "⺵": "网", "⺶": "羊",
    "⺷": "羊", "⺸": "羊", "⺹": "老", "⺺": "聿", "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹", "⻀": "艹",
    "⻁": "虎", "⻂": "衤", "⻃": "西", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠", "⻉": "贝", "⻊": "足",
    "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "长", "⻒": "长", "⻓": "长", "⻔": "门",
    "⻕": "阜", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻞": "食",
    "⻟": "食", "⻠": "饣", "⻡": "首", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦",
    "⻩": "黄", "⻪": "黾", "⻫": "齐", "⻬": "齐", "⻭": "齿", "⻮": "齿", "⻯": "龙", "⻰": "龙", "⻱": "龟", "⻲": "龟", "⻳": "龟",
}  # fmt: skip

# Traditional characters, for the characters that forms and headings of this kind are written in.
_TRADITIONAL = dict(zip(
    "並佈侷係個備傢傳億優內則動務匯區員問單噹國執報壓寀實審寫對屬廢廳強彙後從復應捲採據數於時書會條業構標機檔檯權決沒況減準濟"
    "為無爲獲現產當發監確祇祕種稱穩穫節範糾納級組結絡統經維網縣總織繫繳繼續罰義職臺與興舉萬處號補製複覆規計訟訪設許訴詢試認說"
    "説調請證議護變費購轉辦這連進過還鄉錄鎮長門開間閤關際隻頁項預領題額類颱體髮點齊齣",
    "并布局系个备家传亿优内则动务汇区员问单当国执报压采实审写对属废厅强汇后从复应卷采据数于时书会条业构标机档台权决没况减准济"
    "为无为获现产当发监确只秘种称稳获节范纠纳级组结络统经维网县总织系缴继续罚义职台与兴举万处号补制复复规计讼访设许诉询试认说"
    "说调请证议护变费购转办这连进过还乡录镇长门开间合关际只页项预领题额类台体发点齐出",
    strict=True,
))  # fmt: skip
_UNIFY = str.maketrans({**_RADICALS, **_TRADITIONAL})
_NOT_UNIFIED = frozenset(map(chr, _UNIFY))


class _KeepAlphanumerics(dict[int, int | None]):
    """A translation table that drops every character that is neither letter nor digit, filled as it is used."""

    def __missing__(self, code: int) -> int | None:
        kept = code if chr(code).isalnum() else None
        if len(self) < 70_000:
            self[code] = kept
        return kept


_LETTERS_AND_DIGITS = _KeepAlphanumerics()


def fold(text: str) -> str:
    """A label as it is compared: letters, digits and ideographs alone, in one width and one script.

    Brackets, dots, quotes, commas and spaces are what printings of the form differ in; they never tell two of its labels apart.
    """
    return simplified(text).translate(_LETTERS_AND_DIGITS)


def simplified(text: str) -> str:
    """The text in one width and one script."""
    plain = unicodedata.normalize("NFKC", text)
    return plain if _NOT_UNIFIED.isdisjoint(plain) else plain.translate(_UNIFY)  # to look for one is faster than to translate


def squeeze(text: str) -> str:
    """The text without any white space: what is left of a narrative in every layout."""
    return "".join(text.split())


def width(text: str) -> int:
    """How many columns of a fixed-width page the text takes: a wide character counts two."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
