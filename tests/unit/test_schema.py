"""``python -m tests.unit.test_schema`` writes src/gongkai/export/report.schema.json anew."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

import gongkai
from gongkai import export
from gongkai.testing import pages, reports
from gongkai.testing.strategies import Printed
from tests.unit import official

ROOT = Path(__file__).resolve().parent.parent.parent
VALIDATOR = Draft202012Validator(export.schema(), format_checker=FormatChecker())


def written() -> str:
    return json.dumps(export.schema(), ensure_ascii=False, indent=2) + "\n"


def test_the_schema_in_the_package_is_that_of_the_records() -> None:
    shipped = (files("gongkai.export") / "report.schema.json").read_text("utf-8")
    assert shipped == written(), "write it anew: python -m tests.unit.test_schema"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(export.schema())


@given(reports())
def test_every_report_is_as_the_schema_says(report: gongkai.Report) -> None:
    VALIDATOR.validate(report.to_dict())


@given(pages())
def test_every_report_that_was_read_is_as_the_schema_says(page: Printed) -> None:
    VALIDATOR.validate(gongkai.parse(page.text).report.to_dict())


FILES = sorted(
    path for folder in ("examples", "tests/malformed", "tests/corpus", "tests/files") for path in (ROOT / folder).rglob("*") if path.is_file()
)
READ = {".txt", ".md", ".html", ".docx", ".pdf"}


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix in READ], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_gives_a_report_that_its_dict_gives_back(path: Path) -> None:
    try:
        report = gongkai.read(path).report
    except gongkai.ReadError:
        return
    data = report.to_dict()
    VALIDATOR.validate(data)
    again = gongkai.Report.from_dict(json.loads(json.dumps(data)))
    assert again == report
    assert again.to_dict() == data


def test_there_are_files_with_places_among_them() -> None:
    kinds = {path.suffix for path in FILES if path.suffix in READ}
    assert kinds >= {".txt", ".html", ".docx", ".pdf"}


DATA = gongkai.parse(official.page("annual_2021", official.numbered("annual_2021"))).report.to_dict()


@pytest.mark.parametrize(
    "change",
    [
        {"year": "2024"},
        {"entries": None},
        {"period": ["2024-01-01"]},
        {"entries": [{**DATA["entries"][0], "value": 1.5}]},
        {"entries": [{**DATA["entries"][0], "status": "sure"}]},
        {"entries": [{**DATA["entries"][0], "status": "blank"}]},
        {"entries": [{**DATA["entries"][0], "more": 1}]},
        {"entries": [{**DATA["entries"][0], "span": {"start": 1}}]},
    ],
)
def test_what_no_report_is_the_schema_refuses(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(DATA | change)
    assert VALIDATOR.is_valid(DATA | {"file": "a.txt", "diagnostics": []})


if __name__ == "__main__":
    (ROOT / "src/gongkai/export/report.schema.json").write_text(written(), "utf-8", newline="\n")
