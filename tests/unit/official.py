"""The official sheets, written out by hand from the notices: what is printed, in which order, and the name of each number.

Nothing here is taken from the grammars, so that the tests may compare them with it. ``page`` prints a sheet in the plainest way there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A row of the sheet: its item, what is printed before its cells, and its columns from left to right."""

    item: str
    label: str
    columns: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{self.item}.{column}" for column in self.columns)


APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
_DOCUMENTS = {"annual_2019": ("made", "disclosed", "disclosed_total"), "annual_2021": ("issued", "repealed", "in_force")}
_ITEMS = ("previous_items", "change", "decisions")

TITLES: Mapping[str, Mapping[str, str]] = {
    "annual_2019": {
        "made": "本年新制作数量",
        "disclosed": "本年新公开数量",
        "disclosed_total": "对外公开总数量",
        "previous_items": "上一年项目数量",
        "change": "本年增/减",
        "decisions": "处理决定数量",
        "items": "采购项目数量",
        "amount": "采购总金额",
    },
    "annual_2021": {
        "issued": "本年制发件数",
        "repealed": "本年废止件数",
        "in_force": "现行有效件数",
        "decisions": "本年处理决定数量",
        "amount": "本年收费金额（单位：万元）",
    },
}
"""What is printed over a column of table 2."""

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANT_TITLES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULT_TITLES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

PROACTIVE: Mapping[str, tuple[Row, ...]] = {
    "annual_2019": (
        Row("proactive.rules", "规章", _DOCUMENTS["annual_2019"]),
        Row("proactive.normative_documents", "规范性文件", _DOCUMENTS["annual_2019"]),
        Row("proactive.licensing", "行政许可", _ITEMS),
        Row("proactive.other_services", "其他对外管理服务事项", _ITEMS),
        Row("proactive.penalties", "行政处罚", _ITEMS),
        Row("proactive.compulsion", "行政强制", _ITEMS),
        Row("proactive.fees", "行政事业性收费", ("previous_items", "change")),
        Row("proactive.procurement", "政府集中采购", ("items", "amount")),
    ),
    "annual_2021": (
        Row("proactive.rules", "规章", _DOCUMENTS["annual_2021"]),
        Row("proactive.normative_documents", "行政规范性文件", _DOCUMENTS["annual_2021"]),
        Row("proactive.licensing", "行政许可", ("decisions",)),
        Row("proactive.penalties", "行政处罚", ("decisions",)),
        Row("proactive.compulsion", "行政强制", ("decisions",)),
        Row("proactive.fees", "行政事业性收费", ("amount",)),
    ),
}

