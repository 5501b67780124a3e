"""Every closed day held for 2017 to 2026 against days derived here from the statutes, without the package's data.

JPO: 祝日法2条・3条, the equinox formula, 行政機関の休日に関する法律1条.
USPTO: 5 USC 6103 and E.O. 11582, Inauguration Days, and the whole-day closures by order.
EPO: the feasts of Munich, The Hague and Berlin; bridging days stand apart, since of these years only the list of 2020
was read (and that of 2015).
CNIPA and KIPO: peer libraries.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec

import holidays
import pytest

from konkyo.practice.deadlines import calendar_of

FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
YEARS = range(FIRST.year, LAST.year + 1)
DAY = timedelta(days=1)
MON, THU, FRI, SAT, SUN = 0, 3, 4, 5, 6


def every_day() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += DAY


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """The number-th weekday of a month, found by walking; -1 is the last."""
    days = [date(year, month, n) for n in range(1, monthrange(year, month)[1] + 1)]
    return [day for day in days if day.weekday() == weekday][number - (number > 0)]


def closed_at(office: str) -> set[date]:
    return {day for day in every_day() if calendar_of(office).closure(day) is not None}


def weekends() -> set[date]:
    return {day for day in every_day() if day.weekday() >= SAT}


# -- Japan -----------------------------------------------------------------------------------------------------------


def equinox(year: int, constant: float) -> int:
    """Day of the month of an equinox, 1980 to 2099 (国立天文台の略算式)."""
    return int(constant + 0.242194 * (year - 1980) - (year - 1980) // 4)


def japanese_holidays(year: int) -> set[date]:
    """The holidays by name (祝日法2条), before substitute days."""
    games = {
        2020: [(7, 23), (7, 24), (8, 10)],
        2021: [(7, 22), (7, 23), (8, 8)],
    }.get(year)
    summer = [date(year, *day) for day in games] if games else [
        nth(year, 7, MON, 3), date(year, 8, 11), nth(year, 10, MON, 2),
    ]  # fmt: skip
    days = {
        date(year, 1, 1), nth(year, 1, MON, 2), date(year, 2, 11), date(year, 3, equinox(year, 20.8431)),
        date(year, 4, 29), date(year, 5, 3), date(year, 5, 4), date(year, 5, 5), *summer, nth(year, 9, MON, 3),
        date(year, 9, equinox(year, 23.2488)), date(year, 11, 3), date(year, 11, 23),
    }  # fmt: skip
    if year <= 2018:
        days.add(date(year, 12, 23))
    if year >= 2020:
        days.add(date(year, 2, 23))
    if year == 2019:
        days |= {date(2019, 5, 1), date(2019, 10, 22)}
    return days


def japanese_closures() -> set[date]:
    named = {day for year in YEARS for day in japanese_holidays(year)}
    found = set(named)
    for day in named:
        if day.weekday() == SUN:
            moved = day
            while moved in named:
                moved += DAY
            found.add(moved)
    found |= {day for day in every_day() if day not in found and day - DAY in named and day + DAY in named}
    year_end = {day for day in every_day() if (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}}
    return found | year_end | weekends()


def test_jpo() -> None:
    """Ten years, 3,652 days: the JPO's closed days are those of the statutes, none more, none less."""
    assert closed_at("JP") == {day for day in japanese_closures() if FIRST <= day <= LAST}


# -- United States ---------------------------------------------------------------------------------------------------

BY_ORDER = {
    date(2018, 3, 2): "weather (USPTO notice)",
    date(2018, 12, 5): "mourning for President G. H. W. Bush",
    date(2018, 12, 24): "E.O. 13854",
    date(2019, 12, 24): "E.O. 13900",
    date(2020, 12, 24): "E.O. 13965",
    date(2024, 12, 24): "executive order of December 2024",
    date(2025, 1, 9): "mourning for President Carter",
    date(2025, 12, 24): "executive order of December 2025",
    date(2025, 12, 26): "executive order of December 2025",
}


def federal_holidays(year: int) -> set[date]:
    """5 USC 6103(a), Juneteenth since 2021; (c) Inauguration Day."""
    days = {
        date(year, 1, 1), nth(year, 1, MON, 3), nth(year, 2, MON, 3), nth(year, 5, MON, -1), date(year, 7, 4),
        nth(year, 9, MON, 1), nth(year, 10, MON, 2), date(year, 11, 11), nth(year, 11, THU, 4), date(year, 12, 25),
    }  # fmt: skip
    return days | ({date(year, 6, 19)} if year >= 2021 else set())


