"""Open items and follow-ups as docket items: what the docketing workflow turns into proposals with their quotes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from konkyo.practice.histories import words
from konkyo.practice.histories.standing import standing
from konkyo.records.docket import Finding, NoticeItem, OtherDate, TriggerDate
from konkyo.records.history import FollowUp, History, HistoryEvent, OpenItem, Standing
from konkyo.records.value import Wording

_UNSURE = 0.5
"""How sure an item is that an event not listed may have answered; a prior, not measured."""
AHEAD = timedelta(days=366)
"""Follow-ups that fall due later than this are left to the schedule of fees."""


def docket_items(history: History, as_of: date, *, ahead: timedelta = AHEAD) -> tuple[NoticeItem, ...]:
    """The items of a file that are, or may be, open on ``as_of``, and what falls due within ``ahead``.

    An item that a person has to look into carries its question among ``conflicts``. The six months of 35 USC 133 are no
    item of their own: they are the end of the extensions of the first. A follow-up without a date is no item: it stays
    in ``standing``, with its question.
    """
    found = standing(history, as_of)
    items = [_of_open(history, item) for item in found.open]
    return (*items, *(_of_follow_up(history, f) for f in found.follow_ups if _near(f, as_of, ahead)))


def _near(follow: FollowUp, as_of: date, ahead: timedelta) -> bool:
    if follow.due is None:
        return False
    over = (follow.latest or follow.due) < as_of
    return follow.due <= as_of + ahead and (not over or follow.question is not None)


def _of_open(history: History, item: OpenItem) -> NoticeItem:
    event = item.trigger_event
    named = event.named if event is not None else (item.rests_on[0].named if item.rests_on else None)
    named = named or history.status or history.named
    trigger = None
    drafting = None
    if event is not None and item.trigger is not None:
        trigger = _finding(event.dated, item.trigger, event.note)
        drafting = next((e.dated for e in item.rests_on if e.phase == "made" and e.step == event.step), None)
    elif event is not None:
        drafting = event.dated
    sure = _UNSURE if item.state != "open" else named.confidence
    return NoticeItem(
        **_common(history, named),
        event_code=item.event_code,
        expect=item.expect,
        missing=item.missing,
        reason=item.why,
        drafting_date=drafting,
        trigger=trigger,
        other_dates=tuple(_other(other) for other in item.rests_on if other is not event and other.phase != "made"),
        inputs=item.inputs,
        conflicts=() if item.question is None else (item.question,),
        confidence=min(sure, named.confidence),
    )


def _of_follow_up(history: History, follow: FollowUp) -> NoticeItem:
    named = next((event.named for event in follow.rests_on), None) or history.status or history.named
    trigger = None
    if follow.trigger is not None and follow.source is not None:
        trigger = _finding(follow.source, follow.trigger, "")
    return NoticeItem(
        **_common(history, named),
        event_code=follow.event_code,
        expect=follow.expect,
        missing=follow.missing,
        reason=follow.why,
        trigger=trigger,
        inputs=follow.inputs,
        conflicts=() if follow.question is None else (follow.question,),
        confidence=_UNSURE if follow.question is not None else named.confidence,
    )


def _common(history: History, named: Finding[str]) -> dict[str, Any]:
    office = history.named.model_copy(update={"value": history.office})
    return {
        "office": office,
        "right": named.model_copy(update={"value": history.right}),
        "form": named,
        "application_number": history.application_number,
        "registration_number": history.registration_number,
    }


def _finding(dated: Finding[date], trigger: TriggerDate, note: str) -> Finding[TriggerDate]:
    return Finding(
        value=trigger,
        printed=dated.printed,
        page=dated.page,
        start=dated.start,
        end=dated.end,
        confidence=dated.confidence,
        note=note,
    )


def _other(event: HistoryEvent) -> Finding[OtherDate]:
    role = "response_filed" if event.kind in ("reply", "fee") else event.step or "event"
    value = OtherDate(role=role, date=event.date)
    return Finding(
        value=value,
        printed=event.dated.printed,
        page=event.page,
        start=event.dated.start,
        end=event.dated.end,
        confidence=event.dated.confidence,
    )


def reason_without_items(history: History, as_of: date) -> Wording:
    """Why a file gives no proposal on a day, and what is still asked of a follow-up that has no date yet."""
    found = standing(history, as_of)
    asked = [words.asked_of(f.why, f.question) for f in found.follow_ups if f.due is None and f.question is not None]
    return words.joined([_reason(found, history), *asked])


def _reason(found: Standing, history: History) -> Wording:
    if found.closed is not None:
        since = f"（{found.closed.since}）" if found.closed.since else ""
        since_en = f" ({found.closed.since})" if found.closed.since else ""
        return Wording(
            ja=f"この案件は終了しています: {found.closed.reason}{since}。",
            en=f"Nothing is pending in this file: {found.closed.reason}{since_en}.",
        )
    if not found.answered and not history.complete:
        return found.caveats[0] if found.caveats else _NOTHING
    return _NOTHING


_NOTHING = Wording(
    ja="この日に未対応の期限は記録にありません。", en="The list shows nothing that is still to be answered on this day."
)
