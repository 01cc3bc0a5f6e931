"""A report: its entries, its sections, and its tables as typed records, whose classes are in record_types.py."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib import import_module
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve, field, frozen

from gongkai.cells import Place, Reading, Span, Status
from gongkai.form import AMOUNT, Key
from gongkai.narrative import Subsection, subsections
from gongkai.places import last_before
from gongkai.remembered import Remembered

if TYPE_CHECKING:
    from gongkai.claims import Claim
    from gongkai.record_types import Disputes, Proactive, Record, Requests

Value = int | Decimal | None


@frozen
class Entry:
    """One number of the form. Entries are equal when they say the same, wherever on the page they were read."""

    form: str
    item: str
    """The row: ``requests.new``."""
    column: str
    """The column: ``natural_person``."""
    label: str
    """The row's label as the form prints it."""
    value: Value
    """None unless the status is reported or inferred. A count is an int, an amount a Decimal."""
    unit: str | None
    """The unit as printed in the cell or over its column, 万元; None where none is printed."""
    status: Status
    raw: str | None = field(default=None, eq=False)
    """The cell as printed."""
    span: Span | None = field(default=None, eq=False)
    """Where it was read."""

    @property
    def key(self) -> str:
        """The entry's name everywhere: ``requests.new.natural_person``."""
        return f"{self.item}.{self.column}"


@frozen
class Section:
    """A section of the report, or a part of one."""

    number: int | None
    """Its ordinal in the form; for a subsection, the one printed."""
    heading: str
    """The heading as printed, without its ordinal for a subsection."""
    text: str
    """All its text outside of tables, its subsections' included, a paragraph a line."""
    _given: tuple[Section, ...] | None = field(default=None, alias="subsections", eq=False, repr=False)
    span: Span | None = field(default=None, eq=False)
    lines: tuple[int, ...] = field(default=(), eq=False, repr=False)
    """Where each line of the text begins, as an offset into the text that was parsed; empty for a subsection."""
    _places: Sequence[Span] = field(default=(), alias="places", eq=False, repr=False)
    """For a file, where its cells and lines stand, so that its parts can be given their pages."""

    @cached_property
    def subsections(self) -> tuple[Section, ...]:
        """Its parts, told by their ordinals: found in its text when they are asked for, unless they were given."""
        if self._given is not None:
            return self._given
        lines = self.text.split("\n")
        places = [(line, start, start + len(line)) for line, start in zip(lines, self.lines, strict=True)] if self.lines else []
        return tuple([on_pages(_subsection(part), self._places) for part in subsections(places)])

    def place(self, start: int, end: int) -> Span | None:
        """The span of ``text[start:end]``; None where it is not known, as for a subsection."""
        from gongkai.claims import Narrative

        return Narrative(0, self.text, self.lines).span(start, end)


def on_pages(section: Section, places: Sequence[Span]) -> Section:
    """A section on the pages of a file, whose cells and lines stand in these places."""
    if not places:
        return section
    parts = section._given if section._given is None else tuple([on_pages(part, places) for part in section._given])
    span = section.span._replace(page=located(section.span, places).page) if section.span is not None else None
    return evolve(section, subsections=parts, span=span, places=places)


def _subsection(part: Subsection) -> Section:
    children = tuple([_subsection(child) for child in part.children])
    own = "\n".join([line for line, _, _ in part.paragraphs])
    texts = [own, *(f"{child.heading}\n{child.text}".strip() for child in children)]
    spans = [Span(start, end) for _, start, end in part.paragraphs] + [child.span for child in children if child.span is not None]
    span = Span(min(one.start for one in spans), max(one.end for one in spans)) if spans else None
    return Section(part.number, part.heading, "\n".join(text for text in texts if text), children, span)


def _said(cells: tuple[Place, ...]) -> tuple[object, ...]:
    return tuple((cell.reading.value, cell.reading.status, cell.reading.unit) for cell in cells)


_Record = TypeVar("_Record", bound="Record")


