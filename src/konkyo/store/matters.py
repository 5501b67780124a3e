"""The register of matters as the workspace keeps it: matters, rights, completions. Entries are added, never changed.

The last entry about a key is in force; the earlier ones stay. Names and titles reach the audit trail as commitments
only. The store keeps what it is given; whether a completion's signature holds is judged above it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, TypeVar

from sqlalchemy import Row, func, insert, select

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.records.register import FACTS, Completion, Matter, Register, RegisteredRight
from konkyo.records.runs import AuditEvent
from konkyo.records.value import Value, content_hash
from konkyo.store.audit import AuditTrail
from konkyo.store.database import Database
from konkyo.store.packing import canonical_json
from konkyo.store.tables import register

Kind = Literal["matter", "right", "completion"]
V = TypeVar("V", bound=Value)


class Matters:
    """The repository of the register of one workspace."""

    def __init__(self, database: Database, audit: AuditTrail, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def all(self) -> Register:
        """Everything in force. Raises ``StorageDamagedError`` for an entry that was changed since it was stored."""
        last = select(func.max(register.c.seq)).group_by(register.c.kind, register.c.key)
        query = select(register).where(register.c.seq.in_(last)).order_by(register.c.kind, register.c.key)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return Register(
            matters={row.key: _entry(row, Matter) for row in rows if row.kind == "matter"},
            rights={row.key: _entry(row, RegisteredRight) for row in rows if row.kind == "right"},
            completions={row.key: _entry(row, Completion) for row in rows if row.kind == "completion"},
        )

    def get(self, matter_id: str) -> Matter:
        """A matter. Raises ``NotFoundError``."""
        found = self._last("matter", matter_id)
        if found is None:
            msg = "no matter of that id is registered"
            raise NotFoundError(msg, remedy="konkyo matters list, konkyo matters add ID")
        return _entry(found, Matter)

    def right(self, right_id: str) -> RegisteredRight | None:
        """A right, or None if it is not registered."""
        found = self._last("right", right_id)
        return None if found is None else _entry(found, RegisteredRight)

    def history(self, kind: Kind, key: str) -> tuple[tuple[datetime, str], ...]:
        """When each entry about a key was made, and its content as JSON; oldest first."""
        here = (register.c.kind == kind) & (register.c.key == key)
        with self._database.reading() as connection:
            rows = connection.execute(select(register).where(here).order_by(register.c.seq)).all()
        return tuple((datetime.fromisoformat(row.added_at), row.body) for row in rows)

    def add(self, matter: Matter, *, by: str) -> None:
        """Register a matter. Raises ``UsageError`` if its id is taken."""
        with self._database.transaction("unit"):
            if self._last("matter", matter.matter_id) is not None:
                msg = "a matter of that id is registered already"
                raise UsageError(msg, kept="the matter as it was", remedy="konkyo matters assign ID, or another id")
            self._put("matter", matter.matter_id, matter)
            self._told("matter.added", matter.matter_id, _people(matter) | {"title_text": matter.title}, by)

    def change(self, matter: Matter, *, by: str) -> bool:
        """Give a matter another title or other people; False if nothing differs. Raises ``NotFoundError``."""
        with self._database.transaction("unit"):
            if self.get(matter.matter_id) == matter:
                return False
            self._put("matter", matter.matter_id, matter)
            self._told("matter.changed", matter.matter_id, _people(matter) | {"title_text": matter.title}, by)
        return True

    def put_right(self, right: RegisteredRight, *, by: str) -> bool:
        """Register a right, or what became known of it since; False if nothing differs.

        Raises ``NotFoundError`` for a matter that is not registered, and ``UsageError`` for a fact without a source.
        """
        bare = [name for name in FACTS if getattr(right, name) is not None and name not in right.sources]
        if bare:
            msg = f"these facts have no source: {', '.join(bare)}"
            raise UsageError(msg, remedy="say which document states them, or who gives them")
        with self._database.transaction("unit"):
            self.get(right.matter_id)
            before = self.right(right.right_id)
            if before == right:
                return False
            self._put("right", right.right_id, right)
            changed = [name for name in FACTS if before is None or getattr(before, name) != getattr(right, name)]
            facts = {f"{name}_text": str(getattr(right, name)) for name in changed if getattr(right, name) is not None}
            self._told("right.recorded", right.matter_id, facts | {"right": right.right_id} | _grounds(right), by)
        return True

    def complete(self, completion: Completion, *, matter: str | None, actor: str) -> None:
        """Keep a signed completion; recorded in the audit trail."""
        body = completion.body
        with self._database.transaction("unit"):
            self._put("completion", body.row_id, completion)
            objects = {
                "proposal": body.row_id,
                "decision": body.decision_id,
                "completion": content_hash(completion),
                "public_key": body.public_key,
            }
            event = AuditEvent(kind="deadline.completed", actor=actor, matter=matter, objects=objects)
            self._audit.append(event)

    def _last(self, kind: Kind, key: str) -> Row[tuple[object, ...]] | None:
        here = (register.c.kind == kind) & (register.c.key == key)
        query = select(register).where(here).order_by(register.c.seq.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).one_or_none()

    def _put(self, kind: Kind, key: str, value: Value) -> None:
        body = canonical_json(value)
        with self._database.transaction("unit") as connection:
            connection.execute(
                insert(register).values(
                    kind=kind,
                    key=key,
                    body=body.decode("utf-8"),
                    content_hash=hashlib.sha256(body).hexdigest(),
                    added_at=self._clock().isoformat(),
                )
            )

    def _told(self, kind: str, matter: str, objects: Mapping[str, str], by: str) -> None:
        """Record what a person said at the command line: the name is theirs to give, so it is no actor's id."""
        told = {name: text for name, text in objects.items() if text} | {"given_by_text": by}
        self._audit.append(AuditEvent(kind=kind, actor="konkyo", matter=matter, objects=told))


def _people(matter: Matter) -> dict[str, str]:
    named = {"responsible": matter.responsible, "clerk": matter.clerk, "second_reader": matter.second_reader}
    return {f"{role}_text": name for role, name in named.items() if name}


def _grounds(right: RegisteredRight) -> dict[str, str]:
    """Which documents stand behind the facts of a right."""
    quoted = {source.quote.document_id for source in right.sources.values() if source.quote is not None}
    return {f"document_{index}": document_id for index, document_id in enumerate(sorted(quoted), 1)}


def _entry(row: Row[tuple[object, ...]], kind: type[V]) -> V:
    body = str(row.body)
    found: V | None = None
    if hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest() == row.content_hash:
        try:
            found = kind.model_validate_json(body)
        except ValueError:
            found = None
    if found is None:
        msg = "an entry of the register of matters was changed since it was stored"
        raise StorageDamagedError(msg, kept="the database was left as it is", remedy="restore a backup")
    return found
