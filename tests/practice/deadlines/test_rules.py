"""The rules as data: complete, sourced, consistent."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from konkyo.practice.deadlines.rules import Rule, rule_book, rule_hash
from konkyo.practice.deadlines.vocabulary import vocabulary

EVENTS = {
    "JP": "oa_response appeal_against_refusal suit_against_trial_decision registration_fee annuity late_annuity "
    "exam_request exam_request_divisional translation_special_period opposition term_end priority_filing fixed_period "
    "prior_art_disclosure_reply",
    "US": "oa_response restriction_response final_oa_response final_oa_first_reply oa_statutory_bar appeal_brief "
    "issue_fee maintenance_fee_3_5 maintenance_fee_7_5 maintenance_fee_11_5 maintenance_fee_3_5_late "
    "maintenance_fee_7_5_late maintenance_fee_11_5_late provisional_benefit_filing priority_restoration ids "
    "foreign_filing_wait_end roll_only priority_filing national_phase_entry fixed_period missing_parts_reply "
    "quayle_response appeal_notice reply_brief",
    "EP": "oa_response r71_3_approval r161_reply appeal_notice appeal_grounds further_processing opposition "
    "unitary_effect_request exam_request national_phase_entry annuity late_annuity priority_filing fixed_period",
    "PCT": "national_phase_entry late_national_phase_entry demand art19_amendment priority_document "
    "priority_restoration priority_claim_correction fixed_period",
    "CN": "oa_response later_oa_response reexamination_request registration_fee application_fee exam_request annuity "
    "fixed_period",
    "KR": "oa_response appeal_against_refusal registration_fee exam_request",
    "DE": "appeal_notice exam_request opposition",
}
RULES = {rule.id: rule for rule in rule_book().rules}


@pytest.mark.parametrize("office", EVENTS)
def test_every_event_has_a_rule(office: str) -> None:
    """No event of the vocabulary is without a rule."""
    assert not set(EVENTS[office].split()) - set(rule_book().events(office))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_who_what_and_where_from(rule: Rule) -> None:
    """Each rule names its source, how sure it is, who acts, what to do and what follows, in both languages."""
    texts = [rule.title, rule.actor, rule.action, rule.consequence, *rule.caveats]
    texts += [length.refused for length in rule.lengths if length.refused]
    assert rule.source
    assert all(text.ja and text.en for text in texts)
    assert rule.id == f"{rule.office}.{rule.event_code}"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_uses_codes_of_the_vocabulary(rule: Rule) -> None:
    """Triggers, rights, parties, stages and offices in conditions exist in the vocabulary."""
    words = vocabulary()
    assert set(rule.triggers) <= set(words.triggers)
    assert "drafting_date" not in rule.triggers
    for when in [*(length.when for length in rule.lengths), *(extension.when for extension in rule.extensions)]:
        assert set(when.right) <= set(words.values["right"])
        assert set(when.party) <= {"resident", "overseas", "remote"}
        assert set(when.stage) <= set(words.values["stage"])
        assert set(when.office_of_act) <= set(words.values["office_of_act"])


def test_only_one_rule_an_event() -> None:
    """Office and event code name one rule."""
    keys = [rule.key for rule in rule_book().rules]
    assert len(keys) == len(set(keys))


UNROLLED = (
    "JP.term_end JP.trademark_renewal_opens JP.security_review_wait_end US.foreign_filing_wait_end US.term_end "
    "US.maintenance_fee_3_5_opens US.maintenance_fee_7_5_opens US.maintenance_fee_11_5_opens US.broadening_reissue "
    "EP.term_end EP.annuity_opens EP.r116_submissions PCT.international_publication PCT.search_report CN.term_end "
    "KR.term_end DE.term_end"
)


def test_terms_waits_openings_and_the_offices_own_dates_do_not_roll() -> None:
    """The end of a right, waits, first days to pay and dates that are no party's period move past no closed day."""
    assert set(UNROLLED.split()) == {rule.id for rule in RULES.values() if rule.roll == "none"}


def test_a_rule_without_any_length_is_refused() -> None:
    """A rule must have a length or take it from the notice."""
    with pytest.raises(ValidationError):
        Rule.model_validate({**RULES["US.ids"].model_dump(), "lengths": ()})


def test_the_hash_changes_with_the_rule() -> None:
    """Two rules have two hashes, one rule always the same."""
    assert rule_hash("US.ids") != rule_hash("US.issue_fee")
    assert rule_hash("US.ids") == rule_hash("US.ids")


def test_gaps_name_a_reason() -> None:
    """What is known and not computed says why in both languages."""
    for gap in rule_book().unsupported:
        assert gap.reason.ja
        assert gap.reason.en
        assert rule_book().find(gap.office, gap.event_code) is None
