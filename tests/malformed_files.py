"""The samples of diagnostics about files: ``python -m tests.malformed_files`` writes them into tests/malformed."""

from __future__ import annotations

from pathlib import Path

import gongkai
from tests.printed_html import printed
from tests.unit.drawing import Drawing, pdf

MALFORMED = Path(__file__).parent / "malformed"


def samples() -> dict[str, bytes]:
    """Each file's name and its bytes: one report as a web page, with one mistake."""
    text = (MALFORMED / "GK203_a_heading_twice.txt").read_text("utf-8")
    page = printed(gongkai.parse(text).report, "plain")
    whole = page.encode()
    at = whole.index("公告".encode()) + 1
    return {
        "GK401_gbk_that_says_it_is_utf_8.html": page.encode("gb18030"),
        "GK402_a_web_page.doc": whole,
        "GK403_broken_bytes.html": whole[:at] + b"\xff\xff" + whole[at + 2 :],
        "GK404_a_page_that_was_scanned.pdf": pdf(_typed(gongkai.render(gongkai.parse(text).report, layout="pipe")), _scanned()),
    }


def _typed(text: str) -> Drawing:
    """A text on one page, line by line."""
    drawing, base = Drawing(), 20.0
    for line in text.split("\n"):
        for at in range(0, len(line), 90):
            drawing.text(30, base, line[at : at + 90], 6)
            base += 7.5
    return drawing


def _scanned() -> Drawing:
    """A page that is one picture."""
    drawing = Drawing()
    drawing.steps.append("q 500 0 0 700 50 70 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
    return drawing


if __name__ == "__main__":
    for name, data in samples().items():
        (MALFORMED / name).write_bytes(data)
