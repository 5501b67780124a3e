"""Proposals: rows that wait for a person, every version of them kept.

``inbox`` waits; ``approved``, ``amended`` and ``rejected`` are decided. A run that proposes other content for a
decided row does not undo the decision: the new version lies beside it (``changed``) until a person decides again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy import Row as TableRow

from konkyo.errors import NotFoundError, StorageDamagedError
from konkyo.records.evidence import Row
from konkyo.records.runs import AuditEvent
from konkyo.records.value import Value
from konkyo.store.audit import AuditTrail
from konkyo.store.database import Database
from konkyo.store.faultpoints import faultpoint
from konkyo.store.packing import canonical_json
from konkyo.store.tables import proposal_versions, proposals, runs


class ProposalState(StrEnum):
    """Where a proposal stands."""

    INBOX = "inbox"
    APPROVED = "approved"
    AMENDED = "amended"
    REJECTED = "rejected"


class ProposalVersion(Value):
    """One version of a proposal's content. ``body``: its canonical JSON, whose SHA-256 is ``content_hash``."""

    row_id: str
    version: int
    origin: str
    run_id: str
    content_hash: str
    body: str
    added_at: datetime


class Proposal(Value):
    """A proposal and the version a person is to look at: the changed one, if it changed after it was decided."""

    row_id: str
    workflow: str
    matter: str | None
    state: ProposalState
    changed: bool
    decision_id: str | None
    decided_version: int | None
    current: ProposalVersion
    added_at: datetime
    updated_at: datetime

    @property
    def content_hash(self) -> str:
        """The hash of what a person is shown."""
        return self.current.content_hash


class Added(Value):
    """What ``add_all`` did: how many rows were new, changed before or after a decision, or there already."""

    new: int = 0
    changed: int = 0
    changed_since_decision: int = 0
    same: int = 0