def test_uspto() -> None:
    """Holidays by statute, observed on Friday or Monday (E.O. 11582), Inauguration Days, and nine closures by order."""
    closed = weekends() | set(BY_ORDER)
    for year in range(FIRST.year, LAST.year + 2):
        for day in federal_holidays(year):
            closed |= {day, {SAT: day - DAY, SUN: day + DAY}.get(day.weekday(), day)}
        if year % 4 == 1:
            closed.add(date(year, 1, 20))
    assert closed_at("US") == {day for day in closed if FIRST <= day <= LAST}


def test_what_is_known_of_orders_is_said() -> None:
    """Closures by order are held as such, each with its source; one that was not read there is marked."""
    held = {day: closure for day in BY_ORDER if (closure := calendar_of("US").closure(day)) is not None}
    assert all(closure.by_notice and closure.source for closure in held.values())
    assert {day for day, closure in held.items() if closure.certainty == "knowledge"} == {
        date(2019, 12, 24),
        date(2025, 1, 9),
    }


# -- European Patent Office ------------------------------------------------------------------------------------------

BRIDGING = {
    2017: ["10-31"],
    2018: ["12-27", "12-28"],
    2020: ["12-28", "12-29", "12-30"],
    2022: ["12-27", "12-28", "12-29", "12-30"],
    2023: ["12-27", "12-28", "12-29"],
}
"""Days beyond the feasts, by notice. 31 October 2017: no mail. Of the other years no list was read: none is held."""


def easter(year: int) -> date:
    """Easter Sunday by Oudin's algorithm (1940), another than the package's."""
    century, golden = year // 100, year % 19
    k = (century - 17) // 25
    i = (century - century // 4 - (century - k) // 3 + 19 * golden + 15) % 30
    i -= (i // 28) * (1 - (i // 28) * (29 // (i + 1)) * ((21 - golden) // 11))
    j = (year + year // 4 + i + 2 - century + century // 4) % 7
    offset = i - j
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def epo_feasts(year: int) -> set[date]:
    """Days on which Munich, The Hague or Berlin is closed by law or custom, as in all lists read."""
    fixed = [(1, 1), (1, 6), (4, 27), (5, 1), (5, 5), (8, 15), (10, 3), (11, 1), (12, 24), (12, 25), (12, 26), (12, 31)]
    moving = (-2, 1, 39, 50, 60)  # Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi
    return {date(year, *day) for day in fixed} | {easter(year) + n * DAY for n in moving}


def test_epo() -> None:
    """The feasts of the three cities and the bridging days of five years by notice, none more, none less."""
    noticed = {date.fromisoformat(f"{year}-{day}") for year, days in BRIDGING.items() for day in days}
    assert closed_at("EP") == weekends() | noticed | {day for year in YEARS for day in epo_feasts(year)}


def test_epo_years_without_a_list_are_known_as_such() -> None:
    """Only the lists of 2015 and 2020 were read: the calendar is secondary and says so; no bridging day is invented."""
    epo = calendar_of("EP")
    assert epo.certainty == "secondary"
    assert epo.note is not None
    assert "OJ EPO" in epo.note.en
    read = {day.year for rule in epo.holidays if "OJ EPO" in rule.source for day in rule.dates}
    assert read == {2015, 2020}


# -- China, Korea, against peer libraries -----------------------------------------------------------------------------


@pytest.mark.skipif(find_spec("chinese_calendar") is None, reason="chinese_calendar is not installed")
def test_cnipa_against_a_peer() -> None:
    """Rest days and worked weekends as in chinese_calendar: no difference in ten years."""
    is_workday: Callable[[date], bool] = import_module("chinese_calendar").is_workday
    assert closed_at("CN") == {day for day in every_day() if not is_workday(day)}


def test_kipo_against_a_peer() -> None:
    """Public and substitute holidays as in holidays; Labour Day is the one thing more (특허법14조4호)."""
    korea = holidays.country_holidays("KR", years=YEARS)
    differing = closed_at("KR") ^ (weekends() | {day for day in every_day() if day in korea})
    assert {(day.month, day.day) for day in differing} == {(5, 1)}
    assert all(calendar_of("KR").closure(day) is not None for day in differing)