@frozen
class Report:
    """One report. Reports are equal when they say the same, wherever on their pages they say it."""

    form: str
    """The form's name: ``annual_2021``."""
    title: str | None
    agency: str | None
    """The organ that the title names."""
    year: int | None
    """The year that the report is about."""
    published: date | None
    period: tuple[date, date] | None
    """First and last day that the numbers are about, where the report says so."""
    sections: tuple[Section, ...]
    keys: tuple[Key, ...] = field(repr=False)
    """What the form has, in its order."""
    cells: tuple[Place, ...] = field(repr=False, eq=_said, hash=False)
    """What the page has for each key."""
    places: Sequence[Span] = field(default=(), eq=False, repr=False)
    """For a file, where its cells and lines stand, in the order of their offsets; empty for a text."""
    preamble: Section | None = field(default=None, eq=False, repr=False)
    """What stands between the title and the first section, without number and heading; None where nothing does."""

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the text of the sections 一, 五 and 六 says in numbers, in its order."""
        from gongkai.claims import NARRATIVES, Narrative, claims_of  # when it is asked: their patterns take longer to compile than a page to read

        told = [Narrative(section.number, section.text, section.lines) for section in self.sections if section.number in NARRATIVES]
        found = [claim for narrative in told for claim in claims_of(narrative, self.year)]
        if self.places:
            found = [evolve(one, span=located(one.span, self.places)) if one.span is not None else one for one in found]
        return tuple(found)

    def entries(self) -> tuple[Entry, ...]:
        """Every entry of the form in its order, also those that the page lacks."""
        return tuple(self._entries.values())

    def __getitem__(self, key: str) -> Entry:
        """The entry of a key, ``report["requests.new.natural_person"]``. Raises KeyError where the form has no such entry."""
        return self._entries[key]

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {f"{key.item}.{key.column}": self._entry(key, cell) for key, cell in zip(self.keys, self.cells, strict=True)}

    @cached_property
    def _index(self) -> Mapping[str, int]:
        """The place of each key among the keys."""
        return _places_of(self.keys)

    def _entry(self, key: Key, cell: Place) -> Entry:
        reading = cell.reading
        span = located(Span(cell.start, cell.end), self.places) if cell.start >= 0 else None
        return Entry(self.form, key.item, key.column, key.label, typed(key.column, reading.value), reading.unit, reading.status, reading.raw, span)

    def _repr_html_(self) -> str:
        """The form as the sheet prints it, for a notebook."""
        page: Any = import_module("gongkai.form_page")  # of a floor above: it knows grammars
        return f"<style>{page.STYLE}</style>{page.fragment(self)}"

    @property
    def proactive(self) -> Proactive:
        """Table 2."""
        from gongkai.record_types import Proactive  # when it is asked for: the classes of all records take longer to make than a page to read

        return self._record(Proactive, "proactive")

    @property
    def requests(self) -> Requests:
        """Table 3."""
        from gongkai.record_types import Requests

        return self._record(Requests, "requests")

    @property
    def disputes(self) -> Disputes:
        """Table 4."""
        from gongkai.record_types import Disputes

        return self._record(Disputes, "disputes")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A table that only a plug-in's form has. Raises AttributeError where the form has none of the name."""
            below = None if name.startswith("_") else self._names.get(name)
            if below is None:
                raise AttributeError(f"a report of the form {self.form} has no {name!r}")
            from gongkai.record_types import Record

            return self._record(Record, name, below)

    @cached_property
    def _names(self) -> dict[str, Any]:
        """The names in the keys, each with those below it; a number's with nothing."""
        return _nested(self.keys)

    def _record(self, kind: type[_Record], path: str, names: Mapping[str, Any] | None = None) -> _Record:
        """The record at a path: its fields are the columns, or the records, of the same names; ``names`` are those that the form has."""
        from gongkai.record_types import Record, fields_of

        if names is None:
            names = self._names.get(path, {})
        values: dict[str, Any] = {}
        for name, below in fields_of(kind.__name__):
            own = names.get(name)
            if below is not None or own:
                values[name] = self._record(below or Record, f"{path}.{name}", own or {})
            else:
                values[name] = self._value(f"{path}.{name}")
        more = [
            (name, self._record(Record, f"{path}.{name}", own) if own else self._value(f"{path}.{name}"))
            for name, own in names.items()
            if name not in values
        ]
        return kind(**values, more=tuple(more))

    def _value(self, key: str) -> Value:
        entry = self._entries.get(key)
        return entry.value if entry is not None else None

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values; ``from_dict`` gives it back exactly. Amounts are strings, so that none loses a digit."""
        return {
            "form": self.form,
            "title": self.title,
            "agency": self.agency,
            "year": self.year,
            "published": self.published.isoformat() if self.published else None,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "preamble": _section_to_dict(self.preamble) if self.preamble is not None else None,
            "sections": [_section_to_dict(section) for section in self.sections],
            "entries": [_entry_to_dict(entry) for entry in self.entries()],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Report:
        """The report that ``to_dict`` gave. Keys that it does not give are passed by. Raises ValueError, in the language of the locale, where the data is not from there."""
        try:
            return _report_from_dict(data)
        except RecursionError as error:
            raise _wrong("data_deep") from error


@Remembered
def _places_of(keys: tuple[Key, ...]) -> Mapping[str, int]:
    return {f"{key.item}.{key.column}": at for at, key in enumerate(keys)}


def located(span: Span, places: Sequence[Span]) -> Span:
    """A range of offsets, with the place on the page of the cell or line that it begins in."""
    place = last_before(places, span.start)
    return span if place is None or span.start > place.end else place._replace(start=span.start, end=span.end)


@lru_cache(64)
def _nested(keys: tuple[Key, ...]) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for key in keys:
        below = names
        for name in (*key.item.split("."), key.column):
            below = below.setdefault(name, {})
    return names


def typed(column: str, value: Value) -> Value:
    """A value in its column's type: a Decimal for an amount, an int for a count, unless a count is printed with a fraction."""
    if value is None:
        return None
    if column == AMOUNT:
        return Decimal(value)
    return int(value) if value == int(value) else value


