"""Files that are whole or absent: written aside, synced, renamed, and the directory synced too."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from konkyo.errors import StorageError, StorageFullError

FILE_MODE = 0o600
DIRECTORY_MODE = 0o700
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def disk_errors(what: str) -> Iterator[None]:
    """Turn an ``OSError`` into a storage error that says what could not be written, without naming the file."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            msg = f"no space left while writing {what}"
            raise StorageFullError(
                msg,
                kept="everything committed before; nothing half-written is visible",
                remedy="free some space on the disk of the workspace and run the same command again",
            ) from None
        reason = errno.errorcode.get(error.errno or 0, "unknown")
        msg = f"could not write {what} ({reason})"
        raise StorageError(
            msg,
            kept="everything committed before",
            remedy="check that the disk is writable and healthy, then run the same command again",
        ) from None


def make_private(directory: Path) -> None:
    """Make a directory that only its owner may enter; one that already stands is left as it is."""
    if not directory.is_dir():
        directory.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
        directory.chmod(DIRECTORY_MODE)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: a single ``write`` may stop short when the disk fills."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_directory(directory: Path) -> None:
    """Make a rename in this directory durable. (Windows syncs directory entries itself and refuses to open them.)"""
    if os.name == "nt":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    with disk_errors("a file of the workspace"):
        aside = path.with_name(f".{secrets.token_hex(8)}.tmp")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        try:
            try:
                for piece in pieces:
                    write_all(descriptor, piece)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)
