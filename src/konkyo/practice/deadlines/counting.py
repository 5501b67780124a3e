"""From the start of a period to its nominal end: families, later-of, second stages, caps, the advisory rule."""

from __future__ import annotations

from datetime import date, timedelta

from konkyo.errors import UsageError
from konkyo.practice.deadlines import explain
from konkyo.practice.deadlines.account import Account
from konkyo.practice.deadlines.arithmetic import Family, end_of_period, month_end, total_end
from konkyo.practice.deadlines.closures import Calendar, calendar_of
from konkyo.practice.deadlines.delivery import Delivered
from konkyo.practice.deadlines.extensions import Ends
from konkyo.practice.deadlines.rules import Leg, Rule
from konkyo.practice.deadlines.selection import Period, Selection, meets
from konkyo.practice.deadlines.vocabulary import vocabulary
from konkyo.records.value import Wording

_FINAL_WINDOW = 2  # months within which a first reply to a final action must come (MPEP 706.07(f))


def _families(rule: Rule) -> tuple[Family, ...]:
    if rule.family == "earlier_of_both":
        return ("same_number", "day_before")
    return (rule.family,)


def _count(account: Account, start: date, period: Period, more: Period | None) -> date:
    """End of one period in the rule's family; of both families, the earlier."""
    ends: list[date] = []
    for family in _families(account.rule):
        end = end_of_period(start, period.n, period.unit, family)
        if period.n:
            account.steps.append(explain.counted(start, period, family, end))
        if more is not None:
            end = total_end(start, period.n, period.unit, more.n, more.unit, family)
            account.steps.append(explain.extended(start, period, more, end))
        ends.append(end)
    if len(set(ends)) > 1:
        account.steps.append(
            explain.step("数え方により異なるため早い方", "The two ways differ: the earlier end", min(ends))
        )
    return min(ends)


def ends_of(
    account: Account, arrived: Delivered, selection: Selection, extension: Period | None, calendar: Calendar | None
) -> Ends:
    """The period that counts, what it runs from, and its nominal end."""
    rule, start = account.rule, arrived.start
    advised = _advisory_end(account, start, selection.periods[0]) if rule.advisory else None
    if advised is not None:
        period, base = Period(n=0, unit="day"), advised
        nominal = _count(account, advised, period, extension)
    else:
        base = start
        found = [(_count(account, start, item, extension), item) for item in selection.periods]
        nominal, period = min(found, key=lambda pair: pair[0])
        if len(found) > 1:
            account.steps.append(explain.step("一致しないため早い方", "They disagree: the earlier end", nominal))
    if rule.then is not None and calendar is not None:
        nominal = _then(account, nominal, calendar)
    if rule.month_end == "always" or (rule.month_end == "if_start_is" and start == month_end(start)):
        nominal = month_end(nominal)
        account.steps.append(explain.step("月の末日", "Last day of that month", nominal))
    elif rule.month_end == "if_start_is":
        text = Wording(
            ja="起点が月末ではないため応当日（早い方）で計算しています。",
            en="The start is not a month's end: same day number.",
        )
        account.warn(text)
    nominal = _combined(account, nominal, selection.party)
    if arrived.excess:
        nominal += timedelta(days=arrived.excess)
        account.steps.append(
            explain.step(f"満了が{arrived.excess}日遅れる", f"Ends {arrived.excess} days later", nominal)
        )
    nominal = _capped(account, start, nominal)
    return Ends(
        start=start,
        extended_from=base,
        period=period,
        family=_families(rule)[0],
        nominal=nominal,
        excess=arrived.excess,
        extended=extension is not None,
        more=extension,
        through=account.question.calendar_through,
    )


def _capped(account: Account, start: date, nominal: date) -> date:
    cap = account.rule.cap
    if cap is None:
        return nominal
    latest = end_of_period(start, cap.n, cap.unit, _families(account.rule)[0])
    if nominal <= latest:
        return nominal
    account.steps.append(explain.step(f"{cap.text.ja}を超えない", f"Never beyond the {cap.text.en}", latest))
    account.warn(
        Wording(
            ja=f"{cap.text.ja}（{latest.isoformat()}）で打ち切られています。",
            en=f"Cut down to the {cap.text.en} ({latest.isoformat()}).",
        )
    )
    return latest


def legs_missing(account: Account, party: str | None) -> tuple[str, ...]:
    """The second inputs that the rule needs and the question lacks; a warning for each one it can do without."""
    question, rule = account.question, account.rule
    absent = [
        leg
        for leg in (*rule.later_of, *rule.earlier_of)
        if meets(leg.when, question, party) and getattr(question, leg.start) is None
    ]
    account.warn(*[leg.without for leg in absent if leg.without is not None])
    return tuple(leg.start for leg in absent if not leg.optional)


def _combined(account: Account, nominal: date, party: str | None) -> date:
    """The later of the period and each leg of ``later_of``, then the earlier of that and each leg of ``earlier_of``."""
    rule = account.rule
    for leg, later in [*((leg, True) for leg in rule.later_of), *((leg, False) for leg in rule.earlier_of)]:
        start: date | None = getattr(account.question, leg.start)
        if start is None or not meets(leg.when, account.question, party):
            continue
        name = vocabulary().options[leg.start]
        _compare_with_trigger(account, leg, start, name)
        account.steps.append(explain.starts(name, start))
        end = _count(account, start, Period(n=leg.n, unit=leg.unit), None)
        nominal = max(nominal, end) if later else min(nominal, end)
        words = ("いずれか遅い方", "Whichever is later") if later else ("いずれか早い方", "Whichever is earlier")
        account.steps.append(explain.step(*words, nominal))
    if rule.earlier_of:
        _long_stop(account, nominal)
    return nominal