class Proposals:
    """The repository of proposals of one workspace."""

    def __init__(self, database: Database, audit: AuditTrail, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def add_all(self, run_id: str, rows: Iterable[Row]) -> Added:
        """Put the rows of a run into the inbox, all or none. Idempotent by ``row_id`` and content.

        Same content: nothing. Other content, undecided: a new version takes its place, the old one is kept. Other
        content, decided: the decision stays, and the new version is marked as changed since.
        """
        counts = dict.fromkeys(Added.model_fields, 0)
        with self._database.transaction("proposals") as connection:
            run = connection.execute(
                select(runs.c.workflow, runs.c.matter).where(runs.c.run_id == run_id)
            ).one_or_none()
            if run is None:
                msg = "proposals belong to a run, and no run of that id is here"
                raise NotFoundError(msg)
            digest = hashlib.sha256()
            for row in rows:
                body = canonical_json(row)
                content_hash = hashlib.sha256(body).hexdigest()
                matter = getattr(row, "matter", None) or run.matter
                content = (row.row_id, body.decode("utf-8"), content_hash)
                done = self._add(connection, run_id, content, run.workflow, matter)
                counts[done] += 1
                digest.update(f"{row.row_id}\n{content_hash}\n".encode())
                faultpoint("proposals.between_rows")
            added = Added(**counts)
            if added.same != sum(counts.values()):
                faultpoint("proposals.before_audit")
                objects = {"run": run_id, "rows": digest.hexdigest()}
                objects |= {name: str(count) for name, count in counts.items()}
                event = AuditEvent(kind="proposals.added", actor="konkyo", matter=run.matter, objects=objects)
                self._audit.append(event)
            return added

    def _add(
        self, connection: Connection, run_id: str, content: tuple[str, str, str], workflow: str, matter: str | None
    ) -> str:
        """Add one row; returns which count of ``Added`` it belongs to."""
        row_id, _, content_hash = content
        now = self._clock().isoformat()
        here = proposals.c.row_id == row_id
        known = connection.execute(select(proposals).where(here)).one_or_none()
        if known is None:
            connection.execute(
                insert(proposals).values(
                    row_id=row_id,
                    workflow=workflow,
                    matter=matter,
                    run_id=run_id,
                    state=ProposalState.INBOX.value,
                    version=1,
                    added_at=now,
                    updated_at=now,
                )
            )
            self._add_version(connection, run_id, content, 1, "run")
            return "new"
        last = self._last_of_run(connection, row_id)
        if last.content_hash == content_hash:
            return "same"
        version = self._next_version(connection, row_id)
        self._add_version(connection, run_id, content, version, "run")
        if known.state == ProposalState.INBOX.value:
            connection.execute(update(proposals).where(here).values(version=version, run_id=run_id, updated_at=now))
            return "changed"
        decided = connection.execute(_version_query(row_id, known.version)).one()
        back = decided.content_hash == content_hash  # the run proposes again what was decided
        state = {"changed_version": None if back else version, "updated_at": now}
        connection.execute(update(proposals).where(here).values(**state))
        return "same" if back else "changed_since_decision"

    def _add_version(
        self, connection: Connection, run_id: str, content: tuple[str, str, str], version: int, origin: str
    ) -> None:
        row_id, body, content_hash = content
        values = {"row_id": row_id, "version": version, "origin": origin, "run_id": run_id, "body": body}
        added_at = self._clock().isoformat()
        connection.execute(insert(proposal_versions).values(**values, content_hash=content_hash, added_at=added_at))

    def add_amended(self, row_id: str, row: Row) -> int:
        """Keep a person's version of a row beside the proposed ones; returns its number. ``review`` decides on it."""
        body = canonical_json(row)
        with self._database.transaction("unit") as connection:
            version = self._next_version(connection, row_id)
            run_id = self.get(row_id).current.run_id
            content = (row_id, body.decode("utf-8"), hashlib.sha256(body).hexdigest())
            self._add_version(connection, run_id, content, version, "person")
        return version

    def mark(self, row_id: str, state: ProposalState, version: int | None, decision_id: str) -> None:
        """Set where a proposal stands after a decision. ``version`` None: back to what the last run proposed."""
        with self._database.transaction("unit") as connection:
            number = self._last_of_run(connection, row_id).version if version is None else version
            values = {"state": state.value, "version": number, "changed_version": None, "decision_id": decision_id}
            now = self._clock().isoformat()
            connection.execute(update(proposals).where(proposals.c.row_id == row_id).values(**values, updated_at=now))

    def get(self, row_id: str) -> Proposal:
        """A proposal with the content in review, its hash checked. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            row = connection.execute(select(proposals).where(proposals.c.row_id == row_id)).one_or_none()
        if row is None:
            msg = "no proposal of that id in this workspace"
            raise NotFoundError(msg, remedy="konkyo inbox")
        return self._proposal(row)

    def list(
        self, *, state: ProposalState | None = None, matter: str | None = None, changed: bool | None = None
    ) -> tuple[Proposal, ...]:
        """Proposals in the order in which they came; narrowed by state, matter, or having changed since decided."""
        query = select(proposals).order_by(proposals.c.added_at, proposals.c.row_id)
        if state is not None:
            query = query.where(proposals.c.state == state.value)
        if matter is not None:
            query = query.where(proposals.c.matter == matter)
        if changed is not None:
            column = proposals.c.changed_version
            query = query.where(column.is_not(None) if changed else column.is_(None))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(self._proposal(row) for row in rows)

    def ids(self) -> tuple[str, ...]:
        """The ids of all proposals, without their content."""
        with self._database.reading() as connection:
            return tuple(connection.execute(select(proposals.c.row_id).order_by(proposals.c.row_id)).scalars())

    def versions(self, row_id: str) -> tuple[ProposalVersion, ...]:
        """Every version of a proposal's content, oldest first."""
        query = select(proposal_versions).where(proposal_versions.c.row_id == row_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(proposal_versions.c.version)).all()
        return tuple(_version(row) for row in rows)

    def version(self, row_id: str, number: int) -> ProposalVersion:
        """One version of a proposal's content, its hash checked."""
        with self._database.reading() as connection:
            row = connection.execute(_version_query(row_id, number)).one_or_none()
        if row is None:
            msg = "no such version of this proposal"
            raise NotFoundError(msg)
        return _version(row)

    def _proposal(self, row: TableRow[Any]) -> Proposal:
        decided = row.state != ProposalState.INBOX.value
        return Proposal(
            row_id=row.row_id,
            workflow=row.workflow,
            matter=row.matter,
            state=ProposalState(row.state),
            changed=row.changed_version is not None,
            decision_id=row.decision_id,
            decided_version=row.version if decided else None,
            current=self.version(row.row_id, row.changed_version or row.version),
            added_at=datetime.fromisoformat(row.added_at),
            updated_at=datetime.fromisoformat(row.updated_at),
        )

    @staticmethod
    def _next_version(connection: Connection, row_id: str) -> int:
        newest = func.max(proposal_versions.c.version)
        return (connection.execute(select(newest).where(proposal_versions.c.row_id == row_id)).scalar() or 0) + 1

    @staticmethod
    def _last_of_run(connection: Connection, row_id: str) -> TableRow[Any]:
        """The version that a run proposed last."""
        of_run = (proposal_versions.c.row_id == row_id) & (proposal_versions.c.origin == "run")
        query = select(proposal_versions).where(of_run).order_by(proposal_versions.c.version.desc()).limit(1)
        return connection.execute(query).one()


def _version_query(row_id: str, number: int) -> Any:
    here = (proposal_versions.c.row_id == row_id) & (proposal_versions.c.version == number)
    return select(proposal_versions).where(here)


def _version(row: TableRow[Any]) -> ProposalVersion:
    found = ProposalVersion(
        row_id=row.row_id,
        version=row.version,
        origin=row.origin,
        run_id=row.run_id,
        content_hash=row.content_hash,
        body=row.body,
        added_at=datetime.fromisoformat(row.added_at),
    )
    if hashlib.sha256(found.body.encode("utf-8", "surrogatepass")).hexdigest() != found.content_hash:
        msg = "the content of a proposal was changed since it was stored"
        raise StorageDamagedError(msg, kept="the database was left as it is", remedy="restore a backup")
    return found
