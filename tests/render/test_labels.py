"""Words for codes and dates."""

from __future__ import annotations

from datetime import date

import pytest

from konkyo.records.docket import OFFICE_CODE
from konkyo.records.documents import Outcome
from konkyo.records.evidence import RowStatus, Verdict
from konkyo.records.runs import DecisionKind
from konkyo.render.labels import CODES, code, day, era_day


@pytest.mark.parametrize(
    ("value", "era"),
    [
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2026, 9, 24), "令和8年9月24日"),
        (date(1926, 12, 24), "1926年12月24日"),
    ],
)
def test_eras_change_on_their_first_day(value: date, era: str) -> None:
    """The day of an accession belongs to the new era, and its first year is 元年."""
    assert era_day(value) == era


def test_a_date_names_its_weekday() -> None:
    """A reader checks a due date by its weekday."""
    assert day(date(2026, 9, 24), "ja") == "2026年9月24日（木）"
    assert day(date(2026, 9, 24), "en") == "2026-09-24 (Thu)"
    assert day(None, "ja") == ""


def test_an_unknown_code_is_shown_as_itself() -> None:
    """Nothing is hidden because it has no name here."""
    assert code("event", "some_later_event", "ja") == "some_later_event"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("verdict", [verdict.value for verdict in Verdict]),
        ("status", [status.value for status in RowStatus]),
        ("decision", [decision.value for decision in DecisionKind]),
        ("outcome", [outcome.value for outcome in Outcome]),
        ("office", list(OFFICE_CODE)),
        ("certainty", ["read", "secondary", "knowledge"]),
    ],
)
def test_every_closed_code_has_words(kind: str, values: list[str]) -> None:
    """A closed vocabulary has a word for each of its codes."""
    assert set(values) <= set(CODES[kind])
