"""The docket items of a case: one, unless the paper opens several periods from one date.

A decision to grant a European patent opens the month of the request for unitary effect and the months of national
validation; a letter on the national phase opens a period at each office that it names.
"""

from __future__ import annotations

import re
from dataclasses import replace

from konkyo.practice.notices.case import Case
from konkyo.practice.notices.confidence import PHRASE, WORDING
from konkyo.practice.notices.designations import ELSEWHERE, Designation, designations
from konkyo.practice.notices.items import item_of
from konkyo.records.docket import NoticeItem, Period


def items_of(case: Case) -> tuple[NoticeItem, ...]:
    """The items of a case, in the order in which the paper speaks of them."""
    item = item_of(case)
    if item.expect == "no_deadline":
        return (item,)
    if item.event_code in ("national_validation", "unitary_effect_request"):
        return _after_grant(case, item)
    if item.event_code == "national_phase_entry" and case.office in ("PCT", "JPO"):
        return _entries(case, item)
    return (item,)


def _entries(case: Case, item: NoticeItem) -> tuple[NoticeItem, ...]:
    """One item an office; the Japanese reminder that names other offices speaks of the treaty's period there."""
    named = designations(case)
    if not named or (case.office == "JPO" and {one.office for one in named} == {"JP"}):
        return (item,)
    entry = replace(case, office="PCT")
    return tuple(_entry(entry, one) for one in named)


def _entry(case: Case, one: Designation) -> NoticeItem:
    """The entry at one office. Where its own statement prints a due date, those of other offices are not its own."""
    low, high = one.statement
    own = [d for d in case.dates if d.role == "printed_due_date" and low <= d.token.start < high]
    dates = tuple(d for d in case.dates if d.role != "printed_due_date" or not own or d in own)
    item = item_of(replace(case, dates=dates))
    update: dict[str, object] = {}
    if one.office != ELSEWHERE:
        update["inputs"] = item.inputs | {"office_of_act": one.office}
        update["form"] = case.sheet.finding(f"{item.form.value}: {one.office}", one.start, one.end, WORDING)
    if one.months is not None:
        months, start, end = one.months
        update["period"] = case.sheet.finding(Period(n=months, unit="month"), start, end, PHRASE)
    return item.model_copy(update=update)


_UNITARY = re.compile(
    r"unitary\s+(?:effect|patent)|einheitliche[nrs]?\s+(?:Wirkung|Patent)|(?:統一|単一)(?:的)?(?:効果?|特許)"
    r"|统一效力|단일\s?효",
    re.IGNORECASE,
)
_VALIDATION = re.compile(
    r"(?:national\s+)?validat(?:ion|ed?|ing)\b|Article\s+65\b|Validierung|有効化|バリデーション|各国移行|生效手续|유효화",
    re.IGNORECASE,
)
_NEAR = 220
_EVENTS = (("unitary_effect_request", _UNITARY), ("national_validation", _VALIDATION))


def _after_grant(case: Case, item: NoticeItem) -> tuple[NoticeItem, ...]:
    """Both requests where the paper gives each a period; else the one that it is about."""
    low, high = case.segment.start, case.segment.end
    text = case.sheet.text[low:high]
    marks = sorted((m.start(), event) for event, pattern in _EVENTS for m in pattern.finditer(text))
    stated: dict[str, re.Match[str]] = {}
    for length in _MONTHS.finditer(text):
        event = _act_of(length, marks)
        if event is not None:
            stated.setdefault(event, length)
    if len(stated) < len(_EVENTS):
        return (item,)
    items = []
    for event, length in sorted(stated.items(), key=lambda pair: pair[1].start()):
        months = Period(n=_COUNT[re.sub(r"\s", "", length["n"].lower())], unit="month")
        period = case.sheet.finding(months, low + length.start(), low + length.end(), PHRASE)
        items.append(item.model_copy(update={"event_code": event, "period": period}))
    return tuple(items)


def _act_of(length: re.Match[str], marks: list[tuple[int, str]]) -> str | None:
    """The act that a period is for: the last one named before it in its sentence, else the first one behind it."""
    text, start, end = length.string, length.start(), length.end()
    before = [(at, event) for at, event in marks if start - _NEAR <= at < start]
    if before and not _BREAK.search(text[before[-1][0] : start]):
        return before[-1][1]
    behind = [(at, event) for at, event in marks if end <= at < end + _NEAR]
    if behind and not _BREAK.search(text[end : behind[0][0]]):
        return behind[0][1]
    return None


_COUNT = {"one": 1, "1": 1, "ein": 1, "一": 1, "three": 3, "3": 3, "drei": 3, "三": 3, "six": 6, "6": 6, "sechs": 6}
_MONTHS = re.compile(
    r"(?<![A-Za-z0-9/.-])(?P<n>one|three|six|ein(?=e)|drei|sechs|[136一三])(?:e[nrs]?)?(?:\s*\(\d\))?"
    r"(?:[\s-]*(?:months?|Monate?n?s?)\b|\s?(?:[かヶケカ箇ヵ]\s?月|个月|개월))",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.;](?=\s)|。|\n\s*\n")
