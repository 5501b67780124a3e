"""Rows in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from konkyo.records.docket import DocketRow, Period
from konkyo.render.facts import claims_words, facts_of, period_words, proofs_of, result_facts, title_of


def test_runs_of_claims_are_joined() -> None:
    """1, 2, 3, 5 reads 1-3, 5."""
    assert claims_words([5, 1, 2, 3]) == "1-3, 5"


@given(st.sets(st.integers(1, 60)))
def test_claims_words_lose_no_claim(claims: set[int]) -> None:
    """Reading the words back gives the same claims."""
    back: set[int] = set()
    for part in filter(None, claims_words(list(claims)).split(", ")):
        first, _, last = part.partition("-")
        back.update(range(int(first), int(last or first) + 1))
    assert back == claims


def test_a_period_names_its_additional_days() -> None:
    """附加期間 is part of the period and must be seen."""
    assert period_words(Period(n=30, unit="day", additional_days=90), "ja") == "30日（附加期間90日）"
    assert period_words(Period(n=3, unit="month"), "en") == "3 month(s)"


def test_facts_leave_out_what_was_not_found(pending: DocketRow) -> None:
    """A field without a value has no line; a missing input is named."""
    facts = {fact.name: fact.words for fact in facts_of(pending, "ja")}
    assert "trigger_date" not in facts
    assert facts["missing"] == "謄本送達日"


def test_an_undated_result_says_so(pending: DocketRow) -> None:
    """A pending row says that its date is not determined, and asks its question."""
    facts = {fact.name: fact.words for fact in result_facts(pending, "ja")}
    assert facts["due"] == "未定"
    assert facts["question"] == "謄本送達日はいつですか。"


def test_proofs_name_the_fields_that_rest_on_them(refusal: DocketRow) -> None:
    """Each evidence line says which fields it stands behind."""
    proofs = proofs_of(refusal)
    assert [proof.fields for proof in proofs] == [("application_number",), ("trigger_date",), ("period",), ("due",)]
    assert "due=2026-09-24" in proofs[3].text


def test_the_title_names_number_and_act(refusal: DocketRow) -> None:
    """A calendar line is recognised without opening it."""
    assert title_of(refusal, "en") == "JPO JP2023918274 Reply to office action"
