"""Annual fees, maintenance fees and renewals of registered rights: what falls due, computed from the register's facts.

A scheduled fee is a proposal, not a signed row. What the register does not know leaves one open question per right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from konkyo.practice.deadlines import compute
from konkyo.records.docket import OFFICE_CODE, Computation, DeadlineQuestion
from konkyo.records.register import RegisteredRight
from konkyo.records.value import Wording, content_hash

_MAINTENANCE = {1: "maintenance_fee_3_5", 2: "maintenance_fee_7_5", 3: "maintenance_fee_11_5"}
_COUNTED_FROM = {"JPO": "registration_date", "EPO": "filing_date", "CNIPA": "filing_date", "USPTO": "grant_date"}
_FIRST_YEAR = {"JPO": {"patent": 4, "utility_model": 4, "design": 2}, "EPO": {"patent": 3}}
_LAST_YEAR = {"JPO": 25, "EPO": 30, "CNIPA": 20, "USPTO": 3}
_LONGEST_GRACE = timedelta(days=200)


@dataclass(frozen=True)
class Fee:
    """One fee of a right: which event and year (US: stage), its computation, and the last day of late payment.

    ``row_id``: the id that the fee has as a proposal, too. ``counted_from``: the fact its dates rest on.
    """

    row_id: str
    right: RegisteredRight
    event_code: str
    year: int | None
    counted_from: str
    answer: Computation
    late_until: date | None


def fees_of(right: RegisteredRight, *, as_of: date, until: date) -> tuple[Fee, ...]:
    """The fees that may matter from ``as_of`` to ``until``: unpaid ones before, due ones within, and the next after.

    An application that is not granted yet owes none (but at the EPO). Without ``paid_through`` the past reaches back
    as far as late payment may. A right for which nothing can be computed gives one fee without a date, whose
    computation asks for what is missing or says why there is no rule.
    """
    if right.right == "trademark":
        return tuple(_renewals(right, as_of, until))
    counted_from = _COUNTED_FROM.get(right.office)
    if counted_from is None:
        return (_fee(right, "annuity", None, "registration_date"),)
    start = getattr(right, counted_from)
    if right.office == "EPO" and right.grant_date is not None:
        return (_national(right),)
    registered = right.registration_number or right.registration_date or right.grant_date
    if not registered and right.office != "EPO":
        return ()  # an application that is pending pays no annual fees here
    if start is None:
        return (_fee(right, *_event(right, _first(right)), counted_from),)
    return tuple(_schedule(right, counted_from, start, as_of, until))


def _schedule(right: RegisteredRight, counted_from: str, start: date, as_of: date, until: date) -> Iterator[Fee]:
    since = as_of - _LONGEST_GRACE
    first = right.paid_through + 1 if right.paid_through is not None else _first(right)
    for year in range(max(first, _first(right)), _LAST_YEAR[right.office] + 1):
        if right.paid_through is None and _roughly(right, start, year) < since - timedelta(days=31):
            continue
        fee = _fee(right, *_event(right, year), counted_from)
        by = fee.answer.due or fee.answer.nominal_due
        yield fee
        if by is None or by > until:  # one beyond the view, or one that cannot be dated, ends the list
            return


def _renewals(right: RegisteredRight, as_of: date, until: date) -> Iterator[Fee]:
    """A renewal every ten years from registration (JP); other offices' marks have no schedule here."""
    fee = _fee(right, "trademark_renewal" if right.office == "JPO" else "annuity", None, "registration_date")
    by = fee.answer.due or fee.answer.nominal_due
    over = by is not None and by < as_of - _LONGEST_GRACE
    if not over or (right.paid_through or 0) == 0:
        yield fee


def _roughly(right: RegisteredRight, start: date, year: int) -> date:
    """About when a year's fee falls due; only for leaving out what is long past."""
    days = int(365.25 * (year * 4 - 0.5)) if right.office == "USPTO" else int(365.25 * (year - 1))
    return start + timedelta(days=days)


def _first(right: RegisteredRight) -> int:
    """The first year that is not paid with grant or registration."""
    if right.office == "USPTO":
        return 1
    known = _FIRST_YEAR.get(right.office, {}).get(right.right)
    if known is not None:
        return known
    granted = right.grant_date or right.registration_date
    if right.filing_date is None or granted is None:
        return 2
    return max(2, (granted.year - right.filing_date.year) + 1)


def _event(right: RegisteredRight, year: int) -> tuple[str, int]:
    return (_MAINTENANCE[year], year) if right.office == "USPTO" else ("annuity", year)


def _fee(right: RegisteredRight, event: str, year: int | None, counted_from: str) -> Fee:
    fields: dict[str, Any] = {
        "office": OFFICE_CODE[right.office],
        "event_code": event,
        "right": right.right,
        "trigger_code": counted_from,
        "trigger_date": getattr(right, counted_from),
        "year_no": None if right.office == "USPTO" else year,
    }
    answer = compute(DeadlineQuestion.model_validate({k: v for k, v in fields.items() if v is not None}))
    ends = [option.extends_to for option in answer.extensions if option.extends_to is not None]
    return Fee(fee_id(right, event, year), right, event, year, counted_from, answer, max(ends, default=None))


def _national(right: RegisteredRight) -> Fee:
    why = Wording(
        ja="付与後の欧州特許の年金は、有効化した各国で生じます。各国の権利を登録してください。",
        en="After grant, renewal fees of a European patent fall due in each state: register the national rights.",
    )
    question = DeadlineQuestion(office="EP", event_code="annuity", right=right.right)
    answer = Computation(question=question, rule=None, nominal_due=None, due=None, unsupported=why)
    return Fee(fee_id(right, "annuity", None), right, "annuity", None, "filing_date", answer, None)


def fee_id(right: RegisteredRight, event: str, year: int | None) -> str:
    """The id that the same fee of the same right has in every view, and as a proposal."""
    return f"S-{content_hash({'right': right.right_id, 'event': event, 'year': year})[:12]}"
