from __future__ import annotations

from copy import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cells import BLANK, MISSING, UNSETTLED, Reading, Span, Status, fold, squeeze, width
from tests.unit import official

PUNCTUATION = " \t\u3000\xa0()（）[]【】《》“”\"'‘’、，,。.．:：;；·|*#/-—"
LABELS = sorted(
    {row.label for form in official.FORMS for row in official.rows(form)} | set(official.HEADINGS.values()) | set(official.APPLICANT_TITLES)
)

TRADITIONAL = {
    "規章": "规章",
    "規範性文件": "规范性文件",
    "行政許可": "行政许可",
    "其他對外管理服務事項": "其他对外管理服务事项",
    "行政處罰": "行政处罚",
    "行政強制": "行政强制",
    "行政事業性收費": "行政事业性收费",
    "政府集中採購": "政府集中采购",
    "本年廢止件數": "本年废止件数",
    "現行有效件數": "现行有效件数",
    "本年收費金額（單位：萬元）": "本年收费金额（单位：万元）",
    "商業企業": "商业企业",
    "科研機構": "科研机构",
    "社會公益組織": "社会公益组织",
    "法律服務機構": "法律服务机构",
    "總計": "总计",
    "一、本年新收政府信息公開申請數量": "一、本年新收政府信息公开申请数量",
    "二、上年結轉政府信息公開申請數量": "二、上年结转政府信息公开申请数量",
    "三、本年度辦理結果": "三、本年度办理结果",
    "（一）予以公開": "（一）予以公开",
    "1.屬於國家秘密": "1.属于国家秘密",
    "3.危及“三安全一穩定”": "3.危及“三安全一稳定”",
    "4.保護第三方合法權益": "4.保护第三方合法权益",
    "5.屬於三類內部事務信息": "5.属于三类内部事务信息",
    "6.屬於四類過程性信息": "6.属于四类过程性信息",
    "8.屬於行政查詢事項": "8.属于行政查询事项",
    "（四）無法提供": "（四）无法提供",
    "1.本機關不掌握相關政府信息": "1.本机关不掌握相关政府信息",
    "2.沒有現成信息需要另行製作": "2.没有现成信息需要另行制作",
    "3.補正後申請內容仍不明確": "3.补正后申请内容仍不明确",
    "（五）不予處理": "（五）不予处理",
    "1.信訪舉報投訴類申請": "1.信访举报投诉类申请",
    "2.重複申請": "2.重复申请",
    "3.要求提供公開出版物": "3.要求提供公开出版物",
    "4.無正當理由大量反復申請": "4.无正当理由大量反复申请",
    "5.要求行政機關確認或重新出具已獲取信息": "5.要求行政机关确认或重新出具已获取信息",
    "1.申請人無正當理由逾期不補正、行政機關不再處理其政府信息公開申請": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申請人逾期未按收費通知要求繳納費用、行政機關不再處理其政府信息公開申請": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "四、結轉下年度繼續辦理": "四、结转下年度继续办理",
    "行政複議": "行政复议",
    "行政訴訟": "行政诉讼",
    "未經複議直接起訴": "未经复议直接起诉",
    "結果維持": "结果维持",
    "結果糾正": "结果纠正",
    "尚未審結": "尚未审结",
    "一、總體情況": "一、总体情况",
    "五、存在的主要問題及改進情況": "五、存在的主要问题及改进情况",
    "六、其他需要報告的事項": "六、其他需要报告的事项",
    "第一項加第二項之和，等於第三項加第四項之和": "第一项加第二项之和，等于第三项加第四项之和",
}


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("(一) 予以公开", "（一）予以公开"),
        ("（一）\u3000予以公开", "（一）予以公开"),
        ("一.总体情况", "一、总体情况"),
        ("1．属于国家秘密", "1.属于国家秘密"),
        ("１、属于国家秘密", "1.属于国家秘密"),
        ("3.危及三安全一稳定", "3.危及“三安全一稳定”"),
        ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
        ("商 业 企 业", "商业企业"),
        ("结果\xa0维持", "结果维持"),
        ("**结果维持**", "结果维持"),
        ("本年增／减", "本年增/减"),
        ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
    ],
)
def test_brackets_dots_quotes_and_spaces_do_not_tell_labels_apart(printed: str, plain: str) -> None:
    assert fold(printed) == fold(plain)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("⼯作", "工作"),  # U+2F00, Kangxi radicals
        ("⾏政⽅⾯", "行政方面"),
        ("⼀、总体情况", "一、总体情况"),
        ("⽆法提供", "无法提供"),
        ("⻛险", "风险"),  # U+2E80, which NFKC leaves alone
        ("⻓期", "长期"),
        ("⻅⾯", "见面"),
        ("⺠政", "民政"),
        ("⻚⾯", "页面"),
        ("行\uf9dd", "行\u5229"),  # a compatibility ideograph
    ],
)
def test_radicals_are_the_ideographs_they_look_like(printed: str, plain: str) -> None:
    assert fold(printed) == fold(plain)


