"""A power cut: whatever part of the log reached the disk, a commit is whole or absent, and a lost one noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from konkyo.errors import StorageDamagedError
from konkyo.records.docket import DocketRow
from konkyo.store import Store

ROWS = 40


@pytest.fixture(scope="module")
def caught_in_the_act(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a workspace as they lay while a process was still running: the log not yet folded in."""
    base = tmp_path_factory.mktemp("cut")
    Store.open(base / "w", create=True).close()
    with Store.open(base / "w") as store:
        run = store.runs.start_or_resume("key", workflow="docketing")
        rows = [DocketRow(row_id=f"row-{n}", file="f" * 200, document_id="0" * 64) for n in range(ROWS)]
        store.proposals.add_all(run.run_id, rows)
        store.runs.finish(run.run_id, {"rows": ROWS})
        shutil.copytree(base / "w", base / "copy")
    return base / "copy"


def test_log_cut_anywhere(caught_in_the_act: Path, tmp_path: Path) -> None:
    """Cut at every 4 KiB, and within a frame: all rows of the batch or none; a report only with a done run."""
    log = (caught_in_the_act / "konkyo.db-wal").read_bytes()
    seen = {"whole": 0, "absent": 0, "noticed": 0}
    for length in [*range(0, len(log), 4096), *range(100, len(log), 9973), len(log)]:
        root = tmp_path / f"cut-{length}"
        shutil.copytree(caught_in_the_act, root)
        (root / "konkyo.db-shm").unlink()
        (root / "konkyo.db-wal").write_bytes(log[:length])
        try:
            Store.open(root).close()
        except StorageDamagedError:  # the checkpoint knows of entries that are gone
            seen["noticed"] += 1
        with Store.open(root, read_only=True) as store:
            rows, done = len(store.proposals.list()), [store.runs.report(run.run_id) for run in store.runs.list()]
            assert rows in (0, ROWS)
            assert all(report in (None, {"rows": ROWS}) for report in done)
            seen["whole" if rows else "absent"] += 1
            assert {problem.code for problem in store.audit.verify().problems} <= {"truncated"}
        shutil.rmtree(root)
    assert all(seen.values()), seen


def test_changed_byte_in_the_log(caught_in_the_act: Path, tmp_path: Path) -> None:
    """A changed byte in the log ends it there: a lost commit that a checkpoint has seen is noticed, never believed."""
    log = (caught_in_the_act / "konkyo.db-wal").read_bytes()
    for position in range(50, len(log), len(log) // 40):
        root = tmp_path / f"flip-{position}"
        shutil.copytree(caught_in_the_act, root)
        (root / "konkyo.db-shm").unlink()
        (root / "konkyo.db-wal").write_bytes(log[:position] + bytes([log[position] ^ 1]) + log[position + 1 :])
        with pytest.raises(StorageDamagedError, match="checkpoint"):
            Store.open(root)
        shutil.rmtree(root)
