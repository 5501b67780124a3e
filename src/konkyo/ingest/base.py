"""What every reader is: bytes in, a reading out, inside the sandboxed child; and the limits it works under."""

from __future__ import annotations

from typing import Protocol

from konkyo.records.documents import Aside, Flag, Page
from konkyo.records.value import Value


class Limits(Value):
    """Bounds on one file. Sizes in bytes, times in seconds of CPU; exceeding one is said, never silent."""

    file_bytes: int = 100 * 2**20
    unpacked_bytes: int = 300 * 2**20
    ratio: int = 200  # unpacked : packed, for members above 1 MiB
    members: int = 5_000
    nesting: int = 3
    depth: int = 256  # nesting of markup elements
    pages: int = 5_000
    text_chars: int = 20 * 2**20
    cpu_seconds: int = 60
    wall_seconds: int = 120
    memory_bytes: int = 1_536 * 2**20
    open_files: int = 64
    processes: int = 32


class Reading(Value):
    """What a reader found in the bytes. ``encoding``: the character encoding that was used, where there is one."""

    media_type: str
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    asides: tuple[Aside, ...] = ()
    flags: tuple[Flag, ...] = ()


class Reader(Protocol):
    """Reads one kind of file. Runs only inside the child process.

    Raises ``RefusedError`` (with a ``reason`` code) when the bytes cannot be read whole and safely; anything else that
    escapes is a defect of the reader and reported as ``refused: reader-failed``.
    """

    def __call__(self, data: bytes, limits: Limits) -> Reading:
        """Read the bytes."""
