"""The date that stands beside a period: whether it begins it or ends it.

``within three months from service (11 August 2026)`` names a day and leaves open which end it is. Counting says so
where another date of the document lies a period's length before it; where none does, the day is not taken for the
start unless a word for a day (``date of service``) stands right before it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from konkyo.practice.notices.confidence import WORDING
from konkyo.practice.notices.roled_date import RoledDate
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.periods import PeriodToken, lex_periods

_STARTS = frozenset(
    {
        "dispatch_date",
        "service_date",
        "mail_date",
        "notification_date",
        "document_date",
        "communication_date",
        "priority_date",
        "filing_date",
        "international_filing_date",
        "isr_mailing_date",
        "received_by_firm",
    }
)
_BESIDE = re.compile(
    r"(?:\s*(?:date|day)\b)?(?:,? (?:from|of|after|following) (?:the |its |this )?[a-z ]{0,40}?(?P<day>date|day)?"
    r"|(?:から|より)?起算|内|以内|이내)?\s*(?P<mark>[(=:–—]|\s-\s|[,;])\s*$",
    re.IGNORECASE,
)
_NEAR = 60
_SLACK = 1  # days: a period may be told to end on the day before


def settled(sheet: Sheet, dates: tuple[RoledDate, ...]) -> tuple[RoledDate, ...]:
    """The dates, with those that end a period which is told right before them called due dates."""
    if not dates:
        return dates
    periods = lex_periods(sheet.folded)
    return tuple(_settle(sheet, roled, dates, periods) for roled in dates)


def _settle(
    sheet: Sheet, roled: RoledDate, dates: tuple[RoledDate, ...], periods: tuple[PeriodToken, ...]
) -> RoledDate:
    value = roled.token.value
    if value is None or (roled.role is not None and roled.role not in _STARTS):
        return roled
    for period in periods:
        gap = sheet.text[period.end : roled.token.start]
        beside = _BESIDE.fullmatch(gap) if 0 < len(gap) <= _NEAR else None
        if beside is None:
            continue
        others = (other.token.value for other in dates if other is not roled and other.token.value is not None)
        if any(abs((ended(other, period) - value).days) <= _SLACK for other in others):
            return replace(roled, role="printed_due_date", confidence=WORDING)
        told = sheet.text[period.start : roled.token.start]
        if beside["mark"] in "(=:" and not re.search(r"\b(?:date|day)\W*$|日\W*$|일\W*$|tag\W*$", told, re.IGNORECASE):
            return replace(roled, role=None, confidence=0.0)
    return roled


def ended(start: date, period: PeriodToken) -> date:
    """The day of the same number ``period`` later; the month's last day where it has no such day."""
    if period.unit == "day":
        return start + timedelta(days=period.n)
    months = start.month - 1 + period.n * (12 if period.unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(start.day, monthrange(year, month)[1]))
