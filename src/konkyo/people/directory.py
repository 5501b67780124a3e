"""Who may sign: admitted by a signed statement, listed, revoked.

The first person admits themselves and is the administrator. Every later key is admitted by an administrator's
signature over name, key and role, so that a row written into the database from outside admits nobody.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from konkyo.errors import ApprovalError, SignatureError, UsageError
from konkyo.people.keys import STRONG, Cost, SigningKey, create_key, person_id, unlock
from konkyo.people.passphrase import Passphrase
from konkyo.records.value import canonical_bytes
from konkyo.store import Store
from konkyo.store.admission import refuse_unadmitted, signature_holds
from konkyo.store.people import Person, SealedKey, SignedStatement, Statement

Signer = Callable[[bytes], bytes]
_MOST_NAME = 100


def add_first_person(store: Store, name: str, passphrase: Passphrase, *, cost: Cost = STRONG) -> Person:
    """Admit the workspace's first person, who is its administrator. Raises ``ApprovalError`` if there is one."""
    name = _name(name)
    if store.people.list():
        msg = "this workspace has an administrator already"
        raise ApprovalError(msg, kept="the people as they were", remedy="let an administrator admit the new person")
    key, sealed = create_key(name, passphrase, cost=cost)
    body = Statement(
        name=name,
        public_key=key.public_key,
        administrator=True,
        added_at=store.clock(),
        admitted_by=key.public_key,
    )
    person = _person(SignedStatement(body=body, signature=key.sign(canonical_bytes(body)).hex()), sealed)
    with store.transaction("person"):
        if store.people.list():  # somebody else was first while the passphrase was being stretched
            msg = "this workspace has an administrator already"
            raise ApprovalError(msg, kept="the people as they were", remedy="let an administrator admit the person")
        store.people.add(person, actor=person.actor)
    return person


def add_person(
    store: Store,
    name: str,
    passphrase: Passphrase,
    *,
    admitted_by: Person,
    signer: Signer,
    administrator: bool = False,
    cost: Cost = STRONG,
) -> Person:
    """Admit a further person: ``signer`` signs with the key of ``admitted_by``, a valid administrator."""
    name = _name(name)
    _refuse_no_administrator(store, admitted_by)
    key, sealed = create_key(name, passphrase, cost=cost)
    body = Statement(
        name=name,
        public_key=key.public_key,
        administrator=administrator,
        added_at=store.clock(),
        admitted_by=admitted_by.public_key,
    )
    person = _person(SignedStatement(body=body, signature=signer(canonical_bytes(body)).hex()), sealed)
    with store.transaction("person"):
        store.people.add(person, actor=admitted_by.actor)
        check_person(store, person)
    return person


def revoke_person(store: Store, person: Person, *, by: Person, signer: Signer) -> Person:
    """Revoke a key: one's own, or as an administrator anybody's. ``signer`` proves that ``by`` is the one who asks.

    The last administrator's key cannot be revoked: admit another first.
    """
    proof = canonical_bytes({"format": "konkyo-revoke-1", "public_key": person.public_key, "by": by.public_key})
    if by.person_id != person.person_id:
        _refuse_no_administrator(store, by)
    if not signature_holds(by.public_key, signer(proof).hex(), proof):
        msg = "the signature is not the one of the person who asks"
        raise SignatureError(msg, kept="the people as they were")
    with store.transaction("person"):
        others = (p for p in store.people.list() if p.person_id != person.person_id)
        if person.administrator and not any(p.administrator and p.revoked_at is None for p in others):
            msg = "the last administrator's key cannot be revoked"
            raise UsageError(msg, kept="the people as they were", remedy="admit another administrator first")
        return store.people.revoke(person.person_id, actor=by.actor)


def unlock_person(person: Person, passphrase: Passphrase) -> SigningKey:
    """Open a person's key. Raises ``SignatureError`` for a wrong passphrase, ``ApprovalError`` for a revoked key."""
    if person.revoked_at is not None:
        msg = "this key was revoked and signs nothing more"
        raise ApprovalError(msg, kept="nothing was signed", remedy="konkyo people")
    return unlock(person.name, person.public_key, person.sealed_key, passphrase)


def check_person(store: Store, person: Person) -> None:
    """Raise ``SignatureError`` unless signed statements lead from the first administrator to this person."""
    refuse_unadmitted(store.people, store.audit, person)


def _refuse_no_administrator(store: Store, person: Person) -> None:
    known = store.people.get(person.person_id)
    if not known.administrator or known.revoked_at is not None:
        msg = "only an administrator with a valid key admits and revokes others"
        raise ApprovalError(msg, kept="the people as they were", remedy="konkyo people")


def _person(statement: SignedStatement, sealed: SealedKey) -> Person:
    body = statement.body
    return Person(
        person_id=person_id(body.public_key),
        name=body.name,
        public_key=body.public_key,
        administrator=body.administrator,
        statement=statement,
        sealed_key=sealed,
        added_at=body.added_at,
    )


def _name(name: str) -> str:
    """A name as it is kept: NFC, single spaces, no control characters (it is printed on terminals)."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(plain) <= _MOST_NAME or any(unicodedata.category(c).startswith("C") for c in plain):
        msg = f"a person's name has 1 to {_MOST_NAME} printable characters"
        raise UsageError(msg)
    return plain
