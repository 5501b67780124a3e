"""Ends of periods, against a slow definition that walks the calendar day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.practice.deadlines.arithmetic import (
    Family,
    Unit,
    add_months,
    clipped,
    end_of_period,
    month_end,
    total_end,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 60)
FAMILIES = st.sampled_from(get_args(Family))


def month_later(day: date, months: int) -> list[date]:
    """All days of the month that lies ``months`` changes of month after ``day``, found by walking."""
    walked, changes = day, 0
    while changes < months:
        following = walked + timedelta(days=1)
        changes += following.month != walked.month
        walked = following
    found = []
    while not found or walked.month == found[0].month:
        found.append(walked)
        walked += timedelta(days=1)
    return found


def slow_same_number(start: date, months: int) -> date:
    """The day that bears the number of the start, else the last day of the month."""
    return next((day for day in month_later(start, months) if day.day == start.day), month_later(start, months)[-1])


def slow_day_before(start: date, months: int) -> date:
    """特許法3条: begin on the next day; end on the eve of the corresponding day, else on the month's last day."""
    begin = start + timedelta(days=1)
    days = month_later(begin, months)
    corresponding = next((day for day in days if day.day == begin.day), None)
    return days[-1] if corresponding is None else corresponding - timedelta(days=1)


@given(DAYS, MONTHS)
def test_same_number_equals_the_slow_definition(start: date, months: int) -> None:
    """The corresponding-number family ends on the same number or the month's last day."""
    assert slow_same_number(start, months) == add_months(start, months, "same_number")


@given(DAYS, MONTHS)
def test_day_before_equals_the_slow_definition(start: date, months: int) -> None:
    """The Japanese family begins on the next day and ends on the eve of the corresponding day."""
    assert slow_day_before(start, months) == add_months(start, months, "day_before")


@given(DAYS, MONTHS)
def test_the_japanese_end_is_never_the_earlier_one(start: date, months: int) -> None:
    """Day-before ends on or after same-number, at most three days later."""
    difference = add_months(start, months, "day_before") - add_months(start, months, "same_number")
    assert timedelta(0) <= difference <= timedelta(days=3)


@given(DAYS, st.integers(1, 1000))
def test_days_do_not_count_the_first_day(start: date, n: int) -> None:
    """A period of n days holds exactly n days after the starting day, in both families."""
    walked = start
    for _ in range(n):
        walked += timedelta(days=1)
    assert walked == end_of_period(start, n, "day", "day_before") == end_of_period(start, n, "day", "same_number")


@given(DAYS, st.integers(1, 30), FAMILIES)
def test_a_year_is_twelve_months(start: date, n: int, family: Family) -> None:
    """Years are counted as months in either family."""
    assert end_of_period(start, n, "year", family) == end_of_period(start, 12 * n, "month", family)


@given(DAYS, MONTHS, st.integers(1, 6), FAMILIES)
def test_an_extension_is_one_period_from_the_unrolled_start(start: date, n: int, more: int, family: Family) -> None:
    """Months and months of extension are added before anything is clipped."""
    assert end_of_period(start, n + more, "month", family) == total_end(start, n, "month", more, "month", family)


@given(DAYS, st.integers(1, 90), st.integers(1, 6))
def test_months_after_days_begin_on_the_unrolled_end(start: date, days: int, more: int) -> None:
    """60 days and 2 months: the months run from the end of the days, closed or not."""
    end = start + timedelta(days=days)
    assert slow_day_before(end, more) == total_end(start, days, "day", more, "month", "day_before")


@pytest.mark.parametrize(
    ("start", "months", "family", "end"),
    [
        (date(2023, 2, 28), 6, "same_number", date(2023, 8, 28)),
        (date(2023, 2, 28), 6, "day_before", date(2023, 8, 31)),
        (date(2024, 2, 29), 6, "day_before", date(2024, 8, 31)),
        (date(2022, 9, 30), 3, "day_before", date(2022, 12, 31)),
        (date(2024, 1, 31), 3, "same_number", date(2024, 4, 30)),
        (date(2024, 1, 31), 4, "same_number", date(2024, 5, 31)),
        (date(2024, 11, 30), 3, "same_number", date(2025, 2, 28)),
        (date(2024, 11, 29), 3, "day_before", date(2025, 2, 28)),
        (date(2024, 1, 18), 3, "day_before", date(2024, 4, 18)),
    ],
)
def test_statutory_examples(start: date, months: int, family: Family, end: date) -> None:
    """Examples of the statutes and manuals: 28 Feb + 6 months is 28 Aug at the EPO, 31 Aug at the JPO."""
    assert end == add_months(start, months, family)


def test_clipping_is_noticed() -> None:
    """A missing corresponding day is reported, so that the explanation can say so."""
    assert clipped(date(2024, 1, 31), 3, "month", "same_number")
    assert not clipped(date(2024, 1, 31), 3, "month", "day_before")
    assert not clipped(date(2024, 1, 31), 3, "day", "same_number")
    assert date(2024, 2, 29) == month_end(date(2024, 2, 3))


@pytest.mark.parametrize(("n", "unit"), [(-1, "day"), (-1, "month"), (200_000, "month"), (10_000_000, "day")])
def test_impossible_lengths_are_refused(n: int, unit: Unit) -> None:
    """A negative length, or one that leaves the calendar, is a usage error."""
    with pytest.raises(UsageError):
        end_of_period(date(2024, 1, 1), n, unit, "same_number")
