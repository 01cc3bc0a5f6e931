"""The words in which reports tell what their tables count, as data.

These are words of sentences. Labels of the form are spelled in its grammar alone, and no sentence is told from another by one.
"""

from __future__ import annotations

import re
from enum import Enum

from attrs import frozen


class Subject(Enum):
    """What a wording can be about."""

    WHOLE = "whole"
    """All that the tables count: nothing that is said of a part."""
    PART = "part"
    """A part of the whole, which may stand in a list of parts: 其中予以公开3件."""


@frozen
class Wording:
    """Words before a number (or behind it) that say what it counts."""

    what: str
    """What it counts, named as in the tables."""
    before: re.Pattern[str]
    """The end of the clause before the number. Its group ``last`` is the year before the report's, ``next`` the one after it."""
    unlike: re.Pattern[str]
    """Words with which the clause is about something else, or about a part."""
    signs: tuple[str, ...]
    """One of these is among those words."""
    readings: tuple[tuple[str, ...], ...]
    """The items of which it may be the total."""
    subject: Subject = Subject.WHOLE
    context: bool = False
    """Whether the sentence must be about requests before it comes to the number."""
    behind: re.Pattern[str] | None = None
    """The words behind the number, where those say it: 另有2件结转下年度."""


_NEVER = re.compile(r"(?!)")
_REQUEST = (
    r"(?:(?:政府|政务)?信息(?:依申请)?公开(?:的)?申请|依申请公开(?:的)?(?:政府)?(?:信息)?(?:的)?(?:申请)?|依申请|公开申请|申请公开(?:政府)?信息|申请)"
)
_COUNT = r"(?:共计|共有|总共|总计|合计|累计|分别|数量|总数|共|为|有|数|计|[:是])*$"
_LAST_YEAR = r"(?:上一?年度?|去年度?|往年|前一?年度?|(?P<last>20\d\d)年度?)"
_NEXT_YEAR = r"(?:下一?年度?|次年度?|明年|来年|(?P<next>20\d\d)年度?)"
_CARRIED = ("结转", "接转", "转接", "转结", "转入", "转至", "顺延", "延续", "延转", "遗留")
_CARRY = rf"(?:{'|'.join(_CARRIED)})"

NAMED = re.compile("申请|申請|复议|復議|诉讼|訴訟|规范性文件|規範性文件|规范性檔案|規範性檔案")
"""A sentence without any of these claims nothing."""
GOING_ON = re.compile("答复|办结|办理完毕|处理完毕|结转|顺延|予以公开|部分公开|不予公开|无法提供|不予处理")
"""Unless it goes on about the requests of the sentence before it."""
WHOLE = re.compile("申请|信息公开|依申请")
"""What tells that a sentence has come to requests for information."""
OTHER_MATTERS = re.compile("建议|提案|信访|留言|热线|咨询|投诉|举报|来信|来访|复议|诉讼|许可|处罚|审批|工单|信箱|问题|证照|救助|补贴|网民|舆情")
"""What tells that it has come to something else."""
OF_A_PART = re.compile("其中|包括|包含|分别")
LONG_SINCE = re.compile("(?:施行|实施|成立|开展|建立|颁布)以来|历年|近年")
"""A number over many years is none of this one."""
YEAR = re.compile(r"20\d\d年(?!底|末|以来|\d{1,2}月\d{1,2}日[至到]|度?(?:相比|结转|转|遗留|同期|继续))")
"""A year that a sentence speaks of, unless one of these stands before it: 较2022年增加5件 is of another year."""
NOT_OF_THE_YEAR = ("较", "比", "与", "同", "自", "从", "至", "到", "对", "和", "〔", "[", "(", "截至", "截止")
TWO_AT_ONCE = re.compile("复议(?:申请|案件|案)*(?:和|及|与|或|以及|暨|/)(?:被)?(?:提起)?(?:行政)?诉讼")
"""One number for two tables of cases: no claim, unless it is zero."""
COUNTED_BEFORE = re.compile("(?:其中|另外|另|剩余|其余|尚|还|仅|有|余|剩|未办结|正在办理|对|的|共|,)*")
"""What stands before a number whose words come behind it."""

