"""Whether a person's key was admitted: signed statements lead from the first administrator to it.

The first administrator is the one whose admission the audit trail recorded first, so neither a row written into the
database from outside nor a key of somebody's own making can decide anything.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from konkyo.errors import SignatureError
from konkyo.records.value import canonical_bytes
from konkyo.store.audit import AuditTrail
from konkyo.store.people import People, Person, SignedStatement, Statement


def signature_holds(public_key: str, signature: str, data: bytes) -> bool:
    """Whether an Ed25519 signature (hex) by a public key (hex) over these bytes holds."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def refuse_unadmitted(people: People, audit: AuditTrail, person: Person) -> None:
    """Raise ``SignatureError`` unless signed statements lead from the first administrator to this person."""
    everybody = {known.public_key: known for known in people.list()}
    seen: set[str] = set()
    at: Person | None = person
    while at is not None and at.public_key not in seen and _stated(at):
        seen.add(at.public_key)
        body = at.statement.body
        if body.admitted_by == at.public_key:
            if body.administrator and _was_first(audit, at):
                return
            break
        giver = everybody.get(body.admitted_by)
        at = giver if giver is not None and _may_admit(giver, body) else None
    msg = "nobody entitled has admitted this person"
    raise SignatureError(msg, remedy="konkyo audit verify; let an administrator admit the person again")


def _stated(person: Person) -> bool:
    """Whether the statement is about this person and signed by the one it names."""
    statement: SignedStatement = person.statement
    body = statement.body
    about = (body.name, body.public_key, body.administrator) == (person.name, person.public_key, person.administrator)
    return about and signature_holds(body.admitted_by, statement.signature, canonical_bytes(body))


def _was_first(audit: AuditTrail, person: Person) -> bool:
    first = audit.first("person.added")
    return first is not None and first.objects.get("person") == person.person_id


def _may_admit(giver: Person, statement: Statement) -> bool:
    return giver.administrator and (giver.revoked_at is None or giver.revoked_at > statement.added_at)
