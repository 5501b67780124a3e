"""EPO, PCT, CNIPA, KIPO and DPMA: delivery rules first, then the period, then the office's own closed days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from konkyo.records.docket import Computation

Ask = Callable[..., Computation]
Due = Callable[..., str | None]
LETTER = {"trigger_code": "posting_date", "delivery": "registered_letter"}
E_MAIL = {"delivery": "electronic"}


def test_a_search_report_before_the_priority_date_is_questioned(ask: Ask) -> None:
    """No report is transmitted before the priority date: the later end stands, and a caveat says what to check."""
    given = {"office_of_act": "IB"}
    odd = ask("PCT", "demand", "2023-01-31", isr_transmittal_date="2022-01-01", **given)
    plain = ask("PCT", "demand", "2023-01-31", isr_transmittal_date="2024-01-05", **given)
    assert odd.due == plain.due == date(2024, 12, 2)
    assert any("before the priority date" in text.en for text in odd.caveats)
    assert not any("before the priority date" in text.en for text in plain.caveats)


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("oa_response", "2024-03-29", {"period_months": 4}, "2024-07-29"),
        ("oa_response", "2024-08-31", {"period_months": 4, "extension_months": 2}, "2025-02-28"),
        ("r71_3_approval", "2025-08-20", {}, "2025-12-22"),
        ("appeal_notice", "2023-10-31", {}, "2024-01-10"),
        ("appeal_grounds", "2023-11-01", {}, "2024-03-01"),
        ("further_processing", "2026-03-02", {"actual_receipt_date": "2026-03-12"}, "2026-05-06"),
        ("opposition", "2025-08-13", {}, "2026-05-13"),
        ("annuity", "2023-05-10", {"year_no": 3}, "2025-06-02"),
        ("late_annuity", "2025-02-28", {}, "2025-09-01"),
        ("late_annuity", "2025-01-15", {}, "2025-07-15"),
        ("national_phase_entry", "2023-07-31", {}, "2026-03-02"),
        ("priority_filing", "2025-05-14", {}, "2026-05-15"),
        ("exam_request", "2025-10-01", {}, "2026-04-01"),
        ("unitary_effect_request", "2026-03-11", {}, "2026-04-13"),
        ("r70_reply", "2025-11-05", {"trigger_code": "search_report_publication_date"}, "2026-05-06"),
    ],
)
def test_epo(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """The EPO: ten days until October 2023, none since; last-day renewal fees; Munich, The Hague and Berlin."""
    assert end == due("EP", event, day, **given)


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("national_phase_entry", "2023-05-31", {"office_of_act": "US"}, "2025-12-01"),
        ("national_phase_entry", "2023-05-31", {"office_of_act": "JP"}, "2025-12-01"),
        ("national_phase_entry", "2022-11-01", {"office_of_act": "US"}, "2025-05-01"),
        ("national_phase_entry", "2022-11-01", {"office_of_act": "CN"}, "2025-05-06"),
        ("national_phase_entry", "2023-03-18", {"office_of_act": "EP"}, "2025-10-20"),
        ("national_phase_entry", "2023-09-30", {"office_of_act": "KR"}, "2026-04-30"),
        ("national_phase_entry", "2023-10-01", {"office_of_act": "DE"}, "2026-05-04"),
        ("late_national_phase_entry", "2023-02-28", {"office_of_act": "CN"}, "2025-10-28"),
        ("demand", "2024-01-31", {"office_of_act": "IB", "isr_transmittal_date": "2024-09-20"}, "2025-12-01"),
        ("demand", "2023-01-31", {"office_of_act": "IB", "isr_transmittal_date": "2024-09-20"}, "2024-12-20"),
        ("art19_amendment", "2024-05-10", {"isr_transmittal_date": "2025-08-01"}, "2025-10-01"),
        ("art19_amendment", "2024-05-10", {"isr_transmittal_date": "2025-02-03"}, "2025-09-10"),
        ("priority_restoration", "2024-01-04", {"office_of_act": "JP"}, "2025-03-06"),
        ("priority_claim_correction", "2024-01-10", {"office_of_act": "IB", "filing_date": "2025-01-09"}, "2025-05-12"),
        ("priority_document", "2024-01-31", {"office_of_act": "IB"}, "2025-06-02"),
    ],
)
def test_pct(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """Months by Rule 80.2, the later of two periods, and the closed days of the office where the act is due."""
    assert end == due("PCT", event, day, trigger_code="priority_date", **given)


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("oa_response", "2024-01-19", {}, "2024-06-03"),
        ("oa_response", "2024-01-22", E_MAIL, "2024-05-22"),
        ("oa_response", "2026-01-15", {**E_MAIL, "right": "utility_model"}, "2026-03-16"),
        ("oa_response", "2026-01-15", {**E_MAIL, "period_months": 2, "extension_months": 1}, "2026-04-15"),
        ("later_oa_response", "2025-03-14", E_MAIL, "2025-05-14"),
        ("reexamination_request", "2024-03-16", {"delivery": "paper"}, "2024-07-01"),
        ("registration_fee", "2025-12-14", E_MAIL, "2026-02-14"),
        ("application_fee", "2026-03-01", {}, "2026-05-06"),
        ("exam_request", "2022-05-01", {"trigger_code": "filing_date"}, "2025-05-06"),
        ("annuity", "2020-02-29", {"year_no": 6}, "2025-02-28"),
    ],
)
def test_cnipa(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """The CNIPA: fifteen days where they still apply, moved working days are working days."""
    assert end == due("CN", event, day, **given)


@pytest.mark.parametrize(
    ("office", "event", "day", "given", "end"),
    [
        ("KR", "oa_response", "2025-02-28", {"trigger_code": "service_date"}, "2025-04-30"),
        ("KR", "oa_response", "2025-02-28", {"trigger_code": "service_date", "extension_months": 1}, "2025-06-02"),
        ("KR", "appeal_against_refusal", "2026-01-31", {}, "2026-04-30"),
        ("KR", "registration_fee", "2026-02-01", {}, "2026-05-04"),
        ("KR", "exam_request", "2016-05-02", {}, "2021-05-03"),
        ("DE", "appeal_notice", "2025-03-28", LETTER, "2025-05-02"),
        ("DE", "appeal_notice", "2024-11-29", LETTER, "2025-01-02"),
        ("DE", "appeal_notice", "2025-03-31", {"trigger_code": "service_date"}, "2025-04-30"),
        ("DE", "exam_request", "2018-11-01", {}, "2025-11-03"),
        ("DE", "opposition", "2025-03-20", {}, "2025-12-22"),
    ],
)
def test_kipo_and_dpma(due: Due, office: str, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """Korea counts to the eve of the corresponding day and rests on 1 May; Germany counts by the BGB."""
    assert end == due(office, event, day, **given)


def test_trademark_extensions_can_be_combined_patent_ones_cannot(ask: Ask) -> None:
    """With an extension taken before expiry, a mark may still have both in all; a patent none after expiry."""
    given: dict[str, Any] = {"stage": "examination", "extension_months": 1, "extension_request": "before_expiry"}
    mark = ask("JP", "oa_response", "2026-03-05", right="trademark", party="resident", **given)
    patent = ask("JP", "oa_response", "2026-03-05", party="resident", **given)
    assert [date(2026, 7, 14)] == [option.extends_to for option in mark.extensions]
    assert all("after the period" not in option.text.en for option in patent.extensions)


def test_the_list_of_closures_is_named_where_it_is_weak(ask: Ask) -> None:
    """EPO years without a published list read, and the International Bureau, carry their warning."""
    assert any("OJ EPO" in text.en for text in ask("EP", "opposition", "2025-08-13").caveats)
    found = ask("PCT", "art19_amendment", "2024-05-10", isr_transmittal_date="2025-08-01")
    assert any("International Bureau" in text.en for text in found.caveats)