_NOT_ALL = re.compile(
    "自然人|法人|组织|企业|公民|律师|网络|网上|网站|线上|线下|在线|信函|书面|邮寄|邮件|邮箱|信件|电子|传真|当面|现场|窗口|平台|系统|微信|电话|口头|来人|来函|撤回|撤销|补正"
    "|延期|重复|变更|转办|转交|涉及|关于|有关|属于|要求|不予|同意|部分|去年|上一?年|往年|历年|各|本级|部门|下属|所属|乡镇|直属|同比|增|减|比|其中|平均|许可|复议|诉讼|更正"
)
_NOT_ALL_ANSWERS = re.compile(_NOT_ALL.pattern + "|予以|公开答复|超期|逾期|结转|未|许可|告知|无法|对外|意见")
_NOT_ALL_CASES = re.compile(
    "维持|纠正|撤销|败诉|胜诉|驳回|审结|办结|结案|尚未|去年|上一?年|往年|结转|其中|不服|经复议|未经|直接|复议后|办理|审理|代理|应诉|答复|参加|配合|各|部门|本级|下属|申请人|受理|同比|增|减|比"
)
_NOT_ALL_DOCUMENTS = re.compile("公开|备案|清理|审查|修改|修订|去年|上一?年|累计|失效|党|其中|解读|各|部门|和|及|同比|未")

_OUTCOMES = (
    ("outcomes.granted", "予以公开", "予以公开"),
    ("outcomes.partly_granted", "(?:予以)?部分公开", "部分公开"),
    ("outcomes.refused", "不予公开", "不予公开"),
    ("outcomes.unavailable", "无法提供", "无法提供"),
    ("outcomes.not_processed", "不予处理", "不予处理"),
)

WORDINGS = (
    Wording(
        "requests.carried_in",
        re.compile(
            rf"(?:{_LAST_YEAR}{_CARRY}(?:到|至)?(?:本年度?|今年)?(?:继续)?(?:办理)?的?|{_CARRY}(?:上一?年度?|去年度?)的?)(?:{_REQUEST})?(?:事项|案件|件)?{_COUNT}"
        ),
        re.compile(r"下一?年|次年|明年|[已均]"),
        _CARRIED,
        (("requests.carried_in",),),
        Subject.PART,
    ),
    Wording(
        "requests.carried_out",
        re.compile(rf"{_CARRY}(?:到|至|入|为)?{_NEXT_YEAR}(?:继续)?(?:办理|答复|处理)?的?(?:{_REQUEST})?(?:事项|案件|件)?{_COUNT}"),
        re.compile("上一?年|去年"),
        _CARRIED,
        (("requests.carried_out",),),
        Subject.PART,
    ),
    *(
        Wording(
            f"requests.{item}",
            re.compile(
                rf"^(?:其中|包括|含|即|依法|决定|作出|给予|答复为|答复|结果为|有|已|共|对|分别为|[:“])*{words}[”]?(?:的|类|答复|决定|情形|处理|办理|申请|件)*{_COUNT}"
            ),
            _NEVER,
            (sign,),
            ((f"requests.{item}",),),
            Subject.PART,
            context=True,
        )
        for item, words, sign in _OUTCOMES
    ),
    Wording(
        "requests.outcomes.total",
        re.compile(rf"(?:答复办结|办理答复|答复|办结|办理完毕|处理完毕)了?(?:{_REQUEST})?(?:事项|案件|件)?{_COUNT}"),
        _NOT_ALL_ANSWERS,
        ("答复", "办结", "完毕"),
        (("requests.outcomes.total",),),
        context=True,
    ),
    Wording(
        "requests.new",
        re.compile(
            rf"(?:收到|新收|接收|接到|接受|受理|新增)(?:了|到|的|各类|各种|有效)*{_REQUEST}(?:事项|案件|件)?{_COUNT}"
            rf"|{_REQUEST}(?:事项|案件|件)?(?:共|共计|总共|累计)?(?:收到|新收|受理)了?{_COUNT}"
        ),
        _NOT_ALL,
        ("申请",),
        (("requests.new",), ("requests.new", "requests.carried_in")),
    ),
    Wording(
        "requests.new",
        re.compile(rf"(?:办理|处理)(?:了|的|各类)*{_REQUEST}(?:事项|案件|件)?{_COUNT}"),
        _NOT_ALL,
        ("申请",),
        (("requests.new",), ("requests.new", "requests.carried_in"), ("requests.outcomes.total",)),
    ),
    Wording(
        "disputes.reconsideration",
        re.compile(rf"复议(?:申请|案件|案|的|事项)*{_COUNT}|复议.{{0,3}}诉讼(?:申请|案件|案|的)*{_COUNT}"),
        _NOT_ALL_CASES,
        ("复议",),
        (("disputes.reconsideration",),),
    ),
    Wording(
        "disputes.litigation",
        re.compile(rf"诉讼(?:案件|案|的|事项)*{_COUNT}"),
        _NOT_ALL_CASES,
        ("诉讼",),
        (("disputes.litigation",),),
    ),
    Wording(
        "proactive.normative_documents.issued",
        re.compile(rf"(?:制发|制定|制订|印发|出台|发布|下发|公布)(?:并|印发|发布|出台|了|的)*(?:行政)?规范性文件{_COUNT}"),
        _NOT_ALL_DOCUMENTS,
        ("规范性文件",),
        (("proactive.normative_documents.issued",), ("proactive.normative_documents.made",)),
    ),
    Wording(
        "proactive.normative_documents.repealed",
        re.compile(rf"废止了?的?(?:行政)?规范性文件{_COUNT}"),
        _NOT_ALL_DOCUMENTS,
        ("规范性文件",),
        (("proactive.normative_documents.repealed",),),
    ),
    Wording(
        "proactive.normative_documents.in_force",
        re.compile(rf"现行有效的?(?:行政)?规范性文件{_COUNT}|规范性文件(?:共有)?现行有效{_COUNT}"),
        _NOT_ALL_DOCUMENTS,
        ("规范性文件",),
        (("proactive.normative_documents.in_force",),),
    ),
)
"""Words before a number, the narrower ones first."""
SIGNED = re.compile("|".join(dict.fromkeys(sign for wording in WORDINGS for sign in wording.signs)))
"""One of these is in a clause before a number that is claimed."""

