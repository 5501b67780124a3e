"""Make text of unknown origin safe to look at: what cannot be seen is written out, nothing is dropped silently.

A quotation may carry control characters, zero-width characters or bidirectional overrides that change what a reader
sees ("Trojan Source", CVE-2021-42574). Outputs for people show them as ``⟨U+202E⟩``; JSON keeps the original.
"""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """``text`` with invisible characters written as ``⟨U+XXXX⟩``; line feeds and tabs stay, CR LF becomes LF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def one_line(text: str) -> str:
    """``visible`` text on one line: each run of white space becomes one space (full-width spaces stay)."""
    return " ".join(part for part in visible(text).replace("\n", " ").replace("\t", " ").split(" ") if part)


def _shown(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _CONTROL:
        return character
    return f"⟨U+{ord(character):04X}⟩"
