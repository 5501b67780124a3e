"""Second readings and the seals before them, append-only, one line of readings per content of a proposal.

A reading is of one content: it is found by the hash of that content, so whatever changes a row leaves its readings
behind. Whether a reading is sound (``review.four_eyes``) is judged above the store.
"""

from __future__ import annotations

from typing import Any, Literal, NoReturn

from sqlalchemy import Row, insert, select

from konkyo.errors import ApprovalError, NotFoundError, StorageDamagedError
from konkyo.records.runs import AuditEvent
from konkyo.records.second_reading import Seal, SecondReading
from konkyo.records.value import content_hash
from konkyo.store.audit import AuditEntry, AuditTrail
from konkyo.store.database import Database
from konkyo.store.faultpoints import faultpoint
from konkyo.store.packing import canonical_json
from konkyo.store.proposals import Proposals
from konkyo.store.standing import Standing
from konkyo.store.tables import reading_seals, second_readings

FourEyes = Literal["off", "deadlines"]


def reading_id(reading: SecondReading) -> str:
    """The name of a second reading: SHA-256 of its canonical JSON, signature included."""
    return content_hash(reading)


class SecondReadings:
    """The repository of second readings of one workspace, and whether they are required."""

    def __init__(self, database: Database, audit: AuditTrail, standing: Standing, proposals: Proposals) -> None:
        self._database = database
        self._audit = audit
        self._standing = standing
        self._proposals = proposals

    @property
    def required(self) -> FourEyes:
        """Whether deadlines need four eyes, as the audit trail says: a settings file alone does not switch it off."""
        return "deadlines" if self._standing.policy("four_eyes") == "deadlines" else "off"

    def require(self, value: FourEyes, *, actor: str) -> None:
        """Switch four eyes on or off; recorded. The same again records nothing."""
        with self._database.transaction("unit"):
            if self.required != value:
                self._audit.append(AuditEvent(kind="policy.four_eyes", actor=actor, rule=value))

    def seal(self, seal: Seal, *, actor: str) -> str:
        """Keep values before the first reading is shown; returns the seal's hash. The same seal twice is kept once."""
        name = content_hash(seal)
        with self._database.transaction("sealing") as connection:
            known = connection.execute(select(reading_seals.c.seal_id).where(reading_seals.c.seal_id == name)).scalar()
            if known is None:
                seq = self._audit.record(
                    AuditEvent(
                        kind="second_reading.sealed",
                        actor=actor,
                        matter=self._proposals.get(seal.proposal_id).matter,
                        objects=_objects(seal.proposal_id, seal.content_hash, seal.public_key) | {"seal": name},
                    )
                )
                faultpoint("sealing.before_row")
                connection.execute(
                    insert(reading_seals).values(
                        seal_id=name,
                        row_id=seal.proposal_id,
                        content_hash=seal.content_hash,
                        public_key=seal.public_key,
                        body=canonical_json(seal).decode("utf-8"),
                        audit_seq=seq,
                    )
                )
        return name

    def get_seal(self, name: str) -> Seal:
        """A seal by its hash, checked against it. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            row = connection.execute(select(reading_seals).where(reading_seals.c.seal_id == name)).one_or_none()
        if row is None:
            msg = "no sealed values of that hash in this workspace"
            raise NotFoundError(msg)
        return _seal(row)

    def open_seals(self, row_id: str, content: str, public_key: str) -> tuple[Seal, ...]:
        """Values that a person sealed about this content and has not signed, in the order of sealing.

        Those that a later reading names as abandoned are not among them.
        """
        here = reading_seals.c.row_id == row_id, reading_seals.c.content_hash == content
        query = select(reading_seals).where(*here, reading_seals.c.public_key == public_key)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(reading_seals.c.audit_seq)).all()
        bodies = [reading.body for reading in self.of(row_id, content)]
        done = {name for body in bodies for name in (body.seal, *body.abandoned)}
        return tuple(_seal(row) for row in rows if row.seal_id not in done)

    def add(self, reading: SecondReading, *, actor: str) -> str:
        """Record a reading with its audit entry; returns its id.

        Raises ``ApprovalError`` if the line of readings of this content went on meanwhile.
        """
        body, name = reading.body, reading_id(reading)
        with self._database.transaction("reading") as connection:
            before = self.of(body.proposal_id, body.content_hash)
            if (reading_id(before[-1]) if before else "") != body.supersedes:
                msg = "somebody read this content meanwhile"
                raise ApprovalError(msg, kept="that reading", remedy=f"konkyo second read {body.proposal_id}")
            faultpoint("reading.before_audit")
            seq = self._audit.record(
                AuditEvent(
                    kind=f"second_reading.{body.outcome.value}",
                    actor=actor,
                    matter=self._proposals.get(body.proposal_id).matter,
                    objects=_objects(body.proposal_id, body.content_hash, body.public_key)
                    | {"reading": name, "seal": body.seal}
                    | ({"supersedes": body.supersedes} if body.supersedes else {})
                    | ({"reason_text": body.reason} if body.reason else {}),
                )
            )
            faultpoint("reading.before_row")
            connection.execute(
                insert(second_readings).values(
                    reading_id=name,
                    row_id=body.proposal_id,
                    content_hash=body.content_hash,
                    outcome=body.outcome.value,
                    supersedes=body.supersedes,
                    body=canonical_json(reading).decode("utf-8"),
                    audit_seq=seq,
                )
            )
        return name

    def of(self, row_id: str, content: str | None = None) -> tuple[SecondReading, ...]:
        """All readings of a proposal in their order; of one content of it, if its hash is given.

        Raises ``StorageDamagedError`` if the audit trail tells of others: readings are never taken out.
        """
        query = select(second_readings).where(second_readings.c.row_id == row_id).order_by(second_readings.c.audit_seq)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        if tuple(row.reading_id for row in rows) != self._standing.readings(row_id):
            msg = "the second readings of this proposal are not those in the audit trail"
            raise StorageDamagedError(msg, kept="the database was left as it is", remedy="restore a backup")
        found = tuple(_reading(row) for row in rows)
        return tuple(reading for reading in found if content is None or reading.body.content_hash == content)

    def entry(self, name: str) -> AuditEntry | None:
        """The audit entry that belongs to a reading, at the place the reading's row says; None if it is another."""
        query = select(second_readings.c.audit_seq).where(second_readings.c.reading_id == name)
        with self._database.reading() as connection:
            seq = connection.execute(query).scalar()
        entry = self._audit.entry(seq) if seq is not None else None
        return entry if entry is not None and entry.objects.get("reading") == name else None


def _objects(row_id: str, content: str, public_key: str) -> dict[str, str]:
    return {"proposal": row_id, "content": content, "public_key": public_key}


def _seal(row: Row[Any]) -> Seal:
    try:
        found = Seal.model_validate_json(row.body)
    except ValueError:
        _changed("sealed values were")
    about = (found.proposal_id, found.content_hash, found.public_key)
    if content_hash(found) != row.seal_id or about != (row.row_id, row.content_hash, row.public_key):
        _changed("sealed values were")
    return found


def _reading(row: Row[Any]) -> SecondReading:
    try:
        found = SecondReading.model_validate_json(row.body)
    except ValueError:
        _changed("a second reading was")
    body = found.body
    about = (body.proposal_id, body.content_hash, body.outcome.value, body.supersedes)
    if reading_id(found) != row.reading_id or about != (row.row_id, row.content_hash, row.outcome, row.supersedes):
        _changed("a second reading was")
    return found


def _changed(what: str) -> NoReturn:
    msg = f"{what} changed since they were stored" if what.endswith("were") else f"{what} changed since it was stored"
    raise StorageDamagedError(msg, kept="the database was left as it is", remedy="restore a backup") from None