_ENDS = r"(?=$|[,;)、])"
BEHIND = (
    Wording(
        "requests.carried_out",
        _NEVER,
        _NEVER,
        (),
        (("requests.carried_out",),),
        Subject.PART,
        behind=re.compile(
            rf"的?(?:{_REQUEST})?,?(?:因[^\d,;]{{0,15}})?(?:正在|尚在|仍在|尚未|未)?(?:办理|办结|到期|答复|处理)?(?:过程)?(?:中|期限内)?,?(?:将|需|已|按规定|依法|予以)*"
            rf"{_CARRY}(?:到|至|入|为)?{_NEXT_YEAR}(?:继续)?(?:办理|答复|处理)?{_ENDS}"
        ),
    ),
    *(
        Wording(
            f"requests.{item}",
            _NEVER,
            _NEVER,
            (),
            ((f"requests.{item}",),),
            Subject.PART,
            behind=re.compile(rf"的?(?:申请)?(?:依法|决定|作出|答复为|答复|已|均|为|是)*{words}(?:的|答复|决定|处理)*{_ENDS}"),
        )
        for item, words, _ in _OUTCOMES
    ),
)
"""Words behind a number."""

_NONE = r"(?:未曾|从未|未|没有|没|暂无|尚无|无)(?:收到|接到|接收|接受|受理|发生|出现|产生|涉及|引发|被|提起|存在|有|办理|过|到|任何|一起|1起|一件|1件|一例)*"
_ITS_END = r"(?:公开)?(?:信息|事项|案件|件|表|的|情况|情形|要求)*(?:$|(?=[、和及或与]))"

NEGATION = re.compile("[未没无]")
"""One of these is in a sentence that says there is none of something."""

NOTHING = (
    Wording(
        "requests.new",
        re.compile(
            rf"{_NONE}(?:公民、法人(?:和|或|及|或者)?(?:者)?其他组织(?:的|提出的)?|群众的?|社会公众的?|公众的?|新的?|本年度)*{_REQUEST}(?!行政|复议){_ITS_END}"
        ),
        re.compile("去年|上一?年|往年|逾期|超期|延期|不予|费|因|网络|信函|当面|传真|邮|结转|不服|无法|投诉|办结|答复|更正"),
        (),
        (("requests.new",), ("requests.new", "requests.carried_in")),
    ),
    *(
        Wording(
            item,
            re.compile(rf"{_NONE}.{{0,30}}?{words}"),
            re.compile(
                "维持|纠正|撤销|败诉|胜诉|驳回|审结|办结|结案|尚未|去年|上一?年|往年|结转|不服|经复议|未经|复议后|逾期|超期|无法|无障碍|应诉|超过|到期|不当|答复"
            ),
            (),
            ((item,),),
        )
        for item, words in (("disputes.reconsideration", "复议"), ("disputes.litigation", "诉讼"))
    ),
)
"""Words that say there is none of something."""
