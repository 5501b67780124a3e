"""What is open on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.practice.histories import open_items, read_history, standing
from konkyo.records.documents import Document
from konkyo.records.history import History, Standing

Us = Callable[..., History]
_FULL = [("2023-01-10", "IEXX"), ("2023-02-01", "WIDS"), ("2023-03-01", "DOCK")]
"""What shows that a list holds more than office actions."""
_CODES = (
    "CTNF MCTNF A... ELC. CTRS MCTRS CTFR MCTFR A.NE CTAV MCTAV RCEX ABN9 N/AP AP.B MN/=. MCNOA IFEE PTAC ABN2 FWDX "
    "WIDS"
)


def found(history: History, day: str) -> list[tuple[str, str | None, str]]:
    """Event, trigger date and state of each open item."""
    items = open_items(history, date.fromisoformat(day))
    return [(item.event_code, item.trigger.date.isoformat() if item.trigger else None, item.state) for item in items]


def test_period_runs_from_the_mailing(us: Us) -> None:
    """Entry and mailing of an action are one action; before the mailing its trigger is missing."""
    history = us([*_FULL, ("2024-04-25", "CTNF"), ("2024-04-28", "MCTNF")])
    assert found(history, "2024-06-01") == [("oa_response", "2024-04-28", "open")]
    (item,) = open_items(history, date(2024, 4, 26))
    assert (item.expect, item.missing) == ("pending", ("mail_date",))


def test_a_second_mailing_is_no_second_action(us: Us) -> None:
    """A re-mailed action counts from its first mailing, and a person is asked whether the office restarted it."""
    history = us([*_FULL, ("2024-04-25", "CTNF"), ("2024-04-28", "MCTNF"), ("2024-05-20", "MCTNF")])
    (item,) = open_items(history, date(2024, 6, 1))
    assert item.trigger is not None
    assert item.trigger.date == date(2024, 4, 28)
    assert item.question is not None
    assert "MPEP 710.06" in item.question.en


def test_reply_in_time_extended_and_late(us: Us) -> None:
    """Three months, six with extensions: the day of the reply decides (35 USC 133; 37 CFR 1.136(a))."""
    for day, verdict in (("2024-07-29", "yes"), ("2024-09-30", "extended"), ("2024-12-02", "late")):
        history = us([*_FULL, ("2024-04-29", "MCTNF"), (day, "A...")])
        (answered,) = standing(history, date(2025, 1, 1)).answered
        assert (answered.how, answered.in_time) == ("reply", verdict)


def test_reply_after_final_does_not_stop_the_period(us: Us) -> None:
    """After a final action only an RCE, an appeal or an allowance ends the item (MPEP 706.07(f), 714.13)."""
    events = [*_FULL, ("2024-04-28", "CTFR"), ("2024-05-01", "MCTFR"), ("2024-06-20", "A.NE")]
    assert found(us(events), "2024-07-01") == [("final_oa_response", "2024-05-01", "open")]
    assert found(us([*events, ("2024-07-25", "RCEX")]), "2024-08-01") == []
    assert found(us([*events, ("2024-07-25", "N/AP")]), "2024-08-01") == [("appeal_brief", "2024-07-25", "open")]


def test_late_advisory_action_moves_the_end(us: Us) -> None:
    """A first reply within two months and a later advisory action: the period ends with the advisory's mailing."""
    events = [*_FULL, ("2024-05-01", "MCTFR"), ("2024-06-20", "A.NE"), ("2024-08-09", "CTAV"), ("2024-08-13", "MCTAV")]
    (item,) = open_items(us(events), date(2024, 8, 20))
    assert item.due == date(2024, 8, 13)
    assert item.inputs == {"first_reply_date": "2024-06-20", "advisory_date": "2024-08-13"}


def test_later_action_shows_an_answer(us: Us) -> None:
    """A final action presupposes a reply to the non-final one; what was not seen is called inferred."""
    history = us([("2024-01-10", "MCTNF"), ("2024-06-10", "MCTFR")])
    (answered,) = standing(history, date(2024, 7, 1)).answered
    assert (answered.event_code, answered.how) == ("oa_response", "inferred")
    assert "nferred from" in answered.why.en