def _section_to_dict(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "heading": section.heading,
        "text": section.text,
        "subsections": [_section_to_dict(part) for part in section.subsections],
        "span": span_to_dict(section.span),
        "lines": list(section.lines),
    }


def _section_from_dict(data: Any) -> Section:
    parts = tuple(_section_from_dict(part) for part in _taken(data, "subsections", list))
    lines = tuple(_taken(data, "lines", list))
    if not all(type(line) is int for line in lines):
        raise _wrong("data_is", name="lines", found=repr(lines))
    heading, text = _taken(data, "heading", str), _taken(data, "text", str)
    return Section(_taken(data, "number", int, NoneType), heading, text, parts, _span_from_dict(_taken(data, "span", dict, NoneType)), lines)


def _entry_to_dict(entry: Entry) -> dict[str, Any]:
    return {
        "item": entry.item,
        "column": entry.column,
        "label": entry.label,
        "value": str(entry.value) if isinstance(entry.value, Decimal) else entry.value,
        "unit": entry.unit,
        "status": entry.status.value,
        "raw": entry.raw,
        "span": span_to_dict(entry.span),
    }


DIGITS = r"-?\d{1,99}(?:\.\d{1,99})?(?:E[+-]?\d{1,2})?"
"""An amount as to_dict writes it. One with a longer exponent takes a machine's memory to write out."""
VALUED = (Status.REPORTED, Status.INFERRED)
"""The statuses in which an entry has a value."""
_STATUSES = {status.value: status for status in Status}
_AMOUNT = re.compile(DIGITS, re.ASCII)


def _wrong(what: str, **details: str) -> ValueError:
    """The error of data that to_dict did not give: what is wrong with it, in the language of the locale."""
    from gongkai.complaints import say  # when it is wrong

    return ValueError(say("data", why=say(what, **details)))


def _taken(data: Any, name: str, *kinds: type[Any], of: Key | None = None) -> Any:
    """What stands under a name; ``of`` is its entry. Raises ValueError where nothing does, or something of none of the kinds (True is no int)."""
    if not isinstance(data, Mapping):
        raise _wrong("data_object", found=type(data).__name__)
    try:
        value = data[name]
    except KeyError as error:
        raise _wrong("data_lacks", name=_name(name, of)) from error
    if type(value) not in kinds:
        raise _wrong("data_is", name=_name(name, of), found=repr(value))
    return value


