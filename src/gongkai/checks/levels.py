"""The name of an organ -> its level and kind, where the name leaves no doubt: words of names, as data."""

from __future__ import annotations

import re
from functools import lru_cache

_TOWN = re.compile(r"街道|(?<!景德)[镇乡](?:人民)?政府|苏木|(?<!景德)[镇乡]$")
_COUNTY = re.compile(r".县|自治旗")
_DISTRICT = re.compile(
    r"(?<!自治)(?<!开发)(?<!示范)(?<!管理)(?<!保税)(?<!合作)(?<!度假)(?<!试验)(?<!风景)(?<!名胜)(?<!行政)(?<!功能)(?<!经济)(?<!产业)(?<!工业)(?<!旅游)(?<!保护)(?<!投资)"
    r"(?<!高新)(?<!贸易)(?<!生态)(?<!集聚)(?<!改革)(?<!创新)(?<!物流)(?<!先行)(?<=[\u4e00-\u9fff]{2})(?<![新园景地特林矿社港库校城])区(?!域|块|间)"
)
_DEPARTMENT = re.compile(r"(?:局|厅|部|委|委员会)$")
_NO_DEPARTMENT = re.compile(r"管理委员会$|管委会?$|政府|街道|[镇乡]")


@lru_cache(1024)
def is_below_a_city_with_districts(agency: str) -> bool:
    """Whether an organ is surely of a county, a district, a town or a street: it makes no 规章 (立法法 第九十三条).

    云山县水务局 and 临溪区教育局 are; 云山市水务局 may be of a city with districts, and 高新区 of a zone that stands above one.
    """
    return any(kind.search(agency) for kind in (_TOWN, _COUNTY, _DISTRICT))


@lru_cache(1024)
def is_department(agency: str) -> bool:
    """Whether an organ is surely a department of a government, and not one itself."""
    return _DEPARTMENT.search(agency) is not None and _NO_DEPARTMENT.search(agency) is None
