"""A named person decides about exactly the content they were shown, and signs it. The only maker of ``Approved``.

A decision binds proposal, kind, the SHA-256 of the canonical content (RFC 8785), person, key, time, reason and the
decision it supersedes, under an Ed25519 signature. ``signer`` comes from a key that its owner unlocked at a terminal
(``konkyo.people``). The content is compared before signing and again, under the write lock, when recording: what
changed in between is not decided. Deciding the same twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from konkyo.errors import ApprovalError, NotFoundError, SignatureError, UsageError
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved, RowStatus
from konkyo.records.runs import Decision, DecisionBody, DecisionKind
from konkyo.records.value import canonical_bytes, content_hash
from konkyo.review import four_eyes
from konkyo.review.policy import flags_of, refuse_amendment, refuse_approval, refuse_person
from konkyo.review.queue import docket_row
from konkyo.review.signatures import check_signature, check_signed
from konkyo.store import Store
from konkyo.store.admission import refuse_unadmitted
from konkyo.store.decisions import decision_id
from konkyo.store.faultpoints import faultpoint
from konkyo.store.people import Person
from konkyo.store.proposals import Proposal, ProposalState

Signer = Callable[[bytes], bytes]
_RELEASED = frozenset({DecisionKind.APPROVE, DecisionKind.AMEND})


def approve(
    store: Store,
    row_id: str,
    shown_hash: str,
    person: Person,
    signer: Signer,
    *,
    acknowledged: Collection[str] = (),
    reason: str = "",
) -> Approved[DocketRow]:
    """Approve a row as shown. ``acknowledged``: names of the flags (``policy.flags_of``) the person accepts.

    Raises ``ApprovalError``: not approvable, flags not acknowledged, changed since it was shown, decided otherwise, a
    second reading that differs; ``SecondReadingNeededError`` after signing, if another person has yet to read.
    """
    proposal = _shown(store, row_id, shown_hash)
    row = docket_row(proposal.current)
    again = _already(store, proposal, DecisionKind.APPROVE, shown_hash, person)
    if again is not None:
        return _released(store, row, again)
    four_eyes.refuse_difference(store, row)
    differing = four_eyes.flags_of_reading(store, row)
    refuse_approval(row, acknowledged, differing)
    accepted = tuple(flag for flag in (*flags_of(row), *differing) if flag in acknowledged)
    act = _Act(DecisionKind.APPROVE, shown_hash, reason, accepted)
    decision = _sign(store, proposal, act, person, signer)
    with store.transaction("decision"):
        _refuse_changed(store, proposal, shown_hash)
        four_eyes.refuse_difference(store, row)  # somebody may have read it meanwhile
        _record(store, decision, proposal.current.version, person)
    faultpoint("approve.before_return")
    return _released(store, row, decision)


def amend(
    store: Store,
    row_id: str,
    shown_hash: str,
    changes: Mapping[str, Any],
    person: Person,
    signer: Signer,
    *,
    reason: str,
    acknowledged: Collection[str] = (),
) -> Approved[DocketRow]:
    """Give a row other values and sign the amended row, in one act.

    ``changes``: field names to JSON values. The evidence stays; the amended fields are listed, and no evidence is said
    to ground them any more; the row's status becomes ``review``, for these values rest on the person. A reason is
    required. Whoever amends an input of the due date gives the due date, too (``policy.refuse_amendment``); flags that
    hang on the evidence are acknowledged by name as in ``approve``. A decided row is withdrawn first.
    """
    if not reason.strip():
        msg = "an amendment says why"
        raise UsageError(msg, kept="the proposal, undecided", remedy="give a reason")
    proposal = _shown(store, row_id, shown_hash)
    _refuse_decided(proposal)
    row = amended(docket_row(proposal.current), changes)
    own = [f"amended:{name}" for name in row.amended]  # whoever gives a value has seen that it is given
    accepted = tuple(flag for flag in flags_of(row) if flag in acknowledged or flag in own)
    refuse_approval(row, accepted)
    act = _Act(DecisionKind.AMEND, content_hash(row), reason, accepted)
    decision = _sign(store, proposal, act, person, signer)
    with store.transaction("decision"):
        _refuse_changed(store, proposal, shown_hash)
        version = store.proposals.add_amended(row_id, row)
        _record(store, decision, version, person)
    faultpoint("approve.before_return")
    return _released(store, row, decision)


def reject(store: Store, row_id: str, shown_hash: str, person: Person, signer: Signer, *, reason: str) -> Decision:
    """Reject a row as shown, with a reason. It stays in the workspace and is never exported."""
    if not reason.strip():
        msg = "a rejection says why"
        raise UsageError(msg, kept="the proposal, undecided", remedy="give a reason")
    proposal = _shown(store, row_id, shown_hash)
    again = _already(store, proposal, DecisionKind.REJECT, shown_hash, person)
    if again is not None:
        return again
    decision = _sign(store, proposal, _Act(DecisionKind.REJECT, shown_hash, reason), person, signer)
    with store.transaction("decision"):
        _refuse_changed(store, proposal, shown_hash)
        _record(store, decision, proposal.current.version, person)
    faultpoint("approve.before_return")
    return decision


def withdraw(store: Store, row_id: str, person: Person, signer: Signer, *, reason: str) -> Decision:
    """Take the decision in force back: the row returns to the inbox, later exports are refused, the record stays."""
    if not reason.strip():
        msg = "a withdrawal says why"
        raise UsageError(msg, kept="the decision in force", remedy="give a reason")
    proposal = store.proposals.get(row_id)
    last = store.decisions.last(row_id)
    if last is None or proposal.state is ProposalState.INBOX:
        msg = "there is no decision on this proposal to withdraw"
        raise ApprovalError(msg, kept="the proposal as it was", remedy="konkyo inbox")
    decision = _sign(store, proposal, _Act(DecisionKind.WITHDRAW, last.body.content_hash, reason), person, signer)
    _record(store, decision, None, person)
    faultpoint("approve.before_return")
    return decision


def approved(store: Store, row_id: str) -> Approved[DocketRow]:
    """The approved or amended row in force, fully checked: what an export takes after a restart."""
    proposal = store.proposals.get(row_id)
    last = store.decisions.last(row_id)
    if last is None or last.body.kind not in _RELEASED or proposal.decided_version is None:
        standing = "withdrawn" if last and last.body.kind is DecisionKind.WITHDRAW else proposal.state.value
        msg = f"this row is not approved (it is {standing})"
        raise ApprovalError(msg, kept="the proposal as it is", remedy=f"konkyo approve {row_id}")
    row = docket_row(store.proposals.version(row_id, proposal.decided_version))
    found = Approved(row, last, four_eyes.counted(store, row))
    check(found, store)
    return found


def _released(store: Store, row: DocketRow, decision: Decision) -> Approved[DocketRow]:
    """What a decision in force releases. Raises as ``four_eyes.refuse_unread``; the decision is kept."""
    four_eyes.refuse_unread(store, row, decision)
    return Approved(row, decision, four_eyes.counted(store, row))


def check(released: Approved[DocketRow], store: Store) -> None:
    """Judge an ``Approved`` again at run time: types are no security boundary.

    Raises ``SignatureError`` (content or signature do not agree, person unknown or not admitted) or ``ApprovalError``
    (not a release, superseded or withdrawn, key revoked before, not recorded, a second reading that differs or that is
    required and not there).
    """
    body = released.decision.body
    check_signature(released)
    check_decision(released.decision, store)
    refuse_approval(released.content, body.acknowledged)
    last = store.decisions.last(body.proposal_id)
    if last is None or decision_id(last) != decision_id(released.decision):
        msg = "another decision has taken the place of this one"
        raise ApprovalError(msg, kept="every decision", remedy=f"konkyo inbox {body.proposal_id}")
    four_eyes.refuse_unread(store, released.content, released.decision)
    standing = four_eyes.counted(store, released.content)
    if any(reading not in standing for reading in released.readings):
        msg = "a second reading shown with this row does not stand here"
        raise ApprovalError(msg, kept="every reading", remedy="konkyo second list")


def check_claim(row: DocketRow, decision: Decision, store: Store) -> None:
    """Judge a row and a decision that a file claims to belong together. Raises like ``check``; makes nothing."""
    check(Approved(row, decision), store)


def check_decision(decision: Decision, store: Store) -> None:
    """Judge a decision's signer (known, not revoked when deciding), and that the audit trail has recorded it."""
    body = decision.body
    try:
        person = store.people.by_key(body.public_key)
    except NotFoundError:
        msg = "nobody in this workspace has the key that signed"
        raise SignatureError(msg, remedy="konkyo people; konkyo audit verify") from None
    if person.name != body.person:
        msg = "the key that signed belongs to another person"
        raise SignatureError(msg, remedy="konkyo audit verify")
    refuse_unadmitted(store.people, store.audit, person)
    if person.revoked_at is not None and person.revoked_at <= body.decided_at:
        msg = "the key that signed was revoked before"
        raise ApprovalError(msg, remedy="let a person with a valid key decide")
    if not store.decisions.recorded(decision_id(decision)):
        msg = "the audit trail has no record of this decision"
        raise ApprovalError(msg, remedy="konkyo audit verify")


