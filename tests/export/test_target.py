"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import signal
import stat
from pathlib import Path

import pytest

from konkyo.errors import StorageError, StorageFullError, UsageError
from konkyo.export.target import write_whole


def test_what_is_written_is_what_was_given(tmp_path: Path) -> None:
    """The bytes, their hash, and nobody else may read them."""
    target = tmp_path / "docket.csv"
    assert write_whole(b"abc", target, overwrite=False) == hashlib.sha256(b"abc").hexdigest()
    assert target.read_bytes() == b"abc"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    """Without leave, an earlier export is never replaced."""
    target = tmp_path / "docket.csv"
    target.write_bytes(b"old")
    with pytest.raises(UsageError, match="already there") as caught:
        write_whole(b"new", target, overwrite=False)
    assert caught.value.kept
    assert target.read_bytes() == b"old"
    write_whole(b"new", target, overwrite=True)
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a file that another program makes between the check and the rename is not replaced."""
    target = tmp_path / "docket.csv"
    real = os.fsync

    def meanwhile(handle: int) -> None:
        real(handle)
        target.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(UsageError, match="already there"):
        write_whole(b"ours", target, overwrite=False)
    assert target.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("kind", ["folder", "link", "missing"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    """A folder, a link (which could lead anywhere) and a missing folder are refused, even with leave to overwrite."""
    target = tmp_path / "x"
    if kind == "folder":
        target.mkdir()
    elif kind == "link":
        target.symlink_to(tmp_path / "elsewhere")
    else:
        target = tmp_path / "none" / "x"
    with pytest.raises(UsageError):
        write_whole(b"abc", target, overwrite=True)
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path) -> None:
    """When the bytes do not fit, the error says so and the earlier file stays whole."""
    target = tmp_path / "docket.csv"
    target.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StorageFullError, match="no space") as caught:
            write_whole(b"x" * 100_000, target, overwrite=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert caught.value.retryable
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(("number", "kind"), [(errno.EROFS, StorageError), (errno.ENOSPC, StorageFullError)])
def test_a_failing_disk_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StorageError]
) -> None:
    """Each failure of the system becomes a sentence with the next step, and no part of a file stays."""

    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind) as caught:
        write_whole(b"abc", tmp_path / "docket.csv", overwrite=False)
    assert caught.value.remedy
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_confirmed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When only the last step fails, the error says that the file is there, not that nothing was written."""
    real = os.fsync

    def fail_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    with pytest.raises(StorageError, match="did not confirm") as caught:
        write_whole(b"abc", tmp_path / "docket.csv", overwrite=False)
    assert "there, whole" in caught.value.kept
    assert (tmp_path / "docket.csv").read_bytes() == b"abc"
