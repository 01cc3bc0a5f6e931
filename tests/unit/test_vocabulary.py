from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import grammar
from gongkai.cells import Reading, fold
from gongkai.form import Role, Word
from gongkai.vocabulary import Label, Vocabulary, enumerator
from tests.unit import official

ROWS = {row.label: row.item for form in official.FORMS for row in official.rows(form) if row.label}
ONLY = {form: [row for row in official.rows(form) if all(row.item != one.item for one in official.rows(other))] for form, other in
        zip(official.FORMS, reversed(official.FORMS), strict=True)}  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary([grammar.form(name) for name in official.FORMS])


def label(vocabulary: Vocabulary, text: str) -> Label:
    said = vocabulary.cell(text)
    assert isinstance(said, Label), f"{text!r} is {said!r}"
    return said


def words(vocabulary: Vocabulary, text: str) -> list[Word]:
    return [word for word in label(vocabulary, text).words if word is not None]


def item(vocabulary: Vocabulary, text: str) -> str | None:
    """The row that a text is the label of, in whatever form."""
    found = {word.row.path for word in words(vocabulary, text) if word.row is not None}
    return found.pop() if len(found) == 1 else None


@pytest.mark.parametrize("printed", ROWS)
def test_every_row_is_known_by_the_label_that_the_sheet_prints(vocabulary: Vocabulary, printed: str) -> None:
    assert item(vocabulary, printed) == ROWS[printed]


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("(一) 予以公开", "requests.outcomes.granted"),
        ("（ 一 ）予以 公开", "requests.outcomes.granted"),
        ("(一)\u3000予以公开", "requests.outcomes.granted"),
        ("**（一）予以公开**", "requests.outcomes.granted"),
        ("﹙一﹚予以公开", "requests.outcomes.granted"),
        ("1、属于国家秘密", "requests.outcomes.refused.state_secret"),
        ("１．属于国家秘密", "requests.outcomes.refused.state_secret"),
        ("1 . 属于国家秘密", "requests.outcomes.refused.state_secret"),
        ("1.屬於國家秘密", "requests.outcomes.refused.state_secret"),
        ("3.危及“三安全一稳定”", "requests.outcomes.refused.security_and_stability"),
        ('3.危及"三安全一稳定"', "requests.outcomes.refused.security_and_stability"),
        ("3.危及三安全一稳定", "requests.outcomes.refused.security_and_stability"),
        ("一，本年新收政府信息公开申请数量", "requests.new"),
        ("一、本年新收政府信息公开申请数量（件）", "requests.new"),
        ("⼀、本年新收政府信息公开申请数量", "requests.new"),
        ("（二）部分公开", "requests.outcomes.partly_granted"),
        ("（二）部分公开(区分处理的,只计这一情形,不计其他情形)", "requests.outcomes.partly_granted"),
        ("7.属于行政执法案卷", "requests.outcomes.refused.enforcement_files"),
        ("規範性文件", "proactive.normative_documents"),
        ("规范性文件", "proactive.normative_documents"),
        ("行政规范性文件", "proactive.normative_documents"),
        ("行政規範性檔案", "proactive.normative_documents"),  # what Taiwan's converters make of 文件
        ("規範性檔案", "proactive.normative_documents"),
        ("行 政 许 可", "proactive.licensing"),
        ("⾏政许可", "proactive.licensing"),
        ("规章（本机关制定的，含修订）", "proactive.rules"),
        (f"规章（{'说明' * 100}）", "proactive.rules"),
        ("行政强制（含行政强制措施（查封、扣押）和行政强制执行）", "proactive.compulsion"),
    ],
)
def test_a_label_is_known_however_it_is_printed(vocabulary: Vocabulary, printed: str, row: str) -> None:
    assert item(vocabulary, printed) == row


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("属于国家秘密", "requests.outcomes.refused.state_secret"),
        ("2.属于国家秘密", "requests.outcomes.refused.state_secret"),
        ("9、属于国家秘密", "requests.outcomes.refused.state_secret"),
        ("（二）予以公开", "requests.outcomes.granted"),
        ("五、结转下年度继续办理", "requests.carried_out"),
        ("（八）总计", "requests.outcomes.total"),
        ("（五）其他处理", "requests.outcomes.other.undivided"),
    ],
)
def test_a_label_is_known_without_its_number_or_with_a_wrong_one_of_its_kind(vocabulary: Vocabulary, printed: str, row: str) -> None:
    assert item(vocabulary, printed) == row


@pytest.mark.parametrize(
    "printed", ["三、其他", "（三）其他", "1.总计", "四、其他处理", "五、无法提供", "（一）行政许可数", "不予公开的", "予以公开数"]
)
def test_a_number_of_another_kind_makes_another_label(vocabulary: Vocabulary, printed: str) -> None:
    assert not isinstance(vocabulary.cell(printed), Label)


@pytest.mark.parametrize("printed", official.HEADINGS.values())
def test_a_heading_is_known_with_any_ordinal_and_without_one(vocabulary: Vocabulary, printed: str) -> None:
    bare = printed.partition("、")[2]
    for variant in (printed, bare, f"七、{bare}", f"## {printed}", f"**{printed}**", printed.replace("、", "．", 1), printed.replace("、", " ", 1)):
        assert {word.role for word in words(vocabulary, variant)} == {Role.SECTION}


@pytest.mark.parametrize("printed", official.HEADINGS.values())
def test_a_heading_numbered_in_brackets_is_no_heading_of_a_section(vocabulary: Vocabulary, printed: str) -> None:
    ordinal, _, bare = printed.partition("、")
    for variant in (f"（{ordinal}）{bare}", f"({ordinal}){bare}", f"（七）{bare}", f"## （{ordinal}）{bare}"):
        assert not isinstance(vocabulary.cell(variant), Label)


