"""The portfolio: what is due in the next days, by matter, and how sure each date is.

Everything that the workspace holds stands in exactly one place: overdue, dated, waiting for an answer, or counted
among what was left out, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from konkyo.records.docket import Certainty, ComputationStep, ExtensionOption, RuleReference
from konkyo.records.value import Value, Wording


class Standing(StrEnum):
    """How sure a date is; each has a colour, a sign and a word of its own. From firm to open."""

    SIGNED = "signed"  # a named person approved exactly this
    VERIFIED = "verified"  # a draft whose every field was found again in its source, under a rule that was read
    LAW = "law"  # a draft under a rule known only from a secondary source or from knowledge
    REVIEW = "review"  # a draft with flags, conflicts, or facts that rest on a person's word
    NOMINAL = "nominal"  # the closure calendar does not reach so far: the end of the period without roll-over
    UNVERIFIED = "unverified"  # a draft whose evidence was not found again in its source
    PENDING = "pending"  # needs an answer before it can be dated


class LeftOutReason(StrEnum):
    """Why something of the workspace is not among the items of a portfolio."""

    REJECTED = "rejected"  # a person decided that it is not to be followed
    DONE = "done"  # a person signed that it was dealt with
    LATER = "later"  # due after the last day of the view
    OTHER_MATTER = "other_matter"  # another matter was asked for
    OTHER_PERSON = "other_person"  # the person asked for has no part in its matter
    UNASSIGNED = "unassigned"  # a person was asked for, and the matter names nobody, or there is no matter
    ENDED = "ended"  # a fee of a right that has ended
    PAYMENT_UNKNOWN = "payment_unknown"  # a past fee of a right for which nobody has said how far its fees are paid


NotInCalendar = Literal["not_approved", "pending", "not_proposed", "same_deadline", "changed"]
"""Why an item is in no calendar file: a draft, without a date, a fee that was not laid onto the approval desk, another
proposal for a deadline that is in the file, or signed but with a newer reading waiting."""


class Source(Value):
    """One proposal or fee behind an item. ``row_id``: what the approval desk or ``matters propose`` knows it by."""

    row_id: str
    kind: Literal["docket", "scheduled"] = "docket"
    standing: Standing
    file: str = ""
    document_id: str = ""


class PortfolioItem(Value):
    """One deadline. ``sources``: the proposals that state it, the one that leads first; never empty.

    ``kind``: ``docket`` (read from a document) or ``scheduled`` (a fee computed from a registered right). ``due``:
    the operative date; None with ``nominal_due``: no calendar reaches so far; None without: pending. ``by``: the date
    the item is ordered by. ``days_left``: from ``as_of`` to it, negative when overdue. ``late_until``: the last day of
    an extension or late payment that the law offers. ``given``: fields that rest on a person's word. ``files``: names
    of all documents that state it, letters about the notice included. ``changed``: a newer reading waits beside it.
    """

    item_id: str
    kind: Literal["docket", "scheduled"]
    standing: Standing
    sources: tuple[Source, ...]
    matter_id: str | None = None
    office: str | None = None
    right: str | None = None
    number: str = ""
    event_code: str | None = None
    year: int | None = None
    due: date | None = None
    nominal_due: date | None = None
    safe_date: date | None = None
    by: date | None = None
    days_left: int | None = None
    late_until: date | None = None
    certainty: Certainty | None = None
    rule: RuleReference | None = None
    action: Wording | None = None
    actor: Wording | None = None
    consequence: Wording | None = None
    question: Wording | None = None
    missing: tuple[str, ...] = ()
    steps: tuple[ComputationStep, ...] = ()
    extensions: tuple[ExtensionOption, ...] = ()
    notes: tuple[Wording, ...] = ()
    given: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    signed_by: str = ""
    changed: bool = False
    second_reader: str | None = None


class MatterView(Value):
    """A matter in a portfolio: its people, and how much of it stands in each block. ``registered``: in the register."""

    matter_id: str | None
    title: str = ""
    responsible: str | None = None
    clerk: str | None = None
    second_reader: str | None = None
    registered: bool = False
    overdue: int = 0
    dated: int = 0
    pending: int = 0
    next_by: date | None = None


class LeftOut(Value):
    """How many rows and fees were left out for a reason, and which."""

    reason: LeftOutReason
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


class PersonCalendar(Value):
    """One person's calendar file. ``person`` None: matters without a responsible person. ``file``: where it was
    written; None: nothing of theirs is approved, so nothing was written. ``left_out``: reason to how many.
    """

    person: str | None
    file: str | None = None
    rows: int = 0
    sha256: str = ""
    left_out: Mapping[NotInCalendar, int] = {}


class CalendarSet(Value):
    """The calendar files that were written, one for each responsible person."""

    workflow: Literal["portfolio-calendars"] = "portfolio-calendars"
    folder: str
    calendars: tuple[PersonCalendar, ...] = ()


class PortfolioReport(Value):
    """What is due from ``as_of`` to ``until``, by matter. The same workspace and day give the same report.

    ``overdue``, ``dated`` and ``pending`` are in order of date (``pending`` of matter); ``matters`` in order of their
    next date. ``matter`` and ``person``: what the view was narrowed to.
    """

    workflow: Literal["portfolio"] = "portfolio"
    as_of: date
    until: date
    days: int
    matter: str | None = None
    person: str | None = None
    overdue: tuple[PortfolioItem, ...] = ()
    dated: tuple[PortfolioItem, ...] = ()
    pending: tuple[PortfolioItem, ...] = ()
    matters: tuple[MatterView, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    rows: int = 0
    fees: int = 0
    provisional: Literal[True] = True

    @property
    def items(self) -> tuple[PortfolioItem, ...]:
        """Every item, in the order of the blocks."""
        return (*self.overdue, *self.dated, *self.pending)
