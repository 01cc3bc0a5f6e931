"""Mutated PDFs are read or refused: nothing but ReadError, no hang, and the process lives.

    python tests/fuzz/read_any_pdf.py [--runs 100000] [--engine pdfium] [--seed 0] [--keep FOLDER]

Not part of the tests: it takes the better part of an hour. The documents in tests/files are cut to single pages, their streams unpacked, and then
bytes, numbers, operators and whole objects are changed, doubled or lost. Each input is read in a child process, for a fault in pdfium ends
the process it is in. An input that raised, hung or ended its process is written to the folder that --keep names, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import random
import re
import select
import struct
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

FILES = Path(__file__).parent.parent / "files"
LONGEST = 20.0
"""Seconds that an input may take on a busy machine."""
_STREAM = re.compile(rb"<<((?:(?!>>\s*stream).)*?)>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_NUMBER = re.compile(rb"-?\d+\.?\d*")
_WORD = re.compile(rb"/?[A-Za-z*]+")
NUMBERS = (b"0", b"-1", b"1", b"3", b"255", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"1e30", b"99999999999999999999", b"0.0000001")
WORDS = (b"/Kids", b"/Parent", b"/Contents", b"/Count", b"/Rotate 90", b"/MediaBox", b"/Type /Pages", b"/Filter /FlateDecode", b"/Encrypt", b"q", b"Q",
         b"cm", b"re", b"l", b"h", b"f", b"S", b"Do", b"BT", b"ET", b"Tm", b"TJ", b"Tf", b"Tz", b"Tr", b"BI", b"1 0 R", b"2 0 R", b"9 0 R", b"null", b"[", b"]", b"<<", b">>")  # fmt: skip


def seeds() -> list[bytes]:
    """Single pages of the documents, as they are and unpacked."""
    import pypdfium2

    found = []
    for path in sorted(FILES.glob("*/*.pdf")):
        document = pypdfium2.PdfDocument(path)
        for number in range(1, min(len(document), 5)):
            single = pypdfium2.PdfDocument.new()
            single.import_pages(document, [number])
            buffer = BytesIO()
            single.save(buffer)
            found += [buffer.getvalue(), _STREAM.sub(_unpacked, buffer.getvalue())]
    return found


def _unpacked(match: re.Match[bytes]) -> bytes:
    head, body = match.groups()
    if b"FlateDecode" not in head or b"/Length1" in head or b"DecodeParms" in head:
        return match.group()
    try:
        plain = zlib.decompress(body)
    except zlib.error:
        return match.group()
    if plain[:4] in (b"\0\1\0\0", b"OTTO", b"true"):  # a font: there is more to find where the page is drawn
        return match.group()
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(plain), re.sub(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?", b"", head))
    return b"<<" + head + b">>\nstream\n" + plain + b"\nendstream"


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The file with one to eight changes."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        kind = chance.randrange(9)
        at = chance.randrange(len(out) or 1)
        if kind == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del out[at : at + chance.choice((1, 2, 8, 100, 5000))]
        elif kind == 2:
            out[at:at] = out[at : at + chance.choice((1, 8, 100, 5000))] * chance.choice((1, 2, 30))
        elif kind == 3:
            del out[at if chance.random() < 0.3 else len(out) - min(len(out), chance.randrange(200)) :]
        elif kind in (4, 5):
            _replace(out, _NUMBER, chance, NUMBERS)
        elif kind == 6:
            _replace(out, _WORD, chance, WORDS)
        elif kind == 7:
            _replace(out, _OBJECT, chance, ())
        else:
            other = chance.choice(others)
            begin = chance.randrange(len(other))
            out[at:at] = other[begin : begin + chance.choice((20, 400, 4000))]
    return bytes(out)


def _replace(out: bytearray, pattern: re.Pattern[bytes], chance: random.Random, values: Sequence[bytes]) -> None:
    """Put something else in the place of what a pattern finds behind some place in the file, or take it out."""
    found = pattern.search(out, chance.randrange(len(out) or 1))
    if found is not None:
        out[found.start() : found.end()] = chance.choice(values) if values else chance.choice((b"", found.group() * 2))


class Child:
    """A process that reads what it is given."""

    def __init__(self, engine: str) -> None:
        self.process = subprocess.Popen([sys.executable, __file__, "--child", "--engine", engine], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, data: bytes) -> str:
        """What came of an input: read, refused, or what went wrong."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(struct.pack("<I", len(data)) + data)
            stdin.flush()
        except BrokenPipeError:
            return f"died {self.process.wait()}"
        if not select.select([stdout], [], [], LONGEST)[0]:
            self.process.kill()
            self.process.wait()
            return "hung"
        answer = stdout.readline().decode().strip()
        return answer or f"died {self.process.wait()}"


def serve(engine: str) -> None:
    """Read inputs from standard input, and say of each what came of it."""
    import resource

    import gongkai

    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    while head := sys.stdin.buffer.read(4):
        data = sys.stdin.buffer.read(struct.unpack("<I", head)[0])
        try:
            gongkai.read(data, media_type="application/pdf", engine=engine, limits=gongkai.Limits(apart=False))
            answer = "read"
        except gongkai.ReadError as error:
            answer = f"refused: {str(error)[:45]}"
        except BaseException as error:  # noqa: BLE001 -- this is what is looked for
            answer = f"RAISED {type(error).__name__}: {error}".replace("\n", " ")[:300]
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=100_000)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--engine", default="pdfium")
    ask.add_argument("--keep", type=Path)
    ask.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = ask.parse_args()
    if options.child:
        serve(options.engine)
        return 0
    chance, start, pages = random.Random(options.seed), time.monotonic(), seeds()
    child, count, bad = Child(options.engine), Counter[str](), 0
    for run in range(options.runs):
        data = mutated(chance.choice(pages), chance, pages)
        began = time.monotonic()
        answer = child.read(data)
        took = time.monotonic() - began
        count[answer] += 1
        if took > 3:
            print(f"{run}: {took:.1f} s, {len(data):,} bytes, {answer}", flush=True)
        if not answer.startswith(("read", "refused")):
            bad += 1
            print(f"{run}: {answer}", flush=True)
            if options.keep is not None:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}_{run}.pdf").write_bytes(data)
            if child.process.poll() is not None:
                child = Child(options.engine)
        if run % 5000 == 4999:
            print(f"{run + 1:,} inputs in {time.monotonic() - start:.0f} s: {dict(count)}", flush=True)
    child.process.kill()
    print(f"{options.runs:,} inputs, {bad} bad: {dict(count)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
