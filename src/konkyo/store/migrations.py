"""How a workspace's database came to its present shape: numbered functions, each applied once, in one transaction.

Add a function at the end; never change one that was released. ``tables.py`` shows the result, and a test compares
the two. A database that has migrations this program does not know was written by a newer Konkyo: it is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, inspect, select

from konkyo.errors import StorageDamagedError
from konkyo.store.tables import migrations as migrations_table

Migration = Callable[[Connection], None]

_M001 = """
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE documents (
    document_id TEXT PRIMARY KEY NOT NULL, reading_hash TEXT NOT NULL, added_at TEXT NOT NULL);
CREATE TABLE readings (
    document_id TEXT NOT NULL REFERENCES documents (document_id), reading_hash TEXT NOT NULL, reader TEXT NOT NULL,
    body BLOB NOT NULL, added_at TEXT NOT NULL, PRIMARY KEY (document_id, reading_hash));
CREATE TABLE filings (
    document_id TEXT NOT NULL REFERENCES documents (document_id), matter TEXT NOT NULL, sensitivity TEXT NOT NULL,
    added_at TEXT NOT NULL, PRIMARY KEY (document_id, matter));
CREATE TABLE runs (
    run_id TEXT PRIMARY KEY NOT NULL, run_key TEXT NOT NULL, workflow TEXT NOT NULL, matter TEXT, inputs TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed')),
    started_at TEXT NOT NULL, finished_at TEXT, report BLOB, report_hash TEXT, failure TEXT,
    CHECK ((status = 'done') = (report IS NOT NULL)));
CREATE UNIQUE INDEX one_running_run_per_key ON runs (run_key) WHERE status = 'running';
CREATE TABLE steps (
    run_id TEXT NOT NULL REFERENCES runs (run_id), name TEXT NOT NULL, position INTEGER NOT NULL, result BLOB NOT NULL,
    result_hash TEXT NOT NULL, finished_at TEXT NOT NULL, PRIMARY KEY (run_id, name), UNIQUE (run_id, position));
CREATE TABLE proposals (
    row_id TEXT PRIMARY KEY NOT NULL, workflow TEXT NOT NULL, matter TEXT,
    run_id TEXT NOT NULL REFERENCES runs (run_id),
    state TEXT NOT NULL CHECK (state IN ('inbox', 'approved', 'amended', 'rejected')),
    version INTEGER NOT NULL, changed_version INTEGER, decision_id TEXT,
    added_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    CHECK (state = 'inbox' OR decision_id IS NOT NULL));
CREATE INDEX proposals_by_state ON proposals (state, added_at);
CREATE TABLE proposal_versions (
    row_id TEXT NOT NULL REFERENCES proposals (row_id), version INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('run', 'person')), run_id TEXT NOT NULL REFERENCES runs (run_id),
    content_hash TEXT NOT NULL, body TEXT NOT NULL, added_at TEXT NOT NULL, PRIMARY KEY (row_id, version));
CREATE TABLE audit (seq INTEGER PRIMARY KEY NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
CREATE TABLE decisions (
    decision_id TEXT PRIMARY KEY NOT NULL, row_id TEXT NOT NULL REFERENCES proposals (row_id),
    content_hash TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('approve', 'amend', 'reject', 'withdraw')),
    supersedes TEXT NOT NULL,
    body TEXT NOT NULL, audit_seq INTEGER NOT NULL REFERENCES audit (seq), UNIQUE (row_id, supersedes));
CREATE TABLE people (
    person_id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, public_key TEXT NOT NULL UNIQUE, statement TEXT NOT NULL,
    sealed_key TEXT NOT NULL, added_at TEXT NOT NULL, revoked_at TEXT);
CREATE UNIQUE INDEX one_valid_key_per_name ON people (name) WHERE revoked_at IS NULL;
CREATE TABLE salts (salt_id TEXT PRIMARY KEY NOT NULL, salt BLOB NOT NULL)
"""
_APPEND_ONLY = ("audit", "decisions", "proposal_versions")


def m001_initial(connection: Connection) -> None:
    """Documents, runs, proposals, decisions, people and the audit trail."""
    for statement in _M001.split(";\n"):
        connection.exec_driver_sql(statement)
    for table in _APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


_REGISTER = """
CREATE TABLE register (
    seq INTEGER PRIMARY KEY NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('matter', 'right', 'completion')),
    key TEXT NOT NULL, body TEXT NOT NULL, content_hash TEXT NOT NULL, added_at TEXT NOT NULL);
CREATE INDEX register_by_key ON register (kind, key, seq);
CREATE TRIGGER register_no_update BEFORE UPDATE ON register
    BEGIN SELECT RAISE(ABORT, 'register is append-only'); END;
CREATE TRIGGER register_no_delete BEFORE DELETE ON register
    BEGIN SELECT RAISE(ABORT, 'register is append-only'); END
"""


def m002_register(connection: Connection) -> None:
    """Matters, the rights in them, and what was dealt with."""
    for statement in _REGISTER.split(";\n"):
        connection.exec_driver_sql(statement)


_SECOND_READINGS = """
CREATE TABLE reading_seals (
    seal_id TEXT PRIMARY KEY NOT NULL, row_id TEXT NOT NULL REFERENCES proposals (row_id), content_hash TEXT NOT NULL,
    public_key TEXT NOT NULL, body TEXT NOT NULL, audit_seq INTEGER NOT NULL REFERENCES audit (seq));
CREATE INDEX reading_seals_by_row ON reading_seals (row_id, content_hash);
CREATE TABLE second_readings (
    reading_id TEXT PRIMARY KEY NOT NULL, row_id TEXT NOT NULL REFERENCES proposals (row_id),
    content_hash TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('agree', 'differ')),
    supersedes TEXT NOT NULL, body TEXT NOT NULL, audit_seq INTEGER NOT NULL REFERENCES audit (seq),
    UNIQUE (row_id, content_hash, supersedes))
"""


def m003_second_readings(connection: Connection) -> None:
    """Second readings (four eyes) and the seals before them."""
    for statement in _SECOND_READINGS.split(";\n"):
        connection.exec_driver_sql(statement)
    for table in ("reading_seals", "second_readings"):
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


MIGRATIONS: tuple[Migration, ...] = (m001_initial, m002_register, m003_second_readings)


def applied(connection: Connection) -> int:
    """How many migrations the database has seen; 0 for an empty one."""
    if not inspect(connection).has_table("migrations"):
        return 0
    return len(connection.execute(select(migrations_table.c.number)).all())


def refuse_newer(connection: Connection, known: Sequence[Migration] = MIGRATIONS) -> None:
    """Raise ``StorageDamagedError`` if a newer program wrote this database. Reads only."""
    if applied(connection) > len(known):
        msg = f"this workspace has schema {applied(connection)}; this program knows schemas up to {len(known)}"
        raise StorageDamagedError(
            msg,
            kept="the workspace is untouched",
            remedy="install the newer Konkyo that wrote it, or open a backup made before the upgrade",
        )


def migrate(connection: Connection, now: datetime, known: Sequence[Migration] = MIGRATIONS) -> tuple[str, ...]:
    """Apply what is missing, inside the caller's transaction; returns the names applied."""
    refuse_newer(connection, known)
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS migrations "
        "(number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, applied_at TEXT NOT NULL)"
    )
    names = []
    for number, migration in list(enumerate(known, 1))[applied(connection) :]:
        name = migration.__name__
        migration(connection)
        connection.execute(insert(migrations_table).values(number=number, name=name, applied_at=now.isoformat()))
        names.append(name)
    return tuple(names)
