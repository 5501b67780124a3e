"""Which length of a rule applies to a question, and which inputs are missing to tell."""

from __future__ import annotations

from collections.abc import Iterable

from konkyo.errors import UsageError
from konkyo.practice.deadlines.arithmetic import Unit
from konkyo.practice.deadlines.rules import Length, Rule, When
from konkyo.records.docket import Certainty, DeadlineQuestion
from konkyo.records.value import Value, Wording

MOST_UNITS = 1200
"""More days or months than any procedural period has: a larger number is a misreading."""
_PARTY_JA = {"resident": "国内居住者", "overseas": "在外者", "remote": "別表地域の居住者"}
_RIGHT_JA = {"patent": "特許", "utility_model": "実用新案", "design": "意匠", "trademark": "商標"}
UNKNOWN_PARTY = (None, "unknown", "any")


class Period(Value):
    """A length in one unit."""

    n: int
    unit: Unit

    @property
    def words(self) -> Wording:
        """``3か月`` / ``3 months``."""
        unit = {"day": "日", "month": "か月", "year": "年"}[self.unit]
        return Wording(ja=f"{self.n}{unit}", en=f"{self.n} {self.unit}{'s' if self.n != 1 else ''}")


class Selection(Value):
    """The periods that apply (two only while notice and law disagree: the earlier end counts), or what is absent."""

    periods: tuple[Period, ...] = ()
    party: str | None = None
    certainty: Certainty | None = None
    missing: tuple[str, ...] = ()
    refused: Wording | None = None
    caveats: tuple[Wording, ...] = ()


def meets(when: When, question: DeadlineQuestion, party: str | None, *, strict: bool = False) -> bool:
    """Whether the question fits the conditions. Unknown inputs fit, unless ``strict``."""
    day = question.trigger_date
    return (
        (not when.right or question.right in when.right)
        and (not when.party or (not strict if party is None else party in when.party))
        and (not when.stage or (not strict if question.stage is None else question.stage in when.stage))
        and (
            not when.office_of_act
            or (not strict if question.office_of_act is None else question.office_of_act in when.office_of_act)
        )
        and (
            not when.trigger or (not strict if question.trigger_code is None else question.trigger_code in when.trigger)
        )
        and (not when.year_no or (not strict if question.year_no is None else question.year_no in when.year_no))
        and (when.since is None or day is None or day >= when.since)
        and (when.until is None or day is None or day <= when.until)
    )


def known_party(question: DeadlineQuestion) -> str | None:
    """The party where it is known; None for unknown, and for ``any``, which says nothing where residence matters."""
    return None if question.party in UNKNOWN_PARTY else question.party


def stated_periods(question: DeadlineQuestion) -> tuple[Period, ...]:
    """The period the notice itself sets, as far as given. Raises UsageError for lengths below one."""
    found: list[Period] = []
    if question.period_days is not None:
        found.append(Period(n=question.period_days, unit="day"))
    if question.period_months is not None:
        found.append(Period(n=question.period_months, unit="month"))
    if any(not 1 <= period.n <= MOST_UNITS for period in found):
        msg = f"A period of the notice must lie between 1 and {MOST_UNITS} days or months."
        raise UsageError(msg, remedy="Leave the period empty if the notice states none.")
    return tuple(found)


def select(rule: Rule, question: DeadlineQuestion) -> Selection:
    """Choose the period of ``rule`` for ``question``."""
    stated = stated_periods(question)
    if rule.stated == "must":
        return Selection(periods=stated, party=known_party(question), missing=() if stated else ("period_months",))
    fitting = [length for length in rule.lengths if meets(length.when, question, known_party(question))]
    refused = [length for length in fitting if length.refused is not None]
    if not fitting and (other := _of_other_trigger(rule, question)):
        return Selection(missing=other)
    if len(refused) == len(fitting):
        return Selection(refused=refused[0].refused if refused else _no_such_period(rule, question))
    missing = _undecided(question, fitting)
    fitting = [length for length in fitting if length.refused is None]
    if rule.stated == "may" and stated:
        return _stated(rule, question, fitting, stated)
    if missing:
        return Selection(missing=missing)
    chosen = _of_length(question, fitting[0])
    if rule.stated == "never":
        return chosen.model_copy(update={"caveats": (*chosen.caveats, *_disagreement(rule, question, stated))})
    return chosen


def _of_other_trigger(rule: Rule, question: DeadlineQuestion) -> tuple[str, ...]:
    """The trigger that this right's period runs from, where another kind of date was given."""
    loose = question.model_copy(update={"trigger_code": None})
    found = [
        length for length in rule.lengths if length.when.trigger and meets(length.when, loose, known_party(question))
    ]
    return found[0].when.trigger[:1] if found else ()


def _of_length(question: DeadlineQuestion, length: Length) -> Selection:
    if length.ask_notice:
        return Selection(missing=("period_months",))
    caveats = (length.caveat,) if length.caveat else ()
    n, unit = length.n, length.unit
    if length.per_year:
        if question.year_no is None:
            return Selection(missing=("year_no",))
        if question.year_no < 1:
            msg = f"There is no year {question.year_no} of a right."
            raise UsageError(msg, remedy="Give the year the fee is for, counted from 1.")
        if not length.year_from <= question.year_no <= length.year_to:
            return Selection(refused=_no_such_year(question.year_no, length))
        n = length.n * (question.year_no - 1)
        if length.shift:
            n, unit = n * (12 if unit == "year" else 1) + length.shift, "month"
    period = Period(n=n, unit=unit)
    return Selection(periods=(period,), party=known_party(question), certainty=length.certainty, caveats=caveats)


