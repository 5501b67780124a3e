"""The register of matters: who is responsible for what, which rights belong to a matter, and what was done.

Each fact about a right says where it comes from: words of a document, found again in it, or the person who typed it
and when. A typed fact stays a person's word wherever it is used; it never becomes evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from konkyo.records.docket import Office, Right
from konkyo.records.evidence import Quote
from konkyo.records.value import Value

MatterId = Annotated[str, StringConstraints(pattern=r"^[^\s/\\][^\n\r\t]{0,63}$")]
FACTS = (
    "application_number", "registration_number", "filing_date", "priority_date", "registration_date", "grant_date",
    "paid_through", "ended_on",
)  # fmt: skip
"""Names of the facts of a registered right that have a source of their own."""


class Matter(Value):
    """A matter and its people, by name. ``responsible``: the attorney; ``clerk``: who keeps its dates."""

    matter_id: MatterId
    title: str = ""
    responsible: str | None = None
    clerk: str | None = None
    second_reader: str | None = None

    @property
    def people(self) -> frozenset[str]:
        """Everybody who has a part in the matter."""
        return frozenset(name for name in (self.responsible, self.clerk, self.second_reader) if name)


class FactSource(Value):
    """Where a fact comes from. ``quote``: words of a document that state it, checked; None: ``by`` typed it.

    ``by``: the name that was given for whoever entered it. ``file``: the document's own name, for people.
    """

    by: str
    at: datetime
    quote: Quote | None = None
    file: str = ""


class RegisteredRight(Value):
    """A right in a matter. ``paid_through``: the last year that is paid (US: 4, 8 or 12; a renewed mark: 10).

    ``ended_on``: the day on which the right lapsed, expired or was given up; nothing is scheduled after it.
    ``sources``: name of a fact (``FACTS``) to where it comes from; each fact that has a value has one.
    """

    right_id: str
    matter_id: MatterId
    office: Office
    right: Right = "patent"
    application_number: str | None = None
    registration_number: str | None = None
    filing_date: date | None = None
    priority_date: date | None = None
    registration_date: date | None = None
    grant_date: date | None = None
    paid_through: int | None = None
    ended_on: date | None = None
    sources: Mapping[str, FactSource] = {}


class CompletionBody(Value):
    """What is signed when an approved deadline has been dealt with: which row, as signed by which decision, and when.

    ``decision_id``: of the decision in force; a row that is decided anew is open again.
    """

    row_id: str
    decision_id: str
    done_on: date
    person: str
    public_key: str
    recorded_at: datetime
    reason: str
    format: Literal["konkyo-completion-1"] = "konkyo-completion-1"


class Completion(Value):
    """A completion with its Ed25519 signature (hex) over the canonical JSON of ``body``."""

    body: CompletionBody
    signature: str


class Register(Value):
    """Everything the register holds, in force: matters by id, rights by id, completions by row."""

    matters: Mapping[str, Matter] = {}
    rights: Mapping[str, RegisteredRight] = {}
    completions: Mapping[str, Completion] = {}
