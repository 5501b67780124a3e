"""Whether a signature holds: over the decision, and over the content it names. Needs no workspace."""

from __future__ import annotations

from konkyo.errors import ApprovalError, SignatureError
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved
from konkyo.records.runs import Decision, DecisionKind
from konkyo.records.value import canonical_bytes, content_hash
from konkyo.store.admission import signature_holds


def check_signed(decision: Decision) -> None:
    """Raise ``SignatureError`` unless the decision's body carries its own key's signature."""
    body = decision.body
    if not signature_holds(body.public_key, decision.signature, canonical_bytes(body)):
        msg = "the signature does not verify"
        raise SignatureError(msg, kept="nothing was released", remedy="konkyo audit verify")


def check_signature(released: Approved[DocketRow]) -> None:
    """Raise unless a decision that releases was signed over exactly this content of exactly this proposal."""
    body = released.decision.body
    if body.kind not in (DecisionKind.APPROVE, DecisionKind.AMEND):
        msg = f"a decision to {body.kind.value} releases nothing"
        raise ApprovalError(msg, kept="the decision")
    if body.proposal_id != released.content.row_id or body.content_hash != content_hash(released.content):
        msg = "what was signed is not this content"
        raise SignatureError(msg, kept="nothing was released", remedy="konkyo audit verify")
    check_signed(released.decision)
