from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai
from gongkai import grammar
from gongkai.near import Nearest, Printed, bound, distance
from gongkai.vocabulary import Vocabulary
from tests.unit import official
from tests.unit.reading import HEADING, SHEET, cells_of, codes, finding, said

words = st.text("甲乙丙丁", min_size=1, max_size=8)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return grammar.scanner().vocabulary


def near(vocabulary: Vocabulary, text: str) -> list[str]:
    """The official texts of the labels that a text comes near."""
    return [next(word.text for word in label.words if word is not None) for label in vocabulary.near(text)]


# ---------------------------------------------------------------- the measure


@pytest.mark.parametrize(
    ("label", "text", "far"),
    [
        ("甲乙丙丁", "甲乙丙丁", 0),
        ("甲乙丙丁", "甲丙丁", 1),
        ("甲乙丙丁", "乙丙丁", 1),
        ("甲乙丙丁", "甲乙丙", 1),
        ("甲乙丙丁", "甲乙乙丙丁", 1),
        ("甲乙丙丁", "甲甲乙丙丁", 1),
        ("甲乙丙丁", "甲乙丙丁丁", 1),
        ("甲乙丙丁", "乙甲丙丁", 1),
        ("甲乙丙丁", "甲乙丁丙", 1),
        ("甲乙丙丁", "丙甲丁", 2),  # 乙 lost, then 甲 and 丙 swapped
        ("甲乙丙丁", "丁丙", 3),
        ("甲乙丙丁", "甲乙戊丙丁", 2),
        ("甲乙丙丁", "甲戊丙丁", 3),
        ("甲乙丙丁", "甲乙戊戊丙丁", 2),  # one twice, as it may be that of the label
        ("甲乙丙丁", "甲乙丙丁戊", 5),
        ("甲乙丙丁", "戊甲乙丙丁", 5),
        ("甲乙丙丁", "戊己庚辛", 5),
        ("甲乙丙丁", "甲" * 400, 5),
    ],
)
def test_lost_doubled_and_swapped_count_one_added_two_and_nothing_stands_before_or_behind(label: str, text: str, far: int) -> None:
    assert distance(label, text) == far


@given(words, words, st.integers(0, 6))
def test_a_distance_within_reach_does_not_depend_on_the_reach(label: str, text: str, reach: int) -> None:
    assert distance(label, text, reach) == min(distance(label, text, 40), reach + 1)


@given(words)
def test_a_text_is_at_no_distance_from_itself_alone(label: str) -> None:
    assert distance(label, label) == 0
    assert all(distance(label, other) > 0 for other in (label[1:], label + label[-1], label[:-1] + "戊"))


@given(st.integers(1, 60), st.booleans())
def test_the_bound_grows_with_the_length_and_leaves_most_of_a_label(length: int, title: bool) -> None:
    assert 1 <= bound(length, title) <= bound(length + 1, title) <= 3
    assert bound(length, title) <= max(1, length // 2)
    assert bound(length) <= bound(length, title=True)


def test_of_eight_characters_two_may_be_lost_of_sixteen_three_and_of_a_title_of_five_two() -> None:
    assert [length for length in range(1, 60) if bound(length) > bound(length - 1)] == [8, 16]
    assert [length for length in range(1, 60) if bound(length, title=True) > bound(length - 1, title=True)] == [5, 16]


def test_labels_that_mean_the_same_are_no_rivals_and_others_are() -> None:
    one, two = Printed("", "", "甲乙丙丁"), Printed("", "", "甲乙丙戊")
    assert Nearest([(one, 1, "a"), (two, 2, "a")]).find(Printed("", "", "甲乙丙")) == (1,)
    assert Nearest([(one, 1, "a"), (two, 2, "b")]).find(Printed("", "", "甲乙丙")) == (1, 2)


def nearest(text: str, *labels: str) -> tuple[str, ...]:
    return Nearest([(Printed("", "", label), label, label) for label in labels]).find(Printed("", "", text))


ALPHABET = string.ascii_lowercase[:20]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("bcdeghijkmnopqrst", "z" + ALPHABET),
        ("bcdeghijkmnopqrst", "bcdghijmnopqrst"),
    ],
)
def test_what_is_nearly_as_near_to_another_label_is_neither(text: str, other: str) -> None:
    assert nearest(text, ALPHABET) == (ALPHABET,)
    assert set(nearest(text, ALPHABET, other)) == {ALPHABET, other}


