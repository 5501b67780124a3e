"""Everything about matters and their portfolio over one workspace: look, write down, propose, complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from konkyo.export.docket import ExportOptions
from konkyo.export.portfolio import write_calendars, write_portfolio
from konkyo.export.target import ExportedFile
from konkyo.records.docket import DocketReport, DocketRow
from konkyo.records.evidence import Approved
from konkyo.records.portfolio import CalendarSet, PortfolioReport
from konkyo.records.register import Completion, RegisteredRight
from konkyo.records.runs import AuditEvent
from konkyo.render.labels import Language
from konkyo.review import decide
from konkyo.review.complete import complete
from konkyo.store import Store
from konkyo.store.people import Person
from konkyo.workflows.fee_rows import propose_fees
from konkyo.workflows.holdings import Desk, holdings
from konkyo.workflows.portfolio import View, portfolio
from konkyo.workflows.rights import RightFacts, record

Signer = Callable[[bytes], bytes]


class Export(Protocol):
    """Writes approved rows through the export gate and records it."""

    def __call__(
        self, approved: Sequence[Approved[DocketRow]], path: Path, *, options: ExportOptions | None, overwrite: bool
    ) -> ExportedFile:
        """Write the rows."""


@dataclass(frozen=True)
class MatterDesk:
    """The matters of one workspace. ``export``: the workbench's gate for whatever leaves as approved."""

    store: Store
    export: Export

    @property
    def today(self) -> date:
        """Today, in the time zone of this machine."""
        return self.store.clock().astimezone().date()

    def portfolio(
        self, *, as_of: date | None = None, days: int = 90, matter: str | None = None, person: str | None = None
    ) -> PortfolioReport:
        """What is due in the next days, by matter, from everything the workspace holds. Decides and registers nothing.

        ``as_of``: the first day (None: today, here). ``matter``, ``person``: narrow it to these; what that leaves out
        is counted.
        """
        register = self.store.matters.all()
        view = View(as_of or self.today, days, matter, person)
        return portfolio(holdings(self.store), register, view, Desk(self.store, register))

    def write(
        self, report: PortfolioReport, path: Path, *, language: Language, overwrite: bool = False
    ) -> ExportedFile:
        """Write a portfolio, drafts marked as such, as HTML, XLSX, CSV, PDF or JSON; recorded in the audit trail."""
        written = write_portfolio(report, path, language=language, overwrite=overwrite)
        objects = {"file": written.sha256, "format": written.format, "count": str(written.rows)}
        self.store.audit.append(AuditEvent(kind="portfolio.written", actor="konkyo", objects=objects))
        return written

    def calendars(
        self, report: PortfolioReport, folder: Path, *, options: ExportOptions | None = None, overwrite: bool = False
    ) -> CalendarSet:
        """One calendar file (ICS) of approved rows for each responsible person of a portfolio.

        Each goes through the export gate: every signature is checked, and the export is recorded.
        """
        return write_calendars(
            report,
            folder,
            released=lambda row_id: decide.approved(self.store, row_id),
            write=lambda rows, path: self.export(rows, path, options=options, overwrite=overwrite),
            overwrite=overwrite,
        )

    def record_right(self, matter_id: str, said: RightFacts) -> RegisteredRight:
        """Put facts of a right into the register, each with the words or the person it comes from."""
        return record(self.store, matter_id, said)

    def propose_fees(self, matter_id: str, *, as_of: date | None = None, days: int = 90) -> DocketReport:
        """Lay the fees of a matter that fall due in the next days onto the approval desk. Registers nothing."""
        first = as_of or self.today
        return propose_fees(self.store, matter_id, as_of=first, until=View(first, days).until).content

    def complete(self, row_id: str, person: Person, signer: Signer, *, done_on: date, reason: str) -> Completion:
        """Sign that an approved deadline was dealt with."""
        return complete(self.store, row_id, person, signer, done_on=done_on, reason=reason)
