"""A disk that is really full: everything before stays, nothing half-written is visible, work goes on after."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from konkyo.errors import StorageFullError
from konkyo.records.documents import Document, Outcome, Page
from konkyo.records.runs import AuditEvent
from konkyo.store import Store


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MiB; needs the right to mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(place)]
    if os.name == "nt" or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("no right to mount a small file system here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def add(store: Store, number: int) -> None:
    """One document of several kilobytes that do not compress."""
    noise = os.urandom(6000).hex()
    digest = store.blobs.put(noise.encode())
    page = Page(number=1, text=noise)
    name = f"{number}.txt"
    fields = {"document_id": digest, "name": name, "media_type": "text/plain", "size": len(noise)}
    store.documents.add(Document(outcome=Outcome.PARSED, pages=(page,), **fields))


def fill(store: Store) -> int:
    """Add documents until the disk is full; returns how many were."""
    added = 0

    def add_without_end() -> None:
        nonlocal added
        while added < 1000:
            add(store, added)
            added += 1

    with pytest.raises(StorageFullError) as caught:
        add_without_end()
    assert caught.value.kept
    assert caught.value.remedy
    return added


def test_full_disk(small_disk: Path) -> None:
    """Filled to the brim with documents: what was added is whole; after space is freed, it goes on."""
    root = small_disk / "w"
    with Store.open(root, create=True) as store:
        (small_disk / "ballast").write_bytes(b"x" * 400_000)
        added = fill(store)
        assert len(store.documents.list()) == added > 0
        for document in store.documents.list():
            assert store.blobs.get(document.document_id)
        assert [path.name for path in (root / "blobs" / "tmp").iterdir()] == []
        assert store.audit.verify().ok
        (small_disk / "ballast").unlink()
        add(store, added)
    with Store.open(root) as store:
        assert len(store.documents.list()) == added + 1
        found = store.audit.verify()
        assert found.ok
        assert found.covered == found.entries


def fill_up(path: Path) -> None:
    """Write until the disk takes nothing more."""
    with path.open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def decide_without_end(store: Store) -> None:
    """Entries that each ask for a checkpoint."""
    for _ in range(200):
        store.audit.append(AuditEvent(kind="decision.approve", actor="person:1"))


def test_no_room_for_a_checkpoint(small_disk: Path) -> None:
    """If only the checkpoint finds no room, the entry stays, the error says full, and opening again catches up."""
    root = small_disk / "w"
    with Store.open(root, create=True) as store:
        store.audit.append(AuditEvent(kind="test.event", actor="konkyo"))
        with pytest.raises(OSError, match="space"):
            fill_up(small_disk / "ballast")
        with pytest.raises(StorageFullError) as caught:
            decide_without_end(store)
        assert caught.value.kept
        size = store.audit.head().size
        assert store.audit.verify().ok
    (small_disk / "ballast").unlink()
    with Store.open(root) as store:
        found = store.audit.verify()
        assert (found.ok, found.entries, found.covered) == (True, size, size)
