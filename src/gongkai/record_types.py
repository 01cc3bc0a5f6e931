"""The typed records of the forms' tables: one class family for the forms of all years.

A field that a form does not have is None, like a number that the page does not print.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen


@frozen(repr=False)
class Record:
    """What a form has beside, or instead of, the fields of the typed records: rows and columns that only a plug-in's form knows.

    They are attributes by the names that the grammar gives them, ``report.requests.outcomes.refused.new_ground.total``. A type checker
    knows only the fields of the typed records; ``report["…"]`` is for it the way to the others.
    """

    more: tuple[tuple[str, Any], ...] = field(default=(), kw_only=True)
    """The rows and columns that are no fields, by name: a Record, or a number."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A row or column that is no field. Raises AttributeError where the form has none of the name."""
            if not name.startswith("_"):
                for known, value in self.more:
                    if known == name:
                        return value
            raise AttributeError(f"{type(self).__name__} has no field {name!r}")

    def __repr__(self) -> str:
        own = [(attribute.name, getattr(self, attribute.name)) for attribute in fields(type(self)) if attribute.name != "more"]
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in (*own, *self.more))})"


@frozen(repr=False)
class Documents(Record):
    """第二十条第（一）项: how many documents of a kind. The columns of the 2019 form, then those of 2021."""

    made: int | None
    disclosed: int | None
    disclosed_total: int | None
    issued: int | None
    repealed: int | None
    in_force: int | None


@frozen(repr=False)
class Decisions(Record):
    """第二十条第（五）、（六）项: items and their change against the year before (2019 form), and decisions made."""

    previous_items: int | None
    change: int | None
    decisions: int | None


@frozen(repr=False)
class Fees(Record):
    """第二十条第（八）项: the number of charges and its change (2019 form), or the amount charged (2021 form)."""

    previous_items: int | None
    change: int | None
    amount: Decimal | None


@frozen(repr=False)
class Procurement(Record):
    """第二十条第（九）项, 2019 form: centralised procurement."""

    items: int | None
    amount: Decimal | None


@frozen(repr=False)
class Proactive(Record):
    """Table 2, 主动公开政府信息情况."""

    rules: Documents
    normative_documents: Documents
    licensing: Decisions
    other_services: Decisions
    penalties: Decisions
    compulsion: Decisions
    fees: Fees
    procurement: Procurement


@frozen(repr=False)
class Applicants(Record):
    """A row of table 3: a number of requests by who made them."""

    natural_person: int | None
    business: int | None
    research: int | None
    public_welfare: int | None
    legal_service: int | None
    other: int | None
    total: int | None


@frozen(repr=False)
class Refused(Record):
    """（三）不予公开, by ground."""

    state_secret: Applicants
    forbidden_by_law: Applicants
    security_and_stability: Applicants
    third_party_rights: Applicants
    internal_affairs: Applicants
    process_information: Applicants
    enforcement_files: Applicants
    administrative_queries: Applicants


@frozen(repr=False)
class Unavailable(Record):
    """（四）无法提供, by reason."""

    not_held: Applicants
    needs_creation: Applicants
    still_unclear: Applicants


@frozen(repr=False)
class NotProcessed(Record):
    """（五）不予处理, by reason."""

    petitions: Applicants
    repeated: Applicants
    publications: Applicants
    excessive: Applicants
    reconfirmation: Applicants


@frozen(repr=False)
class OtherOutcomes(Record):
    """（六）其他处理: one row (2019 form, and some later reports), or three (2021 form)."""

    undivided: Applicants
    uncorrected: Applicants
    unpaid: Applicants
    rest: Applicants


@frozen(repr=False)
class Outcomes(Record):
    """三、本年度办理结果."""

    granted: Applicants
    partly_granted: Applicants
    refused: Refused
    unavailable: Unavailable
    not_processed: NotProcessed
    other: OtherOutcomes
    total: Applicants


@frozen(repr=False)
class Requests(Record):
    """Table 3, 收到和处理政府信息公开申请情况."""

    new: Applicants
    carried_in: Applicants
    outcomes: Outcomes
    carried_out: Applicants


@frozen(repr=False)
class Results(Record):
    """A group of table 4: how the cases ended."""

    upheld: int | None
    corrected: int | None
    other: int | None
    pending: int | None
    total: int | None


@frozen(repr=False)
class Litigation(Record):
    """行政诉讼."""

    direct: Results
    after_reconsideration: Results


@frozen(repr=False)
class Disputes(Record):
    """Table 4, 政府信息公开行政复议、行政诉讼情况."""

    reconsideration: Results
    litigation: Litigation


@cache
def fields_of(kind: str) -> tuple[tuple[str, type[Record] | None], ...]:
    """The fields of the record class of that name, each with the record class that it holds, or None for a number."""
    return tuple((attribute.name, globals().get(str(attribute.type))) for attribute in fields(globals()[kind]) if attribute.name != "more")
