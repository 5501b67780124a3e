"""Schedules of fees: every date is the engine's own answer, in order; nothing is invented where a date is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.practice.deadlines import annuity_schedule, compute, fee_plans, rule_book
from konkyo.records.docket import ScheduledFee


def days(fees: tuple[ScheduledFee, ...], *names: str) -> list[tuple[str | None, ...]]:
    """The named dates of each fee as ISO text."""
    return [tuple(day.isoformat() if (day := getattr(fee, name)) else None for name in names) for fee in fees]


def test_japanese_patent() -> None:
    """Registered 24 February 2012: the fourth year by 24 February 2015 (INPIT FAQ 000217), then every year; late
    payment six months from the rolled day; beyond the closures held only the nominal day."""
    fees = annuity_schedule("JP", "patent", registration_date=date(2012, 2, 24), last_year=17)
    assert [fee.year_no for fee in fees] == list(range(4, 18))
    assert days(fees[:1], "nominal_due", "due", "late_until") == [("2015-02-24", "2015-02-24", "2015-08-24")]
    assert days(fees[4:6], "nominal_due", "due", "safe_date") == [
        ("2019-02-24", "2019-02-25", "2019-02-22"),
        ("2020-02-24", "2020-02-25", "2020-02-21"),  # 24 February 2020 is a substitute holiday
    ]
    assert days(fees[-1:], "nominal_due", "due") == [("2028-02-24", None)]
    assert fees[-1].missing == ("calendar",)


def test_a_japanese_right_is_paid_until_its_term_ends() -> None:
    """Filed 3 May 2006, registered 2010: the seventeenth year, begun in 2026 before 3 May, is the last; a year of an
    extended term is given when it is asked for."""
    known: dict[str, Any] = {"registration_date": date(2010, 2, 28), "filing_date": date(2006, 5, 3)}
    assert annuity_schedule("JP", "patent", **known)[-1].year_no == 17
    assert annuity_schedule("JP", "patent", registration_date=date(2010, 2, 28))[-1].year_no == 20
    assert annuity_schedule("JP", "patent", **known, last_year=21)[-1].year_no == 21


def test_american_maintenance_fees() -> None:
    """35 USC 41(b): windows open at 3, 7 and 11 years, close at 3.5, 7.5 and 11.5, grace to 4, 8 and 12; the first
    day to pay is not moved by a weekend, the last days are (MPEP 2506)."""
    fees = annuity_schedule("US", "patent", grant_date=date(2014, 7, 8))
    assert days(fees, "opens", "nominal_due", "due", "late_until") == [
        ("2017-07-08", "2018-01-08", "2018-01-08", "2018-07-09"),
        ("2021-07-08", "2022-01-08", "2022-01-10", "2022-07-08"),
        ("2025-07-08", "2026-01-08", "2026-01-08", "2026-07-08"),
    ]
    assert [fee.year_no for fee in annuity_schedule("US", "patent", grant_date=date(2014, 7, 8), paid_through=4)] == [
        8,
        12,
    ]


def test_european_renewal_fees() -> None:
    """R. 51: last day of the month of the anniversary, from the third year; late payment last day to last day; none
    to the EPO after the mention of the grant."""
    known: dict[str, Any] = {"filing_date": date(2018, 2, 14), "grant_date": date(2023, 3, 1)}
    fees = annuity_schedule("EP", "patent", **known)
    assert days(fees, "opens", "nominal_due", "due", "late_until") == [
        ("2019-08-31", "2020-02-29", "2020-03-02", "2020-08-31"),
        ("2020-11-30", "2021-02-28", "2021-03-01", "2021-08-31"),
        ("2021-11-30", "2022-02-28", "2022-02-28", "2022-08-31"),
        ("2022-11-30", "2023-02-28", "2023-02-28", "2023-08-31"),
    ]


def test_a_euro_pct_application_waits_for_the_31_months() -> None:
    """The third fee needs the priority date and is pending without it; the fourth is not."""
    known: dict[str, Any] = {"filing_date": date(2022, 11, 14), "euro_pct": True, "last_year": 4}
    third, fourth = annuity_schedule("EP", "patent", **known)
    assert (third.missing, third.due) == (("priority_date",), None)
    assert third.ask is not None
    assert days((fourth,), "nominal_due", "late_until") == [("2025-11-30", "2026-06-01")]
    third, _ = annuity_schedule("EP", "patent", **known, priority_date=date(2022, 11, 14))
    assert days((third,), "nominal_due", "due", "late_until") == [("2025-06-14", "2025-06-16", "2025-12-15")]


def test_china_germany_korea() -> None:
    """Filing and registration anniversaries, each office's own way of counting, closed days and late payment."""
    china = annuity_schedule("CN", "patent", filing_date=date(2020, 8, 31), paid_through=4, last_year=6)
    germany = annuity_schedule("DE", "patent", filing_date=date(2022, 8, 14), last_year=4)
    korea = annuity_schedule("KR", "patent", registration_date=date(2022, 2, 28), last_year=4)
    named = ("nominal_due", "due", "late_until")
    assert days(china, *named) == [
        ("2024-08-31", "2024-09-02", "2025-02-28"),
        ("2025-08-31", "2025-09-01", "2026-02-28"),
    ]
    assert days(germany, *named) == [
        ("2024-08-31", "2024-09-02", "2025-02-28"),
        ("2025-08-31", "2025-09-01", "2026-03-02"),
    ]
    assert days(korea, *named) == [("2025-02-28", "2025-02-28", "2025-09-01")]


