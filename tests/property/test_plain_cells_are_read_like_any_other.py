from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import ReadError
from gongkai.page import Page
from gongkai.readers import docx
from gongkai.readers.limits import DEFAULT, Limits
from gongkai.readers.plain_cells import MARK
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
        + [
            '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{0}</w:t></w:r>',
            "<w:r><w:t>{0}</w:t><w:t>{1}</w:t></w:r>",
            "<w:r/>",
            "<w:r><w:t/></w:r>",
            "{0}",
        ]
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
_elements = [
    *("<w:t>5</w:t>", "<w:t/>", "<w:t></w:t >", "<!--<w:t>5</w:t>-->", "<?a <w:t>5</w:t>?>", "<w14:strike/>", "<strike/>"),
    *('<w:t xmlns:w="x">5</w:t>', f'<x:t xmlns:x="{word.W}"/>', f'<strike xmlns="{word.W}"/>'),
]
_PLACES = (
    "<w:tc><w:tcPr>{}</w:tcPr><w:p>{}</w:p></w:tc>",
    "<w:tc><w:p><w:pPr>{}</w:pPr>{}</w:p></w:tc>",
    "<w:tc><w:p><w:r><w:rPr>{}</w:rPr><w:t>6</w:t></w:r>{}</w:p></w:tc>",
)
_astray = st.builds(str.format, st.sampled_from(_PLACES), st.sampled_from(_elements), st.sampled_from(_elements).map("<w:r>{}</w:r>".format))
"""With what may be a text, or look like one, where there should be none."""
_tables = (
    st.lists(st.lists(_cells | _astray, max_size=5).map("".join).map("<w:tr>{}</w:tr>".format), min_size=1, max_size=4)
    .map("".join)
    .map("<w:tbl>{}</w:tbl>".format)
)
_nested = st.builds("<w:tbl><w:tr>{}<w:tc>{}<w:p/></w:tc></w:tr></w:tbl>".format, _cells, _tables)
_signs = f"""<!-- --> <![CDATA[ ]]> <?{MARK} ?> & < > ' " <w:tc> </w:tc> <w:t> </w:t> <{MARK}>0</{MARK}> <w:tc/> <w:p/> <w:tr> </w:tr> <w:r>
    <w:p> </w:p> \uffff \x01 &#9; <x:y/> <w:vanish/> <w:cellDel/>""".split()
_attributes = [' xmlns:w="x"', ' xmlns:w="y" ', f' xmlns="{word.W}"', ' w14:paraId="00A1B2C3"', ' w14:paraId="0', ' w:a=">"']
_damage = st.sampled_from([*_signs, *_attributes, *_elements, '<w:tc w:a="">', "<w:p xmlns:w='z'>", "\r\n"])
_WHOLE = re.compile(r"<(w:\w+)[^<>]*>[^<>]*</\1>|<w:\w+[^<>]*/>|<(w:(?:tc|p|r|rPr|pPr|tcPr))>.*?</\2>")
_W14 = ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_OTHERS = (' xmlns:w13="x"', f' xmlns:w14="{word.W}"', f' xmlns:w14="{word.STRICT}"', f'{_W14} xmlns="{word.W}"')


def _moved(data: st.DataObject, body: str) -> str:
    """A body, one of its elements in another place."""
    elements = [*_WHOLE.finditer(body)]
    if not elements:
        return body
    found = data.draw(st.sampled_from(elements))
    left = body[: found.start()] + body[found.end() :]
    at = data.draw(st.sampled_from([one.start() for one in re.finditer("<", left)] or [0]))
    return left[:at] + found[0] + left[at:]


def _damaged(data: st.DataObject, body: str) -> str:
    """A body with a sign in a place where there was none."""
    at = data.draw(st.integers(0, len(body)))
    tag = body.find(data.draw(st.sampled_from("<>")), at)
    at = tag + data.draw(st.integers(0, 1)) if tag >= 0 else at
    return body[:at] + data.draw(_damage) + body[at:]


def _read(data: bytes, limits: Limits) -> Page | str:
    try:
        return docx.read(data, limits)
    except ReadError as error:
        return error.diagnostic.code


def _both(parts: dict[str, str], limits: Limits) -> tuple[Page | str, Page | str]:
    """What a file is read as, and what it is where no cell is plain."""
    file = word.zipped(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docx, "folded", lambda xml: (xml, ()))
        as_others = _read(file, limits)
    return _read(file, limits), as_others


@given(st.data())
def test_plain_cells_are_read_like_any_other(data: st.DataObject) -> None:
    """What the cells of one markup hold is found out once: that gives the page, or the refusal, that all of the elements give."""
    body = data.draw(_tables | _nested)
    for _ in range(data.draw(st.integers(0, 2))):
        body = data.draw(st.sampled_from([_moved, _damaged]))(data, body)
    styles = data.draw(st.sampled_from(["", _STYLES, _STYLES.replace('"struck"', '"struck" w:default="1"')]))
    parts = word.parts(body, data.draw(st.sampled_from(["", _LISTS])), styles)
    if data.draw(st.integers(0, 9)) == 0:
        assert _W14 in parts["word/document.xml"]
        parts["word/document.xml"] = parts["word/document.xml"].replace(_W14, data.draw(st.sampled_from(_OTHERS)))
    limits = Limits(depth=data.draw(st.sampled_from([200, 200, *range(2, 12)])), cells=data.draw(st.sampled_from([500_000, 500_000, 3])))
    as_plain, as_others = _both(parts, limits)
    assert as_plain == as_others


@pytest.mark.parametrize("names", [_W14, *_OTHERS])
@pytest.mark.parametrize("place", _PLACES)
def test_what_is_out_of_place_in_a_plain_cell_is_read_like_in_any_other(place: str, names: str) -> None:
    for one in _elements:
        for other in _elements:
            cell = place.format(one, f"<w:r>{other}</w:r>") + place.format(one, f"<w:r>{other}<w:t>7</w:t></w:r>")
            parts = word.parts(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
            parts["word/document.xml"] = parts["word/document.xml"].replace(_W14, names)
            as_plain, as_others = _both(parts, DEFAULT)
            assert as_plain == as_others, cell
