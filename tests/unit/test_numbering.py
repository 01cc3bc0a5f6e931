from __future__ import annotations

import pytest

from gongkai import Paragraph
from gongkai.readers.docx import read
from gongkai.readers.numerals import numeral
from tests.unit.word import CONTINUE, RESTART, abstract, anew, docx, instance, item, level, p, tbl, tc, tr


def printed(body: str, numbering: str, styles: str = "") -> list[str]:
    """What is printed, each line without its x."""
    lines: list[str] = []
    for block in read(docx(body, numbering, styles)).blocks:
        lines += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return [line.removesuffix("x").rstrip() for line in lines]


def numbered(levels: list[int], *definitions: str) -> list[str]:
    """The numbers of paragraphs of one list."""
    return printed("".join(item("x", 1, at) for at in levels), abstract(1, *definitions) + instance(1, 1))


OUTLINE = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("decimal", "0 1 9 10 11 20 21 99 100"),
        ("decimalZero", "00 01 09 10 11 20 21 99 100"),
        ("001, 002, 003, ...", "000 001 009 010 011 020 021 099 100"),
        ("decimalFullWidth", "０ １ ９ １０ １１ ２０ ２１ ９９ １００"),
        ("chineseCounting", "○ 一 九 十 十一 二十 二十一 九十九 一○○"),
        ("taiwaneseCounting", "○ 一 九 十 十一 二十 二十一 九十九 一○○"),
        ("chineseCountingThousand", "〇 一 九 十 十一 二十 二十一 九十九 一百"),
        ("taiwaneseCountingThousand", "○ 一 九 十 十一 二十 二十一 九十九 一百"),
        ("japaneseCounting", "〇 一 九 十 十一 二十 二十一 九十九 百"),
        ("ideographDigital", "〇 一 九 一〇 一一 二〇 二一 九九 一〇〇"),
        ("taiwaneseDigital", "○ 一 九 一○ 一一 二○ 二一 九九 一○○"),
        ("chineseLegalSimplified", "零 壹 玖 壹拾 壹拾壹 贰拾 贰拾壹 玖拾玖 壹佰"),
        ("decimalEnclosedCircle", "0 ① ⑨ ⑩ ⑪ ⑳ 21 99 100"),
        ("decimalEnclosedParen", "0 ⑴ ⑼ ⑽ ⑾ ⒇ 21 99 100"),
        ("decimalEnclosedFullstop", "0 ⒈ ⒐ ⒑ ⒒ ⒛ 21 99 100"),
        ("ideographEnclosedCircle", "0 ㊀ ㊈ ㊉ 11 20 21 99 100"),
        ("ideographTraditional", "0 甲 壬 癸 11 20 21 99 100"),
        ("ideographZodiac", "0 子 申 酉 戌 20 21 99 100"),
        ("upperLetter", "0 A I J K T U UUUU VVVV"),
        ("lowerLetter", "0 a i j k t u uuuu vvvv"),
        ("upperRoman", "0 I IX X XI XX XXI XCIX C"),
        ("lowerRoman", "0 i ix x xi xx xxi xcix c"),
        ("unheard of", "0 1 9 10 11 20 21 99 100"),
    ],
)
def test_a_number_is_printed_in_its_format(style: str, expected: str) -> None:
    assert [numeral(number, style) for number in (0, 1, 9, 10, 11, 20, 21, 99, 100)] == expected.split()


def test_a_number_of_more_digits_is_said_with_its_places() -> None:
    said = {101: "一百〇一", 110: "一百一十", 111: "一百一十一", 1001: "一千〇一", 1010: "一千〇一十", 2024: "二千〇二十四", 9999: "九千九百九十九"}
    assert {number: numeral(number, "chineseCountingThousand") for number in said} == said
    assert [numeral(number, "japaneseCounting") for number in (101, 110, 1111, 2000)] == ["百一", "百十", "千百十一", "二千"]
    assert numeral(10, "none") == ""
    assert numeral(3, "numberInDash") == "- 3 -"


@pytest.mark.parametrize("style", ["upperRoman", "lowerLetter", "chineseCounting", "chineseCountingThousand", "ideographDigital", "decimalZero"])
@pytest.mark.parametrize("number", [-(2**31), -1, 2**31])
def test_a_number_beyond_a_format_is_short(style: str, number: int) -> None:
    assert 0 < len(numeral(number, style)) <= 11


