"""Extensions: what may be asked for, until when, and what it does to the date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from konkyo.records.docket import Computation

Ask = Callable[..., Computation]


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ({"party": "resident", "extension_months": 2, "extension_request": "before_expiry"}, "2023-02-28"),
        ({"party": "resident", "extension_months": 2, "extension_request": "after_expiry"}, "2023-02-28"),
        ({"party": "overseas", "extension_months": 2, "extension_request": "before_expiry"}, "2023-03-31"),
        ({"party": "overseas", "extension_months": 3, "extension_request": "before_expiry"}, "2023-04-30"),
        ({"party": "overseas", "extension_months": 3, "extension_request": "after_expiry"}, "2023-03-31"),
        ({"party": "overseas", "extension_months": 6}, "2023-04-30"),
        ({"party": "resident", "extension_months": 4}, "2023-02-28"),
    ],
)
def test_japanese_extensions_in_examination(ask: Ask, given: dict[str, Any], end: str) -> None:
    """Resident 2 months, overseas 2 then 1; after expiry 2; counted from the un-rolled end, capped with a warning."""
    found = ask("JP", "oa_response", "2022-10-31", stage="examination", **given)
    assert date.fromisoformat(end) == found.nominal_due


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ({"party": "resident", "extension_months": 1, "extension_request": "before_expiry"}, "2026-07-31"),
        ({"party": "overseas", "extension_months": 3, "extension_request": "before_expiry"}, "2026-11-01"),
        ({"party": "resident", "extension_months": 2, "extension_request": "after_expiry"}, "2026-06-30"),
    ],
)
def test_japanese_extensions_on_appeal(ask: Ask, given: dict[str, Any], end: str) -> None:
    """On appeal month by month before expiry only: an extension after expiry is not possible and not computed."""
    found = ask("JP", "oa_response", "2026-05-01", stage="appeal", **given)
    assert date.fromisoformat(end) == found.nominal_due


@pytest.mark.parametrize(
    ("right", "given", "end"),
    [
        ("design", {"extension_months": 2, "extension_request": "before_expiry"}, "2025-06-29"),
        ("design", {"extension_months": 2, "extension_request": "after_expiry"}, "2025-06-29"),
        ("design", {"extension_months": 3}, "2025-06-29"),
        ("trademark", {"extension_months": 1, "extension_request": "before_expiry"}, "2025-05-29"),
        ("trademark", {"extension_months": 2, "extension_request": "after_expiry"}, "2025-06-29"),
        ("trademark", {"extension_months": 3}, "2025-07-29"),
    ],
)
def test_designs_and_trademarks_are_extended_differently(ask: Ask, right: str, given: dict[str, Any], end: str) -> None:
    """40 days to 29 April; designs 2 months once, before or after; trademarks 1 before, 2 after, and both."""
    found = ask("JP", "oa_response", "2025-03-20", party="resident", stage="examination", right=right, **given)
    assert date.fromisoformat(end) == found.nominal_due


def test_the_stage_is_asked_for_only_where_it_matters(ask: Ask) -> None:
    """Without extension the stage changes nothing; 2 months for a resident exist in examination only, so the stage
    follows and is said; without the residence it still matters."""
    plain = ask("JP", "oa_response", "2026-05-01", party="resident")
    assert plain.missing == ()
    extended = ask("JP", "oa_response", "2026-05-01", party="resident", extension_months=2)
    staged = ask("JP", "oa_response", "2026-05-01", party="resident", extension_months=2, stage="examination")
    assert (
        (extended.nominal_due, extended.due)
        == (staged.nominal_due, staged.due)
        == (date(2026, 8, 31), date(2026, 8, 31))
    )
    assert any("only in examination" in caveat.en for caveat in extended.caveats)
    assert not any("only in examination" in caveat.en for caveat in staged.caveats)


@pytest.mark.parametrize(("months", "end"), [(1, "2026-07-10"), (2, "2026-08-10"), (3, "2026-09-10")])
def test_trademark_extensions_add_up(ask: Ask, months: int, end: str) -> None:
    """Trademarks: 1 month before, 2 after, 3 with both, after the 40 days."""
    found = ask("JP", "oa_response", "2026-05-01", right="trademark", party="resident", stage="examination",
                extension_months=months)  # fmt: skip
    assert date.fromisoformat(end) == found.nominal_due


def test_an_extension_after_a_late_advisory_action_runs_from_it(ask: Ask) -> None:
    """MPEP 706.07(f): the months, and so the fee, count from the advisory action, within the 6 months."""
    found = ask("US", "final_oa_response", "2024-01-16", first_reply_date="2024-03-15", advisory_date="2024-05-02",
                extension_months=2)  # fmt: skip
    assert date(2024, 7, 2) == found.nominal_due
    assert any(step.text.en.startswith("Extension of 2 months: from 2024-05-02") for step in found.steps)


def test_the_second_trademark_extension_is_asked_for_after_the_first_ended(ask: Ask) -> None:
    """After 1 month taken in time 2 more can be asked for within 2 months of its end; never the other way round."""
    given = {"right": "trademark", "party": "resident", "stage": "examination"}
    first = ask("JP", "oa_response", "2025-03-20", **given, extension_months=1, extension_request="before_expiry")
    (second,) = first.extensions
    assert first.due == date(2025, 5, 29)
    assert (date(2025, 7, 29), date(2025, 7, 29)) == (second.request_by, second.extends_to)
    late = ask("JP", "oa_response", "2025-03-20", **given, extension_months=2, extension_request="after_expiry")
    assert late.extensions == ()


def test_what_cannot_be_extended_stays(ask: Ask) -> None:
    """An extension of the issue fee is not computed, and the caveat says so."""
    plain, asked = ask("US", "issue_fee", "2026-01-30"), ask("US", "issue_fee", "2026-01-30", extension_months=2)
    assert plain.due == asked.due
    assert any("not open" in text.en for text in asked.caveats)


def test_an_extension_without_request_is_questioned(ask: Ask) -> None:
    """extension_request none and an extension of months contradict each other: a caveat, the extension as given."""
    found = ask("JP", "oa_response", "2026-05-01", party="resident", stage="examination", extension_months=2,
                extension_request="none")  # fmt: skip
    assert any("none was requested" in text.en for text in found.caveats)


def test_late_delivery_moves_the_extended_ends_too(ask: Ask) -> None:
    """R. 126(2) EPC: five days beyond seven are added to the period and to each extension shown or asked for."""
    given = {"document_date": "2024-01-15", "actual_receipt_date": "2024-01-27", "period_months": 2}
    plain = ask("EP", "oa_response", "2024-01-15", **given)
    extended = ask("EP", "oa_response", "2024-01-15", **given, extension_months=2, extension_request="before_expiry")
    first, second = plain.extensions[:2]
    assert (plain.due, date(2024, 4, 22)) == (first.request_by, first.extends_to)
    assert (first.extends_to, extended.due) == (second.request_by, second.extends_to)
    assert extended.due == date(2024, 5, 21)  # 20 May is Whit Monday


def test_months_are_written_so_that_no_month_is_read(ask: Ask) -> None:
    """A length reads 2か月 in Japanese: 2月 beside dates would be read as February."""
    found = ask("JP", "oa_response", "2026-05-01", party="overseas", stage="examination", extension_months=2)
    words = " ".join(step.text.ja for step in found.steps) + " ".join(option.text.ja for option in found.extensions)
    assert "3か月＋2か月" in words
    assert not re.search(r"(?<![年\d])\d+月", words)


def test_options_in_japan(ask: Ask) -> None:
    """What can be asked for: before expiry by the due date, after it within two months; each with its fee."""
    found = ask("JP", "oa_response", "2023-10-31", party="resident", stage="examination")
    before, after = found.extensions
    assert (date(2024, 1, 4), date(2024, 2, 29)) == (before.request_by, before.extends_to)
    assert (date(2024, 2, 29), date(2024, 2, 29)) == (after.request_by, after.extends_to)
    assert "2,100" in before.fee_note
    assert "51,000" in after.fee_note


def test_taking_the_extension_before_expiry_closes_the_one_after(ask: Ask) -> None:
    """For patents the two exclude each other: with 2 months taken, only the third month is left to ask for."""
    found = ask("JP", "oa_response", "2026-01-05", party="overseas", stage="examination", extension_months=2,
                extension_request="before_expiry")  # fmt: skip
    [left] = found.extensions
    assert (date(2026, 6, 5), date(2026, 7, 6)) == (left.request_by, left.extends_to)


def test_options_in_the_united_states_stop_at_the_statute(ask: Ask) -> None:
    """Three months of extension for an action of 3 months, four for one of 2, five for one of 1."""
    assert len(ask("US", "oa_response", "2024-01-31").extensions) == 3
    assert len(ask("US", "restriction_response", "2024-01-31").extensions) == 4
    assert len(ask("US", "oa_response", "2024-01-31", period_months=1).extensions) == 5
    last = ask("US", "oa_response", "2024-01-31").extensions[-1]
    assert date(2024, 7, 31) == last.extends_to


def test_options_after_a_late_advisory_action_count_from_it(ask: Ask) -> None:
    """The extension months then run from the advisory action, still within six months of the final action."""
    found = ask("US", "final_oa_response", "2024-01-16", first_reply_date="2024-03-15", advisory_date="2024-05-02")
    assert [date(2024, 6, 3), date(2024, 7, 2), date(2024, 7, 16)] == [x.extends_to for x in found.extensions]


def test_late_payment_is_an_option_not_the_due_date(ask: Ask) -> None:
    """An annuity shows the six months of late payment, from its rolled due date."""
    found = ask("JP", "annuity", "2022-01-04", year_no=4)
    [late] = found.extensions
    assert (date(2025, 1, 6), date(2025, 7, 7)) == (found.due, late.extends_to)
