"""Readers that misbehave on purpose, run in the child process by the tests of the sandbox."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.records.documents import Page


def _said(text: str) -> Reading:
    return Reading(media_type="text/plain", pages=(Page(number=1, text=text),))


def good(data: bytes, limits: Limits) -> Reading:
    return _said(data.decode())


def chatty(data: bytes, limits: Limits) -> Reading:
    print("junk before the answer", flush=True)
    os.write(1, b"more junk")
    sys.stdout.write("x" * 100_000)
    return _said("quiet")


def liar(data: bytes, limits: Limits) -> Reading:
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b'{"reading": 7}')
        except OSError:
            continue
    os._exit(0)


def flood(data: bytes, limits: Limits) -> Reading:
    while True:
        for descriptor in range(3, 20):
            try:
                os.write(descriptor, b"x" * 2**20)
            except OSError:
                continue


def killed(data: bytes, limits: Limits) -> Reading:
    ctypes.CDLL(None).kill(os.getpid(), signal.SIGKILL)
    time.sleep(10)
    return _said("alive")


def segfault(data: bytes, limits: Limits) -> Reading:
    ctypes.string_at(8)
    return _said("alive")


def aborts(data: bytes, limits: Limits) -> Reading:
    os.abort()


def exits(data: bytes, limits: Limits) -> Reading:
    os._exit(0)


def raises(data: bytes, limits: Limits) -> Reading:
    raise ValueError("SECRET TEXT OF THE FILE")


def refuses(data: bytes, limits: Limits) -> Reading:
    raise RefusedError("no", reason="damaged")


def recursive(data: bytes, limits: Limits) -> Reading:
    return recursive(data, limits)


def greedy(data: bytes, limits: Limits) -> Reading:
    held = []
    while True:
        held.append(bytearray(2**24))


def spins(data: bytes, limits: Limits) -> Reading:
    while True:
        pass


def sleeps(data: bytes, limits: Limits) -> Reading:
    time.sleep(60)
    return _said("awake")


def many_pages(data: bytes, limits: Limits) -> Reading:
    pages = tuple(Page(number=n, text="x") for n in range(1, limits.pages + 2))
    return Reading(media_type="text/plain", pages=pages)


def breaks_out(data: bytes, limits: Limits) -> Reading:
    """Try each way out; the answer lists those that worked."""
    witness, target, port = data.decode().split("\n")
    open_ways = []
    for name, way in {
        "connect": lambda: socket.create_connection(("127.0.0.1", int(port)), timeout=2),
        "resolve": lambda: socket.getaddrinfo("localhost", 80),
        "read": lambda: Path(witness).read_bytes(),
        "list": lambda: next(Path(witness).parent.iterdir()),
        "passwd": lambda: Path("/etc/passwd").read_bytes(),
        "write": lambda: Path(target).write_bytes(b"x"),
        "write-tmp": lambda: Path("/tmp/konkyo-escape").write_bytes(b"x"),
        "write-root": lambda: Path("/konkyo-escape").write_bytes(b"x"),
        "program": lambda: subprocess.run(["/bin/true"], check=True),
        "fork": os.fork,
        "kill": lambda: os.kill(os.getppid(), 0),
    }.items():
        try:
            way()
        except (OSError, PermissionError, ValueError):
            continue
        open_ways.append(name)
    return _said("open:" + ",".join(open_ways))


def native_way_out(data: bytes, limits: Limits) -> Reading:
    """What a native library could do, past every hook of the interpreter: system calls."""
    witness, target, port = data.decode().split("\n")
    libc = ctypes.CDLL(None)
    ways = []
    if libc.open(witness.encode(), 0) >= 0:
        ways.append("read")
    if libc.open(target.encode(), os.O_WRONLY | os.O_CREAT, 0o600) >= 0:
        ways.append("write")
    handle = libc.socket(2, 1, 0)
    address = (2).to_bytes(2, "little") + int(port).to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    if handle >= 0 and libc.connect(handle, address, 16) == 0:
        ways.append("connect")
    return _said("open:" + ",".join(ways))
