"""Decisions: bound to what was shown, signed by a named person, checked again, never twice."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import konkyo
from konkyo.errors import ApprovalError, SignatureError, UsageError
from konkyo.people.directory import add_person, revoke_person, unlock_person
from konkyo.people.keys import Cost
from konkyo.people.passphrase import Passphrase
from konkyo.records.evidence import Approved, RowStatus
from konkyo.records.runs import DecisionKind
from konkyo.records.value import Wording, canonical_bytes, content_hash
from konkyo.review import decide
from konkyo.review.policy import flags_of
from konkyo.store import Store
from konkyo.store.decisions import decision_id
from konkyo.store.proposals import ProposalState

Propose = Callable[..., str]
Desk = Any


def test_approve(store: Store, propose: Propose, hanako: Desk) -> None:
    """An approval names the person, carries the content shown, passes the check, and is recorded and covered."""
    shown = propose()
    released = decide.approve(store, "row-1", shown, hanako.person, hanako.signer)
    body = released.decision.body
    assert (body.kind, body.person, body.content_hash) == (DecisionKind.APPROVE, "山田 花子", shown)
    assert content_hash(released.content) == shown
    decide.check(released, store)
    assert decide.approved(store, "row-1") == released
    assert store.proposals.get("row-1").state is ProposalState.APPROVED
    *_, entry = store.audit.entries()
    assert (entry.kind, entry.actor, entry.objects["content"]) == ("decision.approve", hanako.person.actor, shown)
    found = store.audit.verify()
    assert found.covered == found.entries


def test_same_decision_again_changes_nothing(store: Store, propose: Propose, hanako: Desk) -> None:
    """A double click, or a repetition after a crash, gives back the decision that stands."""
    shown = propose()
    first = decide.approve(store, "row-1", shown, hanako.person, hanako.signer)
    size = store.audit.head().size
    assert decide.approve(store, "row-1", shown, hanako.person, hanako.signer) == first
    assert (len(store.decisions.of("row-1")), store.audit.head().size) == (1, size)


def test_changed_since_seen(store: Store, propose: Propose, hanako: Desk) -> None:
    """What changed between showing and deciding is not decided, for every kind of decision."""
    shown = propose()
    propose(form="changed")
    acts: list[Callable[[], object]] = [
        lambda: decide.approve(store, "row-1", shown, hanako.person, hanako.signer),
        lambda: decide.reject(store, "row-1", shown, hanako.person, hanako.signer, reason="r"),
        lambda: decide.amend(store, "row-1", shown, {"form": "x"}, hanako.person, hanako.signer, reason="r"),
    ]
    for act in acts:
        with pytest.raises(ApprovalError, match="changed since you saw it"):
            act()
    assert store.decisions.of("row-1") == ()


def test_changed_while_the_passphrase_is_typed(store: Store, propose: Propose, hanako: Desk) -> None:
    """A change that comes between comparing and recording is noticed, too: nothing is decided."""
    shown = propose()

    def slow(data: bytes) -> bytes:
        propose(form="changed meanwhile")
        return bytes(hanako.signer(data))

    with pytest.raises(ApprovalError, match="changed since you saw it"):
        decide.approve(store, "row-1", shown, hanako.person, slow)
    assert store.decisions.of("row-1") == ()
    assert store.proposals.get("row-1").state is ProposalState.INBOX


def test_two_people_at_once(store: Store, propose: Propose, hanako: Desk, jiro: Desk) -> None:
    """Of two people deciding at the same moment one succeeds, and the other is told."""
    shown = propose()

    def overtaken(data: bytes) -> bytes:
        decide.reject(store, "row-1", shown, jiro.person, jiro.signer, reason="wrong form")
        return bytes(hanako.signer(data))

    with pytest.raises(ApprovalError, match="changed since"):
        decide.approve(store, "row-1", shown, hanako.person, overtaken)
    assert [d.body.kind for d in store.decisions.of("row-1")] == [DecisionKind.REJECT]
    with pytest.raises(ApprovalError, match="rejected already"):
        decide.approve(store, "row-1", shown, hanako.person, hanako.signer)


@pytest.mark.parametrize("status", [RowStatus.PENDING, RowStatus.UNKNOWN, RowStatus.UNVERIFIED])
def test_not_approvable(store: Store, propose: Propose, hanako: Desk, status: RowStatus) -> None:
    """Pending, unknown and unverified rows are not approved, whatever is acknowledged; they can be rejected."""
    shown = propose(status=status)
    everything = flags_of(decide.docket_row(store.proposals.get("row-1").current))
    with pytest.raises(ApprovalError, match="cannot be approved"):
        decide.approve(store, "row-1", shown, hanako.person, hanako.signer, acknowledged=(*everything, "status:review"))
    decision = decide.reject(store, "row-1", shown, hanako.person, hanako.signer, reason="no date")
    assert store.decisions.last("row-1") == decision
    with pytest.raises(ApprovalError, match="not approved"):
        decide.approved(store, "row-1")


def test_each_flag_is_acknowledged(store: Store, propose: Propose, hanako: Desk, conflict: Wording) -> None:
    """A review row needs every flag by name; what was acknowledged is part of what is signed."""
    shown = propose(status=RowStatus.REVIEW, conflicts=(conflict, conflict))
    with pytest.raises(ApprovalError, match=r"conflict\[1\]"):
        decide.approve(store, "row-1", shown, hanako.person, hanako.signer, acknowledged=["conflict[0]"])
    flags = ["conflict[0]", "conflict[1]", "not a flag"]
    released = decide.approve(store, "row-1", shown, hanako.person, hanako.signer, acknowledged=flags)
    assert released.decision.body.acknowledged == ("conflict[0]", "conflict[1]")
    decide.check(released, store)


def test_amend(store: Store, propose: Propose, hanako: Desk) -> None:
    """An amendment is a new version with the person's values, signed in one act; evidence and the old version stay."""
    shown = propose()
    changes = {"due": "2026-03-06", "form": None}
    released = decide.amend(store, "row-1", shown, changes, hanako.person, hanako.signer, reason="誤記")
    row = released.content
    assert (row.due, row.amended, row.status) == (date(2026, 3, 6), ("due",), RowStatus.REVIEW)
    assert (len(row.evidence), dict(row.grounds)) == (1, {"trigger_date": (0,)})
    assert released.decision.body.content_hash == content_hash(row) != shown
    decide.check(released, store)
    assert decide.approved(store, "row-1") == released
    assert [version.origin for version in store.proposals.versions("row-1")] == ["run", "person"]
    assert store.proposals.get("row-1").state is ProposalState.AMENDED


