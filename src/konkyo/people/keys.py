"""Signing keys: Ed25519 (RFC 8032), the private half locked with a passphrase that nothing keeps.

scrypt (RFC 7914) at n = 2**17, r = 8, p = 1 asks 128 MiB and about half a second per guess; the key it gives opens a
ChaCha20-Poly1305 box. Name, public key and cost are bound in as associated data. The parameters stand beside the box,
so they can be raised later; absurd ones are refused, so that a changed record cannot exhaust the machine.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from konkyo.errors import SignatureError, UsageError
from konkyo.people.passphrase import Passphrase
from konkyo.records.value import canonical_bytes
from konkyo.store.admission import signature_holds
from konkyo.store.people import SealedKey

LEAST_CHARACTERS: Final = 10
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_MOST_N, _MOST_R, _MOST_P = 2**20, 16, 4
_LEAST_DIFFERENT = 4


@dataclass(frozen=True)
class Cost:
    """scrypt's work: ``n`` (memory and time, a power of two), ``r`` (block size), ``p`` (parallelism)."""

    n: int = 2**17
    r: int = 8
    p: int = 1


STRONG = Cost()


class SigningKey:
    """An unlocked key. Keep it for one act, in one place; it is never written anywhere."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    def __repr__(self) -> str:
        return f"SigningKey({self.public_key[:8]}…)"

    @property
    def public_key(self) -> str:
        """The public half, hex."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""
        return self._private.sign(data)


def create_key(name: str, passphrase: Passphrase, *, cost: Cost = STRONG) -> tuple[SigningKey, SealedKey]:
    """Make a key and lock it. Raises ``UsageError`` for a passphrase that is too weak (``check_strength``)."""
    check_strength(passphrase, name)
    private = Ed25519PrivateKey.generate()
    key = SigningKey(private)
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    raw = private.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    bound = _bound(name, key.public_key, cost)
    box = ChaCha20Poly1305(_derive(passphrase, salt, cost)).encrypt(nonce, raw, bound)
    return key, SealedKey(n=cost.n, r=cost.r, p=cost.p, salt=salt.hex(), nonce=nonce.hex(), ciphertext=box.hex())


def unlock(name: str, public_key: str, sealed: SealedKey, passphrase: Passphrase) -> SigningKey:
    """Open a locked key. Raises ``SignatureError`` for a wrong passphrase or a changed record: the two look alike."""
    cost = Cost(sealed.n, sealed.r, sealed.p)
    if not (cost.n <= _MOST_N and cost.r <= _MOST_R and cost.p <= _MOST_P):
        msg = "the locked key asks for more work than Konkyo ever sets: its record was changed"
        raise SignatureError(msg, remedy="restore the workspace from a backup")
    try:
        opener = ChaCha20Poly1305(_derive(passphrase, bytes.fromhex(sealed.salt), cost))
        raw = opener.decrypt(
            bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.ciphertext), _bound(name, public_key, cost)
        )
        key = SigningKey(Ed25519PrivateKey.from_private_bytes(raw))
    except (InvalidTag, ValueError):
        key = None
    if key is None or key.public_key != public_key:
        msg = "the passphrase does not open this key"
        raise SignatureError(
            msg, kept="nothing was signed", remedy="try again; if it is lost, revoke the key and make a new one"
        )
    return key


def verify(public_key: str, signature: str, data: bytes) -> bool:
    """Whether an Ed25519 signature (hex) by a public key (hex) over these bytes holds."""
    return signature_holds(public_key, signature, data)


def check_strength(passphrase: Passphrase, name: str) -> None:
    """Raise ``UsageError`` for a passphrase under ten characters, with under four different ones, or like the name."""
    text = passphrase.reveal()
    if len(text) < LEAST_CHARACTERS or len(set(text)) < _LEAST_DIFFERENT:
        msg = f"a passphrase has at least {LEAST_CHARACTERS} characters, {_LEAST_DIFFERENT} of them different"
        raise UsageError(msg, kept="no key was made", remedy="four or more unrelated words make a good one")
    if _plain(text) == _plain(name):
        msg = "a passphrase is not the person's name"
        raise UsageError(msg, kept="no key was made", remedy="four or more unrelated words make a good one")


def fingerprint(public_key: str) -> str:
    """How a key is shown to people, to be compared by eye or voice: ``konkyo: 3F2A-91BC-...`` (80 bits of its hash)."""
    from_hash = person_id(public_key)[:20].upper()
    return "konkyo: " + "-".join(from_hash[start : start + 4] for start in range(0, 20, 4))


def person_id(public_key: str) -> str:
    """The id of the person who holds a key: SHA-256 of the public key's bytes, hex."""
    digest = hashlib.sha256(bytes.fromhex(public_key))
    return digest.hexdigest()


def _derive(passphrase: Passphrase, salt: bytes, cost: Cost) -> bytes:
    text = passphrase.reveal().encode("utf-8")
    return Scrypt(salt=salt, length=_KEY_BYTES, n=cost.n, r=cost.r, p=cost.p).derive(text)


def _bound(name: str, public_key: str, cost: Cost) -> bytes:
    facts = {"format": "konkyo-key-1", "name": name, "public_key": public_key, "n": cost.n, "r": cost.r, "p": cost.p}
    return canonical_bytes(facts)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
