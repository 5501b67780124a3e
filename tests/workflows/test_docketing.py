"""Docketing a folder: copies, conflicts, changed and unreadable files, and what happens the second time."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from mailbox import mbox
from pathlib import Path

import pytest

from konkyo.errors import NotFoundError
from konkyo.records.docket import DocketRow
from konkyo.records.documents import Outcome
from konkyo.records.evidence import Quote, RowStatus
from konkyo.workbench import Workbench
from konkyo.workflows.second_sources import with_conflicts


def test_copies_propose_once(bench: Workbench, folder: Path, sample: Callable[[str], bytes]) -> None:
    """Two files of the same bytes: one proposal, and the copy says which file it is a copy of."""
    (folder / "sub").mkdir()
    (folder / "sub" / "copy.txt").write_bytes(sample("05"))
    report = bench.docket([folder])
    assert [row.file for row in report.rows] == ["final.txt"]
    assert [file.rows for file in report.files] == [1, 0]
    assert report.files[1].reason is not None
    assert "final.txt" in report.files[1].reason.en
    assert "final.txt" in report.files[1].reason.ja
    assert len(bench.store.documents.list()) == 1


def test_conflicting_documents(bench: Workbench, folder: Path, sample: Callable[[str], bytes]) -> None:
    """Two documents on one event of one application with other dates: both rows say so and go to a person."""
    other = sample("05").replace(b"06/12/2026", b"06/15/2026").replace(b"June 12, 2026", b"June 15, 2026")
    assert other != sample("05")
    (folder / "other.txt").write_bytes(other)
    report = bench.docket([folder])
    assert sorted(row.trigger_date.isoformat() for row in report.rows if row.trigger_date) == [
        "2026-06-12",
        "2026-06-15",
    ]
    for row in report.rows:
        assert row.status is RowStatus.REVIEW
        (conflict,) = row.conflicts
        for said in ("final.txt", "other.txt", "2026-06-12", "2026-06-15"):
            assert said in conflict.en
            assert said in conflict.ja


def row(name: str, **fields: object) -> DocketRow:
    """A row on one event of one application."""
    plain: dict[str, object] = {
        "row_id": name, "file": f"{name}.pdf", "document_id": name * 64, "office": "USPTO", "event_code": "oa_response",
        "application_number": "US19990112", "trigger_date": "2026-03-04", "due": "2026-06-04",
        "status": RowStatus.UNVERIFIED,
    }  # fmt: skip
    return DocketRow.model_validate(plain | fields)


@pytest.mark.parametrize(
    ("fields", "conflict"),
    [
        ({}, False),
        ({"trigger_date": "2026-03-05", "due": "2026-06-05"}, True),
        ({"due": "2026-06-05"}, True),
        ({"trigger_date": None, "due": None}, False),
        ({"due": "2026-06-05", "event_code": "issue_fee"}, False),
        ({"due": "2026-06-05", "application_number": "US19990230"}, False),
        ({"due": "2026-06-05", "office": "JPO"}, False),
        ({"due": "2026-06-05", "document_id": "a" * 64}, False),
        ({"due": "2026-06-05", "drafting_date": "2026-05-05"}, False),
    ],
)
def test_what_is_a_conflict(fields: dict[str, object], *, conflict: bool) -> None:
    """The same event of the same right in two documents with other dates; a later notice is another event."""
    one, other = with_conflicts(
        [row("a", drafting_date="2026-03-01"), row("b", **({"drafting_date": "2026-03-01"} | fields))]
    )
    assert bool(one.conflicts) is bool(other.conflicts) is conflict
    assert (one.status is RowStatus.REVIEW) is conflict


def test_second_time(bench: Workbench, folder: Path) -> None:
    """Docketed again, nothing is proposed again and no document is kept twice; each report has its run."""
    first, second = bench.docket([folder]), bench.docket([folder])
    assert first.rows == second.rows
    assert first.run_id != second.run_id
    (proposal,) = bench.store.proposals.list()
    assert proposal.current.version == 1
    assert len(bench.store.documents.list()) == 1


def test_changed_file(bench: Workbench, folder: Path, sample: Callable[[str], bytes]) -> None:
    """A file that was replaced under its name is read anew: another document, another proposal; the old one stays."""
    bench.docket([folder])
    (folder / "final.txt").write_bytes(sample("05").replace(b"06/12/2026", b"06/15/2026"))
    again, before = bench.docket([folder]).rows
    assert str(again.trigger_date) == "2026-06-15"
    assert str(before.trigger_date) == "2026-06-12"
    assert again.conflicts == before.conflicts, "each says that the other is there"
    assert len(bench.store.proposals.list()) == len(bench.store.documents.list()) == 2


def test_bad_files_among_good_ones(bench: Workbench, folder: Path) -> None:
    """Each file has its outcome, the good ones give their rows, and nothing else is raised."""
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04nothing")
    (folder / "letter.md").write_text("# Lunch\nOn 2026-03-04 at noon.\n", encoding="utf-8")
    report = bench.docket([folder])
    outcomes = {file.file: file.outcome for file in report.files}
    assert len(outcomes) == 5
    assert [name for name, outcome in outcomes.items() if outcome is Outcome.REFUSED] == [
        "broken.docx", "broken.pdf", "empty.pdf",
    ]  # fmt: skip
    assert all(file.refusal for file in report.files if file.outcome is Outcome.REFUSED)
    assert all(file.reason for file in report.files if not file.rows)
    assert [found.file for found in report.rows] == ["final.txt"]


def test_missing_path(bench: Workbench, folder: Path) -> None:
    """A path that is not there stops the command before any run begins."""
    with pytest.raises(NotFoundError):
        bench.docket([folder, folder / "no-such-file"])
    assert bench.store.runs.list() == ()


def test_progress(bench: Workbench, folder: Path) -> None:
    """Each file is announced before it is read, and the end is told."""
    seen: list[tuple[int, int, str]] = []
    bench.docket([folder], advance=lambda done, total, name: seen.append((done, total, name)))
    assert seen == [(0, 1, "final.txt"), (1, 1, "")]


def test_quotes_are_the_page(bench: Workbench, tmp_path: Path, sample: Callable[[str], bytes]) -> None:
    """Every quote of every row is exactly the page's characters at its span, in the document as it is kept."""
    place = tmp_path / "all"
    place.mkdir()
    for beginning, name in (("01", "a.pdf"), ("02", "b.html"), ("03", "c.docx"), ("05", "d.txt"), ("06", "e.html")):
        (place / name).write_bytes(sample(beginning))
    report = bench.docket([place])
    assert len(report.rows) == 5
    for found in report.rows:
        quotes = [item for item in found.evidence if isinstance(item, Quote)]
        assert quotes
        for item in quotes:
            document = bench.store.documents.document(item.document_id)
            page = document.page(item.page) if document else None
            assert page is not None
            assert item.span is not None
            assert page.text[item.span[0] : item.span[1]] == item.evidence_quote
        for field, places in found.grounds.items():
            assert places, field
            assert all(0 <= place_ < len(found.evidence) for place_ in places)


