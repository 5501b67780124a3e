"""Japan and the United States, event by event, against a second implementation that shares nothing with the engine.

Months are walked as the statutes say, closed days come from other libraries plus the closures by notice.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import holidays
import jpholiday
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.practice.deadlines import calendar_of, compute
from konkyo.records.docket import DeadlineQuestion

DAY = timedelta(days=1)
SATURDAY = 5
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}
FEDERAL = holidays.country_holidays("US", years=range(1999, 2032))
NOTICES = {day for rule in calendar_of("US").holidays if rule.by_notice for day in rule.dates}


def jpo_closed(day: date) -> bool:
    return day.weekday() >= SATURDAY or jpholiday.is_holiday(day) or (day.month, day.day) in YEAR_END


def uspto_closed(day: date) -> bool:
    inauguration = (day.month, day.day) == (1, 20) and day.year % 4 == 1
    return day.weekday() >= SATURDAY or day in FEDERAL or day in NOTICES or inauguration


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def same_number(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return min(date(year, month + 1, 1) + (start.day - 1) * DAY, last_of_month(year, month + 1))


def day_before(start: date, months: int) -> date:
    begin = start + DAY
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    wanted, last = date(year, month + 1, 1) + (begin.day - 1) * DAY, last_of_month(year, month + 1)
    return last if wanted > last else wanted - DAY


JAPAN: list[tuple[str, str, int, int, dict[str, Any]]] = [
    # event, trigger, days, months, options
    ("oa_response", "dispatch_date", 60, 0, {"party": "resident"}),
    ("oa_response", "dispatch_date", 75, 0, {"party": "remote"}),
    ("oa_response", "dispatch_date", 0, 3, {"party": "overseas"}),
    ("oa_response", "dispatch_date", 0, 6, {"party": "overseas", "stage": "examination", "extension_months": 3}),
    ("oa_response", "dispatch_date", 60, 2, {"party": "resident", "stage": "examination", "extension_months": 2}),
    ("oa_response", "dispatch_date", 75, 2, {"party": "remote", "stage": "examination", "extension_months": 2}),
    ("oa_response", "dispatch_date", 40, 0, {"party": "resident", "right": "design"}),
    ("oa_response", "dispatch_date", 0, 3, {"party": "overseas", "right": "trademark"}),
    ("appeal_against_refusal", "service_date", 0, 3, {"party": "resident"}),
    ("appeal_against_refusal", "service_date", 0, 4, {"party": "overseas"}),
    ("suit_against_trial_decision", "service_date", 30, 0, {"party": "resident"}),
    ("suit_against_trial_decision", "service_date", 120, 0, {"party": "overseas"}),
    ("registration_fee", "service_date", 30, 0, {"party": "any"}),
    ("registration_fee", "service_date", 60, 0, {"extension_days": 30, "extension_request": "before_expiry"}),
    ("annuity", "registration_date", 0, 36, {"year_no": 4}),
    ("annuity", "registration_date", 0, 72, {"year_no": 7}),
    ("exam_request", "filing_date", 0, 36, {}),
    ("exam_request_divisional", "filing_date", 30, 0, {}),
    ("translation_special_period", "national_entry_date", 0, 2, {}),
    ("opposition", "grant_publication_date", 0, 6, {}),
    ("fixed_period", "event_date", 0, 5, {"period_months": 5}),
]
UNITED_STATES: list[tuple[str, str, int, dict[str, Any]]] = [
    ("oa_response", "mail_date", 3, {}),
    ("oa_response", "mail_date", 1, {"period_months": 1}),
    ("oa_response", "mail_date", 5, {"extension_months": 2}),
    ("oa_response", "mail_date", 6, {"extension_months": 5}),
    ("restriction_response", "mail_date", 2, {}),
    ("restriction_response", "mail_date", 6, {"extension_months": 4}),
    ("final_oa_response", "mail_date", 3, {}),
    ("final_oa_first_reply", "mail_date", 2, {}),
    ("oa_statutory_bar", "mail_date", 6, {}),
    ("appeal_brief", "notice_of_appeal_date", 7, {"extension_months": 5}),
    ("issue_fee", "mail_date", 3, {}),
    ("maintenance_fee_3_5", "grant_date", 42, {}),
    ("maintenance_fee_7_5", "grant_date", 90, {}),
    ("maintenance_fee_11_5", "grant_date", 138, {}),
    ("maintenance_fee_3_5_late", "grant_date", 48, {}),
    ("maintenance_fee_7_5_late", "grant_date", 96, {}),
    ("maintenance_fee_11_5_late", "grant_date", 144, {}),
    ("provisional_benefit_filing", "priority_date", 12, {}),
    ("priority_restoration", "priority_date", 14, {}),
    ("priority_filing", "priority_date", 6, {"right": "trademark"}),
    ("national_phase_entry", "priority_date", 30, {}),
    ("ids", "filing_date", 3, {}),
    ("roll_only", "due_date", 0, {}),
    ("fixed_period", "mail_date", 6, {"period_months": 6, "right": "trademark"}),
]


def answer(
    office: str, event: str, trigger: str, day: date, options: dict[str, Any]
) -> tuple[date | None, date | None]:
    question = DeadlineQuestion(office=office, event_code=event, trigger_code=trigger, trigger_date=day, **options)
    found = compute(question)
    assert found.missing == ()
    return found.nominal_due, found.due


@pytest.mark.parametrize(("event", "trigger", "days", "months", "options"), JAPAN)
@settings(max_examples=25)
@given(day=st.dates(date(2009, 4, 1), date(2021, 12, 1)))
def test_japan(event: str, trigger: str, days: int, months: int, options: dict[str, Any], day: date) -> None:
    """Nominal and operative date agree with the second implementation."""
    end = day + days * DAY
    end = day_before(end, months) if months else end
    rolled = end
    while jpo_closed(rolled):
        rolled += DAY
    assert (end, rolled) == answer("JP", event, trigger, day, options)


@pytest.mark.parametrize(("event", "trigger", "months", "options"), UNITED_STATES)
@settings(max_examples=25)
@given(day=st.dates(date(2001, 1, 1), date(2018, 12, 1)))
def test_united_states(event: str, trigger: str, months: int, options: dict[str, Any], day: date) -> None:
    """Nominal and operative date agree with the second implementation."""
    end = same_number(day, months)
    rolled = end
    while uspto_closed(rolled):
        rolled += DAY
    assert (end, rolled) == answer("US", event, trigger, day, options)


@given(st.dates(date(2001, 1, 1), date(2020, 12, 1)), st.integers(4, 7))
def test_japanese_late_payment(day: date, year: int) -> None:
    """Six months from the rolled due date, rolled again."""
    first = day_before(day, 12 * (year - 1))
    while jpo_closed(first):
        first += DAY
    end = day_before(first, 6)
    rolled = end
    while jpo_closed(rolled):
        rolled += DAY
    assert (end, rolled) == answer("JP", "late_annuity", "registration_date", day, {"year_no": year})


@given(st.dates(date(2001, 1, 1), date(2025, 12, 1)), st.integers(1, 100), st.integers(0, 150))
def test_the_advisory_rule(day: date, to_reply: int, to_advice: int) -> None:
    """The later of 3 months and the advisory date if the first reply came in the rolled 2 months; at most 6."""
    replied = day + to_reply * DAY
    advised = replied + to_advice * DAY
    window = same_number(day, 2)
    while uspto_closed(window):
        window += DAY
    end = same_number(day, 3)
    if replied <= window:
        end = min(max(end, advised), same_number(day, 6))
    options = {"first_reply_date": replied, "advisory_date": advised}
    assert end == answer("US", "final_oa_response", "mail_date", day, options)[0]
