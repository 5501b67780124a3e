"""One reading process per file: started confined, fed the bytes, watched by the clock, and never believed.

What comes back is validated like any other foreign data. Whatever happens to the child, the parent gets an answer:
a ``Reading``, a ``RefusedError`` from the reader, or a ``ReaderStoppedError`` that says how the process ended.
"""

from __future__ import annotations

import contextlib
import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import IO

from pydantic import ValidationError

from konkyo.errors import RefusedError, SandboxError
from konkyo.ingest import sandbox
from konkyo.ingest.base import Limits, Reading, taken_out
from konkyo.ingest.sandbox import Sandbox
from konkyo.records.value import Value

_CHUNK = 2**18
_ANSWER_BYTES_PER_CHARACTER = 32
_ANSWER_SPARE = 2**22
_NEAR_THE_LIMIT = 0.6
_SHELL_SIGNAL = 128
_LAST_MOMENT = 5.0  # seconds between closing its answer and being gone


class ReaderStoppedError(SandboxError):
    """The reading process ended without an answer.

    ``reason``: ``timeout``, ``memory``, ``too-large`` or ``reader-failed``.
    """

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message, kept="the file is unchanged")
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.message, self.reason))


def _rebuild(message: str, reason: str) -> ReaderStoppedError:
    return ReaderStoppedError(message, reason=reason)


class _Answer(Value):
    reading: Reading | None = None
    refused: str | None = None
    message: str = ""


@dataclass
class _Ended:
    """How a process ended. ``reason`` is set if we ended it; ``peak``: bytes of resident memory at most."""

    answer: bytes
    code: int
    peak: int
    reason: str | None


def read_in_child(
    target: str,
    data: bytes,
    limits: Limits,
    *,
    confinement: Sandbox = Sandbox.AUTO,
    paths: Sequence[str] = (),
    levels: int = 0,
) -> Reading:
    """Let ``target`` (``module:function``, a ``Reader``) read ``data`` in a process of its own.

    ``paths``: further folders to import from; ``levels``: how deep files are taken out of files, which bounds their
    bytes together (none is larger than the one that holds it). Raises ``RefusedError`` (the reader refused),
    ``ReaderStoppedError`` (the process died or broke a limit), ``SandboxError`` (it could not be started at all).
    """
    kind = sandbox.choose(confinement)
    order: dict[str, object] = {"target": target, "limits": limits.model_dump()}
    process = _start(sandbox.command(kind, order, paths))
    try:
        ended = _converse(process, data, limits, _most(data, limits, levels))
    finally:
        _end(process)
    return _judge(ended, limits)


def _most(data: bytes, limits: Limits, levels: int) -> int:
    """How many bytes the answer may have."""
    return limits.text_chars * _ANSWER_BYTES_PER_CHARACTER + _ANSWER_SPARE + len(data) * levels


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
    except OSError as error:
        msg = f"the reading process could not be started: {error.strerror}"
        raise SandboxError(msg, remedy="konkyo doctor", kept="the file is unchanged") from error


def _converse(process: subprocess.Popen[bytes], data: bytes, limits: Limits, most: int) -> _Ended:
    """Feed the bytes and collect the answer, both bounded, until the child closes its end or the time is up."""
    assert process.stdin is not None
    assert process.stdout is not None
    deadline = time.monotonic() + limits.wall_seconds
    collected, size, waiting, reason = [], 0, memoryview(data), None
    with selectors.DefaultSelector() as selector:
        for stream, event in ((process.stdin, selectors.EVENT_WRITE), (process.stdout, selectors.EVENT_READ)):
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, event)
        while reason is None and process.stdout in {key.fileobj for key in selector.get_map().values()}:
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            if not ready and time.monotonic() >= deadline:
                reason = "timeout"
            for key, _ in ready:
                if key.fileobj is process.stdin:
                    waiting = _feed(process.stdin, waiting)
                    if not waiting:
                        selector.unregister(process.stdin)
                        _close(process.stdin)
                    continue
                piece = process.stdout.read(_CHUNK)
                if piece:
                    collected.append(piece)
                    size += len(piece)
                    reason = "too-large" if size > most else reason
                elif piece == b"":
                    selector.unregister(process.stdout)
    code, peak = _end(process, grace=max(0.0, deadline - time.monotonic()) if reason is None else 0.0)
    return _Ended(b"".join(collected), code, peak, reason)


def _feed(stream: IO[bytes], waiting: memoryview) -> memoryview:
    """Write what fits; nothing is left where the child does not listen any more."""
    try:
        return waiting[os.write(stream.fileno(), waiting[:_CHUNK]) :]
    except BlockingIOError:
        return waiting
    except BrokenPipeError:
        return waiting[:0]


