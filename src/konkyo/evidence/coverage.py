"""How much of a result stands on evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from konkyo.records.evidence import Coverage, Row, RowStatus


def coverage(rows: Iterable[Row]) -> Coverage:
    """Counts of rows by status."""
    counts = Counter(row.status for row in rows)
    return Coverage(rows=counts.total(), **{status.value: counts[status] for status in RowStatus})


def evidence_backed(rows: Iterable[Row]) -> float | None:
    """Share of the rows that claim something which rest on verified evidence; None if no row claims anything.

    ``unknown`` and ``pending`` rows claim nothing and are left out; ``review`` and ``unverified`` rows count against.
    """
    counts = coverage(rows)
    claiming = counts.verified + counts.review + counts.unverified
    return counts.verified / claiming if claiming else None
