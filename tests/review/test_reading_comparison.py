"""Two readings agree when everything that decides a deadline is stated by both and the same, and computes the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.records.docket import DocketRow, Period
from konkyo.records.second_reading import ReadComputation, ReadingOutcome, ReadValues
from konkyo.review.reading_comparison import compare, computation_of

VALUES = ReadValues(
    office="JPO", application_number="JP2021123456", event_code="oa_response", trigger_kind="dispatch_date",
    trigger_date=date(2026, 1, 13), party="resident", period=Period(n=60, unit="day"), due=date(2026, 3, 16),
)  # fmt: skip
COMPUTED = ReadComputation(due=date(2026, 3, 16), nominal_due=date(2026, 3, 14), rule="r")
ROW = DocketRow(row_id="r", file="a.pdf", document_id="ab" * 32, **VALUES.model_dump(exclude={"further"}))


def differs(values: ReadValues = VALUES, computed: ReadComputation = COMPUTED, **fields: Any) -> tuple[str, ...]:
    """What keeps the two from agreeing, with other fields of the row."""
    found = compare(values, computed, ROW.model_copy(update=fields))
    assert (found.outcome is ReadingOutcome.DIFFER) == bool(found.differs)
    return found.differs


def test_the_same() -> None:
    """Nothing differs, and every stated field was compared, the computed date too."""
    found = compare(VALUES, COMPUTED, ROW)
    assert (found.outcome, found.differs) == (ReadingOutcome.AGREE, ())
    assert set(found.compared) == {"office", "application_number", "event_code", "trigger_kind", "trigger_date",
                                   "party", "period", "due", "computed_due"}  # fmt: skip


@pytest.mark.parametrize("name", ["office", "event_code", "trigger_date", "trigger_kind", "due"])
def test_what_decides_is_stated_by_both(name: str) -> None:
    """A blank in either reading, where the other has a value, is a difference."""
    assert name in differs(VALUES.model_copy(update={name: None}))
    assert name in differs(**{name: None})


@pytest.mark.parametrize("name", ["party", "period"])
def test_what_supports_may_be_blank(name: str) -> None:
    """What only one of them states is shown and does not block: the dates say whether it mattered."""
    assert differs(VALUES.model_copy(update={name: None})) == ()
    assert differs(**{name: None}) == ()


def test_no_number_in_common() -> None:
    """Without a number that both state nothing ties the reading to the right."""
    assert differs(VALUES.model_copy(update={"application_number": None})) == ("number",)
    assert differs(application_number="JP2021123457") == ("application_number",)


@given(st.sampled_from(["trigger_date", "due"]), st.integers(-400, 400).filter(bool))
def test_any_other_day_differs(name: str, days: int) -> None:
    """One day off, or a year, in either date."""
    other = getattr(VALUES, name) + timedelta(days=days)
    assert name in differs(VALUES.model_copy(update={name: other}))


def test_computed_from_the_second_readers_values() -> None:
    """Own count and proposal may agree by the same slip: the engine's date must agree, too, where there is a rule."""
    assert differs(computed=ReadComputation(due=date(2026, 3, 17))) == ("computed_due",)
    assert differs(computed=ReadComputation(due=None, missing=("party",))) == ("computed_due",)
    assert differs(computed=ReadComputation(supported=False)) == ()


def test_one_period_in_two_units() -> None:
    """A year is twelve months; twelve days are none."""
    row = {"period": Period(n=1, unit="year")}
    assert differs(VALUES.model_copy(update={"period": Period(n=12, unit="month")}), **row) == ()
    assert differs(VALUES.model_copy(update={"period": Period(n=12, unit="day")}), **row) == ("period",)


def test_a_date_by_another_name() -> None:
    """A US notification date starts the period as the mail date does; a filing date does not."""
    row = {"office": "USPTO", "trigger_kind": "notification_date"}
    us = VALUES.model_copy(update={"office": "USPTO", "trigger_kind": "mail_date"})
    assert differs(us, **row) == ()
    assert differs(us.model_copy(update={"trigger_kind": "filing_date"}), **row) == ("trigger_kind",)


def test_computation() -> None:
    """The second reader's values are a deadline question of their own; what is missing is said, not guessed."""
    found = computation_of(VALUES)
    assert (found.due, found.missing, found.supported) == (date(2026, 3, 16), (), True)
    assert computation_of(VALUES.model_copy(update={"party": None, "period": None})).missing == ("party",)
    with pytest.raises(UsageError):
        computation_of(ReadValues(due=date(2026, 3, 16)))