def amended(row: DocketRow, changes: Mapping[str, Any]) -> DocketRow:
    """The row with other values: validated, listed in ``amended``, no longer grounded, status ``review``."""
    plain = row.model_dump(mode="json")
    changed = {name for name, value in changes.items() if name not in plain or plain[name] != value}
    refuse_amendment(row, changed)
    grounds = {name: places for name, places in plain["grounds"].items() if name not in changed}
    fields = {name: changes[name] for name in changed}
    listed = tuple(sorted({*row.amended, *changed}))
    merged = {**plain, **fields, "grounds": grounds, "amended": listed, "status": RowStatus.REVIEW.value}
    try:
        return DocketRow.model_validate_json(json.dumps(merged))
    except (ValueError, TypeError):
        msg = f"one of these values does not fit its field: {', '.join(sorted(changed))}"
        raise UsageError(
            msg, kept="the proposal, undecided", remedy="dates are YYYY-MM-DD; see `konkyo schema`"
        ) from None


@dataclass(frozen=True)
class _Act:
    """What is about to be signed."""

    kind: DecisionKind
    content_hash: str
    reason: str
    acknowledged: tuple[str, ...] = ()


def _shown(store: Store, row_id: str, shown_hash: str) -> Proposal:
    proposal = store.proposals.get(row_id)
    if proposal.content_hash != shown_hash:
        _changed(row_id)
    return proposal