def _name(name: str, of: Key | None) -> str:
    return name if of is None else f"{of}: {name}"


def _report_from_dict(data: Mapping[str, Any]) -> Report:
    period = _taken(data, "period", list, NoneType)
    if period is not None and len(period) != 2:
        raise _wrong("data_is", name="period", found=repr(period))
    published, preamble = _taken(data, "published", str, NoneType), _taken(data, "preamble", dict, NoneType)
    entries = _taken(data, "entries", list)
    keys = tuple(Key(_taken(entry, "item", str), _taken(entry, "column", str), _taken(entry, "label", str)) for entry in entries)
    if len({str(key) for key in keys}) < len(keys):
        raise _wrong("data_twice", found=next(key for key, times in Counter(map(str, keys)).items() if times > 1))
    return Report(
        form=_taken(data, "form", str),
        title=_taken(data, "title", str, NoneType),
        agency=_taken(data, "agency", str, NoneType),
        year=_taken(data, "year", int, NoneType),
        published=None if published is None else _day_from(published),
        period=None if period is None else (_day_from(period[0]), _day_from(period[1])),
        sections=tuple(_section_from_dict(section) for section in _taken(data, "sections", list)),
        keys=keys,
        cells=tuple(_cell_from_dict(entry, key) for entry, key in zip(entries, keys, strict=True)),
        places=_places_from_dicts(entries),
        preamble=None if preamble is None else _section_from_dict(preamble),
    )


def _day_from(text: Any) -> date:
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != text:
        raise _wrong("data_day", found=repr(text))
    return day


def _cell_from_dict(data: Mapping[str, Any], key: Key) -> Place:
    written, said = _taken(data, "value", int, str, NoneType, of=key), _taken(data, "status", str, of=key)
    status = _STATUSES.get(said)
    if status is None:
        raise _wrong("data_is", name=_name("status", key), found=repr(said))
    if isinstance(written, str) and not _AMOUNT.fullmatch(written):
        raise _wrong("data_is", name=_name("value", key), found=repr(written))
    value = Decimal(written) if isinstance(written, str) else written
    if (value is not None and status not in VALUED) or type(typed(key.column, value)) is not type(value):
        raise _wrong("data_status", name=_name("value", key), found=repr(written), status=said)
    reading = Reading(value, status, _taken(data, "unit", str, NoneType, of=key), _taken(data, "raw", str, NoneType, of=key))
    span = _span_from_dict(_taken(data, "span", dict, NoneType, of=key), key)
    return Place(reading, span.start, span.end) if span is not None else Place(reading, -1, -1)


def _places_from_dicts(entries: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    """Where the cells of a file stand, as far as entries were read in them."""
    spans = {span for entry in entries if entry["span"] and len(entry["span"]) > 2 and (span := _span_from_dict(entry["span"])) is not None}
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def span_to_dict(span: Span | None) -> dict[str, Any] | None:
    """A span's offsets, and of its place on the page what is known."""
    if span is None:
        return None
    return {name: list(value) if name == "box" else value for name, value in span._asdict().items() if value is not None}


def _span_from_dict(data: Mapping[str, Any] | None, of: Key | None = None) -> Span | None:
    if data is None:
        return None
    start, end = _taken(data, "start", int, of=of), _taken(data, "end", int, of=of)
    known = {name: _taken(data, name, list if name == "box" else int, of=of) for name in data if name not in ("start", "end")}
    box = known.get("box")
    sound = box is None or (len(box) == 4 and all(type(side) in (int, float) for side in box))
    if not (sound and 0 <= start <= end and known.keys() <= _OF_SPANS):
        raise _wrong("data_is", name=_name("span", of), found=repr(dict(data)))
    return Span(start, end, **known if box is None else {**known, "box": tuple(box)})


_OF_SPANS = frozenset(Span._fields)