_OUTCOMES = (
    ("granted", "（一）予以公开"),
    ("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("refused.state_secret", "1.属于国家秘密"),
    ("refused.forbidden_by_law", "2.其他法律行政法规禁止公开"),
    ("refused.security_and_stability", "3.危及“三安全一稳定”"),
    ("refused.third_party_rights", "4.保护第三方合法权益"),
    ("refused.internal_affairs", "5.属于三类内部事务信息"),
    ("refused.process_information", "6.属于四类过程性信息"),
    ("refused.enforcement_files", "7.属于行政执法案卷"),
    ("refused.administrative_queries", "8.属于行政查询事项"),
    ("unavailable.not_held", "1.本机关不掌握相关政府信息"),
    ("unavailable.needs_creation", "2.没有现成信息需要另行制作"),
    ("unavailable.still_unclear", "3.补正后申请内容仍不明确"),
    ("not_processed.petitions", "1.信访举报投诉类申请"),
    ("not_processed.repeated", "2.重复申请"),
    ("not_processed.publications", "3.要求提供公开出版物"),
    ("not_processed.excessive", "4.无正当理由大量反复申请"),
    ("not_processed.reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
)
_UNDIVIDED = (("other.undivided", "（六）其他处理"),)
_DIVIDED = (
    ("other.uncorrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other.unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other.rest", "3.其他"),
)


def _requests(other: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
    outcomes = (*_OUTCOMES, *other, ("total", "（七）总计"))
    return (
        Row("requests.new", "一、本年新收政府信息公开申请数量", APPLICANTS),
        Row("requests.carried_in", "二、上年结转政府信息公开申请数量", APPLICANTS),
        *(Row(f"requests.outcomes.{item}", label, APPLICANTS) for item, label in outcomes),
        Row("requests.carried_out", "四、结转下年度继续办理", APPLICANTS),
    )


REQUESTS: Mapping[str, tuple[Row, ...]] = {"annual_2019": _requests(_UNDIVIDED), "annual_2021": _requests(_DIVIDED)}
UNDIVIDED = Row("requests.outcomes.other.undivided", "（六）其他处理", APPLICANTS)
"""Some offices print it on the 2021 sheet, too, in place of the three rows there."""

GROUPS: Mapping[str, str] = {
    "requests.outcomes.granted": "三、本年度办理结果",
    "requests.outcomes.refused.state_secret": "（三）不予公开",
    "requests.outcomes.unavailable.not_held": "（四）无法提供",
    "requests.outcomes.not_processed.petitions": "（五）不予处理",
    "requests.outcomes.other.uncorrected": "（六）其他处理",
}
"""The label of a group, by the first of its rows."""

ARTICLES: Mapping[str, str] = {
    "proactive.rules": "第二十条第（一）项",
    "proactive.licensing": "第二十条第（五）项",
    "proactive.penalties": "第二十条第（六）项",
    "proactive.fees": "第二十条第（八）项",
    "proactive.procurement": "第二十条第（九）项",
}
"""The article of the Regulations that stands over a part of table 2, by the first of its rows."""

DISPUTES = tuple(
    Row(item, "", RESULTS) for item in ("disputes.reconsideration", "disputes.litigation.direct", "disputes.litigation.after_reconsideration")
)
"""Three groups of columns over one row of fifteen cells."""

HEADINGS: Mapping[str, str] = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
FORMS = ("annual_2019", "annual_2021")
ALL_FORMS = ("statistics_2014", *FORMS)
"""With the one of another shape, whose sheet is not written out here."""


def rows(form: str) -> tuple[Row, ...]:
    """The rows of a form in the order of the sheet; the one row of table 4 in three parts."""
    return (*PROACTIVE[form], *REQUESTS[form], *DISPUTES)


def keys(form: str) -> tuple[str, ...]:
    """The names of all numbers of a form in the order of the sheet."""
    return tuple(key for row in rows(form) for key in row.keys)


def label_of(item: str, form: str = "annual_2021") -> str:
    """What is printed before a row."""
    return next(row.label for row in (*rows(form), UNDIVIDED) if row.item == item)


def numbered(form: str) -> dict[str, str]:
    """A different number for every cell of a form."""
    return {key: str(1000 + at) for at, key in enumerate(keys(form))}


TITLE = "云山县水务局2023年政府信息公开工作年度报告"


def page(form: str, cells: Mapping[str, str]) -> str:
    """A whole sheet, ``label | cell | cell |`` a line; a key that is not in ``cells`` is an empty cell."""
    return "\n\n".join(
        (
            TITLE,
            HEADINGS["overview"],
            "全年工作平稳。",
            HEADINGS["proactive"],
            table("grid", proactive(form, cells)),
            HEADINGS["requests"],
            table("grid", requests(REQUESTS[form], cells)),
            HEADINGS["disputes"],
            table("grid", disputes(cells)),
            HEADINGS["problems"],
            "公开不够及时。",
            HEADINGS["other_matters"],
            "没有其他事项。",
            "",
        )
    )


def proactive(form: str, cells: Mapping[str, str]) -> list[list[str]]:
    """Table 2: under each article its head of columns, then its rows."""
    printed: list[list[str]] = []
    for row in PROACTIVE[form]:
        if row.item in ARTICLES:
            head = row.columns
            printed.append([ARTICLES[row.item]])
            printed.append(["信息内容", *(TITLES[form][column] for column in head)])
        printed.append([row.label, *(cells.get(key, "") for key in row.keys)])
    return printed


def requests(sheet: Sequence[Row], cells: Mapping[str, str]) -> list[list[str]]:
    """Table 3: its head, and its rows with a group's label on a line of its own before the first of them."""
    printed = [[CORNER, *APPLICANT_TITLES]]
    for row in sheet:
        if row.item in GROUPS:
            printed.append([GROUPS[row.item]])
        printed.append([row.label, *(cells.get(key, "") for key in row.keys)])
    return printed


def disputes(cells: Mapping[str, str]) -> list[list[str]]:
    """Table 4: three groups of titles over fifteen cells."""
    return [
        ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
        ["", "", "", "", "", "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
        [*RESULT_TITLES * 3],
        [cells.get(key, "") for row in DISPUTES for key in row.keys],
    ]


def table(style: str, printed: Sequence[Sequence[str]]) -> str:
    """Rows of cells in one of the STYLES."""
    return "\n".join(STYLES[style](row) for row in printed)


def columns(row: Sequence[str]) -> str:
    """A label, and its cells right-aligned in columns sixteen wide."""
    label, *cells = row
    return (label + " " * (90 - _width(label)) + "".join(" " * (16 - _width(cell)) + cell for cell in cells)).rstrip()


def _width(text: str) -> int:
    """How many columns a text takes: an ideograph takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


STYLES: Mapping[str, Callable[[Sequence[str]], str]] = {
    "grid": lambda row: " | ".join(row) + " |",
    "bordered": lambda row: "| " + " | ".join(row) + " |",
    "tabs": "\t".join,
    "list": lambda row: "\n".join(f"{cell} |".lstrip() for cell in row),
    "block": lambda row: "\n".join(f"\t{cell}" for cell in row) + "\n",
    "alone": lambda row: "\n|\n".join(row) + "\n|",
    "lines": "\n".join,
    "words": " ".join,
    "columns": columns,
}
SHOW_BLANKS = ("grid", "bordered", "tabs", "list", "block", "columns")
"""Those in which an empty cell leaves a trace."""
