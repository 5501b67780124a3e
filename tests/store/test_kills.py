"""Killed with SIGKILL at every fault point of the docket path, and of creation: nothing lost, nothing twice."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from konkyo.records.runs import RunStatus
from konkyo.store import Store
from konkyo.store.faultpoints import points_of

JOURNEY = Path(__file__).with_name("journey.py")
CREATION = [point for point in points_of("setup") if not point.startswith("person.")]
Killed = Callable[[Path, str], int]
LATER = ["document.before_commit:2", "blob.before_rename:3", "step.after_commit:3", "checkpoint.torn:2"]


@pytest.fixture(scope="module")
def killed() -> Iterator[Callable[[Path, str], int]]:
    """Travels in a process of its own that dies at a fault point; tells how it ended."""
    command = [sys.executable, str(JOURNEY)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        asked, answered = server.stdin, server.stdout
        assert asked is not None
        assert answered is not None

        def travel_armed(root: Path, fault: str) -> int:
            asked.write(f"{fault}\t{root}\n")
            asked.flush()
            return int(answered.readline())

        yield travel_armed


def travel(root: Path) -> None:
    """Travel here, undisturbed."""
    runpy.run_path(str(JOURNEY))["travel"](root)


def state(root: Path) -> dict[str, object]:
    """Everything visible, but for ids and times."""
    with Store.open(root) as store:
        runs = store.runs.list()
        return {
            "documents": [document.document_id for document in store.documents.list()],
            "originals": list(store.blobs.digests()),
            "leftovers": [path.name for path in (root / "blobs" / "tmp").iterdir()],
            "filings": len(store.documents.filings()),
            "runs": [(run.run_key, run.status) for run in runs],
            "steps": [(step.name, step.result) for step in store.runs.steps(runs[0].run_id)],
            "report": store.runs.report(runs[0].run_id),
            "proposals": [(p.row_id, p.state, p.content_hash, p.current.version) for p in store.proposals.list()],
            "audit": sorted(
                entry.kind for entry in store.audit.entries() if entry.kind not in ("run.resumed", "workspace.created")
            ),
        }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    root = tmp_path_factory.mktemp("undisturbed") / "w"
    travel(root)
    return state(root)


def whole(root: Path) -> None:
    """After any kill, before anything else runs: it opens, the trail verifies, ``done`` has its report."""
    if not (root / "konkyo.db").exists() or (root / "konkyo.db").stat().st_size == 0:
        return
    with Store.open(root, create=True) as store:
        found = store.audit.verify()
        assert found.ok
        assert found.covered == found.entries
        for run in store.runs.list():
            assert (run.status is RunStatus.DONE) == (store.runs.report(run.run_id) is not None)
        for document in store.documents.list():
            assert store.blobs.get(document.document_id) is not None


@pytest.mark.parametrize("point", [*CREATION, *points_of("docket"), *LATER])
def test_killed_once(tmp_path: Path, killed: Killed, undisturbed: dict[str, object], point: str) -> None:
    """Killed at a point and run again, the journey ends as if nothing had happened."""
    root = tmp_path / "w"
    assert killed(root, point) == -9, "the journey does not pass this point"
    whole(root)
    travel(root)
    assert state(root) == undisturbed


@pytest.mark.parametrize("point", ["document.before_commit", "proposals.before_commit", "checkpoint.torn"])
def test_killed_twice(tmp_path: Path, killed: Killed, undisturbed: dict[str, object], point: str) -> None:
    """Killed at the same point again while recovering, it still ends the same."""
    root = tmp_path / "w"
    assert killed(root, point) == killed(root, point) == -9
    whole(root)
    travel(root)
    assert state(root) == undisturbed