def test_trademarks_and_designs() -> None:
    """A Japanese mark is renewed in the last six months of its ten years; designs pay every year from the second."""
    [mark] = annuity_schedule("JP", "trademark", registration_date=date(2016, 5, 13))
    assert days((mark,), "opens", "due", "late_until") == [("2025-11-13", "2026-05-13", "2026-11-13")]
    design = annuity_schedule("JP", "design", registration_date=date(2024, 3, 29), last_year=3)
    assert days(design, "nominal_due", "due") == [("2025-03-29", "2025-03-31"), ("2026-03-29", "2026-03-30")]


@pytest.mark.parametrize("plan", fee_plans(), ids=lambda plan: f"{plan.office}-{'-'.join(plan.right)}")
def test_without_its_date_a_schedule_is_pending(plan: Any) -> None:
    """Every fee names the date it lacks and asks for it; no day is guessed."""
    for right in plan.right:
        for fee in annuity_schedule(plan.office, right):
            assert (fee.missing[0], fee.nominal_due, fee.due, fee.late_until) == (plan.trigger, None, None, None)
            assert fee.ask is not None


@pytest.mark.parametrize("plan", fee_plans(), ids=lambda plan: f"{plan.office}-{'-'.join(plan.right)}")
@settings(max_examples=10, deadline=None)
@given(start=st.dates(date(2004, 1, 5), date(2021, 12, 31)))
def test_each_date_is_the_engines(plan: Any, start: date) -> None:
    """Asking the questions of a scheduled fee again gives its days, in order, the late one last."""
    for right in plan.right:
        known: dict[str, Any] = {plan.trigger: start}
        fees = annuity_schedule(plan.office, right, **known)
        assert [fee.year_no for fee in fees] == sorted({fee.year_no for fee in fees if fee.year_no})
        for fee in fees:
            answers = [compute(question) for question in fee.computations]
            assert (answers[0].nominal_due, answers[0].due, answers[0].rule) == (fee.nominal_due, fee.due, fee.rule)
            told = {day for answer in answers for day in (answer.nominal_due, answer.due)}
            told |= {option.extends_to for answer in answers for option in answer.extensions}
            assert {fee.opens, fee.late_until} <= told | {None}
            order = [day for day in (fee.opens, fee.safe_date, fee.nominal_due, fee.due, fee.late_until) if day]
            assert order == sorted(order)


def test_every_event_of_a_plan_has_a_rule() -> None:
    """Schedules name events that exist, with triggers their rules know."""
    book = rule_book()
    for plan in fee_plans():
        single = [code for fee in plan.fixed for code in (fee.event, fee.opens, fee.late)]
        for code in (plan.event, plan.opens, plan.late, plan.euro_pct, *single):
            rule = book.find(plan.office, code)
            assert code == "" or rule is not None
            assert rule is None or plan.late_from_due or plan.trigger in rule.triggers


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"office": "PCT", "right": "patent"}, "JP: patent"),
        ({"office": "US", "right": "design"}, "US: patent"),
        ({"office": "JP", "right": "patent", "first_year": 9, "last_year": 5}, "order"),
        ({"office": "JP", "right": "patent", "first_year": 1, "last_year": 3}, "Years with a fee: 4"),
    ],
)
def test_what_has_no_such_fees_is_a_usage_error(given: dict[str, Any], said: str) -> None:
    """Offices, rights and years without fees list those there are."""
    with pytest.raises(UsageError) as caught:
        annuity_schedule(**given)
    assert said in caught.value.remedy


def test_a_schedule_paid_to_its_end_is_empty() -> None:
    """Nothing is left to pay after the last fee."""
    assert annuity_schedule("US", "patent", grant_date=date(2005, 7, 5), paid_through=12) == ()