def test_the_levels_of_an_outline_count_and_begin_anew_below_each_other() -> None:
    outline = (level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))
    assert numbered([0, 0, 1, 1, 2, 2, 1, 2, 0, 2, 1], *outline) == "一、 二、 （一） （二） 1. 2. （三） 1. 三、 1. （一）".split()


def test_a_level_before_the_one_above_it_shows_where_that_one_begins() -> None:
    assert numbered([1, 1, 0, 1, 2], *OUTLINE) == ["1.1", "1.2", "1.", "1.1", "1.1.1"]


@pytest.mark.parametrize(("restart", "last"), [(None, "1)"), ("0", "4)"), ("1", "3)"), ("2", "1)"), ("9", "1)")])
def test_a_level_begins_anew_where_it_says(restart: str | None, last: str) -> None:
    more = "" if restart is None else f'<w:lvlRestart w:val="{restart}"/>'
    levels = [0, 2, 0, 2, 2, 1, 2] if restart == "1" else [0, 2, 2, 0, 2, 1, 2]
    assert numbered(levels, *OUTLINE[:2], level(2, "decimal", "%3)", more=more))[-1] == last


def test_a_legal_level_prints_all_its_numbers_in_digits() -> None:
    outline = (level(0, "upperRoman", "%1."), level(1, "upperLetter", "%1.%2", more="<w:isLgl/>"), level(2, "upperLetter", "%1.%2"))
    assert numbered([0, 0, 1, 2], *outline) == ["I.", "II.", "2.1", "II.A"]


@pytest.mark.parametrize(("gap", "between"), [("tab", " "), ("space", " "), ("nothing", "")])
def test_what_stands_between_number_and_text_is_a_space_or_nothing(gap: str, between: str) -> None:
    definitions = abstract(1, level(0, "decimal", "%1.", more=f'<w:suff w:val="{gap}"/>')) + instance(1, 1)
    assert read(docx(item("总体情况"), definitions)).blocks == (Paragraph(f"1.{between}总体情况"),)


def test_instances_of_a_list_count_on_unless_they_say_that_they_begin_anew() -> None:
    lists = abstract(1, OUTLINE[0]) + instance(1, 1) + instance(2, 1) + instance(3, 1, anew(0)) + instance(4, 1, anew(0, 5))
    body = "".join(item("x", number) for number in (1, 1, 2, 3, 3, 4, 1, 3))
    assert printed(body, lists) == ["1.", "2.", "3.", "1.", "2.", "5.", "6.", "7."]


def test_lists_of_their_own_count_for_themselves() -> None:
    lists = abstract(1, OUTLINE[0]) + abstract(2, level(0, "upperLetter", "%1)", start=3)) + instance(1, 1) + instance(2, 2)
    assert printed("".join(item("x", number) for number in (1, 2, 1, 2)), lists) == ["1.", "C)", "2.", "D)"]


def test_an_instance_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)")}</w:lvlOverride>'
    lists = abstract(1, OUTLINE[0]) + instance(1, 1) + instance(2, 1, own)
    assert printed("".join(item("x", number) for number in (1, 2, 2, 1)), lists) == ["1.", "II)", "III)", "4."]


def test_a_level_that_begins_anew_does_so_at_what_its_instance_says() -> None:
    lists = abstract(1, *OUTLINE) + instance(1, 1, anew(1, 4))
    assert printed("".join(item("x", 1, at) for at in (0, 1, 1, 0, 1)), lists) == ["1.", "1.4", "1.5", "2.", "2.4"]


def style(name: str, inner: str = "", *, based_on: str = "", kind: str = "paragraph", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    numbers = f"<w:pPr><w:numPr>{inner}</w:numPr></w:pPr>" if inner else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{name}"/>{base}{numbers}</w:style>'


ONE = '<w:numId w:val="1"/>'
HEADINGS = style("a", ONE) + style("b", f'<w:ilvl w:val="1"/>{ONE}') + style("c", based_on="a") + style("d", '<w:numId w:val="0"/>', based_on="a")
HEADINGS += style("e", '<w:ilvl w:val="1"/>', based_on="a")
LINKED = (level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="a"/>'), level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="b"/>'))


