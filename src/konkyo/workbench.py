"""Composition root: settings in, a wired workbench out. Everything that a command line or a program can do.

    bench = Workbench.open("workspace")
    report = bench.docket([Path("notices")])

No method takes a passphrase: a decision is signed with a key that its owner unlocked at a terminal (``konkyo.people``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from konkyo.errors import NotFoundError, SecondReadingNeededError, StorageDamagedError, UsageError
from konkyo.export.bundle import read_bundle, read_report
from konkyo.export.docket import ExportOptions, export_docket
from konkyo.export.recheck import Verification, recheck, recheck_report
from konkyo.export.target import ExportedFile
from konkyo.ingest.base import Limits
from konkyo.ingest.family import FamilyMember
from konkyo.ingest.read import read, read_bytes, untouched_bytes
from konkyo.ingest.sandbox import Sandbox, SandboxStatus
from konkyo.ingest.sandbox import status as sandbox_status
from konkyo.practice.deadlines import compute
from konkyo.practice.notices.calibration import Calibration
from konkyo.records.docket import Computation, DeadlineQuestion, DocketReport, DocketRow, FileOutcome
from konkyo.records.documents import Document
from konkyo.records.evidence import Approved, Quote
from konkyo.records.handling import Sensitivity
from konkyo.records.portfolio import PortfolioReport
from konkyo.records.runs import AuditEvent, Decision
from konkyo.records.second_reading import ReadValues, SecondReading
from konkyo.records.value import Value, content_hash
from konkyo.render.labels import Language
from konkyo.render.reading_form import ReadingForm, reading_form
from konkyo.review import decide, four_eyes, queue, second_reading
from konkyo.review.queue import Shown
from konkyo.settings import Settings, load
from konkyo.store import Store
from konkyo.store.audit_file import AuditVerification
from konkyo.store.people import Person
from konkyo.store.proposals import ProposalState
from konkyo.version import __version__
from konkyo.workflows.amending import changes_of
from konkyo.workflows.docketing import Advance, Docketing
from konkyo.workflows.file_results import label_of, outcome_of
from konkyo.workflows.gather import InputFile, gather
from konkyo.workflows.matter_desk import MatterDesk
from konkyo.workflows.reading import families

Signer = Callable[[bytes], bytes]


class IngestReport(Value):
    """What became of the files that were given."""

    files: tuple[FileOutcome, ...]


class Workbench:
    """One workspace, wired. Use as a context manager, or call ``close``."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store

    @classmethod
    def open(cls, where: Settings | Path | str | None = None, *, create: bool = True) -> Workbench:
        """Open a workspace by folder, by settings, or the default one; ``create`` makes it where there is none."""
        settings = where if isinstance(where, Settings) else load(Path(where) if where is not None else None)
        store = Store.open(settings.workspace, create=create)
        if settings.four_eyes == "deadlines" or "four_eyes" in settings.model_fields_set:
            store.second_readings.require(settings.four_eyes, actor="konkyo")
        return cls(settings, store)

    def close(self) -> None:
        """Close the store. What was committed is safe with or without this."""
        self.store.close()

    def __enter__(self) -> Workbench:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def families(self, files: Iterable[InputFile]) -> Iterator[tuple[FamilyMember, ...]]:
        """Files read in order, each with what it holds: the outer one first; its bytes None if they were not had."""
        return families(files, sandbox=self._sandbox())

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        matter: str | None = None,
        sensitivity: Sensitivity | None = None,
        advance: Advance | None = None,
    ) -> IngestReport:
        """Read files and folders into the workspace. A refused file is an outcome; the others go on."""
        files = gather(paths)
        level = sensitivity or self.settings.sensitivity
        outcomes = []
        for index, (file, members) in enumerate(zip(files, self.families(files), strict=True)):
            if advance is not None:
                advance(index, len(files), file.label)
            for member in members:
                if member.data is not None:
                    self.store.blobs.put(member.data)
                    self.store.documents.add(member.document, matter=matter, sensitivity=level)
                outcomes.append(outcome_of(member.document, label_of(file.label, member.label), 0, None))
        return IngestReport(files=tuple(outcomes))

    def docket(
        self,
        paths: Sequence[Path | str],
        *,
        matter: str | None = None,
        sensitivity: Sensitivity | None = None,
        as_of: date | None = None,
        advance: Advance | None = None,
    ) -> DocketReport:
        """Docket proposals from notices and letters, verified and laid on the approval desk. Registers nothing.

        ``as_of``: the day on which file histories are judged; None: today.
        """
        verified = self.docketing().run(
            [Path(path) for path in paths],
            matter=matter,
            sensitivity=sensitivity or self.settings.sensitivity,
            as_of=as_of,
            advance=advance,
        )
        return verified.content

    def docketing(self, sure: Calibration | None = None) -> Docketing:
        """The docketing workflow over this workspace. ``sure``: another calibration of confidence."""
        return Docketing(store=self.store, families=self.families, version=__version__, sure=sure)

    def due(self, question: DeadlineQuestion) -> Computation:
        """One deadline, with rule, source and each step."""
        return compute(question)

    def waiting(self, *, matter: str | None = None) -> tuple[Shown, ...]:
        """Proposals that wait for a person."""
        return queue.waiting(self.store, matter=matter)

    def show(self, beginning: str) -> Shown:
        """One proposal by the beginning of its id."""
        return queue.show(self.store, beginning)

    def signer(self, name: str | None) -> Person:
        """The person who is to sign: by name, or the only one there is."""
        if name is not None:
            return self.store.people.by_name(name)
        valid = [person for person in self.store.people.list() if person.revoked_at is None]
        if len(valid) == 1:
            return valid[0]
        message = "nobody can sign here yet" if not valid else f"{len(valid)} people can sign here"
        remedy = 'konkyo people add "NAME"' if not valid else "say who signs: --as NAME"
        raise UsageError(message, kept="the proposal, undecided", remedy=remedy)

    def approve(
        self, shown: Shown, person: Person, signer: Signer, *, acknowledged: Collection[str], reason: str = ""
    ) -> Approved[DocketRow]:
        """Sign exactly the content that was shown."""
        return decide.approve(
            self.store, shown.row.row_id, shown.content_hash, person, signer, acknowledged=acknowledged, reason=reason
        )

    def amendment(self, shown: Shown, given: Mapping[str, str]) -> tuple[DocketRow, Mapping[str, Any]]:
        """The row as it would be with the given values, dates computed anew; and the changes to sign."""
        changes = changes_of(shown.row, given)
        return decide.amended(shown.row, changes), changes

    def amend(
        self,
        shown: Shown,
        changes: Mapping[str, Any],
        person: Person,
        signer: Signer,
        *,
        reason: str,
        acknowledged: Collection[str],
    ) -> Approved[DocketRow]:
        """Sign the row with other values, as ``amendment`` showed it."""
        return decide.amend(
            self.store,
            shown.row.row_id,
            shown.content_hash,
            changes,
            person,
            signer,
            reason=reason,
            acknowledged=acknowledged,
        )

    def reading_form(self, beginning: str, *, language: Language, with_first: bool = False) -> ReadingForm:
        """The second reader's blank form for a proposal. ``with_first``: a further sheet with the first reading."""
        shown = self.show(beginning)
        row, known = shown.row, {document.document_id: document.name for document in self._documents_of(shown.row)}
        code = second_reading.check_code(row.row_id, shown.content_hash)
        return reading_form(row, shown.content_hash, code, language=language, files=known, with_first=with_first)

    def second_reading(
        self, shown: Shown, values: ReadValues, person: Person, signer: Signer, *, reason: str = ""
    ) -> SecondReading:
        """Seal what another person read in the source, compare it with the proposal, and sign the outcome."""
        seal = second_reading.seal(self.store, shown, values, person)
        return second_reading.sign(self.store, second_reading.compared(self.store, seal), person, signer, reason=reason)

    def _documents_of(self, row: DocketRow) -> tuple[Document, ...]:
        ids = {item.document_id for item in row.evidence if isinstance(item, Quote)}
        found = (self.store.documents.document(name) for name in sorted(ids))
        return tuple(document for document in found if document is not None)

    def reject(self, shown: Shown, person: Person, signer: Signer, *, reason: str) -> Decision:
        """Sign that a proposal is not to be followed."""
        return decide.reject(self.store, shown.row.row_id, shown.content_hash, person, signer, reason=reason)

    def withdraw(self, shown: Shown, person: Person, signer: Signer, *, reason: str) -> Decision:
        """Take the decision in force back; the row returns to the inbox."""
        return decide.withdraw(self.store, shown.row.row_id, person, signer, reason=reason)

    def approved(self, name: str) -> tuple[tuple[Approved[DocketRow], ...], int]:
        """The approved rows that a name stands for, and how many of its proposals are not approved.

        ``name``: the beginning of a proposal's id, a run's id, or ``all``. Raises ApprovalError for a single proposal
        that is not approved.
        """
        if name != "all" and not name.startswith("run-"):
            return (decide.approved(self.store, queue.resolve(self.store, name)),), 0
        wanted = None if name == "all" else self._rows_of(name)
        proposals = [p for p in self.store.proposals.list() if wanted is None or p.row_id in wanted]
        if not proposals:
            message = f"no proposals belong to {name!r}"
            raise NotFoundError(message, remedy="konkyo inbox --all")
        released = [p for p in proposals if p.state in _RELEASED and not p.changed]
        found = []
        for proposal in released:
            with suppress(SecondReadingNeededError):  # four eyes: it waits for another person, as those not approved do
                found.append(decide.approved(self.store, proposal.row_id))
        return tuple(found), len(proposals) - len(found)

    def export(
        self,
        approved: Sequence[Approved[DocketRow]],
        path: Path,
        *,
        options: ExportOptions | None = None,
        overwrite: bool = False,
    ) -> ExportedFile:
        """Write approved rows to a file; every signature is checked again first, and the export is recorded."""
        chosen = options or ExportOptions(language=self.settings.language, alarms=self.settings.alarm_days)
        rows = content_hash([item.content.row_id for item in approved])
        objects = {"rows": rows, "count": str(len(approved))}
        self.store.audit.append(AuditEvent(kind="export.started", actor="konkyo", objects=objects))
        written = export_docket(approved, path, check=self._released, options=chosen, overwrite=overwrite)
        objects |= {"file": written.sha256, "format": written.format}
        self.store.audit.append(AuditEvent(kind="export.written", actor="konkyo", objects=objects))
        return written

    @property
    def matters(self) -> MatterDesk:
        """The register of matters, and what can be done from it."""
        return MatterDesk(self.store, self.export)

    def portfolio(
        self, *, as_of: date | None = None, days: int = 90, matter: str | None = None, person: str | None = None
    ) -> PortfolioReport:
        """What is due in the next days, by matter, from everything the workspace holds (``MatterDesk.portfolio``)."""
        return self.matters.portfolio(as_of=as_of, days=days, matter=matter, person=person)

    def verify(self, path: Path) -> Verification:
        """Re-check a report or an export (JSON): quotes in the kept originals, computations, signatures if any.

        The originals are read anew from their kept bytes, not from what was read before.
        """
        data = untouched_bytes(path, Limits())
        if isinstance(data, Document):
            message = f"{path} cannot be read"
            raise UsageError(message, remedy="give a JSON file that konkyo export wrote")
        sources = _Originals(self.store, self._sandbox())
        report = read_report(data)
        if report is not None:
            return recheck_report(report, path.name, sources)
        return recheck(
            read_bundle(data), path.name, sources, standing=self._stands, reading_stands=self._reading_stands
        )

    def _released(self, item: Approved[DocketRow], /) -> None:
        decide.check(item, self.store)

    def _stands(self, row: DocketRow, decision: Decision) -> None:
        decide.check_claim(row, decision, self.store)

    def _reading_stands(self, row: DocketRow, reading: SecondReading) -> None:
        four_eyes.check_reading(self.store, reading, row)

    def _rows_of(self, run_id: str) -> set[str]:
        """Ids of the rows that a run proposed, also those that an earlier run had proposed before it."""
        report = self.store.runs.report(run_id) or {}
        return {row["row_id"] for row in report.get("rows", ())}

    def verify_audit(self) -> AuditVerification:
        """Check the audit trail against its own chain and its signed checkpoints."""
        return self.store.audit.verify(public_key=self.store.installation_key)

    def _sandbox(self) -> Sandbox:
        return Sandbox.BUBBLEWRAP if self.settings.require_sandbox else Sandbox.AUTO


