"""The fees that keep a right alive, year by year: each date asked of the deadline engine, none computed here.

Which fees there are is data (``data/schedules.toml``): the event of each fee, the date it runs from, the events of its
first day and of its late payment. Years for which closures are not held yet show their nominal end and stay pending.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources

from konkyo.errors import UsageError
from konkyo.practice.deadlines.engine import compute
from konkyo.practice.deadlines.rules import rule_book
from konkyo.practice.deadlines.vocabulary import question_for
from konkyo.records.docket import Computation, DeadlineQuestion, Right, ScheduledFee
from konkyo.records.value import Value


class FeePlan(Value):
    """The fees of one kind of right at one office.

    ``event``: the event of the fee, ``trigger``: the date it runs from. ``opens``, ``late``: events of the first day to
    pay and of the last day with surcharge; without ``late`` the rule's own late option counts. ``late_from_due``: the
    late event runs from the nominal due date. ``years``: first and last year where the fee is due every year
    (``usual_last``: the last one without an extended term); else ``fixed`` names single events, each with its year.
    ``until_grant``: after the grant the fees are due elsewhere.
    """

    office: str
    right: tuple[Right, ...]
    trigger: str
    event: str = ""
    opens: str = ""
    late: str = ""
    late_from_due: bool = False
    years: tuple[int, int] | None = None
    usual_last: int | None = None
    until_grant: bool = False
    euro_pct: str = ""
    fixed: tuple[FixedFee, ...] = ()


class FixedFee(Value):
    """A fee that is due once, with the events of its due date, its first day and its last day with surcharge."""

    event: str
    year_no: int
    opens: str = ""
    late: str = ""


class _Dates(Value):
    """The dates of the right that were given."""

    filing_date: date | None = None
    registration_date: date | None = None
    grant_date: date | None = None
    priority_date: date | None = None


@cache
def fee_plans() -> tuple[FeePlan, ...]:
    """Every plan of the package."""
    entry = resources.files(__package__) / "data" / "schedules.toml"
    data = tomllib.loads(entry.read_text(encoding="utf-8"))
    return tuple(FeePlan.model_validate(item) for item in data["plan"])


def annuity_schedule(
    office: str,
    right: Right,
    *,
    filing_date: date | None = None,
    registration_date: date | None = None,
    grant_date: date | None = None,
    priority_date: date | None = None,
    euro_pct: bool = False,
    first_year: int | None = None,
    last_year: int | None = None,
    paid_through: int | None = None,
    as_of: date | None = None,
    calendar_through: date | None = None,
) -> tuple[ScheduledFee, ...]:
    """The fees of ``right`` at ``office`` from ``first_year`` to ``last_year``, those up to ``paid_through`` left out.

    ``priority_date`` matters for a Euro-PCT application (``euro_pct``), whose third fee waits for the 31 months. Years
    that would begin after the end of the term (from ``filing_date``) are left out, unless ``last_year`` names a year of
    an extended term, and at the EPO those after the mention of the grant (``grant_date``). China: the years paid with
    the registration are left out by ``paid_through``. A date that a fee runs from and that is not given leaves the fee
    pending (``missing``, ``ask``). Fees come in order.

    Raises UsageError for an office or a kind of right without such fees, and for years that are none of theirs.
    """
    plan = _plan(office, right)
    dates = _Dates(
        filing_date=filing_date, registration_date=registration_date, grant_date=grant_date, priority_date=priority_date
    )
    asked = {"office": office, "right": right, "calendar_through": calendar_through}
    extended = last_year is not None and plan.usual_last is not None and last_year > plan.usual_last
    end = None if extended else _end_of_fees(plan, dates, asked)
    fees = [
        _scheduled(plan, fee, dates, asked, as_of)
        for fee in _wanted(plan, first_year, last_year, paid_through, euro_pct=euro_pct)
    ]
    return tuple(fee for fee in fees if end is None or fee.nominal_due is None or fee.nominal_due < end)


def _end_of_fees(plan: FeePlan, dates: _Dates, asked: Mapping[str, object]) -> date | None:
    """The day from which no further year is to be paid for, where the dates given tell."""
    if plan.until_grant:
        return dates.grant_date
    if plan.years is None or dates.filing_date is None or plan.usual_last is None:
        return None
    given = {**asked, "trigger_code": "filing_date", "trigger_date": dates.filing_date}
    return _answer("term_end", given, None).nominal_due


def _plan(office: str, right: Right) -> FeePlan:
    found = [plan for plan in fee_plans() if plan.office == office and right in plan.right]
    if not found:
        msg = f"No schedule of fees is held for {right} at {office!r}."
        held = "; ".join(f"{plan.office}: {', '.join(plan.right)}" for plan in fee_plans())
        raise UsageError(msg, remedy=f"Schedules held: {held}. Single fees: ask for the event itself.")
    return found[0]


def _wanted(
    plan: FeePlan, first_year: int | None, last_year: int | None, paid_through: int | None, *, euro_pct: bool
) -> Sequence[FixedFee]:
    """The fees of the plan within the years asked for."""
    if plan.years is not None:
        event = plan.euro_pct if euro_pct and plan.euro_pct else plan.event
        every = [
            FixedFee(event=event, year_no=year, opens=plan.opens, late=plan.late)
            for year in range(plan.years[0], plan.years[1] + 1)
        ]
    else:
        every = list(plan.fixed)
    if first_year is not None and last_year is not None and first_year > last_year:
        msg = f"The first year, {first_year}, comes after the last, {last_year}."
        raise UsageError(msg, remedy="Give the years in order.")
    low = max(first_year or 0, (paid_through or 0) + 1)
    high = last_year if last_year is not None else plan.usual_last or every[-1].year_no
    found = [fee for fee in every if low <= fee.year_no <= high]
    if not found and paid_through is None:
        listed = ", ".join(str(fee.year_no) for fee in every)
        msg = f"No fee of this right falls into the years {low} to {high}."
        raise UsageError(msg, remedy=f"Years with a fee: {listed}.")
    return found


def _scheduled(
    plan: FeePlan, fee: FixedFee, dates: _Dates, asked: Mapping[str, object], as_of: date | None
) -> ScheduledFee:
    start: date | None = getattr(dates, plan.trigger)
    given = {**asked, "trigger_code": plan.trigger if start else None, "trigger_date": start, "year_no": fee.year_no}
    if dates.priority_date is not None:
        given["priority_date"] = dates.priority_date
    answer = _answer(fee.event, given, as_of)
    opens = _answer(fee.opens, given, None) if fee.opens and start else None
    late = _late(plan, fee, answer, given)
    used = [answer, *(x for x in (opens, late) if x is not None)]
    return ScheduledFee(
        office=plan.office,
        right=answer.question.right,
        event_code=fee.event,
        year_no=fee.year_no,
        opens=opens.nominal_due if opens is not None else None,
        nominal_due=answer.nominal_due,
        due=answer.due,
        safe_date=answer.safe_date,
        late_until=_last_day(answer, late),
        late_options=answer.extensions,
        rule=answer.rule,
        missing=answer.missing,
        ask=question_for(answer.missing),
        unsupported=answer.unsupported,
        caveats=answer.caveats,
        checks=answer.checks,
        computations=tuple(x.question for x in used),
    )


def _answer(event: str, given: Mapping[str, object], as_of: date | None) -> Computation:
    return compute(DeadlineQuestion.model_validate({**given, "event_code": event}), as_of=as_of)


def _late(plan: FeePlan, fee: FixedFee, answer: Computation, given: Mapping[str, object]) -> Computation | None:
    """The last day with surcharge, where it has a rule of its own; a late day that is not known stays unknown."""
    if not fee.late or answer.nominal_due is None or answer.rule is None:
        return None
    if plan.late_from_due:
        if answer.rule.rule_id != f"{plan.office}.{plan.event}":
            return None  # another rule of the fee (Euro-PCT) names its own late option
        rule = rule_book().find(plan.office, fee.late)
        assert rule is not None
        given = {**given, "trigger_code": rule.triggers[0], "trigger_date": answer.nominal_due}
    return _answer(fee.late, given, None)


def _last_day(answer: Computation, late: Computation | None) -> date | None:
    if late is not None:
        return late.due
    ends = [option.extends_to for option in answer.extensions if option.id.split(":")[1] in _LATE_KEYS]
    return ends[-1] if ends else None


_LATE_KEYS = ("late", "grace")
