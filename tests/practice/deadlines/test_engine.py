"""Deadline questions and their answers: Japan and the United States event by event, and what holds for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.practice.deadlines import calendar_of, compute, rule_book
from konkyo.records.docket import Computation, DeadlineQuestion

Ask = Callable[..., Computation]
Due = Callable[..., str | None]


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("oa_response", "2026-03-05", {"party": "resident"}, "2026-05-07"),
        ("oa_response", "2026-03-05", {"party": "remote"}, "2026-05-19"),
        ("oa_response", "2026-01-31", {"party": "overseas"}, "2026-04-30"),
        ("oa_response", "2026-03-05", {"party": "resident", "right": "trademark"}, "2026-04-14"),
        ("oa_response", "2026-03-05", {"party": "overseas", "right": "design"}, "2026-06-05"),
        ("prior_art_disclosure_reply", "2026-03-05", {"party": "resident"}, "2026-04-06"),
        ("prior_art_disclosure_reply", "2026-03-05", {"party": "overseas"}, "2026-05-07"),
        ("appeal_against_refusal", "2026-02-28", {"party": "resident"}, "2026-06-01"),
        ("appeal_against_refusal", "2026-02-27", {"party": "overseas"}, "2026-06-29"),
        ("appeal_against_refusal", "2026-02-27", {"party": "remote"}, "2026-05-27"),
        ("suit_against_trial_decision", "2026-04-01", {"party": "resident"}, "2026-05-01"),
        ("suit_against_trial_decision", "2026-04-01", {"party": "overseas"}, "2026-07-30"),
        ("registration_fee", "2026-04-01", {}, "2026-05-01"),
        ("registration_fee", "2026-04-01", {"extension_days": 30}, "2026-06-01"),
        ("annuity", "2022-02-28", {"year_no": 5}, "2026-03-02"),
        ("annuity", "2020-02-29", {"year_no": 4}, "2023-02-28"),
        ("late_annuity", "2022-02-28", {"year_no": 5}, "2026-09-02"),
        ("exam_request", "2021-02-28", {}, "2024-02-29"),
        ("exam_request_divisional", "2026-04-02", {}, "2026-05-07"),
        ("translation_special_period", "2026-06-30", {}, "2026-08-31"),
        ("opposition", "2025-08-31", {}, "2026-03-02"),
        ("opposition", "2026-02-17", {"right": "trademark"}, "2026-04-17"),
        ("term_end", "2006-05-03", {}, "2026-05-03"),
        ("priority_filing", "2025-05-03", {}, "2026-05-07"),
        ("priority_filing", "2023-02-28", {}, "2024-02-28"),
        ("priority_filing", "2026-02-28", {"right": "design"}, "2026-08-28"),
        ("fixed_period", "2023-02-28", {"trigger_code": "event_date", "period_months": 3}, "2023-05-31"),
        ("divisional_after_grant", "2026-04-01", {}, "2026-05-01"),
        ("domestic_priority_filing", "2025-02-28", {"trigger_code": "priority_date"}, "2026-03-02"),
        ("trademark_renewal", "2016-05-13", {"right": "trademark"}, "2026-05-13"),
    ],
)
def test_japan(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """The JPO's periods: first day not counted, closed days passed, residence where it matters."""
    assert end == due("JP", event, day, **given)


