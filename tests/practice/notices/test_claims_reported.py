"""Rejected claims as letters of several languages put them."""

from __future__ import annotations

import pytest
from papers import paper

from konkyo.practice.notices.claims_reported import reported_claims
from konkyo.practice.notices.grounds import claims_rejected
from konkyo.practice.notices.sheet import Sheet


@pytest.mark.parametrize(
    ("office", "text", "claims"),
    [
        ("CNIPA", "Claims 1-5 and 7 are held not to involve an inventive step (Article 22.3) over D1.", "1,2,3,4,5,7"),
        ("CNIPA", "Claims 1-3 were found to lack novelty, claim 4 is allowable.", "1,2,3"),
        ("DPMA", "The Examiner cites DE 10 2008 138 676 A1 against claims 1-3 and 5.", "1,2,3,5"),
        ("DPMA", "An objection of lack of inventive step was raised against claims 1 to 4.", "1,2,3,4"),
        ("KIPO", "Claims 1-4, 6: lack of inventive step over D1 and D2", "1,2,3,4,6"),
        ("KIPO", "The Examiner alleges lack of inventive step of claims 2 to 4.", "2,3,4"),
        ("CNIPA", "审查员认为权利要求1-3缺乏创造性，权利要求4具备创造性。", "1,2,3"),
        ("CNIPA", "权利要求7具备创造性，权利要求1-2不具备创造性。", "1,2"),
        ("CNIPA", "請求項1～3、5は専利法第22条第3項に違反すると指摘されています。", "1,2,3,5"),
        ("KIPO", "청구항 1 내지 5는 인용발명 1에 의하여 진보성이 부정됩니다.", "1,2,3,4,5"),
        ("DPMA", "Gegen die Patentansprüche 1 bis 3 sowie 5 wird D1 entgegengehalten.", "1,2,3,5"),
        ("DPMA", "Die Ansprüche 1 bis 7 sowie 9 bis 10 sind nicht neu.", "1,2,3,4,5,6,7,9,10"),
    ],
)
def test_claims_held_bad(office: str, text: str, claims: str) -> None:
    """A sentence that says what is wrong with claims, or what is held against them, gives its list."""
    found = claims_rejected(Sheet(paper(text)), office, 0, len(text))
    assert ",".join(map(str, sorted({n for f in found for n in f.value}))) == claims


@pytest.mark.parametrize(
    "text",
    [
        "No objections were raised against claims 1-3.",
        "Claims 1-3 are held to be allowable.",
        "Claims 1-3 are considered to involve an inventive step.",
        "The objection against claims 1-3 has been withdrawn.",
        "The granted claims correspond to those filed.",
        "权利要求1-3具备创造性。",
    ],
)
def test_claims_that_are_spared(text: str) -> None:
    """What is allowed, withdrawn or not objected to is not rejected."""
    assert list(reported_claims(Sheet(paper(text)), 0, len(text))) == []
