"""Files and messages of mailboxes read in order, several at a time, each with what it holds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from konkyo.ingest.base import Limits
from konkyo.ingest.family import FamilyMember
from konkyo.ingest.mailbox import MailboxEntry, messages_of
from konkyo.ingest.outcomes import refused
from konkyo.ingest.pool import Family, read_all
from konkyo.ingest.read import untouched_bytes
from konkyo.ingest.sandbox import Sandbox
from konkyo.records.documents import Document, Outcome
from konkyo.workflows.gather import InputFile, readable


def families(files: Iterable[InputFile], *, sandbox: Sandbox = Sandbox.AUTO) -> Iterator[Family]:
    """The family of each file, in the order of the files. A file whose bytes cannot be had is one refused document.

    Only a few files are held at a time; a mailbox is passed through once, however many of its messages are wanted.
    """
    had: deque[Document | None] = deque()  # for each file drawn: the refused document, or None if it is being read

    def readable_ones() -> Iterator[tuple[bytes, str]]:
        for data, name in _contents(files):
            if isinstance(data, Document):
                had.append(data)
            else:
                had.append(None)
                yield data, name

    results = read_all(readable_ones(), sandbox=sandbox)
    ready: deque[Family] = deque()
    exhausted = False
    while had or not exhausted:
        if not had or (had[0] is None and not ready):
            family = next(results, None)
            if family is None:
                exhausted = True
            else:
                ready.append(family)
            continue
        unread = had.popleft()
        yield ready.popleft() if unread is None else (FamilyMember(unread, None, ""),)


def _contents(files: Iterable[InputFile]) -> Iterator[tuple[bytes | Document, str]]:
    """The bytes and the name of each file or message."""
    for (path, in_mailbox), group in groupby(files, key=lambda file: (file.path, file.message is not None)):
        if in_mailbox:
            yield from _messages(path, [file.message for file in group if file.message is not None])
            continue
        for file in group:
            yield untouched_bytes(file.path, Limits()), readable(file.path.name)


def _messages(path: Path, wanted: list[str]) -> Iterator[tuple[bytes | Document, str]]:
    """The wanted messages of a mailbox, in its order; one that is gone meanwhile is said to be."""
    left = deque(wanted)
    for entry in messages_of(path):
        if left and entry.label == left[0]:
            left.popleft()
            yield (_too_large(entry) if entry.too_large else entry.data), entry.label
    for label in left:
        yield _refused(label, 0, "changed"), label


def _too_large(entry: MailboxEntry) -> Document:
    return _refused(entry.label, entry.size, "too-large")


def _refused(name: str, size: int, reason: str) -> Document:
    return Document(
        document_id="",
        name=name,
        media_type="message/rfc822",
        size=size,
        outcome=Outcome.REFUSED,
        refusal=refused(reason),
    )
