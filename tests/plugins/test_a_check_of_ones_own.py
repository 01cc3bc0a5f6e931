"""The package of docs/how-to/write-a-check.md, as it stands there, made known and used from the outside."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import gongkai
from gongkai import checks, cli, plugins
from tests.test_docs import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "write-a-check.md"
REPORT = """安澜县水利局2024年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
1.属于国家秘密 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
六、其他需要报告的事项
无。
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The files of the page."""
    (project,) = blocks(PAGE, "toml")
    module, test = blocks(PAGE, "python")
    for name, block in {"pyproject.toml": project, "our_checks.py": module, "test_our_checks.py": test}.items():
        (tmp_path / name).write_text(block.text, "utf-8")
    return tmp_path


def test_its_own_tests_pass(package: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_our_checks.py"],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed" in done.stdout


def test_its_findings_stand_among_the_others(package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    named = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"][plugins.CHECKS]
    monkeypatch.setattr(plugins, "entry_points", lambda group: [EntryPoint(name, value, group) for name, value in named.items()])
    monkeypatch.syspath_prepend(str(package))
    checks.plugged.cache_clear()
    try:
        report = gongkai.parse(REPORT).report
        (found,) = (one for one in gongkai.check(report) if one.code.startswith("OUR"))
        assert found.span == report["requests.outcomes.refused.state_secret.total"].span is not None
        assert gongkai.check(report, ignore=["OUR", "GK"]) == []
        (package / "report.txt").write_text(REPORT, "utf-8")
        cli.main(["check", str(package / "report.txt"), "--lang", "zh"])
        assert "OUR101 以国家秘密为由不予公开 2 件" in capsys.readouterr().out
    finally:
        checks.plugged.cache_clear()
        sys.modules.pop("our_checks", None)