@pytest.mark.parametrize(
    ("event", "day", "given", "end"),
    [
        ("oa_response", "2026-03-31", {}, "2026-06-30"),
        ("oa_response", "2026-04-04", {}, "2026-07-06"),
        ("oa_response", "2026-04-01", {"period_months": 1}, "2026-05-01"),
        ("oa_response", "2026-04-01", {"period_days": 30}, "2026-05-01"),
        ("oa_response", "2022-12-02", {"right": "trademark"}, "2023-06-02"),
        ("oa_response", "2022-12-03", {"right": "trademark"}, "2023-03-03"),
        ("oa_response", "2026-01-30", {"right": "trademark", "extension_months": 3}, "2026-07-30"),
        ("restriction_response", "2025-12-31", {}, "2026-03-02"),
        ("quayle_response", "2026-04-01", {"extension_months": 4}, "2026-10-01"),
        ("missing_parts_reply", "2026-04-01", {"extension_months": 5}, "2026-11-02"),
        ("final_oa_first_reply", "2026-01-18", {}, "2026-03-18"),
        ("oa_statutory_bar", "2025-08-31", {}, "2026-03-02"),
        ("appeal_brief", "2026-04-30", {"extension_months": 5}, "2026-11-30"),
        ("reply_brief", "2026-04-30", {}, "2026-06-30"),
        ("issue_fee", "2026-04-04", {}, "2026-07-06"),
        ("maintenance_fee_3_5", "2022-08-30", {}, "2026-03-02"),
        ("maintenance_fee_3_5_late", "2022-03-15", {}, "2026-03-16"),
        ("maintenance_fee_7_5", "2018-11-20", {}, "2026-05-20"),
        ("maintenance_fee_7_5_late", "2018-05-22", {}, "2026-05-22"),
        ("maintenance_fee_11_5", "2014-12-30", {}, "2026-06-30"),
        ("maintenance_fee_11_5_late", "2014-07-08", {}, "2026-07-08"),
        ("provisional_benefit_filing", "2025-07-04", {}, "2026-07-06"),
        ("priority_filing", "2025-02-28", {}, "2026-03-02"),
        ("priority_restoration", "2025-03-31", {}, "2026-06-01"),
        ("priority_restoration", "2025-11-13", {"right": "design"}, "2026-07-13"),
        ("national_phase_entry", "2023-12-31", {}, "2026-06-30"),
        ("ids", "2026-03-31", {"trigger_code": "filing_date"}, "2026-06-30"),
        ("foreign_filing_wait_end", "2026-01-04", {}, "2026-07-04"),
        ("roll_only", "2026-07-03", {}, "2026-07-06"),
        ("fixed_period", "2025-08-31", {"trigger_code": "mail_date", "period_months": 6}, "2026-03-02"),
        ("post_grant_review", "2025-10-07", {}, "2026-07-07"),
        ("certified_copy", "2025-01-31", {"filing_date": "2026-01-30"}, "2026-06-01"),
    ],
)
def test_united_states(due: Due, event: str, day: str, given: dict[str, Any], end: str) -> None:
    """The USPTO's periods: same number, extensions from the mail date, never past the statutory six months."""
    assert end == due("US", event, day, **given)


@pytest.mark.parametrize(
    ("replied", "advised", "end"),
    [
        ("2024-03-18", "2024-05-02", "2024-05-02"),  # the 2-month window rolls over a weekend
        ("2024-03-19", "2024-05-02", "2024-04-16"),
        ("2024-03-15", "2024-04-16", "2024-04-16"),
        ("2024-03-15", "2024-04-17", "2024-04-17"),
        ("2024-03-15", "2024-08-02", "2024-07-16"),  # never beyond six months
    ],
)
def test_advisory_action(due: Due, replied: str, advised: str, end: str) -> None:
    """MPEP 706.07(f): an advisory action after 3 months moves the end if the first reply came within 2."""
    assert end == due("US", "final_oa_response", "2024-01-16", first_reply_date=replied, advisory_date=advised)


def test_an_advisory_action_needs_the_first_reply_only_when_late(ask: Ask) -> None:
    """The date of the first reply is asked for where it changes the answer, and only there."""
    late = ask("US", "final_oa_response", "2024-01-16", advisory_date="2024-05-02")
    early = ask("US", "final_oa_response", "2024-01-16", advisory_date="2024-04-02")
    assert (late.missing, late.due) == (("first_reply_date",), None)
    assert ((), date(2024, 4, 16)) == (early.missing, early.due)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"trigger_code": "drafting_date", "party": "resident"}, ("dispatch_date",)),
        ({"trigger_code": "dispatch_date"}, ("party",)),
        ({"trigger_code": "dispatch_date", "party": "any"}, ("party",)),
        ({"trigger_code": "drafting_date", "party": "unknown"}, ("dispatch_date", "party")),
        ({"trigger_code": "service_date", "party": "overseas"}, ("dispatch_date",)),
    ],
)
def test_what_is_missing_is_named(ask: Ask, given: dict[str, Any], missing: tuple[str, ...]) -> None:
    """A drafting date starts no period, residence is never assumed, and every absent input is listed."""
    found = ask("JP", "oa_response", "2026-05-12", **given)
    assert (missing, None, None) == (found.missing, found.due, found.nominal_due)
    assert found.ask is not None
    assert found.ask.ja
    assert found.ask.en


