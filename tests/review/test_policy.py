"""What can be approved, and which flags must be acknowledged."""

from __future__ import annotations

import pytest

from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Absence, Computed, Quote, RowStatus, SearchedScope, Verdict
from konkyo.records.value import Wording
from konkyo.review.policy import DERIVED, FIXED, INPUTS, flags_of


def row(status: RowStatus, **fields: object) -> DocketRow:
    return DocketRow.model_validate({"row_id": "r", "file": "f", "document_id": "d", "status": status, **fields})


def test_flags_by_name() -> None:
    """Each flag of each evidence item, each unsound verdict, conflict and amended field has a name of its own."""
    evidence = (
        Quote(document_id="d", page=1, paragraph=None, evidence_quote="q", verdict=Verdict.EXACT),
        Quote(document_id="d", page=1, paragraph=None, evidence_quote="q", verdict=Verdict.OCR_APPROX, flags=("cut",)),
        Quote(document_id="d", page=1, paragraph=None, evidence_quote="q"),
        Absence(searched=(SearchedScope(document_id="d", pages=(1,)),), how="h", scope_hash="s", verdict="incomplete"),
        Computed(rule="r", inputs={}, data_hash="h", result={}, flags=("secondary",)),
    )
    wording = Wording(ja="あ", en="a")
    found = flags_of(row(RowStatus.REVIEW, evidence=evidence, conflicts=(wording,), amended=("due",)))
    assert found == (
        "evidence[1]:cut",
        "evidence[1]:ocr_approx",
        "evidence[2]:unchecked",
        "evidence[3]:incomplete",
        "evidence[4]:secondary",
        "conflict[0]",
        "amended:due",
    )


def test_review_without_a_reason_has_a_flag() -> None:
    """A review row without any flag still asks for one acknowledgement; a verified row for none."""
    assert flags_of(row(RowStatus.REVIEW)) == ("status:review",)
    assert flags_of(row(RowStatus.VERIFIED)) == ()


@pytest.mark.parametrize("names", [FIXED, INPUTS, DERIVED])
def test_field_lists_name_real_fields(names: frozenset[str]) -> None:
    """The lists of fields follow the record."""
    assert names <= DocketRow.model_fields.keys()
