"""The programming interface: a workspace opened, files in, proposals out; nothing in it decides by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from konkyo.errors import ApprovalError, KonkyoError, NotFoundError, SettingsError, UsageError
from konkyo.examples import sample_matter
from konkyo.records.docket import DeadlineQuestion
from konkyo.records.documents import Outcome
from konkyo.records.handling import Sensitivity
from konkyo.settings import Settings
from konkyo.workbench import Workbench, scratch_docket


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A decision of rejection of the JPO."""
    (entry,) = (entry for entry in sample_matter() if entry.name.startswith("02"))
    file = tmp_path / entry.name
    file.write_bytes(entry.read_bytes())
    return file


def test_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By folder, by text, by settings, by the variable; without ``create`` only one that is there."""
    folder = tmp_path / "w"
    with pytest.raises(NotFoundError):
        Workbench.open(folder, create=False)
    assert not folder.exists()
    with Workbench.open(folder) as made:
        workspace = made.store.workspace
    monkeypatch.setenv("KONKYO_WORKSPACE", str(folder))
    for where in (folder, str(folder), Settings(workspace=folder), None):
        with Workbench.open(where, create=False) as again:
            assert again.store.workspace == workspace


def test_settings_are_read(tmp_path: Path, notice: Path) -> None:
    """The workspace's own settings count: what nothing else is said of has their sensitivity; wrong ones stop."""
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / "konkyo.toml").write_text('sensitivity = "internal"\n', encoding="utf-8")
    with Workbench.open(folder) as bench:
        bench.ingest([notice])
        bench.ingest([notice], matter="M", sensitivity=Sensitivity.PUBLIC)
        levels = {filing.matter or "": filing.sensitivity for filing in bench.store.documents.filings()}
    assert levels == {"": Sensitivity.INTERNAL, "M": Sensitivity.PUBLIC}
    (folder / "konkyo.toml").write_text("sensitivty = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError):
        Workbench.open(folder)


def test_ingest(tmp_path: Path, notice: Path) -> None:
    """Each file has its outcome; what was read is kept byte for byte; what could not be had is not kept."""
    (tmp_path / "empty.txt").write_bytes(b"")
    with Workbench.open(tmp_path / "w") as bench:
        report = bench.ingest([notice, tmp_path / "empty.txt"])
        outcomes = [file.outcome for file in report.files]
        assert outcomes == [Outcome.PARSED, Outcome.REFUSED]
        assert report.files[0].document_id is not None
        assert bench.store.blobs.get(report.files[0].document_id) == notice.read_bytes()


def test_docket_registers_nothing(tmp_path: Path, notice: Path) -> None:
    """Proposals wait on the desk; none is approved, and none can be exported."""
    with Workbench.open(tmp_path / "w") as bench:
        report = bench.docket([notice])
        (shown,) = bench.waiting()
        assert shown.row == report.rows[0]
        assert bench.show(shown.row.row_id[:5]) == shown
        with pytest.raises(ApprovalError):
            bench.approved(shown.row.row_id)
        released, left = bench.approved("all")
        assert (released, left) == ((), 1)
        assert bench.approved(report.run_id) == ((), 1)
        with pytest.raises(NotFoundError):
            bench.approved("run-0")
        with pytest.raises(UsageError):
            bench.export(released, tmp_path / "due.ics")
        assert not (tmp_path / "due.ics").exists()


def test_nobody_can_sign_yet(tmp_path: Path) -> None:
    """Without people there is no signer, and the way to one is said."""
    with Workbench.open(tmp_path / "w") as bench:
        with pytest.raises(UsageError) as caught:
            bench.signer(None)
        assert "konkyo people add" in caught.value.remedy
        with pytest.raises(NotFoundError):
            bench.signer("Nobody")


def test_verify_what_is_no_export(tmp_path: Path, notice: Path) -> None:
    """A file that is no export is refused, whatever it is; a folder, too."""
    with Workbench.open(tmp_path / "w") as bench:
        for data in (b"", b"{}", b"[]", b"null", b'{"format": "konkyo-docket-1"}', b"\xff\xfe", b"{" * 10_000):
            (tmp_path / "x.json").write_bytes(data)
            with pytest.raises(KonkyoError):
                bench.verify(tmp_path / "x.json")
        with pytest.raises(UsageError):
            bench.verify(tmp_path)
        with pytest.raises(KonkyoError):
            bench.verify(notice)


def test_due(tmp_path: Path) -> None:
    """A deadline needs no file."""
    with Workbench.open(tmp_path / "w") as bench:
        answer = bench.due(DeadlineQuestion.model_validate(
            {"office": "US", "event_code": "oa_response", "trigger_code": "mail_date", "trigger_date": "2026-03-04"}
        ))  # fmt: skip
    assert str(answer.due) == "2026-06-04"


def test_scratch(tmp_path: Path, notice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look without keeping anything leaves nothing behind, in the default workspace neither."""
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "w"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "t"))
    assert len(scratch_docket([notice]).rows) == 1
    assert not (tmp_path / "w").exists()


def test_trail(tmp_path: Path, notice: Path) -> None:
    """The audit trail of all this verifies."""
    with Workbench.open(tmp_path / "w") as bench:
        bench.docket([notice])
        found = bench.verify_audit()
    assert found.ok
    assert found.covered <= found.entries
    assert found.entries > 3
