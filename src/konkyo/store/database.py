"""One connection to the workspace's SQLite file: transactions, and every driver error as one of ours.

Write-ahead log, ``synchronous=FULL``: a commit is whole or absent, also after a power cut (sqlite.org/atomiccommit).
Writers take the lock at ``BEGIN IMMEDIATE``: there is one writer at a time, and a second process waits for
``busy_seconds`` and then gets ``StorageBusyError``. No driver message is passed on: it may hold document text.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from konkyo.errors import KonkyoError, StorageBusyError, StorageDamagedError, StorageError, StorageFullError, UsageError
from konkyo.store.faultpoints import TRANSACTIONS, faultpoint

_PRIMARY = 0xFF  # the low byte of an extended result code is the primary one
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def storage_error(error: BaseException | None) -> StorageError:
    """The storage error for a driver error, by SQLite's own result code."""
    code = getattr(error, "sqlite_errorcode", 0)
    primary = code & _PRIMARY
    if primary in _BUSY:
        return StorageBusyError(
            "another process is writing to this workspace",
            kept="nothing was changed by this command",
            remedy="wait for the other command to end and run this one again",
        )
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:  # the log's index could not grow
        return StorageFullError(
            "no space left for the workspace's database",
            kept="everything committed before; nothing half-written is visible",
            remedy="free some space on the disk of the workspace and run the same command again",
        )
    if primary in _DAMAGED:
        return StorageDamagedError(
            "the workspace's database is damaged",
            kept="the files were left as they are",
            remedy="copy the whole workspace folder aside, then restore the last backup",
        )
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StorageError(
        f"the workspace's database refused an operation ({name})",
        kept="everything committed before",
        remedy="check that the disk is writable and healthy, then run the same command again",
    )


class Database:
    """One connection, one lock. Transactions nest: the outermost commits, and any failure inside undoes the whole."""

    def __init__(self, path: Path, *, busy_seconds: float, read_only: bool = False) -> None:
        mode = "ro" if read_only else "rw"
        address = f"{path.resolve().as_uri()}?mode={mode}"

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(
                address, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
            )

        self._engine = create_engine(
            "sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True, isolation_level="AUTOCOMMIT"
        )
        self._lock = threading.RLock()
        self._depth = 0
        self._doomed = False
        self._broken = False
        self._after_commit: Callable[[], None] = _nothing
        with self._translated():
            self._connection = self._engine.connect()

    def configure(self) -> None:
        """Set what every connection needs. Called after the schema was found to be one we know: WAL is a write."""
        with self.reading() as connection:
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",
                "fullfsync=ON",
                "foreign_keys=ON",
                "secure_delete=ON",
                "trusted_schema=OFF",
            ):
                connection.exec_driver_sql(f"PRAGMA {pragma}")

    def after_commit(self, act: Callable[[], None]) -> None:
        """``act`` runs after each outermost commit; the lock is still held by this thread."""
        self._after_commit = act

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, for reading (inside a transaction: what the transaction sees)."""
        with self._lock, self._translated():
            self._refuse_broken()
            yield self._connection

    @contextmanager
    def transaction(self, name: str) -> Iterator[Connection]:
        """Everything inside is committed together or not at all. ``name`` labels the fault points around it."""
        if name not in TRANSACTIONS:
            msg = f"{name!r} is no name of a transaction"
            raise UsageError(msg)
        with self._lock:
            self._refuse_broken()
            bracket = self._inner() if self._depth else self._outermost(name)
            with self._translated(), bracket as connection:
                yield connection
            if not self._depth:
                self._after_commit()

    @contextmanager
    def _inner(self) -> Iterator[Connection]:
        self._depth += 1
        try:
            yield self._connection
        except BaseException:
            self._doomed = True  # a caller that swallows this must not commit half of it
            raise
        finally:
            self._depth -= 1

    @contextmanager
    def _outermost(self, name: str) -> Iterator[Connection]:
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        self._depth, self._doomed = 1, False
        try:
            faultpoint(f"{name}.begun")
            yield self._connection
            self._refuse_doomed()
            faultpoint(f"{name}.before_commit")
            self._connection.exec_driver_sql("COMMIT")
            faultpoint(f"{name}.after_commit")
        except BaseException:
            if self._driver.in_transaction:
                self._connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            self._depth = 0

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except KonkyoError:
            raise
        except (DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if getattr(cause, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_IOERR:
                self._broken = True  # after a failed sync nobody knows what reached the disk: reopen and look
            raise storage_error(cause) from None

    def _refuse_doomed(self) -> None:
        if self._doomed:
            msg = "a part of this change failed, so none of it was kept"
            raise StorageError(msg, kept="everything committed before")

    def _refuse_broken(self) -> None:
        if self._broken:
            msg = "the disk reported an error, so this workspace must be opened again"
            raise StorageError(
                msg, kept="everything committed before", remedy="check the disk and run the same command again"
            )

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open in this process."""
        return self._depth > 0

    @property
    def _driver(self) -> sqlite3.Connection:
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def quick_check(self) -> None:
        """Raise ``StorageDamagedError`` unless SQLite finds its pages in order."""
        with self.reading() as connection:
            answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if answer != "ok":
            raise storage_error(_corrupt())

    def copy_to(self, path: Path) -> None:
        """Copy the committed state into a new file, page by page, while others go on writing (SQLite backup)."""
        with self._lock, self._translated():
            target = sqlite3.connect(path)
            try:
                self._driver.backup(target)
            finally:
                target.close()

    def close(self) -> None:
        """Close the connection; SQLite folds the log back into the file when it is the last one."""
        with self._lock:
            self._connection.close()
            self._engine.dispose()


def _corrupt() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError()
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _nothing() -> None:
    """Nothing is to be done after a commit."""
