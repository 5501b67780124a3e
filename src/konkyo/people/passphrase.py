"""A passphrase between the keyboard and the key: shown nowhere, kept by nothing."""

from __future__ import annotations

import unicodedata
from typing import NoReturn


class Passphrase:
    """What a person typed, in Unicode NFC (keyboards differ in how they compose letters).

    Not a string on purpose: it does not print, log, compare, pickle or become JSON by accident.
    """

    __slots__ = ("_bytes",)

    def __init__(self, typed: str) -> None:
        self._bytes = bytearray(unicodedata.normalize("NFC", typed).encode("utf-8"))

    def __repr__(self) -> str:
        return "Passphrase(…)"

    def __reduce__(self) -> NoReturn:
        msg = "a passphrase is not stored or sent"
        raise TypeError(msg)

    def reveal(self) -> str:
        """The text, for the one who derives a key from it."""
        return self._bytes.decode("utf-8")

    def same_as(self, other: Passphrase) -> bool:
        """Whether two entries agree (when a new passphrase is typed twice)."""
        return self._bytes == other._bytes

    def wipe(self) -> None:
        """Overwrite it (as far as Python lets us: copies that the interpreter made may live until collected)."""
        self._bytes[:] = bytes(len(self._bytes))
        self._bytes.clear()
