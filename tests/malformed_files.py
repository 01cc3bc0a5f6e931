"""The samples of diagnostics about files: ``python -m tests.malformed_files`` writes them into tests/malformed."""

from __future__ import annotations

from pathlib import Path

import gongkai
from tests.printed_html import printed

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
    }


if __name__ == "__main__":
    for name, data in samples().items():
        (MALFORMED / name).write_bytes(data)