def test_incomplete_list_asks(us: Us) -> None:
    """Where the file has more events than the list, an unanswered action is put to a person, not called open."""
    history = us([*_FULL, ("2024-05-01", "MCTNF")], total_events_in_file=40)
    assert not history.complete
    (item,) = open_items(history, date(2024, 6, 1))
    assert item.state == "review"
    assert item.question is not None
    assert "40" in item.question.en
    assert found(history, "2025-01-01") == [("oa_response", "2024-05-01", "lapsed")]


def test_list_of_actions_alone_is_incomplete(us: Us) -> None:
    """Office actions without a single reply between them: the list leaves replies out."""
    assert not us([("2024-01-10", "MCTNF"), ("2024-06-10", "MCTFR")]).complete
    assert us([*_FULL, ("2024-01-10", "MCTNF")]).complete


def test_status_counts_from_the_day_it_was_drawn(us: Us) -> None:
    """Abandoned as drawn in 2026 says nothing of 2024; on the day of drawing it closes the file."""
    facts = {"total_events_in_file": 40, "pulled_at": "2026-03-20T23:43:14.628Z"}
    history = us([("2024-05-01", "MCTNF")], status="Abandoned  --  Failure to Respond to an Office Action", **facts)
    assert found(history, "2024-06-01") == [("oa_response", "2024-05-01", "review")]
    late = standing(history, date(2026, 3, 20))
    assert late.closed is not None
    assert (late.closed.reason, late.open) == ("abandoned", ())


def test_status_that_names_an_action_is_dated_by_it(us: Us) -> None:
    """``Final Rejection Mailed`` stands since that mailing: the item is open for sure even in an incomplete list."""
    facts = {"total_events_in_file": 40, "pulled_at": "2026-03-20", "status": "Final Rejection Mailed"}
    history = us([("2025-01-10", "MCTNF"), ("2026-02-10", "MCTFR")], **facts)
    assert found(history, "2026-03-01") == [("final_oa_response", "2026-02-10", "open")]
    assert found(history, "2025-02-01") == [("oa_response", "2025-01-10", "review")]


def test_day_after_the_list_was_drawn_asks(us: Us) -> None:
    """What happened between the drawing and the day asked for is unknown: a question, never ``open``."""
    facts = {"pulled_at": "2026-03-20", "status": "Final Rejection Mailed"}
    history = us([*_FULL, ("2025-09-01", "A..."), ("2026-02-10", "MCTFR")], **facts)
    assert found(history, "2026-03-20") == [("final_oa_response", "2026-02-10", "open")]
    assert found(history, "2026-03-27") == [("final_oa_response", "2026-02-10", "review")]


@pytest.mark.parametrize(
    ("status", "events", "expected"),
    [
        ("Response to Non-Final Office Action Entered and Forwarded to Examiner", ["MCTNF"], []),
        ("Response after Final Action Forwarded to Examiner", ["MCTFR"], [("final_oa_response", "2026-02-01", "open")]),
        (
            "Notice of Allowance Mailed -- Application Received in Office of Publications",
            ["MCTNF"],
            [("issue_fee", None, "open")],
        ),
        ("Publications -- Issue Fee Payment Verified", ["MCTNF"], []),
        ("Docketed New Case - Ready for Examination", ["MCTFR"], []),
        ("Appeal Brief (or Supplemental Brief) Entered and Forwarded to Examiner", ["N/AP"], []),
        ("Non Final Action Mailed", ["CTRS"], [("restriction_response", None, "open")]),
        ("Patented Case", ["MCNOA"], []),
    ],
)  # fmt: skip
def test_statuses(us: Us, status: str, events: list[str], expected: list[tuple[str, str | None, str]]) -> None:
    """What a status says of the acts before it, on the day it was drawn."""
    history = us(
        [("2026-02-01", code) for code in events], status=status, pulled_at="2026-03-20", total_events_in_file=30
    )
    assert found(history, "2026-03-20") == expected


def test_corrected_notice_does_not_restart_the_issue_fee(us: Us) -> None:
    """Three months from the first notice of allowance (35 USC 151; MPEP 1303), whatever is corrected later."""
    history = us([*_FULL, ("2024-05-01", "MN/=."), ("2024-06-14", "MCNOA"), ("2024-06-20", "MN/=.")])
    assert found(history, "2024-07-01") == [("issue_fee", "2024-05-01", "open")]