def test_amended_pending_row(store: Store, propose: Propose, hanako: Desk) -> None:
    """A pending row is released when the person gives what was missing, and not before."""
    nothing = {"nominal_due": None, "due": None, "safe_date": None, "trigger_date": None}
    shown = propose(status=RowStatus.PENDING, missing=("trigger_date",), **nothing)
    with pytest.raises(ApprovalError, match="still lacks trigger_date"):
        decide.amend(store, "row-1", shown, {"trigger_date": "2026-01-05"}, hanako.person, hanako.signer, reason="seen")
    changes = {"trigger_date": "2026-01-05", "nominal_due": "2026-03-05", "due": "2026-03-05", "missing": []}
    released = decide.amend(store, "row-1", shown, changes, hanako.person, hanako.signer, reason="envelope")
    assert released.content.amended == ("due", "missing", "nominal_due", "trigger_date")
    decide.check(released, store)


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({}, ApprovalError, "changes nothing"),
        ({"due": "2026-03-05"}, ApprovalError, "changes nothing"),
        ({"row_id": "row-2"}, ApprovalError, "row_id"),
        ({"evidence": []}, ApprovalError, "evidence"),
        ({"status": "pending"}, ApprovalError, "status"),
        ({"invented": 1}, ApprovalError, "invented"),
        ({"amended": []}, ApprovalError, "changes nothing"),
        ({"due": "2026-02-30"}, UsageError, "due"),
        ({"due": object()}, UsageError, "due"),
        ({"trigger_date": "2026-01-06"}, ApprovalError, "due, nominal_due, safe_date rest on trigger_date"),
        ({"trigger_date": "2026-01-06", "due": "2026-03-06"}, ApprovalError, "nominal_due, safe_date rest on"),
    ],
)
def test_impossible_amendments(
    store: Store, propose: Propose, hanako: Desk, changes: dict[str, object], error: type[Exception], said: str
) -> None:
    """Nothing, fixed or unknown fields, impossible values, or a stale due date: refused, and nothing is kept."""
    shown = propose()
    with pytest.raises(error, match=said):
        decide.amend(store, "row-1", shown, changes, hanako.person, hanako.signer, reason="r")
    assert len(store.proposals.versions("row-1")) == 1
    assert store.decisions.of("row-1") == ()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_reasons_are_required(store: Store, propose: Propose, hanako: Desk, reason: str) -> None:
    """Amending, rejecting and withdrawing say why."""
    shown, person, signer = propose(), hanako.person, hanako.signer
    with pytest.raises(UsageError):
        decide.amend(store, "row-1", shown, {"form": "x"}, person, signer, reason=reason)
    with pytest.raises(UsageError):
        decide.reject(store, "row-1", shown, person, signer, reason=reason)
    with pytest.raises(UsageError):
        decide.withdraw(store, "row-1", person, signer, reason=reason)


