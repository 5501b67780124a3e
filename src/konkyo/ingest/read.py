"""A file, or bytes, to a ``Document``: the one way in.

Bad data is no exception: every file gets an outcome (``parsed``, ``parsed_with_flags``, ``refused`` with its reason),
never a silent empty text.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.child import ReaderStoppedError, read_in_child
from konkyo.ingest.enclosures import enclosed_files
from konkyo.ingest.outcomes import refused, unsupported
from konkyo.ingest.readers import READERS
from konkyo.ingest.sandbox import Sandbox
from konkyo.ingest.sniff import READ, Kind, sniff
from konkyo.ingest.unseen import unseen_flags
from konkyo.records.documents import Document, Flag, Outcome
from konkyo.records.value import Wording
from konkyo.version import __version__

_BLOCK = 2**20
_SILENT = 2048

_MISLABELLED = Wording(
    ja="ファイル名の拡張子と中身の種類が一致しません。中身に従って読みました。",
    en="The file's name promises another kind than its bytes are; it was read as what it is.",
)
_NO_TEXT = Wording(
    ja="ファイルにはデータがありますが、読める文字がありません。",
    en="The file has content, but no readable text.",
)


@dataclass(frozen=True)
class _Unread:
    """A path whose bytes could not be had. ``media_type`` follows the ``inode/`` types of shared-mime-info."""

    reason: str
    media_type: str = "application/octet-stream"
    size: int = 0


def read(path: Path, *, limits: Limits | None = None, sandbox: Sandbox = Sandbox.AUTO) -> Document:
    """Read one file. Symbolic links, folders, pipes and devices are refused, never followed or waited for.

    A file whose bytes could not be had has an empty ``document_id``. Raises ``SandboxError`` only if no reading process
    can be started at all (nothing to do with the file).
    """
    found = untouched_bytes(path, limits or Limits())
    if isinstance(found, Document):
        return found
    return read_bytes(found, _name(path), limits=limits, sandbox=sandbox)


def untouched_bytes(path: Path, limits: Limits) -> bytes | Document:
    """The bytes of a file, all of one moment; or the refused document, where they cannot be had."""
    found = _bytes_of(path, limits)
    if isinstance(found, bytes):
        return found
    return Document(
        document_id="",
        name=_name(path),
        media_type=found.media_type,
        size=found.size,
        outcome=Outcome.REFUSED,
        refusal=refused(found.reason),
    )


def _name(path: Path) -> str:
    return os.fsencode(path.name).decode("utf-8", "replace")


def read_bytes(data: bytes, name: str, *, limits: Limits | None = None, sandbox: Sandbox = Sandbox.AUTO) -> Document:
    """Read bytes that have a name for people (a hint at their kind at most).

    Files inside are listed in ``enclosed`` and not read: ``family.read_family`` reads them too.
    """
    limits = limits or Limits()
    document, kind = opened(data, name, limits)
    if document.refusal is not None:
        return document
    levels = 1 if kind is Kind.MAIL else 0
    try:
        reading = read_in_child(READERS[kind], data, limits, confinement=sandbox, levels=levels)
    except (RefusedError, ReaderStoppedError) as error:
        return document.model_copy(update={"refusal": refused(error.reason, error.message)})
    return finished(document, reading)


def opened(data: bytes, name: str, limits: Limits) -> tuple[Document, Kind]:
    """The document of bytes that are not read yet: who they are, of what kind, and why they will not be read."""
    sniffed = sniff(data, name)
    document = Document(
        document_id=hashlib.sha256(data).hexdigest(),
        name=name,
        media_type=sniffed.media_type,
        size=len(data),
        outcome=Outcome.REFUSED,
        flags=(Flag(code="mislabelled", message=_MISLABELLED),) if sniffed.mislabelled else (),
        refusal=_refused_unread(data, sniffed.kind, limits),
        reader=f"konkyo {__version__} {sniffed.kind.value}",
    )
    return document, sniffed.kind


def _refused_unread(data: bytes, kind: Kind, limits: Limits) -> Flag | None:
    if not data:
        return refused("empty")
    if len(data) > limits.file_bytes:
        return refused("too-large", f"{len(data)} > {limits.file_bytes} bytes")
    return None if kind in READ else unsupported(kind)


def finished(document: Document, reading: Reading) -> Document:
    """The document of a reading; a file with content and no text is said aloud, whatever its reader thought."""
    deceptive = (flag for page in reading.pages for flag in unseen_flags(page.text, page.number))
    flags = (*document.flags, *reading.flags, *deceptive)
    codes = {flag.code for flag in flags}
    silent = document.size > _SILENT and not any(page.text.strip() for page in reading.pages)
    if silent and not codes & {"needs-ocr", "no-text"}:
        flags = (*flags, Flag(code="no-text", message=_NO_TEXT))
    return document.model_copy(
        update={
            "media_type": reading.media_type,
            "encoding": reading.encoding,
            "pages": reading.pages,
            "asides": reading.asides,
            "flags": flags,
            "outcome": Outcome.FLAGGED if flags else Outcome.PARSED,
            "enclosed": enclosed_files(reading.inside),
        }
    )


def _bytes_of(path: Path, limits: Limits) -> bytes | _Unread:
    """The bytes of a regular file, all of one moment, or why they cannot be had."""
    try:
        seen = path.lstat()
    except OSError as error:
        return _Unread(_reason(error))
    odd = _odd(seen)
    if odd is not None:
        return odd
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return _Unread(_reason(error), size=seen.st_size)
    try:
        return _content(descriptor, limits)
    except OSError as error:
        return _Unread(_reason(error), size=seen.st_size)
    finally:
        os.close(descriptor)


def _content(descriptor: int, limits: Limits) -> bytes | _Unread:
    before = os.fstat(descriptor)
    odd = _odd(before)
    if odd is not None:
        return odd
    if before.st_size > limits.file_bytes:
        return _Unread("too-large", size=before.st_size)
    blocks, size = [], 0
    while size <= limits.file_bytes and (block := os.read(descriptor, _BLOCK)):
        blocks.append(block)
        size += len(block)
    after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != before.st_size:
        return _Unread("changed", size=after.st_size)
    return b"".join(blocks)


def _odd(seen: os.stat_result) -> _Unread | None:
    """What a path is, if it is no regular file."""
    kinds = (
        (stat.S_ISLNK, "symlink", "inode/symlink"),
        (stat.S_ISDIR, "not-a-file", "inode/directory"),
        (stat.S_ISFIFO, "not-a-file", "inode/fifo"),
        (stat.S_ISSOCK, "not-a-file", "inode/socket"),
        (stat.S_ISCHR, "not-a-file", "inode/chardevice"),
        (stat.S_ISBLK, "not-a-file", "inode/blockdevice"),
    )
    return next((_Unread(reason, media) for test, reason, media in kinds if test(seen.st_mode)), None)


def _reason(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "symlink"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "not-found"
    return "permission" if isinstance(error, PermissionError) else "unreadable"
