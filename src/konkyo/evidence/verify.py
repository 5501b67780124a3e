"""Look for every quote again in its source, label every row, and only then call a result verified.

This is the one place that makes a ``Verified``. It reads documents from ``Sources`` (the archived originals),
never from what a proposer says, and it does not know who proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, runtime_checkable

from konkyo.errors import EvidenceError
from konkyo.evidence.absence import verify_absence
from konkyo.evidence.citations import check_citations
from konkyo.evidence.coverage import coverage
from konkyo.evidence.grounds import Support, support
from konkyo.evidence.quotes import FOUND, OPEN, verify_quote
from konkyo.records.docket import LookAt
from konkyo.records.documents import Document
from konkyo.records.evidence import (
    Absence,
    Computed,
    Draft,
    Evidence,
    Quote,
    Row,
    RowStatus,
    Sentence,
    Sources,
    Verified,
)
from konkyo.records.value import Value, Wording

__all__ = ["evidence_status", "verify_evidence", "verify_quote", "verify_report", "verify_row", "verify_rows"]

R = TypeVar("R", bound=Row)
T = TypeVar("T", bound=Value)

Recompute = Callable[[Computed], Computed]
"""Computes an item again from its inputs and returns it, with the flag ``not_reproduced`` where the outcome differs."""

NOT_REPRODUCED = "not_reproduced"

_HONEST = frozenset({RowStatus.UNKNOWN, RowStatus.PENDING})


@runtime_checkable
class Report(Protocol):
    """What every workflow's report has in common, as far as verification is concerned."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of the result."""

    @property
    def narrative(self) -> Sequence[Sentence]:
        """The result in sentences, each citing rows."""

    @property
    def questions(self) -> Sequence[Wording]:
        """What is to be asked."""


class _Once:
    """Reads each document once for a whole report."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._read: dict[str, Document | None] = {}

    def document(self, document_id: str) -> Document | None:
        if document_id not in self._read:
            self._read[document_id] = self._sources.document(document_id)
        return self._read[document_id]


def verify_evidence(item: Evidence, sources: Sources, recompute: Recompute | None = None) -> Evidence:
    """One evidence item, checked. ``recompute``: how the workflow at hand computes again; without it a computation
    is only held to its own flags.
    """
    if isinstance(item, Quote):
        return verify_quote(item, sources.document(item.document_id))
    if isinstance(item, Absence):
        return verify_absence(item, sources)
    return item if recompute is None else recompute(item)


def evidence_status(item: Evidence) -> RowStatus:
    """What a checked evidence item allows its row to be at best: verified, review or unverified."""
    if isinstance(item, Quote):
        if item.verdict in FOUND:
            return RowStatus.REVIEW if item.flags else RowStatus.VERIFIED
        return RowStatus.REVIEW if item.verdict in OPEN else RowStatus.UNVERIFIED
    if isinstance(item, Absence) and item.verdict != "complete":
        return RowStatus.UNVERIFIED
    if NOT_REPRODUCED in item.flags:
        return RowStatus.UNVERIFIED
    return RowStatus.REVIEW if item.flags else RowStatus.VERIFIED


def verify_row(row: R, sources: Sources, recompute: Recompute | None = None) -> R:
    """The row with its evidence checked and its status drawn from it.

    A proposer may only lower itself: ``pending`` and ``unknown`` stay unless evidence fails, ``review`` is never
    raised, ``verified`` counts for nothing. A row without evidence, whose grounds point to evidence that is not
    there, or whose own fields need grounds that it does not give (``Row.MUST_BE_GROUNDED``), is unverified.
    """
    evidence = tuple(verify_evidence(item, sources, recompute) for item in row.evidence)
    return row.model_copy(update={"evidence": evidence, "status": _status(row, evidence)})


def _status(row: Row, evidence: tuple[Evidence, ...]) -> RowStatus:
    found = {evidence_status(item) for item in evidence}
    pointing = all(0 <= index < len(evidence) for indexes in row.grounds.values() for index in indexes)
    if RowStatus.UNVERIFIED in found or not pointing:
        return RowStatus.UNVERIFIED
    supported = support(row, evidence)
    if supported is Support.MISSING:
        return RowStatus.UNVERIFIED
    if row.status in _HONEST:
        return row.status
    if not evidence:
        return RowStatus.UNVERIFIED
    lowered = row.status is RowStatus.REVIEW or supported is Support.AMENDED
    return RowStatus.REVIEW if RowStatus.REVIEW in found or lowered else RowStatus.VERIFIED


def verify_rows(rows: Sequence[R], sources: Sources, recompute: Recompute | None = None) -> tuple[R, ...]:
    """All rows, checked and labelled; none is dropped."""
    once = _Once(sources)
    return tuple(verify_row(row, once, recompute) for row in rows)


def verify_report(draft: Draft[T], sources: Sources, recompute: Recompute | None = None) -> Verified[T]:
    """The report with its rows labelled, its coverage counted and its narrative held to verified rows.

    A sentence that cites no verified row, or a row that is not there, is taken out and named among the questions.
    Quotes of a ``look_at`` list are checked too. Raises ``EvidenceError`` if two rows share an id or the content is no
    report.
    """
    content = draft.content
    report = _report(content)
    once = _Once(sources)
    rows = verify_rows(tuple(report.rows), once, recompute)
    if len({row.row_id for row in rows}) != len(rows):
        msg = "two rows of the result have the same id"
        raise EvidenceError(msg, remedy="give every row its own row_id")
    held = [finding for finding in check_citations(tuple(report.narrative), rows) if finding.fatal]
    out = {finding.index for finding in held}
    update: dict[str, object] = {
        "rows": rows,
        "coverage": coverage(rows),
        "narrative": tuple(s for index, s in enumerate(report.narrative) if index not in out),
        "questions": (*report.questions, *(finding.message for finding in held)),
    }
    look_at = getattr(content, "look_at", None)
    if look_at is not None:
        update["look_at"] = tuple(_looked_at(entry, once) for entry in look_at)
    return Verified(content.model_copy(update=update))


def _report(content: object) -> Report:
    if not isinstance(content, Report):
        msg = "this result has no rows to verify"
        raise EvidenceError(msg, remedy="offer a report with rows and a narrative")
    return content


def _looked_at(entry: LookAt, sources: Sources) -> LookAt:
    if entry.evidence is None:
        return entry
    checked = verify_quote(entry.evidence, sources.document(entry.evidence.document_id))
    return entry.model_copy(update={"evidence": checked})
