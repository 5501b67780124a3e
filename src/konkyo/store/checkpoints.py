"""Signed checkpoints of the audit trail, in a second file outside the database.

``installation.key`` holds the workspace's own Ed25519 key (not a person's: it says "this workspace had seen n entries",
nothing else). The lines are written after the entries they cover were committed, and caught up when the workspace
is next opened, should the process die in between.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from konkyo.errors import StorageDamagedError
from konkyo.store.audit_file import CHECKPOINT_FORMAT, canonical, sha256
from konkyo.store.faultpoints import faultpoint
from konkyo.store.files import FILE_MODE, disk_errors, sync_directory, write_all, write_durably


@dataclass(frozen=True)
class Head:
    """How far the trail reaches: number of entries and the last one's hash."""

    size: int
    hash: str


class InstallationKey:
    """The key that signs checkpoints."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @classmethod
    def load(cls, path: Path) -> InstallationKey:
        """Read the key. Raises ``StorageDamagedError`` if it is gone or is no key."""
        try:
            private = serialization.load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError):
            private = None
        if not isinstance(private, Ed25519PrivateKey):
            msg = "the workspace's installation.key is missing or damaged"
            raise StorageDamagedError(
                msg,
                kept="the documents, decisions and the audit trail",
                remedy="restore installation.key from a backup; until then the workspace opens for reading only",
            )
        return cls(private)

    @classmethod
    def create(cls, path: Path) -> InstallationKey:
        """Make a key and keep it, readable by its owner only."""
        private = Ed25519PrivateKey.generate()
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        faultpoint("installation.before_rename")
        write_durably(path, (pem,))
        return cls(private)

    @property
    def public_key(self) -> str:
        """The public half, hex."""
        raw = self._private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return raw.hex()

    def sign(self, text: str) -> str:
        """Ed25519 signature (hex) of a text's UTF-8."""
        return self._private.sign(text.encode("utf-8")).hex()


class Checkpoints:
    """The file of checkpoints of one workspace. ``key`` None: for reading only."""

    def __init__(self, path: Path, key: InstallationKey | None, workspace: str) -> None:
        self._path = path
        self._key = key
        self._workspace = workspace

    def lines(self) -> list[str]:
        """All lines, with their ends, as they lie on the disk."""
        if not self._path.is_file():
            return []
        with self._path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return list(file)

    def last(self) -> dict[str, Any] | None:
        """The last whole checkpoint, unchecked, or None."""
        for line in reversed(self._tail().decode("utf-8", "replace").splitlines()):
            try:
                entry = json_object(line)
            except ValueError:
                continue
            if entry is not None:
                return entry
        return None

    def append(self, head: Head, time: datetime) -> None:
        """Sign and write one checkpoint, durably. The caller holds the database's write lock: one writer at a time."""
        assert self._key is not None
        with disk_errors("a checkpoint of the audit trail"):
            faultpoint("checkpoint.before_write")
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, FILE_MODE)
            try:
                end = self._drop_torn_line(descriptor)
                data = (self._sign(head, time) + "\n").encode("utf-8")
                os.lseek(descriptor, end, os.SEEK_SET)
                try:
                    write_all(descriptor, data[: len(data) // 2])
                    faultpoint("checkpoint.torn")
                    write_all(descriptor, data[len(data) // 2 :])
                except OSError:
                    os.ftruncate(descriptor, end)  # no half line stays behind when the disk is full
                    raise
                faultpoint("checkpoint.before_sync")
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            sync_directory(self._path.parent)
            faultpoint("checkpoint.after_sync")

    def _sign(self, head: Head, time: datetime) -> str:
        assert self._key is not None
        tail = self._tail().decode("utf-8", "surrogateescape").splitlines()
        body = {
            "format": CHECKPOINT_FORMAT,
            "head": head.hash,
            "prev": sha256(tail[-1]) if tail else "",
            "public_key": self._key.public_key,
            "size": head.size,
            "time": time.isoformat(),
            "workspace": self._workspace,
        }
        return canonical({**body, "signature": self._key.sign(canonical(body))})

    def _tail(self) -> bytes:
        """The last whole lines of the file: enough of its end to hold one."""
        if not self._path.is_file():
            return b""
        with self._path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            data = file.read()
        return data[: data.rfind(b"\n") + 1]

    def _drop_torn_line(self, descriptor: int) -> int:
        """Cut off a last line that an interrupted write left without its end; returns where the file then ends."""
        size = os.lseek(descriptor, 0, os.SEEK_END)
        start = max(0, size - _TAIL_BYTES)
        os.lseek(descriptor, start, os.SEEK_SET)
        end = start + os.read(descriptor, size - start).rfind(b"\n") + 1
        if end != size:
            os.ftruncate(descriptor, end)
        return end


_TAIL_BYTES = 8192  # a line is below 1 KiB


def json_object(line: str) -> dict[str, Any] | None:
    """A line as a JSON object, or None if it is something else; ``ValueError`` if it is no JSON."""
    value = json.loads(line)
    return value if isinstance(value, dict) else None