def test_a_file_that_moved_is_no_new_content(bench: Workbench, folder: Path) -> None:
    """The same bytes docketed from another folder leave the proposal as it was: a decision about it stays in force."""
    bench.docket([folder])
    (before,) = bench.store.proposals.list()
    (folder / "sub").mkdir()
    (folder / "final.txt").rename(folder / "sub" / "renamed.txt")
    report = bench.docket([folder])
    (after,) = bench.store.proposals.list()
    assert [row.file for row in report.rows] == ["sub/renamed.txt"]
    assert after.content_hash == before.content_hash
    assert not after.changed


def mail(body: str, *attached: tuple[str, bytes]) -> bytes:
    """A mail with files attached."""
    message = EmailMessage()
    message["From"], message["To"] = "Agent <agent@firm.example>", "Owner <owner@maker.example>"
    message["Subject"], message["Date"] = "Your case K-77", "Mon, 15 Jun 2026 09:00:00 +0000"
    message.set_content(body)
    for name, data in attached:
        message.add_attachment(data, maintype="text", subtype="plain", filename=name)
    return bytes(message)


def test_enclosed_notice_is_docketed(bench: Workbench, folder: Path, sample: Callable[[str], bytes]) -> None:
    """A notice that came with a mail is read, proposed under the mail's name and its own, and kept as a document."""
    (folder / "final.txt").unlink()
    (folder / "report.eml").write_bytes(mail("Please see the enclosed action.\n", ("final.txt", sample("05"))))
    report = bench.docket([folder])
    assert [row.file for row in report.rows] == ["report.eml/final.txt"]
    assert {file.file for file in report.files} == {"report.eml", "report.eml/final.txt"}
    assert len(bench.store.documents.list()) == 2
    assert report.rows[0].status is RowStatus.VERIFIED
    assert bench.docket([folder]).rows == report.rows


