"""A docket row with the decision a person signed about it: what an output shows as approved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from konkyo.records.docket import DocketRow
from konkyo.records.runs import Decision
from konkyo.records.second_reading import SecondReading


@dataclass(frozen=True)
class SignedRow:
    """A row, the decision about exactly this row, and the second readings of it. Renderers show; they do not judge."""

    row: DocketRow
    decision: Decision
    readings: tuple[SecondReading, ...] = ()


Entry = DocketRow | SignedRow
"""A row to show: signed, or a draft that must be marked as one."""


def row_of(entry: Entry) -> DocketRow:
    """The row of an entry."""
    return entry.row if isinstance(entry, SignedRow) else entry


def decision_of(entry: Entry) -> Decision | None:
    """The decision of an entry, or None for a draft."""
    return entry.decision if isinstance(entry, SignedRow) else None


def readings_of(entry: Entry) -> tuple[SecondReading, ...]:
    """The second readings shown with an entry; none for a draft."""
    return entry.readings if isinstance(entry, SignedRow) else ()


def fingerprint(public_key: str) -> str:
    """How a key is shown to people: ``konkyo: 3F2A-91BC-...``, the first 80 bits of the SHA-256 of the raw key."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:20].upper()
    return "konkyo: " + "-".join(digest[start : start + 4] for start in range(0, 20, 4))
