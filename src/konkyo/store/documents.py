"""Documents that were read, and the matters they lie in. Implements ``records.Sources`` for the verifier."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.records.documents import Document, Outcome
from konkyo.records.handling import Sensitivity
from konkyo.records.runs import AuditEvent
from konkyo.records.value import Value
from konkyo.store.audit import AuditTrail
from konkyo.store.blobs import Blobs
from konkyo.store.database import Database
from konkyo.store.faultpoints import faultpoint
from konkyo.store.packing import pack, unpack
from konkyo.store.tables import documents, filings, readings

_KEPT_IN_MEMORY = 8


class Filing(Value):
    """A document in a matter (``matter`` None: in none), with how its text may be handled there."""

    document_id: str
    matter: str | None
    sensitivity: Sensitivity
    added_at: datetime


class Documents:
    """The repository of documents of one workspace."""

    def __init__(self, database: Database, blobs: Blobs, audit: AuditTrail, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._blobs = blobs
        self._audit = audit
        self._clock = clock
        self._recent: OrderedDict[str, Document] = OrderedDict()

    def add(
        self,
        document: Document,
        *,
        matter: str | None = None,
        sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL,
        actor: str = "konkyo",
    ) -> bool:
        """File a document; its original must lie in the blobs already (a refused one may lack it).

        The same document, matter and reading again change nothing (returns False). A new reading of the same bytes
        becomes the one in force and the old one is kept. Filing again can raise the sensitivity, never lower it.
        """
        if document.outcome is not Outcome.REFUSED and not self._blobs.has(document.document_id):
            msg = "a document is added after its original was kept, so that its quotes can be checked"
            raise UsageError(msg, remedy="store.blobs.put(data) first")
        body, reading_hash = pack(_as_json(document))
        with self._database.transaction("document") as connection:
            now = self._clock().isoformat()
            read = self._add_reading(connection, document, body, reading_hash, now)
            filed = self._file(connection, document.document_id, matter or "", sensitivity, now)
            if not (read or filed):
                return False
            faultpoint("document.before_audit")
            self._audit.append(
                AuditEvent(
                    kind="document.added",
                    actor=actor,
                    matter=matter,
                    rule=sensitivity.value,
                    objects={"document": document.document_id, "reading": reading_hash, "name_text": document.name},
                )
            )
        return True

    @staticmethod
    def _add_reading(connection: Connection, document: Document, body: bytes, reading_hash: str, now: str) -> bool:
        of_document = documents.c.document_id == document.document_id
        current = connection.execute(select(documents.c.reading_hash).where(of_document)).scalar()
        if current == reading_hash:
            return False
        if current is None:
            row = {"document_id": document.document_id, "reading_hash": reading_hash, "added_at": now}
            connection.execute(insert(documents).values(**row))
        else:
            connection.execute(update(documents).where(of_document).values(reading_hash=reading_hash))
        connection.execute(
            upsert(readings)
            .values(
                document_id=document.document_id,
                reading_hash=reading_hash,
                reader=document.reader,
                body=body,
                added_at=now,
            )
            .on_conflict_do_nothing()
        )
        return True

    @staticmethod
    def _file(connection: Connection, document_id: str, matter: str, sensitivity: Sensitivity, now: str) -> bool:
        here = (filings.c.document_id == document_id) & (filings.c.matter == matter)
        current = connection.execute(select(filings.c.sensitivity).where(here)).scalar()
        if current is None:
            row = {"document_id": document_id, "matter": matter, "sensitivity": sensitivity.value, "added_at": now}
            connection.execute(insert(filings).values(**row))
            return True
        if Sensitivity(current).rank >= sensitivity.rank:
            return False
        connection.execute(update(filings).where(here).values(sensitivity=sensitivity.value))
        return True

    def document(self, document_id: str) -> Document | None:
        """The reading in force, checked against its hash, or None if the document is not here (``records.Sources``)."""
        with self._database.reading() as connection:
            in_force = select(documents.c.reading_hash).where(documents.c.document_id == document_id)
            reading_hash = connection.execute(in_force).scalar()
            if reading_hash is None:
                return None
            if reading_hash in self._recent:
                self._recent.move_to_end(reading_hash)
                return self._recent[reading_hash]
            here = (readings.c.document_id == document_id) & (readings.c.reading_hash == reading_hash)
            body = connection.execute(select(readings.c.body).where(here)).scalar()
        found = Document.model_validate_json(unpack(body or b"", reading_hash, "the reading of a document"))
        if found.document_id != document_id:
            msg = "a document's reading belongs to another document"
            raise StorageDamagedError(msg, remedy="restore a backup, or ingest the file again")
        self._recent[reading_hash] = found
        if len(self._recent) > _KEPT_IN_MEMORY:
            self._recent.popitem(last=False)
        return found

    def get(self, document_id: str) -> Document:
        """Like ``document``; raises ``NotFoundError``."""
        found = self.document(document_id)
        if found is None:
            msg = f"no document {document_id[:12]}… in this workspace"
            raise NotFoundError(msg, remedy="konkyo ingest FILE")
        return found

    def filings(self, *, matter: str | None = None, document_id: str | None = None) -> tuple[Filing, ...]:
        """What lies where, in the order of filing; narrowed to a matter or to a document."""
        query = select(filings).order_by(filings.c.added_at, filings.c.document_id, filings.c.matter)
        if matter is not None:
            query = query.where(filings.c.matter == matter)
        if document_id is not None:
            query = query.where(filings.c.document_id == document_id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Filing(
                document_id=row.document_id,
                matter=row.matter or None,
                sensitivity=Sensitivity(row.sensitivity),
                added_at=datetime.fromisoformat(row.added_at),
            )
            for row in rows
        )

    def list(self, *, matter: str | None = None) -> tuple[Document, ...]:
        """The documents of a matter, or all, in the order of filing, each once."""
        ids = dict.fromkeys(filing.document_id for filing in self.filings(matter=matter))
        return tuple(self.get(document_id) for document_id in ids)

    def sensitivity(self, document_id: str) -> Sensitivity | None:
        """The highest sensitivity of a document over its matters, or None if it is not here."""
        found = self.filings(document_id=document_id)
        return max((filing.sensitivity for filing in found), key=lambda level: level.rank, default=None)


def _as_json(document: Document) -> bytes:
    try:
        return document.model_dump_json().encode("utf-8")
    except ValueError as error:
        msg = f"a reading cannot be written as JSON ({type(error).__name__})"
        raise UsageError(
            msg, remedy="report this file's kind: its reader let through what is no Unicode text"
        ) from None
