from __future__ import annotations

import pytest

import gongkai
from gongkai.claims import Narrative, claims_of
from tests.unit import official

NEW, DONE, IN, OUT = "requests.new", "requests.outcomes.total", "requests.carried_in", "requests.carried_out"
RECONSIDERED, SUED = "disputes.reconsideration", "disputes.litigation"
DOCUMENTS = "proactive.normative_documents"


def told(text: str, year: int | None = 2023) -> list[tuple[str, int]]:
    return [(claim.what, claim.value) for claim in claims_of(Narrative(1, text), year)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("全年共收到政府信息公开申请12件。", [(NEW, 12)]),
        ("本年度新收依申请公开申请 7 宗。", [(NEW, 7)]),
        ("受理信息公开申请１５份。", [(NEW, 15)]),
        ("政府信息公开申请共收到1,204件。", [(NEW, 1204)]),
        ("共办理依申请公开事项8件。", [(NEW, 8)]),
        ("收到申请12件，答复11件。", [(NEW, 12), (DONE, 11)]),
        ("收到申请12件，已全部办结。办结12件。", [(NEW, 12), (DONE, 12)]),
        ("受理申请15件（含上年度结转3件）。", [(NEW, 15), (IN, 3)]),
        ("办结申请10件，另有2件结转到下年度继续办理。", [(DONE, 10), (OUT, 2)]),
        ("收到申请12件，结转下年度2件。", [(NEW, 12), (OUT, 2)]),
        ("收到申请12件，2件顺延至2024年办理。", [(NEW, 12), (OUT, 2)]),
        ("收到政府信息公开申请9件，其中予以公开5件、部分公开1件、不予公开2件，无法提供1件。", [
            (NEW, 9), ("requests.outcomes.granted", 5), ("requests.outcomes.partly_granted", 1), ("requests.outcomes.refused", 2),
            ("requests.outcomes.unavailable", 1),
        ]),
        ("因政府信息公开被申请行政复议3起，行政诉讼2起。", [(RECONSIDERED, 3), (SUED, 2)]),
        ("制发行政规范性文件5件。废止规范性文件2件。现行有效规范性文件30件。", [(f"{DOCUMENTS}.issued", 5), (f"{DOCUMENTS}.repealed", 2), (f"{DOCUMENTS}.in_force", 30)]),
        ("我局未收到政府信息公开申请。", [(NEW, 0)]),
        ("未收到公民、法人和其他组织的政府信息公开申请。", [(NEW, 0)]),
        ("没有发生行政复议、行政诉讼案件。", [(SUED, 0), (RECONSIDERED, 0)]),
        ("无因信息公开申请行政复议的情况。", [(RECONSIDERED, 0)]),
        ("收到依申请公开事项0。", [(NEW, 0)]),
        ("發生行政復議和行政訴訟0件。", [(SUED, 0), (RECONSIDERED, 0)]),
    ],
)  # fmt: skip
def test_a_number_of_the_text_is_a_claim(text: str, claims: list[tuple[str, int]]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "同意公开答复9件，申请人主动撤销8件。",
        "其中网络申请8件，信函申请4件。",
        "通过网络收到政府信息公开申请8件。",
        "收到自然人政府信息公开申请8件。",
        "收到人大代表建议14件，答复14件。",
        "收到行政许可申请50件。",
        "各部门收到政府信息公开申请30件。",
        "上年收到政府信息公开申请4件。",
        "自条例施行以来收到政府信息公开申请400件。",
        "因政府信息公开被申请行政复议、提起行政诉讼3件。",
        "行政复议和行政诉讼共3件。",
        "行政复议维持2件。",
        "收到政府信息公开申请百余件，较2022年增加5件。",
        "收到政府信息公开申请20余件。",
        "收到政府信息公开申请3.5件。",
        "未收到依申请公开信息处理费。",
        "未发生行政复议败诉案件。",
        "依申请公开2件转交其他单位。",
        "2件顺延至2026年办理的申请。",
        "主动公开规范性文件15件。",
        "全年发布信息499条，答复咨询20次。",
    ],
)
def test_a_number_about_a_part_or_about_something_else_is_none(text: str) -> None:
    assert told(text) == []


def test_a_number_that_is_wrapped_is_one_number() -> None:
    assert told("全年收到政府信息公开申\n请1\n2件。") == [(NEW, 12)]
    assert told("（二）依申请公开情况1\n2件申请结转。") == []
    assert told("收到申请1 2件。") == []


def test_a_claim_of_another_year_says_so() -> None:
    text = "2022年收到申请5件，2023年收到申请3件，较2021年多1件，答复3件。"
    assert [(claim.value, claim.year) for claim in claims_of(Narrative(1, text), 2023)] == [(5, 2022), (3, 2023), (3, 2023)]


def test_either_reading_of_what_was_received_agrees() -> None:
    (claim,) = claims_of(Narrative(1, "受理申请15件。"))
    assert claim.readings == ((NEW,), (NEW, IN))


def test_a_report_has_the_claims_of_its_sections_with_their_places() -> None:
    text = (
        official.page("annual_2021", {})
        .replace("全年工作平稳。", "  全年收到申请1\n2件。\n未发生行政\n诉讼。")
        .replace("没有其他事项。", "答复申请１２件。")
    )
    report = gongkai.parse(text).report
    assert [(claim.what, claim.value, claim.unit, claim.section) for claim in report.claims] == [
        (NEW, 12, "件", 1),
        (SUED, 0, None, 1),
        (DONE, 12, "件", 6),
    ]
    assert [text[claim.span.start : claim.span.end] for claim in report.claims if claim.span] == [
        "全年收到申请1\n2件",
        "未发生行政\n诉讼",
        "答复申请１２件",
    ]
    assert gongkai.Report.from_dict(report.to_dict()).claims == report.claims
    assert [claim.span for claim in gongkai.Report.from_dict(report.to_dict()).claims] == [claim.span for claim in report.claims]


@pytest.mark.parametrize(
    "piece", ["收到", "1件", "申请1件", "未", "复议、", "予以公开", "2023年", "其中", "(", "共共", " 1", "1\n", "结转下年度", "未收到申请"]
)
def test_the_time_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    assert len(told(f"申请{piece * 40_000}")) <= 40_000
