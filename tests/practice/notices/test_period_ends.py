"""Dates that stand right behind a period, and other sentence patterns of free letters about starts and periods."""

from __future__ import annotations

from datetime import date

import pytest
from papers import paper

from konkyo.practice.folding import fold
from konkyo.practice.notices import recognise
from konkyo.practice.notices.office import office_scores
from konkyo.practice.notices.period_ends import ended
from konkyo.practice.periods import PeriodToken, lex_periods, periods_in

_HEAD = (
    "From: Saesol IP <docket@firm.example>\nTo: Wexley Thorne <ip@client.example>\n"
    "Date: Thu, 14 May 2026 10:17:00 +0900\nSubject: {subject}\n\n"
)


def _letter(subject: str, body: str) -> str:
    return _HEAD.format(subject=subject) + body


@pytest.mark.parametrize(
    "told",
    [
        "We were served with the decision on 11 May 2026. Payable within three months from service (11 August 2026).",
        "The decision was served on 11 May 2026; payable three months from service (11 August 2026).",
        "Service of the decision took place on 11 May 2026; due three months after service: 11 August 2026.",
    ],
)
def test_a_date_behind_a_period_that_ends_it_is_no_start(told: str) -> None:
    """Three months after one stated day lies the other: that one is the due date, the first the start."""
    found = recognise(paper(_letter("KR notice of allowance", f"Korean application 10-2018-0010491.\n{told}\n")))
    (item,) = found.items
    assert item.trigger is not None
    assert item.trigger.value.date == date(2026, 5, 11)


def test_a_date_in_brackets_behind_a_period_alone_starts_nothing() -> None:
    """``three months from service (11 August 2026)`` alone does not say which end the day is: no date is given."""
    body = (
        "Korean application 10-2018-0010491.\nKIPO has issued a decision to grant a patent. The registration fee must "
        "be paid within three months from service (11 August 2026).\n"
    )
    (item,) = recognise(paper(_letter("KR notice of allowance", body))).items
    assert item.trigger is None
    assert item.expect == "pending"


def test_the_end_of_a_period_keeps_the_day_of_the_month() -> None:
    """31 January and one month end on the last day of February; thirty days are counted."""
    assert ended(date(2025, 1, 31), PeriodToken(0, 1, 1, "month", 1)) == date(2025, 2, 28)
    assert ended(date(2025, 1, 31), PeriodToken(0, 1, 30, "day", 1)) == date(2025, 3, 2)
    assert ended(date(2024, 2, 29), PeriodToken(0, 1, 3, "year", 1)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("手続期限 2025/10/21（通知受領後2か月）", 2, "month"),
        ("査定送達後３月以内に納付", 3, "month"),
        ("进入中国国家阶段的期限：自优先权日起三十个月", 30, "month"),
        ("应当自申请日起三年内提出实质审查请求", 3, "year"),
        ("A request must be filed within three years from the earliest priority date.", 3, "year"),
        ("Corrected papers should reach CNIPA within two months, i.e. on 2025-02-16.", 2, "month"),
        ("These steps have to be done within 4 months (no extension possible).", 4, "month"),
    ],
)
def test_periods_of_free_letters(text: str, n: int, unit: str) -> None:
    """A period is read where the letter tells it without the office's own words."""
    assert any((token.n, token.unit) == (n, unit) for token in lex_periods(fold(text)))


@pytest.mark.parametrize(
    "text", ["We shall report to you within two months of your order.", "Within 12 months the fee may be refunded."]
)
def test_a_service_that_is_promised_sets_no_period(text: str) -> None:
    """Nobody owes the office anything in these sentences."""
    assert not [token for token in periods_in(text) if token.rank == 5]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("異議申立書がEPOから転送されました", "EPO"),
        ("由CNIPA发出", "CNIPA"),
        ("KIPO로부터", "KIPO"),
        ("DPMAより", "DPMA"),
    ],
)
def test_an_offices_letters_are_read_beside_asian_script(text: str, office: str) -> None:
    """``EPOから``: a kana is a letter to a word boundary, and the name is read all the same."""
    assert office_scores(text)[office] > 0


def test_a_label_priority_names_the_priority_date() -> None:
    """``Priority: 1 August 2022`` is the day that the national phase is counted from."""
    body = (
        "Entry into the European phase - reminder\nPCT/EP2023/055869\nInternational filing date: 1 August 2023\n"
        "Priority: 1 August 2022\nLimit: 31 months from priority = 1 March 2025\n"
    )
    (item,) = recognise(paper(_letter("EP phase", body))).items
    assert item.trigger is not None
    assert item.trigger.value.date == date(2022, 8, 1)


def test_an_earlier_paper_whose_term_was_missed_starts_nothing() -> None:
    """Of two papers in one sentence, that which was not answered is not the one that starts the period."""
    body = (
        "Re EP 21159189.6 (Q36606.4)\n\nThe term for answering the examination report of 7 September 2025 was "
        "missed and the EPO has noted the loss of rights in a communication of 16 March 2026.\n\nFurther processing is "
        "available within two months of notification of the communication.\n"
    )
    (item,) = recognise(paper(_letter("loss of rights", body))).items
    assert item.trigger is not None
    assert item.trigger.value.date == date(2026, 3, 16)
    assert item.matter_ref is not None
    assert item.matter_ref.value == "Q36606.4"
