"""The days on which an office is closed: dated data with sources, and moving a date past them.

A calendar is data (``data/closures_*.toml``): weekly rest days, holidays by rule, single days by notice, weekend days
that are worked, and the first and last day for which the data holds. Outside that range nothing is said: the answer
is None and the deadline stays pending. Closure days are the office's own, not the country's.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Literal

from konkyo.errors import UsageError
from konkyo.practice.deadlines.arithmetic import DAY
from konkyo.records.docket import Certainty
from konkyo.records.value import Value, Wording, content_hash

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_NAMES = (
    Wording(ja="月曜日", en="Monday"),
    Wording(ja="火曜日", en="Tuesday"),
    Wording(ja="水曜日", en="Wednesday"),
    Wording(ja="木曜日", en="Thursday"),
    Wording(ja="金曜日", en="Friday"),
    Wording(ja="土曜日", en="Saturday"),
    Wording(ja="日曜日", en="Sunday"),
)
_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6
_NEAREST_SINCE = 2007  # 平成17年法律第43号: a substitute holiday moves past holidays, from 2007


class Closure(Value):
    """Why an office is closed on one day."""

    name: Wording
    source: str
    certainty: Certainty
    by_notice: bool = False


class HolidayRule(Value):
    """A closure that recurs: a fixed day, a weekday of a month, a day counted from Easter, or a list of dates.

    ``nth`` counts weekdays of the month from 1; -1 is the last one. ``easter`` is an offset in days from Easter Sunday.
    ``every``/``phase``: only years with ``year % every == phase``. ``observed``: the office's rule for holidays that
    fall on a weekend applies to it.
    """

    ja: str
    en: str
    month: int | None = None
    day: int | None = None
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None = None
    nth: int | None = None
    easter: int | None = None
    dates: tuple[date, ...] = ()
    since: int = 1
    until: int = 9998
    skip: tuple[int, ...] = ()
    every: int = 1
    phase: int = 0
    observed: bool = True
    by_notice: bool = False
    source: str = ""
    certainty: Certainty | None = None

    def in_year(self, year: int) -> Iterator[date]:
        """The days of ``year`` on which this rule closes the office, weekend rules not yet applied."""
        yield from (day for day in self.dates if day.year == year)
        if not self.since <= year <= self.until or year in self.skip or year % self.every != self.phase:
            return
        if self.easter is not None:
            yield easter_sunday(year) + timedelta(days=self.easter)
        elif self.month is not None and self.day is not None:
            yield date(year, self.month, self.day)
        elif self.month is not None and self.weekday is not None and self.nth is not None:
            yield _nth_weekday(year, self.month, _WEEKDAYS.index(self.weekday), self.nth)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, Nature 13, 487)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


class Calendar(Value):
    """The closures of one office. ``loaded_from`` and ``loaded_until`` are the first and last day they are held for.

    ``observance``: what happens when a holiday falls on a weekend: ``jp`` (振替休日 and 国民の休日), ``us`` (Saturday
    to Friday, Sunday to Monday) or ``none``. ``read_years``: years whose own list was read, where the others were not.
    """

    office: str
    name: Wording
    version: str
    loaded_from: date
    loaded_until: date
    weekly: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...]
    observance: Literal["jp", "us", "none"] = "none"
    source: str
    certainty: Certainty
    note: Wording | None = None
    read_years: tuple[int, ...] = ()
    holidays: tuple[HolidayRule, ...] = ()
    workdays: tuple[date, ...] = ()

    def holds(self, day: date, through: date | None = None) -> bool:
        """Whether closures are known for ``day`` (``through``: an earlier limit the caller sets)."""
        return self.loaded_from <= day <= (min(self.loaded_until, through) if through else self.loaded_until)

    def closure(self, day: date) -> Closure | None:
        """Why the office is closed on ``day``; None when it is open. Meaningful only where ``holds(day)``."""
        if day in _workdays(self.office):
            return None
        listed = _closures(self.office, day.year).get(day)
        if listed is not None:
            return listed
        if _WEEKDAYS[day.weekday()] in self.weekly:
            return Closure(name=_WEEKDAY_NAMES[day.weekday()], source=self.source, certainty=self.certainty)
        return None

    def roll(self, day: date, through: date | None = None) -> tuple[date | None, tuple[tuple[date, Closure], ...]]:
        """First open day on or after ``day`` and the closed days passed; None when a day needed is not held."""
        passed: list[tuple[date, Closure]] = []
        while self.holds(day, through):
            closed = self.closure(day)
            if closed is None:
                return day, tuple(passed)
            passed.append((day, closed))
            day += DAY
        return None, tuple(passed)

    def open_on_or_before(self, day: date, through: date | None = None) -> date | None:
        """Last open day on or before ``day``; None when a day needed is not held."""
        while self.holds(day, through):
            if self.closure(day) is None:
                return day
            day -= DAY
        return None

    def expected_roll(self, day: date) -> date:
        """First day on or after ``day`` that no rule closes, also beyond what is held: for estimates only."""
        while self.closure(day) is not None:
            day += DAY
        return day

    def certainty_on(self, day: date) -> Certainty:
        """How well the closures of that day's year are sourced."""
        return "read" if day.year in self.read_years else self.certainty

    @property
    def hash(self) -> str:
        """SHA-256 of the calendar's data."""
        return _calendar_hash(self.office)

    def describe(self) -> str:
        """Version and range, as printed in a computation."""
        return f"{self.office} {self.version} ({self.loaded_from.isoformat()}..{self.loaded_until.isoformat()})"