def test_withdraw(store: Store, propose: Propose, hanako: Desk, jiro: Desk) -> None:
    """A withdrawal stops later exports, keeps every decision, and returns the proposed row to the inbox."""
    shown = propose()
    with pytest.raises(ApprovalError, match="no decision"):
        decide.withdraw(store, "row-1", hanako.person, hanako.signer, reason="r")
    first = decide.amend(store, "row-1", shown, {"form": "x"}, hanako.person, hanako.signer, reason="r")
    taken_back = decide.withdraw(store, "row-1", jiro.person, jiro.signer, reason="誤り")
    assert taken_back.body.supersedes == decision_id(first.decision)
    with pytest.raises(ApprovalError, match="taken the place"):
        decide.check(first, store)
    with pytest.raises(ApprovalError, match="withdrawn"):
        decide.approved(store, "row-1")
    proposal = store.proposals.get("row-1")
    assert (proposal.state, proposal.content_hash) == (ProposalState.INBOX, shown)
    again = decide.approve(store, "row-1", shown, hanako.person, hanako.signer)
    kinds = [d.body.kind.value for d in store.decisions.of("row-1")]
    assert kinds == ["amend", "withdraw", "approve"]
    decide.check(again, store)


def test_changed_after_approval(store: Store, propose: Propose, hanako: Desk) -> None:
    """A run that finds something else does not touch the approval; approving the new version supersedes it."""
    first = decide.approve(store, "row-1", propose(), hanako.person, hanako.signer)
    shown = propose(form="changed")
    decide.check(first, store)
    assert decide.approved(store, "row-1") == first
    second = decide.approve(store, "row-1", shown, hanako.person, hanako.signer)
    assert second.decision.body.supersedes == decision_id(first.decision)
    with pytest.raises(ApprovalError):
        decide.check(first, store)
    decide.check(second, store)


def test_signature_of_somebody_else(store: Store, propose: Propose, hanako: Desk, jiro: Desk) -> None:
    """A decision in one person's name under another's key is refused, and nothing of it stays."""
    shown = propose()
    size = store.audit.head().size
    for signer in (jiro.signer, lambda data: b"", lambda data: bytes(64), lambda data: hanako.signer(data + b" ")):
        with pytest.raises(SignatureError):
            decide.approve(store, "row-1", shown, hanako.person, signer)
    assert (store.decisions.of("row-1"), store.audit.head().size) == ((), size)
    assert store.proposals.get("row-1").state is ProposalState.INBOX


def test_revoked_person(store: Store, propose: Propose, hanako: Desk, jiro: Desk) -> None:
    """A revoked key decides nothing more, also if it is revoked while signing; what it signed before stands."""
    released = decide.approve(store, "row-1", propose(), jiro.person, jiro.signer)
    shown = propose("row-2")

    def revoked_meanwhile(data: bytes) -> bytes:
        revoke_person(store, jiro.person, by=hanako.person, signer=hanako.signer)
        return bytes(jiro.signer(data))

    for signer in (revoked_meanwhile, jiro.signer):
        with pytest.raises(ApprovalError, match="revoked"):
            decide.approve(store, "row-2", shown, jiro.person, signer)
    decide.check(released, store)
    assert store.decisions.of("row-2") == ()


def test_decision_dated_after_the_revocation(store: Store, propose: Propose, hanako: Desk, jiro: Desk) -> None:
    """A signature of a revoked key over a later date does not pass the check."""
    released = decide.approve(store, "row-1", propose(), jiro.person, jiro.signer)
    revoke_person(store, jiro.person, by=hanako.person, signer=hanako.signer)
    later = released.decision.body.model_copy(
        update={"decided_at": released.decision.body.decided_at + timedelta(days=1)}
    )
    forged = released.decision.model_copy(
        update={"body": later, "signature": jiro.signer(canonical_bytes(later)).hex()}
    )
    with pytest.raises(ApprovalError, match="revoked"):
        decide.check(Approved(released.content, forged), store)