@pytest.mark.parametrize(
    ("office", "event", "given", "missing"),
    [
        ("JP", "annuity", {"trigger_code": "grant_publication_date", "year_no": 4}, "registration_date"),
        ("JP", "annuity", {"trigger_code": "registration_date"}, "year_no"),
        ("JP", "fixed_period", {"trigger_code": "service_date"}, "period_months"),
        ("JP", "fixed_period", {"trigger_code": "receipt_date", "period_months": 3}, "dispatch_date"),
        ("EP", "oa_response", {"trigger_code": "document_date"}, "period_months"),
        ("EP", "appeal_notice", {"trigger_code": "receipt_date"}, "document_date"),
        ("PCT", "national_phase_entry", {"trigger_code": "priority_date"}, "office_of_act"),
        ("PCT", "demand", {"trigger_code": "priority_date", "office_of_act": "IB"}, "isr_transmittal_date"),
        ("PCT", "priority_claim_correction", {"trigger_code": "priority_date", "office_of_act": "IB"}, "filing_date"),
        ("CN", "exam_request", {}, "priority_date"),
    ],
)
def test_inputs_the_law_needs(ask: Ask, office: str, event: str, given: dict[str, Any], missing: str) -> None:
    """Each necessary input that is absent leaves the answer pending under its own name."""
    found = ask(office, event, "2026-03-02", **given)
    assert ((missing,), None) == (found.missing, found.due)


def test_the_period_of_the_notice_tells_the_party(ask: Ask) -> None:
    """Where residence is not given, the notice's own 60 days or 3 months decides; the caveat says so."""
    days = ask("JP", "oa_response", "2026-05-01", period_days=60)
    months = ask("JP", "oa_response", "2026-05-01", party="unknown", period_months=3)
    assert (date(2026, 6, 30), date(2026, 8, 1)) == (days.nominal_due, months.nominal_due)
    assert any("resident" in text.en for text in days.caveats)


def test_notice_and_residence_in_conflict_give_the_earlier_end(ask: Ask) -> None:
    """A notice of 3 months to a resident, or of 60 days to an overseas party: the earlier end, and a warning."""
    for party, period in (("resident", {"period_months": 3}), ("overseas", {"period_days": 60})):
        found = ask("JP", "oa_response", "2026-05-01", party=party, **period)
        assert date(2026, 6, 30) == found.nominal_due
        assert any("differ" in text.en for text in found.caveats)


def test_a_statutory_period_is_not_moved_by_the_notice(ask: Ask) -> None:
    """A period read from the form that differs from the statute is reported and not followed."""
    found = ask("JP", "appeal_against_refusal", "2026-05-01", party="resident", period_days=30)
    same = ask("JP", "suit_against_trial_decision", "2026-05-01", party="overseas", period_days=30)
    assert date(2026, 8, 1) == found.nominal_due
    assert any("statutory" in text.en for text in found.caveats)
    assert date(2026, 8, 29) == same.nominal_due
    assert not any("statutory" in text.en for text in same.caveats)