def _close(stream: IO[bytes] | None) -> None:
    if stream is not None:
        with contextlib.suppress(OSError):
            stream.close()


def _end(process: subprocess.Popen[bytes], grace: float = 0.0) -> tuple[int, int]:
    """Wait ``grace`` seconds, then kill the whole group; the exit code and the peak memory in bytes."""
    _close(process.stdin)
    _close(process.stdout)
    if process.returncode is not None:
        return process.returncode, 0
    until = time.monotonic() + min(grace, _LAST_MOMENT)
    status, usage = _reaped(process.pid, until)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss * 1024


def _reaped(pid: int, until: float) -> tuple[int, resource.struct_rusage]:
    """Wait for the end, kill what is left of the group, and take the exit status.

    The group is killed before its leader is reaped, where the system can tell (its number cannot be another's yet).
    """
    gone, status, usage = 0, 0, None
    while time.monotonic() < until:
        if hasattr(os, "waitid"):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None:
                break
        else:
            gone, status, usage = os.wait4(pid, os.WNOHANG)
            if gone:
                break
        time.sleep(0.001)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if not gone or usage is None:
        _, status, usage = os.wait4(pid, 0)
    return status, usage


def _judge(ended: _Ended, limits: Limits) -> Reading:
    """The reading that a process left, or the error that says why there is none."""
    if ended.reason == "timeout":
        msg = f"reading took longer than {limits.wall_seconds} seconds"
        raise ReaderStoppedError(msg, reason="timeout")
    if ended.reason is not None:
        msg = "the reading process answered with more than is allowed"
        raise ReaderStoppedError(msg, reason=ended.reason)
    if ended.code != 0:
        raise _stopped(ended, limits)
    line = ended.answer.find(b"\n")
    line = len(ended.answer) if line < 0 else line
    try:
        answer = _Answer.model_validate_json(ended.answer[:line])
    except ValidationError:
        msg = "the reading process did not answer in its format"
        raise ReaderStoppedError(msg, reason="reader-failed") from None  # the cause quotes the answer
    if answer.reading is None:
        reason = answer.refused or "reader-failed"
        if reason == "memory":
            raise ReaderStoppedError(answer.message, reason=reason)
        raise RefusedError(answer.message, reason=reason)
    _check_size(answer.reading, limits)
    return _with_bytes(answer.reading, memoryview(ended.answer)[line + 1 :], limits)


def _with_bytes(reading: Reading, behind: memoryview, limits: Limits) -> Reading:
    """The reading with the bytes of the files taken out, which stand behind it in its order and fill the answer."""
    files = list(taken_out(reading))
    if sum(inside.size for inside in files) != len(behind):
        msg = "the reading process did not answer in its format"
        raise ReaderStoppedError(msg, reason="reader-failed")
    sizes = iter(accumulate((inside.size for inside in files), initial=0))

    def filled(reading: Reading) -> Reading:
        found = []
        for inside in reading.inside:
            update: dict[str, object] = {}
            if not inside.why_not:
                start = next(sizes)
                update["data"] = bytes(behind[start : start + inside.size])
            if inside.reading is not None:
                inner = filled(inside.reading)
                update["reading"] = inner if _is_within(inner, limits) else None
            found.append(inside.model_copy(update=update))
        return reading.model_copy(update={"inside": tuple(found)}) if found else reading

    return filled(reading)


def _is_within(reading: Reading, limits: Limits) -> bool:
    try:
        _check_size(reading, limits)
    except RefusedError:
        return False
    return True


def _stopped(ended: _Ended, limits: Limits) -> ReaderStoppedError:
    """Why the process stopped: its exit code, or the signal (bubblewrap reports 128 + signal)."""
    number = -ended.code if ended.code < 0 else ended.code - _SHELL_SIGNAL
    if number == signal.SIGXCPU:
        return ReaderStoppedError(f"reading took more than {limits.cpu_seconds} seconds of CPU", reason="timeout")
    inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # Linux counts the parent's peak at the fork
    if ended.peak > max(limits.memory_bytes * _NEAR_THE_LIMIT, inherited):
        return ReaderStoppedError("the reading process ran out of memory", reason="memory")
    name = signal.Signals(number).name if number in set(signal.Signals) else f"exit code {ended.code}"
    return ReaderStoppedError(f"the reading process ended with {name}", reason="reader-failed")


def _check_size(reading: Reading, limits: Limits) -> None:
    """The bounds again, on this side: the child is not believed."""
    if len(reading.pages) > limits.pages:
        msg = f"more than {limits.pages} pages"
        raise RefusedError(msg, reason="pages")
    if sum(len(page.text) for page in reading.pages) > limits.text_chars:
        msg = f"more than {limits.text_chars} characters of text"
        raise RefusedError(msg, reason="too-large")