_RELEASED = frozenset({ProposalState.APPROVED, ProposalState.AMENDED})


class _Originals:
    """Documents read anew from the kept original bytes, each once."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        self._store = store
        self._sandbox = sandbox
        self._read: dict[str, Document | None] = {}

    def document(self, document_id: str) -> Document | None:
        if document_id not in self._read:
            known = self._store.documents.document(document_id)
            self._read[document_id] = None
            if known is not None and self._store.blobs.has(document_id):
                data = self._store.blobs.get(document_id)
                self._read[document_id] = read_bytes(data, known.name, sandbox=self._sandbox)
        return self._read[document_id]


def read_file(path: Path) -> Document:
    """One file read without any workspace."""
    return read(path)


def scratch_docket(paths: Sequence[Path], *, sure: Calibration | None = None) -> DocketReport:
    """Docket proposals in a workspace that is thrown away: for measuring, and for a look without keeping anything.

    ``sure``: another calibration of confidence than the program's own.
    """
    with (
        tempfile.TemporaryDirectory(prefix="konkyo-") as folder,
        Workbench.open(Settings(workspace=Path(folder))) as bench,
    ):
        return bench.docketing(sure).run(paths).content


def verify_trail(workspace: Path | None) -> AuditVerification:
    """Check a workspace's audit trail; of a damaged one, too, which then opens for reading only."""
    settings = load(workspace)
    try:
        store = Store.open(settings.workspace)
    except StorageDamagedError:
        store = Store.open(settings.workspace, read_only=True)
    with store:
        return store.audit.verify(public_key=store.installation_key)


def confinement() -> SandboxStatus:
    """How files are read on this machine."""
    return sandbox_status()
