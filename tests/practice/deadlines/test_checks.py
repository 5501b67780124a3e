"""Cross-checks of a computed deadline: each speaks up where it should, and is silent elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.practice.deadlines import compute
from konkyo.practice.deadlines.checks import LONG_CLOSURE
from konkyo.records.docket import Check, DeadlineQuestion


def checked(office: str, event: str, day: str, *, as_of: str | None = None, **given: Any) -> dict[str, Check]:
    question = DeadlineQuestion.model_validate({
        "office": office, "event_code": event, "trigger_date": day, **given,
    })  # fmt: skip
    found = compute(question, as_of=date.fromisoformat(as_of) if as_of else None)
    assert all(check.text.ja and check.text.en for check in found.checks)
    return {check.code: check for check in found.checks}


def test_a_long_closure() -> None:
    """The year's end of the JPO moves 30 December to 4 January: five days, worth a look. A weekend is not."""
    year_end = checked("JP", "oa_response", "2023-10-31", party="resident")
    assert year_end["long_closure"].days == 5
    assert "long_closure" not in checked("JP", "oa_response", "2026-03-05", party="resident")  # three days


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2016, 1, 4), date(2026, 6, 1)))
def test_a_long_closure_is_one_of_more_than_four_days(day: date) -> None:
    """The check speaks exactly when more than four days lie between the nominal and the operative end."""
    question = DeadlineQuestion(office="JP", event_code="oa_response", trigger_date=day, party="resident")
    found = compute(question)
    assert found.due is not None
    assert found.nominal_due is not None
    moved = (found.due - found.nominal_due).days
    assert any(check.code == "long_closure" for check in found.checks) == (moved > LONG_CLOSURE)


@pytest.mark.parametrize(
    ("as_of", "code", "days"),
    [
        ("2024-01-05", "past", 1),
        ("2024-01-04", "nominal_past", 5),
        ("2023-12-31", "nominal_past", 1),
        ("2023-12-30", None, None),
        (None, None, None),
    ],
)
def test_past_and_nearly_past(as_of: str | None, code: str | None, days: int | None) -> None:
    """After the operative end it is past; between the two only the roll-over keeps the period open."""
    found = checked("JP", "oa_response", "2023-10-31", party="resident", as_of=as_of)
    told = {name: check.days for name, check in found.items() if name in ("past", "nominal_past")}
    assert told == ({code: days} if code else {})


def test_the_dates_do_not_depend_on_the_day_asked() -> None:
    """as_of serves the checks alone."""
    question = DeadlineQuestion(office="US", event_code="issue_fee", trigger_date=date(2024, 1, 31))
    plain, later = compute(question), compute(question, as_of=date(2030, 1, 1))
    assert plain.model_copy(update={"checks": ()}) == later.model_copy(update={"checks": ()})
    assert plain.checks != later.checks


@pytest.mark.parametrize(
    ("day", "days"),
    [("2023-02-28", 3), ("2022-09-30", 1), ("2024-02-29", 2), ("2023-03-30", None), ("2022-11-30", None)],
)
def test_month_ends_in_japan(day: str, days: int | None) -> None:
    """From the last day of a short month the period ends some days after the naive answer, and how many is said.
    30 November and 3 months ends on the last of February either way."""
    found = checked("JP", "appeal_against_refusal", day, party="resident")
    assert (found["month_end"].days if "month_end" in found else None) == days


@pytest.mark.parametrize("day", ["2026-01-30", "2022-12-31"])
def test_month_ends_elsewhere_are_no_special_case(day: str) -> None:
    """The same-number rule is what plain month adding gives: nothing to say."""
    assert "month_end" not in checked("US", "oa_response", day)


def test_treaty_and_national_counting_apart() -> None:
    """Paris and PCT periods before the JPO and the KIPO from the last day of a short month: the earlier, and how far
    the other lies off; nothing where both agree or where the office counts as the treaty does."""
    assert checked("JP", "priority_filing", "2023-02-28")["treaty_or_national"].days == 1
    assert checked("KR", "national_phase_entry", "2022-02-28")["treaty_or_national"].days == 2
    at_jp = checked("PCT", "national_phase_entry", "2022-09-30", office_of_act="JP")
    assert at_jp["treaty_or_national"].days == 1
    assert "treaty_or_national" not in checked("PCT", "national_phase_entry", "2022-09-30", office_of_act="EP")
    assert "treaty_or_national" not in checked("JP", "priority_filing", "2023-03-15")


def test_extended_periods_are_compared_as_a_whole() -> None:
    """30 September and 3 + 2 months ends on the last of February both ways; without the extension they differ."""
    given = {"party": "overseas", "stage": "examination"}
    assert checked("JP", "oa_response", "2022-09-30", **given)["month_end"].days == 1
    assert "month_end" not in checked("JP", "oa_response", "2022-09-30", extension_months=2, **given)


def test_calendars_and_rules_not_read() -> None:
    """Secondary calendars and rules from knowledge are named; read ones are not."""
    european, american = checked("EP", "opposition", "2025-08-13"), checked("US", "issue_fee", "2026-01-30")
    assert {"calendar_certainty", "rule_certainty"} <= set(european)
    assert american == {}


def test_years_whose_list_was_read() -> None:
    """Of the EPO's ten years only the lists of 2015 and 2020 were read: a period that ends in another is marked."""
    ends_in = {2020: "2019-10-14", 2021: "2020-10-14", 2015: "2014-10-14", 2024: "2023-10-14"}
    marked = {year for year, day in ends_in.items() if "calendar_certainty" in checked("EP", "opposition", day)}
    assert marked == {2021, 2024}


def test_a_period_decided_by_another_date_is_not_compared() -> None:
    """The comparison of the two ways of counting is made for the period that decides the end, and for no other."""
    given = {"trigger_code": "removal_of_cause_date"}
    inner = checked("JP", "restoration_request", "2025-02-28", missed_due_date="2025-01-31", **given)
    outer = checked("JP", "restoration_request", "2025-02-28", missed_due_date="2024-03-15", **given)
    assert inner["month_end"].days == 2
    assert "month_end" not in outer


def test_a_document_of_a_closed_day() -> None:
    """The JPO dispatches, the USPTO mails and the EPO dates on working days: a Sunday was probably misread."""
    assert "trigger_on_closed_day" in checked("JP", "oa_response", "2026-05-03", party="resident")
    assert "trigger_on_closed_day" in checked("US", "oa_response", "2026-07-03")
    assert "trigger_on_closed_day" not in checked("US", "oa_response", "2026-07-02")
    assert "trigger_on_closed_day" not in checked("US", "ids", "2026-05-03", trigger_code="filing_date")


@given(st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.integers(-400, 400))
def test_a_start_in_the_future(day: date, gap: int) -> None:
    """A notice dated after the day it is read on is questioned, with the number of days."""
    question = DeadlineQuestion(office="US", event_code="issue_fee", trigger_date=day)
    found = compute(question, as_of=day - timedelta(days=gap))
    told = [check.days for check in found.checks if check.code == "trigger_in_future"]
    assert told == ([gap] if gap > 0 else [])
