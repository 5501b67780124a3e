"""When a document counts as delivered, before and after each change of the rules."""

from __future__ import annotations

from datetime import date

import pytest

from konkyo.practice.deadlines.delivery import delivered
from konkyo.practice.deadlines.rules import rule_book
from konkyo.records.docket import DeadlineQuestion, Delivery


def at(
    office: str, event: str, trigger: str, day: date, delivery: Delivery | None = None, receipt: date | None = None
) -> tuple[date, int, tuple[str, ...]]:
    rule = rule_book().find(office, event)
    assert rule is not None
    question = DeadlineQuestion(
        office=office, event_code=event, trigger_date=day, delivery=delivery, actual_receipt_date=receipt
    )
    found = delivered(rule, question, trigger, day)
    return found.start, found.excess, found.missing


@pytest.mark.parametrize(
    ("day", "receipt", "start", "excess"),
    [
        (date(2023, 10, 31), None, date(2023, 11, 10), 0),
        (date(2023, 11, 1), None, date(2023, 11, 1), 0),
        (date(2022, 3, 1), date(2022, 3, 5), date(2022, 3, 11), 0),
        (date(2022, 3, 1), date(2022, 3, 18), date(2022, 3, 18), 0),
        (date(2024, 1, 15), date(2024, 1, 22), date(2024, 1, 15), 0),
        (date(2024, 1, 15), date(2024, 1, 23), date(2024, 1, 15), 1),
    ],
)
def test_epo(day: date, receipt: date | None, start: date, excess: int) -> None:
    """Documents until 31 Oct 2023: 10th day or later receipt; since then their date, plus days beyond seven."""
    assert (start, excess, ()) == at("EP", "oa_response", "document_date", day, receipt=receipt)


def test_no_fiction_without_a_document() -> None:
    """A period that starts with a publication or an event knows no delivery."""
    day = date(2022, 3, 1)
    assert (day, 0, ()) == at("EP", "fixed_period", "grant_publication_date", day, receipt=date(2022, 4, 1))


def test_pct_adds_the_days_beyond_seven() -> None:
    """Rule 80.6: late receipt adds the days in excess of seven."""
    assert (date(2024, 5, 2), 3, ()) == at(
        "PCT", "fixed_period", "document_date", date(2024, 5, 2), receipt=date(2024, 5, 12)
    )


@pytest.mark.parametrize(
    ("day", "delivery", "receipt", "start", "missing"),
    [
        (date(2023, 1, 1), None, None, date(2023, 1, 16), ()),
        (date(2024, 1, 19), "electronic", None, date(2024, 2, 3), ()),
        (date(2024, 1, 20), "electronic", None, date(2024, 1, 20), ()),
        (date(2024, 3, 16), "paper", None, date(2024, 3, 31), ()),
        (date(2024, 3, 16), "paper", date(2024, 4, 8), date(2024, 4, 8), ()),
        (date(2024, 3, 16), "paper", date(2024, 3, 20), date(2024, 3, 31), ()),
        (date(2024, 1, 20), "unknown", None, date(2024, 1, 20), ("delivery",)),
        (date(2024, 1, 20), "none", None, date(2024, 1, 20), ("delivery",)),
        (date(2024, 1, 20), None, None, date(2024, 1, 20), ("delivery",)),
    ],
)
def test_cnipa(
    day: date, delivery: Delivery | None, receipt: date | None, start: date, missing: tuple[str, ...]
) -> None:
    """15 days for all documents before 20 Jan 2024; then for paper only, and the mode must be known."""
    assert (start, 0, missing) == at("CN", "oa_response", "document_date", day, delivery, receipt)


@pytest.mark.parametrize(
    ("day", "delivery", "receipt", "start", "missing"),
    [
        (date(2024, 12, 31), "registered_letter", None, date(2025, 1, 3), ()),
        (date(2025, 1, 1), "registered_letter", None, date(2025, 1, 5), ()),
        (date(2025, 3, 3), "registered_letter", date(2025, 3, 10), date(2025, 3, 10), ()),
        (date(2025, 3, 3), "paper", None, date(2025, 3, 3), ("actual_receipt_date",)),
        (date(2025, 3, 3), "paper", date(2025, 3, 5), date(2025, 3, 5), ()),
        (date(2025, 3, 3), "unknown", None, date(2025, 3, 3), ("delivery",)),
    ],
)
def test_dpma(
    day: date, delivery: Delivery | None, receipt: date | None, start: date, missing: tuple[str, ...]
) -> None:
    """Registered letters: third day until 2024, fourth day from 2025, even on a Sunday; otherwise ask."""
    assert (start, 0, missing) == at("DE", "appeal_notice", "posting_date", day, delivery, receipt)
