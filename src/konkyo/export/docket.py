"""Approved docket rows to a file: ICS, CSV, XLSX, JSON or PDF.

Types say ``Approved``; but types are no security boundary, so ``check`` looks at every decision again before a byte is
written, and a row that does not match what was signed stops the whole export.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from konkyo.errors import ApprovalError, EvidenceError, UsageError
from konkyo.export.bundle import bundle_bytes, bundle_of
from konkyo.export.target import ExportedFile, check_target, write_whole
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved, RowStatus
from konkyo.records.runs import DecisionKind
from konkyo.records.value import Value, content_hash
from konkyo.render.calendar import DEFAULT_ALARMS, Component, calendar
from konkyo.render.labels import Language
from konkyo.render.sheet import computation_sheet
from konkyo.render.signed import SignedRow
from konkyo.render.tables import csv_table
from konkyo.render.workbook import workbook

Format = Literal["ics", "csv", "xlsx", "json", "pdf"]
RELEASING = frozenset({DecisionKind.APPROVE, DecisionKind.AMEND})
FORMATS: tuple[Format, ...] = ("ics", "csv", "xlsx", "json", "pdf")


class DecisionCheck(Protocol):
    """Looks at a decision again: signature, person, key, content. Raises ApprovalError if anything does not agree."""

    def __call__(self, approved: Approved[DocketRow], /) -> None:
        """Return if the decision stands."""


class ExportOptions(Value):
    """How an export looks. ``component`` and ``alarms`` are for ICS; ``second_language`` for PDF only."""

    language: Language = "ja"
    second_language: Language | None = None
    component: Component = "todo"
    alarms: tuple[int, ...] = DEFAULT_ALARMS


def format_of(path: Path) -> Format:
    """The format that a file name asks for. Raises UsageError for any other."""
    suffix = path.suffix.lower().removeprefix(".")
    for name in FORMATS:
        if suffix == name:
            return name
    msg = f"no export format is called {suffix!r}"
    raise UsageError(msg, remedy=f"end the file name in one of {', '.join('.' + name for name in FORMATS)}")


def export_docket(
    approved: Sequence[Approved[DocketRow]],
    path: Path,
    file_format: Format | None = None,
    *,
    check: DecisionCheck,
    options: ExportOptions | None = None,
    overwrite: bool = False,
    files: Mapping[str, str] | None = None,
) -> ExportedFile:
    """Write approved rows to ``path`` and say what was written.

    ``file_format`` None: from the suffix. ``check`` is called for every row before anything is written. ``files``:
    document id -> name. Raises UsageError (no rows, unknown format, a file already there), ApprovalError (a decision
    that does not stand), EvidenceError (a row without verified evidence), StorageError (disk); nothing was written.
    """
    chosen = file_format or format_of(path)
    if not approved:
        msg = "there is nothing approved to export"
        raise UsageError(msg, remedy="approve a proposal first")
    check_target(path, overwrite=overwrite)
    for item in approved:
        _refuse_unless_signed(item, check)
    data = _rendered(approved, chosen, options or ExportOptions(), files or {})
    sha256 = write_whole(data, path, overwrite=overwrite)
    return ExportedFile(path=str(path), format=chosen, size=len(data), sha256=sha256, rows=len(approved))


def _refuse_unless_signed(item: Approved[DocketRow], check: DecisionCheck) -> None:
    """Refuse a row that was not approved as it is, whatever its type says."""
    row, body = item.content, item.decision.body
    if body.kind not in RELEASING:
        msg = f"the decision about row {row.row_id} is not an approval: {body.kind.value}"
        raise ApprovalError(msg, kept="nothing was written")
    if content_hash(row) != body.content_hash:
        msg = f"row {row.row_id} is not the content that was signed"
        raise ApprovalError(msg, remedy="approve the row as it is now", kept="nothing was written")
    if row.status is RowStatus.UNVERIFIED:
        msg = f"row {row.row_id} rests on evidence that was not found again in its source"
        raise EvidenceError(msg, remedy="amend the row so that its evidence can be found", kept="nothing was written")
    check(item)


def _rendered(
    approved: Sequence[Approved[DocketRow]], format_: Format, options: ExportOptions, files: Mapping[str, str]
) -> bytes:
    rows = [SignedRow(item.content, item.decision, item.readings) for item in approved]
    languages = [options.language, *((options.second_language,) if options.second_language else ())]
    renderers: dict[Format, Callable[[], bytes]] = {
        "ics": lambda: calendar(rows, language=options.language, component=options.component, alarms=options.alarms),
        "csv": lambda: csv_table(rows, language=options.language),
        "xlsx": lambda: workbook(rows, language=options.language, files=files),
        "json": lambda: bundle_bytes(bundle_of(approved, files=files)),
        "pdf": lambda: computation_sheet(rows, languages=languages, files=files),
    }
    return renderers[format_]()
