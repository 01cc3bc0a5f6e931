"""Each code of a ReadError has a file that is refused with it, and says in both languages why and what to do."""

from __future__ import annotations

import pickle
import string
from pathlib import Path
from typing import NamedTuple

import pytest

import gongkai
from gongkai.diagnostics import CODES, told
from gongkai.readers.limits import Limits
from tests.unit.drawing import Drawing, pdf
from tests.unit.test_files import packed
from tests.unit.word import document, docx, p, parts, zipped

PAGE = "三、收到和处理政府信息公开申请情况"


class Refused(NamedTuple):
    """A file, and the limits beyond which it is."""

    data: bytes
    limits: Limits = Limits()


def locked() -> bytes:
    """A Word file whose parts are marked as encrypted."""
    return docx(p("甲")).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


SAMPLES = {
    "GK411": Refused(PAGE.encode(), Limits(size=10)),
    "GK412": Refused(packed("xl/workbook.xml")),
    "GK413": Refused(b"7z\xbc\xaf\x27\x1c"),
    "GK414": Refused(b"\x89PNG\r\n\x1a\n"),
    "GK416": Refused(locked()),
    "GK417": Refused(docx(p("甲"))[:-30]),
    "GK418": Refused(zipped({**parts(""), "word/document.xml": document(p("甲")).replace("<w:document", "<!DOCTYPE a><w:document", 1)})),
    "GK419": Refused(docx('<w:altChunk xmlns:r="r" r:id="rId9"/>' + p())),
    "GK421": Refused(docx(p("甲") * 10_000), Limits(unpacked=100_000)),
    "GK422": Refused(b"<!DOCTYPE html><table>" + b"<tr><td>1<td>2" * 100, Limits(cells=50)),
    "GK423": Refused(b"<!DOCTYPE html>" + b"<div>" * 300),
    "GK424": Refused(pdf(*[Drawing().text(50, 50, "甲")] * 3), Limits(pages=2)),
    "GK427": Refused(docx(p("甲")) + b"PK\x01\x02" * 10_001),
    "GK431": Refused(b"<!DOCTYPE html><iframe src=a.htm></iframe>"),
    "GK432": Refused(pdf(Drawing())),
    "GK433": Refused(pdf(Drawing().text(50, 50, "\ue123\ue456"))),
    "GK434": Refused(b"%PDF-1.7\nnothing"),
}

# What is said of the command's arguments, of programs that are not there or come to an end, and of a media type: their own tests have samples.
ELSEWHERE = {
    "GK415": "test_files.py",
    "GK425": "test_pdf_apart.py",
    "GK426": "test_pdf_apart.py",
    "GK435": "test_pdf.py",
    "GK436": "test_libreoffice.py",
    "GK437": "test_libreoffice.py",
    "GK438": "test_libreoffice.py",
    "GK441": "test_cli.py",
    "GK442": "test_cli.py",
    "GK443": "test_cli.py",
    "GK444": "test_cli.py",
    "GK451": "test_batch.py",
    "GK452": "test_batch.py",
    "GK453": "test_batch.py",
}


def test_every_refusal_has_a_sample() -> None:
    assert sorted([*SAMPLES, *ELSEWHERE]) == [code for code in CODES if "GK410" < code < "GK500"]
    for code, file in ELSEWHERE.items():
        assert code in (Path(__file__).parent / file).read_text("utf-8")


@pytest.mark.parametrize("code", SAMPLES)
def test_a_file_is_refused_with_its_code_in_one_line_of_either_language(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = SAMPLES[code]
    with pytest.raises(gongkai.ReadError) as caught:
        gongkai.read(sample.data, limits=sample.limits)
    error = caught.value
    assert error.diagnostic.code == code
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.diagnostic) == (gongkai.ReadError, error.diagnostic)
    for lang, locale in (("zh", "zh_CN.UTF-8"), ("en", "C")):
        monkeypatch.setenv("LANGUAGE", locale)
        assert str(error) == told(error.diagnostic, lang)  # type: ignore[arg-type]
        assert "\n" not in str(error)
        assert "{" not in str(error)
        assert all(error.diagnostic.details[name] in str(error) for _, name, _, _ in string.Formatter().parse(CODES[code].message["en"]) if name)
    assert told(error.diagnostic, "zh") != told(error.diagnostic, "en")