def test_approved_made_by_hand(store: Store, propose: Propose, hanako: Desk, jiro: Desk) -> None:
    """An ``Approved`` that code put together itself, in any of these ways, does not pass the check."""
    shown = propose()
    propose("row-2")
    genuine = decide.approve(store, "row-1", shown, hanako.person, hanako.signer)
    row, decision = genuine.content, genuine.decision
    other = row.model_copy(update={"due": date(2027, 1, 1)})
    renamed = decision.body.model_copy(update={"person": "佐藤 次郎"})
    rejected = decision.body.model_copy(update={"kind": DecisionKind.REJECT})
    unrecorded = decision.body.model_copy(update={"reason": "again"})

    def signed(body: Any) -> Any:
        return decision.model_copy(update={"body": body, "signature": hanako.signer(canonical_bytes(body)).hex()})

    forgeries = [
        (other, decision),
        (row.model_copy(update={"row_id": "row-2"}), decision),
        (row, decision.model_copy(update={"signature": "00" * 64})),
        (row, signed(renamed)),
        (row, signed(rejected)),
        (row, signed(unrecorded)),
    ]
    for content, false in forgeries:
        with pytest.raises(ApprovalError):
            decide.check(Approved(content, false), store)
    decide.check(genuine, store)


TEXT_FIELDS = ("file", "document_id", "office", "right", "form", "event_code", "matter", "party", "calendar_version")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(TEXT_FIELDS), value=st.text(st.characters(codec="utf-8"), max_size=6))
def test_any_changed_value_breaks_the_signature(
    store: Store, propose: Propose, hanako: Desk, name: str, value: str
) -> None:
    """Whatever text of a signed row is changed afterwards, by however little, the check refuses it."""
    if not store.proposals.list():
        decide.approve(store, "row-1", propose(), hanako.person, hanako.signer)
    released = decide.approved(store, "row-1")
    changed = released.content.model_copy(update={name: value})
    assume(changed != released.content)
    with pytest.raises(SignatureError):
        decide.check(Approved(changed, released.decision), store)


def test_decision_put_into_the_store_unsigned(store: Store, propose: Propose, hanako: Desk) -> None:
    """Code that goes around ``review`` and stores a decision without a good signature releases nothing."""
    propose("row-1")
    genuine = decide.approve(store, "row-2", propose("row-2"), hanako.person, hanako.signer).decision
    body = genuine.body.model_copy(
        update={"proposal_id": "row-1", "content_hash": store.proposals.get("row-1").content_hash}
    )
    store.decisions.add(genuine.model_copy(update={"body": body}), version=1, actor=hanako.person.actor)
    assert store.proposals.get("row-1").state is ProposalState.APPROVED
    with pytest.raises(SignatureError):
        decide.approved(store, "row-1")


def test_stranger_in_the_database(store: Store, propose: Propose, hanako: Desk) -> None:
    """A person admitted by a key that nobody entitled holds cannot decide, although the row is in the database."""
    shown = propose()
    phrase = Passphrase("four unrelated words")
    stranger = add_person(store, "C", phrase, admitted_by=hanako.person, signer=hanako.signer, cost=Cost(n=16))
    signer = unlock_person(stranger, phrase).sign
    forge = """UPDATE people SET statement = replace(statement, '"signature":"', '"signature":"00') WHERE name = 'C'"""
    with store._database.transaction("unit") as connection:
        connection.exec_driver_sql(forge)
    with pytest.raises(SignatureError, match="admitted"):
        decide.approve(store, "row-1", shown, stranger, signer)
    assert store.decisions.of("row-1") == ()


def test_only_decide_makes_an_approved() -> None:
    """In the whole package, ``Approved(...)`` is called in review/decide.py alone."""
    package = Path(konkyo.__file__).parent
    makers = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            called = called.value if isinstance(called, ast.Subscript) else called
            if isinstance(called, (ast.Name, ast.Attribute)):
                name = called.id if isinstance(called, ast.Name) else called.attr
                if name == "Approved":
                    makers.add(path.relative_to(package).as_posix())
    assert makers == {"review/decide.py"}