def test_corrected_notice_shows_an_allowance_that_is_not_listed(us: Us) -> None:
    """Its mailing is missing: pending, never counted from the correction."""
    history = us([("2024-06-14", "MCNOA")], total_events_in_file=30)
    (item,) = open_items(history, date(2024, 7, 1))
    assert (item.event_code, item.expect, item.missing) == ("issue_fee", "pending", ("mail_date",))


def test_request_for_continued_examination_after_allowance(us: Us) -> None:
    """It withdraws the application from issue: the fee is no longer due, a later allowance starts anew."""
    events = [*_FULL, ("2024-05-01", "MN/=."), ("2024-06-14", "RCEX"), ("2024-09-02", "MN/=.")]
    assert found(us(events), "2024-07-01") == []
    assert found(us(events), "2024-10-01") == [("issue_fee", "2024-09-02", "open")]


def test_revival_reopens_the_file(us: Us) -> None:
    """An abandonment closes the file until a petition to revive is granted; the old item is not open again."""
    events = [*_FULL, ("2024-01-10", "MCTNF"), ("2024-08-15", "ABN2"), ("2024-11-20", "A...")]
    events += [("2024-12-02", "PREV"), ("2025-02-03", "MCTFR")]
    assert standing(us(events), date(2024, 9, 1)).closed is not None
    assert found(us(events), "2024-12-20") == []
    assert found(us(events), "2025-03-01") == [("final_oa_response", "2025-02-03", "open")]


def test_maintenance_fees_after_grant(us: Us) -> None:
    """Windows at 3, 7 and 11 years from grant; a paid one falls away (35 USC 41(b))."""
    history = us([*_FULL, ("2020-07-07", "PTAC"), ("2023-09-01", "M1551")])
    following = standing(history, date(2024, 1, 1)).follow_ups
    first = following[0]
    assert (first.event_code, first.opens) == ("maintenance_fee_7_5", date(2027, 7, 7))
    assert (first.due, first.latest) == (date(2028, 1, 7), date(2028, 7, 7))


def test_grant_date_that_is_not_listed_is_missing(us: Us) -> None:
    """A status alone gives no grant date: the fee is pending, one row and not three."""
    history = us([], status="Patented Case", pulled_at="2026-03-20", total_events_in_file=30)
    (follow,) = standing(history, date(2026, 3, 20)).follow_ups
    assert (follow.expect, follow.missing) == ("pending", ("grant_date",))


def japanese(from_json: Callable[[Any], Document], papers: list[tuple[str, str]], **facts: str) -> History:
    """A Japanese patent file from days and names of papers."""
    listed = [{"legalDate": day, "documentDescription": name} for day, name in papers]
    (history,) = read_history(from_json({"data": {"applicationNumber": "2022123456", **facts, "documentList": listed}}))
    return history


_JP = [("20220802", "特許願"), ("20230301", "出願審査請求書"), ("20240116", "拒絶理由通知書")]


def test_japanese_file(from_json: Callable[[Any], Document]) -> None:
    """The party's residence is not in the list: pending on it, with the dispatch date; 意見書 answers; 査定 opens."""
    (item,) = open_items(japanese(from_json, _JP), date(2024, 2, 1))
    assert (item.event_code, item.missing, item.state) == ("oa_response", ("party",), "open")
    assert item.trigger is not None
    assert item.trigger.kind == "dispatch_date"
    granted = [*_JP, ("20240312", "意見書"), ("20240702", "特許査定")]
    assert found(japanese(from_json, granted), "2024-07-10") == [("registration_fee", "2024-07-02", "open")]
    assert found(japanese(from_json, [*granted, ("20240722", "登録料納付")]), "2024-08-10") == []
    refused = [*_JP, ("20240312", "意見書"), ("20240702", "拒絶査定")]
    assert found(japanese(from_json, refused), "2024-07-10") == [("appeal_against_refusal", "2024-07-02", "open")]


def test_request_for_examination_that_is_not_listed(from_json: Callable[[Any], Document]) -> None:
    """Three years from filing (特許法48条の3), until a request is listed."""
    history = japanese(from_json, [_JP[0], ("20230101", "上申書")], filingDate="20220802")
    (follow,) = standing(history, date(2024, 1, 1)).follow_ups
    assert (follow.event_code, follow.due) == ("exam_request", date(2025, 8, 4))


