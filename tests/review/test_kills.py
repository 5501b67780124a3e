"""Killed with SIGKILL at every fault point of an approval, and of admitting a person: nothing lost, nothing twice."""

from __future__ import annotations

import os
import runpy
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from konkyo.review import decide
from konkyo.store import Store
from konkyo.store.faultpoints import VARIABLE, points_of
from konkyo.store.proposals import ProposalState

APPROVAL = Path(__file__).with_name("approval.py")
PHRASE = "correct horse battery"
DECIDED = {
    "decision.after_commit",
    "approve.before_return",
    "checkpoint.before_write",
    "checkpoint.torn",
    "checkpoint.before_sync",
    "checkpoint.after_sync",
}


@pytest.fixture(scope="module")
def killed() -> Iterator[Callable[[Path, str], int]]:
    """Approves in a process of its own that dies at a fault point; tells how it ended."""
    command = [sys.executable, str(APPROVAL)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        asked, answered = server.stdin, server.stdout
        assert asked is not None
        assert answered is not None

        def approve_armed(root: Path, fault: str) -> int:
            asked.write(f"{fault}\t{root}\t{PHRASE}\n")
            asked.flush()
            return int(answered.readline())

        yield approve_armed


@pytest.fixture
def root(store: Store, propose: Callable[..., str], hanako: Any) -> Path:
    propose()
    store.audit.checkpoint()
    return store.root


@pytest.mark.parametrize("point", points_of("approve"))
def test_approval(root: Path, killed: Callable[[Path, str], int], point: str) -> None:
    """Killed anywhere, the row is decided whole or not at all; approving again leaves exactly one decision."""
    assert killed(root, point) == -9, "an approval does not pass this point"
    with Store.open(root) as store:
        decisions = store.decisions.of("row-1")
        entries = list(store.audit.entries(kind="decision."))
        state = store.proposals.get("row-1").state
        assert (len(decisions), len(entries), state is ProposalState.APPROVED) == (
            (1, 1, True) if point in DECIDED else (0, 0, False)
        )
        found = store.audit.verify()
        assert found.ok
        assert found.covered == found.entries
    released = runpy.run_path(str(APPROVAL))["approve"](root, PHRASE)
    with Store.open(root) as store:
        assert [released.decision] == list(store.decisions.of("row-1"))
        assert len(list(store.audit.entries(kind="decision."))) == 1
        decide.check(released, store)
        assert decide.approved(store, "row-1") == released
        assert store.audit.verify().ok


ADMIT = """
import sys
from pathlib import Path
from konkyo.people.directory import add_first_person
from konkyo.people.keys import Cost
from konkyo.people.passphrase import Passphrase
from konkyo.store import Store
with Store.open(Path(sys.argv[1]), create=True) as store:
    add_first_person(store, "A", Passphrase("correct horse battery"), cost=Cost(n=16))
"""


@pytest.mark.parametrize("point", [point for point in points_of("setup") if point.startswith("person.")])
def test_admission(tmp_path: Path, point: str) -> None:
    """Killed while the first person is admitted: there, with the record of it, or not there."""
    root = tmp_path / "new"
    environment = {**os.environ, VARIABLE: point}
    done = subprocess.run([sys.executable, "-c", ADMIT, str(root)], env=environment, check=False)
    assert done.returncode == -9
    with Store.open(root) as store:
        there = point == "person.after_commit"
        assert (len(store.people.list()), len(list(store.audit.entries(kind="person.")))) == (there, there)
        assert store.audit.verify().ok


def test_random_moments(root: Path, tmp_path: Path) -> None:
    """Killed at moments of no one's choosing, an approval is whole or absent."""
    for number in range(3):
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(root, copy)
        child = subprocess.Popen([sys.executable, str(APPROVAL)], stdin=subprocess.PIPE, text=True, process_group=0)
        assert child.stdin is not None
        child.stdin.write(f"\t{copy}\t{PHRASE}\n")
        child.stdin.flush()
        time.sleep(0.5 + number * 0.02)
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        with Store.open(copy) as store:
            assert len(store.decisions.of("row-1")) == len(list(store.audit.entries(kind="decision."))) <= 1
            assert store.audit.verify().ok
