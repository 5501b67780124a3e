"""Periods of which the later or the earlier counts, from two dates; what is asked for when one is absent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from konkyo.practice.deadlines import calendar_of, compute
from konkyo.practice.deadlines.arithmetic import Family, end_of_period
from konkyo.practice.deadlines.rules import Leg
from konkyo.records.docket import Computation, DeadlineQuestion

Ask = Callable[..., Computation]
DAY = timedelta(days=1)
REMOVED = "removal_of_cause_date"


def rolled(office: str, day: date) -> date:
    calendar = calendar_of(office)
    while calendar.closure(day) is not None:
        day += DAY
    return day


RESTORATION: list[tuple[str, str, Family, int]] = [
    ("JP", "patent", "day_before", 12),
    ("JP", "trademark", "day_before", 6),
    ("EP", "patent", "same_number", 12),
    ("KR", "patent", "day_before", 12),
    ("DE", "patent", "same_number", 12),
    ("CN", "patent", "same_number", 24),
]


@pytest.mark.parametrize(("office", "right", "family", "outer"), RESTORATION)
@settings(max_examples=40, deadline=None)
@given(missed=st.dates(date(2020, 1, 1), date(2024, 6, 1)), gap=st.integers(0, 900))
def test_restoration_ends_at_the_earlier_of_both(
    office: str, right: str, family: Family, outer: int, missed: date, gap: int
) -> None:
    """Two months from the removal of the cause, one year (JP marks 6 months, CN force majeure 2 years) from the missed
    end, whichever is earlier; both in the office's own way of counting; then the roll-over."""
    removed = missed + gap * DAY
    question = DeadlineQuestion.model_validate({
        "office": office, "event_code": "restoration_request", "right": right, "trigger_code": REMOVED,
        "trigger_date": removed, "missed_due_date": missed,
    })  # fmt: skip
    found = compute(question)
    nominal = min(end_of_period(removed, 2, "month", family), end_of_period(missed, outer, "month", family))
    assert (nominal, rolled(office, nominal)) == (found.nominal_due, found.due)
    assert any("too late" in text.en for text in found.caveats) == (nominal < removed)


@pytest.mark.parametrize(("office", "right"), [(office, right) for office, right, *_ in RESTORATION])
def test_restoration_is_pending_while_a_date_is_missing(ask: Ask, office: str, right: str) -> None:
    """Neither date is assumed: each absent one is named and asked for in both languages."""
    without_end = ask(office, "restoration_request", "2025-02-14", trigger_code=REMOVED, right=right)
    without_both = ask(office, "restoration_request", right=right, trigger_code=REMOVED)
    without_start = ask(office, "restoration_request", missed_due_date="2024-03-01", right=right, trigger_code=REMOVED)
    assert (without_end.missing, without_end.due, without_end.nominal_due) == (("missed_due_date",), None, None)
    assert without_both.missing == (REMOVED, "missed_due_date")
    assert (without_start.missing, without_start.due) == ((REMOVED,), None)
    for found in (without_end, without_both, without_start):
        assert found.ask is not None
        assert found.ask.ja != found.ask.en


def test_a_cause_removed_before_the_missed_end_is_questioned(ask: Ask) -> None:
    """The two dates in the wrong order are computed and questioned."""
    found = ask("EP", "restoration_request", "2024-02-01", trigger_code=REMOVED, missed_due_date="2024-03-01")
    assert found.due == date(2024, 4, 2)  # 1 April 2024 is Easter Monday
    assert any("before the missed end" in text.en for text in found.caveats)


def test_chinese_restoration_for_a_reason_needs_the_notice_only(ask: Ask) -> None:
    """R. 6(2): two months from receipt of the notice of loss; the missed end matters for force majeure only."""
    given: dict[str, Any] = {"trigger_code": "document_date", "delivery": "electronic"}
    found = ask("CN", "restoration_request", "2025-03-03", **given)
    assert (found.missing, found.due) == ((), date(2025, 5, 6))  # 3 May is a Saturday, 5 May a day off
    with_end = ask("CN", "restoration_request", "2025-03-03", missed_due_date="2020-01-01", **given)
    assert with_end.nominal_due == found.nominal_due


