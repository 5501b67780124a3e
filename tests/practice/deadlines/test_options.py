"""Extensions and late acts as data: by when, until when, at what price, and what each closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.practice.deadlines import compute, rule_book
from konkyo.records.docket import Computation, DeadlineQuestion, ExtensionOption, Fee

Ask = Callable[..., Computation]
RULES = rule_book().rules
PRICED = [extension.fee for rule in RULES for extension in rule.extensions]
FEES = [fee for fee in (*PRICED, *(late.fee for rule in RULES for late in rule.late)) if fee is not None]


def by_key(found: Computation) -> dict[str, ExtensionOption]:
    return {":".join(option.id.split(":")[1:]): option for option in found.extensions}


@pytest.mark.parametrize("fee", list(dict.fromkeys(FEES)), ids=lambda fee: fee.source)
def test_no_amount_without_a_source(fee: Fee) -> None:
    """Every fee names where it is written; an amount of money has a currency, a percentage has none."""
    assert fee.source
    if fee.amount is None:
        assert (fee.currency, fee.about) == (None, False)
    else:
        assert (fee.currency is None) == (fee.unit == "percent")


def test_japanese_amounts(ask: Ask) -> None:
    """2,100 yen a request before expiry, 51,000 after (patents); 4,200 and 7,200 after for marks and designs."""
    given: dict[str, Any] = {"party": "resident", "stage": "examination"}
    patent = by_key(ask("JP", "oa_response", "2026-03-05", **given))
    mark = by_key(ask("JP", "oa_response", "2026-03-05", right="trademark", **given))
    design = by_key(ask("JP", "oa_response", "2026-03-05", right="design", **given))
    prices = [
        fee.amount
        for option in (*patent.values(), *mark.values(), *design.values())
        if (fee := option.fee) is not None and fee.currency == "JPY"
    ]
    assert prices == [2100, 51000, 2100, 4200, 6300, 2100, 7200]
    [restoration] = ask("JP", "exam_request", "2022-03-31").extensions
    assert restoration.fee is not None
    assert (restoration.fee.amount, restoration.fee.about, restoration.fee.certainty) == (210000, True, "secondary")
    assert restoration.extends_to == date(2026, 3, 31)


def test_american_fees_name_their_paragraph_and_no_amount(ask: Ask) -> None:
    """37 CFR 1.17(a)(1) to (5), by the months in all; the schedule changes, so no figure is held."""
    found = ask("US", "oa_response", "2024-01-31")
    fees = [option.fee for option in found.extensions]
    assert [fee.source for fee in fees if fee] == ["37 CFR 1.17(a)(1)", "37 CFR 1.17(a)(2)", "37 CFR 1.17(a)(3)"]
    assert all(fee is not None and fee.amount is None for fee in fees)


def test_before_and_after_expiry_exclude_each_other(ask: Ask) -> None:
    """方式審査便覧 04.10: patents one or the other; marks may have both; the option says what it closes."""
    given: dict[str, Any] = {"party": "overseas", "stage": "examination"}
    patent = by_key(ask("JP", "oa_response", "2026-03-05", **given))
    mark = by_key(ask("JP", "oa_response", "2026-03-05", right="trademark", **given))
    after = patent["after_expiry:2_months"]
    assert patent["before_expiry:2_months"].exclusive_with == (after.id,)
    assert set(after.exclusive_with) == {patent["before_expiry:2_months"].id, patent["before_expiry:3_months"].id}
    assert after.excludes is not None
    assert "期間内の請求" in after.excludes.ja
    assert all(option.exclusive_with == () for option in mark.values())


def test_an_option_after_expiry_opens_when_the_period_has_ended(ask: Ask) -> None:
    """It can be asked for from the day after the operative end, until two months after the un-rolled one."""
    found = ask("JP", "oa_response", "2023-10-31", party="resident", stage="examination")
    after = by_key(found)["after_expiry:2_months"]
    assert (found.due, after.request_from) == (date(2024, 1, 4), date(2024, 1, 5))
    assert (after.request_by, after.one_request) == (date(2024, 2, 29), True)
    assert by_key(found)["before_expiry:2_months"].request_from is None


def test_one_chinese_request_for_one_or_two_months(ask: Ask) -> None:
    """Guidelines V-7 4.2: one request before expiry; one or two months, never the second after the first."""
    given: dict[str, Any] = {"delivery": "electronic", "document_date": "2025-02-14", "trigger_code": "document_date"}
    found = ask("CN", "oa_response", "2025-02-14", **given)
    one, two, restoration = found.extensions
    assert one.request_by == two.request_by == found.due == date(2025, 6, 16)
    assert (one.extends_to, two.extends_to) == (date(2025, 7, 14), date(2025, 8, 14))
    assert (one.exclusive_with, two.exclusive_with) == ((two.id,), (one.id,))
    assert ask("CN", "oa_response", "2025-02-14", **given, extension_months=1).extensions == (restoration,)


def test_the_chinese_surcharge_rises_by_steps(ask: Ask) -> None:
    """R. 115: nothing in the first month, then 5 % more each month to 25 % in the sixth; the steps join."""
    found = ask("CN", "annuity", "2020-08-31", year_no=6)
    percent = [option.fee.amount for option in found.extensions if option.fee]
    assert percent == [0, 5, 10, 15, 20, 25]
    starts = [option.request_from for option in found.extensions]
    ends = [option.extends_to for option in found.extensions]
    assert starts[0] == date(2025, 9, 2)
    assert [end + timedelta(days=1) for end in ends[:-1] if end] == starts[1:]
    assert ends[-1] == ask("CN", "late_annuity", "2020-08-31", year_no=6).due == date(2026, 2, 28)  # worked Saturday


def test_what_runs_from_a_notice_to_come_has_no_date(ask: Ask) -> None:
    """Further processing, Chinese restoration and American revival are named with source and fee, and never dated."""
    shown = [
        ask("EP", "r161_reply", "2026-01-15").extensions[-1],
        ask("CN", "exam_request", "2024-01-15", trigger_code="filing_date").extensions[-1],
        ask("US", "issue_fee", "2026-01-15").extensions[-1],
    ]
    assert [option.id.split(":")[1] for option in shown] == ["further_processing", "restoration", "revival"]
    for option in shown:
        assert (option.request_from, option.request_by, option.extends_to) == (None, None, None)
        assert option.source
        assert option.fee is not None
        assert option.fee.amount is None


@pytest.mark.parametrize("office", ["JP", "US", "EP", "CN", "PCT"])
@settings(max_examples=25, deadline=None)
@given(day=st.dates(date(2022, 4, 1), date(2025, 6, 1)))
def test_restoration_of_priority_stands_beside_the_priority_period(office: str, day: date) -> None:
    """What the priority period shows as restoration is the very date of the event priority_restoration."""
    given_ = {"office": office, "trigger_code": "priority_date", "trigger_date": day, "office_of_act": "IB"}
    shown = compute(DeadlineQuestion.model_validate({**given_, "event_code": "priority_filing"})).extensions
    asked = compute(DeadlineQuestion.model_validate({**given_, "event_code": "priority_restoration"}))
    assert [option.extends_to for option in shown] == [asked.due]


def test_european_late_renewal_runs_from_last_day_to_last_day(ask: Ask) -> None:
    """J 4/91: from 28 February the six months end on 31 August; 50 % more."""
    [late] = ask("EP", "annuity", "2022-02-14", year_no=4).extensions
    separate = ask("EP", "late_annuity", "2025-02-28")
    assert late.extends_to == separate.due == date(2025, 9, 1)  # 31 August is a Sunday
    assert late.fee is not None
    assert (late.fee.amount, late.fee.unit) == (50, "percent")


def test_german_fees_have_two_steps(ask: Ask) -> None:
    """§ 7(1) PatKostG: two months without surcharge, to the sixth with one; both to the end of their month."""
    found = by_key(ask("DE", "annuity", "2020-12-14", year_no=4))
    assert found["without_surcharge:2_months"].extends_to == date(2024, 2, 29)
    assert found["late:6_months"].extends_to == date(2024, 7, 1)  # 30 June is a Sunday
    assert found["late:6_months"].request_from == date(2024, 3, 1)


def test_china_can_be_entered_late(ask: Ask) -> None:
    """30 months, or 32 with the surcharge, both from the priority date."""
    found = ask("CN", "national_phase_entry", "2022-12-31")
    late = ask("CN", "late_national_phase_entry", "2022-12-31")
    assert found.due == date(2025, 6, 30)
    assert found.extensions[0].extends_to == late.due == date(2025, 9, 1)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([rule for rule in RULES if rule.extensions or rule.late]),
    st.dates(date(2010, 1, 4), date(2024, 6, 1)),
    st.sampled_from(["resident", "overseas", "remote"]),
    st.sampled_from(["patent", "design", "trademark"]),
    st.sampled_from([3, 4, 8, 12]),
)
def test_what_every_option_keeps(rule: Any, day: date, party: Any, right: Any, year: int) -> None:
    """An id of its own; it prolongs the period; it can be asked for until a day that is not after its own end, and from
    a day that is not after the last one; what it closes is shown beside it and closes it in turn."""
    question = DeadlineQuestion(
        office=rule.office, event_code=rule.event_code, trigger_code=rule.triggers[0], trigger_date=day, party=party,
        right=right, year_no=year, period_months=4, delivery="registered_letter", stage="examination",
        priority_date=day, filing_date=day, office_of_act="US",
    )  # fmt: skip
    found = compute(question)
    ids = {option.id: option for option in found.extensions}
    assert len(ids) == len(found.extensions)
    for option in found.extensions:
        if option.extends_to is None or found.due is None:
            continue
        assert option.extends_to >= found.due
        assert option.request_by is not None
        assert option.request_by <= option.extends_to
        assert option.request_from is None or option.request_from <= option.extends_to + timedelta(days=1)
        for other in option.exclusive_with:
            assert option.id in ids[other].exclusive_with
