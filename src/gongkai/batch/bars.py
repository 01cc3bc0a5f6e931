"""Names and numbers -> bars, as SVG that stands in a page; who cannot see it is told what it shows and where the numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from gongkai.batch.digest import Number

_WIDTH, _ROW, _BAR = 360, 34, 14
_LONGEST = 270
"""How long the bar of the greatest number is; its number stands behind it."""

STYLE = """
.gongkai figure{margin:.6em 0;max-width:32rem}.gongkai svg{display:block;width:100%;height:auto}
.gongkai svg text{fill:currentColor;font-size:12px}.gongkai svg rect{fill:var(--note)}
@media print{.gongkai figure{max-width:24rem;break-inside:avoid}.gongkai h2,.gongkai h2+p{break-after:avoid}}
"""
"""What a page with bars adds to its style."""


class Bar(NamedTuple):
    """A name and its number."""

    name: str
    number: Number


def bars(anchor: str, title: str, said: str, rows: Sequence[Bar]) -> Iterator[str]:
    """A bar for each number, each on a line below its name. ``said`` tells what is to be seen."""
    most = max((row.number for row in rows), default=0)
    yield f'<figure><svg viewBox="0 0 {_WIDTH} {_ROW * len(rows) + 4}" role="img" aria-labelledby="{anchor}-title {anchor}-said">'
    yield f'<title id="{anchor}-title">{escape(title)}</title><desc id="{anchor}-said">{escape(said)}</desc>'
    for at, row in enumerate(rows):
        length = float(_LONGEST * row.number / most) if most else 0.0
        top = _ROW * at
        yield f'<text x="0" y="{top + 12}">{escape(row.name)}</text>'
        yield f'<rect x="0" y="{top + 16}" width="{length:.1f}" height="{_BAR}"/>'
        yield f'<text x="{length + 5:.1f}" y="{top + 27}">{row.number:,}</text>'
    yield "</svg></figure>"
