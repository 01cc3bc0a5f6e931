from __future__ import annotations

import pytest

from gongkai.errors import ReadError
from gongkai.page import Page, Table
from gongkai.readers import docx, plain_cells
from gongkai.readers.limits import DEFAULT, Limits
from gongkai.readers.plain_cells import MARK, folded
from tests.unit import word


def _folded(body: str) -> tuple[str, list[list[str]]]:
    """What is left of the body, and the texts of the cells that were taken out."""
    xml, groups = folded(word.document(body).encode())
    return xml.decode().partition("<w:body>")[2].partition("</w:body>")[0], [["|".join(texts) for _, texts in group] for group in groups]


def _page(body: str) -> Page:
    return docx.read(word.docx(body))


def test_plain_cells_beside_each_other_are_one_mark() -> None:
    left, groups = _folded(word.tr("甲", "5", word.tc(word.p("6", "7"))) + word.tr("乙", word.tc("1", "2"), ""))
    assert groups == [["甲", "5", "6|7"], ["乙"], [""]]
    assert left.startswith(f"<w:tr><{MARK}>0</{MARK}></w:tr><w:tr><{MARK}>1</{MARK}><w:tc>")


@pytest.mark.parametrize(
    "cell",
    [
        word.tc("1", "2"),
        word.tc(word.p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r>")),
        word.tc(word.p("<w:r><w:t>1</w:t><w:br/></w:r>")),
        word.tc(word.p("<w:r><w:t>1&amp;2</w:t></w:r>")),
        word.tc(word.p("<w:r><w:t>1<w:br/>2</w:t></w:r>")),
        word.tc(word.p("<w:r><w:t>1>2</w:t></w:r>")),
        word.tc(word.p("<w:r><w:t/></w:r>", "3")),
        word.tc("1", properties="<w:cellDel/>"),
        word.tc(word.p("<w:r><w:t><w:br/>2</w:t></w:r>")),
        word.tc("1", properties=f'<w:tcW w:w="{"0" * plain_cells._LONGEST}"/>'),
        word.tc(word.p("<w:r><w:t>1\t2</w:t></w:r>")),
        word.tc(word.p("<w:r><w:t/></w:r>", properties="<w:t>5</w:t>")),
        word.tc(word.p("<w:r><w:rPr><w:t>5</w:t></w:rPr><w:t/></w:r>")),
        word.tc(word.p("<w:r><w:t/></w:r>"), properties="<w:t>5</w:t>"),
        word.tc(word.p("<w:r><w:t></w:t ></w:r>"), properties="<w:t>5</w:t>"),
        word.tc(word.p("5", properties='<x:b xmlns:x="x"/>')),
    ],
)
def test_what_is_more_than_plain_text_stays_where_it_is(cell: str) -> None:
    assert _folded(word.tr(cell)) == (word.tr(cell), [])


@pytest.mark.parametrize(
    "sign",
    [
        *("<!-- -->", "<?a b?>", f"<{MARK}>0</{MARK}>", '<w:p xmlns:w="a"/>', '<w:p xmlns:w14 ="a"/>', '<p xmlns="a"/>', '<p xmlns = "a"/>'),
        f'<x:{MARK.removeprefix("w:")} xmlns:x="{word.W}">0</x:{MARK.removeprefix("w:")}>',
        word.tr(word.tc(word.p("<w:r><w:t/></w:r>", properties="<!--<w:t>5</w:t>-->"))),
        word.tr(word.tc(word.p("<w:r><w:t/></w:r>", properties="<![CDATA[<w:t>5</w:t>]]>"))),
        word.tr(word.tc(word.p("<w:r><w:t/></w:r>", properties="<?a <w:t>5</w:t>?>"))),
        word.tr(word.tc(word.p(f'<w:r><x:t xmlns:x="{word.W}"/></w:r>'), properties='<w:t xmlns:w="x">5</w:t>')),
        word.tr(word.tc(word.p("5", properties=f'<pStyle xmlns="{word.W}" w:val="hidden"/>'))),
    ],
)
def test_all_cells_stay_where_anything_may_change_what_they_mean(sign: str) -> None:
    assert _folded(sign + word.tr("5")) == (sign + word.tr("5"), [])


@pytest.mark.parametrize("other", [f'xmlns:w14="{word.W}"', f'xmlns:w14="{word.STRICT}"', f'xmlns:w14="urn:x" xmlns="{word.W}"'])
@pytest.mark.parametrize("properties", ["<w14:strike/>", "<strike/>"])
def test_what_prefixes_stand_for_at_the_root_is_what_they_stand_for_in_cells(other: str, properties: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = word.parts(word.tbl(word.tr(word.tc(word.p(f"<w:r><w:rPr>{properties}</w:rPr><w:t>7</w:t></w:r>")))))
    parts["word/document.xml"] = parts["word/document.xml"].replace('xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"', other)
    assert other in parts["word/document.xml"]
    file = word.zipped(parts)

    def outcome() -> Page | str:
        try:
            return docx.read(file)
        except ReadError as error:
            return error.diagnostic.code

    as_plain = outcome()
    monkeypatch.setattr(docx, "folded", lambda xml: (xml, ()))
    assert outcome() == as_plain


@pytest.mark.parametrize("text", ["http://www.x.gov.cn/zhengfuxinxigongkai/", "w:gongkai"])
def test_an_address_is_no_mark(text: str) -> None:
    assert _folded(word.p(text) + word.tr("5"))[1] == [["5"]]


def test_files_whose_signs_may_be_others_stay_as_they_are() -> None:
    xml = word.document(word.tr("5"))
    for other in (
        xml.encode("utf-16"),
        xml.replace("UTF-8", "us-ascii").encode(),
        xml.replace('"yes"?>', '"yes"?><!-- -->').encode(),
        b"\xef\xbb\xbf" + xml.encode(),
    ):
        assert folded(other) == (other, ())


def test_a_mark_in_a_file_names_no_cells() -> None:
    with_mark = word.tbl(word.tr("5"), f"<w:tr><{MARK}>0</{MARK}></w:tr>")
    (table,) = _page(with_mark).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["5"]


def test_numbers_of_paragraphs_make_no_other_markup_and_are_no_text() -> None:
    cells = [f'<w:tc><w:p w14:paraId="{at:08X}"><w:r><w:t>w14:paraId="{at:08X}"</w:t></w:r></w:p></w:tc>' for at in range(plain_cells._MOST_NEW + 1)]
    left, groups = _folded(word.tr(*cells))
    assert left == f"<w:tr><{MARK}>0</{MARK}></w:tr>"
    assert groups == [[f'w14:paraId="{at:08X}"' for at in range(plain_cells._MOST_NEW + 1)]]


def test_a_prefix_that_stands_for_nothing_is_refused_though_another_file_says_what_it_stands_for() -> None:
    body = word.tbl(word.tr('<w:tc><w:p w14:paraId="0000000A"><w:r><w:t>5</w:t></w:r></w:p></w:tc>'))
    assert _page(body).blocks
    parts = word.parts(body)
    parts["word/document.xml"] = parts["word/document.xml"].replace("xmlns:w14=", 'x=" xmlns:w14=" xmlns:w13=')
    with pytest.raises(ReadError) as caught:
        docx.read(word.zipped(parts))
    assert caught.value.diagnostic.code == "GK417"


def test_a_file_of_many_markups_is_not_asked_about_each() -> None:
    def cells(first: int) -> str:
        return word.tr(*(word.tc(str(at), properties=f'<w:tcW w:w="{at}"/>') for at in range(first, first + 300)))

    for first in range(90_000, 93_000, 300):
        left, _ = _folded(cells(first))
        assert left.count("<w:tc>") == 100
        assert all(len(known) <= plain_cells._MOST_KNOWN + plain_cells._MOST_NEW for known in plain_cells._known.values())


def test_white_space_about_a_text_is_printed_where_it_is_kept() -> None:
    cells = [word.tc(word.p(f"<w:r><w:t{kept}> 6 \u3000 </w:t></w:r>")) for kept in ("", ' xml:space="preserve"')]
    assert _folded(word.tr(*cells))[1] == [["6 \u3000", " 6 \u3000 "]]


def test_a_cell_that_does_not_end_before_the_next_is_not_plain() -> None:
    assert _folded("<w:tc><w:p/><w:tc><w:p/></w:tc></w:tc>") == (f"<w:tc><w:p/><{MARK}>0</{MARK}></w:tc>", [[""]])


_STYLES = """<w:style w:type="paragraph" w:styleId="hidden"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId=' w14:paraId="0000000A"'><w:rPr><w:strike/></w:rPr></w:style>"""
_DEFAULT = '<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:rPr><w:strike/></w:rPr></w:style>'
_LISTS = word.abstract(1, word.level(0, "decimal", "&#10;%1.")) + word.instance(1, 1)


def _texts(body: str, styles: str = _STYLES, limits: Limits = DEFAULT) -> list[str]:
    (table,) = docx.read(word.docx(word.tbl(word.tr(body)), _LISTS, styles), limits).blocks
    assert isinstance(table, Table)
    assert _folded(body)[1]
    return [cell.text for cell in table.cells]


def test_the_style_of_a_plain_cell_hides_it_or_strikes_it_out() -> None:
    styled = [
        word.tc(word.p("5", properties=f"<w:pStyle w:val={style}/>"))
        for style in ('"hidden"', "' w14:paraId=\"0000000A\"'", "' w14:paraId=\"0000000B\"'")
    ]
    assert _texts("".join(styled)) == ["", "[5]", "5"]
    assert _texts(word.tc("5"), _DEFAULT) == ["[5]"]


def test_a_plain_cell_has_its_number() -> None:
    assert _texts(word.tc(word.item("甲")) + word.tc(word.item("乙"))) == ["1. 甲", "2. 乙"]


@pytest.mark.parametrize("cell", [word.tc("5"), "<w:tc><w:p/></w:tc>", "<w:tc><w:p><w:pPr/></w:p></w:tc>", "<w:tc><w:p><w:r/></w:p></w:tc>"])
@pytest.mark.parametrize("depth", range(1, 8))
def test_a_plain_cell_is_as_deep_as_its_elements(cell: str, depth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file, limits = word.docx(word.tbl(word.tr(cell))), Limits(depth=depth)

    def outcome() -> Page | str:
        try:
            return docx.read(file, limits)
        except ReadError as error:
            return error.diagnostic.code

    as_plain = outcome()
    monkeypatch.setattr(docx, "folded", lambda xml: (xml, ()))
    assert outcome() == as_plain