def test_a_character_that_no_label_has_may_stand_there_twice() -> None:
    assert nearest("甲乙戊戊丙丁子丑寅卯", "甲乙丙丁子丑寅卯") == ("甲乙丙丁子丑寅卯",)


def test_a_label_may_be_longer_than_all_others_and_three_of_its_characters_doubled() -> None:
    assert nearest("a" + ALPHABET + "tt", ALPHABET) == (ALPHABET,)


def test_a_number_of_two_digits_needs_no_mark_behind_it() -> None:
    labels = [(Printed("d", "10", "甲乙丙丁"), 10, 10), (Printed("d", "1", "甲乙丙丁"), 1, 1)]
    assert Nearest(labels).find(Printed("", "", "10甲乙丙")) == (10,)


def test_one_character_is_near_to_no_label() -> None:
    assert Nearest([(Printed("o", "七", "总计"), 1, 1)]).find(Printed("", "", "计")) == ()


def test_a_wrong_number_of_several_characters_counts_as_one() -> None:
    # Two of its characters and the one that was added are not the second label's, which is yet near enough to be a rival.
    own, other = Printed("o", "十二", "abxczdyefghwijklmnop"), Printed("o", "五", "abcdefghijklmnop")
    assert Nearest([(own, 12, 12), (other, 5, 5)]).find(Printed("o", "十二", "abczdefghijklmnop")) == (12, 5)


def test_a_text_is_compared_with_labels_of_about_the_same_characters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def noted(label: str, text: str, reach: int = 4) -> int:
        compared.append(label)
        return distance(label, text, reach)

    monkeypatch.setattr("gongkai.near.distance", noted)
    nearest("甲乙丙丁戊", "甲乙丙丁戊己", "子丑寅卯辰巳午未")
    assert compared == ["甲乙丙丁戊己"]
    nearest("天地玄黄", "甲乙丙丁")
    nearest("甲乙丙丁戊己", "甲乙", "丙丁戊己天地玄黄宇")
    assert compared == ["甲乙丙丁戊己"]


def test_without_labels_nothing_is_near() -> None:
    assert Nearest[int]([]).find(Printed("", "", "甲乙丙")) == ()


