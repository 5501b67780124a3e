"""People as the workspace knows them: a name, a public key, who admitted it, the locked private key, a revocation.

The store keeps what it is given; ``konkyo.people`` makes and checks it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, NoReturn

from sqlalchemy import Row, insert, select, update

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.records.runs import AuditEvent
from konkyo.records.value import Value
from konkyo.store.audit import AuditTrail
from konkyo.store.database import Database
from konkyo.store.packing import canonical_json
from konkyo.store.standing import Standing
from konkyo.store.tables import people


class Statement(Value):
    """What an administrator signs when admitting a key: this name, this key, this role, from this time on.

    The first administrator admits themselves: ``admitted_by`` is then their own key.
    """

    name: str
    public_key: str
    administrator: bool
    added_at: datetime
    admitted_by: str
    format: Literal["konkyo-person-1"] = "konkyo-person-1"


class SignedStatement(Value):
    """A statement with the Ed25519 signature (hex) of ``admitted_by`` over its canonical JSON."""

    body: Statement
    signature: str


class SealedKey(Value):
    """A private key locked with a passphrase: scrypt (RFC 7914) makes the key for ChaCha20-Poly1305 (RFC 8439).

    ``n``, ``r``, ``p``: scrypt's cost parameters; bytes are hexadecimal. Name and public key are bound in as
    associated data, so that a locked key cannot be put under another name.
    """

    n: int
    r: int
    p: int
    salt: str
    nonce: str
    ciphertext: str
    kdf: Literal["scrypt"] = "scrypt"
    cipher: Literal["chacha20-poly1305"] = "chacha20-poly1305"


class Person(Value):
    """A person who may sign. ``person_id``: SHA-256 of the public key, the actor's name in the audit trail."""

    person_id: str
    name: str
    public_key: str
    administrator: bool
    statement: SignedStatement
    sealed_key: SealedKey
    added_at: datetime
    revoked_at: datetime | None = None

    @property
    def actor(self) -> str:
        """How the audit trail names the person."""
        return f"person:{self.person_id}"


class People:
    """The repository of people of one workspace."""

    def __init__(
        self, database: Database, audit: AuditTrail, standing: Standing, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._audit = audit
        self._standing = standing
        self._clock = clock

    def add(self, person: Person, *, actor: str) -> None:
        """Keep a person; recorded in the audit trail. Raises ``UsageError`` if the name has a valid key already."""
        with self._database.transaction("person") as connection:
            if any(known.name == person.name and known.revoked_at is None for known in self.list()):
                msg = "a person of that name has a valid key already"
                raise UsageError(msg, remedy="revoke the old key first, or add a distinguishing word to the name")
            connection.execute(
                insert(people).values(
                    person_id=person.person_id,
                    name=person.name,
                    public_key=person.public_key,
                    statement=canonical_json(person.statement).decode("utf-8"),
                    sealed_key=canonical_json(person.sealed_key).decode("utf-8"),
                    added_at=person.added_at.isoformat(),
                )
            )
            role = "administrator" if person.administrator else "member"
            objects = {"person": person.person_id, "public_key": person.public_key, "name_text": person.name}
            self._audit.append(AuditEvent(kind="person.added", actor=actor, rule=role, objects=objects))

    def revoke(self, person_id: str, *, actor: str) -> Person:
        """From now on this key signs nothing; what it signed before stays valid. Revoking twice changes nothing."""
        with self._database.transaction("person") as connection:
            person = self.get(person_id)
            if person.revoked_at is None:
                now = self._clock().isoformat()
                connection.execute(update(people).where(people.c.person_id == person_id).values(revoked_at=now))
                self._audit.append(AuditEvent(kind="person.revoked", actor=actor, objects={"person": person_id}))
            return self.get(person_id)

    def get(self, person_id: str) -> Person:
        """A person by id. Raises ``NotFoundError``."""
        return self._one(people.c.person_id == person_id)

    def by_key(self, public_key: str) -> Person:
        """The person of a public key (hex). Raises ``NotFoundError``."""
        return self._one(people.c.public_key == public_key)

    def by_name(self, name: str) -> Person:
        """The person of that name whose key is valid. Raises ``NotFoundError``."""
        found = next((known for known in self.list() if known.name == name and known.revoked_at is None), None)
        return found if found is not None else _nobody()

    def list(self) -> tuple[Person, ...]:
        """Everybody, in the order of admission, revoked keys included."""
        with self._database.reading() as connection:
            rows = connection.execute(select(people).order_by(people.c.added_at, people.c.person_id)).all()
        return tuple(self._person(row) for row in rows)

    def _one(self, condition: Any) -> Person:
        with self._database.reading() as connection:
            row = connection.execute(select(people).where(condition)).one_or_none()
        return self._person(row) if row is not None else _nobody()

    def _person(self, row: Row[Any]) -> Person:
        """A person as kept; a revocation holds from the first time that either the table or the audit trail names."""
        try:
            statement = SignedStatement.model_validate_json(row.statement)
            sealed = SealedKey.model_validate_json(row.sealed_key)
            told = (row.revoked_at and datetime.fromisoformat(row.revoked_at), self._standing.revoked_at(row.person_id))
            person = Person(
                person_id=row.person_id,
                name=row.name,
                public_key=row.public_key,
                administrator=statement.body.administrator,
                statement=statement,
                sealed_key=sealed,
                added_at=datetime.fromisoformat(row.added_at),
                revoked_at=min((time for time in told if time), default=None),
            )
        except (ValueError, TypeError):
            _changed()
        if (statement.body.name, statement.body.public_key) != (row.name, row.public_key):
            _changed()
        return person


def _nobody() -> NoReturn:
    msg = "no such person in this workspace"
    raise NotFoundError(msg, remedy="konkyo people")


def _changed() -> NoReturn:
    msg = "a person's record was changed since it was stored"
    raise StorageDamagedError(msg, kept="the database was left as it is", remedy="restore a backup")
