"""What the audit trail says stands: the last decision about each proposal, and whose keys were revoked.

The tables of decisions and people say so, too, but whoever can write into the database can take a row out of them or
clear a column. The trail is chained and checkpointed, so it has the last word.
"""

from __future__ import annotations

from datetime import datetime

from konkyo.store.audit import AuditEntry, AuditTrail
from konkyo.store.database import Database


class Standing:
    """Follows the trail as it grows: each entry is read once."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database = database
        self._audit = audit
        self._read_to = 0
        self._decisions: dict[str, str] = {}
        self._revoked: dict[str, datetime] = {}

    def decision(self, row_id: str) -> str | None:
        """The id of the last decision about a proposal, or None."""
        return self._followed()[0].get(row_id)

    def revoked_at(self, person_id: str) -> datetime | None:
        """When a person's key was first revoked, or None."""
        return self._followed()[1].get(person_id)

    def _followed(self) -> tuple[dict[str, str], dict[str, datetime]]:
        if self._database.in_transaction:  # what is not committed may yet be undone: it is not remembered
            decisions, revoked = dict(self._decisions), dict(self._revoked)
        else:
            decisions, revoked = self._decisions, self._revoked
        head = self._audit.head().size
        for entry in self._audit.of_kinds(("decision.", "person.revoked"), after=self._read_to, until=head):
            _note(entry, decisions, revoked)
        if not self._database.in_transaction:
            self._read_to = head
        return decisions, revoked


def _note(entry: AuditEntry, decisions: dict[str, str], revoked: dict[str, datetime]) -> None:
    if entry.kind == "person.revoked":
        revoked.setdefault(entry.objects.get("person", ""), entry.time)
    else:
        decisions[entry.objects.get("proposal", "")] = entry.objects.get("decision", "")
