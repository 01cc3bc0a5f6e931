"""A sheet -> a web page that prints on A4 as the notice has the form. No network, no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gongkai.documents._common import WIDTH, printable, title_of, widths
from gongkai.html_table import table_rows
from gongkai.sheet import Cell, Sheet, Table

BINARY = False
_STYLE = """
@page{size:A4;margin:37mm 26mm 35mm 28mm}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:47rem;background:#fff;color:#000;font:16pt/1.75 FangSong,FangSong_GB2312,"仿宋",STFangsong,serif}
h1{font:22pt/1.4 "FZXiaoBiaoSong-B05S",SimSun,"宋体","Songti SC","Noto Serif CJK SC",serif;text-align:center;margin:0 0 1em}
h2{font:16pt/1.75 SimHei,"黑体","Heiti SC","Noto Sans CJK SC",sans-serif;text-indent:2em;margin:.5em 0 0;break-after:avoid}
p{text-indent:2em;margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.5em 0 1em}
table{border-collapse:collapse;table-layout:fixed;width:100%;min-width:38rem;font:9pt/1.35 SimSun,"宋体","Songti SC","Noto Serif CJK SC",serif}
th,td{border:1px solid #000;padding:.25em .35em;text-align:center;vertical-align:middle;font-weight:400;overflow-wrap:anywhere}
th[scope=row]{text-align:left}
@media print{body{max-width:none;padding:0}.wide{overflow:visible}table{min-width:0}tr{break-inside:avoid}thead{display:table-header-group}}
"""


def write(sheet: Sheet) -> bytes:
    """The sheet in this format, in UTF-8."""
    return "\n".join(_lines(sheet)).encode()


def _lines(sheet: Sheet) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(title_of(sheet))}</title><style>{_STYLE}</style></head>"
    yield "<body><article>"
    heading = ""
    for number, block in enumerate(sheet.blocks):
        if isinstance(block, Table):
            yield from _table(block, heading, f"t{number}")
            continue
        tag = ("p", "h1", "h2")[block.level]
        heading = block.text if block.level else heading
        yield f"<{tag}>{escape(printable(block.text))}</{tag}>"
    yield "</article></body></html>\n"


def _table(table: Table, heading: str, name: str) -> Iterator[str]:
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(printable(heading))}"><table>'
    columns = "".join([f'<col style="width:{100 * wide / WIDTH:.2f}%">' for wide in widths(table)])
    yield f"<colgroup>{columns}</colgroup>"
    yield from table_rows(table, name, _value)
    yield "</table></div>"


def _value(cell: Cell, told: str) -> str:
    return f"<td{told}>{escape(printable(cell.text))}</td>"
