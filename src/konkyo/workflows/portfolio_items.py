"""What the workspace holds, as entries of a portfolio: a proposal or a fee, how sure it is, which right it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol

from konkyo.records.docket import DocketRow
from konkyo.records.evidence import RowStatus
from konkyo.records.portfolio import PortfolioItem, Source, Standing
from konkyo.records.register import Register, RegisteredRight
from konkyo.records.value import Wording
from konkyo.store.proposals import ProposalState
from konkyo.workflows.fees import Fee

Token = tuple[str, str, str, str]
"""Office, right, which number, its digits and letters: two rows with one of these in common speak of one right."""

_RELEASED = frozenset({ProposalState.APPROVED, ProposalState.AMENDED})
_KIND_CODE = re.compile(r"(?<=\d)[BCSTUY]\d?$")


@dataclass(frozen=True)
class Held:
    """A proposal of the store. ``row``: what was decided, or what waits; ``newer``: proposed after the decision."""

    row: DocketRow
    state: ProposalState
    matter: str | None = None
    newer: DocketRow | None = None


class Signature(NamedTuple):
    """The decision on record about a row. ``by``: who signed; None: it does not stand. ``unread``: it stands, but the
    second reading that this workspace requires is not there, so that nothing is released yet.
    """

    by: str | None
    unread: bool = False


class Vouching(Protocol):
    """Whether decisions hold, asked only for what would be shown or hidden because of them."""

    def signature(self, row_id: str) -> Signature:
        """The decision on record that approved a row, checked."""

    def rejected(self, row_id: str) -> bool:
        """Whether a signed rejection of the row stands."""

    def done(self, row_id: str) -> bool:
        """Whether somebody signed that the row, as decided, was dealt with."""


@dataclass(frozen=True)
class Entry:
    """A proposal or a fee on its way into the portfolio. ``by``: the date that places it; None: pending."""

    row_id: str
    standing: Standing
    by: date | None
    event: str
    tokens: tuple[Token, ...]
    matter_id: str | None
    row: DocketRow | None = None
    fee: Fee | None = None
    state: ProposalState | None = None
    notes: tuple[Wording, ...] = field(default=())
    changed: bool = False


def bare_number(number: str | None) -> str:
    """A number as it is compared: its digits and letters, without the kind code of a publication."""
    return _KIND_CODE.sub("", re.sub(r"[^0-9A-Z]", "", (number or "").upper()))


def tokens_of(holder: DocketRow | RegisteredRight) -> tuple[Token, ...]:
    """What identifies the right that a row or a register entry is about; empty if it names no number."""
    office, right = holder.office or "", holder.right or "patent"
    named = [("a", holder.application_number), ("r", holder.registration_number)]
    if isinstance(holder, DocketRow) and not any(number for _, number in named):
        named = [("p", holder.publication_number)]
    return tuple((office, right, which, bare_number(number)) for which, number in named if bare_number(number))


class RightIndex:
    """Finds the matter of a right by any of its numbers."""

    def __init__(self, register: Register) -> None:
        self._matters = {token: right.matter_id for right in register.rights.values() for token in tokens_of(right)}
        self._ids = {matter_id.casefold(): matter_id for matter_id in register.matters}

    def matter(self, held: Held) -> tuple[str | None, tuple[Wording, ...]]:
        """The matter of a proposal: the one it was filed in, else its right's, else the one its reference names."""
        registered = next((self._matters[t] for t in tokens_of(held.row) if t in self._matters), None)
        filed = held.matter or held.row.matter
        if filed is not None and registered is not None and filed != registered:
            note = Wording(
                ja=f"案件 {filed} で受け付けましたが、この権利は案件 {registered} に登録されています。",
                en=f"Filed in matter {filed}, but this right is registered in matter {registered}.",
            )
            return filed, (note,)
        reference = self._ids.get((held.row.matter_ref or "").casefold())
        return filed or registered or reference, ()


def standing_of(row: DocketRow, state: ProposalState) -> Standing:
    """How sure the date of a row is."""
    if state in _RELEASED:
        return Standing.SIGNED
    if row.due is None and row.nominal_due is None:
        return Standing.PENDING
    if row.status is RowStatus.UNVERIFIED:
        return Standing.UNVERIFIED
    if row.due is None:
        return Standing.NOMINAL
    if row.status is not RowStatus.VERIFIED or row.conflicts or row.amended:
        return Standing.REVIEW
    return Standing.LAW if row.rule is not None and row.rule.certainty != "read" else Standing.VERIFIED


def standing_of_fee(fee: Fee) -> Standing:
    """How sure a scheduled fee is: never more than a draft, and no surer than the fact it is counted from."""
    scheduled, source = fee.scheduled, fee.right.sources.get(fee.counted_from)
    if scheduled.due is None:
        return Standing.PENDING if scheduled.nominal_due is None else Standing.NOMINAL
    if source is None or source.quote is None:
        return Standing.REVIEW
    return Standing.LAW if scheduled.rule is not None and scheduled.rule.certainty != "read" else Standing.VERIFIED


