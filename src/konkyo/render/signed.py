"""A docket row with the decision a person signed about it: what an output shows as approved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from konkyo.records.docket import DocketRow
from konkyo.records.runs import Decision


@dataclass(frozen=True)
class SignedRow:
    """A row and the decision about exactly this row. Renderers show it; they do not judge it."""

    row: DocketRow
    decision: Decision


Entry = DocketRow | SignedRow
"""A row to show: signed, or a draft that must be marked as one."""


def row_of(entry: Entry) -> DocketRow:
    """The row of an entry."""
    return entry.row if isinstance(entry, SignedRow) else entry


def decision_of(entry: Entry) -> Decision | None:
    """The decision of an entry, or None for a draft."""
    return entry.decision if isinstance(entry, SignedRow) else None


def fingerprint(public_key: str) -> str:
    """First 32 hex digits of the SHA-256 of the raw public key (hex), in groups of four: short enough to compare."""
    try:
        raw = bytes.fromhex(public_key)
    except ValueError:
        raw = public_key.encode()
    digest = hashlib.sha256(raw).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))
