"""Looks at the pages of ``gongkai check --format html`` and ``gongkai batch --summary`` in a browser without a window.

    python -m tests.browser.look [--browser chromium] [--keep FOLDER]

Asks of each page, at the width of a desktop and of a telephone, in light and in dark colours: that it does not scroll sideways as a whole, that all
text that is seen can be told from its ground (WCAG 2 AA), that no text is cut off, that it loads nothing, and that a screen reader is given a row's
label and a column's title for each number. On paper each report begins on a page of its own, and no plot is cut in two. ``--keep`` leaves pictures
and the PDFs to look at.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path

from gongkai.batch import run
from gongkai.checking import Checker
from gongkai.diagnostics import Language
from gongkai.inputs import files_of
from gongkai.report_formats import html
from tests.fuzz.kill_a_batch import fill

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [ROOT / "examples", *sorted((ROOT / "tests" / "findings").glob("GK50*")), ROOT / "tests" / "malformed" / "GK304_a_column_lost.txt"]
WIDTHS = (1200, 390)
SCHEMES = ("light", "dark")
LEAST = {"check": 1000, "summary": 100}
"""So many texts and numbers are to be seen."""
LANGUAGES: tuple[Language, ...] = ("zh", "en")

MEASURE = """
<script>
function parts(colour) { return colour.match(/[\\d.]+/g).map(Number); }
function ground(element) {
  for (let at = element; at; at = at.parentElement) {
    const found = parts(getComputedStyle(at).backgroundColor);
    if (found.length < 4 || found[3] > 0) return found;
  }
  return [255, 255, 255];
}
function luminance(colour) {
  const linear = colour.slice(0, 3).map(one => one / 255).map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}
