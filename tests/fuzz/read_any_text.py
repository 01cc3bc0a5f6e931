"""Coverage-guided fuzzing of reading and settling: no exception, no hang, nothing said that cannot be.

    pip install atheris
    python tests/fuzz/read_any_text.py -runs=1000000 -timeout=10 -rss_limit_mb=2048 -max_len=2048

Not part of the tests: it takes half an hour. What it finds goes into tests/unit or tests/malformed. The bytes that atheris makes up are
spent on the pieces of a page: labels of the forms, whole, cut or misspelt; numbers, separators, and any characters at all. Options that
begin with one dash are libFuzzer's.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["gongkai"]):
    import gongkai
    from gongkai import grammar
    from gongkai.cells import MISSING, Place, Reading, Status, Unplaced
    from gongkai.records import Report
    from gongkai.settle import settle

FORMS = tuple(grammar.form(name) for name in gongkai.forms())
LABELS = tuple(word.text for form in FORMS for word in form.words.values())
SEPARATORS = ("|", " | ", "\t", "\n", "\n\n", " ", "   ", "\u3000", "\xa0", "|\n", "\t\t", "\r\n", "|||||||\n")
VALUES = (
    "0",
    "1",
    "12",
    "0 0 0 0 0 0 0",
    "0|0|0|0|0|0|0",
    "1\t0\t0\t0\t0\t0\t1",
    "1 2",
    "1,234",
    "/",
    "—",
    "无",
    "3.5万元",
    "减4",
    "２",
    "- 4 -",
    "2（其中1件）",
)
HAS_VALUE = (Status.REPORTED, Status.INFERRED)


def page(data: atheris.FuzzedDataProvider) -> str:
    """A text of labels, values, separators and whatever."""
    parts: list[str] = []
    while data.remaining_bytes() and len(parts) < 400:
        kind = data.ConsumeIntInRange(0, 9)
        if kind < 4:
            parts.append(SEPARATORS[data.ConsumeIntInRange(0, len(SEPARATORS) - 1)])
        elif kind < 6:
            parts.append(VALUES[data.ConsumeIntInRange(0, len(VALUES) - 1)])
        elif kind < 9:
            label = LABELS[data.ConsumeIntInRange(0, len(LABELS) - 1)]
            if kind == 8:
                at = data.ConsumeIntInRange(0, len(label) - 1)
                label = label[:at] + label[at + data.ConsumeIntInRange(0, 3) :]
            parts.append(label)
        else:
            parts.append(data.ConsumeUnicode(data.ConsumeIntInRange(1, 8)))
    return "".join(parts)


def read(data: atheris.FuzzedDataProvider) -> None:
    """Any text gives a result that does not contradict itself."""
    text = page(data)
    result = gongkai.parse(text)
    keys = set()
    for entry in result.report.entries():
        keys.add(entry.key)
        assert (entry.value is not None) is (entry.status in HAS_VALUE), entry
        assert entry.span is None or 0 <= entry.span.start <= entry.span.end <= len(text), entry
        if entry.status is Status.REPORTED and entry.span is not None:
            assert text[entry.span.start : entry.span.end] == entry.raw, entry
    for diagnostic in result.diagnostics:
        assert set(diagnostic.entries) <= keys, diagnostic
        assert gongkai.messages(diagnostic, "zh") != gongkai.messages(diagnostic, "en")


def infer(data: atheris.FuzzedDataProvider) -> None:
    """Settling changes no cell that is settled, and gives back as many cells as it got."""
    form = FORMS[data.ConsumeIntInRange(0, len(FORMS) - 1)]
    cells: list[Place] = []
    rows = [row for row in form.rows if not row.optional or data.ConsumeBool()]
    for row in rows:
        kind = data.ConsumeIntInRange(0, 9)
        numbers = [data.ConsumeIntInRange(0, 30) for _ in range(row.size)] if kind > 3 else [0] * row.size
        if kind in (2, 3, 8, 9):
            texts = [str(number) for number in numbers[: data.ConsumeIntInRange(1, row.size)]] + ["1"] * data.ConsumeIntInRange(0, 2)
            readings = tuple(Reading(int(text), Status.REPORTED, None, text) for text in texts)
            cells += [Place(Reading(None, Status.UNSETTLED, None, " ".join(texts), Unplaced(readings, data.ConsumeBool())), 0, 1)] * row.size
        elif kind == 7:
            cells += [Place(MISSING, -1, -1)] * row.size
        else:
            cells += [Place(Reading(number, Status.REPORTED, None, str(number)), 0, 1) for number in numbers]
    report = Report(form.name, None, None, None, None, None, (), tuple(key for row in rows for key in row.entries), tuple(cells))
    found = settle(report, grammar.equations(form.name))
    inferred = [entry.key for entry in found.entries() if entry.status is Status.INFERRED]
    changed = {before.key for before, after in zip(report.entries(), found.entries(), strict=True) if before != after}
    assert changed == set(inferred)
    assert all(report[key].status is Status.UNSETTLED and found[key].status is Status.INFERRED for key in inferred)


def once(data: bytes) -> None:
    """One input: a page, or a table to settle."""
    provider = atheris.FuzzedDataProvider(data)
    (infer if provider.ConsumeIntInRange(0, 3) == 3 else read)(provider)


if __name__ == "__main__":
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
