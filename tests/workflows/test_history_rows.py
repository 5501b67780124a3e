"""A file history becomes proposals of what is open on a day: quoted, computed, judged on that day and on no other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from konkyo.records.evidence import RowStatus
from konkyo.workbench import Workbench


def listed(*events: tuple[str, str, str], status: str = "", **more: Any) -> dict[str, Any]:
    """A US transaction history of these events: code, description, date."""
    return {
        "application_number": "18990112", "filing_date": "2023-01-23", "status": status,
        "num_prosecution_events": len(events), "total_events_in_file": len(events), "pulled_at": "2026-03-20",
        "prosecution_events": [{"code": c, "description": d, "date": day} for c, d, day in events],
    } | more  # fmt: skip


NON_FINAL = ("MCTNF", "Mail Non-Final Rejection", "2024-03-04")
REPLY = ("A...", "Response after Non-Final Action", "2024-05-30")
FINAL = ("MCTFR", "Mail Final Rejection (PTOL - 326)", "2024-08-06")


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A history of three events: an action, its reply, a final action."""
    path = tmp_path / "history.json"
    path.write_text(json.dumps(listed(FINAL, NON_FINAL, REPLY)), "utf-8")
    return path


def dates(bench: Workbench, path: Path, as_of: str) -> Sequence[tuple[str | None, str]]:
    """Event and due date of what is open on a day."""
    report = bench.docket([path], as_of=date.fromisoformat(as_of))
    return [(row.event_code, str(row.due)) for row in report.rows]


def test_only_what_is_open_that_day(bench: Workbench, history: Path) -> None:
    """Before the reply the first action is open, after it nothing, then the final action."""
    assert dates(bench, history, "2024-03-01") == []
    assert dates(bench, history, "2024-04-01") == [("oa_response", "2024-06-04")]
    assert dates(bench, history, "2024-06-30") == []
    assert dates(bench, history, "2024-09-01") == [("final_oa_response", "2024-11-06")]


def test_rows_quote_the_events(bench: Workbench, history: Path) -> None:
    """The trigger date is quoted from the record of the event, found again; the row says on which day it is open."""
    (row,) = bench.docket([history], as_of=date(2024, 9, 1)).rows
    assert row.as_of == date(2024, 9, 1)
    assert row.status is RowStatus.VERIFIED
    quotes = [row.evidence[index] for index in row.grounds["trigger_date"]]
    assert [getattr(quote, "evidence_quote", None) for quote in quotes] == ["2024-08-06"]


def test_the_report_tells_the_whole_story(bench: Workbench, history: Path) -> None:
    """Beside the proposals: what was answered, by what, and whether in time."""
    (found,) = bench.docket([history], as_of=date(2024, 9, 1)).histories
    (answered,) = found.standing.answered
    assert (answered.event_code, answered.how, answered.in_time) == ("oa_response", "reply", "yes")
    assert (found.number, found.file, found.complete) == ("US18990112", "history.json", True)


def test_a_row_keeps_its_id_from_day_to_day(bench: Workbench, history: Path) -> None:
    """Looking again on another day makes no second proposal of the same open item."""
    first = bench.docket([history], as_of=date(2024, 9, 1)).rows
    later = bench.docket([history], as_of=date(2024, 10, 1)).rows
    assert [row.row_id for row in first] == [row.row_id for row in later]
    assert len(bench.waiting()) == 1


def test_an_incomplete_list_is_never_simply_open(bench: Workbench, tmp_path: Path) -> None:
    """A list that lacks most of the file's events: the action may have been answered, so a person looks."""
    path = tmp_path / "part.json"
    path.write_text(json.dumps(listed(NON_FINAL, total_events_in_file=46)), "utf-8")
    (row,) = bench.docket([path], as_of=date(2024, 4, 1)).rows
    assert row.status is RowStatus.REVIEW
    assert row.conflicts


def test_nothing_open_says_why(bench: Workbench, tmp_path: Path) -> None:
    """A closed file gives no proposal and the reason, in both languages."""
    path = tmp_path / "closed.json"
    path.write_text(
        json.dumps(listed(NON_FINAL, status="Abandoned  --  Failure to Respond to an Office Action")), "utf-8"
    )
    report = bench.docket([path], as_of=date(2026, 4, 1))
    assert report.rows == ()
    assert report.files[0].reason is not None
    assert "abandoned" in report.files[0].reason.en


def test_many_histories_in_one_file(bench: Workbench, tmp_path: Path) -> None:
    """JSON Lines: one history a line, each with its own rows and its own standing."""
    path = tmp_path / "many.jsonl"
    lines = [
        listed(NON_FINAL),
        listed(FINAL, application_number="18990113"),
        listed(REPLY, application_number="18990114"),
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    report = bench.docket([path], as_of=date(2024, 8, 10))
    assert {row.application_number for row in report.rows} == {"US18990112", "US18990113"}
    assert len(report.histories) == 3


def test_a_follow_up_without_a_date_is_no_row(bench: Workbench, tmp_path: Path) -> None:
    """The maintenance fee of a patent whose grant date is not listed stays in the standing, with its question."""
    path = tmp_path / "granted.json"
    path.write_text(json.dumps(listed(NON_FINAL, status="Patented Case", total_events_in_file=46)), "utf-8")
    report = bench.docket([path], as_of=date(2026, 3, 20))
    assert report.rows == ()
    (follow,) = report.histories[0].standing.follow_ups
    assert (follow.event_code, follow.missing) == ("maintenance_fee_3_5", ("grant_date",))
    assert follow.question is not None
    assert report.files[0].reason is not None
    assert follow.question.en in report.files[0].reason.en


def test_a_follow_up_with_a_date_is_a_row(bench: Workbench, tmp_path: Path) -> None:
    """With its grant date listed the fee that falls due within a year is proposed: 42 months from grant."""
    path = tmp_path / "granted.json"
    events = (NON_FINAL, REPLY, ("PTAC", "Patent Issue Date Used in PTA Calculation", "2023-07-04"))
    path.write_text(json.dumps(listed(*events, status="Patented Case")), "utf-8")
    (row,) = bench.docket([path], as_of=date(2026, 3, 20)).rows
    assert (row.event_code, str(row.due)) == ("maintenance_fee_3_5", "2027-01-04")