def _stated(rule: Rule, question: DeadlineQuestion, fitting: list[Length], stated: tuple[Period, ...]) -> Selection:
    """The notice's own period goes before the usual one; where the party says otherwise, the earlier end counts."""
    by_party = any(length.when.party for length in rule.lengths)
    usual = _distinct(question, fitting)
    agree = [period for period in stated if period in usual]
    party = known_party(question)
    caveats: list[Wording] = []
    if by_party and party is None:
        matching = [length for length in fitting if Period(n=length.n, unit=length.unit) in stated]
        if len(matching) == 1 and matching[0].when.party:
            party = matching[0].when.party[0]
            caveats.append(_party_read_off(party, stated[0]))
        elif len(stated) > 1:
            return Selection(missing=("party",))
    conflict = by_party and party is not None and question.party not in UNKNOWN_PARTY and len(agree) < len(stated)
    if conflict:
        caveats.append(_conflict(stated))
    elif not agree or len(stated) > 1:
        caveats.append(_by_notice(stated))
    if len(stated) == 1 and agree:
        caveats += [length.caveat for length in fitting if length.caveat and len(fitting) == 1]
    periods = (*stated, *usual) if conflict else stated
    certainty = next((length.certainty for length in fitting if length.certainty), None)
    return Selection(periods=tuple(dict.fromkeys(periods)), party=party, certainty=certainty, caveats=tuple(caveats))


def _distinct(question: DeadlineQuestion, lengths: Iterable[Length]) -> tuple[Period, ...]:
    factor = (question.year_no or 1) - 1
    usual = [length for length in lengths if not length.ask_notice]
    return tuple(dict.fromkeys(Period(n=x.n * (factor if x.per_year else 1), unit=x.unit) for x in usual))


def _undecided(question: DeadlineQuestion, fitting: list[Length]) -> tuple[str, ...]:
    """Inputs on which the fitting lengths differ and which the question does not give."""
    missing: list[str] = []
    by_party = [length for length in fitting if length.when.party]
    if by_party and known_party(question) is None and len(_distinct(question, by_party)) > 1:
        missing.append("party")
    if question.office_of_act is None and any(length.when.office_of_act for length in fitting):
        missing.append("office_of_act")
    if question.year_no is None and any(length.when.year_no for length in fitting):
        missing.append("year_no")
    return tuple(missing)


def _months(period: Period) -> tuple[int, str]:
    return (period.n * 12, "month") if period.unit == "year" else (period.n, period.unit)


def _disagreement(rule: Rule, question: DeadlineQuestion, stated: tuple[Period, ...]) -> tuple[Wording, ...]:
    usual = {_months(Period(n=length.n, unit=length.unit)) for length in rule.lengths}
    if any(length.per_year for length in rule.lengths) or all(_months(period) in usual for period in stated):
        return ()
    said = _said(stated)
    return (
        Wording(
            ja=f"通知に読める期間（{said.ja}）は法定の期間と異なります。法定の期間で計算しています。確認してください。",
            en=f"The period read from the notice ({said.en}) is not the statutory one. The statute is followed; check.",
        ),
    )


def _said(stated: tuple[Period, ...]) -> Wording:
    words = [period.words for period in stated]
    return Wording(ja="・".join(item.ja for item in words), en=", ".join(item.en for item in words))


def _party_read_off(party: str, period: Period) -> Wording:
    return Wording(
        ja=f"居住地は未入力です。通知の期間（{period.words.ja}）から{_PARTY_JA[party]}と判断しました。",
        en=f"Residence was not given; the notice's own period ({period.words.en}) is that of a party {party}.",
    )


def _conflict(stated: tuple[Period, ...]) -> Wording:
    said = _said(stated)
    return Wording(
        ja=f"通知の期間（{said.ja}）と居住地から定まる期間が一致しません。早い方で計算しています。確認してください。",
        en=f"The period of the notice ({said.en}) and that of the residence differ. The earlier end counts; check.",
    )


def _by_notice(stated: tuple[Period, ...]) -> Wording:
    said = _said(stated)
    return Wording(
        ja=f"通知に記載された期間（{said.ja}）によります。", en=f"The period set by the notice ({said.en}) is used."
    )


def _no_such_period(rule: Rule, question: DeadlineQuestion) -> Wording:
    where = f", {question.office_of_act}" if question.office_of_act else ""
    return Wording(
        ja=f"この規則（{rule.title.ja}）は{_RIGHT_JA[question.right]}{where}には定められていません。",
        en=f"This rule ({rule.title.en}) does not exist for {question.right}{where}.",
    )


def _no_such_year(year: int, length: Length) -> Wording:
    return Wording(
        ja=f"第{year}年分はこの規則では計算できません（第{length.year_from}〜{length.year_to}年分）。",
        en=f"Year {year} is not due under this rule (years {length.year_from} to {length.year_to}).",
    )
