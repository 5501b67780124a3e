"""A workspace on disk, opened: one folder with the database, the originals, the checkpoints and the installation key.

::

    konkyo.db            everything but the originals (SQLite, write-ahead log)
    blobs/               originals by SHA-256
    checkpoints.jsonl    signed checkpoints of the audit trail; copy it to another place now and then
    installation.key     signs the checkpoints; keep a backup
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import insert, select

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.records.runs import AuditEvent
from konkyo.store.audit import AuditTrail
from konkyo.store.blobs import Blobs
from konkyo.store.checkpoints import Checkpoints, InstallationKey
from konkyo.store.commitments import Commitments
from konkyo.store.database import Database
from konkyo.store.decisions import Decisions
from konkyo.store.documents import Documents
from konkyo.store.files import FILE_MODE, disk_errors, make_private, sync_directory, write_durably
from konkyo.store.matters import Matters
from konkyo.store.migrations import MIGRATIONS, applied, migrate, refuse_newer
from konkyo.store.people import People
from konkyo.store.proposals import Proposals
from konkyo.store.runs import Runs
from konkyo.store.second_readings import SecondReadings
from konkyo.store.standing import Standing
from konkyo.store.tables import meta

DATABASE = "konkyo.db"
CHECKPOINTS = "checkpoints.jsonl"
INSTALLATION_KEY = "installation.key"
BLOBS = "blobs"
BUSY_SECONDS = 10.0


def utc_now() -> datetime:
    """The time of this machine, UTC."""
    return datetime.now(UTC)


class Store:
    """The repositories of one workspace. Use as a context manager, or call ``close``."""

    def __init__(
        self, root: Path, database: Database, key: InstallationKey | None, workspace: str, clock: Callable[[], datetime]
    ) -> None:
        self.root = root
        self.workspace = workspace
        self.clock = clock
        self._database = database
        self.commitments = Commitments(database)
        checkpoints = Checkpoints(root / CHECKPOINTS, key, workspace)
        self.audit = AuditTrail(database, checkpoints, self.commitments, clock)
        self.blobs = Blobs(root / BLOBS)
        self.documents = Documents(database, self.blobs, self.audit, clock)
        self.runs = Runs(database, self.audit, clock)
        self.proposals = Proposals(database, self.audit, clock)
        standing = Standing(database, self.audit)
        self.decisions = Decisions(database, self.audit, standing, self.proposals)
        self.second_readings = SecondReadings(database, self.audit, standing, self.proposals)
        self.people = People(database, self.audit, standing, clock)
        self.matters = Matters(database, self.audit, clock)

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        create: bool = False,
        read_only: bool = False,
        busy_seconds: float = BUSY_SECONDS,
        clock: Callable[[], datetime] = utc_now,
    ) -> Store:
        """Open the workspace in a folder; ``create`` makes one where there is none.

        ``read_only`` opens a damaged workspace too, to look and to export: nothing is written and the trail is not
        held against its checkpoints. Raises ``NotFoundError`` (no workspace), ``StorageDamagedError`` (truncated,
        changed, or written by a newer program; left untouched), ``StorageBusyError``.
        """
        path = root / DATABASE
        if create and not read_only:
            _prepare(root)
        if not path.is_file():
            msg = "no workspace in this folder"
            raise NotFoundError(msg, remedy="konkyo init")
        if path.stat().st_size == 0 and (read_only or not create):
            msg = "the workspace's database is empty: it was truncated, or its creation was interrupted"
            raise StorageDamagedError(msg, kept="the other files", remedy="restore a backup, or run `konkyo init` here")
        database = Database(path, busy_seconds=busy_seconds, read_only=read_only)
        try:
            return cls._opened(root, database, read_only=read_only, clock=clock)
        except BaseException:
            database.close()
            raise

    @classmethod
    def _opened(cls, root: Path, database: Database, *, read_only: bool, clock: Callable[[], datetime]) -> Store:
        with database.reading() as connection:
            refuse_newer(connection)
        database.quick_check()
        if read_only:
            return cls(root, database, None, _meta(database, "workspace"), clock)
        database.configure()
        key = InstallationKey.load(root / INSTALLATION_KEY)
        with database.reading() as connection:
            missing = applied(connection) < len(MIGRATIONS)
        if missing:
            cls._migrate(root, database, key, clock)
        store = cls(root, database, key, _meta(database, "workspace"), clock)
        store._ready(key)
        return store

    @classmethod
    def _migrate(cls, root: Path, database: Database, key: InstallationKey, clock: Callable[[], datetime]) -> None:
        with database.transaction("migration") as connection:
            fresh = applied(connection) == 0  # asked under the write lock: another process may have been quicker
            names = migrate(connection, clock())
            if not names:
                return
            if fresh:
                facts = {
                    "workspace": secrets.token_hex(16),
                    "created_at": clock().isoformat(),
                    "installation_key": key.public_key,
                }
                connection.execute(insert(meta), [{"key": name, "value": value} for name, value in facts.items()])
            store = cls(root, database, key, _meta(database, "workspace"), clock)
            store.audit.append(
                AuditEvent(
                    kind="workspace.created" if fresh else "workspace.migrated",
                    actor="konkyo",
                    rule=names[-1],
                    objects={"workspace": store.workspace, "installation_key": key.public_key},
                )
            )

    def _ready(self, key: InstallationKey) -> None:
        """Hold what was found against the checkpoints, finish what an interrupted process left, then accept work."""
        if key.public_key != self.installation_key:
            msg = "installation.key is not the key this workspace was made with"
            raise StorageDamagedError(msg, kept="everything", remedy="restore installation.key from a backup")
        self.audit.refuse_lost()
        self.blobs.sweep()
        self.audit.checkpoint()
        self._database.after_commit(self.audit.checkpoint_if_due)

    @property
    def installation_key(self) -> str:
        """The public key (hex) that signs this workspace's checkpoints: note it down where others keep it."""
        return _meta(self._database, "installation_key")

    @contextmanager
    def transaction(self, name: str = "unit") -> Iterator[None]:
        """Whatever the repositories do inside is committed together, or not at all. Transactions nest.

        ``name`` labels the fault points around the commit (``faultpoints.TRANSACTIONS``).
        """
        with self._database.transaction(name):
            yield

    def backup(self, folder: Path) -> None:
        """Copy the workspace into a new folder while work goes on.

        Checkpoints first, then one committed state of the database, then the originals: so the database has what the
        checkpoints have seen, and every original that the database knows is there.
        """
        if folder.exists() and any(folder.iterdir()):
            msg = "a backup goes into a folder that is empty or not there yet"
            raise UsageError(msg)
        with disk_errors("a backup"):
            make_private(folder)
            make_private(folder / BLOBS)
            for name in (INSTALLATION_KEY, CHECKPOINTS):
                write_durably(folder / name, ((self.root / name).read_bytes(),))
            _create(folder / DATABASE)
            self._database.copy_to(folder / DATABASE)
            copy = Blobs(folder / BLOBS)
            for digest in self.blobs.digests():
                copy.put(self.blobs.get(digest))
            sync_directory(folder)

    def close(self) -> None:
        """Close the database. What was committed is safe with or without this."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _prepare(root: Path) -> None:
    """Make folder, installation key and an empty database file, each only where it is missing; may be interrupted."""
    path = root / DATABASE
    if not path.exists() or path.stat().st_size == 0:
        marks = root / CHECKPOINTS
        if marks.exists() and marks.stat().st_size > 0:
            msg = "there are checkpoints of an audit trail here, but the database is missing or empty"
            raise StorageDamagedError(msg, kept="the other files", remedy="restore konkyo.db from a backup")
        with disk_errors("a new workspace"):
            make_private(root)
            make_private(root / BLOBS)
            key_path = root / INSTALLATION_KEY
            if not key_path.exists():
                InstallationKey.create(key_path)
            _create(path)
            sync_directory(root)


def _create(path: Path) -> None:
    """An empty file that only its owner may read; SQLite gives its log files the same mode."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, FILE_MODE))


def _meta(database: Database, key: str) -> str:
    with database.reading() as connection:
        value: str | None = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    if value is None:
        msg = "the workspace's database lacks its own description"
        raise StorageDamagedError(msg, kept="the files were left as they are", remedy="restore a backup")
    return value
