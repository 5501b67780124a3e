"""Write one file so that it is there whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.

The file is readable by its owner only (mode 0600): an approved docket says what a client is about to do.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path

from konkyo.errors import StorageError, StorageFullError, UsageError
from konkyo.records.value import Value

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_KEPT = "nothing was written; an earlier file of that name is as it was"


class ExportedFile(Value):
    """What was written: where, how many bytes and rows, and the SHA-256 (hex) of the bytes."""

    path: str
    format: str
    size: int
    sha256: str
    rows: int


def check_target(path: Path, *, overwrite: bool) -> None:
    """Raise UsageError if ``path`` cannot become a file: no folder, a folder itself, a link, or already there."""
    if not path.parent.is_dir():
        msg = f"there is no folder {path.parent}"
        raise UsageError(msg, remedy="make the folder, or give another path", kept=_KEPT)
    if path.is_symlink() or path.is_dir() or (path.exists() and not path.is_file()):
        msg = f"{path} is a folder, a link or a device, not a file"
        raise UsageError(msg, remedy="give the path of a file", kept=_KEPT)
    if path.exists() and not overwrite:
        msg = f"{path} is already there"
        raise UsageError(msg, remedy="give another name, or say that it may be overwritten", kept=_KEPT)


def write_whole(data: bytes, path: Path, *, overwrite: bool) -> str:
    """Write ``data`` to ``path`` whole or not at all; returns the SHA-256 (hex) of what was written.

    Raises UsageError for a path that cannot be written, StorageFullError without space, StorageError for a folder
    that may not be written. Without ``overwrite`` a file that appears meanwhile is not replaced either.
    """
    check_target(path, overwrite=overwrite)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".konkyo-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        _put(temporary, path, overwrite=overwrite)
    except FileExistsError as error:
        msg = f"{path} is already there"
        raise UsageError(msg, remedy="give another name, or say that it may be overwritten", kept=_KEPT) from error
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
    _sync_folder(path)
    return hashlib.sha256(data).hexdigest()


def _put(temporary: Path, path: Path, *, overwrite: bool) -> None:
    """Give the finished file its name. ``link`` refuses an existing name, which ``replace`` would overwrite."""
    if overwrite:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}:
            raise
        # A file system without hard links (FAT, some network shares): the check above is all there is.
        check_target(path, overwrite=False)
        temporary.replace(path)


def _sync_folder(path: Path) -> None:
    """Make the new name itself durable; systems that cannot open a folder do so by themselves."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        msg = f"{path} was written, but the disk did not confirm its name"
        remedy = "check the disk, then export again and say that the file may be overwritten"
        raise StorageError(msg, remedy=remedy, kept="the file is there, whole") from error


def _explained(error: OSError, path: Path) -> StorageError:
    if error.errno in _FULL:
        msg = f"no space left for {path}"
        return StorageFullError(msg, remedy="free some space and export again", kept=_KEPT)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        msg = f"the folder {path.parent} may not be written"
        return StorageError(msg, remedy="give a folder that you may write", kept=_KEPT)
    msg = f"{path} could not be written ({errno.errorcode.get(error.errno or 0, 'unknown error')})"
    return StorageError(msg, remedy="try again, or give another path", kept=_KEPT)
