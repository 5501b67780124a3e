"""Ends of periods: the two families of month arithmetic, and periods of days.

``same_number``: the period ends on the day of the last month that bears the number of the starting day; where that
day does not exist, on the last day of the month (Rule 131(4) EPC, Rule 80.2 PCT, MPEP 710.01(a), § 188 BGB).

``day_before``: the starting day is not counted, the period begins on the next day and ends on the day *before* the
day that corresponds to that beginning; where there is no corresponding day, on the last day of the month (Japan,
特許法3条1項; Korea, 특허법14조). A period that begins on the first of a month therefore ends on the last of a month.

A period given in days ends ``n`` days after its starting day in either family: the starting day is not counted.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from konkyo.errors import UsageError

Family = Literal["same_number", "day_before"]
Unit = Literal["day", "month", "year"]

DAY = timedelta(days=1)


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _in_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year < date.max.year:
        msg = f"A period of {months} months from {day.isoformat()} leaves the calendar."
        raise UsageError(msg, remedy="Check the date and the length of the period.")
    return year, month + 1


def corresponding_day(day: date, months: int) -> date | None:
    """The day with the same number ``months`` later; None where that month has no such day."""
    year, month = _in_month(day, months)
    return date(year, month, day.day) if day.day <= monthrange(year, month)[1] else None


def add_months(start: date, months: int, family: Family) -> date:
    """End of a period of ``months`` whose starting event is on ``start`` (``start`` itself is not counted).

    >>> add_months(date(2023, 2, 28), 3, "same_number")
    datetime.date(2023, 5, 28)
    >>> add_months(date(2023, 2, 28), 3, "day_before")
    datetime.date(2023, 5, 31)
    """
    if months == 0:
        return start
    begins = start if family == "same_number" else start + DAY
    reached = corresponding_day(begins, months)
    if reached is None:
        year, month = _in_month(begins, months)
        return date(year, month, monthrange(year, month)[1])
    return reached if family == "same_number" else reached - DAY


def end_of_period(start: date, n: int, unit: Unit, family: Family) -> date:
    """End of a period of ``n`` units that a starting event on ``start`` sets running, before any roll-over.

    Raises UsageError when ``n`` is negative or the end lies outside the calendar.
    """
    if n < 0:
        msg = f"A period cannot be negative ({n} {unit})."
        raise UsageError(msg, remedy="Give the length of the period as a number of days, months or years.")
    if unit == "day":
        try:
            return start + n * DAY
        except OverflowError as error:
            msg = f"A period of {n} days from {start.isoformat()} leaves the calendar."
            raise UsageError(msg, remedy="Check the date and the length of the period.") from error
    return add_months(start, n * (12 if unit == "year" else 1), family)


def clipped(start: date, n: int, unit: Unit, family: Family) -> bool:
    """Whether the last month of the period has no corresponding day, so that it ends on its last day."""
    if unit == "day" or n == 0:
        return False
    begins = start if family == "same_number" else start + DAY
    return corresponding_day(begins, n * (12 if unit == "year" else 1)) is None


def total_end(start: date, n: int, unit: Unit, more: int, more_unit: Unit, family: Family) -> date:
    """End of a period prolonged by ``more`` units: one period as a whole, counted from its un-rolled start.

    Months are added to months before anything is clipped (方式審査便覧 04.12; MPEP 710.01(a)). Where the units differ
    (60 days and 2 months) the extension begins on the day after the un-rolled end of the first stretch.
    """
    first = n * 12 if unit == "year" else n
    second = more * 12 if more_unit == "year" else more
    if (unit == "day") == (more_unit == "day"):
        return end_of_period(start, first + second, "day" if unit == "day" else "month", family)
    return end_of_period(end_of_period(start, n, unit, family), more, more_unit, family)