def test_notice_and_mail_with_it_are_one_proposal(
    bench: Workbench, folder: Path, sample: Callable[[str], bytes]
) -> None:
    """The notice beside, and again enclosed in a mail: the same bytes are one document and one proposal."""
    (folder / "zz.eml").write_bytes(mail("Please see the enclosed action.\n", ("a.txt", sample("05"))))
    report = bench.docket([folder])
    assert [row.file for row in report.rows] == ["final.txt"]
    (enclosed,) = [file for file in report.files if file.file == "zz.eml/a.txt"]
    assert enclosed.reason is not None
    assert "final.txt" in enclosed.reason.en


def test_later_letter_is_taken_in(bench: Workbench, folder: Path, sample: Callable[[str], bytes]) -> None:
    """A second copy of the notice, in other bytes and a later run: no second proposal, a second source of the first."""
    first = bench.docket([folder])
    later = folder.parent / "later"
    later.mkdir()
    (later / "again.txt").write_bytes(b"\n" + sample("05"))
    report = bench.docket([later])
    assert [row.row_id for row in report.rows] == [row.row_id for row in first.rows]
    assert [source.file for source in report.rows[0].second_sources] == ["again.txt"]
    assert report.rows[0].status is RowStatus.VERIFIED
    assert report.files[0].rows == 0
    assert report.files[0].reason is not None
    assert len(bench.waiting()) == 1


def test_unread_enclosure_is_said(bench: Workbench, folder: Path) -> None:
    """A letter about a notice whose enclosure cannot be read: the row says that it rests on the letter alone."""
    (folder / "final.txt").unlink()
    body = (
        "Dear Sirs,\n\nWe report that the USPTO issued a Final Rejection on June 12, 2026 in U.S. Patent Application"
        " No. 19/990,112. A reply is due within three months.\n\nBest regards\nAgent\n"
    )
    (folder / "report.eml").write_bytes(mail(body, ("notice.pdf", b"%PDF-1.4 not really")))
    report = bench.docket([folder])
    refused = [file.file for file in report.files if file.outcome is Outcome.REFUSED]
    assert refused == ["report.eml/notice.pdf"]
    (row,) = report.rows
    assert row.restated
    assert any("letter's own words" in caveat.en for caveat in row.caveats)


def mailbox(path: Path, *messages: bytes) -> Path:
    """An mbox file of these messages."""
    box = mbox(path)
    for message in messages:
        box.add(message)
    box.close()
    return path


def test_mailbox_is_read_message_by_message(bench: Workbench, folder: Path, sample: Callable[[str], bytes]) -> None:
    """Each message of an mbox is a file of its own, with what it encloses; a message twice is there once."""
    (folder / "final.txt").unlink()
    with_notice = mail("Please see the enclosed action.\n", ("final.txt", sample("05")))
    other = mail("Lunch?\n").replace(b"Your case K-77", b"Lunch")
    mailbox(folder / "inbox", with_notice, other, with_notice)
    report = bench.docket([folder])
    (row,) = report.rows
    assert row.file.startswith("inbox/000001-")
    assert row.file.endswith(".eml/final.txt")
    assert [file.file.split("-")[0] for file in report.files] == ["inbox/000001", "inbox/000001", "inbox/000002"]
    assert bench.docket([folder]).rows == report.rows


def test_mailbox_beside_files_that_cannot_be_read(
    bench: Workbench, folder: Path, sample: Callable[[str], bytes]
) -> None:
    """Unreadable files before, between and after: each is refused in its place, and the rest is read."""
    for name in ("a-link.txt", "n-link.txt", "z-link.txt"):
        (folder.parent / name).symlink_to(folder / "final.txt")
    mailbox(folder.parent / "m.mbox", mail("See enclosed.\n", ("x.txt", b"\n\n" + sample("05"))))
    order = ["a-link.txt", "m.mbox", "n-link.txt", "notices", "z-link.txt"]
    report = bench.docket([folder.parent / name for name in order])
    outcomes = [(file.file.split("/")[0], file.outcome is Outcome.REFUSED) for file in report.files]
    assert outcomes == [
        ("a-link.txt", True), ("m.mbox", False), ("m.mbox", False), ("n-link.txt", True), ("final.txt", False),
        ("z-link.txt", True),
    ]  # fmt: skip
    assert len(report.rows) == 1
    assert report.rows[0].second_sources
