"""Fuzzing of the reader of Word files: mutated files give a page or a ReadError, soon.

    python tests/fuzz/read_any_docx.py [--runs N] [--seed N] [FILE …]

Not part of the tests: 100,000 runs take an hour. Files are the .docx to mutate; without any, made ones are. One run in five changes bytes of the
ZIP file; the others change its XML, which is more useful, and pack it again. Each tenth page is also parsed. What is found goes into
tests/unit/test_docx.py.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import gongkai
from gongkai import grammar
from gongkai.page import Table
from gongkai.readers import docx
from gongkai.readers.limits import Limits
from gongkai.sheet import sheet_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.unit import official, word

LIMITS = Limits(size=5_000_000, unpacked=5_000_000, cells=20_000, depth=60)
_VALUES = ("", "0", "-1", "1", "2", "3", "9", "63", "1000000", "99999999999", "restart", "continue", "on", "none", "bullet", "begin", "separate")
_NAMES = """p r t tbl tr tc tcPr trPr pPr rPr sdt sdtContent ins del moveFrom moveTo gridSpan vMerge hMerge gridBefore numPr numId ilvl tab br vanish
    fldChar instrText txbxContent pict hyperlink lvl num abstractNum lvlOverride startOverride numStyleLink pStyle basedOn cellDel altChunk sym""".split()
SLOW = 5.0


def samples() -> list[bytes]:
    """Small files with all that the reader knows."""
    lists = word.abstract(1, word.level(0, "chineseCounting", "%1、"), word.level(1, "decimal", "%1.%2"), word.level(2, "bullet", "l"))
    lists += word.instance(1, 1) + word.instance(2, 1, word.anew(0, 3))
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="a"/><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr>'
    styles += '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    text = "".join(word.item("甲", 1 + at % 2, at % 3) for at in range(6)) + word.p("乙", properties='<w:pStyle w:val="b"/>')
    text += word.p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>', word.t("3"))
    text += word.p("<w:r><w:pict><v:textbox><w:txbxContent>" + word.p("框") + "</w:txbxContent></v:textbox></w:pict></w:r>")
    text += word.tbl(word.tr(word.tc(word.tbl(word.tr("1", "2"), word.tr("3", "4"))), "5"))
    found = [word.docx(text, lists, styles)]
    for form in official.FORMS:
        report = gongkai.parse(official.page(form, official.numbered(form))).report
        found.append(word.docx(word.sheet_xml(sheet_of(report, grammar.form(form)), framed=form == "annual_2019"), lists, styles))
    return found


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file with some of its bytes, or some of its XML, changed."""
    if chance.random() < 0.2:
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(changed))
            kind = chance.randrange(4)
            if kind == 0:
                del changed[at:]
            elif kind == 1:
                del changed[at : at + chance.randint(1, 40)]
            elif kind == 2:
                changed[at:at] = chance.randbytes(chance.randint(1, 20))
            else:
                changed[at] = chance.randrange(256)
            if not changed:
                break
        return bytes(changed)
    with ZipFile(BytesIO(data)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    name = chance.choice([name for name in members if name.startswith("word/") and name.endswith(("document.xml", "numbering.xml", "styles.xml"))])
    if chance.random() < 0.05:
        name = chance.choice(list(members))
    for _ in range(chance.randint(1, 6)):
        members[name] = _changed(members[name], chance)
    return word.zipped(members)


def _changed(xml: bytes, chance: random.Random) -> bytes:
    """XML with one thing changed; mostly such that it is still well-formed."""
    if chance.random() < 0.03:
        at = chance.randrange(len(xml) + 1)
        return xml[:at] + xml[at + chance.randint(1, 40) :] if chance.random() < 0.8 else xml[:at]
    try:
        root = ElementTree.fromstring(xml)
    except (ElementTree.ParseError, ValueError, LookupError):  # LookupError: an encoding that is changed
        return xml
    parents = [element for element in root.iter() if len(element)]
    if not parents:
        return xml
    parent, other = chance.choice(parents), chance.choice(parents)
    at = chance.randrange(len(parent))
    one = parent[at]
    kind = chance.randrange(8)
    if kind == 0:
        del parent[at]
    elif kind == 1:
        parent[at:at] = [one] * chance.choice((1, 2, 30))
    elif kind == 2:  # moved, or a copy, to somewhere else
        other.insert(chance.randint(0, len(other)), deepcopy(one))
    elif kind == 3:
        one.tag = f"{{{word.W}}}{chance.choice(_NAMES)}"
    elif kind == 4:
        name = chance.choice([*one.attrib, f"{{{word.W}}}val"])
        one.set(name, chance.choice(_VALUES))
    elif kind == 5:
        new = ElementTree.SubElement(one, f"{{{word.W}}}{chance.choice(_NAMES)}", {f"{{{word.W}}}val": chance.choice(_VALUES)})
        new.text = chance.choice(_VALUES)
    elif kind == 6:  # wrapped, also deep
        for _ in range(chance.choice((1, 1, 1, 80))):
            wrapper = ElementTree.Element(f"{{{word.W}}}{chance.choice(_NAMES)}")
            wrapper.append(parent[at])
            parent[at] = wrapper
    else:  # unwrapped
        parent[at : at + 1] = list(one)
    return ElementTree.tostring(root)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=100_000)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("files", nargs="*", type=Path)
    options = ask.parse_args()
    files = [file.read_bytes() for file in options.files] or samples()
    read = refused = 0
    slowest = 0.0
    for run in range(options.runs):
        chance = random.Random(f"{options.seed}.{run}")
        data = mutated(chance.choice(files), chance)
        start = time.perf_counter()
        try:
            page = docx.read(data, LIMITS)
        except gongkai.ReadError:
            refused += 1
        except BaseException:
            Path("crash.docx").write_bytes(data)
            sys.stderr.write(f"run {run} of seed {options.seed}: kept in crash.docx\n")
            raise
        else:
            read += 1
            assert sum(len(block.cells) for block in page.blocks if isinstance(block, Table)) <= LIMITS.cells
            if run % 10 == 0:
                gongkai.parse_page(page)
        slowest = max(slowest, time.perf_counter() - start)
        assert slowest < SLOW, f"run {run} of seed {options.seed} took {slowest:.1f} s"
        if run % 1_000 == 999:
            sys.stdout.write(f"{run + 1} runs: {read} read, {refused} refused, the slowest in {slowest:.2f} s\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
