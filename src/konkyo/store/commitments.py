"""Commitments: a text can later be shown to be the one that was meant, but not guessed from the audit trail.

A plain SHA-256 of a name or a short reason is found by trying likely texts. A commitment is HMAC-SHA-256 under a random
salt of its own; the salt lies outside the chain. Erasing it makes the text unguessable while the chain still verifies.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from sqlalchemy import delete, insert, select

from konkyo.store.database import Database
from konkyo.store.tables import salts

PREFIX = "commitment"
_SALT_BYTES = 32


class Commitments:
    """Makes, opens and erases commitments."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, text: str) -> str:
        """``commitment:<salt id>:<hex>`` for a text (compared in Unicode NFC)."""
        salt_id, salt = secrets.token_hex(8), secrets.token_bytes(_SALT_BYTES)
        with self._database.transaction("unit") as connection:
            connection.execute(insert(salts).values(salt_id=salt_id, salt=salt))
        return f"{PREFIX}:{salt_id}:{_digest(salt, text)}"

    def opens(self, commitment: str, text: str) -> bool:
        """Whether the commitment was made for this text; False also when its salt was erased."""
        prefix, _, rest = commitment.partition(":")
        salt_id, _, digest = rest.partition(":")
        if prefix != PREFIX:
            return False
        with self._database.reading() as connection:
            salt = connection.execute(select(salts.c.salt).where(salts.c.salt_id == salt_id)).scalar()
        return salt is not None and hmac.compare_digest(_digest(salt, text), digest)

    def erase(self, commitment: str) -> None:
        """Destroy the salt: from now on nobody can tell which text it was."""
        salt_id = commitment.split(":")[1] if commitment.startswith(f"{PREFIX}:") else ""
        with self._database.transaction("unit") as connection:
            connection.execute(delete(salts).where(salts.c.salt_id == salt_id))


def _digest(salt: bytes, text: str) -> str:
    return hmac.new(
        salt, unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()
