"""Rules of the reading process: it cannot get out, and whatever becomes of it, the parent gets an answer."""

from __future__ import annotations

import resource
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from konkyo.errors import RefusedError
from konkyo.ingest import sandbox
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.child import ReaderStoppedError, read_in_child
from konkyo.ingest.sandbox import Sandbox

HERE = str(Path(__file__).parent)
SMALL = Limits(cpu_seconds=2, wall_seconds=4, memory_bytes=512 * 2**20, pages=10, text_chars=10_000)
KINDS = [Sandbox.BUBBLEWRAP, Sandbox.LIMITED]


@pytest.fixture(params=KINDS, ids=str)
def kind(request: pytest.FixtureRequest) -> Sandbox:
    """Each kind of confinement that works on this machine."""
    wanted = Sandbox(request.param)
    if wanted is Sandbox.BUBBLEWRAP and sandbox.status().kind is not wanted:
        pytest.skip("bubblewrap does not work on this machine")
    return wanted


def _run(name: str, kind: Sandbox, data: bytes = b"hello", limits: Limits = SMALL) -> Reading:
    return read_in_child(f"hostile_readers:{name}", data, limits, confinement=kind, paths=[HERE])


def test_a_reading_comes_back(kind: Sandbox) -> None:
    """What the reader read is what the parent gets."""
    assert _run("good", kind).pages[0].text == "hello"


def test_printing_does_not_break_the_answer(kind: Sandbox) -> None:
    """Standard output of libraries reaches nobody."""
    assert _run("chatty", kind).pages[0].text == "quiet"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("killed", "reader-failed"),
        ("segfault", "reader-failed"),
        ("aborts", "reader-failed"),
        ("exits", "reader-failed"),
        ("liar", "reader-failed"),
        ("greedy", "memory"),
        ("spins", "timeout"),
        ("flood", "too-large"),
    ],
)
def test_a_dead_reader_is_an_answer(name: str, reason: str, kind: Sandbox) -> None:
    """Killed, crashed, silent, lying, greedy and endless readers end as an error with a reason."""
    with pytest.raises(ReaderStoppedError) as caught:
        _run(name, kind)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [("raises", "reader-failed"), ("refuses", "damaged"), ("recursive", "depth"), ("many_pages", "pages")],
)
def test_a_refusal_keeps_its_reason(name: str, reason: str, kind: Sandbox) -> None:
    """A reader's refusal keeps its code; another exception only its type: messages may quote the file."""
    with pytest.raises(RefusedError) as caught:
        _run(name, kind)
    assert caught.value.reason == reason
    assert "SECRET" not in str(caught.value)


def test_the_clock_ends_a_sleeping_reader(kind: Sandbox) -> None:
    """A reader that uses no CPU is ended by the wall clock, and leaves no process behind."""
    started = time.monotonic()
    with pytest.raises(ReaderStoppedError) as caught:
        _run("sleeps", kind, limits=SMALL.model_copy(update={"wall_seconds": 1}))
    assert caught.value.reason == "timeout"
    assert time.monotonic() - started < 5
    until = time.monotonic() + 3  # the kernel ends a killed name space's processes a moment later
    while _processes_with("hostile_readers:sleeps") and time.monotonic() < until:
        time.sleep(0.05)
    assert not _processes_with("hostile_readers:sleeps")


def _processes_with(mark: str) -> list[str]:
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark in line.read_bytes().decode("utf-8", "replace"):
                found.append(line.parent.name)
        except OSError:
            continue
    return found


@pytest.fixture
def port() -> Iterator[int]:
    """A server on this machine that a reader must not reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        stop = threading.Event()
        yield server.getsockname()[1]
        stop.set()


def test_no_way_out(kind: Sandbox, tmp_path: Path, port: int) -> None:
    """No socket, no file of the host, no writing, no program: in both kinds of confinement."""
    witness, target = tmp_path / "secret.txt", tmp_path / "written.txt"
    witness.write_text("secret")
    order = f"{witness}\n{target}\n{port}".encode()
    assert _run("breaks_out", kind, order).pages[0].text == "open:"
    assert not target.exists()
    assert not Path("/tmp/konkyo-escape").exists()


def test_no_way_out_for_native_code(tmp_path: Path, port: int) -> None:
    """Under bubblewrap not even system calls of a native library reach files or sockets of the host."""
    if sandbox.status().kind is not Sandbox.BUBBLEWRAP:
        pytest.skip("bubblewrap does not work on this machine")
    witness, target = tmp_path / "secret.txt", tmp_path / "written.txt"
    witness.write_text("secret")
    order = f"{witness}\n{target}\n{port}".encode()
    assert _run("native_way_out", Sandbox.BUBBLEWRAP, order).pages[0].text == "open:"
    assert not target.exists()


def test_the_parent_does_not_grow_with_a_flood(kind: Sandbox) -> None:
    """A reader that answers without end costs the parent a bounded amount of memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ReaderStoppedError):
        _run("flood", kind)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
