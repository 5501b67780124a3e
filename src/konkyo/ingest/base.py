"""What every reader is: bytes in, a reading out, inside the sandboxed child; and the limits it works under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from pydantic import Field

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
    attachments: int = 200  # files taken out of one mail, those of mails inside it included
    attachment_bytes: int = 200 * 2**20  # of one mail, decoded
    family_seconds: int = 1_200  # wall clock for a file and all that it holds, read one by one


class Inside(Value):
    """A file inside the file that was read: taken out (``data``), or not (``why_not``, a stable code).

    ``name`` and ``media_type`` are what the outer file says of it, ``part`` is its place there, ``size`` is in bytes.
    ``reading``: what it holds, where the same process read it; ``refused``: why its reader refused it.
    """

    name: str
    media_type: str
    part: str
    size: int = Field(ge=0)
    why_not: str = ""
    data: bytes = Field(default=b"", exclude=True, repr=False)
    reading: Reading | None = None
    refused: str = ""
    message: str = ""


class Reading(Value):
    """What a reader found in the bytes. ``encoding``: the character encoding that was used, where there is one.

    ``inside``: the files that it holds, with their bytes, where its reader takes them out.
    """

    media_type: str
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    asides: tuple[Aside, ...] = ()
    flags: tuple[Flag, ...] = ()
    inside: tuple[Inside, ...] = ()


def taken_out(reading: Reading) -> Iterator[Inside]:
    """Every file that was taken out of a reading, each followed by those inside it."""
    for inside in reading.inside:
        if not inside.why_not:
            yield inside
        if inside.reading is not None:
            yield from taken_out(inside.reading)


class Reader(Protocol):
    """Reads one kind of file. Runs only inside the child process.

    Raises ``RefusedError`` (with a ``reason`` code) when the bytes cannot be read whole and safely; anything else that
    escapes is a defect of the reader and reported as ``refused: reader-failed``.
    """

    def __call__(self, data: bytes, limits: Limits) -> Reading:
        """Read the bytes."""


Inside.model_rebuild()
