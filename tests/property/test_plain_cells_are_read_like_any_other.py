from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import ReadError
from gongkai.page import Page
from gongkai.readers import docx
from gongkai.readers.limits import Limits
from tests.unit import word

_LISTS = word.abstract(1, word.level(0, "decimal", "%1.")) + word.instance(1, 1)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:rPr>{look}</w:rPr></w:style>'
    for name, look in {"struck": "<w:strike/>", "hidden": "<w:vanish/>", "raised": '<w:vertAlign w:val="superscript"/>'}.items()
)
_texts = st.sampled_from(["5", "37", "甲", "", " 6 ", "1,024", "a>b", "&amp;", "&#53;", "乙\n丙", "]]&gt;", "１２", "\u3000", "w14:paraId"])
_runs = st.builds(
    str.format,
    st.sampled_from(
        ["<w:r><w:t>{0}</w:t></w:r>"] * 4
        + ['<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{0}</w:t></w:r>', "<w:r><w:t>{0}</w:t><w:t>{1}</w:t></w:r>", "<w:r/>", "{0}"]
        + [
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{0}</w:t></w:r>",
            "<w:r><w:t>{0}</w:t><w:br/><w:t>{1}</w:t></w:r>",
            "<w:ins><w:r><w:t>{0}</w:t></w:r></w:ins>",
        ]
        + ["<w:r><w:t>{0}<w:br/>{1}</w:t></w:r>", '<w:r><w:t/></w:r><w:r><w:rPr><w:position w:val="6"/></w:rPr><w:t>{0}</w:t></w:r>']
    ),
    _texts,
    _texts,
)
_numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_styled = [f'<w:pStyle w:val="{name}"/>' for name in ("struck", "hidden", "raised", "none")]
_paragraphs = st.builds(
    "<w:p{}>{}{}</w:p>".format,
    st.sampled_from(["", ' w14:paraId="00A1B2C3"', ' w14:paraId="00A1B2C4"', " w14:paraId='00A1B2C5'"]),
    st.sampled_from(["", *(f"<w:pPr>{one}</w:pPr>" for one in ["", _numbered, *_styled, "<w:rPr><w:del/></w:rPr>"])]),
    st.lists(_runs, max_size=3).map("".join),
)
_cells = st.builds(
    "<w:tc>{}{}</w:tc>".format,
    st.sampled_from(
        ["", "<w:tcPr/>"]
        + [
            f"<w:tcPr>{one}</w:tcPr>"
            for one in (word.RESTART, word.CONTINUE, '<w:gridSpan w:val="2"/>', "<w:hMerge/>", '<w:gridSpan w:val="x"/>', "<w:cellDel/>")
        ]
    ),
    st.lists(_paragraphs, min_size=1, max_size=2).map("".join) | st.just("<w:p/>") | _paragraphs,
)
_tables = (
    st.lists(st.lists(_cells, max_size=5).map("".join).map("<w:tr>{}</w:tr>".format), min_size=1, max_size=4)
    .map("".join)
    .map("<w:tbl>{}</w:tbl>".format)
)
_nested = st.builds("<w:tbl><w:tr>{}<w:tc>{}<w:p/></w:tc></w:tr></w:tbl>".format, _cells, _tables)
_signs = """<!-- --> <![CDATA[ ]]> <?gongkai ?> & < > ' " <w:tc> </w:tc> <w:t> </w:t> <w:gongkai>0</w:gongkai> <w:tc/> <w:p/> <w:tr> </w:tr> <w:r>
    <w:p> </w:p> \uffff \x01 &#9; <x:y/> <w:vanish/> <w:cellDel/>""".split()
_attributes = [' xmlns:w="x"', ' xmlns:w="y" ', ' w14:paraId="00A1B2C3"', ' w14:paraId="0', ' w:a=">"']
_damage = st.sampled_from([*_signs, *_attributes, '<w:tc w:a="">', "<w:p xmlns:w='z'>", "\r\n"])


def _read(data: bytes, limits: Limits) -> Page | str:
    try:
        return docx.read(data, limits)
    except ReadError as error:
        return error.diagnostic.code


@given(st.data())
def test_plain_cells_are_read_like_any_other(data: st.DataObject) -> None:
    """What the cells of one markup hold is found out once: that gives the page, or the refusal, that all of the elements give."""
    body = data.draw(_tables | _nested)
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(body)))
        tag = body.find(data.draw(st.sampled_from("<>")), at)
        at = tag + data.draw(st.integers(0, 1)) if tag >= 0 else at
        body = body[:at] + data.draw(_damage) + body[at:]
    styles = data.draw(st.sampled_from(["", _STYLES, _STYLES.replace('"struck"', '"struck" w:default="1"')]))
    parts = word.parts(body, data.draw(st.sampled_from(["", _LISTS])), styles)
    if data.draw(st.integers(0, 9)) == 0:
        parts["word/document.xml"] = parts["word/document.xml"].replace(" xmlns:w14=", " xmlns:w13=")
    file = word.zipped(parts)
    limits = Limits(depth=data.draw(st.sampled_from([200, 200, *range(2, 12)])), cells=data.draw(st.sampled_from([500_000, 500_000, 3])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docx, "folded", lambda xml: (xml, ()))
        expected = _read(file, limits)
    assert _read(file, limits) == expected