def entry_of(held: Held, index: RightIndex) -> Entry:
    """A proposal as an entry. Where a newer reading differs from what was decided, the earlier date places it."""
    row, (matter_id, notes) = held.row, index.matter(held)
    by = row.due or row.nominal_due
    if held.newer is not None:
        newer = held.newer.due or held.newer.nominal_due
        by = min(day for day in (by, newer) if day is not None) if by or newer else None
        notes = (*notes, _changed(held.state, newer))
    standing = standing_of(row, held.state)
    if held.state is ProposalState.REJECTED and held.newer is not None:
        row, standing = held.newer, standing_of(held.newer, ProposalState.INBOX)
        by = row.due or row.nominal_due
    if held.row.status is RowStatus.UNVERIFIED and held.state is ProposalState.INBOX and by is not None:
        notes = (*notes, _UNFOUND)
    state = ProposalState.INBOX if held.state is ProposalState.REJECTED and held.newer else held.state
    event = row.event_code or ""
    return Entry(
        row.row_id,
        standing,
        by,
        event,
        tokens_of(row),
        matter_id,
        row=row,
        state=state,
        notes=notes,
        changed=held.newer is not None,
    )


def entry_of_fee(fee: Fee, notes: Iterable[Wording] = ()) -> Entry:
    """A scheduled fee as an entry."""
    told = (*_typed(fee), *notes)
    tokens = tokens_of(fee.right)
    standing, matter = standing_of_fee(fee), fee.right.matter_id
    return Entry(fee.row_id, standing, fee.by, fee.event_code, tokens, matter, fee=fee, notes=told)


_UNFOUND = Wording(
    ja="根拠の引用が原文で確認できていません。原本を見て確認してください。",
    en="Its evidence was not found again in the source: look at the original.",
)


def _changed(state: ProposalState, newer: date | None) -> Wording:
    day = newer.isoformat() if newer else "-"
    return Wording(
        ja=f"決定の後に新しい読取り結果（期限 {day}）があり、決定を待っています（{state.value}）。",
        en=f"A newer reading (due {day}) waits for a decision; what was decided before is {state.value}.",
    )


def _typed(fee: Fee) -> tuple[Wording, ...]:
    source = fee.right.sources.get(fee.counted_from)
    if source is None or source.quote is not None:
        return ()
    day = source.at.date().isoformat()
    return (
        Wording(
            ja=f"起算日は {source.by} が {day} に入力した値です（書類の引用なし）。",
            en=f"Counted from a date that {source.by} typed on {day}; no document stands behind it.",
        ),
    )


def item_of(entries: Sequence[Entry], as_of: date, *, signed_by: str, second_reader: str | None) -> PortfolioItem:
    """One line for one deadline: the surest entry leads, all are named."""
    lead = entries[0]
    facts = _of_row(lead.row) if lead.row is not None else _of_fee(lead.fee)
    told = [note for entry in entries for note in entry.notes]
    return PortfolioItem(
        item_id=lead.row_id,
        standing=lead.standing,
        sources=tuple(_source(entry) for entry in entries),
        files=tuple(dict.fromkeys(name for entry in entries for name in _files(entry))),
        matter_id=matter_of(entries),
        event_code=lead.event or None,
        by=lead.by,
        days_left=None if lead.by is None else (lead.by - as_of).days,
        signed_by=signed_by,
        changed=any(entry.changed for entry in entries),
        second_reader=second_reader,
        **facts | {"notes": tuple(dict.fromkeys((*told, *facts["notes"])))},
    )


def matter_of(entries: Sequence[Entry]) -> str | None:
    """The matter of a deadline: that of the first entry that has one."""
    return next((entry.matter_id for entry in entries if entry.matter_id), None)


def _of_row(row: DocketRow) -> dict[str, Any]:
    ends = [option.extends_to for option in row.extensions if option.extends_to is not None]
    return {
        "kind": "docket",
        "office": row.office,
        "right": row.right,
        "number": row.application_number or row.registration_number or row.publication_number or "",
        "year": row.annuity_year,
        "due": row.due,
        "nominal_due": row.nominal_due,
        "safe_date": row.safe_date,
        "late_until": max(ends, default=None),
        "certainty": row.rule.certainty if row.rule else None,
        "rule": row.rule,
        "action": row.action,
        "actor": row.actor,
        "consequence": row.consequence,
        "question": row.question,
        "missing": row.missing,
        "steps": row.steps,
        "extensions": row.extensions,
        "notes": (*row.conflicts, *row.caveats),
        "given": row.amended,
    }


def _of_fee(fee: Fee | None) -> dict[str, Any]:
    assert fee is not None
    right, answer = fee.right, fee.answer
    source = right.sources.get(fee.counted_from)
    typed = (fee.counted_from,) if source is not None and source.quote is None else ()
    return {
        "kind": "scheduled",
        "office": right.office,
        "right": right.right,
        "number": right.registration_number or right.application_number or "",
        "year": fee.scheduled.year_no,
        "due": answer.due,
        "nominal_due": answer.nominal_due,
        "safe_date": answer.safe_date,
        "late_until": fee.scheduled.late_until,
        "certainty": answer.rule.certainty if answer.rule else None,
        "rule": answer.rule,
        "action": answer.action,
        "actor": answer.actor,
        "consequence": answer.consequence,
        "question": answer.ask or answer.unsupported,
        "missing": answer.missing,
        "steps": answer.steps,
        "extensions": answer.extensions,
        "notes": answer.caveats,
        "given": typed,
    }


def _source(entry: Entry) -> Source:
    if entry.row is None:
        return Source(row_id=entry.row_id, kind="scheduled", standing=entry.standing)
    row = entry.row
    return Source(row_id=entry.row_id, standing=entry.standing, file=row.file, document_id=row.document_id)


def _files(entry: Entry) -> list[str]:
    if entry.row is None:
        return []
    return [entry.row.file, *(second.file for second in entry.row.second_sources)]
