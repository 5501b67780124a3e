"""File histories (経過情報): the dated events of one file, what stands open on a day, what was answered, what follows.

Days are the office's own calendar days. Every event keeps its place on the page, so that whatever is concluded from it
can be quoted. Nothing here is decided: an item that an event not listed may have answered says so (``review``).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from konkyo.records.finding import Finding, TriggerDate
from konkyo.records.value import Value, Wording

Day = date  # a field named ``date`` hides the class of that name inside its own model
EventKind = Literal["action", "reply", "fee", "grant", "abandonment", "appeal", "status", "other"]
"""``action``: an act of the office that sets a period; ``status``: one that sets none; ``reply``, ``fee``: acts of the
party; ``other``: not recognised, or without effect on periods."""
Phase = Literal["made", "sent", "received", ""]
"""Of an event: ``made`` inside the office (counted, entered), ``sent`` to the party, ``received`` from the party."""
State = Literal["open", "review", "lapsed"]
"""``open``: nothing answers it and the file would show it. ``review``: an event not listed may have answered it.
``lapsed``: the longest period that the law allows ended before the day asked for, and no answer is listed."""
How = Literal["reply", "inferred", "replaced", "status", "closed"]
"""How an action was disposed of: by a listed ``reply``; ``inferred`` from a later act of the office that presupposes
one; ``replaced`` by a later action that sets its own period; by the file's ``status``; with the file (``closed``)."""


class HistoryEvent(Value):
    """One listed event. ``page``, ``start``, ``end``: its whole record; ``dated``, ``named``: date and words.

    ``step``: what it is (names of ``practice.histories``), empty if not recognised.
    """

    date: Day
    code: str = ""
    text: str = ""
    kind: EventKind = "other"
    step: str = ""
    phase: Phase = ""
    page: int
    start: int
    end: int
    dated: Finding[Day]
    named: Finding[str]
    note: str = ""  # how the date is to be read, where the list does not say what it is the date of


class Closed(Value):
    """Why nothing is pending in the file any more. ``since``: None where only an undated status says it."""

    reason: Literal["granted", "abandoned", "withdrawn", "refused", "expired", "lapsed"]
    since: Day | None = None
    event: HistoryEvent | None = None
    status: Finding[str] | None = None


class History(Value):
    """The events of one file in order of their dates, each once, and what the list says about the file itself.

    ``known_through``: the day on which the list was drawn, if it says so. ``status_since``: since when the
    status is known to have stood (``status_date`` of the list, or the event that the status names), else None.
    ``complete``: False where the list itself says or shows that it does not hold all events; ``gaps`` says how.
    """

    office: str
    right: Literal["patent", "utility_model", "design", "trademark"] = "patent"
    named: Finding[str]  # the words from which the office was recognised
    application_number: Finding[str] | None = None
    registration_number: Finding[str] | None = None
    filing_date: Finding[Day] | None = None
    priority_date: Finding[Day] | None = None
    grant_date: Finding[Day] | None = None
    status: Finding[str] | None = None
    status_since: Day | None = None
    known_through: Day | None = None
    events: tuple[HistoryEvent, ...] = ()
    listed: int = 0
    total: Finding[int] | None = None
    complete: bool = True
    gaps: tuple[Wording, ...] = ()


class OpenItem(Value):
    """Something that is, or may be, still to be done. ``event_code``: of the deadline vocabulary.

    ``expect``: ``deadline``, or ``pending`` where ``missing`` names the inputs that the history does not give.
    ``due`` and ``latest``: the operative end of the period without and with every extension (None: not computable).
    ``question``: what a person has to find out; ``why``: why it is open; ``answered_by``: what would answer it.
    """

    office: str
    event_code: str
    state: State
    expect: Literal["deadline", "pending"]
    missing: tuple[str, ...] = ()
    trigger: TriggerDate | None = None
    trigger_event: HistoryEvent | None = None
    rests_on: tuple[HistoryEvent, ...] = ()
    due: Day | None = None
    latest: Day | None = None
    inputs: dict[str, Any] = {}  # further inputs of the deadline question, by its field names
    why: Wording
    answered_by: Wording
    question: Wording | None = None


class Answered(Value):
    """An action that was disposed of. ``in_time``: ``yes`` (within the period), ``extended`` (within the extensions),
    ``late``, or ``unknown`` (no listed date of the answer, or the period cannot be computed)."""

    event_code: str
    action: HistoryEvent
    how: How
    by: HistoryEvent | None = None
    in_time: Literal["yes", "extended", "late", "unknown"] = "unknown"
    due: Day | None = None
    why: Wording


class FollowUp(Value):
    """What comes next by law, from when it can be done (``opens``) and until when (``due``; ``latest`` with surcharge).

    ``expect``/``missing`` as in ``OpenItem``; ``question`` where it may have been done already.
    """

    office: str
    event_code: str
    expect: Literal["deadline", "pending"]
    missing: tuple[str, ...] = ()
    trigger: TriggerDate | None = None
    source: Finding[Day] | None = None  # where the trigger date stands
    rests_on: tuple[HistoryEvent, ...] = ()
    inputs: dict[str, Any] = {}
    opens: Day | None = None
    due: Day | None = None
    latest: Day | None = None
    why: Wording
    question: Wording | None = None


class Standing(Value):
    """How a file stands on ``as_of``: only events up to that day count, and the status only where it can be dated."""

    as_of: Day
    open: tuple[OpenItem, ...] = ()
    answered: tuple[Answered, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    closed: Closed | None = None
    caveats: tuple[Wording, ...] = ()


class HistoryStanding(Value):
    """A file history of a document and how its file stood on a day: what a report shows besides the proposals."""

    file: str
    document_id: str
    office: str
    number: str | None
    events: int
    complete: bool
    gaps: tuple[Wording, ...] = ()
    standing: Standing
