"""A row's own fields rest on its evidence, or the row is not verified."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from konkyo.evidence.grounds import Support, support
from konkyo.evidence.verify import NOT_REPRODUCED, verify_row
from konkyo.records.docket import DocketRow
from konkyo.records.documents import Document, Outcome, Page
from konkyo.records.evidence import Computed, Quote, RowStatus

ID = "d" * 64
TEXT = "Mailed on 5 January 2024. A reply is due within three months of the mailing date."
QUOTE = Quote(document_id=ID, page=1, paragraph=None, evidence_quote="A reply is due within three months")
COMPUTED = Computed(
    rule="US-OA", inputs={"trigger_date": "2024-01-05"}, data_hash="0", result={"nominal_due": "2024-04-05"}
)


class _Library:
    def document(self, document_id: str) -> Document | None:
        page = Page(number=1, text=TEXT)
        return Document(
            document_id=ID, name="n.txt", media_type="text/plain", size=1, outcome=Outcome.PARSED, pages=(page,)
        )


def _row(**fields: Any) -> DocketRow:  # the fields under test
    given: dict[str, Any] = {
        "evidence": (QUOTE, COMPUTED),
        "trigger_date": date(2024, 1, 5),
        "nominal_due": date(2024, 4, 5),
        "grounds": {"trigger_date": (0,), "nominal_due": (1,)},
    }
    return DocketRow(row_id="a", file="n.txt", document_id=ID, **(given | fields))


def test_a_row_whose_fields_are_grounded_is_verified() -> None:
    """A quote behind the date that starts the period, its computation behind the date that ends it."""
    assert verify_row(_row(), _Library()).status is RowStatus.VERIFIED


@pytest.mark.parametrize(
    "fields",
    [
        {"due": date(2024, 4, 5)},
        {"application_number": "17/123,456"},
        {"grounds": {"nominal_due": (1,)}},
        {"grounds": {"trigger_date": (0,), "nominal_due": (0,)}},
        {"grounds": {"trigger_date": (0,), "nominal_due": ()}},
        {"nominal_due": date(2034, 4, 5)},
        {"trigger_date": date(2024, 1, 6)},
        {"status": RowStatus.PENDING, "due": date(2024, 4, 5)},
    ],
)
def test_a_field_without_its_grounds_is_not_verified(fields: dict[str, Any]) -> None:
    """A date without a computation, a computation of another date or from another date, a number without a quote."""
    assert verify_row(_row(**fields), _Library()).status is RowStatus.UNVERIFIED


def test_an_amended_field_is_for_a_person() -> None:
    """What a person gave needs no evidence, and the row is never verified without one."""
    row = _row(due=date(2024, 4, 8), amended=("due",))
    assert support(row, row.evidence) is Support.AMENDED
    assert verify_row(row, _Library()).status is RowStatus.REVIEW


def test_a_computation_that_does_not_reproduce_is_not_verified() -> None:
    """Where the workflow computes again, a result of the proposer's own making falls."""

    def recompute(item: Computed) -> Computed:
        return item.model_copy(update={"flags": (NOT_REPRODUCED,)})

    checked = verify_row(_row(), _Library(), recompute)
    assert checked.status is RowStatus.UNVERIFIED
    assert checked.evidence[1].flags == (NOT_REPRODUCED,)
