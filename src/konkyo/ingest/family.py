"""A file and the files inside it, each a document of its own: a mail, its attachments, the messages attached to it.

One reading process reads a mail with all that it holds (one sender, one trust). If that process dies, the mail is read
again alone and each attachment in a process of its own, so that a bad attachment costs neither the mail nor the others.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from konkyo.errors import RefusedError
from konkyo.ingest.base import Inside, Limits, Reading
from konkyo.ingest.child import ReaderStoppedError, read_in_child
from konkyo.ingest.enclosures import inner_name
from konkyo.ingest.file_names import Labels
from konkyo.ingest.outcomes import refused
from konkyo.ingest.read import finished, opened, read_bytes
from konkyo.ingest.readers import MAIL_WHOLE, READERS
from konkyo.ingest.sandbox import Sandbox
from konkyo.ingest.sniff import Kind
from konkyo.records.documents import Document

_DIED = frozenset(["reader-failed", "memory", "timeout", "too-large"])


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One document of a family. ``label``: where it lies inside the outer file (``fwd.eml/notice.pdf``).

    The outer file's label is empty. ``data``: its bytes, whose SHA-256 is the document's identity.
    """

    document: Document
    data: bytes | None
    label: str


def read_family(
    data: bytes, name: str, *, limits: Limits | None = None, sandbox: Sandbox = Sandbox.AUTO
) -> tuple[FamilyMember, ...]:
    """Read bytes and what they hold: the outer document first, then each file inside, in the order of the message.

    The same bytes twice in one family are one member, under their first label. What could not be taken out stands in
    the outer document's ``enclosed`` with ``why_not``. Raises ``SandboxError`` only if no reading process can be
    started at all.
    """
    return tuple(_Family(limits or Limits(), sandbox).members(data, name))


class _Family:
    """What is shared while one family is read: the labels given, the documents had, the time left."""

    def __init__(self, limits: Limits, sandbox: Sandbox) -> None:
        self._limits = limits
        self._sandbox = sandbox
        self._labels = Labels()
        self._had: set[str] = set()
        self._files = limits.attachments
        self._until = time.monotonic() + limits.family_seconds

    def members(self, data: bytes, name: str) -> Iterator[FamilyMember]:
        """The family of these bytes."""
        self._new(data)
        yield from self._read(data, name, "", self._limits)

    def _new(self, data: bytes) -> bool:
        """Whether these bytes have not been read yet."""
        document_id = hashlib.sha256(data).hexdigest()
        known = document_id in self._had
        self._had.add(document_id)
        return not known

    def _read(self, data: bytes, name: str, label: str, limits: Limits) -> Iterator[FamilyMember]:
        """A file in a process of its own, with what it holds."""
        document, kind = opened(data, name, limits)
        if document.refusal is not None:
            yield FamilyMember(document, data, label)
        elif kind is not Kind.MAIL:
            yield FamilyMember(read_bytes(data, name, limits=limits, sandbox=self._sandbox), data, label)
        else:
            try:
                reading = self._mail(data, limits)
            except (RefusedError, ReaderStoppedError) as error:
                refusal = refused(error.reason, error.message)
                yield FamilyMember(document.model_copy(update={"refusal": refusal}), data, label)
            else:
                yield from self._unfold(document, data, label, reading, limits)

    def _mail(self, data: bytes, limits: Limits) -> Reading:
        """The whole mail in one process; alone, if that process died of something in it."""
        limits = limits.model_copy(update={"attachments": max(self._files, 0)})
        levels = max(limits.nesting, 0) + 1
        try:
            return read_in_child(MAIL_WHOLE, data, limits, confinement=self._sandbox, levels=levels)
        except (RefusedError, ReaderStoppedError) as error:
            if error.reason not in _DIED:
                raise
            return read_in_child(READERS[Kind.MAIL], data, limits, confinement=self._sandbox, levels=1)

    def _unfold(
        self, document: Document, data: bytes, label: str, reading: Reading, limits: Limits
    ) -> Iterator[FamilyMember]:
        """A document that was read, and then those inside."""
        yield FamilyMember(finished(document, reading), data, label)
        below = limits.model_copy(update={"nesting": limits.nesting - 1})
        for inside in reading.inside:
            if inside.why_not:
                continue
            self._files -= 1
            if self._new(inside.data):
                yield from self._member(inside, self._labels.label(label, inner_name(inside)), below)

    def _member(self, inside: Inside, label: str, limits: Limits) -> Iterator[FamilyMember]:
        """A file inside, by the reading that came with the outer one, or read now where there is none."""
        name = inner_name(inside)
        document, _ = opened(inside.data, name, limits)
        if inside.refused:
            refusal = document.refusal or refused(inside.refused, inside.message)
            yield FamilyMember(document.model_copy(update={"refusal": refusal}), inside.data, label)
        elif inside.reading is None and time.monotonic() > self._until:
            yield FamilyMember(document.model_copy(update={"refusal": refused("timeout")}), inside.data, label)
        elif inside.reading is None or document.refusal is not None:
            yield from self._read(inside.data, name, label, limits)
        else:
            yield from self._unfold(document, inside.data, label, inside.reading, limits)