@pytest.mark.parametrize(
    ("printed", "section"),
    [
        ("二、行政机关主动公开政府信息情况", "proactive"),
        ("三、行政机关收到和处理政府信息公开申请情况", "requests"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
        ("四、因政府信息公开工作被申请行政复议提起行政诉讼情况", "disputes"),
        ("五、存在问题及改进情况", "problems"),
        ("五、存在的主要问题和改进情况", "problems"),
        ("五、存在问题和改进措施", "problems"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("六、其他需要汇报的事项", "other_matters"),
        ("七、其他需要报告的事项", "other_matters"),
    ],
)
def test_the_headings_that_offices_print_are_known(vocabulary: Vocabulary, printed: str, section: str) -> None:
    assert {(word.role, word.section) for word in words(vocabulary, printed)} == {(Role.SECTION, section)}


@pytest.mark.parametrize("form", official.FORMS)
def test_every_title_of_a_column_is_known(vocabulary: Vocabulary, form: str) -> None:
    number = official.FORMS.index(form)
    for column, title in official.TITLES[form].items():
        word = label(vocabulary, title).words[number]
        assert word is not None
        assert (word.role, word.column) == (Role.COLUMN, column)


@pytest.mark.parametrize("form", official.FORMS)
def test_a_label_of_one_form_alone_tells_the_forms_apart(vocabulary: Vocabulary, form: str) -> None:
    number = official.FORMS.index(form)
    for row in ONLY[form]:
        if row.item != "requests.outcomes.other.undivided":  # also printed on the later sheet
            assert label(vocabulary, row.label).forms == 1 << number


@pytest.mark.parametrize(
    "word",
    [
        "规章",
        "其他",
        "总计",
        "自然人",
        "行政许可",
        "行政处罚",
        "行政强制",
        "行政复议",
        "行政诉讼",
        "信息内容",
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "重复申请",
    ],
)
def test_a_word_that_also_stands_in_sentences_is_weak(vocabulary: Vocabulary, word: str) -> None:
    assert not label(vocabulary, word).strong


@pytest.mark.parametrize(
    "text",
    [
        "一、本年新收政府信息公开申请数量",
        "（一）予以公开",
        "1.属于国家秘密",
        "（七）总计",
        "其他对外管理服务事项",
        "五、存在问题及改进情况",
        "本年新收政府信息公开申请数量",
        "存在问题及改进情况",
    ],
)
def test_what_nobody_would_print_outside_of_the_sheet_is_strong(vocabulary: Vocabulary, text: str) -> None:
    assert label(vocabulary, text).strong


@pytest.mark.parametrize(("cell", "value"), [("0", 0), ("**12**", 12), ("１２", 12), ("减3", -3)])
def test_a_number_is_a_value_and_no_label(vocabulary: Vocabulary, cell: str, value: int) -> None:
    said = vocabulary.cell(cell)
    assert isinstance(said, Reading)
    assert (said.value, said.raw) == (value, cell)


@pytest.mark.parametrize("cell", ["规章制度", "全年工作平稳", "其他主动公开文件", "图1", "5%", "第二十一条", "规", "x" * 3000, "规章" * 500])
def test_what_is_neither_label_nor_value_is_text(vocabulary: Vocabulary, cell: str) -> None:
    assert isinstance(vocabulary.cell(cell), str)


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("一、总体情况", "o", "总体情况"),
        ("十二.总体", "o", "总体"),
        ("（一）予以公开", "b", "予以公开"),
        ("(1) 予以公开", "b", "予以公开"),
        ("（ 十 ）、其他", "b", "其他"),
        ("1.属于", "d", "属于"),
        ("1、属于", "d", "属于"),
        ("1）属于", "d", "属于"),
        ("１．属于", "d", "属于"),
        ("2024年", "", "2024年"),
        ("一是加强", "", "一是加强"),
        ("规章", "", "规章"),
        ("", "", ""),
    ],
)
def test_an_enumerator_is_taken_off_by_its_kind(text: str, kind: str, rest: str) -> None:
    assert enumerator(text) == (kind, rest)


def test_a_decimal_number_has_no_enumerator_of_its_whole_part(vocabulary: Vocabulary) -> None:
    said = vocabulary.cell("1.5")
    assert isinstance(said, Reading)
    assert str(said.value) == "1.5"


@given(st.sampled_from(sorted(ROWS)), st.data())
def test_every_beginning_of_a_label_may_begin_one_and_every_piece_is_a_part(printed: str, data: st.DataObject) -> None:
    known = grammar.scanner().vocabulary
    key = fold(printed)
    start = data.draw(st.integers(0, len(key) - 1))
    end = data.draw(st.integers(start + 1, len(key)))
    assert known.is_part(key[start:end])
    assert start or end == len(key) or known.begins_label(key[:end])


@given(st.text(max_size=200))
def test_a_cell_is_the_same_when_it_is_asked_again(text: str) -> None:
    known = grammar.scanner().vocabulary
    assert known.cell(text) == known.cell(text)


def test_the_memory_is_bounded(vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.vocabulary.MEMORY", 10)
    for number in range(100):
        vocabulary.cell(f"单元{number}格")
        assert len(vocabulary._cells) <= 10


def test_what_a_cell_is_and_what_it_comes_near_is_found_out_once(vocabulary: Vocabulary) -> None:
    assert vocabulary.cell("图 1 说明") is vocabulary.cell("图 1 说明")
    assert vocabulary.near("以公开") is vocabulary.near("以公开")


def test_a_text_longer_than_any_label_is_not_even_folded(vocabulary: Vocabulary) -> None:
    assert vocabulary.cell("规章" * 500) == ""
