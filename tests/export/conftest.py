"""A row that a person approved with a real signature, and the product's own check of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from konkyo.export.docket import DecisionCheck
from konkyo.records.docket import DocketRow, RuleReference
from konkyo.records.evidence import Approved, Quote, RowStatus, Verdict
from konkyo.records.runs import Decision, DecisionBody, DecisionKind
from konkyo.records.value import Wording, canonical_bytes, content_hash
from konkyo.review.signatures import check_signature

Approve = Callable[..., Approved[DocketRow]]
_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def row() -> DocketRow:
    """A verified row."""
    quote = Quote(
        document_id="7a" * 32, page=1, paragraph="1", evidence_quote="発送日　令和８年７月２３日", verdict=Verdict.EXACT
    )
    return DocketRow(
        row_id="row-1",
        evidence=(quote,),
        grounds={"trigger_date": (0,)},
        status=RowStatus.VERIFIED,
        file="拒絶理由通知書.pdf",
        document_id="7a" * 32,
        office="JPO",
        event_code="oa_response",
        application_number="JP2023918274",
        trigger_kind="dispatch_date",
        trigger_date=date(2026, 7, 23),
        nominal_due=date(2026, 9, 21),
        due=date(2026, 9, 24),
        rule=RuleReference(
            rule_id="jp.patent.oa.resident",
            title=Wording(ja="拒絶理由通知に対する意見書", en="Reply to notice of reasons"),
            source="特許法50条",
            certainty="read",
        ),
    )


@pytest.fixture
def approve() -> Approve:
    """Signs a row: ``approve(row, kind=DecisionKind.APPROVE)``."""

    def sign(row: DocketRow, kind: DecisionKind = DecisionKind.APPROVE) -> Approved[DocketRow]:
        body = DecisionBody(
            proposal_id=row.row_id,
            kind=kind,
            content_hash=content_hash(row),
            person="hanako",
            public_key=_KEY.public_key().public_bytes_raw().hex(),
            decided_at=datetime(2026, 7, 28, 1, 30, tzinfo=UTC),
        )
        return Approved(row, Decision(body=body, signature=_KEY.sign(canonical_bytes(body)).hex()))

    return sign


@pytest.fixture
def check() -> DecisionCheck:
    """Looks at the signature again; the composition root's check asks the workspace besides."""
    return check_signature
