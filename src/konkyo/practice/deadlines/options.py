"""What can still be asked for: extensions and late acts as data, with the last day, the end reached and the fee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from konkyo.practice.deadlines.arithmetic import DAY, end_of_period, month_end, total_end
from konkyo.practice.deadlines.closures import Calendar
from konkyo.practice.deadlines.extensions import Ends, asked
from konkyo.practice.deadlines.rules import Extension, Late, Rule
from konkyo.practice.deadlines.selection import meets
from konkyo.records.docket import DeadlineQuestion, ExtensionOption, Fee
from konkyo.records.value import Wording


def options(
    rule: Rule, question: DeadlineQuestion, party: str | None, ends: Ends, calendar: Calendar | None
) -> tuple[ExtensionOption, ...]:
    """The extensions and late options beyond what the question already includes."""
    open_now = _open(rule, question, party)
    found: list[ExtensionOption] = []
    reached: set[date] = {ends.nominal}
    taken = asked(question)
    for extension in open_now:
        for total in extension.totals:
            if taken is None or total > taken.n:
                found += _option(rule, extension, total, ends, calendar, reached)
    shown = _naming_each_other(rule, open_now, found)
    return (*shown, *_late(rule, question, party, ends, calendar))


def _open(rule: Rule, question: DeadlineQuestion, party: str | None) -> list[Extension]:
    """The extensions that are not closed by the stage, the party, or by what was already taken."""
    taken = asked(question)
    staged = question.stage or ("examination" if any(x.when.stage for x in rule.extensions) else None)
    assumed = question.model_copy(update={"stage": staged})
    found = []
    for extension in rule.extensions:
        if not meets(extension.when, assumed, party, strict=True):
            continue
        if taken is not None and (extension.moment == "after" or taken.unit != extension.unit):
            continue
        if taken is not None and extension.one_request and extension.moment == "before":
            continue  # that one request was made
        if taken is not None and extension.moment == "both" and question.extension_request == "after_expiry":
            continue  # what had to be asked for before the end no longer can be
        found.append(extension)
    return found


def _option_id(rule: Rule, key: str, total: int, unit: str) -> str:
    return f"{rule.id}:{key}:{total}_{unit}{'s' if total != 1 else ''}"


def _naming_each_other(
    rule: Rule, open_now: Sequence[Extension], found: Sequence[ExtensionOption]
) -> list[ExtensionOption]:
    """Each option with the ids of those it closes, as far as they are shown, and that said in words."""
    by_id = {
        _option_id(rule, extension.key, total, extension.unit): extension
        for extension in open_now
        for total in extension.totals
    }
    shown = []
    for option in found:
        own = by_id[option.id]
        closed = [
            other
            for other in found
            if other.id != option.id
            and (by_id[other.id].key in own.exclusive_with or (own.one_request and by_id[other.id] is own))
        ]
        if closed:
            words = Wording(
                ja="これを選ぶと次は使えません: " + " / ".join(other.text.ja for other in closed),
                en="Once taken, this closes: " + " / ".join(other.text.en for other in closed),
            )
            option = option.model_copy(
                update={"exclusive_with": tuple(other.id for other in closed), "excludes": words}
            )
        shown.append(option)
    return shown


def rolled(calendar: Calendar | None, day: date, through: date | None) -> date | None:
    """``day`` or the next open day; None where the closures needed are not held."""
    return day if calendar is None else calendar.roll(day, through)[0]


def _requested_by(
    extension: Extension, total: int, ends: Ends, calendar: Calendar | None, to: date | None
) -> date | None:
    """Last day on which this extension can be asked for."""
    base, late = ends.period, timedelta(days=ends.excess)
    if extension.moment == "any" or (extension.moment == "both" and ends.extended):
        return to  # the second of both is asked for after the end it prolongs, within its own months
    if extension.moment == "after" and extension.window is not None:
        return rolled(calendar, end_of_period(ends.nominal, extension.window, "month", ends.family), ends.through)
    smaller = [other for other in extension.totals if other < total]
    if not smaller or extension.one_request:
        return ends.due
    before = total_end(ends.extended_from, base.n, base.unit, max(smaller), extension.unit, ends.family)
    return rolled(calendar, before + late, ends.through)


def _option(
    rule: Rule, extension: Extension, total: int, ends: Ends, calendar: Calendar | None, reached: set[date]
) -> list[ExtensionOption]:
    base, late = ends.period, timedelta(days=ends.excess)
    end = total_end(ends.extended_from, base.n, base.unit, total, extension.unit, ends.family) + late
    if rule.cap is not None:
        end = min(end, end_of_period(ends.start, rule.cap.n, rule.cap.unit, ends.family))
    if extension.moment == "any" and end in reached:
        return []  # the cap cuts this one down to the one before
    reached.add(end)
    to = rolled(calendar, end, ends.through)
    after = extension.moment == "after" or (extension.moment == "both" and ends.extended)
    text = Wording(
        ja=f"{extension.text.ja}: 延長の合計{total}{'か月' if extension.unit == 'month' else '日'}",
        en=f"{extension.text.en}: {total} {extension.unit}{'s' if total > 1 else ''} of extension in all",
    )
    option = ExtensionOption(
        text=text,
        request_by=_requested_by(extension, total, ends, calendar, to),
        extends_to=to,
        fee_note=extension.fee_note,
        source=extension.source,
        id=_option_id(rule, extension.key, total, extension.unit),
        request_from=ends.due + DAY if after and ends.due is not None else None,
        one_request=extension.one_request,
        fee=_priced(extension.fee, total),
    )
    return [option]


def _priced(fee: Fee | None, total: int) -> Fee | None:
    return None if fee is None else fee.model_copy(update={"source": fee.source.replace("{total}", str(total))})


def _late(
    rule: Rule, question: DeadlineQuestion, party: str | None, ends: Ends, calendar: Calendar | None
) -> list[ExtensionOption]:
    found: list[ExtensionOption] = []
    before = ends.due
    for late in rule.late:
        if not meets(late.when, question, party, strict=True):
            continue
        end = late_end(late, ends)
        if end is None and late.start != "notice":
            continue
        to = None if end is None else rolled(calendar, end, ends.through)
        option = ExtensionOption(
            text=late.text,
            request_by=to,
            extends_to=to,
            fee_note=late.fee_note,
            source=late.source,
            id=_option_id(rule, late.key, late.n, late.unit),
            request_from=before + DAY if end is not None and before is not None else None,
            fee=late.fee,
        )
        found.append(option)
        before = to or before  # a dearer step begins when the one before has ended
    return found


def late_end(late: Late, ends: Ends) -> date | None:
    """Un-rolled end of a late option; None where it counts from a day that is not known."""
    start = {"rolled": ends.due, "unrolled": ends.nominal, "trigger": ends.start, "notice": None}[late.start]
    if start is None:
        return None
    end = end_of_period(start, late.n, late.unit, ends.family)
    return month_end(end) if late.month_end and start == month_end(start) else end
