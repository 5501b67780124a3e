"""A deadline question in, an explained computation out.

The engine decides nothing that the law leaves open: an input that is necessary and absent leaves the answer pending
(``missing`` and ``ask``), an event without a rule is ``unsupported`` with the reason, and a date beyond the closures
held shows its nominal end only. Where two readings are possible the earlier end is computed and the other is named.
"""

from __future__ import annotations

from datetime import date

from konkyo.errors import UsageError
from konkyo.practice.deadlines import checks, explain
from konkyo.practice.deadlines.account import Account
from konkyo.practice.deadlines.closures import Calendar, calendar_of, calendars
from konkyo.practice.deadlines.counting import advisory_missing, ends_of, legs_missing
from konkyo.practice.deadlines.delivery import delivered
from konkyo.practice.deadlines.extensions import Ends, granted
from konkyo.practice.deadlines.options import options
from konkyo.practice.deadlines.rules import Rule, rule_book, rule_hash
from konkyo.practice.deadlines.selection import Period, Selection, select
from konkyo.practice.deadlines.vocabulary import question_for, trigger_code, vocabulary
from konkyo.records.docket import Computation, DeadlineQuestion
from konkyo.records.value import Wording, content_hash

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_STARTS_NOTHING = ("drafting_date", "receipt_date")


def compute(question: DeadlineQuestion, *, as_of: date | None = None) -> Computation:
    """Answer one deadline question. ``as_of``: the day on which it is asked; it serves the checks alone.

    Raises UsageError for an office, event or code that does not exist (the message lists those that do) and for
    inputs that contradict each other.
    """
    rule = _rule(question)
    if isinstance(rule, Wording):
        return Computation(question=question, rule=None, nominal_due=None, due=None, unsupported=rule)
    _check_codes(question)
    account = Account(question, rule, as_of=as_of)
    implausible = _implausible(question)
    if implausible is not None:
        return _refusal(account, implausible)
    account.warn(*rule.caveats)
    trigger = _trigger(account)
    selection = select(rule, question)
    refused = selection.refused or _not_in_force(rule, question)
    if refused is not None:
        return _refusal(account, refused)
    calendar = _calendar(account)
    if isinstance(calendar, Wording):
        return _refusal(account, calendar)
    account.lacks(*selection.missing)
    account.warn(*selection.caveats)
    account.certainty = selection.certainty
    extension = granted(rule, question, selection.party)
    account.lacks(*extension.missing)
    account.warn(*extension.caveats)
    account.lacks(*legs_missing(account, selection.party))
    return _dated(account, trigger, selection, extension.period, calendar)


def _dated(
    account: Account,
    trigger: tuple[str, date] | None,
    selection: Selection,
    extension: Period | None,
    calendar: Calendar | None,
) -> Computation:
    if trigger is None:
        return _pending(account)
    account.checks += checks.trigger_checks(account.rule, trigger, account.as_of)
    arrived = delivered(account.rule, account.question, *trigger)
    account.lacks(*arrived.missing)
    if account.missing:
        return _pending(account)
    account.warn(*arrived.caveats)
    account.steps.append(explain.starts(vocabulary().triggers[trigger[0]], trigger[1]))
    account.steps += [explain.step(text.ja, text.en, day) for text, day in arrived.steps]
    if account.rule.advisory:
        account.lacks(*advisory_missing(account, arrived.start, selection))
        if account.missing:
            return _pending(account)
    ends = ends_of(account, arrived, selection, extension, calendar)
    return _rolled(account, selection, ends, calendar)


# -- what is asked ---------------------------------------------------------------------------------------------------


def _rule(question: DeadlineQuestion) -> Rule | Wording:
    book = rule_book()
    if question.office not in book.offices():
        msg = f"There is no office {question.office!r} among the deadline rules."
        raise UsageError(msg, remedy=f"Offices: {', '.join(book.offices())}.")
    rule = book.find(question.office, question.event_code)
    if rule is not None:
        return rule
    gap = book.gap(question.office, question.event_code)
    if gap is not None:
        return gap.reason
    if book.knows_event(question.event_code) or question.event_code == "none":
        return Wording(
            ja=f"{question.office} の {question.event_code} には規則がありません。期限は計算しません。",
            en=f"There is no rule for {question.event_code} at {question.office}; no date is computed.",
        )
    msg = f"There is no event {question.event_code!r}."
    raise UsageError(msg, remedy=f"Events of {question.office}: {', '.join(book.events(question.office))}.")


def _implausible(question: DeadlineQuestion) -> Wording | None:
    """Dates outside 1900 to 2199 are misread, not early or late: nothing is computed from them."""
    for name in DeadlineQuestion.model_fields:
        day = getattr(question, name)
        if name != "calendar_through" and isinstance(day, date) and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return Wording(
                ja=f"{name} の日付 {day.isoformat()} はありえないため計算しません。読み取りを確認してください。",
                en=f"{name} {day.isoformat()} is no plausible date: nothing is computed. Check how it was read.",
            )
    return None


def _check_codes(question: DeadlineQuestion) -> None:
    if question.office_of_act is not None and question.office_of_act not in calendars():
        msg = f"There is no office {question.office_of_act!r} with a closure calendar."
        raise UsageError(msg, remedy=f"Offices: {', '.join(vocabulary().values['office_of_act'])}.")
    dates = (question.document_date, question.trigger_date)
    if question.trigger_code == "document_date" and None not in dates and dates[0] != dates[1]:
        msg = "document_date and trigger_date differ although the trigger is the document date."
        raise UsageError(msg, remedy="Give the date printed on the document once.")


