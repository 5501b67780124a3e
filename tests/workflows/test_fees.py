"""Scheduled fees of registered rights: which are due, and what is asked where the register does not know."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workflows.portfolio_cases import right

from konkyo.workflows.fees import Fee, fees_of

AS_OF, UNTIL = date(2026, 9, 1), date(2026, 11, 30)


def fees(**facts: Any) -> list[Fee]:
    return list(fees_of(right(**facts), as_of=AS_OF, until=UNTIL))


def dated(found: list[Fee]) -> list[tuple[str, int | None, date | None]]:
    return [(fee.event_code, fee.scheduled.year_no, fee.by) for fee in found if fee.by and AS_OF <= fee.by <= UNTIL]


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        # 特許法108条2項: before the year begins; 2026-10-12 is a holiday (sports day), 3条2項
        (
            {"registration_number": "JP7123456B2", "registration_date": date(2021, 10, 12), "paid_through": 5},
            [("annuity", 6, date(2026, 10, 13))],
        ),
        # Rule 51(1) EPC: end of the month of the filing; 31 October 2026 is a Saturday, Rule 134(1)
        (
            {
                "office": "EPO",
                "application_number": "EP20123456.7",
                "filing_date": date(2020, 10, 20),
                "paid_through": 6,
            },
            [("annuity", 7, date(2026, 11, 2))],
        ),
        # 37 CFR 1.362(d): three years and six months after grant
        (
            {"office": "USPTO", "registration_number": "US10612718B2", "grant_date": date(2023, 4, 7)},
            [("maintenance_fee_3_5", 4, date(2026, 10, 7))],
        ),
    ],
)
def test_due(facts: dict[str, Any], due: list[tuple[str, int, date]]) -> None:
    """The next fee of a right falls due as its law says, after closures."""
    assert dated(fees(**facts)) == due


def test_application_owes_nothing_before_grant() -> None:
    """A Japanese, US or Chinese application that is not granted owes no annual fee, and nobody is asked about it."""
    for office in ("JPO", "USPTO", "CNIPA"):
        assert not fees(office=office, application_number="JP2023918274", filing_date=date(2020, 1, 1))


def test_pending_european_application_owes() -> None:
    """A European application owes renewal fees before grant (Art. 86 EPC); a filing date not given is asked for."""
    (fee,) = fees(office="EPO", application_number="EP20123456.7")
    assert (fee.by, fee.scheduled.missing) == (None, ("filing_date",))


def test_granted_european_patent_points_to_the_states() -> None:
    """After the mention of the grant the fees are due in each state: that is said, and none is invented."""
    found = fees(
        office="EPO", application_number="EP20123456.7", filing_date=date(2020, 10, 20), grant_date=date(2024, 5, 1),
        paid_through=4,
    )  # fmt: skip
    assert [fee.by for fee in found] == [None]
    assert found[0].answer.ask is not None
    assert "each state" in found[0].answer.ask.en


def test_unknown_payment_is_one_question() -> None:
    """Where nobody said how far the fees are paid, old fees give one question, and those still payable are shown."""
    found = fees(registration_number="JP7123456B2", registration_date=date(2015, 10, 12))
    asked = [fee for fee in found if fee.scheduled.missing == ("paid_through",)]
    assert len(asked) == 1
    assert [fee.scheduled.year_no for fee in found if fee.by] == [12]


def test_unpaid_years_are_all_there() -> None:
    """Where the register says how far the fees are paid, every unpaid year up to the end of the view is there."""
    found = fees(registration_number="JP7123456B2", registration_date=date(2019, 10, 11), paid_through=4)
    assert [fee.scheduled.year_no for fee in found if fee.by and fee.by <= UNTIL] == [5, 6, 7, 8]


def test_office_without_schedule_is_said() -> None:
    """A right whose office has no schedule here is not silently without fees."""
    (fee,) = fees(office="PCT", registration_number="X1")
    assert fee.by is None
    assert fee.answer.ask is not None


@settings(max_examples=60, deadline=None)
@given(
    start=st.dates(date(2004, 1, 1), date(2024, 12, 31)),
    office=st.sampled_from(["JPO", "EPO", "USPTO", "CNIPA", "DPMA", "KIPO"]),
    paid=st.none() | st.integers(0, 12),
)
def test_every_year_is_found_by_the_window(start: date, office: str, paid: int | None) -> None:
    """Choosing the years by an estimate loses none: a view of ten years and views of one year find the same fees."""
    facts: dict[str, Any] = {
        "office": office, "registration_number": "1234567", "registration_date": start, "filing_date": start,
        "paid_through": paid,
    }  # fmt: skip
    if office == "USPTO":
        facts["grant_date"] = start
    one = right(**{name: value for name, value in facts.items() if value is not None})
    first = date(2026, 1, 1)
    year = date(2026, 12, 31)
    wide = {
        fee.row_id for fee in fees_of(one, as_of=first, until=date(2031, 12, 31)) if fee.by and first <= fee.by <= year
    }
    narrow = {fee.row_id for fee in fees_of(one, as_of=first, until=year) if fee.by and first <= fee.by <= year}
    assert wide == narrow
