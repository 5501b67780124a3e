"""``konkyo docket`` and ``konkyo approve`` killed with SIGKILL at every fault point: nothing lost, nothing twice.

The points are those that the program itself lists (``store.faultpoints``): around every durable write on the way. After
each kill the same command is given again, as a person would; then the workspace must be what an undisturbed run leaves.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from konkyo.records.runs import DecisionKind, RunStatus
from konkyo.store import Store
from konkyo.store.faultpoints import points_of
from konkyo.store.proposals import ProposalState
from konkyo.workbench import Workbench

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL and POSIX terminals")

DOCKET = points_of("docket")
APPROVE = points_of("approve")
SECOND_PASSAGE = ["blob.before_rename:2", "document.before_commit:2", "step.before_commit:2", "step.after_commit:2",
                  "proposals.between_rows:2"]  # fmt: skip
TWICE = ["document.before_commit", "step.after_commit", "proposals.before_commit", "finish.before_commit"]
RECOVERING = [
    ("step.before_commit", "run.before_commit"),
    ("proposals.between_rows", "proposals.before_audit"),
    ("checkpoint.torn", "checkpoint.before_write"),
    ("finish.before_audit", "finish.after_commit"),
]
COMMITTED = {"decision.after_commit", "approve.before_return"} | {p for p in APPROVE if p.startswith("checkpoint.")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, matter: Callable[..., Path]) -> Path:
    """Two notices, two proposals."""
    return matter(tmp_path_factory.mktemp("matter"), "02", "05")


def state(program: Any) -> dict[str, Any]:
    """All that a person could see of a docketed workspace, but for ids of runs and times."""
    with Store.open(program.workspace) as store:
        running = [run for run in store.runs.list() if run.status is RunStatus.RUNNING]
        return {
            "rows": {p.row_id: (p.content_hash, p.state, p.current.version) for p in store.proposals.list()},
            "documents": sorted(document.document_id for document in store.documents.list()),
            "originals": sorted(store.blobs.digests()),
            "filings": len(store.documents.filings()),
            "unfinished": running,
            "files": sorted(str(path.relative_to(program.workspace)) for path in program.workspace.rglob("*/*")),
        }


def work(program: Any) -> Counter[str]:
    """What the trail says was done, but for taking up again."""
    return Counter(kind for kind in program.trail() if kind not in ("run.resumed", "workspace.created"))


@pytest.fixture(scope="module")
def undisturbed(prepared: Any, tmp_path_factory: pytest.TempPathFactory, folder: Path) -> dict[str, Any]:
    """What the docket command leaves when nothing happens to it, in another workspace."""
    program = replace(prepared, workspace=tmp_path_factory.mktemp("undisturbed") / "w")
    assert program.run("docket", str(folder)).returncode in (0, 1)
    program.sound()
    found = state(program)
    assert len(found["rows"]) == 2
    assert found["unfinished"] == []
    return {"state": found, "work": work(program)}


def killed(program: Any, folder: Path, point: str) -> None:
    """Docket until the fault point, where the process is killed."""
    ended = program.run("docket", str(folder), fault=point)
    assert ended.returncode == -signal.SIGKILL, f"the docket command does not pass {point}"


def recovered(program: Any, folder: Path, undisturbed: dict[str, Any], *, again: bool = False) -> None:
    """The same command again ends as if nothing had happened. ``again``: the first run had ended before the kill."""
    report = program.run("docket", str(folder), "--json")
    assert report.returncode in (0, 1), report.stderr
    assert state(program) == undisturbed["state"]
    program.sound()
    with Store.open(program.workspace) as store:
        runs = store.runs.list()
        assert [run.status for run in runs] == [RunStatus.DONE] * (2 if again else 1)
        assert all(store.runs.report(run.run_id) for run in runs)
    if not again:
        assert work(program) == undisturbed["work"]


@pytest.mark.parametrize("point", [*DOCKET, *SECOND_PASSAGE])
def test_docket_killed(program: Any, folder: Path, undisturbed: dict[str, Any], point: str) -> None:
    """Killed anywhere, docketed again: the same rows, each once, one finished run, nothing lies about."""
    killed(program, folder, point)
    with Store.open(program.workspace) as store:
        assert store.audit.verify().ok
        runs = store.runs.list()
        for run in runs:
            assert (run.status is RunStatus.DONE) == (store.runs.report(run.run_id) is not None)
        ended = any(run.status is RunStatus.DONE for run in runs)
    recovered(program, folder, undisturbed, again=ended)


@pytest.mark.parametrize("point", TWICE)
def test_docket_killed_twice(program: Any, folder: Path, undisturbed: dict[str, Any], point: str) -> None:
    """Killed at the same point again while it recovers, it still ends the same."""
    killed(program, folder, point)
    killed(program, folder, point)
    recovered(program, folder, undisturbed)


@pytest.mark.parametrize(("first", "second"), RECOVERING)
def test_docket_killed_while_recovering(
    program: Any, folder: Path, undisturbed: dict[str, Any], first: str, second: str
) -> None:
    """Killed at one point, and while it goes on from there at another: it still ends the same."""
    killed(program, folder, first)
    killed(program, folder, second)
    recovered(program, folder, undisturbed, again=second == "finish.after_commit")


def test_a_finished_step_is_not_done_again(program: Any, folder: Path, undisturbed: dict[str, Any]) -> None:
    """What was finished before the kill is taken from the record; the trail says that the run was taken up again."""
    killed(program, folder, "step.after_commit:2")
    before = program.trail("document.")
    recovered(program, folder, undisturbed)
    assert program.trail("document.") == before
    assert program.trail("run.resumed") == ["run.resumed"]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_docket_stopped(
    program: Any, tmp_path: Path, matter: Callable[..., Path], undisturbed: dict[str, Any], stop: signal.Signals
) -> None:
    """Asked to stop in mid-run it is gone within ten seconds; the same command then goes on and ends."""
    folder = matter(tmp_path / "all")
    child = subprocess.Popen(
        [*program.command, "docket", str(folder)], env=program.environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not (program.workspace / "blobs").is_dir() or not any((program.workspace / "blobs").glob("??")):
            assert time.monotonic() < deadline
            assert child.poll() is None
            time.sleep(0.02)
        asked = time.monotonic()
        child.send_signal(stop)
        child.communicate(timeout=10)
        assert time.monotonic() - asked < 10
    finally:
        child.kill()
    assert child.returncode != 0
    with Store.open(program.workspace) as store:
        assert [run.status for run in store.runs.list()] == [RunStatus.RUNNING]
        assert store.audit.verify().ok
    assert program.run("docket", str(folder)).returncode in (0, 1)
    program.sound()
    with Store.open(program.workspace) as store:
        assert [run.status for run in store.runs.list()] == [RunStatus.DONE]
    assert undisturbed["state"]["rows"].items() <= state(program)["rows"].items()


def approval_killed(desk: Any, row: str, point: str) -> None:
    """A person approves at a terminal; the process is killed at the fault point, after the passphrase was typed."""
    printed, _, ended_by = desk.sign("approve", row, KONKYO_FAULTPOINT=point)
    assert "Passphrase of" in printed, f"killed at {point} before anyone was asked"
    assert ended_by == signal.SIGKILL, f"the approve command does not pass {point}"


def decided(desk: Any, row: str) -> int:
    """How many decisions there are; row, decision and trail must tell the same."""
    with Store.open(desk.workspace) as store:
        decisions = store.decisions.of(row)
        proposal = store.proposals.get(row)
        assert len(list(store.audit.entries(kind="decision."))) == len(decisions)
        assert proposal.state is (ProposalState.APPROVED if decisions else ProposalState.INBOX)
        assert all(decision.body.content_hash == proposal.content_hash for decision in decisions)
    return len(decisions)


@pytest.mark.parametrize("point", APPROVE)
def test_approval_killed(desk: Any, row: str, tmp_path: Path, point: str) -> None:
    """Killed anywhere, an approval is whole or absent; exports work exactly if it is whole; again is once."""
    approval_killed(desk, row, point)
    whole = decided(desk, row)
    assert whole == (point in COMMITTED)
    desk.sound()
    assert desk.run("export", row, "--to", str(tmp_path / "first.json")).returncode == (0 if whole else 2)
    assert (tmp_path / "first.json").exists() == bool(whole)

    printed, code, _ = desk.sign("approve", row)
    assert code == 0, printed
    (decision,) = desk.decisions()
    assert decision.body.kind is DecisionKind.APPROVE
    assert decided(desk, row) == 1
    desk.sound()
    with Workbench.open(desk.workspace) as bench:
        released, left = bench.approved(row)
        bench.export(released, tmp_path / "second.json")
    assert (len(released), left, (tmp_path / "second.json").is_file()) == (1, 0, True)


@pytest.mark.parametrize(
    ("first", "second"),
    [("decision.before_commit", "decision.before_commit"), ("decision.before_state", "approve.after_sign"),
     ("checkpoint.torn", "checkpoint.torn")],
)  # fmt: skip
def test_approval_killed_again(desk: Any, row: str, first: str, second: str) -> None:
    """Killed, tried again and killed again: at most one decision, and in the end exactly one."""
    approval_killed(desk, row, first)
    desk.run("approve", row, fault=second)  # recovery alone, for nobody sits at a terminal: it may be killed there
    whole = decided(desk, row)
    assert whole == (first in COMMITTED)
    if not whole:
        approval_killed(desk, row, second)
        assert decided(desk, row) == (second in COMMITTED)
    _, code, _ = desk.sign("approve", row)
    assert code == 0
    assert decided(desk, row) == 1
    desk.sound()


def test_there_are_ten_points_at_least() -> None:
    """Both paths have ten points of interruption and more, and each of them is visited here."""
    assert len(DOCKET) >= 10
    assert len(APPROVE) >= 10
