"""The two families of month arithmetic against an oracle that walks the calendar one day at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.practice.deadlines import calendar_of, compute
from konkyo.practice.deadlines.arithmetic import Family, add_months, end_of_period, total_end
from konkyo.records.docket import DeadlineQuestion

DAY = timedelta(days=1)
START = st.dates(date(1996, 1, 1), date(2035, 12, 31))
MONTHS = st.integers(1, 40)


def walked_month(day: date, months: int) -> tuple[int, int]:
    """Year and month reached by stepping over ``months`` month borders, a day at a time."""
    seen = 0
    while seen < months:
        before, day = day, day + DAY
        seen += day.month != before.month
    return day.year, day.month


def by_walking(start: date, months: int, family: Family) -> date:
    """The statutes' words: the corresponding day in the last month, or its eve; the month's last day without one."""
    first = start if family == "same_number" else start + DAY
    year, month = walked_month(first, months)
    day = date(year, month, 1)
    while day.day != first.day:
        if (day + DAY).month != month:
            return day
        day += DAY
    return day if family == "same_number" else day - DAY


@pytest.mark.parametrize("family", ["same_number", "day_before"])
@settings(max_examples=150, deadline=None)
@given(start=START, months=MONTHS)
def test_months(family: Family, start: date, months: int) -> None:
    """Rule 131(4) EPC and its kin; 特許法3条1項: both as the law says it, day by day."""
    assert by_walking(start, months, family) == add_months(start, months, family)


@settings(max_examples=100, deadline=None)
@given(start=START, first=st.integers(1, 6), more=st.integers(1, 6))
def test_an_extension_is_one_longer_period(start: date, first: int, more: int) -> None:
    """Month added to month, nothing clipped or rolled between (方式審査便覧 04.12; MPEP 710.01(a))."""
    for family in ("same_number", "day_before"):
        assert by_walking(start, first + more, family) == total_end(start, first, "month", more, "month", family)


@settings(max_examples=100, deadline=None)
@given(start=START, days=st.integers(1, 120), months=st.integers(1, 4))
def test_months_after_days_run_from_the_unrolled_day(start: date, days: int, months: int) -> None:
    """60 days and 2 months: the months begin after the sixtieth day, whatever weekday it is."""
    assert by_walking(start + days * DAY, months, "day_before") == total_end(
        start, days, "day", months, "month", "day_before"
    )


@given(start=START, months=MONTHS)
def test_the_families_differ_at_month_ends_only(start: date, months: int) -> None:
    """Day-before is never earlier, later by at most three days, and only from the last day of a month."""
    same, before = add_months(start, months, "same_number"), add_months(start, months, "day_before")
    assert 0 <= (before - same).days <= 3
    if before != same:
        assert (start + DAY).day == 1


@pytest.mark.parametrize("family", ["same_number", "day_before"])
@given(one=START, later=st.integers(0, 60), months=MONTHS)
def test_a_later_start_never_ends_earlier(family: Family, one: date, later: int, months: int) -> None:
    """Monotone in the starting day: clipping makes ends meet, it never makes them cross."""
    assert add_months(one, months, family) <= add_months(one + later * DAY, months, family)


def rolled(office: str, day: date) -> date:
    calendar = calendar_of(office)
    while calendar.closure(day) is not None:
        day += DAY
    return day


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2015, 1, 5), date(2026, 2, 1)), st.integers(1, 6), st.integers(0, 25))
def test_delivery_comes_before_the_months(day: date, months: int, late: int) -> None:
    """EPO: the tenth day (or the later receipt) until October 2023, then months; since then the date, then months,
    then the days beyond seven; only that end is rolled (T 2056/08; R. 126(2), 131(2) EPC)."""
    receipt = day + late * DAY
    question = DeadlineQuestion(
        office="EP", event_code="fixed_period", trigger_code="document_date", trigger_date=day, document_date=day,
        actual_receipt_date=receipt, period_months=months,
    )  # fmt: skip
    if day < date(2023, 11, 1):
        nominal = by_walking(max(receipt, day + 10 * DAY), months, "same_number")
    else:
        nominal = by_walking(day, months, "same_number") + max(0, late - 7) * DAY
    found = compute(question)
    assert (nominal, rolled("EP", nominal)) == (found.nominal_due, found.due)


CHINESE: list[tuple[str, Callable[[date], date]]] = [
    ("electronic", lambda day: day if day >= date(2024, 1, 20) else day + 15 * DAY),
    ("paper", lambda day: day + 15 * DAY),
    ("publication", lambda day: by_walking(day, 1, "same_number")),
]


@pytest.mark.parametrize(("mode", "served"), CHINESE, ids=[mode for mode, _ in CHINESE])
@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(2023, 10, 1), date(2026, 5, 1)))
def test_chinese_delivery_comes_before_the_months(mode: str, served: Callable[[date], date], day: date) -> None:
    """CNIPA: 15 days for all documents before 20 Jan 2024 and for paper since; one month for service by publication;
    the presumed day itself is not rolled."""
    question = DeadlineQuestion.model_validate({
        "office": "CN", "event_code": "oa_response", "trigger_code": "document_date", "trigger_date": day,
        "document_date": day, "delivery": mode,
    })  # fmt: skip
    nominal = by_walking(served(day), 4, "same_number")
    found = compute(question)
    assert (nominal, rolled("CN", nominal)) == (found.nominal_due, found.due)


@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(2023, 1, 2), date(2029, 10, 1)))
def test_german_letters_come_before_the_month(day: date) -> None:
    """DPMA: the third day after posting until 2024, the fourth from 2025, on whatever weekday; then the month."""
    served = day + (4 if day >= date(2025, 1, 1) else 3) * DAY
    question = DeadlineQuestion(
        office="DE", event_code="appeal_notice", trigger_code="posting_date", trigger_date=day,
        delivery="registered_letter",
    )  # fmt: skip
    nominal = by_walking(served, 1, "same_number")
    found = compute(question)
    assert (nominal, rolled("DE", nominal)) == (found.nominal_due, found.due)


@given(start=START, days=st.integers(0, 400))
def test_days_are_counted_one_by_one(start: date, days: int) -> None:
    """A period of n days ends on the n-th day after its starting day in both families."""
    day = start
    for _ in range(days):
        day += DAY
    for family in ("same_number", "day_before"):
        assert day == end_of_period(start, days, "day", family)


EXTENDED: list[tuple[str, dict[str, str], int, tuple[int, ...], Family]] = [
    (
        "JP",
        {"party": "overseas", "stage": "examination", "extension_request": "before_expiry"},
        3,
        (2, 3),
        "day_before",
    ),
    ("US", {}, 3, (1, 2, 3), "same_number"),
    ("EP", {"trigger_code": "document_date", "period_months": "2"}, 2, (1, 2, 4), "same_number"),
    ("KR", {"trigger_code": "service_date"}, 2, (1, 2, 3, 4), "day_before"),
    ("CN", {"trigger_code": "document_date", "delivery": "electronic"}, 4, (1, 2), "same_number"),
]


@pytest.mark.parametrize(("office", "given", "months", "totals", "family"), EXTENDED, ids=[row[0] for row in EXTENDED])
@settings(max_examples=40, deadline=None)
@given(data=st.data(), day=st.dates(date(2024, 1, 22), date(2026, 2, 1)))
def test_an_extension_runs_from_the_unrolled_start(
    office: str,
    given: dict[str, str],
    months: int,
    totals: tuple[int, ...],
    family: Family,
    data: st.DataObject,
    day: date,
) -> None:
    """Whatever the weekday of the first end, the extended period is one of all its months, and the option shown before
    it was taken promises the same day."""
    more = data.draw(st.sampled_from(totals))
    fields = {"office": office, "event_code": "oa_response", "trigger_date": day, **given}
    plain = compute(DeadlineQuestion.model_validate(fields))
    extended = compute(DeadlineQuestion.model_validate({**fields, "extension_months": more}))
    nominal = by_walking(day, months + more, family)
    assert (nominal, rolled(office, nominal)) == (extended.nominal_due, extended.due)
    assert extended.due in [option.extends_to for option in plain.extensions]
