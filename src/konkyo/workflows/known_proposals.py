"""A run's rows beside what the workspace holds already: the notice came in May, the letter about it in June.

An undecided proposal takes the new document in as a second source and keeps its id; a decided one stays as it was
signed, and the new document says to which proposal it belongs. What differs is proposed by itself, with the conflict.
Pure functions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from konkyo.records.docket import DocketRow
from konkyo.records.value import Wording, content_hash
from konkyo.workflows.second_sources import (
    Joined,
    disagreeing,
    disagreement,
    fits,
    joined,
    names,
    same_event,
    standing,
    with_conflict,
)

_OF_THE_SOURCES = frozenset(
    {"file", "evidence", "grounds", "second_sources", "conflicts", "status", "confidence", "confidences", "matter_ref"}
)
"""What a second source changes in a row; the rest is what the first one says."""


@dataclass(frozen=True)
class KnownProposal:
    """A proposal of the workspace: its row as a person is shown it. ``open``: nobody has decided on it yet."""

    row: DocketRow
    open: bool


class KnownProposals:
    """The proposals of a workspace that were not rejected, found by what a new row may share with them."""

    def __init__(self, proposals: Iterable[KnownProposal] = ()) -> None:
        self._by_id = {known.row.row_id: known for known in proposals}
        self._by_name: dict[Hashable, list[KnownProposal]] = defaultdict(list)
        for known in self._by_id.values():
            for name in names(known.row, {}):
                self._by_name[name].append(known)

    def same(self, row: DocketRow) -> KnownProposal | None:
        """The proposal that this very item of this very document made before."""
        return self._by_id.get(row.row_id)

    def near(self, row: DocketRow) -> Iterator[KnownProposal]:
        """Proposals that share a number or reference with the row; each once, the row's own proposal not."""
        seen = {row.row_id}
        for name in names(row, {}):
            for known in self._by_name[name]:
                if known.row.row_id not in seen:
                    seen.add(known.row.row_id)
                    yield known


def settle(rows: Sequence[DocketRow], known: KnownProposals) -> Joined:
    """The rows to propose, and which rows belong to proposals that are there already."""
    own = {row.row_id for row in rows}
    settled: list[DocketRow] = []
    into: dict[str, str] = {}
    contradicted_by: list[tuple[KnownProposal, DocketRow]] = []
    for row in rows:
        before = known.same(row)
        if before is not None:
            settled.append(_again(row, before.row))
            continue
        others = [other for other in known.near(row) if other.row.row_id not in own]
        partner = _partner(row, others)
        if partner is None or partner.row.row_id in into.values():
            settled.append(disagreeing(row, [other.row for other in others]))
            contradicted_by += [(other, row) for other in others if other.open]
            continue
        contradicted = _contradicted(row, partner.row)
        if not partner.open and contradicted:
            settled.append(with_conflict(row, contradicted))
            continue
        into[row.row_id] = partner.row.row_id
        if partner.open:
            settled.append(_taken_in(row, partner.row))
    return Joined(_told(settled, contradicted_by), into)


def _told(settled: Sequence[DocketRow], pairs: Sequence[tuple[KnownProposal, DocketRow]]) -> tuple[DocketRow, ...]:
    """The rows, and the undecided proposals that a new row contradicts: whoever signs one of them has to see it."""
    rows = {row.row_id: row for row in settled}
    for known, row in pairs:
        before = rows.get(known.row.row_id, known.row)
        wording = disagreement(row, known.row) if same_event(row, known.row, {}) else None
        if wording is not None and wording not in before.conflicts:
            rows[before.row_id] = with_conflict(before, (wording,))
    return tuple(rows.values())


def _again(row: DocketRow, kept: DocketRow) -> DocketRow:
    """The row of an item that was proposed before: as it was, if it says the same and only lacks what came later."""
    if kept.document_id != row.document_id:
        return kept  # the office's own paper came later and leads the proposal now
    told_more = bool(kept.second_sources or kept.conflicts)
    if not told_more or row.second_sources or _stated(kept) != _stated(row):
        return row
    return with_conflict(kept, tuple(wording for wording in row.conflicts if wording not in kept.conflicts))


def _stated(row: DocketRow) -> str:
    return content_hash(row.model_dump(mode="json", exclude=set(_OF_THE_SOURCES)))


def _partner(row: DocketRow, others: Sequence[KnownProposal]) -> KnownProposal | None:
    """The one proposal that a new row belongs to, if there is just one."""
    fitting = [other for other in others if _cites(other.row, row) or fits(other.row, row, {})]
    exact = [other for other in fitting if row.trigger_date and other.row.trigger_date == row.trigger_date]
    chosen = exact or fitting
    return chosen[0] if len(chosen) == 1 else None


def _cites(proposal: DocketRow, row: DocketRow) -> bool:
    """Whether the proposal rests on the row's document already, for the same event."""
    sources = {proposal.document_id, *(source.document_id for source in proposal.second_sources)}
    return row.document_id in sources and same_event(proposal, row, {})


def _contradicted(row: DocketRow, proposal: DocketRow) -> tuple[Wording, ...]:
    """What the new document says otherwise than the proposal, though nothing speaks against their being one event."""
    known = (*proposal.conflicts, *row.conflicts)
    return tuple(wording for wording in joined(proposal, row).conflicts if wording not in known)


def _taken_in(row: DocketRow, proposal: DocketRow) -> DocketRow:
    """The proposal with the new document among its sources; the office's own paper leads."""
    if _cites(proposal, row):
        return proposal
    first, second = sorted((proposal, row), key=standing)
    return joined(first, second).model_copy(update={"row_id": proposal.row_id})