def _refuse_changed(store: Store, proposal: Proposal, shown_hash: str) -> None:
    """Under the write lock: neither content nor decisions moved since the person was shown the row."""
    now = store.proposals.get(proposal.row_id)
    if now.content_hash != shown_hash or now.decision_id != proposal.decision_id:
        _changed(proposal.row_id)


def _changed(row_id: str) -> None:
    msg = "this proposal changed since you saw it"
    raise ApprovalError(msg, kept="the proposal as it is now", remedy=f"konkyo inbox {row_id}")


def _already(store: Store, proposal: Proposal, kind: DecisionKind, shown_hash: str, person: Person) -> Decision | None:
    """The same decision by the same person, if it is in force; ``ApprovalError`` if another one is."""
    if proposal.state is ProposalState.INBOX or proposal.changed:
        return None
    last = store.decisions.last(proposal.row_id)
    if last is None:
        return None
    mine = last.body.public_key == person.public_key
    if mine and last.body.kind is kind and last.body.content_hash == shown_hash:
        check_decision(last, store)
        return last
    _refuse_decided(proposal)
    return None


def _refuse_decided(proposal: Proposal) -> None:
    if proposal.state is not ProposalState.INBOX and not proposal.changed:
        msg = f"this proposal is {proposal.state.value} already"
        raise ApprovalError(msg, kept="that decision", remedy=f"konkyo inbox {proposal.row_id}, or withdraw it first")


def _sign(store: Store, proposal: Proposal, act: _Act, person: Person, signer: Signer) -> Decision:
    """Build and sign a decision, outside any transaction: a person may take their time."""
    refuse_person(store.people.get(person.person_id))
    body = DecisionBody(
        proposal_id=proposal.row_id,
        kind=act.kind,
        content_hash=act.content_hash,
        person=person.name,
        public_key=person.public_key,
        decided_at=store.clock(),
        reason=act.reason,
        supersedes=proposal.decision_id or "",
        acknowledged=act.acknowledged,
    )
    faultpoint("approve.before_sign")
    decision = Decision(body=body, signature=signer(canonical_bytes(body)).hex())
    faultpoint("approve.after_sign")
    return decision


def _record(store: Store, decision: Decision, version: int | None, person: Person) -> None:
    """Record the decision, its proposal's state and its audit entry together; a bad signature undoes all of it."""
    with store.transaction("decision"):
        refuse_person(store.people.get(person.person_id))
        store.decisions.add(decision, version=version, actor=person.actor)
        check_signed(decision)
        check_decision(decision, store)
