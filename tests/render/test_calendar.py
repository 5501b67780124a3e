"""Calendars, read back with a parser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from konkyo.errors import UsageError
from konkyo.records.docket import DocketRow
from konkyo.render.calendar import DEFAULT_ALARMS, calendar
from konkyo.render.signed import SignedRow

Sign = Callable[..., SignedRow]


def test_a_to_do_carries_due_date_rule_and_approval(signed: SignedRow) -> None:
    """What a person approved is what a calendar program reads: date, rule, source, certainty, signer, hash."""
    (todo,) = Calendar.from_ical(calendar([signed])).walk("VTODO")
    body = signed.decision.body
    assert todo.decoded("due") == date(2026, 9, 24)
    description = str(todo["description"])
    for expected in ("2026年9月21日（月）", "特許法50条", "原典を確認", "日比谷 花子", body.content_hash):
        assert expected in description
    assert str(todo["x-konkyo-content-hash"]) == body.content_hash
    assert str(todo["x-konkyo-nominal-due"]) == "2026-09-21"
    assert todo.decoded("dtstamp") == datetime(2026, 7, 28, 1, 30, tzinfo=UTC)


def test_alarms_ring_in_the_morning_before_the_due_date(signed: SignedRow) -> None:
    """60, 30, 14, 7, 3 and 1 days before, at nine, counted from the due date."""
    (todo,) = Calendar.from_ical(calendar([signed])).walk("VTODO")
    alarms = todo.walk("VALARM")
    assert [alarm.decoded("trigger") for alarm in alarms] == [
        timedelta(hours=9) - timedelta(days=days) for days in DEFAULT_ALARMS
    ]
    assert {alarm["trigger"].params["RELATED"] for alarm in alarms} == {"END"}


def test_an_event_lasts_the_due_day(signed: SignedRow) -> None:
    """Programs that ignore to-dos get an all-day event on the due date."""
    (event,) = Calendar.from_ical(calendar([signed], component="event", alarms=[5])).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 9, 24)
    assert event.decoded("dtend") == date(2026, 9, 25)
    assert len(event.walk("VALARM")) == 1


def test_a_later_decision_updates_the_entry(signed: SignedRow, sign: Sign) -> None:
    """The UID depends on the proposal alone and SEQUENCE grows, so importing an amendment replaces the entry."""
    amended = sign(signed.row.model_copy(update={"due": date(2026, 11, 24)}))
    later = amended.decision.body.model_copy(update={"decided_at": datetime(2026, 8, 1, tzinfo=UTC)})
    second = SignedRow(amended.row, amended.decision.model_copy(update={"body": later}))
    (before,) = Calendar.from_ical(calendar([signed])).walk("VTODO")
    (after,) = Calendar.from_ical(calendar([second])).walk("VTODO")
    assert before["uid"] == after["uid"]
    assert int(before["sequence"]) < int(after["sequence"])


def test_the_same_rows_give_the_same_bytes(signed: SignedRow) -> None:
    """No clock and no chance enters the file."""
    assert calendar([signed]) == calendar([signed])


def test_an_undated_row_stays_a_to_do_but_is_no_event(pending: DocketRow, sign: Sign) -> None:
    """A row that waits for a date is not lost, and no date is made up for it."""
    row = sign(pending, "proposal-2")
    (todo,) = Calendar.from_ical(calendar([row])).walk("VTODO")
    assert "due" not in todo
    assert todo["summary"].startswith("[未定]")
    assert todo.walk("VALARM") == []
    with pytest.raises(UsageError, match="no due date"):
        calendar([row], component="event")


def test_text_cannot_add_a_property(refusal: DocketRow, sign: Sign) -> None:
    """A line break in a document's text stays text: it cannot begin a property or end the entry."""
    hostile = refusal.model_copy(update={"matter_ref": "X\r\nATTENDEE:mailto:a@example.org\r\nEND:VTODO"})
    (todo,) = Calendar.from_ical(calendar([sign(hostile)])).walk("VTODO")
    assert "attendee" not in todo
    assert "X ATTENDEE:mailto" in str(todo["description"])


def test_two_decisions_of_one_proposal_are_refused(signed: SignedRow) -> None:
    """One entry per proposal: two would have the same UID."""
    with pytest.raises(UsageError, match="same proposal"):
        calendar([signed, signed])


def test_a_negative_alarm_is_refused(signed: SignedRow) -> None:
    """An alarm after the due date helps nobody."""
    with pytest.raises(UsageError):
        calendar([signed], alarms=[-1])


def test_lines_are_folded_between_characters(signed: SignedRow) -> None:
    """RFC 5545: no line is longer than 75 octets, and no character is cut in two."""
    for line in calendar([signed]).split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
