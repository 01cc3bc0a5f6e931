"""Looks at the page of ``gongkai check --format html`` in a browser without a window.

    python -m tests.browser.look [--browser chromium] [--keep FOLDER]

Asks of the page, at the width of a desktop and of a telephone, in light and in dark colours: that it does not scroll sideways as a whole, that all
text that is seen can be told from its ground (WCAG 2 AA), that no text is cut off, that it loads nothing, and that a screen reader is given a row's
label and a column's title for each number. On paper each report begins on a page of its own. ``--keep`` leaves pictures and the PDF to look at.
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

from gongkai.checking import Checker
from gongkai.inputs import files_of
from gongkai.report_formats import html

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [ROOT / "examples", *sorted((ROOT / "tests" / "findings").glob("GK50*")), ROOT / "tests" / "malformed" / "GK304_a_column_lost.txt"]
WIDTHS = (1200, 390)
SCHEMES = ("light", "dark")

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
  for (const cell of document.querySelectorAll("td[title]")) {
    values += 1;
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
        pages = {"zh": "".join(html.write(files, "zh")), "en": "".join(html.write(files, "en"))}
        for lang, page in pages.items():
            for scheme in SCHEMES:
                faults += [f"{lang}, {scheme}, {fault}" for fault in look(options.browser, folder, page, scheme)]
        reports = sum(1 for one in files if one.result is not None)
        faults += print_it(options.browser, folder, pages["en"], reports)
    print("\n".join(faults) or "all well")
    return 1 if faults else 0


def browse(browser: str, *arguments: str) -> str:
    """What a browser with a new profile prints."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        alone = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", f"--user-data-dir={profile}")
        done = subprocess.run([browser, *alone, *arguments], capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
    return done.stdout


def look(browser: str, folder: Path, page: str, scheme: str) -> list[str]:
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
        picture = folder / f"{scheme}_{width}.png"
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
        found += [f"{width} wide: little was seen: {said['texts']} texts, {said['values']} numbers"] * (said["texts"] < 1000 or said["values"] < 1000)
    return found


def print_it(browser: str, folder: Path, page: str, reports: int) -> list[str]:
    """What is wrong with a page on paper."""
    import pypdfium2

    source, paper = folder / "page.html", folder / "page.pdf"
    source.write_text(page, "utf-8")
    browse(browser, "--no-pdf-header-footer", f"--print-to-pdf={paper}", source.as_uri())
    document = pypdfium2.PdfDocument(paper)
    texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    begins = sum(1 for text in texts if "Findings" in text)
    return [] if begins == reports else [f"on paper: {begins} pages begin a report, and there are {reports} reports"]


if __name__ == "__main__":
    sys.exit(main())
