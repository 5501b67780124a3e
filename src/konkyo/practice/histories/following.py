"""What the law makes follow: fees after grant, the request for examination. Each from the date that starts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from konkyo.practice.deadlines.arithmetic import add_months
from konkyo.practice.histories.acts import Act
from konkyo.practice.histories.questions import answer_to, latest_day, question_for_event
from konkyo.practice.histories.words import joined
from konkyo.records.docket import Finding, TriggerDate
from konkyo.records.history import Closed, FollowUp, History, HistoryEvent
from konkyo.records.value import Wording

_MAINTENANCE = (("maintenance_fee_3_5", "maintenance_4", 36), ("maintenance_fee_7_5", "maintenance_8", 84),
                ("maintenance_fee_11_5", "maintenance_12", 132))  # fmt: skip
_EXAM_REQUEST = {
    "JPO": (
        "filing_date",
        frozenset({"exam_request", "refusal_reason", "grant_decision", "refusal_decision", "fee_paid"}),
    ),
    "CNIPA": ("filing_date", frozenset({"exam_request", "first_action", "later_action", "grant_notice", "rejection"})),
    "KIPO": ("filing_date", frozenset({"exam_request", "opinion_request", "grant_decision", "refusal_decision"})),
    "DPMA": ("filing_date", frozenset({"exam_request", "exam_report", "grant_decision", "refusal_decision"})),
}
_FIRST_YEAR_UNPAID = {"patent": 4, "utility_model": 4, "design": 2}
_DONE = Wording(ja="記録にないだけで、既に済んでいませんか。", en="Was it done already, without being listed here?")
_AFTER_FEE = Wording(ja="登録後の年金", en="Annual fee after registration")


def follow_ups(history: History, acts: Sequence[Act], closed: Closed | None, as_of: date) -> tuple[FollowUp, ...]:
    """What comes next in the file. Nothing follows once the right has ended."""
    if closed is not None and closed.reason != "granted":
        return ()
    found: list[FollowUp] = []
    if closed is not None:
        found += _after_grant(history, acts, as_of)
    elif history.office == "EPO":
        found += _renewals(history, acts, as_of)
    else:
        found += _examination(history, acts, as_of)
    return tuple(found)


def _after_grant(history: History, acts: Sequence[Act], as_of: date) -> Iterator[FollowUp]:
    if history.office == "USPTO" and history.right == "patent":
        yield from _maintenance(history, acts, as_of)
    elif history.office == "JPO" and history.right in _FIRST_YEAR_UNPAID:
        yield from _annuities(history, acts, as_of)


def _maintenance(history: History, acts: Sequence[Act], as_of: date) -> Iterator[FollowUp]:
    """The three maintenance fees (35 USC 41(b)); without the grant date the first unpaid one, pending."""
    grant = _grant(history, acts, as_of)
    paid = {act.step for act in acts}
    for event_code, step, opens in _MAINTENANCE:
        if step in paid:
            continue
        yield _follow_up(
            history, event_code, "grant_date", grant, {}, as_of,
            Wording(ja="特許維持料（割増なしの末日）", en="Maintenance fee, last day without surcharge"),
            opens_after=opens, may_be_done=not history.complete,
        )  # fmt: skip
        if grant is None:
            return


def _grant(history: History, acts: Sequence[Act], as_of: date) -> Finding[date] | None:
    """The grant date that the file states, else the day of the event that is the grant itself."""
    if history.grant_date is not None and history.grant_date.value <= as_of:
        return history.grant_date
    events = [act.event for act in acts if act.step == "granted"]
    dates = {event.date for event in events}
    return events[0].dated if len(dates) == 1 else None


def _annuities(history: History, acts: Sequence[Act], as_of: date) -> Iterator[FollowUp]:
    """The next annual fee. Which years a listed payment was for is not in the list: then the year is asked for."""
    registered = history.grant_date if history.grant_date and history.grant_date.value <= as_of else None
    payments = [act.event for act in acts if act.step == "annuity_paid"]
    why = _AFTER_FEE
    year: int | None = None
    if payments:
        why = Wording(
            ja=f"{_AFTER_FEE.ja}。納付の記録（{payments[-1].date}）からは何年分までかが分かりません。",
            en=f"{_AFTER_FEE.en}. The listed payment ({payments[-1].date}) does not say for which years.",
        )
    elif registered is not None:
        year = _next_year(registered.value, _FIRST_YEAR_UNPAID[history.right], as_of)
    inputs = {} if year is None else {"year_no": year}
    yield _follow_up(
        history, "annuity", "registration_date", registered, inputs, as_of, why, rests_on=tuple(payments[-1:])
    )


def _next_year(registered: date, first: int, as_of: date) -> int:
    """The first year whose fee is not yet due on the day, from the first not paid at registration on."""
    year = first
    while add_months(registered, 12 * (year - 1), "same_number") < as_of and year < 40:
        year += 1
    return year


def _renewals(history: History, acts: Sequence[Act], as_of: date) -> Iterator[FollowUp]:
    """The next renewal fee of a pending European application: from the third year (Art 86, Rule 51 EPC)."""
    if history.filing_date is None:
        return
    year = _next_year(history.filing_date.value, 3, as_of)
    why = Wording(ja=f"第{year}年分の更新手数料", en=f"Renewal fee for year {year}")
    yield _follow_up(history, "annuity", "filing_date", history.filing_date, {"year_no": year}, as_of, why)


def _examination(history: History, acts: Sequence[Act], as_of: date) -> Iterator[FollowUp]:
    """The request for examination, where nothing shows that it was made."""
    rule = _EXAM_REQUEST.get(history.office)
    if rule is None or history.right != "patent" or any(act.step in rule[1] for act in acts):
        return
    start = history.filing_date
    kind = rule[0]
    if history.office == "CNIPA" and history.priority_date is not None:
        start, kind = history.priority_date, "priority_date"
    why = Wording(ja="出願審査の請求が記録にありません。", en="No request for examination is listed.")
    yield _follow_up(history, "exam_request", kind, start, {}, as_of, why, may_be_done=not history.complete)


def _follow_up(
    history: History,
    event_code: str,
    kind: str,
    source: Finding[date] | None,
    inputs: Mapping[str, Any],
    as_of: date,
    why: Wording,
    *,
    opens_after: int | None = None,
    may_be_done: bool = False,
    rests_on: tuple[HistoryEvent, ...] = (),
) -> FollowUp:
    trigger = None if source is None else TriggerDate(kind=kind, date=source.value)
    question = question_for_event(history, event_code, trigger, inputs)
    answer = answer_to(question)
    missing = answer.missing if trigger is not None else tuple(dict.fromkeys((kind, *answer.missing)))
    opens = None if source is None or opens_after is None else add_months(source.value, opens_after, "same_number")
    asked = answer.ask
    over = answer.due is not None and as_of > answer.due
    if over or (may_be_done and (opens is None or as_of >= opens)):
        asked = joined(part for part in (answer.ask if missing else None, _DONE) if part is not None)
    return FollowUp(
        office=history.office,
        event_code=event_code,
        expect="pending" if missing else "deadline",
        missing=missing,
        trigger=trigger,
        source=source,
        rests_on=rests_on,
        inputs=dict(inputs),
        opens=opens,
        due=answer.due,
        latest=latest_day(question, answer, None),
        why=why,
        question=asked,
    )
