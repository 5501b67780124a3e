"""What an extension that was asked for does to a period."""

from __future__ import annotations

from datetime import date

from konkyo.errors import UsageError
from konkyo.practice.deadlines.arithmetic import Family
from konkyo.practice.deadlines.rules import Rule
from konkyo.practice.deadlines.selection import MOST_UNITS, Period, meets
from konkyo.records.docket import DeadlineQuestion
from konkyo.records.value import Value, Wording

_MOMENTS = {
    "before_expiry": ("before", "any", "both"),
    "after_expiry": ("after", "any", "both"),
}


class Granted(Value):
    """The extension that counts: None when none was asked for, or none is possible."""

    period: Period | None = None
    missing: tuple[str, ...] = ()
    caveats: tuple[Wording, ...] = ()


def asked(question: DeadlineQuestion) -> Period | None:
    """The total extension the question states. Raises UsageError for a negative one, or for months and days at once."""
    months, days = question.extension_months or 0, question.extension_days or 0
    if not (0 <= months <= MOST_UNITS and 0 <= days <= MOST_UNITS):
        msg = f"An extension must lie between 0 and {MOST_UNITS} days or months."
        raise UsageError(msg, remedy="Give the whole extension as a positive number, or leave it empty.")
    if months and days:
        msg = "An extension is given both in months and in days."
        raise UsageError(msg, remedy="Give the whole extension in one unit.")
    if not months and not days:
        return None
    return Period(n=months or days, unit="month" if months else "day")


def granted(rule: Rule, question: DeadlineQuestion, party: str | None) -> Granted:
    """The part of the extension asked for that the rule allows."""
    wanted = asked(question)
    if wanted is None:
        return Granted()
    if not rule.extensions:
        return _without_list(rule, wanted)
    if question.stage is None and any(extension.when.stage for extension in rule.extensions):
        return _in_either_stage(rule, question, party, wanted)
    fitting = [x for x in rule.extensions if meets(x.when, question, party) and x.unit == wanted.unit]
    moments = _MOMENTS.get(question.extension_request or "", ("before", "after", "any", "both"))
    timely = [extension for extension in fitting if extension.moment in moments]
    if not timely:
        return Granted(caveats=(_not_possible(wanted),))
    totals = sorted({total for extension in timely for total in extension.totals})
    caveats = [_unasked(wanted)] if question.extension_request == "none" else []
    if wanted.n > totals[-1]:
        return Granted(period=Period(n=totals[-1], unit=wanted.unit), caveats=(*caveats, _too_long(wanted, totals[-1])))
    if wanted.n not in totals:
        caveats.append(_odd_length(wanted, totals))
    return Granted(period=wanted, caveats=tuple(caveats))


def _in_either_stage(rule: Rule, question: DeadlineQuestion, party: str | None, wanted: Period) -> Granted:
    """The stage is not given: it need not be where both give the same, or where only one knows this extension."""
    stages = ("examination", "appeal")
    outcomes = {stage: granted(rule, question.model_copy(update={"stage": stage}), party) for stage in stages}
    first, second = outcomes.values()
    if first.period == second.period:
        return first
    whole = [(stage, outcome) for stage, outcome in outcomes.items() if outcome.period == wanted]
    if len(whole) != 1 or party is None:
        return Granted(missing=("stage",))
    stage, outcome = whole[0]
    return outcome.model_copy(update={"caveats": (*outcome.caveats, _only_in(stage, wanted))})


def _only_in(stage: str, wanted: Period) -> Wording:
    ja, en = {"examination": ("審査", "in examination"), "appeal": ("審判", "on appeal")}[stage]
    return Wording(
        ja=f"延長{wanted.words.ja}は{ja}の段階でのみ認められるため、その段階として計算しています。",
        en=f"An extension of {wanted.words.en} exists only {en}: computed for that stage.",
    )


def _without_list(rule: Rule, wanted: Period) -> Granted:
    if rule.any_trigger:
        text = Wording(
            ja="延長できるかどうかは期間の種類によります。入力された延長を加えて計算しています。",
            en="Whether this period can be extended depends on its kind; the extension given was added.",
        )
        return Granted(period=wanted, caveats=(text,))
    return Granted(caveats=(_not_possible(wanted),))


def _not_possible(wanted: Period) -> Wording:
    return Wording(
        ja=f"この期間には入力された延長（{wanted.words.ja}）は認められません。延長なしで計算しています。",
        en=f"An extension of {wanted.words.en} is not open for this period: computed without it.",
    )


def _unasked(wanted: Period) -> Wording:
    return Wording(
        ja=f"延長請求「なし」と延長{wanted.words.ja}が矛盾します。請求の有無を確認してください。",
        en=f"An extension of {wanted.words.en} is given although none was requested: check the request.",
    )


def _too_long(wanted: Period, most: int) -> Wording:
    longest = Period(n=most, unit=wanted.unit).words
    return Wording(
        ja=f"延長{wanted.words.ja}は上限（{longest.ja}）を超えます。上限で計算しています。",
        en=f"An extension of {wanted.words.en} exceeds the most that can be had, {longest.en}, which is used.",
    )


def _odd_length(wanted: Period, totals: list[int]) -> Wording:
    offered = ", ".join(str(total) for total in totals)
    return Wording(
        ja=f"延長{wanted.words.ja}は通常の長さ（{offered}）と異なります。入力どおり計算しています。",
        en=f"An extension of {wanted.words.en} is not one of the usual lengths ({offered}); computed as given.",
    )


class Ends(Value):
    """What a period ran from and to. ``extended_from``: where extensions are counted from, the start as a rule.

    ``extended``, ``more``: the extension that the question includes already, if any. ``excess``: days that late
    delivery adds to the end, and to every extended end.
    """

    start: date
    extended_from: date
    period: Period
    family: Family
    nominal: date
    excess: int = 0
    extended: bool = False
    more: Period | None = None
    due: date | None = None
    through: date | None = None