def styled(*names: str, own: str = "") -> str:
    return "".join(p("x", properties=f'<w:pStyle w:val="{name}"/>{own}') for name in names)


def test_a_style_numbers_its_paragraphs() -> None:
    lists = abstract(1, *LINKED) + instance(1, 1)
    assert printed(styled(*"abbabcdea"), lists, HEADINGS) == ["一、", "（一）", "（二）", "二、", "（一）", "三、", "", "（一）", "四、"]


def test_a_level_is_linked_to_its_style_whatever_the_style_says() -> None:
    lists = abstract(1, *LINKED) + instance(1, 1)
    assert printed(styled("a", "b"), lists, style("a", ONE) + style("b", ONE)) == ["一、", "（一）"]


def test_what_a_paragraph_says_of_its_number_goes_before_its_style() -> None:
    lists = abstract(1, *LINKED) + instance(1, 1)
    off = styled("a", own='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    deeper = styled("a", own='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert printed(styled("a") + off + deeper + styled("a"), lists, HEADINGS) == ["一、", "", "（一）", "二、"]


def test_the_default_style_numbers_paragraphs_without_a_style() -> None:
    assert printed(p("x") * 2, abstract(1, OUTLINE[0]) + instance(1, 1), style("a", ONE, more=' w:default="1"')) == ["1.", "2."]


def test_a_list_may_name_a_style_that_names_another_list() -> None:
    linking = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="l"/></w:abstractNum>'
    lists = abstract(1, level(0, "upperLetter", "%1.")) + linking + instance(1, 1) + instance(2, 2)
    assert printed("".join(item("x", number) for number in (2, 2, 1)), lists, style("l", ONE, kind="numbering")) == ["A.", "B.", "C."]


def test_lists_and_styles_that_go_round_in_a_circle_number_nothing() -> None:
    round_about = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:numStyleLink w:val="{name}"/></w:abstractNum>' for at, name in ((1, "l"), (2, "m"))
    )
    lists = round_about + instance(1, 1) + instance(2, 2)
    styles = style("l", '<w:numId w:val="2"/>', kind="numbering") + style("m", ONE, kind="numbering")
    styles += style("a", based_on="b") + style("b", based_on="a")
    assert printed(item("x") + styled("a"), lists, styles) == ["", ""]


@pytest.mark.parametrize(("sign", "shown"), [("\uf0b7", "•"), ("-", "•"), ("l", "•"), ("", ""), ("（一）", "（一）")])
def test_a_bullet_is_one_sign_whatever_its_font(sign: str, shown: str) -> None:
    assert numbered([0], level(0, "bullet", sign)) == [shown]


def test_a_dash_before_a_number_does_not_make_it_negative() -> None:
    assert read(docx(item("5"), abstract(1, level(0, "bullet", "-")) + instance(1, 1))).blocks == (Paragraph("• 5"),)


def test_paragraphs_without_text_count_and_deleted_ones_do_not() -> None:
    lists = abstract(1, OUTLINE[0]) + instance(1, 1)
    gone = p(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1" w:author="某"/></w:rPr>')
    assert printed(item("x") + gone + item("") + item("x"), lists) == ["1.", "2.", "3."]


def test_the_rows_of_a_table_are_numbered_as_they_come() -> None:
    number = tc(item(""))
    body = tbl(tr(number, "a"), tr(tc(item(""), properties=RESTART), "b"), tr(tc(p(), properties=CONTINUE), "c"), tr(number, "d"))
    assert printed(body, abstract(1, OUTLINE[0]) + instance(1, 1)) == ["1.", "a", "2.", "b", "c", "3.", "d"]


@pytest.mark.parametrize(
    "lists", ["", instance(1, 1), abstract(1), abstract(1) + instance(1, 2), abstract(1, level(3, "decimal", "%4")) + instance(1, 1)]
)
def test_a_list_that_is_not_there_numbers_nothing(lists: str) -> None:
    assert printed(item("x"), lists) == [""]


def test_a_level_whose_pattern_is_too_long_is_cut() -> None:
    assert len(numbered([0], level(0, "decimal", "%1" * 100_000))[0]) <= 64


def test_a_number_format_of_a_later_word_stands_beside_an_older_one() -> None:
    both = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    assert numbered([0], level(0, "decimal", "%1").replace('<w:numFmt w:val="decimal"/>', both)) == ["001"]
