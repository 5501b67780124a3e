"""Narratives and counts."""

from __future__ import annotations

from konkyo.evidence.citations import check_citations
from konkyo.evidence.coverage import coverage, evidence_backed
from konkyo.records.evidence import Row, RowStatus, Sentence

ROWS = (
    Row(row_id="v", status=RowStatus.VERIFIED),
    Row(row_id="r", status=RowStatus.REVIEW),
    Row(row_id="p", status=RowStatus.PENDING),
    Row(row_id="u", status=RowStatus.UNVERIFIED),
)


def test_every_sentence_needs_a_verified_row() -> None:
    """No citation, a missing row, or no verified row among them: the sentence may not be shown."""
    narrative = tuple(
        Sentence(text="x", cites=cites) for cites in ((), ("z",), ("r", "p"), ("v", "r"), ("v",), ("v", "z"))
    )
    findings = check_citations(narrative, ROWS)
    assert [(f.index, f.problem) for f in findings] == [
        (0, "uncited"),
        (1, "unknown_row"),
        (1, "no_verified_row"),
        (2, "no_verified_row"),
        (3, "not_verified"),
        (5, "unknown_row"),
    ]
    assert {f.index for f in findings if f.fatal} == {0, 1, 2, 5}
    assert findings[0].message.ja.startswith("説明文の第1文")


def test_coverage_counts_every_row_once() -> None:
    """The states add up to the rows."""
    counts = coverage(ROWS)
    assert counts.rows == counts.verified + counts.review + counts.unverified + counts.unknown + counts.pending == 4


def test_honest_answers_do_not_lower_the_rate() -> None:
    """Pending and unknown rows claim nothing; review and unverified rows count against the result."""
    assert evidence_backed(ROWS) == 1 / 3
    assert evidence_backed(ROWS[2:3]) is None