function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}
addEventListener("load", () => {
  const faint = new Set(), cut = new Set();
  let texts = 0, values = 0, unnamed = 0;
  for (const element of document.querySelectorAll("main *")) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (own && !element.closest(".unseen")) {
      texts += 1;
      if (contrast(parts(getComputedStyle(element).color), ground(element)) < 4.5) faint.add(element.outerHTML.slice(0, 120));
      const box = element.getBoundingClientRect();
      if (!element.closest(".wide") && (box.left < 0 || box.right > innerWidth + 1)) cut.add(element.outerHTML.slice(0, 120));
    }
  }
  for (const cell of document.querySelectorAll("td")) {
    values += 1;
    if (!cell.title) continue;
    const titles = (cell.getAttribute("headers") || "").split(" ").map(name => document.getElementById(name));
    if (titles.length < 2 || titles.some(title => !title || !title.textContent.trim())) unnamed += 1;
  }
  const said = {texts, values, unnamed, faint: [...faint], cut: [...cut], wide: document.documentElement.scrollWidth - innerWidth,
    inner: innerWidth, loaded: performance.getEntriesByType("resource").map(one => one.name), paper: getComputedStyle(document.body).backgroundColor};
  const shown = document.createElement("pre");
  shown.id = "measured";
  shown.textContent = JSON.stringify(said);
  document.body.append(shown);
});
</script>
"""


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--browser", default=next((name for name in ("chromium", "google-chrome", "chrome") if shutil.which(name)), "chromium"))
    ask.add_argument("--keep", type=Path)
    options = ask.parse_args()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        files = list(Checker().files(files_of([str(sample) for sample in SAMPLES])))
        for lang in LANGUAGES:
            pages = {"check": "".join(html.write(files, lang)), "summary": summary(lang)}
            for kind, page in pages.items():
                for scheme in SCHEMES:
                    faults += [f"{kind}, {lang}, {scheme}, {fault}" for fault in look(options.browser, folder, page, f"{kind}_{lang}", scheme)]
                printed = texts_of(options.browser, folder, page, f"{kind}_{lang}")
                faults += [f"{kind}, {lang}, on paper: {fault}" for fault in ON_PAPER[kind](printed, page)]
    print("\n".join(faults) or "all well")
    return 1 if faults else 0


def summary(lang: Language) -> str:
    """The page that sums up the samples and some reports more."""
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name, "in"), 40)
        for number, path in enumerate(one.name for one in files_of([str(sample) for sample in SAMPLES])):
            shutil.copy(path, Path(name, "in", f"sample-{number}{Path(path).suffix}"))
        Path(name, "organs").write_text("安澜县水利局\n云山县人民政府办公室政务公开与政务服务协调指导中心\n", "utf-8")
        run(Path(name, "in"), Path(name, "out.csv"), summary=Path(name, "out.html"), organs=Path(name, "organs"), lang=lang)
        return Path(name, "out.html").read_text("utf-8")


def browse(browser: str, *arguments: str) -> str:
    """What a browser with a new profile prints."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        alone = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", f"--user-data-dir={profile}")
        done = subprocess.run([browser, *alone, *arguments], capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
    return done.stdout


def look(browser: str, folder: Path, page: str, name: str, scheme: str) -> list[str]:
    """What is wrong with a page in one scheme of colours. A frame gives it the width, because windows have a least one."""
    if scheme == "dark":  # as if the reader's system asked for it
        page = page.replace("(prefers-color-scheme:dark)", "all")
    (folder / "measured.html").write_text(page.replace("</body>", f"{MEASURE}</body>"), "utf-8")
    found = []
    for width in WIDTHS:
        frame = folder / "frame.html"
        frame.write_text(
            f'<body style="margin:0"><iframe src="measured.html" style="border:0;width:{width}px;height:3000px"></iframe>'
            "<script>onload = () => setTimeout(() => document.body.append("
            'document.querySelector("iframe").contentDocument.getElementById("measured").cloneNode(true)), 500)</script>',
            "utf-8",
        )
        picture = folder / f"{name}_{scheme}_{width}.png"
        near = ("--allow-file-access-from-files", f"--window-size={max(width, 500)},3000", "--virtual-time-budget=5000")
        shown = browse(browser, *near, "--dump-dom", frame.as_uri())
        browse(browser, *near, f"--screenshot={picture}", frame.as_uri())
        match = re.search(r'<pre id="measured">(.*?)</pre>', shown, re.DOTALL)
        if match is None:
            found.append(f"{width} wide: nothing was measured")
            continue
        said = json.loads(unescape(match[1]))
        dark = said["paper"] != "rgb(255, 255, 255)"
        found += [f"{width} wide: too little contrast: {one}" for one in said["faint"]]
        found += [f"{width} wide: cut off: {one}" for one in said["cut"]]
        found += [f"{width} wide: loads {one}" for one in said["loaded"]]
        found += [f"{width} wide: scrolls sideways by {said['wide']} pixels"] * (said["wide"] > 0)
        found += [f"{width} wide: {said['unnamed']} numbers without titles"] * (said["unnamed"] > 0)
        found += [f"{width} wide: the page is {said['inner']} wide"] * (said["inner"] != width)
        found += [f"{width} wide: the colours are not {scheme}"] * (dark != (scheme == "dark"))
        found += [f"{width} wide: little was seen: {said['texts']} texts, {said['values']} numbers"] * (
            min(said["texts"], said["values"]) < LEAST[name.partition("_")[0]]
        )
    return found


def texts_of(browser: str, folder: Path, page: str, name: str) -> list[str]:
    """The text of each sheet of paper that a page is printed on."""
    import pypdfium2

    source, paper = folder / "page.html", folder / f"{name}.pdf"
    source.write_text(page, "utf-8")
    browse(browser, "--no-pdf-header-footer", f"--print-to-pdf={paper}", source.as_uri())
    document = pypdfium2.PdfDocument(paper)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def each_report_on_its_own(sheets: list[str], page: str) -> list[str]:
    begins = sum(1 for sheet in sheets if "Findings" in sheet or "核对结果" in sheet.replace("年度报告核对结果", ""))
    reports = page.count('<section class="report"')
    return [] if begins == reports else [f"{begins} sheets begin a report, and there are {reports} reports"]


def plots_whole(sheets: list[str], page: str) -> list[str]:
    """A plot is whole where its first and its last name are on one sheet."""
    plots = [[unescape(name) for name in re.findall(r"<text x=\"0\"[^>]*>([^<]*)<", plot)] for plot in page.split("<svg")[1:]]
    assert len(plots) == 2
    return [f"the plot of {names} is cut" for names in plots if not any(names[0] in sheet and names[-1] in sheet for sheet in sheets)]


ON_PAPER = {"check": each_report_on_its_own, "summary": plots_whole}


if __name__ == "__main__":
    sys.exit(main())
