"""Names that came with a file, made fit for the eye: no path, nothing that hides or turns characters, not too long."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile("[/\\\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_ONLY_DOTS = re.compile(r"[.\s\ufffd]*")
_LENGTH = 255
_ENDING = 16


def is_unsafe(name: str) -> bool:
    """Whether a name holds a path or characters that are not seen."""
    return _UNSAFE.search(name) is not None


def safe_name(name: str) -> str:
    """The last component of a name, unseen characters shown as U+FFFD; empty where nothing is left to call it by."""
    last = re.split(r"[/\\]", name)[-1]
    shown = _UNSAFE.sub("\ufffd", unicodedata.normalize("NFC", last)).strip()
    if len(shown) > _LENGTH:
        stem, dot, ending = shown.rpartition(".")
        kept = dot + ending if stem and len(ending) <= _ENDING else ""
        shown = shown[: _LENGTH - len(kept)].rstrip() + kept
    return "" if _ONLY_DOTS.fullmatch(shown) else shown


class Labels:
    """Gives every file a path of its own inside the outer one: ``fwd.eml/notice.pdf``, ``notice (2).pdf``."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def label(self, above: str, name: str) -> str:
        """The label of a file ``name`` in the file labelled ``above`` (empty: the outer one)."""
        head = f"{above}/" if above else ""
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (name, "")
        label, count = head + name, 1
        while _folded(label) in self._given:
            count += 1
            label = f"{head}{stem} ({count}){ending}"
        self._given.add(_folded(label))
        return label


def _folded(label: str) -> str:
    """What file systems that fold case take for the same name."""
    return unicodedata.normalize("NFKC", label).casefold()
