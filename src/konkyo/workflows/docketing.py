"""Docketing (期限管理): notices in, verified docket proposals out. Nothing is registered; a person decides.

``gather -> read -> recognise -> compute -> rows -> verify -> approval desk``. A run is a record of steps, one for each
file: work that was interrupted goes on where it stopped, and a row keeps its id from run to run, so nothing is
proposed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from konkyo.evidence.verify import verify_report
from konkyo.practice.deadlines import rule_book
from konkyo.practice.notices import recognise
from konkyo.practice.notices.calibration import Calibration
from konkyo.records.docket import DocketReport, DocketRow, FileOutcome, LookAt, Recognition
from konkyo.records.documents import Document, Flag, Outcome
from konkyo.records.evidence import Draft, Verified
from konkyo.records.handling import Sensitivity
from konkyo.records.value import Value, Wording, content_hash
from konkyo.review.queue import docket_row
from konkyo.store import Store
from konkyo.workflows.docket_rows import looked_at, recomputed, rows_of, run_key
from konkyo.workflows.gather import InputFile, gather, readable
from konkyo.workflows.second_sources import Joined, join

Advance = Callable[[int, int, str], None]
Original = Callable[[Path], tuple[bytes | None, Document]]
"""Reads one file: its untouched bytes (None if they could not be had) and the document they became."""

_NO_READING = Wording(ja="この文書からは期限案を作れませんでした。", en="No proposal could be made from this file.")


class FileResult(Value):
    """What one file gave: its outcome, proposed rows, and what a person should look at."""

    outcome: FileOutcome
    rows: tuple[DocketRow, ...] = ()
    look_at: tuple[LookAt, ...] = ()


@dataclass(frozen=True)
class Docketing:
    """The workflow over one workspace. ``version``: of the program, part of what a run's key stands for.

    ``sure``: another calibration of confidence than the program's own, for measuring.
    """

    store: Store
    original: Original
    version: str
    sure: Calibration | None = None

    def run(
        self,
        paths: Sequence[Path],
        *,
        matter: str | None = None,
        sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL,
        advance: Advance | None = None,
    ) -> Verified[DocketReport]:
        """Proposals from files and folders, verified and laid on the approval desk.

        A file that cannot be read is one refused outcome; the others go on. Raises NotFoundError before anything is
        read if a path is not there.
        """
        files = gather(paths)
        rules = content_hash(rule_book())
        inputs = {
            "files": [_signature(file.path) for file in files],
            "matter": matter,
            "sensitivity": sensitivity.value,
            "version": self.version,
            "rules": rules,
        }
        run = self.store.runs.start_or_resume(
            run_key(inputs), workflow="docketing", matter=matter, inputs={"files": len(files), "rules": rules}
        )
        results = []
        for index, file in enumerate(files):
            if advance is not None:
                advance(index, len(files), file.label)
            results.append(self._file(run.run_id, index, file, matter, sensitivity))
        if advance is not None:
            advance(len(files), len(files), "")
        draft = Draft(_report(run.run_id, matter, without_copies(results)))
        verified = verify_report(draft, self.store.documents, recomputed)
        self.store.proposals.add_all(run.run_id, self._as_known(verified.content.rows))
        self.store.runs.finish(run.run_id, verified.content)
        return verified

    def _as_known(self, rows: Sequence[DocketRow]) -> list[DocketRow]:
        """Rows under the file names they were first proposed under: a file that only moved is no new content."""
        known = set(self.store.proposals.ids())
        named = []
        for row in rows:
            before = self.store.proposals.get(row.row_id).current if row.row_id in known else None
            same = row if before is None else row.model_copy(update={"file": docket_row(before).file})
            named.append(same if before is not None and content_hash(same) == before.content_hash else row)
        return named

    def _file(self, run_id: str, index: int, file: InputFile, matter: str | None, level: Sensitivity) -> FileResult:
        """One step: read, keep, recognise, propose. A step that was finished before is taken from the record."""
        name = f"file:{index}"
        done = self.store.runs.step(run_id, name)
        if done is None:
            data, document = self.original(file.path)
            if data is not None:
                self.store.blobs.put(data)
                self.store.documents.add(document, matter=matter, sensitivity=level)
            result = propose(document, file.label, matter, self.sure)
            done = self.store.runs.record_step(run_id, name, result.model_dump(mode="json"))
        return FileResult.model_validate(done.result)


def _signature(path: Path) -> list[str]:
    """A file as it is now: one that was changed since is not taken from an older run's record."""
    seen = path.lstat()
    return [readable(str(path.absolute())), str(seen.st_size), str(seen.st_mtime_ns)]


def propose(document: Document, label: str, matter: str | None, sure: Calibration | None = None) -> FileResult:
    """What one document gives. ``label``: how the person knows the file; ``sure``: another calibration."""
    if document.outcome is Outcome.REFUSED:
        return FileResult(outcome=_outcome(document, label, 0, _NO_READING))
    recognition = recognise(document)
    named = document.model_copy(update={"name": label})
    rows = rows_of(named, recognition, matter=matter, sure=sure)
    reason = None if rows else _reason(recognition)
    return FileResult(
        outcome=_outcome(document, label, len(rows), reason), rows=rows, look_at=looked_at(named, recognition)
    )


def _outcome(document: Document, label: str, rows: int, reason: Wording | None) -> FileOutcome:
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


def _report(run_id: str, matter: str | None, results: Sequence[FileResult]) -> DocketReport:
    joined = join([row for result in results for row in result.rows])
    questions = [row.question for row in joined.rows if row.question is not None]
    return DocketReport(
        run_id=run_id,
        matter=matter,
        rows=joined.rows,
        questions=tuple({question.en: question for question in questions}.values()),
        files=_outcomes(results, joined),
        look_at=tuple(seen for result in results for seen in result.look_at),
    )


def _outcomes(results: Sequence[FileResult], joined: Joined) -> tuple[FileOutcome, ...]:
    """What became of each file; one whose items all went to other documents' proposals says to which."""
    kept = {row.row_id: row for row in joined.rows}
    return tuple(_outcome_after(item, joined.into, kept) for item in results)


def _outcome_after(item: FileResult, into: Mapping[str, str], kept: Mapping[str, DocketRow]) -> FileOutcome:
    own = [row for row in item.rows if row.row_id not in into]
    gone = [kept[into[row.row_id]] for row in item.rows if row.row_id in into]
    if not gone:
        return item.outcome
    outcome = item.outcome.model_copy(update={"rows": len(own)})
    if own:
        return outcome
    names = ", ".join(dict.fromkeys(row.file for row in gone))
    reason = Wording(
        ja=f"{names} と同じ事象の書類です。その期限案に第二の出典として示しました。",
        en=f"Speaks of the same event as {names}; shown there as a second source.",
    )
    return outcome.model_copy(update={"reason": reason})
