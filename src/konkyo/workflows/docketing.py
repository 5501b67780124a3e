"""Docketing (期限管理): notices in, verified docket proposals out. Nothing is registered; a person decides.

``gather -> read -> recognise -> compute -> rows -> verify -> approval desk``. A run is a record of steps, one for each
file: work that was interrupted goes on where it stopped, and a row keeps its id from run to run, so nothing is
proposed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from konkyo.evidence.verify import verify_report
from konkyo.ingest.family import FamilyMember
from konkyo.practice.deadlines import rule_book
from konkyo.practice.notices.calibration import Calibration
from konkyo.records.docket import DocketReport, DocketRow
from konkyo.records.evidence import Draft, Verified
from konkyo.records.handling import Sensitivity
from konkyo.records.value import content_hash
from konkyo.review.queue import docket_row
from konkyo.store import Store
from konkyo.store.proposals import ProposalState
from konkyo.workflows.docket_rows import recomputed, run_key
from konkyo.workflows.file_results import FamilyResult, homes, label_of, outcomes, propose, with_unread, without_copies
from konkyo.workflows.gather import InputFile, gather, readable
from konkyo.workflows.known_proposals import KnownProposal, KnownProposals, settle
from konkyo.workflows.second_sources import join

Advance = Callable[[int, int, str], None]
Families = Callable[[Iterable[InputFile]], Iterator[Sequence[FamilyMember]]]
"""Reads files in order, each with what it holds: the outer document first, its bytes None if they could not be had."""

WORKFLOW = "docketing"


@dataclass(frozen=True)
class _Task:
    """What holds for every file of a run."""

    run_id: str
    matter: str | None
    level: Sensitivity
    as_of: date


@dataclass(frozen=True)
class Docketing:
    """The workflow over one workspace. ``version``: of the program, part of what a run's key stands for.

    ``sure``: another calibration of confidence than the program's own, for measuring.
    """

    store: Store
    families: Families
    version: str
    sure: Calibration | None = None

    def run(
        self,
        paths: Sequence[Path],
        *,
        matter: str | None = None,
        sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL,
        as_of: date | None = None,
        advance: Advance | None = None,
    ) -> Verified[DocketReport]:
        """Proposals from files and folders, verified and laid on the approval desk.

        ``as_of``: the day on which file histories are judged (None: today; work that is resumed keeps its day). A file
        that cannot be read is one refused outcome; the others go on. Raises NotFoundError before anything is read if a
        path is not there.
        """
        files = gather(paths)
        rules = content_hash(rule_book())
        inputs = {
            "files": [_signature(file) for file in files],
            "matter": matter,
            "sensitivity": sensitivity.value,
            "version": self.version,
            "rules": rules,
            "as_of": as_of.isoformat() if as_of else None,
        }
        day = (as_of or datetime.now().astimezone().date()).isoformat()  # the day on the person's own wall
        run = self.store.runs.start_or_resume(
            run_key(inputs), workflow=WORKFLOW, matter=matter,
            inputs={"files": len(files), "rules": rules, "as_of": day},
        )  # fmt: skip
        task = _Task(run.run_id, matter, sensitivity, date.fromisoformat(run.inputs["as_of"]))
        results = self._results(task, files, advance)
        if advance is not None:
            advance(len(files), len(files), "")
        draft = Draft(self._report(run.run_id, matter, results))
        verified = verify_report(draft, self.store.documents, recomputed)
        self.store.proposals.add_all(run.run_id, self._as_known(verified.content.rows))
        self.store.runs.finish(run.run_id, verified.content)
        return verified

    def _results(self, task: _Task, files: Sequence[InputFile], advance: Advance | None) -> list[FamilyResult]:
        """One step a file: read, keep, recognise, propose. What was finished before is taken from the record."""
        recorded = {step.name: step for step in self.store.runs.steps(task.run_id)}
        names = [f"file:{index}" for index in range(len(files))]
        waiting = [file for name, file in zip(names, files, strict=True) if name not in recorded]
        read = self.families(waiting)
        results = []
        for index, (name, file) in enumerate(zip(names, files, strict=True)):
            if advance is not None:
                advance(index, len(files), file.label)
            done = recorded.get(name)
            if done is None:
                result = self._family(next(read), file.label, task)
                done = self.store.runs.record_step(task.run_id, name, result.model_dump(mode="json"))
            results.append(FamilyResult.model_validate(done.result))
        return results

    def _family(self, members: Sequence[FamilyMember], label: str, task: _Task) -> FamilyResult:
        results = []
        for member in members:
            if member.data is not None:
                self.store.blobs.put(member.data)
                self.store.documents.add(member.document, matter=task.matter, sensitivity=task.level)
            name = label_of(label, member.label)
            results.append(propose(member.document, name, task.matter, task.as_of, self.sure))
        return FamilyResult(members=tuple(with_unread(results)))

    def _report(self, run_id: str, matter: str | None, families: Sequence[FamilyResult]) -> DocketReport:
        results = without_copies([member for family in families for member in family.members])
        together = join([row for result in results for row in result.rows], homes(families))
        settled = settle(together.rows, KnownProposals(self._known()))
        questions = [row.question for row in settled.rows if row.question is not None]
        return DocketReport(
            run_id=run_id,
            matter=matter,
            rows=settled.rows,
            questions=tuple({question.en: question for question in questions}.values()),
            files=outcomes(results, together, settled),
            look_at=tuple(seen for result in results for seen in result.look_at),
            histories=tuple(found for result in results for found in result.histories),
        )

    def _known(self) -> Iterator[KnownProposal]:
        for proposal in self.store.proposals.list():
            if proposal.workflow == WORKFLOW and proposal.state is not ProposalState.REJECTED:
                yield KnownProposal(docket_row(proposal.current), open=proposal.state is ProposalState.INBOX)

    def _as_known(self, rows: Sequence[DocketRow]) -> list[DocketRow]:
        """Rows under the file names they were first proposed under: a file that only moved is no new content."""
        known = set(self.store.proposals.ids())
        named = []
        for row in rows:
            before = self.store.proposals.get(row.row_id).current if row.row_id in known else None
            same = row if before is None else row.model_copy(update={"file": docket_row(before).file})
            named.append(same if before is not None and content_hash(same) == before.content_hash else row)
        return named


def _signature(file: InputFile) -> list[str]:
    """A file as it is now: one that was changed since is not taken from an older run's record."""
    seen = file.path.lstat()
    return [readable(str(file.path.absolute())), str(seen.st_size), str(seen.st_mtime_ns), file.message or ""]