@pytest.mark.parametrize(
    ("office", "event", "day", "given"),
    [
        ("JP", "oa_response", "2026-05-01", {"right": "utility_model"}),
        ("JP", "registration_fee", "2026-05-01", {"right": "utility_model"}),
        ("JP", "annuity", "2026-05-01", {"right": "trademark", "year_no": 4}),
        ("JP", "annuity", "2026-05-01", {"year_no": 3}),
        ("JP", "term_end", "2026-05-01", {"right": "trademark"}),
        ("JP", "appeal_against_refusal", "2008-05-01", {"party": "resident"}),
        ("KR", "suit_against_trial_decision", "2026-05-01", {}),
        ("US", "restoration_request", "2026-05-01", {}),
        ("JP", "issue_fee", "2026-05-01", {}),
        ("US", "maintenance_fee_3_5", "2026-05-01", {"right": "design"}),
        ("US", "restriction_response", "2026-05-01", {"right": "trademark"}),
        ("US", "oa_response", "9999-12-31", {}),
        ("US", "oa_response", "0024-01-05", {}),
        ("PCT", "national_phase_entry", "2026-05-01", {"office_of_act": "IB"}),
    ],
)
def test_without_a_rule_there_is_a_reason_and_no_date(
    ask: Ask, office: str, event: str, day: str, given: dict[str, Any]
) -> None:
    """What the law does not know, or we do not hold, is unsupported with a reason in both languages."""
    found = ask(office, event, day, **given)
    assert (found.due, found.nominal_due) == (None, None)
    assert found.unsupported is not None
    assert found.unsupported.ja
    assert found.unsupported.en


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ({"office": "XX", "event_code": "annuity"}, "JP"),
        ({"office": "US", "event_code": "anuity"}, "oa_response"),
        ({"office": "US", "event_code": "ids", "trigger_code": "yesterday"}, "filing_date"),
        ({"office": "PCT", "event_code": "demand", "office_of_act": "CA"}, "EP"),
        ({"office": "JP", "event_code": "annuity", "year_no": 0}, ""),
        ({"office": "JP", "event_code": "fixed_period", "period_months": 0}, ""),
        ({"office": "US", "event_code": "oa_response", "extension_months": 1, "extension_days": 3}, ""),
        ({"office": "US", "event_code": "oa_response", "extension_months": -1}, ""),
        ({"office": "EP", "event_code": "oa_response", "trigger_code": "document_date",
          "document_date": date(2026, 1, 1), "period_months": 4}, ""),
        ({"office": "US", "event_code": "final_oa_response", "trigger_code": "mail_date",
          "first_reply_date": date(2026, 1, 2)}, ""),
        ({"office": "US", "event_code": "final_oa_response", "trigger_code": "mail_date",
          "first_reply_date": date(2026, 3, 9), "advisory_date": date(2026, 3, 8)}, ""),
    ],
)  # fmt: skip
def test_contradictions_and_unknown_codes_are_usage_errors(question: dict[str, Any], listed: str) -> None:
    """Codes that do not exist list those that do; inputs that contradict each other are refused."""
    with pytest.raises(UsageError) as caught:
        compute(DeadlineQuestion.model_validate({"trigger_date": date(2026, 2, 2), **question}))
    assert listed in caught.value.remedy


def test_beyond_the_closures_held_the_due_date_is_pending(ask: Ask) -> None:
    """The nominal end is shown, the operative date is not; a term of a right needs no closures."""
    pending = ask("JP", "fixed_period", "2026-09-30", trigger_code="service_date", period_months=3,
                  calendar_through="2026-12-30")  # fmt: skip
    assert (("calendar",), date(2026, 12, 31), None) == (pending.missing, pending.nominal_due, pending.due)
    crossing = ask("JP", "fixed_period", "2026-09-29", trigger_code="service_date", period_months=3,
                   calendar_through="2026-12-31")  # fmt: skip
    assert (("calendar",), date(2026, 12, 29), None) == (crossing.missing, crossing.nominal_due, crossing.due)
    assert date(2026, 12, 28) == crossing.safe_date
    unrolled = ask("JP", "term_end", "2020-01-05", calendar_through="2026-12-31")
    assert ((), date(2040, 1, 5)) == (unrolled.missing, unrolled.due)
    far = ask("JP", "annuity", "2026-01-05", year_no=10)
    assert (("calendar",), date(2035, 1, 5)) == (far.missing, far.nominal_due)


def test_a_second_stage_needs_the_closures_of_the_first(ask: Ask) -> None:
    """Late payment runs from the rolled due date: where that is not held the answer stays pending."""
    found = ask("JP", "late_annuity", "2023-01-04", year_no=4, calendar_through="2025-12-31")
    assert (found.missing, found.due) == (("calendar",), None)
    assert date(2026, 7, 5) == found.nominal_due  # 4 January 2026 is a Sunday: an estimate, said in a caveat
    assert any("estimate" in text.en for text in found.caveats)


def test_each_step_is_told_in_both_languages(ask: Ask) -> None:
    """Start, count, each closed day and the roll-over are steps with words in Japanese and English."""
    found = ask("JP", "oa_response", "2023-10-31", trigger_code="dispatch_date", party="resident")
    assert date(2024, 1, 4) == found.due == found.steps[-1].date
    assert [found.closed_days[i][0].isoformat() for i in (0, -1)] == ["2023-12-30", "2024-01-03"]
    assert len(found.steps) == len(("start", "count", "open day")) + len(found.closed_days)
    assert all(step.text.ja and step.text.en and step.text.ja != step.text.en for step in found.steps)