def _japanese_observance(named: dict[date, Closure], source: str, year: int) -> dict[date, Closure]:
    """振替休日 (祝日法3条2項) and 国民の休日 (同3条3項)."""
    extra: dict[date, Closure] = {}
    for day, holiday in named.items():
        if day.weekday() != _SUNDAY:
            continue
        moved = day + DAY
        while year >= _NEAREST_SINCE and moved in named:
            moved += DAY
        if moved not in named:
            name = Wording(ja=f"{holiday.name.ja} 振替休日", en=f"{holiday.name.en} (substitute holiday)")
            extra[moved] = Closure(name=name, source=source, certainty="read")
    for day in named:
        between = day + DAY
        if between + DAY in named and between not in named and between not in extra and between.weekday() != _SUNDAY:
            name = Wording(ja="国民の休日", en="Citizens' Holiday (day between two national holidays)")
            extra[between] = Closure(name=name, source=source, certainty="read")
    return extra


def _federal_observance(named: dict[date, Closure]) -> dict[date, Closure]:
    """Saturday holidays are observed on the Friday before, Sunday holidays on the Monday after (5 USC 6103(b))."""
    extra: dict[date, Closure] = {}
    for day, holiday in named.items():
        moved = {_SATURDAY: day - DAY, _SUNDAY: day + DAY}.get(day.weekday())
        if moved is not None and moved not in named:
            name = Wording(ja=f"{holiday.name.ja}（振替）", en=f"{holiday.name.en} (observed)")
            extra[moved] = holiday.model_copy(update={"name": name})
    return extra


def _named(calendar: Calendar, year: int, *, observed: bool) -> dict[date, Closure]:
    return {
        day: Closure(
            name=Wording(ja=rule.ja, en=rule.en),
            source=rule.source or calendar.source,
            certainty=rule.certainty or calendar.certainty,
            by_notice=rule.by_notice,
        )
        for rule in calendar.holidays
        if rule.observed == observed
        for day in rule.in_year(year)
    }


@cache
def _closures(office: str, year: int) -> dict[date, Closure]:
    calendar = calendar_of(office)
    found: dict[date, Closure] = _named(calendar, year, observed=False)
    for near in (year - 1, year, year + 1):
        named = _named(calendar, near, observed=True)
        found = {**found, **named}
        if calendar.observance == "jp":
            found = {**_japanese_observance(named, calendar.source, near), **found}
        elif calendar.observance == "us":
            found = {**_federal_observance(named), **found}
    return {day: closure for day, closure in found.items() if day.year == year}


@cache
def _workdays(office: str) -> frozenset[date]:
    return frozenset(calendar_of(office).workdays)


@cache
def _calendar_hash(office: str) -> str:
    return content_hash(calendar_of(office).model_dump(mode="json", exclude_defaults=True))


@cache
def calendars() -> dict[str, Calendar]:
    """Every calendar of the package, by office code of deadline questions (``JP US EP CN KR DE IB``)."""
    found: dict[str, Calendar] = {}
    for entry in sorted((resources.files(__package__) / "data").iterdir(), key=lambda item: item.name):
        if entry.name.startswith("closures_") and entry.name.endswith(".toml"):
            data: dict[str, Any] = tomllib.loads(entry.read_text(encoding="utf-8"))
            calendar = Calendar.model_validate(data)
            found[calendar.office] = calendar
    return found


def calendar_of(office: str) -> Calendar:
    """The calendar of ``office``. Raises UsageError when there is none."""
    try:
        return calendars()[office]
    except KeyError:
        msg = f"There is no closure calendar for {office!r}."
        raise UsageError(msg, remedy=f"Offices with a calendar: {', '.join(calendars())}.") from None
