"""An entry -> what stands for it where people read it: its number, or the sign of why it has none."""

from __future__ import annotations

from gongkai.cells import Status
from gongkai.records import Entry

SIGNS = {Status.BLANK: "·", Status.NOT_APPLICABLE: "/", Status.UNSETTLED: "?", Status.MISSING: "—"}
"""What stands in the place of a number, for each status that has none."""


def shown(entry: Entry) -> str:
    """The number with its unit, one that is inferred in brackets; or the sign."""
    if entry.value is None:
        return SIGNS[entry.status]
    number = f"{entry.value}{entry.unit or ''}"
    return f"[{number}]" if entry.status is Status.INFERRED else number
