"""Originals: whole or absent, checked when read."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.store import Store
from konkyo.store.blobs import Blobs


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=5000))
def test_round_trip(tmp_path: Path, data: bytes) -> None:
    """What was put in comes out, under the SHA-256 of its bytes, as often as one likes."""
    blobs = Blobs(tmp_path / "blobs")
    assert blobs.put(data) == blobs.put(data) == hashlib.sha256(data).hexdigest()
    assert blobs.get(hashlib.sha256(data).hexdigest()) == data


def test_file_is_read_in_pieces(tmp_path: Path) -> None:
    """A file gives the same name as its bytes, and is not touched."""
    source = tmp_path / "big.bin"
    source.write_bytes(os.urandom(3 << 20))
    blobs = Blobs(tmp_path / "blobs")
    digest = blobs.put_file(source)
    assert blobs.get(digest) == source.read_bytes()
    assert list(blobs.digests()) == [digest]


def test_changed_byte_is_noticed(tmp_path: Path) -> None:
    """A changed original is never shown; putting the bytes in again repairs it."""
    blobs = Blobs(tmp_path / "blobs")
    digest = blobs.put(b"claim 1")
    blobs.path(digest).write_bytes(b"claim 2")
    with pytest.raises(StorageDamagedError):
        blobs.get(digest)
    assert blobs.put(b"claim 1") == digest
    assert blobs.get(digest) == b"claim 1"


def test_unknown_and_impossible_names(tmp_path: Path) -> None:
    """A hash that is not here is said; anything that is no hash is refused, so a name cannot leave the folder."""
    blobs = Blobs(tmp_path / "blobs")
    with pytest.raises(NotFoundError):
        blobs.get("0" * 64)
    for name in ("../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"):
        with pytest.raises(UsageError):
            blobs.has(name)


FULL = """
import resource, sys
from pathlib import Path
from konkyo.errors import StorageFullError
from konkyo.store.blobs import Blobs
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    Blobs(Path(sys.argv[1])).put(b"x" * 200_000)
except StorageFullError as error:
    print("full", error.kept)
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX resource limits")
def test_write_that_stops_short(tmp_path: Path) -> None:
    """When a file can grow no further, the error says so, and neither a name nor a leftover appears."""
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path / "b")], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("full everything committed")
    assert [path for path in (tmp_path / "b").rglob("*") if path.is_file()] == []


def test_sweep(store: Store) -> None:
    """Leftovers of processes that are gone are removed when the workspace opens; those of live ones stay."""
    folder = store.root / "blobs" / "tmp"
    folder.mkdir(exist_ok=True)
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    (folder / f"{gone.pid}-aa").write_bytes(b"half")
    (folder / f"{os.getpid()}-bb").write_bytes(b"half")
    store.close()
    with Store.open(store.root):
        assert [path.name for path in folder.iterdir()] == [f"{os.getpid()}-bb"]
