"""Annual fees, maintenance fees and renewals of registered rights: what falls due, computed from the register's facts.

A scheduled fee is a proposal, not a signed row. What the register does not know leaves one open question per right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from konkyo.practice.deadlines import FeePlan, annuity_schedule, compute, fee_plans
from konkyo.records.docket import OFFICE_CODE, Computation, DeadlineQuestion, ScheduledFee
from konkyo.records.register import RegisteredRight
from konkyo.records.value import Wording, content_hash

_PENDING_APPLICATIONS_PAY = frozenset({"EPO", "DPMA"})
_LONGEST_GRACE = timedelta(days=215)
_NEARLY = timedelta(days=45)  # how far from the real day the estimate may be that chooses which years to compute


@dataclass(frozen=True)
class Fee:
    """One fee of a right as scheduled, or one question about its fees. ``counted_from``: the fact its dates rest on.

    ``row_id``: the id that the fee has as a proposal, too.
    """

    row_id: str
    right: RegisteredRight
    scheduled: ScheduledFee
    counted_from: str

    @property
    def event_code(self) -> str:
        """The event of the fee."""
        return self.scheduled.event_code

    @property
    def by(self) -> date | None:
        """The due date; where no calendar reaches so far, the nominal one; None: not dated."""
        return self.scheduled.due or self.scheduled.nominal_due

    @cached_property
    def answer(self) -> Computation:
        """The computation with its steps; made when somebody looks."""
        fee = self.scheduled
        if fee.computations:
            return compute(fee.computations[0])
        question = DeadlineQuestion(office=fee.office, event_code=fee.event_code, right=fee.right)
        return Computation(question=question, rule=None, nominal_due=None, due=None, missing=fee.missing, ask=fee.ask)


def fees_of(right: RegisteredRight, *, as_of: date, until: date) -> tuple[Fee, ...]:
    """The fees that may matter from ``as_of`` to ``until``: unpaid ones before, and what falls due within.

    An application that is not granted yet owes none (but at the EPO and the DPMA). Without ``paid_through`` the past
    reaches back as far as late payment may, and one more entry asks how far the fees are paid. A right for which
    nothing can be computed gives one entry without a date that asks for what is missing or says why there is no rule.
    """
    plan = plan_of(right)
    granted = right.registration_number or right.registration_date or right.grant_date
    if not granted and right.office not in _PENDING_APPLICATIONS_PAY:
        return ()
    if plan is None:
        return (_question(right, "no_schedule", _NO_SCHEDULE),)
    start: date | None = getattr(right, plan.trigger)
    if start is None:
        first = annuity_schedule(plan.office, right.right, first_year=_years(plan)[0], last_year=_years(plan)[0])[0]
        return (Fee(fee_id(right, "start", None), right, first.model_copy(update={"year_no": None}), plan.trigger),)
    found = _scheduled(right, plan, start, as_of, until)
    if plan.until_grant and right.grant_date is not None:
        found.append(_question(right, "national", _NATIONAL))
    if right.paid_through is None and roughly(plan, start, _years(plan)[0]) < as_of:
        found.append(_question(right, "paid_through", _HOW_FAR, missing=("paid_through",)))
    return tuple(found)


def plan_of(right: RegisteredRight) -> FeePlan | None:
    """The plan of fees of a right, if one is held."""
    office = OFFICE_CODE[right.office]
    return next((plan for plan in fee_plans() if plan.office == office and right.right in plan.right), None)


def _scheduled(right: RegisteredRight, plan: FeePlan, start: date, as_of: date, until: date) -> list[Fee]:
    low = as_of - _LONGEST_GRACE - _NEARLY if right.paid_through is None else date.min
    known = [year for year in _years(plan) if year > (right.paid_through or 0)]
    wanted = [year for year in known if low <= roughly(plan, start, year) <= until + _NEARLY]
    if not wanted:
        return []
    schedule = annuity_schedule(
        plan.office,
        right.right,
        filing_date=right.filing_date,
        registration_date=right.registration_date,
        grant_date=right.grant_date,
        first_year=wanted[0],
        last_year=wanted[-1],
        paid_through=right.paid_through,
    )
    fees = [Fee(fee_id(right, fee.event_code, fee.year_no), right, fee, plan.trigger) for fee in schedule]
    past = as_of - _LONGEST_GRACE
    return [fee for fee in fees if right.paid_through is not None or fee.by is None or fee.by >= past]


def _years(plan: FeePlan) -> list[int]:
    """The years in which a plan has a fee."""
    if plan.years is None:
        return [fee.year_no for fee in plan.fixed]
    return list(range(plan.years[0], (plan.usual_last or plan.years[1]) + 1))


def roughly(plan: FeePlan, start: date, year: int) -> date:
    """When a year's fee falls due, give or take a month: only for choosing which years are computed."""
    if plan.years is not None:
        years: float = year - 1
    else:
        years = year - 0.5 if plan.fixed[0].event.startswith("maintenance") else year
    return start + timedelta(days=int(365.25 * years))


# -- what is to be asked ---------------------------------------------------------------------------------------------

_NO_SCHEDULE = Wording(
    ja="この官庁・権利の年金・更新の規則は収録していません。納付期限は別に管理してください。",
    en="No schedule of fees is held for this right at this office: keep its fee dates by other means.",
)
_NATIONAL = Wording(
    ja="付与後の欧州特許の年金は、有効化した各国で生じます。各国の権利を登録してください。",
    en="After grant, renewal fees of a European patent fall due in each state: register the national rights.",
)
_HOW_FAR = Wording(
    ja="この権利の納付済み年分が登録されていません。どの年分まで納付済みですか。",
    en="Nobody has said how far the fees of this right are paid. Through which year?",
)


def _question(right: RegisteredRight, about: str, ask: Wording, missing: tuple[str, ...] = ()) -> Fee:
    plan = plan_of(right)
    event = (plan.event or plan.fixed[0].event) if plan is not None else "annuity"
    asked = ScheduledFee(
        office=OFFICE_CODE[right.office], right=right.right, event_code=event, missing=missing, ask=ask
    )
    return Fee(fee_id(right, about, None), right, asked, "")


def fee_id(right: RegisteredRight, event: str, year: int | None) -> str:
    """The id that the same fee of the same right has in every view, and as a proposal."""
    return f"S-{content_hash({'right': right.right_id, 'event': event, 'year': year})[:12]}"
