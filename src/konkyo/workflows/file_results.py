"""What a file and the files inside it gave: an outcome for each document, its rows, and what a person should see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from konkyo.practice.histories import read_history
from konkyo.practice.notices import recognise
from konkyo.practice.notices.calibration import Calibration
from konkyo.records.docket import DocketRow, FileOutcome, LookAt, Recognition
from konkyo.records.documents import Document, Flag, Outcome
from konkyo.records.history import History, HistoryStanding
from konkyo.records.value import Value, Wording
from konkyo.workflows.docket_rows import looked_at, rows_of
from konkyo.workflows.history_rows import history_rows, reason_without_rows, standings
from konkyo.workflows.second_sources import Joined

_LISTS = frozenset({"application/json", "application/jsonl"})
"""What comes in these is a list of events first of all; other documents may be one where no notice is recognised."""
_NO_READING = Wording(ja="この文書からは期限案を作れませんでした。", en="No proposal could be made from this file.")


class FileResult(Value):
    """What one document gave: its outcome, proposed rows, and what a person should look at."""

    outcome: FileOutcome
    rows: tuple[DocketRow, ...] = ()
    look_at: tuple[LookAt, ...] = ()
    histories: tuple[HistoryStanding, ...] = ()


class FamilyResult(Value):
    """What a file and the files inside it gave; the outer one first."""

    members: tuple[FileResult, ...]


def propose(
    document: Document, label: str, matter: str | None, as_of: date, sure: Calibration | None = None
) -> FileResult:
    """What one document gives. ``label``: how the person knows the file; ``as_of``: the day on which a file history is
    judged; ``sure``: another calibration.
    """
    if document.outcome is Outcome.REFUSED:
        return FileResult(outcome=outcome_of(document, label, 0, _NO_READING))
    named = document.model_copy(update={"name": label})
    if document.media_type in _LISTS and (histories := read_history(document)):
        return _of_histories(named, histories, as_of, matter, sure)
    recognition = recognise(document)
    rows = rows_of(named, recognition, matter=matter, sure=sure)
    if not recognition.items and (histories := read_history(document)):
        return _of_histories(named, histories, as_of, matter, sure)
    reason = None if rows else _reason(recognition)
    return FileResult(
        outcome=outcome_of(document, label, len(rows), reason), rows=rows, look_at=looked_at(named, recognition)
    )


def _of_histories(
    named: Document, histories: Sequence[History], as_of: date, matter: str | None, sure: Calibration | None
) -> FileResult:
    rows = history_rows(named, histories, as_of, matter=matter, sure=sure)
    reason = None if rows else reason_without_rows(histories, as_of)
    outcome = outcome_of(named, named.name, len(rows), reason)
    return FileResult(outcome=outcome, rows=rows, histories=standings(named, histories, as_of))


def label_of(file: str, member: str) -> str:
    """How a person knows a document: the file's label, and where in it the document lies."""
    return f"{file}/{member}" if member else file


def outcome_of(document: Document, label: str, rows: int, reason: Wording | None) -> FileOutcome:
    """What became of a document: each kind of flag once, with its first page."""
    return FileOutcome(
        file=label,
        document_id=document.document_id or None,
        outcome=document.outcome,
        flags=_once(document.flags),
        refusal=document.refusal,
        rows=rows,
        reason=reason,
    )


def _once(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Each kind of flag once, with its first page."""
    return tuple({flag.code: flag for flag in reversed(flags)}.values())[::-1]


def _reason(recognition: Recognition) -> Wording:
    reasons = [item.reason for item in recognition.items if item.reason is not None]
    return recognition.reason or (reasons[0] if reasons else _NO_READING)


def without_copies(results: Sequence[FileResult]) -> tuple[FileResult, ...]:
    """Files of the same bytes propose once, by the first; each copy says whose it is."""
    first: dict[str, str] = {}
    kept = []
    for result in results:
        outcome = result.outcome
        if outcome.document_id is None or outcome.document_id not in first:
            first.setdefault(outcome.document_id or "", outcome.file)
            kept.append(result)
            continue
        name = first[outcome.document_id]
        reason = Wording(ja=f"{name} と同じ内容のファイルです。", en=f"The same file as {name}, byte for byte.")
        kept.append(FileResult(outcome=outcome.model_copy(update={"rows": 0, "reason": reason})))
    return tuple(kept)


def with_unread(members: Sequence[FileResult]) -> list[FileResult]:
    """A letter whose enclosures could not all be read says so on its rows: the notice itself may say otherwise."""
    outer = members[0].outcome
    unread = sum(member.outcome.outcome is Outcome.REFUSED or _unreadable(member.outcome) for member in members[1:])
    if not unread and all(flag.code != "attachments-not-read" for flag in outer.flags):
        return list(members)
    caveat = Wording(
        ja="添付ファイルに読めないものがあります。この行は手紙の文面だけによります。",
        en="Something enclosed could not be read; this row rests on the letter's own words.",
    )
    rows = tuple(
        row.model_copy(update={"caveats": (*row.caveats, caveat)}) if row.restated else row for row in members[0].rows
    )
    return [members[0].model_copy(update={"rows": rows}), *members[1:]]


def _unreadable(outcome: FileOutcome) -> bool:
    return any(flag.code in ("needs-ocr", "no-text") for flag in outcome.flags)


def homes(families: Sequence[FamilyResult]) -> dict[str, str]:
    """Of each document of a family with several: the outer document that it came with."""
    homes: dict[str, str] = {}
    for family in families:
        outer = family.members[0].outcome.document_id
        for member in family.members if len(family.members) > 1 else ():
            if outer and member.outcome.document_id:
                homes.setdefault(member.outcome.document_id, outer)
    return homes


def outcomes(results: Sequence[FileResult], together: Joined, settled: Joined) -> tuple[FileOutcome, ...]:
    """What became of each document; one whose items all went to other proposals says to which."""
    files = {row.row_id: row.file for row in (*together.rows, *settled.rows)}
    return tuple(_outcome_after(item, together.into, settled.into, files) for item in results)


def _outcome_after(
    item: FileResult, together: Mapping[str, str], settled: Mapping[str, str], files: Mapping[str, str]
) -> FileOutcome:
    own, known, others = 0, [], []
    for row in item.rows:
        leading = together.get(row.row_id, row.row_id)
        if leading in settled:
            known.append(settled[leading])
        elif leading != row.row_id:
            others.append(files[leading])
        else:
            own += 1
    if not known and not others:
        return item.outcome
    outcome = item.outcome.model_copy(update={"rows": own})
    if own:
        return outcome
    names = ", ".join(dict.fromkeys((*known, *others)))
    reason = Wording(
        ja=f"{names} と同じ事象の書類です。その期限案に第二の出典として示しました。",
        en=f"Speaks of the same event as {names}; shown there as a second source.",
    )
    if known and not others:
        reason = Wording(
            ja=f"この事象の期限案はすでにあります（{names}）。",
            en=f"There is a proposal for this event already ({names}).",
        )
    return outcome.model_copy(update={"reason": reason})
