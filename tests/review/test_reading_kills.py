"""Killed with SIGKILL at every fault point of a second reading: nothing lost, nothing twice, sealed values kept."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from konkyo.review import four_eyes, queue
from konkyo.store import Store
from konkyo.store.faultpoints import points_of

READING = Path(__file__).with_name("reading.py")
PHRASE = "correct horse battery"
UNSEALED = {"sealing.begun", "sealing.before_row", "sealing.before_commit"}
READ = {"reading.after_commit", "second.before_return"}


@pytest.fixture(scope="module")
def killed() -> Iterator[Callable[[Path, str], int]]:
    """Reads in a process of its own that dies at a fault point; tells how it ended."""
    command = [sys.executable, str(READING)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        asked, answered = server.stdin, server.stdout
        assert asked is not None
        assert answered is not None

        def read_armed(root: Path, fault: str) -> int:
            asked.write(f"{fault}\t{root}\t{PHRASE}\n")
            asked.flush()
            return int(answered.readline())

        yield read_armed


@pytest.fixture
def root(store: Store, propose: Callable[..., str], jiro: Any) -> Path:
    propose()
    store.audit.checkpoint()
    return store.root


def kept(root: Path) -> tuple[int, int, int]:
    """Seals on record, readings, entries of readings; the trail holds and is covered."""
    with Store.open(root) as store:
        found = store.audit.verify()
        assert found.ok
        assert found.covered == found.entries
        kinds = [entry.kind for entry in store.audit.entries(kind="second_reading.")]
        readings = store.second_readings.of("row-1")
        return kinds.count("second_reading.sealed"), len(readings), len(kinds) - kinds.count("second_reading.sealed")


@pytest.mark.parametrize("point", [*points_of("second"), *(f"checkpoint.{n}:2" for n in ("before_write", "torn"))])
def test_second_reading(root: Path, killed: Callable[[Path, str], int], point: str) -> None:
    """Killed anywhere, the values are sealed or not, the reading is whole or absent; again leaves each exactly once."""
    assert killed(root, point) == -9, "a second reading does not pass this point"
    read = 1 if point in READ or point.endswith(":2") else 0
    assert kept(root) == (0 if point in UNSEALED else 1, read, read)
    reading = runpy.run_path(str(READING))["read"](root, PHRASE)
    assert kept(root) == (1, 1, 1)
    with Store.open(root) as store:
        assert store.second_readings.of("row-1") == (reading,)
        four_eyes.check_reading(store, reading, queue.show(store, "row-1").row)
