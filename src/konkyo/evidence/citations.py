"""Every sentence of a narrative stands on at least one verified row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from konkyo.records.evidence import Row, RowStatus, Sentence
from konkyo.records.value import Value, Wording


class CitationFinding(Value):
    """What is wrong with the citations of sentence ``index`` (from 0). ``rows``: the row ids concerned."""

    index: int
    problem: Literal["uncited", "unknown_row", "not_verified", "no_verified_row"]
    rows: tuple[str, ...] = ()

    @property
    def message(self) -> Wording:
        """The finding in words."""
        number = self.index + 1
        ja, en = _PROBLEMS[self.problem]
        rows = ", ".join(self.rows)
        return Wording(
            ja=f"説明文の第{number}文：{ja}{f'（{rows}）' if rows else ''}",
            en=f"Sentence {number}: {en}{f' ({rows})' if rows else ''}",
        )

    @property
    def fatal(self) -> bool:
        """Whether the sentence may not be shown: it has no verified row, or speaks of a row that is not there."""
        return self.problem != "not_verified"


_PROBLEMS = {
    "uncited": ("根拠となる行が引用されていません。", "it cites no row."),
    "unknown_row": ("存在しない行を引用しています。", "it cites a row that is not in the result."),
    "not_verified": ("検証済みでない行も引用しています。", "it also cites rows that are not verified."),
    "no_verified_row": ("検証済みの行を一つも引用していません。", "none of the rows it cites is verified."),
}


def check_citations(narrative: Sequence[Sentence], rows: Sequence[Row]) -> tuple[CitationFinding, ...]:
    """Findings, in the order of the sentences; empty if every sentence cites verified rows only, at least one."""
    status = {row.row_id: row.status for row in rows}
    findings = []
    for index, sentence in enumerate(narrative):
        unknown = tuple(cite for cite in sentence.cites if cite not in status)
        weak = tuple(c for c in sentence.cites if c in status and status[c] is not RowStatus.VERIFIED)
        if not sentence.cites:
            findings.append(CitationFinding(index=index, problem="uncited"))
            continue
        if unknown:
            findings.append(CitationFinding(index=index, problem="unknown_row", rows=unknown))
        if len(unknown) + len(weak) == len(sentence.cites):
            findings.append(CitationFinding(index=index, problem="no_verified_row", rows=weak))
        elif weak:
            findings.append(CitationFinding(index=index, problem="not_verified", rows=weak))
    return tuple(findings)
