"""Dates worked out from the statutes by hand for the rules of all seven offices: starts, lengths, closed days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from konkyo.records.docket import Computation

Due = Callable[..., str | None]
Ask = Callable[..., Computation]
E_MAIL: dict[str, Any] = {"trigger_code": "document_date", "delivery": "electronic"}
PAPER: dict[str, Any] = {"trigger_code": "document_date", "delivery": "paper"}
LETTER: dict[str, Any] = {"trigger_code": "posting_date", "delivery": "registered_letter"}


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        # Notices and Office actions: 2 or 6 months, the same number; extensions within six months.
        ("formality_correction", "2025-12-31", {}, "2026-03-02"),  # no 31 Feb: 28 Feb 2026, a Saturday
        ("formality_correction", "2026-01-15", {"extension_months": 4}, "2026-07-15"),
        ("formality_correction", "2026-01-15", {"extension_months": 5}, "2026-07-15"),  # never past six months
        ("formality_correction", "2026-01-15", {"period_days": 30}, "2026-02-17"),  # 14 Feb Saturday, 16 Feb holiday
        ("oa_response_66a", "2026-01-15", {"right": "trademark"}, "2026-07-15"),
        ("oa_response", "2026-01-15", {"right": "trademark"}, "2026-04-15"),
        ("oa_response", "2026-01-15", {"right": "trademark", "extension_months": 3}, "2026-07-15"),
        ("reply_brief", "2026-04-30", {}, "2026-06-30"),
        ("appeal_reply", "2026-04-30", {"extension_months": 2}, "2026-06-30"),  # 41.41: no extension
        # Windows of the maintenance fees: 3, 7, 11 years; the first day does not move.
        ("maintenance_fee_3_5_opens", "2022-07-04", {}, "2025-07-04"),
        ("maintenance_fee_7_5_opens", "2020-02-29", {}, "2027-02-28"),
        ("maintenance_fee_11_5_opens", "2015-03-03", {}, "2026-03-03"),
        ("opposition", "2026-04-21", {"right": "trademark"}, "2026-05-21"),
        ("statement_of_use", "2025-08-31", {"right": "trademark", "extension_months": 6}, "2026-08-31"),
        ("trademark_use_declaration", "2020-05-12", {"right": "trademark"}, "2026-05-12"),
        ("trademark_renewal", "2016-07-03", {"right": "trademark"}, "2026-07-06"),
        ("suit_against_trial_decision", "2026-03-02", {}, "2026-05-04"),
        ("restoration_request", "2026-03-02", {"right": "trademark"}, "2026-05-04"),
        ("term_end", "2006-07-04", {}, "2026-07-04"),
        ("patent_term_adjustment_request", "2026-03-31", {}, "2026-06-01"),  # 31 May is a Sunday
        ("broadening_reissue", "2024-03-02", {}, "2026-03-02"),
        ("priority_claim_correction", "2024-11-30", {"filing_date": "2025-12-31"}, "2026-04-30"),
    ],
)
def test_united_states(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """Notices, section 66(a), the windows of maintenance fees, trademarks, appeals to the court."""
    assert due("US", event, day, **given) == end


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("application_fee", "2026-04-01", {}, "2026-05-04"),  # Labour Day, then a weekend
        ("filing_translation", "2025-12-31", {}, "2026-03-02"),
        ("priority_document", "2024-12-31", {}, "2026-04-30"),
        ("priority_claim_correction", "2024-12-31", {"filing_date": "2025-12-31"}, "2026-04-30"),
        ("priority_restoration", "2024-12-31", {}, "2026-03-02"),
        ("additional_search_fees", "2023-10-31", {}, "2024-01-10"),
        ("additional_search_fees", "2023-11-01", {}, "2024-01-02"),
        ("formality_correction", "2026-03-13", {}, "2026-05-13"),
        ("priority_translation", "2026-03-13", {"trigger_code": "document_date", "period_months": 2}, "2026-05-13"),
        ("appeal_reply", "2026-01-31", {}, "2026-06-01"),
        ("petition_for_review", "2026-03-25", {}, "2026-05-26"),  # 25 May 2026 is Whit Monday
        ("r116_submissions", "2026-05-25", {}, "2026-05-25"),  # a fixed date does not move
        ("annuity_opens", "2022-05-10", {"year_no": 3}, "2023-11-30"),
        ("annuity_opens", "2022-05-31", {"year_no": 5}, "2026-02-28"),
        ("term_end", "2006-12-25", {}, "2026-12-25"),
        ("r161_reply", "2023-10-31", {}, "2024-05-10"),
        ("r161_reply", "2025-10-31", {}, "2026-04-30"),
        ("national_validation", "2026-02-04", {}, "2026-05-04"),
        ("roll_only", "2025-12-25", {}, "2025-12-29"),  # 27 to 28 December is a weekend; bridging days are not held
        ("oa_response", "2024-01-15", {"period_months": 4, "actual_receipt_date": "2024-01-22"}, "2024-05-15"),
        ("oa_response", "2024-01-15", {"period_months": 4, "actual_receipt_date": "2024-01-23"}, "2024-05-16"),
        ("oa_response", "2026-01-15", {"period_months": 2, "delivery": "publication"}, "2026-04-15"),
    ],
)
def test_european_patent_office(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """Fees and papers on filing, restoration of priority, delivery before and after 1 November 2023, fixed dates."""
    assert due("EP", event, day, **given) == end


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("priority_filing", "2024-05-01", {"office_of_act": "IB"}, "2025-05-01"),
        ("priority_filing", "2024-05-01", {"office_of_act": "EP"}, "2025-05-02"),
        ("priority_filing", "2024-05-01", {"office_of_act": "CN"}, "2025-05-06"),
        ("priority_restoration", "2024-01-04", {"office_of_act": "JP"}, "2025-03-06"),  # 6 Jan rolled, then 2 months
        ("withdrawal", "2023-08-31", {"office_of_act": "IB"}, "2026-03-02"),
        ("international_publication", "2024-08-31", {}, "2026-02-28"),
        ("search_report", "2025-01-31", {"search_copy_date": "2025-06-30"}, "2025-10-31"),
        ("search_report", "2025-01-31", {"search_copy_date": "2025-09-30"}, "2025-12-30"),
        ("formality_correction", "2025-12-29", {"office_of_act": "US"}, "2026-03-02"),
        ("missing_parts_reply", "2026-01-30", {"office_of_act": "JP"}, "2026-03-30"),
        ("oa_response", "2026-01-30", {"office_of_act": "EP", "period_months": 2}, "2026-03-30"),
        ("additional_search_fees", "2026-01-31", {"office_of_act": "EP"}, "2026-03-02"),
        ("additional_search_fees", "2026-03-02", {"office_of_act": "EP", "trigger_code": "mail_date"}, "2026-04-02"),
        ("additional_examination_fees", "2026-03-02", {"office_of_act": "EP", "actual_receipt_date": "2026-03-12",
                                                       "trigger_code": "document_date"}, "2026-04-07"),
        ("supplementary_search", "2024-03-31", {}, "2026-02-02"),
        ("application_fee", "2026-03-31", {"office_of_act": "JP"}, "2026-04-30"),
        ("demand", "2024-03-29", {"office_of_act": "EP", "isr_transmittal_date": "2025-12-31"}, "2026-03-31"),
    ],
)  # fmt: skip
def test_pct(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """The treaty's counting, the closed days of the office where the act is due, days beyond seven of late receipt."""
    assert due("PCT", event, day, **given) == end


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("voluntary_amendment", "2025-07-03", E_MAIL, "2025-10-09"),  # 1 to 8 October is the holiday
        ("voluntary_amendment", "2025-08-31", {"trigger_code": "filing_date", "right": "design"}, "2025-10-31"),
        ("priority_filing", "2025-02-14", {}, "2026-02-14"),  # a Saturday that is worked
        ("priority_filing", "2025-08-15", {"right": "design"}, "2026-02-24"),  # Spring Festival 15 to 23 February
        ("priority_restoration", "2025-02-28", {}, "2026-04-28"),
        ("priority_claim_correction", "2025-01-31", {"filing_date": "2026-01-31"}, "2026-06-01"),
        ("priority_document", "2025-01-31", {"trigger_code": "priority_date"}, "2026-06-01"),
        ("restoration_request", "2026-03-13", E_MAIL, "2026-05-13"),
        ("restoration_request", "2026-03-13", PAPER, "2026-05-28"),
        ("late_annuity", "2020-03-31", {"year_no": 6}, "2025-09-30"),
        ("term_compensation_request", "2026-01-06", {}, "2026-04-07"),  # Qingming 4 to 6 April
        ("invalidation_reply", "2026-01-14", E_MAIL, "2026-02-14"),
        ("national_phase_entry", "2023-08-28", {}, "2026-02-28"),  # a Saturday that is worked
        ("late_national_phase_entry", "2023-08-28", {}, "2026-04-28"),
        ("divisional", "2026-03-30", E_MAIL, "2026-06-01"),
        ("suit_against_trial_decision", "2026-03-13", E_MAIL, "2026-06-15"),
        ("term_end", "2021-06-01", {"right": "design"}, "2036-06-01"),
        ("term_end", "2021-05-31", {"right": "design"}, "2031-05-31"),
        ("formality_correction", "2026-03-13", {**E_MAIL, "period_months": 2}, "2026-05-13"),
        ("oa_response", "2024-01-19", {"trigger_code": "document_date"}, "2024-06-03"),
        ("oa_response", "2024-01-20", E_MAIL, "2024-05-20"),
        ("oa_response", "2024-01-20", PAPER, "2024-06-04"),
        ("later_oa_response", "2026-03-13", {**E_MAIL, "extension_months": 2}, "2026-07-13"),
        ("oa_response", "2026-01-14", {"trigger_code": "document_date", "delivery": "publication"}, "2026-06-15"),
    ],
)
def test_cnipa(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """Delivery around 20 January 2024 and by publication, worked Saturdays, windows of amendment, late entry."""
    assert due("CN", event, day, **given) == end


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("reexamination_request", "2026-02-28", {}, "2026-06-01"),  # 31 May is a Sunday
        ("divisional_after_refusal", "2026-02-27", {"extension_days": 60}, "2026-07-27"),
        ("separate_application", "2026-04-01", {}, "2026-05-04"),  # 1 May counts as a holiday
        ("late_registration_fee", "2025-06-30", {}, "2026-03-31"),
        ("annuity", "2022-09-30", {"year_no": 4}, "2025-09-30"),
        ("late_annuity", "2022-09-30", {"year_no": 4}, "2026-03-31"),
        ("national_phase_entry", "2023-09-30", {}, "2026-04-30"),
        ("national_phase_entry", "2023-10-01", {}, "2026-05-04"),
        ("priority_filing", "2025-05-01", {}, "2026-05-04"),
        ("priority_document", "2024-12-31", {}, "2026-04-30"),
        ("exam_request_divisional", "2026-04-01", {}, "2026-05-04"),
        ("opposition", "2025-11-30", {}, "2026-06-01"),
        ("formality_correction", "2026-03-31", {"trigger_code": "service_date", "period_months": 1}, "2026-04-30"),
        ("term_end", "2006-05-01", {}, "2026-05-01"),
        ("trademark_renewal", "2016-05-01", {"right": "trademark"}, "2026-05-04"),
        ("fixed_period", "2026-02-28", {"trigger_code": "service_date", "period_months": 3}, "2026-06-01"),
        ("roll_only", "2026-05-01", {}, "2026-05-04"),
    ],
)
def test_kipo(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """The eve of the corresponding day, Labour Day closed, late fees, the separate application."""
    assert due("KR", event, day, **given) == end


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("annuity", "2023-05-10", {"year_no": 4}, "2026-06-01"),  # 31 May is a Sunday
        ("late_annuity", "2023-05-10", {"year_no": 4}, "2026-11-30"),
        ("further_processing", "2026-03-31", {"trigger_code": "service_date"}, "2026-04-30"),
        ("further_processing", "2026-03-27", LETTER, "2026-04-30"),  # served on the 31st, the fourth day
        ("national_phase_entry", "2023-07-31", {}, "2026-03-02"),
        ("priority_filing", "2025-01-06", {}, "2026-01-07"),  # Epiphany is a holiday in Munich
        ("priority_filing", "2025-07-06", {"right": "design"}, "2026-01-07"),
        ("priority_claim_correction", "2025-01-31", {}, "2026-06-01"),
        ("application_fee", "2026-01-31", {}, "2026-04-30"),
        ("oa_response", "2026-01-30", {"trigger_code": "service_date", "period_months": 4}, "2026-06-01"),
        ("formality_correction", "2026-01-30", {**LETTER, "period_months": 2}, "2026-04-07"),  # 3 April: Good Friday
        ("suit_against_trial_decision", "2026-03-31", {}, "2026-04-30"),
        ("term_end", "2006-05-01", {}, "2026-05-01"),
        ("fixed_period", "2026-03-25", {"trigger_code": "service_date", "period_months": 2}, "2026-05-26"),
        ("roll_only", "2026-06-04", {}, "2026-06-05"),  # Corpus Christi
    ],
)
def test_dpma(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """Fees to the end of the anniversary's month, letters on the fourth day, Bavarian holidays."""
    assert due("DE", event, day, **given) == end


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("trademark_renewal_opens", "2016-05-31", {"right": "trademark"}, "2025-11-30"),
        ("trademark_second_instalment", "2021-05-03", {"right": "trademark"}, "2026-05-07"),
        ("security_review_wait_end", "2025-05-01", {}, "2026-03-01"),
        ("priority_document", "2024-12-31", {}, "2026-04-30"),
        ("priority_claim_correction", "2024-12-31", {"filing_date": "2025-12-31"}, "2026-04-30"),
        ("priority_claim_correction", "2025-01-10", {"filing_date": "2026-01-10"}, "2026-05-11"),
        ("roll_only", "2026-12-29", {}, "2027-01-04"),
        ("oa_response", "2026-06-30", {"party": "overseas"}, "2026-09-30"),
        (
            "oa_response",
            "2025-11-30",
            {"party": "overseas", "stage": "examination", "extension_months": 2},
            "2026-04-30",
        ),
        ("oa_response", "2026-07-24", {"party": "resident"}, "2026-09-24"),  # 22 September, 60 days on: 国民の休日
        ("appeal_against_refusal", "2026-06-22", {"party": "resident"}, "2026-09-24"),
        ("late_annuity", "2019-06-29", {"year_no": 5}, "2024-01-04"),  # six months end on 29 December
        ("exam_request", "2022-12-30", {}, "2026-01-05"),
        ("suit_against_trial_decision", "2026-08-24", {"party": "resident"}, "2026-09-24"),
    ],
)
def test_japan(due: Due, event: str, day: str, given: dict[str, Any], end: str | None) -> None:
    """Trademarks after registration, priority papers, the bar on filing abroad, the days of September 2026."""
    assert due("JP", event, day, **given) == end


def test_the_bar_on_filing_abroad_did_not_exist_before_may_2024(ask: Ask) -> None:
    """経済安全保障推進法: applications filed from 1 May 2024; trademarks never."""
    assert ask("JP", "security_review_wait_end", "2024-04-30").unsupported is not None
    assert ask("JP", "security_review_wait_end", "2025-04-30", right="trademark").unsupported is not None
    assert ask("JP", "security_review_wait_end", "2024-05-01").unsupported is None


def test_pendency_is_no_period(ask: Ask) -> None:
    """Continuations and divisionals at the USPTO and the EPO: explained, never dated, nothing rolled over."""
    for office in ("US", "EP"):
        found = ask(office, "divisional", "2026-01-05")
        assert found.unsupported is not None
        assert "pendency" in found.unsupported.en
        assert found.due is None
