"""The audit trail: append-only, chained by hash, checkpointed outside the database. What happened, never what was said.

Each entry is ``{seq, time, actor, kind, matter, rule, objects, prev}``; its hash is the SHA-256 of its canonical JSON
(RFC 8785); ``prev`` is the hash of the entry before. Entries hold ids and hashes; any other text under ``objects``
(a name, a reason) is replaced by a salted commitment before it is written. ``audit_file`` checks an export offline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import func, insert, or_, select

from konkyo.errors import StorageBusyError, StorageDamagedError, StorageFullError, UsageError
from konkyo.records.runs import AuditEvent
from konkyo.records.value import Value
from konkyo.store.audit_file import GENESIS, AuditVerification, canonical, entry_fault, line_of, sha256, verify_entries
from konkyo.store.checkpoints import Checkpoints, Head
from konkyo.store.commitments import Commitments
from konkyo.store.database import Database
from konkyo.store.files import make_private, write_durably
from konkyo.store.tables import audit

CHECKPOINT_EVERY = 100
CHECKPOINT_KINDS = (
    "decision.",
    "export.",
    "person.",
    "policy.",
    "run.finished",
    "second_reading.",
    "audit.exported",
)
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}\Z")
_PAGE = 2000
_KEPT = "the change itself is recorded; only its checkpoint is missing, and follows when the workspace is next opened"


class AuditEntry(Value):
    """One entry as it was written."""

    seq: int
    time: datetime
    actor: str
    kind: str
    matter: str | None
    rule: str
    objects: Mapping[str, str]
    prev: str


class AuditTrail:
    """The trail of one workspace; a ``records.AuditSink``."""

    def __init__(
        self, database: Database, checkpoints: Checkpoints, commitments: Commitments, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._checkpoints = checkpoints
        self._commitments = commitments
        self._clock = clock
        self._due = False
        self._first: dict[str, int] = {}

    def append(self, event: AuditEvent) -> None:
        """Record an event: in the caller's transaction if there is one, else durably by itself."""
        self.record(event)

    def record(self, event: AuditEvent) -> int:
        """Like ``append``; returns the entry's number."""
        with self._database.transaction("audit") as connection:
            head = self.head()
            body = canonical(
                {
                    "actor": event.actor,
                    "kind": event.kind,
                    "matter": event.matter,
                    "objects": {name: self._masked(name, text) for name, text in event.objects.items()},
                    "prev": head.hash,
                    "rule": event.rule,
                    "seq": head.size + 1,
                    "time": self._clock().isoformat(),
                }
            )
            _refuse_unpaired_surrogates(body)
            connection.execute(insert(audit).values(seq=head.size + 1, body=body, hash=sha256(body)))
            if event.kind.startswith(CHECKPOINT_KINDS) or (head.size + 1) % CHECKPOINT_EVERY == 0:
                self._due = True
            return head.size + 1

    def _masked(self, name: str, text: str) -> str:
        """Ids and hashes stay; names ending in ``_text``, and whatever does not look like an id, become commitments."""
        if name.endswith("_text") or not _IDENTIFIER.match(text):
            return self._commitments.make(text)
        return text

    def head(self) -> Head:
        """How far the trail reaches."""
        query = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return Head(row.seq, row.hash) if row else Head(0, GENESIS)

    def pairs(self, after: int = -(2**63)) -> Iterator[tuple[str, str]]:
        """(body, hash) of every entry in order, read in pieces; ``after``: only those with a higher number."""
        while True:
            query = select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(_PAGE)
            with self._database.reading() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            for row in rows:
                yield _text(row.body), _text(row.hash)
            after = rows[-1].seq

    def entries(self, *, kind: str = "") -> Iterator[AuditEntry]:
        """The entries in order; ``kind``: only those whose kind starts so."""
        for body, _ in self.pairs():
            entry = AuditEntry.model_validate_json(body)
            if entry.kind.startswith(kind):
                yield entry

    def entry(self, seq: int) -> AuditEntry | None:
        """One entry by its number, its hash checked."""
        with self._database.reading() as connection:
            row = connection.execute(select(audit).where(audit.c.seq == seq)).one_or_none()
        return _entry(row.seq, row.body, row.hash) if row is not None else None

    def of_kinds(self, kinds: tuple[str, ...], *, after: int = 0, until: int = 2**63 - 1) -> Iterator[AuditEntry]:
        """The entries whose kind starts with one of these, in order, their hashes checked."""
        wanted = or_(*(func.instr(audit.c.body, f'"kind":"{kind}') > 0 for kind in kinds))
        query = select(audit).where(audit.c.seq > after, audit.c.seq <= until, wanted).order_by(audit.c.seq)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            entry = _entry(row.seq, row.body, row.hash)
            if entry.kind.startswith(kinds):
                yield entry

    def first(self, kind: str) -> AuditEntry | None:
        """The first entry of exactly this kind, its hash checked, or None. Once found, its place is remembered."""
        seq = self._first.get(kind)
        if seq is None:
            same = func.instr(audit.c.body, f'"kind":"{kind}"') > 0
            with self._database.reading() as connection:
                seq = connection.execute(select(audit.c.seq).where(same).order_by(audit.c.seq).limit(1)).scalar()
            if seq is None:
                return None
            if not self._database.in_transaction:  # what is not committed may yet be undone
                self._first[kind] = seq
        return self.entry(seq)

    def verify(self, *, public_key: str | None = None) -> AuditVerification:
        """Check the whole chain against the checkpoints; ``public_key`` (hex) pins the key that must have signed."""
        return verify_entries(self.pairs(), self._checkpoints.lines(), public_key=public_key)

    def export(self, folder: Path) -> tuple[Path, Path]:
        """Write ``audit.jsonl`` and ``checkpoints.jsonl`` into a folder for ``audit_file``; recorded first."""
        self.append(AuditEvent(kind="audit.exported", actor="konkyo"))
        make_private(folder)
        chain, marks = folder / "audit.jsonl", folder / "checkpoints.jsonl"
        head = self.head()
        lines = (f"{line_of(body, digest)}\n".encode("utf-8", "surrogatepass") for body, digest in self.pairs())
        write_durably(chain, islice(lines, head.size))  # another process may append meanwhile: not past the head
        write_durably(marks, (line.encode("utf-8", "surrogateescape") for line in self._checkpoints.lines()))
        return chain, marks

    def checkpoint(self) -> None:
        """Write a checkpoint of the trail as it stands, unless the last one says so already."""
        if not self._open_end():
            return
        with self._database.transaction("audit"):  # the write lock keeps two processes from appending at once
            if self._open_end():
                self._refuse_broken_tail(self._checkpoints.last() or {})
                self._checkpoints.append(self.head(), self._clock())

    def _open_end(self) -> bool:
        """Whether there are entries that the last checkpoint does not cover."""
        head, last = self.head(), self._checkpoints.last()
        return head.size > 0 and (last is None or last.get("head") != head.hash)

    def _refuse_broken_tail(self, last: Mapping[str, object]) -> None:
        """Never sign what does not follow: the entries since the last checkpoint must chain on to it."""
        size, before = last.get("size", 0), last.get("head", GENESIS)
        number = size if isinstance(size, int) else 0
        for body, digest in self.pairs(after=number):
            number += 1
            if entry_fault(body, digest, number, str(before)):
                msg = f"audit entry {number} does not follow the one before it"
                raise StorageDamagedError(msg, kept="the files were left as they are", remedy="konkyo audit verify")
            before = digest

    def checkpoint_if_due(self) -> None:
        """After a commit: write the checkpoint that one of its entries asked for.

        What was committed stays committed. If another process holds the lock, the next commit or opening catches up.
        """
        if not self._due:
            return
        try:
            self.checkpoint()
        except StorageBusyError:
            return
        except StorageFullError as error:
            raise StorageFullError(error.message, kept=_KEPT, remedy=error.remedy) from None
        self._due = False

    def refuse_lost(self) -> None:
        """Raise ``StorageDamagedError`` if the trail lacks what the last checkpoint has seen. Cheap: one entry."""
        last = self._checkpoints.last()
        if last is None:
            if self.head().size > 1:  # the first entry gets its checkpoint before there can be a second
                msg = "the checkpoints of the audit trail are missing"
                remedy = "restore checkpoints.jsonl from a backup or from where you copy it to"
                raise StorageDamagedError(msg, kept="the database, which opens for reading only", remedy=remedy)
            return
        size = last.get("size")
        with self._database.reading() as connection:
            found = connection.execute(select(audit.c.hash).where(audit.c.seq == size)).scalar()
        if found != last.get("head"):
            msg = f"the last checkpoint covers {size} audit entries, and the database does not agree with it"
            raise StorageDamagedError(
                msg,
                kept="the files were left as they are; the workspace opens for reading only",
                remedy="run `konkyo audit verify`, then restore the last backup",
            )


def _text(value: object) -> str:
    """A column's text; a damaged one may hold bytes, which agree with no hash."""
    return value if isinstance(value, str) else ""


def _entry(seq: int, body: object, digest: str) -> AuditEntry:
    """An entry as its row holds it. Raises ``StorageDamagedError`` if body and hash do not agree."""
    with suppress(ValueError):  # no JSON, or not an entry's
        if isinstance(body, str) and sha256(body) == digest:
            return AuditEntry.model_validate_json(body)
    msg = f"audit entry {seq} was changed"
    raise StorageDamagedError(msg, kept="the database was left as it is", remedy="konkyo audit verify")


def _refuse_unpaired_surrogates(body: str) -> None:
    if not body.isascii():
        try:
            body.encode("utf-8")
        except UnicodeEncodeError:
            msg = "an audit entry cannot hold characters that are no Unicode text"
            raise UsageError(msg, remedy="give the matter and the actor as plain text") from None
