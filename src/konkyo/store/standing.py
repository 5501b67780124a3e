"""What the audit trail says stands: the last decision about each proposal, its second readings, whose keys were
revoked, and which policies are in force.

The tables of decisions, readings and people say so, too, but whoever can write into the database can take a row out of
them or clear a column. The trail is chained and checkpointed, so it has the last word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from konkyo.store.audit import AuditEntry, AuditTrail
from konkyo.store.database import Database

_KINDS = ("decision.", "person.revoked", "second_reading.", "policy.")


@dataclass(frozen=True)
class _Known:
    """What was read so far: row id to decision, row id to readings, person to revocation, policy to value."""

    decisions: dict[str, str] = field(default_factory=dict)
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    revoked: dict[str, datetime] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)

    def copy(self) -> _Known:
        return _Known(dict(self.decisions), dict(self.readings), dict(self.revoked), dict(self.policies))

    def note(self, entry: AuditEntry) -> None:
        objects = entry.objects
        if entry.kind == "person.revoked":
            self.revoked.setdefault(objects.get("person", ""), entry.time)
        elif entry.kind.startswith("policy."):
            self.policies[entry.kind.removeprefix("policy.")] = entry.rule
        elif entry.kind.startswith("second_reading."):
            if "reading" in objects:  # a seal alone is no reading
                row_id = objects.get("proposal", "")
                self.readings[row_id] = (*self.readings.get(row_id, ()), objects["reading"])
        else:
            self.decisions[objects.get("proposal", "")] = objects.get("decision", "")


class Standing:
    """Follows the trail as it grows: each entry is read once."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database = database
        self._audit = audit
        self._read_to = 0
        self._known = _Known()

    def decision(self, row_id: str) -> str | None:
        """The id of the last decision about a proposal, or None."""
        return self._followed().decisions.get(row_id)

    def readings(self, row_id: str) -> tuple[str, ...]:
        """The ids of the second readings of a proposal, in their order."""
        return self._followed().readings.get(row_id, ())

    def revoked_at(self, person_id: str) -> datetime | None:
        """When a person's key was first revoked, or None."""
        return self._followed().revoked.get(person_id)

    def policy(self, name: str) -> str | None:
        """The value that a policy was last set to, or None."""
        return self._followed().policies.get(name)

    def _followed(self) -> _Known:
        in_transaction = self._database.in_transaction  # what is not committed may yet be undone: not remembered
        known = self._known.copy() if in_transaction else self._known
        head = self._audit.head().size
        if head > self._read_to:
            for entry in self._audit.of_kinds(_KINDS, after=self._read_to, until=head):
                known.note(entry)
        if not in_transaction:
            self._read_to = head
        return known