def test_the_hash_binds_rule_and_calendar(ask: Ask) -> None:
    """The same data gives the same hash; another rule or another office's calendar gives another."""
    first, again = (ask("US", "ids", day, trigger_code="filing_date") for day in ("2026-01-05", "2026-02-05"))
    other = ask("US", "issue_fee", "2026-01-05")
    at_ep, at_jp = (ask("PCT", "national_phase_entry", "2024-01-05", office_of_act=code) for code in ("EP", "JP"))
    assert first.data_hash == again.data_hash != other.data_hash
    assert at_ep.data_hash != at_jp.data_hash
    assert at_jp.calendar_version.startswith("JP ")


def test_a_closure_not_read_in_its_own_notice_is_flagged(ask: Ask) -> None:
    """A due date that moved past such a closure says so."""
    found = ask("US", "roll_only", "2025-01-09")
    assert date(2025, 1, 10) == found.due
    assert any("safe date" in text.en for text in found.caveats)


WHEN = st.dates(date(2000, 1, 3), date(2026, 6, 30))
PARTY = st.sampled_from([None, "resident", "overseas", "remote", "any", "unknown"])


@given(
    st.sampled_from(rule_book().rules),
    WHEN,
    PARTY,
    st.sampled_from([None, 1, 2, 3, 4]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, 2, 4, 20]),
    st.sampled_from(["patent", "design", "trademark", "utility_model"]),
    st.sampled_from([None, "electronic", "paper", "registered_letter", "unknown"]),
    st.sampled_from([None, "US", "JP", "EP", "IB"]),
)
def test_what_every_answer_keeps(
    rule: Any, day: date, party: Any, period: Any, extension: Any, year: Any, right: Any, mode: Any, act_at: Any
) -> None:
    """Due is open, never before nominal, all days between are closed and listed; missing or refused: no due date."""
    question = DeadlineQuestion(
        office=rule.office, event_code=rule.event_code, trigger_code=rule.triggers[0], trigger_date=day, party=party,
        period_months=period, extension_months=extension, year_no=year, right=right, delivery=mode, stage="examination",
        office_of_act=act_at, isr_transmittal_date=day, filing_date=day,
    )  # fmt: skip
    found = compute(question)
    assert (found.due is None) == bool(found.missing or found.unsupported)
    assert (found.ask is None) == (not found.missing)
    if found.due is None or found.nominal_due is None:
        return
    passed = [found.nominal_due + timedelta(days=n) for n in range((found.due - found.nominal_due).days)]
    assert passed == [closed for closed, _ in found.closed_days]
    if rule.roll == "none":
        assert found.due == found.nominal_due
        return
    calendar = calendar_of((rule.act_at or act_at) if rule.roll == "office_of_act" else rule.office)
    assert calendar.closure(found.due) is None
    assert all(calendar.closure(closed) is not None for closed in passed)
    assert found.safe_date is not None
    assert found.safe_date <= found.nominal_due
    assert calendar.closure(found.safe_date) is None


@given(WHEN, st.integers(1, 5))
def test_us_extensions_run_from_the_mail_date_within_six_months(day: date, extension: int) -> None:
    """Whatever the calendar, n months of extension end where 3 + n months from the mail date end, at most 6."""
    question = DeadlineQuestion(
        office="US", event_code="oa_response", trigger_code="mail_date", trigger_date=day, extension_months=extension
    )
    plain = DeadlineQuestion(
        office="US", event_code="fixed_period", trigger_code="mail_date", trigger_date=day,
        period_months=min(6, 3 + extension),
    )  # fmt: skip
    assert compute(plain).due == compute(question).due


def test_a_length_can_be_less_certain_than_its_rule(ask: Ask) -> None:
    """The reply period of patents was read in the office's manual; that of trademarks in a secondary source only."""
    patent = ask("JP", "oa_response", "2026-03-05", party="resident").rule
    mark = ask("JP", "oa_response", "2026-03-05", party="resident", right="trademark").rule
    assert patent is not None
    assert mark is not None
    assert (patent.certainty, mark.certainty) == ("read", "secondary")
