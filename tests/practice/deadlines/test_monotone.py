"""A later start never ends earlier: rule by rule, and where that is not so, why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.practice.deadlines import compute, rule_book
from konkyo.records.docket import Computation, DeadlineQuestion

Ask = Callable[..., Computation]
RULES = {rule.id: rule for rule in rule_book().rules}
BREAKS = (
    ("EP", date(2023, 11, 1)),  # the ten days of R. 126(2) ended
    ("CN", date(2024, 1, 20)),  # the fifteen days ended for electronic documents
    ("US", date(2022, 12, 3)),  # trademark actions: 6 months became 3
    ("JP", date(2001, 10, 1)),  # request for examination: 7 years became 3
    ("KR", date(2017, 3, 1)),  # request for examination: 5 years became 3
)
"""Days from which new law gives an earlier end than the law before it."""
OPTIONS: dict[str, Any] = {
    "party": "overseas",
    "delivery": "electronic",
    "stage": "examination",
    "period_months": 3,
    "office_of_act": "JP",
    "isr_transmittal_date": date(2016, 5, 6),
    "filing_date": date(2016, 5, 6),
    "priority_date": date(2016, 5, 6),
    "search_copy_date": date(2016, 5, 6),
    "missed_due_date": date(2017, 5, 6),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@settings(max_examples=12, deadline=None)
@given(
    day=st.dates(date(2000, 1, 3), date(2025, 6, 1)), later=st.integers(0, 45), year=st.sampled_from([3, 4, 8]),
    trigger=st.integers(0, 3), right=st.sampled_from(["patent", "design", "trademark"]),
)  # fmt: skip
def test_a_later_start_never_ends_earlier(
    rule: Any, day: date, later: int, year: int, trigger: int, right: str
) -> None:
    """Nominal and operative ends are monotone in the triggering date, except across a change of law (BREAKS)."""
    other = day + timedelta(days=later)
    if any(office == rule.office and day < since <= other for office, since in BREAKS):
        return
    given = {**OPTIONS, "year_no": year, "right": right, "trigger_code": rule.triggers[trigger % len(rule.triggers)]}
    first, second = (
        compute(DeadlineQuestion(office=rule.office, event_code=rule.event_code, trigger_date=start, **given))
        for start in (day, other)
    )
    if first.nominal_due is not None and second.nominal_due is not None:
        assert first.nominal_due <= second.nominal_due
    if first.due is not None and second.due is not None:
        assert first.due <= second.due


@pytest.mark.parametrize(
    ("office", "event", "before", "after", "given"),
    [
        ("EP", "fixed_period", "2023-10-31", "2023-11-01", {"trigger_code": "document_date", "period_months": 2}),
        ("CN", "oa_response", "2024-01-19", "2024-01-20", {"trigger_code": "document_date", "delivery": "electronic"}),
        ("US", "oa_response", "2022-12-02", "2022-12-03", {"right": "trademark"}),
        ("JP", "exam_request", "2001-09-30", "2001-10-01", {}),
        ("KR", "exam_request", "2017-02-28", "2017-03-01", {}),
    ],
)
def test_where_it_is_false(ask: Ask, office: str, event: str, before: str, after: str, given: dict[str, Any]) -> None:
    """Across each change of law the later document has the earlier end: the regime follows the document's date."""
    first, second = ask(office, event, before, **given), ask(office, event, after, **given)
    assert first.nominal_due is not None
    assert second.nominal_due is not None
    assert second.nominal_due < first.nominal_due
    assert (office, date.fromisoformat(after)) in BREAKS
