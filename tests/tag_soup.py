"""Documents of broken HTML about tables, as random as they are unlike any page: for what every parser must make the same of."""

from __future__ import annotations

from random import Random

TEXTS = (
    "5",
    "0",
    " ",
    "\n",
    "&nbsp;",
    "规章",
    "a&lt;b",
    "&#x4e00;",
    "&nosuch;",
    "x &amp y",
    "一、\n二、",
    "<",
    "< 3",
    "&",
    "\t",
    "\u200b",
    "7&#13;8",
    "。",
)
STARTS = (
    "table tr td th tbody thead tfoot caption colgroup col div p span b font i ul ol li dl dt dd h1 h2 form center section article nav footer "
    "header aside pre br hr img input blockquote button address o:p label strong html body head fieldset main object marquee address xmp"
).split()
ENDS = (*STARTS, "nosuch", "select")
WHOLE = (
    "<!-- <td>c</td> -->",
    "<!---->",
    "<!-->",
    "<!doctype html>",
    "<?xml version='1.0'?>",
    "<![CDATA[x]]>",
    "<script>if (a<b) document.write('<td>9</td>')</script>",
    "<style>td{}</style>",
    "<template><tr><td>9<td></template>",
    "<noscript><td>9</td></noscript>",
    "<title>t<td></title>",
    "<textarea><td>9</textarea>",
    "<a href='#'>链接</a>",
    "<a>链</a>",
    "<iframe src='x'><td></iframe>",
    '<iframe srcdoc="<table><tr><td>1<td>2</table>"></iframe>',
    "<span style='display:none'>9</span>",
    "<div style='color:red; DISPLAY : none'><p>9<table><tr><td>9</table></div>",
    "<select><option>1<option>2</select>",
    "<svg><path/><text>9</text></svg>",
    "</>",
    "</ x>",
    "<input type=hidden>",
    "<td hidden>9</td>",
    "<br/>",
    "</br>",
    "</p>",
    "<div/>",
    "<pre>\n 1  2\n</pre>",
)
ATTRIBUTES = (
    " rowspan=2",
    " colspan=3",
    ' rowspan="0"',
    " colspan='0'",
    " rowspan=1000000",
    " colspan=2x",
    " rowspan=-1",
    " colspan",
    " class='a>b'",
    ' style="width:1px"',
    " a=b/",
    " =",
    " x=1 X=2",
    "/",
    " \n",
    " role=navigation",
)


def soup(random: Random, longest: int = 40) -> str:
    """A document of random tags and texts, most of them those of tables."""
    parts: list[str] = []
    for _ in range(random.randint(1, longest)):
        kind = random.random()
        if kind < 0.45:
            name = random.choice(STARTS[:8] if random.random() < 0.6 else STARTS)
            name = name.upper() if random.random() < 0.05 else name
            parts.append(f"<{name}{random.choice(ATTRIBUTES) if random.random() < 0.2 else ''}>")
        elif kind < 0.65:
            parts.append(f"</{random.choice(ENDS[:8] if random.random() < 0.6 else ENDS)}>")
        elif kind < 0.75:
            parts.append(random.choice(WHOLE))
        else:
            parts.append(random.choice(TEXTS))
    if random.random() < 0.1:
        parts.append(random.choice(["<", "<td", "<td a='", "<!-- ", "</", "</td", "<script>x", "&am", "<!", "<td a"]))
    return "".join(parts)
