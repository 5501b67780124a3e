"""Acts under the PCT at an authority that a paper does not name."""

from __future__ import annotations

from datetime import date

import pytest

from konkyo.practice.deadlines import compute
from konkyo.records.docket import DeadlineQuestion
from konkyo.workflows.authorities import earliest_anywhere


def _demand(priority: date) -> DeadlineQuestion:
    return DeadlineQuestion(
        office="PCT",
        event_code="demand",
        trigger_code="priority_date",
        trigger_date=priority,
        isr_transmittal_date=date(2023, 1, 10),
    )


@pytest.mark.parametrize("priority", [date(2021, 8, 23), date(2021, 11, 3), date(2022, 3, 3)])
def test_the_date_is_in_time_everywhere(priority: date) -> None:
    """No office whose closed days are held has an earlier end of the period than the one that is given."""
    answer = earliest_anywhere(_demand(priority))
    assert answer is not None
    assert answer.due is not None
    for office in ("US", "EP", "JP", "CN", "KR", "DE", "IB"):
        there = compute(_demand(priority).model_copy(update={"office_of_act": office}))
        assert there.due is not None
        assert answer.due <= there.due
    assert any("not stated" in caveat.en for caveat in answer.caveats)


def test_the_national_phase_is_not_answered() -> None:
    """Where the office decides the length of the period, no date is given without it."""
    question = DeadlineQuestion(
        office="PCT", event_code="national_phase_entry", trigger_code="priority_date", trigger_date=date(2022, 3, 3)
    )
    assert earliest_anywhere(question) is None
