"""Closed days of the offices, compared with independent calendars; each difference is one we mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import holidays
import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.practice.deadlines.closures import calendar_of, calendars, easter_sunday

YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}
SATURDAY = 5


def every_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def test_jpo_is_weekends_holidays_and_the_year_end() -> None:
    """The JPO is closed on weekends, national holidays and 29 Dec to 3 Jan: no difference in 35 years."""
    jpo = calendar_of("JP")
    differing = [
        day
        for day in every_day(jpo.loaded_from, jpo.loaded_until)
        if (jpo.closure(day) is not None)
        != (day.weekday() >= SATURDAY or jpholiday.is_holiday(day) or (day.month, day.day) in YEAR_END)
    ]
    assert not differing


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 4, 30), "国民の休日"),
        (date(2019, 5, 6), "こどもの日 振替休日"),
        (date(2020, 7, 24), "スポーツの日"),
        (date(2021, 8, 9), "山の日 振替休日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 5, 6), "憲法記念日 振替休日"),
        (date(2027, 3, 22), "春分の日 振替休日"),
        (date(2003, 12, 29), "年末年始の休日"),
    ],
)
def test_japanese_names(day: date, name: str) -> None:
    """Substitute holidays and days between holidays are named as such."""
    closure = calendar_of("JP").closure(day)
    assert closure is not None
    assert name == closure.name.ja


@pytest.mark.parametrize("day", [date(2021, 7, 19), date(2020, 10, 12), date(2024, 1, 4), date(2018, 12, 28)])
def test_days_the_jpo_is_open(day: date) -> None:
    """Days that a naive list closes: moved Olympic holidays, 4 January, 28 December."""
    assert calendar_of("JP").closure(day) is None


def test_uspto_differs_from_federal_holidays_by_inaugurations_and_closures_by_notice() -> None:
    """Beyond the holidays by statute only Inauguration Days and whole-day closures by notice are closed."""
    uspto = calendar_of("US")
    federal = holidays.country_holidays("US", years=range(1990, 2042))
    more, less = [], []
    for day in every_day(uspto.loaded_from, uspto.loaded_until):
        closure, theirs = uspto.closure(day), day.weekday() >= SATURDAY or day in federal
        if closure is not None and not theirs:
            more.append((day, closure))
        elif closure is None and theirs:
            less.append(day)
    assert not less
    inaugurations = [day for day, closure in more if closure.name.en == "Inauguration Day"]
    # 1997 and 2025 are also King's Birthday; 2013 and 2029 fall on a weekend
    assert [day.year for day in inaugurations] == [1993, 2005, 2009, 2017, 2021, 2033, 2037]
    assert all(closure.by_notice for day, closure in more if day not in inaugurations)
    assert {date(2014, 12, 26), date(2018, 12, 24), date(2020, 12, 24), date(2024, 12, 24)} <= {day for day, _ in more}
    assert {date(2003, 12, 26), date(2007, 12, 24), date(2008, 12, 26), date(2012, 12, 24)} <= {day for day, _ in more}
    assert {date(2025, 12, 24), date(2025, 12, 26), date(2019, 12, 24), date(2018, 12, 5)} <= {day for day, _ in more}


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2024, 4, 16), True),  # DC Emancipation Day is no Federal holiday
        (date(2020, 6, 19), True),  # Juneteenth only since 2021
        (date(2021, 6, 18), False),
        (date(2021, 12, 31), False),  # 1 January 2022 is a Saturday
        (date(2013, 1, 21), False),
        (date(2025, 1, 20), False),
        (date(2015, 12, 24), True),  # half a day off closes nothing
        (date(2023, 11, 10), False),  # Veterans Day on a Saturday
    ],
)
def test_days_at_the_uspto(day: date, is_open: bool) -> None:
    """Single days that calendars get wrong."""
    assert is_open is (calendar_of("US").closure(day) is None)


def test_munich_holidays() -> None:
    """The DPMA's holidays are those of Munich: Bavaria with the Catholic days, no difference."""
    dpma = calendar_of("DE")
    bavaria = holidays.country_holidays("DE", subdiv="BY", years=range(1995, 2031), categories=("public", "catholic"))
    differing = [
        day
        for day in every_day(dpma.loaded_from, dpma.loaded_until)
        if (dpma.closure(day) is not None) != (day.weekday() >= SATURDAY or day in bavaria)
    ]
    assert not differing


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        (2015, "0101 0102 0106 0403 0406 0427 0501 0505 0514 0525 0604 1224 1225 1228 1229 1230 1231"),
        (2020, "0101 0106 0410 0413 0427 0501 0505 0521 0601 0611 1224 1225 1228 1229 1230 1231"),
    ],
)
def test_epo_lists(year: int, listed: str) -> None:
    """The weekdays closed in 2015 and 2020 are exactly those of OJ EPO 2014, A108 and 2019, A97."""
    epo = calendar_of("EP")
    closed = [
        f"{day:%m%d}"
        for day in every_day(date(year, 1, 1), date(year, 12, 31))
        if day.weekday() < SATURDAY and epo.closure(day) is not None
    ]
    assert listed.split() == closed