def _trigger(account: Account) -> tuple[str, date] | None:
    """The triggering date and its kind, or None with the needed code noted as missing."""
    question, rule = account.question, account.rule
    needed = rule.triggers[0]
    if question.trigger_code is None:
        if question.trigger_date is None or len(rule.triggers) > 1 or rule.any_trigger:
            account.lacks(needed)
            return None
        name = vocabulary().triggers[needed]
        account.warn(
            Wording(
                ja=f"入力された日を「{name.ja}」として計算しています。", en=f"The date given is read as: {name.en}."
            )
        )
        return needed, question.trigger_date
    code = trigger_code(question.office, question.trigger_code)
    usable = code in rule.triggers or (rule.any_trigger and code not in _STARTS_NOTHING)
    if not usable or question.trigger_date is None:
        account.lacks(needed if not usable else code)
        return None
    return code, question.trigger_date


def _not_in_force(rule: Rule, question: DeadlineQuestion) -> Wording | None:
    day = question.trigger_date
    if day is None:
        return None
    if rule.valid_from is not None and day < rule.valid_from:
        return Wording(
            ja=f"この規則は {rule.valid_from.isoformat()} 以降に適用されます。それより前の法は収録していません。",
            en=f"This rule applies from {rule.valid_from.isoformat()}; the law before it is not held.",
        )
    if rule.valid_to is not None and day > rule.valid_to:
        return Wording(
            ja=f"この規則は {rule.valid_to.isoformat()} までの規則です。", en=f"This rule ended on {rule.valid_to}."
        )
    return None


def _calendar(account: Account) -> Calendar | Wording | None:
    """The calendar that decides the roll-over; None when nothing rolls or the office is not yet known."""
    rule, question = account.rule, account.question
    if rule.roll == "none":
        return None
    if rule.roll != "office_of_act":
        return calendar_of(rule.office)
    office = rule.act_at or question.office_of_act
    if office is None:
        account.lacks("office_of_act")
        return None
    return calendar_of(office)


# -- answers ---------------------------------------------------------------------------------------------------------


def _rolled(account: Account, selection: Selection, ends: Ends, calendar: Calendar | None) -> Computation:
    due: date | None = ends.nominal
    safe: date | None = ends.nominal
    if calendar is None:
        account.steps.append(explain.step("閉庁日による繰り延べはない", "No roll-over applies", ends.nominal))
    else:
        due, safe = _moved(account, calendar, ends.nominal)
    if "calendar" in account.missing:
        due = None
    ends = ends.model_copy(update={"due": due})
    _check(account, ends, calendar)
    return _answer(account, calendar).model_copy(
        update={
            "nominal_due": ends.nominal,
            "due": due,
            "safe_date": safe,
            "extensions": options(account.rule, account.question, selection.party, ends, calendar),
        }
    )


def _check(account: Account, ends: Ends, calendar: Calendar | None) -> None:
    rule, question = account.rule, account.question
    account.checks += checks.end_checks(ends.nominal, ends.due, account.as_of)
    account.checks += checks.counting_checks(rule, ends, rule.act_at or question.office_of_act)
    account.checks += checks.certainty_checks(account.certainty or rule.certainty, calendar, ends.nominal)


def _moved(account: Account, calendar: Calendar, nominal: date) -> tuple[date | None, date | None]:
    through = account.question.calendar_through
    due, passed = calendar.roll(nominal, through)
    account.closed += passed
    account.steps += explain.closed(passed)
    account.warn(*explain.by_notice(passed))
    if calendar.note is not None and (calendar.certainty != "read" or any(x.by_notice for _, x in passed)):
        account.warn(calendar.note)
    if due is None:
        account.lacks("calendar")
        account.steps.append(explain.beyond(calendar, through))
    elif due != nominal:
        account.steps.append(explain.step("次の開庁日", "Next open day", due))
    else:
        account.steps.append(explain.step("開庁日なので繰り延べなし", "An open day: no roll-over", due))
    return due, calendar.open_on_or_before(nominal, through)


def _answer(account: Account, calendar: Calendar | None) -> Computation:
    rule, missing = account.rule, tuple(account.missing)
    held = calendar.hash if calendar is not None else ""
    return Computation(
        question=account.question,
        rule=rule.reference().model_copy(update={"certainty": account.certainty or rule.certainty}),
        nominal_due=None,
        due=None,
        missing=missing,
        ask=question_for(missing),
        steps=tuple(account.steps),
        closed_days=tuple((day, explain.closed_name(closure)) for day, closure in account.closed),
        caveats=tuple(account.caveats),
        actor=rule.actor,
        action=rule.action,
        consequence=rule.consequence,
        calendar_version=calendar.describe() if calendar is not None else "",
        data_hash=content_hash({"rule": rule_hash(rule.id), "calendar": held}),
        checks=tuple(account.checks),
    )


def _pending(account: Account) -> Computation:
    return _answer(account, None)


def _refusal(account: Account, reason: Wording) -> Computation:
    rule = account.rule
    return Computation(
        question=account.question,
        rule=rule.reference(),
        nominal_due=None,
        due=None,
        unsupported=reason,
        caveats=rule.caveats,
        actor=rule.actor,
        data_hash=content_hash({"rule": rule_hash(rule.id), "calendar": ""}),
    )