# ---------------------------------------------------------------- the labels of the forms


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("（一）以公开", "（一）予以公开"),
        ("以公开", "（一）予以公开"),
        ("（三）不公开", "（三）不予公开"),
        ("（一）予公开", "（一）予以公开"),
        ("（三）予公开", "（三）不予公开"),
        ("（三）不予予公开", "（三）不予公开"),
        ("（五）不处理", "（五）不予处理"),
        ("（七）计总", "（七）总计"),
        ("规章章", "规章"),
        ("政许可", "行政许可"),
        ("行许政可", "行政许可"),
        ("行政处", "行政处罚"),
        ("行政规范文件", "行政规范性文件"),
        ("1.于国家秘密", "1.属于国家秘密"),
        ("1于国家秘密", "1.属于国家秘密"),
        ("8属政查询事项", "8.属于行政查询事项"),
        ("6.属于四类过程信息", "6.属于四类过程性信息"),
        ("6、要求行政机关确认或重新出具获取信息", "5.要求行政机关确认或重新出具已获取信息"),
        ("一、本年度新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量"),
        ("四、结转下一年度继续办理", "四、结转下年度继续办理"),
        ("行政许（含变更、延续）", "行政许可"),
        ("**（四）无法供**", "（四）无法提供"),
        ("本年发件数", "本年制发件数"),
        ("本年发件", "本年制发件数"),
        ("现行有效件", "现行有效件数"),
        ("法人或者其他组织", "法人或其他组织"),
        ("二、主动公开政府信情况", "二、主动公开政府信息情况"),
        ("二主动公开政府信情况", "二、主动公开政府信息情况"),
        ("六、其他需要报告事项", "六、其他需要报告的事项"),
        ("七、政府信息公开行政复议、行政诉讼情", "四、政府信息公开行政复议、行政诉讼情况"),
    ],
)
def test_a_damaged_label_comes_near_its_own(vocabulary: Vocabulary, text: str, label: str) -> None:
    assert near(vocabulary, text) == [label]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("予公开", ["（一）予以公开", "（三）不予公开"]),
        ("计总", ["总计", "（七）总计"]),
        ("第二十条第（）项", ["第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项", "第二十条第（八）项", "第二十条第（九）项"]),
    ],
)
def test_what_is_as_near_to_two_labels_is_neither(vocabulary: Vocabulary, text: str, labels: list[str]) -> None:
    assert sorted(near(vocabulary, text)) == sorted(labels)


INVENTED = """
行政检查 行政奖励 行政裁决 行政征收 行政确认 行政给付 行政处分 行政处理 行政复核 行政许可事项 行政强制措施 其他主动公开文件 部门规章 政府规章
地方性法规 政府规范性文件 党内规范性文件 其他规范性文件 行政收费 行政性收费 事业性收费 政府采购 政府分散采购 合计 小计 其它 其他人 其他说明
"""
OTHER_WORDS = """
不予 公开 （七）总 （七）计 七总 七计 （五）不予公 （四）予公开 （三）不与公开 不予以公开 暂不公开 同意公开 同意部分公开 重复的申请 1.属于工作秘密 属于商业秘密
二、下年结转政府信息公开申请数量 四、下年结转政府信息公开申请数量 本年结转政府信息公开申请数量 去年结转政府信息公开申请数量 四、结转上年度继续办理
其中：本年新收政府信息公开申请数量 予以公开数 不予公开的 信息公开 政府信息公开 图1 注 说明
"""


@pytest.mark.parametrize("text", [*INVENTED.split(), *OTHER_WORDS.split()])
def test_another_row_in_the_words_of_the_form_is_near_to_none(vocabulary: Vocabulary, text: str) -> None:
    assert near(vocabulary, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "行政许可37",
        "属于行政查询事项0",
        "属于行政查询事0",
        "8属于行政查询事7",
        "属8于行政查询事项",
        "属于行政0查询事项",
        "8.8属于行政查询事项",
        "88属于行政查询事项",
        "66要求行政机关确认或重新出具已获取信息",
        "其他对外管理服务事项无",
        "政许可/",
        "政许可—",
        "（六）其他他处理（七）",
    ],
)
def test_a_cell_glued_to_a_label_is_not_lost_in_it(vocabulary: Vocabulary, text: str) -> None:
    assert near(vocabulary, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "（二）主动公开政府信情况",
        "## （二）主动公开政府信情况",
        "主动公开政府信情况",
        "2.主动公开政府信情况",
        "四、政府信息公开行政复议情况",
        "三、依申请公开政府信息情况",
    ],
)
def test_a_part_of_a_section_does_not_come_near_its_heading(vocabulary: Vocabulary, text: str) -> None:
    assert near(vocabulary, text) == []


@given(st.text(max_size=60) | st.text("予以公开不处理行政许可（）一三、.", max_size=12))
def test_any_text_is_near_to_labels_of_about_its_length_or_to_none(text: str) -> None:
    for label in grammar.scanner().vocabulary.near(text):
        assert abs(len(label.key) - len(text)) <= 8 + sum(text.count(char) for char in string.whitespace + "（）、.*#_") or "（" in text


