"""Several files read at once: one reading process each, a bounded number of them, results in the order of the files.

Threads suffice on this side: they wait for processes. Never more than ``ahead`` files are held, read or waiting to be
taken, so that a mailbox of any size passes through bounded memory.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from konkyo.errors import UsageError
from konkyo.ingest.base import Limits
from konkyo.ingest.family import FamilyMember, read_family
from konkyo.ingest.sandbox import Sandbox, choose

_AHEAD = 2  # files in hand for each worker: one that is read, one that is next

Family = tuple[FamilyMember, ...]


def usable_cores() -> int:
    """Processors that this process may use, at least one."""
    if hasattr(os, "sched_getaffinity"):
        return max(len(os.sched_getaffinity(0)), 1)
    return os.cpu_count() or 1


def read_all(
    inputs: Iterable[tuple[bytes, str]],
    *,
    workers: int | None = None,
    limits: Limits | None = None,
    sandbox: Sandbox = Sandbox.AUTO,
) -> Iterator[Family]:
    """Families of ``(bytes, name)``, in their order, read ``workers`` at a time (default: usable cores).

    ``inputs`` is drawn from only as results are taken. A file whose process fails is a refused document like any other
    and stops nobody. Raises ``UsageError`` for fewer than one worker, ``SandboxError`` if no process can be started.
    """
    count = usable_cores() if workers is None else workers
    if count < 1:
        msg = f"{count} workers cannot read anything"
        raise UsageError(msg, remedy="Give a number of workers from 1 on.")
    choose(sandbox)  # found out once, before several threads would try
    return _read(iter(inputs), count, limits, sandbox)


def _read(inputs: Iterator[tuple[bytes, str]], count: int, limits: Limits | None, sandbox: Sandbox) -> Iterator[Family]:
    waiting: deque[Future[Family]] = deque()
    pool = ThreadPoolExecutor(count, thread_name_prefix="reading")

    def draw(number: int) -> None:
        for data, name in islice(inputs, number):
            waiting.append(pool.submit(read_family, data, name, limits=limits, sandbox=sandbox))

    try:
        draw(count * _AHEAD)
        while waiting:
            yield waiting.popleft().result()
            draw(1)
    finally:
        pool.shutdown(cancel_futures=True)
