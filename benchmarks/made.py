"""Makes reports of invented organs: as many files as asked for, in mixed layouts, most of them text, some web pages, a few damaged or no reports.

    python -m benchmarks.made FOLDER COUNT [--seed N]

The same call makes the same files. A file's content depends on its number and the seed alone, so that 10,000 files are the first of 100,000. Most numbers
are 0, as on real pages, and all obey the sums of the form. Each organ has reports of four years, less those that are damaged.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from gongkai import grammar, layouts, render
from gongkai.cells import Place, Reading, Status
from gongkai.form import AMOUNT, Key
from gongkai.records import Report, Section
from gongkai.testing import DAMAGES, reconciled
from tests.printed_html import STYLES, printed

YEARS = (2020, 2021, 2022, 2023)
_FIRST = "云青白临南安望沙松石清平永长新东海金龙凤"
_SECOND = "山溪河岭浦湾泉桥峰原湖川洲塘坪岗江屏澜陵"
_ORGANS = "水务局 教育局 统计局 民政局 财政局 司法局 审计局 农业农村局 交通运输局 卫生健康局 人民政府办公室 市场监督管理局 自然资源局 应急管理局 文化和旅游局 商务局".split()
_SENTENCES = ("全年召开专题会议{}次。", "印发提示{}份，其余工作按季度推进。", "各项工作平稳有序。", "下一步将完善台账，逐月核对。")
_MOST = (0, 1, 2, 5, 20, 300)
"""How great the numbers of a report may be, before those that are sums: most organs hear little."""
_FOLDER = 1000
"""How many files lie in one folder."""


class Made(NamedTuple):
    """A file: its name and what is in it."""

    name: str
    content: bytes


def files(count: int, seed: int = 0) -> Iterator[Made]:
    """So many files."""
    return (one(number, seed) for number in range(count))


def one(number: int, seed: int = 0) -> Made:
    """The file of a number."""
    random = Random(f"{seed}-{number}")
    name = f"{number // _FOLDER:03}/{number:06}"
    kind = random.random()
    if kind < 0.01:
        return Made(f"{name}.txt", random.choice((b"", "天气预报：明日多云。".encode(), b"%PDF-1.4")))
    report = _report(number, random)
    if kind < 0.25:
        page = printed(report, random.choice(list(STYLES)))
        return Made(f"{name}.html", page.encode("gb18030") if "charset" not in page else page.encode())
    text = render(report, random.choice(layouts()))
    if kind < 0.30:
        text = DAMAGES[random.choice(list(DAMAGES))](text, random)
    return Made(f"{name}.txt", text.encode())


def reports(count: int, seed: int = 0) -> list[Report]:
    """So many reports, no two of which say the same."""
    return [_report(number, Random(f"{seed}-{number}")) for number in range(count)]


def _report(number: int, random: Random) -> Report:
    organ, at = divmod(number, len(YEARS))
    year = YEARS[at]
    form = "annual_2019" if year < 2021 else "annual_2021"
    agency = _organ(organ)
    most = random.choice(_MOST)
    values = reconciled({str(key): random.randint(0, most) if random.random() < 0.1 else 0 for key in _keys(form)}, form)
    return Report(
        form=form,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        agency=agency,
        year=year,
        published=date(year + 1, 1, random.randint(5, 31)),
        period=None,
        sections=tuple(
            Section(section.number, section.heading, _text(random, rarely=bool(section.parts)), ()) for section in grammar.form(form).sections
        ),
        keys=_keys(form),
        cells=tuple(Place(_reading(key, values[str(key)]), -1, -1) for key in _keys(form)),
    )


def _text(random: Random, rarely: bool) -> str:
    """What a section says: one that has a table has seldom anything to add."""
    return "" if rarely and random.random() < 0.9 else random.choice(_SENTENCES).format(random.randint(1, 30))


def _organ(number: int) -> str:
    """The name of an organ, another for each number below 6,400, and then again with another kind of place."""
    rest, organ = divmod(number, len(_ORGANS))
    rest, first = divmod(rest, len(_FIRST))
    kind, second = divmod(rest, len(_SECOND))
    return f"{_FIRST[first]}{_SECOND[second]}{'县区市镇乡'[kind % 5]}{_ORGANS[organ]}"


@cache
def _keys(form: str) -> tuple[Key, ...]:
    return tuple(key for row in grammar.form(form).rows if not row.optional for key in row.entries)


def _reading(key: Key, value: int) -> Reading:
    unit = "万元" if key.column == AMOUNT else None
    return Reading(value, Status.REPORTED, unit, f"{value}{unit or ''}")


def fill(folder: Path, count: int, seed: int = 0) -> None:
    """Write so many files to a folder."""
    for made in files(count, seed):
        path = folder / made.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.content)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("count", type=int)
    ask.add_argument("--seed", type=int, default=0)
    options = ask.parse_args()
    fill(options.folder, options.count, options.seed)


if __name__ == "__main__":
    main()
