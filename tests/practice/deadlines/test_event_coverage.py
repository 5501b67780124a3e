"""Every event code of both vocabularies has, at every office, a rule or a reason why there is none."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest

from konkyo.practice.deadlines import compute, rule_book
from konkyo.records.docket import OFFICE_CODE, DeadlineQuestion

OFFICES = ("JP", "US", "EP", "PCT", "CN", "KR", "DE")
EVENT_CODES = """
oa_response later_oa_response final_oa_response final_oa_first_reply restriction_response quayle_response
missing_parts_reply oa_statutory_bar issue_fee maintenance_fee maintenance_fee_3_5 maintenance_fee_7_5
maintenance_fee_11_5 maintenance_fee_3_5_late maintenance_fee_7_5_late maintenance_fee_11_5_late exam_request
exam_request_divisional prior_art_disclosure_reply appeal_against_refusal appeal_notice appeal_grounds appeal_brief
appeal_reply suit_against_trial_decision registration_fee annuity late_annuity formality_correction restoration_request
opposition opposition_reply r71_3_approval r161_reply r70_reply r116_submissions loss_of_rights_remedy
further_processing unitary_effect_request national_validation reexamination_request reexam_notice_reply art19_amendment
demand additional_search_fees national_phase_entry late_national_phase_entry translation_special_period priority_filing
priority_restoration priority_document priority_claim_correction provisional_benefit_filing application_fee ids
foreign_filing_wait_end term_end roll_only fixed_period divisional continuation
"""
CODES = EVENT_CODES.split()
DATA = os.environ.get("KONKYO_DATA")
needs_data = pytest.mark.skipif(DATA is None, reason="KONKYO_DATA is not set: no vocabularies to compare with")


def answered(office: str, code: str) -> bool:
    """A rule, or a named reason in both languages."""
    book = rule_book()
    gap = book.gap(office, code)
    return book.find(office, code) is not None or (gap is not None and bool(gap.reason.ja and gap.reason.en))


@pytest.mark.parametrize("office", OFFICES)
def test_every_code_is_answered_at_every_office(office: str) -> None:
    """No code is met with a shrug: seven offices, each with a rule or its own reason for every code."""
    assert [code for code in CODES if not answered(office, code)] == []


@pytest.mark.parametrize("office", OFFICES)
def test_a_gap_is_the_answer_to_its_question(office: str) -> None:
    """Asking for a gap gives its reason and no date, whatever date is given."""
    for gap in rule_book().unsupported:
        if gap.office == office:
            found = compute(
                DeadlineQuestion(
                    office=office, event_code=gap.event_code, trigger_date=date(2025, 3, 3), right="patent"
                )
            )
            assert (found.unsupported, found.due, found.nominal_due) == (gap.reason, None, None)


def test_priority_filing_a_given_length_and_a_given_end_are_computed_everywhere() -> None:
    """The three questions that need no law of the event have a rule at all seven offices."""
    for office in OFFICES:
        assert {"priority_filing", "fixed_period", "roll_only"} <= set(rule_book().events(office))


def test_rules_that_rest_on_knowledge_say_so() -> None:
    """A source that was not read is marked on the rule and shown as a check of each date."""
    found = compute(DeadlineQuestion(office="DE", event_code="exam_request", trigger_date=date(2018, 11, 1)))
    assert found.rule is not None
    assert found.rule.certainty == "knowledge"
    assert "rule_certainty" in {check.code for check in found.checks}


def test_japan_keeps_at_least_25_sourced_rules() -> None:
    """Each Japanese rule names a statute or a guideline."""
    sourced = [rule for rule in rule_book().rules if rule.office == "JP" and re.search(r"法|条約|規則", rule.source)]
    assert len(sourced) >= 25


@needs_data
def test_the_rows_of_the_deadline_vocabulary() -> None:
    """Every (office, event_code) row of the deadline cases' vocabulary has a rule."""
    text = (Path(str(DATA)) / "deadlines" / "vocabulary.md").read_text(encoding="utf-8")
    section = text.partition("## 1.")[2].partition("## 2.")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line][2:]
    assert len(rows) > 40
    pairs = [
        (office, code) for row in rows for office in re.split(r",\s*", row[0]) for code in re.findall(r"\w+", row[1])
    ]
    assert [pair for pair in pairs if rule_book().find(*pair) is None] == []


@needs_data
def test_the_codes_of_the_notices_vocabulary() -> None:
    """Every event code of the notices' labels is answered at every office."""
    text = (Path(str(DATA)) / "docketing" / "generated" / "README.md").read_text(encoding="utf-8")
    listed = text.partition("## event codes")[2].strip().splitlines()[0]
    codes = [code.strip(" .") for code in listed.split(",")]
    assert len(codes) > 30
    assert [(o, c) for o in OFFICES for c in codes if c != "none" and not answered(o, c)] == []


@needs_data
def test_the_pairs_that_occur_in_notices() -> None:
    """Every office and event that occur together in the labelled notices have a rule, not only a reason."""
    lines = (Path(str(DATA)) / "docketing" / "generated" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    items = [item for line in lines for item in json.loads(line)["items"]]
    pairs = {(OFFICE_CODE[item["office"]], item["event_code"]) for item in items if item["event_code"] != "none"}
    assert len(pairs) > 20
    assert sorted(pair for pair in pairs if rule_book().find(*pair) is None) == []
