"""Signed decisions, in one line per proposal: each names the one it supersedes, so that none happens twice.

A decision, the state of its proposal and its audit entry are committed together. The store keeps decisions; whether
one is sound (``review.decide.check``) is judged above it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select

from konkyo.errors import ApprovalError, NotFoundError, StorageDamagedError
from konkyo.records.runs import AuditEvent, Decision, DecisionKind
from konkyo.records.value import content_hash
from konkyo.store.audit import AuditTrail
from konkyo.store.database import Database
from konkyo.store.faultpoints import faultpoint
from konkyo.store.packing import canonical_json
from konkyo.store.proposals import Proposals, ProposalState
from konkyo.store.standing import Standing
from konkyo.store.tables import decisions

_STATE = {
    DecisionKind.APPROVE: ProposalState.APPROVED,
    DecisionKind.AMEND: ProposalState.AMENDED,
    DecisionKind.REJECT: ProposalState.REJECTED,
    DecisionKind.WITHDRAW: ProposalState.INBOX,
}


def decision_id(decision: Decision) -> str:
    """The name of a decision: SHA-256 of its canonical JSON, signature included."""
    return content_hash(decision)


class Decisions:
    """The repository of decisions of one workspace."""

    def __init__(self, database: Database, audit: AuditTrail, standing: Standing, proposals: Proposals) -> None:
        self._database = database
        self._audit = audit
        self._standing = standing
        self._proposals = proposals

    def add(self, decision: Decision, *, version: int | None, actor: str) -> str:
        """Record a decision about a version of its proposal (None for a withdrawal), its state and its audit entry.

        Returns the decision's id. Raises ``ApprovalError`` if somebody decided meanwhile.
        """
        body, name = decision.body, decision_id(decision)
        with self._database.transaction("decision") as connection:
            proposal = self._proposals.get(body.proposal_id)
            if (proposal.decision_id or "") != body.supersedes:
                msg = "somebody decided about this proposal meanwhile"
                raise ApprovalError(msg, kept="that decision", remedy=f"konkyo inbox {body.proposal_id}")
            faultpoint("decision.before_audit")
            seq = self._audit.record(
                AuditEvent(
                    kind=f"decision.{body.kind.value}",
                    actor=actor,
                    matter=proposal.matter,
                    objects={
                        "proposal": body.proposal_id,
                        "content": body.content_hash,
                        "decision": name,
                        "public_key": body.public_key,
                    }
                    | ({"supersedes": body.supersedes} if body.supersedes else {})
                    | ({"reason_text": body.reason} if body.reason else {}),
                )
            )
            faultpoint("decision.before_row")
            connection.execute(
                insert(decisions).values(
                    decision_id=name,
                    row_id=body.proposal_id,
                    content_hash=body.content_hash,
                    kind=body.kind.value,
                    supersedes=body.supersedes,
                    body=canonical_json(decision).decode("utf-8"),
                    audit_seq=seq,
                )
            )
            faultpoint("decision.before_state")
            self._proposals.mark(body.proposal_id, _STATE[body.kind], version, name)
        return name

    def get(self, name: str) -> Decision:
        """A decision by its id, checked against it. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            row = connection.execute(select(decisions).where(decisions.c.decision_id == name)).one_or_none()
        if row is None:
            msg = "no decision of that id in this workspace"
            raise NotFoundError(msg)
        return _decision(row)

    def of(self, row_id: str) -> tuple[Decision, ...]:
        """All decisions about a proposal, in their order, also those that were superseded."""
        query = select(decisions).where(decisions.c.row_id == row_id).order_by(decisions.c.audit_seq)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(_decision(row) for row in rows)

    def last(self, row_id: str) -> Decision | None:
        """The decision in force about a proposal (it may be a withdrawal), or None.

        Raises ``StorageDamagedError`` if the audit trail tells of another one: decisions are never taken out.
        """
        found = self.of(row_id)
        last = found[-1] if found else None
        if self._standing.decision(row_id) not in (None, last and decision_id(last)):
            msg = "a decision about this proposal is in the audit trail, but not in the table of decisions"
            raise StorageDamagedError(msg, kept="the database was left as it is", remedy="restore a backup")
        return last

    def recorded(self, name: str) -> bool:
        """Whether the audit trail has the entry that belongs to a decision, at the place the decision says."""
        with self._database.reading() as connection:
            seq = connection.execute(select(decisions.c.audit_seq).where(decisions.c.decision_id == name)).scalar()
        entry = self._audit.entry(seq) if seq is not None else None
        return entry is not None and entry.objects.get("decision") == name


def _decision(row: Row[Any]) -> Decision:
    try:
        found = Decision.model_validate_json(row.body)
    except ValueError:
        found = None
    if found is None or decision_id(found) != row.decision_id:
        msg = "a decision was changed since it was stored"
        raise StorageDamagedError(msg, kept="the database was left as it is", remedy="restore a backup")
    return found