def test_a_text_longer_than_any_label_is_not_looked_at(vocabulary: Vocabulary) -> None:
    assert near(vocabulary, "行政许" * 5000) == []


def test_the_memory_of_near_labels_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = Vocabulary([grammar.form(name) for name in official.FORMS])
    monkeypatch.setattr("gongkai.vocabulary.MEMORY", 10)
    for number in range(100):
        vocabulary.near(f"单元{number}格")
        assert len(vocabulary._near) <= 10


# ---------------------------------------------------------------- on a page

STATE_SECRET, GRANTED = "requests.outcomes.refused.state_secret", "requests.outcomes.granted"


def read(style: str, printed: Mapping[str, str], *, added: Sequence[str] = ()) -> gongkai.Result:
    """Table 3, some of its labels printed otherwise, and a row added after that of state secrets."""
    rows = []
    for row in SHEET:
        rows.append([printed.get(row.item, row.label), *cells_of(row.item)])
        if added and row.item == STATE_SECRET:
            rows.append(list(added))
    return gongkai.parse(f"{HEADING}\n{official.table(style, rows)}\n")


each_style = pytest.mark.parametrize("style", official.STYLES)


@each_style
@pytest.mark.parametrize("printed", ["1.于国家秘密", "1.属于国家秘", "1.属于国国家秘密", "1.属国于家秘密", "于国家秘密"])
def test_a_damaged_label_is_read_and_noted_in_every_style(style: str, printed: str) -> None:
    result = read(style, {STATE_SECRET: printed})
    assert said(result, STATE_SECRET) == cells_of(STATE_SECRET)
    assert codes(result) == []
    found = finding(result, "GK211")
    assert (found.details["found"], found.details["expected"]) == (printed, "1.属于国家秘密")


@each_style
def test_an_ambiguous_label_is_not_read_and_its_rivals_are_named(style: str) -> None:
    result = read(style, {GRANTED: "予公开"})
    found = finding(result, "GK212")
    assert found.severity is gongkai.Severity.ERROR
    assert found.details["expected"].split() == ["（一）予以公开", "（三）不予公开"]
    assert set(said(result, GRANTED)) == {"_"}
    assert not {"GK201", "GK205", "GK206"} & set(codes(result))


@each_style
@pytest.mark.parametrize("label", ["属于国家秘", "1.属于国国家秘密", "于国家秘密"])
def test_a_row_near_to_one_that_the_page_has_is_another_row(style: str, label: str) -> None:
    result = read(style, {}, added=[label, *"9" * 7])
    assert said(result, STATE_SECRET) == cells_of(STATE_SECRET)
    assert finding(result, "GK201").details["found"] == label
    assert "GK211" not in codes(result, notes=True)


@each_style
def test_two_labels_near_to_one_are_one_row_printed_twice(style: str) -> None:
    result = read(style, {STATE_SECRET: "1.于国家秘密"}, added=["1.属国家秘密", *"9" * 7])
    assert "9" not in said(result, STATE_SECRET)
    assert "GK305" in codes(result)


@pytest.mark.parametrize("style", ["grid", "bordered", "tabs", "words", "columns"])
@pytest.mark.parametrize(("item", "printed"), [("requests.outcomes.total", "总计"), ("requests.outcomes.other.rest", "其他")])
def test_a_row_without_its_number_is_no_title(style: str, item: str, printed: str) -> None:
    result = read(style, {item: printed})
    assert said(result, item) == cells_of(item)
    assert codes(result) == []
    assert finding(result, "GK211").details["found"] == printed


