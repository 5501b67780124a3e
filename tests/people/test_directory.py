"""Who may sign, and who let them."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from konkyo.errors import ApprovalError, NotFoundError, SignatureError, UsageError
from konkyo.people.directory import add_first_person, add_person, check_person, revoke_person, unlock_person
from konkyo.people.keys import Cost, SigningKey
from konkyo.people.passphrase import Passphrase
from konkyo.records.value import canonical_bytes
from konkyo.store import Store
from konkyo.store.people import Person

CHEAP = Cost(n=2**4)
PHRASE = "four unrelated words here"


def second(store: Store, hanako: Person, key: SigningKey, name: str = "佐藤 次郎", **options: bool) -> Person:
    return add_person(store, name, Passphrase(PHRASE), admitted_by=hanako, signer=key.sign, cost=CHEAP, **options)


def test_first_person_is_administrator(store: Store, hanako: Person) -> None:
    """The first person admits themselves, once; the trail says so without the name."""
    assert hanako.administrator
    assert store.people.list() == (hanako,) == (store.people.by_name("山田 花子"),)
    check_person(store, hanako)
    with pytest.raises(ApprovalError):
        add_first_person(store, "Mallory", Passphrase(PHRASE), cost=CHEAP)
    (entry,) = store.audit.entries(kind="person.")
    assert (entry.kind, entry.actor, entry.rule) == ("person.added", hanako.actor, "administrator")
    assert "山田" not in "".join(body for body, _ in store.audit.pairs())
    assert store.commitments.opens(entry.objects["name_text"], "山田 花子")


def test_nothing_secret_on_the_disk(store: Store, hanako: Person, key: SigningKey) -> None:
    """Neither passphrase nor private key lies anywhere in the workspace."""
    private = key._private.private_bytes_raw()
    secrets = (b"correct horse battery", private, private.hex().encode())
    for path in store.root.rglob("*"):
        if path.is_file():
            assert not any(secret in path.read_bytes() for secret in secrets)


def test_later_people_are_admitted(store: Store, hanako: Person, key: SigningKey) -> None:
    """An administrator's signature admits; a member's does not, nor a wrong key's."""
    jiro = second(store, hanako, key)
    check_person(store, jiro)
    his = unlock_person(jiro, Passphrase(PHRASE))
    with pytest.raises(ApprovalError):
        add_person(store, "C", Passphrase(PHRASE), admitted_by=jiro, signer=his.sign, cost=CHEAP)
    with pytest.raises(SignatureError):
        add_person(store, "C", Passphrase(PHRASE), admitted_by=hanako, signer=his.sign, cost=CHEAP)
    assert [person.name for person in store.people.list()] == ["山田 花子", "佐藤 次郎"]


def test_row_from_outside_admits_nobody(store: Store, hanako: Person) -> None:
    """A person written straight into the store, self-signed or signed by a stranger, is not admitted."""
    own = Ed25519PrivateKey.generate()
    public_key = own.public_key().public_bytes_raw().hex()
    for giver in (public_key, hanako.public_key):
        body = hanako.statement.body.model_copy(
            update={"name": f"M {giver[:4]}", "public_key": public_key, "admitted_by": giver}
        )
        statement = hanako.statement.model_copy(
            update={"body": body, "signature": own.sign(canonical_bytes(body)).hex()}
        )
        mallory = hanako.model_copy(
            update={"name": body.name, "public_key": public_key, "person_id": "ab" * 32, "statement": statement}
        )
        with pytest.raises(SignatureError):
            check_person(store, mallory)


def test_same_name_needs_a_revoked_key(store: Store, hanako: Person, key: SigningKey) -> None:
    """One valid key per name: after a revocation the name may have a new key."""
    jiro = second(store, hanako, key)
    with pytest.raises(UsageError):
        second(store, hanako, key)
    revoked = revoke_person(store, jiro, by=hanako, signer=key.sign)
    assert revoked.revoked_at is not None
    with pytest.raises(ApprovalError):
        unlock_person(revoked, Passphrase(PHRASE))
    assert second(store, hanako, key).person_id != jiro.person_id
    assert store.people.get(jiro.person_id).revoked_at is not None


def test_who_revokes(store: Store, hanako: Person, key: SigningKey) -> None:
    """Members revoke their own key only, with their own signature; the last administrator cannot go."""
    jiro = second(store, hanako, key)
    his = unlock_person(jiro, Passphrase(PHRASE))
    with pytest.raises(ApprovalError):
        revoke_person(store, hanako, by=jiro, signer=his.sign)
    with pytest.raises(SignatureError):
        revoke_person(store, jiro, by=jiro, signer=key.sign)
    with pytest.raises(UsageError, match="last administrator"):
        revoke_person(store, hanako, by=hanako, signer=key.sign)
    assert revoke_person(store, jiro, by=jiro, signer=his.sign).revoked_at is not None
    second(store, hanako, key, "鈴木", administrator=True)
    assert revoke_person(store, hanako, by=hanako, signer=key.sign).revoked_at is not None


def test_admission_by_a_revoked_administrator(store: Store, hanako: Person, key: SigningKey) -> None:
    """What an administrator admitted before the revocation stays; afterwards their signature admits nobody."""
    suzuki = second(store, hanako, key, "鈴木", administrator=True)
    revoke_person(store, hanako, by=hanako, signer=key.sign)
    check_person(store, store.people.get(suzuki.person_id))
    with pytest.raises(ApprovalError):
        second(store, hanako, key, "C")


@pytest.mark.parametrize("name", ["", "   ", "a\x1b[31m", "x" * 101, "bell\x07", "right\u202eleft"])
def test_names(store: Store, name: str) -> None:
    """A name is printable and not empty: it is shown on terminals."""
    with pytest.raises(UsageError):
        add_first_person(store, name, Passphrase(PHRASE), cost=CHEAP)


def test_unknown_people(store: Store) -> None:
    """Who is not here is said."""
    for ask in (store.people.get, store.people.by_key, store.people.by_name):
        with pytest.raises(NotFoundError):
            ask("nobody")
