"""A named person signs that an approved deadline was dealt with. Whatever hides a deadline is a signed act.

A completion binds the row, the decision that approved it, the day, person, key and reason under an Ed25519 signature.
A row that is decided anew is open again; a completion whose signature does not hold hides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from konkyo.errors import ApprovalError, NotFoundError, UsageError
from konkyo.records.register import Completion, CompletionBody
from konkyo.records.value import canonical_bytes
from konkyo.review.decide import approved
from konkyo.review.policy import refuse_person
from konkyo.store import Store
from konkyo.store.admission import refuse_unadmitted, signature_holds
from konkyo.store.decisions import decision_id
from konkyo.store.people import Person

Signer = Callable[[bytes], bytes]


def complete(store: Store, row_id: str, person: Person, signer: Signer, *, done_on: date, reason: str) -> Completion:
    """Sign that an approved row was dealt with on a day. Raises ``ApprovalError`` for a row that is not approved,
    ``UsageError`` without a reason.
    """
    if not reason.strip():
        msg = "a completion says what was done"
        raise UsageError(msg, kept="the deadline, open", remedy="give a reason, such as: response filed")
    standing = approved(store, row_id)
    refuse_person(store.people.get(person.person_id))
    body = CompletionBody(
        row_id=row_id,
        decision_id=decision_id(standing.decision),
        done_on=done_on,
        person=person.name,
        public_key=person.public_key,
        recorded_at=store.clock(),
        reason=reason,
    )
    completion = Completion(body=body, signature=signer(canonical_bytes(body)).hex())
    with store.transaction():
        if not completed(store, completion):
            msg = "the completion was not signed by this person, or the row was decided anew meanwhile"
            raise ApprovalError(msg, kept="the deadline, open", remedy=f"konkyo inbox {row_id}")
        store.matters.complete(completion, matter=store.proposals.get(row_id).matter, actor=person.actor)
    return completion


def completed(store: Store, completion: Completion) -> bool:
    """Whether a completion holds: signed by a person who could sign then, about the decision that is in force now."""
    body = completion.body
    if not signature_holds(body.public_key, completion.signature, canonical_bytes(body)):
        return False
    try:
        person = store.people.by_key(body.public_key)
        refuse_unadmitted(store.people, store.audit, person)
        last = store.decisions.last(body.row_id)
    except (NotFoundError, ApprovalError):
        return False
    revoked = person.revoked_at is not None and person.revoked_at <= body.recorded_at
    return person.name == body.person and not revoked and last is not None and decision_id(last) == body.decision_id
