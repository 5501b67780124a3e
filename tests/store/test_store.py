"""Opening, creating, refusing and copying a workspace."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from konkyo.errors import NotFoundError, StorageBusyError, StorageDamagedError, UsageError
from konkyo.records.documents import Document
from konkyo.records.runs import AuditEvent
from konkyo.store import Store

EVENT = AuditEvent(kind="test.event", actor="konkyo")


def test_create_then_open(root: Path) -> None:
    """A created workspace opens again, with the same identity and one audit entry of its creation."""
    with Store.open(root, create=True) as made:
        identity = (made.workspace, made.installation_key)
    with Store.open(root) as again, Store.open(root, create=True) as third:
        assert (again.workspace, again.installation_key) == identity == (third.workspace, third.installation_key)
        assert [entry.kind for entry in again.audit.entries()] == ["workspace.created"]
        assert again.audit.verify().ok


def test_no_workspace(root: Path) -> None:
    """Opening where there is none says so and makes nothing."""
    with pytest.raises(NotFoundError) as caught:
        Store.open(root)
    assert caught.value.remedy == "konkyo init"
    assert not root.exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_private_modes(store: Store, add_document: Callable[..., Document]) -> None:
    """Folders are 0700 and files 0600, SQLite's own log files included, whatever the umask."""
    add_document()
    paths = [store.root, *store.root.rglob("*")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert {"konkyo.db", "konkyo.db-wal", "checkpoints.jsonl", "installation.key"} <= modes.keys()
    wrong = {p.name for p in paths if modes[p.name] != (0o700 if p.is_dir() else 0o600)}
    assert wrong == set()


def test_pragmas(store: Store) -> None:
    """The journal is a write-ahead log, commits are synced in full, foreign keys hold."""
    with store._database.reading() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert values == ["wal", 2, 1]


@pytest.mark.parametrize("keep", [0, 100, 4096, 5000])
def test_truncated_database(root: Path, keep: int) -> None:
    """A cut database is refused, also by ``create``, and nothing is written over it."""
    Store.open(root, create=True).close()
    path = root / "konkyo.db"
    cut = path.read_bytes()[:keep]
    path.write_bytes(cut)
    for create in (False, True):
        with pytest.raises(StorageDamagedError):
            Store.open(root, create=create)
    assert path.read_bytes() == cut


def test_missing_database_beside_checkpoints(root: Path) -> None:
    """Where an audit trail has been, no fresh one is begun silently."""
    Store.open(root, create=True).close()
    (root / "konkyo.db").unlink()
    with pytest.raises(StorageDamagedError):
        Store.open(root, create=True)


def test_interrupted_creation_goes_on(root: Path) -> None:
    """A creation that stopped at an empty database file is finished by the next ``create``."""
    root.mkdir()
    (root / "konkyo.db").touch()
    with pytest.raises(StorageDamagedError):
        Store.open(root)
    with Store.open(root, create=True) as store:
        assert store.audit.verify().ok


def test_missing_or_other_key(root: Path, tmp_path: Path) -> None:
    """Without its installation key, or with another's, a workspace opens for reading only."""
    Store.open(root, create=True).close()
    Store.open(tmp_path / "other", create=True).close()
    (root / "installation.key").unlink()
    with pytest.raises(StorageDamagedError, match=r"installation\.key"):
        Store.open(root)
    shutil.copy(tmp_path / "other" / "installation.key", root / "installation.key")
    with pytest.raises(StorageDamagedError, match=r"installation\.key"):
        Store.open(root)
    with Store.open(root, read_only=True) as looked:
        assert looked.audit.verify().ok


def test_missing_checkpoints(root: Path) -> None:
    """A trail whose checkpoints were removed is not quietly signed anew."""
    with Store.open(root, create=True) as store:
        store.audit.append(EVENT)
    (root / "checkpoints.jsonl").unlink()
    with pytest.raises(StorageDamagedError, match="checkpoints"):
        Store.open(root, create=True)
    with Store.open(root, read_only=True) as looked:
        assert looked.audit.verify().covered == 0


@pytest.mark.parametrize("name", ["特許 事件", "100%?mode=ro#x", "a'b;c"])
def test_names_of_folders(tmp_path: Path, name: str) -> None:
    """Any folder's name will do, also one that means something in an address."""
    with Store.open(tmp_path / name, create=True) as store:
        store.audit.append(EVENT)
    assert (tmp_path / name / "konkyo.db").stat().st_size > 0


def test_read_only_writes_nothing(root: Path) -> None:
    """A workspace opened to look refuses changes."""
    Store.open(root, create=True).close()
    with (
        Store.open(root, read_only=True) as looked,
        pytest.raises(Exception, match=r"refused an operation \(SQLITE_READONLY"),
    ):
        looked.audit.append(EVENT)


def test_lost_tail_is_noticed(root: Path) -> None:
    """A database that lacks what the last checkpoint has seen (an old copy put back) is refused, but can be read."""
    with Store.open(root, create=True) as store:
        old = (root / "old.db", (root / "konkyo.db"))
        store._database.copy_to(old[0])
        store.audit.append(EVENT)
        store.audit.checkpoint()
    shutil.move(*old)
    with pytest.raises(StorageDamagedError, match="checkpoint"):
        Store.open(root)
    with Store.open(root, read_only=True) as looked:
        assert [problem.code for problem in looked.audit.verify().problems] == ["truncated"]


HOLD = """
import sys, time
from pathlib import Path
from konkyo.store import Store
with Store.open(Path(sys.argv[1])) as store, store.transaction():
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_second_writer_waits_then_gives_up(root: Path) -> None:
    """While another process writes, a writer waits as long as it was told, then says busy; readers are not held up."""
    Store.open(root, create=True).close()
    with Store.open(root, busy_seconds=0.3) as store:
        holder = subprocess.Popen([sys.executable, "-c", HOLD, str(root), "30"], stdout=subprocess.PIPE, text=True)
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            before = time.monotonic()
            with pytest.raises(StorageBusyError) as caught:
                store.audit.append(EVENT)
            assert 0.2 < time.monotonic() - before < 5
            assert caught.value.retryable
            assert store.audit.head().size == 1
        finally:
            holder.kill()
            holder.communicate()
        store.audit.append(EVENT)
        assert store.audit.head().size == 2


def test_second_writer_gets_through(root: Path) -> None:
    """A writer that waits long enough goes on when the other one ends."""
    Store.open(root, create=True).close()
    with Store.open(root, busy_seconds=20) as store:
        holder = subprocess.Popen([sys.executable, "-c", HOLD, str(root), "0.5"], stdout=subprocess.PIPE, text=True)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        store.audit.append(EVENT)
        holder.communicate()
        assert store.audit.verify().ok


def test_flipped_byte_in_a_page_is_never_believed(
    root: Path, add_document: Callable[..., Document], store: Store
) -> None:
    """One changed byte anywhere in the database is refused, found by a check, or changes no content (free space)."""
    document = add_document("根拠" * 3000)
    store.close()
    original = (root / "konkyo.db").read_bytes()
    believed = []
    for position in range(0, len(original), max(1, len(original) // 60)):
        flipped = bytearray(original)
        flipped[position] ^= 0x20
        (root / "konkyo.db").write_bytes(flipped)
        try:
            with Store.open(root, read_only=True) as looked:
                if looked.audit.verify().ok and looked.documents.get(document.document_id) != document:
                    believed.append(position)
        except (StorageDamagedError, NotFoundError, ValueError):
            continue
    assert believed == []


def test_backup(store: Store, tmp_path: Path, add_document: Callable[..., Document]) -> None:
    """A copy made while the workspace is open opens elsewhere, whole: documents, originals, trail."""
    document = add_document()
    store.backup(tmp_path / "copy")
    with pytest.raises(UsageError):
        store.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy") as copy:
        assert copy.documents.get(document.document_id) == document
        assert copy.blobs.get(document.document_id) == store.blobs.get(document.document_id)
        assert copy.audit.verify(public_key=store.installation_key).ok
        assert copy.workspace == store.workspace
