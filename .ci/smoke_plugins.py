"""Are the plug-ins of tests/plugins known, read and named, seen from outside alone? Run with the Python that they are installed for."""

import subprocess
import sys
import warnings
from pathlib import Path

import gongkai

ANNUAL = """云山县水务局2027年政府信息公开工作年度报告
二、主动公开政府信息情况
规章 | 1 | 2 | 3 | 4 |
行政处罚 | 10 |
行政检查 | 11 |
行政执法合计 | 21 |
三、收到和处理政府信息公开申请情况
9.属于尚未发布的统计数据 | 7 | 8 | 9 | 10 | 11 | 12 | 57 |
"""
SHANGHAI = """云山区2009年政府信息公开工作年度报告
附：政府信息公开情况统计指标
指标名称 | 单位 | 代码 | 统计数 | 历年累计数 |
主动公开政府信息数 | 条 | 1101 | 523 | 2210 |
收到政府信息公开申请总数 | 件 | 1201 | 12 | 40 |
"""

with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    report = gongkai.parse(ANNUAL).report
assert len(warned) == 3, warned
assert {"annual_2027", "shanghai_2008"} < set(gongkai.forms()), gongkai.forms()
assert report.form == "annual_2027"
assert report["proactive.inspections.decisions"].value == 11
assert report.proactive.rules.revised == 2
assert report.requests.outcomes.refused.unpublished_statistics.total == 57
assert gongkai.parse(gongkai.render(report, "markdown")).report == report

entry = gongkai.parse(SHANGHAI).report["statistics.disclosed.cumulative"]
assert (entry.value, entry.unit) == (2210, "条")

command = Path(sys.executable).with_name("gongkai")
listed = subprocess.run([command, "forms"], capture_output=True, text=True, encoding="utf-8", check=True)
assert "annual_2027" in listed.stdout
assert listed.stderr.count("left out") == 3, listed.stderr
print("plug-ins: forms read", *gongkai.forms())
