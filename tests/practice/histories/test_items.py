"""Open items as docket items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from konkyo.practice.deadlines import compute
from konkyo.practice.histories import docket_items, read_history, standing
from konkyo.practice.histories.items import reason_without_items
from konkyo.records.docket import Recognition
from konkyo.records.documents import Document
from konkyo.records.history import History
from konkyo.workflows.docket_rows import question_of, rows_of

_FULL = [("2023-01-10", "IEXX"), ("2023-02-01", "WIDS"), ("2023-03-01", "DOCK")]


def test_a_row_has_the_dates_of_the_item(from_json: Callable[[Any], Document]) -> None:
    """The workflow's own question gives the due date that the open item gives; each field has its quote."""
    listed = [{"code": c, "date": d} for d, c in [*_FULL, ("2024-04-26", "CTNF"), ("2024-04-29", "MCTNF")]]
    document = from_json({"application_number": "17123456", "events": listed})
    (history,) = read_history(document)
    (item,) = docket_items(history, date(2024, 5, 6))
    (opened,) = standing(history, date(2024, 5, 6)).open
    assert compute(question_of(item)).due == opened.due == date(2024, 7, 29)
    (row,) = rows_of(document, Recognition(items=(item,)), matter=None)
    assert (row.trigger_date, row.due, row.application_number) == (date(2024, 4, 29), date(2024, 7, 29), "US17123456")
    assert item.drafting_date is not None
    assert item.drafting_date.value == date(2024, 4, 26)
    assert {"office", "application_number", "trigger_kind", "trigger_date", "due"} <= set(row.grounds)
    assert not any(other.event_code == "oa_statutory_bar" for other in docket_items(history, date(2024, 5, 6)))


def test_a_question_makes_the_row_one_to_look_at(us: Callable[..., History]) -> None:
    """What an event not listed may have answered stands in conflict and lowers the confidence."""
    sure = docket_items(us([*_FULL, ("2024-04-29", "MCTNF")]), date(2024, 5, 6))[0]
    unsure = docket_items(us([*_FULL, ("2024-04-29", "MCTNF")], total_events_in_file=50), date(2024, 5, 6))[0]
    assert sure.conflicts == ()
    assert len(unsure.conflicts) == 1
    assert unsure.confidence < sure.confidence


def test_far_fees_are_left_to_the_schedule(us: Callable[..., History]) -> None:
    """A maintenance fee gives an item once it is due within a year."""
    history = us([*_FULL, ("2023-07-11", "PTAC")])
    assert docket_items(history, date(2024, 1, 1)) == ()
    assert [item.event_code for item in docket_items(history, date(2026, 6, 1))] == ["maintenance_fee_3_5"]


def test_why_there_is_no_item(us: Callable[..., History]) -> None:
    """A closed file says so, in both languages."""
    history = us([*_FULL, ("2024-01-10", "MCTNF"), ("2024-08-15", "ABN2")])
    assert docket_items(history, date(2024, 9, 1)) == ()
    reason = reason_without_items(history, date(2024, 9, 1))
    assert "abandoned" in reason.en
    assert "終了" in reason.ja


def test_a_follow_up_without_a_date_is_no_item(us: Callable[..., History]) -> None:
    """A granted patent whose grant date is not listed gives no item; what is asked stands in the reason."""
    history = us([*_FULL], status="Patented Case", pulled_at="2026-03-20", total_events_in_file=30)
    day = date(2026, 3, 20)
    (follow,) = standing(history, day).follow_ups
    assert (follow.expect, follow.due) == ("pending", None)
    assert docket_items(history, day) == ()
    reason = reason_without_items(history, day)
    assert "grant date" in reason.en
    assert "特許付与日" in reason.ja