def test_annuity_year_of_a_payment_is_asked_for(from_json: Callable[[Any], Document]) -> None:
    """A listed payment does not say for which years: the year is missing, not counted on."""
    papers = [
        *_JP,
        ("20240702", "特許査定"),
        ("20240722", "登録料納付"),
        ("20240801", "特許証"),
        ("20270701", "年金納付書"),
    ]
    history = japanese(from_json, papers, registrationDate="20240730")
    (follow,) = standing(history, date(2028, 1, 1)).follow_ups
    assert (follow.event_code, follow.missing) == ("annuity", ("year_no",))


_EVENTS = st.lists(
    st.tuples(st.dates(date(2022, 1, 1), date(2025, 12, 31)), st.sampled_from(_CODES.split())), min_size=1, max_size=14
)


def _seen(found_on: Standing) -> Any:
    """A standing without the places on the page."""
    dropped = {"page", "start", "end", "dated", "named"}

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key not in dropped}
        return [bare(item) for item in value] if isinstance(value, list) else value

    return bare(found_on.model_dump(mode="json"))


@given(_EVENTS, st.dates(date(2022, 1, 1), date(2026, 6, 30)))
@settings(max_examples=60, deadline=None)
def test_later_events_never_matter(us: Us, events: list[tuple[date, str]], as_of: date) -> None:
    """As of a day only events up to that day count."""
    history = us([(day.isoformat(), code) for day, code in events])
    earlier = history.model_copy(update={"events": tuple(event for event in history.events if event.date <= as_of)})
    assert _seen(standing(history, as_of)) == _seen(standing(earlier, as_of))


@given(_EVENTS, st.dates(date(2022, 1, 1), date(2026, 6, 30)), st.randoms())
@settings(max_examples=40, deadline=None)
def test_order_and_repetition_never_matter(us: Us, events: list[tuple[date, str]], as_of: date, random: Any) -> None:
    """The same events in another order, some twice, stand the same."""
    listed = [(day.isoformat(), code) for day, code in events]
    other = [*random.sample(listed, len(listed)), *random.sample(listed, len(listed) // 2)]
    total = {"total_events_in_file": 99}  # fixed, so that only order and repetition differ
    one, two = (standing(us(each, **total), as_of) for each in (listed, other))
    assert [(i.event_code, i.trigger, i.state) for i in one.open] == [
        (i.event_code, i.trigger, i.state) for i in two.open
    ]
    assert [(i.event_code, i.how, i.in_time) for i in one.answered] == [
        (i.event_code, i.how, i.in_time) for i in two.answered
    ]


@given(_EVENTS, st.dates(date(2022, 1, 1), date(2026, 6, 30)))
@settings(max_examples=60, deadline=None)
def test_an_act_is_open_or_answered_never_both(us: Us, events: list[tuple[date, str]], as_of: date) -> None:
    """Each act stands in one of the two lists; an incomplete list never gives a sure ``open``."""
    history = us([(day.isoformat(), code) for day, code in events], total_events_in_file=99)
    on_day = standing(history, as_of)
    opened = {(i.event_code, i.trigger_event.start) for i in on_day.open if i.trigger_event}
    answered = {(a.event_code, a.action.start) for a in on_day.answered}
    assert not opened & answered
    assert all(item.state != "open" and item.question is not None for item in on_day.open)


@given(st.dates(date(2022, 1, 1), date(2024, 12, 31)), st.integers(0, 400))
@settings(max_examples=40, deadline=None)
def test_an_unanswered_action_lapses_once_and_stays(us: Us, mailed: date, days: int) -> None:
    """Open until the six months are over, lapsed ever after."""
    history = us([*_FULL, (mailed.isoformat(), "MCTNF")])
    (item,) = open_items(history, mailed + timedelta(days=days))
    assert item.latest is not None
    assert (item.state == "lapsed") == (mailed + timedelta(days=days) > item.latest)


def test_an_unlisted_mailing_leaves_a_day_to_go_by(us: Us) -> None:
    """Without its mailing a requirement has no date; two months from its entry (a Saturday rolls) none can end."""
    history = us([*_FULL, ("2024-04-08", "CTRS")])
    (item,) = open_items(history, date(2024, 4, 20))
    assert (item.expect, item.missing, item.due) == ("pending", ("mail_date",), None)
    assert "cannot end before 2024-06-10" in item.why.en
    assert "2024-06-10" in item.why.ja
