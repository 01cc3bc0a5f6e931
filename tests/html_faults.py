"""A sheet -> web pages with the faults of real ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from random import Random

from gongkai.sheet import Sheet
from tests.faulty_pages import FaultyPage, Markup, Rows

_TAG = re.compile("<[^>]*>")
_AROUND = ("object", "details", "ul><li", "table><tr><td", "button", "fieldset><legend", "p")


_NOT_ONE = "※"
"""What a cell says where the page shows a digit that is not a part of its number."""


def _html(source: str) -> Markup:
    return Markup(source, _TAG.sub("", source))


class FaultyHtml(FaultyPage):
    """A sheet as a web page that can be changed."""

    line_break = _html("<br>")
    paragraph_break = _html("</p><p>")
    within = (
        line_break,
        paragraph_break,
        _html("&nbsp;"),
        _html("\n"),
        _html("<wbr>"),
        _html("</span><span>"),
        _html("&#8203;"),
        _html("<!-- x -->"),
        _html("<span> </span>"),
        _html("<img src=x>"),
        Markup("<sup>1</sup>", _NOT_ONE),
        Markup("<sup><a href=#1>1</a></sup>", _NOT_ONE),
        Markup("<span style='vertical-align: super'>1</span>", _NOT_ONE),
        Markup("<del>7</del>", _NOT_ONE),
        Markup("<span style='visibility:hidden'>7</span>"),
        Markup("<table><tr><td>7</table>", _NOT_ONE),
        Markup("<object><table><tr><td>7</table></object>", _NOT_ONE),
        Markup("<details><summary>7</summary>7</details>", _NOT_ONE),
    )

    def around(self, text: str, random: Random) -> Markup:
        around = random.choice(_AROUND)
        return _html(f"<{around}>{text}</{around.partition('>')[0]}>")

    def table_in_a_cell(self, rows: Rows) -> Markup:
        inside = "".join(
            "<tr>" + "".join(f"<td colspan={cell.columns} rowspan={cell.rows}>{escape(cell.text)}</td>" for cell in row) + "</tr>" for row in rows
        )
        return _html(f"<table>{inside}</table>")

    def html(self, style: Callable[[Sheet], str]) -> str:
        """The page in a style of tests/printed_html.py."""
        return self.filled(style(self.sheet()))