@pytest.mark.parametrize("traditional", TRADITIONAL)
def test_a_label_in_traditional_characters_is_the_same_label(traditional: str) -> None:
    assert fold(traditional) == fold(TRADITIONAL[traditional])


def test_no_two_labels_of_a_sheet_fold_into_one() -> None:
    assert len({fold(label) for label in LABELS}) == len(LABELS)


@given(st.text())
def test_what_is_folded_has_letters_digits_and_ideographs_alone(text: str) -> None:
    assert all(char.isalnum() for char in fold(text))


@given(st.text(alphabet="".join(LABELS) + PUNCTUATION + "⼀⻛⺠規範檔，ＡＢ１２abAB01", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(LABELS), st.data())
def test_a_label_is_known_with_spaces_and_punctuation_anywhere_in_it(label: str, data: st.DataObject) -> None:
    fills = data.draw(st.lists(st.text(PUNCTUATION, max_size=3), min_size=len(label) + 1, max_size=len(label) + 1))
    printed = "".join(fill + char for fill, char in zip(fills, [*label, ""], strict=True))
    assert fold(printed) == fold(label)


@given(st.text(alphabet="一二三四公开政府信息年0123456789 \n\t\r\u3000\xa0\u2003", max_size=40))
def test_squeezing_takes_out_white_space_and_nothing_else(text: str) -> None:
    assert squeeze(text) == "".join(char for char in text if not char.isspace())


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("规章", 4), ("规章 0", 6), ("（一）", 6), ("(一)", 4), ("１", 2), ("“", 1)])
def test_a_wide_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("reading", "canonical"),
    [
        (Reading(3, Status.REPORTED, None, "3"), "3"),
        (Reading(3, Status.REPORTED, None, "３（其中1件）"), "3"),
        (Reading(-3, Status.REPORTED, None, "减3"), "-3"),
        (Reading(Decimal("2.5"), Status.REPORTED, "万元", "2.5 万元"), "2.5万元"),
        (Reading(None, Status.NOT_APPLICABLE, None, "—"), "/"),
        (BLANK, ""),
        (UNSETTLED, "?"),
        (MISSING, "_"),
    ],
)
def test_the_canonical_form_says_what_was_read_however_it_was_printed(reading: Reading, canonical: str) -> None:
    assert reading.canonical == canonical


def test_the_statuses_are_those_of_the_contract() -> None:
    assert {status.value for status in Status} == {"reported", "blank", "not_applicable", "inferred", "unsettled", "missing"}


@pytest.mark.parametrize(("value", "name"), [(Span(0, 1), "start"), (Reading(1, Status.REPORTED), "value")])
def test_the_values_of_the_stream_are_frozen_and_hashable(value: Span | Reading, name: str) -> None:
    assert len({value, copy(value)}) == 1
    with pytest.raises(AttributeError):
        setattr(value, name, 2)
