"""Makes the documents in this folder: the same report as text, web page, Word file and PDF.

    python tests/files/make.py [CASE...]

Needs LibreOffice, Chromium and the fonts WenQuanYi Zen Hei (fonts-wqy-zenhei); the tests need none of them, for what they read is committed.
A document is made by the programs that organs use: the Word file by LibreOffice from the page, the PDF by Chromium from the page, or by
LibreOffice from the Word file. All organs and numbers are invented.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import gongkai
from gongkai import grammar
from gongkai.sheet import Paragraph, Part, Table, sheet_of

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from tests.unit import official  # noqa: E402

SENTENCES = (
    "本年度，我局围绕水利建设、河道管理和农村供水等群众关心的事项，及时更新公开目录，按季度检查栏目内容，全年通过门户网站和公众号发布各类信息。",
    "在依法公开方面，我局完善了答复文书的样式和办理流程，收到的件由专人登记、分办和跟踪，做到件件有着落、事事有回音。",
    "在平台建设方面，对栏目进行了合并和调整，补充了历年的规划和统计资料，并在办事大厅设置了查阅点，配备了电脑和打印设备。",
    "在监督保障方面，把公开工作列入了科室的考核内容，组织了两期培训，邀请人大代表和群众代表对公开的内容提出意见。",
)


class Case(NamedTuple):
    """A report and how its PDF is made."""

    form: str
    cells: Callable[[str], str]
    """What each cell prints: nothing, a mark, or a number."""
    pdf: str
    """The program that prints it: chromium, libreoffice, or scan."""
    style: str = ""
    """How the page looks on paper, beside the usual."""
    page: str = "210mm 148mm"


def numbered(form: str) -> Mapping[str, str]:
    return official.numbered(form)


def _mixed(key: str) -> str:
    """Blank cells, marks and numbers, so that no two rows are blank alike."""
    at = sum(map(ord, key))
    return "" if at % 5 in (0, 3) else "/" if at % 11 == 0 else str(at % 97)


def _distinct(form: str) -> Callable[[str], str]:
    return official.numbered(form).__getitem__


UNRULED = "table, td { border: none } td { padding: 1mm 3mm } td.group { vertical-align: top; white-space: nowrap }"
CASES: Mapping[str, Case] = {
    "browser": Case("annual_2021", _distinct("annual_2021"), "chromium"),
    "browser_blank_cells": Case("annual_2019", _mixed, "chromium"),
    "browser_upright_labels": Case(
        "annual_2021", _mixed, "chromium", "td.group { width: 1em; padding: 0; word-break: break-all; line-break: anywhere }"
    ),
    "browser_areas": Case(
        "annual_2021",
        _distinct("annual_2021"),
        "chromium",
        "td { border: none; background: #dde } table { border-collapse: separate; border-spacing: 0.5mm }",
    ),
    "browser_unruled": Case("annual_2021", _distinct("annual_2021"), "chromium", UNRULED, "297mm 210mm"),
    "office": Case("annual_2019", _distinct("annual_2019"), "libreoffice"),
    "office_blank_cells": Case("annual_2021", _mixed, "libreoffice"),
    "office_rows_cut": Case("annual_2021", _distinct("annual_2021"), "libreoffice", page="210mm 117mm"),
    "scanned": Case("annual_2021", _distinct("annual_2021"), "scan", page="210mm 297mm"),
}
STYLE = """
@page { size: PAGE; margin: 20mm 20mm 22mm 20mm; @bottom-center { content: "— " counter(page) " —"; font-size: 10pt } }
body { font-family: "WenQuanYi Zen Hei"; font-size: 11pt }
h1 { text-align: center; font-size: 16pt; font-weight: normal }
h2 { font-size: 12pt; font-weight: normal }
p { text-indent: 2em; margin: 0; line-height: 1.6 }
table { border-collapse: collapse; width: 100%; margin: 3mm 0 }
td { border: 1px solid black; padding: 1.5mm 1mm; font-size: 9pt; text-align: center }
td.label { text-align: left; width: 12em } td.group { width: 1.2em }
"""
FOOTER = (
    '<div title="footer"><p style="text-align: center; text-indent: 0">— <sdfield type="page" subtype="random" format="page">1</sdfield> —</p></div>'
)


def main() -> None:
    for name in sys.argv[1:] or CASES:
        case = CASES[name]
        folder = HERE / case.form
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as work:
            make(name, case, folder, Path(work))
        print(*(f"{path.relative_to(HERE)} {path.stat().st_size:,}" for path in sorted(folder.glob(f"{name}.*"))), sep="\n")


def make(name: str, case: Case, folder: Path, work: Path) -> None:
    """Write one report in all its formats."""
    report = gongkai.parse(page(case)).unwrap()
    (folder / f"{name}.txt").write_text(gongkai.render(report, "pipe"), "utf-8")
    (folder / f"{name}.html").write_text("\n".join(web(case, report)), "utf-8")
    source = work / f"{name}.html"
    source.write_text("\n".join(web(case, report, FOOTER)), "utf-8")
    office(source, "docx:MS Word 2007 XML", folder, work, "--infilter=HTML (StarWriter)")
    if case.pdf == "libreoffice":
        office(folder / f"{name}.docx", "pdf", folder, work)
    else:
        chromium(folder / f"{name}.html", folder / f"{name}.pdf", work)
    if case.pdf == "scan":
        scan(folder / f"{name}.pdf")


def page(case: Case) -> str:
    """The report as text."""
    keys = official.keys(case.form)
    text = official.page(case.form, {key: printed for key in keys if (printed := case.cells(key))})
    return text.replace("全年工作平稳。", "\n".join((*SENTENCES, *SENTENCES))).replace("公开不够及时。", "\n".join(SENTENCES))


def web(case: Case, report: gongkai.Report, footer: str = "") -> Iterator[str]:
    """The report as a web page."""
    yield f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{html.escape(report.title or "")}</title>'
    yield f"<style>{STYLE.replace('PAGE', case.page)}{case.style}</style></head><body>"
    for block in sheet_of(report, grammar.form(report.form)).blocks:
        if isinstance(block, Paragraph):
            tag = ("p", "h1", "h2")[block.level]
            yield f"<{tag}>{html.escape(block.text)}</{tag}>"
        else:
            yield from _table(block)
    yield f"{footer}</body></html>\n"


def _table(table: Table) -> Iterator[str]:
    yield '<table border="1" cellspacing="0">'
    for row in table.rows:
        yield "<tr>"
        for cell in row:
            kind = f' class="{cell.part.value}"' if cell.part in (Part.LABEL, Part.GROUP) else ""
            spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
            yield f"<td{kind}{spans}>{html.escape(cell.text)}</td>"
        yield "</tr>"
    yield "</table>"


def office(source: Path, kind: str, folder: Path, work: Path, *options: str) -> None:
    """Convert a document with LibreOffice."""
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{work}/office",
        *options,
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def chromium(source: Path, target: Path, work: Path) -> None:
    """Print a web page with Chromium."""
    program = shutil.which("chromium") or "google-chrome"
    quiet = ["--disable-gpu", "--disable-background-networking", "--no-first-run", "--no-sandbox", f"--user-data-dir={work}/browser"]
    printed = ["--headless", "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run([program, *quiet, *printed], check=True, capture_output=True, timeout=300)


def scan(path: Path) -> None:
    """Put a picture of each page in the place of what is on it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pictures = [sheet.render(scale=1).to_pil().convert("1") for sheet in document]
    document.close()
    pictures[0].save(path, save_all=True, append_images=pictures[1:2])


if __name__ == "__main__":
    main()
