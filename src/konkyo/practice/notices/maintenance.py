"""Which of the three maintenance fees of a United States patent a reminder speaks of (35 USC 41(b))."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from konkyo.practice.notices.case import Case
from konkyo.records.docket import Finding, TriggerDate

_FEES: dict[int, tuple[str, int]] = {
    4: (r"3[.,]5|3\s?(?:½|1/2)|(?:1st|first|4th|fourth)", 42),
    8: (r"7[.,]5|7\s?(?:½|1/2)|(?:2nd|second|8th|eighth)", 90),
    12: (r"11[.,]5|11\s?(?:½|1/2)|(?:3rd|third|12th|twelfth)", 138),
}
"""By the year in which the surcharge period ends: the fee's names, and the months from grant to its due date."""
_NEAR_DAYS = 5  # a printed due date may have been moved to an open day
_BEHIND = r"(?:[\s,/.½-]|and|or|及び|\d){0,18}?(?:\(?\s*(?:-?\s*years?|yr)\b|年(?:目|次|分)?|年間|안|년)"
_HALF = re.compile(
    "|".join(
        rf"(?<![\d.,/])(?P<y{year}>{names.split('|(?:')[0]})(?!\d)(?={_BEHIND})" for year, (names, _) in _FEES.items()
    ),
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    "|".join(
        rf"\b(?P<o{year}>{names[names.index('|(?:') + 1 :]})[\s-]*(?:(?:year|U\.?S\.?|patent)[\s-]*)?"
        r"(?:maintenance|fee\b)"
        for year, (names, _) in _FEES.items()
    )
    + "|"
    + "|".join(
        rf"第\s?{place}\s?回(?:目)?(?:の)?(?P<k{year}>維持(?:年金|料|手数料))" for place, year in enumerate(_FEES, 1)
    )
    + "|"
    + "|".join(
        rf"(?:maintenance\s+fee|window)\s*(?:no\.?|#)?\s*(?P<n{year}>{place})(?![\d.,/])"
        for place, year in enumerate(_FEES, 1)
    ),
    re.IGNORECASE,
)


def inputs(case: Case, event: str, grant: Finding[TriggerDate] | None) -> dict[str, Any]:
    """``year_no`` of the fee: the one that the reminder names, else the one whose due date it prints.

    A text that names several fees (the schedule of all three) and prints no date that fits one of them names none.
    """
    if event != "maintenance_fee":
        return {}
    low, high = case.segment.start, case.segment.end
    named = {
        int(str(match.lastgroup)[1:])
        for pattern in (_HALF, _ORDINAL)
        for match in pattern.finditer(case.sheet.text, low, high)
    }
    if len(named) != 1 and grant is not None:
        printed = [d.token.value for d in case.dates if d.role == "printed_due_date" and d.token.value is not None]
        fitting = {
            year for year, (_, months) in _FEES.items() for day in printed if _fits(grant.value.date, months, day)
        }
        named = fitting & named if named else fitting
    return {"year_no": named.pop()} if len(named) == 1 else {}


def _fits(grant: date, months: int, day: date) -> bool:
    """Whether a printed date is the end of so many months after grant, a few days moved at most."""
    year, month = divmod(grant.month - 1 + months, 12)
    end = date(grant.year + year, month + 1, min(grant.day, 28))
    return abs((day - end).days) <= _NEAR_DAYS
