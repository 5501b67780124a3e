"""All tables of a workspace, as they stand after the last migration. The one place to read the schema.

Times are UTC in ISO 8601 text. JSON columns hold text. Whatever carries content carries the SHA-256 of that content
beside it, and is checked against it when read. ``audit``, ``decisions``, ``proposal_versions`` and
``register`` are append-only: triggers (``migrations.py``) refuse UPDATE and DELETE.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table, Text

METADATA = MetaData()

meta = Table(
    "meta",
    METADATA,
    Column("key", Text, primary_key=True),  # workspace, created_at, installation_key
    Column("value", Text, nullable=False),
)

migrations = Table(
    "migrations",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("applied_at", Text, nullable=False),
)

documents = Table(
    "documents",
    METADATA,
    Column("document_id", Text, primary_key=True),  # SHA-256 of the original bytes
    Column("reading_hash", Text, nullable=False),  # the reading in force
    Column("added_at", Text, nullable=False),
)

readings = Table(
    "readings",
    METADATA,
    Column("document_id", Text, ForeignKey("documents.document_id"), nullable=False),
    Column("reading_hash", Text, nullable=False),  # SHA-256 of the uncompressed JSON
    Column("reader", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib-compressed JSON of records.Document
    Column("added_at", Text, nullable=False),
    PrimaryKeyConstraint("document_id", "reading_hash"),
)

filings = Table(  # a document may lie in several matters
    "filings",
    METADATA,
    Column("document_id", Text, ForeignKey("documents.document_id"), nullable=False),
    Column("matter", Text, nullable=False),  # empty: no matter
    Column("sensitivity", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    PrimaryKeyConstraint("document_id", "matter"),
)

runs = Table(
    "runs",
    METADATA,
    Column("run_id", Text, primary_key=True),
    Column("run_key", Text, nullable=False),  # at most one running run per key
    Column("workflow", Text, nullable=False),
    Column("matter", Text),
    Column("inputs", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("report", LargeBinary),  # zlib-compressed canonical JSON; there exactly when the status is done
    Column("report_hash", Text),
    Column("failure", Text),  # a short code, never document text
)

steps = Table(
    "steps",
    METADATA,
    Column("run_id", Text, ForeignKey("runs.run_id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("result", LargeBinary, nullable=False),  # zlib-compressed canonical JSON
    Column("result_hash", Text, nullable=False),
    Column("finished_at", Text, nullable=False),
    PrimaryKeyConstraint("run_id", "name"),
)

proposals = Table(
    "proposals",
    METADATA,
    Column("row_id", Text, primary_key=True),
    Column("workflow", Text, nullable=False),
    Column("matter", Text),
    Column("run_id", Text, ForeignKey("runs.run_id"), nullable=False),  # the run that proposed the version in review
    Column("state", Text, nullable=False),  # inbox, approved, amended, rejected
    Column("version", Integer, nullable=False),  # what waits for a decision, or what was decided
    Column("changed_version", Integer),  # proposed after the decision, not yet decided
    Column("decision_id", Text),  # the last decision, also after a withdrawal
    Column("added_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
)

proposal_versions = Table(
    "proposal_versions",
    METADATA,
    Column("row_id", Text, ForeignKey("proposals.row_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("origin", Text, nullable=False),  # run, person
    Column("run_id", Text, ForeignKey("runs.run_id"), nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("body", Text, nullable=False),  # canonical JSON
    Column("added_at", Text, nullable=False),
    PrimaryKeyConstraint("row_id", "version"),
)

decisions = Table(
    "decisions",
    METADATA,
    Column("decision_id", Text, primary_key=True),  # SHA-256 of the canonical decision with its signature
    Column("row_id", Text, ForeignKey("proposals.row_id"), nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("supersedes", Text, nullable=False),  # empty for the first; unique per row: one line of decisions
    Column("body", Text, nullable=False),  # canonical JSON of records.Decision
    Column("audit_seq", Integer, ForeignKey("audit.seq"), nullable=False),
)

people = Table(
    "people",
    METADATA,
    Column("person_id", Text, primary_key=True),  # SHA-256 of the public key
    Column("name", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("statement", Text, nullable=False),  # canonical JSON of the signed statement that admitted the key
    Column("sealed_key", Text, nullable=False),  # private key, encrypted under the person's passphrase
    Column("added_at", Text, nullable=False),
    Column("revoked_at", Text),
)

audit = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True),  # 1, 2, 3, ... without a gap
    Column("body", Text, nullable=False),  # canonical JSON: seq, time, actor, kind, matter, rule, objects, prev
    Column("hash", Text, nullable=False),  # SHA-256 of body
)

salts = Table(  # of the commitments in the audit trail; erasing a salt makes its text unguessable for good
    "salts",
    METADATA,
    Column("salt_id", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
)

register = Table(  # matters, their rights and completions; the last entry of a key is in force
    "register",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # matter, right, completion
    Column("key", Text, nullable=False),  # matter id, right id, row id
    Column("body", Text, nullable=False),  # canonical JSON of records.register
    Column("content_hash", Text, nullable=False),
    Column("added_at", Text, nullable=False),
)

reading_seals = Table(  # what a second reader committed to before seeing the first reading; append-only
    "reading_seals",
    METADATA,
    Column("seal_id", Text, primary_key=True),  # SHA-256 of the canonical seal
    Column("row_id", Text, ForeignKey("proposals.row_id"), nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("body", Text, nullable=False),  # canonical JSON of records.Seal
    Column("audit_seq", Integer, ForeignKey("audit.seq"), nullable=False),
)

second_readings = Table(  # append-only
    "second_readings",
    METADATA,
    Column("reading_id", Text, primary_key=True),  # SHA-256 of the canonical reading with its signature
    Column("row_id", Text, ForeignKey("proposals.row_id"), nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # agree, differ
    Column("supersedes", Text, nullable=False),  # empty for the first; unique per content: one line of readings
    Column("body", Text, nullable=False),  # canonical JSON of records.SecondReading
    Column("audit_seq", Integer, ForeignKey("audit.seq"), nullable=False),
)