def test_reinstatement_of_a_missed_national_phase(ask: Ask) -> None:
    """PCT Rule 49.6: two months or twelve, whichever is earlier, at the office of the act; not in Korea."""
    given: dict[str, Any] = {"trigger_code": REMOVED, "missed_due_date": "2025-01-31"}
    late = ask("PCT", "restoration_request", "2025-12-15", office_of_act="US", **given)
    soon = ask("PCT", "restoration_request", "2025-03-31", office_of_act="US", **given)
    assert (late.nominal_due, late.due) == (date(2026, 1, 31), date(2026, 2, 2))
    assert soon.due == date(2025, 6, 2)
    assert ask("PCT", "restoration_request", "2025-03-31", office_of_act="KR", **given).unsupported is not None


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2021, 1, 1), date(2024, 1, 1)), st.integers(0, 800))
def test_later_of_takes_the_later(priority: date, gap: int) -> None:
    """Demand: 22 months from priority or 3 from the report's transmittal, whichever is later (Rule 54bis.1)."""
    sent = priority + gap * DAY
    question = DeadlineQuestion(
        office="PCT", event_code="demand", trigger_code="priority_date", trigger_date=priority,
        isr_transmittal_date=sent, office_of_act="IB",
    )  # fmt: skip
    ends = (end_of_period(priority, 22, "month", "same_number"), end_of_period(sent, 3, "month", "same_number"))
    assert max(ends) == compute(question).nominal_due


@pytest.mark.parametrize(
    ("accepted", "end"),
    [(None, "2025-05-06"), ("2025-03-10", "2025-05-06"), ("2025-04-25", "2025-05-12"), ("2025-06-03", "2025-06-18")],
)
def test_the_chinese_filing_fee_can_do_without_the_acceptance(ask: Ask, accepted: str | None, end: str) -> None:
    """Two months from filing, or 15 days from the acceptance notice if later; without its date the caveat names it."""
    given = {"acceptance_date": accepted} if accepted else {}
    found = ask("CN", "application_fee", "2025-03-05", **given)
    assert date.fromisoformat(end) == found.due
    assert any("acceptance" in text.en for text in found.caveats) == (accepted is None)


@pytest.mark.parametrize(
    ("year", "filed", "priority", "nominal"),
    [
        (3, "2022-11-14", "2022-11-14", "2025-06-14"),  # no priority: 31 months from filing
        (3, "2022-11-14", "2021-11-15", "2024-11-30"),  # the 31 months end first: the month of the anniversary
        (3, "2022-02-10", "2022-02-10", "2024-09-10"),
        (4, "2022-11-14", "2021-11-15", "2025-11-30"),  # only the third fee waits
    ],
)
def test_the_third_fee_of_a_euro_pct_application(ask: Ask, year: int, filed: str, priority: str, nominal: str) -> None:
    """R. 159(1)(g): the third year's fee falls due with the 31 months where that is later (R. 51(1))."""
    found = ask("EP", "annuity_euro_pct", filed, year_no=year, priority_date=priority)
    assert date.fromisoformat(nominal) == found.nominal_due


def test_only_the_third_fee_asks_for_the_priority_date(ask: Ask) -> None:
    """Where the second date changes nothing it is not asked for."""
    assert ask("EP", "annuity_euro_pct", "2022-11-14", year_no=3).missing == ("priority_date",)
    assert ask("EP", "annuity_euro_pct", "2022-11-14", year_no=4).missing == ()


def test_an_optional_date_must_say_what_is_left_out() -> None:
    """A rule cannot silently do without a date."""
    with pytest.raises(ValidationError):
        Leg.model_validate({"start": "filing_date", "n": 4, "optional": True})


def test_a_right_whose_period_runs_from_another_date_asks_for_it(ask: Ask) -> None:
    """Chinese voluntary amendment: inventions from the notice of entry into examination, designs from filing."""
    design = ask("CN", "voluntary_amendment", "2025-01-31", trigger_code="filing_date", right="design")
    invention = ask("CN", "voluntary_amendment", "2025-01-31", trigger_code="filing_date")
    assert design.nominal_due == date(2025, 3, 31)
    assert (invention.missing, invention.due) == (("document_date",), None)


def test_rule_70_2_takes_the_period_of_the_communication(ask: Ask) -> None:
    """R. 70(1) and 70a(1) are six months from the Bulletin; R. 70(2) is what the communication sets, never assumed."""
    bulletin = ask("EP", "r70_reply", "2025-01-15", trigger_code="search_report_publication_date")
    silent = ask("EP", "r70_reply", "2025-01-15", trigger_code="document_date")
    stated = ask("EP", "r70_reply", "2025-01-15", trigger_code="document_date", period_months=6)
    assert (bulletin.due, stated.due) == (date(2025, 7, 15), date(2025, 7, 15))
    assert (silent.missing, silent.due) == (("period_months",), None)


def test_the_maintenance_fee_is_named_by_its_year(ask: Ask) -> None:
    """One event for the three fees: the year says which, and no year leaves it pending."""
    ends = [ask("US", "maintenance_fee", "2014-07-08", year_no=year).due for year in (4, 8, 12)]
    named = [ask("US", f"maintenance_fee_{which}", "2014-07-08").due for which in ("3_5", "7_5", "11_5")]
    assert ends == named
    assert ask("US", "maintenance_fee", "2014-07-08").missing == ("year_no",)
    assert ask("US", "maintenance_fee", "2014-07-08", year_no=5).unsupported is not None
