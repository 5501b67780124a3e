"""Approved docket rows as an iCalendar file (RFC 5545): one to-do, or one all-day event, per row.

The UID depends on the proposal only, and SEQUENCE grows with the time of the decision: importing a later decision
about the same proposal updates the entry instead of adding a second one. The same rows give the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event, Todo

from konkyo.errors import UsageError
from konkyo.records.docket import DocketRow
from konkyo.render.facts import approval_facts, extension_words, facts_of, result_facts, rule_facts, title_of
from konkyo.render.labels import Language, day, heading
from konkyo.render.signed import SignedRow
from konkyo.render.visible import one_line

Component = Literal["todo", "event"]
DEFAULT_ALARMS = (60, 30, 14, 7, 3, 1)
"""Days before the due date at which a calendar reminds, at ``ALARM_HOUR`` of the reader's own time."""
ALARM_HOUR = 9
_PROPOSALS = uuid.uuid5(uuid.NAMESPACE_DNS, "proposal.konkyo.invalid")
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MAX_ALARM_DAYS = 3660


def calendar(
    rows: Sequence[SignedRow],
    *,
    language: Language = "ja",
    component: Component = "todo",
    alarms: Sequence[int] = DEFAULT_ALARMS,
) -> bytes:
    """The rows as iCalendar bytes.

    ``component``: ``todo`` (VTODO with DUE; a row without a due date stays, undated) or ``event`` (all-day VEVENT, for
    the many calendar programs that ignore to-dos). ``alarms``: days before the due date. Raises UsageError for an
    event without a due date, for two rows of one proposal, or for an alarm that is no number of days.
    """
    if bad := [days for days in alarms if not 0 <= days <= _MAX_ALARM_DAYS]:
        msg = f"an alarm cannot stand {bad[0]} days before a due date"
        raise UsageError(msg, remedy="give 0 or more days")
    proposals = [signed.decision.body.proposal_id for signed in rows]
    if len(set(proposals)) != len(proposals):
        msg = "two rows of the same proposal cannot stand in one calendar"
        raise UsageError(msg, remedy="keep the later decision")
    result = Calendar()
    result.add("prodid", "-//Konkyo//Docket//EN")
    result.add("version", "2.0")
    for signed in rows:
        result.add_component(_entry(signed, language, component, alarms))
    data: bytes = result.to_ical(sorted=False)
    return data


def _entry(signed: SignedRow, language: Language, component: Component, alarms: Sequence[int]) -> Todo | Event:
    row, body = signed.row, signed.decision.body
    entry: Todo | Event = Todo() if component == "todo" else Event()
    entry.add("uid", str(uuid.uuid5(_PROPOSALS, body.proposal_id)))
    decided = body.decided_at.astimezone(UTC)
    entry.add("dtstamp", decided)
    entry.add("last-modified", decided)
    entry.add("sequence", max(0, int((decided - _EPOCH).total_seconds())))
    entry.add("summary", _summary(row, language))
    entry.add("description", _description(signed, language))
    entry.add("categories", [word for word in (row.office, row.event_code) if word])
    entry.add("class", "CONFIDENTIAL")
    if isinstance(entry, Todo):
        entry.add("status", "NEEDS-ACTION")
    _add_dates(entry, row)
    for name, value in _properties(signed).items():
        entry.add(name, value)
    if row.due is not None:
        for days in sorted(set(alarms), reverse=True):
            entry.add_component(_alarm(days, _summary(row, language), "END" if component == "todo" else "START"))
    return entry


def _add_dates(entry: Todo | Event, row: DocketRow) -> None:
    if isinstance(entry, Todo):
        if row.due is not None:
            entry.add("due", row.due)
        return
    if row.due is None:
        msg = f"row {row.row_id} has no due date yet and cannot be an event"
        raise UsageError(
            msg,
            remedy="answer its question first, or export it as a to-do",
        )
    entry.add("dtstart", row.due)
    entry.add("dtend", row.due + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")


def _alarm(days: int, summary: str, related: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    # A date-only due date begins at midnight; the reminder rings at ALARM_HOUR of the day `days` before.
    alarm.add("trigger", timedelta(hours=ALARM_HOUR) - timedelta(days=days), parameters={"RELATED": related})
    return alarm


def _summary(row: DocketRow, language: Language) -> str:
    if row.due is None:
        return f"[{heading('undetermined', language)}] {title_of(row, language)}"
    return f"【期限】{title_of(row, language)}" if language == "ja" else f"DUE: {title_of(row, language)}"


def _description(signed: SignedRow, language: Language) -> str:
    row = signed.row
    facts = (*result_facts(row, language), *facts_of(row, language), *rule_facts(row, language))
    lines = [f"{fact.heading}: {fact.words}" for fact in facts]
    lines += [one_line(step.text.of(language)) + _reached(step.date, language) for step in row.steps]
    for name, items in (
        ("extensions", [extension_words(option, language) for option in row.extensions]),
        ("caveats", [caveat.of(language) for caveat in row.caveats]),
        ("conflicts", [conflict.of(language) for conflict in row.conflicts]),
    ):
        lines += [f"{heading(name, language)}: {one_line(item)}" for item in items]
    lines += [f"{fact.heading}: {fact.words}" for fact in approval_facts(signed.decision, language)]
    return "\n".join(lines)


def _reached(value: date | None, language: Language) -> str:
    return "" if value is None else f" → {day(value, language)}"


def _properties(signed: SignedRow) -> dict[str, str]:
    """The X- properties by which a program finds the row again."""
    row, body = signed.row, signed.decision.body
    values = {
        "ROW-ID": row.row_id,
        "PROPOSAL-ID": body.proposal_id,
        "CONTENT-HASH": body.content_hash,
        "SIGNATURE": signed.decision.signature,
        "DOCUMENT-ID": row.document_id,
        "NOMINAL-DUE": row.nominal_due.isoformat() if row.nominal_due else "",
        "SAFE-DATE": row.safe_date.isoformat() if row.safe_date else "",
        "RULE": row.rule.rule_id if row.rule else "",
        "CERTAINTY": row.rule.certainty if row.rule else "",
        "STATUS": row.status.value,
        "APPLICATION": row.application_number or "",
        "EVENT": row.event_code or "",
    }
    return {f"X-KONKYO-{name}": one_line(value) for name, value in values.items() if value}
