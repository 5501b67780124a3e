"""Approved rows to files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar

from konkyo.errors import ApprovalError, EvidenceError, KonkyoError, SignatureError, UsageError
from konkyo.export.bundle import read_bundle
from konkyo.export.docket import FORMATS, DecisionCheck, ExportOptions, export_docket, format_of
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved, RowStatus
from konkyo.records.runs import DecisionKind

Approve = Callable[..., Approved[DocketRow]]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_written(
    tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck, suffix: str
) -> None:
    """The suffix chooses the format; the result names size and hash of the file that is there."""
    target = tmp_path / f"docket.{suffix.upper()}"
    done = export_docket([approve(row)], target, check=check)
    assert (done.format, done.rows, done.size) == (suffix, 1, target.stat().st_size)
    assert done.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()


def test_the_calendar_has_the_due_date(tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck) -> None:
    """What was approved is what the calendar says, with the alarms that were asked for."""
    options = ExportOptions(language="en", component="event", alarms=(10,))
    export_docket([approve(row)], tmp_path / "d.ics", check=check, options=options)
    (event,) = Calendar.from_ical((tmp_path / "d.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 9, 24)
    assert len(event.walk("VALARM")) == 1


def test_the_sheet_is_not_marked_as_a_draft(
    tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck
) -> None:
    """An approved sheet carries the approval, in both languages that were asked for."""
    export_docket([approve(row)], tmp_path / "d.pdf", check=check, options=ExportOptions(second_language="en"))
    with pypdfium2.PdfDocument(tmp_path / "d.pdf") as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "未承認" not in text
    assert "hanako" in text
    assert "Reply to notice of reasons" in text


def test_every_row_is_checked_before_anything_is_written(
    tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck
) -> None:
    """One bad signature among good ones stops the whole export."""
    good = approve(row)
    other = approve(row.model_copy(update={"row_id": "row-2"}))
    forged = Approved(other.content, other.decision.model_copy(update={"signature": good.decision.signature}))
    with pytest.raises(SignatureError):
        export_docket([good, forged], tmp_path / "d.csv", check=check)
    assert list(tmp_path.iterdir()) == []


def test_changed_content_is_not_exported(
    tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck
) -> None:
    """The decision binds to the exact content: another date under the same signature is refused."""
    changed = Approved(row.model_copy(update={"due": date(2026, 12, 24)}), approve(row).decision)
    with pytest.raises(ApprovalError, match="not the content that was signed"):
        export_docket([changed], tmp_path / "d.json", check=check)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "kind", [kind for kind in DecisionKind if kind not in (DecisionKind.APPROVE, DecisionKind.AMEND)]
)
def test_only_an_approval_releases(
    tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck, kind: DecisionKind
) -> None:
    """A rejection or a withdrawal is a valid signature, but no leave to export."""
    with pytest.raises(ApprovalError, match="not an approval"):
        export_docket([approve(row, kind)], tmp_path / "d.csv", check=check)


def test_unverified_rows_stay_in(tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck) -> None:
    """A row whose evidence was not found is never exported as a result, even if somebody signed it."""
    unverified = row.model_copy(update={"status": RowStatus.UNVERIFIED})
    with pytest.raises(EvidenceError):
        export_docket([approve(unverified)], tmp_path / "d.csv", check=check)


def test_the_check_is_asked_for_each_row(tmp_path: Path, row: DocketRow, approve: Approve) -> None:
    """The check sees every row, in order."""
    rows = [approve(row.model_copy(update={"row_id": f"row-{n}"})) for n in range(3)]
    seen: list[str] = []

    def check(approved: Approved[DocketRow], /) -> None:
        seen.append(approved.content.row_id)

    export_docket(rows, tmp_path / "d.json", check=check)
    assert seen == ["row-0", "row-1", "row-2"]
    assert len(read_bundle((tmp_path / "d.json").read_bytes()).rows) == 3


@pytest.mark.parametrize("name", ["docket", "docket.docx", "docket.exe", ".ics"])
def test_unknown_formats_are_refused(name: str) -> None:
    """A name that asks for no known format gives an error that lists the known ones."""
    with pytest.raises(UsageError) as caught:
        format_of(Path(name))
    assert ".ics" in caught.value.remedy


def test_nothing_approved_is_an_error(tmp_path: Path, check: DecisionCheck) -> None:
    """An empty file could be taken for 'no deadlines'."""
    with pytest.raises(KonkyoError, match="nothing approved"):
        export_docket([], tmp_path / "d.csv", check=check)
    assert list(tmp_path.iterdir()) == []


def test_existing_exports_are_kept(tmp_path: Path, row: DocketRow, approve: Approve, check: DecisionCheck) -> None:
    """An export is replaced only with leave."""
    target = tmp_path / "d.csv"
    export_docket([approve(row)], target, check=check)
    with pytest.raises(UsageError, match="already there"):
        export_docket([approve(row)], target, check=check)
    export_docket([approve(row)], target, check=check, overwrite=True)
