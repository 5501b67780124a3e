"""A portfolio to a file, and one calendar for each responsible person.

The file is a view: drafts stand in it, each marked as one. A calendar is a release: only signed rows, each through the
same gate as any other export.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from konkyo.errors import UsageError
from konkyo.export.target import ExportedFile, check_target, write_whole
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved
from konkyo.records.portfolio import (
    CalendarSet,
    NotInCalendar,
    PersonCalendar,
    PortfolioItem,
    PortfolioReport,
    Standing,
)
from konkyo.render.labels import Language
from konkyo.render.portfolio import portfolio_page
from konkyo.render.portfolio_sheet import portfolio_sheet
from konkyo.render.portfolio_tables import portfolio_csv, portfolio_workbook
from konkyo.render.tables import json_document

PortfolioFormat = Literal["html", "xlsx", "csv", "pdf", "json"]
UNASSIGNED = "unassigned.ics"
Released = Callable[[str], Approved[DocketRow]]
"""The approved row of an id, fully checked."""
Write = Callable[[Sequence[Approved[DocketRow]], Path], ExportedFile]
"""Writes approved rows as a calendar through the export gate."""


def portfolio_format(path: Path) -> PortfolioFormat:
    """The format that a file name asks for. Raises UsageError for any other."""
    formats: dict[str, PortfolioFormat] = {
        ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".csv": "csv", ".pdf": "pdf", ".json": "json",
    }  # fmt: skip
    found = formats.get(path.suffix.lower())
    if found is None:
        msg = f"no portfolio format is called {path.suffix!r}"
        raise UsageError(msg, remedy="end the file name in .html, .xlsx, .csv, .pdf or .json; calendars: --ics FOLDER")
    return found


def write_portfolio(
    report: PortfolioReport, path: Path, *, language: Language = "ja", overwrite: bool = False
) -> ExportedFile:
    """Write a portfolio and say what was written.

    Raises UsageError (unknown format, a file already there), SettingsError (PDF without Typst), StorageError (disk).
    """
    chosen = portfolio_format(path)
    check_target(path, overwrite=overwrite)
    renderers: dict[PortfolioFormat, Callable[[], bytes]] = {
        "html": lambda: portfolio_page(report, language=language),
        "xlsx": lambda: portfolio_workbook(report, language=language),
        "csv": lambda: portfolio_csv(report, language=language),
        "pdf": lambda: portfolio_sheet(report, language=language),
        "json": lambda: json_document(report),
    }
    data = renderers[chosen]()
    sha256 = write_whole(data, path, overwrite=overwrite)
    return ExportedFile(path=str(path), format=chosen, size=len(data), sha256=sha256, rows=len(report.items))


def write_calendars(
    report: PortfolioReport, folder: Path, *, released: Released, write: Write, overwrite: bool = False
) -> CalendarSet:
    """One calendar file for each responsible person of the report, and one for matters without one.

    Only signed rows without a newer reading go in; the rest is counted with the reason. Nothing is written if any of
    the files is there already and may not be overwritten. Raises UsageError, ApprovalError, StorageError.
    """
    if not folder.is_dir():
        msg = f"there is no folder {folder}"
        raise UsageError(msg, kept="nothing was written", remedy="make the folder, or give another")
    responsible = {view.matter_id: view.responsible for view in report.matters}
    of: dict[str | None, list[PortfolioItem]] = defaultdict(list)
    for item in report.items:
        of[responsible.get(item.matter_id)].append(item)
    people = sorted(of, key=lambda name: (name is None, name or ""))
    ready = {name: [item for item in of[name] if _why_not(item) is None] for name in people}
    for name in people:
        if ready[name]:
            check_target(folder / file_name(name), overwrite=overwrite)
    rows = {name: [released(item.item_id) for item in ready[name]] for name in people}
    return CalendarSet(
        folder=str(folder),
        calendars=tuple(_calendar(name, of[name], rows[name], folder / file_name(name), write) for name in people),
    )


def _calendar(
    person: str | None, items: Sequence[PortfolioItem], rows: Sequence[Approved[DocketRow]], path: Path, write: Write
) -> PersonCalendar:
    left = _left_out(items)
    if not rows:
        return PersonCalendar(person=person, left_out=left)
    written = write(rows, path)
    return PersonCalendar(person=person, file=written.path, rows=written.rows, sha256=written.sha256, left_out=left)


def _why_not(item: PortfolioItem) -> NotInCalendar | None:
    if item.standing is Standing.SIGNED:
        return "changed" if item.changed else None
    if item.by is None:
        return "pending"
    return "not_proposed" if item.kind == "scheduled" else "not_approved"


def _left_out(items: Sequence[PortfolioItem]) -> Mapping[NotInCalendar, int]:
    counts: Counter[NotInCalendar] = Counter()
    for item in items:
        why = _why_not(item)
        if why is not None:
            counts[why] += 1
        if len(item.sources) > 1:
            counts["same_deadline"] += len(item.sources) - 1
    return dict(sorted(counts.items()))


def file_name(person: str | None) -> str:
    """A calendar's file name: the person's name in plain ASCII letters as far as it has any, and a mark of the whole.

    Never a path, never longer than 60 characters, and different for different names.
    """
    if person is None:
        return UNASSIGNED
    plain = unicodedata.normalize("NFKD", person).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    mark = hashlib.sha256(unicodedata.normalize("NFC", person).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug or 'person'}-{mark}.ics"
