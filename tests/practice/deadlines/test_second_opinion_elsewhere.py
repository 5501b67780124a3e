"""EPO, PCT, CNIPA, KIPO and DPMA, event by event, against a second implementation that shares nothing with the engine.

Months are taken from a table of month lengths, delivery is spelt out here, closed days come from other libraries or
from the feasts themselves. Years whose closures by notice differ (EPO year's ends) are avoided by their days.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import holidays
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from konkyo.practice.deadlines import compute
from konkyo.records.docket import DeadlineQuestion

DAY = timedelta(days=1)
SATURDAY = 5
YEARS = range(2016, 2032)
BAVARIA = holidays.country_holidays("DE", subdiv="BY", years=YEARS, categories=("public", "catholic"))
DUTCH = holidays.country_holidays("NL", years=YEARS)
KOREA = holidays.country_holidays("KR", years=YEARS)
EPO_CUSTOM = {(12, 24), (12, 31), (5, 5)}
EPO_BY_NOTICE = {(12, 27), (12, 28), (12, 29), (12, 30), (10, 31)}


def munich(day: date) -> bool:
    return day.weekday() >= SATURDAY or day in BAVARIA


def epo(day: date) -> bool:
    return munich(day) or day in DUTCH or (day.month, day.day) in EPO_CUSTOM


def kipo(day: date) -> bool:
    return day.weekday() >= SATURDAY or day in KOREA or (day.month, day.day) == (5, 1)


def weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def length_of(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def same_number(start: date, months: int) -> date:
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, length_of(year, month)))


def day_before(start: date, months: int) -> date:
    begins = start + DAY
    end = same_number(begins, months)
    return end if end.day < begins.day else end - DAY


def last_of_month(start: date, months: int) -> date:
    end = same_number(start, months)
    return end.replace(day=length_of(end.year, end.month))


def days(start: date, n: int) -> date:
    return start + n * DAY


Count = Callable[[date, int], date]
ROWS: list[tuple[str, str, str, Count, int, dict[str, Any]]] = [
    # office, event, trigger, how, how long, options
    ("EP", "r71_3_approval", "document_date", same_number, 4, {}),
    ("EP", "r161_reply", "document_date", same_number, 6, {}),
    ("EP", "appeal_notice", "document_date", same_number, 2, {}),
    ("EP", "appeal_grounds", "document_date", same_number, 4, {}),
    ("EP", "further_processing", "document_date", same_number, 2, {}),
    ("EP", "oa_response", "document_date", same_number, 4, {"period_months": 4}),
    ("EP", "oa_response", "document_date", same_number, 6, {"period_months": 3, "extension_months": 3}),
    ("EP", "opposition", "grant_publication_date", same_number, 9, {}),
    ("EP", "unitary_effect_request", "grant_publication_date", same_number, 1, {}),
    ("EP", "exam_request", "search_report_publication_date", same_number, 6, {}),
    ("EP", "national_phase_entry", "priority_date", same_number, 31, {}),
    ("EP", "priority_filing", "priority_date", same_number, 12, {}),
    ("EP", "annuity", "filing_date", last_of_month, 24, {"year_no": 3}),
    ("EP", "annuity", "filing_date", last_of_month, 48, {"year_no": 5}),
    ("PCT", "national_phase_entry", "priority_date", same_number, 31, {"office_of_act": "EP"}),
    ("PCT", "national_phase_entry", "priority_date", same_number, 31, {"office_of_act": "KR"}),
    ("PCT", "national_phase_entry", "priority_date", same_number, 31, {"office_of_act": "DE"}),
    ("PCT", "priority_document", "priority_date", same_number, 16, {"office_of_act": "IB"}),
    ("PCT", "fixed_period", "event_date", same_number, 5, {"office_of_act": "EP", "period_months": 5}),
    ("KR", "oa_response", "service_date", day_before, 2, {}),
    ("KR", "oa_response", "service_date", day_before, 5, {"extension_months": 3}),
    ("KR", "registration_fee", "service_date", day_before, 3, {}),
    ("KR", "exam_request", "filing_date", day_before, 36, {}),
    ("KR", "annuity", "registration_date", day_before, 36, {"year_no": 4}),
    ("KR", "exam_request_divisional", "filing_date", days, 30, {}),
    ("DE", "appeal_notice", "posting_date", same_number, 1, {"delivery": "registered_letter"}),
    ("DE", "appeal_notice", "service_date", same_number, 1, {}),
    ("DE", "exam_request", "filing_date", same_number, 84, {}),
    ("DE", "opposition", "grant_publication_date", same_number, 9, {}),
    ("DE", "annuity", "filing_date", last_of_month, 24, {"year_no": 3}),
    ("DE", "late_annuity", "filing_date", last_of_month, 30, {"year_no": 3}),
]
CLOSED: dict[str, Callable[[date], bool]] = {"EP": epo, "KR": kipo, "DE": munich, "IB": weekend}
HELD = {"EP": date(2027, 12, 31), "KR": date(2026, 12, 31), "DE": date(2030, 12, 31), "IB": date(2031, 12, 31)}


def served(office: str, trigger: str, day: date) -> date:
    if office == "EP" and trigger == "document_date" and day <= date(2023, 10, 31):
        return day + 10 * DAY
    if trigger == "posting_date":
        return day + (3 if day <= date(2024, 12, 31) else 4) * DAY
    return day


@pytest.mark.parametrize(("office", "event", "trigger", "how", "n", "options"), ROWS)
@settings(max_examples=25, deadline=None)
@given(day=st.dates(date(2017, 3, 1), date(2025, 12, 31)))
def test_elsewhere(
    office: str, event: str, trigger: str, how: Count, n: int, options: dict[str, Any], day: date
) -> None:
    """Nominal and operative date agree with the second implementation."""
    end = how(served(office, trigger, day), n)
    at = options.get("office_of_act", office)
    assume(end + 15 * DAY <= HELD[at])
    due = end
    while CLOSED[at](due):
        due += DAY
    if at == "EP":
        between = [end + k * DAY for k in range((due - end).days + 1)]
        assume(not any((x.month, x.day) in EPO_BY_NOTICE for x in between))
    found = compute(
        DeadlineQuestion(office=office, event_code=event, trigger_code=trigger, trigger_date=day, **options)
    )
    assert found.missing == ()
    assert (end, due) == (found.nominal_due, found.due)