@pytest.mark.parametrize("day", [date(2025, 2, 8), date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)])
def test_moved_working_days_in_china(day: date) -> None:
    """A Saturday or Sunday that the State Council made a working day is open at the CNIPA."""
    assert day.weekday() >= SATURDAY
    assert calendar_of("CN").closure(day) is None


def test_new_years_eve_in_china() -> None:
    """除夕 was worked in 2024 and is statutory since 2025."""
    assert calendar_of("CN").closure(date(2024, 2, 9)) is None
    assert calendar_of("CN").closure(date(2025, 1, 28)) is not None


def test_labour_day_in_korea() -> None:
    """1 May counts as a holiday at the KIPO (특허법14조4호)."""
    assert calendar_of("KR").closure(date(2024, 5, 1)) is not None


@given(st.sampled_from(sorted(calendars())), st.dates(date(1990, 1, 1), date(2031, 12, 31)), st.integers(0, 40))
def test_rolling_stops_at_the_first_open_day(office: str, day: date, room: int) -> None:
    """Every day passed is closed, the day reached is open, and nothing beyond the data held is said."""
    calendar = calendar_of(office)
    through = day + timedelta(days=room)
    reached, passed = calendar.roll(day, through)
    assert [day + timedelta(days=n) for n in range(len(passed))] == [closed for closed, _ in passed]
    assert all(calendar.closure(closed) is not None for closed, _ in passed)
    if reached is None:
        assert not calendar.holds(day + timedelta(days=len(passed)), through)
    else:
        assert calendar.holds(reached, through)
        assert calendar.closure(reached) is None
        assert reached == day + timedelta(days=len(passed))


@given(st.sampled_from(sorted(calendars())), st.dates(date(2000, 2, 1), date(2026, 12, 31)))
def test_the_safe_day_is_open_and_not_later(office: str, day: date) -> None:
    """The last open day on or before a date has only closed days after it."""
    calendar = calendar_of(office)
    safe = calendar.open_on_or_before(day)
    assert safe is not None
    assert safe <= day
    assert calendar.closure(safe) is None
    assert all(calendar.closure(safe + timedelta(days=n + 1)) is not None for n in range((day - safe).days))


def test_easter() -> None:
    """Easter Sundays known from the almanac."""
    known = [date(1997, 3, 30), date(2008, 3, 23), date(2015, 4, 5), date(2020, 4, 12), date(2025, 4, 20)]
    assert known == [easter_sunday(day.year) for day in known]


def test_calendars_name_their_source_and_range() -> None:
    """Each calendar says where it comes from and for which days it holds."""
    for calendar in calendars().values():
        assert calendar.source
        assert calendar.loaded_from < calendar.loaded_until
        assert calendar.describe().startswith(calendar.office)
        assert len(calendar.hash) == len("0" * 64)


def test_an_office_without_calendar_is_a_usage_error() -> None:
    """Asking for an unknown calendar lists those there are."""
    with pytest.raises(UsageError) as caught:
        calendar_of("XX")
    assert "JP" in caught.value.remedy
