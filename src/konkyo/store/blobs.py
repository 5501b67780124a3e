"""Originals, kept untouched under the SHA-256 of their bytes: ``blobs/ab/cdef...``.

A blob is written aside, synced and renamed, so that a name always stands for the whole content; reading checks the
hash again, so that a changed byte is never shown as a source.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.store.faultpoints import faultpoint
from konkyo.store.files import FILE_MODE, disk_errors, make_private, sync_directory, write_all

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_CHUNK = 1 << 20
_STALE_SECONDS = 3600.0


class Blobs:
    """Content-addressed files below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep these bytes; returns their SHA-256 (hex). Keeping them twice changes nothing."""
        return self._put(iter((data,)), hashlib.sha256(data).hexdigest())

    def put_file(self, path: Path) -> str:
        """Keep a file's bytes, read in pieces; returns their SHA-256. The file itself is not touched."""
        with path.open("rb") as source:
            return self._put(_chunks(source), None)

    def _put(self, pieces: Iterator[bytes], known: str | None) -> str:
        if known is not None and self._whole(known):
            return known
        digest = hashlib.sha256()
        with disk_errors("an original"):
            aside_folder = self._folder / "tmp"
            make_private(aside_folder)
            aside = aside_folder / f"{os.getpid()}-{secrets.token_hex(8)}"
            faultpoint("blob.before_write")
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
            try:
                try:
                    for piece in pieces:
                        digest.update(piece)
                        write_all(descriptor, piece)
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
                target = self.path(digest.hexdigest())
                if not target.parent.is_dir():
                    make_private(target.parent)
                    sync_directory(self._folder)
                faultpoint("blob.before_rename")
                aside.replace(target)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise
            sync_directory(target.parent)
            faultpoint("blob.after_rename")
        return digest.hexdigest()

    def get(self, digest: str) -> bytes:
        """The bytes of that hash, checked. Raises ``NotFoundError`` or, when they changed, ``StorageDamagedError``."""
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            msg = f"no original {digest[:12]}… is kept here"
            raise NotFoundError(msg, remedy="ingest the file again") from None
        if hashlib.sha256(data).hexdigest() != digest:
            msg = f"the kept original {digest[:12]}… is not what was put in"
            raise StorageDamagedError(
                msg, kept="the changed file was left as it is", remedy="ingest the file again, or restore a backup"
            )
        return data

    def has(self, digest: str) -> bool:
        """Whether something is kept under this hash (``get`` checks that it is whole)."""
        return self.path(digest).is_file()

    def path(self, digest: str) -> Path:
        """Where the bytes of a hash lie, or would lie."""
        if not _DIGEST.match(digest):
            msg = "an original is named by the 64 hexadecimal digits of its SHA-256"
            raise UsageError(msg)
        return self._folder / digest[:2] / digest[2:]

    def digests(self) -> Iterator[str]:
        """The hashes of all kept originals, in order."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            yield path.parent.name + path.name

    def sweep(self, *, older_than: float = _STALE_SECONDS) -> int:
        """Remove what interrupted writes left aside: of processes that are gone, or older than so many seconds."""
        removed = 0
        for aside in self._folder.glob("tmp/*"):
            owner = aside.name.partition("-")[0]
            try:
                age = time.time() - aside.stat().st_mtime
                if age > older_than or not (owner.isdigit() and _alive(int(owner))):
                    aside.unlink()
                    removed += 1
            except FileNotFoundError:  # renamed by its owner meanwhile
                continue
        return removed

    def _whole(self, digest: str) -> bool:
        """A blob that is kept but damaged is written again."""
        try:
            return hashlib.sha256(self.path(digest).read_bytes()).hexdigest() == digest
        except FileNotFoundError:
            return False


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_CHUNK):
        yield piece


def _alive(process: int) -> bool:
    if process == os.getpid() or os.name == "nt":  # Windows would end the process: let age decide
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
