"""The words of a computation: one sentence a step, in Japanese and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from konkyo.practice.deadlines.arithmetic import DAY, clipped
from konkyo.practice.deadlines.closures import Calendar, Closure
from konkyo.practice.deadlines.rules import RuleFamily
from konkyo.practice.deadlines.selection import Period
from konkyo.records.docket import ComputationStep
from konkyo.records.value import Wording

_JA_WEEKDAY = "月火水木金土日"


def ja_day(day: date) -> str:
    """``2024-01-31（水）``."""
    return f"{day.isoformat()}（{_JA_WEEKDAY[day.weekday()]}）"


def en_day(day: date) -> str:
    """``2024-01-31 (Wed)``."""
    return f"{day.isoformat()} ({day:%a})"


def step(ja: str, en: str, day: date | None = None) -> ComputationStep:
    """A step that reaches ``day``."""
    if day is None:
        return ComputationStep(text=Wording(ja=ja, en=en))
    return ComputationStep(text=Wording(ja=f"{ja} → {ja_day(day)}", en=f"{en} -> {en_day(day)}"), date=day)


def starts(name: Wording, day: date) -> ComputationStep:
    """What starts the period."""
    return step(f"起算の基礎: {name.ja}", f"Starting event: {name.en}", day)


def _family_words(start: date, period: Period, family: RuleFamily) -> Wording:
    begins = start + DAY
    if period.unit == "day":
        return Wording(
            ja=f"初日不算入で{ja_day(begins)}から{period.n}日目",
            en=f"the first day is not counted: day {period.n} from {en_day(begins)}",
        )
    if family == "day_before":
        short = clipped(start, period.n, period.unit, "day_before")
        return Wording(
            ja=f"初日不算入で{ja_day(begins)}起算、" + ("応当日がないため月の末日" if short else "応当日の前日"),
            en=f"begins {en_day(begins)}; "
            + ("no corresponding day: last day of the month" if short else "ends the day before the corresponding day"),
        )
    short = clipped(start, period.n, period.unit, "same_number")
    return Wording(
        ja="応当日がないため月の末日" if short else "応当日",
        en="no such day: last day of the month" if short else "same day number",
    )


def counted(start: date, period: Period, family: RuleFamily, end: date) -> ComputationStep:
    """The end of a period, and how it was found."""
    how, length = _family_words(start, period, family), period.words
    return step(f"{length.ja}: {how.ja}", f"{length.en}: {how.en}", end)


def extended(start: date, period: Period, more: Period, end: date) -> ComputationStep:
    """The end of an extended period."""
    a, b = period.words, more.words
    if not period.n:
        return step(f"延長{b.ja}: {ja_day(start)}から数える", f"Extension of {b.en}: from {en_day(start)}", end)
    return step(
        f"延長{b.ja}: {ja_day(start)}から通算{a.ja}＋{b.ja}の一つの期間として数える（当初の末日は繰り延べない）",
        f"Extension of {b.en}: one period of {a.en} + {b.en} from {en_day(start)}, roll-over of the first end ignored",
        end,
    )


def closed(passed: Sequence[tuple[date, Closure]]) -> list[ComputationStep]:
    """Each closed day that was passed."""
    return [
        step(
            f"{ja_day(day)} は閉庁日（{closure.name.ja}）",
            f"{en_day(day)} is a closed day ({closure.name.en})",
        )
        for day, closure in passed
    ]


def beyond(calendar: Calendar, through: date | None) -> ComputationStep:
    """The end lies outside the days for which closures are held."""
    first, last = calendar.loaded_from, calendar.loaded_until
    last = min(last, through) if through else last
    return step(
        f"閉庁日は {first.isoformat()} から {last.isoformat()} までしか収録されていないため、期限は未定",
        f"Closures are held from {first.isoformat()} to {last.isoformat()} only: the due date stays pending",
    )


def closed_name(closure: Closure) -> str:
    """Both names of a closed day."""
    return closure.name.ja if closure.name.ja == closure.name.en else f"{closure.name.ja} / {closure.name.en}"


def by_notice(passed: Sequence[tuple[date, Closure]]) -> list[Wording]:
    """A warning for each closure that rests on a notice not read itself."""
    return [
        Wording(
            ja=f"{ja_day(day)} の臨時閉庁の出典: {closure.source}（{closure.certainty}）。安全日を優先してください。",
            en=f"The closure of {en_day(day)} rests on: {closure.source} ({closure.certainty}). Prefer the safe date.",
        )
        for day, closure in passed
        if closure.by_notice and closure.certainty != "read"
    ]
