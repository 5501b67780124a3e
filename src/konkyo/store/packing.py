"""Records as compressed JSON with a hash of their own, so that a changed byte is noticed when they are read."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from pydantic import BaseModel

from konkyo.errors import StorageDamagedError, UsageError
from konkyo.records.value import canonical_bytes

_MOST_BYTES = 2**31  # of one unpacked record


def canonical_json(value: BaseModel | dict[str, Any]) -> bytes:
    """Canonical JSON (RFC 8785), or ``UsageError`` for what JSON cannot hold; the text is never in the message."""
    try:
        return canonical_bytes(value)
    except (ValueError, TypeError, RecursionError) as error:  # pydantic's and rfc8785's errors are ValueErrors
        msg = f"a record cannot be written as canonical JSON ({type(error).__name__})"
        raise UsageError(
            msg, remedy="whole numbers must stay below 2**53, numbers finite, texts valid Unicode, nesting moderate"
        ) from None


def pack(text: bytes) -> tuple[bytes, str]:
    """Compressed bytes and the SHA-256 (hex) of the plain ones."""
    return zlib.compress(text), hashlib.sha256(text).hexdigest()


def unpack(body: bytes, digest: str, what: str) -> bytes:
    """The plain bytes; ``StorageDamagedError`` if they are not the ones that were packed."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(body, _MOST_BYTES)
        whole = unpacker.eof
    except zlib.error:
        text, whole = b"", False
    if not whole or hashlib.sha256(text).hexdigest() != digest:
        msg = f"{what} was changed since it was stored"
        raise StorageDamagedError(
            msg, kept="the database was left as it is", remedy="restore a backup, or ingest and run again"
        )
    return text