def _long_stop(account: Account, nominal: date) -> None:
    """Restoration: the outer limit may be over before the cause was removed, or the dates be mixed up."""
    question = account.question
    if question.trigger_date is None or question.missed_due_date is None:
        return
    if nominal < question.trigger_date:
        text = Wording(
            ja="外側の期間（徒過した期限からの期間）は、理由がなくなった日より前に満了しています。回復はできません。",
            en="The outer limit, counted from the missed end, was over before the cause was removed: too late.",
        )
        account.warn(text)
    if question.trigger_date < question.missed_due_date:
        text = Wording(
            ja="理由がなくなった日が徒過した期限より前です。日付を確認してください。",
            en="The cause was removed before the missed end: check the dates.",
        )
        account.warn(text)


_BEFORE_ITS_BASIS = ("isr_transmittal_date", "filing_date", "search_copy_date", "acceptance_date")


def _compare_with_trigger(account: Account, leg: Leg, start: date, name: Wording) -> None:
    """Nothing is searched, filed or accepted before the date it is based on: such an input was misread."""
    trigger = account.question.trigger_date
    if leg.start in _BEFORE_ITS_BASIS and trigger is not None and start < trigger:
        basis = vocabulary().triggers[account.rule.triggers[0]]
        if account.rule.triggers[0] == "priority_date":
            basis = Wording(ja="優先日", en="priority date")
        account.warn(
            Wording(
                ja=f"{name.ja}（{start.isoformat()}）が{basis.ja}より前です。日付を確認してください。",
                en=f"The {name.en} ({start.isoformat()}) lies before the {basis.en}: check the dates.",
            )
        )


def _then(account: Account, first: date, calendar: Calendar) -> date:
    """A second stage that begins after the end of the first, rolled or not as the rule says."""
    then = account.rule.then
    assert then is not None
    if then.start == "unrolled":
        return _count(account, first, Period(n=then.n, unit=then.unit), None)
    rolled, passed = calendar.roll(first, account.question.calendar_through)
    account.steps += explain.closed(passed)
    if rolled is None:
        account.lacks("calendar")
        rolled = calendar.expected_roll(first)
        account.warn(
            Wording(
                ja="先の期間の末日の閉庁日が未収録のため、繰り延べは土日・祝日の規則による見込みです。",
                en="Closures at the end of the first stage are not held: its roll-over is an estimate from the rules.",
            )
        )
    if rolled != first:
        account.steps.append(
            explain.step("先の期間は次の開庁日に満了", "The first stage ends on the next open day", rolled)
        )
    return _count(account, rolled, Period(n=then.n, unit=then.unit), None)


def advisory_missing(account: Account, start: date, selection: Selection) -> tuple[str, ...]:
    """The first reply's date is needed only where an advisory action came after the end of the shortened period."""
    question = account.question
    replied, advised = question.first_reply_date, question.advisory_date
    for name, day in (("first_reply_date", replied), ("advisory_date", advised)):
        if day is not None and day < start:
            msg = f"{name} lies before the final action."
            raise UsageError(msg, remedy="Check the dates of the final action, the reply and the advisory action.")
    if replied is not None and advised is not None and advised < replied:
        msg = "The advisory action is dated before the first reply."
        raise UsageError(msg, remedy="Check the dates of the reply and the advisory action.")
    if advised is None or replied is not None or not selection.periods:
        return ()
    period = selection.periods[0]
    return ("first_reply_date",) if advised > end_of_period(start, period.n, period.unit, "same_number") else ()


def _advisory_end(account: Account, start: date, period: Period) -> date | None:
    """MPEP 706.07(f): a late advisory action moves the end of the shortened period to its own date; else None."""
    replied, advised = account.question.first_reply_date, account.question.advisory_date
    shortened = end_of_period(start, period.n, period.unit, "same_number")
    window = end_of_period(start, _FINAL_WINDOW, "month", "same_number")
    if replied is None:
        text = Wording(
            ja="最初の応答が2か月以内で、アドバイザリー通知が3か月より後なら、末日はその通知の日に変わります。",
            en="If the first reply came within 2 months and an advisory action after the 3, the end moves to its date.",
        )
        account.warn(text)
        return None
    last = calendar_of(account.rule.office).roll(window)[0] or window
    in_time = replied <= last
    account.steps.append(
        explain.step(
            f"最初の応答は2か月の期間{'内' if in_time else 'の後'}。その期間の末日",
            f"First reply {'within' if in_time else 'outside'} the 2-month window, which ends",
            last,
        )
    )
    if not in_time or advised is None or advised <= shortened:
        return None
    account.steps.append(explain.counted(start, period, "same_number", shortened))
    moved = "The advisory action came later: the period ends on its date"
    account.steps.append(explain.step("アドバイザリー通知の方が遅い: 末日はその通知の日", moved, advised))
    return advised