@pytest.mark.parametrize("style", ["grid", "tabs"])
@pytest.mark.parametrize(("first", "second"), [("本年发件数", "本年废止件数"), ("本年制发件", "本年废止数"), ("本年发件", "年本废止件数")])
def test_damaged_titles_are_believed_in_their_order_alone(style: str, first: str, second: str) -> None:
    heading = official.HEADINGS["proactive"]
    for titles, cells in ([first, second], ["1", "2", "3"]), ([second, first], ["?"] * 3):
        table = official.table(style, [["信息内容", *titles, "现行有效件数"], ["规章", "1", "2", "3"]])
        assert said(gongkai.parse(f"{heading}\n{table}\n"), "proactive.rules") == cells


@pytest.mark.parametrize("style", ["grid", "tabs"])
def test_a_damaged_title_among_others_is_a_title(style: str) -> None:
    titles = [*official.APPLICANT_TITLES[:-1], "总总计"]
    table = official.table(style, [["", *titles], *([row.label, *cells_of(row.item)] for row in SHEET)])
    result = gongkai.parse(f"{HEADING}\n{table}\n")
    assert codes(result) == []
    assert said(result, GRANTED) == cells_of(GRANTED)


@pytest.mark.parametrize("heading", official.HEADINGS.values())
def test_a_damaged_heading_opens_its_section(heading: str) -> None:
    for printed in (heading.replace("情况", "情"), heading.replace("的", "", 1), heading[:3] + heading[2:]):
        if printed != heading:
            result = gongkai.parse(f"{official.TITLE}\n\n{printed}\n\n没有情况。\n")
            assert [section.text for section in result.report.sections] == ["没有情况。"]


def test_a_damaged_heading_is_none_where_the_page_has_it_undamaged() -> None:
    heading = official.HEADINGS["proactive"]
    result = gongkai.parse(f"{official.HEADINGS['overview']}\n二、主动公开政府信情况\n平稳。\n{heading}\n规章 | 1 | 2 | 3 |\n")
    assert [section.heading for section in result.report.sections] == [official.HEADINGS["overview"], heading]
    assert "GK211" not in codes(result, notes=True)


@pytest.mark.parametrize("text", ["规章章", "行政许", "（一）以公开", "1.属于国家秘", "二、主动公开政府信息工作有序。"])
def test_outside_of_tables_no_word_is_a_damaged_label(text: str) -> None:
    result = gongkai.parse(f"{official.HEADINGS['overview']}\n{text}\n3\n{text}\n")
    assert [section.text for section in result.report.sections] == [f"{text}\n3\n{text}"]
    assert "GK211" not in codes(result, notes=True)


def test_a_text_in_place_of_a_cell_is_no_label() -> None:
    result = gongkai.parse(f"{official.HEADINGS['proactive']}\n规章 | 1 | 行政许 | 3 |\n行政处罚 | 5 |\n")
    assert said(result, "proactive.licensing") == ["_"]
    assert said(result, "proactive.rules")[1] == "?"


def test_a_label_in_two_pieces_one_of_them_damaged_is_read() -> None:
    rows = [[row.label, *cells_of(row.item)] for row in SHEET]
    item = "requests.outcomes.unavailable.needs_creation"
    text = official.table("words", rows).replace("2.没有现成信息需要另行制作 ", "2.没有现成信息\n").replace("3.补正后", "要另行制作\n3.补正后")
    result = gongkai.parse(f"{HEADING}\n{text}\n")
    assert said(result, item) == cells_of(item)
    assert "GK211" in codes(result, notes=True)


def test_a_page_of_nothing_but_damaged_labels_is_of_no_known_form() -> None:
    rows = [["章规", "1", "2", "3"], ["政许可", "4"], ["2.重复复申请", *"5678901"]]
    result = gongkai.parse(
        f"二、主动公开政府信情况\n{official.table('tabs', rows[:2])}\n三、收到和处理政府信公开申请情况\n{official.table('tabs', rows[2:])}\n"
    )
    assert said(result, "proactive.rules") == ["?", "?", "?"]
    assert said(result, "requests.outcomes.not_processed.repeated") == list("5678901")
    assert not result.ok
