"""The shape all records share: frozen, closed, hashable by content."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785
from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen record. Unknown fields are refused: a misspelt field is an error, never lost data."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(Value):
    """The same sentence in Japanese and English; the reader's language decides which is shown."""

    ja: str
    en: str

    def of(self, language: str) -> str:
        """The sentence in ``language`` (``ja``; anything else gives English)."""
        return self.ja if language == "ja" else self.en


def canonical_bytes(value: BaseModel | dict[str, Any] | list[Any]) -> bytes:
    """Canonical JSON (RFC 8785) of a record: the same content gives the same bytes everywhere."""
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    return rfc8785.dumps(plain)


def content_hash(value: BaseModel | dict[str, Any] | list[Any]) -> str:
    """SHA-256 (hex) of the canonical JSON: what a person's signature binds to."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()
